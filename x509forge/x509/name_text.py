"""Names as text (RFC 4514), and the pairs that `Name.of` takes."""

from __future__ import annotations

from ..asn1 import Raw
from ..asn1.universal import CharacterString
from ..der import element
from ..errors import DecodeError, EncodeError
from ..kept import Kept
from .attribute_types import attribute_oid, attribute_string, attribute_type, default_string_type
from .name import AttributeTypeAndValue, Name, RelativeDistinguishedName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..asn1 import Value
    from ..oid import ObjectIdentifier

# RFC 4514 2.4: what must be escaped anywhere, and what may be.
_SPECIALS = frozenset('"+,;<>\\')
_ESCAPABLE = _SPECIALS | frozenset(" #=")
_HEX = frozenset("0123456789abcdefABCDEF")


# Text to name


def parse_rfc4514(text: str) -> Name:
    """Return the name; see `Name.from_rfc4514`."""
    if not text.strip(" "):
        return Name(())
    reader = _Reader(text)
    levels: list[list[AttributeTypeAndValue]] = [[]]
    while True:
        levels[-1].append(reader.attribute())
        separator = reader.next()
        if not separator:
            break
        if separator == ",":
            levels.append([])
    # RFC 4514 2.1: the last relative distinguished name comes first.
    return Name(tuple(RelativeDistinguishedName(tuple(level)) for level in reversed(levels)))


