"""Names of issuer and subject that are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..der import element
from ..x509.name import Name
from .defect import DEFECTS, RULE, STRUCTURE, VALUE
from .element import (
    BMP_STRING,
    IA5_STRING,
    NUMERIC_STRING,
    PRINTABLE_STRING,
    SEQUENCE,
    SET,
    TELETEX_STRING,
    UNIVERSAL_STRING,
    UTF8_STRING,
    Element,
    integer,
    sequence,
)

if TYPE_CHECKING:
    from ..oid import ObjectIdentifier
    from .draft import Draft

_ISSUER, _SUBJECT = "tbsCertificate.issuer", "tbsCertificate.subject"


def _attribute(type: ObjectIdentifier, *values: bytes) -> bytes:
    return sequence(type.der, *values)


def _level(*attributes: bytes) -> bytes:
    return element(SET, b"".join(attributes))


def _value(
    id: str,
    breaks: str,
    citation: str,
    says: str,
    type: ObjectIdentifier,
    value: bytes,
    *,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare an attribute of the subject with this value as a defect; it takes the place of the one of its type."""

    def make(draft: Draft) -> None:
        levels = draft.field("subject")
        for level in levels.children:
            for attribute in level.children:
                if attribute.children[0].to_der() == type.der:
                    attribute.children[1].become(value)
                    return
        levels.add(_level(_attribute(type, value)))

    DEFECTS.defect(id, breaks, _SUBJECT, citation, says, rules=rules, refused_by=refused_by)(make)


def _utf8(text: str) -> bytes:
    return element(UTF8_STRING, text.encode("utf-8"))


