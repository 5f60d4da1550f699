"""Profiles: what they add, by what they judge, and what others make of the result."""

from __future__ import annotations

import datetime
import warnings
from typing import TYPE_CHECKING, Any

import pytest

import x509forge as xf
from x509forge.rules import NAMES, every_rule, rules_on_top

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program
    from x509forge.rules.rule import Case

HOSTS = xf.Extension.of(xf.SubjectAlternativeName.of("mqtt.example.com", "www.mqtt.example.com"))
SUBJECT = xf.Name.of(CN="mqtt.example.com")
WEB = {"ca_issuers": "http://ca.example.com/ca.crt", "crl": "http://ca.example.com/ca.crl"}


def _key(keys: KeyFiles, kind: str, which: int = 1) -> xf.PrivateKey:
    return xf.PrivateKey.from_pem(keys.pem(kind, which))


@pytest.fixture
def issuer(keys: KeyFiles) -> xf.Issuer:
    # As long as a device's identity, which does not end.
    validity = xf.Validity.of("2026-01-01", "9999-12-31T23:59:59Z")
    name = xf.Name.of(C="CN", O="ALI", CN="Test CA")
    return xf.Issuer.self_signed(name, _key(keys, "ec:P-256", 0), validity=validity, profile="ca")


def _names(certificate: xf.Certificate) -> list[str | None]:
    return [extension.extn_id.name for extension in certificate.tbs_certificate.extensions or ()]


def _span(certificate: xf.Certificate) -> datetime.timedelta:
    validity = certificate.tbs_certificate.validity
    return validity.not_after.datetime - validity.not_before.datetime


# --- What they add ---------------------------------------------------------------------------------------------------

ADDED = {
    "rfc5280": ["subjectKeyIdentifier", "authorityKeyIdentifier"],
    "webpki": [
        *("authorityInfoAccess", "cRLDistributionPoints", "basicConstraints", "keyUsage", "extKeyUsage"),
        *("certificatePolicies", "authorityKeyIdentifier"),
    ],
    "mqtt-server": [
        *("basicConstraints", "keyUsage", "extKeyUsage", "subjectKeyIdentifier", "authorityKeyIdentifier"),
    ],
    "mqtt-client": [
        *("basicConstraints", "keyUsage", "extKeyUsage", "subjectKeyIdentifier", "authorityKeyIdentifier"),
    ],
    "device-id": ["keyUsage", "subjectKeyIdentifier", "authorityKeyIdentifier"],
    "ca": ["basicConstraints", "keyUsage", "subjectKeyIdentifier", "authorityKeyIdentifier"],
    "none": [],
}


@pytest.mark.parametrize("profile", NAMES)
@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256"])
def test_what_a_profile_adds_and_has_no_finding_of_its_own(
    issuer: xf.Issuer, keys: KeyFiles, openssl: Program, tmp_path: Path, profile: str, kind: str
) -> None:
    given = [HOSTS] if "server" in profile or profile == "webpki" else []
    subject = (
        xf.Name.of(("O", "ALI"), ("CN", "device-1"), ("serialNumber", "17")) if profile != "webpki" else xf.Name(())
    )
    web: dict[str, Any] = WEB if profile == "webpki" else {}
    days = 30 if profile in ("rfc5280", "none") else None
    if profile == "mqtt-server":
        subject = SUBJECT
    public_key = _key(keys, kind).public_key
    certificate = issuer.issue(public_key, subject=subject, days=days, extensions=given, profile=profile, **web)
    assert _names(certificate)[len(given) :] == ADDED[profile]
    assert xf.check(certificate, profile=profile, issuer=issuer.certificate) == []
    (tmp_path / "CA.crt").write_text(issuer.certificate.to_pem())
    (tmp_path / "a.crt").write_text(certificate.to_pem())
    strict = () if profile == "none" else ("-x509_strict",)
    openssl("verify", *strict, "-CAfile", tmp_path / "CA.crt", tmp_path / "a.crt")


