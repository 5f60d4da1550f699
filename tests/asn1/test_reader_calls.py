"""The reader does not grow slow unseen: time is not to be tested, the number of function calls is."""

from __future__ import annotations

from pathlib import Path

import x509forge as xf
from tests.tools.calls import SLACK, calls_of

CERTIFICATE = Path(__file__).resolve().parents[2] / "docs" / "anatomy" / "server.crt"
# At most; and of what was read a moment ago.
CALLS, AGAIN = (145, 77)


def _calls(der: bytes) -> int:
    read: list[xf.Certificate] = []
    calls = calls_of(lambda: read.append(xf.Certificate.from_der(der)))
    assert read[0].to_der() == der
    return calls


def test_how_many_calls_a_certificate_takes() -> None:
    der = xf.Certificate.from_pem(CERTIFICATE.read_bytes()).to_der()
    strangers = der.replace(b"ALI", b"ALX")
    assert strangers.count(b"ALX") == 2
    assert _calls(strangers) <= CALLS * SLACK
    # What is recalled is forgotten all at once, when there is too much of it: that may have been in between.
    assert _calls(strangers) <= CALLS * SLACK
    assert _calls(strangers) <= AGAIN * SLACK
