"""Certificates of others: each one reads, writes its own octets back, and says what other readers say."""

from __future__ import annotations

from pathlib import Path

import pytest
from asn1crypto import pem as asn1crypto_pem
from asn1crypto import x509 as asn1crypto_x509
from cryptography import x509 as cryptography_x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import x509forge as xf

BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
NAMES = {name: getattr(xf, name) for name in dir(xf)}


@pytest.fixture(scope="module")
def roots() -> list[bytes]:
    assert BUNDLE.exists(), f"{BUNDLE} is missing: apt-get install ca-certificates"
    found = [der for _, _, der in asn1crypto_pem.unarmor(BUNDLE.read_bytes(), multiple=True)]
    assert len(found) > 100
    return found


def test_every_root_writes_its_own_octets_back_and_is_its_own_source(roots: list[bytes]) -> None:
    for der in roots:
        certificate = xf.Certificate.from_der(der)
        # Rebuilt from its source there is nothing kept to give back: every octet is encoded anew.
        rebuilt = eval(repr(certificate), dict(NAMES))
        assert rebuilt == certificate
        assert rebuilt.to_der() == der
        assert certificate.to_der() == der


# Some roots have the serial number zero, which it warns of.
@pytest.mark.filterwarnings("ignore:Parsed a serial number")
def test_cryptography_reads_the_same_in_every_root(roots: list[bytes]) -> None:
    for der in roots:
        tbs = xf.Certificate.from_der(der).tbs_certificate
        other = cryptography_x509.load_der_x509_certificate(der)
        assert tbs.to_der() == other.tbs_certificate_bytes
        assert tbs.serial_number == other.serial_number
        assert tbs.validity.not_before.datetime == other.not_valid_before_utc
        assert tbs.validity.not_after.datetime == other.not_valid_after_utc
        assert tbs.subject.to_der() == other.subject.public_bytes()
        assert tbs.issuer.to_der() == other.issuer.public_bytes()
        assert tbs.subject_public_key_info.to_der() == other.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )
        assert [str(extension.extn_id) for extension in tbs.extensions or ()] == [
            extension.oid.dotted_string for extension in other.extensions
        ]
        assert [extension.critical for extension in tbs.extensions or ()] == [
            extension.critical for extension in other.extensions
        ]


def test_asn1crypto_reads_the_same_in_every_root(roots: list[bytes]) -> None:
    for der in roots:
        certificate = xf.Certificate.from_der(der)
        other = asn1crypto_x509.Certificate.load(der)
        assert certificate.signature_algorithm.algorithm == other["signature_algorithm"]["algorithm"].dotted
        constraints = certificate.extension(xf.BasicConstraints)
        assert (constraints is not None and constraints.ca) is other.ca
        identifier = certificate.extension(xf.SubjectKeyIdentifier)
        assert (None if identifier is None else identifier.key_identifier) == other.key_identifier
        if any(
            isinstance(extension.extn_value, xf.Undecoded) for extension in certificate.tbs_certificate.extensions or ()
        ):
            # One real root's keyUsage ends in zero bits (X.690 11.2.2): kept as it is, and told when it is asked for.
            assert "rfc5280.extensions.undecodable" in {finding.id for finding in xf.check(certificate)}
            continue
        usage = certificate.extension(xf.KeyUsage)
        named = {
            "digitalSignature": "digital_signature",
            "keyCertSign": "key_cert_sign",
            "cRLSign": "crl_sign",
            "nonRepudiation": "non_repudiation",
        }
        theirs = other.key_usage_value
        assert (usage is None) == (theirs is None)
        if usage is not None:
            assert {named[str(name)] for name in usage} == theirs.native


def test_every_cut_certificate_is_one_clear_error(roots: list[bytes]) -> None:
    der = roots[0]
    for stop in range(len(der)):
        with pytest.raises(xf.DecodeError):
            xf.Certificate.from_der(der[:stop])
    with pytest.raises(xf.DecodeError):
        xf.Certificate.from_der(der + b"\0")
