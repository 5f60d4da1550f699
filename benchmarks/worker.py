"""A process in which contestants run when they are told to: jobs in by standard input, times out by standard output.

It is started with the folder of the package that is measured, so that another revision's can be (`compare`).
A message is a line of JSON, and so is its answer.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from .declared import Clock, Job


class Slice(NamedTuple):
    """What a contestant took for one turn, in seconds."""

    cpu: float
    wall: float


def run(job: Job, times: int, clock: Clock = "own") -> Slice:
    """Do a job so many times, and return what it took altogether."""
    cpu: Callable[[], float] = time.process_time if clock == "own" else _children
    began, cpu_began = time.perf_counter(), cpu()
    for _ in repeat(None, times):
        job()
    return Slice(cpu() - cpu_began, time.perf_counter() - began)


def _children() -> float:
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def peak_of(job: Job) -> int:
    """Return how many octets Python had taken at most while it did a job once."""
    import tracemalloc

    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        job()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


class Worker:
    """Answers messages; what was prepared is kept until the next benchmark."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}

    def prepare(self, benchmark: str, contestant: str) -> dict[str, Any]:
        """Set up a contestant, and return the result of the first time."""
        from .declared import benchmarks

        (found,) = (each for each in benchmarks()[benchmark].contestants if each.name == contestant)
        job = self.jobs[contestant] = found.prepare()
        result = job()
        # What is set up stays: the garbage collector need not go through it in one contestant's turn or another's.
        gc.collect()
        gc.freeze()
        return {"result": result.hex()}

    def prepare_growth(self, growth: str, size: int) -> dict[str, Any]:
        """Set up what grows, in one size."""
        from .growth import GROWTHS

        (found,) = (each for each in GROWTHS if each.name == growth)
        self.jobs[growth] = job = found.prepare(size)
        result = job()
        gc.collect()
        return {"result": len(result)}

    def run(self, job: str, times: int, clock: Clock) -> dict[str, Any]:
        """Do a job so many times."""
        return run(self.jobs[job], times, clock)._asdict()

    def peak(self, job: str) -> dict[str, Any]:
        """Return the peak of the memory of a job."""
        return {"octets": peak_of(self.jobs[job])}

    def forget(self) -> dict[str, Any]:
        """Drop what was prepared."""
        self.jobs.clear()
        gc.unfreeze()
        gc.collect()
        return {}


def main(package: str) -> None:
    """Serve until the input ends; `package` is the folder that x509forge is in."""
    sys.path.insert(0, package)
    worker = Worker()
    answers = sys.stdout
    # What a contestant prints is not an answer.
    sys.stdout = sys.stderr
    for line in sys.stdin:
        message = json.loads(line)
        answer: dict[str, Any]
        try:
            answer = getattr(worker, message.pop("do"))(**message)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {' '.join(str(error).split())}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
