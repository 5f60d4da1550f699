"""A type is worked out on its first use, and that may be by several threads at once."""

from __future__ import annotations

import threading
import time
from typing import Annotated, Any

import pytest

from x509forge import asn1
from x509forge.asn1 import declare
from x509forge.asn1.value import ValueType
from x509forge.asn1.written import written


@asn1.sequence
class Pair(asn1.Value):
    """Two numbers."""

    first: int
    second: int = 2


@asn1.sequence
class Single(asn1.Value):
    """One number."""

    number: int


@asn1.sequence
class Triple(asn1.Value):
    """Three numbers."""

    first: int
    second: int
    third: int


@asn1.sequence
class Ordered(asn1.Value):
    """One number, of whose class it is looked at how it is worked out."""

    number: int


@asn1.typedef
class OrderedAlias(asn1.Value):
    """The same."""

    number: int


@asn1.choice
class OrderedChoice(asn1.Choice):
    """The same."""

    number: int | None = None
    text: Annotated[str | None, asn1.UTF8String] = None


def test_a_thread_that_comes_after_the_work_constructs() -> None:
    assert Single(number=1).to_der() == bytes.fromhex("3003020101")
    # It had looked the constructor up before another thread replaced it.
    late = Single.__new__(Single)
    asn1.Value.__init__(late, number=1)
    assert late == Single(number=1)


def test_threads_work_a_type_out_once() -> None:
    compiled = []

    def compile_slowly(cls: type[asn1.Value]) -> None:
        compiled.append(cls)
        time.sleep(0.05)
        declare._compile_sequence(cls)

    Pair._compile = compile_slowly
    made: list[Pair] = []
    threads = [threading.Thread(target=lambda: made.append(Pair(first=1))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert compiled == [Pair]
    assert {pair.to_der() for pair in made} == {bytes.fromhex("3006020101020102")}
    assert len(made) == 4


def test_a_value_that_another_thread_makes_meanwhile_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    halfway, found = threading.Event(), list[object]()

    def written_slowly(cls: type, name: str, source: Any, namespace: dict[str, Any]) -> Any:
        if name != "__init__":
            halfway.set()
            time.sleep(0.2)
        return written(cls, name, source, namespace)

    def make() -> None:
        try:
            found.append(Triple(first=1, second=2, third=3).to_der())
        except BaseException as error:
            found.append(error)

    def make_meanwhile() -> None:
        halfway.wait(20)
        make()

    monkeypatch.setattr(declare, "written", written_slowly)
    threads = [threading.Thread(target=make), threading.Thread(target=make_meanwhile)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [bytes.fromhex("3009020101020102020103")] * 2


@pytest.mark.parametrize("cls", [Ordered, OrderedAlias, OrderedChoice])
def test_the_constructor_comes_last(cls: type[asn1.Value], monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str] = []

    def note(cls: ValueType, name: str, value: object) -> None:
        put.append(name)
        type.__setattr__(cls, name, value)

    monkeypatch.setattr(ValueType, "__setattr__", note, raising=False)
    cls(number=1)
    assert {"_codec" if cls is not Ordered else "_read", "_fields", "to_der"} <= set(put)
    assert put[-2:] == ["__init__", "_compile"]
