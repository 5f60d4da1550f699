"""The der-ascii language read: from a text to the octets that it stands for.

The language is that of https://github.com/google/der-ascii (its language.txt). Each token says octets, which stand
one behind the other; braces put the length of what is between them before it. Nothing is recursive, and time and
memory grow with the text alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..der import APPLICATION, CONSTRUCTED, CONTEXT, PRIVATE, UNIVERSAL, base128, encode_integer, encode_length
from ..errors import AssemblyError
from .der_ascii_tags import CONSTRUCTED_TYPES, TYPE_NAMES

# What long-form:N may ask for: a length has room for no more (X.690 8.1.3.5), and a tag needs no more.
LONGEST_FORM = 127
# The language's own bound for what adjust-length makes of a length.
LARGEST_LENGTH = 2**31 - 1
# Where Python itself stops by default: decimal digits take quadratic time.
_MOST_DIGITS = 4300

_NUMBERS = {name: number for number, name in TYPE_NAMES.items()}
_CLASSES = {"UNIVERSAL": UNIVERSAL, "APPLICATION": APPLICATION, "PRIVATE": PRIVATE}
# Every character begins one of these.
_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\n]+|\#[^\n]*)
    |(?P<open>\{)
    |(?P<close>\})
    |(?P<string>[uU]?")
    |(?P<bits>b`[^`]*`)
    |(?P<hex>`[^`]*`)
    |(?P<tag>\[[^\]]*\])
    |(?P<unpaired>b?`|\[|\])
    |(?P<word>[^ \t\r\n{}\[\]`"\#]+)""",
    re.VERBOSE,
)
_INTEGER = re.compile(r"-?[0-9]+")
_IDENTIFIER = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_RELATIVE = re.compile(r"(?:\.[0-9]+)+")
_QUOTE_OR_ESCAPE = re.compile(r'["\\]')
_NOT_HEX = re.compile(r"[^0-9A-Fa-f]")
_NOT_BITS = re.compile(r"[^01|]")
_PAIRS = {"`": "closing `", "[": "]", "]": "["}
_ESCAPES = {"n": "\n", '"': '"', "\\": "\\"}
_DIGITS_OF_ESCAPE = {"x": 2, "u": 4, "U": 8}


def from_der_ascii(text: str | bytes, *, file: str | None = None) -> bytes:
    """Return the octets that a text of the der-ascii language stands for.

    Octets are read as UTF-8; what is none of it stays as it is within "strings". `file` is what errors call the text.
    Raises AssemblyError, with line and column, for what is not of the language.
    """
    return _Assembler(text.decode("utf-8", "surrogateescape") if isinstance(text, bytes) else text, file).octets()


_At = tuple[int, int]
"""A number, and where it is said."""


class _Opened(NamedTuple):
    """A brace that is open: where its length goes, how many octets there were, and what is said of the length."""

    at: int
    slot: int
    size: int
    form: _At | None
    adjustment: _At | None


_INDEFINITE = 0


