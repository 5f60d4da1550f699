"""Contestants take turns: each round, each of them has a slice of time, so that what disturbs one disturbs all."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from . import judges
from .processes import ContestantFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .declared import Benchmark, Clock
    from .processes import Process, Processes

# Seconds of CPU of a slice at least: the clock is a thousand times finer.
SLICE = 0.015


class Times(NamedTuple):
    """What a piece of work took, in seconds."""

    median: float
    least: float
    wall: float
    """The median by the clock on the wall."""
    rounds: int
    times: int
    """Pieces of work in a slice."""


class Runner(NamedTuple):
    """A job in a process, and under which name it is known there."""

    process: Process
    job: str


class Outcome(NamedTuple):
    """What a benchmark brought: times by contestant, and why there are none."""

    times: dict[str, Times]
    failures: dict[str, str]


def measure(benchmark: Benchmark, processes: Processes) -> Outcome:
    """Prepare all contestants, judge what each returns, and time those whose results are right."""
    runners: dict[str, Runner] = {}
    failures: dict[str, str] = {}
    results: dict[str, bytes] = {}
    for contestant in benchmark.contestants:
        process = processes[contestant.backend]
        try:
            answer = process.ask("prepare", benchmark=benchmark.name, contestant=contestant.name)
            results[contestant.name] = bytes.fromhex(answer["result"])
        except ContestantFailed as error:
            failures[contestant.name] = str(error)
        else:
            runners[contestant.name] = Runner(process, contestant.name)
    failures |= judges.judged(benchmark, results)
    for name in failures:
        runners.pop(name, None)
    times = take_turns(runners, benchmark.clock, benchmark.rounds)
    processes.forget()
    return Outcome(times, failures)


def take_turns(runners: dict[str, Runner], clock: Clock, rounds: int) -> dict[str, Times]:
    """Return what each runner takes for one piece of work."""
    names = list(runners)
    count = {name: _calibrated(runners[name], clock) for name in names}
    cpu: dict[str, list[float]] = {name: [] for name in names}
    wall: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        # Another one begins each time, and has another one before it.
        for name in _rotated(names, turn):
            taken = runners[name].process.run(runners[name].job, count[name], clock)
            cpu[name].append(taken.cpu / count[name])
            wall[name].append(taken.wall / count[name])
    return {name: Times(median(cpu[name]), min(cpu[name]), median(wall[name]), rounds, count[name]) for name in names}


def _calibrated(runner: Runner, clock: Clock) -> int:
    times = 1
    while True:
        taken = runner.process.run(runner.job, times, clock).cpu
        if taken >= SLICE / 2:
            return max(1, round(times * SLICE / taken))
        times *= 2 if taken <= 0 else min(10, max(2, round(SLICE / taken)))


def _rotated(names: Sequence[str], by: int) -> list[str]:
    by %= max(1, len(names))
    turned = [*names[by:], *names[:by]]
    return turned if by % 2 else turned[::-1]
