"""Keys for oscrypto: read with asn1crypto, checked, and built anew.

The operating system's library never sees a caller's bytes as a key, only what is built
here from values that were checked here. That is what keeps a broken key from hanging
or crashing it, and a key that contradicts itself from signing.
"""

from __future__ import annotations

import functools
from contextlib import contextmanager

from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.signing.backend import canonical_key_type
from x509forge.signing.oscrypto_library import ask, confirms, library
from x509forge.signing.rsa_numbers import MAX_RSA_BITS, require_consistent, require_usable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# RFC 8017 A.1 and RFC 5480 2.1.1: rsaEncryption, id-ecPublicKey.
_RSA_ENCRYPTION = "1.2.840.113549.1.1.1"
_EC_PUBLIC_KEY = "1.2.840.10045.2.1"

# The smallest modulus that OpenSSL generates, in bits.
MIN_RSA_BITS = 512
# Octets. A PrivateKeyInfo with the largest modulus has some 9,400; the rest is for attributes.
_MAX_KEY_LENGTH = 65536

_SIZES = f"RSA keys of {MIN_RSA_BITS} to {MAX_RSA_BITS} bits"


class Curve:
    """A named curve: its names, the DER of its parameters, the octets of a coordinate, the order of its base point."""

    def __init__(self, name: str, sec_name: str, parameters: str, width: int, order: int) -> None:
        self.name = name
        self.sec_name = sec_name
        self.parameters = bytes.fromhex(parameters)
        self.width = width
        self.order = order


# RFC 5480 2.1.1.1 (the object identifiers), SP 800-186 3.2.1 (the orders).
CURVES = (
    Curve(
        *("P-256", "secp256r1", "06082a8648ce3d030107", 32),
        0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    ),
    Curve(
        *("P-384", "secp384r1", "06052b81040022", 48),
        0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
    ),
    Curve(
        *("P-521", "secp521r1", "06052b81040023", 66),
        (1 << 521) - 0x5AE79787C40D069948033FEB708F65A2FC44A36477663B851449048E16EC79BF7,
    ),
)


class PublicKey:
    """A public key that was checked: `size` is the bits of its modulus, or its curve; `info` is asn1crypto's."""

    def __init__(self, size: int | Curve, info: Any) -> None:
        self.size = size
        self.info = info

    @property
    def algorithm(self) -> str:
        return "rsa" if isinstance(self.size, int) else "ec"

    @property
    def key_type(self) -> str:
        return f"rsa:{self.size}" if isinstance(self.size, int) else f"ec:{self.size.name}"


class PrivateKey:
    """A private key, loaded: oscrypto's object, and the public key that belongs to it."""

    __slots__ = ("key", "public")

    def __init__(self, key: Any, public: PublicKey) -> None:
        self.key = key
        self.public = public


def parse_key_type(key_type: str) -> int | Curve:
    """Return the bits of the modulus, or the curve; UnsupportedKey says what there is instead."""
    canonical = canonical_key_type(key_type)
    algorithm, _, parameter = canonical.partition(":")
    if algorithm == "rsa" and parameter.isascii() and parameter.isdigit() and len(parameter) <= 5:
        bits = int(parameter)
        if MIN_RSA_BITS <= bits <= MAX_RSA_BITS:
            return bits
    for curve in CURVES:
        if canonical == f"ec:{curve.name}":
            return curve
    raise UnsupportedKey(f"knows {_SIZES} and EC keys on {', '.join(curve.name for curve in CURVES)}, not {key_type}")


def generate(size: int | Curve) -> bytes:
    """Return a new key as the DER of a PrivateKeyInfo, in the form that `openssl pkcs8 -topk8` writes."""
    make = library().asymmetric.generate_pair
    if isinstance(size, int):
        _, key = ask("generate a key", make, "rsa", bit_size=size)
        info = library().PrivateKeyInfo.wrap(key.asn1["private_key"].parsed, "rsa")
    else:
        public, key = ask("generate a key", make, "ec", curve=size.sec_name)
        scalar = key.asn1["private_key"].parsed["private_key"].native
        info = _ec_private_key_info(size, scalar, public.asn1["public_key"].native)
    return bytes(info.dump())


