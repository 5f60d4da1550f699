"""General names in a configuration: `DNS:a.example`, `IP:192.0.2.7`, `dirName:section` (`x509v3_config(5)`)."""

from __future__ import annotations

from ..asn1 import Any, IA5String
from ..errors import EncodeError
from ..later import pattern
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
    """Return the 4 or 16 octets of an address; raises ConfigError for other texts."""
    found: bytes | None = None
    if ":" not in text:
        found = _dotted(text, release)
    elif "/" not in text:
        groups, _, last = text.rpartition(":")
        quad = _dotted(last, release) if len(last) > 4 else None
        try:
            address = GeneralName.ip(f"{groups}:{quad[:2].hex()}:{quad[2:].hex()}" if quad else text).value
        except EncodeError:
            address = None
        found = address if isinstance(address, bytes) else None
    if not found:
        raise text.error(f"{quoted(text)} is no IPv4 or IPv6 address")
    return found


_SPACE = "[ \\t\\n\\v\\f\\r]"
# As sscanf() of "%d.%d.%d.%d" reads, and then a blank or the end.
_DOTTED = pattern("(?a)" + r"\.".join([rf"{_SPACE}*([+-]?[0-9]+)"] * 4) + rf"(?={_SPACE}|\Z)")
_STRICT = pattern("(?a)" + r"\.".join(["(0|[1-9][0-9]{0,2})"] * 4) + r"\Z")


def _dotted(text: str, release: str) -> bytes | None:
    """Return the octets of `192.0.2.7`, None for another text; until 3.4, the numbers are those of C."""
    found = (_DOTTED if release == DEFAULT else _STRICT).match(text)
    numbers = [_c_int(number) for number in found.groups()] if found is not None else [-1]
    return bytes(numbers) if all(0 <= number <= 255 for number in numbers) else None


def _c_int(text: str) -> int:
    """Return what a C int keeps of a decimal number, as an unsigned one."""
    digits = text.lstrip("+-").lstrip("0")[:20] or "0"
    number = -int(digits) if text.startswith("-") else int(digits)
    return min(max(number, -(1 << 63)), (1 << 63) - 1) & 0xFFFFFFFF
