"""Attribute types of names and requests: what they are called, and which strings they hold (X.520, RFC 5280 A.1).

Names and the sizes that OpenSSL 3.0 enforces are its own (`OBJ_nid2sn(3)`,
`ASN1_STRING_TABLE_get(3)`); the sizes are the upper bounds of RFC 5280 appendix A.1.
"""

from __future__ import annotations

from ..asn1.universal import (
    BMPString,
    CharacterString,
    IA5String,
    NumericString,
    PrintableString,
    String,
    TeletexString,
    UniversalString,
    UTF8String,
)
from ..errors import EncodeError
from ..oid import ObjectIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    StringType = type[String]

# RFC 5280 appendix A.1 has universalString in a DirectoryString, too; OpenSSL does not choose it.
DIRECTORY_STRING: tuple[StringType, ...] = (PrintableString, TeletexString, BMPString, UTF8String)
# RFC 2985 5.4.1: PKCS9String ::= CHOICE { ia5String, directoryString }.
PKCS9_STRING: tuple[StringType, ...] = (PrintableString, IA5String, TeletexString, BMPString, UTF8String)

_NARROWEST_FIRST: tuple[StringType, ...] = (
    *(NumericString, PrintableString, IA5String, TeletexString, BMPString, UniversalString, UTF8String),
)


class AttributeType:
    """What is known of an attribute type.

    `strings` are the string types that its values may have; `minimum` and
    `maximum` count characters, None where there is no bound. `text_name` stands in
    the text of a name (RFC 4514 3, else the name in the standard);
    `short_name` and `long_name` are OpenSSL's.
    """

    __slots__ = ("long_name", "maximum", "minimum", "oid", "short_name", "strings", "text_name")

    def __init__(
        self,
        oid: str,
        short_name: str,
        long_name: str = "",
        text_name: str = "",
        strings: tuple[StringType, ...] = DIRECTORY_STRING,
        minimum: int | None = None,
        maximum: int | None = None,
    ) -> None:
        self.oid = ObjectIdentifier(oid)
        self.short_name = short_name
        self.long_name = long_name or short_name
        self.text_name = text_name or self.long_name
        self.strings = strings
        self.minimum = minimum
        self.maximum = maximum


_PRINTABLE = (PrintableString,)
_IA5 = (IA5String,)
_NUMERIC = (NumericString,)

_TYPES = (
    # RFC 5280 appendix A.1; X.520.
    AttributeType("2.5.4.3", "CN", "commonName", "CN", DIRECTORY_STRING, 1, 64),
    AttributeType("2.5.4.4", "SN", "surname", "", DIRECTORY_STRING, 1, 32768),
    AttributeType("2.5.4.5", "serialNumber", "", "", _PRINTABLE, 1, 64),
    AttributeType("2.5.4.6", "C", "countryName", "C", _PRINTABLE, 2, 2),
    AttributeType("2.5.4.7", "L", "localityName", "L", DIRECTORY_STRING, 1, 128),
    AttributeType("2.5.4.8", "ST", "stateOrProvinceName", "ST", DIRECTORY_STRING, 1, 128),
    AttributeType("2.5.4.9", "street", "streetAddress", "STREET"),
    AttributeType("2.5.4.10", "O", "organizationName", "O", DIRECTORY_STRING, 1, 64),
    AttributeType("2.5.4.11", "OU", "organizationalUnitName", "OU", DIRECTORY_STRING, 1, 64),
    AttributeType("2.5.4.12", "title"),
    AttributeType("2.5.4.13", "description"),
    AttributeType("2.5.4.15", "businessCategory"),
    AttributeType("2.5.4.17", "postalCode"),
    AttributeType("2.5.4.20", "telephoneNumber"),
    AttributeType("2.5.4.41", "name", "", "", DIRECTORY_STRING, 1, 32768),
    AttributeType("2.5.4.42", "GN", "givenName", "", DIRECTORY_STRING, 1, 32768),
    AttributeType("2.5.4.43", "initials", "", "", DIRECTORY_STRING, 1, 32768),
    AttributeType("2.5.4.44", "generationQualifier"),
    AttributeType("2.5.4.45", "x500UniqueIdentifier"),
    AttributeType("2.5.4.46", "dnQualifier", "", "", _PRINTABLE),
    AttributeType("2.5.4.65", "pseudonym"),
    AttributeType("2.5.4.72", "role"),
    AttributeType("2.5.4.97", "organizationIdentifier"),
    AttributeType("2.5.4.98", "c3", "countryCode3c", "", _PRINTABLE, 3, 3),
    AttributeType("2.5.4.99", "n3", "countryCode3n", "", _NUMERIC, 3, 3),
    AttributeType("2.5.4.100", "dnsName", "", "", (UTF8String,)),
    # RFC 4519 2.4, 2.39; RFC 4524 2.16.
    AttributeType("0.9.2342.19200300.100.1.1", "UID", "userId", "UID"),
    AttributeType("0.9.2342.19200300.100.1.3", "mail", "rfc822Mailbox", "mail", _IA5, 1, 256),
    AttributeType("0.9.2342.19200300.100.1.25", "DC", "domainComponent", "DC", _IA5, 1),
    # RFC 2985 (PKCS #9).
    AttributeType("1.2.840.113549.1.9.1", "emailAddress", "", "", _IA5, 1, 128),
    AttributeType("1.2.840.113549.1.9.2", "unstructuredName", "", "", PKCS9_STRING, 1),
    AttributeType("1.2.840.113549.1.9.7", "challengePassword", "", "", PKCS9_STRING, 1),
    AttributeType("1.2.840.113549.1.9.8", "unstructuredAddress", "", "", DIRECTORY_STRING, 1),
    AttributeType("1.2.840.113549.1.9.20", "friendlyName", "", "", (BMPString,)),
    # CA/Browser Forum's guidelines for extended validation, 9.2.4.
    AttributeType("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL", "jurisdictionLocalityName"),
    AttributeType("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST", "jurisdictionStateOrProvinceName"),
    AttributeType("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC", "jurisdictionCountryName", "", _PRINTABLE, 2, 2),
    # Russian registers: draft-deremin-rfc4491-bis.
    AttributeType("1.2.643.3.131.1.1", "INN", "", "", _NUMERIC, 1, 12),
    AttributeType("1.2.643.100.1", "OGRN", "", "", _NUMERIC, 1, 13),
    AttributeType("1.2.643.100.3", "SNILS", "", "", _NUMERIC, 1, 11),
)

