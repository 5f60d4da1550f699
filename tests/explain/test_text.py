"""The tree as lines: each node and each octet once, in order; nothing in them that a terminal acts on."""

from __future__ import annotations

import datetime
import gc
import re
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import cryptography_vectors
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

import x509forge as xf
from x509forge.der import element
from x509forge.explain.build_up import build_up
from x509forge.explain.look import Look, columns, cut, wrapped
from x509forge.explain.node import Node
from x509forge.explain.summary import summary
from x509forge.explain.text import render
from x509forge.explain.tour import steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

VECTORS = Path(cryptography_vectors.__file__).parent
DEBIANS = Path("/etc/ssl/certs/ca-certificates.crt")
_SUFFIXES = {".pem", ".der", ".crt", ".key", ".crl", ".p12", ".p7b", ".csr", ".req", ".cer"}
FILES = sorted(path for path in VECTORS.rglob("*") if path.suffix in _SUFFIXES and 0 < path.stat().st_size < 20_000)
SAMPLE = FILES[::7]
AT = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
# As little as a terminal can do without.
ESCAPE = "\x1b[2J\x1b]0;owned\x07"
HOSTILE = {
    "an escape": f"a{ESCAPE}.example",
    "a carriage return": "good.example\rbad",
    "a line feed": "good.example\nfindings: none",
    "a NUL": "good.example\0.evil.example",
    "a right-to-left override": "a\u202eelpmaxe.live",
    "two in one": "a, DNS:evil.example",
    "a quote": "a', dNSName 'evil.example",
}


def _steps(root: Node, look: Look) -> Iterator[str]:
    for lines in steps(root, look):
        yield from lines


def _summary(root: Node, look: Look) -> Iterator[str]:
    return summary(root, AT, look)


VIEWS: dict[str, Callable[[Node, Look], Iterator[str]]] = {
    "text": render,
    "hex and why": lambda root, look: render(root, look._replace(hex=True, why=True)),
    "summary": _summary,
    "tour": _steps,
    "build-up": build_up,
}


def is_inert(lines: Iterable[str]) -> bool:
    return all(line.isprintable() for line in lines)


def documents(root: Node) -> list[bytes]:
    """Return the octets of each document, in the order in which they are met."""
    found: dict[int, bytes] = {}
    for node in root.walk():
        found.setdefault(id(node.document), node.document.data)
    return [data for data in found.values() if data]


def dumped(lines: Iterable[str]) -> bytes:
    """Return the octets in the columns of a dump, whose offsets count them from the start of each document."""
    total = octets = b""
    for line in lines:
        row = re.match(r" {0,6}(\d+)  ((?:[0-9a-f]{2}[ |]?)+)(?= )", line)
        if row is None:
            continue
        if row[1] == "0":
            octets = b""
        assert int(row[1]) == len(octets), line
        part = bytes.fromhex(row[2].replace("|", " "))
        octets += part
        total += part
    return total


def test_there_are_files() -> None:
    assert len(SAMPLE) > 100


@pytest.mark.parametrize(("width", "why"), [(None, False), (80, True), (130, False)])
def test_the_columns_of_octets_are_the_input(width: int | None, why: bool) -> None:
    for path in SAMPLE:
        root = xf.explain(path.read_bytes(), show_private=True)
        lines = list(render(root, Look(hex=True, why=why, width=width)))
        assert dumped(lines) == b"".join(documents(root)), path


def test_each_node_is_a_line_and_begins_with_its_name() -> None:
    for path in SAMPLE:
        root = xf.explain(path.read_bytes())
        lines = [line for line in render(root) if not re.match(r" *[!|] ", line)]
        nodes = list(root.walk())
        assert len(lines) == len(nodes), path
        for line, node in zip(lines, nodes, strict=True):
            step = re.match(r"\[\d+\]", node.step)
            assert line.lstrip().startswith(f"{step[0]} {node.name}" if step else node.name)