_CN, _O, _C = oid.COMMON_NAME, oid.ORGANIZATION_NAME, oid.COUNTRY_NAME
_value(
    "names.common_name_65",
    RULE,
    "RFC 5280 A.1",
    "A commonName has 65 characters.",
    _CN,
    _utf8(65 * "a"),
    rules="rfc5280.name.length rfc9525.common_name.not_in_alternative_names",
)
_value(
    "names.organization_65",
    RULE,
    "RFC 5280 A.1",
    "An organizationName has 65 characters.",
    _O,
    _utf8(65 * "a"),
    rules="rfc5280.name.length",
)
_value(
    "names.empty_value",
    RULE,
    "RFC 5280 A.1",
    "An organizationName is empty.",
    _O,
    _utf8(""),
    rules="rfc5280.name.length",
    refused_by="gnutls-verify",
)
_value(
    "names.country_3",
    RULE,
    "RFC 5280 A.1",
    "A countryName has three letters.",
    _C,
    element(PRINTABLE_STRING, b"USA"),
    rules="rfc5280.name.length",
)
_value(
    "names.country_utf8",
    RULE,
    "RFC 5280 A.1",
    "A countryName is a UTF8String.",
    _C,
    _utf8("US"),
    rules="rfc5280.name.wrong_string_type",
)
_value(
    "names.serial_number_utf8",
    RULE,
    "RFC 5280 A.1",
    "A serialNumber is a UTF8String.",
    oid.SERIAL_NUMBER,
    _utf8("1234"),
    rules="rfc5280.name.wrong_string_type",
)
_value(
    "names.email_utf8",
    RULE,
    "RFC 5280 A.1",
    "An emailAddress is a UTF8String.",
    oid.EMAIL_ADDRESS,
    _utf8("a@b.example"),
    rules="rfc5280.name.wrong_string_type rfc5280.subject.email_address_not_in_alternative_names",
)
_value(
    "names.email_not_in_alternative_names",
    RULE,
    "RFC 5280 4.1.2.6",
    "An emailAddress is not among the alternative names.",
    oid.EMAIL_ADDRESS,
    element(IA5_STRING, b"a@b.example"),
    rules="rfc5280.subject.email_address_not_in_alternative_names",
)
_value(
    "names.domain_component_utf8",
    RULE,
    "RFC 5280 A.1",
    "A domainComponent is a UTF8String.",
    oid.DOMAIN_COMPONENT,
    _utf8("example"),
    rules="rfc5280.name.wrong_string_type",
)
_value(
    "names.teletex",
    RULE,
    "RFC 5280 4.1.2.4",
    "An organizationName is a TeletexString.",
    _O,
    element(TELETEX_STRING, b"ALI"),
    rules="rfc5280.name.string_type",
)
_value(
    "names.bmp",
    RULE,
    "RFC 5280 4.1.2.4",
    "An organizationName is a BMPString.",
    _O,
    element(BMP_STRING, "ALI".encode("utf-16-be")),
    rules="rfc5280.name.string_type",
)
_value(
    "names.universal",
    RULE,
    "RFC 5280 4.1.2.4",
    "An organizationName is a UniversalString.",
    _O,
    element(UNIVERSAL_STRING, "ALI".encode("utf-32-be")),
    rules="rfc5280.name.string_type",
)
_value(
    "names.nul",
    RULE,
    "RFC 5280 A.1",
    "There is a NUL in a commonName.",
    _CN,
    _utf8("a.example\0.evil.example"),
    rules="rfc9525.common_name.not_in_alternative_names rfc4518.name.control_character",
)
_value(
    "names.control_characters",
    RULE,
    "RFC 5280 A.1",
    "There is an ESC and a line feed in an organizationName.",
    _O,
    _utf8("a\x1b[2J\nb"),
    rules="rfc4518.name.control_character",
)
_value(
    "names.bidirectional",
    RULE,
    "RFC 5280 A.1",
    "There is a U+202E in an organizationName, which turns the text round.",
    _O,
    _utf8("a\u202eb"),
    rules="rfc4518.name.control_character",
)
_value(
    "names.printable_at",
    VALUE,
    "X.680 41.4",
    "There is an @ in a PrintableString.",
    _O,
    element(PRINTABLE_STRING, b"a@b"),
    rules="rfc5280.name.undecodable",
    refused_by="cryptography",
)
_value(
    "names.printable_underscore",
    VALUE,
    "X.680 41.4",
    "There is an underscore in a PrintableString.",
    _O,
    element(PRINTABLE_STRING, b"a_b"),
    rules="rfc5280.name.undecodable",
    refused_by="cryptography",
)
_value(
    "names.numeric_letters",
    VALUE,
    "X.680 41.2",
    "There are letters in a NumericString.",
    _O,
    element(NUMERIC_STRING, b"12ab"),
    rules="rfc5280.name.undecodable",
    refused_by="asn1crypto",
)
_value(
    "names.ia5_high",
    VALUE,
    "X.680 41.1",
    "An emailAddress has an octet E9.",
    oid.EMAIL_ADDRESS,
    element(IA5_STRING, b"\xe9@b"),
    rules="rfc5280.name.undecodable",
    refused_by="cryptography",
)
_value(
    "names.utf8_latin1",
    VALUE,
    "RFC 3629 3",
    "A UTF8String is in Latin-1.",
    _O,
    element(UTF8_STRING, b"Z\xfcrich"),
    rules="rfc5280.name.undecodable",
    refused_by="openssl cryptography asn1crypto openssl-verify",
)
_value(
    "names.utf8_overlong",
    VALUE,
    "RFC 3629 3",
    "A UTF8String has a character in too many octets.",
    _O,
    element(UTF8_STRING, b"a\xc0\xaf"),
    rules="rfc5280.name.undecodable",
    refused_by="openssl cryptography asn1crypto openssl-verify",
)
_value(
    "names.utf8_surrogate",
    VALUE,
    "RFC 3629 3",
    "A UTF8String has a surrogate.",
    _O,
    element(UTF8_STRING, b"a\xed\xa0\x80"),
    rules="rfc5280.name.undecodable",
    refused_by="openssl cryptography asn1crypto openssl-verify",
)
_value(
    "names.bmp_odd",
    VALUE,
    "X.690 8.23",
    "A BMPString has three octets.",
    _O,
    element(BMP_STRING, b"\x00A\x00"),
    rules="rfc5280.name.undecodable",
    refused_by="openssl cryptography asn1crypto openssl-verify",
)
_value(
    "names.bmp_surrogate",
    VALUE,
    "X.690 8.23",
    "A BMPString has a surrogate.",
    _O,
    element(BMP_STRING, b"\xd8\x00"),
    rules="rfc5280.name.undecodable",
    refused_by="openssl cryptography asn1crypto openssl-verify",
)
_value(
    "names.universal_3",
    VALUE,
    "X.690 8.23",
    "A UniversalString has three octets.",
    _O,
    element(UNIVERSAL_STRING, b"\x00\x00A"),
    rules="rfc5280.name.undecodable",
    refused_by="openssl cryptography asn1crypto openssl-verify",
)
_value(
    "names.integer",
    RULE,
    "RFC 5280 A.1",
    "An organizationName is an INTEGER.",
    _O,
    integer(5),
    rules="rfc5280.name.wrong_string_type",
    refused_by="openssl cryptography asn1crypto openssl-verify",
)


