"""How each kind of ASN.1 type is checked, written, read and shown.

A `Codec` is what an annotation means. Declared classes are built from codecs and
have one themselves, so that types nest to any depth.

`read(data, pos, start, stop)` is given an element whose header was read: its
identifier at `pos`, its contents in `[start, stop)`. Offsets are those of the
whole input throughout, so an error needs no translation on its way up.
"""

from __future__ import annotations

# `threading` itself is half a millisecond of a cold start.
from _thread import _local

from ..der import (
    CONSTRUCTED,
    MAX_OPEN_TYPES,
    SHORT_LENGTHS,
    check_generalized_time,
    check_utc_time,
    decode_boolean,
    decode_generalized_time,
    decode_integer,
    decode_utc_time,
    describe_identifier,
    element,
    encode_integer,
    encode_text,
    holds_text,
    identifier,
    identifier_at,
    read_header,
    text_codec,
    text_decoder,
)
from ..errors import DecodeError, EncodeError
from ..oid import ObjectIdentifier, read_oid
from .value import Raw, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any as Anything

    from .markers import Explicit
    from .types import TypeTable
    from .value import ValueType


class Codec:
    """The meaning of a type. `identifiers` are those that an element of it may begin with; None stands for any."""

    identifiers: frozenset[bytes] | None
    expected: str
    python_type: type | None = None
    """The one class whose instances need no further check, if there is one."""
    stored: tuple[type, ...] = ()
    """Other classes whose instances, and those of their subclasses, need no further check."""
    quick: Callable[[str], bool] | None = None
    """Where the class is `str`: a test that says yes of most texts that need no further check."""
    inline: str | None = None
    """What a compiled reader has in place of a call of `read`, where that is one expression."""
    inline_encode: str | None = None
    """What a compiled encoder has in place of a call of `encode` with `{value}`, where that is one expression."""
    open_table: TypeTable | None = None
    """The table of types, where the type depends on an OBJECT IDENTIFIER in another field: see `resolve`."""

    def accept(self, value: Anything) -> Anything:
        """Return what a field stores for this argument; raises TypeError, EncodeError."""
        raise NotImplementedError

    def encode(self, value: Anything) -> bytes:
        """Return the whole element."""
        raise NotImplementedError

    def read(self, data: bytes, pos: int, start: int, stop: int) -> Anything:
        """Return the value; raises DecodeError."""
        raise NotImplementedError

    def source(self, value: Anything) -> str:
        """Return the value as source code."""
        return repr(value)

    def retagged(self, tag: bytes) -> Codec:
        """Return this codec under an implicit tag; raises TypeError where X.680 31.2.9 forbids one."""
        raise TypeError(f"{self.expected} cannot be tagged IMPLICIT (X.680 31.2.9); tag it EXPLICIT")

    def resolve(self, key: ObjectIdentifier | None) -> Codec:
        """Return the codec for this value of the field that an open type depends on."""
        return self

    def begins(self, data: bytes, pos: int, end: int) -> bool:
        """Return whether the element at `pos`, if there is one, can be of this type."""
        # Most identifiers are one octet; a first octet that more follow is no identifier.
        return pos < end and (
            self.identifiers is None
            or data[pos : pos + 1] in self.identifiers
            or identifier_at(data, pos, end) in self.identifiers
        )

    def read_element(self, data: bytes, pos: int, end: int) -> tuple[Anything, int]:
        """Return the value at `pos` and where its element stops."""
        if not self.begins(data, pos, end):
            raise mismatch(self.expected, data, pos, end)
        start, stop = read_header(data, pos, end)
        return self.read(data, pos, start, stop), stop


def first_octets(codec: Codec) -> frozenset[int] | None:
    """Return the octets that an element of this type begins with; None if some identifier takes more than one octet."""
    identifiers = codec.identifiers
    if identifiers is None or any(len(identifier) > 1 for identifier in identifiers):
        return None
    return frozenset(identifier[0] for identifier in identifiers)


