"""The lock of the serial number file: where `fcntl` is not, and where processes die."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from x509forge.store import SerialFile, write_all

ROOT = Path(__file__).resolve().parents[2]


class FakeMsvcrt:
    """`msvcrt.locking` as Microsoft describes it: a region of a file that another holds is an OSError."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.held: set[tuple[int, int]] = set()
        self.calls: list[tuple[int, int]] = []

    def locking(self, descriptor: int, mode: int, octets: int) -> None:
        import os

        self.calls.append((mode, octets))
        status = os.fstat(descriptor)
        if (status.st_dev, status.st_ino) in self.held:
            raise PermissionError(13, "Permission denied")
        self.held.add((status.st_dev, status.st_ino))


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeMsvcrt:
    """A system without `fcntl`, and with `msvcrt`."""
    fake = FakeMsvcrt()
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    return fake


def test_without_fcntl_the_lock_is_msvcrts(windows: FakeMsvcrt, tmp_path: Path) -> None:
    path = tmp_path / "s"
    with SerialFile(path) as serial:
        assert serial.next(first=0x7F) == 0x7F
        assert len(windows.held) == 1
        with pytest.raises(TimeoutError, match="s"), SerialFile(path, patience=0.05):
            pass
        write_all([serial.output])
    assert path.read_bytes() == b"7F\n"
    # It never waits inside of the call, which would be for 10 seconds at most, and locks the first octet.
    assert set(windows.calls) == {(FakeMsvcrt.LK_NBLCK, 1)}
    assert len(windows.calls) > 2
    # Windows gives the lock back when the file is closed.
    windows.held.clear()
    with SerialFile(path) as serial:
        assert serial.next() == 0x80
        write_all([serial.output], overwrite=True)
    assert path.read_bytes() == b"80\n"


# A number counts as used when the file has been written: from then on it may stand in a certificate.
DRAWER = """
import sys
from x509forge.store import SerialFile, write_all
log = open(sys.argv[2], "ab", buffering=0)
for _ in range(100_000):  # more than it will have time for
    with SerialFile(sys.argv[1]) as serial:
        number = serial.next(first=1)
        write_all([serial.output], overwrite=True)
    log.write(b"%d\\n" % number)
"""


def test_no_number_is_used_twice_where_processes_are_killed(tmp_path: Path) -> None:
    chance = random.Random(2026)
    logs: list[Path] = []
    running: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        logs.append(tmp_path / f"log{len(logs)}")
        command = [sys.executable, "-c", DRAWER, str(tmp_path / "s"), str(logs[-1])]
        running.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE))

    def drawn() -> list[int]:
        return [int(line) for log in logs if log.exists() for line in log.read_bytes().split(b"\n")[:-1]]

    killed = 0
    try:
        for _ in range(4):
            start()
        deadline = time.monotonic() + 60
        while (killed < 8 or len(drawn()) < 300) and time.monotonic() < deadline:
            time.sleep(chance.uniform(0.02, 0.12))
            # Only one that has begun to draw: it may be anywhere, with the lock or without.
            begun = [
                at for at, log in enumerate(logs) if running[at].poll() is None and log.exists() and log.stat().st_size
            ]
            if begun and killed < 8:
                running[chance.choice(begun)].send_signal(signal.SIGKILL)
                killed += 1
                start()
    finally:
        for process in running:
            process.kill()
            process.communicate(timeout=60)
    numbers = drawn()
    assert killed == 8
    assert len(numbers) >= 300
    assert len(set(numbers)) == len(numbers)
    # Killed at whatever moment, they left a file and a lock that the next one can use.
    with SerialFile(tmp_path / "s") as serial:
        assert serial.next() > max(numbers)
