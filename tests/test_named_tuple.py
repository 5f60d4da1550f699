"""Tuples with names do what those of `typing` do."""

from __future__ import annotations

import copy
import pickle
import typing

import pytest

from x509forge.named_tuple import NamedTuple


class Ours(NamedTuple):
    """A point."""

    x: int
    y: str = "a"

    def both(self) -> str:
        return f"{self.x}{self.y}"


class Theirs(typing.NamedTuple):
    """A point."""

    x: int
    y: str = "a"

    def both(self) -> str:
        return f"{self.x}{self.y}"


def _matched(value: Ours | Theirs) -> tuple[object, object]:
    match value:
        case Ours(x, y) | Theirs(x, y):
            return x, y


BOTH = pytest.mark.parametrize("cls", [Ours, Theirs])


@BOTH
def test_what_a_tuple_with_names_does(cls: type[Ours | Theirs]) -> None:
    value = cls(1)
    assert value == (1, "a") == cls(x=1, y="a") == cls(1, y="a")
    assert hash(value) == hash((1, "a"))
    assert isinstance(value, tuple)
    assert (value.x, value.y, value[1], value.both()) == (1, "a", "a", "1a")
    assert repr(value) == f"{cls.__name__}(x=1, y='a')"
    assert value._replace(y="b") == (1, "b")
    assert type(value._replace(y="b")) is cls
    assert value._asdict() == {"x": 1, "y": "a"}
    assert (cls._fields, cls._field_defaults, cls.__match_args__) == (("x", "y"), {"y": "a"}, ("x", "y"))
    assert _matched(value) == (1, "a")
    for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert twin == value
        assert type(twin) is cls
    assert cls.__doc__ == "A point."
    assert cls.__module__ == __name__


@BOTH
def test_what_does_not_fit(cls: typing.Any) -> None:
    for positional, named in (((), {}), ((1, 2, 3), {}), ((1,), {"x": 2}), ((1,), {"z": 2})):
        with pytest.raises(TypeError):
            cls(*positional, **named)
    with pytest.raises((TypeError, ValueError)):
        cls(1)._replace(z=2)
    with pytest.raises(AttributeError):
        cls(1).x = 2
    with pytest.raises(AttributeError):
        cls(1).z = 2


@pytest.mark.parametrize("module", ["x509forge.named_tuple", "typing"])
def test_a_default_before_a_field_without_one(module: str) -> None:
    body = "class Wrong(NamedTuple):\n    x: int = 1\n    y: int\n"
    with pytest.raises(TypeError):
        exec(f"from __future__ import annotations\nfrom {module} import NamedTuple\n{body}", {"__name__": __name__})
