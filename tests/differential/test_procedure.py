"""The broker's procedure by the library: octet for octet what openssl makes of the two configuration files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

# What server.csr.cfg and server.crt.cfg say.
SUBJECT = xf.Name.of(
    C="CN", ST="ZJ", L="HZ", O="ALI", OU="MQTT", emailAddress="xxx@xxx", CN="mqtt-test.xxx.aliyuncs.com"
)
USAGE = ("digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyCertSign")
HOSTS = ("*.mqtt.aliyuncs.com", "mqtt-test.cn-qingdao.aliyuncs.com")


@pytest.fixture
def folder(tmp_path: Path, openssl: Program, keys: KeyFiles, procedure: Path, ca_kind: str, server_kind: str) -> Path:
    """A folder in which openssl has carried out the page, with keys that are known beforehand."""
    (tmp_path / "ca.cfg").write_text(
        "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ca\n[dn]\nCN=Test CA\n"
        "[ca]\nsubjectKeyIdentifier=hash\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
    )
    openssl(
        *("req", "-x509", "-new", "-sha256", "-days", "3650", "-key", keys(ca_kind)),
        *("-config", tmp_path / "ca.cfg", "-out", tmp_path / "CA.crt"),
    )
    openssl(
        *("req", "-new", "-sha256", "-nodes", "-key", keys(server_kind, 1)),
        *("-config", procedure / "server.csr.cfg", "-out", tmp_path / "server.csr"),
    )
    openssl(
        *("x509", "-req", "-in", tmp_path / "server.csr", "-CA", tmp_path / "CA.crt", "-CAkey", keys(ca_kind)),
        *("-CAserial", tmp_path / "CA.srl", "-CAcreateserial", "-days", "500", "-sha256"),
        *("-extfile", procedure / "server.crt.cfg", "-out", tmp_path / "server.crt"),
    )
    return tmp_path


@pytest.mark.parametrize("ca_kind", ["rsa:2048", "ec:P-256"])
@pytest.mark.parametrize("server_kind", ["rsa:2048", "ec:P-256"])
def test_request_and_certificate_are_those_of_openssl(
    folder: Path, keys: KeyFiles, ca_kind: str, server_kind: str
) -> None:
    theirs = xf.CertificationRequest.from_pem((folder / "server.csr").read_bytes())
    request = xf.CertificationRequest.create(SUBJECT, xf.PrivateKey.load(keys(server_kind, 1)))
    assert request.certification_request_info.to_der() == theirs.certification_request_info.to_der()
    assert request.signature_algorithm.to_der() == theirs.signature_algorithm.to_der()
    if server_kind.startswith("rsa"):
        # RSA signatures of PKCS #1 v1.5 are a function of key and message; ECDSA's have a random number in them.
        assert request.to_der() == theirs.to_der()

    issuer = xf.Issuer.load(folder / "CA.crt", keys(ca_kind))
    known = issuer.certificate.extension(xf.SubjectKeyIdentifier)
    assert known is not None
    expected = xf.Certificate.from_pem((folder / "server.crt").read_bytes())
    certificate = issuer.issue(
        theirs,
        validity=expected.tbs_certificate.validity,
        serial_number=expected.tbs_certificate.serial_number,
        extensions=[
            xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=known.key_identifier)),
            xf.Extension.of(xf.BasicConstraints(ca=False)),
            xf.Extension.of(xf.KeyUsage.of(*USAGE), critical=False),
            xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth", "clientAuth")),
            xf.Extension.of(xf.SubjectAlternativeName.of(*HOSTS)),
        ],
        waive=[
            "rfc5280.key_usage.cert_sign_without_ca",
            "rfc5280.subject.email_address_not_in_alternative_names",
            *([] if server_kind == "rsa:2048" else ["rfc3279.key_usage.not_for_this_key"]),
        ],
    )
    assert certificate.tbs_certificate.to_der() == expected.tbs_certificate.to_der()
    if ca_kind.startswith("rsa"):
        assert certificate.to_der() == expected.to_der()
    assert [finding.id for finding in xf.check(expected, issuer=issuer.certificate)] == [
        "rfc5280.key_usage.cert_sign_without_ca",
        "rfc9525.common_name.not_in_alternative_names",
        "rfc5280.subject.email_address_not_in_alternative_names",
        "rfc5280.key_usage.not_critical",
        "rfc3279.key_usage.encipherment_in_ca" if server_kind == "rsa:2048" else "rfc3279.key_usage.not_for_this_key",
    ]
