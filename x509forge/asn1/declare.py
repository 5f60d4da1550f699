"""`@sequence`, `@typedef`, `@choice`: a class body becomes an ASN.1 type.

The three methods that run for every value, the constructor, the encoder and the
reader of a SEQUENCE, are written out as Python source for each class, and compiled
when they are first called: a loop over a table of fields takes three times as long.
"""

from __future__ import annotations

from ..der import SHORT_LENGTHS, element, encode_integer, identifier_at, read_header
from ..errors import DecodeError, EncodeError
from ..kept import Kept
from ..oid import KNOWN_BY_CONTENTS, read_oid
from .codecs import Codec, Declared, Text, extra, first_octets, mismatch, reading
from .schema import Field, fields_of
from .value import Choice, Value, ValueType
from .written import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any as Anything
    from typing import TypeVar

    from typing_extensions import dataclass_transform

    from ..oid import ObjectIdentifier

    T = TypeVar("T", bound=type[Value])
else:

    def dataclass_transform(**_: object) -> object:
        """Stand in for the decorator that only type checkers read."""
        return lambda function: function


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
def sequence(cls: T) -> T:
    """Declare a SEQUENCE: the fields of the class body are its components, in order, all given by keyword.

    A field that may be None is OPTIONAL. `= value` is Python's default for the
    argument; `Default(value)` is ASN.1's DEFAULT on the wire.
    """
    cls._codec = SequenceCodec(cls)
    cls._compile = _compile_sequence
    return cls


@dataclass_transform(frozen_default=True, eq_default=False)
def typedef(cls: T) -> T:
    """Declare `Name ::= Type`: a class with one field, whose encoding is the field's."""
    cls._compile = _compile_typedef
    return cls


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
def choice(cls: T) -> T:
    """Declare a CHOICE, on a class that derives from `Choice`: exactly one field is given, the others are None."""
    for name in cls._field_names:
        setattr(cls, name, _Alternative(name))
    cls._compile = _compile_choice
    return cls


def accept_field(owner: str, field: Field, value: Anything) -> Anything:
    """Return what a field stores for an argument; errors name the field."""
    try:
        return field.codec.accept(value)
    except EncodeError as error:
        raise error.within(owner, field.asn1_name) from None
    except TypeError as error:
        raise TypeError(f"{owner}.{field.name}: {error}") from None


def _acceptor(owner: str, field: Field) -> Callable[[Anything], Anything]:
    accept, exact, quick = field.codec.accept, field.codec.python_type, field.codec.quick

    def checked(value: Anything) -> Anything:
        kind = value.__class__
        if kind is exact or (kind is str and quick is not None and quick(value)):
            return value
        try:
            return accept(value)
        except (EncodeError, TypeError):
            return accept_field(owner, field, value)

    return checked


def _recalling(cls: type[Value], read: Callable[..., Anything]) -> Callable[..., Anything]:
    """Return a reader that has the same value for the same octets, where the class says that they come again.

    Certificates of a chain, a bundle or a list have algorithms and names in common: each need not be read again, nor be
    kept as often as it is there. What is undecoded says where it stood, so what holds such a thing is read each time.
    """
    if cls._recalled is None:
        return read
    most, longest = cls._recalled
    values = Kept(most)

    def recall(data: bytes, pos: int, start: int, stop: int) -> Anything:
        # How deep open types may be nested depends on what is around them.
        if stop - start > longest or reading.open_types:
            return read(data, pos, start, stop)
        contents = data[start:stop]
        value = values.get(contents)
        if value is None:
            undecoded = reading.undecoded
            value = read(data, pos, start, stop)
            if reading.undecoded == undecoded:
                values.keep(contents, value)
        return value

    return recall


def _asn1_names(fields: tuple[Field, ...]) -> dict[str, str]:
    return {field.name: field.asn1_name for field in fields}


# SEQUENCE


