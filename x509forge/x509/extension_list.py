"""Looking extensions up by their type, wherever a structure has a list of them."""

from __future__ import annotations

from .. import asn1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar, TypeVar

    from .extension import ExtensionValue

    E = TypeVar("E", bound=ExtensionValue)


class Extended(asn1.Value):
    """The base of structures with extensions: `_extended` names the field, or the part that has them in turn."""

    __slots__ = ()
    _extended: ClassVar[str] = "extensions"

    def extension(self, wanted: type[E]) -> E | None:
        """Return the first extension of this type, or None; raises DecodeError where it does not decode."""
        within = getattr(self, self._extended)
        if isinstance(within, Extended):
            return within.extension(wanted)
        for extension in within or ():
            if extension.extn_id == wanted.oid:
                value = extension.extn_value
                if isinstance(value, wanted):
                    return value
                # Decoded again, so that each caller has an error of its own to raise.
                return wanted.from_der(value if isinstance(value, bytes) else value.to_der())
        return None