class _Reader:
    """A text, and how far it is read. Blanks around `,`, `+` and `=` are passed over (RFC 2253 4)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def error(self, reason: str, at: int | None = None, citation: str | None = "RFC 4514 3") -> EncodeError:
        return EncodeError(f"column {(self.at if at is None else at) + 1}: {reason}", citation=citation)

    def next(self) -> str:
        """Return the character here and pass over it; empty at the end."""
        character = self.text[self.at : self.at + 1]
        self.at += 1
        return character

    def blanks(self) -> None:
        while self.text.startswith(" ", self.at):
            self.at += 1

    def attribute(self) -> AttributeTypeAndValue:
        """Return one `type=value`; stops at the separator behind it."""
        self.blanks()
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in "=,+":
            self.at += 1
        name = self.text[start : self.at].rstrip(" ")
        if not name:
            raise self.error("an attribute type is missing", start)
        if not self.text.startswith("=", self.at):
            shown = repr(name if len(name) <= 40 else name[:40] + "...")
            raise self.error(f"no = behind the attribute type {shown}")
        self.at += 1
        try:
            oid = attribute_oid(name)
        except EncodeError as error:
            raise self.error(error.reason, start, error.citation) from None
        self.blanks()
        start = self.at
        if self.text.startswith("#", self.at):
            return self.hex_value(oid)
        value = self.string()
        try:
            return AttributeTypeAndValue(type=oid, value=attribute_string(oid, value))
        except EncodeError as error:
            raise self.error(f"{error.path}: {error.reason}", start, error.citation) from None

    def hex_value(self, oid: ObjectIdentifier) -> AttributeTypeAndValue:
        start = self.at
        end = min((at for at in (self.text.find(",", start), self.text.find("+", start)) if at >= 0), default=None)
        self.at = len(self.text) if end is None else end
        digits = self.text[start + 1 : self.at].rstrip(" ")
        if not digits or len(digits) % 2 or not _HEX.issuperset(digits):
            raise self.error("# is not followed by pairs of hexadecimal digits", start)
        der = bytes.fromhex(digits)
        try:
            return AttributeTypeAndValue.from_der(element(b"\x30", oid.der + der))
        except DecodeError as error:
            raise self.error(f"the octets behind # are not one DER element: {error.reason}", start) from None

    def string(self) -> str:
        """Return an unescaped value; blanks at its end that are not escaped are no part of it."""
        start = self.at
        octets = bytearray()
        kept = 0
        text = self.text
        while self.at < len(text):
            character = text[self.at]
            if character in ",+":
                break
            if character == "\\":
                octets += self.escaped()
                kept = len(octets)
                continue
            if character in _SPECIALS or character == "\0":
                raise self.error(f"{character!r} stands here without an escape", citation="RFC 4514 2.4")
            try:
                octets += character.encode()
            except UnicodeEncodeError:
                raise self.error(f"{character!r} is no Unicode character") from None
            if character != " ":
                kept = len(octets)
            self.at += 1
        try:
            return octets[:kept].decode()
        except UnicodeDecodeError:
            raise self.error("the octets of this value are not UTF-8", start, "RFC 4514 2.4") from None

    def escaped(self) -> bytes:
        following = self.text[self.at + 1 : self.at + 3]
        if following[:1] in _ESCAPABLE and following:
            self.at += 2
            return following[0].encode()
        if len(following) == 2 and _HEX.issuperset(following):
            self.at += 3
            return bytes.fromhex(following)
        raise self.error("\\ is followed by neither a character that it escapes nor two hexadecimal digits")


# Name to text


def format_rfc4514(name: Name) -> str:
    """Return the text of a name; see `Name.__str__`."""
    if isinstance(name.rdn_sequence, Raw):
        return _hexadecimal(name)
    return ",".join(_format_level(level) for level in reversed(name.rdn_sequence))


def _format_level(level: RelativeDistinguishedName) -> str:
    if isinstance(level, Raw) or isinstance(level.attributes, Raw):
        return _hexadecimal(level)
    # A SET has no order of its own: in that of their texts, names that are equal have one text.
    return "+".join(sorted(map(_format_attribute, level.attributes)))


def _format_attribute(attribute: AttributeTypeAndValue) -> str:
    if isinstance(attribute, Raw) or isinstance(attribute.type, Raw):
        return _hexadecimal(attribute)
    known = attribute_type(attribute.type)
    value = attribute.value
    # RFC 4514 2.4: a type in dotted decimals, and a value that is no string, has its DER. So here has a text that would
    # not be read back, since the type's default string type cannot hold it.
    if known is None or not isinstance(value, CharacterString) or not _held_by_default(attribute):
        return f"{known.text_name if known else attribute.type}={_hexadecimal(value)}"
    return f"{known.text_name}={_escape(value.text)}"


def _held_by_default(attribute: AttributeTypeAndValue) -> bool:
    if isinstance(attribute.value, default_string_type(attribute.type)):
        return True
    text = getattr(attribute.value, "text", None)
    if not isinstance(text, str):
        return False
    try:
        attribute_string(attribute.type, text)
    except EncodeError:
        return False
    return True


def _hexadecimal(value: Value) -> str:
    return "#" + value.to_der().hex()


def _escape(text: str) -> str:
    """Return a value with its escapes; whatever a terminal might act on goes as hexadecimal pairs."""
    first = "\\" if text.startswith((" ", "#")) else ""
    last = "\\ " if len(text) > 1 and text.endswith(" ") else ""
    if last:
        text = text[:-1]
    if not text.isprintable() or not _SPECIALS.isdisjoint(text):
        text = "".join(map(_escape_character, text))
    return f"{first}{text}{last}"


def _escape_character(character: str) -> str:
    if character in _SPECIALS:
        return "\\" + character
    if character.isprintable():
        return character
    return "".join(f"\\{octet:02X}" for octet in character.encode())


# Pairs to name, and back


def name_of(pairs: Iterable[object], attributes: dict[str, str | Value]) -> Name:
    """Return the name; see `Name.of`."""
    levels: list[RelativeDistinguishedName] = []
    known = _levels.get
    for item in (*pairs, *attributes.items()):
        try:
            # The countries and organizations of those who issue come again with each name.
            level = known(item)
        except TypeError:  # a list is no key
            level = None
        levels.append(level or _level_of(item))
    return Name._made(tuple(levels))


def _level_of(item: object) -> RelativeDistinguishedName:
    if type(item) is tuple and len(item) == 2 and type(item[0]) is str and type(item[1]) is str:
        oid = attribute_oid(item[0])
        attribute = AttributeTypeAndValue._made(oid, attribute_string(oid, item[1]))
        level = RelativeDistinguishedName._made((attribute,))
        if len(item[1]) <= _LONGEST_KEPT:
            _levels.keep(item, level)
        return level
    if isinstance(item, RelativeDistinguishedName):
        return item
    if not isinstance(item, (tuple, list)):
        raise TypeError(f"a level of a name is a pair or a list of pairs, not {type(item).__name__}")
    if item and isinstance(item[0], str):
        return RelativeDistinguishedName((_attribute_of(item),))
    return RelativeDistinguishedName(tuple(map(_attribute_of, item)))


_levels = Kept(512)
_LONGEST_KEPT = 256


def _attribute_of(pair: object) -> AttributeTypeAndValue:
    if isinstance(pair, AttributeTypeAndValue):
        return pair
    if not isinstance(pair, (tuple, list)) or len(pair) != 2 or not isinstance(pair[0], str):
        raise TypeError(f"an attribute is a pair of its type and its value, not {pair!r}"[:200])
    oid = attribute_oid(pair[0])
    value = pair[1]
    return AttributeTypeAndValue(type=oid, value=attribute_string(oid, value) if isinstance(value, str) else value)


def name_source(name: Name) -> Iterable[str] | None:
    """Return the arguments with which `Name.of` gives this name, or None if a raw element stands for a part of it."""
    if isinstance(name.rdn_sequence, Raw):
        return None
    levels: list[list[tuple[str, str]]] = []
    for level in name.rdn_sequence:
        if isinstance(level, Raw) or isinstance(level.attributes, Raw):
            return None
        levels.append([])
        for attribute in level.attributes:
            if isinstance(attribute, Raw) or isinstance(attribute.type, Raw):
                return None
            levels[-1].append(_source_pair(attribute))
    names = [level[0][0] for level in levels if len(level) == 1]
    if len(names) == len(levels) == len(set(names)) and all(each.isidentifier() for each in names):
        return [f"{level[0][0]}={level[0][1]}" for level in levels]
    return [
        f"({level[0][0]!r}, {level[0][1]})"
        if len(level) == 1
        else f"[{', '.join(f'({each!r}, {value})' for each, value in level)}]"
        for level in levels
    ]


def _source_pair(attribute: AttributeTypeAndValue) -> tuple[str, str]:
    known = attribute_type(attribute.type)
    value = attribute.value
    short = type(value) is default_string_type(attribute.type) and isinstance(getattr(value, "text", None), str)
    return known.text_name if known else str(attribute.type), repr(value.text if short else value)  # type: ignore[union-attr]