def test_findings_stand_under_their_nodes() -> None:
    seen = 0
    for path in SAMPLE:
        root = xf.explain(path.read_bytes())
        expected = [finding.id for node in root.walk() for finding in node.findings]
        lines = list(render(root))
        assert re.findall(r"^ *! \w+ \[([\w.]+)\]", "\n".join(lines), re.MULTILINE) == expected, path
        seen += len(expected)
    assert seen > 15


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("width", "part"), [(80, 0), (121, 1)])
def test_lines_are_as_wide_as_the_terminal(view: str, width: int, part: int) -> None:
    for path in SAMPLE[part::2]:
        root = xf.explain(path.read_bytes())
        assert all(columns(line) <= width for line in VIEWS[view](root, Look(width=width))), path


@pytest.mark.parametrize("why", [False, True])
def test_nothing_is_lost_in_narrow_lines(why: bool) -> None:
    for block in xf.pem.decode(DEBIANS.read_bytes())[:20]:
        root = xf.explain(block.data)
        wide, narrow = ("".join("".join(render(root, Look(why=why, width=width))).split()) for width in (None, 60))
        assert wide == narrow


def test_depth_counts_from_what_is_shown() -> None:
    root = xf.explain(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    for top in (root, root.at("tbsCertificate.validity")):
        for depth in range(4):
            shown = [node for node in top.walk() if node.depth - top.depth <= depth]
            expected = len(shown) + sum(len(node.findings) for node in shown)
            assert len(list(render(top, Look(depth=depth)))) == expected
    assert " …  RFC 5280 4.1" in next(render(root, Look(depth=0)))


def test_colors_are_the_same_text() -> None:
    root = xf.explain(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    for view in VIEWS.values():
        plain = "\n".join(view(root, Look()))
        colored = "\n".join(view(root, Look(color=True)))
        assert colored.count("\x1b[0m") * 2 == colored.count("\x1b[")
        without = re.sub(r"\x1b\[[\d;]*m", "", colored)
        assert without == plain


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest, keys: KeyFiles) -> bytes:
    """A certificate with a hostile text wherever one may stand."""
    text = HOSTILE[request.param]
    key = xf.PrivateKey.load(keys("ec:P-256"))
    name = xf.Name.of(CN=text)
    # As raw elements: our own constructors do not take such names.
    names = b"".join(element(tag, text.encode()) for tag in (b"\x82", b"\x81", b"\x86"))
    extension = xf.Extension(extn_id=xf.ObjectIdentifier("2.5.29.17"), extn_value=element(b"\x30", names))
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="x"), key, days=10)
    tbs = issuer.certificate.tbs_certificate.replace(subject=name, issuer=name, extensions=(extension,))
    return xf.Certificate.assemble(tbs, issuer.certificate.signature_algorithm, b"\0").to_der()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [None, 80])
def test_names_cannot_write_on_the_terminal(hostile: bytes, view: str, width: int | None) -> None:
    around = f"-----BEGIN A{ESCAPE}-----\nAAAA\n-----END A{ESCAPE}-----\n{ESCAPE}\u202e\0\r text\n".encode()
    armoured = around + xf.pem.encode("CERTIFICATE", hostile).encode() + b"\xff\x9b31m\n"
    for data in (hostile, armoured, hostile[:-40], hostile.replace(b"0", b"1")):
        lines = list(VIEWS[view](xf.explain(data), Look(width=width)))
        assert lines
        assert is_inert(lines)


def test_one_name_does_not_pass_for_two(hostile: bytes) -> None:
    rows = list(summary(xf.explain(hostile), AT))
    first = next(number for number, row in enumerate(rows) if row.startswith("names"))
    listed = [row[29:] for row in rows[first : first + 3]]
    assert [row.partition(" ")[0] for row in listed] == ["dNSName", "rfc822Name", "uniformResourceIdentifier"]
    assert not rows[first + 3].startswith(" ")
    # What stands in one name stands between quotes, and no quote in it ends them.
    for row in listed:
        quoted = row.partition(" ")[2]
        assert re.fullmatch(r'"(\\.|[^"\\])*"', quoted), row


