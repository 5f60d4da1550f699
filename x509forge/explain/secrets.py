"""Which declared types have something secret in them, and which can have it further in."""

from __future__ import annotations

from functools import cache

from ..asn1.codecs import Containing, Declared, Kept, ListOf, Retagged, Tagged, Union
from ..asn1.declare import TypedefCodec
from ..asn1.value import ensure_compiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..asn1.codecs import Codec
    from ..asn1.types import TypeTable
    from ..asn1.value import ValueType


@cache
def has_secrets(cls: ValueType) -> bool:
    """Return whether a field of the type itself is secret."""
    ensure_compiled(cls)
    return any(field.secret for field in cls._fields)


def can_hold_secrets(codec: Codec) -> bool:
    """Return whether a value of this type may have something secret in it, at whatever depth."""
    left = [codec]
    seen: set[Codec] = set()
    while left:
        codec = left.pop()
        if codec not in seen:
            seen.add(codec)
            if isinstance(codec, Declared) and has_secrets(codec.cls):
                return True
            left += _within(codec)
    return False


def _within(codec: Codec) -> Iterator[Codec]:
    """Yield the codecs that one is made of, also by way of a table of open types."""
    if isinstance(codec, Declared):
        for field in codec.cls._fields:
            yield field.codec
            if field.holds is not None:
                yield from _in_table(field.holds.table)
    if isinstance(codec, (Containing, Kept, Retagged, Tagged, TypedefCodec)):
        yield codec.inner
    elif isinstance(codec, ListOf):
        yield codec.item
    elif isinstance(codec, Union):
        yield from codec.options
    if codec.open_table:
        yield from _in_table(codec.open_table)


def _in_table(table: TypeTable) -> Iterator[Codec]:
    for identifier in table.identifiers:
        codec = table.codec(identifier)
        if codec is not None:
            yield codec