class SequenceCodec(Declared):
    """The codec of a class that `@sequence` declares."""

    def __init__(self, cls: ValueType) -> None:
        super().__init__(cls, frozenset((b"\x30",)), "SEQUENCE")

    def read(self, data: bytes, pos: int, start: int, stop: int) -> Anything:
        return self.cls._read(data, pos, start, stop)  # type: ignore[attr-defined]


def _compile_sequence(cls: type[Value]) -> None:
    fields = fields_of(cls)
    cls._fields = fields
    cls._asn1_names = _asn1_names(fields)
    namespace: dict[str, Anything] = {
        "DecodeError": DecodeError,
        "extra": extra,
        "header": read_header,
        "known_oids": KNOWN_BY_CONTENTS,
        "read_oid": read_oid,
        "resolve": _resolve,
        "mismatch": mismatch,
        "new": object.__new__,
        "cls": cls,
        "set_der": Value.__dict__["_der"].__set__,
        "element": element,
        "encode_integer": encode_integer,
        "short": SHORT_LENGTHS,
    }
    for field in fields:
        name, codec = field.name, field.codec
        namespace[f"codec_{name}"] = codec
        namespace[f"encode_{name}"] = codec.encode
        namespace[f"read_{name}"] = codec.read
        if codec.open_table:
            namespace[f"known_{name}"] = {}
        namespace[f"set_{name}"] = cls.__dict__[name].__set__
        namespace[f"accept_{name}"] = _acceptor(cls.__name__, field)
        namespace[f"type_{name}"] = codec.python_type
        namespace[f"stored_{name}"] = codec.stored
        namespace[f"quick_{name}"] = codec.quick
        namespace[f"wire_default_{name}"] = field.default
        if name in cls._field_defaults:
            namespace[f"default_{name}"] = cls._field_defaults[name]
    cls.to_der = written(cls, "to_der", lambda: _encode_source(fields), namespace)  # type: ignore[method-assign]
    read = _recalling(cls, written(cls, "_read", lambda: _read_source(fields), namespace))
    cls._read = staticmethod(read)  # type: ignore[attr-defined]
    cls._codec.read = read  # type: ignore[method-assign]
    if "_source_arguments" not in cls.__dict__:
        cls._source_arguments = _source_arguments  # type: ignore[method-assign]
    made = written(cls, "_made", lambda: _made_source(fields), namespace)
    cls._made = staticmethod(made)  # type: ignore[method-assign]
    if "__init__" not in cls.__dict__:
        init = written(cls, "__init__", lambda: _init_source(cls, fields), namespace)
        init.__annotations__ = dict(cls.__dict__.get("__annotations__", {}))  # noqa: RUF063
        # The last of all: from then on another thread makes values, which must have the rest.
        cls.__init__ = init  # type: ignore[method-assign]


def _resolve(codec: Codec, known: dict[ObjectIdentifier, Codec], key: ObjectIdentifier) -> Codec:
    """Return the codec of an open type, and remember it where the table knows the type: strangers name many others."""
    found = codec.resolve(key)
    if codec.open_table and codec.open_table.codec(key):
        known[key] = found
    return found


def _init_source(cls: type[Value], fields: tuple[Field, ...]) -> Iterable[str]:
    parameters = [
        f"{field.name}=default_{field.name}" if field.name in cls._field_defaults else field.name for field in fields
    ]
    yield f"def __init__(self, *, {', '.join(parameters)}):" if parameters else "def __init__(self):"
    for field in fields:
        name = field.name
        absent = f"{name} is None or " if field.optional else ""
        yield f"    set_{name}(self, {name} if {absent}{_needs_no_check(field)} "
        yield f"        else accept_{name}({name}))"
    yield "    set_der(self, None)"


def _made_source(fields: tuple[Field, ...]) -> Iterable[str]:
    yield f"def _made({', '.join(field.name for field in fields)}):"
    yield from _filled(fields)


