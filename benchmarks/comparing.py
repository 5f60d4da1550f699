"""Two revisions side by side: these benchmarks, run on this tree's package and on another's, in turn."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from . import declared, growth, results
from .processes import ROOT, ContestantFailed, Processes
from .running import Runner, take_turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .declared import Clock

HERE = "here"


def compare(revision: str, names: list[str]) -> int:
    """Print what x509forge takes at a revision and here, and the ratio; return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        command = ["git", "-C", str(ROOT), "worktree", "add", "--quiet", "--detach", str(tree), revision]
        added = subprocess.run(command, capture_output=True, text=True, check=False)
        if added.returncode:
            print(f"benchmarks: {revision}: {added.stderr.strip()}", file=sys.stderr)
            return 2
        try:
            return _compare(revision, tree, names)
        finally:
            subprocess.run(["git", "-C", str(ROOT), "worktree", "remove", "--force", str(tree)], check=True)


def _compare(revision: str, tree: Path, names: list[str]) -> int:
    sides = {revision: Processes(tree), HERE: Processes(ROOT)}
    print(f"{'':66} {revision[:12]:>12} {HERE:>12}   ratio")
    status = 0
    for title, backend, message, clock, rounds in _work(names):
        runners: dict[str, Runner] = {}
        for side, processes in sides.items():
            try:
                processes[backend].ask(**message)
                runners[side] = Runner(processes[backend], message.get("contestant") or message["growth"])
            except ContestantFailed as error:
                print(f"{title}: {side}: {error}")
                status |= side == HERE
        times = take_turns(runners, clock, rounds)
        if len(times) == 2:
            before, after = times[revision].median, times[HERE].median
            print(
                f"{title:66} {results.in_words(before):>12} {results.in_words(after):>12} {after / before:7.2f}",
                flush=True,
            )
        for processes in sides.values():
            processes.forget()
    for processes in sides.values():
        processes.close()
    return int(status)


def _work(names: list[str]) -> Iterator[tuple[str, str, dict[str, str], Clock, int]]:
    """Yield what x509forge does in the benchmarks of these names, or in all: a title, where, the message, how."""
    for name, benchmark in declared.benchmarks().items():
        for contestant in benchmark.contestants:
            if contestant.ours and (not names or name in names):
                message = {"what": "prepare", "benchmark": name, "contestant": contestant.name}
                yield f"{name}: {contestant.name}", contestant.backend, message, benchmark.clock, benchmark.rounds
    for each in growth.GROWTHS:
        if each.name in names or not names:
            size = each.sizes[-1]
            arguments = {"what": "prepare_growth", "growth": each.name, "size": size}
            yield f"{each.name}, n = {size}", "cryptography", arguments, "own", growth.ROUNDS  # type: ignore[misc]
