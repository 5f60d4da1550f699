"""Extensions of OCSP messages (RFC 6960 4.4, RFC 6962 3.3), which OpenSSL prints wherever they stand."""

from __future__ import annotations

from ... import asn1
from ...asn1 import Explicit, GeneralizedTime, IA5String
from ...errors import DecodeError
from ...x509.extensions.information_access import AccessDescription
from ...x509.extensions.transparency import SignedCertificateTimestampList
from ...x509.name import Name
from .general_names import NotPrintable, alone
from .names import ONELINE, name_text
from .strings import contents, hexadecimal, object_name, printable, time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, ClassVar

    from ...asn1 import Value


class Nonce:
    """Octets of no encoding at all, as OpenSSL takes them."""

    oid: ClassVar[str] = "1.3.6.1.5.5.7.48.1.2"

    def __init__(self, octets: bytes) -> None:
        self.octets = octets

    @classmethod
    def from_der(cls, data: bytes) -> Nonce:
        """Return what stands there."""
        return cls(data)


@asn1.sequence
class CrlID(asn1.Value):
    """The list that an answer was taken from.

    CrlID ::= SEQUENCE {
        crlUrl   [0] EXPLICIT IA5String OPTIONAL,
        crlNum   [1] EXPLICIT INTEGER OPTIONAL,
        crlTime  [2] EXPLICIT GeneralizedTime OPTIONAL }
    """

    oid = "1.3.6.1.5.5.7.48.1.3"

    crl_url: Annotated[IA5String, Explicit(0)] | None = None
    crl_num: Annotated[int, Explicit(1)] | None = None
    crl_time: Annotated[GeneralizedTime, Explicit(2)] | None = None


@asn1.typedef
class ArchiveCutoff(asn1.Value):
    """`ArchiveCutoff ::= GeneralizedTime`: back to when there are answers."""

    oid = "1.3.6.1.5.5.7.48.1.6"

    cutoff: GeneralizedTime


@asn1.sequence
class ServiceLocator(asn1.Value):
    """Where else to ask.

    ServiceLocator ::= SEQUENCE {
        issuer   Name,
        locator  AuthorityInfoAccessSyntax OPTIONAL }  -- which OpenSSL takes for optional, too
    """

    oid = "1.3.6.1.5.5.7.48.1.7"

    issuer: Name
    locator: tuple[AccessDescription, ...] | None = None


@asn1.typedef
class ResponseTimestampList(asn1.Value):
    """The same as in a certificate, in an OCSP answer."""

    oid = "1.3.6.1.4.1.11129.2.4.5"

    timestamps: SignedCertificateTimestampList


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
