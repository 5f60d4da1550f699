"""Private keys of the curves of RFC 7748 and RFC 8032, as they stand within PKCS #8 (RFC 8410 7)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import Secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.typedef
class CurvePrivateKey(asn1.Value):
    """A private key for Ed25519, Ed448, X25519 or X448.

    CurvePrivateKey ::= OCTET STRING
    """

    octets: Annotated[bytes, Secret()]
