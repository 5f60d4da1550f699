"""Keys of the curves that have algorithms of their own: Ed25519, Ed448, X25519, X448 (RFC 8410)."""

from __future__ import annotations

from ... import oid
from ...errors import KeyFormatError
from ...pkcs.curve_key import CurvePrivateKey
from ..edwards import ED448, ED25519
from .kind import KeyKind, decoded, in_pkcs8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...oid import ObjectIdentifier
    from ...pkcs.pkcs8 import PrivateKeyInfo
    from ...x509.public_key import SubjectPublicKeyInfo
    from ..edwards import EdwardsCurve


class CurveKeyKind(KeyKind):
    """The keys of one curve: as many octets private as public. With an Edwards curve they sign."""

    def __init__(self, name: str, algorithm: ObjectIdentifier, length: int, curve: EdwardsCurve | None = None) -> None:
        self.name = name
        self.algorithm = algorithm
        self.length = length
        self.curve = curve
        self.schemes = () if curve is None else (name,)

    def private_form(self, info: PrivateKeyInfo) -> PrivateKeyInfo:
        if info.private_key_algorithm.parameters is not None:
            raise KeyFormatError(f"the {self.name} private key has parameters (RFC 8410 3)")
        octets = decoded(CurvePrivateKey, info.private_key, f"an {self.name} private key").octets
        if len(octets) != self.length:
            raise KeyFormatError(f"an {self.name} private key of {len(octets)} octets, not {self.length} (RFC 8410 7)")
        return in_pkcs8(info, info.private_key_algorithm)

    def public_form(self, info: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        octets = info.subject_public_key.octets
        if info.algorithm.parameters is not None:
            raise KeyFormatError(f"the {self.name} public key has parameters (RFC 8410 3)")
        if info.subject_public_key.unused_bits:
            raise KeyFormatError(f"the {self.name} public key has unused bits (RFC 8410 4)")
        if len(octets) != self.length:
            raise KeyFormatError(f"an {self.name} public key of {len(octets)} octets, not {self.length} (RFC 8410 4)")
        if self.curve is not None and not self.curve.has_point(octets):
            raise KeyFormatError(f"the public key is not a point of {self.name} (RFC 8032 5.1.3, 5.2.3)")
        # We deviate from RFC 8032, and from OpenSSL for Ed25519, because RSA with an exponent of 1 is refused too.
        if self.curve is not None and self.curve.is_small(octets):
            raise KeyFormatError("the public key is a point of small order: with it, anybody signs anything")
        return info


CURVE_KEYS = (
    CurveKeyKind("ed25519", oid.ED25519, ED25519.length, ED25519),
    CurveKeyKind("ed448", oid.ED448, ED448.length, ED448),
    CurveKeyKind("x25519", oid.X25519, 32),
    CurveKeyKind("x448", oid.X448, 56),
)
