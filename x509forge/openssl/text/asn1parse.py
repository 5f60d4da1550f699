"""The tree of any BER in text, element by element (`ASN1_parse_dump(3)`): what is wrong is shown, as far as it goes."""

from __future__ import annotations

from ...der import MAX_OID_OCTETS
from ...errors import DecodeError
from .dumps import dump_lines
from .strings import dotted, is_object, object_name

# ASN1_PARSE_MAXDEPTH of asn1_parse.c.
_MAX_DEPTH = 128
_NAMES = (
    *("EOC", "BOOLEAN", "INTEGER", "BIT STRING", "OCTET STRING", "NULL", "OBJECT", "OBJECT DESCRIPTOR", "EXTERNAL"),
    *("REAL", "ENUMERATED", "<ASN1 11>", "UTF8STRING", "<ASN1 13>", "<ASN1 14>", "<ASN1 15>", "SEQUENCE", "SET"),
    *("NUMERICSTRING", "PRINTABLESTRING", "T61STRING", "VIDEOTEXSTRING", "IA5STRING", "UTCTIME", "GENERALIZEDTIME"),
    *("GRAPHICSTRING", "VISIBLESTRING", "GENERALSTRING", "UNIVERSALSTRING", "<ASN1 29>", "BMPSTRING"),
)
_CLASSES = {0xC0: "priv [ {} ] ", 0x80: "cont [ {} ]", 0x40: "appl [ {} ]"}
_BOOLEAN, _INTEGER, _OCTET_STRING, _OBJECT, _ENUMERATED, _BMP_STRING = 1, 2, 4, 6, 10, 30
_TEXTS = frozenset({19, 20, 22, 26, 18, 12, 23, 24})
_MAX_NUMBER = (1 << 31) - 1
_MAX_LENGTH = (1 << 63) - 1
_PRINTABLE = frozenset(range(0x20, 0x7F)) | frozenset(b"\n\r\t")


class Element:
    """The header of an element: where its contents are, and what it says of itself."""

    __slots__ = ("constructed", "indefinite", "length", "number", "start", "tag_class")

    def __init__(self, data: bytes, at: int, stop: int) -> None:
        """Read a header at `at`; raises DecodeError for what is none, and for contents beyond `stop`."""
        pos = at
        first = self._octet(data, pos, stop)
        pos += 1
        self.constructed = bool(first & 0x20)
        self.tag_class = first & 0xC0
        self.number = first & 0x1F
        if self.number == 0x1F:
            self.number = 0
            while True:
                octet = self._octet(data, pos, stop)
                pos += 1
                if self.number > _MAX_NUMBER >> 7:
                    raise DecodeError("the number of a tag is too large", offset=at)
                self.number = self.number << 7 | octet & 0x7F
                if not octet & 0x80:
                    break
        octet = self._octet(data, pos, stop)
        pos += 1
        self.indefinite = octet == 0x80
        self.length = 0 if self.indefinite else octet
        if octet & 0x80 and not self.indefinite:
            count = octet & 0x7F
            # OpenSSL wants one more octet behind a length of several.
            if pos + count >= stop:
                raise DecodeError("the length is cut off", offset=pos)
            self.length = int.from_bytes(data[pos : pos + count], "big")
            pos += count
        self.start = pos
        if self.length > _MAX_LENGTH or (self.indefinite and not self.constructed) or self.length > stop - pos:
            raise DecodeError("the contents reach beyond the end", offset=at)

    def end(self, data: bytes, stop: int) -> int:
        """Return where the element ends, its end-of-contents included; raises DecodeError where there is none."""
        pos, open_ones = self.start + self.length, int(self.indefinite)
        while open_ones:
            if data[pos : pos + 2] == b"\0\0":
                pos += 2
                open_ones -= 1
                continue
            inner = Element(data, pos, stop)
            pos = inner.start + inner.length
            open_ones += inner.indefinite
        return pos

    @staticmethod
    def _octet(data: bytes, at: int, stop: int) -> int:
        if at >= stop:
            raise DecodeError("the header is cut off", offset=at)
        return data[at]


def parse_lines(data: bytes, *, indent: int = 0, dump_limit: int = 0) -> tuple[list[str], bool]:
    """Return what is printed, octets as Latin-1, and whether all of it could be read.

    With `indent`, names are indented by their depth. `dump_limit` is how many octets of other contents
    are dumped: none (0), so many, or all (-1).
    """
    parser = _Parser(data, indent, dump_limit)
    done = parser.elements(0, len(data), 0)
    return parser.lines, done != _FAILED


_FAILED, _DONE, _END_OF_CONTENTS = 0, 1, 2