def test_private_values_are_in_no_view(keys: KeyFiles, openssl: Program) -> None:
    for key_type in ("ec:P-256", "rsa:2048", "ed25519"):
        der = keys.der(key_type)
        printed = openssl("pkey", "-in", keys(key_type), "-text", "-noout")
        key = xf.explain(der, show_private=True)
        secrets = [node.contents for node in key.walk() if node.secret and not node.children and node.length >= 32]
        assert secrets
        broken = keys.pem(key_type).replace(b"-----BEGIN PRIVATE KEY-----", b"-----BEGIN PRIVATE KEY----")
        for data in (der, keys.pem(key_type), printed, printed + keys.pem(key_type), der[:-2], broken):
            for view in VIEWS.values():
                shown = "".join(view(xf.explain(data), Look(width=80)))
                assert shown
                digits = re.sub(r"[^0-9a-f]", "", shown)
                for secret in secrets:
                    assert secret[:16].hex() not in digits
                    assert secret[8:24].hex() not in digits
                # Of what is text: the base64 of a broken block, and its octets in the dump.
                assert "".join(broken.decode().splitlines()[1:2])[4:24] not in shown.replace(" ", "") or data is der
                assert b"".join(broken.splitlines()[2:3])[:8].hex() not in digits


def test_private_values_are_shown_where_that_is_asked_for(keys: KeyFiles) -> None:
    der = keys.der("ed25519")
    seed = der[-32:]
    assert seed.hex() not in "".join(render(xf.explain(der)))
    assert seed.hex() in "".join(render(xf.explain(der, show_private=True)))


# A list as long as one likes, as CRLs have it.


def _long_list(entries: int) -> bytes:
    date = bytes.fromhex("170d3236303130313030303030305a")
    return element(
        b"\x30", b"".join(element(b"\x30", b"\x02\x04" + n.to_bytes(4, "big") + date) for n in range(entries))
    )


@pytest.mark.parametrize("view", VIEWS)
def test_memory_does_not_grow_with_the_tree(view: str) -> None:
    for _ in VIEWS[view](xf.explain(_long_list(3)), Look()):
        pass
    root = xf.explain(_long_list(600))
    gc.collect()
    tracemalloc.start()
    try:
        count = sum(1 for _ in VIEWS[view](root, Look()))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count > 1_800 or view == "summary"
    # Kept, the nodes alone would come to more than 600,000 octets.
    assert peak < 300_000


def test_the_tree_is_walked_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    made = 0
    usual = Node.__init__

    def counted(self: Node, *arguments: object) -> None:
        nonlocal made
        made += 1
        usual(self, *arguments)  # type: ignore[arg-type]

    data = xf.pem.decode(DEBIANS.read_bytes())[0].data
    root = xf.explain(data)
    nodes = sum(1 for _ in root.walk())
    monkeypatch.setattr(Node, "__init__", counted)
    for _ in render(root):
        pass
    # Itself, once for its parent's findings, and once to see whether there is anything in its parent.
    assert made < 4 * nodes


# The views beside the tree.


@pytest.mark.filterwarnings("ignore:Parsed a serial number:cryptography.utils.CryptographyDeprecationWarning")
def test_the_summary_agrees_with_cryptography() -> None:
    for block in xf.pem.decode(DEBIANS.read_bytes())[::3]:
        certificate = x509.load_der_x509_certificate(block.data)
        rows = dict(
            re.split(r"  +|(?<=critical) ", line, maxsplit=1)
            for line in summary(xf.explain(block.data), AT)
            if "  " in line.strip() and not line.startswith(" ")
        )
        assert rows["SHA-256"] == certificate.fingerprint(SHA256()).hex()
        assert rows["SHA-1"] == certificate.fingerprint(SHA1()).hex()
        assert int(rows["serial number"].partition(" ")[0].replace(":", ""), 16) == certificate.serial_number
        end = certificate.not_valid_after_utc
        days = f"{(end - AT).days:,} day" if end >= AT else f"expired {(AT - end).days:,} day"
        assert days in rows["valid"]
        assert f"{end:%Y-%m-%d %H:%M:%S} UTC" in rows["valid"]
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        said = rows["basic constraints" + (", critical" if constraints.critical else "")]
        assert said.startswith("CA") == constraints.value.ca
        for extension in certificate.extensions:
            if isinstance(extension.value, x509.SubjectKeyIdentifier):
                assert rows["key identifier"].replace(":", "").lower().startswith(extension.value.digest.hex())


