"""Keys on elliptic curves that are known by name (RFC 5480, RFC 5915)."""

from __future__ import annotations

import functools

from ... import oid
from ...asn1 import BitString
from ...errors import KeyFormatError
from ...pkcs.pkcs8 import PrivateKeyInfo
from ...pkcs.sec1 import ECPrivateKey
from ...x509.algorithm import AlgorithmIdentifier, ECParameters
from .. import algorithms
from ..curves import curve, curve_called, named_curve
from .kind import KeyKind, decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...oid import ObjectIdentifier
    from ...x509.curves import Curve
    from ...x509.public_key import SubjectPublicKeyInfo


class ECKind(KeyKind):
    """EC keys, which sign by ECDSA."""

    name = "ec"
    algorithm = oid.EC_PUBLIC_KEY
    schemes = (algorithms.ECDSA,)

    def private_form(self, info: PrivateKeyInfo) -> PrivateKeyInfo:
        key = decoded(ECPrivateKey, info.private_key, "an EC private key")
        chosen = info.private_key_algorithm.parameters or key.parameters
        if not isinstance(chosen, ECParameters):
            raise KeyFormatError("the EC private key does not say its curve (RFC 5915 3)")
        identifier = named_curve(chosen)
        if key.parameters is not None and named_curve(key.parameters) != identifier:
            raise KeyFormatError("the EC private key names another curve inside than outside")
        return private_key_info(key, identifier, info.public_key)

    def public_form(self, info: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        if not isinstance(info.algorithm.parameters, ECParameters):
            raise KeyFormatError("the EC public key does not say its curve (RFC 5480 2.1.1)")
        known = curve(named_curve(info.algorithm.parameters))
        if info.subject_public_key.unused_bits or not known.has_point(info.subject_public_key.octets):
            raise KeyFormatError(f"the public key is not a point of {known.name} (SEC 1 version 2.0 3.2.2.1)")
        usual = algorithm_of(known.identifier)
        return info if info.algorithm == usual else info.replace(algorithm=usual)

    def private_key_type(self, info: PrivateKeyInfo) -> str:
        return f"ec:{_curve_of(info.private_key_algorithm).name}"

    def key_type(self, info: SubjectPublicKeyInfo) -> str:
        return f"ec:{_curve_of(info.algorithm).name}"

    def own_public_key(self, info: PrivateKeyInfo, computed: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        # The point is what an EC private key ends with, where it has one.
        if info.private_key.endswith(computed.subject_public_key.octets):
            return computed
        # OpenSSL keeps a point compressed where the key's file has it so.
        stated: BitString | None = ECPrivateKey.from_der(info.private_key).public_key
        if stated is not None and stated.octets[:1] in (b"\x02", b"\x03"):
            return computed.replace(subject_public_key=BitString(compressed(computed.subject_public_key.octets)))
        return computed

    def matched(self, info: SubjectPublicKeyInfo) -> bytes:
        point = info.subject_public_key.octets
        if point[:1] == b"\x04":
            point = compressed(point)
        return _curve_of(info.algorithm).identifier.der + point

    def default_hash(self, key_type: str) -> str:
        bits = curve_called(key_type.partition(":")[2]).order.bit_length()
        return "sha512" if bits > 384 else "sha384" if bits > 256 else "sha256"

    def traditional(self, info: PrivateKeyInfo, public_key: SubjectPublicKeyInfo) -> tuple[str, bytes]:
        # Alone, the key has to say its curve; OpenSSL adds the public key here even where PKCS #8 lacked it.
        key = ECPrivateKey.from_der(info.private_key).replace(
            parameters=info.private_key_algorithm.parameters, public_key=public_key.subject_public_key
        )
        return ECPrivateKey.pem_label, key.to_der()


def private_key_info(
    key: ECPrivateKey, identifier: ObjectIdentifier, public_key: BitString | None = None
) -> PrivateKeyInfo:
    """Return an EC key with the curve outside alone, the scalar at its full width, its public key if it had one."""
    if key.version != 1:
        raise KeyFormatError("the version of the EC private key is not 1 (RFC 5915 3)")
    if key.public_key is not None and public_key is not None and key.public_key != public_key:
        raise KeyFormatError("the EC private key holds two public keys that differ")
    public_key = key.public_key or public_key
    if public_key is not None and public_key.unused_bits:
        raise KeyFormatError("the public key in the EC private key has unused bits (SEC 1 version 2.0 C.4)")
    plain = ECPrivateKey(private_key=_scalar(key.private_key, curve(identifier)), public_key=public_key)
    return PrivateKeyInfo(private_key_algorithm=algorithm_of(identifier), private_key=plain.to_der())


@functools.cache
def algorithm_of(identifier: ObjectIdentifier) -> AlgorithmIdentifier:
    """Return the algorithm of the keys on a curve, which is named (RFC 5480 2.1.1)."""
    return AlgorithmIdentifier(algorithm=oid.EC_PUBLIC_KEY, parameters=ECParameters(named_curve=identifier))


def _curve_of(algorithm: AlgorithmIdentifier) -> Curve:
    assert isinstance(algorithm.parameters, ECParameters)
    return curve(named_curve(algorithm.parameters))


def _scalar(octets: bytes, known: Curve) -> bytes:
    value = int.from_bytes(octets, "big")
    if not 0 < value < known.order:
        raise KeyFormatError(f"the EC private key is not a number from 1 up to the order of {known.name} (RFC 5915 3)")
    return value.to_bytes(known.width, "big")


def compressed(point: bytes) -> bytes:
    """Return a point that is not compressed in the form that is (SEC 1 version 2.0 2.3.3)."""
    return bytes([2 + point[-1] % 2]) + point[1 : 1 + len(point) // 2]


EC = ECKind()