def mismatch(expected: str, data: bytes, pos: int, end: int) -> DecodeError:
    """Return the error for an element of another type, or for none at all."""
    found = describe_identifier(identifier_at(data, pos, end))
    if found == "nothing":
        return DecodeError(f"{expected} is missing", offset=pos, expected=expected, found=found)
    return DecodeError(f"expected {expected}, found {found}", offset=pos, expected=expected, found=found)


def wrong_type(expected: str, value: object) -> TypeError:
    """Return the error for an argument of another Python type."""
    return TypeError(f"expected {expected}, got {type(value).__name__}")


def _literal(tag: bytes) -> str:
    """Return a tag as it stands in `inline_encode`."""
    return repr(tag).replace("{", "{{").replace("}", "}}")


class Primitive(Codec):
    """A codec of one tag, which an implicit tag may replace. A raw `Any` may stand for its value."""

    def __init__(self, tag: bytes) -> None:
        self.tag = tag
        self.identifiers = frozenset((tag,))

    def retagged(self, tag: bytes) -> Codec:
        """Return a copy with that tag, constructed as this one is."""
        twin: Primitive = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.tag = bytes((tag[0] | self.tag[0] & CONSTRUCTED,)) + tag[1:]
        twin.inline_encode = None
        twin.identifiers = frozenset((twin.tag,))
        twin.expected = f"{describe_identifier(tag)} {self.expected}"
        return twin

    def accept(self, value: Anything) -> Anything:
        """Return the value as it is stored, a raw element included."""
        if isinstance(value, Raw):
            return value
        return self.accept_typed(value)

    def encode(self, value: Anything) -> bytes:
        """Return the element; a raw one as it is."""
        if isinstance(value, Raw):
            return value.to_der()
        return element(self.tag, self.contents(value))

    def accept_typed(self, value: Anything) -> Anything:
        """Return the value as it is stored; raises TypeError, EncodeError."""
        raise NotImplementedError

    def contents(self, value: Anything) -> bytes:
        """Return the contents octets."""
        raise NotImplementedError


class Boolean(Primitive):
    expected = "BOOLEAN"
    python_type = bool
    inline_encode = (
        r"(b'\x01\x01\xff' if {value} is True else b'\x01\x01\x00' if {value} is False else {value}.to_der())"
    )

    def accept_typed(self, value: Anything) -> bool:
        if value is True or value is False:
            return bool(value)
        raise wrong_type("bool", value)

    def contents(self, value: bool) -> bytes:
        # X.690 11.1: TRUE is all ones.
        return b"\xff" if value else b"\x00"

    def read(self, data: bytes, pos: int, start: int, stop: int) -> bool:
        return decode_boolean(data, start, stop)


class Integer(Primitive):
    python_type = int

    def __init__(self, tag: bytes, name: str = "INTEGER") -> None:
        super().__init__(tag)
        self.expected = self.name = name
        typed = f"element({_literal(tag)}, encode_integer({{value}}))"
        self.inline_encode = f"({typed} if {{value}}.__class__ is int else {{value}}.to_der())"

    def accept_typed(self, value: Anything) -> int:
        if isinstance(value, int) and not isinstance(value, bool):
            return int(value)
        raise wrong_type("int", value)

    def encode(self, value: Anything) -> bytes:
        return element(self.tag, encode_integer(value)) if value.__class__ is int else super().encode(value)

    def contents(self, value: int) -> bytes:
        return encode_integer(value)

    def read(self, data: bytes, pos: int, start: int, stop: int) -> int:
        return decode_integer(data, start, stop, self.name)


class OctetString(Primitive):
    expected = "OCTET STRING"
    python_type = bytes
    inline = "data[start:stop]"
    inline_encode = r"(element(b'\x04', {value}) if {value}.__class__ is bytes else {value}.to_der())"

    def accept_typed(self, value: Anything) -> bytes:
        if isinstance(value, (bytes, bytearray, memoryview)):
            return bytes(value)
        raise wrong_type("bytes", value)

    def contents(self, value: bytes) -> bytes:
        return value

    def read(self, data: bytes, pos: int, start: int, stop: int) -> bytes:
        return data[start:stop]


