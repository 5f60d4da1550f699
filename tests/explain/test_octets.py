"""The notes: each octet of a header and of a leaf has one sentence, and the sentences say what is so."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge.der import element

from .test_tree import DEBIANS, FILES, NASTY, VECTORS, documents, mutated


def assert_notes_tile(root: xf.Node) -> int:
    """Return how many notes there are, after looking at where they stand: none overlaps, none leaves an octet out."""
    total = 0
    found: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    for node in root.walk():
        size, spans = found.setdefault(id(node.document), (len(node.document.data), []))
        for note in node.notes:
            assert note.text
            assert note.text.isprintable()
            assert len(note.text) < 600
            assert 0 <= note.offset <= size
            if note.length:
                spans.append((note.offset, note.offset + note.length))
            total += 1
    for size, spans in found.values():
        at = 0
        for start, stop in spans:
            assert start == at
            at = stop
        assert at == size
    return total


@pytest.mark.parametrize("part", range(6))
def test_every_octet_of_every_file_has_its_note(part: int) -> None:
    source = random.Random(part)
    for path in FILES[part::6]:
        root = xf.explain(path.read_bytes())
        assert_notes_tile(root)
        for octets in {data for data, _ in documents(root) if data}:
            assert_notes_tile(xf.explain(mutated(octets, source)))


@pytest.mark.parametrize("case", [case for case in NASTY if "1 MB" in case or "levels" not in case])
def test_every_octet_of_what_strangers_send_has_its_note(case: str) -> None:
    assert_notes_tile(xf.explain(NASTY[case]))


@given(st.binary(max_size=80), st.sampled_from(list(range(1, 31))))
def test_every_octet_of_anything_has_its_note(octets: bytes, tag: int) -> None:
    assert_notes_tile(xf.explain(element(bytes((tag,)), octets)))
    assert_notes_tile(xf.explain(octets))


def texts(hexadecimal: str) -> list[tuple[int, str]]:
    return [(note.length, note.text) for node in xf.explain(bytes.fromhex(hexadecimal)).walk() for note in node.notes]


NOTES = {
    "020105": ["02: universal tag 2, primitive: INTEGER", "01: short form, 1 octet of contents", "05: 5"],
    "02020080": [
        "02: universal tag 2, primitive: INTEGER",
        "02: short form, 2 octets of contents",
        "00: the sign octet: without it the first bit would make the number negative (X.690 8.3.3)",
        "80: 128",
    ],
    "0201ff": [
        "02: universal tag 2, primitive: INTEGER",
        "01: short form, 1 octet of contents",
        "ff: -1; the first bit is 1: two's complement (X.690 8.3.3)",
    ],
    "02020001": [
        "02: universal tag 2, primitive: INTEGER",
        "02: short form, 2 octets of contents",
        "00: a sign octet that is not needed (X.690 8.3.2)",
        "01: 1",
    ],
    "0101ff": [
        "01: universal tag 1, primitive: BOOLEAN",
        "01: short form, 1 octet of contents",
        "ff: TRUE, all bits set (X.690 11.1)",
    ],
    "0603551d0f": [
        "06: universal tag 6, primitive: OBJECT IDENTIFIER",
        "03: short form, 3 octets of contents",
        "55: 2.5 (40*2 + 5 = 85, X.690 8.19.4)",
        "1d: 29",
        "0f: 15",
    ],
    "0603883703": [
        "06: universal tag 6, primitive: OBJECT IDENTIFIER",
        "03: short form, 3 octets of contents",
        "88 37: 2.999 (40*2 + 999 = 1079, X.690 8.19.4)",
        "03: 3",
    ],
    "060386f70d": [
        "06: universal tag 6, primitive: OBJECT IDENTIFIER",
        "03: short form, 3 octets of contents",
        "86 f7 0d: 2.113469 (40*2 + 113469 = 113549, X.690 8.19.4)",
    ],
    "030205a0": [
        "03: universal tag 3, primitive: BIT STRING",
        "02: short form, 2 octets of contents",
        "05: 5 bits at the end of the last octet unused",
        "1 octet of bits, the first bit first",
    ],
    "3080020105" + "0000": [
        "30: universal tag 16, constructed: SEQUENCE",
        "80: indefinite length, up to the end-of-contents octets",
        "02: universal tag 2, primitive: INTEGER",
        "01: short form, 1 octet of contents",
        "05: 5",
        "00 00: end-of-contents (X.690 8.1.5)",
    ],
    "04810161": [
        "04: universal tag 4, primitive: OCTET STRING",
        "81 01: long form, one octet of length, 1, which would fit in fewer",
        "1 octet: OCTET STRING",
    ],
}


@pytest.mark.parametrize("octets", NOTES)
def test_the_notes_of_small_things(octets: str) -> None:
    assert [text for _, text in texts(octets)] == NOTES[octets]


@pytest.mark.parametrize(("two", "year"), [("49", 2049), ("50", 1950), ("99", 1999), ("00", 2000)])
def test_the_century_of_two_digits(two: str, year: int) -> None:
    node = xf.explain(element(b"\x17", f"{two}0101000000Z".encode()))
    assert f"the year {year}:" in " ".join(note.text for note in node.notes)
    assert node.value == f"{year}-01-01 00:00:00 UTC"


def test_a_default_is_missed_before_the_end_of_contents() -> None:
    """critical is left out of an extension of indefinite length, in which nothing stands behind its place."""
    der = xf.pem.decode(DEBIANS.read_bytes())[0].data
    place = "tbsCertificate.extensions[0]"
    raw = xf.Any(bytes.fromhex("3080 0603551d0f 0000"))
    changed = xf.Certificate.from_der(der).with_(place, raw).to_der()
    node = xf.explain(changed, kind="Certificate").at(place)
    assert [note.offset for note in node.notes if not note.length] == [node.offset + 2 + 5]


def test_long_lengths_and_high_tags() -> None:
    notes = [note.text for note in xf.explain(element(b"\x04", b"x" * 403)).notes]
    assert notes[1] == "82 01 93: long form, two octets of length, 403"
    notes = [note.text for note in xf.explain(b"\xbf\x81\x00\x00").notes]
    assert notes[0].startswith("bf 81 00: context tag 128 (from 31 on in octets of its own, seven bits each, 81 00)")


def _notes_at(root: xf.Node, path: str) -> list[str]:
    return [note.text for note in root.at(path).notes]


def test_a_certificate() -> None:
    """Of a real certificate: tags by what they stand for, the parts of times, what is left out."""
    root = xf.explain(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    assert _notes_at(root, "tbsCertificate.version")[0].startswith("a0: context tag 0, constructed: [0] EXPLICIT, ")
    assert _notes_at(root, "tbsCertificate.version.inner")[-1] == "02: v3 (2)"
    times = _notes_at(root, "tbsCertificate.validity.notBefore")
    assert "years up to 2049 are UTCTime" in times[0]
    assert times[2].endswith("(RFC 5280 4.1.2.5.1)")
    assert times[-1] == "5a: Z, the time is UTC"
    key = root.at("tbsCertificate.subjectPublicKeyInfo.subjectPublicKey.inner.modulus")
    assert [note.text for note in key.notes][2:] == [
        "00: the sign octet: without it the first bit would make the number negative (X.690 8.3.3)",
        f"{key.length - 1} octets: a number of {8 * (key.length - 1)} bits, its first octet first",
    ]


def test_what_is_left_out() -> None:
    """`critical` and `cA` are not there, and a note of no octets stands where they would."""
    ca, leaf = xf.Extension.of(xf.BasicConstraints(ca=True)), xf.Extension.of(xf.BasicConstraints())
    key = xf.PrivateKey.generate("ec:P-256")
    request = xf.CertificationRequest.create(xf.Name.of(CN="a"), key, extensions=(ca, leaf))
    root = xf.explain(request.to_der())
    extensions = "certificationRequestInfo.attributes[0].values[0]"
    path = f"{extensions}[1]"
    critical = next(note for note in root.at(path).notes if not note.length)
    assert critical.text == "no critical: it is FALSE, its DEFAULT, which DER leaves out (X.690 11.5)"
    assert critical.offset == root.at(f"{path}.extnValue").offset
    constraints = root.at(f"{path}.extnValue.inner")
    assert [note.text for note in constraints.notes if not note.length] == [
        "no cA: it is FALSE, its DEFAULT, which DER leaves out (X.690 11.5)"
    ]
    assert not [note for note in root.at(f"{extensions}[0]").notes if not note.length]
    first = xf.TBSCertificate.from_der(_version_1(key))
    assert first.version == 0
    left_out = [note for note in xf.explain(_whole(first)).at("tbsCertificate").notes if not note.length]
    assert left_out[0].text == "no version: it is v1 (0), its DEFAULT, which DER leaves out (X.690 11.5)"


def _version_1(key: xf.PrivateKey) -> bytes:
    name = xf.Name.of(CN="a")
    tbs = xf.TBSCertificate(
        version=0,
        serial_number=1,
        signature=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier.named("ecdsa-with-SHA256")),
        issuer=name,
        validity=xf.Validity.of("2026-11-24", "2051-11-24"),
        subject=name,
        subject_public_key_info=key.public_key,
    )
    return tbs.to_der()


def _whole(tbs: xf.TBSCertificate) -> bytes:
    return xf.Certificate.assemble(tbs, tbs.signature, b"\0\1").to_der()


def test_pem_begins_with_mii() -> None:
    data = xf.pem.decode(DEBIANS.read_bytes())[0].data
    text = xf.pem.encode("CERTIFICATE", data)
    first = xf.explain(text).notes[0]
    assert (first.offset, first.length) == (0, 0)
    assert first.text.startswith("in base64, this begins MII: 30 82 ")
    assert text.splitlines()[1].startswith("MII")
    small = xf.pem.encode("X", b"\x05\x00")
    assert xf.explain(small).notes[0].text.startswith(f"in base64, this begins {small.splitlines()[1]}")
    assert not [note for note in xf.explain(data).notes if "base64" in note.text]


def test_points_and_addresses() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    bits = xf.explain(key.public_key.to_der()).at("subjectPublicKey.bits")
    assert [(note.length, note.text.partition(" ")[0]) for note in bits.notes] == [(1, "04:"), (32, "32"), (32, "32")]
    names = xf.SubjectAlternativeName.of("192.0.2.1", "2001:db8::1")
    request = xf.CertificationRequest.create(xf.Name.of(CN="a"), key, extensions=(xf.Extension.of(names),))
    root = xf.explain(request.to_der())
    path = "certificationRequestInfo.attributes[0].values[0][0].extnValue.inner[0].iPAddress"
    assert _notes_at(root, path)[-1] == "c0 00 02 01: 192.0.2.1, IPv4"
    assert "[7] in place of the tag of OCTET STRING" in _notes_at(root, path)[0]


def test_of_what_is_private_no_octet_is_told() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    scalar = xf.ECPrivateKey.from_der(xf.PrivateKeyInfo.from_der(key.to_der()).private_key).private_key
    root = xf.explain(key.to_der())
    assert_notes_tile(root)
    for node in root.walk():
        for note in node.notes:
            assert scalar[:4].hex() not in note.text
            assert scalar[:4].hex(" ") not in note.text
    assert [note.text for note in root.at("privateKey.inner.privateKey").notes][-1] == "private: not shown"


def test_timestamps_of_logs() -> None:
    data = (VECTORS / "x509" / "cryptography-scts.pem").read_bytes()
    root = xf.explain(data)
    (place,) = (node for node in root.walk() if node.declared == "SignedCertificateTimestampList")
    contents = [note.text for note in place.notes][2:]
    assert contents[:5] == [
        "00 f2: the list takes 242 octets (RFC 6962 3.3)",
        "00 77: a timestamp takes 119 octets",
        "00: version 1",
        "32 octets: which log it is: the SHA-256 of its key",
        "00 00 01 66 17 ab 4a e9: since when the log has it, in milliseconds since 1970: 2018-09-26 20:56:33.769 UTC",
    ]
    assert contents[5:10] == [
        "00 00: extensions of 0 octets",
        "04: the hash, SHA-256 (RFC 5246 7.4.1.4.1)",
        "03: the signature's algorithm, ECDSA",
        "00 48: a signature of 72 octets",
        "72 octets: the signature of the log",
    ]
    assert len(contents) == 19


@given(st.data())
def test_timestamps_that_are_broken(data: st.DataObject) -> None:
    root = xf.explain((VECTORS / "x509" / "cryptography-scts.pem").read_bytes())
    (place,) = (node for node in root.walk() if node.declared == "SignedCertificateTimestampList")
    octets = bytearray(root.document.data)
    for _ in range(data.draw(st.integers(1, 4))):
        start = place.offset + place.header_length
        at = data.draw(st.integers(start, start + place.length - 1))
        octets[at] = data.draw(st.integers(0, 255))
    assert_notes_tile(xf.explain(bytes(octets)))
