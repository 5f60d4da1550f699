"""General names in a configuration: `DNS:a.example`, `IP:192.0.2.7`, `dirName:section` (`x509v3_config(5)`)."""

from __future__ import annotations

from ..asn1 import Any, IA5String
from ..errors import EncodeError
from ..x509.general_name import GeneralName, OtherName
from .asn1_value import parse_asn1
from .release import DEFAULT
from .wording import quoted, suggestion
from .words import string_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .context import Context
    from .value import Value
    from .value_list import ListItem


def is_kind(name: str, kind: str) -> bool:
    """Return whether an item is of this kind: `DNS`, or `DNS.1` and the like, which tell entries apart."""
    return name == kind or name.startswith(kind + ".")


def parse_general_name(item: ListItem, context: Context) -> GeneralName:
    """Return the general name of an item; raises ConfigError.

    The text is taken as it stands, as OpenSSL takes it: what no host can be called is
    written all the same, be it in no ASCII.
    """
    return _name(item, context, _KINDS)


def parse_constraint(item: ListItem, context: Context) -> GeneralName:
    """Return the same for nameConstraints, where an address has a mask: `IP:192.0.2.0/255.255.255.0`."""
    return _name(item, context, {**_KINDS, "IP": _masked_address})


def parse_general_names(value: Value, context: Context) -> tuple[GeneralName, ...]:
    """Return the names of a list, or of the section that `@section` names; raises ConfigError."""
    return tuple(parse_general_name(item, context) for item in context.items_or_none(value))


def _name(item: ListItem, context: Context, kinds: dict[str, Callable[[Value, Context], GeneralName]]) -> GeneralName:
    value = item.needed()
    for kind, parse in kinds.items():
        if is_kind(item.name, kind):
            return parse(value, context)
    known = ", ".join(kinds)
    raise item.error(f"{quoted(item.name)} is no kind of name{suggestion(item.name, kinds)}; there are {known}")


def _email(text: Value, context: Context) -> GeneralName:
    return GeneralName(rfc822_name=_ia5(text, b"\x81"))


def _dns(text: Value, context: Context) -> GeneralName:
    return GeneralName(dns_name=_ia5(text, b"\x82"))


def _uri(text: Value, context: Context) -> GeneralName:
    return GeneralName(uniform_resource_identifier=_ia5(text, b"\x86"))


def _ia5(text: Value, tag: bytes) -> str:
    # What is not ASCII is no IA5String; OpenSSL writes its octets all the same.
    return str(text) if text.isascii() else string_of(IA5String, text, tag)


def _registered(text: Value, context: Context) -> GeneralName:
    return GeneralName(registered_id=context.oid(text))


def _ip(text: Value, context: Context) -> GeneralName:
    return GeneralName(ip_address=parse_address(text, context.subject.release))


def _masked_address(text: Value, context: Context) -> GeneralName:
    address, slash, _ = text.partition("/")
    if not slash:
        raise text.error(f"{quoted(text)} is no address with its mask: 192.0.2.0/255.255.255.0")
    release = context.subject.release
    parts = [parse_address(text.part(0, len(address)), release), parse_address(text.part(len(address) + 1), release)]
    if len(parts[0]) != len(parts[1]):
        raise text.error(f"{quoted(text)} is an address of one family and a mask of another")
    return GeneralName(ip_address=parts[0] + parts[1])


def _directory(text: Value, context: Context) -> GeneralName:
    return GeneralName(directory_name=context.spelling.name(context.config.section(text)))


def _other(text: Value, context: Context) -> GeneralName:
    form, semicolon, _ = text.partition(";")
    if not semicolon:
        raise text.error('an otherName is "identifier;type:value"')
    octets = parse_asn1(text.part(len(form) + 1), context.config, context.spelling.added, context.subject.release)
    return GeneralName(other_name=OtherName(type_id=context.oid(text.part(0, len(form))), value=Any(octets)))


_KINDS: dict[str, Callable[[Value, Context], GeneralName]] = {
    "email": _email,
    "URI": _uri,
    "DNS": _dns,
    "RID": _registered,
    "IP": _ip,
    "dirName": _directory,
    "otherName": _other,
}


def parse_address(text: Value, release: str = DEFAULT) -> bytes:
    """Return the 4 or 16 octets of an address; zeros before a number count for nothing, but since 3.5 are refused."""
    parts = text.split(".")
    if len(parts) == 4 and all(part.isascii() and part.isdigit() and len(part) <= 10 for part in parts):
        numbers = [int(part) for part in parts]
        zeros = any(len(part) > 1 and part[0] == "0" for part in parts)
        if max(numbers) <= 255 and not (zeros and release != DEFAULT):
            return bytes(numbers)
    elif ":" in text and "/" not in text:
        try:
            address = GeneralName.ip(text).value
        except EncodeError:
            address = b""
        if isinstance(address, bytes) and address:
            return address
    raise text.error(f"{quoted(text)} is no IPv4 or IPv6 address")