class Identifier(Primitive):
    expected = "OBJECT IDENTIFIER"
    python_type = ObjectIdentifier
    inline = "known_oids.get(data[start:stop]) or read_oid(data, start, stop)"
    inline_encode = "{value}.der"  # of an identifier, and of a raw element

    def accept_typed(self, value: Anything) -> ObjectIdentifier:
        if isinstance(value, str):
            return ObjectIdentifier(value)
        raise wrong_type("an object identifier as str", value)

    def contents(self, value: ObjectIdentifier) -> bytes:
        return value.contents

    def read(self, data: bytes, pos: int, start: int, stop: int) -> ObjectIdentifier:
        return read_oid(data, start, stop)

    def source(self, value: Anything) -> str:
        return repr(str(value)) if isinstance(value, str) else repr(value)


class Text(Primitive):
    """A string type, as the `str` of a field."""

    python_type = None

    def __init__(self, tag: bytes, name: str) -> None:
        super().__init__(tag)
        self.expected = self.name = name
        self.decode = text_decoder(name)
        self.charset = text_codec(name)
        self.quick = holds_text(name)

    def accept_typed(self, value: Anything) -> str:
        if not isinstance(value, str):
            raise wrong_type("str", value)
        encode_text(self.name, value)
        return str.__str__(value)

    def encode(self, value: Anything) -> bytes:
        if value.__class__ is not str:
            return super().encode(value)
        contents: bytes = value.encode(self.charset)
        length = len(contents)
        return self.tag + SHORT_LENGTHS[length] + contents if length < 128 else element(self.tag, contents)

    def contents(self, value: str) -> bytes:
        # That the type can hold the text was seen when it was accepted, or read.
        return value.encode(self.charset)

    def read(self, data: bytes, pos: int, start: int, stop: int) -> str:
        return self.decode(data, start, stop)


class TimeText(Text):
    """UTCTime or GeneralizedTime, as the `str` of a field: `YYMMDDhhmmssZ` or `YYYYMMDDhhmmssZ`."""

    def __init__(self, tag: bytes, name: str) -> None:
        Primitive.__init__(self, tag)
        self.expected = self.name = name
        self.decode = decode_utc_time if name == "UTCTime" else decode_generalized_time
        self.charset = "ascii"

    def accept_typed(self, value: Anything) -> str:
        if not isinstance(value, str):
            raise wrong_type("str", value)
        (check_utc_time if self.name == "UTCTime" else check_generalized_time)(value)
        return str.__str__(value)