class _Parser:
    def __init__(self, data: bytes, indent: int, dump_limit: int) -> None:
        self.data = data
        self.indent = indent
        self.dump_limit = dump_limit
        self.lines: list[str] = []
        self.at = 0

    def elements(self, at: int, stop: int, depth: int) -> int:
        """Print elements up to `stop`, or to an end-of-contents; `self.at` is then behind the last."""
        self.at = at
        if depth > _MAX_DEPTH:
            self.lines.append("BAD RECURSION DEPTH\n")
            return _FAILED
        while self.at < stop:
            begun = self.at
            try:
                element = Element(self.data, begun, stop)
            except DecodeError:
                self.lines.append("Error in encoding\n")
                return _FAILED
            self.lines.append(self._title(element, begun, depth))
            if element.constructed:
                self.lines.append("\n")
                if self._inside(element, stop, depth) == _FAILED:
                    return _FAILED
                continue
            end = element.start + element.length
            if element.tag_class:
                self.lines.append("\n")
            else:
                self._contents(element, self.data[element.start : end])
            self.at = end
            if not element.tag_class and element.number == 0:
                return _END_OF_CONTENTS
        return _DONE

    def _inside(self, element: Element, stop: int, depth: int) -> int:
        self.at = element.start
        if element.indefinite:
            while True:
                result = self.elements(self.at, stop, depth + 1)
                if result != _DONE or self.at >= stop:
                    return result
        end = element.start + element.length
        while self.at < end:
            # An end-of-contents within a definite length ends nothing.
            if self.elements(self.at, end, depth + 1) == _FAILED:
                return _FAILED
        return _DONE

    def _title(self, element: Element, begun: int, depth: int) -> str:
        form = "cons: " if element.constructed else "prim: "
        length = "l=inf  " if element.indefinite else f"l={element.length:4} "
        if element.tag_class:
            name = _CLASSES[element.tag_class].format(element.number)
        else:
            name = _NAMES[element.number] if element.number <= 30 else f"<ASN1 {element.number}>"
        pad = " " * depth if self.indent else ""
        return f"{begun:5}:d={depth:<2} hl={element.start - begun} {length}{form}{pad}{name:18}"

    def _contents(self, element: Element, octets: bytes) -> None:
        """Print the contents of a universal primitive, and the end of the line."""
        number = element.number
        if number in _TEXTS:
            self.lines.append(":" + octets.decode("latin-1"))
        elif number == _OBJECT:
            if not is_object(octets):
                self.lines.append(":BAD OBJECT" + _bracketed(octets))
            elif len(octets) <= MAX_OID_OCTETS:
                self.lines.append(f":{_object(octets)}")
            else:
                # OpenSSL makes no numbers of so many octets: it dumps them, and ends the line once more.
                self.lines.extend((":<INVALID>", *dump_lines(octets, 0)))
        elif number == _BOOLEAN:
            bad = "" if len(octets) == 1 else ":BAD BOOLEAN"
            shown = f":{octets[0]}" if octets else ""
            self.lines.append(bad + shown + (_bracketed(octets) if bad else ""))
        elif number == _BMP_STRING:
            pass
        elif number == _OCTET_STRING:
            if self._octet_string(octets):
                return
        elif number in (_INTEGER, _ENUMERATED):
            shown_number = _number(octets)
            kind = "INTEGER" if number == _INTEGER else "ENUMERATED"
            self.lines.append(f":BAD {kind}{_bracketed(octets)}" if shown_number is None else f":{shown_number}")
        elif octets and self.dump_limit:
            self._dump(octets)
            return
        self.lines.append("\n")

    def _octet_string(self, octets: bytes) -> bool:
        """Print an OCTET STRING; return whether the line is ended already."""
        if not octets:
            return False
        if _PRINTABLE.issuperset(octets):
            self.lines.append(":" + octets.decode("latin-1"))
        elif self.dump_limit:
            self._dump(octets)
            return True
        else:
            self.lines.append(f"[HEX DUMP]:{octets.hex().upper()}")
        return False

    def _dump(self, octets: bytes) -> None:
        self.lines.append("\n")
        self.lines.extend(dump_lines(octets if self.dump_limit == -1 else octets[: self.dump_limit], 6))


def _object(octets: bytes) -> str:
    return object_name(dotted(octets))


def _number(octets: bytes) -> str | None:
    """Return a number in hexadecimal; None for octets that are none, or more than are needed."""
    if not octets or (len(octets) > 1 and (octets[0], octets[1] & 0x80) in ((0, 0), (255, 128))):
        return None
    value = int.from_bytes(octets, "big", signed=True)
    digits = f"{abs(value):X}"
    return ("-" if value < 0 else "") + digits.zfill(len(digits) + len(digits) % 2)


def _bracketed(octets: bytes) -> str:
    return f":[{octets.hex().upper()}]"
