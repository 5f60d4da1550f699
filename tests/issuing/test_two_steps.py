"""Describe here, sign elsewhere, put it together: with openssl as the offline CA, and in a coroutine."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.backends import known_here

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

KINDS = known_here("rsa:2048", "ec:P-256", "ed25519")


def _offline(keys: KeyFiles, kind: str) -> xf.Issuer:
    """Return a CA without its key."""
    root = xf.Issuer.self_signed(xf.Name.of(C="CN", CN="Test CA"), xf.PrivateKey.load(keys(kind)), days=10)
    return xf.Issuer(root.certificate, xf.OfflineSigner(root.certificate.tbs_certificate.subject_public_key_info))


def _request(keys: KeyFiles) -> xf.CertificationRequest:
    return xf.CertificationRequest.create(xf.Name.of(CN="a.example"), xf.PrivateKey.load(keys("ec:P-256", 1)))


def _signed(openssl: Program, keys: KeyFiles, kind: str, tbs: Path) -> bytes:
    if kind == "ed25519":
        return openssl("pkeyutl", "-sign", "-rawin", "-inkey", keys(kind), "-in", tbs)
    return openssl("dgst", "-sha256", "-sign", keys(kind), tbs)


@pytest.mark.parametrize("kind", KINDS)
def test_an_offline_ca_signs_with_openssl(keys: KeyFiles, openssl: Program, tmp_path: Path, kind: str) -> None:
    issuer = _offline(keys, kind)
    tbs = issuer.prepare(_request(keys), days=1)
    (tmp_path / "tbs.der").write_bytes(tbs.to_der())
    signature = _signed(openssl, keys, kind, tmp_path / "tbs.der")
    certificate = issuer.complete(xf.TBSCertificate.from_der((tmp_path / "tbs.der").read_bytes()), signature)
    assert certificate.tbs_certificate == tbs
    (tmp_path / "CA.crt").write_text(issuer.certificate.to_pem())
    (tmp_path / "a.crt").write_text(certificate.to_pem())
    openssl("verify", "-x509_strict", "-CAfile", tmp_path / "CA.crt", tmp_path / "a.crt")


def test_a_coroutine_waits_for_the_signature_alone(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    issuer = _offline(keys, "ec:P-256")

    async def cloud_sign(message: bytes) -> bytes:
        await asyncio.sleep(0)
        value = xf.ECDSASigValue.from_der(key.sign(message))
        return value.r.to_bytes(32, "big") + value.s.to_bytes(32, "big")

    async def issue(serial: int) -> xf.Certificate:
        tbs = issuer.prepare(_request(keys), days=1, serial_number=serial)
        return issuer.complete(tbs, await cloud_sign(tbs.to_der()))

    async def issue_all() -> list[xf.Certificate]:
        return await asyncio.gather(*map(issue, range(1, 6)))

    assert [made.tbs_certificate.serial_number for made in asyncio.run(issue_all())] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_of_something_else_makes_no_certificate(keys: KeyFiles, kind: str) -> None:
    issuer = _offline(keys, kind)
    tbs = issuer.prepare(_request(keys), days=1)
    key = xf.PrivateKey.load(keys(kind))
    for signature in (key.sign(b"another"), b"", b"\x30", bytes(64), key.sign(tbs.to_der())[:-1]):
        with pytest.raises(xf.SignatureMismatch):
            issuer.complete(tbs, signature)
    with pytest.raises(xf.SignatureMismatch):
        issuer.complete(tbs, xf.PrivateKey.load(keys(kind, 1)).sign(tbs.to_der()))


def test_another_issuers_description_is_refused(keys: KeyFiles) -> None:
    issuer = _offline(keys, "ec:P-256")
    tbs = issuer.prepare(_request(keys), days=1).replace(issuer=xf.Name.of(CN="Another CA"))
    with pytest.raises(xf.SignatureMismatch, match="names another issuer, CN=Another CA, than CN=Test CA,C=CN"):
        issuer.complete(tbs, xf.PrivateKey.load(keys("ec:P-256")).sign(tbs.to_der()))


def test_an_offline_signer_signs_nothing(keys: KeyFiles) -> None:
    with pytest.raises(xf.SigningError, match=r"ec:P-256 key is not here: .* Issuer\.complete"):
        _offline(keys, "ec:P-256").issue(_request(keys), days=1)