class ListOf(Primitive):
    """SEQUENCE OF, or SET OF with its encodings in ascending order (X.690 11.6); stored as a tuple."""

    def __init__(self, item: Codec, is_set: bool = False, tag: bytes = b"") -> None:
        super().__init__(tag or (b"\x31" if is_set else b"\x30"))
        self.item = item
        self.read_item = item.read
        self.first_octets = first_octets(item)
        self.is_set = is_set
        self.of_values = item.inline_encode == Declared.inline_encode
        if self.of_values:
            encoded = "[item._der or item.to_der() for item in {value}]"
            self.inline_encode = (
                f"(element({_literal(self.tag)}, b''.join({f'sorted({encoded})' if is_set else encoded}))"
                " if {value}.__class__ is tuple else {value}.to_der())"
            )
        self.open_table = item.open_table
        self.expected = "SET OF" if is_set else "SEQUENCE OF"

    def accept(self, value: Anything) -> Anything:
        if value.__class__ is tuple:
            exact = self.item.python_type
            for item in value:
                if item.__class__ is not exact:
                    break
            else:
                return value
        return super().accept(value)

    def accept_typed(self, value: Anything) -> tuple[Anything, ...]:
        if isinstance(value, (str, bytes, dict)) or not hasattr(value, "__iter__"):
            raise wrong_type("a sequence", value)
        exact = self.item.python_type
        accepted = []
        for index, item in enumerate(value):
            if type(item) is not exact:
                try:
                    item = self.item.accept(item)
                except EncodeError as error:
                    raise error.within(f"[{index}]") from None
                except TypeError as error:
                    raise TypeError(f"[{index}]: {error}") from None
            accepted.append(item)
        return tuple(accepted)

    def encode(self, value: Anything) -> bytes:
        return element(self.tag, self.contents(value)) if value.__class__ is tuple else super().encode(value)

    def contents(self, value: tuple[Anything, ...]) -> bytes:
        if self.of_values:
            encoded = [item._der or item.to_der() for item in value]
        else:
            encoded = list(map(self.item.encode, value))
        if self.is_set:
            encoded.sort()
        return b"".join(encoded)

    def read(self, data: bytes, pos: int, start: int, stop: int) -> tuple[Anything, ...]:
        values: list[Anything] = []
        first_octets = self.first_octets
        read = self.read_item
        at = start
        previous_at = -1
        try:
            while at < stop:
                if first_octets is None or data[at] not in first_octets:
                    value, next_at = self.item.read_element(data, at, stop)
                else:
                    # The same as `read_element`, with a header of two octets read in place: most are.
                    length = data[at + 1] if at + 1 < stop else 128
                    contents_at = at + 2
                    next_at = contents_at + length
                    if length > 127 or next_at > stop:
                        contents_at, next_at = read_header(data, at, stop)
                    value = read(data, at, contents_at, next_at)
                if self.is_set:
                    if previous_at >= 0 and data[at:next_at] < data[previous_at:at]:
                        raise DecodeError("SET OF out of order", offset=at, citation="X.690 11.6")
                    previous_at = at
                values.append(value)
                at = next_at
        except DecodeError as error:
            error.within(f"[{len(values)}]")
            raise
        return tuple(values)

    def source(self, value: Anything) -> str:
        if isinstance(value, Raw):
            return repr(value)
        items = [self.item.source(item) for item in value]
        return f"({', '.join(items)}{',' if len(items) == 1 else ''})"

    def resolve(self, key: ObjectIdentifier | None) -> Codec:
        return ListOf(self.item.resolve(key), self.is_set, self.tag) if self.open_table else self


class Declared(Codec):
    """The codec of a class that derives from `Value`; a raw element may stand for an instance."""

    inline_encode = "({value}._der or {value}.to_der())"

    def __init__(self, cls: ValueType, identifiers: frozenset[bytes] | None, expected: str) -> None:
        self.cls = self.python_type = cls
        self.identifiers = identifiers
        self.expected = expected

    def accept(self, value: Anything) -> Anything:
        if isinstance(value, (self.cls, Raw)):
            return value
        raise wrong_type(self.cls.__name__, value)

    def encode(self, value: Value) -> bytes:
        return value.to_der()

    def retagged(self, tag: bytes) -> Codec:
        # A CHOICE has as many identifiers as alternatives, ANY has no set of them: neither can lose its own tag.
        if self.identifiers is None or len(self.identifiers) != 1:
            return super().retagged(tag)
        (own,) = self.identifiers
        return Retagged(self, bytes((tag[0] | own[0] & CONSTRUCTED,)) + tag[1:])


class Retagged(Codec):
    """A declared class under an implicit tag."""

    def __init__(self, inner: Declared, tag: bytes) -> None:
        self.inner = inner
        self.tag = tag
        self.identifiers = frozenset((tag,))
        self.python_type = inner.python_type
        self.expected = f"{describe_identifier(tag)} {inner.expected}"
        self.accept = inner.accept  # type: ignore[method-assign]
        self.read = inner.read  # type: ignore[method-assign]

    def encode(self, value: Value) -> bytes:
        der = value.to_der()
        if isinstance(value, Raw):
            return der
        start, _ = read_header(der, 0, len(der))
        return element(self.tag, der[start:])


