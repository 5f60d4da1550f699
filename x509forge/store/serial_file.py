"""The file of the last serial number, as OpenSSL keeps it: hex digits in pairs, and a newline."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from .files import Output, write_all

if TYPE_CHECKING:
    from types import TracebackType

MAX_DIGITS = 80
PATIENCE = 30.0  # seconds


class SerialFile:
    """A serial number file, read, raised and written by one process at a time.

        with SerialFile("CA.srl") as serial:
            number = serial.next(first=random_serial())
            ...                       # an exception in here leaves the file as it was

    The lock is on a file beside it, `CA.srl.lock`, which stays: a lock on a file that is
    renamed over guards nothing. Raises TimeoutError, naming the file, after 30 seconds.
    """

    def __init__(self, path: str | os.PathLike[str], *, patience: float = PATIENCE) -> None:
        self.path = Path(os.path.realpath(path))
        self.patience = patience
        self._lock: int | None = None
        self._used: int | None = None

    def __enter__(self) -> SerialFile:
        lock = self.path.with_name(self.path.name + ".lock")
        number = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + self.patience
        while not _try_lock(number):
            if time.monotonic() > deadline:
                os.close(number)
                raise TimeoutError(110, f"another process holds the lock for {self.patience:g} s", str(self.path))
            time.sleep(0.01)
        self._lock = number
        return self

    def next(self, *, first: int | None = None) -> int:
        """Return the number after the one in the file; `first` where there is no file.

        Raises FileNotFoundError without file and `first`, ValueError, naming the file,
        for one that is empty or is not hexadecimal.
        """
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            if first is None:
                raise
            self._used = first
            return first
        digits = text.strip()
        if not digits or len(digits) > MAX_DIGITS or not all(octet in b"0123456789abcdefABCDEF" for octet in digits):
            raise ValueError(f"{self.path}: is not a serial number in hexadecimal")
        self._used = int(digits, 16) + 1
        return self._used

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._lock is not None
        try:
            if kind is None and self._used is not None:
                digits = f"{self._used:X}"
                text = digits.zfill(len(digits) + len(digits) % 2) + "\n"
                write_all([Output(self.path, text.encode())], overwrite=True)
        finally:
            os.close(self._lock)  # which gives the lock back
            self._lock = None


def _try_lock(number: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return _try_lock_on_windows(number)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _try_lock_on_windows(number: int) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True
