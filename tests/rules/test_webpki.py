"""The rules of the Baseline Requirements: each finds what it is for, at its place, and pkilint finds it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import x509forge as xf
from tests.rules.broken_keys import CLOSE, MODULUS, PRIMES, ROCA, sound
from tests.tools import pkilint
from x509forge.rules import rules_on_top
from x509forge.rules.keys import has_close_primes, has_small_factor, is_roca
from x509forge.rules.webpki import limit
from x509forge.x509.time import Time

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles

E = xf.Extension.of
CRL = "http://ca.example.com/ca.crl"
SOUND: dict[str, xf.Extension | None] = {
    "san": E(xf.SubjectAlternativeName.of("a.example.com", "*.b.example.com"), critical=True),
    "aia": E(xf.AuthorityInformationAccess.of(("caIssuers", "http://ca.example.com/ca.crt"))),
    "crl": E(xf.CRLDistributionPoints.of(CRL)),
    "bc": E(xf.BasicConstraints(ca=False), critical=True),
    "ku": E(xf.KeyUsage.of("digitalSignature")),
    "eku": E(xf.ExtendedKeyUsage.of("serverAuth", "clientAuth")),
    "policies": E(xf.CertificatePolicies.of("2.23.140.1.2.1")),
    "aki": E(xf.AuthorityKeyIdentifier(key_identifier=b"\1" * 20)),
}
COMMON_NAME = xf.Name.of(CN="a.example.com")


def _rsa(modulus: int, exponent: int = 65537) -> xf.SubjectPublicKeyInfo:
    return xf.SubjectPublicKeyInfo(
        algorithm=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.840.113549.1.1.1"), parameters=xf.Null()),
        subject_public_key=xf.BitString(xf.RSAPublicKey(modulus=modulus, public_exponent=exponent).to_der()),
    )


def _sans(*names: Any) -> xf.Extension:
    return E(xf.SubjectAlternativeName(tuple(names)), critical=True)


def _dns(*names: str) -> xf.Extension:
    return _sans(*(xf.GeneralName(dns_name=name) for name in names))


def _described(extensions: dict[str, xf.Extension | None], **fields: Any) -> xf.TBSCertificate:
    given = {
        "serial_number": 2**100,
        "signature": xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.840.10045.4.3.2")),
        "issuer": xf.Name.of(C="CN", O="ALI", CN="CA"),
        "validity": xf.Validity.of("2026-11-01", "2027-01-01"),
        "subject": xf.Name(()),
        "subject_public_key_info": _rsa(MODULUS),
        "extensions": [extension for extension in {**SOUND, **extensions}.values() if extension is not None],
    }
    return xf.TBSCertificate(**{**given, **fields})


def test_what_is_sound_has_no_finding() -> None:
    assert xf.check(_described({}), profile="webpki") == []


_CURVE = xf.ObjectIdentifier("1.3.132.0.10")
_KOBLITZ = xf.SubjectPublicKeyInfo(
    algorithm=xf.AlgorithmIdentifier(
        algorithm=xf.ObjectIdentifier("1.2.840.10045.2.1"), parameters=xf.ECParameters(named_curve=_CURVE)
    ),
    subject_public_key=xf.BitString(b"\4" + bytes(64)),
)
_EC = xf.PrivateKey.generate("ec:P-256").public_key
_UNIQUE = xf.BitString(b"\1")
_CRL_NAME = (xf.GeneralName.uri(CRL),)
_HTTPS = xf.DistributionPoint(
    distribution_point=xf.DistributionPointName(full_name=(xf.GeneralName.uri("https://ca.example.com/crl"),))
)
_TWICE = (("caIssuers", "http://a.example.com"),) * 2
_NOTICE = xf.PolicyInformation(
    policy_identifier=xf.ObjectIdentifier("2.23.140.1.2.1"),
    policy_qualifiers=(
        xf.PolicyQualifierInfo(policy_qualifier_id=xf.ObjectIdentifier("1.3.6.1.5.5.7.2.2"), qualifier=xf.UserNotice()),
    ),
)


def _stated(address: str) -> xf.Extension:
    qualifier = xf.PolicyQualifierInfo(policy_qualifier_id=xf.oid.CPS_QUALIFIER, qualifier=xf.IA5String(address))
    domain_validated = xf.ObjectIdentifier("2.23.140.1.2.1")
    return E(
        xf.CertificatePolicies(
            (xf.PolicyInformation(policy_identifier=domain_validated, policy_qualifiers=(qualifier,)),)
        )
    )


# That of the Tor Project's own site.
ONION = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid"
EXTENDED = {
    "C": "CN",
    "ST": "a",
    "O": "ALI",
    "businessCategory": "Private Organization",
    "jurisdictionC": "CN",
    "serialNumber": "7",
}


def _validated(policy: str, /, **attributes: str) -> dict[str, Any]:
    """Return the changes for a subject that was validated in another way than by its domain."""
    return {
        "subject": xf.Name.of(**attributes),
        "san": E(xf.SubjectAlternativeName.of("a.example.com")),
        "policies": E(xf.CertificatePolicies.of(policy)),
    }


def _registered(identifier: str, /, *fields: str) -> dict[str, Any]:
    """Return the changes for an organizationIdentifier, and an extension of these fields, or of the same ones."""
    attributes = {"organizationIdentifier": identifier} if identifier else {}
    scheme, country, reference = identifier[:3], identifier[3:5], identifier.partition("-")[2]
    *codes, registered = fields or (scheme, country, reference)
    state = identifier[6:8].encode() if identifier[5:6] == "+" and not fields else b""
    content = b"".join(xf.PrintableString(code).to_der() for code in codes)
    content += (b"\x80" + bytes((len(state),)) + state if state else b"") + xf.UTF8String(registered).to_der()
    contents = b"\x30" + bytes((len(content),)) + content
    extension = xf.Extension(extn_id=xf.ObjectIdentifier("2.23.140.3.1"), extn_value=contents)
    return {**_validated("2.23.140.1.1", **EXTENDED, **attributes), "registered": extension}


# The rule, what is changed, and the field that it is found at, its beginning at least.
TABLE: list[tuple[str, dict[str, Any], str]] = [
    ("version", {"version": 1}, "version"),
    ("serial_number.short", {"serial_number": 2**55}, "serialNumber"),
    ("unique_identifier.present", {"subject_unique_id": _UNIQUE}, "subjectUniqueID"),
    ("unique_identifier.present", {"issuer_unique_id": _UNIQUE}, "issuerUniqueID"),
    (
        "signature.algorithm",
        {"signature": xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.840.10045.4.1"))},
        "signature",
    ),
    (
        "signature.algorithm",
        {"signature": xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.840.113549.1.1.11"))},
        "signature",
    ),
    ("validity.too_long", {"validity": xf.Validity.of("2026-11-01", "2027-05-20")}, "validity.notAfter"),
    ("validity.at_the_limit", {"validity": xf.Validity.of("2026-11-01", "2027-05-19T23:59:59Z")}, "validity.notAfter"),
    (
        "common_name.present",
        {"subject": COMMON_NAME, "san": E(xf.SubjectAlternativeName.of("a.example.com"))},
        "subject",
    ),
    ("public_key.algorithm", {"subject_public_key_info": _KOBLITZ}, "subjectPublicKeyInfo.algorithm"),
    ("public_key.size", {"subject_public_key_info": _rsa(sound(1024))}, "subjectPublicKeyInfo"),
    ("public_key.size", {"subject_public_key_info": _rsa(sound(2052))}, "subjectPublicKeyInfo"),
    ("public_key.exponent", {"subject_public_key_info": _rsa(MODULUS, 65538)}, "subjectPublicKeyInfo"),
    ("public_key.exponent_range", {"subject_public_key_info": _rsa(MODULUS, 3)}, "subjectPublicKeyInfo"),
    ("public_key.exponent_range", {"subject_public_key_info": _rsa(MODULUS, 2**256 + 1)}, "subjectPublicKeyInfo"),
    (
        "public_key.small_factor",
        {"subject_public_key_info": _rsa(751 * ((2**2048 - 1) // 751 - 1 | 1))},
        "subjectPublicKeyInfo",
    ),
    ("public_key.roca", {"subject_public_key_info": _rsa(ROCA)}, "subjectPublicKeyInfo"),
    ("public_key.close_primes", {"subject_public_key_info": _rsa(CLOSE)}, "subjectPublicKeyInfo"),
    ("extensions.missing", {"aia": None}, "extensions"),
    ("extensions.missing", {"policies": None}, "extensions"),
    ("extensions.missing", {"eku": None}, "extensions"),
    ("extensions.criticality", {"bc": E(xf.BasicConstraints(ca=False))}, "extensions[3].critical"),
    ("extensions.criticality", {"ku": E(xf.KeyUsage.of("digitalSignature"), critical=False)}, "extensions[4].critical"),
    (
        "extensions.criticality",
        {"eku": E(xf.ExtendedKeyUsage.of("serverAuth"), critical=True)},
        "extensions[5].critical",
    ),
    ("extensions.other", {"other": E(xf.TLSFeature((5,)))}, "extensions[8]"),
    ("subject_key_identifier.present", {"ski": E(xf.SubjectKeyIdentifier(b"1"))}, "extensions"),
    (
        "authority_key_identifier.form",
        {
            "aki": E(
                xf.AuthorityKeyIdentifier(
                    key_identifier=b"1", authority_cert_issuer=_CRL_NAME, authority_cert_serial_number=1
                )
            )
        },
        "extensions[7].extnValue.authorityCertIssuer",
    ),
    ("certificate_policies.reserved", {"policies": E(xf.CertificatePolicies.of("1.2.3"))}, "extensions[6].extnValue"),
    (
        "certificate_policies.reserved",
        {"policies": E(xf.CertificatePolicies.of("2.23.140.1.2.1", "anyPolicy"))},
        "extensions[6].extnValue",
    ),
    (
        "certificate_policies.reserved_not_first",
        {"policies": E(xf.CertificatePolicies.of("1.2.3", "2.23.140.1.2.1"))},
        "extensions",
    ),
    ("certificate_policies.qualifier", {"policies": E(xf.CertificatePolicies((_NOTICE,)))}, "extensions"),
    ("extended_key_usage.purposes", {"eku": E(xf.ExtendedKeyUsage.of("clientAuth"))}, "extensions[5].extnValue"),
    (
        "extended_key_usage.purposes",
        {"eku": E(xf.ExtendedKeyUsage.of("serverAuth", "codeSigning"))},
        "extensions[5].extnValue",
    ),
    ("extended_key_usage.other", {"eku": E(xf.ExtendedKeyUsage.of("serverAuth", "1.2.3"))}, "extensions[5].extnValue"),
    ("key_usage.missing", {"ku": None}, "extensions"),
    ("key_usage.bits", {"ku": E(xf.KeyUsage.of("digitalSignature", "cRLSign"))}, "extensions[4].extnValue"),
    (
        "key_usage.bits",
        {"subject_public_key_info": _EC, "ku": E(xf.KeyUsage.of("digitalSignature", "nonRepudiation"))},
        "extensions[4].extnValue",
    ),
    ("key_usage.not_recommended", {"ku": E(xf.KeyUsage.of("keyEncipherment"))}, "extensions[4].extnValue"),
    (
        "key_usage.not_recommended",
        {"ku": E(xf.KeyUsage.of("digitalSignature", "keyEncipherment"))},
        "extensions[4].extnValue",
    ),
    (
        "alternative_name.kind",
        {"san": _sans(xf.GeneralName.of("a.example.com"), xf.GeneralName.of("a@example.com"))},
        "extensions[0].extnValue[1]",
    ),
    ("dns_name.underscore", {"san": _dns("a_b.example.com")}, "extensions[0].extnValue[0]"),
    ("dns_name.ip_address", {"san": _dns("8.8.8.8")}, "extensions[0].extnValue[0]"),
    ("dns_name.form", {"san": _dns("a.*.example.com")}, "extensions[0].extnValue[0]"),
    ("dns_name.form", {"san": _dns("example.com.")}, "extensions[0].extnValue[0]"),
    ("dns_name.form", {"san": _dns("-a.example.com")}, "extensions[0].extnValue[0]"),
    ("dns_name.form", {"san": _dns("ab--c.example.com")}, "extensions[0].extnValue[0]"),
    ("dns_name.internal", {"san": _dns("localhost")}, "extensions[0].extnValue[0]"),
    ("dns_name.internal", {"san": _dns("a.local")}, "extensions[0].extnValue[0]"),
    ("dns_name.reverse_zone", {"san": _dns("8.8.8.8.in-addr.arpa")}, "extensions[0].extnValue[0]"),
    ("dns_name.form", {"san": _dns("xn--jrigrg-xn.example.com")}, "extensions[0].extnValue[0]"),
    ("dns_name.onion", {"san": _dns("expyuzz4wqqyqhjn.onion")}, "extensions[0].extnValue[0]"),
    ("dns_name.onion", {"san": _dns(f"{ONION[:-1]}e.onion")}, "extensions[0].extnValue[0]"),
    ("dns_name.onion", {"san": _dns(f"1{ONION[1:]}.onion")}, "extensions[0].extnValue[0]"),
    ("dns_name.onion", {"san": _dns(f"a{ONION[1:]}.onion")}, "extensions[0].extnValue[0]"),
    ("subject.lacks_what_was_validated", _validated("2.23.140.1.2.2", C="CN", O="ALI"), "subject"),
    ("subject.lacks_what_was_validated", _validated("2.23.140.1.2.3", C="CN", ST="a", O="ALI"), "subject"),
    ("subject.lacks_what_was_validated", _validated("2.23.140.1.1", C="CN", ST="a", O="ALI"), "subject"),
    (
        "subject.attribute_not_validated",
        _validated("2.23.140.1.2.2", C="CN", ST="a", O="ALI", GN="a"),
        "subject.rdnSequence[3]",
    ),
    ("subject.attribute_not_validated", _validated("2.23.140.1.1", **EXTENDED, title="a"), "subject.rdnSequence[6]"),
    (
        "subject.organizational_unit",
        _validated("2.23.140.1.2.2", C="CN", ST="a", O="ALI", OU="a"),
        "subject.rdnSequence[3]",
    ),
    ("subject.organizational_unit", _validated("2.23.140.1.1", **EXTENDED, OU="a"), "subject.rdnSequence[6]"),
    (
        "subject.length",
        _validated("2.23.140.1.2.2", C="CN", ST="a", street="a" * 129, O="ALI"),
        "subject.rdnSequence[2]",
    ),
    ("subject.organization_identifier", _registered("VATCN-", "NTR", "CN", "7"), "subject.rdnSequence[6]"),
    ("subject.organization_identifier", _registered("ABCCN-7", "NTR", "CN", "7"), "subject.rdnSequence[6]"),
    ("subject.organization_identifier", _registered("NTREL-7", "NTR", "CN", "7"), "subject.rdnSequence[6]"),
    ("subject.organization_identifier", _registered("VATUS+CA-7", "NTR", "CN", "7"), "subject.rdnSequence[6]"),
    ("organization_identifier.extension", {**_registered("NTRCN-7"), "registered": None}, "extensions"),
    ("organization_identifier.extension", _registered("NTRCN-8", "NTR", "CN", "7"), "extensions[8].extnValue"),
    ("organization_identifier.extension", _registered("NTRUS+CA-7", "NTR", "US", "7"), "extensions[8].extnValue"),
    ("organization_identifier.extension", _registered("", "FOO", "CN", "7"), "extensions[8].extnValue"),
    ("organization_identifier.extension", _registered("", "NTR", "ZZ", "7"), "extensions[8].extnValue"),
    ("organization_identifier.extension", _registered("", "NTR", "7"), "extensions[8].extnValue"),
    ("subject.damaged_text", _validated("2.23.140.1.2.2", C="CN", ST="a", O="A &amp; B"), "subject.rdnSequence[2]"),
    (
        "subject.damaged_text",
        _validated("2.23.140.1.2.2", C="CN", ST="a", O="\u00c3\u00bc"),
        "subject.rdnSequence[2]",
    ),
    ("subject.damaged_text", _validated("2.23.140.1.2.2", C="CN", ST="ST=a", O="A=B"), "subject.rdnSequence[1]"),
    (
        "subject.attribute_not_validated",
        _validated("2.23.140.1.2.2", C="CN", ST="a", O="ALI", SN="a"),
        "subject.rdnSequence[3]",
    ),
    ("subject.no_value", _validated("2.23.140.1.2.2", C="CN", ST="-", O="ALI"), "subject.rdnSequence[1]"),
    ("subject.country", _validated("2.23.140.1.2.2", C="cn", ST="a", O="ALI"), "subject.rdnSequence[0]"),
    ("subject.country", _validated("2.23.140.1.2.2", C="DA", ST="a", O="ALI"), "subject.rdnSequence[0]"),
    (
        "subject.jurisdiction",
        _validated("2.23.140.1.1", **EXTENDED, jurisdictionL="a"),
        "subject",
    ),
    (
        "subject.business_category",
        _validated("2.23.140.1.1", **{**EXTENDED, "businessCategory": "A shop"}),
        "subject.rdnSequence[3]",
    ),
    (
        "alternative_name.extended_validation",
        {**_validated("2.23.140.1.1", **EXTENDED), "san": E(xf.SubjectAlternativeName.of("*.a.example.com"))},
        "extensions[0].extnValue[0]",
    ),
    (
        "alternative_name.extended_validation",
        {**_validated("2.23.140.1.1", **EXTENDED), "san": E(xf.SubjectAlternativeName.of("8.8.8.8"))},
        "extensions[0].extnValue[0]",
    ),
    ("subject.damaged_text", _validated("2.23.140.1.2.2", C="CN", ST="a", O="ALI "), "subject.rdnSequence[2]"),
    ("certificate_policies.cps_uri", {"policies": _stated("ftp://a.example.com")}, "extensions"),
    ("certificate_policies.qualifier_present", {"policies": _stated("https://a.example.com")}, "extensions"),
    ("ip_address.reserved", {"san": _sans(xf.GeneralName.of("192.168.0.1"))}, "extensions[0].extnValue[0]"),
    ("ip_address.reserved", {"san": _sans(xf.GeneralName(ip_address=bytes(8)))}, "extensions[0].extnValue[0]"),
    (
        "authority_information_access.form",
        {"aia": E(xf.AuthorityInformationAccess.of(("caIssuers", "https://a.example.com")))},
        "extensions[1].extnValue[0].accessLocation",
    ),
    (
        "authority_information_access.form",
        {"aia": E(xf.AuthorityInformationAccess.of(*_TWICE))},
        "extensions[1].extnValue[1]",
    ),
    (
        "authority_information_access.no_ca_issuers",
        {"aia": E(xf.AuthorityInformationAccess.of(("ocsp", "http://a.example.com")))},
        "extensions",
    ),
    ("revocation.missing", {"crl": None}, "extensions"),
    (
        "crl_distribution_points.form",
        {"crl": E(xf.CRLDistributionPoints((_HTTPS,)))},
        "extensions[2].extnValue[0].distributionPoint",
    ),
    (
        "crl_distribution_points.several",
        {"crl": E(xf.CRLDistributionPoints.of(CRL, CRL + "2"))},
        "extensions[2].extnValue",
    ),
    (
        "distribution.internal_host",
        {"crl": E(xf.CRLDistributionPoints.of("http://crl/ca.crl"))},
        "extensions[2].extnValue[0].distributionPoint",
    ),
    (
        "distribution.internal_host",
        {"aia": E(xf.AuthorityInformationAccess.of(("caIssuers", "http://ca.local/ca.crt")))},
        "extensions[1].extnValue[0].accessLocation",
    ),
    ("name_constraints.present", {"nc": E(xf.NameConstraints(), critical=True)}, "extensions"),
    (
        "subject.attribute_not_domain_validated",
        {"subject": xf.Name.of(O="ALI"), "san": E(xf.SubjectAlternativeName.of("a.example.com"))},
        "subject.rdnSequence[0]",
    ),
]


def _split(changed: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    fields = {name: value for name, value in changed.items() if not isinstance(value, (xf.Extension, type(None)))}
    return {name: value for name, value in changed.items() if name not in fields}, fields


@pytest.mark.parametrize(("id", "changed", "path"), TABLE, ids=[f"{n}-{row[0]}" for n, row in enumerate(TABLE)])
def test_a_rule_finds_its_fault_at_its_place_and_nothing_else(id: str, changed: dict[str, Any], path: str) -> None:
    extensions, fields = _split(changed)
    found = [
        finding
        for finding in xf.check(_described(extensions, **fields), profile="webpki")
        if finding.id.startswith("webpki.")
    ]
    assert {finding.id for finding in found} == {f"webpki.{id}"}
    assert found[0].path == path


def test_findings_that_come_together() -> None:
    def ids(extensions: dict[str, Any], **fields: Any) -> set[str]:
        return {f.id for f in xf.check(_described(extensions, **fields), profile="webpki") if "webpki" in f.id}

    plain = {"san": E(xf.SubjectAlternativeName.of("a.example.com"))}
    assert "webpki.common_name.not_in_alternative_names" in ids(plain, subject=xf.Name.of(CN="A.example.com"))
    assert "webpki.subject.order" in ids(plain, subject=xf.Name.of(CN="a.example.com", C="CN"))
    assert "webpki.subject.form" in ids(plain, subject=xf.Name.of(("C", "CN"), ("C", "DE")))
    assert "webpki.basic_constraints.path_length" in ids(
        {"bc": E(xf.BasicConstraints(ca=False, path_len_constraint=0), critical=True)}
    )
    # Who names a host is judged as a server.
    assert ids({"bc": E(xf.BasicConstraints(ca=True))}) == {"webpki.basic_constraints.ca", "webpki.ca.key_usage.bits"}


def test_short_lived_certificates_say_nothing_of_revocation() -> None:
    for start, end, needed in (
        ("2026-03-15", "2026-03-21T23:59:59Z", False),
        ("2026-03-15", "2026-03-22", True),
        ("2026-03-14", "2026-03-23T23:59:59Z", False),
        ("2024-03-14", "2024-03-15", True),
    ):
        found = xf.check(_described({"crl": None}, validity=xf.Validity.of(start, end)), profile="webpki")
        assert [finding.id for finding in found] == ["webpki.revocation.missing"] * needed


@pytest.mark.parametrize(
    ("day", "days"),
    [
        *(("2012-07-01", 1827), ("2015-04-01", 1188), ("2018-03-01", 825), ("2020-08-31T23:59:59Z", 825)),
        *(("2020-09-01", 398), ("2026-03-14T23:59:59Z", 398), ("2026-03-15", 200), ("2027-03-14T23:59:59Z", 200)),
        *(("2027-03-15", 100), ("2029-03-14T23:59:59Z", 100), ("2029-03-15", 47), ("2049-12-31", 47)),
    ],
)
def test_the_limits_of_sc_081v3(day: str, days: int) -> None:
    assert limit(Time.of(day).datetime) == days


def test_every_rule_was_seen_to_find_something() -> None:
    alone = {
        *("basic_constraints.ca", "basic_constraints.path_length", "common_name.not_in_alternative_names"),
        *("subject.form", "subject.order", "signature.hash_of_curve"),
    }
    of_others = ("webpki.ca.", "webpki.root.", "webpki.responder.")
    of_servers = {id for id in rules_on_top("webpki") if not id.startswith(of_others)}
    assert {f"webpki.{id}" for id in {row[0] for row in TABLE} | alone} == of_servers


def test_the_hash_is_that_of_the_issuers_curve(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-384"))
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="CA"), key, days=99).certificate
    ids = [finding.id for finding in xf.check(_described({}), profile="webpki", issuer=issuer)]
    assert "webpki.signature.hash_of_curve" in ids


# --- Keys ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["rsa:2048", "rsa:3072"])
def test_keys_that_openssl_makes_are_none_of_the_broken_ones(keys: KeyFiles, kind: str) -> None:
    key = xf.PrivateKey.load(keys(kind)).public_key
    modulus = xf.RSAPublicKey.from_der(key.subject_public_key.octets).modulus
    assert not is_roca(modulus)
    assert not has_close_primes(modulus)
    assert not has_small_factor(modulus)


def test_the_group_of_roca_has_the_order_that_others_give() -> None:
    # https://github.com/crocs-muni/roca and its descendants: the order of 65537 modulo the product of 39 primes.
    order = 2454106387091158800
    assert pow(65537, order, PRIMES) == 1
    assert all(pow(65537, order // prime, PRIMES) != 1 for prime in (2, 3, 5, 7, 11, 13, 17, 23, 29, 37, 41, 53, 83))
    assert is_roca(pow(65537, order - 1, PRIMES))
    assert not is_roca(pow(65537, 5, PRIMES) + 2)


# --- pkilint ---------------------------------------------------------------------------------------------------------

# What it finds in the same certificate, where it looks at the same thing.
THEIRS = [
    ("extensions.missing", {"aia": None}),
    ("extensions.criticality", {"bc": E(xf.BasicConstraints(ca=False))}),
    ("certificate_policies.reserved", {"policies": E(xf.CertificatePolicies.of("1.2.3"))}),
    ("extended_key_usage.purposes", {"eku": E(xf.ExtendedKeyUsage.of("serverAuth", "codeSigning"))}),
    ("key_usage.bits", {"ku": E(xf.KeyUsage.of("digitalSignature", "cRLSign"))}),
    ("validity.too_long", {"validity": xf.Validity.of("2026-11-01", "2027-05-20")}),
    ("alternative_name.kind", {"san": _sans(xf.GeneralName.of("a.example.com"), xf.GeneralName.of("a@example.com"))}),
    ("dns_name.underscore", {"san": _dns("a_b.example.com")}),
    ("dns_name.internal", {"san": _dns("a.example")}),
    ("crl_distribution_points.form", {"crl": E(xf.CRLDistributionPoints((_HTTPS,)))}),
]


@pytest.mark.parametrize(("id", "changed"), [("", {}), *THEIRS], ids=["sound", *(row[0] for row in THEIRS)])
def test_pkilint_finds_it_too(keys: KeyFiles, tmp_path: Path, id: str, changed: dict[str, Any]) -> None:
    extensions, fields = _split(changed)
    tbs = _described(extensions, **fields)
    ours = {finding.id for finding in xf.check(tbs, profile="webpki") if finding.severity == "error"}
    ours = {id for id in ours if id.startswith("webpki.")}
    certificate = xf.Certificate.assemble(tbs, tbs.signature, b"\x30\x06\x02\x01\x01\x02\x01\x01")
    theirs = pkilint.findings(
        tmp_path, certificate, "lint_cabf_serverauth_cert", "-t", "DV-FINAL-CERTIFICATE", severity="ERROR"
    )
    assert ours == ({f"webpki.{id}"} if id else set())
    assert bool(theirs) is bool(id), theirs


# --- What is as it should be -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        _validated("2.23.140.1.2.2", C="CN", ST="a", O="ALI"),
        _validated("2.23.140.1.2.2", C="XX", L="a", O="ALI"),
        _validated("2.23.140.1.2.3", C="CN", L="a", SN="a", GN="b"),
        _validated("2.23.140.1.1", **EXTENDED),
        _registered("NTRGB-12345678"),
        _registered("NTRUS+CA-12345678"),
        _registered("VATEL-099028220"),
        _registered("PSDBE-NBB-1234.567.890"),
        _registered("PSDBE-NBB-1234.567.890", "PSD", "BE", "1234.567.890"),
        _registered("", "VAT", "DE", "123456789"),
        {"san": _dns(f"{ONION}.onion", f"*.a.{ONION.upper()}.onion")},
        {"san": _dns("xn--bcher-kva.example.com")},
        {
            "aia": E(
                xf.AuthorityInformationAccess.of(
                    ("caIssuers", "http://a.example.com/A"), ("caIssuers", "http://a.example.com/a")
                )
            )
        },
    ],
)
def test_subjects_and_names_without_a_finding(changed: dict[str, Any]) -> None:
    extensions, fields = _split(changed)
    assert [f.id for f in xf.check(_described(extensions, **fields), profile="webpki") if "webpki" in f.id] == []


def test_a_place_is_the_same_in_capital_letters() -> None:
    twice = xf.AuthorityInformationAccess.of(("ocsp", "http://a.example.com/a"), ("ocsp", "HTTP://A.example.com/a"))
    found = xf.check(_described({"aia": E(twice)}), profile="webpki")
    assert "webpki.authority_information_access.form" in {finding.id for finding in found}


def test_reverse_zones_were_allowed_before_march_2026() -> None:
    validity = xf.Validity.of("2026-03-14", "2026-05-01")
    san = _dns("8.8.8.8.in-addr.arpa")
    assert "webpki.dns_name.reverse_zone" not in {
        finding.id for finding in xf.check(_described({"san": san}, validity=validity), profile="webpki")
    }


def test_without_a_policy_the_subject_tells_what_was_validated() -> None:
    def ids(**attributes: str) -> set[str]:
        changed = {"subject": xf.Name.of(**attributes), "san": E(xf.SubjectAlternativeName.of("a.example.com"))}
        extensions, fields = _split({**changed, "policies": None})
        found = {finding.id for finding in xf.check(_described(extensions, **fields), profile="webpki")}
        return {id for id in found if id.startswith("webpki.subject.")}

    assert ids(C="CN", ST="a", O="ALI") == set()
    assert ids(C="CN", O="ALI") == {"webpki.subject.lacks_what_was_validated"}
    assert ids(C="CN", ST="a", GN="a") == {"webpki.subject.lacks_what_was_validated"}
    assert ids(C="CN", ST="a") == {"webpki.subject.attribute_not_validated"}
    assert ids(C="CN") == set()
    # Only by extended validation a jurisdiction is known.
    assert ids(C="CN", ST="a", O="ALI", jurisdictionC="CN") == {"webpki.subject.lacks_what_was_validated"}
