"""The file of the last serial number, as OpenSSL keeps it: hex digits in pairs, and a newline."""

from __future__ import annotations

import os
import time
from pathlib import Path

from ..errors import SerialFileError
from .files import Output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

MAX_DIGITS = 80
PATIENCE = 30.0  # seconds


class SerialFile:
    """A serial number file, read, raised and written by one process at a time.

        with SerialFile("CA.srl") as serial:
            number = serial.next(first=random_serial())
            ...
            write_all([serial.output, Output(path, certificate)], overwrite=True)

    The number is written with what it was used for, and before it: one that is written
    without its certificate is lost; the other way round it would be used twice. The
    lock is on a file beside it, `CA.srl.lock`, which stays: a lock on a file that is
    renamed over guards nothing. Raises TimeoutError, naming the file, after 30 seconds.
    """

    def __init__(self, path: str | os.PathLike[str], *, patience: float = PATIENCE) -> None:
        self.path = Path(path)
        self.patience = patience
        self._lock: int | None = None
        self._used: int | None = None

    def __enter__(self) -> SerialFile:
        # Whoever comes by another link waits for the same lock.
        target = Path(os.path.realpath(self.path))
        lock = target.with_name(target.name + ".lock")
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

        Raises FileNotFoundError without file and `first`, SerialFileError, naming the file,
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
            raise SerialFileError(f"{self.path}: is not a serial number in hexadecimal")
        self._used = int(digits, 16) + 1
        return self._used

    @property
    def output(self) -> Output:
        """The file with the number that `next` returned, to be written together with what it was used for."""
        if self._used is None:
            raise ValueError(f"{self.path}: no number was drawn")
        digits = f"{self._used:X}"
        return Output(self.path, (digits.zfill(len(digits) + len(digits) % 2) + "\n").encode())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._lock is not None
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