def _filled(fields: tuple[Field, ...]) -> Iterable[str]:
    yield "    self = new(cls)"
    for field in fields:
        yield f"    set_{field.name}(self, {field.name})"
    yield "    set_der(self, None)"
    yield "    return self"


def _needs_no_check(field: Field) -> str:
    """Return the test, of the argument that bears the field's name, for a value that is stored as it is."""
    name, codec = field.name, field.codec
    tests = [f"{name}.__class__ is type_{name}"] if codec.python_type else []
    tests += [f"isinstance({name}, stored_{name})"] if codec.stored else []
    tests += [f"({name}.__class__ is str and quick_{name}({name}))"] if codec.quick else []
    return " or ".join(tests) or "False"


def _encode_source(fields: tuple[Field, ...]) -> Iterable[str]:
    yield "def to_der(self):"
    yield "    der = self._der"
    yield "    if der is None:"
    parts = []
    for field in fields:
        name = field.name
        part = (field.codec.inline_encode or f"encode_{name}({{value}})").format(value=f"self.{name}")
        if field.has_default:
            # X.690 11.5: a component equal to its DEFAULT is not encoded.
            part = f"(b'' if self.{name} == wire_default_{name} else {part})"
        if field.optional:
            part = f"(b'' if self.{name} is None else {part})"
        parts.append(part)
    yield f"        contents = {' + '.join(parts) or repr(b'')}"
    yield "        length = len(contents)"
    yield "        der = b'\\x30' + short[length] + contents if length < 128 else element(b'\\x30', contents)"
    yield "        set_der(self, der)"
    yield "    return der"


def _read_source(fields: tuple[Field, ...]) -> Iterable[str]:
    yield "def _read(data, pos, at, end):"
    yield "    step = ''"
    yield "    try:"
    for field in fields:
        yield from _read_field(field)
    yield "        step = ''"
    yield "        if at != end:"
    yield "            raise extra(data, at, end)"
    yield "    except DecodeError as error:"
    yield "        if step:"
    yield "            error.within(step)"
    yield "        raise"
    yield from _filled(fields)


# A header of two octets is read in place: most are.
_SHORT_HEADER = (
    "            start = at + 2",
    "            stop = start + length",
    "            if length > 127 or stop > end:",
    "                start, stop = header(data, at, end)",
)


def _read_field(field: Field) -> Iterable[str]:
    name, codec, read, resolved = field.name, f"codec_{field.name}", f"read_{field.name}", f"codec_{field.name}"
    yield f"        step = {field.asn1_name!r}"
    if field.codec.open_table:
        assert field.open_by is not None
        known = f"known_{name}"
        resolved = f"({known}.get({field.open_by}) or resolve({codec}, {known}, {field.open_by}))"
        read = f"{resolved}.read"
    firsts = first_octets(field.codec)
    if firsts:
        match = f"data[at] == {min(firsts)}" if len(firsts) == 1 else f"data[at] in {bytes(sorted(firsts))!r}"
        yield f"        if at < end and {match}:"
        yield "            length = data[at + 1] if at + 1 < end else 128"
        yield from _SHORT_HEADER
    elif field.codec.identifiers is None:
        yield "        if at < end:"
        yield "            length = data[at + 1] if at + 1 < end and data[at] & 31 != 31 else 128"
        yield from _SHORT_HEADER
    else:
        yield f"        if {codec}.begins(data, at, end):"
        yield "            start, stop = header(data, at, end)"
    yield f"            {name} = {field.codec.inline or f'{read}(data, at, start, stop)'}"
    if field.has_default:
        yield f"            if {name} == wire_default_{name}:"
        yield "                raise DecodeError('the DEFAULT value is written out', offset=at, citation='X.690 11.5')"
    yield "            at = stop"
    yield "        else:"
    if field.has_default:
        yield f"            {name} = wire_default_{name}"
    elif field.optional:
        yield f"            {name} = None"
    else:
        yield f"            raise mismatch({resolved}.expected, data, at, end)"


