"""Keys that are broken: one kind of error for each, and nothing of the key or its password in it."""

from __future__ import annotations

import base64
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge.asn1 import Any as AnyValue
from x509forge.asn1 import BitString
from x509forge.der import element
from x509forge.pkcs.pkcs5 import PBES2Parameters, PBKDF2Parameters, ScryptParameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

# All that may come: PEMError is for text, BackendUnavailable for keys that are sound and nobody here can use.
ERRORS = (xf.KeyFormatError, xf.UnsupportedKey, xf.PEMError, xf.BackendUnavailable)
PASSWORD = "pass-w0rd"


def _refused(source: Any, *secrets: bytes | str, kind: type[Exception] | tuple[type[Exception], ...] = ERRORS) -> str:
    """Return what is said of a key that is refused, once it is known to say nothing of it."""
    with pytest.raises(kind) as caught:
        xf.PrivateKey(source, PASSWORD)
    _is_discreet(caught.value, *secrets)
    return str(caught.value)


def _is_discreet(error: BaseException, *secrets: bytes | str) -> None:
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__
    shown = "".join(traceback.format_exception(type(error), error, None)) + repr(error.args)
    assert len(shown) < 2000
    assert PASSWORD not in shown
    for secret in secrets:
        octets = secret.encode() if isinstance(secret, str) else secret
        # Five octets of it, in any of the ways that they could be shown.
        for at in range(0, len(octets) - 5, 3):
            piece = octets[at : at + 5]
            for form in (piece.hex(), repr(piece)[2:-1], base64.b64encode(piece)[:6].decode()):
                assert form not in shown


KINDS = ("rsa:1024", "ec:P-256", "ed25519", "x448", "ml-dsa-44", "ml-kem-768")


def _plain(kind: str) -> bytes:
    return xf.PrivateKey.generate(kind).to_der()


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        *((kind, form) for kind in KINDS for form in ("plain", "encrypted", "pkcs8-v2")),
        *((kind, "traditional") for kind in KINDS[:2]),
    ],
)
def test_truncated_at_each_octet(kind: str, form: str) -> None:
    key = xf.PrivateKey.generate(kind)
    if form == "traditional":
        octets = key.to_der(format="traditional")
    elif form == "encrypted":
        octets = key.to_der(password=PASSWORD, iterations=1)
    else:
        octets = key.to_der(format="pkcs8" if form == "plain" else form)
    for length in range(0, len(octets), 1 if len(octets) < 400 else 7):
        _refused(octets[:length], octets)
    _refused(octets + b"\0", octets)
    text = xf.pem.encode("PRIVATE KEY", octets)
    for length in range(0, len(text), 1 if len(text) < 400 else 11):
        if text[length:].strip():
            _refused(text[:length], octets)


@pytest.mark.parametrize("kind", KINDS)
def test_one_octet_changed(kind: str) -> None:
    """What is still taken is another key, or the same: never another sort of error."""
    octets = _plain(kind)
    for place in range(0, len(octets), 1 if len(octets) < 400 else 5):
        for change in (1, 0x80):
            changed = bytearray(octets)
            changed[place] ^= change
            try:
                xf.PrivateKey(bytes(changed))
            except ERRORS as error:
                _is_discreet(error, octets)


@pytest.mark.parametrize(
    "options",
    [{"iterations": 2}, pytest.param({"kdf": "scrypt", "cost": (2, 1, 1)}, marks=pytest.mark.of_libcrypto)],
    ids=str,
)
def test_one_octet_of_an_encrypted_key_changed(options: dict[str, Any]) -> None:
    key = xf.PrivateKey.generate("ed25519")
    octets = key.to_der(password=PASSWORD, **options)
    for place in range(len(octets)):
        for change in (1, 0x40, 0x80):
            changed = bytearray(octets)
            changed[place] ^= change
            try:
                found = xf.PrivateKey(bytes(changed), PASSWORD, max_iterations=10_000, max_memory=2**24)
            except ERRORS as error:
                _is_discreet(error, key.to_der())
            else:
                # The cipher's first block is where the IV shows; it is no authentication.
                assert found.key_type == "ed25519"


