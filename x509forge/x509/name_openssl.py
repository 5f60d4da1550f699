"""Names in OpenSSL's forms: `/C=CN/O=ALI`, which its option `-subj` takes, and `C = CN, O = ALI`, which it prints."""

from __future__ import annotations

from ..asn1 import Raw, String, UTF8String, Value
from ..errors import EncodeError
from ..inert import inert
from ..oid import ObjectIdentifier
from .attribute_types import attribute_type, bounded_string, openssl_attribute_oid
from .name import AttributeTypeAndValue, Name, RelativeDistinguishedName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection


# Text to name


def parse_openssl(
    text: str,
    *,
    utf8: bool = True,
    skipped: list[str] | None = None,
    resolve: Callable[[str], str | None] | None = None,
    mask: Collection[type[String]] = (UTF8String,),
) -> Name:
    """Return the name; see `Name.from_openssl`, and for `mask` `bounded_string`."""
    if not text.startswith("/"):
        raise EncodeError(f"a name in OpenSSL's form begins with /: /type0=value0/type1=value1; this is {_cut(text)}")
    notes = skipped if skipped is not None else []
    levels: list[list[AttributeTypeAndValue]] = []
    joined = False
    at = 1
    while at < len(text):
        equals = text.find("=", at)
        if equals < 0:
            raise EncodeError(
                f"column {at + 1}: no = behind the attribute type {_cut(text[at:])} (write / in a value as \\/)"
            )
        type_name = text[at:equals]
        raw, at, joins_next = _value(text, equals + 1)
        oid = resolve(type_name) if resolve else openssl_attribute_oid(type_name)
        if oid is None:
            notes.append(f'Skipping unknown subject name attribute "{inert(type_name[:60])}"')
            if joined:
                notes.append(
                    "a '+' in a value string needs be escaped using '\\' "
                    "else a new member of a multi-valued RDN is expected"
                )
        elif not raw:
            notes.append(f'No value provided for subject name attribute "{inert(type_name[:60])}", skipped')
        else:
            value = bounded_string(oid, _read_as(raw, utf8, equals + 2), mask)
            attribute = AttributeTypeAndValue(type=ObjectIdentifier(oid), value=value)
            # As OpenSSL has it, what follows a + joins the last level there is, even if its own neighbour was skipped.
            if joined and levels:
                levels[-1].append(attribute)
            else:
                levels.append([attribute])
        joined = joins_next
    return Name(tuple(RelativeDistinguishedName(tuple(level)) for level in levels))


def _value(text: str, at: int) -> tuple[str, int, bool]:
    """Return the value that starts at a position, where the next attribute starts, and whether a + leads to it."""
    parts: list[str] = []
    length = len(text)
    while at < length:
        character = text[at]
        if character in "/+":
            return "".join(parts), at + 1, character == "+"
        if character == "\\":
            at += 1
            if at == length:
                raise EncodeError(f"column {at}: the escape character \\ at the end of the name")
            character = text[at]
        parts.append(character)
        at += 1
    return "".join(parts), at, False


def _read_as(text: str, utf8: bool, column: int) -> str:
    """Return the characters that OpenSSL reads, with or without its option `-utf8`."""
    try:
        # What a command line held that is no UTF-8 comes as surrogates (`os.fsdecode`): they are octets again here.
        octets = text.encode("utf-8", "surrogateescape")
        return octets.decode("utf-8") if utf8 else octets.decode("latin-1")
    except UnicodeError:
        raise EncodeError(f"column {column}: the value is not UTF-8") from None


def _cut(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "...")


# Name to text


def format_openssl(name: Name) -> str:
    """Return the name as OpenSSL 3.0 prints one by default (XN_FLAG_ONELINE); see `Name.to_openssl`."""
    if isinstance(name.rdn_sequence, Raw):
        return _dumped(name)
    return ", ".join(map(_format_level, name.rdn_sequence))


def _format_level(level: RelativeDistinguishedName | Raw) -> str:
    if isinstance(level, Raw) or isinstance(level.attributes, Raw):
        return _dumped(level)
    # In the order in which a SET OF is written, which is that of OpenSSL's reading.
    return " + ".join(map(_format_attribute, sorted(level.attributes, key=Value.to_der)))


def _format_attribute(attribute: AttributeTypeAndValue | Raw) -> str:
    if isinstance(attribute, Raw):
        return _dumped(attribute)
    known = attribute_type(attribute.type)
    value = attribute.value
    if known is None or not isinstance(value, String) or isinstance(value.text, Raw):
        return f"{known.short_name if known else attribute.type} = {_dumped(value)}"
    text = str(value.text)
    escaped = "".join(map(_escaped, text.encode("utf-8", "surrogatepass")))
    if text.startswith(("#", " ")) or text.endswith(" ") or not _QUOTED.isdisjoint(text):
        escaped = f'"{escaped}"'
    return f"{known.short_name} = {escaped}"


# What RFC 4514 2.4 escapes, OpenSSL puts between quotes.
_QUOTED = frozenset(",+<>;")


def _escaped(octet: int) -> str:
    if octet in b'"\\':
        return "\\" + chr(octet)
    return chr(octet) if 0x20 <= octet <= 0x7E else f"\\{octet:02X}"


def _dumped(value: Value) -> str:
    return "#" + value.to_der().hex().upper()


def format_one_line(name: Name) -> str | None:
    """Return the text that `X509_NAME_oneline(3)` of OpenSSL 3.0 makes of a name, but for the backslash and the length.

    Each octet of a value that is not printable ASCII is `\\xHH`, so that `é` as a UTF8String is
    `\\xC3\\xA9`. OpenSSL leaves a backslash alone, and then one name's text may be another's; here it is
    doubled. Nothing is cut off. Returns None for a name with a part that is no string: it has no such text.
    """
    if isinstance(name.rdn_sequence, Raw):
        return None
    text = ""
    for level in name.rdn_sequence:
        if isinstance(level, Raw) or isinstance(level.attributes, Raw):
            return None
        separator = "/"
        # In the order in which a SET OF is written, which is that of OpenSSL's reading.
        for attribute in sorted(level.attributes, key=AttributeTypeAndValue.to_der):
            if isinstance(attribute, Raw) or isinstance(attribute.type, Raw):
                return None
            if not isinstance(attribute.value, String) or isinstance(attribute.value.text, Raw):
                return None
            known = attribute_type(attribute.type)
            contents = _contents(attribute.value.to_der())
            text += f"{separator}{known.short_name if known else attribute.type}={''.join(map(_printed, contents))}"
            separator = "+"
    return text


def _contents(der: bytes) -> bytes:
    return der[2:] if der[1] < 0x80 else der[2 + (der[1] & 0x7F) :]


def _printed(octet: int) -> str:
    if octet in b"/+\\":
        return "\\" + chr(octet)
    return chr(octet) if 0x20 <= octet <= 0x7E else f"\\x{octet:02X}"