def _levels(
    id: str,
    breaks: str,
    citation: str,
    says: str,
    octets: bytes,
    *,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare a level at the end of the subject as a defect."""

    def make(draft: Draft) -> None:
        draft.field("subject").add(octets)

    DEFECTS.defect(id, breaks, _SUBJECT, citation, says, rules=rules, refused_by=refused_by)(make)


_UNIT = _attribute(oid.ORGANIZATIONAL_UNIT_NAME, _utf8("a"))
_OTHER_UNIT = _attribute(oid.ORGANIZATIONAL_UNIT_NAME, _utf8("b"))
_levels(
    "names.empty_level",
    RULE,
    "RFC 5280 4.1.2.4",
    "A level of the subject has no attribute.",
    _level(),
    rules="rfc5280.name.empty_level",
    refused_by="cryptography",
)
_levels(
    "names.set_order",
    STRUCTURE,
    "X.690 11.6",
    "The attributes of a level are not in the order of their octets.",
    _level(_OTHER_UNIT, _UNIT),
    refused_by="x509forge cryptography",
)
_levels(
    "names.type_twice",
    RULE,
    "X.501 9.3",
    "A level has two attributes of one type.",
    _level(_UNIT, _OTHER_UNIT),
    rules="rfc5280.name.type_twice_in_level",
)
_levels(
    "names.sequence",
    STRUCTURE,
    "RFC 5280 4.1.2.4",
    "A level is a SEQUENCE, and no SET.",
    element(SEQUENCE, _UNIT),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_levels(
    "names.no_value",
    STRUCTURE,
    "RFC 5280 4.1.2.4",
    "An attribute has no value.",
    _level(_attribute(oid.ORGANIZATIONAL_UNIT_NAME)),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_levels(
    "names.two_values",
    STRUCTURE,
    "RFC 5280 4.1.2.4",
    "An attribute has two values.",
    _level(_attribute(oid.ORGANIZATIONAL_UNIT_NAME, _utf8("a"), _utf8("b"))),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)


@DEFECTS.defect(
    "names.issuer_empty",
    RULE,
    _ISSUER,
    "RFC 5280 4.1.2.4",
    "The issuer's name is empty.",
    rules="rfc5280.issuer.empty rfc5280.path.issuer_name",
    refused_by="openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.field("issuer").become(Name(()))


@DEFECTS.defect(
    "names.issuer_spelled_otherwise",
    RULE,
    _ISSUER,
    "RFC 5280 4.1.2.6",
    "The issuer's name is the CA's for those who compare it without case, and not octet for octet.",
    rules="rfc5280.path.issuer_name",
    refused_by="gnutls-verify",
)
def _(draft: Draft) -> None:
    for level in draft.field("issuer").children:
        for attribute in level.children:
            value: Element = attribute.children[1]
            value.contents = value.contents.swapcase()


@DEFECTS.defect(
    "names.issuer_another",
    RULE,
    _ISSUER,
    "RFC 5280 6.1.3",
    "The issuer's name is not the CA's.",
    rules="rfc5280.path.issuer_name",
    refused_by="openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.field("issuer").become(Name.of(CN="Another CA"))


@DEFECTS.defect(
    "names.subject_empty",
    RULE,
    _SUBJECT,
    "RFC 5280 4.1.2.6",
    "The subject is empty, and subjectAltName is not critical.",
    rules="rfc5280.subject.empty_without_alternative_name",
    refused_by="openssl-verify",
)
def _(draft: Draft) -> None:
    draft.field("subject").become(Name(()))
