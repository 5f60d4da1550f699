"""What a benchmark is: declared once, and from that come what is run, the table, the JSON, the plots and the page."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    # Does one piece of work, and returns octets that a judge can look at.
    Job = Callable[[], bytes]
    # What it is measured in: CPU of the process itself, or of those that it starts and waits for.
    Clock = Literal["own", "children"]

# The modules that declare; the order is that of the table.
MODULES = ("describing", "issuing", "devices", "decode", "explain", "starting", "command_line")


class Contestant(NamedTuple):
    """One who does the work."""

    name: str
    prepare: Callable[[], Job]
    """Sets up what is no part of the work, and returns the work."""
    backend: str = "cryptography"
    """The process it runs in: that in which x509forge is told to use this backend."""
    differs: str = ""
    """In what its result is another than that of the first contestant."""

    @property
    def ours(self) -> bool:
        """Whether it is x509forge that is measured, and not a peer."""
        return self.name.startswith("x509forge")


class Target(NamedTuple):
    """Where a contestant must get to: a ratio to another, or a time."""

    contestant: str
    at_most: float | None = None
    at_least: float | None = None
    """So many times as fast."""
    beside: str = ""
    """The contestant that it is compared with; without one, `at_most` is in seconds."""
    less: str = ""
    """A contestant whose time is taken off first: off what it is compared with, or off its own beside a time."""


class Benchmark(NamedTuple):
    """Contestants that do the same work, taking turns."""

    name: str
    what: str
    contestants: tuple[Contestant, ...]
    targets: tuple[Target, ...] = ()
    judge: str = ""
    """The function of `judges` that says whether a result is right."""
    clock: Clock = "own"
    rounds: int = 41


def benchmarks() -> dict[str, Benchmark]:
    """Return all benchmarks by name, in the order of the table."""
    declared: dict[str, Benchmark] = {}
    for module in MODULES:
        for benchmark in import_module(f"{__package__}.{module}").BENCHMARKS:
            assert benchmark.name not in declared
            declared[benchmark.name] = benchmark
    return declared
