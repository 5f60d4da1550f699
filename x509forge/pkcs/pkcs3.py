"""PKCS #3: Diffie-Hellman key agreement (PKCS #3 version 1.4 9)."""

from __future__ import annotations

from .. import asn1


@asn1.sequence
class DHParameter(asn1.PEMValue):
    """The group of a Diffie-Hellman key (PKCS #3 version 1.4 9).

    DHParameter ::= SEQUENCE {
        prime               INTEGER,    -- p
        base                INTEGER,    -- g
        privateValueLength  INTEGER OPTIONAL }    -- bits
    """

    pem_label = "DH PARAMETERS"

    prime: int
    base: int
    private_value_length: int | None = None
