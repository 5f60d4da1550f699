"""`NamedTuple` without `typing`: that is 2 ms of a cold start, 6 with what it loads, and 0.3 for each class."""

from __future__ import annotations

from operator import itemgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
    from typing import NamedTuple as NamedTuple

    from typing_extensions import Self
else:

    class _Declared(type):
        """Makes a tuple of a class body with annotated fields; the annotations are texts, which nobody evaluates."""

        def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type[Any]:
            if not bases:
                return super().__new__(mcs, name, bases, namespace)
            fields = tuple(namespace["__annotations__"])
            defaults = {field: namespace.pop(field) for field in fields if field in namespace}
            if fields[len(fields) - len(defaults) :] != tuple(defaults):
                raise TypeError(f"{name}: a field without a default stands behind one that has one")
            body = {field: property(itemgetter(at)) for at, field in enumerate(fields)}
            body |= {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
            return type(name, (_Tuple,), {**body, **namespace})

    class NamedTuple(metaclass=_Declared):
        """What a class body names as its base; what is declared derives from `tuple` all the same."""

    class _Tuple(tuple):
        """What all of them do, as those of `collections.namedtuple` do it."""

        __slots__ = ()

        def __new__(cls, *values: Any, **named: Any) -> Self:
            if named or len(values) != len(cls._fields):
                values = cls._completed(values, named)
            return tuple.__new__(cls, values)

        @classmethod
        def _completed(cls, values: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
            """Return a value for each field, in order."""
            if len(values) > len(cls._fields):
                raise TypeError(f"{cls.__name__} takes {len(cls._fields)} arguments, and {len(values)} were given")
            given = dict(zip(cls._fields, values, strict=False))
            for field, value in named.items():
                if field in given or field not in cls._fields:
                    raise TypeError(f"{cls.__name__} has {'two values for' if field in given else 'no'} {field!r}")
                given[field] = value
            given = {**cls._field_defaults, **given}
            missing = [field for field in cls._fields if field not in given]
            if missing:
                raise TypeError(f"{cls.__name__} needs {', '.join(map(repr, missing))}")
            return [given[field] for field in cls._fields]

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            return (
                f"{type(self).__name__}({', '.join(f'{field}={value!r}' for field, value in self._asdict().items())})"
            )

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, /, **named: Any) -> Self:
            return type(self)(**{**self._asdict(), **named})
