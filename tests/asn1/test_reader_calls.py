"""The reader does not grow slow unseen: time is not to be tested, the number of function calls is."""

from __future__ import annotations

from pathlib import Path

import x509forge as xf
from tests.tools.calls import SLACK, calls_of

CERTIFICATE = Path(__file__).resolve().parents[2] / "docs" / "anatomy" / "server.crt"
CALLS = 145


def test_how_many_calls_a_certificate_takes() -> None:
    der = xf.Certificate.from_pem(CERTIFICATE.read_bytes()).to_der()
    read: list[xf.Certificate] = []
    assert calls_of(lambda: read.append(xf.Certificate.from_der(der))) <= CALLS * SLACK
    assert read[0].to_der() == der
