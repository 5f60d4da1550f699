"""Versions that are wrong, and what does not go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..der import element
from .defect import DEFECTS, RULE, STRUCTURE
from .element import INTEGER, bit_string, integer, sequence, tagged

if TYPE_CHECKING:
    from .draft import Draft

_PLACE = "tbsCertificate.version"
_ISSUER_ID, _SUBJECT_ID = 1, 2  # the tags of the unique identifiers


def _version(
    id: str, breaks: str, citation: str, says: str, octets: bytes, *, rules: str = "", refused_by: str = ""
) -> None:
    """Declare these octets in the place of the version as a defect."""

    def make(draft: Draft) -> None:
        draft.version.become(octets)

    DEFECTS.defect(id, breaks, _PLACE, citation, says, rules=rules, refused_by=refused_by)(make)


def _number(number: int) -> bytes:
    return tagged(0, integer(number), constructed=True)


_version(
    "version.v1_with_extensions",
    RULE,
    "RFC 5280 4.1.2.1",
    "It is of version 1, and has extensions.",
    b"",
    rules="rfc5280.version.not_v3",
    refused_by="gnutls openssl-verify gnutls-verify",
)
_version(
    "version.v2_with_extensions",
    RULE,
    "RFC 5280 4.1.2.1",
    "It is of version 2, and has extensions.",
    _number(1),
    rules="rfc5280.version.not_v3",
    refused_by="cryptography gnutls openssl-verify gnutls-verify",
)
_version(
    "version.v4",
    RULE,
    "RFC 5280 4.1.2.1",
    "It is of version 4.",
    _number(3),
    rules="rfc5280.version.not_v3 rfc5280.version.unknown",
    refused_by="cryptography",
)
_version(
    "version.negative",
    RULE,
    "RFC 5280 4.1.2.1",
    "The version is negative.",
    _number(-1),
    rules="rfc5280.version.not_v3 rfc5280.version.unknown",
    refused_by="cryptography gnutls openssl-verify gnutls-verify",
)
_version(
    "version.v1_written",
    STRUCTURE,
    "X.690 11.5",
    "Version 1 is written, which is the DEFAULT.",
    _number(0),
    refused_by="x509forge cryptography gnutls openssl-verify gnutls-verify",
)
_version(
    "version.padded",
    STRUCTURE,
    "X.690 8.3.2",
    "The version is an INTEGER with a zero octet that is not needed.",
    tagged(0, element(INTEGER, b"\x00\x02"), constructed=True),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_version(
    "version.implicit",
    STRUCTURE,
    "RFC 5280 4.1",
    "The tag of the version replaces that of its INTEGER.",
    tagged(0, b"\x02"),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_version(
    "version.untagged",
    STRUCTURE,
    "RFC 5280 4.1",
    "The version is an INTEGER without its tag.",
    integer(2),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_version(
    "version.two_numbers",
    STRUCTURE,
    "X.690 8.14",
    "Two numbers stand within the tag of the version.",
    tagged(0, integer(2) + integer(2), constructed=True),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)


def _unique(
    id: str, breaks: str, path: str, citation: str, says: str, octets: bytes, *, rules: str = "", refused_by: str = ""
) -> None:
    """Declare these octets behind the public key as a defect."""

    def make(draft: Draft) -> None:
        tbs = draft.good.tbs_certificate
        if tbs.issuer_unique_id is not None or tbs.subject_unique_id is not None:
            raise ValueError("the good certificate is to have no unique identifier")
        key = draft.field("subjectPublicKeyInfo")
        draft.insert_behind(key, octets)

    DEFECTS.defect(id, breaks, path, citation, says, rules=rules, refused_by=refused_by)(make)


_IDENTIFIER = bit_string(b"\x12\x34")[2:]
_unique(
    "unique_identifiers.issuer",
    RULE,
    "tbsCertificate.issuerUniqueID",
    "RFC 5280 4.1.2.8",
    "There is an issuerUniqueID, which conforming CAs do not write.",
    tagged(_ISSUER_ID, _IDENTIFIER),
    rules="rfc5280.unique_identifier.present",
)
_unique(
    "unique_identifiers.subject",
    RULE,
    "tbsCertificate.subjectUniqueID",
    "RFC 5280 4.1.2.8",
    "There is a subjectUniqueID, which conforming CAs do not write.",
    tagged(_SUBJECT_ID, _IDENTIFIER),
    rules="rfc5280.unique_identifier.present",
)
_unique(
    "unique_identifiers.wrong_order",
    STRUCTURE,
    "tbsCertificate.issuerUniqueID",
    "RFC 5280 4.1",
    "The subjectUniqueID stands before the issuerUniqueID.",
    tagged(_SUBJECT_ID, _IDENTIFIER) + tagged(_ISSUER_ID, _IDENTIFIER),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_unique(
    "unique_identifiers.unknown_field",
    STRUCTURE,
    "tbsCertificate[4]",
    "RFC 5280 4.1",
    "A field with the tag [4] stands before the extensions.",
    tagged(4, sequence(), constructed=True),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