class _Assembler:
    """One text on its way; positions are indices into it."""

    def __init__(self, text: str, file: str | None) -> None:
        self.text = text
        self.file = file
        self.pieces: list[bytes] = []
        self.size = 0
        # What stands before the brace to come: long-form:N or indefinite, and adjust-length:N, each with its place.
        self.form: _At | None = None
        self.adjustment: _At | None = None

    def octets(self) -> bytes:
        """Return what the text stands for."""
        text = self.text
        # A byte order mark, which some editors write, is none of the text.
        at = 1 if text.startswith("\ufeff") else 0
        opened: list[_Opened] = []
        match = _TOKEN.match
        while at < len(text):
            token = match(text, at)
            assert token is not None
            kind, start, at = token.lastgroup, at, token.end()
            if kind == "blank":
                continue
            if kind == "word" and self._modifies(token[0], start):
                continue
            if kind == "open":
                opened.append(self._open(start))
                continue
            self._refuse_modifiers()
            if kind == "word":
                self._put(self._word(token[0], start))
            elif kind == "close":
                if not opened:
                    raise self._wrong("} without its {", start)
                self._close(opened.pop())
            elif kind == "string":
                at = self._string(token[0], start, at)
            elif kind == "hex":
                self._put(self._hex(token[0][1:-1], start + 1))
            elif kind == "bits":
                self._put(self._bits(token[0][2:-1], start + 2))
            elif kind == "tag":
                self._put(self._tag(token[0][1:-1], start + 1))
            else:
                raise self._wrong(f"{token[0]} without its {_PAIRS[token[0][-1]]}", start)
        self._refuse_modifiers()
        if opened:
            raise self._wrong("{ without its }", opened[-1].at)
        return b"".join(self.pieces)

    def _put(self, octets: bytes) -> None:
        self.pieces.append(octets)
        self.size += len(octets)

    # Lengths.

    def _modifies(self, word: str, at: int) -> bool:
        """Return whether a word says something of the length to come, which is then noted."""
        name, colon, number = word.partition(":")
        if word == "indefinite" or (colon and name == "long-form"):
            if self.form is not None:
                raise self._wrong(f"{word} behind another word on the form of the same length", at)
            self.form = (_INDEFINITE if not colon else self._long_form(word, at), at)
        elif colon and name == "adjust-length":
            if self.adjustment is not None:
                raise self._wrong("adjust-length twice before one {", at)
            if not re.fullmatch(r"[+-]?[0-9]+", number):
                raise self._wrong(f"adjust-length takes a number, not {_shown(number)}", at)
            self.adjustment = (self._number(number, at), at)
        else:
            return False
        return True

    def _refuse_modifiers(self) -> None:
        for modifier in (self.form, self.adjustment):
            if modifier is not None:
                word = re.compile("[a-z-]+").match(self.text, modifier[1])
                raise self._wrong(f"{word[0] if word else ''} must stand before {{", modifier[1])

    def _open(self, at: int) -> _Opened:
        form, adjustment = self.form, self.adjustment
        if form is not None and form[0] == _INDEFINITE and adjustment is not None:
            raise self._wrong("an indefinite length has nothing that adjust-length could adjust", adjustment[1])
        self.form = self.adjustment = None
        # The length's own octets are filled in at the closing brace.
        self.pieces.append(b"")
        return _Opened(at, len(self.pieces) - 1, self.size, form, adjustment)

    def _close(self, opened: _Opened) -> None:
        octets = self._length(self.size - opened.size, opened.form, opened.adjustment)
        self.pieces[opened.slot] = octets
        self.size += len(octets)
        if octets == b"\x80":
            self._put(b"\0\0")

    def _length(self, length: int, form: _At | None, adjustment: _At | None) -> bytes:
        if adjustment is not None:
            length += adjustment[0]
            if not 0 <= length <= LARGEST_LENGTH:
                bound = "less than 0" if length < 0 else "more than 2**31 - 1"
                raise self._wrong(f"adjust-length makes the length {bound}", adjustment[1])
        if form is None:
            return encode_length(length)
        count, at = form
        if count == _INDEFINITE:
            return b"\x80"
        if length.bit_length() > 8 * count:
            raise self._wrong(f"long-form:{count} has no room for a length of {length}", at)
        return bytes((0x80 | count,)) + length.to_bytes(count, "big")

    def _long_form(self, word: str, at: int) -> int:
        number = word.partition(":")[2]
        if not re.fullmatch(r"\+?[0-9]+", number):
            raise self._wrong(f"long-form takes a number, not {_shown(number)}", at)
        count = self._number(number, at)
        if not 1 <= count <= LONGEST_FORM:
            raise self._wrong(f"long-form takes 1 to {LONGEST_FORM} octets, not {_shown(number)}", at)
        return count

    # Words.

    def _word(self, word: str, at: int) -> bytes:
        number = _NUMBERS.get(word)
        if number is not None:
            return _identifier(UNIVERSAL, number, word in CONSTRUCTED_TYPES)
        if word in ("TRUE", "FALSE"):
            return b"\xff" if word == "TRUE" else b"\0"
        if _INTEGER.fullmatch(word):
            return encode_integer(self._number(word, at))
        if _IDENTIFIER.fullmatch(word):
            arcs = [self._number(arc, at) for arc in word.split(".")]
            if arcs[0] > 2 or (arcs[0] < 2 and arcs[1] > 39):
                raise self._wrong(f"{_shown(word)} has no valid first two arcs (X.690 8.19.4)", at)
            return b"".join(map(base128, (40 * arcs[0] + arcs[1], *arcs[2:])))
        if _RELATIVE.fullmatch(word):
            return b"".join(base128(self._number(arc, at)) for arc in word[1:].split("."))
        raise self._wrong(f"{_shown(word)} is no word of the language{_similar(word)}", at)

    def _number(self, digits: str, at: int) -> int:
        if len(digits) > _MOST_DIGITS:
            raise self._wrong(f"a number of {len(digits)} digits; from {_MOST_DIGITS} on, write `hexadecimal`", at)
        try:
            return int(digits)
        except ValueError:
            # Who runs Python may have set its limit lower.
            raise self._wrong(
                f"a number of {len(digits)} digits is more than Python reads: write `hexadecimal`", at
            ) from None

    def _tag(self, text: str, at: int) -> bytes:
        # Components are one space apart; each is kept with its place.
        words = []
        for word in text.split(" "):
            words.append((word, at))
            at += len(word) + 1
        words.reverse()
        end = at - 1
        form: int | None = None
        if words[-1][0].startswith("long-form:"):
            form_at = words[-1][1]
            form = self._long_form(*words.pop())
        word, place = words.pop() if words else ("", end)
        known = _NUMBERS.get(word)
        if known is not None:
            tag_class, number, constructed = UNIVERSAL, known, word in CONSTRUCTED_TYPES
        else:
            tag_class, constructed = CONTEXT, True
            if word in _CLASSES:
                tag_class = _CLASSES[word]
                word, place = words.pop() if words else ("", end)
            if not re.fullmatch("[0-9]+", word):
                raise self._wrong(
                    f"a tag needs a number or the name of a type, not {_shown(word)}{_similar(word)}", place
                )
            number = self._number(word, place)
        digits = word
        if words:
            word, place = words.pop()
            if word not in ("CONSTRUCTED", "PRIMITIVE"):
                raise self._wrong(f"behind a tag's number, CONSTRUCTED or PRIMITIVE is due, not {_shown(word)}", place)
            constructed = word == "CONSTRUCTED"
        if words:
            raise self._wrong(f"{_shown(words[-1][0])} is one word too many in a tag", words[-1][1])
        if form is not None and len(base128(number)) > form:
            raise self._wrong(f"long-form:{form} has no room for tag number {_shown(digits)}", form_at)
        return _identifier(tag_class, number, constructed, form)

    # Literals.

    def _hex(self, digits: str, at: int) -> bytes:
        wrong = _NOT_HEX.search(digits)
        if wrong is not None:
            raise self._wrong(f"{_shown(wrong[0])} is no hexadecimal digit", at + wrong.start())
        if len(digits) % 2:
            raise self._wrong(f"an odd number of hexadecimal digits, {len(digits)}", at)
        return bytes.fromhex(digits)

    def _bits(self, text: str, at: int) -> bytes:
        wrong = _NOT_BITS.search(text)
        if wrong is not None:
            raise self._wrong(f"{_shown(wrong[0])} is no bit", at + wrong.start())
        bits, _, padding = text.partition("|")
        unused = -len(bits) % 8
        if "|" in padding:
            raise self._wrong("| twice in one bit string", at + text.rindex("|"))
        if len(padding) > unused:
            raise self._wrong(f"{len(padding)} bits of padding, where {unused} are unused", at + len(bits) + 1)
        written = bits + padding.ljust(unused, "0")
        octets = bytes(int(written[index : index + 8], 2) for index in range(0, len(written), 8))
        return bytes((unused,)) + octets

    def _string(self, mark: str, start: int, at: int) -> int:
        """Put the octets of a string whose text begins at `at`, and return where it is over."""
        text, kind = self.text, mark[0]
        while True:
            found = _QUOTE_OR_ESCAPE.search(text, at)
            if found is None:
                raise self._wrong(f"{mark} without its closing quote", start)
            stop = found.start()
            if stop > at:
                self._put(self._characters(kind, at, stop))
            if found[0] == '"':
                return stop + 1
            at = self._escape(kind, stop)

    def _characters(self, kind: str, start: int, stop: int) -> bytes:
        characters = self.text[start:stop]
        try:
            if kind == '"':
                return characters.encode("utf-8", "surrogateescape")
            return characters.encode("utf-16-be" if kind == "u" else "utf-32-be")
        except UnicodeEncodeError as error:
            raise self._wrong("what stands here is not UTF-8", start + error.start) from None

    def _escape(self, kind: str, start: int) -> int:
        """Put what an escape stands for, and return where it is over."""
        text = self.text
        letter = text[start + 1 : start + 2]
        if letter in _ESCAPES:
            self._put(self._value(kind, ord(_ESCAPES[letter]), start))
            return start + 2
        count = _DIGITS_OF_ESCAPE.get(letter)
        if count is None:
            raise self._wrong(f"there is no escape {_shown(text[start : start + 2])}", start)
        digits = text[start + 2 : start + 2 + count]
        if len(digits) < count or _NOT_HEX.search(digits):
            raise self._wrong(f"\\{letter} takes {count} hexadecimal digits, not {_shown(digits)}", start)
        self._put(self._value(kind, int(digits, 16), start))
        return start + 2 + count

    def _value(self, kind: str, value: int, at: int) -> bytes:
        if kind == "U":
            return value.to_bytes(4, "big")
        if kind == '"':
            if value > 0xFF:
                raise self._wrong(f'{value:X} is more than an octet holds: a string of characters begins u" or U"', at)
            return bytes((value,))
        if value <= 0xFFFF:
            return value.to_bytes(2, "big")
        if value > 0x10FFFF:
            raise self._wrong(f"{value:X} is beyond Unicode, and UTF-16 has nothing for it", at)
        return chr(value).encode("utf-16-be")

    # What is wrong, and where.

    def _wrong(self, reason: str, at: int) -> AssemblyError:
        line_start = self.text.rfind("\n", 0, at) + 1
        line = self.text.count("\n", 0, at) + 1
        return AssemblyError(reason, file=self.file, line=line, column=at - line_start + 1)


def _identifier(tag_class: int, number: int, constructed: bool, form: int | None = None) -> bytes:
    first = tag_class | (CONSTRUCTED if constructed else 0)
    if number < 31 and form is None:
        return bytes((first | number,))
    octets = base128(number)
    padding = b"" if form is None else b"\x80" * (form - len(octets))
    return bytes((first | 31,)) + padding + octets


def _shown(text: str) -> str:
    """Return what was found, in short."""
    return repr(text if len(text) <= 24 else f"{text[:20]}...") if text else "nothing"


def _similar(word: str) -> str:
    """Return which word may have been meant."""
    from difflib import get_close_matches

    known = [*TYPE_NAMES.values(), "TRUE", "FALSE", "indefinite", "long-form:1", "adjust-length:1"]
    close = get_close_matches(word[:40], known, 1, 0.8)
    return f"; did you mean {close[0]}?" if close and close[0] != word else ""
