"""What another linter says of certificates by profile: pkilint, which stands on cryptography."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools import pkilint

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles

HOSTS = xf.Extension.of(xf.SubjectAlternativeName.of("mqtt.example.com", "www.mqtt.example.com"))
SUBJECT = xf.Name.of(CN="mqtt.example.com")


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256"])
def test_pkilint_finds_nothing(keys: KeyFiles, tmp_path: Path, kind: str) -> None:
    ca_key = xf.PrivateKey.from_pem(keys.pem("ec:P-256", 0))
    issuer = xf.Issuer.self_signed(xf.Name.of(C="CN", O="ALI", CN="Test CA"), ca_key, days=3650, profile="ca")
    public_key = xf.PrivateKey.from_pem(keys.pem(kind, 1)).public_key
    server = issuer.issue(public_key, subject=SUBJECT, extensions=[HOSTS], profile="mqtt-server")
    assert pkilint.findings(tmp_path, server, "lint_pkix_cert", severity="WARNING") == []
    dv = ("-t", "DV-FINAL-CERTIFICATE")
    web = issuer.issue(
        public_key,
        subject=xf.Name(()),
        extensions=[HOSTS],
        profile="webpki",
        ca_issuers="http://ca.example.com/ca.crt",
        crl="http://ca.example.com/ca.crl",
    )
    assert pkilint.findings(tmp_path, web, "lint_cabf_serverauth_cert", *dv, severity="NOTICE") == []
    # It is the same judge that finds what is not as it should be, and we do.
    bare = issuer.issue(public_key, subject=SUBJECT, extensions=[HOSTS], profile="mqtt-server", days=300)
    theirs = pkilint.findings(tmp_path, bare, "lint_cabf_serverauth_cert", *dv, severity="ERROR")
    assert len(theirs) >= 2
    ours = {finding.id for finding in xf.check(bare, profile="webpki") if finding.severity == "error"}
    assert {"webpki.extensions.missing", "webpki.validity.too_long", "webpki.revocation.missing"} <= ours
