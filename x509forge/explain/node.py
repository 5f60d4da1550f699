"""`Node`: one element of what is explained, as a view of the octets, made when it is asked for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .. import asn1
from ..asn1 import codecs
from ..asn1.universal import BitString, Null
from ..asn1.value import codec_of
from ..der import APPLICATION, CONSTRUCTED, CONTEXT, PRIVATE, UNIVERSAL, describe_identifier
from ..errors import DecodeError
from ..later import Later
from .citations import citation_of
from .headers import NO_HEADER, number_of
from .meaning import is_bit_string
from .overlay import Inside, children_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..asn1.codecs import Codec
    from ..asn1.schema import Field
    from ..asn1.value import ValueType
    from ..rules import Finding
    from . import faults as _faults
    from . import words as _words
    from .document import Document
    from .overlay import Opened
else:
    _faults = Later("x509forge.explain.faults")
    _words = Later("x509forge.explain.words")

_CLASSES = {UNIVERSAL: "universal", APPLICATION: "application", CONTEXT: "context", PRIVATE: "private"}


class Tag(NamedTuple):
    """The identifier octets, read: `tag_class` is "universal", "application", "context" or "private" (X.690 8.1.2)."""

    tag_class: str
    number: int
    constructed: bool


class Note(NamedTuple):
    """Why some octets are what they are; `length` 0 is for what is left out at that place."""

    offset: int
    length: int
    text: str


class Node:
    """An element, or a part of one that has no header of its own.

    `offset` counts octets from the start of the document, `header_length` and `length` are in octets: the
    contents begin at `offset + header_length`. Each octet of a document lies in the header of exactly one node, or in
    the contents of exactly one node without children. Nothing here raises for what the octets are.
    """

    __slots__ = (
        "alternative",
        "armour_fault",
        "closed",
        "codec",
        "declared_class",
        "depth",
        "document",
        "expected",
        "field",
        "framing",
        "label",
        "length_at",
        "members",
        "offset",
        "opened",
        "parent",
        "piece",
        "secret",
        "start",
        "step",
        "stop",
        "text",
        "typed",
        "whole_stop",
    )

    def __init__(
        self,
        document: Document,
        parent: Node | None,
        step: str,
        offset: int,
        length_at: int,
        start: int,
        stop: int,
        whole_stop: int,
        framing: int,
        piece: str | None = None,
    ) -> None:
        self.document = document
        self.parent = parent
        self.step = step
        self.offset = offset
        self.length_at = length_at
        self.start = start
        self.stop = stop
        self.whole_stop = whole_stop
        self.framing = framing
        self.piece = piece
        self.depth: int = 0 if parent is None else parent.depth + 1
        self.field: Field | None = None
        self.codec: Codec | None = None
        self.declared_class: ValueType | None = None
        self.alternative = ""
        self.expected: str | None = None
        """What is due here, if what is here is something else."""
        self.opened: Opened | None = None
        self.typed = False
        self.members: tuple[Node, ...] | None = None
        """What a holder of several documents holds; it has no octets of its own."""
        self.label = ""
        """The label of the PEM block that it comes from."""
        self.armour_fault = ""
        """What is wrong with the text that it was decoded from."""
        self.text = b""
        """Text that stands around what was decoded."""
        self.secret = False
        """Whether the contents are part of a private key."""
        self.closed = False
        """Whether nothing is told of what is in it, since it is private and not what it should be."""

    def close(self) -> None:
        """Tell nothing of what is in it, unless private values are shown: any octet of it may be the key."""
        self.secret = True
        self.closed = not self.document.show_private

    def part(self, kind: str, at: int, stop: int, step: str) -> Node:
        """Return a part of this element's contents that has no header."""
        node = Node(self.document, self, step, at, at, at, stop, stop, NO_HEADER, kind)
        node.secret = self.secret
        node.typed = self.typed
        return node

    # What stands there.

    @property
    def header_length(self) -> int:
        """How many octets identifier and length take."""
        return self.start - self.offset

    @property
    def length(self) -> int:
        """How many octets the contents take, end-of-contents octets included."""
        return self.whole_stop - self.start

    @property
    def header(self) -> bytes:
        """The identifier and length octets."""
        return self.document.data[self.offset : self.start]

    @property
    def contents(self) -> bytes:
        """The contents octets."""
        return self.document.data[self.start : self.whole_stop]

    @property
    def encoded(self) -> bytes:
        """The whole element."""
        return self.document.data[self.offset : self.whole_stop]

    @property
    def constructed(self) -> bool:
        """Whether elements make up the contents, by the identifier octet."""
        return self.piece is None and self.document.data[self.offset] & CONSTRUCTED != 0

    @property
    def identifier(self) -> bytes:
        """The identifier octets."""
        return self.document.data[self.offset : self.length_at]

    @property
    def tag(self) -> Tag | None:
        """The identifier octets, read; None for a part without header."""
        if self.piece is not None:
            return None
        identifier = self.identifier
        first = identifier[0]
        return Tag(_CLASSES[first & 0xC0], number_of(identifier), bool(first & CONSTRUCTED))

    # What it is.

    @property
    def base_type(self) -> str:
        """The ASN.1 type of the contents, whatever tag stands before them; empty where nothing tells."""
        if self.piece is not None:
            return self.piece
        codec = self.codec
        if isinstance(codec, codecs.ListOf):
            return ("SET OF" if codec.is_set else "SEQUENCE OF") + _item_name(codec.item)
        if isinstance(codec, codecs.Tagged):
            return "EXPLICIT"
        if isinstance(codec, (codecs.Text, codecs.Integer)):
            return codec.name
        if isinstance(codec, codecs.Primitive):
            return type(codec).expected
        if is_bit_string(codec):
            return "BIT STRING"
        if codec is not None:
            return codec.expected
        identifier = self.identifier
        return "" if identifier[0] & 0xC0 else describe_identifier(identifier)

    @property
    def type(self) -> str:
        """The ASN.1 type as it stands there: `SEQUENCE`, `[0] EXPLICIT`, `[2] IA5String`, `unused bits`."""
        base = self.base_type
        if self.piece is not None or self.document.data[self.offset] & 0xC0 == UNIVERSAL:
            return base
        first, *rest = self.identifier
        tag = describe_identifier(bytes((first & ~CONSTRUCTED, *rest)))
        return f"{tag} {base}" if base else tag

    @property
    def declared(self) -> str:
        """The name of the declared type, `Extension`; empty where there is none."""
        return "" if self.declared_class is None else self.declared_class.__name__

    @property
    def name(self) -> str:
        """The field's name in its standard; an item of a list has that of its type."""
        step = self.step.partition(".")[0]
        if step == "inner" or step.startswith("[") or not step:
            return self.alternative.rpartition(".")[2] or self.declared or self.type
        return step

    @property
    def path(self) -> str:
        """The steps that lead here from the root, `tbsCertificate.extensions[2]`, as errors and `with_` have them.

        What stands within an EXPLICIT tag or an opened string has one step more, `.inner`.
        """
        steps = []
        node: Node | None = self
        while node is not None:
            steps.append(node.step)
            node = node.parent
        text = ""
        for step in reversed(steps):
            text += step if not text or not step or step.startswith("[") else "." + step
        return text

    @property
    def citation(self) -> str:
        """Where the standard has it, `RFC 5280 4.1.2.2`; empty where nothing is known."""
        return citation_of(self)

    @property
    def is_bits(self) -> bool:
        """Whether the first octet of the contents counts unused bits (X.690 8.6.2)."""
        if self.codec is not None:
            return is_bit_string(self.codec)
        return not self.typed and self.document.data[self.offset] == 0x03

    @property
    def is_untyped_octet_string(self) -> bool:
        """Whether it is an OCTET STRING by its tag alone."""
        return self.codec is None and self.document.data[self.offset] == 0x04

    @property
    def holds_declared(self) -> bool:
        """Whether it is a string of which a declaration says what is in it: that one says what of it is secret."""
        return self.opened is not None and self.opened.codec is not None

    @property
    def looks_like_der(self) -> bool:
        """Whether it is a string that was opened because its contents look like DER, not because anything says so."""
        return self.opened is not None and self.opened.guessed

    # What is in it.

    @property
    def children(self) -> tuple[Node, ...]:
        """What it consists of, in order."""
        return tuple(children_of(self, []))

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, each before its children."""
        yield self
        stack = [children_of(self, [])]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
                continue
            yield node
            stack.append(children_of(node, []))

    def at(self, path: str) -> Node:
        """Return the node that a path leads to; raises KeyError, which names what is there instead.

        `inner` may be left out, and so may the name of an alternative.
        """
        from .lookup import node_at

        return node_at(self, path)

    def at_offset(self, offset: int) -> Node:
        """Return the innermost node that an octet belongs to; raises IndexError for one outside."""
        if not self.offset <= offset < self.whole_stop:
            raise IndexError(f"octet {offset} is not one of {self.offset} to {self.whole_stop - 1}")
        node = self
        while True:
            inner = next((child for child in children_of(node, []) if child.offset <= offset < child.whole_stop), None)
            if inner is None:
                return node
            node = inner

    # What to say about it.

    @property
    def value(self) -> str:
        """The value in words; empty where the children say it all."""
        return _words.value_of(self)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Why the octets of the header and, without children, of the contents are what they are."""
        from .octets import notes_of

        return tuple(notes_of(self))

    @property
    def hides(self) -> bool:
        """Whether the contents must not be shown."""
        return self.secret and not self.document.show_private

    @property
    def decrypted(self) -> Node | None:
        """What an encrypted part is, as the root of a tree of its own; None without the password that opens it.

        Encrypted are private keys (PKCS #8, and PEM with DEK-Info) and contents (PKCS #7), as in PKCS #12. Opened
        is what a password was given for; a finding says if it is the wrong one. It is kept: to open takes long.
        """
        if self.document.password is None:
            return None
        from .decrypting import decrypted_of

        return decrypted_of(self)[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with this element itself; what is wrong with its children, they say.

        Of a certificate that decodes, the rules of RFC 5280 are asked, too, when a finding of it is first asked for.
        """
        return tuple(_faults.findings_of(self, Inside(self)))

    @property
    def reader(self) -> Codec | None:
        """The codec that reads the contents: the declared one, or that of the universal tag."""
        if self.codec is not None or self.piece is not None:
            return self.codec
        identifier = self.identifier
        return None if identifier[0] & 0xC0 else _universal().get(identifier[0] & 0x1F)

    def is_default(self, field: Field) -> bool:
        """Return whether this is the value that the field has when it is left out."""
        try:
            value = field.codec.read(self.document.data, self.offset, self.start, self.stop)
        except DecodeError:
            return False
        return bool(value == field.default)

    def __repr__(self) -> str:
        return f"<Node {self.path or self.name}: {self.type}, octets {self.offset} to {self.whole_stop - 1}>"

    def _repr_html_(self) -> str:
        """Return it as a page in a frame, as notebooks show it."""
        from .html import in_a_frame

        # A declared type is a name of ours, and what else a node is called need not be.
        return in_a_frame(self, self.declared or "octets")


def _item_name(codec: Codec) -> str:
    return f" {codec.cls.__name__}" if isinstance(codec, codecs.Declared) else ""


@cache
def _universal() -> dict[int, Codec]:
    """Return how the contents under each universal tag are read, where nothing is declared."""
    primitives: list[codecs.Primitive] = [
        codecs.Boolean(b"\x01"),
        codecs.Integer(b"\x02"),
        codecs.OctetString(b"\x04"),
        codecs.Identifier(b"\x06"),
        codecs.Integer(b"\x0a", "ENUMERATED"),
    ]
    found: dict[int, Codec] = {primitive.tag[0]: primitive for primitive in primitives}
    for cls in (Null, BitString, *_STRINGS):
        codec = codec_of(cls)
        found.update((identifier[0], codec) for identifier in codec.identifiers or ())
    return found


_STRINGS = (
    *(asn1.UTF8String, asn1.NumericString, asn1.PrintableString, asn1.TeletexString, asn1.IA5String),
    *(asn1.VisibleString, asn1.UniversalString, asn1.BMPString, asn1.UTCTime, asn1.GeneralizedTime),
)
