"""Values in the language of `ASN1_generate_nconf(3)`: `[modifier,]...type[:value]`, as OpenSSL 3.0 acts on it."""

from __future__ import annotations

from ..der import (
    APPLICATION,
    CONSTRUCTED,
    CONTEXT,
    PRIVATE,
    UNIVERSAL,
    element,
    encode_bit_string,
    encode_boolean,
    encode_integer,
    encode_named_bits,
    encode_oid,
    identifier,
    read_header,
)
from ..later import pattern
from .release import DEFAULT
from .value import SPACES, Value
from .wording import quoted, suggestion
from .words import parse_boolean, parse_hex, parse_integer, parse_oid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .config import Config

# ASN1_GEN_SEQ_MAX_DEPTH and ASN1_FLAG_EXP_MAX of asn1_gen.c.
_MAX_DEPTH = 50
_MAX_TAGS = 20
# Sections may name each other, and so double what comes out with each level: this many values are made of one text,
_MAX_VALUES = 20_000
# of this many octets, and no bit stands further behind.
_MAX_OCTETS = 4 << 20
_MAX_BIT = 1 << 16
_MAX_TAG_NUMBER = (1 << 31) - 1


def parse_asn1(text: Value, config: Config, added: Mapping[str, str] | None = None, release: str = DEFAULT) -> bytes:
    """Return the DER of the value that a text such as `EXPLICIT:0,UTF8:a` stands for.

    `config` has the sections of SEQUENCE and SET, `added` the names of an `oid_section`. Raises ConfigError.
    """
    return _Generator(config, added, release).value(text, 0)


class _Wrapper:
    """A tag around what follows: `EXPLICIT`, `OCTWRAP` and the like."""

    __slots__ = ("before", "constructed", "number", "tag_class")

    def __init__(self, number: int, tag_class: int, *, constructed: bool, before: bytes = b"") -> None:
        self.number = number
        self.tag_class = tag_class
        self.constructed = constructed
        self.before = before


# Each wraps what follows in a universal type of this number: (number, constructed, the octets before the contents).
_WRAPS = {
    "SEQWRAP": (16, True, b""),
    "SETWRAP": (17, True, b""),
    "BITWRAP": (3, False, b"\x00"),
    "OCTWRAP": (4, False, b""),
}
_CLASSES = {"U": UNIVERSAL, "A": APPLICATION, "P": PRIVATE, "C": CONTEXT}
_FORMATS = ("ASCII", "UTF8", "HEX", "BITLIST")
_MODIFIERS = ("EXPLICIT", "EXP", "IMPLICIT", "IMP", *_WRAPS, "FORMAT", "FORM")


class _Description:
    """What stands before the value: tags, format, and the type."""

    __slots__ = ("contents", "format", "implicit", "release", "type", "wrappers")

    def __init__(self) -> None:
        self.format = "ASCII"
        self.implicit: tuple[int, int] | None = None
        self.wrappers: list[_Wrapper] = []
        self.release = DEFAULT
        self.type = 0
        self.contents: Value | None = None

    def wrap(self, place: Value, wrapper: _Wrapper, *, universal: bool) -> None:
        if self.implicit is not None:
            if not universal:
                raise place.error("IMPLICIT cannot stand before EXPLICIT")
            wrapper.number, wrapper.tag_class = self.implicit
            self.implicit = None
        if len(self.wrappers) == _MAX_TAGS:
            raise place.error(f"more than {_MAX_TAGS} tags around a value")
        self.wrappers.append(wrapper)


