"""Where `.include` looks for files, and how they and a configuration itself are read: once, and bounded."""

# A path is text that a configuration gives: what OpenSSL would hand to the system, not tidied.
# ruff: noqa: PTH110, PTH112, PTH117, PTH118, PTH120, PTH123, PTH208

from __future__ import annotations

import os

# Octets of all files of a configuration together: beyond anything that a person writes, and no
# more than some seconds of work and some hundred megabytes.
MAX_SIZE = 1 << 22


def is_absolute(path: str) -> bool:
    """Whether a path means the same in every working directory."""
    return os.path.isabs(path)


def read_octets(path: str | os.PathLike[str]) -> bytes:
    """Return a file's octets, at most one more than `MAX_SIZE`; it may be a pipe. Raises `OSError`."""
    with open(path, "rb") as stream:
        return stream.read(MAX_SIZE + 1)


def below(directory: str, path: str) -> str:
    """Return a relative path as it is from the directory that `.pragma includedir` or the environment names."""
    return directory + path if directory.endswith(os.sep) else f"{directory}/{path}"


def found_from(path: str, configuration: str | None) -> str:
    """Return the path as it is, or, where nothing is there, as it is from the directory of the configuration.

    OpenSSL looks from the working directory only, and skips in silence what is not there: the
    same is found here as where it runs beside the configuration.
    """
    if configuration is None or not path or os.path.isabs(path) or os.path.exists(path):
        return path
    beside = os.path.join(os.path.dirname(configuration), path)
    return beside if os.path.exists(beside) else path


def is_directory(path: str) -> bool:
    """Whether there is a directory of that name."""
    return os.path.isdir(path)


def configurations_in(directory: str) -> list[str]:
    """Return the paths of a directory's `.cnf` and `.conf`, in the file system's order. Raises `OSError`."""
    names = [name for name in os.listdir(directory) if _is_configuration(name.lower())]
    return [os.path.join(directory, name) for name in names]


def _is_configuration(name: str) -> bool:
    return any(name.endswith(suffix) and name != suffix for suffix in (".cnf", ".conf"))
