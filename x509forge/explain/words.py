"""The value of an element in words: dates, names, object identifiers with name and number, addresses."""

from __future__ import annotations

from ..asn1 import BitString, NamedBits, Null, String
from ..errors import DecodeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Anything

    from .node import Node

LONGEST = 80
"""How many characters of a value are given before it is cut; the octets themselves are in the node."""


def value_of(node: Node) -> str:
    """Return the value in words; empty where there is none, or where the children say it all."""
    if node.hides and not node.constructed and not node.holds_declared:
        return "private: not shown"
    codec = node.reader
    if node.piece is not None or node.constructed or node.opened is not None or codec is None:
        return ""
    try:
        value = codec.read(node.document.data, node.offset, node.start, node.stop)
    except DecodeError:
        return ""
    return words_for(value)


def words_for(value: Anything) -> str:
    """Return a decoded value in words."""
    from ..oid import ObjectIdentifier

    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value) if abs(value) < 1 << 64 else f"0x{value:x}"
    if isinstance(value, ObjectIdentifier):
        return f"{value.name} ({value})" if value.name else str(value)
    if isinstance(value, NamedBits):
        return ", ".join(map(str, value)) or "no bits"
    if isinstance(value, Null):
        return "NULL"
    if isinstance(value, (String, str)):
        return repr(str(value))
    if isinstance(value, BitString):
        return f"{8 * len(value.octets) - value.unused_bits} bits"
    if isinstance(value, bytes):
        return value[:LONGEST].hex() + ("…" if len(value) > LONGEST else "")
    return ""
