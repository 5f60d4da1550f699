"""Signing again: openssl and cryptography say that nothing but what was asked for has changed, and that it verifies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import x509forge as xf
from tests.tools.backends import known_here
from x509forge import asn1

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Annotated

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

KINDS = known_here("rsa:2048", "ec:P-256", "ec:P-384", "ed25519", "ml-dsa-65")
SHA384 = xf.AlgorithmIdentifier(algorithm=xf.oid.SHA384_WITH_RSA_ENCRYPTION, parameters=xf.Null())
ECDSA384 = xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA384)


def _certificate(key: xf.PrivateKey) -> xf.Certificate:
    extensions = [
        xf.Extension.of(xf.BasicConstraints(ca=True)),
        xf.Extension.of(xf.KeyUsage.of("keyCertSign")),
        xf.Extension.of(xf.SubjectAlternativeName.of("a.example")),
    ]
    name = xf.Name.of(C="CN", O="ALI", CN="Test CA")
    return xf.Issuer.self_signed(name, key, days=30, extensions=extensions).certificate


def _elements(openssl: Program, value: xf.Certificate | xf.CertificationRequest) -> list[str]:
    """Return what asn1parse prints of each element, without offsets and lengths."""
    text = openssl("asn1parse", "-inform", "DER", data=value.to_der()).decode()
    return [re.sub(r"^ *\d+:d=(\d+) +hl=\d+ l= *\d+ ", r"\1 ", line) for line in text.splitlines()]


def _changed(
    openssl: Program, one: xf.Certificate | xf.CertificationRequest, other: xf.Certificate | xf.CertificationRequest
) -> list[str]:
    """Return the elements of the other that differ; asn1parse does not print what is in a BIT STRING."""
    return [new for old, new in zip(_elements(openssl, one), _elements(openssl, other), strict=True) if old != new]


def _verify(program: Program, folder: Path, certificate: xf.Certificate, signer: xf.Certificate | None = None) -> None:
    (folder / "CA.crt").write_text((signer or certificate).to_pem())
    (folder / "a.crt").write_text(certificate.to_pem())
    program("verify", "-check_ss_sig", "-no_check_time", "-CAfile", folder / "CA.crt", folder / "a.crt")


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_lines(keys: KeyFiles, openssl_35: Program, tmp_path: Path, kind: str) -> None:
    key = xf.PrivateKey.generate(kind) if kind.startswith("ml-") else xf.PrivateKey.load(keys(kind))
    certificate = xf.Certificate.from_der(_certificate(key).to_der())

    forged = certificate.with_("tbsCertificate.validity.notAfter", "1949-01-01").with_(
        "tbsCertificate.extensions[subjectAltName].extnValue[+]", "b.example"
    )
    forged = xf.resign(forged, key)

    time, names = _changed(openssl_35, certificate, forged)
    assert time.endswith("GENERALIZEDTIME   :19490101000000Z")
    assert bytes.fromhex(names.rpartition(":")[2]) == b"\x30\x16\x82\x09a.example\x82\x09b.example"
    _verify(openssl_35, tmp_path, forged)
    theirs = x509.load_der_x509_certificate(forged.to_der())
    assert theirs.tbs_certificate_bytes == forged.tbs_certificate.to_der()
    assert theirs.not_valid_after_utc.year == 1949
    if not kind.startswith("ml-"):
        theirs.verify_directly_issued_by(theirs)


def test_nothing_is_changed_where_nothing_was(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("rsa:2048"))
    certificate = _certificate(key)
    # RSASSA-PKCS1-v1_5 makes the same signature of the same.
    assert xf.resign(certificate, key) == certificate
    assert xf.resign(certificate, key).tbs_certificate is certificate.tbs_certificate


def test_a_certificate_of_openssl_keeps_how_it_is_signed(keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    make = ("req", "-x509", "-key", keys("rsa:2048"), "-subj", "/CN=a", "-config", "/dev/null")
    for options in (
        ("-sha1",),
        ("-sha512",),
        ("-sha384", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:11"),
    ):
        certificate = xf.Certificate.from_pem(openssl(*make, *options))
        signed = xf.resign(
            certificate.with_("tbsCertificate.serialNumber", -1),
            xf.PrivateKey.load(keys("rsa:2048")).with_hash("sha256"),
        )
        (serial,) = _changed(openssl, certificate, signed)
        assert serial.endswith("INTEGER           :-01")
        _verify(openssl, tmp_path, signed)


def test_a_key_of_another_kind_is_written_outside_and_inside(keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    certificate = _certificate(xf.PrivateKey.load(keys("rsa:2048")))
    ca = _certificate(other := xf.PrivateKey.load(keys("ec:P-256")))
    signed = xf.resign(certificate, other)
    assert signed.tbs_certificate.signature == signed.signature_algorithm == other.algorithm
    assert signed.with_("tbsCertificate.signature", certificate.signature_algorithm).tbs_certificate == (
        certificate.tbs_certificate
    )
    x509.load_der_x509_certificate(signed.to_der()).verify_directly_issued_by(
        x509.load_der_x509_certificate(ca.to_der())
    )

    kept = xf.resign(certificate, other, keep_description=True)
    assert kept.tbs_certificate is certificate.tbs_certificate
    assert kept.signature_algorithm == other.algorithm
    (tmp_path / "tbs").write_bytes(kept.tbs_certificate.to_der())
    (tmp_path / "signature").write_bytes(kept.signature_value.octets)
    (tmp_path / "key").write_text(other.public_key.to_pem())
    openssl(
        *("dgst", "-sha256", "-verify", tmp_path / "key", "-signature", tmp_path / "signature", tmp_path / "tbs"),
    )


def test_the_algorithm_that_is_asked_for(keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    key = xf.PrivateKey.load(keys("rsa:2048"))
    certificate = _certificate(key)
    signed = xf.resign(certificate, key, algorithm=SHA384)
    assert [line.split(":")[-1] for line in _changed(openssl, certificate, signed)] == ["sha384WithRSAEncryption"] * 2
    _verify(openssl, tmp_path, signed)

    disagreeing = xf.resign(certificate.with_("tbsCertificate.signature", SHA384), key)
    assert disagreeing.signature_algorithm == certificate.signature_algorithm
    assert len(_changed(openssl, certificate, disagreeing)) == 1
    with pytest.raises(xf.UnsupportedKey):
        xf.resign(certificate, xf.PrivateKey.load(keys("ec:P-256")), algorithm=SHA384)


def test_a_request(keys: KeyFiles, openssl: Program) -> None:
    pem = openssl(
        *("req", "-new", "-key", keys("ec:P-384"), "-subj", "/CN=a", "-sha384", "-addext", "subjectAltName=DNS:a"),
        *("-config", "/dev/null"),
    )
    request = xf.CertificationRequest.from_pem(pem)
    place = "certificationRequestInfo.attributes[extensionRequest].values[0][subjectAltName].extnValue[0]"
    signed = xf.resign(request.with_(place, "b"), xf.PrivateKey.load(keys("ec:P-384")))
    assert len(_changed(openssl, request, signed)) == 1
    assert b"verify OK" in openssl.run("req", "-verify", "-noout", data=signed.to_pem().encode()).stderr
    assert x509.load_der_x509_csr(signed.to_der()).is_signature_valid


@asn1.sequence
class Described(asn1.Value):
    """What is signed in a format of somebody else's."""

    number: int


