"""Keys, signatures and ciphers of the oscrypto backend, judged by the `openssl` program and by cryptography."""

from __future__ import annotations

import hashlib
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from hypothesis import given
from hypothesis import strategies as st

from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.signing.oscrypto_backend import BACKEND
from x509forge.signing.scheme import Scheme

if TYPE_CHECKING:
    from pathlib import Path

    from x509forge.signing.backend import Backend

_: Backend = BACKEND  # what it must be, for the type checker

_GENERATED = ["rsa:1024", "rsa:2048", "rsa:3072", "rsa:4096", "ec:P-256", "ec:P-384", "ec:P-521"]
_SIGNERS = ["rsa:2048", "rsa:1031", "rsa:3072", "ec:P-256", "ec:P-384", "ec:P-521"]
_HASHES = ["sha1", "sha224", "sha256", "sha384", "sha512"]
_CURVES = {
    "P-256": "prime256v1",
    "P-384": "secp384r1",
    "P-521": "secp521r1",
    "K-256": "secp256k1",
    "P-224": "secp224r1",
}
_MESSAGE = b"x509forge writes X.509 by hand"


def _openssl(*arguments: str | Path, data: bytes = b"") -> bytes:
    """Return what the program writes; a failure of it is a failure of the test."""
    return subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True, check=True).stdout


@cache
def _key(key_type: str) -> bytes:
    """Return a PrivateKeyInfo that openssl made."""
    algorithm, _, parameter = key_type.partition(":")
    if algorithm == "ec":
        pem = _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{_CURVES[parameter]}")
    else:
        pem = _openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{parameter}")
    return _openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=pem)


@cache
def _public(key_type: str) -> bytes:
    """Return the SubjectPublicKeyInfo that openssl writes for `_key`."""
    return _openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=_key(key_type))


def _scheme(key_type: str) -> str:
    return "rsa-pkcs1v15" if key_type.startswith("rsa") else "ecdsa"


def _openssl_takes(public: bytes, hash_name: str, signature: bytes, directory: Path) -> bool:
    (directory / "public.der").write_bytes(public)
    (directory / "signature").write_bytes(signature)
    command = ["openssl", "dgst", f"-{hash_name}", "-keyform", "DER", "-verify", str(directory / "public.der")]
    command += ["-signature", str(directory / "signature")]
    done = subprocess.run(command, input=_MESSAGE, capture_output=True, check=False)
    assert done.stdout in (b"Verified OK\n", b"Verification failure\n"), done.stderr
    return done.stdout == b"Verified OK\n"


def _cryptography_takes(public: bytes, hash_name: str, signature: bytes) -> bool:
    key = serialization.load_der_public_key(public)
    algorithm: hashes.HashAlgorithm = getattr(hashes, hash_name.upper())()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, _MESSAGE, padding.PKCS1v15(), algorithm)
        else:
            assert isinstance(key, ec.EllipticCurvePublicKey)
            key.verify(signature, _MESSAGE, ec.ECDSA(algorithm))
    except InvalidSignature:
        return False
    return True


@pytest.mark.parametrize("key_type", _GENERATED)
def test_a_generated_key_has_the_form_that_openssl_gives_it(key_type: str) -> None:
    key = BACKEND.generate(key_type)
    assert _openssl("pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER", data=key) == key
    assert b"Key is valid" in _openssl("pkey", "-inform", "DER", "-check", "-noout", data=key)
    text = _openssl("pkey", "-inform", "DER", "-text", "-noout", data=key).decode()
    size = {"P-256": 256, "P-384": 384, "P-521": 521}.get(key_type[3:]) or int(key_type[4:])
    assert f"Private-Key: ({size} bit" in text
    assert key_type.startswith("ec") or "publicExponent: 65537 (0x10001)" in text
    public = _openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=key)
    assert BACKEND.public_key(BACKEND.load(key)) == public


def test_scalars_keep_their_width() -> None:
    """RFC 5915 3: as many octets as the order has, though one scalar in 256 begins with a zero on P-256."""
    keys = [BACKEND.generate("ec:P-256")]
    while len(keys[-1]) == 138 and keys[-1][36] != 0:  # where the scalar begins
        keys.append(BACKEND.generate("ec:P-256"))
    assert {len(key) for key in keys} == {138}
    assert len(set(keys)) == len(keys)
    assert _openssl("pkcs8", "-topk8", "-nocrypt", "-inform", "DER", "-outform", "DER", data=keys[-1]) == keys[-1]
    assert BACKEND.public_key(BACKEND.load(keys[-1]))[-64:] == keys[-1][-64:]


