"""Keys that are broken, contradict themselves, or are of a kind that is not known: no backend takes them.

The structures are written with asn1crypto, which lets any value be written, around keys that openssl made.
"""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from asn1crypto import core, keys
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.programs import Program
from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.signing.scheme import Scheme

if TYPE_CHECKING:
    from x509forge.signing.backend import Backend

_openssl = Program("openssl")
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _made(*options: str) -> Any:
    made = _openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=_openssl("genpkey", *options))
    return keys.PrivateKeyInfo.load(made)["private_key"].parsed.native


@cache
def _rsa() -> Any:
    return _made("-algorithm", "RSA")


@cache
def _ec(which: int = 0) -> int:
    scalar = _made("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")["private_key"]
    assert isinstance(scalar, int)
    return scalar


def _point(*, compressed: bool = False, scalar: int | None = None) -> bytes:
    form = "compressed" if compressed else "uncompressed"
    options = ("-inform", "DER", "-pubout", "-outform", "DER", "-ec_conv_form", form)
    info = keys.PublicKeyInfo.load(_openssl("pkey", *options, data=_ec_key(scalar)))
    point = info["public_key"].native
    assert isinstance(point, bytes)
    return point


def _rsa_key(**changed: Any) -> bytes:
    key = keys.RSAPrivateKey({**_rsa(), "version": 0, **changed})
    return bytes(keys.PrivateKeyInfo.wrap(key, "rsa").dump())


def _ec_key(scalar: int | None = None, point: bytes | None = None, curve: str = "secp256r1", version: int = 1) -> bytes:
    if scalar is None:
        scalar = _ec()
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


def test_the_keys_that_are_broken_below_are_right_before(backend: Backend) -> None:
    for key, scheme in ((_rsa_key(), "rsa-pkcs1v15"), (_ec_key(), "ecdsa"), (_ec_key(point=_point()), "ecdsa")):
        handle = backend.load(key)
        signature = backend.sign(handle, Scheme(scheme, "sha256"), b"m")
        assert backend.verify(backend.public_key(handle), Scheme(scheme, "sha256"), signature, b"m")


_PARTS = ["private_exponent", "prime1", "prime2", "exponent1", "exponent2", "coefficient"]


@pytest.mark.parametrize("change", ["+2", "-2", "0", "1", "negative", "+n", "huge"])
@pytest.mark.parametrize("part", _PARTS)
def test_rsa_parts_that_contradict_one_another(backend: Backend, part: str, change: str) -> None:
    value = keys.RSAPrivateKey.load(bytes(keys.PrivateKeyInfo.load(_rsa_key())["private_key"]))[part].native
    modulus = _rsa()["modulus"]
    changes = {"+2": value + 2, "-2": value - 2, "0": 0, "1": 1, "negative": -value, "+n": value + modulus}
    changed = changes.get(change, 1 << 300_000)
    message = r"^the parts of the RSA private key contradict one another \(RFC 8017 3\.2\)$"
    with pytest.raises(KeyFormatError, match=message):
        backend.load(_rsa_key(**{part: changed}))


def test_rsa_parts_that_contradict_in_one_equation_alone(backend: Backend) -> None:
    names = ("modulus", "public_exponent", "private_exponent", "prime1", "prime2")
    n, e, d, p, q = (_rsa()[name] for name in names)
    assert backend.load(_rsa_key(private_exponent=d % ((p - 1) * (q - 1))))
    # A private exponent that is right modulo one prime only; a public exponent that is not the parts' own.
    for changed in (
        {"private_exponent": (d + q - 1) % n},
        {"private_exponent": (d + p - 1) % n},
        {"public_exponent": e + 2},
        {"public_exponent": e + p - 1},
        {"public_exponent": e + q - 1},
    ):
        with pytest.raises(KeyFormatError, match="contradict one another"):
            backend.load(_rsa_key(**changed))


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
        (
            "15",
            3,
            UnsupportedKey,
            "(an RSA key of 4 bits;|cannot verify with rsa:4:) .* knows RSA keys of",
        ),
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
    backend: Backend, modulus: str, exponent: int, error: type[SigningError], message: str
) -> None:
    number = eval(modulus, {"n": _rsa()["modulus"]})
    with pytest.raises(error, match=f"^{message}"):
        backend.verify(_rsa_public(number, exponent), Scheme("rsa-pkcs1v15", "sha256"), bytes(256), b"m")
    # Where another reason is found first, it may be that.
    with pytest.raises((KeyFormatError, UnsupportedKey)):
        backend.load(_rsa_key(modulus=number, public_exponent=exponent))


