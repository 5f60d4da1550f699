"""Lists of revoked certificates: what breaks each rule, and what breaks none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from docs.rule_examples import LISTS, WEB_LISTS
from tests.rules.lists import GOOD, list_of
from tests.rules.maker import Maker
from x509forge.asn1.path import value_at
from x509forge.rules.revocation_lists import RULES
from x509forge.rules.webpki_lists import RULES as WEB_RULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program


@pytest.mark.parametrize("id", LISTS)
def test_a_bad_example_breaks_its_rule_and_no_other(id: str, keys: KeyFiles) -> None:
    made = list_of(keys, LISTS[id])
    for value in (made, made.tbs_cert_list, xf.CertificateList.from_der(made.to_der())):
        if id != "rfc5280.crl.algorithms_differ" or isinstance(value, xf.CertificateList):
            found = xf.check(value)
            assert {finding.id for finding in found} == {id}
            for finding in found:
                value_at(value, finding.path)  # raises where the path leads nowhere


@pytest.mark.parametrize("id", WEB_LISTS)
def test_a_bad_example_breaks_its_rule_under_webpki_alone(id: str, keys: KeyFiles) -> None:
    made = list_of(keys, WEB_LISTS[id])
    assert xf.check(made) == []
    house = xf.Profile("house", base="webpki")
    for value, profile in ((made, "webpki"), (made.tbs_cert_list, house)):
        found = xf.check(value, profile=profile)
        assert {finding.id for finding in found} == {id}
        for finding in found:
            value_at(value, finding.path)


def test_every_rule_has_an_example() -> None:
    assert list(LISTS) == list(RULES)
    assert list(WEB_LISTS) == list(WEB_RULES)


@pytest.mark.parametrize("code", GOOD[:2])
def test_a_good_list_breaks_no_rule_of_webpki(code: str, keys: KeyFiles) -> None:
    assert xf.check(list_of(keys, code), profile="webpki") == []


@pytest.mark.parametrize(
    ("code", "ids"),
    [
        # zlint's crl_rsa_sha256_nul0_eff1 (RFC 4055 5, of the algorithm as a certificate has it).
        (
            "crl(signature=xf.AlgorithmIdentifier(algorithm=xf.oid.SHA256_WITH_RSA_ENCRYPTION))",
            {"rfc4055.signature.parameters"},
        ),
        # RFC 5280 5.1.2.3, 5.2.7: as a certificate has them.
        ("crl(issuer=xf.Name.of(C='CNN'))", {"rfc5280.name.length"}),
        (
            'crl(xf.AuthorityInformationAccess.of(("caIssuers", "ftp://a.example/ca.crt")))',
            {"rfc5280.information_access.no_ldap_or_http"},
        ),
        ("crl(xf.IssuerAlternativeName.of(xf.GeneralName(dns_name='a b')))", {"rfc5280.alternative_name.dns_name"}),
        # pkilint's bad_idp_uri.
        (
            "crl(xf.IssuingDistributionPoint(distribution_point=xf.DistributionPointName(full_name=("
            "xf.GeneralName(uniform_resource_identifier='localhost'),))))",
            {"rfc5280.crl.distribution_point"},
        ),
        # The entries of an indirect list may be of several issuers.
        (
            "crl(xf.IssuingDistributionPoint(indirect_crl=True), revoked_certificates=(entry(), entry("
            "xf.CertificateIssuer((xf.GeneralName.of(xf.Name.of(CN='B')),))), entry(), ))",
            {"rfc5280.crl.entry_twice"},
        ),
        (
            "crl(xf.IssuingDistributionPoint(indirect_crl=True), revoked_certificates=("
            "entry(xf.CertificateIssuer((xf.GeneralName.of('a.example'),))),))",
            {"rfc5280.crl.certificate_issuer"},
        ),
        # A list of CAs' certificates alone may wait for longer.
        (
            "crl(xf.IssuingDistributionPoint(only_contains_ca_certs=True), next_update=xf.Time.of('2026-12-01'))",
            set(),
        ),
    ],
)
def test_what_certificates_have_is_judged_in_lists_as_there(code: str, ids: set[str], keys: KeyFiles) -> None:
    made = list_of(keys, code).tbs_cert_list
    assert {finding.id for finding in xf.check(made)} == ids


@pytest.mark.parametrize("code", GOOD)
def test_a_good_list_breaks_no_rule(code: str, keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    made = list_of(keys, code)
    assert xf.check(made) == []
    (tmp_path / "ca.pem").write_text(Maker(keys).ca().to_pem())
    said = openssl("crl", "-noout", "-CAfile", tmp_path / "ca.pem", data=made.to_pem().encode())
    assert said == b""


def test_a_raw_element_is_passed_over(keys: KeyFiles) -> None:
    made = list_of(keys, GOOD[1])
    for path in ("version", "signature", "issuer", "thisUpdate", "nextUpdate", "revokedCertificates", "crlExtensions"):
        xf.check(made.with_(f"tbsCertList.{path}", xf.Any(b"\x05\x00")))


def test_what_is_none_of_these_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="CertificateList"):
        xf.check(b"")  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["PEM", "DER"])
def test_check_judges_alist_of(form: str, keys: KeyFiles, cli: Callable[..., Outcome], tmp_path: Path) -> None:
    for code, status, said in ((GOOD[0], 0, "fit"), (LISTS["rfc5280.crl.no_number"], 1, "rfc5280.crl.no_number")):
        made = list_of(keys, code)
        path = tmp_path / "list"
        path.write_bytes(made.to_pem().encode() if form == "PEM" else made.to_der())
        outcome = cli("check", path)
        assert outcome.code == status
        assert said in outcome.text