class _Generator:
    def __init__(self, config: Config, added: Mapping[str, str] | None, release: str) -> None:
        self.config = config
        self.added = added
        self.release = release
        self.values = 0
        self.octets = 0

    def value(self, text: Value, depth: int) -> bytes:
        self.values += 1
        described = _describe(text)
        described.release = self.release
        if described.type in (_SEQUENCE, _SET):
            der = self._members(text, described, depth)
        else:
            contents = described.contents if described.contents is not None else text.part(len(text))
            make = _CONTENTS.get(described.type, _string)
            der = element(identifier(described.type, UNIVERSAL), make(contents, described, self.added))
        self.octets += len(der)
        if self.values > _MAX_VALUES or self.octets > _MAX_OCTETS:
            raise text.error(f"more than {_MAX_VALUES:,} values or {_MAX_OCTETS >> 20} MiB come of this")
        if described.implicit is None and not described.wrappers:
            return der
        if described.implicit is not None:
            number, tag_class = described.implicit
            constructed = bool(der[0] & CONSTRUCTED) or (tag_class == UNIVERSAL and number in (_SEQUENCE, _SET))
            start, _ = read_header(der, 0, len(der))
            der = element(identifier(number, tag_class, constructed=constructed), der[start:])
        for wrapper in reversed(described.wrappers):
            tag = identifier(wrapper.number, wrapper.tag_class, constructed=wrapper.constructed)
            der = element(tag, wrapper.before + der)
        return _reread(text, der, self.release)

    def _members(self, text: Value, described: _Description, depth: int) -> bytes:
        if depth >= _MAX_DEPTH:
            raise text.error(f"sections within sections, more than {_MAX_DEPTH} deep")
        members = []
        if described.contents is not None:
            for entry in self.config.section(described.contents):
                members.append(self.value(entry.value, depth + 1))
        if described.type == _SET:
            members.sort()  # X.690 11.6
        return element(identifier(described.type, UNIVERSAL, constructed=True), b"".join(members))


def _describe(text: Value) -> _Description:
    """Read modifiers up to the type; what stands behind its colon, commas and blanks too, is the value."""
    described = _Description()
    at = 0
    while True:
        while at < len(text) and text[at] in SPACES:
            at += 1
        comma = text.find(",", at)
        end = len(text) if comma < 0 else comma
        stop = at + len(text[at:end].rstrip(SPACES))
        if stop == at:
            raise text.error("an ASN.1 type is missing: [modifier,]...type[:value]", at)
        colon = text.find(":", at, stop)
        word = text.part(at, stop if colon < 0 else colon)
        number = _TYPES.get(word.upper())
        if number is not None:
            described.type = number
            if colon >= 0:
                described.contents = text.part(colon + 1)
            elif stop < len(text):
                raise word.error(f"{quoted(word)} is followed by something else than a colon and a value")
            return described
        _modify(described, word, None if colon < 0 else text.part(colon + 1, stop))
        if comma < 0:
            raise text.error("an ASN.1 type is missing behind the modifiers", len(text))
        at = comma + 1


def _modify(described: _Description, word: Value, argument: Value | None) -> None:
    name = word.upper()
    if name in _WRAPS:
        number, constructed, before = _WRAPS[name]
        described.wrap(word, _Wrapper(number, UNIVERSAL, constructed=constructed, before=before), universal=True)
    elif name in ("EXP", "EXPLICIT"):
        described.wrap(word, _Wrapper(*_tag(word, argument), constructed=True), universal=False)
    elif name in ("IMP", "IMPLICIT"):
        if described.implicit is not None:
            raise word.error("IMPLICIT twice for one value")
        described.implicit = _tag(word, argument)
    elif name in ("FORM", "FORMAT"):
        found = next((known for known in _FORMATS if argument is not None and argument.startswith(known)), None)
        if found is None:
            raise (argument or word).error(f"there are the formats {', '.join(_FORMATS)}")
        described.format = found
    else:
        raise word.error(
            f"{quoted(word)} is neither an ASN.1 type nor a modifier{suggestion(word, (*_TYPES, *_MODIFIERS))}"
        )


_TAG = pattern(r"(?s)[ \t\n\v\f\r]*\+?([0-9]*)(.?)")


def _tag(word: Value, argument: Value | None) -> tuple[int, int]:
    """Return the number and class of `5A`; no digits stand for 0, no letter for the context-specific class."""
    if argument is None:
        raise word.error(f"{word} needs the number of a tag: {word}:0")
    found = _TAG.match(argument)
    digits, letter = found.groups() if found is not None else ("", "?")
    if (letter and letter not in _CLASSES) or len(digits) > 10 or int(digits or 0) > _MAX_TAG_NUMBER:
        raise argument.error(
            f"{quoted(argument)} is no tag: a number, then U, A, P or C for universal, application, private, context"
        )
    return int(digits or 0), _CLASSES[letter] if letter else CONTEXT