@pytest.mark.parametrize("key_type", ["rsa:512", "rsa:2047", "rsa:8192", "rsa:x", "rsa", "ec:P-224", "ed25519", ""])
def test_what_cannot_be_generated_is_named_with_what_can(key_type: str) -> None:
    with pytest.raises(UnsupportedKey, match=rf"cannot generate {key_type}: oscrypto (generates|knows) RSA keys of "):
        BACKEND.generate(key_type)


@pytest.mark.parametrize("hash_name", _HASHES)
@pytest.mark.parametrize("key_type", _SIGNERS)
def test_signatures_both_ways(key_type: str, hash_name: str, tmp_path: Path) -> None:
    """Ours are taken by the others, and theirs by us; with SHA-512 on P-256, the hash is cut (FIPS 186-5 6.4.1)."""
    public, scheme = _public(key_type), _scheme(key_type)
    signature = BACKEND.sign(BACKEND.load(_key(key_type)), Scheme(scheme, hash_name), _MESSAGE)
    assert _openssl_takes(public, hash_name, signature, tmp_path)
    assert _cryptography_takes(public, hash_name, signature)

    (tmp_path / "key.der").write_bytes(_key(key_type))
    theirs = _openssl("dgst", f"-{hash_name}", "-keyform", "DER", "-sign", tmp_path / "key.der", data=_MESSAGE)
    assert BACKEND.verify(public, Scheme(scheme, hash_name), theirs, _MESSAGE)
    if scheme == "rsa-pkcs1v15":
        assert theirs == signature

    other = "sha256" if hash_name != "sha256" else "sha512"
    assert not BACKEND.verify(public, Scheme(scheme, other), signature, _MESSAGE)
    assert not BACKEND.verify(public, Scheme(scheme, hash_name), signature, _MESSAGE + b".")
    assert not BACKEND.verify(public, Scheme(scheme, hash_name), signature, b"")


@pytest.mark.parametrize("length", [0, 1, 1_000_000])
def test_messages_of_any_length(length: int) -> None:
    message = bytes(length)
    signature = BACKEND.sign(BACKEND.load(_key("ec:P-256")), Scheme("ecdsa", "sha256"), message)
    assert BACKEND.verify(_public("ec:P-256"), Scheme("ecdsa", "sha256"), signature, message)


def test_a_very_large_rsa_key() -> None:
    """RSA with 15,636 bits, which would take minutes to generate; Mersenne's primes are at hand."""
    p, q, e = 2**11213 - 1, 2**4423 - 1, 65537
    numbers = rsa.RSAPublicNumbers(e, p * q)
    d = pow(e, -1, (p - 1) * (q - 1))
    key = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), numbers)
    loaded = key.private_key(unsafe_skip_rsa_key_validation=True)
    der = loaded.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    handle = BACKEND.load(der)
    signature = BACKEND.sign(handle, Scheme("rsa-pkcs1v15", "sha512"), _MESSAGE)
    assert _cryptography_takes(BACKEND.public_key(handle), "sha512", signature)
    assert BACKEND.verify(BACKEND.public_key(handle), Scheme("rsa-pkcs1v15", "sha512"), signature, _MESSAGE)


@pytest.mark.parametrize("key_type", ["rsa:2048", "ec:P-256", "ec:P-521"])
def test_wrong_signatures_are_false(key_type: str) -> None:
    public, scheme = _public(key_type), _scheme(key_type)
    right = BACKEND.sign(BACKEND.load(_key(key_type)), Scheme(scheme, "sha256"), _MESSAGE)
    wrong = [b"", b"\0", b"0", bytes(256), b"\xff" * 256, right[:-1], right[1:], right + b"\0", b"\0" + right]
    wrong += [right[:i] + bytes([right[i] ^ 1]) + right[i + 1 :] for i in range(0, len(right), 7)]
    for signature in wrong:
        assert not BACKEND.verify(public, Scheme(scheme, "sha256"), signature, _MESSAGE), signature.hex()
    assert BACKEND.verify(public, Scheme(scheme, "sha256"), right, _MESSAGE)


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
def test_what_is_no_ecdsa_signature_is_false(signature: str) -> None:
    assert BACKEND.verify(_public("ec:P-256"), Scheme("ecdsa", "sha256"), bytes.fromhex(signature), _MESSAGE) is False


@given(st.binary(max_size=300))
def test_garbage_is_false(signature: bytes) -> None:
    for key_type in ("rsa:2048", "ec:P-256"):
        assert not BACKEND.verify(_public(key_type), Scheme(_scheme(key_type), "sha256"), signature, _MESSAGE)


