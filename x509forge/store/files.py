"""Writing files: beside the target, synced, renamed over it; several of them together or none."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

PRIVATE = 0o600
_ANYBODY = 0o666  # as far as the umask has it


class Output(NamedTuple):
    """A file to be written; `private` is for what holds a key: mode 0600, also where another file stood."""

    path: Path
    data: bytes
    private: bool = False


def write_all(outputs: Iterable[Output], *, overwrite: bool = False) -> None:
    """Write every file; where one cannot be, none is.

    A regular file is written beside its target (symbolic links are followed first),
    synced, and renamed over it. A device, a FIFO or `/dev/fd/N` is written through,
    after the others. Raises FileExistsError for a file that is there already, unless
    `overwrite` is given, and OSError, which names the file, for what the system refuses.
    """
    through: list[Output] = []
    files: list[tuple[Path, Output]] = []
    for output in outputs:
        if _is_special(output.path):
            through.append(output)
        else:
            files.append((Path(os.path.realpath(output.path)), output))
    if not overwrite:
        for target, output in files:
            if target.exists():
                raise FileExistsError(errno.EEXIST, "the file is there already", str(output.path))
    staged: list[tuple[Path, Path]] = []
    try:
        for target, output in files:
            staged.append((_beside(target), target))
            _stage(*staged[-1], output)
        for beside, target in staged:
            beside.replace(target)
    finally:
        for beside, _ in staged:
            with suppress(OSError):  # it may never have been there, nor its folder
                beside.unlink()
    for folder in {target.parent for _, target in staged}:
        _sync_folder(folder)
    for output in through:
        with output.path.open("wb", buffering=0) as file:
            _write(file.fileno(), output.data)


# What stands in here leads to what a process has open already, be it a file.
_OPEN_FILES = ("/dev/", "/proc/")


def _is_special(path: Path) -> bool:
    """Return whether a path is to be written through; raises IsADirectoryError for a folder."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a directory", str(path))
    return not stat.S_ISREG(mode) or str(path.absolute()).startswith(_OPEN_FILES)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:100]}.{os.urandom(6).hex()}.tmp")


def _stage(path: Path, target: Path, output: Output) -> None:
    mode = PRIVATE if output.private else _mode_of(target)
    # A key is private from its first byte, and what replaces a file is widened to its mode when it is whole.
    made = _ANYBODY if mode is None else PRIVATE
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), made)
        try:
            _write(number, output.data)
            os.fsync(number)
        finally:
            os.close(number)
        if mode is not None:
            path.chmod(mode)
    except OSError as error:
        # The user knows the target, not the file beside it.
        raise OSError(error.errno, error.strerror, str(output.path)) from None


def _mode_of(target: Path) -> int | None:
    """Return the mode of the file that is replaced; None where there is none, and the umask says what a new one has."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        return None


def _write(number: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(number, view) :]


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
