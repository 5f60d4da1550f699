"""From annotations to codecs: what a class body declares."""

from __future__ import annotations

from .codecs import (
    Boolean,
    Codec,
    Contained,
    ContainingOpen,
    Identifier,
    Integer,
    Kept,
    ListOf,
    OctetString,
    OpenType,
    Primitive,
    Tagged,
    Union,
)
from .markers import (
    Cited,
    Containing,
    Default,
    Enumerated,
    Explicit,
    Holds,
    Implicit,
    Named,
    Open,
    OrUndecoded,
    Secret,
    SetOf,
)
from .value import Value, ValueType, codec_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Anything


def asn1_name(field: str) -> str:
    """Return a field's name in ASN.1's spelling: `not_before` is `notBefore`."""
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)


class _Annotated:
    """What `Annotated[X, ...]` evaluates to here: `typing` need not be loaded to read a declaration."""

    def __init__(self, origin: Anything, metadata: tuple[Anything, ...]) -> None:
        self.__origin__ = origin
        self.__metadata__ = metadata

    def __class_getitem__(cls, items: tuple[Anything, ...]) -> _Annotated:
        return cls(items[0], items[1:])

    def __or__(self, other: Anything) -> _Optional:
        if other is not None:
            raise TypeError("an annotated type can be optional, not one of several")
        return _Optional(self)


class _Optional:
    def __init__(self, inner: Anything) -> None:
        self.__args__ = (inner, type(None))


class Field:
    """One component of a declared type."""

    __slots__ = (
        "asn1_name",
        "citation",
        "codec",
        "default",
        "has_default",
        "holds",
        "name",
        "open_by",
        "optional",
        "secret",
    )

    def __init__(self, name: str, annotation: Anything) -> None:
        self.name = name
        self.asn1_name = asn1_name(name)
        self.optional = False
        self.has_default = False
        self.default: object = None
        self.secret = False
        self.citation = ""
        self.holds: Holds | None = None
        self.open_by: str | None = None
        self.codec = self._codec(annotation)

    def _codec(self, annotation: Anything) -> Codec:
        metadata = getattr(annotation, "__metadata__", None)
        if metadata is not None:
            return self._marked(annotation.__origin__, metadata)
        if isinstance(annotation, ValueType):
            return codec_of(annotation)
        if annotation is tuple or getattr(annotation, "__origin__", None) is tuple:
            item, ellipsis = annotation.__args__
            if ellipsis is not Ellipsis:
                raise TypeError(f"{self.name}: a list is declared as tuple[Type, ...]")
            return ListOf(self._codec(item))
        arguments = getattr(annotation, "__args__", None)
        if arguments is not None:
            present = [argument for argument in arguments if argument is not type(None)]
            self.optional = self.optional or len(present) < len(arguments)
            options = [self._codec(argument) for argument in present]
            return options[0] if len(options) == 1 else Union(options)
        codec = _PLAIN.get(annotation)
        if codec is None:
            raise TypeError(f"{self.name}: {annotation!r} is not the Python form of an ASN.1 type")
        return codec

    def _marked(self, origin: Anything, metadata: tuple[Anything, ...]) -> Codec:
        """Apply markers from left to right, as ASN.1 applies tags from the inside out."""
        codec: Codec | None = None
        for marker in metadata:
            if isinstance(marker, Open):
                # The Python type beside an open one is for type checkers: any value may stand there.
                from .universal import ANY, make_undecoded

                codec = OpenType(ANY, marker.table, make_undecoded)
                self.open_by = marker.field
                continue
            if isinstance(marker, Codec):
                codec = marker
                continue
            if isinstance(marker, ValueType):
                codec = _inner_primitive(marker)
                continue
            if codec is None and not isinstance(marker, Enumerated):
                codec = self._codec(origin)
            if isinstance(marker, Enumerated):
                codec = Integer(b"\x0a", "ENUMERATED")
            elif isinstance(marker, Implicit):
                assert codec is not None
                codec = codec.retagged(_identifier(marker))
            elif isinstance(marker, Explicit):
                assert codec is not None
                codec = Tagged(codec, marker)
            elif isinstance(marker, SetOf):
                assert isinstance(codec, ListOf)
                codec = ListOf(codec.item, is_set=True)
            elif isinstance(marker, Containing):
                from .universal import make_undecoded

                assert codec is not None
                codec = ContainingOpen(codec) if isinstance(codec, OpenType) else Contained(codec, make_undecoded)
            elif isinstance(marker, OrUndecoded):
                from .universal import make_undecoded

                assert codec is not None
                codec = Kept(codec, make_undecoded)
            elif isinstance(marker, Default):
                self.has_default = True
                self.default = marker.value
            elif isinstance(marker, Named):
                self.asn1_name = marker.name
            elif isinstance(marker, Secret):
                self.secret = True
            elif isinstance(marker, Cited):
                self.citation = marker.citation
            elif isinstance(marker, Holds):
                self.holds = marker
            else:
                raise TypeError(f"{self.name}: {marker!r} is not a marker")
        assert codec is not None
        return codec


def _identifier(marker: Explicit) -> bytes:
    from ..der import identifier

    return identifier(marker.number, marker.tag_class)


def _inner_primitive(cls: ValueType) -> Codec:
    """Return the codec of a type's own contents: `Annotated[str, IA5String]` is an IA5String as a `str`."""
    inner = getattr(codec_of(cls), "inner", None)
    if not isinstance(inner, Primitive):
        raise TypeError(f"{cls.__name__} is not a string or time type")
    return inner


def _plain() -> dict[object, Codec]:
    from ..oid import ObjectIdentifier

    return {
        bool: Boolean(b"\x01"),
        int: Integer(b"\x02"),
        bytes: OctetString(b"\x04"),
        ObjectIdentifier: Identifier(b"\x06"),
    }


_PLAIN = _plain()


def fields_of(cls: type[Value]) -> tuple[Field, ...]:
    """Return what the body of a class declares; raises TypeError for what is no declaration."""
    import sys

    annotations = cls.__dict__.get("__annotations__", {})  # noqa: RUF063
    declared = [annotations[name] for name in cls._field_names]
    texts = [annotation for annotation in declared if isinstance(annotation, str)]
    # The class's own module wrote these texts: they are code, as the class body is. All at once, at the cost of one.
    code = f"({' '.join(f'({text}),' for text in texts)})"
    read = iter(eval(code, vars(sys.modules[cls.__module__]), {"Annotated": _Annotated}))
    return tuple(
        Field(name, next(read) if isinstance(annotation, str) else annotation)
        for name, annotation in zip(cls._field_names, declared, strict=True)
    )