@given(st.binary(max_size=200))
def test_any_octets(octets: bytes) -> None:
    for make in _ways(octets):
        try:
            make()
        except ERRORS as error:
            _is_discreet(error)


@given(
    st.lists(
        st.sampled_from(
            [
                *(b"\x02\x01\x00", b"\x02\x01\x01", b"\x02\x01\x03", b"\x04\x02\x01\x02", b"\x03\x02\x00\x04"),
                *(b"\x30\x00", b"\x05\x00", b"\xa0\x02\x05\x00", b"\xa1\x03\x03\x01\x00", b"\x80\x00"),
                xf.oid.RSA_ENCRYPTION.der,
                element(b"\x30", xf.oid.RSA_ENCRYPTION.der + b"\x05\x00"),
                element(b"\x30", xf.oid.EC_PUBLIC_KEY.der + xf.oid.SECP256R1.der),
                element(b"\x30", xf.oid.ED25519.der),
                element(b"\x30", xf.oid.ML_DSA_44.der),
                element(b"\x30", xf.oid.RSASSA_PSS.der + b"\x30\x00"),
                element(b"\x30", xf.oid.PBES2.der + b"\x30\x00"),
                element(b"\x30", xf.oid.PBE_WITH_MD5_AND_DES_CBC.der + b"\x30\x03\x04\x01\x00"),
            ]
        ),
        max_size=10,
    )
)
def test_any_elements(elements: list[bytes]) -> None:
    for make in _ways(element(b"\x30", b"".join(elements))):
        try:
            make()
        except ERRORS as error:
            _is_discreet(error)


def _ways(octets: bytes) -> tuple[Callable[[], object], ...]:
    text = xf.pem.encode("PRIVATE KEY", octets or b"\0")
    return (
        lambda: xf.PrivateKey(octets, PASSWORD),
        lambda: xf.PrivateKey.from_der(octets, PASSWORD),
        lambda: xf.PrivateKey(text, PASSWORD),
        lambda: xf.PrivateKey(text.replace("PRIVATE KEY", "RSA PRIVATE KEY"), PASSWORD),
        lambda: xf.PrivateKey(text.replace("PRIVATE KEY", "EC PRIVATE KEY"), PASSWORD),
        lambda: xf.PrivateKey(text.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), PASSWORD),
        lambda: xf.SubjectPublicKeyInfo.of(octets),
        lambda: xf.SubjectPublicKeyInfo.of(text.replace("PRIVATE", "PUBLIC")),
        lambda: xf.SubjectPublicKeyInfo.of(text.replace("PRIVATE", "RSA PUBLIC")),
    )


@given(st.text(max_size=60))
def test_any_header_lines(text: str) -> None:
    headers = f"Proc-Type: 4,ENCRYPTED\nDEK-Info: {text}\n\n"
    pem = f"-----BEGIN RSA PRIVATE KEY-----\n{headers}AAAA\n-----END RSA PRIVATE KEY-----\n"
    try:
        xf.PrivateKey(pem, PASSWORD)
    except ERRORS as error:
        _is_discreet(error)


def _point_off(octets: bytes) -> bytes:
    return octets[:-1] + bytes([octets[-1] ^ 1])