def test_for_how_long(issuer: xf.Issuer, keys: KeyFiles) -> None:
    public_key = _key(keys, "ec:P-256").public_key

    def span(profile: str, day: str, days: int | None = None) -> datetime.timedelta:
        web: dict[str, Any] = WEB if profile == "webpki" else {}
        return _span(
            issuer.issue(
                public_key,
                subject=SUBJECT,
                extensions=[HOSTS],
                not_before=day,
                days=days,
                profile=profile,
                **web,
            )
        )

    second = datetime.timedelta(seconds=1)
    for day, days in (
        ("2026-03-14", 397),
        ("2026-03-15", 199),
        ("2027-03-15", 99),
        ("2029-03-14", 99),
        ("2029-03-15", 46),
    ):
        assert span("webpki", day) == datetime.timedelta(days=days) - second
    # The limit itself can be had, and not a second more.
    assert span("webpki", "2026-03-15", 200) == datetime.timedelta(days=200) - second
    with pytest.raises(xf.RuleViolation, match=r"webpki\.validity\.too_long"):
        span("webpki", "2026-03-15", 201)
    assert span("mqtt-server", "2026-11-25") == datetime.timedelta(days=365)
    with pytest.raises(TypeError, match="how long"):
        span("rfc5280", "2026-11-25")
    device = issuer.issue(public_key, subject=xf.Name.of(("serialNumber", "1")), profile="device-id")
    assert str(device.tbs_certificate.validity.not_after) == "9999-12-31T23:59:59Z"


def test_what_is_given_stays_as_it_is(issuer: xf.Issuer, keys: KeyFiles) -> None:
    usage = xf.Extension.of(xf.KeyUsage.of("digitalSignature", "keyAgreement"), critical=False)
    public_key = _key(keys, "ec:P-256").public_key
    certificate = issuer.issue(public_key, subject=SUBJECT, extensions=[usage, HOSTS], profile="mqtt-server")
    assert (certificate.tbs_certificate.extensions or ())[:2] == (usage, HOSTS)
    assert _names(certificate).count("keyUsage") == 1


def test_the_common_name_is_among_the_alternative_names(issuer: xf.Issuer, keys: KeyFiles) -> None:
    public_key = _key(keys, "ec:P-256").public_key
    certificate = issuer.issue(public_key, subject=SUBJECT, profile="mqtt-server")
    assert certificate.extension(xf.SubjectAlternativeName) == xf.SubjectAlternativeName.of("mqtt.example.com")
    with pytest.raises(xf.RuleViolation, match="name no host"):
        issuer.issue(public_key, subject=xf.Name.of(CN="no host"), profile="mqtt-server")


def test_addresses_are_asked_for_by_name_under_any_profile(
    issuer: xf.Issuer, keys: KeyFiles, openssl: Program, tmp_path: Path
) -> None:
    public_key = _key(keys, "ec:P-256").public_key
    addresses: dict[str, Any] = {
        "ca_issuers": "http://a.example/ca.crt",
        "ocsp": ["http://o.example", "http://p.example"],
        "crl": "http://a.example/crl",
    }
    certificate = issuer.issue(public_key, subject=SUBJECT, days=1, profile="none", **addresses)
    (tmp_path / "a.crt").write_text(certificate.to_pem())
    text = openssl("x509", "-noout", "-text", "-in", tmp_path / "a.crt").decode()
    for line in (
        *("OCSP - URI:http://o.example", "OCSP - URI:http://p.example", "CA Issuers - URI:http://a.example/ca.crt"),
        "Full Name:",
    ):
        assert line in text
    assert openssl("x509", "-noout", "-ocsp_uri", "-in", tmp_path / "a.crt").decode().split() == addresses["ocsp"]
    given = xf.Extension.of(xf.CRLDistributionPoints.of("http://b.example"))
    with pytest.raises(ValueError, match="crl= out"):
        issuer.issue(public_key, subject=SUBJECT, days=1, extensions=[given], crl="http://a.example/crl")
    with pytest.raises(xf.EncodeError):
        issuer.issue(public_key, subject=SUBJECT, days=1, ocsp="no address")


# --- One's own -------------------------------------------------------------------------------------------------------

TOML = """
name = "plant"
base = "mqtt-server"
days = 90
max_days = 100
keys = ["rsa:3072", "ec"]
required = ["certificatePolicies"]
forbidden = ["nameConstraints"]
severities = { "rfc9525.common_name.not_in_alternative_names" = "error" }
[extensions]
certificatePolicies = ["1.3.6.1.4.1.99999.1"]
extKeyUsage = { words = ["serverAuth"], critical = true }
"1.3.6.1.4.1.99999.2" = { hex = "0500" }
"""


