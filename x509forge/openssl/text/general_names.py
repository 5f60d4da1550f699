"""General names in text, in both of OpenSSL's ways: in lists (`i2v_GENERAL_NAME`), and alone (`GENERAL_NAME_print`)."""

from __future__ import annotations

from ...asn1 import IA5String, UTF8String
from ...x509.general_name import OtherName
from ...x509.name import Name
from .names import ONELINE, name_text, one_line
from .strings import as_they_stand, contents, object_name, printable, until_nul

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ...x509.general_name import GeneralName

_TEXTS = {"rfc822_name": "email", "dns_name": "DNS", "uniform_resource_identifier": "URI"}
_UNSUPPORTED = {"x400_address": "X400Name", "edi_party_name": "EdiPartyName"}
# Forms that have a name, and the type of their values.
_OTHER_NAMES: dict[str, tuple[str, type]] = {
    "1.3.6.1.5.5.7.8.9": ("SmtpUTF8Mailbox", UTF8String),
    "1.3.6.1.5.5.7.8.5": ("XmppAddr", UTF8String),
    "1.3.6.1.5.5.7.8.7": ("SRVName", IA5String),
    "1.3.6.1.4.1.311.20.2.3": ("UPN", UTF8String),
    "1.3.6.1.5.5.7.8.8": ("NAIRealm", UTF8String),
}


class NotPrintable(ValueError):
    """What OpenSSL has no text for: its octets are printed behind what it had printed before it noticed."""

    def __init__(self, before: str = "") -> None:
        super().__init__()
        self.before = before


def address(octets: bytes) -> str:
    """Return an address, four numbers or eight groups."""
    if len(octets) == 4:
        return ".".join(map(str, octets))
    if len(octets) == 16:
        return ":".join(f"{octets[at] << 8 | octets[at + 1]:X}" for at in range(0, 16, 2))
    return f"<invalid length={len(octets)}>"


def in_list(name: GeneralName) -> tuple[str, str]:
    """Return kind and value, as lists of names have them; raises NotPrintable."""
    value: Any = name.value
    if name.chosen in _TEXTS:
        return _TEXTS[name.chosen], _listed(as_they_stand(value))
    if name.chosen in _UNSUPPORTED:
        return _UNSUPPORTED[name.chosen], "<unsupported>"
    if isinstance(value, OtherName):
        return _other_in_list(value)
    if isinstance(value, Name):
        return "DirName", one_line(value, 255)
    if name.chosen == "ip_address":
        return "IP Address", address(value)
    return "Registered ID", object_name(value)[:255]


def _listed(text: str) -> str:
    if "\0" in text:
        raise NotPrintable
    return text


def _other_in_list(value: OtherName) -> tuple[str, str]:
    known = _OTHER_NAMES.get(str(value.type_id))
    inner = value.value
    tag = inner.to_der()[:1]
    if known is not None:
        # Their value must be of the type that is due.
        if tag != (b"\x16" if known[1] is IA5String else b"\x0c"):
            raise NotPrintable
        return f"othername: {known[0]}:", _listed(as_they_stand(inner))
    title = f"othername: {object_name(value.type_id)}:"
    if tag in (b"\x16", b"\x0c") and b"\0" not in contents(inner):
        return title, as_they_stand(inner)
    return title, "<unsupported>"


def alone(name: GeneralName) -> str:
    """Return a name as it stands in points and constraints."""
    value: Any = name.value
    if name.chosen in _TEXTS:
        return f"{_TEXTS[name.chosen]}:{printable(contents(value))}"
    if name.chosen in _UNSUPPORTED:
        return f"{_UNSUPPORTED[name.chosen]}:<unsupported>"
    if isinstance(value, OtherName):
        known = _OTHER_NAMES.get(str(value.type_id))
        if known is None or value.value.to_der()[:1] != (b"\x16" if known[1] is IA5String else b"\x0c"):
            return "othername:<unsupported>"
        return f"othername:{known[0]}:{until_nul(value.value)}"
    if isinstance(value, Name):
        return f"DirName:{name_text(value, ONELINE)}"
    if name.chosen == "ip_address":
        return f"IP Address:{address(value)}"
    return f"Registered ID:{object_name(value)}"