def test_points_off_the_curve(keys: KeyFiles) -> None:
    key = xf.PrivateKey(keys.der("ec:P-256"))
    inner = xf.ECPrivateKey.from_der(key.private_key_info.private_key)
    assert inner.public_key is not None
    off = BitString(_point_off(inner.public_key.octets))
    for broken in (off, BitString(b"\0"), BitString(b"\x04" + bytes(64)), BitString(b"\x02" + b"\xff" * 32)):
        info = key.private_key_info.replace(private_key=inner.replace(public_key=broken).to_der())
        _refused(info, inner.private_key, kind=xf.KeyFormatError)
        beside = key.private_key_info.replace(
            version=1, public_key=broken, private_key=inner.replace(public_key=None).to_der()
        )
        _refused(beside, inner.private_key, kind=xf.KeyFormatError)
        with pytest.raises(xf.KeyFormatError, match="not a point of P-256"):
            xf.SubjectPublicKeyInfo.of(key.public_key.replace(subject_public_key=broken))


@pytest.mark.parametrize("name", ["P-224", "P-256", "P-384", "P-521", "secp256k1", "brainpoolP384r1"])
def test_a_point_is_one_as_openssl_says(openssl: Program, name: str) -> None:
    key = xf.PrivateKey.generate(f"ec:{name}")
    point = key.public_key.subject_public_key.octets
    half = len(point) // 2
    for changed in (
        *(point, _point_off(point), bytes([2 + point[-1] % 2]) + point[1 : 1 + half], b"\x04" + bytes(2 * half)),
        *(bytes([6 + point[-1] % 2]) + point[1:], point[:-1], point + b"\0"),
        # Of the octets of a coordinate alone, about half are a point.
        *(b"\x02" + bytes([0, *point[2 : half + 1]])[:-1] + bytes([last]) for last in range(12)),
    ):
        info = key.public_key.replace(subject_public_key=BitString(changed))
        takes = openssl.run("pkey", "-pubin", "-inform", "DER", "-noout", "-pubcheck", data=info.to_der())
        if changed[0] in (6, 7):
            # openssl takes the hybrid forms, which RFC 5480 2.2 leaves out, as does cryptography.
            assert takes.returncode == 0
        elif takes.returncode == 0:
            xf.SubjectPublicKeyInfo.of(info)
            continue
        with pytest.raises(xf.KeyFormatError, match="not a point"):
            xf.SubjectPublicKeyInfo.of(info)


def test_keys_of_others_beside(keys: KeyFiles) -> None:
    for kind in ("rsa:2048", "ec:P-256", "ed25519", "x25519"):
        key, other = (xf.PrivateKey(keys.der(kind, which)) for which in (0, 1))
        info = key.private_key_info.replace(version=1, public_key=other.public_key.subject_public_key)
        _refused(info, key.private_key_info.private_key, kind=xf.KeyFormatError)


def test_rsa_numbers_that_cannot_be(keys: KeyFiles) -> None:
    key = xf.PrivateKey(keys.der("rsa:2048"))
    numbers = xf.RSAPrivateKey.from_der(key.private_key_info.private_key)
    for changes in (
        *({"public_exponent": value} for value in (-3, 0, 1, 2, 65536, numbers.modulus)),
        *({"modulus": value} for value in (-1, 0, 1, numbers.modulus + 1, numbers.modulus * 2)),
        *({"prime1": value} for value in (-numbers.prime1, 0, 1, numbers.prime2)),
        *({"private_exponent": value} for value in (0, -1, numbers.private_exponent + 2)),
        {"coefficient": 0},
        {"exponent1": numbers.exponent2},
        {"version": 7},
    ):
        broken = key.private_key_info.replace(private_key=numbers.replace(**changes).to_der())
        _refused(broken, numbers.to_der(), kind=xf.KeyFormatError)
        if not set(changes) <= {"public_exponent", "modulus"}:
            continue
        public = xf.RSAPublicKey(
            modulus=changes.get("modulus", numbers.modulus),
            public_exponent=changes.get("public_exponent", numbers.public_exponent),
        )
        if public.modulus == 1:
            continue  # has no public exponent below it; said of the exponent
        with pytest.raises(xf.KeyFormatError):
            xf.SubjectPublicKeyInfo.of(public.to_der())
    more = numbers.replace(version=1, other_prime_infos=(xf.OtherPrimeInfo(prime=3, exponent=1, coefficient=1),))
    _refused(key.private_key_info.replace(private_key=more.to_der()), numbers.to_der(), kind=xf.UnsupportedKey)


