"""The value of an element in words: dates, names, object identifiers with name and number, addresses.

Words are made by tables: by the place of a field, by the declared type, by the ASN.1 type. Whatever they come to, it
goes through one gate, which cuts it and lets nothing through that a terminal acts on.
"""

from __future__ import annotations

from ..asn1.value import codec_of
from ..errors import DecodeError, EncodeError
from ..inert import inert, quoted
from . import named_numbers
from .values import BY_PLACE, BY_TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.schema import Field
    from ..asn1.value import ValueType
    from .node import Node

LONGEST = 400
"""How many characters a value in words has at most; the octets themselves are in the node."""
LONGEST_READ = 1 << 16
"""How many octets an element has at most of which more is read for its words than its beginning."""


def value_of(node: Node) -> str:
    """Return the value in words; empty where there is none, or where the children say it all."""
    if node.hides:
        return "" if node.constructed or node.holds_declared else "private: not shown"
    if node.piece is not None:
        words = _of_piece(node)
    elif node.constructed or node.opened is not None:
        words = _of_declared(node)
    else:
        # The alternative of a CHOICE tells more than the name of the CHOICE.
        words = _of_place(node) or ("" if node.alternative else _of_declared(node)) or _of_type(node)
    words = inert(words)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def place_of(node: Node) -> str:
    """Return in which field of which type a node stands: `AuthorityKeyIdentifier.keyIdentifier`, `TLSFeature[]`."""
    if node.alternative:
        return f"{node.declared}.{node.alternative.rpartition('.')[2]}"
    owner = node.parent
    while owner is not None and not owner.declared:
        if owner.alternative or owner.piece is not None:
            return ""
        owner = owner.parent
    if owner is None:
        return ""
    return f"{owner.declared}.{node.field.asn1_name}" if node.field is not None else f"{owner.declared}[]"


def named_number(node: Node, number: int) -> str:
    """Return the name that a number has in its place; empty where it has none."""
    if node.declared_class is not None and not node.alternative:
        names = named_numbers.names_in(node.declared_class).get("")
        if names:
            return names.get(number, "")
    owner = node.parent
    while owner is not None and owner.declared_class is None:
        owner = owner.parent
    if owner is None or owner.declared_class is None or node.field is None:
        return ""
    return named_numbers.names_in(owner.declared_class).get(node.field.asn1_name, {}).get(number, "")


def default_of(owner: ValueType | None, field: Field) -> str:
    """Return the DEFAULT of a field of a declared type in words."""
    from .summaries import BY_CLASS

    value = field.default
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        names = {} if owner is None else named_numbers.names_in(owner)
        name = names.get(field.asn1_name, {}).get(value)
        return f"{name} ({value})" if name else str(value)
    words = BY_CLASS.get(type(value).__name__)
    return words(value) if words is not None else type(value).__name__


def _of_piece(node: Node) -> str:
    from .values import hexadecimal

    if node.piece == "unused bits":
        return str(node.document.data[node.start])
    if node.piece == "bits":
        return _bits(node)
    if node.piece == "octets":
        return hexadecimal(node.document.data, node.start, node.stop)
    if node.piece == "text":
        return quoted(node.text[: 4 * LONGEST].decode("utf-8", "replace"), LONGEST // 2)
    return ""


def _bits(node: Node) -> str:
    from ..asn1.universal import NamedBits
    from .values import hexadecimal

    holder = node.parent
    data = node.document.data
    declared = None if holder is None else holder.declared_class
    if declared is not None and issubclass(declared, NamedBits) and node.length <= 4 and data[node.start - 1] < 8:
        bits = f"{int.from_bytes(data[node.start : node.stop], 'big'):0{8 * node.length}b}"
        return bits[: len(bits) - data[node.start - 1]]
    return hexadecimal(data, node.start, node.stop)


def _of_place(node: Node) -> str:
    words = BY_PLACE.get(place_of(node))
    return "" if words is None else words(node)


def _of_type(node: Node) -> str:
    words = BY_TYPE.get(node.base_type)
    if words is not None:
        return words(node)
    from .values import octets

    return octets(node)


def _of_declared(node: Node) -> str:
    """Return the words for a value of a declared type as a whole, on one line."""
    from .summaries import BY_CLASS

    cls = node.declared_class
    words = None if cls is None else BY_CLASS.get(cls.__name__)
    if words is None or cls is None or node.whole_stop - node.offset > LONGEST_READ:
        return ""
    codec = codec_of(cls)
    try:
        return words(codec.read(node.document.data, node.offset, node.start, node.stop))
    except (DecodeError, EncodeError):
        # What is wrong with it, its parts and the findings say.
        return ""
