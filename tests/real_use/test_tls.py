"""TLS handshakes with what was issued, as a client in its default, strict mode takes them."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.handshake import shake_hands, strict_client

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles

HOST = "a.mqtt.example"
KINDS = ("rsa:2048", "ec:P-256")


def _identity(
    folder: Path, issuer: xf.Issuer, key: xf.PrivateKey, name: str, *extensions: xf.Extension
) -> tuple[Path, Path]:
    request = xf.CertificationRequest.create(xf.Name.of(CN=name), key)
    certificate = issuer.issue(request, days=5, extensions=extensions)
    files = folder / f"{name}.crt", folder / f"{name}.key"
    files[0].write_text(certificate.to_pem() + issuer.certificate.to_pem())
    files[1].write_text(key.to_pem())
    return files


def _contexts(folder: Path, issuer: xf.Issuer) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    (folder / "CA.crt").write_text(issuer.certificate.to_pem())
    client = strict_client(str(folder / "CA.crt"))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_verify_locations(str(folder / "CA.crt"))
    server.verify_flags |= ssl.VERIFY_X509_STRICT
    return client, server


def _usage(*purposes: str) -> tuple[xf.Extension, ...]:
    return (
        xf.Extension.of(xf.BasicConstraints(ca=False)),
        xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
        xf.Extension.of(xf.ExtendedKeyUsage.of(*purposes)),
    )


@pytest.mark.parametrize("mutual", [False, True], ids=["one-way", "mutual"])
@pytest.mark.parametrize("server_kind", KINDS)
@pytest.mark.parametrize("ca_kind", KINDS)
def test_a_strict_client_and_a_server_shake_hands(
    tmp_path: Path, keys: KeyFiles, ca_kind: str, server_kind: str, mutual: bool
) -> None:
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="Test CA"), xf.PrivateKey.load(keys(ca_kind)), days=5)
    client, server = _contexts(tmp_path, issuer)
    names = xf.Extension.of(xf.SubjectAlternativeName.of("*.mqtt.example"))
    key = xf.PrivateKey.load(keys(server_kind, 1))
    server.load_cert_chain(*_identity(tmp_path, issuer, key, "server", *_usage("serverAuth"), names))
    if mutual:
        server.verify_mode = ssl.CERT_REQUIRED
        key = xf.PrivateKey.load(keys("ec:P-256", 2))
        client.load_cert_chain(*_identity(tmp_path, issuer, key, "device", *_usage("clientAuth")))
    shake_hands(client, server, HOST)
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        shake_hands(client, server, "a.b.mqtt.example")


def test_a_strict_client_refuses_what_the_rule_finds(tmp_path: Path, keys: KeyFiles) -> None:
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="Test CA"), xf.PrivateKey.load(keys("ec:P-256")), days=5)
    client, server = _contexts(tmp_path, issuer)
    key = xf.PrivateKey.load(keys("ec:P-256", 1))
    certificate = issuer.issue(
        key.public_key,
        subject=xf.Name.of(CN=HOST),
        days=5,
        extensions=[
            xf.Extension.of(xf.BasicConstraints(ca=False)),
            xf.Extension.of(xf.KeyUsage.of("digitalSignature", "keyCertSign")),
            xf.Extension.of(xf.SubjectAlternativeName.of(HOST)),
        ],
        waive=["rfc5280.key_usage.cert_sign_without_ca"],
    )
    (tmp_path / "crt").write_text(certificate.to_pem())
    (tmp_path / "key").write_text(key.to_pem())
    server.load_cert_chain(tmp_path / "crt", tmp_path / "key")
    with pytest.raises(ssl.SSLCertVerificationError, match="keyCertSign"):
        shake_hands(client, server, HOST)
    client.verify_flags &= ~ssl.VERIFY_X509_STRICT
    shake_hands(client, server, HOST)