@pytest.mark.parametrize(("kind", "length"), [("ed25519", 32), ("ed448", 57), ("x25519", 32), ("x448", 56)])
def test_curve_keys_of_wrong_lengths(kind: str, length: int) -> None:
    key = xf.PrivateKey.generate(kind)
    for other in (0, 1, length - 1, length + 1, 2 * length):
        info = key.private_key_info.replace(private_key=xf.CurvePrivateKey(bytes(other)).to_der())
        assert f"of {other} octets" in _refused(info, kind=xf.KeyFormatError)
        with pytest.raises(xf.KeyFormatError, match=f"of {other} octets"):
            xf.SubjectPublicKeyInfo.of(key.public_key.replace(subject_public_key=BitString(bytes(other))))


@pytest.mark.parametrize("kind", ["ml-dsa-65", "ml-kem-768"])
def test_lattice_keys_of_wrong_lengths(kind: str) -> None:
    key = xf.PrivateKey.generate(kind)
    info = key.private_key_info
    seed = xf.LatticePrivateKey.from_der(info.private_key).value
    assert isinstance(seed, bytes)
    for broken in (
        xf.LatticePrivateKey(seed=seed[:-1]),
        xf.LatticePrivateKey(seed=seed + b"\0"),
        xf.LatticePrivateKey(expanded_key=bytes(100)),
        xf.LatticePrivateKey(both=xf.SeedAndExpandedKey(seed=seed, expanded_key=b"")),
    ):
        assert "octets" in _refused(info.replace(private_key=broken.to_der()), seed, kind=xf.KeyFormatError)
    with pytest.raises(xf.KeyFormatError, match="octets"):
        xf.SubjectPublicKeyInfo.of(key.public_key.replace(subject_public_key=BitString(b"\1")))


def test_what_is_no_private_key_says_what_it_is(keys: KeyFiles, openssl: Program) -> None:
    key = xf.PrivateKey(keys.der("ec:P-256"))
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="a"), key, days=1)
    certificate = issuer.certificate
    for source, words in (
        (key.public_key.to_der(), "public key"),
        (key.public_key.to_pem(), "PUBLIC KEY"),
        (certificate.to_der(), "certificate"),
        (certificate.to_pem(), "CERTIFICATE"),
        (
            openssl(
                *("pkcs12", "-export", "-in", "/dev/stdin", "-passout", "pass:", "-nokeys"),
                data=certificate.to_pem().encode(),
            ),
            "PKCS #12",
        ),
        (b"", "no octets|empty"),
        (b"ssh-ed25519 AAAA", "not the DER"),
    ):
        with pytest.raises((xf.KeyFormatError, xf.PEMError), match=words):
            xf.PrivateKey(source)
    for source, words in (
        (key.to_der(), "private key"),
        (key.to_der(password="x", iterations=1), "encrypted private key"),
        (key.to_der(format="traditional"), "private key"),
        (keys.der("rsa:2048"), "private key"),
        (certificate.to_der(), "certificate"),
        (certificate.to_pem(), "CERTIFICATE"),
        (b"", "no octets"),
        ("nothing", "no PEM block"),
        (key.public_key.to_pem() + xf.PrivateKey(keys.der("ed25519")).public_key.to_pem(), "more than one"),
    ):
        with pytest.raises(xf.KeyFormatError, match=words):
            xf.SubjectPublicKeyInfo.of(source)
    assert xf.SubjectPublicKeyInfo.of(key.public_key.to_pem() * 2) == key.public_key


