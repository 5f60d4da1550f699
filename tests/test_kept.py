"""What is kept for the next time is bounded in octets, too: who makes many large things does not fill the memory."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge.der import element

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.key_files import KeyFiles

SIZE = 100_000
TIMES = 20


@pytest.fixture
def certificate(keys: KeyFiles) -> xf.Certificate:
    key = xf.PrivateKey.load(keys("ec:P-256", 1))
    return xf.Issuer.self_signed(xf.Name.of(O="ALI", CN="Test CA"), key, days=9).certificate


def _name(certificate: xf.Certificate, large: str) -> object:
    return xf.Name.of(CN=large).to_der()


def _reading(certificate: xf.Certificate, large: str) -> object:
    tbs = certificate.tbs_certificate
    name = xf.Name.of(CN=large)
    return xf.Certificate.from_der(certificate.replace(tbs_certificate=tbs.replace(subject=name)).to_der())


def _check_of_name(certificate: xf.Certificate, large: str) -> object:
    return xf.check(certificate.tbs_certificate.replace(subject=xf.Name.of(CN=large)))


def _check_of_extension(certificate: xf.Certificate, large: str) -> object:
    tbs = certificate.tbs_certificate
    stranger = xf.ObjectIdentifier("1.3.6.1.4.1.99999.1")
    extension = xf.Extension(extn_id=stranger, critical=False, extn_value=element(b"\x04", large.encode()))
    found = xf.check(tbs.replace(extensions=(*(tbs.extensions or ()), extension)))
    # Only that in which nothing is found is kept.
    assert not found
    return found


@pytest.mark.parametrize("job", [_name, _reading, _check_of_name, _check_of_extension])
def test_large_things_are_not_kept(job: Callable[[xf.Certificate, str], object], certificate: xf.Certificate) -> None:
    job(certificate, "x" * SIZE)
    tracemalloc.start()
    try:
        for number in range(TIMES):
            job(certificate, f"{number:0{SIZE}}")
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 2 * SIZE
