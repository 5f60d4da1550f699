"""Keys of the curves that have algorithms of their own: Ed25519, Ed448, X25519, X448 (RFC 8410)."""

from __future__ import annotations

from ... import oid
from ...errors import KeyFormatError
from ...pkcs.curve_key import CurvePrivateKey
from .kind import KeyKind, decoded, in_pkcs8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...oid import ObjectIdentifier
    from ...pkcs.pkcs8 import PrivateKeyInfo
    from ...x509.public_key import SubjectPublicKeyInfo


class CurveKeyKind(KeyKind):
    """The keys of one curve: as many octets private as public."""

    def __init__(self, name: str, algorithm: ObjectIdentifier, length: int, *, signs: bool) -> None:
        self.name = name
        self.algorithm = algorithm
        self.length = length
        self.schemes = (name,) if signs else ()

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
        return info


CURVE_KEYS = (
    CurveKeyKind("ed25519", oid.ED25519, 32, signs=True),
    CurveKeyKind("ed448", oid.ED448, 57, signs=True),
    CurveKeyKind("x25519", oid.X25519, 32, signs=False),
    CurveKeyKind("x448", oid.X448, 56, signs=False),
)
