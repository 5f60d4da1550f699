"""Functions that are compiled when they are first called: whoever took one before calls the right one."""

from __future__ import annotations

import inspect
import threading
import time
from typing import TYPE_CHECKING

import pytest

from x509forge import asn1
from x509forge.asn1.written import compiled, written

if TYPE_CHECKING:
    from collections.abc import Iterable


class Owner:
    """Who the functions here belong to."""


class Source:
    """The lines of a function that adds, and how often they were asked for."""

    def __init__(self, pause: float = 0) -> None:
        self.asked = 0
        self.pause = pause

    def __call__(self) -> Iterable[str]:
        self.asked += 1
        time.sleep(self.pause)
        return ("def add(one, two=2, *, three=three, four=4):", "    return one, two, three, four")


def test_the_source_is_asked_for_once_and_when_the_function_is_called() -> None:
    source = Source()
    add = written(Owner, "add", source, {"three": 3})
    kept = add
    assert source.asked == 0
    assert add(1) == (1, 2, 3, 4)
    assert kept(1, 5, four=6) == (1, 5, 3, 6)
    assert kept is add
    assert source.asked == 1
    assert add.__qualname__ == "Owner.add"


def test_a_call_that_does_not_fit_says_so_the_first_time_too() -> None:
    add = written(Owner, "add", Source(), {"three": 3})
    for _ in range(2):
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'one'"):
            add()


def test_threads_that_call_it_for_the_first_time_at_once() -> None:
    source = Source(0.05)
    add = written(Owner, "add", source, {"three": 3})
    found: list[tuple[int, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(add(1))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(1, 2, 3, 4)] * 8
    assert source.asked == 1


def test_a_function_is_compiled_for_those_who_want_to_look_at_it() -> None:
    add = written(Owner, "add", Source(), {"three": 3})
    assert [*inspect.signature(compiled(add)).parameters] == ["one", "two", "three", "four"]
    assert compiled(add) is add
    assert compiled(len) is len


def test_the_signature_of_a_type_that_was_never_used() -> None:
    @asn1.sequence
    class Pair(asn1.Value):
        first: int
        second: int | None = None

    assert str(inspect.signature(Pair)) == "(*, first: 'int', second: 'int | None' = None)"
