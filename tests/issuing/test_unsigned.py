"""Unsigned certificates (RFC 9925): built as it says, read by others, and believed by nobody for a signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography import x509 as pyca_x509

import x509forge as xf
from tests.tools.backends import known_here
from x509forge import oid
from x509forge.issuing import chain
from x509forge.signing.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

CA = xf.Name.of(C="CN", CN="Unsigned CA")
AUTHORITY = (
    xf.Extension.of(xf.BasicConstraints(ca=True)),
    xf.Extension.of(xf.KeyUsage.of("keyCertSign", "cRLSign")),
)


@pytest.mark.parametrize("key_type", known_here("rsa:2048", "ec:P-256", "ed25519", "x25519", "ml-dsa-65", "ml-kem-768"))
def test_any_key_may_be_its_subjects(key_type: str) -> None:
    public_key = xf.PrivateKey.generate(key_type).public_key
    certificate = xf.unsigned_certificate(public_key, xf.Name.of(CN="a"), days=9)
    tbs = certificate.tbs_certificate
    # RFC 9925 3.1: SEQUENCE { OID }, and a BIT STRING of length zero.
    assert (
        certificate.signature_algorithm.to_der() == tbs.signature.to_der() == bytes.fromhex("300a06082b06010505070624")
    )
    assert certificate.to_der().endswith(bytes.fromhex("030100"))
    # RFC 9925 3.2: 1.3.6.1.5.5.7.25.1=#0C00.
    assert tbs.issuer.to_der() == bytes.fromhex("3010310e300c06082b060105050719010c00")
    assert [extension.extn_id for extension in tbs.extensions or ()] == [oid.SUBJECT_KEY_IDENTIFIER]
    assert xf.check(certificate) == []
    assert xf.Certificate.from_der(certificate.to_der()) == certificate


def test_others_read_it(keys: KeyFiles, openssl: Program, openssl_35: Program, certtool: Program) -> None:
    public_key = xf.PrivateKey.load(keys("ec:P-256")).public_key
    pem = xf.unsigned_certificate(public_key, CA, days=9, extensions=AUTHORITY).to_pem().encode()
    for program in (openssl, openssl_35):
        text = program("x509", "-noout", "-text", data=pem)
        assert b"Signature Algorithm: 1.3.6.1.5.5.7.6.36" in text
        assert b"Issuer: 1.3.6.1.5.5.7.25.1" in text
    assert b"Signature Algorithm: 1.3.6.1.5.5.7.6.36" in certtool("--certificate-info", data=pem)
    read = pyca_x509.load_pem_x509_certificate(pem)
    assert (read.signature, read.signature_algorithm_oid.dotted_string) == (b"", "1.3.6.1.5.5.7.6.36")
    own = xf.unsigned_certificate(public_key, CA, days=9, extensions=AUTHORITY, as_self_signed=True)
    read = pyca_x509.load_der_x509_certificate(own.to_der())
    with pytest.raises(ValueError, match="Unsupported signature algorithm"):
        read.verify_directly_issued_by(read)


def test_the_text_is_openssls(keys: KeyFiles, openssl: Program, cli: Cli) -> None:
    public_key = xf.PrivateKey.load(keys("ec:P-256")).public_key
    for as_self_signed in (False, True):
        made = xf.unsigned_certificate(public_key, CA, days=9, extensions=AUTHORITY, as_self_signed=as_self_signed)
        pem = made.to_pem().encode()
        assert cli("x509", "-noout", "-text", data=pem).stdout == openssl("x509", "-noout", "-text", data=pem)


def test_it_is_a_trust_anchor_where_that_is_not_verified(
    keys: KeyFiles, openssl: Program, tmp_path: Path, cli: Cli
) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    for as_self_signed in (True, False):
        root = xf.unsigned_certificate(key.public_key, CA, days=9, extensions=AUTHORITY, as_self_signed=as_self_signed)
        leaf = xf.Issuer(root, key).issue(key.public_key, subject=xf.Name.of(CN="a"), days=1)
        (tmp_path / "CA.crt").write_text(root.to_pem())
        (tmp_path / "leaf.crt").write_text(leaf.to_pem())
        files = ("-CAfile", "CA.crt", "leaf.crt")
        # OpenSSL takes for self-signed only what is signed by an algorithm of its key.
        assert openssl.run("verify", *files, cwd=tmp_path).returncode == 2
        openssl("verify", "-partial_chain", "-check_ss_sig", *files, cwd=tmp_path)
        for options in ((), ("-x509_strict",)):
            openssl("verify", "-partial_chain", *options, *files, cwd=tmp_path)
            assert cli("verify", "-partial_chain", *options, *files).code == 0


def test_nobody_confirms_it(keys: KeyFiles, openssl: Program, tmp_path: Path, cli: Cli) -> None:
    """RFC 9925 4: when verifying signatures, receivers must reject it."""
    key = xf.PrivateKey.load(keys("ec:P-256"))
    root = xf.Issuer.self_signed(CA, key, days=9).certificate
    leaf = xf.unsigned_certificate(key.public_key, xf.Name.of(CN="a"), days=1)
    forged = leaf.with_("tbsCertificate.issuer", CA)
    algorithm = leaf.signature_algorithm
    for signature in (b"", key.sign(forged.tbs_certificate.to_der()), b"\x00"):
        with pytest.raises(xf.SignatureMismatch, match=r"id-alg-unsigned \(RFC 9925 4\)"):
            verify(key.public_key, algorithm, signature, forged.tbs_certificate.to_der())
    with pytest.raises(xf.SignatureMismatch):
        chain.verify_link(forged, root)
    with pytest.raises(xf.SignatureMismatch):
        xf.Issuer(root, xf.OfflineSigner(key.public_key)).complete(forged.tbs_certificate, b"")

    class Nobody:
        public_key = key.public_key
        algorithm = leaf.signature_algorithm

        def sign(self, message: bytes) -> bytes:
            return b""

    with pytest.raises(xf.SignatureMismatch):
        xf.Issuer(root, Nobody()).issue(key.public_key, subject=xf.Name.of(CN="a"), days=1)
    (tmp_path / "CA.crt").write_text(root.to_pem())
    (tmp_path / "leaf.crt").write_text(forged.to_pem())
    files = ("-CAfile", "CA.crt", "leaf.crt")
    assert openssl.run("verify", *files, cwd=tmp_path).returncode == cli("verify", *files).code == 2


def test_the_rules_say_what_rfc_9925_says(keys: KeyFiles) -> None:
    public_key = xf.PrivateKey.load(keys("ec:P-256")).public_key
    certificate = xf.unsigned_certificate(public_key, CA, days=9, extensions=AUTHORITY)
    assert xf.check(certificate) == []
    assert xf.check(certificate.tbs_certificate) == []
    for path, value, id, place in (
        ("signatureValue", xf.BitString(b"a"), "rfc9925.unsigned.malformed", "signatureValue"),
        (
            "tbsCertificate.issuerUniqueID",
            xf.BitString(b"a"),
            "rfc9925.unsigned.malformed",
            "tbsCertificate.issuerUniqueID",
        ),
        (
            "tbsCertificate.signature.parameters",
            xf.Null(),
            "rfc9925.unsigned.malformed",
            "tbsCertificate.signature.parameters",
        ),
    ):
        assert (id, place) in [(found.id, found.path) for found in xf.check(certificate.with_(path, value))]
    made = xf.unsigned_certificate(
        public_key, CA, days=9, extensions=[xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=b"a"))]
    )
    (finding,) = xf.check(made)
    assert (finding.id, finding.severity, finding.path) == (
        "rfc9925.unsigned.describes_issuer",
        "warning",
        "tbsCertificate.extensions[0]",
    )
    with pytest.raises(xf.RuleViolation, match="keyCertSign"):
        xf.unsigned_certificate(public_key, CA, days=9, extensions=AUTHORITY[1:])


def test_what_cannot_be(keys: KeyFiles) -> None:
    public_key = xf.PrivateKey.load(keys("ec:P-256")).public_key
    with pytest.raises(ValueError, match="no issuer"):
        xf.unsigned_certificate(public_key, xf.Name(()), days=1, as_self_signed=True)
    with pytest.raises(TypeError, match="SubjectPublicKeyInfo"):
        xf.unsigned_certificate(b"", CA, days=1)  # type: ignore[arg-type]
