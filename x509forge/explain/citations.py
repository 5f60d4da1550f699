"""Where the standards have a field or a type: from its declaration, or from the docstring of its class or module."""

from __future__ import annotations

import sys

from ..later import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.value import ValueType
    from .node import Node

# The first one counts: `(RFC 5280 4.2.1.9)`, `(X.690 8.1.3)`, `(SEC 1 version 2.0 C.4)`, `(PKCS #3 version 1.4 9)`.
_CITATION = pattern(
    r"\(((?:RFC \d+|X\.\d+|SEC 1 version 2\.0|PKCS #3 version 1\.4)(?: [A-Z0-9][\d.]*| appendix [A-Z][\d.]*)?)[,;)]"
)
_KNOWN: dict[ValueType, str] = {}
# How the contents of each type are encoded: X.690's sections.
_ENCODINGS = {
    "BOOLEAN": "8.2",
    "INTEGER": "8.3",
    "ENUMERATED": "8.4",
    "REAL": "8.5",
    "BIT STRING": "8.6",
    "bits": "8.6.2",
    "unused bits": "8.6.2.2",
    "OCTET STRING": "8.7",
    "NULL": "8.8",
    "SEQUENCE": "8.9",
    "SET": "8.11",
    "EXPLICIT": "8.14",
    "OBJECT IDENTIFIER": "8.19",
    "RELATIVE-OID": "8.20",
    "UTCTime": "11.8",
    "GeneralizedTime": "11.7",
    "end-of-contents": "8.1.5",
    **dict.fromkeys(
        (
            *("UTF8String", "NumericString", "PrintableString", "TeletexString", "VideotexString", "IA5String"),
            *("GraphicString", "VisibleString", "GeneralString", "UniversalString", "BMPString"),
        ),
        "8.23",
    ),
}
_LISTS = {"SEQUENCE OF": "8.10", "SET OF": "8.12"}


def citation_of(node: Node) -> str:
    """Return the citation of a node's field, or of its type, or of the type whose field it is.

    Where no declaration has one, it is that of how such contents are encoded; empty for what nobody knows.
    """
    field = node.field
    if field is not None and field.citation:
        return field.citation
    cls = node.declared_class
    if cls is None and node.piece is None and node.typed:
        owner = node.parent
        while owner is not None and owner.declared_class is None and owner.piece is None:
            owner = owner.parent
        cls = None if owner is None else owner.declared_class
    found = "" if cls is None else citation_of_type(cls)
    if found:
        return found
    base = node.base_type
    section = _ENCODINGS.get(base) or next((number for kind, number in _LISTS.items() if base.startswith(kind)), "")
    return f"X.690 {section}" if section else ""


def citation_of_type(cls: ValueType) -> str:
    """Return the citation of a declared type: that of its docstring, or else of its module's; empty where neither has one."""  # noqa: E501
    known = _KNOWN.get(cls)
    if known is None:
        module = sys.modules[cls.__module__]
        known = _KNOWN[cls] = _in(cls.__doc__) or _in(module.__doc__)
    return known


def _in(text: str | None) -> str:
    found = _CITATION.search((text or "").partition("\n")[0])
    return found.group(1) if found else ""
