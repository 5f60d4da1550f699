"""PEM: the textual encodings of RFC 7468, written strictly and read as real files have them.

What is written is the strict form: lines of 64 characters, LF, one newline at
the end. What is read is wider, since files pass through many hands: text around
the blocks, LF, CRLF or CR, a byte order mark, blanks and blank lines, lines of any
length, and the header lines of encrypted legacy keys (RFC 1421). The base64 itself
is strict (RFC 4648), and a block that is damaged is an error that names its line,
never a block that is missing from the result.

No message holds what a block contains: it may be a private key.
"""

from __future__ import annotations

import binascii

from .errors import EncodeError, PEMError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

_LINE_LENGTH = 64  # RFC 7468 2: "exactly 64 characters, except the final line"
_BEGIN = b"-----BEGIN "
_END = b"-----END "
_HYPHENS = b"-----"
_BLANKS = b" \t\v\f"  # RFC 7468 3, WSP and what it adds to it for lax reading
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16_BEGIN = b"-\0-\0-\0-\0-\0B\0E\0G\0I\0N"  # in either byte order
_LONGEST_SHOWN_LABEL = 64
_MOST_SHOWN_BLOCKS = 8


class Block:
    """One PEM block: its label, the octets that its base64 stands for, and where it stood.

    `line` and `end_line` are those of BEGIN and END, from 1. `headers` are the
    (name, value) pairs of RFC 1421 4.6 (`Proc-Type`, `DEK-Info`), which only
    legacy private keys have. Blocks that hold the same are equal, wherever they stood.
    """

    __slots__ = ("data", "end_line", "headers", "label", "line")

    label: str
    data: bytes
    headers: tuple[tuple[str, str], ...]
    line: int
    end_line: int

    def __init__(
        self, label: str, data: bytes, headers: tuple[tuple[str, str], ...] = (), line: int = 1, end_line: int = 1
    ) -> None:
        put = object.__setattr__
        put(self, "label", label)
        put(self, "data", data)
        put(self, "headers", headers)
        put(self, "line", line)
        put(self, "end_line", end_line)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a Block is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a Block is immutable: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Block):
            return NotImplemented
        return (self.label, self.data, self.headers) == (other.label, other.data, other.headers)

    def __hash__(self) -> int:
        return hash((self.label, self.data, self.headers))

    def __repr__(self) -> str:
        """Return the label, the size and the place; never the contents, which may be a private key."""
        return f"<Block {self.label}: {len(self.data)} octets, lines {self.line} to {self.end_line}>"

    def __reduce__(self) -> tuple[type[Block], tuple[object, ...]]:
        return Block, (self.label, self.data, self.headers, self.line, self.end_line)


