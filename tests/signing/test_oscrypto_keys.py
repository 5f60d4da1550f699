"""Keys that are broken, contradict themselves, or are of a kind that is not known: refused, and never computed with.

The structures are written with asn1crypto, which lets any value be written.
"""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import pytest
from asn1crypto import core, keys
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st

from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.signing.oscrypto_backend import BACKEND
from x509forge.signing.scheme import Scheme


@cache
def _rsa() -> rsa.RSAPrivateNumbers:
    return rsa.generate_private_key(65537, 2048).private_numbers()


@cache
def _ec() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _point(*, compressed: bool = False, key: ec.EllipticCurvePrivateKey | None = None) -> bytes:
    form = serialization.PublicFormat.CompressedPoint if compressed else serialization.PublicFormat.UncompressedPoint
    return (key or _ec()).public_key().public_bytes(serialization.Encoding.X962, form)


def _rsa_key(**changed: Any) -> bytes:
    numbers = _rsa()
    values = {
        "version": 0,
        "modulus": numbers.public_numbers.n,
        "public_exponent": numbers.public_numbers.e,
        "private_exponent": numbers.d,
        "prime1": numbers.p,
        "prime2": numbers.q,
        "exponent1": numbers.dmp1,
        "exponent2": numbers.dmq1,
        "coefficient": numbers.iqmp,
    }
    key = keys.RSAPrivateKey({**values, **changed})
    return bytes(keys.PrivateKeyInfo.wrap(key, "rsa").dump())


def _ec_key(scalar: int | None = None, point: bytes | None = None, curve: str = "secp256r1", version: int = 1) -> bytes:
    if scalar is None:
        scalar = _ec().private_numbers().private_value
    key = keys.ECPrivateKey({"version": version, "private_key": scalar, "public_key": point})
    key.set_key_size(32)
    algorithm = {"algorithm": "ec", "parameters": ("named", curve)}
    info = keys.PrivateKeyInfo({"version": 0, "private_key_algorithm": algorithm, "private_key": key})
    return bytes(info.dump())


def _rsa_public(modulus: int, exponent: int) -> bytes:
    key = keys.RSAPublicKey({"modulus": modulus, "public_exponent": exponent})
    return bytes(keys.PublicKeyInfo.wrap(key, "rsa").dump())


def _ec_public(point: bytes, curve: str = "secp256r1") -> bytes:
    algorithm = {"algorithm": "ec", "parameters": ("named", curve)}
    return bytes(keys.PublicKeyInfo({"algorithm": algorithm, "public_key": point}).dump())


def test_the_keys_that_are_broken_below_are_right_before() -> None:
    for key, scheme in ((_rsa_key(), "rsa-pkcs1v15"), (_ec_key(), "ecdsa"), (_ec_key(point=_point()), "ecdsa")):
        handle = BACKEND.load(key)
        signature = BACKEND.sign(handle, Scheme(scheme, "sha256"), b"m")
        assert BACKEND.verify(BACKEND.public_key(handle), Scheme(scheme, "sha256"), signature, b"m")


_PARTS = ["private_exponent", "prime1", "prime2", "exponent1", "exponent2", "coefficient"]


@pytest.mark.parametrize("change", ["+2", "-2", "0", "1", "negative", "+n", "huge"])
@pytest.mark.parametrize("part", _PARTS)
def test_rsa_parts_that_contradict_one_another(part: str, change: str) -> None:
    value = keys.RSAPrivateKey.load(bytes(keys.PrivateKeyInfo.load(_rsa_key())["private_key"]))[part].native
    modulus = _rsa().public_numbers.n
    changes = {"+2": value + 2, "-2": value - 2, "0": 0, "1": 1, "negative": -value, "+n": value + modulus}
    changed = changes.get(change, 1 << 300_000)
    message = r"^the parts of the RSA private key contradict one another \(RFC 8017 3\.2\)$"
    with pytest.raises(KeyFormatError, match=message):
        BACKEND.load(_rsa_key(**{part: changed}))


