"""Distinguished names as `-nameopt` asks for them (`X509_NAME_print_ex(3)`)."""

from __future__ import annotations

from ..objects import long_name, short_name
from .flags import COMPAT, MULTILINE, ONELINE
from .strings import contents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...asn1 import Value
    from ...x509.name import AttributeTypeAndValue, Name

__all__ = ["COMPAT", "MULTILINE", "ONELINE", "name_line", "name_text", "one_line"]

# Between levels, and between the attributes of one.
_SEPARATORS = {
    "sep_multiline": ("\n", " + "),
    "sep_comma_plus": (",", "+"),
    "sep_comma_plus_space": (", ", " + "),
    "sep_semi_plus_space": ("; ", " + "),
}
_WIDTHS = {"sname": 10, "lname": 25}
# Octets of a character, by the tag of the string; 0 is UTF-8, and other types have no characters.
_CHARACTER_OCTETS = {12: 0, 18: 1, 19: 1, 20: 1, 22: 1, 23: 1, 24: 1, 26: 1, 28: 4, 30: 2}
_TYPE_NAMES = {
    1: "BOOLEAN",
    2: "INTEGER",
    3: "BIT STRING",
    4: "OCTET STRING",
    5: "NULL",
    6: "OBJECT",
    10: "ENUMERATED",
    12: "UTF8STRING",
    16: "SEQUENCE",
    17: "SET",
    18: "NUMERICSTRING",
    19: "PRINTABLESTRING",
    20: "T61STRING",
    21: "VIDEOTEXSTRING",
    22: "IA5STRING",
    23: "UTCTIME",
    24: "GENERALIZEDTIME",
    25: "GRAPHICSTRING",
    26: "VISIBLESTRING",
    27: "GENERALSTRING",
    28: "UNIVERSALSTRING",
    30: "BMPSTRING",
}
_ESCAPES = frozenset({"esc_2253", "esc_2254", "use_quote", "esc_ctrl", "esc_msb"})
_ONE_LINE = [
    f"\\x{octet:02X}" if not 0x20 <= octet <= 0x7E else f"\\{chr(octet)}" if octet in b"/+" else chr(octet)
    for octet in range(256)
]
_SPECIAL_2253 = frozenset(',+"\\<>;')
_SPECIAL_2254 = frozenset("\0*()\\")


def name_line(title: str, name: Name, flags: frozenset[str] = ONELINE) -> str:
    """Return `subject=` and the name, in one line or in many (`print_name` of the program)."""
    if not flags:
        return f"{title}{one_line(name)}\n"
    multiline = "sep_multiline" in flags
    return f"{title}{chr(10) if multiline else ''}{name_text(name, flags, 4 if multiline else 0)}\n"


def name_text(name: Name, flags: frozenset[str] = ONELINE, indent: int = 0) -> str:
    """Return a name; lines but the first are indented where there are many."""
    if not flags:
        return _compatible(name)
    between, within = next(_SEPARATORS[flag] for flag in _SEPARATORS if flag in flags)
    pad = " " * indent
    # A level without attributes is none to OpenSSL.
    levels = [level for level in name.rdn_sequence if level.attributes]
    lines = []
    for level in reversed(levels) if "dn_rev" in flags else levels:
        # OpenSSL keeps attributes in the order of the encoding; reversed, those of a level are reversed too.
        attributes = sorted(level.attributes, key=_der)
        if "dn_rev" in flags:
            attributes.reverse()
        lines.append(within.join(_attribute(found.type, found.value, flags) for found in attributes))
    return pad + (between + (pad if between == "\n" else "")).join(lines)


def _der(attribute: AttributeTypeAndValue) -> bytes:
    return attribute.to_der()


def one_line(name: Name, room: int | None = None) -> str:
    """Return the form `/C=CN/O=ALI`, each octet that is no printable ASCII as `\\xHH` (`X509_NAME_oneline(3)`).

    With `room` for so many characters, the attributes that fit.
    """
    text = ""
    for level in name.rdn_sequence:
        for at, attribute in enumerate(sorted(level.attributes, key=_der)):
            type = short_name(attribute.type) or str(attribute.type)[:79]
            octets = contents(attribute.value)
            shown = "".join(map(_ONE_LINE.__getitem__, octets))
            part = f"{'+' if at else '/'}{type}={shown}"
            if room is not None and len(text) + len(part) > room:
                return text
            text += part
    return text


