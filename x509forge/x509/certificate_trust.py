"""What OpenSSL appends to a certificate: what it is trusted for, and what it is called (`X509_CERT_AUX`)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import Implicit, UTF8String
from ..oid import ObjectIdentifier
from .algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class CertificateTrust(asn1.Value):
    """The settings behind the certificate in a `TRUSTED CERTIFICATE` block; no standard has them.

    X509_CERT_AUX ::= SEQUENCE {
        trust   SEQUENCE OF OBJECT IDENTIFIER OPTIONAL,
        reject  [0] IMPLICIT SEQUENCE OF OBJECT IDENTIFIER OPTIONAL,
        alias   UTF8String OPTIONAL,
        keyid   OCTET STRING OPTIONAL,
        other   [1] IMPLICIT SEQUENCE OF AlgorithmIdentifier OPTIONAL }  -- OpenSSL, crypto/x509/x_x509a.c
    """

    trust: tuple[ObjectIdentifier, ...] | None = None
    reject: Annotated[tuple[ObjectIdentifier, ...], Implicit(0)] | None = None
    alias: UTF8String | None = None
    keyid: bytes | None = None
    other: Annotated[tuple[AlgorithmIdentifier, ...], Implicit(1)] | None = None