def test_the_summary_is_one_screen() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    names = xf.SubjectAlternativeName.of(*(f"a{number}.example" for number in range(500)))
    certificate = xf.Issuer.self_signed(
        xf.Name.of(CN="many"), key, days=10, extensions=[xf.Extension.of(names)]
    ).certificate
    rows = list(summary(xf.explain(certificate.to_der()), AT))
    assert len(rows) < 40
    assert f"{'':29}… and 488 more" in rows


def test_a_summary_quotes_a_name_and_not_what_is_said_about_it() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    names = xf.SubjectAlternativeName.of("xn--bcher-kva.example", "a.example")
    certificate = xf.Issuer.self_signed(
        xf.Name.of(CN="a"), key, days=10, extensions=[xf.Extension.of(names)]
    ).certificate
    rows = [row.strip() for row in summary(xf.explain(certificate.to_der()), AT)]
    assert 'names                        dNSName "xn--bcher-kva.example" (bücher.example)' in rows
    assert 'dNSName "a.example"' in rows
    narrow = list(summary(xf.explain(certificate.to_der()), AT, Look(width=40)))
    # Where a label leaves little room, all that is said begins in one column.
    assert {len(row) - len(row.lstrip()) for row in narrow} == {0, 20}
    assert all(row[:1] == " " or row[19] == " " != row[20] for row in narrow[3:])


def test_the_summary_of_several_and_of_what_is_broken() -> None:
    blocks = DEBIANS.read_bytes()
    rows = list(summary(xf.explain(blocks), AT))
    assert sum(row.startswith("SHA-256") for row in rows) == blocks.count(b"-----BEGIN")
    for path in SAMPLE:
        assert any(row.startswith("findings") for row in summary(xf.explain(path.read_bytes()), AT)), path


def test_a_build_up_goes_from_the_inside_out() -> None:
    data = xf.pem.decode(DEBIANS.read_bytes())[0].data
    root = xf.explain(data)
    lines = list(build_up(root))

    def postorder(node: Node) -> Iterator[Node]:
        for child in node.children:
            yield from postorder(child)
        yield node

    for line, node in zip(lines, postorder(root), strict=True):
        size, _, rest = line.strip().partition("  ")
        assert int(size) == len(node.encoded)
        octets = bytes.fromhex(rest.partition("  ")[0].rstrip("…").replace("|", " "))
        assert node.encoded.startswith(octets)
        assert len(octets) == min(16, len(node.encoded))
    assert lines[-1].split()[0] == str(len(data))


def test_a_tour_has_a_step_for_each_header_and_tells_each_type_once() -> None:
    root = xf.explain(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    told = [list(step) for step in steps(root)]
    headed = [node for node in root.walk() if node.header_length]
    assert len(told) == len(headed)
    for lines, node in zip(told, headed, strict=True):
        assert node.name in lines[0]
        assert node.citation in lines[0]
        text = "\n".join(lines)
        assert node.path in text
        assert all(note.text in text for note in node.notes)
    everything = "\n".join(line for lines in told for line in lines)
    assert everything.count("Validity ::= SEQUENCE {") == 1
    assert everything.count("AttributeTypeAndValue ::= SEQUENCE {") == 1


@pytest.mark.parametrize(
    ("text", "room", "rows"),
    [
        ("one two three four five six seven", 24, ["one two three four five", "    six seven"]),
        ("a" * 30, 24, ["a" * 24, "    " + "a" * 6]),
        ("x " + "a" * 23, 24, ["x " + "a" * 22, "    a"]),
        ("x " + "a" * 20 + " yz", 24, ["x " + "a" * 20, "    yz"]),
        ("証明書" * 5, 24, ["証明書" * 4, "    証明書"]),
        ("", 24, [""]),
    ],
)
def test_wrapping(text: str, room: int, rows: list[str]) -> None:
    found = ["".join(part for _, part in row) for row in wrapped([("plain", text)], room, 4)]
    assert found == rows


def test_columns() -> None:
    assert [columns(text) for text in ("abc", "証明", "e\u0301", "é")] == [3, 4, 1, 1]
    assert cut("証明書", 4) == "証…"
    assert cut("abcd", 4) == "abcd"
    assert cut("abcde", 4) == "abc…"
