"""Each rule finds what it is for and nothing else, at its place; what is sound has no finding."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pytest

import x509forge as xf
from tests.rules.maker import Maker
from x509forge.rules import NAMES, catalogue, unwaived
from x509forge.rules.host import matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

SOUND_LEAF = {
    "basicConstraints": xf.Extension.of(xf.BasicConstraints(ca=False)),
    "keyUsage": xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
    "extKeyUsage": xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth")),
    "subjectAltName": xf.Extension.of(xf.SubjectAlternativeName.of("a.example")),
    "subjectKeyIdentifier": xf.Extension.of(xf.SubjectKeyIdentifier(b"leaf")),
    "authorityKeyIdentifier": xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=b"ca")),
}
SOUND_CA = {
    "basicConstraints": xf.Extension.of(xf.BasicConstraints(ca=True)),
    "keyUsage": xf.Extension.of(xf.KeyUsage.of("keyCertSign", "cRLSign")),
    "subjectKeyIdentifier": xf.Extension.of(xf.SubjectKeyIdentifier(b"sub")),
    "authorityKeyIdentifier": xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=b"ca")),
}


def _described(extensions: Mapping[str, xf.Extension | None], **fields: Any) -> xf.TBSCertificate:
    given = {
        "serial_number": 1,
        "signature": xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.840.10045.4.3.2")),
        "issuer": xf.Name.of(CN="CA"),
        "validity": xf.Validity.of("2026-01-01", "2027-01-01"),
        "subject": xf.Name.of(CN="a.example"),
        "subject_public_key_info": xf.SubjectPublicKeyInfo(
            algorithm=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.3.101.112")),
            subject_public_key=xf.BitString(bytes(32)),
        ),
        "extensions": [extension for extension in extensions.values() if extension is not None],
    }
    return xf.TBSCertificate(**{**given, **fields})


def _ids(findings: list[xf.Finding]) -> list[str]:
    return [finding.id for finding in findings]


def test_what_is_sound_has_no_finding() -> None:
    assert xf.check(_described(SOUND_LEAF)) == []
    assert xf.check(_described(SOUND_CA, subject=xf.Name.of(CN="Sub CA"))) == []


EMPTY = xf.Name(())
USAGE = xf.KeyUsage.of
TABLE: list[tuple[str, str, dict[str, Any], dict[str, Any], dict[str, xf.Extension]]] = [
    ("rfc5280.serial_number.not_positive", "serialNumber", {"serial_number": 0}, {}, SOUND_LEAF),
    ("rfc5280.serial_number.not_positive", "serialNumber", {"serial_number": -1}, {}, SOUND_LEAF),
    ("rfc5280.serial_number.too_long", "serialNumber", {"serial_number": 1 << 159}, {}, SOUND_LEAF),
    ("rfc5280.issuer.empty", "issuer", {"issuer": EMPTY}, {}, SOUND_LEAF),
    (
        "rfc5280.validity.reversed",
        "validity.notAfter",
        {"validity": xf.Validity.of("2027-01-01", "2026-01-01")},
        {},
        SOUND_LEAF,
    ),
    (
        "rfc5280.validity.wrong_time_type",
        "validity.notBefore",
        {
            "validity": xf.Validity(
                not_before=xf.Time(general_time="20260101000000Z"), not_after=xf.Time.of("2027-01-01")
            )
        },
        {},
        SOUND_LEAF,
    ),
    (
        "rfc5280.validity.wrong_time_type",
        "validity.notBefore",
        {"validity": xf.Validity.of("1949-12-31", "2027-01-01")},
        {},
        SOUND_LEAF,
    ),
    (
        "rfc5280.subject.empty_without_alternative_name",
        "extensions[3].critical",
        {"subject": EMPTY},
        {},
        SOUND_LEAF,
    ),
    ("rfc5280.subject.empty_ca", "subject", {"subject": EMPTY}, {}, SOUND_CA),
    (
        "rfc5280.extensions.duplicate",
        "extensions[6].extnID",
        {},
        {"again": xf.Extension.of(xf.KeyUsage.of("digitalSignature"))},
        SOUND_LEAF,
    ),
    (
        "rfc5280.extensions.undecodable",
        "extensions[0].extnValue",
        {},
        {
            "basicConstraints": xf.Extension.from_der(
                bytes.fromhex("300c0603551d1304053003010100")  # cA FALSE, which is the default, written out
            )
        },
        SOUND_LEAF,
    ),
    ("rfc5280.authority_key_identifier.missing", "extensions", {}, {"authorityKeyIdentifier": None}, SOUND_LEAF),
    (
        "rfc5280.authority_key_identifier.missing",
        "extensions[5].extnValue",
        {},
        {"authorityKeyIdentifier": xf.Extension.of(xf.AuthorityKeyIdentifier())},
        SOUND_LEAF,
    ),
    (
        "rfc5280.key_identifier.critical",
        "extensions[4].critical",
        {},
        {"subjectKeyIdentifier": xf.Extension.of(xf.SubjectKeyIdentifier(b"leaf"), critical=True)},
        SOUND_LEAF,
    ),
    ("rfc5280.subject_key_identifier.missing_in_ca", "extensions", {}, {"subjectKeyIdentifier": None}, SOUND_CA),
    ("rfc5280.key_usage.empty", "extensions[1].extnValue", {}, {"keyUsage": xf.Extension.of(USAGE())}, SOUND_LEAF),
    (
        "rfc5280.key_usage.cert_sign_without_ca",
        "extensions[1].extnValue",
        {},
        {"keyUsage": xf.Extension.of(USAGE("digitalSignature", "keyCertSign"))},
        SOUND_LEAF,
    ),
    ("rfc5280.key_usage.missing_in_ca", "extensions", {}, {"keyUsage": None}, SOUND_CA),
    (
        "rfc5280.key_usage.missing_in_ca",
        "extensions[1].extnValue",
        {},
        {"keyUsage": xf.Extension.of(USAGE("cRLSign"))},
        SOUND_CA,
    ),
    (
        "rfc9525.common_name.not_in_alternative_names",
        "subject",
        {"subject": xf.Name.of(CN="b.example")},
        {},
        SOUND_LEAF,
    ),
    ("rfc9525.server.no_alternative_name", "extensions", {}, {"subjectAltName": None}, SOUND_LEAF),
    (
        "rfc5280.basic_constraints.not_critical_in_ca",
        "extensions[0].critical",
        {},
        {"basicConstraints": xf.Extension.of(xf.BasicConstraints(ca=True), critical=False)},
        SOUND_CA,
    ),
    (
        "rfc5280.basic_constraints.path_length",
        "extensions[0].extnValue.pathLenConstraint",
        {},
        {"basicConstraints": xf.Extension.of(xf.BasicConstraints(path_len_constraint=0))},
        SOUND_LEAF,
    ),
    ("rfc5280.version.not_v3", "version", {"version": 1}, {}, SOUND_CA),
]


@pytest.mark.parametrize(("id", "path", "fields", "changed", "base"), TABLE)
def test_a_rule_finds_what_it_is_for_and_nothing_else(
    id: str, path: str, fields: dict[str, Any], changed: dict[str, Any], base: dict[str, xf.Extension]
) -> None:
    (finding,) = xf.check(_described({**base, **changed}, **fields))
    assert (finding.id, finding.path) == (id, path)
    assert finding.message
    assert xf.check(_described({**base, **changed}, **fields), profile="none") == []


def test_dates_are_judged_only_at_a_time() -> None:
    late = datetime.datetime(2027, 1, 1, 0, 0, 1, tzinfo=datetime.timezone.utc)
    early = datetime.datetime(2025, 12, 31, 23, 59, 59, tzinfo=datetime.timezone.utc)
    tbs = _described(SOUND_LEAF)
    assert _ids(xf.check(tbs, at=late)) == ["rfc5280.validity.expired"]
    assert _ids(xf.check(tbs, at=early)) == ["rfc5280.validity.not_yet_valid"]
    assert xf.check(tbs, at=late - datetime.timedelta(seconds=1)) == []
    with pytest.raises(ValueError, match="time zone"):
        xf.check(tbs, at=datetime.datetime(2026, 6, 1))


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("a.example", True),
        ("A.EXAMPLE", True),
        ("x.mqtt.example", True),
        ("x.y.mqtt.example", False),  # a wildcard stands for one label (RFC 9525 6.3)
        ("mqtt.example", False),
        ("192.0.2.7", True),
        ("192.0.2.8", False),
        ("b\u00fccher.example", True),
        ("", False),
        ("http://a.example", False),
        ("a b", False),
    ],
)
def test_a_host_is_matched_by_the_alternative_names_alone(host: str, found: bool) -> None:
    names = xf.SubjectAlternativeName.of("a.example", "*.mqtt.example", "192.0.2.7", "xn--bcher-kva.example")
    assert matches(host, names) is found


def test_ids_are_unique_and_each_rule_says_all_of_itself() -> None:
    rules = catalogue()
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.severity in ("error", "warning", "notice")
        assert rule.says.endswith(".")
        assert rule.remedy.endswith(".")
        assert rule.citation.startswith(("RFC ", "X.520 "))


def test_only_errors_that_nobody_waived_are_left() -> None:
    both = {**SOUND_LEAF, "keyUsage": xf.Extension.of(USAGE("digitalSignature", "keyCertSign"))}
    findings = xf.check(_described(both, subject=xf.Name.of(CN="b.example")))
    assert _ids(findings) == ["rfc5280.key_usage.cert_sign_without_ca", "rfc9525.common_name.not_in_alternative_names"]
    assert _ids(unwaived(findings)) == ["rfc5280.key_usage.cert_sign_without_ca"]
    assert unwaived(findings, ["rfc5280.key_usage.cert_sign_without_ca"]) == []


def test_openssl_refuses_the_pages_key_usage_when_it_is_strict_and_only_then(
    keys: KeyFiles, openssl: Program, tmp_path: Path
) -> None:
    key = xf.PrivateKey.from_pem(keys.pem("ec:P-256"))
    root = xf.Issuer.self_signed(xf.Name.of(CN="CA"), key, days=30)
    extensions = [SOUND_LEAF["basicConstraints"], xf.Extension.of(USAGE("digitalSignature", "keyCertSign"))]
    leaf = root.issue(
        *(key.public_key,),
        subject=xf.Name.of(CN="x"),
        days=1,
        extensions=extensions,
        waive=["rfc5280.key_usage.cert_sign_without_ca"],
    )
    (tmp_path / "ca").write_text(root.certificate.to_pem())
    (tmp_path / "leaf").write_text(leaf.to_pem())
    assert openssl.run("verify", "-CAfile", tmp_path / "ca", tmp_path / "leaf").returncode == 0
    strict = openssl.run("verify", "-x509_strict", "-CAfile", tmp_path / "ca", tmp_path / "leaf")
    assert strict.returncode != 0
    assert b"error 82" in strict.stdout + strict.stderr


def _places(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of everything in a value."""
    if isinstance(value, tuple):
        inner = [(f"{path}[{index}]", item) for index, item in enumerate(value)]
    elif isinstance(value, xf.asn1.Value):
        names = [value.chosen] if isinstance(value, xf.asn1.Choice) else value._field_names
        inner = [(f"{path}.{name}" if path else name, getattr(value, name)) for name in names]
    else:
        return
    for place, item in inner:
        if item is not None:
            yield place
            yield from _places(item, place)


