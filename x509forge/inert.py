"""Text that does nothing to whoever reads it: what cannot be seen, or turns the line around, is escaped."""

from __future__ import annotations

# Printable by Unicode, and yet nothing is to be seen of them (Default_Ignorable_Code_Point, and the blank of Braille).
_UNSEEN = frozenset(
    map(
        chr,
        (
            *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164),
            *(*range(0xFE00, 0xFE10), 0xFFA0, 0x1D159, *range(0xE0100, 0xE01F0)),
        ),
    )
)


def inert(text: str) -> str:
    r"""Return text with escapes (`\u202e`, `\x1b`) for controls, for what turns the line, and for what is not seen."""
    if text.isprintable() and (text.isascii() or _UNSEEN.isdisjoint(text)):
        return text
    return "".join(map(_escape, text))


def quoted(text: str, longest: int) -> str:
    """Return text between quotes, so that its end is seen; cut behind so many characters."""
    shown = inert(text[:longest].replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{shown}"' + ("…" if len(text) > longest else "")


def _escape(character: str) -> str:
    if character.isprintable() and character not in _UNSEEN:
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