def test_rsa_parts_that_contradict_in_one_equation_alone() -> None:
    numbers = _rsa()
    n, e, d, p, q = numbers.public_numbers.n, numbers.public_numbers.e, numbers.d, numbers.p, numbers.q
    assert BACKEND.load(_rsa_key(private_exponent=d % ((p - 1) * (q - 1))))
    # A private exponent that is right modulo one prime only; a public exponent that is not the parts' own.
    for changed in (
        {"private_exponent": (d + q - 1) % n},
        {"private_exponent": (d + p - 1) % n},
        {"public_exponent": e + 2},
        {"public_exponent": e + p - 1},
        {"public_exponent": e + q - 1},
    ):
        with pytest.raises(KeyFormatError, match="contradict one another"):
            BACKEND.load(_rsa_key(**changed))


@pytest.mark.parametrize(
    ("modulus", "exponent", "error", "message"),
    [
        ("n", 1, KeyFormatError, "the public exponent of the RSA key is not odd, from 3 up to the modulus"),
        ("n", 0, KeyFormatError, "the public exponent "),
        ("n", -3, KeyFormatError, "the public exponent "),
        ("n", 65536, KeyFormatError, "the public exponent "),
        ("n", 1 << 3000 | 1, KeyFormatError, "the public exponent "),
        ("n + 1", 65537, KeyFormatError, "the modulus of the RSA key is not an odd positive number"),
        ("0", 65537, KeyFormatError, "the modulus "),
        ("-n", 65537, KeyFormatError, "the modulus "),
        ("15", 3, UnsupportedKey, "an RSA key of 4 bits; oscrypto knows RSA keys of 512 to 16384 bits"),
        ("2**16384 + 1", 65537, UnsupportedKey, "an RSA key of 16385 bits; "),
        (
            "2**4095 + 1",
            (1 << 64) + 1,
            UnsupportedKey,
            "an RSA key of 4096 bits with a public exponent of more than 64 b",
        ),
    ],
)
def test_rsa_public_keys_with_which_nothing_can_be_verified(
    modulus: str, exponent: int, error: type[SigningError], message: str
) -> None:
    number = eval(modulus, {"n": _rsa().public_numbers.n})
    with pytest.raises(error, match=f"^{message}"):
        BACKEND.verify(_rsa_public(number, exponent), Scheme("rsa-pkcs1v15", "sha256"), bytes(256), b"m")
    with pytest.raises(error, match=f"^{message}"):
        BACKEND.load(_rsa_key(modulus=number, public_exponent=exponent))


def test_an_exponent_of_one_does_not_make_any_message_its_signature() -> None:
    encoded = b"\0\1" + b"\xff" * 202 + b"\0" + bytes.fromhex("3031300d060960864801650304020105000420") + bytes(32)
    assert len(encoded) == 256
    with pytest.raises(KeyFormatError):
        BACKEND.verify(_rsa_public(_rsa().public_numbers.n, 1), Scheme("rsa-pkcs1v15", "sha256"), encoded, b"m")


def test_the_largest_modulus_is_verified_with_in_good_time() -> None:
    begun = time.perf_counter()
    largest = _rsa_public((1 << 16384) - 1, (1 << 64) - 1)
    assert not BACKEND.verify(largest, Scheme("rsa-pkcs1v15", "sha256"), b"\x7f" * 2048, b"m")
    assert time.perf_counter() - begun < 10


# SEC 1 2.3.3, RFC 5480 2.2.
@pytest.mark.parametrize(
    "point",
    [
        b"",
        b"\0",  # the point at infinity, with which every signature would be right that is right for any key
        b"\x04" + bytes(64),
        b"\x04" + b"\xff" * 64,
        b"\x02" + b"\xff" * 32,
        b"\x02" + bytes(31) + b"\x04",  # no point of P-256 has this x
        b"\x04" + bytes(63),
        b"\x04" + bytes(65),
        b"\x05" + bytes(32),
        "hybrid",
        "off by one",
    ],
)
def test_points_that_are_none(point: bytes | str) -> None:
    right = _point()
    if point == "hybrid":
        point = bytes([6 + right[-1] % 2]) + right[1:]
    elif point == "off by one":
        point = right[:-1] + bytes([right[-1] ^ 1])
    assert isinstance(point, bytes)
    message = r"^(\d+ octets are not a point of P-256|the public key is not a point of P-256)"
    with pytest.raises(KeyFormatError, match=message):
        BACKEND.verify(_ec_public(point), Scheme("ecdsa", "sha256"), b"0", b"m")
    if point:  # asn1crypto leaves an empty one out of the private key
        with pytest.raises(KeyFormatError):
            BACKEND.load(_ec_key(point=point))


