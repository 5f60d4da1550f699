"""Issuing, judged by openssl: what is described is what it reads, and strict verification takes it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge.issuing import chain

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

KINDS = ("rsa:2048", "ec:P-256", "ec:P-384")
SERVER = (
    xf.Extension.of(xf.BasicConstraints(ca=False)),
    xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
    xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth", "clientAuth")),
    xf.Extension.of(xf.SubjectAlternativeName.of("*.mqtt.example", "192.0.2.7")),
)
SUBJECT = xf.Name.of(C="CN", O="ALI", CN="a.mqtt.example")


def _key(keys: KeyFiles, kind: str, which: int = 0) -> xf.PrivateKey:
    return xf.PrivateKey.from_pem(keys.pem(kind, which))


@pytest.fixture
def issuer(keys: KeyFiles) -> xf.Issuer:
    return xf.Issuer.self_signed(xf.Name.of(C="CN", CN="Test CA"), _key(keys, "ec:P-256"), days=3650)


@pytest.mark.parametrize("server", KINDS)
@pytest.mark.parametrize("ca", KINDS)
def test_openssl_takes_the_chain_when_it_is_strict(
    keys: KeyFiles, openssl: Program, tmp_path: Path, ca: str, server: str
) -> None:
    root = xf.Issuer.self_signed(xf.Name.of(C="CN", CN="Test CA"), _key(keys, ca), days=3650)
    request = xf.CertificationRequest.create(SUBJECT, _key(keys, server, 1))
    (tmp_path / "server.csr").write_text(request.to_pem())
    verdict = openssl.run("req", "-verify", "-noout", "-in", tmp_path / "server.csr")
    assert b"verify OK" in verdict.stderr + verdict.stdout
    certificate = root.issue(request, days=500, extensions=SERVER)
    (tmp_path / "CA.crt").write_text(root.certificate.to_pem())
    (tmp_path / "server.crt").write_text(certificate.to_pem())
    openssl(
        *("verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "b.mqtt.example"),
        *("-CAfile", tmp_path / "CA.crt", tmp_path / "server.crt"),
    )
    assert xf.check(certificate, issuer=root.certificate, host="b.mqtt.example") == []
    assert xf.check(root.certificate) == []
    assert chain.order([root.certificate, certificate]) == (certificate, root.certificate)
    assert eval(repr(certificate), vars(xf) | {name: getattr(xf, name) for name in dir(xf)}) == certificate


def test_the_pages_extensions_are_refused_and_can_be_waived(issuer: xf.Issuer, keys: KeyFiles) -> None:
    request = xf.CertificationRequest.create(SUBJECT, _key(keys, "rsa:2048"))
    usage = xf.Extension.of(xf.KeyUsage.of("digitalSignature", "keyCertSign"), critical=False)
    extensions = (SERVER[0], usage, *SERVER[2:])
    with pytest.raises(xf.RuleViolation, match="keyCertSign") as caught:
        issuer.issue(request, days=1, extensions=extensions)
    (finding,) = caught.value.findings
    assert finding.id == "rfc5280.key_usage.cert_sign_without_ca"
    assert finding.path == "extensions[1].extnValue"
    certificate = issuer.issue(request, days=1, extensions=extensions, waive=[finding.id])
    assert certificate.tbs_certificate.extensions is not None
    assert certificate.tbs_certificate.extensions[1] == usage


def test_a_request_that_its_key_did_not_sign_is_refused(issuer: xf.Issuer, keys: KeyFiles) -> None:
    good = xf.CertificationRequest.create(SUBJECT, _key(keys, "rsa:2048"))
    broken = good.with_("certificationRequestInfo.subject", xf.Name.of(CN="another"))
    with pytest.raises(xf.SignatureMismatch, match="RFC 2986"):
        issuer.issue(broken, days=1)


def test_a_key_of_another_certificate_is_refused(issuer: xf.Issuer, keys: KeyFiles) -> None:
    with pytest.raises(xf.SignatureMismatch, match="Test CA"):
        xf.Issuer(issuer.certificate, _key(keys, "ec:P-256", 1))


def test_what_is_no_ca_issues_nothing(issuer: xf.Issuer, keys: KeyFiles) -> None:
    key = _key(keys, "ec:P-384")
    leaf = issuer.issue(key.public_key, subject=SUBJECT, days=1, extensions=SERVER)
    with pytest.raises(xf.RuleViolation, match="is no CA"):
        xf.Issuer(leaf, key).issue(key.public_key, subject=SUBJECT, days=1)


def test_an_expired_ca_issues_nothing(keys: KeyFiles) -> None:
    key = _key(keys, "ec:P-256")
    past = datetime.datetime(2001, 1, 1, tzinfo=datetime.timezone.utc)
    old = xf.Issuer.self_signed(xf.Name.of(CN="Old"), key, days=10, not_before=past)
    with pytest.raises(xf.RuleViolation) as caught:
        old.issue(key.public_key, subject=SUBJECT, days=1)
    assert {finding.id for finding in caught.value.findings} == {"rfc5280.path.issuer_not_valid"}


def test_nothing_is_copied_that_is_not_named(issuer: xf.Issuer, keys: KeyFiles) -> None:
    request = xf.CertificationRequest.create(SUBJECT, _key(keys, "rsa:2048"), extensions=[SERVER[0], SERVER[3]])
    assert issuer.issue(request, days=1).extension(xf.SubjectAlternativeName) is None
    copied = issuer.issue(request, days=1, copy_extensions=["subjectAltName"])
    assert copied.extension(xf.SubjectAlternativeName) == SERVER[3].extn_value
    assert copied.extension(xf.BasicConstraints) is None


def test_a_given_key_identifier_is_never_replaced(issuer: xf.Issuer, keys: KeyFiles) -> None:
    own = xf.Extension.of(xf.SubjectKeyIdentifier(b"mine"))
    tbs = issuer.issue(_key(keys, "rsa:2048").public_key, subject=SUBJECT, days=1, extensions=[own]).tbs_certificate
    assert tbs.extensions is not None
    assert tbs.extensions[0] == own
    assert [str(extension.extn_id) for extension in tbs.extensions] == ["2.5.29.14", "2.5.29.35"]


def test_serial_numbers_are_positive_and_of_twenty_octets_at_most(issuer: xf.Issuer, keys: KeyFiles) -> None:
    key = _key(keys, "ec:P-256").public_key
    serials = {issuer.issue(key, subject=SUBJECT, days=1).tbs_certificate.serial_number for _ in range(20)}
    assert len(serials) == 20
    assert all(0 < serial < 1 << 159 for serial in serials)


@pytest.mark.parametrize("waive", [["rfc5280.no_such_rule"]])
def test_an_unknown_id_cannot_be_waived(issuer: xf.Issuer, keys: KeyFiles, waive: list[str]) -> None:
    with pytest.raises(ValueError, match="no rule"):
        issuer.issue(_key(keys, "ec:P-256").public_key, subject=SUBJECT, days=1, waive=waive)
