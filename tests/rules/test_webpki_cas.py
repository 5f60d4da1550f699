"""The Baseline Requirements for CAs and OCSP responders: where the profiles differ, and what pkilint finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from docs.profile_examples import PROFILE_BAD
from tests.rules.maker import Example
from tests.tools import pkilint

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles

BAD = PROFILE_BAD["webpki"]
TYPES = {
    "web_ca": "INTERNAL-UNCONSTRAINED-TLS-CA",
    "web_root": "ROOT-CA",
    "responder": "OCSP-RESPONDER",
}


def _made(keys: KeyFiles, text: str) -> xf.Certificate:
    shown = Example(keys).run(text)
    return (shown.leaf, shown.anchor, *shown.others)[shown.subject or 0]


def _ids(certificate: xf.Certificate, host: str | None = None) -> set[str]:
    found = xf.check(certificate, profile="webpki", host=host)
    return {finding.id.removeprefix("webpki.") for finding in found if finding.id.startswith("webpki.")}


SOUND = [f"{kind}()" for kind in TYPES]
# What pkilint finds in the example, and in nothing that is sound; nothing where it asks for less than is recommended.
THEIRS = {
    "ca.subject.missing": "cabf.serverauth.ca.country_attribute_absent",
    "ca.subject.organizational_unit": "cabf.serverauth.ca.organizational_unit_name_attribute_present",
    "ca.subject.other": "cabf.serverauth.ca.unknown_attribute_present",
    "ca.extensions.missing": "cabf.serverauth.ca.crl_distribution_points_extension_absent",
    "ca.extensions.recommended": "cabf.serverauth.ca.authority_info_access_extension_absent",
    "ca.key_usage.bits": "cabf.ca_certificate_required_ku_missing",
    "ca.extended_key_usage.purposes": "cabf.serverauth.ca.emailprotection_eku_present",
    "ca.extended_key_usage.other": "cabf.serverauth.ca.unknown_eku_present",
    "ca.certificate_policies.reserved": "cabf.serverauth.ca_missing_reserved_policy_oid",
    "ca.certificate_policies.several": "cabf.serverauth.ca_multiple_reserved_policy_oids",
    "ca.name_constraints.not_recommended": None,
    "ca.name_constraints.reserved": "cabf.internal_domain_name",
    "root.not_recommended": "cabf.serverauth.root_basic_constraints_pathlenconstraint_present",
    "root.authority_key_identifier": "cabf.serverauth.root_aki_ski_not_equal",
    "root.validity": "cabf.serverauth.root_validity_period_too_short",
    "responder.no_check": "cabf.serverauth.ocsp_responder.ocsp_nocheck_extension_absent",
    "responder.form": "cabf.serverauth.ocsp_responder.unknown_eku_present",
    "responder.not_recommended": "cabf.serverauth.ocsp_responder.certificate_policies_extension_present",
}


@pytest.mark.parametrize("id", ["", *THEIRS])
def test_pkilint_finds_it_too(keys: KeyFiles, tmp_path: Path, id: str) -> None:
    for text in (BAD[f"webpki.{id}"],) if id else SOUND:
        kind, made = TYPES[text.partition("(")[0]], _made(keys, text)
        theirs = pkilint.findings(tmp_path, made, "lint_cabf_serverauth_cert", "-t", kind, severity="WARNING")
        assert theirs == ([THEIRS[id]] if id and THEIRS[id] else [])
        assert _ids(made) == ({id} if id else set())


def test_every_rule_was_compared() -> None:
    of_servers = {id for id in BAD if BAD[id].startswith("web(")}
    assert {f"webpki.{id}" for id in THEIRS} == set(BAD) - of_servers


CERTIFIED_BEFORE = "without=(xf.ExtendedKeyUsage,)"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # Of an organization's own, and of what certifies a CA that there was before (7.1.2.2).
        ('web_ca(xf.CertificatePolicies.of("2.5.29.32.0"))', set()),
        (
            'web_ca(xf.CertificatePolicies.of("2.5.29.32.0", "2.23.140.1.2.1"))',
            {"ca.certificate_policies.reserved", "certificate_policies.reserved_not_first"},
        ),
        (f"web_ca({CERTIFIED_BEFORE})", {"ca.extensions.recommended"}),
        (
            f'web_ca({CERTIFIED_BEFORE}, subject=xf.Name.of(C="CN", O="ALI", OU="A", CN="Sub CA"))',
            {"ca.extensions.recommended", "ca.subject.other"},
        ),
        ('web_ca(xf.ExtendedKeyUsage.of("anyExtendedKeyUsage"))', set()),
        (
            'web_ca(xf.ExtendedKeyUsage.of("serverAuth", "anyExtendedKeyUsage"))',
            {"ca.extended_key_usage.purposes"},
        ),
        # For others than servers (7.1.2.3).
        ('web_ca(xf.ExtendedKeyUsage.of("emailProtection"), without=xf.CertificatePolicies)', set()),
        ('web_ca(xf.ExtendedKeyUsage.of("emailProtection"))', {"ca.certificate_policies.reserved"}),
        (
            'web_ca(xf.ExtendedKeyUsage.of("OCSPSigning"), without=xf.CertificatePolicies)',
            {"ca.extended_key_usage.purposes"},
        ),
        # For precertificates, until 2026-03-15 (7.1.2.4).
        ('web_ca(xf.ExtendedKeyUsage.of("1.3.6.1.4.1.11129.2.4.4"))', {"ca.extended_key_usage.purposes"}),
        (
            'web_ca(xf.ExtendedKeyUsage.of("1.3.6.1.4.1.11129.2.4.4"), '
            'validity=xf.Validity.of("2026-03-14", "2030-01-01"))',
            set(),
        ),
        ('web_root(xf.ExtendedKeyUsage.of("serverAuth"))', {"ca.extended_key_usage.purposes"}),
        ("web_root(xf.CertificatePolicies.of('1.2.3.4'))", {"root.not_recommended"}),
        ("web_root(without=xf.AuthorityKeyIdentifier)", {"ca.extensions.recommended"}),
        ('web_root(xf.KeyUsage.of("keyCertSign", "cRLSign", "digitalSignature"))', set()),
        ('web_root(xf.KeyUsage.of("keyCertSign", "cRLSign", "keyEncipherment"))', {"ca.key_usage.bits"}),
        # What holds for every certificate.
        ("web_ca(critical(xf.PrecertificatePoison()))", {"extensions.other"}),
        ("web_root(serial_number=7)", {"serial_number.short"}),
        ('web_ca(subject_public_key_info=key("rsa:1024"))', {"public_key.size"}),
        ('web_ca(subject_public_key_info=key("ec:secp256k1"))', {"public_key.algorithm"}),
        ("responder(plain(xf.BasicConstraints(ca=False)))", {"extensions.criticality"}),
        ("responder(without=xf.BasicConstraints)", set()),
        ("responder(critical(xf.OCSPNoCheck()))", {"responder.form"}),
        (
            'responder(xf.AuthorityInformationAccess.of(("caIssuers", "http://ca.example.com/ca.crt")))',
            {"responder.form", "responder.not_recommended"},
        ),
        ('responder(xf.KeyUsage.of("digitalSignature", "keyEncipherment"))', {"responder.form"}),
        ("responder(xf.CRLDistributionPoints.of('http://ca.example.com/ca.crl'))", {"responder.form"}),
        # A server that signs such answers is judged as a server.
        (
            'web(xf.ExtendedKeyUsage.of("serverAuth", "OCSPSigning"))',
            {"extended_key_usage.purposes", "responder.no_check"},
        ),
        # Constraints.
        ("web_ca(xf.NameConstraints.of(permitted=[xf.GeneralName.ip('8.8.8.0/24')]))", set()),
        (
            "web_ca(xf.NameConstraints.of(permitted=[xf.GeneralName.ip('192.168.0.0/16')]))",
            {"ca.name_constraints.reserved"},
        ),
        ("web_ca(xf.NameConstraints.of(excluded=[xf.GeneralName.ip('0.0.0.0/0'), 'a.local']))", set()),
        ("web_ca(xf.NameConstraints.of(permitted=[xf.Name.of(C='CN')]))", set()),
        ("web_ca(xf.NameConstraints.of(excluded=[xf.Name.of(C='CN')]))", {"ca.name_constraints.not_recommended"}),
        (
            "web_ca(xf.NameConstraints.of(permitted=[xf.GeneralName(rfc822_name='example.com')]))",
            {"ca.name_constraints.not_recommended"},
        ),
    ],
)
def test_the_profiles_of_cas_and_responders(keys: KeyFiles, text: str, ids: set[str]) -> None:
    assert _ids(_made(keys, text)) == ids


def test_a_ca_is_a_server_where_it_names_a_host_or_is_asked_for_one(keys: KeyFiles) -> None:
    named = _made(keys, 'web_ca(xf.SubjectAlternativeName.of("a.example.com"))')
    assert "basic_constraints.ca" in _ids(named)
    sound = _made(keys, "web_ca()")
    assert "basic_constraints.ca" in _ids(sound, host="a.example.com")
    assert _ids(sound) == set()


def test_what_the_requirements_allow_of_constraints_rfc_5280_does_not(keys: KeyFiles) -> None:
    made = _made(keys, BAD["webpki.ca.name_constraints.not_recommended"])
    assert [finding.id for finding in xf.check(made)] == ["rfc5280.name_constraints.not_critical"]
    assert [finding.severity for finding in xf.check(made, profile="webpki")] == ["warning"]
