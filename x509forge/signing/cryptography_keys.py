"""Keys for the backend on pyca/cryptography: made of their numbers, and taken apart into them.

Its functions for DER do the same, but to import them brings in those for OpenSSH's files, dataclasses and more: 13 ms,
half of what the library costs a process. So each module of it is loaded when it is asked for something.
"""

from __future__ import annotations

import functools

from x509forge.asn1 import BitString
from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.later import Later
from x509forge.pkcs.curve_key import CurvePrivateKey
from x509forge.pkcs.lattice_key import LatticePrivateKey
from x509forge.pkcs.pkcs1 import RSAPrivateKey, RSAPublicKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.pkcs.sec1 import ECPrivateKey
from x509forge.signing.backend import one_line
from x509forge.signing.curves import curve_called
from x509forge.signing.key_structures import ec_private, ec_public, rsa_private, rsa_public
from x509forge.signing.kinds import kind_of_type
from x509forge.x509.algorithm import AlgorithmIdentifier
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from x509forge.signing import public_keys
    from x509forge.signing.backend_keys import GivenKey

_ASYMMETRIC = "cryptography.hazmat.primitives.asymmetric"
ec: Any = Later(f"{_ASYMMETRIC}.ec")
_rsa: Any = Later(f"{_ASYMMETRIC}.rsa")
exceptions: Any = Later("cryptography.exceptions")

CURVES = {
    "P-224": "SECP224R1",
    "P-256": "SECP256R1",
    "P-384": "SECP384R1",
    "P-521": "SECP521R1",
    "secp256k1": "SECP256K1",
    "brainpoolP256r1": "BrainpoolP256R1",
    "brainpoolP384r1": "BrainpoolP384R1",
    "brainpoolP512r1": "BrainpoolP512R1",
}
# The module for the keys of a type that has no parameter, how its classes begin, and what they call a private key.
_CLASSES = {
    "ed25519": ("ed25519", "Ed25519", "private"),
    "ed448": ("ed448", "Ed448", "private"),
    "x25519": ("x25519", "X25519", "private"),
    "x448": ("x448", "X448", "private"),
    "ml-dsa-44": ("mldsa", "MLDSA44", "seed"),
    "ml-dsa-65": ("mldsa", "MLDSA65", "seed"),
    "ml-dsa-87": ("mldsa", "MLDSA87", "seed"),
    "ml-kem-768": ("mlkem", "MLKEM768", "seed"),
    "ml-kem-1024": ("mlkem", "MLKEM1024", "seed"),
}

# The private parts of an RSA key, and what RFC 8017 A.1.2 calls them.
_RSA_PARTS = {
    "p": "prime1",
    "q": "prime2",
    "d": "private_exponent",
    "dmp1": "exponent1",
    "dmq1": "exponent2",
    "iqmp": "coefficient",
}


class PrivateKey:
    """A private key, loaded: cryptography's object, and the public key that belongs to it."""

    __slots__ = ("key", "key_type", "public_key")

    def __init__(self, key_type: str, key: Any, public_key: bytes) -> None:
        self.key_type = key_type
        self.key = key
        self.public_key = public_key


def refusals() -> tuple[type[Exception], ...]:
    """Return what cryptography raises for what it does not do."""
    return ValueError, TypeError, OverflowError, exceptions.UnsupportedAlgorithm


@functools.cache
def class_called(key_type: str, part: str) -> Any:
    """Return the class of `PrivateKey` or `PublicKey` of a type without a parameter; None where it is not there."""
    from importlib import import_module

    if key_type not in _CLASSES:
        return None
    module, name, _ = _CLASSES[key_type]
    try:
        return getattr(import_module(f"{_ASYMMETRIC}.{module}"), name + part)
    except (ImportError, AttributeError):
        return None  # a release from before this kind of key


def types_without_parameter() -> list[str]:
    """Return the types of keys that this release has classes of their own for."""
    return [key_type for key_type in _CLASSES if class_called(key_type, "PrivateKey")]