def test_a_raw_element_anywhere_is_passed_over_or_found() -> None:
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="CA"), xf.PrivateKey.generate("ec:P-256"), days=9)
    key = xf.PrivateKey.generate("ec:P-256").public_key
    extensions = [extension for name, extension in SOUND_LEAF.items() if "KeyIdentifier" not in name]
    certificate = issuer.issue(key, subject=xf.Name.of(CN="a"), days=5, extensions=extensions)
    for place in _places(certificate):
        for raw in (xf.Any(b"\x05\x00"), xf.Any(b"")):
            try:
                forged = certificate.with_(place, raw)
            except (TypeError, ValueError):
                continue
            if place == "tbs_certificate":
                with pytest.raises(xf.DecodeError):
                    xf.check(forged)
                continue
            xf.check(forged, issuer=issuer.certificate, host="a.example")
            if not isinstance(forged.tbs_certificate, xf.Any):
                xf.check(forged.tbs_certificate, issuer=issuer.certificate)


@pytest.mark.parametrize("kind", ["ec:P-256", "rsa:2048"])
def test_a_raw_element_anywhere_is_nothing_that_a_profile_falls_over(keys: KeyFiles, kind: str) -> None:
    signer, subject = (xf.PrivateKey.from_pem(keys.pem(kind, which)) for which in (0, 1))
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="CA"), signer, days=9)
    names = xf.Extension.of(xf.SubjectAlternativeName.of("a.example.com"))
    certificate = issuer.issue(
        subject.public_key,
        subject=xf.Name.of(CN="a.example.com"),
        days=5,
        extensions=[names],
        profile="webpki",
        ca_issuers="http://a.example.com/ca",
        crl="http://a.example.com/crl",
    )
    for place in _places(certificate):
        for raw in (xf.Any(b"\x05\x00"), xf.Any(b"")):
            try:
                forged = certificate.with_(place, raw)
            except (TypeError, ValueError):
                continue
            if place != "tbs_certificate":
                for profile in NAMES:
                    xf.check(forged, issuer=issuer.certificate, host="a.example.com", profile=profile)