@pytest.mark.parametrize("scalar", [0, 2**256 - 1, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551])
def test_scalars_out_of_range(scalar: int) -> None:
    with pytest.raises(KeyFormatError, match=r"^the EC private key is not a number from 1 up to the order of P-256"):
        BACKEND.load(_ec_key(scalar))


@pytest.mark.parametrize("scalar", [1, 2, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550])
def test_scalars_at_the_ends_of_the_range(scalar: int) -> None:
    expected = _point(key=ec.derive_private_key(scalar, ec.SECP256R1()))
    assert BACKEND.public_key(BACKEND.load(_ec_key(scalar)))[-65:] == expected


@pytest.mark.parametrize("compressed", [False, True])
def test_a_public_key_that_is_another_keys(compressed: bool) -> None:
    other = _point(compressed=compressed, key=ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(KeyFormatError, match=r"^the public key in the EC private key is not its own$"):
        BACKEND.load(_ec_key(point=other))


def test_the_public_key_comes_out_uncompressed() -> None:
    for point in (None, _point(), _point(compressed=True)):
        assert BACKEND.public_key(BACKEND.load(_ec_key(point=point)))[-65:] == _point()


def test_a_compressed_public_key_verifies() -> None:
    signature = BACKEND.sign(BACKEND.load(_ec_key()), Scheme("ecdsa", "sha256"), b"m")
    assert BACKEND.verify(_ec_public(_point(compressed=True)), Scheme("ecdsa", "sha256"), signature, b"m")


def test_one_asymmetric_key_of_version_2() -> None:
    """RFC 5958 2: version 1 with the public key outside, which has to be the key's own."""

    def version_2(point: bytes) -> bytes:
        old = keys.PrivateKeyInfo.load(_ec_key())
        outside = b"\x81" + bytes([len(point) + 1]) + b"\0" + point
        contents = core.Integer(1).dump() + old["private_key_algorithm"].dump() + old["private_key"].dump() + outside
        return bytes(b"\x30\x81" + bytes([len(contents)]) + contents)

    assert BACKEND.public_key(BACKEND.load(version_2(_point())))[-65:] == _point()
    with pytest.raises(KeyFormatError, match="is not its own"):
        BACKEND.load(version_2(_point(key=ec.generate_private_key(ec.SECP256R1()))))


def _pkcs8(key: Any) -> bytes:
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    assert isinstance(der, bytes)
    return der


def _explicit() -> bytes:
    """Return a private key whose parameters are those of P-256 written out, or rather the beginning of them."""
    named, explicit = bytes.fromhex("06082a8648ce3d030107"), bytes.fromhex("3008020101a003020101")
    assert len(named) == len(explicit)
    return _ec_key().replace(named, explicit)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (lambda: _pkcs8(ed25519.Ed25519PrivateKey.generate()), r"not those of the algorithm 1\.3\.101\.112$"),
        (
            lambda: _pkcs8(ec.generate_private_key(ec.SECP256K1())),
            "an EC key on a curve that oscrypto does not know; it k",
        ),
        (lambda: _pkcs8(ec.generate_private_key(ec.SECP224R1())), "it knows P-256, P-384, P-521$"),
        (_explicit, r"an EC key with explicit parameters instead of a named curve \(RFC 5480 2\.1\.1\)"),
        (lambda: _rsa_key(version=1, other_prime_infos=[]), "an RSA key of more than two primes"),
    ],
)
def test_kinds_that_are_not_known(key: Any, message: str) -> None:
    with pytest.raises(UnsupportedKey, match=message):
        BACKEND.load(key())


