"""What an ECDSA signature holds (RFC 3279 2.2.3, RFC 5480 appendix A)."""

from __future__ import annotations

from .. import asn1


@asn1.sequence
class ECDSASigValue(asn1.Value):
    """The two numbers of an ECDSA signature; its DER stands in the BIT STRING of what is signed.

    ECDSA-Sig-Value ::= SEQUENCE {
        r  INTEGER,
        s  INTEGER }
    """

    r: int
    s: int