def test_two_keys_in_a_file(keys: KeyFiles) -> None:
    one, other = keys.pem("ec:P-256"), keys.pem("ec:P-384")
    assert "two private keys" in _refused(one + other, kind=xf.KeyFormatError)
    encrypted = xf.PrivateKey(one).to_pem(password=PASSWORD, iterations=1).encode()
    assert "two private keys" in _refused(encrypted + other, kind=xf.KeyFormatError)
    assert xf.PrivateKey(one + one).key_type == "ec:P-256"


def _encrypted(function: xf.AlgorithmIdentifier) -> xf.EncryptedPrivateKeyInfo:
    scheme = xf.AlgorithmIdentifier(algorithm=xf.oid.AES_256_CBC, parameters=AnyValue(element(b"\x04", bytes(16))))
    parameters = PBES2Parameters(key_derivation_func=function, encryption_scheme=scheme)
    return xf.EncryptedPrivateKeyInfo(
        encryption_algorithm=xf.AlgorithmIdentifier(algorithm=xf.oid.PBES2, parameters=parameters),
        encrypted_data=bytes(32),
    )


@pytest.mark.of_libcrypto
@pytest.mark.parametrize(
    ("cost", "words"),
    [
        ((2**21, 8, 1), "max_memory"),
        ((2**17, 8, 9), "max_memory"),
        ((2, 2**30, 1), "max_memory"),
        ((2, 1, 2**30), "max_memory"),
        ((2**2000, 1, 1), "more than 2..64"),
        ((0, 8, 1), "cost"),
        ((-2, 8, 1), "cost"),
        ((2, -8, 1), "cost"),
        ((2, 8, 0), "cost"),
        ((1, 8, 1), "cost"),
        ((3, 8, 1), "cost"),
        ((2**16, 1, 1), "cost"),
        ((2**10, 8, 1), "wrong password"),
    ],
    ids=str,
)
def test_the_work_of_scrypt_is_capped(cost: tuple[int, int, int], words: str) -> None:
    n, r, p = cost
    parameters = ScryptParameters(salt=bytes(8), cost_parameter=n, block_size=r, parallelization_parameter=p)
    function = xf.AlgorithmIdentifier(algorithm=xf.oid.SCRYPT, parameters=parameters)
    with pytest.raises(xf.KeyFormatError, match=words) as caught:
        xf.PrivateKey(_encrypted(function).to_der(), PASSWORD)
    _is_discreet(caught.value)


@pytest.mark.of_libcrypto
def test_the_cap_of_scrypt_can_be_set() -> None:
    text = xf.PrivateKey.generate("ed25519").to_pem(password=PASSWORD, kdf="scrypt", cost=(2**14, 8, 1))
    with pytest.raises(xf.KeyFormatError, match=r"16,777,216 octets, more than 16,777,215 \(max_memory\)"):
        xf.PrivateKey(text, PASSWORD, max_memory=2**24 - 1)
    for load in (xf.PrivateKey.from_pem, xf.PrivateKey.from_bytes):
        with pytest.raises(xf.KeyFormatError, match="max_memory"):
            load(text.encode(), PASSWORD, max_memory=1)
    assert xf.PrivateKey(text, PASSWORD, max_memory=2**24).key_type == "ed25519"
    # More than OpenSSL can be told to take: it is said, before anything is computed.
    parameters = ScryptParameters(salt=bytes(8), cost_parameter=2**22, block_size=8, parallelization_parameter=1)
    function = xf.AlgorithmIdentifier(algorithm=xf.oid.SCRYPT, parameters=parameters)
    with pytest.raises(xf.KeyFormatError, match="2,047 are the most"):
        xf.PrivateKey(_encrypted(function).to_der(), PASSWORD, max_memory=2**40)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"iteration_count": 10_000_001}, r"10,000,001 rounds, more than 10,000,000 \(max_iterations\)"),
        ({"iteration_count": 2**31}, "max_iterations"),
        ({"iteration_count": 2**100}, "more than 2..64"),
        ({"iteration_count": 0}, "less than one"),
        ({"iteration_count": -1}, "less than one"),
        ({"salt": b""}, "salt"),
        ({"salt": bytes(5000)}, "salt"),
        ({"key_length": 16}, "another length"),
        ({"key_length": -1}, "another length"),
        ({}, "wrong password"),
    ],
    ids=str,
)
def test_the_rounds_of_pbkdf2_are_capped(changes: dict[str, Any], words: str) -> None:
    parameters = PBKDF2Parameters(**{"salt": bytes(8), "iteration_count": 1, **changes})
    function = xf.AlgorithmIdentifier(algorithm=xf.oid.PBKDF2, parameters=parameters)
    with pytest.raises(xf.KeyFormatError, match=words) as caught:
        xf.PrivateKey(_encrypted(function).to_der(), PASSWORD, max_iterations=10_000_000)
    _is_discreet(caught.value)