class Tagged(Codec):
    """`[number] EXPLICIT`: an element that holds nothing but another one."""

    def __init__(self, inner: Codec, marker: Explicit) -> None:
        self.inner = inner
        self.marker = marker
        self.tag = identifier(marker.number, marker.tag_class, constructed=True)
        self.identifiers = frozenset((self.tag,))
        self.python_type = inner.python_type
        self.stored = inner.stored
        self.quick = inner.quick
        self.open_table = inner.open_table
        if inner.inline_encode:
            self.inline_encode = f"element({_literal(self.tag)}, {inner.inline_encode})"
        self.expected = f"{describe_identifier(self.tag)} EXPLICIT {inner.expected}"
        self.accept = inner.accept  # type: ignore[method-assign]
        self.source = inner.source  # type: ignore[method-assign]

    def encode(self, value: Anything) -> bytes:
        return element(self.tag, self.inner.encode(value))

    def read(self, data: bytes, pos: int, start: int, stop: int) -> Anything:
        value, at = self.inner.read_element(data, start, stop)
        if at != stop:
            raise extra(data, at, stop)
        return value

    def resolve(self, key: ObjectIdentifier | None) -> Codec:
        return Tagged(self.inner.resolve(key), self.marker) if self.open_table else self


def extra(data: bytes, at: int, stop: int) -> DecodeError:
    """Return the error for octets behind the last element that is due."""
    found = describe_identifier(identifier_at(data, at, stop))
    return DecodeError(f"{found} after the last element", offset=at, expected="the end", found=found)


class Union(Codec):
    """A CHOICE of types that Python tells apart by their classes, as `UTF8String | PrintableString`; ANY comes last."""

    def __init__(self, options: list[Codec]) -> None:
        self.options = options
        self.stored = tuple(option.cls for option in options if isinstance(option, Declared))
        # Each identifier leads to the one option that can begin with it; what has none takes the rest.
        self.by_identifier = {tag: option for option in options for tag in option.identifiers or ()}
        self.fallback = next((option for option in options if option.identifiers is None), None)
        self.by_first_octet = {tag[0]: option for tag, option in self.by_identifier.items() if len(tag) == 1}
        self.identifiers = None if self.fallback else frozenset(self.by_identifier)
        self.expected = " or ".join(option.expected for option in options)
        self.inline_encode = Declared.inline_encode

    def accept(self, value: Anything) -> Anything:
        for option in self.options:
            if type(value) is option.python_type:
                return value
        for option in self.options:
            try:
                return option.accept(value)
            except TypeError:
                continue
        raise wrong_type(self.expected, value)

    def encode(self, value: Value) -> bytes:
        return value.to_der()

    def read(self, data: bytes, pos: int, start: int, stop: int) -> Anything:
        option = self.by_first_octet.get(data[pos])
        if option is None:
            option = self.by_identifier.get(identifier_at(data, pos, stop), self.fallback)
            if option is None:
                raise mismatch(self.expected, data, pos, stop)
        return option.read(data, pos, start, stop)


class Kept(Codec):
    """A type whose broken values are kept as `Undecoded`; broken in their contents, not in their framing."""

    def __init__(self, inner: Codec, make_undecoded: Callable[[bytes, DecodeError], Raw]) -> None:
        self.inner = inner
        self.read_inner = inner.read
        # Of a union, the alternatives themselves.
        union = inner.by_first_octet if isinstance(inner, Union) else {}
        self.readers = {first: option.read for first, option in union.items()}
        self.make_undecoded = make_undecoded
        self.identifiers = inner.identifiers
        self.python_type = inner.python_type
        self.stored = inner.stored
        self.inline_encode = inner.inline_encode
        self.expected = inner.expected
        self.accept = inner.accept  # type: ignore[method-assign]
        self.encode = inner.encode  # type: ignore[method-assign]
        self.source = inner.source  # type: ignore[method-assign]

    def read(self, data: bytes, pos: int, start: int, stop: int) -> Anything:
        try:
            return self.readers.get(data[pos], self.read_inner)(data, pos, start, stop)
        except DecodeError as error:
            return self.make_undecoded(data[pos:stop], error)


class AnyValue(Codec):
    """An element of whatever type, given as any `Value`."""

    identifiers = None
    expected = "ANY"
    stored = (Value,)
    inline_encode = Declared.inline_encode

    def __init__(self, any_type: Codec) -> None:
        self.read = any_type.read  # type: ignore[method-assign]

    def accept(self, value: Anything) -> Value:
        if isinstance(value, Value):
            return value
        raise wrong_type("an ASN.1 value", value)

    def encode(self, value: Value) -> bytes:
        return value.to_der()


