"""Public keys as backends take them: of a kind that is known, and on a curve that is named."""

from __future__ import annotations

import functools

from x509forge import oid
from x509forge.asn1 import Null
from x509forge.errors import DecodeError, KeyFormatError, UnsupportedKey
from x509forge.signing.algorithms import named
from x509forge.signing.curves import curve, named_curve
from x509forge.x509.algorithm import AlgorithmIdentifier, ECParameters
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.oid import ObjectIdentifier

RSA_ALGORITHM = AlgorithmIdentifier(algorithm=oid.RSA_ENCRYPTION, parameters=Null())


def ec_algorithm(curve_identifier: ObjectIdentifier) -> AlgorithmIdentifier:
    """Return the algorithm of EC keys on a curve (RFC 5480 2.1.1)."""
    return AlgorithmIdentifier(algorithm=oid.EC_PUBLIC_KEY, parameters=ECParameters(named_curve=curve_identifier))


def key_type(public_key: SubjectPublicKeyInfo) -> str:
    """Return the type of a public key as backends say it: `rsa:2048` (bits of the modulus), `ec:P-256`.

    Raises UnsupportedKey, which names the kind, and KeyFormatError.
    """
    return normal_form(public_key.to_der())[0]


@functools.lru_cache(maxsize=64)
def normal_form(subject_public_key_info: bytes) -> tuple[str, bytes]:
    """Return a key's type, and its DER with its curve named; raises what `key_type` raises.

    Whether an EC key's point is on its curve is for the backend to say.
    """
    try:
        info = SubjectPublicKeyInfo.from_der(subject_public_key_info)
    except DecodeError as error:
        raise KeyFormatError(f"not the DER of a public key: {error}") from None
    algorithm = info.algorithm
    if algorithm.algorithm == oid.RSA_ENCRYPTION:
        return f"rsa:{_modulus_bits(info)}", info.replace(algorithm=RSA_ALGORITHM).to_der()
    if algorithm.algorithm == oid.EC_PUBLIC_KEY:
        if not isinstance(algorithm.parameters, ECParameters):
            raise KeyFormatError("the EC public key does not say its curve (RFC 5480 2.1.1)")
        identifier = named_curve(algorithm.parameters)
        return f"ec:{curve(identifier).name}", info.replace(algorithm=ec_algorithm(identifier)).to_der()
    raise UnsupportedKey(f"keys of the algorithm {named(algorithm.algorithm)} are not supported")


def _modulus_bits(info: SubjectPublicKeyInfo) -> int:
    from x509forge.pkcs.pkcs1 import RSAPublicKey

    try:
        key = RSAPublicKey.from_der(info.subject_public_key.octets)
    except DecodeError as error:
        raise KeyFormatError(f"not the DER of an RSA public key: {error}") from None
    if key.modulus <= 0:
        raise KeyFormatError("the modulus of the RSA key is not a positive number (RFC 8017 3.1)")
    return key.modulus.bit_length()


def compressed(subject_public_key_info: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
    """Return an EC public key with its point in the compressed form (SEC 1 version 2.0 2.3.3)."""
    from x509forge.asn1 import BitString

    point = subject_public_key_info.subject_public_key.octets
    width = len(point) // 2
    octets = bytes([2 + point[-1] % 2]) + point[1 : 1 + width]
    return subject_public_key_info.replace(subject_public_key=BitString(octets))