def _source_arguments(self: Value) -> Iterable[str]:
    cls = type(self)
    for field in cls._fields:
        value = getattr(self, field.name)
        if field.name in cls._field_defaults and value == cls._field_defaults[field.name]:
            continue
        shown = "<redacted>" if field.secret else "None" if value is None else field.codec.source(value)
        yield f"{field.name}={shown}"


# Name ::= Type


class TypedefCodec(Declared):
    """The codec of a class that `@typedef` declares; `inner` is that of its one field."""

    def __init__(self, cls: ValueType, inner: Codec, name: str) -> None:
        super().__init__(cls, inner.identifiers, inner.expected)
        self.inner = inner
        self.set_field = cls.__dict__[name].__set__
        self.read = _typedef_reader(cls, inner, self.set_field)  # type: ignore[method-assign]


def _typedef_reader(
    cls: ValueType, inner: Codec, set_field: Callable[[Anything, Anything], None]
) -> Callable[..., Anything]:
    new: Anything = object.__new__
    if isinstance(inner, Text):
        decode = inner.decode

        def read_text(data: bytes, pos: int, start: int, stop: int) -> Anything:
            text = decode(data, start, stop)
            self = new(cls)
            set_field(self, text)
            _set_der(self, None)
            return self

        return read_text
    read_inner = inner.read

    def read(data: bytes, pos: int, start: int, stop: int) -> Anything:
        value = read_inner(data, pos, start, stop)
        self = new(cls)
        set_field(self, value)
        _set_der(self, None)
        return self

    return read


_set_der = Value.__dict__["_der"].__set__


def _compile_typedef(cls: type[Value]) -> None:
    fields = fields_of(cls)
    if len(fields) != 1:
        raise TypeError(f"{cls.__name__} has {len(fields)} fields: a typedef has one")
    (field,) = fields
    codec = TypedefCodec(cls, field.codec, field.name)
    codec.read = _recalling(cls, codec.read)  # type: ignore[method-assign]
    cls._codec = codec
    cls._fields = fields
    cls._asn1_names = _asn1_names(fields)
    namespace: dict[str, Anything] = {
        "encode": field.codec.encode,
        "element": element,
        "encode_integer": encode_integer,
        f"set_{field.name}": codec.set_field,
        "new": object.__new__,
        "cls": cls,
        "accept": _acceptor(cls.__name__, field),
        f"type_{field.name}": field.codec.python_type,
        f"stored_{field.name}": field.codec.stored,
        f"quick_{field.name}": field.codec.quick,
        "set_der": _set_der,
        "default": cls._field_defaults.get(field.name),
    }
    name = field.name
    encoded = (field.codec.inline_encode or "encode({value})").format(value=f"self.{name}")
    cls.to_der = written(  # type: ignore[method-assign]
        cls,
        "to_der",
        lambda: (
            "def to_der(self):",
            "    der = self._der",
            "    if der is None:",
            f"        der = {encoded}",
            "        set_der(self, der)",
            "    return der",
        ),
        namespace,
    )
    if "_source_arguments" not in cls.__dict__:
        cls._source_arguments = lambda self: (  # type: ignore[method-assign]
            "<redacted>" if field.secret else field.codec.source(getattr(self, name)),
        )
    made = written(cls, "_made", lambda: _made_source(fields), namespace)
    cls._made = staticmethod(made)  # type: ignore[method-assign]
    if "__init__" not in cls.__dict__:
        # The last of all, as with a SEQUENCE.
        cls.__init__ = written(  # type: ignore[method-assign]
            cls,
            "__init__",
            lambda: (
                f"def __init__(self, {name}{'=default' if name in cls._field_defaults else ''}):",
                f"    set_{name}(self, {name} if {_needs_no_check(field)} else accept({name}))",
                "    set_der(self, None)",
            ),
            namespace,
        )


# CHOICE


