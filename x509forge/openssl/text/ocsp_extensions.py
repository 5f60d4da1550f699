"""Extensions of OCSP messages (RFC 6960 4.4, RFC 6962 3.3), which OpenSSL prints wherever they stand."""

from __future__ import annotations

from ... import oid
from ...errors import DecodeError
from ...ocsp import ArchiveCutoff, CrlID, ResponseTimestampList, ServiceLocator
from .general_names import NotPrintable, alone
from .names import ONELINE, name_text
from .strings import contents, hexadecimal, object_name, printable, time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

    from ...asn1 import Value


class Nonce:
    """Octets of no encoding at all, as OpenSSL takes them."""

    oid: ClassVar[str] = oid.OCSP_NONCE

    def __init__(self, octets: bytes) -> None:
        self.octets = octets

    @classmethod
    def from_der(cls, data: bytes) -> Nonce:
        """Return what stands there."""
        return cls(data)


_TYPES: dict[str, type[Nonce] | type[Value]] = {
    kind.oid: kind for kind in (Nonce, CrlID, ArchiveCutoff, ServiceLocator, ResponseTimestampList)
}


def ocsp_value(identifier: str, octets: bytes) -> Nonce | Value | None:
    """Return the value of such an extension; None for another, or for what is none."""
    kind = _TYPES.get(identifier)
    try:
        return None if kind is None else kind.from_der(octets)
    except DecodeError:
        return None


def nonce(value: Nonce, indent: int) -> str:
    """Return the octets, in lines of 35 that are ended by a backslash."""
    rows = [value.octets[at : at + 35].hex().upper() for at in range(0, len(value.octets), 35)]
    return " " * indent + ("\\\n".join(rows) or "0")


def crl_id(value: CrlID, indent: int) -> str:
    """Return a line for each of its parts."""
    pad = " " * indent
    text = "" if value.crl_url is None else f"{pad}crlUrl: {printable(contents(value.crl_url))}\n"
    if value.crl_num is not None:
        text += f"{pad}crlNum: {hexadecimal(value.crl_num)}\n"
    if value.crl_time is not None:
        text += f"{pad}crlTime: {time(value.crl_time)}\n"
    return text


def archive_cutoff(value: ArchiveCutoff, indent: int) -> str:
    """Return the time."""
    return " " * indent + time(value.cutoff)


def service_locator(value: ServiceLocator, indent: int) -> str:
    """Return the issuer and, twice as far to the right, the places."""
    issuer = name_text(value.issuer, ONELINE)
    text = f"{' ' * indent}Issuer: {issuer}"
    if not issuer:
        # OpenSSL takes a name without text for a failure.
        raise NotPrintable(text)
    for one in value.locator or ():
        text += f"\n{' ' * (2 * indent)}{object_name(one.access_method)} - {alone(one.access_location)}"
    return text
