"""Text that knows where it was written, so that an error about it can point there."""

from __future__ import annotations

from bisect import bisect_right

from x509forge.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

# isspace() of C's own locale.
SPACES = " \t\n\v\f\r"


class Value(str):
    """A text from a configuration, after quotes, escapes and variables, with its place in the file.

    It is a `str`; octets that are not UTF-8 stand in it as lone surrogates (`surrogateescape`),
    and `raw` gives the octets back. `file` is None for a text that came from no file; `line` and
    `column` count from 1, are those of the first character (of the opening quote, if there is
    one), and are None for a text that was never written in a configuration.
    Slices and the methods of `str` give plain texts; `part` keeps the place.
    """

    __slots__ = ("_runs", "column", "file", "line")

    file: str | None
    line: int | None
    column: int | None
    # (index of the first character, its line, its column, 1 or 0): from there on, columns go up by
    # one with each character, or stay where they are because all of them stem from one `$name`.
    # No run: they go up by one from the beginning: most texts are as they were written.
    _runs: tuple[tuple[int, int, int, int], ...]

    def __new__(
        cls,
        text: str = "",
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        runs: tuple[tuple[int, int, int, int], ...] = (),
    ) -> Value:
        self = super().__new__(cls, text)
        _set_file(self, file)
        _set_line(self, line)
        _set_column(self, column)
        _set_runs(self, runs)
        return self

    def __setattr__(self, name: str, given: object) -> NoReturn:
        raise AttributeError("a Value is immutable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a Value is immutable")

    def __reduce__(self) -> tuple[Any, ...]:
        return Value, (str(self), self.file, self.line, self.column, self._runs)

    @property
    def raw(self) -> bytes:
        """The octets of this text, as they stand in the file (UTF-8 where the text was given as a `str`)."""
        return self.encode("utf-8", "surrogateescape")

    def place(self, position: int | None = None) -> tuple[int | None, int | None]:
        """Return the line and column of the character at `position`, or of the value's beginning.

        A character that came out of a variable is placed where the variable is named.
        """
        if position is None or self.line is None or self.column is None:
            return self.line, self.column
        position = min(max(position, 0), len(self))
        if not self._runs:
            return self.line, self.column + position
        # `position` may be that of the end: one beyond the last character.
        index, line, column, step = self._runs[max(bisect_right(self._runs, (position, 1 << 62)) - 1, 0)]
        return line, column + (position - index) * step

    def part(self, start: int, stop: int | None = None) -> Value:
        """Return the characters from `start` up to `stop` (no negative numbers), with their place."""
        stop = len(self) if stop is None else min(stop, len(self))
        start = min(start, stop)
        if not self._runs:
            return Value(self[start:stop], self.file, *self.place(start))
        first = max(bisect_right(self._runs, (start, 1 << 62)) - 1, 0)
        runs: list[tuple[int, int, int, int]] = []
        for index, line, column, step in self._runs[first:]:
            if index >= stop and runs:
                break
            skipped = max(start - index, 0)
            runs.append((max(index - start, 0), line, column + skipped * step, step))
        return Value(self[start:stop], self.file, runs[0][1], runs[0][2], tuple(runs))

    def error(self, reason: str, position: int | None = None) -> ConfigError:
        """Return (not raise) the error that says `reason` of the character at `position`, or of the whole."""
        line, column = self.place(position)
        return ConfigError(reason, file=self.file, line=line, column=column)


_set_file, _set_line, _set_column, _set_runs = (
    Value.__dict__[name].__set__ for name in ("file", "line", "column", "_runs")
)