class _Alternative:
    """A field of a CHOICE: what was chosen under its name, or None."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, instance: Anything, owner: object) -> Anything:
        if instance is None:
            return self
        return instance.value if instance.chosen == self.name else None


class ChoiceCodec(Declared):
    """The codec of a class that `@choice` declares."""

    def __init__(self, cls: ValueType, fields: tuple[Field, ...]) -> None:
        by_identifier: dict[bytes, Field] = {}
        for field in fields:
            if field.codec.identifiers is None:
                raise TypeError(f"{cls.__name__}.{field.name}: ANY cannot be told apart within a CHOICE")
            by_identifier.update(dict.fromkeys(field.codec.identifiers, field))
        super().__init__(cls, frozenset(by_identifier), cls.__name__)
        self.by_identifier = by_identifier
        self.readers = {identifier: (field, field.codec.read) for identifier, field in by_identifier.items()}
        self.set_chosen = Choice.__dict__["chosen"].__set__
        self.set_value = Choice.__dict__["value"].__set__

    def read(self, data: bytes, pos: int, start: int, stop: int) -> Anything:
        field, read = self.readers.get(data[pos : pos + 1]) or self.readers[identifier_at(data, pos, stop)]
        try:
            value = read(data, pos, start, stop)
        except DecodeError as error:
            error.within(field.asn1_name)
            raise
        self_: Value = object.__new__(self.cls)  # type: ignore[arg-type]  # the metaclass is mypy's trouble
        self.set_chosen(self_, field.name)
        self.set_value(self_, value)
        _set_der(self_, None)
        return self_


def _compile_choice(cls: type[Value]) -> None:
    fields = fields_of(cls)
    by_name = {field.name: field for field in fields}
    codec = ChoiceCodec(cls, fields)
    cls._codec = codec
    cls._fields = fields
    cls._asn1_names = _asn1_names(fields)

    set_chosen, set_value = codec.set_chosen, codec.set_value
    encoders = {field.name: field.codec.encode for field in fields}

    accepts = {field.name: _acceptor(cls.__name__, field) for field in fields}

    def given(alternatives: dict[str, Anything]) -> dict[str, Anything]:
        found = {name: value for name, value in alternatives.items() if value is not None}
        if unknown := alternatives.keys() - accepts.keys():
            raise TypeError(
                f"{cls.__name__} has no alternative {', '.join(sorted(unknown))}; it has {', '.join(by_name)}"
            )
        if len(found) != 1:
            raise TypeError(f"{cls.__name__} takes exactly one of {', '.join(by_name)}; {len(found)} were given")
        return found

    def init(self: Value, **alternatives: Anything) -> None:
        if len(alternatives) != 1:
            alternatives = given(alternatives)
        ((name, value),) = alternatives.items()
        if value is None or name not in accepts:
            given(alternatives)
        set_chosen(self, name)
        set_value(self, accepts[name](value))
        _set_der(self, None)

    def to_der(self: Anything) -> bytes:
        der: bytes | None = self._der
        if der is None:
            der = encoders[self.chosen](self.value)
            _set_der(self, der)
        return der

    def source_arguments(self: Anything) -> Iterable[str]:
        return (f"{self.chosen}={by_name[self.chosen].codec.source(self.value)}",)

    def made(chosen: str, value: Anything) -> Value:
        self = object.__new__(cls)
        set_chosen(self, chosen)
        set_value(self, value)
        _set_der(self, None)
        return self

    def replace(self: Value, **alternatives: Anything) -> Value:
        return cls(**alternatives)

    cls.to_der = to_der  # type: ignore[method-assign]
    cls._source_arguments = source_arguments  # type: ignore[method-assign]
    cls.replace = cls.__replace__ = replace  # type: ignore[method-assign,assignment]
    cls._made = staticmethod(made)  # type: ignore[method-assign]
    if "__init__" not in cls.__dict__:
        # The last of all, as with a SEQUENCE.
        cls.__init__ = init  # type: ignore[method-assign]
