"""Contents octets of BOOLEAN, INTEGER, BIT STRING, NULL and OBJECT IDENTIFIER (X.690 8, 11)."""

from __future__ import annotations

from ..errors import DecodeError, EncodeError
from .limits import MAX_OID_ARCS, MAX_OID_OCTETS
from .tlv import base128

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def encode_boolean(value: bool) -> bytes:
    """Return the contents octet of a BOOLEAN; TRUE is all ones (X.690 11.1)."""
    return b"\xff" if value else b"\x00"


def decode_boolean(data: bytes, start: int, stop: int) -> bool:
    """Return a BOOLEAN; raises DecodeError unless it is one octet, 00 or FF (X.690 8.2, 11.1)."""
    if stop - start != 1:
        raise DecodeError(f"BOOLEAN of {stop - start} octets", offset=start, expected="1", citation="X.690 8.2.1")
    octet = data[start]
    if octet == 0xFF:
        return True
    if octet:
        raise DecodeError(f"BOOLEAN {octet:02x}", offset=start, expected="ff or 00", citation="X.690 11.1")
    return False


def encode_integer(value: int) -> bytes:
    """Return the contents octets of an INTEGER: two's complement, in the fewest octets (X.690 8.3)."""
    # A positive number needs room for a sign bit of 0; ~value has as many bits as a negative one needs.
    return value.to_bytes((value if value >= 0 else ~value).bit_length() // 8 + 1, "big", signed=True)


def decode_integer(data: bytes, start: int, stop: int, name: str = "INTEGER") -> int:
    """Return an INTEGER (or ENUMERATED, by `name`); raises DecodeError when empty or not minimal (X.690 8.3)."""
    if start == stop:
        raise DecodeError(f"{name} without contents", offset=start, citation="X.690 8.3.1")
    if stop - start > 1:
        first, second = data[start], data[start + 1]
        if (first == 0x00 and second < 0x80) or (first == 0xFF and second >= 0x80):
            raise DecodeError(
                f"{name} {first:02x} {second:02x}{' ...' if stop - start > 2 else ''} is not minimal",
                offset=start,
                citation="X.690 8.3.2",
            )
    return int.from_bytes(data[start:stop], "big", signed=True)


def decode_null(data: bytes, start: int, stop: int) -> None:
    """Return None; raises DecodeError for a NULL with contents (X.690 8.8.2)."""
    if start != stop:
        raise DecodeError(f"NULL with {stop - start} octets of contents", offset=start, citation="X.690 8.8.2")


def encode_bit_string(octets: bytes, unused_bits: int = 0) -> bytes:
    """Return the contents octets of a BIT STRING: the count of unused bits, then the bits (X.690 8.6.2)."""
    return bytes((unused_bits,)) + octets


def decode_bit_string(data: bytes, start: int, stop: int) -> tuple[bytes, int]:
    """Return a BIT STRING's octets and its count of unused bits; those must be zero (X.690 8.6.2, 11.2.1)."""
    if start == stop:
        raise DecodeError("BIT STRING without contents", offset=start, citation="X.690 8.6.2.3")
    unused = data[start]
    if unused > 7:
        raise DecodeError(f"BIT STRING with {unused} unused bits", offset=start, citation="X.690 8.6.2.2")
    if unused:
        if stop - start == 1:
            raise DecodeError(
                f"BIT STRING without bits, of which {unused} unused", offset=start, citation="X.690 8.6.2.3"
            )
        if data[stop - 1] & (1 << unused) - 1:
            raise DecodeError("BIT STRING with unused bits that are not zero", offset=stop - 1, citation="X.690 11.2.1")
    return data[start + 1 : stop], unused


def encode_named_bits(bits: Iterable[int]) -> tuple[bytes, int]:
    """Return octets and count of unused bits for these bits set, trailing zero bits removed (X.690 11.2.2)."""
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    length = mask.bit_length()
    octets = bytearray((length + 7) // 8)
    for bit in range(length):
        if mask >> bit & 1:
            octets[bit // 8] |= 0x80 >> bit % 8
    return bytes(octets), -length % 8


def encode_oid(dotted: str) -> bytes:
    """Return the contents octets of an OBJECT IDENTIFIER in dotted decimal (X.690 8.19).

    Raises EncodeError for text that names none: fewer than two arcs, a first arc
    over 2, a second over 39 below the arcs 0 and 1, or digits that are not plain.
    """
    arcs = dotted.split(".")
    if not all(arc.isascii() and arc.isdigit() and (arc[0] != "0" or arc == "0") for arc in arcs):
        raise EncodeError(f"{dotted!r} is not an object identifier in dotted decimal", citation="X.660 A.2")
    if len(arcs) < 2 or arcs[0] not in ("0", "1", "2") or (arcs[0] != "2" and (len(arcs[1]) > 2 or int(arcs[1]) > 39)):
        raise EncodeError(f"{dotted!r} has no valid first two arcs", citation="X.690 8.19.4")
    first = int(arcs[0]) * 40 + int(arcs[1])
    return b"".join([base128(first), *(base128(int(arc)) for arc in arcs[2:])])


def decode_oid(data: bytes, start: int, stop: int) -> str:
    """Return an OBJECT IDENTIFIER in dotted decimal (X.690 8.19); raises DecodeError beyond the limits, too."""
    if start == stop:
        raise DecodeError("OBJECT IDENTIFIER without contents", offset=start, citation="X.690 8.19.2")
    if stop - start > MAX_OID_OCTETS:
        raise DecodeError(
            f"OBJECT IDENTIFIER of {stop - start} octets, more than the {MAX_OID_OCTETS} that are read (MAX_OID_OCTETS)",  # noqa: E501
            offset=start,
        )
    if data[stop - 1] & 0x80:
        raise DecodeError("OBJECT IDENTIFIER ends within an arc", offset=stop - 1, citation="X.690 8.19.2")
    arcs = []
    arc = 0
    begins = True
    for at in range(start, stop):
        octet = data[at]
        if begins and octet == 0x80:
            raise DecodeError("OBJECT IDENTIFIER with an arc that begins 80", offset=at, citation="X.690 8.19.2")
        arc = arc << 7 | octet & 0x7F
        begins = octet < 0x80
        if begins:
            arcs.append(arc)
            arc = 0
    if len(arcs) >= MAX_OID_ARCS:
        raise DecodeError(
            f"OBJECT IDENTIFIER of {len(arcs) + 1} arcs, more than the {MAX_OID_ARCS} that are read (MAX_OID_ARCS)",
            offset=start,
        )
    root = min(arcs[0] // 40, 2)
    return ".".join(map(str, (root, arcs[0] - 40 * root, *arcs[1:])))
