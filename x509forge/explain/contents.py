"""What the octets of contents are, run by run: the sign of an INTEGER, the arcs of an identifier, the parts of a time.

Each function gives runs that follow each other from the first octet of the contents to the last.
"""

from __future__ import annotations

from ..asn1.universal import NamedBits
from ..inert import quoted
from .values import BY_PLACE as PLACES
from .values import BY_TYPE as WORDS
from .values import hexadecimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .node import Node

    Run = tuple[int, int, str]
    """Offset, count of octets, sentence."""

_MOST_ARCS = 128
_LONGEST_ARC = 16
_SHOWN = 16


def _hex(node: Node, at: int, count: int) -> str:
    return hexadecimal(node.document.data, at, at + count, " ") if count <= _SHOWN else f"{count} octets"


def _plural(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def unknown(node: Node) -> Iterator[Run]:
    """Yield one run for contents of which nothing is known."""
    yield node.start, node.length, f"{_plural(node.length, 'octet')} of contents; nothing says what they mean"


def of_piece(node: Node) -> Iterator[Run]:
    """Yield the runs of a part that has no header."""
    return _PIECES.get(node.piece or "", _octets)(node)


def _octets(node: Node) -> Iterator[Run]:
    yield node.start, node.length, f"{_plural(node.length, 'octet')} that no element could be read from"


def _end(node: Node) -> Iterator[Run]:
    yield node.start, node.length, f"{_hex(node, node.start, node.length)}: end-of-contents (X.690 8.1.5)"


def _unused_bits(node: Node) -> Iterator[Run]:
    count = node.document.data[node.start]
    holder = node.parent
    declared = None if holder is None else holder.declared_class
    shown = f"{count:02x}"
    if not count:
        text = f"{shown}: no unused bits: the last octet is used whole"
    elif count > 7:
        text = f"{shown}: {count} unused bits, which cannot be: an octet has eight (X.690 8.6.2.2)"
    elif declared is not None and issubclass(declared, NamedBits):
        why = "zero bits behind the last that is set are left out (X.690 11.2.2)"
        text = f"{shown}: {_plural(count, 'bit')} at the end unused: {why}"
    else:
        text = f"{shown}: {_plural(count, 'bit')} at the end of the last octet unused"
    yield node.start, 1, text


def _bits(node: Node) -> Iterator[Run]:
    from .words import place_of

    holder = node.parent
    assert holder is not None
    declared = holder.declared_class
    if declared is not None and issubclass(declared, NamedBits) and node.length <= 4:
        bits = f"{int.from_bytes(node.contents, 'big'):0{8 * node.length}b}"
        text = f"{_hex(node, node.start, node.length)}: bits {bits}, bit 0 first: {WORDS['BIT STRING'](holder)}"
        yield node.start, node.length, text
        return
    place = place_of(holder)
    words_of_place = PLACES.get(place)
    if words_of_place is not None and "compressed point" in words_of_place(holder):
        yield from _point(node)
        return
    what = "of the signature" if "signature" in place else "of bits"
    yield node.start, node.length, f"{_plural(node.length, 'octet')} {what}, the first bit first"


def _point(node: Node) -> Iterator[Run]:
    data, at = node.document.data, node.start
    forms = {4: "uncompressed, x and y", 2: "compressed, x and that y is even", 3: "compressed, x and that y is odd"}
    yield at, 1, f"{data[at]:02x}: a point, {forms[data[at]]} (SEC 1 version 2.0 2.3.3)"
    half = (node.length - 1) // 2 if data[at] == 4 else node.length - 1
    yield at + 1, half, f"{_plural(half, 'octet')}: x, as long as the field"
    if data[at] == 4:
        yield at + 1 + half, half, f"{_plural(half, 'octet')}: y"


def _boolean(node: Node) -> Iterator[Run]:
    octet = node.document.data[node.start]
    if node.length > 1:
        yield node.start, node.length, "a BOOLEAN of more than one octet (X.690 8.2.1)"
    elif octet in (0, 0xFF):
        yield node.start, 1, "ff: TRUE, all bits set (X.690 11.1)" if octet else "00: FALSE (X.690 8.2.2)"
    else:
        yield node.start, 1, f"{octet:02x}: TRUE in BER; DER has ff for it (X.690 11.1)"


def _integer(node: Node) -> Iterator[Run]:
    data, at, count = node.document.data, node.start, node.length
    if data[at] == 0 and count > 1:
        if data[at + 1] & 0x80:
            yield at, 1, "00: the sign octet: without it the first bit would make the number negative (X.690 8.3.3)"
        else:
            yield at, 1, "00: a sign octet that is not needed (X.690 8.3.2)"
        at, count = at + 1, count - 1
    words = WORDS["INTEGER"](node)
    if data[node.start] & 0x80:
        yield at, count, f"{_hex(node, at, count)}: {words}; the first bit is 1: two's complement (X.690 8.3.3)"
    elif count <= 8:
        yield at, count, f"{_hex(node, at, count)}: {words}"
    else:
        leading = 8 - data[at].bit_length()
        yield at, count, f"{_plural(count, 'octet')}: a number of {8 * count - leading} bits, its first octet first"


def _identifier(node: Node) -> Iterator[Run]:
    data, at, stop = node.document.data, node.start, node.stop
    for index in range(_MOST_ARCS):
        if at >= stop:
            return
        end = at
        while end < stop and data[end] & 0x80:
            end += 1
        if end >= stop:
            yield at, stop - at, f"{_hex(node, at, stop - at)}: an arc that does not end (X.690 8.19.2)"
            return
        count = end + 1 - at
        yield at, count, f"{_hex(node, at, count)}: {_arc(data[at : end + 1], index)}"
        at = end + 1
    if at < stop:
        yield at, stop - at, f"{_plural(stop - at, 'octet')}: more arcs"


def _arc(octets: bytes, index: int) -> str:
    if len(octets) > _LONGEST_ARC:
        return f"an arc of {len(octets)} octets"
    number = 0
    for octet in octets:
        number = number << 7 | octet & 0x7F
    if index == 0:
        root = min(number // 40, 2)
        return f"{root}.{number - 40 * root} (40*{root} + {number - 40 * root} = {number}, X.690 8.19.4)"
    if len(octets) == 1:
        return str(number)
    return f"{number}, seven bits an octet; all but the last begin with bit 1 (X.690 8.19.2)"


def _null(node: Node) -> Iterator[Run]:
    yield node.start, node.length, "contents, which a NULL does not have (X.690 8.8.2)"


_ALPHABETS = {
    "UTF8String": "UTF-8",
    "BMPString": "two octets a character",
    "UniversalString": "four octets a character",
    "TeletexString": "T.61, read as Latin-1",
    "PrintableString": "letters, digits and '()+,-./:=? in ASCII",
    "NumericString": "digits and space in ASCII",
}


def _string(node: Node) -> Iterator[Run]:
    base = node.base_type
    text = WORDS[base](node)
    yield (
        node.start,
        node.length,
        f"{_plural(node.length, 'octet')} of {base} ({_ALPHABETS.get(base, 'ASCII')}): {text}",
    )


def _octet_string(node: Node) -> Iterator[Run]:
    what = {"SubjectKeyIdentifier": "the key's identifier"}.get(node.declared, node.name)
    yield node.start, node.length, f"{_plural(node.length, 'octet')}: {what}"


def _time(node: Node) -> Iterator[Run]:
    data, at, stop = node.document.data, node.start, node.stop
    is_utc = node.base_type == "UTCTime"
    text = data[at:stop][:20]
    digits = 12 if is_utc else 14
    if len(text) != digits + 1 or stop - at > 20 or not text[:digits].isdigit() or text[-1:] != b"Z":
        yield from _string_of_time(node)
        return
    year = text[:2] if is_utc else text[:4]
    if is_utc:
        whole = ("19" if year >= b"50" else "20") + year.decode()
        said = f"the year {whole}: two digits from 50 on are 19YY, others 20YY (RFC 5280 4.1.2.5.1)"
    else:
        said = f"the year {year.decode()}, in four digits"
    yield at, len(year), f"{_hex(node, at, len(year))}: {year.decode()}, {said}"
    at += len(year)
    for part in ("month", "day", "hour", "minute", "second"):
        yield at, 2, f"{_hex(node, at, 2)}: {part} {data[at : at + 2].decode()}"
        at += 2
    yield at, 1, "5a: Z, the time is UTC"


def _string_of_time(node: Node) -> Iterator[Run]:
    form = "YYMMDDhhmmssZ" if node.base_type == "UTCTime" else "YYYYMMDDhhmmssZ"
    shown = quoted(node.document.data[node.start : node.start + 40].decode("latin-1"), 39)
    yield node.start, node.length, f"{shown}: not the form that DER and RFC 5280 have, {form} (RFC 5280 4.1.2.5)"


def _address(node: Node) -> Iterator[Run]:
    from ..x509.general_name_text import format_ip_address

    data, at, count = node.document.data, node.start, node.length
    if count in (8, 32):
        half = count // 2
        yield at, half, f"{_hex(node, at, half)}: the address {format_ip_address(data[at : at + half])}"
        mask = format_ip_address(data[at + half : at + count])
        yield at + half, half, f"{_hex(node, at + half, half)}: the mask {mask} (RFC 5280 4.2.1.10)"
    elif count in (4, 16):
        family = "IPv4" if count == 4 else "IPv6"
        yield at, count, f"{_hex(node, at, count)}: {format_ip_address(data[at : at + count])}, {family}"
    else:
        yield at, count, f"{_plural(count, 'octet')}: no address, which has 4 or 16 (RFC 5280 4.2.1.6)"


# RFC 6962 3.2, 3.3; what is not in bounds is one run to the end.
_HASHES = {4: "SHA-256"}
_SIGNATURES = {1: "RSA", 3: "ECDSA"}
_MOST_TIMESTAMPS = 64


class _Cursor:
    """What is left of the contents, taken run by run."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.data = node.document.data
        self.at = node.start
        self.stop = node.stop

    def take(self, count: int, text: str) -> Run:
        """Return the next so many octets as a run."""
        at = self.at
        self.at += count
        return at, count, f"{_hex(self.node, at, count)}: {text}"

    def number(self, octets: int) -> int:
        """Return the number that stands next; -1 where so much is not left."""
        if self.at + octets > self.stop:
            return -1
        return int.from_bytes(self.data[self.at : self.at + octets], "big")


def _timestamps(node: Node) -> Iterator[Run]:
    cursor = _Cursor(node)
    whole = cursor.number(2)
    if whole == node.length - 2:
        yield cursor.take(2, f"the list takes {_plural(whole, 'octet')} (RFC 6962 3.3)")
        for _ in range(_MOST_TIMESTAMPS):
            size = cursor.number(2)
            # Version, log, time and three lengths, and what the extensions and the signature take.
            if size < 47 or cursor.at + 2 + size > node.stop:
                break
            yield cursor.take(2, f"a timestamp takes {_plural(size, 'octet')}")
            yield from _timestamp(cursor, cursor.at + size)
    if cursor.at < node.stop:
        yield cursor.take(node.stop - cursor.at, "octets that are no timestamp (RFC 6962 3.3)")


def _timestamp(cursor: _Cursor, stop: int) -> Iterator[Run]:
    from .summaries import milliseconds

    version = cursor.number(1)
    yield cursor.take(1, f"version {version + 1}")
    if version == 0:
        yield cursor.take(32, "which log it is: the SHA-256 of its key")
        moment = milliseconds(cursor.number(8))
        yield cursor.take(8, f"since when the log has it, in milliseconds since 1970: {moment}")
        size = cursor.number(2)
        if cursor.at + 2 + size + 4 <= stop:
            yield cursor.take(2, f"extensions of {_plural(size, 'octet')}")
            if size:
                yield cursor.take(size, "extensions")
            hashed, signed = cursor.number(1), cursor.data[cursor.at + 1]
            yield cursor.take(1, f"the hash, {_HASHES.get(hashed, hashed)} (RFC 5246 7.4.1.4.1)")
            yield cursor.take(1, f"the signature's algorithm, {_SIGNATURES.get(signed, signed)}")
            if cursor.number(2) == stop - cursor.at - 2:
                size = cursor.number(2)
                yield cursor.take(2, f"a signature of {_plural(size, 'octet')}")
                if size:
                    yield cursor.take(size, "the signature of the log")
    if cursor.at < stop:
        yield cursor.take(stop - cursor.at, "octets of a timestamp that is not of the form known (RFC 6962 3.2)")


_PIECES: dict[str, Callable[[Node], Iterator[Run]]] = {
    "unused bits": _unused_bits,
    "bits": _bits,
    "end-of-contents": _end,
}

BY_PLACE: dict[str, Callable[[Node], Iterator[Run]]] = {"GeneralName.iPAddress": _address}

BY_TYPE: dict[str, Callable[[Node], Iterator[Run]]] = {
    "BOOLEAN": _boolean,
    "INTEGER": _integer,
    "ENUMERATED": _integer,
    "OBJECT IDENTIFIER": _identifier,
    "NULL": _null,
    "OCTET STRING": _octet_string,
    "UTCTime": _time,
    "GeneralizedTime": _time,
    **dict.fromkeys(
        (
            *("UTF8String", "NumericString", "PrintableString", "TeletexString", "VideotexString", "IA5String"),
            *("GraphicString", "VisibleString", "GeneralString", "ObjectDescriptor", "UniversalString", "BMPString"),
        ),
        _string,
    ),
}
"""The runs of contents by their ASN.1 type."""

BY_CLASS: dict[str, Callable[[Node], Iterator[Run]]] = {"SignedCertificateTimestampList": _timestamps}
"""The runs of contents by their declared type."""
