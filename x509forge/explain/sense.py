"""What the octets of an element come to: when two mean the same, and what to say of one in a few words."""

from __future__ import annotations

from ..asn1.universal import NamedBits
from ..errors import DecodeError, X509ForgeError
from .overlay import SEVERAL, children_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .node import Node

LONGEST = 200
"""How many characters of a value are given before it is cut."""
_STRINGS = frozenset(
    {
        *("UTF8String", "PrintableString", "IA5String", "TeletexString", "BMPString", "UniversalString"),
        *("VisibleString", "NumericString"),
    }
)
_TIMES = {"UTCTime": 2, "GeneralizedTime": 4}
# RFC 5280 7.1, as x509/name_comparison.py has it: only ASCII is folded.
_FOLDED = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ\t\n\v\f\r", "abcdefghijklmnopqrstuvwxyz     ")
_TYPED = ("AttributeTypeAndValue", "Attribute", "Extension")


def is_leaf(node: Node) -> bool:
    """Return whether it is compared as a whole: there are no elements in it. The bits of a BIT STRING belong to it."""
    return node.members is None and node.piece != SEVERAL and node.opened is None and not node.constructed


def leaves(node: Node) -> Iterator[Node]:
    """Yield what is compared as a whole within a node, in order; end-of-contents octets are none of it."""
    stack = [iter((node,))]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        elif is_leaf(found):
            if found.piece not in ("end-of-contents", "unused bits", "text"):
                yield found
        else:
            stack.append(children_of(found, []))


def text_of(node: Node) -> str | None:
    """Return the text of a character string or a time; None for anything else, and for what cannot be read."""
    if node.base_type not in _STRINGS and node.base_type not in _TIMES:
        return None
    reader = node.reader
    if reader is None or node.constructed:
        return None
    try:
        return str(reader.read(node.document.data, node.offset, node.start, node.stop))
    except DecodeError:
        return None


def moment_of(node: Node) -> str | None:
    """Return a time as `YYYYMMDDhhmmssZ`; None for what is none."""
    text = text_of(node) if node.base_type in _TIMES else None
    if text is None or _TIMES[node.base_type] == 4:
        return text
    # RFC 5280 4.1.2.5.1: YY from 50 is 19YY.
    return ("19" if text[:2] >= "50" else "20") + text


def sense(node: Node) -> tuple[object, ...]:
    """Return what is equal for leaves that mean the same, whatever their octets are."""
    if node.piece is not None:
        return node.piece, node.contents
    identifier = node.identifier
    if (moment := moment_of(node)) is not None:
        return _tag(node, "time"), moment
    if (text := text_of(node)) is not None:
        if _is_in_name(node):
            text = " ".join(filter(None, text.translate(_FOLDED).split(" ")))
        elif node.alternative == "dNSName":
            text = text.translate(_FOLDED)  # RFC 4343
        return _tag(node, "text"), text
    contents = node.contents
    if node.base_type == "BOOLEAN" and len(contents) == 1:
        return identifier, contents != b"\0"
    if node.base_type in ("INTEGER", "ENUMERATED"):
        return identifier, _shortest(contents)
    if _is_named_bits(node) and contents[:1] <= b"\x07":
        return identifier, contents[1:].rstrip(b"\0")
    return identifier, contents


def sense_of_all(node: Node) -> tuple[object, ...]:
    """Return the same for an element with all that is in it."""
    return tuple((leaf.depth - node.depth, leaf.name, *sense(leaf)) for leaf in leaves(node))


def why_the_same(first: Node, second: Node) -> str:
    """Return in what two leaves of different octets differ, if it is nothing that they mean; empty if it is."""
    if first.base_type == second.base_type == "BIT STRING" and _is_same_point(first, second):
        return "the same point, compressed and not, SEC 1 2.3.3"
    if sense(first) != sense(second):
        return ""
    types = first.base_type, second.base_type
    if moment_of(first) is not None:
        return "the same moment, as {} and as {}".format(*types)
    text = text_of(first)
    if text is not None:
        same = text == text_of(second)
        if types[0] != types[1]:
            return "{} text, as {} and as {}".format("the same" if same else "a matching", *types)
        return "the same but for case and blanks, RFC 5280 7.1" if _is_in_name(first) else "the same but for case"
    return "the same value in other octets"