# RFC 8017 9.2: what a verifier takes who looks at less than all of the padding.
@pytest.mark.parametrize(
    ("before", "separator", "after", "taken"),
    [
        (b"\0\1", b"\0", b"", True),
        (b"\0\2", b"\0", b"", False),
        (b"\1\1", b"\0", b"", False),
        (b"\0\1", b"", b"", False),
        (b"\0\1", b"\0", b"\0" * 100, False),
        (b"\0\1", b"\0\0", b"", False),
    ],
)
def test_rsa_padding_is_looked_at_octet_by_octet(before: bytes, separator: bytes, after: bytes, taken: bool) -> None:
    key = serialization.load_der_private_key(_key("rsa:2048"), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    digest_info = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(_MESSAGE).digest()
    fixed = len(before + separator + digest_info + after)
    encoded = before + b"\xff" * (256 - fixed) + separator + digest_info + after
    numbers = key.private_numbers()
    power = pow(int.from_bytes(encoded, "big"), numbers.d, numbers.public_numbers.n) if encoded[0] == 0 else 1
    signature = power.to_bytes(256, "big")
    assert BACKEND.verify(_public("rsa:2048"), Scheme("rsa-pkcs1v15", "sha256"), signature, _MESSAGE) is taken


def test_a_key_that_is_not_the_signers() -> None:
    for key_type in ("rsa:2048", "ec:P-256"):
        other = BACKEND.load(BACKEND.generate(key_type))
        signature = BACKEND.sign(other, Scheme(_scheme(key_type), "sha256"), _MESSAGE)
        assert not BACKEND.verify(_public(key_type), Scheme(_scheme(key_type), "sha256"), signature, _MESSAGE)


def test_a_scheme_that_the_key_is_not_for() -> None:
    handle = BACKEND.load(_key("ec:P-256"))
    with pytest.raises(UnsupportedKey, match=r"a key of type ec:P-256 is not for rsa-pkcs1v15"):
        BACKEND.sign(handle, Scheme("rsa-pkcs1v15", "sha256"), _MESSAGE)
    with pytest.raises(UnsupportedKey, match=r"a key of type rsa:2048 is not for ecdsa"):
        BACKEND.verify(_public("rsa:2048"), Scheme("ecdsa", "sha256"), b"", _MESSAGE)
    with pytest.raises(SigningError, match=r"knows the signature schemes rsa-pkcs1v15, rsa-pss, ecdsa, not ed25519"):
        BACKEND.sign(handle, Scheme("ed25519", "sha256"), _MESSAGE)
    with pytest.raises(
        SigningError, match=r"knows the hashes md5, sha1, .* \(the first for rsa-pkcs1v15 alone\), not md5"
    ):
        BACKEND.sign(handle, Scheme("ecdsa", "md5"), _MESSAGE)


def test_an_rsa_key_too_short_for_the_hash() -> None:
    handle = BACKEND.load(_key("rsa:512"))
    assert BACKEND.sign(handle, Scheme("rsa-pkcs1v15", "sha256"), _MESSAGE)
    with pytest.raises(UnsupportedKey, match=r"an RSA key of 512 bits is too short for rsa-pkcs1v15 and sha512 \(RFC "):
        BACKEND.sign(handle, Scheme("rsa-pkcs1v15", "sha512"), _MESSAGE)
    assert not BACKEND.verify(_public("rsa:512"), Scheme("rsa-pkcs1v15", "sha512"), bytes(64), _MESSAGE)


@pytest.mark.parametrize("key_type", ["rsa:2048", "ec:P-256"])
def test_one_handle_in_eight_threads(key_type: str) -> None:
    handle, public, scheme = BACKEND.load(_key(key_type)), _public(key_type), _scheme(key_type)
    messages = [f"message {number}".encode() for number in range(400)]

    def sign(message: bytes) -> bytes:
        return BACKEND.sign(handle, Scheme(scheme, "sha256"), message)

    def verify(message: bytes, signature: bytes) -> bool:
        return BACKEND.verify(public, Scheme(scheme, "sha256"), signature, message)

    with ThreadPoolExecutor(8) as threads:
        signatures = list(threads.map(sign, messages))
        assert all(threads.map(verify, messages, signatures))
        assert not any(threads.map(verify, messages, signatures[1:]))
        assert len(set(threads.map(BACKEND.generate, ["ec:P-256"] * 64))) == 64


def test_no_error_is_left_behind() -> None:
    """libcrypto's queue of errors is empty after whatever failed."""
    BACKEND.load(_key("ec:P-256"))
    libcrypto = pytest.importorskip(
        "oscrypto._openssl._libcrypto", reason="oscrypto is not on libcrypto here"
    ).libcrypto
    with pytest.raises(KeyFormatError):
        BACKEND.verify(_public("ec:P-256")[:-1] + b"\0", Scheme("ecdsa", "sha256"), b"", _MESSAGE)
    assert libcrypto.ERR_peek_error() == 0
    with pytest.raises(KeyFormatError):
        BACKEND.decrypt("aes-128-cbc", bytes(16), bytes(16), bytes(16))
    assert libcrypto.ERR_peek_error() == 0
    assert not BACKEND.verify(_public("rsa:2048"), Scheme("rsa-pkcs1v15", "sha256"), bytes(256), _MESSAGE)
    assert libcrypto.ERR_peek_error() == 0


_CIPHERS = {"aes-128-cbc": (16, 16), "aes-192-cbc": (24, 16), "aes-256-cbc": (32, 16), "des-ede3-cbc": (24, 8)}


@pytest.mark.parametrize("length", [0, 1, 7, 8, 9, 15, 16, 17, 1000])
@pytest.mark.parametrize("cipher", _CIPHERS)
def test_ciphers_both_ways_with_openssl(cipher: str, length: int) -> None:
    key_length, block = _CIPHERS[cipher]
    key, iv, data = bytes(range(key_length)), bytes(range(100, 100 + block)), bytes(range(250)) * 4
    data = data[:length]
    encrypted = BACKEND.encrypt(cipher, key, iv, data)
    assert encrypted == _openssl("enc", f"-{cipher}", "-K", key.hex(), "-iv", iv.hex(), data=data)
    assert BACKEND.decrypt(cipher, key, iv, encrypted) == data


@given(data=st.binary(max_size=100), cipher=st.sampled_from(sorted(_CIPHERS)), seed=st.binary(min_size=48, max_size=48))
def test_decrypting_undoes_encrypting(data: bytes, cipher: str, seed: bytes) -> None:
    key_length, block = _CIPHERS[cipher]
    key, iv = seed[:key_length], seed[-block:]
    assert BACKEND.decrypt(cipher, key, iv, BACKEND.encrypt(cipher, key, iv, data)) == data


@pytest.mark.parametrize("cipher", _CIPHERS)
def test_what_does_not_decrypt_says_no_more_than_that(cipher: str) -> None:
    key_length, block = _CIPHERS[cipher]
    encrypted = BACKEND.encrypt(cipher, bytes(key_length), bytes(block), b"secret")
    wrong_padding = b"\1" * (block - 1) + b"\0"
    for data in (
        BACKEND.encrypt(cipher, bytes(key_length), bytes(block), wrong_padding)[:block],
        BACKEND.encrypt(cipher, bytes(key_length), bytes(block), bytes([block + 1]) * block)[:block],
    ):
        with pytest.raises(KeyFormatError, match=rf"^the octets do not decrypt with {cipher}: wrong password or key"):
            BACKEND.decrypt(cipher, bytes(key_length), bytes(block), data)
    for data in (b"", encrypted[:-1], encrypted + b"\0"):
        with pytest.raises(KeyFormatError, match=rf"^{len(data)} octets are not what {cipher} encrypts to"):
            BACKEND.decrypt(cipher, bytes(key_length), bytes(block), data)
    for key, iv in ((bytes(key_length - 1), bytes(block)), (bytes(16 if block == 8 else 17), bytes(block))):
        if len(key) != key_length:
            with pytest.raises(SigningError, match=rf"{cipher} takes a key of {key_length} octets, not {len(key)}"):
                BACKEND.encrypt(cipher, key, iv, b"")
    for iv in (b"", bytes(block + 1)):
        with pytest.raises(SigningError, match=rf"{cipher} takes an iv of {block} octets, not {len(iv)}"):
            BACKEND.decrypt(cipher, bytes(key_length), iv, encrypted)


def test_wrong_python_types_are_type_errors() -> None:
    handle = BACKEND.load(_key("ec:P-256"))
    with pytest.raises(TypeError, match="message must be bytes, not bytearray"):
        BACKEND.sign(handle, Scheme("ecdsa", "sha256"), bytearray(b"x"))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="message must be bytes, not str"):
        BACKEND.verify(_public("ec:P-256"), Scheme("ecdsa", "sha256"), b"", "x")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="private_key_info must be bytes, not str"):
        BACKEND.load("key.pem")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"handle must be what load\(\) of this backend returned, not bytes"):
        BACKEND.sign(_key("ec:P-256"), Scheme("ecdsa", "sha256"), b"x")
    with pytest.raises(SigningError, match="does not know the cipher rc4"):
        BACKEND.encrypt("rc4", b"", b"", b"")
