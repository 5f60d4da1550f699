"""Certificates of others: each one reads, writes its own octets back, and says what other readers say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from asn1crypto import pem as asn1crypto_pem
from asn1crypto import x509 as asn1crypto_x509
from cryptography import x509 as cryptography_x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

import x509forge as xf

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

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


@pytest.mark.filterwarnings("ignore:Parsed a serial number")
def test_what_is_changed_in_a_root_is_all_that_cryptography_sees_changed(roots: list[bytes], keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("rsa:2048"))
    public = load_pem_public_key(key.public_key.to_pem().encode())
    assert isinstance(public, RSAPublicKey)
    kept = 0
    for der in roots:
        certificate, other = xf.Certificate.from_der(der), cryptography_x509.load_der_x509_certificate(der)
        # Some root outlives UTCTime: then by another GeneralizedTime, of the same length.
        year = 2040 if certificate.at("tbsCertificate.validity.notAfter").chosen == "utc_time" else 2060
        moved = certificate.with_("tbsCertificate.validity.notAfter", f"{year}-01-01")
        signed = cryptography_x509.load_der_x509_certificate(xf.resign(moved, key).to_der())
        assert signed.signature_hash_algorithm is not None
        public.verify(signed.signature, signed.tbs_certificate_bytes, PKCS1v15(), signed.signature_hash_algorithm)
        assert signed.not_valid_after_utc.year == year
        before, after = (value.at("tbsCertificate.validity.notAfter").to_der() for value in (certificate, moved))
        # An EC key's algorithm is no RSA key's, and so it is written anew.
        if signed.signature_algorithm_oid == other.signature_algorithm_oid:
            kept += 1
            assert signed.tbs_certificate_bytes == other.tbs_certificate_bytes.replace(before, after)
    assert kept > 80


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