def test_an_exponent_of_one_does_not_make_any_message_its_signature(backend: Backend) -> None:
    encoded = b"\0\1" + b"\xff" * 202 + b"\0" + bytes.fromhex("3031300d060960864801650304020105000420") + bytes(32)
    assert len(encoded) == 256
    with pytest.raises(KeyFormatError):
        backend.verify(_rsa_public(_rsa()["modulus"], 1), Scheme("rsa-pkcs1v15", "sha256"), encoded, b"m")


def test_the_largest_modulus_is_verified_with_in_good_time(backend: Backend) -> None:
    begun = time.perf_counter()
    largest = _rsa_public((1 << 16384) - 1, (1 << 64) - 1)
    assert not backend.verify(largest, Scheme("rsa-pkcs1v15", "sha256"), b"\x7f" * 2048, b"m")
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
def test_points_that_are_none(backend: Backend, point: bytes | str) -> None:
    right = _point()
    if point == "hybrid":
        point = bytes([6 + right[-1] % 2]) + right[1:]
    elif point == "off by one":
        point = right[:-1] + bytes([right[-1] ^ 1])
    assert isinstance(point, bytes)
    message = r"^(\d+ octets are not a point of P-256|the public key is not a point of P-256)"
    with pytest.raises(KeyFormatError, match=message):
        backend.verify(_ec_public(point), Scheme("ecdsa", "sha256"), b"0", b"m")
    if point:  # asn1crypto leaves an empty one out of the private key
        with pytest.raises(KeyFormatError):
            backend.load(_ec_key(point=point))


@pytest.mark.parametrize("scalar", [0, 2**256 - 1, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551])
def test_scalars_out_of_range(backend: Backend, scalar: int) -> None:
    with pytest.raises(KeyFormatError, match=r"^the EC private key is not a number from 1 up to the order of P-256"):
        backend.load(_ec_key(scalar))


@pytest.mark.parametrize("scalar", [1, 2, 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550])
def test_scalars_at_the_ends_of_the_range(backend: Backend, scalar: int) -> None:
    expected = _point(scalar=scalar)
    assert backend.public_key(backend.load(_ec_key(scalar)))[-65:] == expected


@pytest.mark.parametrize("compressed", [False, True])
def test_a_public_key_that_is_another_keys(backend: Backend, compressed: bool) -> None:
    other = _point(compressed=compressed, scalar=_ec(1))
    with pytest.raises(KeyFormatError, match=r"^the public key in the \w+ private key is not its own$"):
        backend.load(_ec_key(point=other))


def test_the_public_key_comes_out_uncompressed(backend: Backend) -> None:
    for point in (None, _point(), _point(compressed=True)):
        assert backend.public_key(backend.load(_ec_key(point=point)))[-65:] == _point()


def test_a_compressed_public_key_verifies(backend: Backend) -> None:
    signature = backend.sign(backend.load(_ec_key()), Scheme("ecdsa", "sha256"), b"m")
    assert backend.verify(_ec_public(_point(compressed=True)), Scheme("ecdsa", "sha256"), signature, b"m")


def test_one_asymmetric_key_of_version_2(backend: Backend) -> None:
    """RFC 5958 2: version 1 with the public key outside, which has to be the key's own."""

    def version_2(point: bytes) -> bytes:
        old = keys.PrivateKeyInfo.load(_ec_key())
        outside = b"\x81" + bytes([len(point) + 1]) + b"\0" + point
        contents = core.Integer(1).dump() + old["private_key_algorithm"].dump() + old["private_key"].dump() + outside
        return bytes(b"\x30\x81" + bytes([len(contents)]) + contents)

    assert backend.public_key(backend.load(version_2(_point())))[-65:] == _point()
    with pytest.raises(KeyFormatError, match="is not its own"):
        backend.load(version_2(_point(scalar=_ec(1))))


