"""Serial numbers (RFC 5280 4.1.2.2): drawn at random, or made of what is certified."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from ..x509.certificate import TBSCertificate

    SerialNumber = int | Literal["from-content"]

FROM_CONTENT: Literal["from-content"] = "from-content"


def random_serial() -> int:
    """Return a positive number of 159 random bits: at most 20 octets as an INTEGER, and never zero."""
    while True:
        serial = _shaped(os.urandom(20))
        if serial:
            return serial


def serial_from_content(tbs: TBSCertificate) -> int:
    """Return a number of 159 bits, the same for the same description and another for any other.

    It is the first 20 octets of the SHA-256 of the description's DER with serial number 0, as a random one is shaped.
    """
    import hashlib

    return _shaped(hashlib.sha256(tbs.replace(serial_number=0).to_der()).digest()[:20])


def numbered(describe: Callable[[int], TBSCertificate], serial_number: SerialNumber | None) -> TBSCertificate:
    """Return the description with its serial number: the one that is given, made of it, or a random one.

    What is made of the content is of the description that number 0 leads to: the number may stand in more places
    than one. Raises ValueError for a word that is no number.
    """
    if serial_number is None:
        return describe(random_serial())
    if not isinstance(serial_number, str):
        return describe(serial_number)
    if serial_number != FROM_CONTENT:
        raise ValueError(f"a serial number is a number, or {FROM_CONTENT!r}; not {serial_number!r:.40}")
    return describe(serial_from_content(describe(0)))


def _shaped(octets: bytes) -> int:
    # 160 bits could begin with a one, and the sign octet would make 21 octets of them.
    return int.from_bytes(octets, "big") >> 1
