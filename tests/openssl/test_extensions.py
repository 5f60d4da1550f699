"""`xf.openssl.extension`, and what is wrong with an extension's text, by line and column."""

from __future__ import annotations

import pytest

import x509forge as xf
from x509forge.openssl import extensions
from x509forge.openssl.extensions import (
    alternative_names,
    basic,
    distribution_points,
    number_resources,
    other,
    policies,
    untyped,
)


def _config(text: str) -> xf.openssl.Config:
    return xf.openssl.Config.parse(text, file="f")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "subjectAltName",
            "DNS:a.example,IP:192.0.2.7",
            xf.Extension.of(xf.SubjectAlternativeName.of("a.example", "192.0.2.7")),
        ),
        (
            "subjectAltName",
            "critical,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:ü@a",
            # Without utf8 = yes, an octet is a character.
            xf.Extension.of(
                xf.SubjectAlternativeName.of(
                    xf.GeneralName.other("1.3.6.1.4.1.311.20.2.3", "ü@a".encode().decode("latin-1"))
                ),
                critical=True,
            ),
        ),
        (
            "basicConstraints",
            "critical,CA:TRUE,pathlen:3",
            xf.Extension.of(xf.BasicConstraints(ca=True, path_len_constraint=3), True),
        ),
        ("keyUsage", "digitalSignature,Certificate Sign", xf.Extension.of(xf.KeyUsage.of(0, 5), False)),
        ("extendedKeyUsage", "serverAuth,1.2.3", xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth", "1.2.3"))),
        ("subjectKeyIdentifier", "0A:0b", xf.Extension.of(xf.SubjectKeyIdentifier(b"\x0a\x0b"))),
        (
            "1.2.3.4",
            "critical, DER:05:00",
            xf.Extension(extn_id=xf.ObjectIdentifier("1.2.3.4"), critical=True, extn_value=b"\x05\x00"),
        ),
        ("Basic Constraints", "DER:3000", None),
    ],
)
def test_a_value_by_its_text(name: str, value: str, expected: xf.Extension | None) -> None:
    if expected is None:
        with pytest.raises(xf.ConfigError, match="unknown object name"):
            xf.openssl.extension(name, value)
    else:
        assert xf.openssl.extension(name, value) == expected


def test_sections_of_a_configuration() -> None:
    config = _config("[names]\nDNS.1=a\nDNS.2=b\ndirName=dn\n[dn]\nO=x\n+CN=y\n")
    extension = xf.openssl.extension("subjectAltName", "@names", config=config)
    name = xf.Name.of([("O", "x"), ("CN", "y")])
    assert extension.extn_value == xf.SubjectAlternativeName.of("a", "b", name)


