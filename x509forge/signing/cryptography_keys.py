"""cryptography's keys, made of their numbers and taken apart into them.

What it reads and writes files by loads all that it knows of SSH: 10 ms, where the keys themselves take as many.
"""

from __future__ import annotations

from x509forge.asn1 import BitString
from x509forge.later import Later
from x509forge.pkcs.pkcs1 import RSAPrivateKey, RSAPublicKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.pkcs.sec1 import ECPrivateKey
from x509forge.signing.curves import curve_called
from x509forge.signing.kinds import ec
from x509forge.signing.kinds.rsa import RSA_ALGORITHM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from x509forge.x509.public_key import SubjectPublicKeyInfo

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
# Its module and its class for the private keys of a type that has no parameter.
CLASSES = {
    "ed25519": ("ed25519", "Ed25519PrivateKey"),
    "ed448": ("ed448", "Ed448PrivateKey"),
    "x25519": ("x25519", "X25519PrivateKey"),
    "x448": ("x448", "X448PrivateKey"),
    "ml-dsa-44": ("mldsa", "MLDSA44PrivateKey"),
    "ml-dsa-65": ("mldsa", "MLDSA65PrivateKey"),
    "ml-dsa-87": ("mldsa", "MLDSA87PrivateKey"),
    "ml-kem-768": ("mlkem", "MLKEM768PrivateKey"),
    "ml-kem-1024": ("mlkem", "MLKEM1024PrivateKey"),
}

_ec = Later("cryptography.hazmat.primitives.asymmetric.ec")
_rsa = Later("cryptography.hazmat.primitives.asymmetric.rsa")
_serialization = Later("cryptography.hazmat.primitives.serialization")


class EC:
    """EC keys."""

    @staticmethod
    def generate(key_type: str) -> tuple[PrivateKeyInfo, Any]:
        curve = curve_called(key_type.partition(":")[2])
        key = _ec.generate_private_key(_curve(key_type))
        scalar = key.private_numbers().private_value.to_bytes(curve.width, "big")
        point = BitString(EC.public_octets(key_type, key))
        return ec.private_key_info(ECPrivateKey(private_key=scalar, public_key=point), curve.identifier), key

    @staticmethod
    def load(key_type: str, info: PrivateKeyInfo) -> Any:
        scalar = int.from_bytes(ECPrivateKey.from_der(info.private_key).private_key, "big")
        return _ec.derive_private_key(scalar, _curve(key_type))

    @staticmethod
    def public_octets(key_type: str, key: Any) -> bytes:
        """Return the point, uncompressed (SEC 1 version 2.0 2.3.3)."""
        width = curve_called(key_type.partition(":")[2]).width
        numbers = key.public_key().public_numbers()
        return b"\4" + b"".join(number.to_bytes(width, "big") for number in (numbers.x, numbers.y))

    @staticmethod
    def load_public(key_type: str, info: SubjectPublicKeyInfo) -> Any:
        return _ec.EllipticCurvePublicKey.from_encoded_point(_curve(key_type), info.subject_public_key.octets)


def _curve(key_type: str) -> Any:
    return getattr(_ec, CURVES[key_type.partition(":")[2]])()


class RSA:
    """RSA keys."""

    @staticmethod
    def generate(key_type: str) -> tuple[PrivateKeyInfo, Any]:
        key = _rsa.generate_private_key(65537, int(key_type.partition(":")[2]))
        numbers = key.private_numbers()
        parts = RSAPrivateKey(
            modulus=numbers.public_numbers.n,
            public_exponent=numbers.public_numbers.e,
            private_exponent=numbers.d,
            prime1=numbers.p,
            prime2=numbers.q,
            exponent1=numbers.dmp1,
            exponent2=numbers.dmq1,
            coefficient=numbers.iqmp,
        )
        return PrivateKeyInfo(private_key_algorithm=RSA_ALGORITHM, private_key=parts.to_der()), key

    @staticmethod
    def load(key_type: str, info: PrivateKeyInfo) -> Any:
        key = RSAPrivateKey.from_der(info.private_key)
        numbers = _rsa.RSAPrivateNumbers(
            p=key.prime1,
            q=key.prime2,
            d=key.private_exponent,
            dmp1=key.exponent1,
            dmq1=key.exponent2,
            iqmp=key.coefficient,
            public_numbers=_rsa.RSAPublicNumbers(key.public_exponent, key.modulus),
        )
        return numbers.private_key()

    @staticmethod
    def public_octets(key_type: str, key: Any) -> bytes:
        numbers = key.public_key().public_numbers()
        return RSAPublicKey(modulus=numbers.n, public_exponent=numbers.e).to_der()

    @staticmethod
    def load_public(key_type: str, info: SubjectPublicKeyInfo) -> Any:
        key = RSAPublicKey.from_der(info.subject_public_key.octets)
        return _rsa.RSAPublicNumbers(key.public_exponent, key.modulus).public_key()


class Other:
    """Keys of types that have no parameter, as their files have them."""

    @staticmethod
    def generate(key_type: str) -> tuple[PrivateKeyInfo, Any]:
        forms = _serialization
        key = key_class(key_type).generate()
        made = key.private_bytes(forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption())
        return PrivateKeyInfo.from_der(made), key

    @staticmethod
    def load(key_type: str, info: PrivateKeyInfo) -> Any:
        return _serialization.load_der_private_key(info.to_der(), None)

    @staticmethod
    def public_octets(key_type: str, key: Any) -> bytes:
        return bytes(key.public_key().public_bytes_raw())

    @staticmethod
    def load_public(key_type: str, info: SubjectPublicKeyInfo) -> Any:
        return _serialization.load_der_public_key(info.to_der())


def key_class(key_type: str) -> Any:
    """Return the class for the private keys of a type in `CLASSES`, None in a release from before this kind of key."""
    from importlib import import_module

    module, name = CLASSES[key_type]
    try:
        return getattr(import_module(f"cryptography.hazmat.primitives.asymmetric.{module}"), name)
    except (ImportError, AttributeError):
        return None


def keys_of(key_type: str) -> type[EC] | type[RSA] | type[Other]:
    """Return what keys of a type are made by."""
    kind = key_type.partition(":")[0]
    return EC if kind == "ec" else RSA if kind == "rsa" else Other
