"""Serial numbers that are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..der import element
from .defect import DEFECTS, RULE, STRUCTURE
from .element import INTEGER, integer, octet_string

if TYPE_CHECKING:
    from .draft import Draft

_PLACE = "tbsCertificate.serialNumber"
_MOST_OCTETS = 20  # RFC 5280 4.1.2.2


def _serial(
    id: str, breaks: str, citation: str, says: str, octets: bytes, *, rules: str = "", refused_by: str = ""
) -> None:
    """Declare these octets in the place of the serial number as a defect."""

    def make(draft: Draft) -> None:
        draft.field("serialNumber").become(octets)

    DEFECTS.defect(id, breaks, _PLACE, citation, says, rules=rules, refused_by=refused_by)(make)


_serial(
    "serial.negative",
    RULE,
    "RFC 5280 4.1.2.2",
    "It is negative.",
    integer(-0x123456789),
    rules="rfc5280.serial_number.not_positive",
)
_serial(
    "serial.zero",
    RULE,
    "RFC 5280 4.1.2.2",
    "It is zero.",
    integer(0),
    rules="rfc5280.serial_number.not_positive",
)
_serial(
    "serial.21_octets",
    RULE,
    "RFC 5280 4.1.2.2",
    "It has 21 octets.",
    integer(1 << 8 * _MOST_OCTETS),
    rules="rfc5280.serial_number.too_long",
)
_serial(
    "serial.1000_octets",
    RULE,
    "RFC 5280 4.1.2.2",
    "It has 1,000 octets.",
    integer(1 << 7992),
    rules="rfc5280.serial_number.too_long",
)
_serial(
    "serial.absent",
    STRUCTURE,
    "RFC 5280 4.1",
    "It is not there.",
    b"",
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_serial(
    "serial.no_contents",
    STRUCTURE,
    "X.690 8.3.1",
    "It is an INTEGER without contents.",
    element(INTEGER, b""),
    refused_by="x509forge openssl cryptography openssl-verify",
)
_serial(
    "serial.padded",
    STRUCTURE,
    "X.690 8.3.2",
    "A zero octet that is not needed stands before it.",
    element(INTEGER, b"\x00\x12\x34"),
    refused_by="x509forge openssl cryptography openssl-verify",
)
_serial(
    "serial.padded_negative",
    STRUCTURE,
    "X.690 8.3.2",
    "It is negative, and an octet FF that is not needed stands before it.",
    element(INTEGER, b"\xff\xff\x34"),
    refused_by="x509forge openssl cryptography openssl-verify",
)
_serial(
    "serial.octet_string",
    STRUCTURE,
    "RFC 5280 4.1",
    "It is an OCTET STRING.",
    octet_string(b"\x12\x34"),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
