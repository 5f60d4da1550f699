"""Why each octet is what it is: one sentence for every run of octets that means something.

The notes of a node cover its header, and the contents of what has no children, without gap. A note of no octets says
why nothing stands at its place, or why what stands there is in this order.
"""

from __future__ import annotations

from ..asn1.codecs import ListOf, Tagged
from ..asn1.declare import SequenceCodec
from ..der import describe_identifier
from .contents import BY_CLASS, BY_PLACE, BY_TYPE, of_piece, unknown
from .headers import CUT, INDEFINITE
from .overlay import SEVERAL, children_of
from .words import default_of, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..asn1.schema import Field
    from .contents import Run
    from .node import Node, Note

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def notes_of(node: Node) -> Iterator[Note]:
    """Yield a note for each run of octets in the header, and in the contents of what has no children."""
    from .node import Note

    if node.label and node.document.data:
        yield Note(0, 0, _armour(node))
    if node.piece is None:
        yield Note(node.offset, node.length_at - node.offset, _identifier(node))
        yield Note(node.length_at, node.start - node.length_at, _length(node))
    if node.whole_stop > node.start and next(children_of(node, []), None) is None:
        if node.hides:
            yield Note(node.start, node.length, "private: not shown")
        else:
            for at, count, text in _contents(node):
                yield Note(at, count, text)
    for at, text in _what_is_not_there(node):
        yield Note(at, 0, text)


def _armour(node: Node) -> str:
    data = node.document.data
    if data[:2] == b"\x30\x82" and len(data) > 2 and data[2] < 0x40:
        return (
            "in base64, this begins MII: 30 82 is a SEQUENCE with a length in two octets, and with the two zero bits "
            "that follow, its 18 bits are M, I and I"
        )
    import base64

    return f"in base64, this begins {base64.b64encode(data[:3]).decode()}: four characters stand for three octets"


def _identifier(node: Node) -> str:
    identifier, tag = node.identifier, node.tag
    assert tag is not None
    form = "constructed" if tag.constructed else "primitive"
    number = str(tag.number)
    if len(identifier) > 1:
        number += f" (from 31 on in octets of its own, seven bits each, {identifier[1:].hex(' ')})"
    text = f"{identifier.hex(' ')}: {tag.tag_class} tag {number}, {form}: {_stands_for(node)}"
    if node.expected is not None:
        return f"{text}; {node.expected} is due here"
    if node.declared == "Time":
        text += "; years up to 2049 are UTCTime, those from 2050 on GeneralizedTime (RFC 5280 4.1.2.5)"
    return text


def _stands_for(node: Node) -> str:
    base = node.base_type
    name = node.name
    what = base or describe_identifier(node.identifier)
    if node.identifier[0] & 0xC0:
        shown = describe_identifier(bytes((node.identifier[0] & ~0x20, *node.identifier[1:])))
        if isinstance(node.codec, Tagged):
            return f"{shown} EXPLICIT, around the whole element of {name}"
        if node.typed and base:
            return f"{shown} in place of the tag of {base}, {name}"
        return f"{shown}, of which nothing is declared"
    if node.opened is not None:
        holds = "octets that look like DER" if node.looks_like_der else "the DER of one element"
        what += f" that contains {holds}"
    if node.declared and node.declared not in (name, what):
        return f"{what}, {name} of type {node.declared}"
    return what if name in what else f"{what}, {name}"


def _length(node: Node) -> str:
    octets = node.document.data[node.length_at : node.start]
    shown = octets.hex(" ")
    if node.framing == INDEFINITE:
        return f"{shown}: indefinite length, up to the end-of-contents octets"
    count = len(octets) - 1
    if not count:
        return f"{shown}: short form, {octets[0]} octet{'' if octets[0] == 1 else 's'} of contents"
    number = int.from_bytes(octets[1:], "big")
    size = str(number) if number < 1 << 64 else "more than 2**64"
    counted = COUNTS[count] if count < len(COUNTS) else str(count)
    text = f"{shown}: long form, {counted} octet{'s' if count > 1 else ''} of length, {size}"
    if node.framing == CUT:
        return f"{text}, of which {node.stop - node.start} are there"
    return f"{text}, which would fit in fewer" if number < 128 or not octets[1] else text


def _contents(node: Node) -> Iterator[Run]:
    if node.piece is not None:
        return of_piece(node)
    runs = BY_PLACE.get(place_of(node)) or BY_CLASS.get(node.declared) or BY_TYPE.get(node.base_type) or unknown
    return runs(node)


def _what_is_not_there(node: Node) -> Iterator[tuple[int, str]]:
    """Yield the DEFAULT values that are left out, and where; and why the elements of a SET OF are in their order."""
    codec = node.codec
    if isinstance(codec, ListOf) and codec.is_set and node.constructed:
        both = [child for child, _ in zip(children_of(node, []), range(2), strict=False)]
        if len(both) == 2:
            yield node.start, "a SET OF has no order: DER puts its elements in ascending order of octets (X.690 11.6)"
    if not isinstance(codec, SequenceCodec) or node.piece == SEVERAL or not node.constructed:
        return
    fields: tuple[Field, ...] = codec.cls._fields
    index, at = 0, node.start
    for child in children_of(node, []):
        if child.field is not None and child.field in fields[index:]:
            found = fields.index(child.field, index)
            yield from _defaults(node, fields[index:found], at)
            index = found + 1
        at = child.whole_stop
    yield from _defaults(node, fields[index:], at if node.framing != INDEFINITE else node.stop)


def _defaults(node: Node, fields: tuple[Field, ...], at: int) -> Iterator[tuple[int, str]]:
    for field in fields:
        if field.has_default:
            value = default_of(node.declared_class, field)
            yield at, f"no {field.asn1_name}: it is {value}, its DEFAULT, which DER leaves out (X.690 11.5)"
