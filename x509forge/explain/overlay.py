"""The declared types laid over the elements that are there: which field is this, and of which type.

A declaration is walked as its own reader does it, but nothing stops the walk: an element that is not due is
shown as what it is, and is a fault of the structure around it.
"""

from __future__ import annotations

from itertools import islice

from ..asn1.codecs import Contained, ContainingOpen, ListOf, OctetString, Tagged
from ..asn1.declare import SequenceCodec
from ..asn1.value import codec_of
from ..der import CONSTRUCTED, describe_identifier
from ..errors import DecodeError
from ..later import Later
from ..oid import read_oid
from .headers import DEFINITE, INDEFINITE, NO_HEADER, fills, frame
from .meaning import meaning
from .secrets import can_hold_secrets, has_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..asn1.codecs import Codec
    from ..asn1.schema import Field
    from ..asn1.value import ValueType
    from ..oid import ObjectIdentifier
    from .document import Document
    from .node import Node

    Fault = tuple[str, str, str, int]
    """id, message, citation, offset"""
    from . import node as _nodes
else:
    _nodes = Later("x509forge.explain.node")

SEVERAL = "concatenation"
"""The type of what holds elements one behind the other."""
_SEQUENCE, _SET = b"\x30", b"\x31"
# Of how many elements in a row the kind is looked for: files of more are no collections of certificates.
_MOST_IDENTIFIED = 1_000
# Nor is it looked for any more where so many of them were of no known kind: to find none takes longest.
_MOST_UNKNOWN = 32
# How many children are held while their parent is told of.
_MOST_HELD = 16


def children_of(node: Node, faults: list[Fault]) -> Iterator[Node]:
    """Yield what an element consists of, in order, without gap; add the faults of its structure when it is done."""
    if node.members is not None:
        yield from node.members
        return
    if node.piece is not None and node.piece != SEVERAL:
        return
    data, at, stop = node.document.data, node.start, node.stop
    if node.closed and node.constructed:
        # What looks like a header in there may be part of the key.
        if at < node.whole_stop:
            yield node.part("octets", at, node.whole_stop, "[0]")
        return
    if node.piece is None and not node.constructed:
        if node.is_bits and at < stop:
            yield node.part("unused bits", at, at + 1, "unusedBits")
            at += 1
            if not node.opened and at < stop:
                yield node.part("bits", at, stop, "bits")
                return
        if not node.opened:
            return
    if node.depth < node.document.depth_limit:
        plan = _plan(node, faults)
        index = 0
        while at < stop:
            child = plan.child(data, at, stop, index)
            index += 1
            yield child
            at = child.whole_stop
        plan.done(at)
    elif at < stop:
        faults.append(("explain.depth", f"more than {node.document.depth_limit} levels: not descended into", "", at))
        rest = node.part("octets", at, stop, "[0]")
        due = node.codec if node.opened is None else node.opened.codec
        rest.secret = rest.secret or (due is not None and can_hold_secrets(due))
        yield rest
    if node.framing == INDEFINITE:
        if node.whole_stop > stop:
            yield node.part("end-of-contents", stop, node.whole_stop, "endOfContents")
        else:
            faults.append(("ber.no_end", "no end-of-contents octets end this element", "X.690 8.1.5", stop))


class Inside:
    """What a node consists of, and what is wrong with that as a whole: found out at once, since faults are told first.

    Few children are held until they are gone through; of many, which are made anew then, none is.
    """

    __slots__ = ("_first", "_node", "faults")

    def __init__(self, node: Node) -> None:
        self.faults: list[Fault] = []
        children = children_of(node, self.faults)
        self._first = tuple(islice(children, _MOST_HELD))
        self._node = node if len(self._first) == _MOST_HELD else None
        for _ in children:
            pass

    def __bool__(self) -> bool:
        return bool(self._first)

    def __iter__(self) -> Iterator[Node]:
        return iter(self._first) if self._node is None else children_of(self._node, [])


