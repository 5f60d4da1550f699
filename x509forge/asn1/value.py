"""`Value`, the base of everything that has an encoding: immutable, compared by its DER, shown as source code."""

from __future__ import annotations

from ..errors import DecodeError
from .written import compiled, compiling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any as Anything
    from typing import ClassVar

    from typing_extensions import Self

    from .codecs import Codec
    from .schema import Field


class ValueType(type):
    """Makes each annotated name of a class body a slot, so that classes cost microseconds to make.

    What the annotations mean is worked out when the class is first used.
    """

    if TYPE_CHECKING:
        _field_names: tuple[str, ...]
        _field_defaults: dict[str, object]
        _fields: tuple[Field, ...]
        _asn1_names: dict[str, str]
        _compile: Callable[[type[Value]], None] | None
        _codec: Codec

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Anything]) -> ValueType:
        """Return the class, with the defaults of its fields taken out of the way of its slots."""
        annotations = namespace.get("__annotations__", {})
        fields = tuple(
            field for field, annotation in annotations.items() if "ClassVar" not in str(annotation).partition("[")[0]
        )
        if "__slots__" not in namespace:
            if fields:
                namespace["_field_names"] = fields
            namespace["_field_defaults"] = {field: namespace.pop(field) for field in fields if field in namespace}
            # Of a CHOICE's fields only one is there: `Choice` itself has the slots for its name and its value.
            namespace["__slots__"] = () if any(issubclass(base, Choice) for base in bases) else fields
        namespace.setdefault("__match_args__", fields)
        return super().__new__(mcs, name, bases, namespace)

    @property
    def __signature__(cls) -> Anything:
        """The parameters of the constructor, for `help()` and `inspect.signature`."""
        import inspect

        ensure_compiled(cls)
        signature = inspect.signature(compiled(cls.__init__))  # type: ignore[misc]
        return signature.replace(parameters=list(signature.parameters.values())[1:])


def ensure_compiled(cls: ValueType) -> None:
    """Work out a class's declaration, if that was not done yet; a declared class replaces its own stubs."""
    if cls.__dict__.get("_compile") is None:
        return
    with compiling:
        compile_ = cls.__dict__["_compile"]
        if compile_ is not None:
            compile_(cls)
            cls._compile = None