_SEQUENCE, _SET = 16, 17
_TYPES = {
    **dict.fromkeys(("BOOL", "BOOLEAN"), 1),
    **dict.fromkeys(("INT", "INTEGER"), 2),
    **dict.fromkeys(("BITSTR", "BITSTRING"), 3),
    **dict.fromkeys(("OCT", "OCTETSTRING"), 4),
    "NULL": 5,
    **dict.fromkeys(("OID", "OBJECT"), 6),
    **dict.fromkeys(("ENUM", "ENUMERATED"), 10),
    **dict.fromkeys(("UTF8", "UTF8STRING"), 12),
    **dict.fromkeys(("SEQ", "SEQUENCE"), _SEQUENCE),
    "SET": _SET,
    **dict.fromkeys(("NUMERIC", "NUMERICSTRING"), 18),
    **dict.fromkeys(("PRINTABLE", "PRINTABLESTRING"), 19),
    **dict.fromkeys(("T61", "T61STRING", "TELETEXSTRING"), 20),
    **dict.fromkeys(("IA5", "IA5STRING"), 22),
    **dict.fromkeys(("UTC", "UTCTIME"), 23),
    **dict.fromkeys(("GENTIME", "GENERALIZEDTIME"), 24),
    **dict.fromkeys(("VISIBLE", "VISIBLESTRING"), 26),
    **dict.fromkeys(("GENSTR", "GENERALSTRING"), 27),
    **dict.fromkeys(("UNIV", "UNIVERSALSTRING"), 28),
    **dict.fromkeys(("BMP", "BMPSTRING"), 30),
}


def _boolean(text: Value, described: _Description, added: Mapping[str, str] | None) -> bytes:
    _only_ascii(text, described)
    return encode_boolean(parse_boolean(text))


def _integer(text: Value, described: _Description, added: Mapping[str, str] | None) -> bytes:
    _only_ascii(text, described)
    return encode_integer(parse_integer(text))


def _null(text: Value, described: _Description, added: Mapping[str, str] | None) -> bytes:
    if text:
        raise text.error("NULL has no value")
    return b""


def _object(text: Value, described: _Description, added: Mapping[str, str] | None) -> bytes:
    _only_ascii(text, described)
    return encode_oid(parse_oid(text, added))


def _octets(text: Value, described: _Description, added: Mapping[str, str] | None) -> bytes:
    if described.format == "HEX":
        return parse_hex(text)
    if described.format == "ASCII":
        return text.raw
    raise text.error(f"an OCTET STRING is given in ASCII or HEX, not in {described.format}")


def _bits(text: Value, described: _Description, added: Mapping[str, str] | None) -> bytes:
    if described.format != "BITLIST":
        if described.format == "UTF8":
            raise text.error("a BIT STRING is given in ASCII, HEX or BITLIST, not in UTF8")
        return encode_bit_string(_octets(text, described, added), 0)
    numbers = []
    for item in text.split(","):
        digits = item.strip(SPACES).removeprefix("+")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 6 or int(digits) > _MAX_BIT:
            raise text.error(f"{quoted(text)} is no list of bits: numbers up to {_MAX_BIT:,}, with commas between them")
        numbers.append(int(digits))
    return encode_bit_string(*encode_named_bits(sorted(set(numbers))))


def _time(text: Value, described: _Description, added: Mapping[str, str] | None) -> bytes:
    _only_ascii(text, described)
    # Since 3.5 a time has seconds.
    if not _is_time(text, generalized=described.type == 24, seconds=described.release != DEFAULT):
        form = "YYYYMMDDhhmmssZ" if described.type == 24 else "YYMMDDhhmmssZ"
        raise text.error(f"{quoted(text)} is no time in the form {form}")
    return text.raw


_TIME = pattern(
    r"(?a)([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(?:([0-9]{2})(\.[0-9]+)?)?"
    r"(?:Z|[+-](?:0[0-9]|1[0-2])[0-5][0-9])"
)


def _is_time(text: str, *, generalized: bool, seconds: bool) -> bool:
    """Return whether OpenSSL takes this for a time: with an offset too, and without seconds."""
    century = text[:2] if generalized else ""
    found = _TIME.fullmatch(text[len(century) :])
    if found is None or (generalized and not (century.isascii() and century.isdigit() and len(century) == 2)):
        return False
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    if (found[7] and not generalized) or (seconds and found[6] is None):
        return False
    year += int(century) * 100 if generalized else 2000 if year < 50 else 1900
    if not 1 <= month <= 12 or hour > 23 or minute > 59 or second > 59:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


