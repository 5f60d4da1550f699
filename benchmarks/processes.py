"""The processes that contestants run in: one for each backend, and for each revision."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from .worker import Slice

ROOT = Path(__file__).resolve().parents[1]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from benchmarks.worker import main; main(sys.argv[2])"


class ContestantFailed(Exception):
    """What a contestant raised, as one line."""


def environment(backend: str, package: Path) -> dict[str, str]:
    """Return the environment in which x509forge is this package, and uses this backend."""
    # As what is installed has it, modules are compiled once, and not for each process.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited,
        "X509FORGE_BACKEND": backend,
        "PYTHONPATH": str(package),
        # The same order of sets in all of them.
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
    }


class Process:
    """A worker (`worker.py`), and what it can be asked."""

    def __init__(self, backend: str, package: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P" if sys.version_info >= (3, 11) else "-B", "-c", _START, str(ROOT), str(package)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(backend, package),
            text=True,
        )

    def ask(self, what: str, **arguments: Any) -> dict[str, Any]:
        """Send a message, and return the answer; raises ContestantFailed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": what, **arguments}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise ContestantFailed(f"its process ended with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise ContestantFailed(answer["error"])
        return answer

    def run(self, job: str, times: int, clock: str) -> Slice:
        """Do what was prepared so many times."""
        return Slice(**self.ask("run", job=job, times=times, clock=clock))

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


class Processes:
    """One worker for each backend, started when first asked for."""

    def __init__(self, package: Path = ROOT) -> None:
        self._package = package
        self._started: dict[str, Process] = {}

    def __getitem__(self, backend: str) -> Process:
        if backend not in self._started:
            self._started[backend] = Process(backend, self._package)
        return self._started[backend]

    def forget(self) -> None:
        """Drop everywhere what was prepared."""
        for process in self._started.values():
            process.ask("forget")

    def close(self) -> None:
        """End all of them."""
        for process in self._started.values():
            process.close()
        self._started.clear()