class Value(metaclass=ValueType):
    """Something with one DER encoding. Immutable; equal to a value of its own type with the same encoding.

    `repr` is source code: evaluated with the names of `x509forge`, it gives an equal value.
    """

    __slots__ = ("_der",)
    _field_names: ClassVar[tuple[str, ...]] = ()
    _fields: ClassVar[tuple[Field, ...]] = ()
    """What a declared type is made of; nothing of a type that was written by hand, or is not compiled yet."""
    _asn1_names: ClassVar[dict[str, str]] = {}
    """The names of its fields, by those that they have in Python."""
    _recalled: ClassVar[tuple[int, int] | None] = None
    """How many values that were read are had again for the same octets, of up to how many octets; see `declare`."""

    if TYPE_CHECKING:
        _der: bytes | None
        _secret: ClassVar[bool]

    def __init__(self, *args: Anything, **kwargs: Anything) -> None:
        """Work the declaration out on first use, then construct."""
        cls = type(self)
        if "_compile" not in cls.__dict__:
            raise TypeError(f"{cls.__name__} is not declared as an ASN.1 type")
        ensure_compiled(cls)
        cls.__init__(self, *args, **kwargs)

    def to_der(self) -> bytes:
        """Return the DER encoding; it is made once and kept."""
        der = self._der
        if der is None:
            der = self._encode()
            _set_der(self, der)
        return der

    @classmethod
    def from_der(cls, data: bytes) -> Self:
        """Return the value that these octets are the DER of, all of them.

        Raises DecodeError for anything else, with the offset and the path of the field.
        """
        if not isinstance(data, bytes):
            data = _as_bytes(data)
        codec = codec_of(cls)
        value, stop = codec.read_element(data, 0, len(data))
        if stop != len(data):
            raise DecodeError(
                f"{len(data) - stop} octets of trailing data", offset=stop, expected="the end", citation="X.690 8.1.1.1"
            )
        return value  # type: ignore[no-any-return]

    def replace(self, **fields: Anything) -> Self:
        """Return a copy with these fields changed; raises what the constructor raises."""
        return type(self)(**{**{name: getattr(self, name) for name in self._field_names}, **fields})

    __replace__ = replace

    def at(self, path: str) -> Anything:
        """Return what stands at a place: `at("tbsCertificate.extensions[subjectAltName].extnValue")`.

        An OPTIONAL field that is not there is None; the empty path is the value itself. Paths are
        those of `with_`, and of errors; raises KeyError or IndexError for one that leads nowhere.
        """
        from .path import value_at

        return value_at(self, path)

    def with_(self, path: str, value: Anything) -> Self:
        """Return a copy with one place changed: `with_("tbsCertificate.extensions[2].critical", True)`.

        Steps are field names, as ASN.1 or Python spells them, and in brackets an index, the name or number of
        the OBJECT IDENTIFIER that an item begins with (`[subjectAltName]`, the first of it), or, at the end, `[+]` to
        append an item and `[+0]` to insert one before item 0. The paths of errors are such paths.

        The value is what the constructor takes there, `Any(octets)` for octets of one's own; where a Time or a
        GeneralName is due, what its `of` takes, and for an Extension its typed value. Everything else stays as it is.
        Raises KeyError or IndexError for a path that leads nowhere, TypeError and EncodeError for a value that does
        not fit; each names the path.
        """
        from .path import replaced_at

        return replaced_at(self, path, value)  # type: ignore[no-any-return]

    def without(self, path: str) -> Self:
        """Return a copy without an item of a list, or without a field that is OPTIONAL or has a DEFAULT.

        The last item leaves an empty list; `without("tbsCertificate.extensions")` leaves none. Raises KeyError or
        IndexError for what is not there, TypeError for a field that must be there.
        """
        from .path import removed_at

        return removed_at(self, path)  # type: ignore[no-any-return]

    @classmethod
    def _convert(cls, value: Anything) -> Anything:
        """Return what `with_` puts where this type is due: a type whose `of` takes one value may call it."""
        return value

    @classmethod
    def _made(cls, *fields: Anything) -> Self:
        """Return the value with these fields, all of them and as they are stored: for those who made them so.

        A declared type has a function of its own for it, which takes half as long as its constructor.
        """
        ensure_compiled(cls)
        return cls._made(*fields)

    def _encode(self) -> bytes:
        raise NotImplementedError

    def _source_arguments(self) -> Iterable[str]:
        """Return the constructor's arguments as source code; a class with a shorter constructor says so itself."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._source_arguments())})"

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        return self.to_der() == other.to_der()

    def __hash__(self) -> int:
        return hash(self.to_der())

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable; replace({name}=...) gives a changed copy")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Anything, ...]:
        return _restore, (type(self), {name: getattr(self, name) for name in self._field_names})


class Choice(Value):
    """The base of CHOICE types: `chosen` is the name of the one field that is given, `value` what it holds."""

    __slots__ = ("chosen", "value")

    if TYPE_CHECKING:
        chosen: str
        value: Anything


class Raw(Value):
    """The base of values that are encoded octets already; one may stand in any field, for whatever is due there."""

    __slots__ = ()


def _restore(cls: type[Value], fields: dict[str, Anything]) -> Value:
    return cls(**fields)


_set_der = Value.__dict__["_der"].__set__


def codec_of(cls: ValueType) -> Codec:
    """Return how values of this class are checked, written, read and shown."""
    ensure_compiled(cls)
    return cls._codec


def _as_bytes(data: object) -> bytes:
    if isinstance(data, (bytearray, memoryview)):
        return bytes(data)
    raise TypeError(f"expected bytes, got {type(data).__name__}")