def _compatible(name: Name) -> str:
    """Return the form of old: in one line, `, ` for slashes before attribute types of one or two capitals."""
    text = one_line(name)[1:]
    parts = [""]
    for at, character in enumerate(text):
        following = text[at + 1 : at + 4]
        short = following[:1].isupper() and (
            following[1:2] == "=" or (following[1:2].isupper() and following[2:] == "=")
        )
        if character == "/" and following.isascii() and short:
            parts.append("")
        else:
            parts[-1] += character
    return ", ".join(parts)


def _attribute(oid: str, value: Value, flags: frozenset[str]) -> str:
    known = short_name(oid)
    title = ""
    if "nofname" not in flags:
        if "oid" in flags or known is None:
            title, width = str(oid)[:79], 0
        elif "lname" in flags:
            title, width = long_name(oid) or known, _WIDTHS["lname"]
        else:
            title, width = known, _WIDTHS["sname"]
        if "align" in flags:
            title = title.ljust(width)
        title += " = " if "space_eq" in flags else "="
    if known is None and "dump_unknown" in flags:
        flags = flags | {"dump_all"}
    return title + string_text(value, flags)


def string_text(value: Value, flags: frozenset[str]) -> str:
    """Return a string, escaped or dumped as the flags have it (`ASN1_STRING_print_ex(3)`)."""
    der = value.to_der()
    octets = contents(value)
    tag = der[0] & 0x1F if der[0] & 0xC0 == 0 else -1
    shown = f"{_TYPE_NAMES.get(tag, '(unknown)')}:" if "show_type" in flags else ""
    size = None if "dump_all" in flags else 1 if "ignore_type" in flags else _CHARACTER_OCTETS.get(tag)
    if size is None and "dump_all" not in flags and "dump_nostr" not in flags:
        size = 1
    if size is None:
        return f"{shown}#{(der if 'dump_der' in flags else octets).hex().upper()}"
    converts = "utf8" in flags
    if size == 0 and converts:
        # Octets of UTF-8 as they stand are characters of one octet.
        size, converts = 1, False
    characters = _characters(octets, size)
    if characters is None:
        return shown
    if converts:
        characters = list("".join(characters).encode("utf-8", "surrogatepass").decode("latin-1"))
    quotes = False
    parts = []
    for at, character in enumerate(characters):
        part, needs_quotes = _escaped(character, at == 0, at == len(characters) - 1, flags)
        parts.append(part)
        quotes = quotes or needs_quotes
    text = "".join(parts)
    return f'{shown}"{text}"' if quotes else shown + text


def _characters(octets: bytes, size: int) -> list[str] | None:
    """Return the characters of so many octets each; None where they are none."""
    if size == 1:
        return list(octets.decode("latin-1"))
    try:
        if size == 0:
            return list(octets.decode("utf-8"))
        if len(octets) % size:
            return None
        return [chr(int.from_bytes(octets[at : at + size], "big")) for at in range(0, len(octets), size)]
    except ValueError:
        return None


def _escaped(character: str, first: bool, last: bool, flags: frozenset[str]) -> tuple[str, bool]:
    """Return a character as it is written, and whether quotes must stand around the whole."""
    number = ord(character)
    if number > 0xFFFF:
        return f"\\W{number:08X}", False
    if number > 0xFF:
        return f"\\U{number:04X}", False
    if number > 0x7F:
        return (f"\\{number:02X}" if "esc_msb" in flags else character), False
    # What is first and last at once is taken for the last.
    special = character in _SPECIAL_2253 or (first and not last and character in " #") or (last and character == " ")
    if "esc_2253" in flags and special:
        if "use_quote" in flags and character not in '"\\':
            return character, True
        return "\\" + character, False
    control = number < 0x20 or number == 0x7F
    if (control and "esc_ctrl" in flags) or (character in _SPECIAL_2254 and "esc_2254" in flags):
        return f"\\{number:02X}", False
    if character == "\\" and flags & _ESCAPES:
        return "\\\\", False
    return character, False
