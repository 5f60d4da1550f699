"""The tree: each octet is in one place, names and paths are the library's own, and nothing raises."""

from __future__ import annotations

import itertools
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import cryptography_vectors
import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge.der import element

if TYPE_CHECKING:
    from collections.abc import Callable

VECTORS = Path(cryptography_vectors.__file__).parent
DEBIANS = Path("/etc/ssl/certs/ca-certificates.crt")
_SUFFIXES = {".pem", ".der", ".crt", ".key", ".crl", ".p12", ".p7b", ".csr", ".req", ".cer"}
_LARGEST = 200_000
FILES = sorted(path for path in VECTORS.rglob("*") if path.suffix in _SUFFIXES and 0 < path.stat().st_size < _LARGEST)


def documents(root: xf.Node) -> list[tuple[bytes, list[tuple[int, int]]]]:
    """Return the octets of each document, and the spans that headers and leaves take, in order."""
    found: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
    for node in root.walk():
        _, spans = found.setdefault(id(node.document), (node.document.data, []))
        if node.header_length:
            spans.append((node.offset, node.offset + node.header_length))
        if not node.children and node.length:
            spans.append((node.offset + node.header_length, node.offset + node.header_length + node.length))
    return list(found.values())


def assert_each_octet_is_in_one_place(root: xf.Node) -> int:
    """Return how many octets there are."""
    total = 0
    for data, spans in documents(root):
        edges = [0, *itertools.chain.from_iterable(spans), len(data)]
        # Each span begins where the one before it ended.
        assert edges[0::2] == edges[1::2]
        total += len(data)
    return total


def ask_everything(root: xf.Node) -> None:
    for node in root.walk():
        for attribute in ("name", "path", "type", "declared", "tag", "value", "citation", "notes", "findings"):
            getattr(node, attribute)
        assert len(node.header) + len(node.contents) == len(node.encoded) or node.piece is not None


def mutated(data: bytes, source: random.Random) -> bytes:
    """Return octets that somebody's disk, network or hand has changed."""
    octets = bytearray(data)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(octets) or 1)
        kind = source.random()
        if kind < 0.6 and octets:
            octets[at] = source.randrange(256)
        elif kind < 0.8:
            del octets[at : at + source.randint(1, 9)]
        else:
            octets[at:at] = source.randbytes(source.randint(1, 5))
    return bytes(octets)


def test_there_are_files() -> None:
    assert len(FILES) > 1000


@pytest.mark.parametrize("part", range(8))
def test_every_octet_of_every_file(part: int) -> None:
    for path in FILES[part::8]:
        data = path.read_bytes()
        root = xf.explain(data)
        size = assert_each_octet_is_in_one_place(root)
        if b"-----BEGIN" not in data:
            assert size == len(data), path
        ask_everything(root)


@pytest.mark.parametrize("part", range(8))
def test_every_octet_of_what_was_changed(part: int) -> None:
    source = random.Random(part)
    for path in FILES[part::8]:
        for octets in {data for data, _ in documents(xf.explain(path.read_bytes())) if data}:
            changed = mutated(octets, source)
            root = xf.explain(changed)
            assert assert_each_octet_is_in_one_place(root) == len(root.document.data)
            ask_everything(root)


@given(st.binary(max_size=200))
def test_any_octets(data: bytes) -> None:
    root = xf.explain(data)
    assert_each_octet_is_in_one_place(root)
    ask_everything(root)


def _nested(levels: int, octets: bytes = b"\x05\x00", tag: bytes = b"\x30") -> bytes:
    for _ in range(levels):
        octets = element(tag, octets)
    return octets


NASTY = {
    "empty": b"",
    "a word": b"hello, this is no certificate",
    "10,000 levels": _nested(10_000),
    "10,000 levels without end": b"\x30\x80" * 10_000,
    "10,000 levels with ends": b"\x30\x80" * 10_000 + b"\0\0" * 10_000,
    "octet strings in octet strings": _nested(1000, _nested(1000, tag=b"\x04")),
    "2**63 octets": bytes.fromhex("30887fffffffffffffff0500"),
    "2**64 octets": bytes.fromhex("3088ffffffffffffffff0500"),
    "a length of 126 octets": bytes.fromhex("30fe") + b"\xff" * 126 + b"\x05\0",
    "length FF": bytes.fromhex("30ff0500"),
    "primitive without end": bytes.fromhex("04800500"),
    "zeros": b"\0" * 20_000,
    "a tag of 1 MB": b"\x1f" + b"\xff" * 1_000_000,
    "an identifier of one arc of 1 MB": element(b"\x06", b"\x81" * 1_000_000 + b"\x01"),
    "an identifier of a million arcs": element(b"\x06", b"\x01" * 1_000_000),
    "an integer of 1 MB": element(b"\x02", b"\x01" * 1_000_000),
    "bit strings": bytes.fromhex(
        "3017 0300 030109 03020701 0302fff0 0303000102 2308 03020001 03020001".replace(" ", "")
    ),
    "20,000 BEGIN lines": b"-----BEGIN X-----\n" * 20_000,
    "base64 of nothing": b"MII" * 100_000,
    "a set out of order": bytes.fromhex("31060201020201 01".replace(" ", "")),
}


