"""What another linter says of certificates by profile: pkilint, which stands on cryptography."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

import x509forge as xf
from tests.tools import pkilint

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles

ONE = ("mqtt.example.com",)
MANY = ("mqtt.example.com", "www.mqtt.example.com", "mqtt-2.example.net", "192.0.2.7", "2001:db8::7")
SUBJECT = xf.Name.of(CN="mqtt.example.com")
KINDS = ["rsa:2048", "rsa:3072", "ec:P-256", "ec:P-384"]
if os.environ.get("X509FORGE_BACKEND") != "oscrypto":  # which knows no Edwards curves
    KINDS.append("ed25519")


@pytest.fixture(scope="module")
def pkix() -> pkilint.PKIX:
    return pkilint.PKIX()


def _key(keys: KeyFiles, kind: str, which: int = 0) -> xf.PrivateKey:
    return xf.PrivateKey.from_pem(keys.pem(kind, which))


def _root(keys: KeyFiles, kind: str = "ec:P-256") -> xf.Issuer:
    return xf.Issuer.self_signed(xf.Name.of(C="CN", O="ALI", CN="Test CA"), _key(keys, kind), profile="ca")


def _hosts(*names: str) -> tuple[xf.Extension, ...]:
    return (xf.Extension.of(xf.SubjectAlternativeName.of(*names)),)


@pytest.mark.parametrize("kind", KINDS)
def test_pkilint_finds_nothing_in_cas_servers_and_clients(pkix: pkilint.PKIX, keys: KeyFiles, kind: str) -> None:
    root = _root(keys, kind)
    middle_key = _key(keys, kind, 2)
    middle = root.issue(middle_key.public_key, subject=xf.Name.of(O="ALI", CN="Sub CA"), profile="ca")
    issuer = xf.Issuer(middle, middle_key)
    key = _key(keys, kind, 1).public_key
    # Browsers and many libraries know no Ed25519 in TLS: as a server's it is waived.
    waived = {"mqtt-server": {"mqtt.server.public_key"} if kind == "ed25519" else set()}
    issued: dict[str, dict[str, Any]] = {
        "the common name alone": {"subject": SUBJECT, "profile": "mqtt-server"},
        "one host": {"subject": SUBJECT, "extensions": _hosts(*ONE), "profile": "mqtt-server"},
        "many hosts": {"subject": SUBJECT, "extensions": _hosts(*MANY), "profile": "mqtt-server"},
        "no subject": {"subject": xf.Name(()), "extensions": _hosts(*MANY), "profile": "mqtt-server"},
        "where to ask": {
            "subject": SUBJECT,
            "profile": "mqtt-server",
            "ca_issuers": "http://ca.example.com/ca.crt",
            "ocsp": "http://ocsp.example.com",
            "crl": "http://ca.example.com/ca.crl",
        },
        "a client": {"subject": xf.Name.of(O="ALI", CN="device-7"), "profile": "mqtt-client"},
        "a device": {"subject": xf.Name.of(O="ALI", serialNumber="7"), "profile": "device-id"},
        "no profile's name": {"subject": xf.Name.of(O="ALI", CN="plain"), "days": 30},
    }
    found: dict[str, set[str] | None] = {}
    for what, wanted in issued.items():
        waive = waived.get(wanted.get("profile", ""), set())
        found[what] = pkix.findings(issuer.issue(key, waive=waive, **wanted).to_der())
    found["the root"] = pkix.findings(root.certificate.to_der())
    found["the CA below it"] = pkix.findings(middle.to_der())
    assert {what: codes for what, codes in found.items() if codes != set()} == {}


def test_it_is_the_same_judge_that_finds_what_is_not_as_it_should_be(pkix: pkilint.PKIX, keys: KeyFiles) -> None:
    server = _root(keys).issue(_key(keys, "ec:P-256", 1).public_key, subject=SUBJECT, profile="mqtt-server")
    assert pkix.findings(server.to_der()) == set()
    bare = server.with_("tbs_certificate.extensions", None)
    assert pkix.findings(bare.to_der()) == {
        "pkix.authority_key_identifier_extension_absent",
        "pkix.certificate_skid_end_entity_missing",
    }


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256", "ec:P-384"])
@pytest.mark.parametrize("hosts", [ONE, MANY[:3], ("*.mqtt.example.com", "mqtt.example.com")])
def test_pkilint_finds_nothing_in_what_is_for_the_web(
    keys: KeyFiles, tmp_path: Path, kind: str, hosts: tuple[str, ...]
) -> None:
    web = _root(keys).issue(
        _key(keys, kind, 1).public_key,
        subject=xf.Name(()),
        extensions=_hosts(*hosts),
        profile="webpki",
        ca_issuers="http://ca.example.com/ca.crt",
        crl="http://ca.example.com/ca.crl",
    )
    dv = ("-t", "DV-FINAL-CERTIFICATE")
    assert pkilint.findings(tmp_path, web, "lint_cabf_serverauth_cert", *dv, severity="NOTICE") == []


def test_it_finds_by_the_requirements_for_the_web_what_we_find(keys: KeyFiles, tmp_path: Path) -> None:
    bare = _root(keys).issue(
        _key(keys, "rsa:2048", 1).public_key, subject=SUBJECT, extensions=_hosts(*ONE), profile="mqtt-server", days=300
    )
    dv = ("-t", "DV-FINAL-CERTIFICATE")
    theirs = pkilint.findings(tmp_path, bare, "lint_cabf_serverauth_cert", *dv, severity="ERROR")
    assert len(theirs) >= 2
    ours = {finding.id for finding in xf.check(bare, profile="webpki") if finding.severity == "error"}
    assert {"webpki.extensions.missing", "webpki.validity.too_long", "webpki.revocation.missing"} <= ours
