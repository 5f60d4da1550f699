"""Where passwords come from: a source (`openssl-passphrase-options(1)`), or the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .console import ask_password
from .options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SOURCES = "pass:TEXT, env:NAME, file:PATH or stdin"


class Passwords:
    """The sources of one command: two passwords from one file, or from standard input, are its first lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[bytes]] = {}

    def to_read(self, source: str | None, what: str) -> Callable[[], bytes]:
        """Return the function that gets the password of a key that is read; it is called if the key is encrypted."""
        return lambda: self._get(source) if source is not None else ask_password(what)

    def to_write(self, source: str | None, what: str) -> bytes:
        """Return the password for a key that is written; at the terminal it is asked for twice."""
        return self._get(source) if source is not None else ask_password(what, confirm=True)

    def _get(self, source: str) -> bytes:
        kind, colon, rest = source.partition(":")
        if kind == "pass" and colon:
            return os.fsencode(rest)
        if kind == "env" and colon:
            value = os.environ.get(rest)
            if value is None:
                raise UsageError(f"there is no environment variable {rest} for the password")
            return os.fsencode(value)
        if source == "stdin" or (kind == "file" and colon):
            return self._line(source, rest)
        # The text may be the password itself.
        raise UsageError("that is no source of a password", f"a source is {_SOURCES}")

    def _line(self, source: str, path: str) -> bytes:
        if source not in self._lines:
            data = sys.stdin.buffer.read() if source == "stdin" else Path(path).read_bytes()
            self._lines[source] = data.splitlines()
        if not self._lines[source]:
            raise UsageError(f"{path or 'standard input'}: there is no line with a password")
        return self._lines[source].pop(0)