def _plan(node: Node, faults: list[Fault]) -> _Plan:
    opened = node.opened
    if node.piece == SEVERAL:
        return _Several(node, faults)
    if opened is not None:
        return _Inner(node, faults, opened.codec)
    codec = node.codec
    if isinstance(codec, SequenceCodec):
        return _Fields(node, faults, codec)
    if isinstance(codec, ListOf):
        return _Items(node, faults, codec)
    if isinstance(codec, Tagged):
        return _Inner(node, faults, codec.inner)
    # Of whatever type; a string in segments among them (X.690 8.6.4, 8.7.3).
    return _Plan(node, faults)


class Opened:
    """That the contents of a string are an element, and of which type, if anybody says so."""

    __slots__ = ("codec", "guessed")

    def __init__(self, codec: Codec | None, guessed: bool = False) -> None:
        self.codec = codec
        self.guessed = guessed


class _Plan:
    """What is due within an element: here, anything."""

    def __init__(self, node: Node, faults: list[Fault]) -> None:
        self.node = node
        self.faults = faults

    def child(self, data: bytes, at: int, stop: int, index: int) -> Node:
        """Return the node of what stands at `at`."""
        return element(self.node, at, stop, None, f"[{index}]")

    def done(self, at: int) -> None:
        """Note what is missing at the end."""


class _Items(_Plan):
    def __init__(self, node: Node, faults: list[Fault], codec: ListOf) -> None:
        super().__init__(node, faults)
        self.item = codec.item
        self.is_set = codec.is_set
        self.previous = b""

    def child(self, data: bytes, at: int, stop: int, index: int) -> Node:
        child = element(self.node, at, stop, self.item, f"[{index}]")
        if self.is_set:
            encoded = data[at : child.whole_stop]
            if encoded < self.previous:
                self.faults.append(("der.set_order", "SET OF out of order", "X.690 11.6", at))
            self.previous = encoded
        return child


class _Inner(_Plan):
    """Exactly one element, within an EXPLICIT tag or a string."""

    def __init__(self, node: Node, faults: list[Fault], codec: Codec | None) -> None:
        super().__init__(node, faults)
        self.inner = codec

    def child(self, data: bytes, at: int, stop: int, index: int) -> Node:
        if index == 0:
            return element(self.node, at, stop, self.inner, "inner", field=self.node.field)
        self.faults.append(("asn1.extra", "something stands behind the one element that is due", "X.690 8.14.3", at))
        return element(self.node, at, stop, None, f"[{index}]")

    def done(self, at: int) -> None:
        if at == self.node.start and self.inner is not None:
            self.faults.append(("asn1.missing", f"{self.inner.expected} is missing", "", at))


class _Several(_Plan):
    """Elements one behind the other, each of a kind that is to be found out."""

    def child(self, data: bytes, at: int, stop: int, index: int) -> Node:
        node = self.node
        cls = self._kind(at, stop) if data[at] == 0x30 and index < _MOST_IDENTIFIED else None
        return root(node.document, node, at, stop, None if cls is None else codec_of(cls), f"[{index}]")

    def _kind(self, at: int, stop: int) -> ValueType | None:
        from .kinds import identify

        document = self.node.document
        kinds = document.kinds
        if at not in kinds:
            tried = document.unknown < _MOST_UNKNOWN
            kinds[at] = identify(document, at, stop, self.node.label) if tried else None
            document.unknown += kinds[at] is None
        return kinds[at]


