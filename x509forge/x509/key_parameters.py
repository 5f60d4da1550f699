"""Parameters of DSA and Diffie-Hellman keys (RFC 3279 2.3.2, 2.3.3)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString


@asn1.sequence
class DssParms(asn1.PEMValue):
    """The group of a DSA key (RFC 3279 2.3.2).

    Dss-Parms ::= SEQUENCE {
        p  INTEGER,
        q  INTEGER,
        g  INTEGER }
    """

    pem_label = "DSA PARAMETERS"

    p: int
    q: int
    g: int


@asn1.sequence
class ValidationParms(asn1.Value):
    """What the primes were drawn from (RFC 3279 2.3.3).

    ValidationParms ::= SEQUENCE {
        seed         BIT STRING,
        pgenCounter  INTEGER }
    """

    seed: BitString
    pgen_counter: int


@asn1.sequence
class DomainParameters(asn1.PEMValue):
    """The group of a Diffie-Hellman key of ANSI X9.42 (RFC 3279 2.3.3).

    DomainParameters ::= SEQUENCE {
        p                INTEGER,    -- odd prime, p=jq +1
        g                INTEGER,    -- generator
        q                INTEGER,    -- factor of p-1
        j                INTEGER OPTIONAL,    -- subgroup factor
        validationParms  ValidationParms OPTIONAL }
    """

    pem_label = "X9.42 DH PARAMETERS"

    p: int
    g: int
    q: int
    j: int | None = None
    validation_parms: ValidationParms | None = None