def generate(key_type: str) -> tuple[bytes, PrivateKey]:
    """Return a new key as the DER of a PrivateKeyInfo in its usual form, and loaded."""
    kind, _, parameter = key_type.partition(":")
    if kind == "rsa":
        key = _rsa.generate_private_key(65537, int(parameter))
        numbers = key.private_numbers()
        public = numbers.public_numbers
        parts: dict[str, Any] = {field: getattr(numbers, name) for name, field in _RSA_PARTS.items()}
        own = RSAPrivateKey(modulus=public.n, public_exponent=public.e, **parts)
        return rsa_private(own), PrivateKey(key_type, key, rsa_public(public.n, public.e))
    if kind == "ec":
        curve = curve_called(parameter)
        key = ec.generate_private_key(_curve(parameter))
        numbers = key.private_numbers()
        point = _point(curve.width, numbers.public_numbers)
        made = ec_private(curve, numbers.private_value.to_bytes(curve.width, "big"), point)
        return made, PrivateKey(key_type, key, ec_public(curve, point))
    key = class_called(key_type, "PrivateKey").generate()
    octets = key.private_bytes_raw()
    raw = LatticePrivateKey(seed=octets) if _CLASSES[key_type][2] == "seed" else CurvePrivateKey(octets)
    info = PrivateKeyInfo(private_key_algorithm=_algorithm(key_type), private_key=raw.to_der())
    return info.to_der(), PrivateKey(key_type, key, _raw_public(key_type, key))


def load_private(given: GivenKey) -> PrivateKey:
    """Return a loaded key; KeyFormatError where cryptography refuses it, UnsupportedKey where it does not know it."""
    key_type = given.key_type
    load = {"rsa": _load_rsa, "ec": _load_ec}.get(key_type.partition(":")[0], _load_raw)
    loaded: PrivateKey | None = None
    why: SigningError | None = None
    try:
        loaded = load(key_type, given.info.private_key)
    except exceptions.UnsupportedAlgorithm:
        why = UnsupportedKey(f"cryptography knows no keys of the type {key_type}")
    except refusals():
        # Its words may quote the key.
        why = KeyFormatError("the parts of the private key are broken, or contradict one another")
    if loaded is None:
        assert why is not None
        raise why
    given.require_own(loaded.public_key)
    return loaded


def _load_rsa(key_type: str, octets: bytes) -> PrivateKey:
    own = RSAPrivateKey.from_der(octets)
    public = _rsa.RSAPublicNumbers(own.public_exponent, own.modulus)
    parts = {name: getattr(own, field) for name, field in _RSA_PARTS.items()}
    numbers = _rsa.RSAPrivateNumbers(public_numbers=public, **parts)
    return PrivateKey(key_type, numbers.private_key(), rsa_public(own.modulus, own.public_exponent))


def _load_ec(key_type: str, octets: bytes) -> PrivateKey:
    curve = curve_called(key_type.partition(":")[2])
    scalar = ECPrivateKey.from_der(octets).private_key
    key = ec.derive_private_key(int.from_bytes(scalar, "big"), _curve(curve.name))
    return PrivateKey(key_type, key, ec_public(curve, _point(curve.width, key.public_key().public_numbers())))


def _load_raw(key_type: str, octets: bytes) -> PrivateKey:
    if _CLASSES[key_type][2] == "seed":
        key = class_called(key_type, "PrivateKey").from_seed_bytes(LatticePrivateKey.from_der(octets).value)
    else:
        key = class_called(key_type, "PrivateKey").from_private_bytes(CurvePrivateKey.from_der(octets).octets)
    return PrivateKey(key_type, key, _raw_public(key_type, key))


def load_public(found: public_keys.PublicKey) -> Any:
    """Return cryptography's object for a public key; raises what `load_private` raises."""
    kind, _, curve = found.backend_type.partition(":")
    octets = found.info.subject_public_key.octets
    try:
        if kind == "rsa":
            own = RSAPublicKey.from_der(octets)
            return _rsa.RSAPublicNumbers(own.public_exponent, own.modulus).public_key()
        if kind == "ec":
            return ec.EllipticCurvePublicKey.from_encoded_point(_curve(curve), octets)
        return class_called(found.backend_type, "PublicKey").from_public_bytes(octets)
    except exceptions.UnsupportedAlgorithm:
        raise UnsupportedKey(f"cryptography knows no keys of the type {found.backend_type}") from None
    except refusals() as error:
        why = f"not a point of {curve} (SEC 1 3.2.2.1)" if kind == "ec" else f"broken: {one_line(error)}"
        raise KeyFormatError(f"the public key is {why}") from None


@functools.cache
def _curve(name: str) -> Any:
    return getattr(ec, CURVES[name])()


@functools.cache
def _algorithm(key_type: str) -> AlgorithmIdentifier:
    return AlgorithmIdentifier(algorithm=kind_of_type(key_type).algorithm)


def _point(width: int, numbers: Any) -> bytes:
    octets: bytes = b"\x04" + numbers.x.to_bytes(width, "big") + numbers.y.to_bytes(width, "big")
    return octets


def _raw_public(key_type: str, key: Any) -> bytes:
    octets = BitString(key.public_key().public_bytes_raw())
    return SubjectPublicKeyInfo(algorithm=_algorithm(key_type), subject_public_key=octets).to_der()
