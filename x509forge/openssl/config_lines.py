"""A configuration's octets cut into the lines that OpenSSL sees (`config(5)`), each character with its place."""

from __future__ import annotations

from bisect import bisect_right

from x509forge.errors import ConfigError

from .value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# OpenSSL reads at most so many octets at a time, and takes a CR at the end of such a read for the
# end of a line. So do we, since the same text shall mean the same.
_READ_SIZE = 510

_UTF_8_BOM = b"\xef\xbb\xbf"


class Line:
    """A line with its continuations joined; `pieces` says from which physical lines."""

    __slots__ = ("file", "pieces", "text")

    def __init__(self, text: str, file: str | None, pieces: list[tuple[int, int, int]]) -> None:
        self.text = text
        self.file = file
        self.pieces = pieces  # (index of the first character, its line, its column)

    def place(self, index: int) -> tuple[int, int]:
        """Return the line and the column of the character at `index`."""
        start, line, column = self.pieces[max(bisect_right(self.pieces, (index, 1 << 62)) - 1, 0)]
        return line, column + index - start

    def error(self, reason: str, index: int) -> ConfigError:
        """Return (not raise) the error that says `reason` of the character at `index`."""
        line, column = self.place(index)
        return ConfigError(reason, file=self.file, line=line, column=column)

    def value(self, text: str, start: int, runs: list[tuple[int, int, int]]) -> Value:
        """Return `text`, which was written from the character `start` on, as a `Value`.

        Each run is (index in `text`, index in this line, step), of which a step of 0 holds still.
        """
        placed = []
        for number, (index, source, step) in enumerate(runs):
            line, column = self.place(source)
            placed.append((index, line, column, step))
            if step:  # a run goes on over a continuation, its columns do not
                end = source + (runs[number + 1][0] if number + 1 < len(runs) else len(text)) - index
                following = bisect_right(self.pieces, (source, 1 << 62))
                while following < len(self.pieces) and self.pieces[following][0] < end:
                    piece, line, column = self.pieces[following]
                    placed.append((index + piece - source, line, column, step))
                    following += 1
        line, column = self.place(start)
        return Value(text, self.file, line, column, tuple(placed))

    def cut(self, start: int, stop: int) -> Value:
        """Return the characters from `start` up to `stop` as they are written."""
        if len(self.pieces) == 1:
            return Value(self.text[start:stop], self.file, *self.place(start))
        return self.value(self.text[start:stop], start, [(0, start, 1)])


def check_octets(data: bytes, file: str | None) -> None:
    """Refuse octets that are no 8-bit text, saying which encoding they seem to be in."""
    encoding = None
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        encoding = "UTF-32"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")) or (len(data) > 1 and (data[0] == 0) != (data[1] == 0)):
        encoding = "UTF-16"
    if encoding is not None:
        raise ConfigError(f"the text is in {encoding}; save it as UTF-8", file=file, line=1, column=1)
    nul = data.find(b"\0")
    if nul >= 0:
        # OpenSSL drops what follows, up to the end of the line or of the file: nobody means that.
        start = data.rfind(b"\n", 0, nul) + 1
        column = len(data[start:nul].decode("utf-8", "surrogateescape")) + 1
        raise ConfigError("NUL octet in the text", file=file, line=data.count(b"\n", 0, nul) + 1, column=column)


def split(data: bytes, file: str | None, *, skip_bom: bool) -> Iterator[Line]:
    """Yield the lines of `data`, continued ones joined, without their CR and LF.

    The mark of UTF-8 is skipped where `skip_bom` says so (at the beginning of the first file alone).
    """
    parts: list[str] = []
    pieces: list[tuple[int, int, int]] = []
    length = 0
    for physical, line, column in _physical_lines(data, skip_bom):
        pieces.append((length, line, column))
        continued = physical.endswith("\\") and not physical.endswith("\\\\")
        parts.append(physical[:-1] if continued else physical)
        length += len(parts[-1])
        if not continued:
            yield Line("".join(parts), file, pieces)
            parts, pieces, length = [], [], 0
    if pieces:
        yield Line("".join(parts), file, pieces)


def _physical_lines(data: bytes, skip_bom: bool) -> Iterator[tuple[str, int, int]]:
    """Yield each line's text and the line and column where it begins."""
    read_from = 0
    number = 1
    while read_from < len(data):
        end = data.find(b"\n", read_from) + 1 or len(data)
        start = len(_UTF_8_BOM) if read_from == 0 and skip_bom and data.startswith(_UTF_8_BOM) else read_from
        column = 1
        while end - read_from > _READ_SIZE:
            read_from += _READ_SIZE
            if data[read_from - 1] == 0x0D:
                text = data[start:read_from].decode("utf-8", "surrogateescape")
                yield text.rstrip("\r"), number, column
                column += len(text)
                start = read_from
        yield data[start:end].decode("utf-8", "surrogateescape").rstrip("\r\n"), number, column
        read_from = end
        number += 1
