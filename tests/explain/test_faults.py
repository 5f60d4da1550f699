"""What is wrong with each element, to the id and the octet: a table of structures with one thing amiss in each."""

from __future__ import annotations

import pytest

import x509forge as xf
from tests.explain.test_tree import DEBIANS
from x509forge.der import element

ALGORITHM = "300a 0608 2a8648ce3d040302"
# By kind and octets; the offsets are where the octets at fault begin, or where they are missing.
TABLE: dict[str, tuple[str, str, list[tuple[str, str, int]]]] = {
    "nothing": ("DigestInfo", f"300f {ALGORITHM} 0401ff", []),
    "the first is missing": ("DigestInfo", "3003 0401ff", [("asn1.missing", "", 2)]),
    "the last is missing": ("DigestInfo", f"300c {ALGORITHM}", [("asn1.missing", "", 14)]),
    "another in its place": ("DigestInfo", f"300e {ALGORITHM} 0500", [("asn1.unexpected", "digest", 14)]),
    "one too many": ("DigestInfo", f"3011 {ALGORITHM} 0401ff 0500", [("asn1.extra", "", 17)]),
    "in segments": (
        "DigestInfo",
        f"3011 {ALGORITHM} 2403 0401ff",
        [("asn1.unexpected", "digest", 14), ("der.constructed", "digest", 14)],
    ),
    "a long length": ("DigestInfo", f"3010 {ALGORITHM} 048101ff", [("der.length_not_minimal", "digest", 14)]),
    "cut off": ("DigestInfo", f"300f {ALGORITHM} 0402ff", [("ber.cut_off", "digest", 14)]),
    "a SET out of order": (
        "Name",
        "3018 3116 3009 0603550406 1302 4445 3009 0603550403 1302 6161",
        [("der.set_order", "[0]", 15)],
    ),
    "a primitive SEQUENCE": ("Name", "3002 1100", [("asn1.unexpected", "[0]", 2)]),
    "tag 0": ("Name", "3002 0000", [("asn1.unexpected", "[0]", 2), ("ber.reserved_tag", "[0]", 2)]),
}


@pytest.mark.parametrize("case", TABLE)
def test_one_thing_amiss(case: str) -> None:
    kind, octets, expected = TABLE[case]
    root = xf.explain(bytes.fromhex(octets), kind=kind)
    assert [(found.id, found.path, found.offset) for node in root.walk() for found in node.findings] == expected


@pytest.mark.parametrize(
    ("path", "octets", "expected"),
    [
        ("extnValue", "0500", [("asn1.unexpected", "extnValue")]),
        ("critical", "010100", [("der.default", "")]),
        ("critical", "0101ff", []),
        ("critical", "010101", [("asn1.value", "critical")]),
        ("extnValue", "04020500", [("asn1.unexpected", "extnValue")]),
        # critical, which has a DEFAULT, is not there: what stands next is in the place of extnValue.
        ("", "3007 0603551d0e 0500", [("asn1.unexpected", "extnValue")]),
        ("", "3005 0603551d0e", [("asn1.missing", "")]),
    ],
)
def test_an_extension_with_one_thing_amiss(path: str, octets: str, expected: list[tuple[str, str]]) -> None:
    der = xf.pem.decode(DEBIANS.read_bytes())[0].data
    place = "tbsCertificate.extensions[0]"
    changed = xf.Certificate.from_der(der).with_(f"{place}.{path}".rstrip("."), xf.Any(bytes.fromhex(octets))).to_der()
    found = [
        (finding.id, node.path.replace(".inner", "").removeprefix(place).removeprefix("."))
        for node in xf.explain(changed, kind="Certificate").at(place).walk()
        for finding in node.findings
        if finding.id.startswith(("asn1.", "ber.", "der."))
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("within", "expected"),
    [("", [("asn1.missing", 0)]), ("020102", []), ("020102 0500", [("asn1.extra", 3)])],
)
def test_one_element_is_due_within_an_explicit_tag(within: str, expected: list[tuple[str, int]]) -> None:
    der = xf.pem.decode(DEBIANS.read_bytes())[0].data
    raw = xf.Any(bytes.fromhex(within))
    changed = xf.Certificate.from_der(der).with_("tbsCertificate.version", raw).to_der()
    version = xf.explain(changed, kind="Certificate").at("tbsCertificate.version")
    assert [(found.id, (found.offset or 0) - version.start) for found in version.findings] == expected


@pytest.mark.parametrize("unused", [0, 1])
def test_bits_are_opened_where_all_of_them_count(unused: int) -> None:
    """Of octets of which some bits do not count, nobody knows what element they are."""
    key = xf.PrivateKey.generate("rsa:2048").public_key
    bits = xf.BitString(key.subject_public_key.octets[:-1] + b"\2", unused)
    children = xf.explain(key.replace(subject_public_key=bits).to_der()).at("subjectPublicKey").children
    assert [child.type for child in children] == ["unused bits", "bits" if unused else "SEQUENCE"]


@pytest.mark.parametrize(("algorithm", "is_opened"), [("1.3.101.112", False), ("1.2.3.4.5", True)])
def test_what_looks_like_der_is_not_guessed_at_under_a_known_algorithm(algorithm: str, is_opened: bool) -> None:
    """A point or a signature of 64 octets may look like any SEQUENCE, and is none."""
    key = xf.PrivateKey.generate("ed25519").public_key
    octets = element(b"\x30", element(b"\x04", bytes(60)))
    changed = key.with_("algorithm.algorithm", algorithm).replace(subject_public_key=xf.BitString(octets))
    node = xf.explain(changed.to_der(), kind="SubjectPublicKeyInfo").at("subjectPublicKey")
    assert node.looks_like_der is is_opened


def test_of_what_should_be_a_key_and_is_not_no_header_is_told() -> None:
    """One element fills the octets; but with that tag it is no key, and what looks like a tag may be of one."""
    octets = bytes.fromhex("9f a1b243 03 c5d6e7")
    root = xf.explain(xf.pem.encode("PRIVATE KEY", octets))
    assert (root.header, root.hides, root.children) == (b"", True, ())
    shown = xf.explain(xf.pem.encode("PRIVATE KEY", octets), show_private=True)
    assert (shown.header, shown.contents) == (octets[:5], octets[5:])


@pytest.mark.parametrize("kind", ["ec:P-256", "ed25519", "rsa:2048"])
@pytest.mark.parametrize("limit", range(6))
def test_no_octet_of_a_key_is_shown_below_the_limit(kind: str, limit: int) -> None:
    key = xf.PrivateKey.generate(kind).to_der()
    secret = key[-16:] if kind != "ec:P-256" else key[36:52]
    leaves = [node for node in xf.explain(key, depth_limit=limit).walk() if not node.children and not node.hides]
    assert secret not in b"|".join(leaf.contents for leaf in leaves)
    assert not [leaf for leaf in leaves if secret[:6].hex() in leaf.value]
    # What can hold no key is shown as the octets that it is.
    certificate = xf.explain(xf.pem.decode(DEBIANS.read_bytes())[0].data, depth_limit=limit)
    assert not [node for node in certificate.walk() if node.hides]


def test_no_level_below_the_limit_is_descended_into() -> None:
    octets = b"\5\0"
    for _ in range(6):
        octets = element(b"\xa0", octets)
    for limit in range(1, 6):
        nodes = list(xf.explain(octets, depth_limit=limit).walk())
        assert max(node.depth for node in nodes if node.tag is not None) == limit
        assert [finding.id for node in nodes for finding in node.findings] == ["explain.depth"]
