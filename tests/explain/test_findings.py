"""Findings: what the rules say of a certificate stands at the nodes that it is about."""

from __future__ import annotations

from collections import Counter

import x509forge as xf

from .test_tree import DEBIANS, FILES

KEY = xf.PrivateKey.generate("ec:P-256")


def _broken() -> bytes:
    name = xf.Name.of(CN="a")
    tbs = xf.TBSCertificate(
        serial_number=-5,
        signature=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier.named("ecdsa-with-SHA256")),
        issuer=name,
        validity=xf.Validity.of("2027-11-24", "2026-11-24"),
        subject=name,
        subject_public_key_info=KEY.public_key,
        extensions=(
            xf.Extension.of(xf.BasicConstraints(ca=True), critical=False),
            xf.Extension.of(xf.BasicConstraints(ca=True), critical=False),
        ),
    )
    return xf.Certificate.assemble(tbs, tbs.signature, bytes.fromhex("3006020101020102")).to_der()


def of_rules(root: xf.Node) -> list[tuple[str, str, str]]:
    """Return id, severity and message of what the rules found, wherever it stands."""
    return [
        (finding.id, finding.severity, finding.message)
        for node in root.walk()
        for finding in node.findings
        if not finding.id.startswith(("asn1.", "ber.", "der.", "explain.", "pem."))
    ]


def test_each_finding_of_the_rules_stands_once_and_at_its_place() -> None:
    data = _broken()
    expected = xf.check(xf.Certificate.from_der(data))
    assert len(expected) >= 3
    root = xf.explain(data)
    assert Counter(of_rules(root)) == Counter((one.id, one.severity, one.message) for one in expected)
    for node in root.walk():
        for finding in node.findings:
            assert finding.path == node.path
            assert finding.offset == node.offset
    serial = root.at("tbsCertificate.serialNumber")
    assert [finding.id for finding in serial.findings] == [
        one.id for one in expected if one.path == "tbsCertificate.serialNumber"
    ]
    assert serial.findings


def test_of_certificates_one_behind_the_other() -> None:
    data = _broken()
    root = xf.explain(data + data)
    alone = of_rules(xf.explain(data))
    assert Counter(of_rules(root)) == Counter(alone + alone)
    assert any(finding.path.startswith("[1].") for node in root.walk() for finding in node.findings)


def test_what_does_not_decode_is_not_judged() -> None:
    data = bytearray(_broken())
    at = bytes(data).index(b"\x02\x01\xfb")
    data[at + 1 : at + 2] = b"\x81\x01"
    for place in (2, 5):
        data[place] += 1
    assert xf.explain(bytes(data)).declared == "Certificate"
    assert of_rules(xf.explain(bytes(data))) == []


def test_all_that_the_rules_find_in_others_certificates_has_its_place() -> None:
    """In Debian's roots and in the vectors: as many findings as `check` has, none lost on the way to its node."""
    blocks = [block.data for block in xf.pem.decode(DEBIANS.read_bytes())]
    for path in FILES:
        if path.parent.name in ("x509", "custom"):
            data = path.read_bytes()
            if b"-----BEGIN CERTIFICATE-----" in data:
                blocks.extend(block.data for block in xf.pem.decode(data) if block.label == "CERTIFICATE")
    total = 0
    for data in blocks:
        try:
            expected = xf.check(xf.Certificate.from_der(data))
        except xf.DecodeError:
            expected = []
        found = of_rules(xf.explain(data, kind="Certificate"))
        assert Counter(found) == Counter((one.id, one.severity, one.message) for one in expected)
        total += len(found)
    assert total > 50


def test_the_rules_run_when_they_are_asked_and_once() -> None:
    root = xf.explain(_broken())
    for node in root.walk():
        assert node.value is not None
        assert node.notes is not None
    assert root.document.judged == {}
    assert root.findings == root.findings
    assert len(root.document.judged) == 1