def _plant() -> xf.Profile:
    return xf.Profile(
        "plant",
        base="mqtt-server",
        days=90,
        max_days=100,
        keys=["rsa:3072", "ec"],
        required=["certificatePolicies"],
        forbidden=["nameConstraints"],
        severities={"rfc9525.common_name.not_in_alternative_names": "error"},
        extensions=[
            xf.Extension.of(xf.CertificatePolicies.of("1.3.6.1.4.1.99999.1")),
            xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth"), critical=True),
            xf.Extension(extn_id=xf.ObjectIdentifier("1.3.6.1.4.1.99999.2"), critical=False, extn_value=b"\x05\x00"),
        ],
    )


@pytest.mark.parametrize("written", ["python", "toml"])
def test_a_profile_of_ones_own(issuer: xf.Issuer, keys: KeyFiles, written: str) -> None:
    plant = _plant() if written == "python" else xf.Profile.from_toml(TOML)
    certificate = issuer.issue(_key(keys, "ec:P-256").public_key, subject=SUBJECT, profile=plant)
    assert _span(certificate) == datetime.timedelta(days=90)
    assert _names(certificate) == [
        *("certificatePolicies", "extKeyUsage", None, "basicConstraints", "keyUsage", "subjectAltName"),
        *("subjectKeyIdentifier", "authorityKeyIdentifier"),
    ]
    assert (certificate.tbs_certificate.extensions or ())[1].critical
    assert xf.check(certificate, profile=plant) == []
    plain = issuer.issue(_key(keys, "rsa:2048").public_key, subject=SUBJECT, days=101, profile="mqtt-server")
    assert [finding.id for finding in xf.check(plain, profile=plant)] == [
        "plant.extensions.required",
        "plant.validity.too_long",
        "plant.public_key.kind",
    ]
    elsewhere = [xf.Extension.of(xf.SubjectAlternativeName.of("other.example"))]
    with pytest.raises(xf.RuleViolation, match=r"rfc9525\.common_name"):
        issuer.issue(_key(keys, "ec:P-256").public_key, subject=SUBJECT, extensions=elsewhere, profile=plant)