def load_private(private_key_info: bytes) -> PrivateKey:
    """Return a loaded key; KeyFormatError for broken or inconsistent bytes, UnsupportedKey for other kinds."""
    with _readable("a private key", private_key_info):
        info = library().OneAsymmetricKey.load(private_key_info, strict=True)
        version = info["version"].native
        algorithm, parameters = _algorithm(info["algorithm"])
        contents = bytes(info["private_key"])
        stated = info["public_key"].native
    if version not in (0, 1):
        raise KeyFormatError("the version of the private key is neither 0 nor 1 (RFC 5958 2)")
    if algorithm == _RSA_ENCRYPTION:
        return _load_rsa(contents)
    if algorithm == _EC_PUBLIC_KEY:
        return _load_ec(_curve(parameters), contents, stated)
    raise _unknown_algorithm(algorithm)


def read_public(subject_public_key_info: bytes) -> PublicKey:
    """Return a public key; KeyFormatError for broken or unusable bytes, UnsupportedKey for other kinds."""
    with _readable("a public key", subject_public_key_info):
        info = library().SubjectPublicKeyInfo.load(subject_public_key_info, strict=True)
        algorithm, parameters = _algorithm(info["algorithm"])
        contents = info["public_key"].native
    if algorithm == _RSA_ENCRYPTION:
        with _readable("an RSA public key", contents):
            key = library().RSAPublicKey.load(contents, strict=True)
            modulus, exponent = key["modulus"].native, key["public_exponent"].native
        return _rsa_public_key(modulus, exponent)
    if algorithm == _EC_PUBLIC_KEY:
        return _ec_public_key(_curve(parameters), contents)
    raise _unknown_algorithm(algorithm)


@functools.lru_cache(maxsize=64)
def load_public(subject_public_key_info: bytes) -> tuple[PublicKey, Any]:
    """Return a public key and oscrypto's object for it; raises what `read_public` raises.

    The last ones are kept: one issuer's key verifies many signatures, and reading it costs more than that.
    """
    public = read_public(subject_public_key_info)
    return public, _load_public(public)


@contextmanager
def _readable(what: str, data: bytes) -> Iterator[None]:
    """Turn what asn1crypto raises into KeyFormatError, without its words: they may quote the key."""
    if len(data) > _MAX_KEY_LENGTH:
        raise KeyFormatError(f"{len(data)} octets are more than {what} has: {_MAX_KEY_LENGTH} at most")
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        raise KeyFormatError(f"not the DER of {what}, or truncated") from None


def _algorithm(identifier: Any) -> tuple[str, bytes]:
    """Return the dotted object identifier and the DER of the parameters, empty if there are none."""
    return identifier["algorithm"].dotted, identifier["parameters"].dump()


def _unknown_algorithm(algorithm: str) -> UnsupportedKey:
    return UnsupportedKey(f"oscrypto knows RSA and EC keys, not those of the algorithm {algorithm:.80}")


def _curve(parameters: bytes) -> Curve:
    for curve in CURVES:
        if curve.parameters == parameters:
            return curve
    if parameters[:1] == b"\x30":
        # CVE-2022-0778: nothing is computed on parameters that a key brings along.
        raise UnsupportedKey("an EC key with explicit parameters instead of a named curve (RFC 5480 2.1.1)")
    names = ", ".join(curve.name for curve in CURVES)
    raise UnsupportedKey(f"an EC key on a curve that oscrypto does not know; it knows {names}")


def _rsa_public_key(modulus: int, exponent: int) -> PublicKey:
    """Return the key, if it can be verified with (RFC 8017 3.1)."""
    require_usable(modulus, exponent)
    bits = modulus.bit_length()
    if bits < MIN_RSA_BITS:
        raise UnsupportedKey(f"an RSA key of {bits} bits; oscrypto knows {_SIZES}")
    names = library()
    key = names.RSAPublicKey({"modulus": modulus, "public_exponent": exponent})
    return PublicKey(bits, names.PublicKeyInfo.wrap(key, "rsa"))


def _load_rsa(contents: bytes) -> PrivateKey:
    names = library()
    fields = (
        *("modulus", "public_exponent", "private_exponent"),
        *("prime1", "prime2", "exponent1", "exponent2", "coefficient"),
    )
    with _readable("an RSA private key", contents):
        key = names.RSAPrivateKey.load(contents, strict=True)
        version = key["version"].native
        values = [int(key[field].native) for field in fields]
    if version != "two-prime":
        raise UnsupportedKey("an RSA key of more than two primes (RFC 8017 A.1.2)")
    modulus, exponent, *parts = values
    public = _rsa_public_key(modulus, exponent)
    require_consistent(modulus, exponent, *parts)
    clean = names.RSAPrivateKey({"version": 0, **dict(zip(fields, values, strict=True))})
    return PrivateKey(_load_key(names.PrivateKeyInfo.wrap(clean, "rsa")), public)


