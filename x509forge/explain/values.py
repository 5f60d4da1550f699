"""What the contents of one element are, in words: by the field they stand in, and by their ASN.1 type.

The octets are read as they stand, by BER's rules and by what is known of habits: what is wrong with them is a finding,
and no reason to show nothing.
"""

from __future__ import annotations

from ..asn1.universal import NamedBits
from ..errors import DecodeError, EncodeError
from ..inert import inert, quoted
from ..later import pattern
from ..oid import read_oid
from .identifiers import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .node import Node

MOST_OCTETS = 64
MOST_CHARACTERS = 200
_PLAIN = pattern(r"[A-Za-z0-9._~:/?#@!$&'*+;=%\[\]-]+")
# RFC 7633: numbers of RFC 6066 1.1 and RFC 6961 2.2.
_TLS_FEATURES = {5: "status_request", 17: "status_request_v2"}
_ADDRESS_FAMILIES = {1: "IPv4", 2: "IPv6"}
# Of YYMMDDhhmm, what BER and old habits leave out or add: seconds, fractions, an offset.
_TIME = pattern(rb"(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d+))?)?)?(Z|[+-]\d{4}|)")


def hexadecimal(data: bytes, start: int, stop: int, separator: str = "") -> str:
    """Return octets in hexadecimal, cut."""
    cut = stop - start > MOST_OCTETS
    shown = data[start : start + MOST_OCTETS if cut else stop]
    text = shown.hex(separator) if separator else shown.hex()
    return text + (f"… ({stop - start} octets)" if cut else "")


def octets(node: Node) -> str:
    """Return the contents in hexadecimal."""
    return hexadecimal(node.document.data, node.start, node.stop)


def colons(node: Node) -> str:
    """Return the contents in the way in which key identifiers are written, `0A:1B`."""
    return hexadecimal(node.document.data, node.start, node.stop, ":").upper()


def _boolean(node: Node) -> str:
    contents = node.document.data[node.start : node.stop]
    if len(contents) != 1:
        return octets(node)
    return "TRUE" if contents[0] else "FALSE"


def _integer(node: Node) -> str:
    size = node.stop - node.start
    if not size:
        return ""
    if size > 8 * MOST_OCTETS:
        return f"{hexadecimal(node.document.data, node.start, node.stop)}, {8 * size} bits"
    number = int.from_bytes(node.document.data[node.start : node.stop], "big", signed=True)
    from .words import named_number

    name = named_number(node, number)
    return f"{name} ({number})" if name else number_in_words(number)


def number_in_words(number: int) -> str:
    """Return a number in decimal, a long one in hexadecimal with its bits."""
    if abs(number) < 1 << 64:
        return str(number)
    digits = f"{abs(number):x}"
    if len(digits) > 2 * MOST_OCTETS:
        digits = digits[: 2 * MOST_OCTETS] + "…"
    return f"{'-' if number < 0 else ''}0x{digits} ({number.bit_length()} bits)"


def _identifier(node: Node) -> str:
    try:
        return shown(read_oid(node.document.data, node.start, node.stop))
    except DecodeError:
        return octets(node)


def _null(node: Node) -> str:
    return "NULL" if node.start == node.stop else octets(node)