def test_rules_of_ones_own(issuer: xf.Issuer, keys: KeyFiles) -> None:
    plant = xf.Profile("plant", base="mqtt-server", severities={"mqtt.server.no_host": "off"})

    @plant.rule("plant.subject.no_unit", "error", "house rule 7", "A subject has an OU.", "Add OU to the subject.")
    def _no_unit(case: Case) -> Iterator[tuple[str, str]]:
        if "OU=" not in str(case.tbs.subject):
            yield case.path("subject"), "has no OU"

    public_key = _key(keys, "ec:P-256").public_key
    nameless = xf.Name.of(CN="no host")
    with pytest.raises(xf.RuleViolation, match=r"plant\.subject\.no_unit.*has no OU"):
        issuer.issue(public_key, subject=nameless, profile=plant)
    issuer.issue(public_key, subject=nameless, profile=plant, waive=["plant.subject.no_unit"])
    issuer.issue(public_key, subject=xf.Name.of(OU="a", CN="no host"), profile=plant)
    assert "plant.subject.no_unit" not in every_rule()
    with pytest.raises(ValueError, match="two rules"):
        plant.rule("plant.subject.no_unit", "error", "", "", "")
    on_it = xf.Profile("hall", base=plant, max_days=9)
    assert on_it.rules is on_it.rules
    plant.rule("plant.later", "notice", "house rule 8", "Nothing.", "Nothing.")(lambda case: iter(()))
    assert "plant.later" in on_it.rules
    assert "plant.subject.no_unit" in on_it.rules
    assert "mqtt.server.no_host" not in on_it.rules


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name = ", "is not TOML"),
        ("days = 3", "has a name"),
        ('name = "a"\nday = 3', "day is not for a profile"),
        ('name = "a"\ndays = "3"', "days is of the wrong type"),
        ('name = "a"\ndays = true', "days is of the wrong type"),
        ('name = "a"\nkeys = [3]', "list of texts"),
        ('name = "a"\nbase = "b"', "no profile 'b'"),
        ('name = "webpki"', "is a profile already"),
        ('name = "a"\nkeys = ["rsa:many"]', "no kind of key"),
        ('name = "a"\nrequired = ["nothing"]', "nothing"),
        ('name = "a"\nnot_after = "never"', "never"),
        ('name = "a"\n[severities]\n"no.such.rule" = "error"', "no rule"),
        ('name = "a"\n[severities]\n"rfc5280.extensions.duplicate" = "fatal"', "a severity is one of"),
        ('name = "a"\n[extensions]\nbasicConstraints = ["CA:TRUE"]', "not made of words"),
        ('name = "a"\n[extensions]\nkeyUsage = ["sign"]', "sign"),
        ('name = "a"\n[extensions]\nkeyUsage = { hex = "0x" }', "hex"),
        ('name = "a"\n[extensions]\nkeyUsage = 3', "list of texts"),
        ('name = "a"\n[extensions]\nkeyUsage = { words = ["cRLSign"], critical = 1 }', "true or false"),
    ],
)
def test_what_is_no_profile(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.toml").write_text(text)
    with pytest.raises(xf.ConfigError, match=reason) as caught:
        xf.Profile.load(tmp_path / "a.toml")
    assert str(caught.value).startswith(f"{tmp_path / 'a.toml'}: ")
    with pytest.raises(xf.ConfigError, match=reason):
        xf.Profile.from_toml(text)


def test_an_unknown_profile(issuer: xf.Issuer) -> None:
    wrong: Any = 3
    with pytest.raises(ValueError, match=r"no profile 'x'; there are rfc5280, webpki"):
        xf.check(issuer.certificate, profile="x")
    with pytest.raises(ValueError, match="no profile 'x'"):
        issuer.issue(issuer.signer.public_key, subject=SUBJECT, days=1, profile="x")
    with pytest.raises(TypeError):
        issuer.issue(issuer.signer.public_key, subject=SUBJECT, days=1, profile=wrong)


# --- Waiving ---------------------------------------------------------------------------------------------------------


def test_a_waiver_that_was_not_needed_is_reported_where_it_was_written(issuer: xf.Issuer, keys: KeyFiles) -> None:
    public_key = _key(keys, "ec:P-256").public_key
    id = "rfc5280.serial_number.not_positive"
    with pytest.warns(xf.UnneededWaiver, match=id) as caught:
        issuer.issue(public_key, subject=SUBJECT, days=1, waive={id})
    assert [warning.filename for warning in caught] == [__file__]
    with pytest.warns(xf.UnneededWaiver, match=id) as caught:
        xf.unsigned_certificate(public_key, SUBJECT, days=1, waive={id})
    assert [warning.filename for warning in caught] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        certificate = issuer.issue(public_key, subject=SUBJECT, days=1, serial_number=-1, waive={id})
    assert certificate.tbs_certificate.serial_number == -1


def test_a_rule_of_any_profile_may_be_waived_and_no_other(issuer: xf.Issuer, keys: KeyFiles) -> None:
    public_key = _key(keys, "ec:P-256").public_key
    with pytest.warns(xf.UnneededWaiver):
        issuer.issue(public_key, subject=SUBJECT, days=1, waive=["webpki.extensions.missing"])
    with pytest.raises(ValueError, match=r"there is no rule 'webpki\.nothing' to waive"):
        issuer.issue(public_key, subject=SUBJECT, days=1, waive=["webpki.nothing"])


def test_without_a_profile_anything_is_signed(issuer: xf.Issuer, keys: KeyFiles) -> None:
    usage = xf.Extension.of(xf.KeyUsage.of("keyCertSign"))
    certificate = issuer.issue(
        _key(keys, "ec:P-256").public_key,
        subject=xf.Name(()),
        validity=xf.Validity.of("2027-01-01", "1949-01-01"),
        serial_number=-(2**200),
        extensions=[usage, usage],
        profile="none",
    )
    assert certificate.tbs_certificate.extensions == (usage, usage)
    assert len(xf.check(certificate)) > 5


def test_every_rule_has_one_profile_where_it_is_declared() -> None:
    for name in NAMES[1:-1]:
        assert rules_on_top(name)
        for id, rule in rules_on_top(name).items():
            assert id == rule.id
            assert rule.says.endswith(".")
            assert rule.remedy.endswith(".")
            assert rule.citation
