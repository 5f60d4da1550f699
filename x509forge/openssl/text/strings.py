"""How OpenSSL prints numbers, octets, objects and times.

Texts within this package are octets as `str`, one character of Latin-1 each: strings in
certificates go out as they stand, in whatever encoding. `finished` turns them into text.
"""

from __future__ import annotations

from ...asn1 import GeneralizedTime, UTCTime
from ...der import read_header
from ...later import pattern
from ..objects import long_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...asn1 import Value

# The program gives this name to an example when it prints.
_OWN_NAMES = {"2.99999.3": "SET x509v3 extension 3"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def finished(text: str) -> str:
    """Return octets as text: UTF-8, with lone surrogates for what is none."""
    return text.encode("latin-1").decode("utf-8", "surrogateescape")


def contents(value: Value | str) -> bytes:
    """Return the contents octets of a value, be it a string or raw; an ASCII text's are its own."""
    if isinstance(value, str):
        return value.encode("latin-1")
    der = value.to_der()
    start, stop = read_header(der, 0, len(der))
    return der[start:stop]


def as_they_stand(value: Value | str) -> str:
    """Return a string's octets."""
    return contents(value).decode("latin-1")


def until_nul(value: Value | str) -> str:
    """Return a string's octets up to a NUL, where C's own strings end."""
    return as_they_stand(value).partition("\0")[0]


def printable(octets: bytes) -> str:
    """Return octets with a dot for each that is no printable ASCII, line ends excepted (`ASN1_STRING_print`)."""
    return "".join(chr(octet) if 0x20 <= octet <= 0x7E or octet in b"\r\n" else "." for octet in octets)


def object_name(oid: str | Value) -> str:
    """Return OpenSSL's long name of an object, or its number; a raw element may be one of more arcs than are read."""
    if not isinstance(oid, str):
        return dotted(contents(oid))
    return _OWN_NAMES.get(oid) or long_name(oid) or str(oid)


def is_object(octets: bytes) -> bool:
    """Return whether these are an object's: the arcs end with them, and none begins with 80 (X.690 8.19.2)."""
    return bool(octets) and octets[-1] < 0x80 and octets[0] != 0x80 and not _PADDED_ARC.search(octets)


_PADDED_ARC = pattern(rb"[\0-\x7f]\x80")


def dotted(octets: bytes) -> str:
    """Return an object's numbers, however many there are."""
    arcs, arc = [], 0
    for octet in octets:
        arc = arc << 7 | octet & 0x7F
        if octet < 0x80:
            arcs.append(arc)
            arc = 0
    root = min(arcs[0] // 40, 2)
    return ".".join(map(str, (root, arcs[0] - 40 * root, *arcs[1:])))


def colons(octets: bytes) -> str:
    """Return `0A:0B`."""
    return octets.hex(":").upper()


def dump(octets: bytes, indent: int, width: int) -> str:
    """Return lines of so many octets in hexadecimal, colons between all of them."""
    pad = " " * indent
    rows = [octets[at : at + width].hex(":") for at in range(0, len(octets), width)]
    return ":\n".join(pad + row for row in rows) + "\n"


def integer(number: int) -> str:
    """Return a number in decimals, or in hexadecimal if it has 128 bits or more (`i2s_ASN1_INTEGER`)."""
    if number.bit_length() < 128:
        return str(number)
    digits = f"{abs(number):X}"
    return f"{'-' if number < 0 else ''}0x{digits.zfill(len(digits) + len(digits) % 2)}"


def c_long(number: int) -> int:
    """Return a number as a `long` of C has it (`ASN1_INTEGER_get(3)`): -1 for what is too large."""
    return number if -(1 << 63) <= number < 1 << 63 else -1


def hexadecimal(number: int) -> str:
    """Return a number in hexadecimal digits, in lines of 35 octets ended by a backslash (`i2a_ASN1_INTEGER`)."""
    digits = f"{abs(number):X}"
    digits = digits.zfill(len(digits) + len(digits) % 2)
    rows = [digits[at : at + 70] for at in range(0, len(digits), 70)]
    return ("-" if number < 0 else "") + "\\\n".join(rows)


def labelled_number(label: str, number: int) -> list[str]:
    """Return the lines of a number of a key: short ones in decimals, others in rows of 15 octets."""
    if number == 0:
        return [f"{label} 0"]
    sign = "-" if number < 0 else ""
    if abs(number).bit_length() <= 64:
        return [f"{label} {sign}{abs(number)} ({sign}0x{abs(number):x})"]
    octets = abs(number).to_bytes((abs(number).bit_length() + 7) // 8, "big")
    if octets[0] & 0x80:
        octets = b"\0" + octets
    return [f"{label}{' (Negative)' if number < 0 else ''}", *dump(octets, 4, 15).splitlines()]


def labelled_octets(label: str, octets: bytes) -> list[str]:
    """Return the lines of octets of a key, in rows of 15."""
    return [label, *dump(octets, 4, 15).splitlines()]


def time(value: object) -> str:
    """Return a time as `ASN1_TIME_print(3)` has it: `Nov 24 00:00:00 2026 GMT`."""
    if isinstance(value, (UTCTime, GeneralizedTime)):
        text = value.text
        if isinstance(value, UTCTime):
            text = ("19" if text[:2] >= "50" else "20") + text
        month, day = int(text[4:6]), int(text[6:8])
        return f"{_MONTHS[month - 1]} {day:2} {text[8:10]}:{text[10:12]}:{text[12:14]} {int(text[:4])} GMT"
    return "Bad time value"
