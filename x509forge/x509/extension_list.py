"""Looking extensions up by their type, wherever a structure has a list of them."""

from __future__ import annotations

from .. import asn1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from .extension import Extension, ExtensionValue

    E = TypeVar("E", bound=ExtensionValue)


def find_extension(extensions: tuple[Extension, ...] | None, wanted: type[E]) -> E | None:
    """Return the value of the first extension of this type, or None; raises DecodeError where it does not decode."""
    for extension in extensions or ():
        if extension.extn_id == wanted.oid:
            value = extension.extn_value
            if isinstance(value, wanted):
                return value
            # Decoded again, so that each caller has an error of its own to raise.
            return wanted.from_der(value if isinstance(value, bytes) else value.to_der())
    return None


class Extended(asn1.Value):
    """The base of structures with a field `extensions`."""

    __slots__ = ()

    if TYPE_CHECKING:
        extensions: tuple[Extension, ...] | None

    def extension(self, wanted: type[E]) -> E | None:
        """Return the first extension of this type, or None; raises DecodeError where it does not decode."""
        return find_extension(self.extensions, wanted)
