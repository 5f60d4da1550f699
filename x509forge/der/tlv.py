"""Identifier and length octets (X.690 8.1.2, 8.1.3, 10.1)."""

from __future__ import annotations

from ..errors import DecodeError
from .limits import MAX_IDENTIFIER_OCTETS

UNIVERSAL, APPLICATION, CONTEXT, PRIVATE = 0x00, 0x40, 0x80, 0xC0
CONSTRUCTED = 0x20

_CLASS_NAMES = {UNIVERSAL: "UNIVERSAL ", APPLICATION: "APPLICATION ", CONTEXT: "", PRIVATE: "PRIVATE "}
_UNIVERSAL_NAMES = {
    0: "end-of-contents",
    1: "BOOLEAN",
    2: "INTEGER",
    3: "BIT STRING",
    4: "OCTET STRING",
    5: "NULL",
    6: "OBJECT IDENTIFIER",
    7: "ObjectDescriptor",
    8: "EXTERNAL",
    9: "REAL",
    10: "ENUMERATED",
    12: "UTF8String",
    13: "RELATIVE-OID",
    16: "SEQUENCE",
    17: "SET",
    18: "NumericString",
    19: "PrintableString",
    20: "TeletexString",
    21: "VideotexString",
    22: "IA5String",
    23: "UTCTime",
    24: "GeneralizedTime",
    25: "GraphicString",
    26: "VisibleString",
    27: "GeneralString",
    28: "UniversalString",
    30: "BMPString",
}
SHORT_LENGTHS = tuple(bytes((n,)) for n in range(128))
"""The length octets of lengths below 128 (X.690 8.1.3.4)."""


def identifier(number: int, tag_class: int = UNIVERSAL, constructed: bool = False) -> bytes:
    """Return the identifier octets of a tag (X.690 8.1.2)."""
    if number < 0:
        raise ValueError(f"a tag number is not negative, as {number} is")
    first = tag_class | (CONSTRUCTED if constructed else 0)
    if number < 31:
        return bytes((first | number,))
    return bytes((first | 31,)) + base128(number)


def base128(number: int) -> bytes:
    """Return a number in groups of seven bits, each but the last with its top bit set (X.690 8.1.2.4, 8.19.2)."""
    octets = bytearray((number & 0x7F,))
    number >>= 7
    while number:
        octets.append(0x80 | number & 0x7F)
        number >>= 7
    octets.reverse()
    return bytes(octets)


def encode_length(length: int) -> bytes:
    """Return the length octets, in the fewest octets that hold the length (X.690 10.1)."""
    if length < 128:
        return SHORT_LENGTHS[length]
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((0x80 | len(octets),)) + octets


def element(identifier_octets: bytes, contents: bytes) -> bytes:
    """Return a whole element: identifier, length and contents octets (X.690 8.1.1)."""
    length = len(contents)
    if length < 128:
        return identifier_octets + SHORT_LENGTHS[length] + contents
    return identifier_octets + encode_length(length) + contents


def read_header(data: bytes, pos: int, end: int) -> tuple[int, int]:
    """Return where the contents of the element at `pos` start and stop, all within `end`.

    Raises DecodeError for what is not DER in the identifier or length octets, and
    for a length that is larger than the octets left (X.690 8.1.2, 10.1).
    """
    if end - pos < 2:
        raise DecodeError(
            "no element is here" if pos >= end else "the element ends within its header",
            offset=pos,
            citation="X.690 8.1.1.1",
        )
    length_at = pos + 1
    if data[pos] & 0x1F == 0x1F:
        length_at = _end_of_long_identifier(data, pos, end)
        if length_at >= end:
            raise DecodeError("the element ends within its header", offset=pos, citation="X.690 8.1.1.1")
    length = data[length_at]
    start = length_at + 1
    if length >= 0x80:
        if length == 0x82 and start + 2 <= end and data[start]:
            length, start = data[start] << 8 | data[start + 1], start + 2
        elif length == 0x81 and start < end and data[start] > 127:
            length, start = data[start], start + 1
        else:
            length, start = _read_long_length(data, length_at, end)
    stop = start + length
    if stop > end:
        claimed = str(length) if length < 1 << 64 else "more than 2**64"
        raise DecodeError(
            f"{describe_identifier(data[pos:length_at])} claims {claimed} octets, {end - start} left",
            offset=pos,
            expected=f"at most {end - start} octets",
            found=claimed,
            citation="X.690 8.1.3",
        )
    return start, stop


def identifier_at(data: bytes, pos: int, end: int) -> bytes:
    """Return the identifier octets at `pos`; raises DecodeError as `read_header` does."""
    if pos < end and data[pos] & 0x1F == 0x1F:
        return data[pos : _end_of_long_identifier(data, pos, end)]
    return data[pos : min(pos + 1, end)]


def _end_of_long_identifier(data: bytes, pos: int, end: int) -> int:
    limit = min(end, pos + MAX_IDENTIFIER_OCTETS)
    at = pos + 1
    while at < limit and data[at] & 0x80:
        at += 1
    if at >= limit:
        if limit == end:
            raise DecodeError("the element ends within its identifier", offset=pos, citation="X.690 8.1.2.4")
        raise DecodeError(
            f"the tag takes more than the {MAX_IDENTIFIER_OCTETS} octets that are read (MAX_IDENTIFIER_OCTETS)",
            offset=pos,
        )
    if data[pos + 1] == 0x80:
        raise DecodeError("the tag number begins with a zero octet 80", offset=pos, citation="X.690 8.1.2.4.2")
    if at == pos + 1 and data[at] < 31:
        raise DecodeError(f"tag number {data[at]} in the form for 31 and more", offset=pos, citation="X.690 8.1.2.2")
    return at + 1


def _read_long_length(data: bytes, at: int, end: int) -> tuple[int, int]:
    count = data[at] & 0x7F
    if count == 0:
        raise DecodeError("indefinite length", offset=at, expected="definite length", citation="X.690 10.1")
    if count == 127:
        raise DecodeError("length octet FF is reserved", offset=at, citation="X.690 8.1.3.5")
    start = at + 1 + count
    if start > end:
        raise DecodeError(f"the length takes {count} octets, {end - at - 1} left", offset=at, citation="X.690 8.1.3.5")
    length = int.from_bytes(data[at + 1 : start], "big")
    if data[at + 1] == 0 or length < 128:
        raise DecodeError(
            f"length {data[at : min(start, at + 4)].hex(' ')}{' ...' if count > 3 else ''} is not minimal",
            offset=at,
            citation="X.690 10.1",
        )
    return length, start


def describe_identifier(octets: bytes) -> str:
    """Return identifier octets in words: `SEQUENCE`, `[3]`, `constructed OCTET STRING`, `[APPLICATION 1]`."""
    if not octets:
        return "nothing"
    first = octets[0]
    number = first & 0x1F
    if number == 31:
        number = 0
        for octet in octets[1:]:
            number = number << 7 | octet & 0x7F
    tag_class = first & 0xC0
    if tag_class == UNIVERSAL and number in _UNIVERSAL_NAMES:
        name = _UNIVERSAL_NAMES[number]
        is_structure = number in (8, 16, 17)
        if bool(first & CONSTRUCTED) == is_structure:
            return name
        return f"{'primitive' if is_structure else 'constructed'} {name}"
    return f"[{_CLASS_NAMES[tag_class]}{number}]"
