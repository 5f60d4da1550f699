"""The reader does not grow slow unseen: time is not to be tested, the number of function calls is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import x509forge as xf

if TYPE_CHECKING:
    from types import FrameType

CERTIFICATE = Path(__file__).resolve().parents[2] / "docs" / "anatomy" / "server.crt"
# Of Python functions, on Python 3.11; 3.12 and later take fewer. 5 % more are let pass.
CALLS = 145


def test_how_many_calls_a_certificate_takes() -> None:
    der = xf.Certificate.from_pem(CERTIFICATE.read_bytes()).to_der()
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        certificate = xf.Certificate.from_der(der)
    finally:
        sys.setprofile(before)
    assert certificate.to_der() == der
    assert calls <= CALLS * 1.05
