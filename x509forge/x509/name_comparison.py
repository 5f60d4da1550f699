"""Whether two names are the same, as chain building asks (RFC 5280 7.1)."""

from __future__ import annotations

from ..asn1 import (
    BMPString,
    IA5String,
    PrintableString,
    Raw,
    TeletexString,
    UniversalString,
    UTF8String,
    VisibleString,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .name import AttributeTypeAndValue, Name, RelativeDistinguishedName

# OpenSSL's ASN1_MASK_CANON; a NumericString is not among them.
_COMPARED_AS_TEXT = (
    *(UTF8String, PrintableString, IA5String, TeletexString, BMPString, UniversalString, VisibleString),
)
# Only ASCII is folded, and only ASCII's blanks are blank: RFC 5280 7.1 asks for more (RFC 4518), which no
# reader does; what everyone does is what decides whether a chain is found.
_FOLDED = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ\t\n\v\f\r", "abcdefghijklmnopqrstuvwxyz     ")


def comparison_key(name: Name) -> object:
    """Return what is equal for names that match: usable as a key of a dict.

    Texts count without their string type, without the case of ASCII letters,
    and with runs of blanks as one, none at either end; all else counts by its DER.
    """
    if isinstance(name.rdn_sequence, Raw):
        return name.to_der()
    return tuple(_level_key(level) for level in name.rdn_sequence)


def _level_key(level: RelativeDistinguishedName) -> object:
    if isinstance(level, Raw) or isinstance(level.attributes, Raw):
        return level.to_der()
    return tuple(sorted(_attribute_key(attribute) for attribute in level.attributes))


def _attribute_key(attribute: AttributeTypeAndValue) -> tuple[str, str, bytes]:
    if isinstance(attribute, Raw) or isinstance(attribute.type, Raw):
        return "", "", attribute.to_der()
    value = attribute.value
    if isinstance(value, _COMPARED_AS_TEXT) and not isinstance(value.text, Raw):
        return attribute.type, " ".join(filter(None, value.text.translate(_FOLDED).split(" "))), b""
    return attribute.type, "", value.to_der()