def test_the_issuer_and_the_subject() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    ca = xf.Issuer.self_signed(xf.Name.of(CN="CA"), key, days=1).certificate
    extension = xf.openssl.extension("authorityKeyIdentifier", "keyid,issuer:always", issuer=ca)
    assert extension.extn_value == xf.AuthorityKeyIdentifier(
        key_identifier=key.public_key.key_identifier(),
        authority_cert_issuer=(xf.GeneralName.directory(xf.Name.of(CN="CA")),),
        authority_cert_serial_number=ca.tbs_certificate.serial_number,
    )
    request = xf.CertificationRequest.create(xf.Name.of(CN="x", emailAddress="a@b.example"), key)
    identifier = xf.SubjectKeyIdentifier(key.public_key.key_identifier())
    for subject in (key.public_key, request, ca, ca.tbs_certificate):
        assert xf.openssl.extension("subjectKeyIdentifier", "hash", subject=subject).extn_value == identifier
    for source in (request, request.certification_request_info.subject):
        names = xf.openssl.extension("subjectAltName", "email:copy,DNS:a", subject=source)
        assert names.extn_value == xf.SubjectAlternativeName.of("a@b.example", "a")
    with pytest.raises(TypeError, match="subject must be"):
        xf.openssl.extension("subjectKeyIdentifier", "hash", subject="CN=a")


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("keyUsage = digitalSignature, keyCertSing", 30, "did you mean keyCertSign?"),
        ("basicConstraints = CA:maybe", 23, 'basicConstraints: "maybe" is neither TRUE nor FALSE'),
        ("basicConstraints = CA:TRUE, pathlen:3x", 37, '"3x" is no number'),
        ("basicConstraints = critical,ca:TRUE", 29, '"ca" is nothing that basicConstraints has'),
        ("extendedKeyUsage = serverAuth, serverAut", 32, "did you mean serverAuth?"),
        ("subjectKeyIdentifier = hash", 24, "no subject here"),
        ("subjectKeyIdentifier = 0:1", 24, "octets in hexadecimal"),
        ("authorityKeyIdentifier = keyid", 26, "no issuer's certificate here"),
        ("authorityKeyIdentifier = keyid, name", 33, '"name" is nothing that'),
        ("subjectAltName = DNS:a, IP:1.2.3", 28, "no IPv4 or IPv6 address"),
        ("subjectAltName = DNS:a, IP:1.2.3.256", 28, "no IPv4 or IPv6 address"),
        ("subjectAltName = DNS", 18, "no value"),
        ("subjectAltName = DNSS:a", 18, "did you mean DNS?"),
        ("subjectAltName = dirName:x", 26, "no section [x]"),
        ("subjectAltName = otherName:1.2.3", 28, "identifier;type:value"),
        ("subjectAltName = otherName:1.2.3;INT:3x", 38, '"3x" is no number'),
        ("subjectAltName = email:copy", 18, "no subject here"),
        ("issuerAltName = issuer:copy", 17, "no issuer's certificate here"),
        ("subjectAltName = @x", 19, "no section [x]"),
        ("nameConstraints = permited;DNS:a", 19, 'nameConstraints: "permited;DNS" is neither'),
        ("CRLReason = keyCompromise", 1, "no words for the extension"),
        ("subjectAltNam = DNS:a", 1, "did you mean subjectAltName?"),
        ("1.2.3 = ASN1:UTF9:x", 14, "did you mean UTF8?"),
        ("1.2.3 = critical,ASN1:EXP:x,UTF8:x", 27, "is no tag"),
        ("1.2.3 = DER:", 13, "octets in hexadecimal"),
    ],
)
def test_an_error_points_at_its_place(line: str, column: int, message: str) -> None:
    config = _config(f"# a comment\n{line}\n")
    (entry,) = config.section("default")
    with pytest.raises(xf.ConfigError) as caught:
        xf.openssl.extension(*entry, config=config)
    assert message in caught.value.reason
    assert (caught.value.line, caught.value.column) == (2, column)


def test_a_number_of_many_digits_takes_no_time() -> None:
    with pytest.raises(xf.ConfigError, match="no number"):
        xf.openssl.extension("basicConstraints", "pathlen:" + "9" * 60_000)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("nsComment", "\ud800", "U+D800 is half a surrogate pair"),
        ("subjectAltName", "DNS:a\0.example", "NUL octet in the text"),
        ("keyUsage", "all", 'keyUsage: unknown bit "all"; there are digitalSignature, nonRepudiation'),
        ("2.5.29.15", "cRLSign", 'the extension "2.5.29.15" has words under its short name alone: keyUsage'),
        ("crlDistributionPoints", "crl", "crlDistributionPoints: there is no section [crl] with a point, and a name"),
        ("noRevAvail", "", 'there is no extension "noRevAvail" before OpenSSL 3.4'),
    ],
)
def test_what_a_refusal_says(name: str, value: str, reason: str) -> None:
    with pytest.raises(xf.ConfigError) as caught:
        xf.openssl.extension(name, value)
    assert str(caught.value).startswith(reason)


def test_one_extension_follows_a_release_and_the_names_of_its_configuration() -> None:
    config = xf.openssl.Config.parse("oid_section = o\n[o]\nmine = 1.2.3.4\n[req]\n")
    found = xf.openssl.extension("extendedKeyUsage", "mine,tcg-kp-EKCertificate", config=config, release="3.5")
    assert found == xf.Extension.of(xf.ExtendedKeyUsage.of("1.2.3.4", "2.23.133.8.1"))
    with pytest.raises(xf.ConfigError, match="unknown object name"):
        xf.openssl.extension("extendedKeyUsage", "tcg-kp-EKCertificate")


def test_each_name_leads_to_the_function_of_its_module() -> None:
    modules = (alternative_names, basic, distribution_points, number_resources, other, policies, untyped)
    for table in ("PARSERS", "NEWER_PARSERS", "UNTYPED_PARSERS", "NEWER_UNTYPED_PARSERS"):
        known = getattr(extensions, table)
        assert sorted(known) == sorted(name for module in modules for name in getattr(module, table, ()))
    with pytest.raises(xf.ConfigError, match="no extension"):
        xf.openssl.extension("nonsense", "x")
