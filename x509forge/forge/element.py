"""Elements that can be wrong: a certificate as a tree of octets, in which lengths follow what is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..der import CONTEXT, UNIVERSAL, element, encode_integer, encode_length, encode_oid, identifier, read_header

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..asn1 import Value

    # How an element is written, from its identifier and its contents octets.
    Form = Callable[[bytes, bytes], bytes]

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, NULL, OBJECT_IDENTIFIER = (identifier(number) for number in range(1, 7))
UTF8_STRING, NUMERIC_STRING, PRINTABLE_STRING, TELETEX_STRING = (identifier(number) for number in (12, 18, 19, 20))
IA5_STRING, UTC_TIME, GENERALIZED_TIME = (identifier(number) for number in (22, 23, 24))
UNIVERSAL_STRING, BMP_STRING = identifier(28), identifier(30)
SEQUENCE, SET = identifier(16, UNIVERSAL, True), identifier(17, UNIVERSAL, True)
END_OF_CONTENTS = b"\x00\x00"
TRUE = b"\xff"


class Element:
    """An element of a certificate that is to become a bad one.

    What stands within is taken apart when it is asked for, and written again with the lengths that it has then;
    what nobody asks for stays octet for octet. `whole`, once set, stands in the place of all of it; `form` is how it
    is written, where that is not DER's way.
    """

    __slots__ = ("_children", "_contents", "form", "identifier", "prefix", "whole")

    def __init__(self, identifier_octets: bytes, contents: bytes) -> None:
        self.identifier = identifier_octets
        self._contents = contents
        self._children: list[Element] | None = None
        self.prefix = b""
        self.form: Form = element
        self.whole: bytes | None = None

    @classmethod
    def read(cls, data: bytes, pos: int = 0) -> tuple[Element, int]:
        """Return the element at a place in DER, and where it stops."""
        start, stop = read_header(data, pos, len(data))
        length = len(encode_length(stop - start))
        return cls(data[pos : start - length], data[start:stop]), stop

    @property
    def contents(self) -> bytes:
        """The contents octets, as they will be written."""
        if self._children is None:
            return self._contents
        return self.prefix + b"".join(child.to_der() for child in self._children)

    @contents.setter
    def contents(self, octets: bytes) -> None:
        self._contents, self._children, self.whole = octets, None, None

    @property
    def children(self) -> list[Element]:
        """The elements within; those in a BIT STRING stand behind its count of unused bits."""
        if self._children is None:
            self.prefix = self._contents[:1] if self.identifier == BIT_STRING else b""
            pos, found = len(self.prefix), []
            while pos < len(self._contents):
                child, pos = Element.read(self._contents, pos)
                found.append(child)
            self._children = found
        return self._children

    def to_der(self) -> bytes:
        """Return the octets, DER or not."""
        return self.form(self.identifier, self.contents) if self.whole is None else self.whole

    def become(self, value: Value | bytes) -> None:
        """Put a value, or octets, in the place of the element."""
        self.whole = value if isinstance(value, bytes) else value.to_der()

    def vanish(self) -> None:
        """Leave nothing in the place of the element."""
        self.whole = b""

    def add(self, octets: bytes) -> None:
        """Put octets behind the last element within."""
        added = Element(b"", b"")
        added.whole = octets
        self.children.append(added)


def long_length(identifier_octets: bytes, contents: bytes) -> bytes:
    """Return an element whose length takes one octet more than it needs (against X.690 10.1)."""
    length = len(contents)
    octets = length.to_bytes((length.bit_length() + 7) // 8 + (length >= 0x80), "big") or b"\x00"
    return identifier_octets + bytes((0x80 | len(octets),)) + octets + contents


def indefinite_length(identifier_octets: bytes, contents: bytes) -> bytes:
    """Return an element whose length is not said (X.690 8.1.3.6), which DER does not have (10.1)."""
    return identifier_octets + b"\x80" + contents + END_OF_CONTENTS


def sequence(*elements: bytes) -> bytes:
    """Return a SEQUENCE of elements."""
    return element(SEQUENCE, b"".join(elements))


def integer(number: int) -> bytes:
    """Return an INTEGER."""
    return element(INTEGER, encode_integer(number))


def object_identifier(dotted: str) -> bytes:
    """Return an OBJECT IDENTIFIER."""
    return element(OBJECT_IDENTIFIER, encode_oid(dotted))


def bit_string(octets: bytes, unused: int = 0) -> bytes:
    """Return a BIT STRING, whatever the count of unused bits says."""
    return element(BIT_STRING, bytes((unused,)) + octets)


def octet_string(octets: bytes) -> bytes:
    """Return an OCTET STRING."""
    return element(OCTET_STRING, octets)


def tagged(number: int, contents: bytes, *, constructed: bool = False) -> bytes:
    """Return an element with a context-specific tag."""
    return element(identifier(number, CONTEXT, constructed), contents)