@pytest.mark.parametrize("case", NASTY)
def test_what_strangers_send(case: str) -> None:
    root = xf.explain(NASTY[case])
    assert_each_octet_is_in_one_place(root)
    ask_everything(root)


def test_levels_alone_are_of_no_kind() -> None:
    assert xf.explain(NASTY["10,000 levels"]).declared == ""


def test_the_nodes_put_together_are_the_input() -> None:
    for block in xf.pem.decode(DEBIANS.read_bytes())[:20]:
        root = xf.explain(block.data)
        leaves = [node.header if node.children else node.header + node.contents for node in root.walk()]
        assert b"".join(leaves) == block.data
        assert root.declared == "Certificate"
        assert not [finding for node in root.walk() for finding in node.findings if finding.severity == "error"]


def test_paths_are_those_of_the_library() -> None:
    certificate = xf.Certificate.from_der(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    root = xf.explain(certificate.to_der())
    for node in root.walk():
        assert (root.at(node.path).offset, root.at(node.path).type) == (node.offset, node.type)
        # Without `inner`, the path leads to the same octets or to what they are wrapped in.
        outer = root.at(re.sub(r"\.inner\b", "", node.path))
        assert outer.whole_stop == node.whole_stop
        assert outer.contents.endswith(node.encoded) or outer.encoded == node.encoded
    serial = root.at("tbsCertificate.serialNumber")
    assert int.from_bytes(serial.contents, "big", signed=True) == certificate.tbs_certificate.serial_number
    assert serial.citation == "RFC 5280 4.1.2.2"
    changed = certificate.with_("tbsCertificate.serialNumber", 5)
    assert xf.explain(changed.to_der()).at("tbsCertificate.serialNumber").contents == b"\x05"
    with pytest.raises(KeyError, match=r"tbsCertificate has no serial; it has version, serialNumber, signature"):
        root.at("tbsCertificate.serial")


def test_a_value_is_explained_as_what_it_is() -> None:
    validity = xf.Validity.of("2026-01-01", "2027-01-01")
    root = xf.explain(validity)
    assert (root.declared, root.encoded) == ("Validity", validity.to_der())
    assert root.at("notAfter").value == "2027-01-01 00:00:00 UTC"
    key = xf.PrivateKey.generate("ec:P-256")
    structure = xf.PrivateKeyInfo.from_der(key.to_der())
    assert xf.explain(structure).at("privateKey.privateKey").hides
    assert not xf.explain(structure, show_private=True).at("privateKey.privateKey").hides
    assert xf.explain(xf.Any(key.to_der())).declared == "OneAsymmetricKey"


@pytest.mark.parametrize("octets", [5, None, [48, 0], 1.5, True])
@pytest.mark.parametrize("function", [xf.explain, xf.decompile, xf.to_der_ascii])
def test_what_is_neither_octets_nor_text_is_refused(function: Callable[..., object], octets: object) -> None:
    # `bytes(5)` is five zero octets, and was explained.
    with pytest.raises(TypeError, match=f"octets or text are needed, not {type(octets).__name__}"):
        function(octets)


def test_a_value_is_told_where_its_octets_are() -> None:
    with pytest.raises(TypeError, match="not Name; its to_der"):
        xf.decompile(xf.Name.of(CN="a"))  # type: ignore[arg-type]


def test_what_a_path_may_leave_out() -> None:
    root = xf.explain(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    name = root.at("tbsCertificate.subject")
    # The alternative of a CHOICE, the one field of a type that is a list, what stands within a tag or a string.
    assert root.at("tbsCertificate.subject.rdnSequence[0]").offset == root.at("tbsCertificate.subject[0]").offset
    assert root.at("tbsCertificate.subject.rdnSequence").offset == name.offset
    extensions = "tbsCertificate.extensions"
    assert root.at(f"{extensions}.inner[0]").offset == root.at(f"{extensions}[0]").offset
    with pytest.raises(KeyError, match="no nothing"):
        root.at(f"{extensions}[0].nothing")


def test_private_keys_are_not_shown() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    secret = key.to_der()
    scalar = xf.ECPrivateKey.from_der(xf.PrivateKeyInfo.from_der(secret).private_key).private_key
    for data in (secret, key.to_pem(), key.to_pem(format="traditional")):
        for node in xf.explain(data).walk():
            assert scalar.hex() not in node.value
            if node.contents == scalar:
                assert node.hides
        assert any(scalar.hex() in node.value for node in xf.explain(data, show_private=True).walk())


def test_the_package_is_the_function_too() -> None:
    program = "import x509forge.explain, x509forge as xf; print(xf.explain(b'\\5\\0').type, xf.explain.node.__name__)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["NULL", "x509forge.explain.node"]
    assert xf.explain(b"\5\0").type == "NULL"
