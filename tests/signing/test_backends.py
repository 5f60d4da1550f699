"""Keys, signatures and ciphers of every backend, judged by the `openssl` program."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from asn1crypto import keys as asn1_keys
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.backends import ALONE, HASHES, KNOWS, NAMES, OSCRYPTO_ITSELF, SIGNS, WAYS, backend_called
from tests.tools.signatures import MESSAGE, OPENSSL, key, new_key, program_for, public_key, signed, takes, usual_scheme
from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.signing import backend as backends
from x509forge.signing.key_files import normal_form
from x509forge.signing.scheme import HASH_LENGTHS, Scheme, require_room

if TYPE_CHECKING:
    from pathlib import Path

    from x509forge.signing.backend import Backend

_GENERATED = {
    "cryptography": ["rsa:1024", "rsa:2048", "rsa:3072"],
    "oscrypto": ["rsa:1024", "rsa:2048", "rsa:3072", "rsa:4096"],
    OSCRYPTO_ITSELF: ["rsa:1024", "rsa:2048"],
    "pure": ["rsa:512", "rsa:1024", "rsa:1026", "rsa:2048"],
}
_IN_THREADS = ("rsa:2048", "ec:P-256", "ec:P-521", "ec:secp256k1", "ed25519", "ed448", "ml-dsa-44")
_SIGNERS = [(name, key_type) for name in WAYS for key_type in SIGNS[name]]


def test_every_backend_is_there() -> None:
    """A backend that is missing would not be tested, and nobody would see it."""
    assert (("pure",) if ALONE else ("cryptography", "oscrypto", "pure")) == NAMES
    for name in backends.names():
        if name in NAMES:
            assert backend_called(name).name == name


@pytest.mark.parametrize(
    ("name", "key_type"),
    [(name, each) for name in WAYS for each in [*_GENERATED[name], *SIGNS[name][1:], *KNOWS[name]]],
)
def test_a_generated_key_has_the_form_that_openssl_gives_it(name: str, key_type: str) -> None:
    backend, openssl = backend_called(name), program_for(key_type)
    made, handle = backend.generate(key_type)
    assert normal_form(PrivateKeyInfo.from_der(made)).to_der() == made
    if not key_type.startswith("ml-"):  # openssl expands the seed, which is not for a backend's key to hold
        assert openssl("pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER", data=made) == made
    if key_type.startswith(("rsa", "ec")):
        assert b"Key is valid" in openssl("pkey", "-inform", "DER", "-check", "-noout", data=made)
    if key_type.startswith("rsa"):
        text = openssl("pkey", "-inform", "DER", "-text", "-noout", data=made).decode()
        assert f"Private-Key: ({key_type[4:]} bit, 2 primes)" in text
        assert "publicExponent: 65537 (0x10001)" in text
    public = openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=made)
    assert backend.public_key(handle) == backend.public_key(backend.load(made)) == public
    assert backend.generate(key_type)[0] != made


@pytest.mark.parametrize(("name", "key_type"), _SIGNERS)
def test_what_was_generated_signs_at_once(name: str, key_type: str, tmp_path: Path) -> None:
    backend, scheme = backend_called(name), usual_scheme(key_type)
    made, handle = backend.generate(key_type)
    public = program_for(key_type)("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=made)
    assert takes(key_type, public, scheme, backend.sign(handle, scheme, MESSAGE), tmp_path)


def test_scalars_keep_their_width(backend: Backend) -> None:
    """RFC 5915 3: as many octets as the order has, though one scalar in 256 begins with a zero on P-256."""
    keys = {backend.generate("ec:P-256")[0]}
    while not any(key[36] == 0 for key in keys):  # where the scalar begins
        keys.add(backend.generate("ec:P-256")[0])
    assert {len(key) for key in keys} == {138}
    (short,) = (key for key in keys if key[36] == 0)
    assert OPENSSL("pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER", data=short) == short
    assert backend.public_key(backend.load(short))[-64:] == short[-64:]


@pytest.mark.parametrize("key_type", ["rsa:64", "rsa:32768", "rsa:x", "rsa", "ec:P-192", "ec", "ed25510", "dsa", ""])
def test_what_cannot_be_generated_is_named_with_what_can(backend: Backend, key_type: str) -> None:
    with pytest.raises(UnsupportedKey, match=rf"^cannot generate {key_type}: '?{backend.name}'? (generates|knows) "):
        backend.generate(key_type)
    assert backend.why_unsupported("generate", key_type)


def _signatures() -> list[tuple[str, str, str]]:
    """Return each backend with each key and each hash that it must sign with; one hash where there is no choice."""
    return [
        (name, key_type, hash_name)
        for name, key_type in _SIGNERS
        for hash_name in (HASHES[name].get(usual_scheme(key_type).name) or ["sha256"])
    ]


@pytest.mark.parametrize(("name", "key_type", "hash_name"), _signatures())
def test_signatures_both_ways(name: str, key_type: str, hash_name: str, tmp_path: Path) -> None:
    """Ours are taken by openssl, and its by us; with SHA-512 on P-256, the hash is cut (FIPS 186-5 6.4.1)."""
    backend, public, scheme = backend_called(name), public_key(key_type), usual_scheme(key_type, hash_name)
    assert backend.why_unsupported("sign", key_type, scheme) is None
    signature = backend.sign(backend.load(key(key_type)), scheme, MESSAGE)
    assert takes(key_type, public, scheme, signature, tmp_path)
    theirs = signed(key_type, scheme, tmp_path)
    assert backend.verify(public, scheme, theirs, MESSAGE)
    if scheme.name in ("rsa-pkcs1v15", "ed25519", "ed448"):
        assert theirs == signature
    other = usual_scheme(key_type, "sha256" if hash_name != "sha256" else "sha512")
    if scheme.hash_name is not None:
        assert not backend.verify(public, other, signature, MESSAGE)
    assert not backend.verify(public, scheme, signature, MESSAGE + b".")
    assert not backend.verify(public, scheme, signature, b"")


_MASKS = [("sha256", "sha256"), ("sha512", "sha512"), ("sha384", "sha1"), ("sha1", "sha512"), ("sha3_256", "sha3_512")]


@pytest.mark.parametrize("bits", [1024, 1025, 1026, 1031, 2048])
@pytest.mark.parametrize(("hash_name", "mask"), _MASKS)
@pytest.mark.parametrize("salt", [0, 1, 20, "hash", "most"])
def test_pss_both_ways(backend: Backend, bits: int, hash_name: str, mask: str, salt: int | str, tmp_path: Path) -> None:
    """RFC 8017 9.1: masks of another hash, salts of any length, and moduli that leave an octet more or less."""
    length, key_type = HASH_LENGTHS[hash_name], f"rsa:{bits}"
    most = (bits - 1 + 7) // 8 - length - 2
    salt_length = length if salt == "hash" else most if salt == "most" else int(salt)
    scheme = Scheme("rsa-pss", hash_name, mgf_hash_name=mask, salt_length=salt_length)
    why = backend.why_unsupported("sign", key_type, scheme)
    if backend.name == "oscrypto" and hash_name.startswith("sha3_"):
        assert why is not None
        return
    assert why is None
    handle, public = backend.load(key(key_type)), public_key(key_type)
    if salt_length > most:
        with pytest.raises(UnsupportedKey, match="too short for rsa-pss"):
            require_room(bits, scheme)
        with pytest.raises(UnsupportedKey, match="too short for rsa-pss"):
            backend.sign(handle, scheme, MESSAGE)
        return
    signature = backend.sign(handle, scheme, MESSAGE)
    assert takes(key_type, public, scheme, signature, tmp_path)
    assert backend.verify(public, scheme, signed(key_type, scheme, tmp_path), MESSAGE)
    assert not backend.verify(public, scheme, signature, b"another")
    for changed in range(0, len(signature), 17):
        wrong = signature[:changed] + bytes([signature[changed] ^ 4]) + signature[changed + 1 :]
        assert not backend.verify(public, scheme, wrong, MESSAGE)
    for other in (max(salt_length - 1, 0), salt_length + 1, 20):
        if other != salt_length:
            wrong_scheme = Scheme("rsa-pss", hash_name, mgf_hash_name=mask, salt_length=other)
            assert not backend.verify(public, wrong_scheme, signature, MESSAGE)
    wrong_scheme = Scheme("rsa-pss", hash_name, mgf_hash_name="sha224", salt_length=salt_length)
    assert not backend.verify(public, wrong_scheme, signature, MESSAGE)


@pytest.mark.parametrize("key_type", SIGNS["oscrypto"] if not ALONE else SIGNS["pure"])
def test_a_number_is_drawn_for_each_ecdsa_signature(backend: Backend, key_type: str) -> None:
    if key_type.startswith("ec"):
        handle = backend.load(key(key_type))
        assert len({backend.sign(handle, usual_scheme(key_type), MESSAGE) for _ in range(8)}) == 8


@pytest.mark.parametrize(("name", "key_type"), [each for each in _SIGNERS if each[1].startswith("ec")])
def test_deterministic_signatures_are_one(name: str, key_type: str, tmp_path: Path) -> None:
    backend, scheme = backend_called(name), Scheme("ecdsa", "sha256", deterministic=True)
    if backend.name == "oscrypto":
        assert "RFC 6979" in str(backend.why_unsupported("sign", key_type, scheme))
        return
    handle, public = backend.load(key(key_type)), public_key(key_type)
    (signature,) = {backend.sign(handle, scheme, MESSAGE) for _ in range(4)}
    assert takes(key_type, public, scheme, signature, tmp_path)


@pytest.mark.parametrize("length", [0, 1, 1_000_000])
def test_messages_of_any_length(backend: Backend, length: int) -> None:
    message = bytes(length)
    for key_type in SIGNS[backend.name]:
        scheme = usual_scheme(key_type)
        signature = backend.sign(backend.load(key(key_type)), scheme, message)
        assert backend.verify(public_key(key_type), scheme, signature, message)
        assert not backend.verify(public_key(key_type), scheme, signature, message + b"\0")


@pytest.mark.parametrize(("name", "key_type"), _SIGNERS)
def test_wrong_signatures_are_false(name: str, key_type: str) -> None:
    backend, public, scheme = backend_called(name), public_key(key_type), usual_scheme(key_type)
    right = backend.sign(backend.load(key(key_type)), scheme, MESSAGE)
    size = len(right)
    wrong = [b"", b"\0", b"0", bytes(size), b"\xff" * size, right[:-1], right[1:], right + b"\0", b"\0" + right]
    step = max(7, size // 40)
    wrong += [right[:i] + bytes([right[i] ^ 1 << i % 8]) + right[i + 1 :] for i in range(0, size, step)]
    for signature in wrong:
        assert not backend.verify(public, scheme, signature, MESSAGE), signature.hex()
    assert backend.verify(public, scheme, right, MESSAGE)


# RFC 3279 2.2.3: what is not the DER of two numbers from 1 up to the order.
@pytest.mark.parametrize(
    "signature",
    [
        "3006020100020100",
        "3006020101020100",
        "3006020100020101",
        "30060201ff0201ff",
        "300802020001020101",
        "3080020101020101" + "0000",
        "30060201010201010500",
        "3009020101020101020101",
        "3003020101",
        "3000",
        "30810602010102010130",
        "0400",
        "30847fffffff",
        "3044022100" + "ff" * 32 + "021f" + "11" * 31,
    ],
)
def test_what_is_no_ecdsa_signature_is_false(backend: Backend, signature: str) -> None:
    octets = bytes.fromhex(signature)
    assert backend.verify(public_key("ec:P-256"), Scheme("ecdsa", "sha256"), octets, MESSAGE) is False


@given(signature=st.binary(max_size=300))
def test_garbage_is_false(backend: Backend, signature: bytes) -> None:
    for key_type in {"rsa:2048", "ec:P-256", "ed25519", "ed448"} & set(SIGNS[backend.name]):
        assert not backend.verify(public_key(key_type), usual_scheme(key_type), signature, MESSAGE)


# RFC 8017 9.2: what a verifier takes who looks at less than all of the padding.
_SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


@pytest.mark.parametrize(
    ("before", "separator", "info", "after", "taken"),
    [
        (b"\0\1", b"\0", _SHA256_INFO, b"", True),
        (b"\0\2", b"\0", _SHA256_INFO, b"", False),
        (b"\1\1", b"\0", _SHA256_INFO, b"", False),
        (b"\0\1", b"", _SHA256_INFO, b"", False),
        (b"\0\1", b"\0", _SHA256_INFO, b"\0" * 100, False),
        (b"\0\1", b"\0\0", _SHA256_INFO, b"", False),
        # A DigestInfo without NULL, one in BER, another hash, and none at all.
        (b"\0\1", b"\0", bytes.fromhex("302f300b0609608648016503040201") + b"\x04\x20", b"", False),
        (b"\0\1", b"\0", bytes.fromhex("308131300d060960864801650304020105000420"), b"", False),
        (b"\0\1", b"\0", bytes.fromhex("3031300d060960864801650304020305000420"), b"", False),
        (b"\0\1", b"\0", b"", b"", False),
    ],
)
def test_rsa_padding_is_looked_at_octet_by_octet(
    backend: Backend, before: bytes, separator: bytes, info: bytes, after: bytes, taken: bool
) -> None:
    numbers = asn1_keys.PrivateKeyInfo.load(key("rsa:2048"))["private_key"].parsed.native
    ending = separator + info + hashlib.sha256(MESSAGE).digest() + after
    encoded = before + b"\xff" * (256 - len(before + ending)) + ending
    is_below = encoded[0] == 0
    power = pow(int.from_bytes(encoded, "big"), numbers["private_exponent"], numbers["modulus"]) if is_below else 1
    signature = power.to_bytes(256, "big")
    assert backend.verify(public_key("rsa:2048"), Scheme("rsa-pkcs1v15", "sha256"), signature, MESSAGE) is taken


def test_a_small_exponent_does_not_let_a_cube_root_through(backend: Backend) -> None:
    """CVE-2006-4339: with e = 3, the cube root of a padding whose rest nobody looks at is a signature."""
    options = ("-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_keygen_pubexp:3")
    pem = OPENSSL("genpkey", "-algorithm", "RSA", *options)
    public = OPENSSL("pkey", "-pubout", "-outform", "DER", data=pem)
    der = OPENSSL("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=pem)
    scheme = Scheme("rsa-pkcs1v15", "sha256")
    begin = b"\0\1" + b"\xff" * 8 + b"\0" + _SHA256_INFO + hashlib.sha256(MESSAGE).digest()
    target, root = int.from_bytes(begin + b"\xff" * (256 - len(begin)), "big"), 0
    for bit in range(700, -1, -1):
        root += (1 << bit) if (root + (1 << bit)) ** 3 <= target else 0
    assert (root**3).to_bytes(256, "big").startswith(begin)
    assert backend.verify(public, scheme, root.to_bytes(256, "big"), MESSAGE) is False
    assert backend.verify(public, scheme, backend.sign(backend.load(der), scheme, MESSAGE), MESSAGE)


def test_a_key_that_is_not_the_signers(backend: Backend) -> None:
    for key_type in SIGNS[backend.name]:
        other = backend.load(key(key_type, 1))
        signature = backend.sign(other, usual_scheme(key_type), MESSAGE)
        assert not backend.verify(public_key(key_type), usual_scheme(key_type), signature, MESSAGE)
        assert backend.verify(backend.public_key(other), usual_scheme(key_type), signature, MESSAGE)


@pytest.mark.parametrize(("name", "key_type"), _SIGNERS)
def test_a_scheme_that_the_key_is_not_for(name: str, key_type: str) -> None:
    backend = backend_called(name)
    handle = backend.load(key(key_type))
    for scheme in (Scheme("rsa-pkcs1v15", "sha256"), Scheme("ecdsa", "sha256"), Scheme("ed25519")):
        is_for = scheme.name == usual_scheme(key_type).name
        if not is_for:
            with pytest.raises(SigningError, match=r"is not for|knows the signature schemes"):
                backend.sign(handle, scheme, MESSAGE)
            with pytest.raises(SigningError, match=r"is not for|knows the signature schemes"):
                backend.verify(public_key(key_type), scheme, b"", MESSAGE)


def test_a_hash_that_does_not_exist(backend: Backend) -> None:
    for key_type, name in (("rsa:2048", "rsa-pkcs1v15"), ("ec:P-256", "ecdsa")):
        with pytest.raises(SigningError, match="whirlpool"):
            backend.sign(backend.load(key(key_type)), Scheme(name, "whirlpool"), MESSAGE)
        with pytest.raises(SigningError, match="whirlpool"):
            backend.verify(public_key(key_type), Scheme(name, "whirlpool"), b"", MESSAGE)
        assert "whirlpool" in str(backend.why_unsupported("sign", key_type, Scheme(name, "whirlpool")))


@pytest.mark.parametrize("bits", [512, 1024])
def test_an_rsa_key_too_short_for_the_hash(backend: Backend, bits: int) -> None:
    if backend.why_unsupported("load", f"rsa:{bits}") is not None:
        with pytest.raises(UnsupportedKey, match=f"cannot use rsa:{bits} keys"):
            backend.load(key(f"rsa:{bits}"))
        return
    handle, public = backend.load(key(f"rsa:{bits}")), public_key(f"rsa:{bits}")
    short = Scheme("rsa-pkcs1v15", "sha256")
    assert backend.verify(public, short, backend.sign(handle, short, MESSAGE), MESSAGE)
    if bits == 512:
        scheme = Scheme("rsa-pkcs1v15", "sha512")
        with pytest.raises(UnsupportedKey, match=r"an RSA key of 512 bits is too short for rsa-pkcs1v15 and sha512"):
            backend.sign(handle, scheme, MESSAGE)
        assert not backend.verify(public, scheme, bytes(64), MESSAGE)


@pytest.mark.parametrize("key_type", KNOWS["pure"])
def test_keys_that_sign_nothing(backend: Backend, key_type: str) -> None:
    der = new_key(key_type)
    if key_type not in KNOWS[backend.name]:
        with pytest.raises(UnsupportedKey):
            backend.load(der)
        return
    public = program_for(key_type)("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=der)
    assert backend.public_key(backend.load(der)) == public
    with pytest.raises(UnsupportedKey, match=f"a key of type {key_type} is not for {key_type}"):
        backend.sign(backend.load(der), Scheme(key_type), MESSAGE)
    with pytest.raises(UnsupportedKey, match="sign nothing"):
        backend.verify(public, Scheme(key_type), b"", MESSAGE)


@pytest.mark.parametrize(
    ("name", "key_type"),
    [each for each in _SIGNERS if each[1] in _IN_THREADS],
)
def test_one_handle_in_eight_threads(name: str, key_type: str) -> None:
    backend, scheme = backend_called(name), usual_scheme(key_type)
    handle, public = backend.load(key(key_type)), public_key(key_type)
    count = {"ml-dsa-44": 24, "ed448": 64}.get(key_type, 200)
    messages = [f"message {number}".encode() for number in range(count)]

    def sign(message: bytes) -> bytes:
        return backend.sign(handle, scheme, message)

    def verify(message: bytes, signature: bytes) -> bool:
        return backend.verify(public, scheme, signature, message)

    with ThreadPoolExecutor(8) as threads:
        signatures = list(threads.map(sign, messages))
        assert all(threads.map(verify, messages, signatures))
        assert not any(threads.map(verify, messages, signatures[1:]))
        assert len({made for made, _ in threads.map(backend.generate, ["ec:P-256"] * 32)}) == 32


_CIPHERS = {"aes-128-cbc": (16, 16), "aes-192-cbc": (24, 16), "aes-256-cbc": (32, 16), "des-ede3-cbc": (24, 8)}


@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 15, 16, 17, 1000])
@pytest.mark.parametrize("cipher", _CIPHERS)
def test_ciphers_both_ways_with_openssl(backend: Backend, cipher: str, length: int) -> None:
    key_length, block = _CIPHERS[cipher]
    key, iv, data = bytes(range(key_length)), bytes(range(100, 100 + block)), bytes(range(250)) * 4
    data = data[:length]
    encrypted = backend.encrypt(cipher, key, iv, data)
    assert encrypted == OPENSSL("enc", f"-{cipher}", "-K", key.hex(), "-iv", iv.hex(), data=data)
    assert backend.decrypt(cipher, key, iv, encrypted) == data


@given(data=st.binary(max_size=100), cipher=st.sampled_from(sorted(_CIPHERS)), seed=st.binary(min_size=48, max_size=48))
def test_decrypting_undoes_encrypting(backend: Backend, data: bytes, cipher: str, seed: bytes) -> None:
    key_length, block = _CIPHERS[cipher]
    key, iv = seed[:key_length], seed[-block:]
    assert backend.decrypt(cipher, key, iv, backend.encrypt(cipher, key, iv, data)) == data


def test_rc4_where_it_is_known(backend: Backend) -> None:
    """RFC 6229 2: the beginning of the key stream for a key of 128 bits."""
    key, stream = bytes(range(1, 17)), bytes.fromhex("9ac7cc9a609d1ef7b2932899cde41b97")
    if backend.name == "oscrypto":
        with pytest.raises(SigningError, match="does not know the cipher rc4"):
            backend.encrypt("rc4", key, b"", bytes(16))
        return
    assert backend.encrypt("rc4", key, b"", bytes(16)) == stream
    assert backend.decrypt("rc4", key, b"", stream) == bytes(16)
    assert backend.decrypt("rc4", key, b"", b"") == b""


@pytest.mark.parametrize("cipher", _CIPHERS)
def test_what_does_not_decrypt_says_no_more_than_that(backend: Backend, cipher: str) -> None:
    key_length, block = _CIPHERS[cipher]
    encrypted = backend.encrypt(cipher, bytes(key_length), bytes(block), b"secret")
    wrong_padding = b"\1" * (block - 1) + b"\0"
    for data in (
        backend.encrypt(cipher, bytes(key_length), bytes(block), wrong_padding)[:block],
        backend.encrypt(cipher, bytes(key_length), bytes(block), bytes([block + 1]) * block)[:block],
        backend.encrypt(cipher, bytes(key_length), bytes(block), bytes([7, *[8] * (block - 2), block - 1]))[:block],
    ):
        with pytest.raises(KeyFormatError, match=rf"^the octets do not decrypt with {cipher}: wrong password or key"):
            backend.decrypt(cipher, bytes(key_length), bytes(block), data)
    for data in (b"", encrypted[:-1], encrypted + b"\0"):
        with pytest.raises(KeyFormatError, match=rf"^{len(data)} octets are not what {cipher} encrypts to"):
            backend.decrypt(cipher, bytes(key_length), bytes(block), data)
    for secret, iv in ((bytes(key_length - 1), bytes(block)), (bytes(16 if block == 8 else 17), bytes(block))):
        if len(secret) != key_length:
            with pytest.raises(SigningError, match=rf"{cipher} takes a key of {key_length} octets, not {len(secret)}"):
                backend.encrypt(cipher, secret, iv, b"")
    for iv in (b"", bytes(block + 1)):
        with pytest.raises(SigningError, match=rf"{cipher} takes an iv of {block} octets, not {len(iv)}"):
            backend.decrypt(cipher, bytes(key_length), iv, encrypted)


def test_wrong_python_types_are_type_errors(backend: Backend) -> None:
    handle, scheme = backend.load(key("ec:P-256")), Scheme("ecdsa", "sha256")
    with pytest.raises(TypeError, match="message must be bytes, not bytearray"):
        backend.sign(handle, scheme, bytearray(b"x"))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="message must be bytes, not str"):
        backend.verify(public_key("ec:P-256"), scheme, b"", "x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="signature must be bytes, not bytearray"):
        backend.verify(public_key("ec:P-256"), scheme, bytearray(64), b"x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="subject_public_key_info must be bytes, not bytearray"):
        backend.verify(bytearray(public_key("ec:P-256")), scheme, b"", b"x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="private_key_info must be bytes, not str"):
        backend.load("key.pem")  # type: ignore[arg-type]
    for call in (lambda handle: backend.sign(handle, scheme, b"x"), backend.public_key):
        for wrong in (key("ec:P-256"), None, object()):
            with pytest.raises(TypeError, match=r"handle must be what load\(\) of this backend returned, not "):
                call(wrong)
    for name, arguments in (
        ("key", ("k", b"", b"")),
        ("iv", (bytes(16), None, b"")),
        ("data", (bytes(16), bytes(16), "")),
    ):
        for operation in (backend.encrypt, backend.decrypt):
            with pytest.raises(TypeError, match=f"{name} must be bytes, not "):
                operation("aes-128-cbc", *arguments)
    with pytest.raises(SigningError, match="does not know the cipher rc5"):
        backend.encrypt("rc5", b"", b"", b"")
