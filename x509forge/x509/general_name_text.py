"""General names from text, with the checks that keep a slip from becoming a certificate, and to text."""

from __future__ import annotations

from ..asn1 import Raw, String
from ..errors import EncodeError
from ..later import Later
from ..oid import USER_PRINCIPAL_NAME
from .host_name import ascii_host_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from . import name_openssl as _openssl
    from .general_name import GeneralName
else:
    _openssl = Later("x509forge.x509.name_openssl")

_DIGITS = frozenset("0123456789")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# RFC 5322 3.2.3: atext, and the dot that joins atoms.
_LOCAL_PART = _LETTERS | _DIGITS | frozenset("!#$%&'*+-/=?^_`{|}~.")
# RFC 3986 2: reserved, unreserved and the percent sign.
_URI = _LETTERS | _DIGITS | frozenset("-._~:/?#[]@!$&'()*+,;=%")
_ADDRESS = frozenset("0123456789abcdefABCDEF.:")
_SCHEME = _LETTERS | _DIGITS | frozenset("+-.")


# Text to values


def kind_of_text(text: str) -> str:
    """Return which alternative of GeneralName a text stands for, by how it looks."""
    # A URI may have an @ in it, or an address.
    if "://" in text:
        return "uniform_resource_identifier"
    if is_ip_address(text):
        return "ip_address"
    return "rfc822_name" if "@" in text else "dns_name"


def is_ip_address(text: str) -> bool:
    """Return whether a text is an IPv4 or IPv6 address."""
    if not _ADDRESS.issuperset(text):
        return False
    try:
        parse_ip_address(text)
    except EncodeError:
        return False
    return True


def parse_ip_address(text: str) -> bytes:
    """Return the 4 or 16 octets of an address, or the 8 or 32 of a network: address, then mask."""
    # The longest there is: an IPv6 address that ends as an IPv4 one, and a mask in full.
    if len(text) <= 80 and "%" not in text:
        import ipaddress

        try:
            if "/" not in text:
                return ipaddress.ip_address(text).packed
            network = ipaddress.ip_network(text)
        except ValueError:
            pass
        else:
            return network.network_address.packed + network.netmask.packed
    shown = _shown(text)
    if "/" in text:
        raise EncodeError(f"{shown} is no network whose bits behind the mask are zero", citation="RFC 5280 4.2.1.10")
    raise EncodeError(f"{shown} is no IPv4 or IPv6 address", citation="RFC 5280 4.2.1.6")


def parse_dns_name(text: str) -> str:
    """Return a host name as it stands in a dNSName: in ASCII, each label that was not as its A-label."""
    if is_ip_address(text):
        raise EncodeError(f"{_shown(text)} is an address, no host name; GeneralName.ip() holds it")
    return ascii_host_name(text)


def parse_email(text: str) -> str:
    """Return a mailbox as it stands in an rfc822Name (RFC 5321 4.1.2): its domain in ASCII."""
    local, at, domain = text.rpartition("@")
    shown = _shown(text)
    if not at or not local or not domain:
        raise EncodeError(f"{shown} is no mailbox: local-part@domain", citation="RFC 5280 4.2.1.6")
    if not text.isascii() and not local.isascii():
        raise EncodeError(
            f"{shown}: an rfc822Name holds ASCII; beyond it stands a SmtpUTF8Mailbox", citation="RFC 9598 3"
        )
    if len(local) > 64:
        raise EncodeError(f"{shown}: a local part has at most 64 octets", citation="RFC 5321 4.5.3.1.1")
    if not _is_local_part(local):
        remedy = "; GeneralName.uri() takes a URI" if ":" in local else ""
        raise EncodeError(
            f"{shown}: the local part is neither atoms joined by dots nor quoted{remedy}", citation="RFC 5321 4.1.2"
        )
    if "*" in domain:
        raise EncodeError(f"{shown}: a mailbox has no wildcard in its domain", citation="RFC 5280 4.2.1.6")
    if domain.startswith("[") and domain.endswith("]"):
        address = domain[1:-1]
        if not is_ip_address(address[5:] if address[:5].lower() == "ipv6:" else address):
            raise EncodeError(f"{shown}: there is no address between [ and ]", citation="RFC 5321 4.1.3")
        return text
    return f"{local}@{ascii_host_name(domain)}"


