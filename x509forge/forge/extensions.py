"""The list of extensions, and the frames around their values, wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..der import CONSTRUCTED, element
from .defect import DEFECTS, RULE, STRUCTURE, VALUE
from .element import BOOLEAN, NULL, OCTET_STRING, bit_string, object_identifier, octet_string, sequence

if TYPE_CHECKING:
    from ..oid import ObjectIdentifier
    from .draft import Draft

_PLACE = "tbsCertificate.extensions"
_TRUE, _FALSE = element(BOOLEAN, b"\xff"), element(BOOLEAN, b"\x00")
_NULL = element(NULL, b"")
_CONSTRUCTED_OCTETS = bytes((OCTET_STRING[0] | CONSTRUCTED,))
# Of an enterprise number that IANA keeps for documentation (RFC 5612 2).
_UNKNOWN = object_identifier("1.3.6.1.4.1.32473.1")


def _nested(depth: int) -> bytes:
    octets = b""
    for _ in range(depth):
        octets = sequence(octets)
    return octets


def _one_more(
    id: str, breaks: str, citation: str, says: str, octets: bytes, *, rules: str = "", refused_by: str = ""
) -> None:
    """Declare octets behind the last extension as a defect."""

    def make(draft: Draft) -> None:
        draft.extensions.add(octets)

    DEFECTS.defect(id, breaks, _PLACE, citation, says, rules=rules, refused_by=refused_by)(make)


_one_more(
    "extensions.unknown_critical",
    RULE,
    "RFC 5280 4.2",
    "An extension that nobody knows is critical.",
    sequence(_UNKNOWN, _TRUE, octet_string(_NULL)),
    rules="rfc5280.extensions.unknown_critical",
    refused_by="openssl-verify gnutls-verify",
)
_one_more(
    "extensions.critical_false_written",
    STRUCTURE,
    "X.690 11.5",
    "critical is FALSE, which is the DEFAULT, and is written.",
    sequence(_UNKNOWN, _FALSE, octet_string(_NULL)),
    refused_by="x509forge cryptography",
)
_one_more(
    "extensions.critical_01",
    STRUCTURE,
    "X.690 11.1",
    "critical is TRUE in the octet 01.",
    sequence(_UNKNOWN, element(BOOLEAN, b"\x01"), octet_string(_NULL)),
    refused_by="x509forge cryptography openssl-verify gnutls-verify",
)
_one_more(
    "extensions.critical_no_contents",
    STRUCTURE,
    "X.690 8.2.1",
    "critical is a BOOLEAN without contents.",
    sequence(_UNKNOWN, element(BOOLEAN, b""), octet_string(_NULL)),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_one_more(
    "extensions.critical_two_octets",
    STRUCTURE,
    "X.690 8.2.1",
    "critical is a BOOLEAN of two octets.",
    sequence(_UNKNOWN, element(BOOLEAN, b"\xff\xff"), octet_string(_NULL)),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_one_more(
    "extensions.critical_last",
    STRUCTURE,
    "RFC 5280 4.1",
    "critical stands behind the value.",
    sequence(_UNKNOWN, octet_string(_NULL), _TRUE),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_one_more(
    "extensions.no_value",
    STRUCTURE,
    "RFC 5280 4.1",
    "An extension has no value.",
    sequence(_UNKNOWN),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_one_more(
    "extensions.nothing",
    STRUCTURE,
    "RFC 5280 4.1",
    "An extension is an empty SEQUENCE.",
    sequence(),
    refused_by="x509forge openssl cryptography asn1crypto openssl-verify",
)
_one_more(
    "extensions.value_bit_string",
    STRUCTURE,
    "RFC 5280 4.1",
    "The value of an extension is in a BIT STRING.",
    sequence(_UNKNOWN, bit_string(_NULL)),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_one_more(
    "extensions.value_bare",
    STRUCTURE,
    "RFC 5280 4.1",
    "The value of an extension is in no OCTET STRING.",
    sequence(_UNKNOWN, _NULL),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_one_more(
    "extensions.value_constructed",
    STRUCTURE,
    "X.690 10.2",
    "The OCTET STRING of an extension is in two parts.",
    sequence(_UNKNOWN, element(_CONSTRUCTED_OCTETS, octet_string(_NULL[:1]) + octet_string(_NULL[1:]))),
    refused_by="x509forge cryptography asn1crypto gnutls gnutls-verify",
)
_one_more(
    "extensions.fourth_element",
    STRUCTURE,
    "X.690 8.9.2",
    "An element stands behind the value of an extension.",
    sequence(_UNKNOWN, octet_string(_NULL), _NULL),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_one_more(
    "extensions.no_contents",
    RULE,
    "RFC 5280 4.1",
    "The value of an extension is no octets at all.",
    sequence(_UNKNOWN, octet_string(b"")),
    rules="rfc5280.extensions.undecodable",
)
_one_more(
    "extensions.nested_deeply",
    RULE,
    "RFC 5280 4.2",
    "The value of an extension is 1,000 SEQUENCEs, each within another.",
    sequence(_UNKNOWN, octet_string(_nested(1000))),
    rules="webpki.extensions.other",
)


@DEFECTS.defect(
    "extensions.empty",
    RULE,
    _PLACE,
    "RFC 5280 4.1.2.9",
    "The list of extensions is empty.",
    rules="rfc5280.authority_key_identifier.missing rfc5280.extensions.empty rfc5280.subject_key_identifier.missing",
    refused_by="openssl-verify",
)
def _(draft: Draft) -> None:
    draft.extensions.contents = b""


@DEFECTS.defect(
    "extensions.duplicate",
    RULE,
    _PLACE,
    "RFC 5280 4.2",
    "The first extension is there twice.",
    rules="rfc5280.extensions.duplicate",
    refused_by="cryptography gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    if not draft.extensions.children:
        raise ValueError("the first of no extensions cannot be there twice")
    draft.extensions.add(draft.extensions.children[0].to_der())


@DEFECTS.defect(
    "extensions.implicit",
    STRUCTURE,
    _PLACE,
    "RFC 5280 4.1",
    "The tag of the list replaces that of its SEQUENCE.",
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.tagged_extensions.form = lambda identifier, contents: element(identifier, draft.extensions.contents)


@DEFECTS.defect(
    "extensions.two_lists",
    STRUCTURE,
    _PLACE,
    "RFC 5280 4.1",
    "A second list of extensions stands behind the first.",
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.insert_behind(draft.tagged_extensions, draft.tagged_extensions.to_der())


@DEFECTS.defect(
    "extensions.trailing_octets",
    STRUCTURE,
    _PLACE,
    "X.690 8.14",
    "An element stands behind the list, within its tag.",
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.tagged_extensions.add(_NULL)


def _trailing(id: str, number: ObjectIdentifier, name: str, *, rules: str = "", refused_by: str = "") -> None:
    """Declare an element behind the value within the OCTET STRING of an extension as a defect."""

    def make(draft: Draft) -> None:
        item = draft.extension(number)
        if item is not None:
            value = item.children[-1]
            value.contents += _NULL

    DEFECTS.defect(
        id,
        VALUE,
        f"{_PLACE}[{name}]",
        "RFC 5280 4.2",
        f"An element stands behind the value of {name}, within its OCTET STRING.",
        rules=rules,
        refused_by=refused_by,
    )(make)


_trailing(
    "extensions.value_trailing_san",
    oid.SUBJECT_ALTERNATIVE_NAME,
    "subjectAltName",
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography gnutls gnutls-verify",
)
_trailing(
    "extensions.value_trailing_key_usage",
    oid.KEY_USAGE,
    "keyUsage",
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography",
)
_trailing(
    "extensions.value_trailing_basic_constraints",
    oid.BASIC_CONSTRAINTS,
    "basicConstraints",
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography",
)