@asn1.sequence
class Signed(asn1.Value):
    """That with its signature, and something behind it, as in a BasicOCSPResponse."""

    described: Described
    signature_algorithm: xf.AlgorithmIdentifier
    signature: xf.BitString
    certs: Annotated[tuple[xf.Certificate, ...], asn1.Explicit(0)] | None = None


def test_a_structure_of_somebody_elses(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    value = Signed(described=Described(number=1), signature_algorithm=key.algorithm, signature=xf.BitString(b""))
    signed = xf.resign(value, key)
    loaded = serialization.load_pem_public_key(key.public_key.to_pem().encode())
    assert isinstance(loaded, ec.EllipticCurvePublicKey)
    loaded.verify(signed.signature.octets, b"\x30\x03\x02\x01\x01", ec.ECDSA(hashes.SHA256()))


class _Double:
    """A signer of somebody else's: of the protocol's three members, and of the key that is `said`."""

    def __init__(self, key: xf.PrivateKey, said: xf.PrivateKey) -> None:
        self.algorithm, self.public_key, self.sign = key.algorithm, said.public_key, key.sign


def test_what_an_outside_signer_returns_is_verified(keys: KeyFiles) -> None:
    key, other = xf.PrivateKey.load(keys("ec:P-256")), xf.PrivateKey.load(keys("ec:P-256", 1))
    certificate = _certificate(key)
    assert xf.resign(certificate, _Double(key, key)).tbs_certificate == certificate.tbs_certificate
    with pytest.raises(xf.SignatureMismatch):
        xf.resign(certificate, _Double(key, other))
    # It signs in one way only, and so its own is written.
    described = certificate.with_("signatureAlgorithm", ECDSA384)
    assert xf.resign(described, _Double(key, key)).signature_algorithm == key.algorithm
    assert xf.resign(described, key).signature_algorithm == described.signature_algorithm


def test_raw_places_are_signed_as_they_stand(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("rsa:2048"))
    certificate = _certificate(key)
    description = xf.Any(b"\x30\x03\x02\x01\x07")
    for odd in (
        certificate.with_("tbsCertificate", description),
        certificate.with_("tbsCertificate", description).with_("signatureAlgorithm", xf.Any(b"\x05\x00")),
    ):
        signed = xf.resign(odd, key)
        assert signed.to_der()[4:9] == description.der
        assert signed.signature_algorithm == key.algorithm
        assert signed.signature_value.octets == key.sign(description.der)


@pytest.mark.parametrize("value", [xf.Name.of(CN="a"), xf.BitString(b""), xf.Null(), "text"])
def test_what_is_not_signed_is_no_matter_for_it(keys: KeyFiles, value: object) -> None:
    with pytest.raises(TypeError, match="is not a signed structure"):
        xf.resign(value, xf.PrivateKey.load(keys("ec:P-256")))  # type: ignore[type-var]
