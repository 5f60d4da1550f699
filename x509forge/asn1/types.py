"""Which type stands under which OBJECT IDENTIFIER: the tables of open types."""

from __future__ import annotations

from .value import codec_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..oid import ObjectIdentifier
    from .codecs import Codec
    from .value import Value


class TypeTable:
    """Types by OBJECT IDENTIFIER. A type may be named as `module:Class`: it is imported when first met."""

    def __init__(self, types: dict[ObjectIdentifier, type[Value] | str]) -> None:
        self._types = types
        self._codecs: dict[ObjectIdentifier, Codec] = {}

    def type(self, oid: str | None) -> type[Value] | None:
        """Return the type under an identifier, or None."""
        found = self._types.get(oid)  # type: ignore[call-overload]  # an ObjectIdentifier equals its text
        if isinstance(found, str):
            import importlib

            module, _, name = found.partition(":")
            found = getattr(importlib.import_module(module), name)
            self._types[oid] = found  # type: ignore[index]
        return found  # type: ignore[no-any-return]

    @property
    def identifiers(self) -> tuple[ObjectIdentifier, ...]:
        """The identifiers under which there are types."""
        return tuple(self._types)

    def codec(self, oid: ObjectIdentifier | None) -> Codec | None:
        """Return the codec of the type under an identifier, or None."""
        codec = self._codecs.get(oid)  # type: ignore[arg-type]
        if codec is None and (cls := self.type(oid)) is not None:
            codec = self._codecs[oid] = codec_of(cls)  # type: ignore[index]
        return codec
