"""Text that does nothing to whoever reads it: what cannot be seen, or turns the line around, is escaped."""

from __future__ import annotations

import re

# Printable by Unicode, and yet nothing is to be seen of them (Default_Ignorable_Code_Point, and the blank of Braille).
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U0001d159\U000e0100-\U000e01ef]"
)


def inert(text: str) -> str:
    r"""Return text with escapes (`\u202e`, `\x1b`) for controls, for what turns the line, and for what is not seen."""
    if text.isprintable() and (text.isascii() or not _UNSEEN.search(text)):
        return text
    return "".join(map(_escape, text))


def quoted(text: str, longest: int) -> str:
    """Return text between quotes, so that its end is seen; cut behind so many characters."""
    shown = inert(text[:longest].replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{shown}"' + ("…" if len(text) > longest else "")


def _escape(character: str) -> str:
    if character.isprintable() and not _UNSEEN.match(character):
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
