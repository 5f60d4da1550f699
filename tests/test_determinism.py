"""The same description is the same octets, whatever the hash seed: no set or dict decides an order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from asn1crypto import csr as asn1crypto_csr
from asn1crypto import x509 as asn1crypto_x509

ROOT = Path(__file__).resolve().parents[1]

# The keys are nobody's: a description is not signed. What is given has sets in it, on purpose.
PROGRAM = """
import x509forge as xf
from x509forge import asn1, oid

key = xf.SubjectPublicKeyInfo(
    algorithm=xf.AlgorithmIdentifier(
        algorithm=oid.EC_PUBLIC_KEY, parameters=xf.ECParameters(named_curve=oid.ObjectIdentifier("1.2.840.10045.3.1.7"))
    ),
    subject_public_key=xf.BitString(bytes(range(65))),
)
pairs = {("CN", "a"), ("OU", "b"), ("OU", "c"), ("O", "d"), ("emailAddress", "e@f"), ("1.2.3", "g")}
name = xf.Name.of(("C", "CN"), list(pairs))
names = xf.SubjectAlternativeName.of("*.mqtt.example", "192.0.2.7", "::1", "a@b", "https://x/", name)
values = [
    xf.BasicConstraints(ca=True, path_len_constraint=1),
    xf.KeyUsage({5, 0, 8, 2, 3}),
    xf.ExtendedKeyUsage.of("serverAuth", "clientAuth", "1.2.3.4"),
    xf.SubjectKeyIdentifier(key.key_identifier()),
    xf.AuthorityKeyIdentifier(
        key_identifier=b"ab", authority_cert_issuer=tuple(names), authority_cert_serial_number=128
    ),
    names,
    xf.IssuerAlternativeName(tuple(names)),
]
extensions = [xf.Extension.of(value) for value in values]
algorithm = xf.AlgorithmIdentifier(algorithm=oid.ECDSA_WITH_SHA256)
tbs = xf.TBSCertificate(
    serial_number=2**159 - 1, signature=algorithm, issuer=name, validity=xf.Validity.of("2026-01-01", "2050-01-01"),
    subject=name, subject_public_key_info=key, extensions=extensions,
)
certificate = xf.Certificate.assemble(tbs, algorithm, b"0")
texts = {asn1.UTF8String("a"), asn1.PrintableString("b"), asn1.BMPString("c"), asn1.IA5String("d")}
attributes = {
    xf.Attribute(type=oid.EXTENSION_REQUEST, values=(xf.ExtensionRequest(extensions),)),
    xf.Attribute(type=oid.UNSTRUCTURED_NAME, values=tuple(texts)),
    xf.Attribute(type=oid.CHALLENGE_PASSWORD, values=(asn1.UTF8String("e"),)),
}
request = xf.CertificationRequest(
    certification_request_info=xf.CertificationRequestInfo(
        subject=name, subject_pk_info=key, attributes=tuple(attributes)
    ),
    signature_algorithm=algorithm, signature=xf.BitString(b"0"),
)
print(certificate.to_der().hex(), request.to_der().hex(), sep="\\n")
# A path counts the attributes of a level as they stand in the value: read back, in the order of DER.
print(name, names, xf.check(xf.Certificate.from_der(certificate.to_der())), sep="\\n")
"""


def _output(seed: int) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_octets_are_the_same_under_any_hash_seed() -> None:
    outputs = {_output(seed) for seed in (0, 1, 4242)}
    assert len(outputs) == 1
    certificate, request, *_ = outputs.pop().splitlines()
    read = asn1crypto_x509.Certificate.load(bytes.fromhex(certificate), strict=True)
    assert len(read["tbs_certificate"]["extensions"]) == 7
    assert [len(level) for level in read.subject.chosen] == [1, 6]
    asked = asn1crypto_csr.CertificationRequest.load(bytes.fromhex(request), strict=True)
    assert len(asked["certification_request_info"]["attributes"]) == 3
