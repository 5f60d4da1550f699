"""Writing files: beside the target, synced, renamed over it; several of them together or none."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

PRIVATE = 0o600


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
    wanted = [output._replace(path=Path(os.path.realpath(output.path))) for output in outputs]
    through = [output for output in wanted if _is_special(output.path)]
    files = [output for output in wanted if output not in through]
    if not overwrite:
        for output in files:
            if output.path.exists():
                raise FileExistsError(17, "the file is there already", str(output.path))
    staged: list[tuple[Path, Path]] = []
    try:
        for output in files:
            staged.append((_beside(output.path), output.path))
            _stage(staged[-1][0], output)
        for beside, target in staged:
            beside.replace(target)
    finally:
        for beside, _ in staged:
            beside.unlink(missing_ok=True)
    for folder in {target.parent for _, target in staged}:
        _sync_folder(folder)
    for output in through:
        with output.path.open("wb", buffering=0) as file:
            _write(file.fileno(), output.data)


def _is_special(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, "is a directory", str(path))
    return not stat.S_ISREG(mode)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:100]}.{os.urandom(6).hex()}.tmp")


def _stage(path: Path, output: Output) -> None:
    mode = PRIVATE if output.private else _mode_for(output.path)
    try:
        # Private from the first byte: what is opened now is widened only when it is whole.
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE)
        try:
            _write(number, output.data)
            os.fsync(number)
        finally:
            os.close(number)
        path.chmod(mode)
    except OSError as error:
        # The user knows the target, not the file beside it.
        raise OSError(error.errno, error.strerror, str(output.path)) from None


def _mode_for(target: Path) -> int:
    """Return the mode of the file that is replaced, or what the process's umask leaves."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        umask = os.umask(0o077)
        os.umask(umask)
        return 0o666 & ~umask


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
