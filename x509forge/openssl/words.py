"""The words that values are made of: booleans, numbers, octets in hexadecimal, objects, strings as they stand."""

from __future__ import annotations

from ..asn1 import Any, IA5String
from ..der import element
from ..errors import DecodeError
from ..later import pattern
from ..oid import ObjectIdentifier
from .objects import to_oid
from .wording import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any as Anything

    from ..asn1.universal import String
    from .value import Value

_BOOLEANS = {
    **dict.fromkeys(("TRUE", "true", "Y", "y", "YES", "yes"), True),
    **dict.fromkeys(("FALSE", "false", "N", "n", "NO", "no"), False),
}
# Far more digits than any number in a certificate has; Python's own conversion slows down with their square.
_MAX_DIGITS = 2000
_HEX = frozenset("0123456789abcdefABCDEF")


def parse_boolean(text: Value) -> bool:
    """Return the truth of `TRUE`, `no` and the like; raises ConfigError for other texts."""
    found = _BOOLEANS.get(text)
    if found is None:
        raise text.error(f"{quoted(text)} is neither TRUE nor FALSE")
    return found


def parse_integer(text: Value) -> int:
    """Return the number of `-12` or `0x1F`; raises ConfigError for other texts."""
    found = integer_of(text)
    if found is None:
        raise text.error(f"{quoted(text)} is no number, in decimal or with 0x in hexadecimal")
    return found


def integer_of(text: str) -> int | None:
    """Return the number of a text as `s2i_ASN1_INTEGER(3)` reads one; None for other texts.

    A second hyphen, behind the first or behind the 0x, makes it negative no less.
    """
    rest = text.removeprefix("-")
    base = 16 if rest[:2] in ("0x", "0X") else 10
    rest = rest[2:] if base == 16 else rest
    digits = rest.removeprefix("-")
    # int() takes blanks, underscores, signs and digits of every script.
    if not digits or len(digits) > _MAX_DIGITS or not digits.isascii() or not digits.isalnum():
        return None
    try:
        number = int(digits, base)
    except ValueError:
        return None
    return -number if len(digits) < len(rest) or text.startswith("-") else number


# Hexadecimal, octal, decimal.
_LEADING = pattern(r"(?a)[ \t\n\v\f\r]*([+-]?)(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))")


def leading_unsigned(text: str) -> tuple[int, int]:
    """Return the number that `strtoul()` of base 0 reads where a text begins, and where it ends; 0 and 0 for none."""
    found = _LEADING.match(text)
    if found is None:
        return 0, 0
    sign, *numbers = found.groups("")
    base, digits = next((base, digits) for base, digits in zip((16, 8, 10), numbers, strict=True) if digits)
    return unsigned(sign, digits, base), found.end()


def unsigned(sign: str, digits: str, base: int = 10) -> int:
    """Return what an `unsigned int` of C keeps of `strtoul()`'s answer; the digits are those of the base."""
    digits = digits.lstrip("0")
    number = int(digits or "0", base) if len(digits) <= 64 else 1 << 64
    if number >= 1 << 64:
        return 0xFFFFFFFF
    return (-number if sign == "-" else number) & 0xFFFFFFFF


def parse_hex(text: Value) -> bytes:
    """Return the octets of hexadecimal digits in pairs; colons may stand before a pair. Raises ConfigError."""
    pairs = []
    at = 0
    while at < len(text):
        if text[at] == ":":
            at += 1
            continue
        pairs.append(text[at : at + 2])
        at += 2
    if len(text) < 2 or not all(len(pair) == 2 and _HEX.issuperset(pair) for pair in pairs):
        raise text.error(f"{quoted(text)} is not a row of octets in hexadecimal: two digits each")
    return bytes.fromhex("".join(pairs))


def parse_oid(text: Value, added: Mapping[str, str] | None = None) -> ObjectIdentifier:
    """Return the object of a name or number; `added` are the names of an `oid_section`. Raises ConfigError."""
    return ObjectIdentifier(to_oid(text, added))


def string_of(kind: type[String], text: Value, tag: bytes | None = None) -> Anything:
    """Return a string with the octets of a text as they stand, as OpenSSL writes them.

    Where they are not what the type allows (an IA5String of UTF-8), or another tag is asked for,
    that is a raw element.
    """
    own = kind("").to_der()[:1]
    der = element(tag or own, text.raw)
    if tag is None:
        try:
            return kind.from_der(der)
        except DecodeError:
            pass
    return Any(der)


def ia5(text: Value) -> str:
    """Return a text for a field that is an IA5String: see `string_of`."""
    return str(text) if text.isascii() else string_of(IA5String, text)
