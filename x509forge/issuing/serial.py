"""Serial numbers (RFC 5280 4.1.2.2)."""

from __future__ import annotations

import os


def random_serial() -> int:
    """Return a positive number of 159 random bits: at most 20 octets as an INTEGER, and never zero."""
    while True:
        # 160 bits could begin with a one, and the sign octet would make 21 octets of them.
        serial = int.from_bytes(os.urandom(20), "big") >> 1
        if serial:
            return serial
