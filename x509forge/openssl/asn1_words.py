"""Any DER in the language of `ASN1_generate_nconf(3)`: what `asn1_value.py` reads, written."""

from __future__ import annotations

from ..der import decode_integer, decode_oid, identifier_at, read_header
from ..errors import DecodeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .writing import Writer

# Those whose contents are octets of the text itself.
_TEXTS = {12: "UTF8", 18: "NUMERIC", 19: "PRINTABLE", 22: "IA5", 23: "UTCTIME", 24: "GENTIME"}
_WIDE = {28: ("UNIV", "utf-32-be"), 30: ("BMP", "utf-16-be"), 20: ("T61", "latin-1")}
_CLASSES = {0x00: "U", 0x40: "A", 0x80: "", 0xC0: "P"}


def asn1_words(der: bytes, writer: Writer) -> str:
    """Return the words for one element, with sections for what is in it; raises DecodeError for what is no DER."""
    start, stop = read_header(der, 0, len(der))
    tag = identifier_at(der, 0, len(der))
    contents = der[start:stop]
    number = tag[0] & 0x1F
    if tag[0] & 0xC0 or number == 0x1F:
        return _tagged(tag, contents, writer)
    if tag[0] & 0x20:
        return f"{'SEQUENCE' if number == 16 else 'SET'}:{_members(contents, writer)}"
    if number in _TEXTS:
        form = "FORMAT:UTF8," if number == 12 and not contents.isascii() else ""
        return f"{form}{_TEXTS[number]}:{contents.decode('utf-8', 'surrogateescape')}"
    if number in _WIDE:
        word, encoding = _WIDE[number]
        return f"FORMAT:UTF8,{word}:{contents.decode(encoding, 'replace')}"
    if number == 1:
        return f"BOOLEAN:{'TRUE' if contents != bytes(1) else 'FALSE'}"
    if number in (2, 10):
        value = decode_integer(der, start, stop)
        # Sixteen digits are read as well as ten.
        shown = str(value) if value.bit_length() < 128 else f"{value:#x}"
        return f"{'INTEGER' if number == 2 else 'ENUMERATED'}:{shown}"
    if number == 5:
        return "NULL"
    if number == 6:
        return f"OID:{decode_oid(der, start, stop)}"
    if number == 3 and contents[:1] == b"\0":
        return f"FORMAT:HEX,BITSTRING:{contents[1:].hex()}" if len(contents) > 1 else "BITSTRING:"
    if number == 3:
        bits = [at for at in range(8 * len(contents) - 8) if contents[1 + at // 8] & 0x80 >> at % 8]
        return f"FORMAT:BITLIST,BITSTRING:{','.join(map(str, bits))}"
    if number == 4:
        return f"FORMAT:HEX,OCTETSTRING:{contents.hex()}" if contents else "OCTETSTRING:"
    # Whatever else there is: octets under its tag.
    return _implicit(f"{number}U", contents)


def _tagged(tag: bytes, contents: bytes, writer: Writer) -> str:
    number = tag[0] & 0x1F
    if number == 0x1F:
        number = 0
        for octet in tag[1:]:
            number = number << 7 | octet & 0x7F
    word = f"{number}{_CLASSES[tag[0] & 0xC0]}"
    if not tag[0] & 0x20:
        return _implicit(word, contents)
    if contents:
        _, end = read_header(contents, 0, len(contents))
        if end == len(contents):
            return f"EXPLICIT:{word},{asn1_words(contents, writer)}"
    return f"IMPLICIT:{word},SEQUENCE:{_members(contents, writer)}"


def _implicit(word: str, contents: bytes) -> str:
    return f"IMPLICIT:{word},FORMAT:HEX,OCTETSTRING:{contents.hex()}" if contents else f"IMPLICIT:{word},OCTETSTRING:"


def _members(contents: bytes, writer: Writer) -> str:
    entries: dict[str, str] = {}
    at = 0
    while at < len(contents):
        _, end = read_header(contents, at, len(contents))
        entries[f"member{len(entries) + 1}"] = asn1_words(contents[at:end], writer)
        at = end
    if not entries and contents:
        raise DecodeError("no elements", offset=0)
    return writer.new_section("elements", entries)