class OpenType(AnyValue):
    """ANY DEFINED BY: whatever is given is written; a table says what is read."""

    open_table: TypeTable

    def __init__(self, any_type: Codec, table: TypeTable, make_undecoded: Callable[[bytes, DecodeError], Raw]) -> None:
        super().__init__(any_type)
        self.any_type = any_type
        self.open_table = table
        self.make_undecoded = make_undecoded

    def resolve(self, key: ObjectIdentifier | None) -> Codec:
        codec = self.open_table.codec(key)
        return self.any_type if codec is None else AnyTagKept(codec, self.make_undecoded)


class AnyTagKept(Kept):
    """As `Kept`, and an element of another type altogether is kept, too."""

    def __init__(self, inner: Codec, make_undecoded: Callable[[bytes, DecodeError], Raw]) -> None:
        super().__init__(inner, make_undecoded)
        self.first_octets = first_octets(inner)
        self.identifiers = None

    def read(self, data: bytes, pos: int, start: int, stop: int) -> Anything:
        if not (self.first_octets and data[pos] in self.first_octets) and not self.inner.begins(data, pos, stop):
            return self.make_undecoded(data[pos:stop], mismatch(self.inner.expected, data, pos, stop))
        if reading.open_types >= MAX_OPEN_TYPES:
            error = DecodeError(f"open types {MAX_OPEN_TYPES} deep, which is as far as is read", offset=pos)
            return self.make_undecoded(data[pos:stop], error)
        reading.open_types += 1
        try:
            return super().read(data, pos, start, stop)
        finally:
            reading.open_types -= 1


class _Reading(_local):
    open_types = 0  # within how many of them this is
    undecoded = 0  # how many values were kept as octets so far


reading = _Reading()
"""What readers know beside their input."""


class Containing(Primitive):
    """OCTET STRING (CONTAINING a type), as a typed value; `bytes` are what stands within the OCTET STRING."""

    expected = "OCTET STRING"
    stored = (Value,)

    def __init__(self, inner: Codec, tag: bytes = b"\x04") -> None:
        super().__init__(tag)
        self.inner = inner
        if tag == b"\x04":
            # Raw octets here are those within the OCTET STRING, so that a broken value keeps its sound frame.
            self.inline_encode = (
                r"element(b'\x04', {value} if {value}.__class__ is bytes else {value}._der or {value}.to_der())"
            )

    def accept_typed(self, value: Anything) -> Anything:
        if isinstance(value, Value):
            return value
        if isinstance(value, (bytes, bytearray, memoryview)):
            return bytes(value)
        raise wrong_type("an ASN.1 value or bytes", value)

    def encode(self, value: Anything) -> bytes:
        return element(self.tag, value if type(value) is bytes else value._der or value.to_der())


class ContainingOpen(Containing):
    """OCTET STRING with the DER of an open type in it; under an unknown identifier, `bytes`."""

    inner: OpenType

    def __init__(self, inner: OpenType, tag: bytes = b"\x04") -> None:
        super().__init__(inner, tag)
        self.open_table = inner.open_table

    def resolve(self, key: ObjectIdentifier | None) -> Codec:
        codec = self.inner.open_table.codec(key)
        return OctetString(self.tag) if codec is None else Contained(codec, self.inner.make_undecoded, self.tag)


class Contained(Containing):
    """OCTET STRING (CONTAINING a type that is known), whose broken values are kept."""

    def __init__(self, inner: Codec, make_undecoded: Callable[[bytes, DecodeError], Raw], tag: bytes = b"\x04") -> None:
        super().__init__(inner, tag)
        self.read_inner = inner.read
        self.first_octets = first_octets(inner)
        self.make_undecoded = make_undecoded

    def read(self, data: bytes, pos: int, start: int, stop: int) -> Anything:
        try:
            if self.first_octets and stop - start > 1 and data[start] in self.first_octets and data[start + 1] < 128:
                at = start + 2 + data[start + 1]
                if at == stop:
                    return self.read_inner(data, start, start + 2, stop)
            value, at = self.inner.read_element(data, start, stop)
            if at != stop:
                raise extra(data, at, stop)
        except DecodeError as error:
            return self.make_undecoded(data[start:stop], error)
        return value
