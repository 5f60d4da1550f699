"""Work that is a process of its own: what is measured is the processor time of the child, and the clock on the wall."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import content

if TYPE_CHECKING:
    from collections.abc import Callable

    from .declared import Job


def run(command: list[str], folder: str | None = None) -> bytes:
    """Return the output of a program; raises RuntimeError with what it said if it fails."""
    result = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    if result.returncode:
        raise RuntimeError(f"{command[0]}: {result.stderr.decode(errors='replace')[-300:]}")
    return result.stdout


def python(program: str) -> Callable[[], Job]:
    """Return what prepares running a program of Python, in an interpreter that starts for it."""
    command = [sys.executable, "-c", program]
    return lambda: lambda: run(command, tempfile.gettempdir())


def writing(program: str) -> Callable[[], Job]:
    """Return the same for a program that leaves a certificate, PEM, in the file whose name is its argument."""
    return partial(_writing, program)


def _writing(program: str) -> Job:
    folder = tempfile.mkdtemp(dir=os.environ[content.FOLDER_VARIABLE])
    target = Path(folder, "first.crt")
    command = [sys.executable, "-c", program, str(target), *map(str, content.ca_files("ec:P-256"))]

    def job() -> bytes:
        run(command, folder)
        return target.read_bytes()

    return job
