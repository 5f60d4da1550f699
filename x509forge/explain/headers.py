"""Identifier and length octets of anything (X.690 8.1.2, 8.1.3), as far as they can be read; nothing raises."""

from __future__ import annotations

from ..der import CONSTRUCTED, MAX_IDENTIFIER_OCTETS, describe_identifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

DEFINITE, INDEFINITE, CUT, NO_HEADER = range(4)
"""How an element is framed: by its length, by end-of-contents octets, by the end of what holds it; or not at all."""


def frame(data: bytes, pos: int, end: int) -> tuple[int, int, int, int]:
    """Return where the length octets and the contents of the element at `pos` begin, where it stops, and its framing.

    Without a header, what stands there reaches up to `end`. An indefinite length has no stop yet: it is the start.
    """
    if pos + 2 > end:
        return pos, pos, end, NO_HEADER
    length_at = pos + 1
    if data[pos] & 0x1F == 0x1F:
        length_at = _end_of_long_tag(data, pos, end)
        if length_at > pos + MAX_IDENTIFIER_OCTETS or length_at >= end:
            return pos, pos, end, NO_HEADER
    length = data[length_at]
    start = length_at + 1
    if length >= 0x80:
        if length == 0x80:
            # A primitive element cannot be of indefinite length (X.690 8.1.3.2): nobody knows where it ends.
            return (length_at, start, start, INDEFINITE) if data[pos] & CONSTRUCTED else (pos, pos, end, NO_HEADER)
        start += length & 0x7F
        if length == 0xFF or start > end:
            return pos, pos, end, NO_HEADER
        length = int.from_bytes(data[length_at + 1 : start], "big")
    stop = start + length
    return (length_at, start, end, CUT) if stop > end else (length_at, start, stop, DEFINITE)


def fills(data: bytes, pos: int, end: int) -> bool:
    """Return whether one element of definite length fills `[pos, end)`."""
    _, _, stop, framing = frame(data, pos, end)
    return framing == DEFINITE and stop == end


def _end_of_long_tag(data: bytes, pos: int, end: int) -> int:
    """Return where a tag of several octets ends; where that is too far to be read, some place behind the limit."""
    limit = min(end, pos + MAX_IDENTIFIER_OCTETS)
    at = pos + 1
    while at < limit and data[at] & 0x80:
        at += 1
    return at + 1


def number_of(identifier: bytes) -> int:
    """Return the number of a tag."""
    number = identifier[0] & 0x1F
    if number == 0x1F:
        number = 0
        for octet in identifier[1:]:
            number = number << 7 | octet & 0x7F
    return number


def why_no_header(data: bytes, pos: int, end: int) -> tuple[str, str]:
    """Return why no header could be read, and the citation."""
    if end - pos < 2:
        return "the element ends within its header", "X.690 8.1.1.1"
    length_at = pos + 1
    if data[pos] & 0x1F == 0x1F:
        length_at = _end_of_long_tag(data, pos, end)
        if length_at > pos + MAX_IDENTIFIER_OCTETS and pos + MAX_IDENTIFIER_OCTETS < end:
            return f"the tag takes more than the {MAX_IDENTIFIER_OCTETS} octets that are read", "X.690 8.1.2.4"
        if length_at >= end:
            return "the element ends within its header", "X.690 8.1.2.4"
    length = data[length_at]
    if length == 0x80:
        return "a primitive element of indefinite length", "X.690 8.1.3.2"
    if length == 0xFF:
        return "length octet FF is reserved", "X.690 8.1.3.5"
    return f"the length takes {length & 0x7F} octets, {end - length_at - 1} left", "X.690 8.1.3.5"


def header_faults(
    data: bytes, pos: int, length_at: int, start: int, end: int, framing: int
) -> Iterator[tuple[str, str, str]]:
    """Yield what of a header is not DER's form, or not true: id, message, citation."""
    if data[pos] & 0x1F == 0x1F:
        if data[pos + 1] == 0x80:
            yield "der.tag_not_minimal", "the tag number begins with a zero octet 80", "X.690 8.1.2.4.2"
        elif length_at == pos + 2 and data[pos + 1] < 31:
            yield (
                "der.tag_not_minimal",
                f"tag number {data[pos + 1]} in the form for 31 and more",
                "X.690 8.1.2.2",
            )
    if framing == INDEFINITE:
        yield "der.indefinite_length", "an indefinite length, which DER does not have", "X.690 10.1"
        return
    count = start - length_at - 1
    length = int.from_bytes(data[length_at + 1 : start], "big") if count else data[length_at]
    if count and (data[length_at + 1] == 0 or length < 128):
        yield "der.length_not_minimal", f"length {length} would fit in fewer octets", "X.690 10.1"
    if framing == CUT:
        claimed = str(length) if length < 1 << 64 else "more than 2**64"
        yield (
            "ber.cut_off",
            f"{describe_identifier(data[pos:length_at])} claims {claimed} octets, {end - start} left",
            "X.690 8.1.3",
        )


def find_ends(data: bytes, pos: int, limit: int, ends: dict[int, int]) -> None:
    """Note where the contents of the indefinite element at `pos`, and of those within it, end: at 00 00, or -1.

    Keys are where elements begin. Each header is looked at once, however deep they nest.
    """
    open_ones: list[int] = []
    at = pos
    while at < limit:
        if open_ones and data[at : min(at + 2, limit)] == b"\0\0":
            ends[open_ones.pop()] = at
            at += 2
            if not open_ones:
                return
            continue
        _, start, stop, framing = frame(data, at, limit)
        if framing == INDEFINITE:
            open_ones.append(at)
            at = start
        elif framing == DEFINITE:
            at = stop
        else:
            break
    for unended in open_ones:
        ends[unended] = -1
