"""Runs the command line, in this process or in one of its own, and keeps all that it writes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from tests.tools.backends import PYTHONPATH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]


class Outcome(NamedTuple):
    """How a run of the command line ended."""

    code: int
    stdout: bytes
    stderr: str

    @property
    def text(self) -> str:
        """The standard output, as text."""
        return self.stdout.decode()


def run_here(*arguments: str | Path, data: bytes = b"") -> Outcome:
    """Run `x509forge.cli.main` in this process, with `data` as its standard input.

    An exception other than SystemExit is a fault of the program, and goes to the test.
    """
    from x509forge.cli import main

    with ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
        files[0].write(data)
        files[0].seek(0)
        with _standard_streams(files):
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as stop:
                code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        for file in files[1:]:
            file.seek(0)
        return Outcome(code, files[1].read(), files[2].read().decode("utf-8", "replace"))


@contextmanager
def _standard_streams(files: Sequence[IO[bytes]]) -> Iterator[None]:
    """Put files in place of the three standard streams: the descriptors, and the objects of `sys`."""
    kept = [os.dup(number) for number in range(3)]
    streams = sys.stdin, sys.stdout, sys.stderr
    for stream in streams[1:]:
        stream.flush()
    for number, file in enumerate(files):
        file.flush()
        os.dup2(file.fileno(), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    try:
        yield
    finally:
        sys.stdin.close()
        sys.stdout.close()
        sys.stderr.close()
        sys.stdin, sys.stdout, sys.stderr = streams
        for number, copy in enumerate(kept):
            os.dup2(copy, number)
            os.close(copy)


def run_apart(
    *arguments: str | Path,
    data: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Outcome:
    """Run `python -m x509forge` in a process of its own; `timeout` in seconds."""
    environment = {key: value for key, value in os.environ.items() if key != "OPENSSL_CONF"}
    environment |= {"PYTHONPATH": PYTHONPATH, **(env or {})}
    command = [sys.executable, "-m", "x509forge", *map(str, arguments)]
    result = subprocess.run(
        command, input=data, capture_output=True, cwd=cwd, env=environment, timeout=timeout, check=False
    )
    return Outcome(result.returncode, result.stdout, result.stderr.decode("utf-8", "replace"))