def _ec_public_key(curve: Curve, point: bytes) -> PublicKey:
    """Return the key; that an uncompressed point is on the curve is for the library to say, when it loads it."""
    expected = {b"\x04": 1 + 2 * curve.width, b"\x02": 1 + curve.width, b"\x03": 1 + curve.width}.get(point[:1])
    # So the point at infinity (one octet of zero) is refused too, with which anything can be signed.
    if len(point) != expected:
        raise KeyFormatError(f"{len(point)} octets are not a point of {curve.name} (RFC 5480 2.2)")
    parameters = {"algorithm": "ec", "parameters": ("named", curve.sec_name)}
    return PublicKey(curve, library().PublicKeyInfo({"algorithm": parameters, "public_key": point}))


def _ec_private_key_info(curve: Curve, scalar: int, point: bytes | None) -> Any:
    """Return a PrivateKeyInfo (RFC 5915 3): the curve outside, the scalar at its full width, the point if known."""
    names = library()
    key = names.ECPrivateKey({"version": 1, "private_key": scalar, "public_key": point})
    key.set_key_size(curve.width)
    parameters = {"algorithm": "ec", "parameters": ("named", curve.sec_name)}
    return names.PrivateKeyInfo({"version": 0, "private_key_algorithm": parameters, "private_key": key})


def _load_ec(curve: Curve, contents: bytes, stated_outside: bytes | None) -> PrivateKey:
    names = library()
    with _readable("an EC private key", contents):
        key = names.ECPrivateKey.load(contents, strict=True)
        version = key["version"].native
        scalar = key["private_key"].native
        inner = key["parameters"].chosen.dump() if key["parameters"].native is not None else curve.parameters
        stated = key["public_key"].native
    if version != "ecPrivkeyVer1":
        raise KeyFormatError("the version of the EC private key is not 1 (RFC 5915 3)")
    if inner != curve.parameters:
        raise KeyFormatError("the EC private key names another curve inside than outside")
    if not 0 < scalar < curve.order:
        raise KeyFormatError(f"the EC private key is not a number from 1 up to the order of {curve.name} (RFC 5915 3)")
    points = {point for point in (stated, stated_outside) if point is not None}
    for point in points:
        _ec_public_key(curve, point)
    uncompressed = next((point for point in points if point[:1] == b"\x04"), None)
    loaded = _load_key(_ec_private_key_info(curve, scalar, uncompressed), curve)
    if uncompressed is None:
        info = ask("compute the public key", lambda: loaded.public_key.asn1)
        public = _ec_public_key(curve, info["public_key"].native)
    else:
        public = _ec_public_key(curve, uncompressed)
        _require_pair(loaded, public)
    own = public.info["public_key"].native
    if not points <= {own, bytes([2 + own[-1] % 2]) + own[1 : 1 + curve.width]}:
        raise _not_a_pair()
    return PrivateKey(loaded, public)


def _require_pair(key: Any, public: PublicKey) -> None:
    """Raise KeyFormatError unless the public key confirms what the private key signs."""
    message = b"pair"
    asymmetric = library().asymmetric
    signature = ask("sign", asymmetric.ecdsa_sign, key, message, "sha256")
    if not confirms(asymmetric.ecdsa_verify, _load_public(public), signature, message, "sha256"):
        raise _not_a_pair()


def _load_public(public: PublicKey) -> Any:
    """Return oscrypto's object for a public key that was built here."""
    try:
        return ask("load the public key", library().asymmetric.load_public_key, _complete(public.info))
    except SigningError as error:
        if isinstance(public.size, Curve):
            raise _not_on(public.size) from None
        raise KeyFormatError(str(error)) from None


def _complete(info: Any) -> Any:
    """Return asn1crypto's object with all that it computes and keeps when it is first read, for threads to share."""
    info = type(info).load(info.dump())
    _ = info.native, info.algorithm, info.bit_size
    return info


def _not_on(curve: Curve) -> KeyFormatError:
    return KeyFormatError(f"the public key is not a point of {curve.name} (SEC 1 3.2.2.1)")


def _not_a_pair() -> KeyFormatError:
    return KeyFormatError("the public key in the EC private key is not its own")


def _load_key(info: Any, curve: Curve | None = None) -> Any:
    """Return oscrypto's object for a private key that was built here."""
    try:
        return ask("load the private key", library().asymmetric.load_private_key, _complete(info))
    except SigningError as error:
        if curve is not None:
            raise _not_on(curve) from None
        raise KeyFormatError(str(error)) from None