_BY_OID: dict[str, AttributeType] = {known.oid: known for known in _TYPES}
_OPENSSL_NAMES = {name: known.oid for known in _TYPES for name in (known.short_name, known.long_name)}
# RFC 4512 1.4: descriptors are case-insensitive. `E` and `S` are what Windows and others write.
_NAMES = {
    **{name.lower(): known.oid for known in _TYPES for name in (known.short_name, known.long_name, known.text_name)},
    **dict.fromkeys(("e", "email"), ObjectIdentifier("1.2.840.113549.1.9.1")),
    "s": ObjectIdentifier("2.5.4.8"),
}

# More than any name and any identifier that is read (`der.MAX_OID_OCTETS`) have, in characters.
_LONGEST_NAME = 64
_LONGEST_DOTTED = 2000


def attribute_type(oid: str) -> AttributeType | None:
    """Return what is known of the attribute type with this identifier, or None."""
    return _BY_OID.get(oid)


def attribute_oid(text: str) -> ObjectIdentifier:
    """Return the attribute type for a name, in whatever case, or dotted decimal; raises EncodeError for neither."""
    found = _NAMES.get(text.lower())
    if found is not None:
        return found
    if len(text) > (_LONGEST_DOTTED if text[:1].isdigit() else _LONGEST_NAME):
        # To look for a similar name, and to show this one, would take time and room.
        raise EncodeError(f"{text[:_LONGEST_NAME] + '...'!r} is too long for the name of an attribute type")
    return ObjectIdentifier.named(text)


def attribute_name(oid: str) -> str:
    """Return what messages call an attribute type: its name in full, or dotted decimal."""
    known = _BY_OID.get(oid)
    return known.long_name if known else str(oid)


def openssl_attribute_oid(text: str) -> ObjectIdentifier | None:
    """Return the attribute type that OpenSSL knows under this very name or number, or None."""
    return _OPENSSL_NAMES.get(text) or (known.oid if (known := _BY_OID.get(text)) else None)


def default_string_type(oid: str) -> StringType:
    """Return the string type that a value is given where only its text is known.

    It is the one that the attribute type allows, and UTF8String where there is a
    choice (RFC 5280 4.1.2.4) or the type is not known.
    """
    known = _BY_OID.get(oid)
    return known.strings[0] if known and len(known.strings) == 1 else UTF8String


def attribute_string(oid: str, text: str) -> CharacterString:
    """Return a text as a value of the default string type; raises EncodeError, naming the attribute."""
    try:
        return default_string_type(oid)(text)  # type: ignore[return-value]
    except EncodeError as error:
        raise EncodeError(error.reason, path=(attribute_name(oid),), citation=error.citation) from None


def bounded_string(oid: str, text: str, mask: Collection[StringType] = (UTF8String,)) -> CharacterString:
    """Return a text as OpenSSL's `ASN1_STRING_set_by_NID(3)` does.

    It is of the narrowest type that can hold the text, among those that the
    attribute type allows and, where it leaves a choice, `mask` does
    (`string_mask = utf8only` is the default; one that leaves none counts for nothing).
    Raises EncodeError, naming the attribute, for a text outside the bounds or that no such type can hold.
    """
    known = _BY_OID.get(oid)
    strings = known.strings if known else DIRECTORY_STRING
    # Of `dnsName` and the like OpenSSL says so too: a type that has no choice is not masked.
    if len(strings) > 1:
        strings = tuple(candidate for candidate in strings if candidate in mask) or DIRECTORY_STRING
    if known is not None:
        _check_size(known, len(text))
    reason = f"none of the string types that are allowed here ({_listed(strings)}) can hold it"
    for candidate in _NARROWEST_FIRST:
        if candidate in strings:
            try:
                return candidate(text)  # type: ignore[return-value]
            except EncodeError as error:
                if len(strings) == 1:
                    reason = error.reason
    raise EncodeError(reason, path=(attribute_name(oid),))


def _listed(strings: Collection[StringType]) -> str:
    return ", ".join(candidate.__name__ for candidate in strings) or "none at all"


def _check_size(known: AttributeType, size: int) -> None:
    path = (known.long_name,)
    if known.minimum is not None and size < known.minimum:
        raise EncodeError(f"{size} characters, fewer than the {known.minimum} that OpenSSL asks for", path=path)
    if known.maximum is not None and size > known.maximum:
        raise EncodeError(
            f"{size} characters, more than the {known.maximum} that OpenSSL allows", path=path, citation="RFC 5280 A.1"
        )