@pytest.mark.parametrize("identifier", ["PBE_WITH_MD5_AND_DES_CBC", "PBE_WITH_SHA_AND_3_KEY_TRIPLE_DES_CBC"])
@pytest.mark.parametrize(
    ("salt", "count", "words"),
    [
        (bytes(8), 0, "less than one"),
        (bytes(8), 10_000_001, "max_iterations"),
        (b"", 1, "salt"),
        (bytes(5000), 1, "salt"),
        (bytes(8), 1, "wrong password"),
    ],
)
def test_the_schemes_of_old_are_capped_too(identifier: str, salt: bytes, count: int, words: str) -> None:
    algorithm = xf.AlgorithmIdentifier(
        algorithm=getattr(xf.oid, identifier), parameters=xf.PBEParameter(salt=salt, iteration_count=count)
    )
    encrypted = xf.EncryptedPrivateKeyInfo(encryption_algorithm=algorithm, encrypted_data=bytes(32))
    with pytest.raises(xf.KeyFormatError, match=words) as caught:
        xf.PrivateKey(encrypted.to_der(), PASSWORD)
    _is_discreet(caught.value)
    broken = encrypted.replace(encryption_algorithm=algorithm.replace(parameters=None))
    with pytest.raises(xf.KeyFormatError, match="lacks the parameters"):
        xf.PrivateKey(broken.to_der(), PASSWORD)


@pytest.mark.of_libcrypto
def test_without_scrypt_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    text = xf.PrivateKey.generate("ed25519").to_pem(password=PASSWORD, kdf="scrypt", cost=(2, 1, 1))
    monkeypatch.delattr(hashlib, "scrypt")
    with pytest.raises(xf.BackendUnavailable, match="Python was built without scrypt"):
        xf.PrivateKey(text, PASSWORD)


@pytest.mark.of_libcrypto
def test_without_a_hash_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    def pbkdf2_hmac(*arguments: object) -> bytes:
        raise ValueError("[digital envelope routines] unsupported")

    text = xf.PrivateKey.generate("ed25519").to_pem(password=PASSWORD, prf="sha512_256", iterations=1)
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", pbkdf2_hmac)
    with pytest.raises(xf.BackendUnavailable, match="built without sha512_256") as caught:
        xf.PrivateKey(text, PASSWORD)
    _is_discreet(caught.value)


def test_passwords_do_not_show() -> None:
    text = xf.PrivateKey.generate("ed25519").to_pem(password=PASSWORD, iterations=1)
    for wrong in ("\ud800" + PASSWORD, PASSWORD + "x", PASSWORD.encode() + b"\xff"):
        with pytest.raises(xf.SigningError) as caught:
            xf.PrivateKey(text, wrong)
        _is_discreet(caught.value)
    with pytest.raises(TypeError, match="not list"):
        xf.PrivateKey(text, [PASSWORD])  # type: ignore[arg-type]
    with pytest.raises(xf.KeyFormatError, match="give its password"):
        xf.PrivateKey(text)