def _explicit() -> bytes:
    """Return a private key whose parameters are those of P-256 written out, or rather the beginning of them."""
    named, explicit = bytes.fromhex("06082a8648ce3d030107"), bytes.fromhex("3008020101a003020101")
    assert len(named) == len(explicit)
    return _ec_key().replace(named, explicit)


def test_explicit_parameters_are_not_computed_on(backend: Backend) -> None:
    with pytest.raises((UnsupportedKey, KeyFormatError)):
        backend.load(_explicit())


def test_an_rsa_key_of_more_than_two_primes(backend: Backend) -> None:
    with pytest.raises(UnsupportedKey, match="an RSA key of more than two primes"):
        backend.load(_rsa_key(version=1, other_prime_infos=[]))


def test_rsa_pss_keys_are_not_taken_for_rsa_keys(backend: Backend) -> None:
    pss = bytes.fromhex("06092a864886f70d01010a")
    rsa_encryption = bytes.fromhex("06092a864886f70d010101")
    with pytest.raises((UnsupportedKey, KeyFormatError)):
        backend.load(_rsa_key().replace(rsa_encryption, pss))
    public = _rsa_public(_rsa()["modulus"], 65537).replace(rsa_encryption, pss)
    with pytest.raises((UnsupportedKey, KeyFormatError)):
        backend.verify(public, Scheme("rsa-pkcs1v15", "sha256"), b"", b"m")


@pytest.mark.parametrize("make", [_rsa_key, _ec_key])
def test_every_truncation(backend: Backend, make: Any) -> None:
    key = make()
    for length in range(len(key)):
        with pytest.raises(KeyFormatError, match=r"^not the DER of an? .*private key, or truncated( \(.*\))?$"):
            backend.load(key[:length])
    for more in (b"\0", key):
        with pytest.raises(KeyFormatError, match=r"^not the DER of a private key, or truncated( \(.*\))?$"):
            backend.load(key + more)


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
def test_bytes_that_are_no_key_at_all(backend: Backend, data: bytes) -> None:
    with pytest.raises(KeyFormatError):
        backend.load(data)
    with pytest.raises(KeyFormatError):
        backend.verify(data, Scheme("ecdsa", "sha256"), b"", b"m")


def test_a_curve_that_is_another_inside(backend: Backend) -> None:
    inner = keys.ECPrivateKey({"version": 1, "private_key": 5, "parameters": ("named", "secp384r1")})
    info = keys.PrivateKeyInfo.load(_ec_key())
    contents = info["version"].dump() + info["private_key_algorithm"].dump() + core.OctetString(inner.dump()).dump()
    with pytest.raises(KeyFormatError, match=r"^the EC private key names another curve inside than outside$"):
        backend.load(b"\x30" + bytes([len(contents)]) + contents)


@given(st.integers(0, 10_000), st.integers(0, 255), st.booleans())
def test_one_changed_octet_is_refused_or_harmless(backend: Backend, position: int, value: int, is_rsa: bool) -> None:
    """Whatever loads signs, and its own public key confirms that."""
    key = bytearray(_rsa_key() if is_rsa else _ec_key(point=_point()))
    key[position % len(key)] = value
    try:
        handle = backend.load(bytes(key))
    except (KeyFormatError, UnsupportedKey):
        return
    scheme = "rsa-pkcs1v15" if is_rsa else "ecdsa"
    signature = backend.sign(handle, Scheme(scheme, "sha256"), b"m")
    assert backend.verify(backend.public_key(handle), Scheme(scheme, "sha256"), signature, b"m")


def test_no_message_and_no_repr_holds_the_key(backend: Backend) -> None:
    numbers = (_ec(), _rsa()["private_exponent"], _rsa()["prime1"])
    secrets = {f"{number:{form}}" for number in numbers for form in "dx"}
    handle = backend.load(_ec_key())
    texts = [repr(handle), str(handle)]
    for broken in (_ec_key(point=_point()[:-1] + b"\0"), _rsa_key(prime1=3), _ec_key()[:-1], _rsa_key(modulus=1)):
        with pytest.raises(SigningError) as caught:
            backend.load(broken)
        texts.append(str(caught.value))
    assert not [text for text in texts for secret in secrets if secret in text]