_VALUES = (
    *(xf.SubjectKeyIdentifier(b"1"), xf.KeyUsage.of("digitalSignature"), xf.BasicConstraints(ca=True)),
    *(xf.SubjectAlternativeName.of("a.example"), xf.ExtendedKeyUsage.of("serverAuth")),
    *(xf.AuthorityKeyIdentifier(key_identifier=b"1"), xf.NameConstraints.of(permitted=["a.example"])),
    *(xf.CertificatePolicies.of("1.2.3"), xf.CRLDistributionPoints.of("http://a.example/a.crl")),
)


@pytest.mark.parametrize("profile", ["rfc5280", "webpki", "mqtt-server", "device-id", "ca"])
def test_a_value_of_another_type_is_judged_as_it_is_read(profile: str, keys: KeyFiles) -> None:
    tbs = Maker(keys).leaf().tbs_certificate
    for wanted in _VALUES:
        for given in _VALUES:
            for critical in (False, xf.Any(b"\x05\x00")) if wanted is _VALUES[0] else (False,):
                extension = xf.Extension(extn_id=wanted.oid, critical=critical, extn_value=given)  # type: ignore[arg-type]
                described = tbs.replace(extensions=(extension,))
                found = {(finding.id, finding.path) for finding in xf.check(described, profile=profile)}
                if critical is False:
                    read = xf.TBSCertificate.from_der(described.to_der())
                    assert found == {(finding.id, finding.path) for finding in xf.check(read, profile=profile)}
