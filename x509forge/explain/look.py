"""How lines for a terminal look: inert, as wide as it is, in colours if it has any."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from ..inert import inert
from ..later import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# "Select graphic rendition" (ECMA-48 8.3.117): all that there is to colours.
_CODES = {"name": "1", "tag": "36", "length": "33", "value": "32", "finding": "1;31", "aside": "2", "plain": ""}
_LEAST = 24
_LONGEST = 2_000
"""How many characters of one text are shown; the octets are what shows all of it."""

_NOT_ASCII = pattern(r"[^\x00-\x7f]")

Span = tuple[str, str]
"""A key of `_CODES`, and text."""


class Look(NamedTuple):
    """What is shown, and how: `width` in columns, None for lines of any length; `depth` in levels below the root."""

    hex: bool = False
    """Whether each octet stands at the side, with its offset and as ASCII."""
    why: bool = False
    """Whether each run of octets is explained."""
    depth: int | None = None
    width: int | None = None
    color: bool = False

    @property
    def octets_a_row(self) -> int:
        """How many octets stand in one row of a dump."""
        return 16 if self.width is None or self.width >= 120 else 8


def shown(text: str) -> str:
    """Return a text in one line that does nothing to a terminal, cut where it is very long."""
    return inert(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(text):,} characters)")


def columns(text: str) -> int:
    """Return how many columns a text takes on a terminal (UAX #11: what is wide takes two)."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_beyond_one, _NOT_ASCII.findall(text)))


def _beyond_one(character: str) -> int:
    """Return how many columns more than one a character takes."""
    return -1 if unicodedata.combining(character) else unicodedata.east_asian_width(character) in "WF"


def cut(text: str, room: int | None) -> str:
    """Return a text that fits, with … for what does not."""
    if room is None or columns(text) <= room:
        return text
    return _beginning(text, max(room - 1, 1)) + "…"


def wrapped(spans: list[Span], room: int | None, hanging: int) -> Iterator[list[Span]]:
    """Yield rows of what does not fit into one, those behind the first indented by `hanging` columns."""
    if room is None or sum(columns(text) for _, text in spans) <= room:
        yield spans
        return
    room = max(room, _LEAST)
    hanging = min(hanging, room // 2)
    row: list[Span] = []
    used = 0
    for kind, rest in spans:
        while rest:
            part = _beginning(rest, room - used)
            if len(part) < len(rest):
                # Rather between words than within one that has room in a row of its own.
                blank = part.rfind(" ")
                word = rest[blank + 1 :].partition(" ")[0]
                if columns(word) <= room - hanging and (blank >= 0 or used > hanging):
                    part = part[: blank + 1]
            rest = rest[len(part) :]
            row.append((kind, part if not rest else part.rstrip(" ")))
            used += columns(part)
            if rest:
                yield row
                row, used = [("plain", " " * hanging)], hanging
                rest = rest.lstrip(" ")
    yield row


def _beginning(text: str, room: int) -> str:
    """Return as much of a text as fits into the room: nothing where there is none, else at least one character."""
    size = max(room, 0)
    while size > 1 and columns(text[:size]) > room:
        size -= 1
    return text[:size]


def painted(spans: list[Span], color: bool) -> str:
    """Return spans as one line, without blanks at its end."""
    if not color:
        return "".join(text for _, text in spans).rstrip(" ")
    line = ""
    for kind, text in reversed(spans):
        shown = text if line else text.rstrip(" ")
        line = (f"\x1b[{_CODES[kind]}m{shown}\x1b[0m" if shown and _CODES[kind] else shown) + line
    return line
