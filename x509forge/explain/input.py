"""What people hand in, brought to octets: DER, PEM with text around it, hexadecimal or base64 text."""

from __future__ import annotations

import binascii
import re
from typing import NamedTuple

from ..later import pattern
from .headers import DEFINITE, fills, frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BOUNDARY = pattern(rb"(?m)^[ \t]*-----(?P<side>BEGIN|END) (?P<label>[^\r\n]*?)-----[ \t]*\r?$")
_HEADER = pattern(rb"[A-Za-z0-9-]+:")
_HEX = pattern(rb"[\s:,]*(?:(?:0[xX]|\\x)?[0-9A-Fa-f]{2}[\s:,]*)+")
_NOT_HEX = pattern(rb"0[xX]|\\x|[\s:,]")
_BASE64 = pattern(rb"[A-Za-z0-9+/_\-\s]+={0,2}\s*")
# A boundary of which something is broken, or what OpenSSL prints of a private key.
_OF_KEY = pattern(rb"(?m)PRIVATE KEY-|Private-Key:|^priv:")
# A line of what xxd, hexdump -C and od -t x1z print: an offset, octets, and perhaps the same in ASCII.
_DUMPED = pattern(rb"[ \t]*(?P<offset>[0-9A-Fa-f]{4,16})(?P<colon>:?)(?P<rest>(?:[ \t].*)?)")
_COLUMNS = (pattern(rb"\s{2,}[|>]"), pattern(rb"\s{2,}"))
_OCTETS = pattern(rb"(?:[0-9A-Fa-f]{2} {0,2})*")
_MOST_IN_A_LINE = 256
_TEXT = frozenset(range(0x20, 0x7F)) | frozenset(b"\t\r\n\f\v")


class Piece(NamedTuple):
    """A part of the input: octets that were decoded (`form` is how they stood there), or text around them (None)."""

    form: str | None
    data: bytes
    label: str = ""
    headers: bytes = b""
    fault: str = ""

    @property
    def is_called_private(self) -> bool:
        """Whether its label says that it is a private key, of whatever form."""
        return "PRIVATE KEY" in self.label


def octets_of(data: bytes | bytearray | memoryview | str) -> bytes:
    """Return what was handed in as octets; raises TypeError for what is neither octets nor text.

    `bytes(5)` would be five octets, and those of a list not what anybody meant.
    """
    if isinstance(data, str):
        return data.encode("utf-8", "surrogateescape")
    if not isinstance(data, (bytes, bytearray, memoryview)):
        hint = "; its to_der() returns octets" if hasattr(data, "to_der") else ""
        raise TypeError(f"octets or text are needed, not {type(data).__name__}{hint}")
    return bytes(data)


def pieces(data: bytes) -> list[Piece]:
    """Return what the input is made of, in order."""
    is_one = fills(data, 0, len(data))
    if _has_begin(data) and not is_one:
        return list(_pem(data))
    if not data:
        return [Piece("der", data, fault="there is nothing in it")]
    if not is_one and _is_text(data):
        if (dumped := _dumped(data)) is not None:
            return [Piece("hex", dumped)]
        if _HEX.fullmatch(data):
            return [Piece("hex", bytes.fromhex(_NOT_HEX.sub(b"", data).decode("ascii")))]
        if _BASE64.fullmatch(data) and (decoded := _base64(data)[0]):
            # Words are base64, too: what it stands for must at least begin as an element.
            framing = frame(decoded, 0, len(decoded))[3]
            if framing == DEFINITE or decoded[:1] == b"\x30":
                return [Piece("base64", decoded)]
        return [Piece("der", data, fault="this is text, and neither PEM nor hexadecimal nor base64")]
    return [Piece("der", data)]


def is_of_key(text: bytes) -> bool:
    """Return whether a text may hold a private key in words, or in a block that cannot be read."""
    return _OF_KEY.search(text) is not None


def _has_begin(data: bytes) -> bool:
    return any(boundary["side"] == b"BEGIN" for boundary in _BOUNDARY.finditer(data))


def _is_text(data: bytes) -> bool:
    return not data.translate(None, bytes(_TEXT))


def _dumped(text: bytes) -> bytes | None:
    """Return what was dumped line by line, each with the offset that it must have; None for any other text."""
    octets = bytearray()
    clear = False
    for line in text.splitlines():
        if not line.strip():
            continue
        parts = _DUMPED.fullmatch(line)
        if parts is None or int(parts["offset"], 16) != len(octets):
            return None
        rest = parts["rest"].strip()
        for column in _COLUMNS:
            before = column.split(rest, 1)[0]
            if len(before) <= 3 * _MOST_IN_A_LINE and _OCTETS.fullmatch(before):
                # Digits alone, in one line, may be octets from the first to the last.
                clear = clear or bool(octets) or before != rest
                octets += bytes.fromhex(before.decode("ascii"))
                break
        else:
            return None
    return bytes(octets) if octets and clear else None


def _base64(text: bytes) -> tuple[bytes, str]:
    """Return what base64 stands for, as far as it is any, and what is wrong with it."""
    stripped = b"".join(text.split()).replace(b"-", b"+").replace(b"_", b"/")
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", stripped)
    fault = "" if clean == stripped.rstrip(b"=") else "characters that are not base64 are passed over (RFC 4648 4)"
    if len(clean) % 4 == 1:
        fault = fault or "the base64 is cut off (RFC 4648 4)"
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4)), fault


def _pem(data: bytes) -> Iterator[Piece]:
    at = 0
    begin: re.Match[bytes] | None = None
    for boundary in _BOUNDARY.finditer(data):
        if begin is not None:
            fault = ""
            if boundary["side"] == b"BEGIN":
                fault = "no END line (RFC 7468 3)"
            elif boundary["label"] != begin["label"]:
                fault = "the END line has another label (RFC 7468 3)"
            yield _block(begin["label"], data[begin.end() : boundary.start()], fault)
            at = boundary.start() if fault and boundary["side"] == b"BEGIN" else boundary.end()
            begin = None
        if boundary["side"] == b"BEGIN":
            if data[at : boundary.start()].strip():
                yield Piece(None, data[at : boundary.start()])
            begin = boundary
    if begin is not None:
        yield _block(begin["label"], data[begin.end() :], "no END line (RFC 7468 3)")
    elif data[at:].strip():
        yield Piece(None, data[at:])


def _block(label: bytes, body: bytes, fault: str) -> Piece:
    headers, body = _headers(body)
    decoded, wrong = _base64(body)
    return Piece("pem", decoded, label.decode("latin-1"), headers, fault or wrong)


def _headers(body: bytes) -> tuple[bytes, bytes]:
    """Return the header lines of a block (RFC 1421 4.6), and the rest of it."""
    stripped = body.lstrip()
    if not _HEADER.match(stripped):
        return b"", body
    parts = re.split(rb"\r?\n[ \t]*\r?\n", stripped, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 else (parts[0], b"")
