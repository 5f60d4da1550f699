"""subjectKeyIdentifier and authorityKeyIdentifier (RFC 5280 4.2.1.1, 4.2.1.2)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Implicit
from ..extension import ExtensionValue
from ..general_name import GeneralName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.typedef
class SubjectKeyIdentifier(ExtensionValue):
    """Which key the certificate holds (RFC 5280 4.2.1.2).

    SubjectKeyIdentifier ::= OCTET STRING
    """

    oid = oid.SUBJECT_KEY_IDENTIFIER

    key_identifier: bytes


@asn1.sequence
class AuthorityKeyIdentifier(ExtensionValue):
    """Which key signed the certificate (RFC 5280 4.2.1.1).

    AuthorityKeyIdentifier ::= SEQUENCE {
        keyIdentifier              [0] OCTET STRING OPTIONAL,
        authorityCertIssuer        [1] GeneralNames OPTIONAL,
        authorityCertSerialNumber  [2] INTEGER OPTIONAL }
    """

    oid = oid.AUTHORITY_KEY_IDENTIFIER

    key_identifier: Annotated[bytes, Implicit(0)] | None = None
    authority_cert_issuer: Annotated[tuple[GeneralName, ...], Implicit(1)] | None = None
    authority_cert_serial_number: Annotated[int, Implicit(2)] | None = None
