"""Reading that keeps: octets that are not what is declared stay as they are, in the smallest place that holds them.

The declared types are walked as their own readers do it. What an element is refused for becomes an `Undecoded`, which
any field takes; and at each level the value must give its octets back, or the level as a whole is kept. So is what lies
deeper than the explainer descends.
"""

from __future__ import annotations

import functools

from ..asn1 import Any, Undecoded
from ..asn1.codecs import Contained, Declared, Kept, ListOf, Retagged, Tagged, Union, extra, mismatch
from ..asn1.declare import ChoiceCodec, SequenceCodec, TypedefCodec
from ..asn1.value import codec_of
from ..der import identifier_at, read_header
from ..errors import DecodeError, EncodeError
from ..oid import ObjectIdentifier
from .document import DEPTH_LIMIT
from .headers import DEFINITE, INDEFINITE, find_ends, frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any as Anything

    from ..asn1.codecs import Codec
    from ..asn1.schema import Field
    from ..asn1.value import Value, ValueType


def read_keeping(cls: ValueType, data: bytes) -> Value:
    """Return the value whose octets these are, of this class as far as they go; `Any` where that is not far."""
    try:
        value = _Reader(data).element(codec_of(cls), 0, len(data), 0)
    except DecodeError:
        return Any(data)
    return value if isinstance(value, cls) and value.to_der() == data else Any(data)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.ends: dict[int, int] = {}

    def element(self, codec: Codec, pos: int, stop: int, depth: int, written: Codec | None = None) -> Anything:
        """Return the value of the element in `[pos, stop)`, or its octets; raises DecodeError where neither can stand.

        `written` is the codec that writes it, where that is not the one that reads it: an open type's.
        """
        written = codec if written is None else written
        octets = self.data[pos:stop]
        try:
            if not codec.begins(self.data, pos, stop):
                raise mismatch(codec.expected, self.data, pos, stop)
            start, end = read_header(self.data, pos, stop)
            if depth > DEPTH_LIMIT:
                raise DecodeError(f"more than {DEPTH_LIMIT} levels", offset=pos)
            value = self.contents(codec, pos, start, end, depth + 1)
            if written.encode(value) == octets:
                return value
            error = DecodeError("not the DER of what it holds", offset=pos, citation="X.690 10, 11")
        except DecodeError as refused:
            error = refused
        return self.kept(written, pos, stop, error)

    def kept(self, codec: Codec, pos: int, stop: int, error: DecodeError) -> Anything:
        """Return the octets as a field of this type takes them; raises the error where none can stand there."""
        _, start, _, _ = frame(self.data, pos, stop)
        # Within EXPLICIT and in an OCTET STRING it is the contents that are kept, where the frame is sound.
        for at in (pos, start):
            raw = Undecoded(self.data[at:stop], error)
            if codec.encode(raw) == self.data[pos:stop]:
                return raw
        raise error

    def contents(self, codec: Codec, pos: int, start: int, stop: int, depth: int) -> Anything:
        """Return the value of an element with a sound header; raises DecodeError."""
        if isinstance(codec, (Kept, Retagged)):
            if isinstance(codec, Kept) and not codec.inner.begins(self.data, pos, stop):
                raise mismatch(codec.expected, self.data, pos, stop)
            return self.contents(codec.inner, pos, start, stop, depth)
        if isinstance(codec, Union):
            option = codec.by_identifier.get(identifier_at(self.data, pos, stop), codec.fallback)
            if option is None:
                raise mismatch(codec.expected, self.data, pos, stop)
            return self.contents(option, pos, start, stop, depth)
        if isinstance(codec, (Tagged, Contained)):
            return self.element(codec.inner, start, self.only(start, stop), depth)
        if isinstance(codec, ListOf):
            return tuple(self.element(codec.item, at, end, depth) for at, end in self.elements(start, stop))
        if isinstance(codec, Declared):
            return self.declared(codec, pos, start, stop, depth)
        return codec.read(self.data, pos, start, stop)

    def declared(self, codec: Declared, pos: int, start: int, stop: int, depth: int) -> Anything:
        try:
            if isinstance(codec, SequenceCodec):
                return codec.cls(**self.fields(codec.cls, start, stop, depth))
            if isinstance(codec, ChoiceCodec):
                field = codec.by_identifier[identifier_at(self.data, pos, stop)]
                return codec.cls(**{field.name: self.element(field.codec, pos, stop, depth)})
            if isinstance(codec, TypedefCodec):
                return codec.cls(self.contents(codec.inner, pos, start, stop, depth))
        except EncodeError as error:
            raise DecodeError(error.reason, offset=pos, citation=error.citation) from None
        return codec.read(self.data, pos, start, stop)

    def fields(self, cls: ValueType, start: int, stop: int, depth: int) -> dict[str, Anything]:
        """Return the components of a SEQUENCE by name; raises DecodeError where elements are missing or left."""
        values: dict[str, Anything] = {}
        elements = list(self.elements(start, stop))
        elements.reverse()
        for field in cls._fields:
            codec = self.resolved(field, values)
            at, end = elements[-1] if elements else (stop, stop)
            if not codec.begins(self.data, at, end) and (field.optional or field.has_default):
                values[field.name] = field.default
            elif not elements:
                raise mismatch(codec.expected, self.data, at, end)
            else:
                elements.pop()
                value = self.element(codec, at, end, depth, field.codec)
                if field.has_default and value == field.default:
                    error = DecodeError("the DEFAULT value is written out", offset=at, citation="X.690 11.5")
                    value = self.kept(field.codec, at, end, error)
                values[field.name] = value
        if elements:
            raise extra(self.data, *elements[-1])
        return values

    def resolved(self, field: Field, values: dict[str, Anything]) -> Codec:
        if not field.codec.open_table:
            return field.codec
        assert field.open_by is not None
        name, *rest = field.open_by.split(".")
        key = functools.reduce(lambda value, step: getattr(value, step, None), rest, values[name])
        return field.codec.resolve(key if isinstance(key, ObjectIdentifier) else None)

    def only(self, start: int, stop: int) -> int:
        """Return where the one element ends that fills these bounds; raises DecodeError."""
        _, end = next(self.elements(start, stop), (start, start))
        if end != stop:
            raise extra(self.data, end, stop)
        return end

    def elements(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Yield where the elements within these bounds begin and end, by BER's rules; raises DecodeError for a rest."""
        while start < stop:
            _, _, end, framing = frame(self.data, start, stop)
            if framing == INDEFINITE:
                if start not in self.ends:
                    find_ends(self.data, start, stop, self.ends)
                end, framing = self.ends[start] + 2, DEFINITE if self.ends[start] >= 0 else framing
            if framing != DEFINITE:
                read_header(self.data, start, stop)
                raise DecodeError("an element without an end", offset=start)
            yield start, end
            start = end
