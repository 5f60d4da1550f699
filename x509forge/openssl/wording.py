"""How messages quote a configuration's text, and what they suggest instead of it."""

from __future__ import annotations

from ..inert import inert

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 64


def shown(text: str) -> str:
    """Return a text as it may stand in a message: short, and without control characters."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
    return inert(short)


def quoted(text: str) -> str:
    """Return the same in quotation marks."""
    return f'"{shown(text)}"'


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return ` (did you mean ...?)`, or nothing where none of the known names is close."""
    from difflib import get_close_matches

    lowered: dict[str, str] = {}
    for word in known:
        if len(word) <= _LONGEST:
            lowered.setdefault(word.lower(), word)
    close = get_close_matches(name[:_LONGEST].lower(), lowered, 1, 0.75)
    return f" (did you mean {shown(lowered[close[0]])}?)" if close else ""


def choice(name: str, known: Iterable[str]) -> str:
    """Return the same, or all the known names where none of them is close."""
    known = list(known)
    return suggestion(name, known) or f"; there are {', '.join(known)}"
