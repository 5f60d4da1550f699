"""Citations: each node of what the standards define says where it is defined."""

from __future__ import annotations

import re

import pytest

import x509forge as xf
from x509forge.explain.citations import citation_of_type

from .test_tree import DEBIANS, FILES, VECTORS
from .test_words import declared_types

FORM = re.compile(r"(RFC \d+|X\.\d+|SEC 1 version 2\.0|PKCS #3 version 1\.4)( appendix)?( [A-Z0-9][\d.]*)?")

# What no standard that this library follows defines: OpenSSL's, Netscape's, Germany's, Russia's, Thawte's, and ANY.
UNDEFINED = {
    *("AdmissionSyntax", "Admissions", "NamingAuthority", "ProfessionInfo"),
    *("CertificateTrust", "DSAPrivateKey", "IssuerSignTool", "SubjectSignTool", "SXNet", "SXNetID"),
    *("Any", "BitString", "Null"),
}

PLACES = {
    "tbsCertificate": "RFC 5280 4.1.1.1",
    "tbsCertificate.serialNumber": "RFC 5280 4.1.2.2",
    "tbsCertificate.signature.algorithm": "RFC 5280 4.1.1.2",
    "tbsCertificate.validity.notBefore": "RFC 5280 4.1.2.5",
    "tbsCertificate.subjectPublicKeyInfo.subjectPublicKey.unusedBits": "X.690 8.6.2.2",
    "signatureValue": "RFC 5280 4.1.1.3",
}


def test_every_declared_type_of_a_standard_has_its_citation() -> None:
    missing = set()
    for cls in declared_types():
        citation = citation_of_type(cls)
        if citation:
            assert FORM.fullmatch(citation), (cls, citation)
        elif not cls.__module__.startswith("x509forge.asn1") and not cls.__name__.startswith("Netscape"):
            missing.add(cls.__name__)
    assert missing <= UNDEFINED


@pytest.mark.parametrize("path", PLACES)
def test_places(path: str) -> None:
    root = xf.explain(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    assert root.at(path).citation == PLACES[path]


def test_extensions_have_their_own_sections() -> None:
    for cls, section in {
        xf.AuthorityKeyIdentifier: "RFC 5280 4.2.1.1",
        xf.SubjectKeyIdentifier: "RFC 5280 4.2.1.2",
        xf.KeyUsage: "RFC 5280 4.2.1.3",
        xf.CertificatePolicies: "RFC 5280 4.2.1.4",
        xf.PolicyMappings: "RFC 5280 4.2.1.5",
        xf.SubjectAlternativeName: "RFC 5280 4.2.1.6",
        xf.IssuerAlternativeName: "RFC 5280 4.2.1.7",
        xf.SubjectDirectoryAttributes: "RFC 5280 4.2.1.8",
        xf.BasicConstraints: "RFC 5280 4.2.1.9",
        xf.NameConstraints: "RFC 5280 4.2.1.10",
        xf.PolicyConstraints: "RFC 5280 4.2.1.11",
        xf.ExtendedKeyUsage: "RFC 5280 4.2.1.12",
        xf.CRLDistributionPoints: "RFC 5280 4.2.1.13",
        xf.InhibitAnyPolicy: "RFC 5280 4.2.1.14",
        xf.FreshestCRL: "RFC 5280 4.2.1.15",
        xf.AuthorityInformationAccess: "RFC 5280 4.2.2.1",
        xf.SubjectInformationAccess: "RFC 5280 4.2.2.2",
    }.items():
        assert citation_of_type(cls) == section


def test_every_node_of_roots_requests_and_keys_is_cited() -> None:
    """Each has a citation: those of types that no standard has, and of what is not declared, X.690's at least."""
    roots = [xf.explain(block.data) for block in xf.pem.decode(DEBIANS.read_bytes())]
    files = [path for path in FILES if path.parent in (VECTORS / "x509" / "requests", VECTORS / "asymmetric" / "PKCS8")]
    assert len(files) > 60
    seen = 0
    for root in [*roots, *(xf.explain(path.read_bytes()) for path in files)]:
        for node in root.walk():
            seen += 1
            if node.piece is None and node.tag is not None and node.tag.tag_class == "universal":
                assert node.citation, (node.path, node.type)
            elif node.typed:
                assert node.citation or node.declared in UNDEFINED, (node.path, node.type)
    assert seen > 12_000
