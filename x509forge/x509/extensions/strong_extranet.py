"""strongExtranet (Thawte's Strong Extranet)."""

from __future__ import annotations

from ... import asn1, oid
from ..extension import ExtensionValue


@asn1.sequence
class SXNetID(asn1.Value):
    """Who the subject is in a zone.

    SXNetID ::= SEQUENCE {
        zone  INTEGER,
        user  OCTET STRING }  -- at most 64 octets
    """

    zone: int
    user: bytes


@asn1.sequence
class SXNet(ExtensionValue):
    """Who the subject is in zones that others keep.

    SXNet ::= SEQUENCE {
        version  INTEGER { v1(0) },
        ids      SEQUENCE OF SXNetID }
    """

    oid = oid.STRONG_EXTRANET

    version: int = 0
    ids: tuple[SXNetID, ...]
