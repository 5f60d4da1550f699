"""What a run brought: rows with their ratios and whether each target is met, as a table and as JSON."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .declared import Benchmark, Target
    from .running import Outcome, Times

PEERS = ("cryptography", "asn1crypto", "oscrypto", "certbuilder", "csrbuilder", "trustme", "ecdsa", "tlslite-ng")


class Verdict(NamedTuple):
    """A target, and where its contestant is."""

    text: str
    reached: str
    met: bool


def machine() -> dict[str, str]:
    """Return what the figures depend on: Python, processor, and the versions of the peers."""
    found = {"python": platform.python_version(), "system": platform.platform(), "cores": str(os.cpu_count())}
    found["openssl"] = subprocess.run(
        ["openssl", "version"], capture_output=True, text=True, check=False
    ).stdout.strip()
    for name in PEERS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def in_words(seconds: float) -> str:
    """Return a time in the unit that fits it."""
    for unit, factor in (("µs", 1e6), ("ms", 1e3)):
        if seconds * factor < 9_999:
            return f"{seconds * factor:,.{1 if seconds * factor < 1000 else 0}f} {unit}"
    return f"{seconds:.1f} s"


def verdict(target: Target, times: dict[str, Times]) -> Verdict | None:
    """Return whether a target is met, by medians; None if one of the contestants did not run."""
    if not {target.contestant, *filter(None, (target.beside, target.less))} <= times.keys():
        return None
    own = times[target.contestant].median
    less = f", less {target.less}" if target.less else ""
    taken_off = times[target.less].median if target.less else 0.0
    if not target.beside:
        assert target.at_most is not None
        own -= taken_off
        return Verdict(f"at most {in_words(target.at_most)}{less}", in_words(own), own <= target.at_most)
    other = times[target.beside].median - taken_off
    beside = f"{target.beside}{less}"
    if target.at_least is not None:
        ratio = other / own
        return Verdict(f"{target.at_least:g} times as fast as {beside}", f"{ratio:.2f}", ratio >= target.at_least)
    assert target.at_most is not None
    ratio = own / other
    return Verdict(f"at most {target.at_most:g} of {beside}", f"{ratio:.2f}", ratio <= target.at_most)


def table(benchmark: Benchmark, outcome: Outcome) -> list[str]:
    """Return lines for the terminal."""
    lines = [f"{benchmark.name}: {benchmark.what}"]
    first = next(iter(outcome.times.values()), None)
    lines.append(f"  {'':44} {'median':>12} {'least':>12} {'wall':>12}   ratio")
    for name, times in outcome.times.items():
        assert first is not None
        figures = (in_words(times.median), in_words(times.least), in_words(times.wall))
        ratio = times.median / first.median
        lines.append(f"  {name:44} {figures[0]:>12} {figures[1]:>12} {figures[2]:>12} {ratio:7.2f}")
    lines += [f"  {name}: {why}" for name, why in outcome.failures.items()]
    for target in benchmark.targets:
        found = verdict(target, outcome.times)
        if found is not None:
            met = "met" if found.met else "NOT met"
            lines.append(f"  {met:>8}: {target.contestant}: {found.reached}, {found.text}")
    return lines


def markdown(benchmark: Benchmark, outcome: Outcome) -> list[str]:
    """Return the same for the page."""
    lines = [f"### `{benchmark.name}`: {benchmark.what}", ""]
    lines += ["| contestant | median | least | wall | ratio |", "| --- | ---: | ---: | ---: | ---: |"]
    first = next(iter(outcome.times.values()), None)
    for name, times in outcome.times.items():
        assert first is not None
        lines.append(
            f"| {name} | {in_words(times.median)} | {in_words(times.least)} | {in_words(times.wall)} "
            f"| {times.median / first.median:.2f} |"
        )
    differing = [f"{each.name} differs in {each.differs}" for each in benchmark.contestants if each.differs]
    lines += [f"\n{each}." for each in differing]
    verdicts = [(target, verdict(target, outcome.times)) for target in benchmark.targets]
    if verdicts:
        lines += ["", "| target | of | reached | |", "| --- | --- | ---: | --- |"]
        lines += [
            f"| {found.text} | {target.contestant} | {found.reached} | {'met' if found.met else '**not met**'} |"
            for target, found in verdicts
            if found is not None
        ]
    lines += [f"\n{name} did not run: {why}." for name, why in outcome.failures.items()]
    return [*lines, ""]


def as_json(found: Iterable[tuple[Benchmark, Outcome]], growths: Iterable[Any], sizes: dict[str, Any]) -> str:
    """Return all of it, times in seconds and sizes in octets."""
    document = {
        "machine": machine(),
        "command": " ".join(["python", "-m", "benchmarks", *sys.argv[1:]]),
        "benchmarks": {
            benchmark.name: {
                "what": benchmark.what,
                "clock": benchmark.clock,
                "times": {name: times._asdict() for name, times in outcome.times.items()},
                "failures": outcome.failures,
                "targets": [
                    {"contestant": target.contestant, **reached._asdict()}
                    for target in benchmark.targets
                    if (reached := verdict(target, outcome.times)) is not None
                ],
            }
            for benchmark, outcome in found
        },
        "growth": [growth._asdict() for growth in growths],
        "sizes": sizes,
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