def _is_local_part(local: str) -> bool:
    if len(local) > 1 and local[0] == local[-1] == '"':
        inside = local[1:-1]
        return inside.isprintable() and '"' not in inside.replace("\\\\", "").replace('\\"', "")
    return _LOCAL_PART.issuperset(local) and not local.startswith(".") and not local.endswith(".") and ".." not in local


def parse_uri(text: str) -> str:
    """Return a URI, unchanged: a scheme, a colon, and something behind it, of the characters of RFC 3986 alone."""
    scheme, colon, rest = text.partition(":")
    shown = _shown(text)
    if not colon or not rest or scheme[:1] not in _LETTERS or not _SCHEME.issuperset(scheme) or not scheme:
        raise EncodeError(f"{shown} is no URI: it begins with a scheme and a colon", citation="RFC 5280 4.2.1.6")
    for at, character in enumerate(text):
        if character not in _URI:
            raise EncodeError(
                f"{shown}: {_shown(character)} at column {at + 1} is not for a URI; write it in percent-encoding",
                citation="RFC 3986 2",
            )
    return text


def _shown(text: str) -> str:
    """Return text in quotes for a message, in ASCII and not at length."""
    return ascii(text if len(text) <= 80 else text[:80] + "...")


# Values to text

_LABELS = {
    "other_name": "othername",
    "rfc822_name": "email",
    "dns_name": "DNS",
    "x400_address": "X400Name",
    "directory_name": "DirName",
    "edi_party_name": "EdiPartyName",
    "uniform_resource_identifier": "URI",
    "ip_address": "IP Address",
    "registered_id": "Registered ID",
}


def format_general_name(name: GeneralName) -> str:
    """Return the text of a general name; see `GeneralName.__str__`."""
    label = _LABELS[name.chosen]
    value = name.value
    if name.chosen == "other_name" and not isinstance(value, Raw):
        form = "UPN" if value.type_id == USER_PRINCIPAL_NAME else str(value.type_id)
        # The blank and the second colon are OpenSSL's.
        label, value = f"{label}: {form}:", value.value
    return f"{label}:{_quoted_if_needed(_format_value(name.chosen, value), name.chosen)}"


def _format_value(chosen: str, value: Any) -> str:
    if isinstance(value, Raw):
        return "#" + value.to_der().hex()
    if chosen == "ip_address":
        return format_ip_address(value)
    if chosen == "directory_name":
        line = _openssl.format_one_line(value)
        # RFC 4514 has a form for what is no string. It never begins with the /, so that neither passes for the other.
        return str(value) if line is None else line
    if chosen == "other_name":
        return str(value) if isinstance(value, String) else "#" + value.to_der().hex()
    if chosen == "x400_address":
        return "#" + b"".join(part.to_der() for part in value).hex()
    if chosen == "edi_party_name":
        parts = [value.name_assigner, value.party_name]
        return "/".join(str(part) if isinstance(part, String) else "#" + part.to_der().hex() for part in parts if part)
    return str(value)


def format_ip_address(octets: bytes) -> str:
    """Return an address as text (RFC 5952 4 for IPv6), a network as `address/mask`, any other octets in hexadecimal."""
    half = len(octets) // 2
    if len(octets) in (8, 32):
        return f"{format_ip_address(octets[:half])}/{format_ip_address(octets[half:])}"
    if len(octets) == 4:
        return ".".join(map(str, octets))
    if len(octets) == 16:
        import ipaddress

        return str(ipaddress.IPv6Address(octets))
    return "#" + octets.hex()


def _quoted_if_needed(text: str, chosen: str) -> str:
    """Return text as it is where it cannot pass for more than one name, and else between quotes, with escapes."""
    # Many a distinguished name has commas; the blank behind one is what separates names.
    separator = ", " if chosen == "directory_name" else ","
    if text.isprintable() and separator not in text and '"' not in text and text == text.strip(" "):
        return text
    return '"' + "".join(map(_escape, text)) + '"'


def _escape(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if character.isprintable() else character.encode("unicode_escape").decode()
