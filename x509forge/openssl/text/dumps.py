"""Octets in rows of hexadecimal, with what is printable beside them (`BIO_dump_indent(3)`)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 16


def dump_lines(octets: bytes, indent: int) -> Iterator[str]:
    """Yield the lines; an indent beyond 6 makes them shorter."""
    indent = min(indent, 64)
    width = _WIDTH - (max(indent - 6, 0) + 3) // 4
    for at in range(0, len(octets), width):
        row = octets[at : at + width]
        text = f"{' ' * indent}{at:04x} - "
        for position in range(width):
            text += f"{row[position]:02x}" if position < len(row) else "  "
            text += "-" if position == 7 and position < len(row) else " "
        shown = "".join(chr(octet) if 0x20 <= octet <= 0x7E else "." for octet in row)
        yield f"{text}  {shown}\n"
