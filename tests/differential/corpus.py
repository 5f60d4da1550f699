"""Everything in public collections that one of our structures is for: what it is, and its octets."""

from __future__ import annotations

import email
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cryptography_vectors

import x509forge as xf
from x509forge import pem

if TYPE_CHECKING:
    from collections.abc import Iterator

VECTORS = Path(cryptography_vectors.__file__).parent
ROOTS = Path("/etc/ssl/certs/ca-certificates.crt")

LABELS = {
    "CERTIFICATE": "Certificate",
    "CERTIFICATE REQUEST": "CertificationRequest",
    "DH PARAMETERS": "DHParameter",
    "DSA PARAMETERS": "DssParms",
    "DSA PRIVATE KEY": "DSAPrivateKey",
    "EC PRIVATE KEY": "ECPrivateKey",
    "ENCRYPTED PRIVATE KEY": "EncryptedPrivateKeyInfo",
    "NEW CERTIFICATE REQUEST": "CertificationRequest",
    "PKCS7": "ContentInfo",
    "PRIVATE KEY": "PrivateKeyInfo",
    "PUBLIC KEY": "SubjectPublicKeyInfo",
    "RSA PRIVATE KEY": "RSAPrivateKey",
    "RSA PUBLIC KEY": "RSAPublicKey",
    "X509 CERTIFICATE": "Certificate",
    "X509 CRL": "CertificateList",
    "X9.42 DH PARAMETERS": "DomainParameters",
    # OpenSSH has a format of its own, which is no ASN.1; OpenSSL's for public keys of DSA is forgotten.
    "OPENSSH PRIVATE KEY": None,
    "DSA PUBLIC KEY": None,
}
SUFFIXES = {".crt": "Certificate", ".crl": "CertificateList", ".p12": "PFX"}
# What files of DER are, the first whose beginning and whose part of the name are there.
DER = (
    ("x509/ocsp/", "req", "OCSPRequest"),
    ("x509/ocsp/", "resp", "OCSPResponse"),
    ("x509/requests/", "", "CertificationRequest"),
    ("x509/custom/crl_", "", "CertificateList"),
    ("x509/", "-tbs-", "TBSCertificate"),
    ("x509/", "", "Certificate"),
    ("pkcs7/", "", "ContentInfo"),
    ("asymmetric/DER_Serialization/dsa.", "", "DSAPrivateKey"),
    ("asymmetric/public/PKCS1/", "", "RSAPublicKey"),
    ("asymmetric/DH/dhp.der", "", "DHParameter"),
    ("asymmetric/DH/dhp_rfc5114_2.der", "", "DomainParameters"),
    ("asymmetric/DER_Serialization/testrsa.der", "", "RSAPrivateKey"),
    ("asymmetric/DER_Serialization/ec_private_key.der", "", "ECPrivateKey"),
    ("asymmetric/EC/", "", "ECPrivateKey"),
    ("asymmetric/", "pub", "SubjectPublicKeyInfo"),
    ("asymmetric/", "unenc", "PrivateKeyInfo"),
    ("asymmetric/", "enc", "EncryptedPrivateKeyInfo"),
    ("asymmetric/", "", "PrivateKeyInfo"),
)


class Item(NamedTuple):
    """One structure: where it is from, the name of its type, and its octets."""

    name: str
    kind: str
    der: bytes


@cache
def corpus() -> tuple[Item, ...]:
    """Return all there is, in the order of the files' names, each encoding once."""
    assert ROOTS.exists(), f"{ROOTS} is missing: apt-get install ca-certificates"
    found = [item for path in sorted(VECTORS.rglob("*")) if path.is_file() for item in _items(path)]
    found += [Item(f"roots[{number}]", "Certificate", each.data) for number, each in enumerate(_blocks(ROOTS))]
    unique = {(item.kind, item.der): item for item in reversed(found)}
    return tuple(reversed(unique.values()))


def _items(path: Path) -> Iterator[Item]:
    name = path.relative_to(VECTORS).as_posix()
    if path.suffix in SUFFIXES:
        yield Item(name, SUFFIXES[path.suffix], path.read_bytes())
    elif path.suffix in (".pem", ".key", ".pub"):
        for number, block in enumerate(_blocks(path)):
            kind = LABELS[block.label]
            # What RFC 1421 calls encrypted is no structure.
            if kind is not None and not any(header == "Proc-Type" for header, _ in block.headers):
                yield Item(f"{name}[{number}]", kind, block.data)
    elif path.suffix == ".eml":
        for part in email.message_from_bytes(path.read_bytes()).walk():
            if part.get_content_type() == "application/pkcs7-signature":
                contents = part.get_payload(decode=True)
                assert isinstance(contents, bytes)
                yield Item(name, "ContentInfo", contents)
    elif path.suffix in (".der", ".p7b"):
        kind = next((kind for start, part, kind in DER if name.startswith(start) and part in path.name), None)
        if kind is not None:
            yield Item(name, kind, path.read_bytes())


def _blocks(path: Path) -> tuple[pem.Block, ...]:
    data = path.read_bytes()
    try:
        return pem.decode(data)
    except xf.PEMError:
        # Keys of SSH, and what is no PEM on purpose: tests/differential/test_key_vectors.py has them.
        return ()
