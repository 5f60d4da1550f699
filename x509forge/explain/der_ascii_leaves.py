"""Contents octets as tokens of the der-ascii language: the most telling ones that say just these octets."""

from __future__ import annotations

from ..der import decode_integer, decode_oid
from ..errors import DecodeError
from ..inert import inert

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .node import Node

# How many octets of hexadecimal stand in one line.
_OCTETS_A_LINE = 32
# Larger numbers are read more easily in hexadecimal: serial numbers and moduli.
_LONGEST_DECIMAL = 4
_LONGEST_BIT_LITERAL = 4
# ascii2der reads no larger arcs.
_LARGEST_ARC = 2**32 - 1
# From which share of printable octets on they are text, where nothing says so; der2ascii's own figure.
_TEXT_SHARE = 0.85
_TEXT = bytes((*range(0x20, 0x7F), *b"\t\r\n"))
_ESCAPES = {"\n": "\\n", '"': '\\"', "\\": "\\\\"}
_TEXTS = frozenset(
    (
        *("NumericString", "PrintableString", "TeletexString", "VideotexString", "IA5String", "GraphicString"),
        *("VisibleString", "GeneralString", "UTCTime", "GeneralizedTime", "ObjectDescriptor"),
    )
)


def tokens_of(node: Node) -> list[str]:
    """Return what says the contents of a node that is not descended into; nothing for no octets."""
    octets = node.contents
    if not octets:
        return []
    kind = node.base_type
    if node.piece is not None and node.piece != "octets":
        return hexadecimal(octets)
    if kind == "UTF8String":
        return _utf8(octets)
    if kind in _TEXTS:
        return [quoted(octets)]
    if node.is_bits:
        return _bits(octets)
    write = _WRITERS.get(kind)
    if write is not None:
        return write(octets)
    if node.typed or not _looks_like_text(octets):
        return hexadecimal(octets)
    return [quoted(octets)]


def lines_of_text(octets: bytes) -> list[str]:
    """Return octets that are a text and nothing else, each line as a string; nothing for other octets."""
    return [] if octets.translate(None, _TEXT) else [quoted(line) for line in octets.splitlines(keepends=True)]


def hexadecimal(octets: bytes) -> list[str]:
    """Return octets in hexadecimal, a line's in each token."""
    return [f"`{octets[at : at + _OCTETS_A_LINE].hex()}`" for at in range(0, len(octets), _OCTETS_A_LINE)]


def quoted(octets: bytes) -> str:
    """Return octets as a string of ASCII; what a terminal would act on is escaped."""
    if octets.isascii() and (text := octets.decode()).isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(_character(chr(octet), f"\\x{octet:02x}", octet < 0x80) for octet in octets) + '"'


def _character(character: str, escape: str, as_is: bool = True) -> str:
    known = _ESCAPES.get(character)
    return known if known is not None else character if as_is and inert(character) == character else escape


def _looks_like_text(octets: bytes) -> bool:
    printable = sum(0x20 <= octet < 0x7F or octet == 0x0A for octet in octets)
    return printable / len(octets) > _TEXT_SHARE


def _utf8(octets: bytes) -> list[str]:
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        return [quoted(octets)]
    escaped = ("".join(f"\\x{octet:02x}" for octet in character.encode()) for character in text)
    return ['"' + "".join(map(_character, text, escaped)) + '"']


def _utf16(octets: bytes) -> list[str]:
    whole = len(octets) & ~1
    text = octets[:whole].decode("utf-16-be", "surrogatepass")
    return _wide("u", map(ord, text), octets[whole:])


def _utf32(octets: bytes) -> list[str]:
    whole = len(octets) & ~3
    return _wide("U", (int.from_bytes(octets[at : at + 4], "big") for at in range(0, whole, 4)), octets[whole:])


def _wide(mark: str, values: Iterable[int], rest: bytes) -> list[str]:
    parts = []
    for value in values:
        escape = f"\\u{value:04x}" if value <= 0xFFFF else f"\\U{value:08x}"
        parts.append(_character(chr(value), escape) if value <= 0x10FFFF else escape)
    return [f'{mark}"{"".join(parts)}"', *hexadecimal(rest)]


def _boolean(octets: bytes) -> list[str]:
    return {b"\0": ["FALSE"], b"\xff": ["TRUE"]}.get(octets) or hexadecimal(octets)


def _integer(octets: bytes) -> list[str]:
    if len(octets) > _LONGEST_DECIMAL:
        return hexadecimal(octets)
    try:
        return [str(decode_integer(octets, 0, len(octets)))]
    except DecodeError:
        return hexadecimal(octets)


def _identifier(octets: bytes) -> list[str]:
    try:
        dotted = decode_oid(octets, 0, len(octets))
    except DecodeError:
        return hexadecimal(octets)
    # The first two arcs are one number on the wire.
    if any(int(arc) > _LARGEST_ARC - 80 for arc in dotted.split(".")):
        return hexadecimal(octets)
    return [dotted]


def _relative(octets: bytes) -> list[str]:
    # Below the arc 2.0, whose octet is 50, the arcs are encoded in the same way.
    (token,) = _identifier(b"\x50" + octets) if len(octets) < _OCTETS_A_LINE else ("`",)
    return hexadecimal(octets) if token.startswith("`") else [token.removeprefix("2.0")]


def _bits(octets: bytes) -> list[str]:
    unused, size = octets[0], 8 * (len(octets) - 1)
    if unused > min(7, size):
        return hexadecimal(octets)
    if len(octets) - 1 > _LONGEST_BIT_LITERAL:
        return [*hexadecimal(octets[:1]), *hexadecimal(octets[1:])]
    bits = f"{int.from_bytes(octets[1:], 'big'):0{size}b}" if size else ""
    used, padding = bits[: size - unused], bits[size - unused :]
    return [f"b`{used}|{padding}`" if "1" in padding else f"b`{used}`"]


_WRITERS = {
    "BOOLEAN": _boolean,
    "INTEGER": _integer,
    "ENUMERATED": _integer,
    "OBJECT IDENTIFIER": _identifier,
    "RELATIVE-OID": _relative,
    "UniversalString": _utf32,
    "BMPString": _utf16,
}