def encode(label: str, der: bytes) -> str:
    """Return the block in the strict form of RFC 7468 3, with its final newline.

    Raises EncodeError for a label outside RFC 7468's grammar, and for no octets at all,
    which the strict form cannot hold.
    """
    if not _is_label(label):
        raise EncodeError(f"{_shown(label)!r} is not a label", citation="RFC 7468 3")
    text = binascii.b2a_base64(der, newline=False).decode("ascii")
    if not text:
        raise EncodeError(f"a {label} block cannot be empty", citation="RFC 7468 3")
    lines = [text[at : at + _LINE_LENGTH] for at in range(0, len(text), _LINE_LENGTH)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def decode(data: bytes | str) -> tuple[Block, ...]:
    """Return every block in the order of the file; () if there is none.

    Raises PEMError, with the line, where a block has no END, an END of another label, another
    BEGIN or nothing within it, or base64 that is not strict (RFC 4648 3.5, 4); and for UTF-16.
    """
    return tuple(_blocks(_octets(data)))


def one(data: bytes | str, *labels: str) -> Block:
    """Return the first block whose label is one of `labels` (any label, if none is given).

    Blocks of other labels before it are passed over (`EC PARAMETERS` before `EC PRIVATE KEY`); what
    comes after it is not read. Raises PEMError as `decode` does, and where there is no such block:
    the message then names those that there are.
    """
    octets = _octets(data)
    others: list[Block] = []
    for block in _blocks(octets):
        if not labels or block.label in labels:
            return block
        others.append(block)
    if not others:
        raise PEMError(_why_none(octets))
    found = ", ".join(f"{_shown(block.label)} (line {block.line})" for block in others[:_MOST_SHOWN_BLOCKS])
    if len(others) > _MOST_SHOWN_BLOCKS:
        found += f" and {len(others) - _MOST_SHOWN_BLOCKS} more"
    error = PEMError(f"no {' or '.join(labels)} block; found: {found}")
    error.expected, error.found = " or ".join(labels), found
    raise error


def looks_like_pem(data: bytes | str) -> bool:
    """Return whether `data` is to be read as PEM: a line begins like a BEGIN line, and it is no DER SEQUENCE.

    True for UTF-16 too, so that `decode` can say that it is.
    """
    octets = _octets(data)
    if _is_sequence(octets):  # which may well hold PEM within a string
        return False
    return _has_begin(octets) or _is_utf_16(octets)


def _octets(data: bytes | str) -> bytes:
    """Return text as octets, for which PEM is defined alike in every ASCII-compatible encoding."""
    if isinstance(data, str):
        return data.encode("utf-8", "surrogatepass")
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    raise TypeError(f"PEM is bytes or str, not {type(data).__name__}")


def _shown(label: str) -> str:
    return label if len(label) <= _LONGEST_SHOWN_LABEL else label[:_LONGEST_SHOWN_LABEL] + "…"


def _is_label(label: str) -> bool:
    """RFC 7468 3: label = [ labelchar *( ["-" / SP] labelchar ) ], where labelchar is printable and no hyphen."""
    after_joint = True
    for character in label:
        if character in "- ":
            if after_joint:
                return False
            after_joint = True
        elif "!" <= character <= "~":
            after_joint = False
        else:
            return False
    return not after_joint or not label


def _is_sequence(octets: bytes) -> bool:
    """Whether the whole is one element that begins as a SEQUENCE of definite length does."""
    if octets[:1] != b"\x30" or len(octets) < 2:
        return False
    length, header = octets[1], 2
    if length & 0x80:
        header += length & 0x7F
        length = int.from_bytes(octets[2:header], "big")
    return header + length == len(octets)


def _is_utf_16(octets: bytes) -> bool:
    return octets[:2] in (b"\xff\xfe", b"\xfe\xff") or _UTF_16_BEGIN in octets


def _has_begin(octets: bytes) -> bool:
    """Whether some line begins with `-----BEGIN `."""
    at = octets.find(_BEGIN)
    if at < 0:
        return False
    return any(_begins(line, _BEGIN) for line in octets.splitlines())


def _begins(line: bytes, marker: bytes) -> bool:
    return marker in line and _bare(line).startswith(marker)


def _bare(line: bytes) -> bytes:
    """Return the line without the blanks before it, nor the byte order mark that joining files leaves within."""
    return line.lstrip(_BLANKS).removeprefix(_BYTE_ORDER_MARK).lstrip(_BLANKS)


def _why_none(octets: bytes) -> str:
    if not octets:
        return "no PEM block: the input is empty"
    if octets[:1] == b"\x30":  # the identifier of a SEQUENCE, which all that PEM holds here is
        return "no PEM block: this looks like DER"
    return "no PEM block"


def _blocks(octets: bytes) -> Iterator[Block]:
    """Yield the blocks one by one, each line being looked at once."""
    if _BEGIN not in octets and _is_utf_16(octets):
        raise PEMError("this is UTF-16, not PEM: save it as ASCII or UTF-8")
    lines = octets.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if _HYPHENS not in line:
            continue  # explanatory text, RFC 7468 2
        bare = _bare(line)
        if bare.startswith(_BEGIN):
            begin = at
            label = _boundary(bare, _BEGIN, begin)
            at = _end(lines, begin, label)
            headers, first = _headers(lines, begin, at - 1, label)
            yield Block(label, _contents(lines, first, at - 1, begin), headers, begin, at)
        elif bare.startswith(_END):
            label = _boundary(bare, _END, at)
            raise PEMError(f"END {_shown(label)} without its BEGIN", line=at, citation="RFC 7468 2")


def _boundary(bare: bytes, marker: bytes, number: int) -> str:
    """Return the label of a BEGIN or END line."""
    name = "BEGIN" if marker is _BEGIN else "END"
    label, hyphens, rest = bare[len(marker) :].partition(_HYPHENS)
    if not hyphens:
        raise PEMError(f"the {name} line does not end with five hyphens", line=number, citation="RFC 7468 3")
    if rest.strip(_BLANKS):
        raise PEMError(f"more on the line after the hyphens of {name}", line=number, citation="RFC 7468 3")
    text = label.decode("ascii", "replace")
    if not _is_label(text):
        raise PEMError(f"the {name} line has no valid label", line=number, citation="RFC 7468 3")
    return text


def _end(lines: list[bytes], begin: int, label: str) -> int:
    """Return the number of the END line for the block that begins on line `begin`."""
    for number in range(begin + 1, len(lines) + 1):
        line = lines[number - 1]
        if _HYPHENS not in line:
            continue
        bare = _bare(line)
        if bare.startswith(_END):
            found = _boundary(bare, _END, number)
            if found != label:
                reason = f"END {_shown(found)} for the BEGIN {_shown(label)} of line {begin}"
                raise PEMError(reason, line=number, citation="RFC 7468 2")
            return number
        if bare.startswith(_BEGIN):
            reason = f"another BEGIN before the END of the {_shown(label)} block of line {begin}"
            raise PEMError(reason, line=number, citation="RFC 7468 2")
    reason = f"the {_shown(label)} block has no END: the file is cut short"
    raise PEMError(reason, line=begin, citation="RFC 7468 2")


def _headers(lines: list[bytes], start: int, stop: int, label: str) -> tuple[tuple[tuple[str, str], ...], int]:
    """Return the header fields of a legacy key, and the index of the first line after them.

    RFC 7468 2 allows none; RFC 1421 4.4 has them end with a blank line.
    """
    while start < stop and not lines[start].strip(_BLANKS):
        start += 1
    if start == stop or b":" not in lines[start]:
        return (), start
    if not label.endswith(" PRIVATE KEY"):
        raise PEMError(f"a {_shown(label)} block has no header lines", line=start + 1, citation="RFC 7468 2")
    fields: list[tuple[str, list[str]]] = []
    for index in range(start, stop):
        line = lines[index]
        if not line.strip(_BLANKS):
            return tuple((name, " ".join(values)) for name, values in fields), index + 1
        try:
            text = line.decode("ascii")
        except UnicodeDecodeError:
            raise PEMError("a header line that is not ASCII", line=index + 1, citation="RFC 1421 4.6") from None
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(text.strip())  # a folded line
            continue
        name, colon, value = text.partition(":")
        if not colon:
            break
        fields.append((name.strip(), [value.strip()]))
    raise PEMError("no blank line after the header lines", line=index + 1, citation="RFC 1421 4.4")


def _contents(lines: list[bytes], start: int, stop: int, begin: int) -> bytes:
    """Return the octets that the base64 of lines `start` to `stop` stands for."""
    text = b"".join(lines[start:stop]).translate(None, _BLANKS)
    if not text:
        raise PEMError("nothing between BEGIN and END", line=begin, citation="RFC 7468 3")
    digits = text.rstrip(b"=")
    padding = len(text) - len(digits)
    if digits.translate(None, _ALPHABET):
        _refuse_character(lines, start, stop)
    last = stop - 1
    while not lines[last].strip(_BLANKS):
        last -= 1
    if padding > 2 or len(text) % 4:
        reason = f"{len(digits)} base64 digits and {padding} of padding are no whole number of octets"
        raise PEMError(reason, line=last + 1, citation="RFC 4648 4")
    if padding:
        unused = (1 << (2 * padding)) - 1  # the bits of the last digit below its last whole octet
        if _ALPHABET.index(digits[-1]) & unused:
            raise PEMError("the bits after the last octet are not zero", line=last + 1, citation="RFC 4648 3.5")
    return binascii.a2b_base64(text)


def _refuse_character(lines: list[bytes], start: int, stop: int) -> NoReturn:
    """Raise the error for the first character that is no base64 digit in its place."""
    padded = 0  # the line where padding began
    for index in range(start, stop):
        line = lines[index]
        for column, octet in enumerate(line, 1):
            if octet in _BLANKS:
                continue
            if octet == 0x3D:  # =
                padded = padded or index + 1
                continue
            if octet not in _ALPHABET:
                what = "a character of base64url" if octet in b"-_" else "a character that is not base64"
                raise PEMError(f"{what} in column {column}", line=index + 1, citation="RFC 4648 4")
            if padded:
                raise PEMError("base64 padding before its end", line=padded, citation="RFC 4648 3.2")
    raise AssertionError("called for base64 without a fault")
