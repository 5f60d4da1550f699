"""Which OpenSSL is followed where releases differ: 3.0, unless 3.5 is asked for."""

from __future__ import annotations

DEFAULT = "3.0"
NEWER = "3.5"
RELEASES = (DEFAULT, NEWER)
