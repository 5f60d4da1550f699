"""A type is worked out on its first use, and that may be by several threads at once."""

from __future__ import annotations

import threading
import time

from x509forge import asn1
from x509forge.asn1 import declare


@asn1.sequence
class Pair(asn1.Value):
    """Two numbers."""

    first: int
    second: int = 2


@asn1.sequence
class Single(asn1.Value):
    """One number."""

    number: int


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
