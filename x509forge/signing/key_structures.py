"""Keys in DER, put together of the numbers that libraries give, in the form that `key_files.normal_form` has."""

from __future__ import annotations

from x509forge.asn1 import BitString
from x509forge.pkcs.pkcs1 import RSAPublicKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.pkcs.sec1 import ECPrivateKey
from x509forge.signing.kinds import RSA_ALGORITHM, ec
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.pkcs.pkcs1 import RSAPrivateKey
    from x509forge.x509.curves import Curve


def rsa_private(key: RSAPrivateKey) -> bytes:
    """Return the DER of the PrivateKeyInfo of an RSA key."""
    return PrivateKeyInfo(private_key_algorithm=RSA_ALGORITHM, private_key=key.to_der()).to_der()


def rsa_public(modulus: int, exponent: int) -> bytes:
    """Return the DER of the SubjectPublicKeyInfo of an RSA key."""
    key = BitString(RSAPublicKey(modulus=modulus, public_exponent=exponent).to_der())
    return SubjectPublicKeyInfo(algorithm=RSA_ALGORITHM, subject_public_key=key).to_der()


def ec_private(curve: Curve, scalar: bytes, point: bytes) -> bytes:
    """Return the DER of the PrivateKeyInfo of an EC key; its public key is in it, as OpenSSL has it."""
    key = ECPrivateKey(private_key=scalar, public_key=BitString(point))
    return PrivateKeyInfo(private_key_algorithm=ec.algorithm_of(curve.identifier), private_key=key.to_der()).to_der()


def ec_public(curve: Curve, point: bytes) -> bytes:
    """Return the DER of the SubjectPublicKeyInfo of an EC key."""
    algorithm = ec.algorithm_of(curve.identifier)
    return SubjectPublicKeyInfo(algorithm=algorithm, subject_public_key=BitString(point)).to_der()
