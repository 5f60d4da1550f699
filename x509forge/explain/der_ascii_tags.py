"""Tags as the der-ascii language writes them."""

from __future__ import annotations

from ..der import APPLICATION, CONSTRUCTED, CONTEXT, PRIVATE, UNIVERSAL, base128
from .headers import number_of

# The language's names of universal tags, by number. 0 and 15 are reserved, 29 is the CHARACTER STRING that it has not.
TYPE_NAMES = {
    1: "BOOLEAN",
    2: "INTEGER",
    3: "BIT_STRING",
    4: "OCTET_STRING",
    5: "NULL",
    6: "OBJECT_IDENTIFIER",
    7: "OBJECT_DESCRIPTOR",
    8: "EXTERNAL",
    9: "REAL",
    10: "ENUMERATED",
    11: "EMBEDDED_PDV",
    12: "UTF8String",
    13: "RELATIVE_OID",
    14: "TIME",
    16: "SEQUENCE",
    17: "SET",
    18: "NumericString",
    19: "PrintableString",
    20: "T61String",
    21: "VideotexString",
    22: "IA5String",
    23: "UTCTime",
    24: "GeneralizedTime",
    25: "GraphicString",
    26: "VisibleString",
    27: "GeneralString",
    28: "UniversalString",
    30: "BMPString",
    31: "DATE",
    32: "TIME-OF-DAY",
    33: "DATE-TIME",
    34: "DURATION",
    35: "OID-IRI",
    36: "RELATIVE-OID-IRI",
}
CONSTRUCTED_TYPES = frozenset({"SEQUENCE", "SET"})
_CLASSES = {UNIVERSAL: "UNIVERSAL ", APPLICATION: "APPLICATION ", CONTEXT: "", PRIVATE: "PRIVATE "}


def written_tag(identifier: bytes) -> str:
    """Return the language's text for the identifier octets of a tag: `SEQUENCE`, `[0 PRIMITIVE]`."""
    first = identifier[0]
    tag_class, constructed = first & 0xC0, bool(first & CONSTRUCTED)
    number = number_of(identifier)
    name = TYPE_NAMES.get(number) if tag_class == UNIVERSAL else None
    # A tag in brackets is constructed unless it says otherwise, and a type is as the type usually is.
    usual = True if name is None else name in CONSTRUCTED_TYPES
    form = "" if constructed == usual else " CONSTRUCTED" if constructed else " PRIMITIVE"
    octets = len(identifier) - 1
    # In as many octets as the number needs, but for numbers up to 30, which need none.
    minimal = octets == (len(base128(number)) if number > 30 else 0)
    if name is not None and minimal and not form:
        return name
    long_form = "" if minimal else f"long-form:{octets} "
    return f"[{long_form}{name or f'{_CLASSES[tag_class]}{number}'}{form}]"