# Whatever else stands there, in octets: since 3.5.
_SHORTEST_TIMES = {23: len("YYMMDDhhmmssZ"), 24: len("YYYYMMDDhhmmssZ")}
_PRINTABLE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?")
# What the type can hold, and how; VisibleString and GeneralString are not looked at, and come out in UTF-8.
_STRINGS: dict[int, tuple[Callable[[str], bool], str]] = {
    18: (lambda character: character in "0123456789 ", "ascii"),
    19: (_PRINTABLE.__contains__, "ascii"),
    20: (lambda character: character <= "\xff", "latin-1"),
    22: (str.isascii, "ascii"),
    28: (lambda character: True, "utf-32-be"),
    30: (lambda character: character <= "\uffff", "utf-16-be"),
}


def _string(text: Value, described: _Description, added: Mapping[str, str] | None) -> bytes:
    if described.format not in ("ASCII", "UTF8"):
        raise text.error(f"a character string is given in ASCII or UTF8, not in {described.format}")
    try:
        characters = text.raw.decode("utf-8" if described.format == "UTF8" else "latin-1")
    except UnicodeDecodeError:
        raise text.error(f"{quoted(text)} is not UTF-8") from None
    holds, encoding = _STRINGS.get(described.type, (lambda character: True, "utf-8"))
    wrong = next((character for character in characters if not holds(character)), None)
    if wrong is not None:
        kind = next(name for name, number in _TYPES.items() if number == described.type)
        raise text.error(f"{kind} cannot hold {quoted(wrong)}")
    return characters.encode(encoding)


def _only_ascii(text: Value, described: _Description) -> None:
    if described.format != "ASCII":
        raise text.error(f"such a value is given in ASCII, not in {described.format}")


_CONTENTS: dict[int, Callable[[Value, _Description, Mapping[str, str] | None], bytes]] = {
    1: _boolean,
    2: _integer,
    3: _bits,
    4: _octets,
    5: _null,
    6: _object,
    10: _integer,
    23: _time,
    24: _time,
}


def _reread(text: Value, der: bytes, release: str) -> bytes:
    """Return what is left of a tagged value after OpenSSL has read it back, as it does; raises ConfigError.

    A tag of the universal class makes the octets another type, which they have to be.
    """
    number, constructed = der[0] & 0x1F, der[0] & CONSTRUCTED
    if der[0] & PRIVATE or number == 0x1F or (constructed and number in (_SEQUENCE, _SET)):
        return der
    start, stop = read_header(der, 0, len(der))
    try:
        contents = _collected(der, start, stop, number, 0) if constructed else der[start:stop]
        if release != DEFAULT and len(contents) < _SHORTEST_TIMES.get(number, 0):
            raise ValueError
        return element(identifier(number, UNIVERSAL), _checked(number, contents))
    except ValueError:
        raise text.error(f"with universal tag {number}, this is no value of that type") from None


def _collected(der: bytes, start: int, stop: int, number: int, depth: int) -> bytes:
    """Return the contents of a string in pieces, whatever their tags, as OpenSSL collects them."""
    if number in (1, 2, 5, 6, 10) or depth > 5:
        raise ValueError
    pieces = []
    at = start
    while at < stop:
        inner, end = read_header(der, at, stop)
        pieces.append(_collected(der, inner, end, number, depth + 1) if der[at] & CONSTRUCTED else der[inner:end])
        at = end
    return b"".join(pieces)


def _checked(number: int, contents: bytes) -> bytes:
    """Return the contents as OpenSSL would write what it reads there; raises ValueError for what it refuses."""
    size = len(contents)
    if number in (2, 10):
        minimal = size == 1 or (size > 1 and (contents[0], contents[1] & 0x80) not in ((0, 0), (255, 128)))
        if not minimal:
            raise ValueError
    elif number == 3:
        if not size or contents[0] > 7:
            raise ValueError
        if size == 1:
            return b"\x00"
        return contents[:-1] + bytes((contents[-1] >> contents[0] << contents[0],))
    elif number == 6:
        starts = [at for at in range(size) if at == 0 or not contents[at - 1] & 0x80]
        if not size or contents[-1] & 0x80 or any(contents[at] == 0x80 for at in starts):
            raise ValueError
    elif {1: size == 1, 5: size == 0, 16: False, 17: False, 28: size % 4 == 0, 30: size % 2 == 0}.get(number) is False:
        raise ValueError
    return contents
