"""Which declared types have something secret in them, and which can have it further in."""

from __future__ import annotations

from ..asn1.value import codec_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..asn1.codecs import Codec
    from ..asn1.types import TypeTable
    from ..asn1.value import ValueType


def has_secrets(cls: type) -> bool:
    """Return whether a field of the type itself is secret."""
    return any(field.secret for field in getattr(cls, "_fields", ()))


def can_hold_secrets(cls: ValueType) -> bool:
    """Return whether a value of this type may have something secret in it, at whatever depth."""
    left = [codec_of(cls)]
    seen: set[Codec] = set()
    while left:
        codec = left.pop()
        if codec not in seen:
            seen.add(codec)
            if has_secrets(getattr(codec, "cls", type)):
                return True
            left += _within(codec)
    return False


def _within(codec: Codec) -> Iterator[Codec]:
    """Yield the codecs that one is made of, also by way of a table of open types."""
    for field in getattr(getattr(codec, "cls", None), "_fields", ()):
        yield field.codec
        if field.holds is not None:
            yield from _in_table(field.holds.table)
    for name in ("inner", "item"):
        if hasattr(codec, name):
            yield getattr(codec, name)
    yield from getattr(codec, "options", ())
    if hasattr(codec, "table"):
        yield from _in_table(codec.table)


def _in_table(table: TypeTable) -> Iterator[Codec]:
    for identifier in table.identifiers:
        codec = table.codec(identifier)
        if codec is not None:
            yield codec
