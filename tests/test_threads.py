"""Eight threads that share all there is to share make what one makes alone, in another process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

JOBS = Path(__file__).parent / "tools/thread_jobs.py"


def _results(threads: int, count: int, keys: KeyFiles) -> list[str]:
    command = [sys.executable, "-W", "error", str(JOBS), str(threads), str(count)]
    files = [str(keys("rsa:2048")), str(keys("rsa:2048", 1))]
    result = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.splitlines()


@pytest.mark.parametrize("count", [3, pytest.param(40, marks=pytest.mark.deep)])
def test_eight_threads_make_what_one_makes(count: int, keys: KeyFiles) -> None:
    alone = _results(1, count, keys)
    assert len(alone) == 11 * count
    assert _results(8, count, keys) == alone