def test_rsa_pss_keys_are_not_taken_for_rsa_keys() -> None:
    pss = bytes.fromhex("06092a864886f70d01010a")
    rsa_encryption = bytes.fromhex("06092a864886f70d010101")
    with pytest.raises(UnsupportedKey, match=r"the algorithm 1\.2\.840\.113549\.1\.1\.10$"):
        BACKEND.load(_rsa_key().replace(rsa_encryption, pss))
    public = _rsa_public(_rsa().public_numbers.n, 65537).replace(rsa_encryption, pss)
    with pytest.raises(UnsupportedKey, match=r"the algorithm 1\.2\.840\.113549\.1\.1\.10$"):
        BACKEND.verify(public, Scheme("rsa-pkcs1v15", "sha256"), b"", b"m")


@pytest.mark.parametrize("make", [_rsa_key, _ec_key])
def test_every_truncation(make: Any) -> None:
    key = make()
    for length in range(len(key)):
        with pytest.raises(KeyFormatError, match=r"^not the DER of an? .*private key, or truncated$"):
            BACKEND.load(key[:length])
    for more in (b"\0", key):
        with pytest.raises(KeyFormatError, match=r"^not the DER of a private key, or truncated$"):
            BACKEND.load(key + more)


@pytest.mark.parametrize(
    "data",
    [
        b"-----BEGIN PRIVATE KEY-----",
        b"0" * 70_000,
        bytes.fromhex("3080") * 20_000,
        bytes.fromhex("30820100020100300f060b") + b"\xff" * 251,
        b"\x30\x84\x7f\xff\xff\xff",
    ],
)
def test_bytes_that_are_no_key_at_all(data: bytes) -> None:
    with pytest.raises(KeyFormatError):
        BACKEND.load(data)
    with pytest.raises(KeyFormatError):
        BACKEND.verify(data, Scheme("ecdsa", "sha256"), b"", b"m")


def test_a_curve_that_is_another_inside() -> None:
    inner = keys.ECPrivateKey({"version": 1, "private_key": 5, "parameters": ("named", "secp384r1")})
    info = keys.PrivateKeyInfo.load(_ec_key())
    contents = info["version"].dump() + info["private_key_algorithm"].dump() + core.OctetString(inner.dump()).dump()
    with pytest.raises(KeyFormatError, match=r"^the EC private key names another curve inside than outside$"):
        BACKEND.load(b"\x30" + bytes([len(contents)]) + contents)


@given(st.integers(0, 10_000), st.integers(0, 255), st.booleans())
def test_one_changed_octet_is_refused_or_harmless(position: int, value: int, is_rsa: bool) -> None:
    """Whatever loads signs, and its own public key confirms that."""
    key = bytearray(_rsa_key() if is_rsa else _ec_key(point=_point()))
    key[position % len(key)] = value
    try:
        handle = BACKEND.load(bytes(key))
    except (KeyFormatError, UnsupportedKey):
        return
    scheme = "rsa-pkcs1v15" if is_rsa else "ecdsa"
    signature = BACKEND.sign(handle, Scheme(scheme, "sha256"), b"m")
    assert BACKEND.verify(BACKEND.public_key(handle), Scheme(scheme, "sha256"), signature, b"m")


def test_no_message_and_no_repr_holds_the_key() -> None:
    scalar = _ec().private_numbers().private_value
    secrets = {str(scalar), f"{scalar:x}", str(_rsa().d), f"{_rsa().d:x}", str(_rsa().p)}
    handle = BACKEND.load(_ec_key())
    texts = [repr(handle), str(handle)]
    for broken in (_ec_key(point=_point()[:-1] + b"\0"), _rsa_key(prime1=3), _ec_key()[:-1], _rsa_key(modulus=1)):
        with pytest.raises(SigningError) as caught:
            BACKEND.load(broken)
        texts.append(str(caught.value))
    assert not [text for text in texts for secret in secrets if secret in text]