def _tag(node: Node, group: str) -> object:
    """Return what must be the same of two tags: nothing of the universal ones of one group, else all."""
    return node.identifier if node.identifier[0] & 0xC0 else group


def _is_in_name(node: Node) -> bool:
    return node.parent is not None and node.parent.declared == "AttributeTypeAndValue"


def _is_named_bits(node: Node) -> bool:
    return isinstance(node.declared_class, type) and issubclass(node.declared_class, NamedBits)


def _shortest(contents: bytes) -> bytes:
    """Return the two's complement without the octets that only repeat the sign (X.690 8.3.2)."""
    at = 0
    while at + 1 < len(contents) and contents[at] in (0, 0xFF) and contents[at] & 0x80 == contents[at + 1] & 0x80:
        if contents[at] != (0xFF if contents[at + 1] & 0x80 else 0):
            break
        at += 1
    return contents[at:]


def _is_same_point(first: Node, second: Node) -> bool:
    """Return whether one is a point of a curve, and the other the same, compressed; a broken point is none."""
    short, long = sorted((first, second), key=lambda node: node.length)
    if long.contents[:2] != b"\0\x04" or short.contents[:2] not in (b"\0\x02", b"\0\x03"):
        return False
    from ..signing.kinds import compressed
    from ..x509.public_key import SubjectPublicKeyInfo as Info

    if compressed(long.contents[1:]) != short.contents[1:] or long.parent is None:
        return False
    from ..signing.public_key import public_key_of

    try:
        # That x is the same is not enough: y must be one of the two that belong to it.
        public_key_of(Info.from_der(long.parent.encoded))
    except X509ForgeError:
        return False
    return True


# In words.


def words(node: Node) -> str:
    """Return what an element is in few words: its value, or those of what is in it; cut at `LONGEST` characters."""
    said: list[str] = []
    size = 0
    for leaf in leaves(node):
        text = _value(leaf)
        if leaf is not node and (label := _label(leaf)):
            text = f"{label} {text}"
        said.append(text)
        # What follows the identifier of a type is the value of that type.
        said.append(" " if _is_type(leaf) else ", ")
        size += len(text) + len(said[-1])
        if size > LONGEST:
            break
    text = "".join(said[:-1]) or ("nothing" if node.tag is not None else "")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _value(leaf: Node) -> str:
    if leaf.secret:
        # Whoever asked for a tree with secrets in it has not asked for them here.
        return "private: not shown"
    plain_bits = leaf.base_type == "BIT STRING" and not _is_named_bits(leaf)
    if not plain_bits and (value := leaf.value):
        return value
    at = leaf.start + plain_bits
    shown = leaf.document.data[at : min(leaf.whole_stop, at + LONGEST // 2 + 1)].hex()
    return f"{leaf.value}: {shown}" if plain_bits else shown or "nothing"


def _label(leaf: Node) -> str:
    return "" if _is_type(leaf) or leaf.step in ("value", "extnValue") else _own_name(leaf)


def _is_type(leaf: Node) -> bool:
    return leaf.base_type == "OBJECT IDENTIFIER" and leaf.step in ("type", "extnID", "algorithm", "typeId")


def title(node: Node) -> str:
    """Return what people call the place where a node stands: `subjectAltName: dNSName`, `subject: commonName`."""
    at: Node | None = node
    while node.step == "inner" and node.parent is not None:
        node = node.parent
    if node.declared in _TYPED or node.name in ("extnValue", "value", "values"):
        parts = []
    elif node.declared == "RelativeDistinguishedName":
        parts = [" + ".join(map(kind_of, children_of(node, [])))]
    else:
        parts = [_own_name(node)]
    while at is not None:
        if at.declared in _TYPED:
            parts.append(kind_of(at))
            if at.declared == "Extension":
                break
        elif at.declared == "Name" and at is not node:
            parts.append(_own_name(at))
        at = at.parent
    return ": ".join(filter(None, reversed(parts))) or node.name


def _own_name(node: Node) -> str:
    """Return the name of a field or an alternative; empty for an item that has none."""
    step = node.step.partition(".")[0]
    return node.alternative.rpartition(".")[2] if step.startswith("[") or step == "inner" else step


def kind_of(node: Node) -> str:
    """Return the name of the identifier that says of which type an extension or attribute is."""
    first = next(children_of(node, []), None)
    return first.value.partition(" (")[0] if first is not None and first.base_type == "OBJECT IDENTIFIER" else ""
