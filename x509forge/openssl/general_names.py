"""General names in a configuration: `DNS:a.example`, `IP:192.0.2.7`, `dirName:section` (`x509v3_config(5)`)."""

from __future__ import annotations

from ..errors import EncodeError
from ..oid import ObjectIdentifier
from ..x509.general_name import GeneralName, OtherName
from .asn1_value import parse_asn1
from .names import Spelling
from .objects import to_oid
from .wording import quoted, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .config import Config
    from .value import Value
    from .value_list import ListItem


def is_kind(name: str, kind: str) -> bool:
    """Return whether an item is of this kind: `DNS`, or `DNS.1` and the like, which tell entries apart."""
    return name == kind or name.startswith(kind + ".")


def parse_general_name(item: ListItem, config: Config) -> GeneralName:
    """Return the general name of an item; raises ConfigError.

    The text is taken as it stands, as OpenSSL takes it: what no host can be called is
    written all the same.
    """
    if item.value is None or not item.value:
        raise item.error(f"{quoted(item.name)} is followed by no value")
    for kind, parse in _KINDS.items():
        if is_kind(item.name, kind):
            return parse(item.value, config)
    known = ", ".join(_KINDS)
    raise item.error(f"{quoted(item.name)} is no kind of name{suggestion(item.name, _KINDS)}; there are {known}")


def _ascii(text: Value) -> str:
    if not text.isascii():
        # OpenSSL would write these octets into an IA5String, which they are not.
        at = next(at for at, character in enumerate(text) if not character.isascii())
        raise text.error(f"{quoted(text)} is not ASCII (RFC 5280 4.2.1.6); a host's name has an A-label: xn--…", at)
    return str(text)


def _email(text: Value, config: Config) -> GeneralName:
    return GeneralName(rfc822_name=_ascii(text))


def _uri(text: Value, config: Config) -> GeneralName:
    return GeneralName(uniform_resource_identifier=_ascii(text))


def _dns(text: Value, config: Config) -> GeneralName:
    return GeneralName(dns_name=_ascii(text))


def _registered(text: Value, config: Config) -> GeneralName:
    return GeneralName(registered_id=ObjectIdentifier(to_oid(text)))


def _ip(text: Value, config: Config) -> GeneralName:
    return GeneralName(ip_address=parse_address(text))


def _directory(text: Value, config: Config) -> GeneralName:
    return GeneralName(directory_name=Spelling().name(config.section(text)))


def _other(text: Value, config: Config) -> GeneralName:
    form, semicolon, _ = text.partition(";")
    if not semicolon:
        raise text.error('an otherName is "identifier;type:value"')
    identifier = ObjectIdentifier(to_oid(text.part(0, len(form))))
    return GeneralName(other_name=OtherName(type_id=identifier, value=parse_asn1(text.part(len(form) + 1))))


_KINDS: dict[str, Callable[[Value, Config], GeneralName]] = {
    "email": _email,
    "URI": _uri,
    "DNS": _dns,
    "RID": _registered,
    "IP": _ip,
    "dirName": _directory,
    "otherName": _other,
}


def parse_address(text: Value) -> bytes:
    """Return the 4 or 16 octets of an address; zeros before a number count for nothing, as in OpenSSL."""
    parts = text.split(".")
    if len(parts) == 4 and all(part.isascii() and part.isdigit() and len(part) <= 10 for part in parts):
        numbers = [int(part) for part in parts]
        if max(numbers) <= 255:
            return bytes(numbers)
    elif ":" in text and "/" not in text:
        try:
            address = GeneralName.ip(text).value
        except EncodeError:
            address = b""
        if isinstance(address, bytes) and address:
            return address
    raise text.error(f"{quoted(text)} is no IPv4 or IPv6 address")