class _Fields(_Plan):
    """The components of a SEQUENCE."""

    def __init__(self, node: Node, faults: list[Fault], codec: SequenceCodec) -> None:
        super().__init__(node, faults)
        self.cls = codec.cls
        self.fields: tuple[Field, ...] = codec.cls._fields
        self.next = 0
        self.seen: dict[str, Node] = {}

    def child(self, data: bytes, at: int, stop: int, index: int) -> Node:
        length_at = frame(data, at, stop)[0]
        identifier = data[at:length_at]
        for number in range(self.next, len(self.fields)):
            field = self.fields[number]
            codec = self._codec(field)
            if identifier and (codec.identifiers is None or identifier in codec.identifiers):
                self._pass_over(number, at)
                return self._found(field, codec, at, stop)
        mandatory = self._next_mandatory()
        if mandatory is not None:
            # Something else stands in this field's place.
            self._pass_over(mandatory, at)
            field = self.fields[mandatory]
            return self._found(field, self._codec(field), at, stop)
        if identifier:
            found = describe_identifier(identifier)
            self.faults.append(("asn1.extra", f"{found} is not due here", "", at))
        return element(self.node, at, stop, None, f"[{index}]")

    def done(self, at: int) -> None:
        self._pass_over(len(self.fields), at)

    def _codec(self, field: Field) -> Codec:
        codec = field.codec
        return codec.resolve(self._identifier_at(field.open_by)) if codec.open_table else codec

    def _next_mandatory(self) -> int | None:
        for number in range(self.next, len(self.fields)):
            field = self.fields[number]
            if not (field.optional or field.has_default):
                return number
        return None

    def _pass_over(self, number: int, at: int) -> None:
        for field in self.fields[self.next : number]:
            if not (field.optional or field.has_default):
                self.faults.append(("asn1.missing", f"{field.asn1_name} ({field.codec.expected}) is missing", "", at))
        self.next = number

    def _found(self, field: Field, codec: Codec, at: int, stop: int) -> Node:
        self.next += 1
        child = element(self.node, at, stop, codec, field.asn1_name, field=field, seen=self.seen)
        self.seen[field.name] = child
        if field.has_default and child.is_default(field):
            self.faults.append(("der.default", f"{field.asn1_name} is the DEFAULT, and written out", "X.690 11.5", at))
        return child

    def _identifier_at(self, path: str | None) -> ObjectIdentifier | None:
        return identifier_at(self.seen, path) if path else None


def identifier_at(seen: dict[str, Node], path: str) -> ObjectIdentifier | None:
    """Return the OBJECT IDENTIFIER in a field that came earlier; None where there is none that can be read."""
    first, *rest = path.split(".")
    node = seen.get(first)
    for name in rest:
        if node is None:
            return None
        node = next((child for child in children_of(node, []) if child.field and child.field.name == name), None)
    if node is None or node.constructed:
        return None
    try:
        return read_oid(node.document.data, node.start, node.stop)
    except DecodeError:
        return None


def element(
    parent: Node,
    at: int,
    end: int,
    codec: Codec | None,
    step: str,
    *,
    field: Field | None = None,
    seen: dict[str, Node] | None = None,
) -> Node:
    """Return the node of the element at `at`, which is due to be of this type."""
    node = framed(parent.document, parent, at, end, step)
    if node.piece is None:
        node.field = field
        node.secret = parent.secret or (field is not None and field.secret)
        if node.secret and parent.holds_declared and codec is not None:
            # What a secret string contains by declaration says itself what of it is secret; if it is what it says.
            node.secret = not (codec.begins(node.document.data, node.offset, node.stop) and _is_sound(node, codec))
        _lay_over(node, codec, seen)
    return node


def root(document: Document, parent: Node | None, at: int, end: int, codec: Codec | None, step: str) -> Node:
    """Return the node of an element that stands by itself; `parent` is what holds several such."""
    due = codec is not None and frame(document.data, at, end)[3] == DEFINITE and codec.begins(document.data, at, end)
    if document.private and not document.show_private and not due:
        # Of a private key that nobody can read, every octet may be the key.
        return hidden(document, parent, at, end, step)
    node = framed(document, parent, at, end, step)
    if document.private and not (codec is not None and due and _is_sound(node, codec)):
        node.close()
    if node.piece is None:
        _lay_over(node, codec, None)
    return node


def hidden(document: Document, parent: Node | None, at: int, end: int, step: str) -> Node:
    """Return a node of octets that are private, and of which not even a header is told."""
    node = _nodes.Node(document, parent, step, at, at, at, end, end, NO_HEADER, "octets")
    node.close()
    return node