def _bit_string(node: Node) -> str:
    data, start, stop = node.document.data, node.start, node.stop
    if start == stop:
        return ""
    cls = node.declared_class
    size = 8 * (stop - start - 1) - data[start]
    if cls is not None and issubclass(cls, NamedBits):
        if size > 64 or data[start] > 7:
            return octets(node)
        bits = (bit for bit in range(size) if data[start + 1 + bit // 8] & 0x80 >> bit % 8)
        named = (f"{cls.names[bit]} ({bit})" if bit < len(cls.names) else f"bit {bit}" for bit in bits)
        return ", ".join(named) or "no bits"
    return f"{size} bits" if size >= 0 else octets(node)


def _string(codec: str) -> Callable[[Node], str]:
    def words(node: Node) -> str:
        data, start, stop = node.document.data, node.start, node.stop
        # A character takes no more than four octets, and a cut within one shows as the end of what is read.
        cut = stop - start > 8 * MOST_CHARACTERS
        contents = data[start : start + 8 * MOST_CHARACTERS] if cut else data[start:stop]
        try:
            text = contents.decode(codec)
        except UnicodeDecodeError:
            if not cut:
                return octets(node)
            text = contents.decode(codec, "ignore")
        return quoted(text, MOST_CHARACTERS)

    return words


_latin = _string("latin-1")


def _time(node: Node) -> str:
    contents = node.document.data[node.start : node.stop]
    form = 15 if node.base_type == "GeneralizedTime" else 13
    moment = moment_in_words(contents, form == 15) if len(contents) <= 40 else ""
    if not moment:
        return _latin(node)
    usual = len(contents) == form and contents[-1:] == b"Z"
    return moment if usual else f"{moment} ({quoted(contents.decode('latin-1'), 40)})"


def moment_in_words(text: bytes, four_digits: bool) -> str:
    """Return the moment that a time stands for, `2026-11-24 00:00:00 UTC`; empty for what is none."""
    import datetime

    found = _TIME.fullmatch(text if four_digits else b"00" + text)
    if not found or (found[1] is None) or (not four_digits and found[8]):
        return ""
    century, year, month, day, hour, minute, second = (int(found[group] or b"0") for group in range(1, 8))
    if not four_digits:
        # RFC 5280 4.1.2.5.1: from 50 on it is 19YY.
        century = 19 if year >= 50 else 20
    zone = found[9]
    try:
        moment = datetime.datetime(100 * century + year, month, day, hour, minute, second)
        if zone not in (b"Z", b""):
            offset = datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
            moment = moment - offset if zone[:1] == b"+" else moment + offset
    except (ValueError, OverflowError):
        return ""
    fraction = f".{found[8].decode()[:9]}" if found[8] else ""
    return f"{moment.isoformat(' ')}{fraction} {'UTC' if zone else 'local time'}"


# Of certain fields


def _name_text(node: Node, international: Callable[[str], str]) -> str:
    """Return a text as it is where it is of the characters of its kind alone, and else between quotes."""
    contents = node.document.data[node.start : node.stop]
    text = contents.decode("latin-1")
    if len(text) > MOST_CHARACTERS or not _PLAIN.fullmatch(text):
        return _latin(node)
    unicode_form = international(text)
    return f"{text} ({unicode_form})" if unicode_form else text


def _dns_name(node: Node) -> str:
    return _name_text(node, unicode_host_name)


def _email(node: Node) -> str:
    def with_its_host(text: str) -> str:
        local, _, host = text.rpartition("@")
        unicode_form = unicode_host_name(host)
        return f"{local}@{unicode_form}" if unicode_form else ""

    return _name_text(node, with_its_host)


def _uri(node: Node) -> str:
    return _name_text(node, lambda _: "")


def unicode_host_name(name: str) -> str:
    """Return a host name with its U-labels; empty where it has none, or where they do not lead back to it."""
    from ..x509.host_name import MAX_LABEL, MAX_NAME, ascii_host_name

    labels = name.split(".")
    if len(name) > MAX_NAME or not any(label[:4].lower() == "xn--" for label in labels):
        return ""
    if any(len(label) > MAX_LABEL for label in labels):
        return ""
    from encodings.idna import ToUnicode

    try:
        found = ".".join(ToUnicode(label) if label[:4].lower() == "xn--" else label for label in labels)
        leads_back = ascii_host_name(found).lower() == name.lower()
    except (UnicodeError, EncodeError, IndexError):
        return ""
    return found if leads_back and found != name and inert(found) == found else ""


def _address(node: Node) -> str:
    from ..x509.general_name_text import format_ip_address

    if node.stop - node.start > MOST_OCTETS:
        return octets(node)
    return format_ip_address(node.document.data[node.start : node.stop])


def _tls_feature(node: Node) -> str:
    text = _integer(node)
    name = _TLS_FEATURES.get(int(text)) if text.isdecimal() else None
    return f"{name} ({text})" if name else text


def _address_family(node: Node) -> str:
    contents = node.document.data[node.start : node.stop]
    family = _ADDRESS_FAMILIES.get(int.from_bytes(contents[:2], "big")) if 2 <= len(contents) <= 3 else None
    return f"{family} ({contents.hex()})" if family else octets(node)


def _point(node: Node) -> str:
    data, at, stop = node.document.data, node.start + 1, node.stop
    size = stop - at - 1
    form = data[at] if at < stop else 0
    if 16 <= size <= 2 * MOST_OCTETS + 4 and data[node.start] == 0:
        if form == 4 and size % 2 == 0:
            middle = at + 1 + size // 2
            return f"uncompressed point: x {data[at + 1 : middle].hex()}, y {data[middle:stop].hex()}"
        if form in (2, 3):
            parity = "even" if form == 2 else "odd"
            return f"compressed point: x {data[at + 1 : stop].hex()}, y {parity}"
    return _bit_string(node)


def _public_key(node: Node) -> str:
    from ..oid import EC_PUBLIC_KEY
    from ..x509.algorithm import AlgorithmIdentifier
    from .overlay import children_of

    holder = node.parent
    first = None if holder is None else next(children_of(holder, []), None)
    if first is not None and first.declared_class is AlgorithmIdentifier:
        identifier = next(children_of(first, []), None)
        if identifier is not None and identifier.contents == EC_PUBLIC_KEY.contents:
            return _point(node)
    return _bit_string(node)


BY_PLACE: dict[str, Callable[[Node], str]] = {
    "AuthorityKeyIdentifier.keyIdentifier": colons,
    "RecipientIdentifier.subjectKeyIdentifier": colons,
    "SignerIdentifier.subjectKeyIdentifier": colons,
    "ResponderID.byKey": colons,
    "GeneralName.dNSName": _dns_name,
    "GeneralName.rfc822Name": _email,
    "GeneralName.uniformResourceIdentifier": _uri,
    "GeneralName.iPAddress": _address,
    "TLSFeature[]": _tls_feature,
    "IPAddressFamily.addressFamily": _address_family,
    "SubjectPublicKeyInfo.subjectPublicKey": _public_key,
    "ECPrivateKey.publicKey": _point,
}
"""Words for what stands in a field: type, dot, the field's name in ASN.1."""

BY_TYPE: dict[str, Callable[[Node], str]] = {
    "BOOLEAN": _boolean,
    "INTEGER": _integer,
    "ENUMERATED": _integer,
    "OBJECT IDENTIFIER": _identifier,
    "NULL": _null,
    "BIT STRING": _bit_string,
    "OCTET STRING": octets,
    "UTF8String": _string("utf-8"),
    "NumericString": _latin,
    "PrintableString": _latin,
    "TeletexString": _latin,
    "VideotexString": _latin,
    "IA5String": _latin,
    "GraphicString": _latin,
    "VisibleString": _latin,
    "GeneralString": _latin,
    "ObjectDescriptor": _latin,
    "UniversalString": _string("utf-32-be"),
    "BMPString": _string("utf-16-be"),
    "UTCTime": _time,
    "GeneralizedTime": _time,
}
"""Words for contents by their ASN.1 type."""