def framed(document: Document, parent: Node | None, at: int, end: int, step: str) -> Node:
    """Return the node of what stands at `at`, of no type yet; without a header it reaches up to `end`."""
    data = document.data
    length_at, start, stop, framing = frame(data, at, end)
    if framing == NO_HEADER:
        return _nodes.Node(document, parent, step, at, at, at, end, end, NO_HEADER, "octets")
    whole_stop = stop
    if framing == INDEFINITE:
        stop = document.end_of(at, end)
        whole_stop = stop + 2 if stop >= 0 else end
        stop = stop if stop >= 0 else end
    return _nodes.Node(document, parent, step, at, length_at, start, stop, whole_stop, framing)


def _is_sound(node: Node, codec: Codec) -> bool:
    """Return whether an element decodes: each of its fields is then the one that it is taken for."""
    data = node.document.data
    if node.piece is not None or node.framing != DEFINITE:
        return False
    try:
        codec.read(data, node.offset, node.start, node.stop)
    except DecodeError:
        return False
    return True


def _lay_over(node: Node, codec: Codec | None, seen: dict[str, Node] | None) -> None:
    """Say of an element which type it has, if it is of the type that is due."""
    data = node.document.data
    if codec is not None:
        found = meaning(codec, node.identifier)
        if isinstance(found, str):
            node.expected = found
        else:
            node.codec = found.codec
            node.declared_class = found.declared
            if found.alternative:
                node.step = f"{node.step}.{found.alternative}" if node.step else found.alternative
                node.alternative = found.alternative
                node.field = node.field or found.field
            node.secret = node.secret or found.secret
            if (
                found.declared is not None
                and has_secrets(found.declared)
                and not _is_sound(node, codec_of(found.declared))
            ):
                node.close()
    node.typed = codec is not None and node.expected is None
    if not data[node.offset] & CONSTRUCTED:
        node.opened = _opening(node, seen)
        if node.opened is not None and node.hides and not _holds_what_it_says(node, node.opened):
            node.opened = None
            node.close()


def _opening(node: Node, seen: dict[str, Node] | None) -> Opened | None:
    """Return whether the contents of a primitive element are an element themselves."""
    codec = node.codec
    if isinstance(codec, Contained):
        return Opened(codec.inner)
    at = node.start
    if node.is_bits:
        at += 1
        if at > node.stop or node.document.data[node.start] != 0:
            return None
    elif not (isinstance(codec, (OctetString, ContainingOpen)) or node.is_untyped_octet_string):
        return None
    holds = node.field.holds if node.field is not None and codec is not None else None
    if holds is not None and seen is not None:
        key = identifier_at(seen, holds.field)
        inner = holds.table.codec(key)
        if inner is not None:
            return Opened(inner)
        if not holds.guess or (key is not None and key.name is not None):
            return None
    elif codec is not None and not _is_of_unknown_contents(node):
        # A declared string of which nothing says that it holds an element: a digest, an address, an identifier.
        return None
    return Opened(None, guessed=True) if _looks_like_der(node.document.data, at, node.stop) else None


def _is_of_unknown_contents(node: Node) -> bool:
    """Return whether it is the string of an extension that nobody knows, not one within that of a known one."""
    field = node.field
    if field is None or not isinstance(field.codec, ContainingOpen):
        return False
    return node.parent is None or node.parent.field is not field


def _holds_what_it_says(node: Node, opened: Opened) -> bool:
    """Return whether one element of the declared type fills a string, and decodes: else its octets may be the key."""
    codec, data, at, end = opened.codec, node.document.data, node.start, node.stop
    if codec is None or node.is_bits or not codec.begins(data, at, end):
        return False
    inner = framed(node.document, None, at, end, "")
    return inner.whole_stop == end and _is_sound(inner, codec)


def _looks_like_der(data: bytes, at: int, stop: int) -> bool:
    """Return whether one SEQUENCE or SET fills these octets, and elements fill that one."""
    if data[at : at + 1] not in (_SEQUENCE, _SET):
        return False
    if not fills(data, at, stop):
        return False
    at = frame(data, at, stop)[1]
    while at < stop:
        _, _, at, framing = frame(data, at, stop)
        if framing != DEFINITE:
            return False
    return True
