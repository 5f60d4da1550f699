"""The page as text: what is in it, and what is not."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cryptography_vectors
import pytest

import x509forge as xf
from tests.tools.programs import Program
from x509forge.explain import html as page_of
from x509forge.explain.html import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from x509forge.explain import Node

VECTORS = Path(cryptography_vectors.__file__).parent
DEBIANS = Path("/etc/ssl/certs/ca-certificates.crt")
FILES = sorted(
    path
    for path in (VECTORS / "x509").rglob("*")
    if path.suffix in {".pem", ".der", ".crt", ".key"} and path.stat().st_size < 50_000
)[::9]


def page(root: Node) -> str:
    return "".join(render(root))


def data_in(text: str) -> dict[str, Any]:
    """Return the data that a page has."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def places(data: dict[str, Any]) -> Iterator[tuple[int, int, int, int]]:
    """Yield document, offset, header and contents of each row, as the page works them out."""
    follows: list[int] = []
    above: list[int] = []
    rows: list[list[Any]] = data["rows"]
    for number, row in enumerate(rows):
        depth: int = row[0]
        header, length, flags = (int(cell) for cell in (*row[3:6], 0, 0, 0)[:3])
        own = len(follows) if flags & 2 else above[depth - 1]
        if flags & 2:
            follows.append(0)
        above[depth:] = [own]
        yield own, follows[own], header, length
        following = (rows[number + 1] if number + 1 < len(rows) else [0]) + [0] * 6
        is_leaf = following[0] <= depth or following[5] & 2
        follows[own] += header + (length if is_leaf else 0)


def test_each_row_stands_where_its_node_does() -> None:
    assert len(FILES) > 50
    for path in FILES:
        root = xf.explain(path.read_bytes(), show_private=True)
        data = data_in(page(root))
        nodes = list(root.walk())
        assert [place[1:] for place in places(data)] == [
            (node.offset, node.header_length, node.length) for node in nodes
        ], path
        documents = {id(node.document): node.document.data for node in nodes}
        assert [base64.b64decode(octets) for octets in data["octets"]] == list(documents.values())


HOSTILE = ("</script><script>alert(1)</script>", "<!--<script>", "\x1b[2J\x9b0m\r\n\0", "evil\u202egnp.exe", "]]>&lt;")


def hostile() -> xf.Name:
    return xf.Name.of(*(("OU", text) for text in HOSTILE))


def test_no_markup_comes_from_data() -> None:
    text = page(xf.explain(hostile().to_der() + b"\x0c\x03<b>"))
    plain = page(xf.explain(b"\x05\0"))
    begin, end = '<script type="application/json" id="data">', "</script>\n<script>"
    assert text.partition(begin)[0] == plain.partition(begin)[0]
    assert text.rpartition(end)[2] == plain.rpartition(end)[2]
    data = text.partition(begin)[2].rpartition(end)[0]
    assert data.isascii()
    assert "<" not in data
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", data)


def test_nothing_may_work_but_the_script_and_the_style_of_the_page() -> None:
    text = page(xf.explain(b"\x05\0"))
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    for rule, kind in (("script-src", "script"), ("style-src", "style")):
        content = re.search(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert rules.pop(rule) == f"'sha256-{digest}'"
    assert not rules
    assert not re.search(r"\b(innerHTML|outerHTML|insertAdjacent|document\.write|DOMParser|eval|Function)\b", text)
    assert not re.search(r"""\s(src|on[a-z]+|style)=["']""", text)


def traces(secret: bytes) -> Iterator[str]:
    """Yield how octets look in hexadecimal, and in base64 at each of three places."""
    yield secret.hex()
    yield secret.hex(" ")
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + secret).decode()
        yield encoded[4 : len(encoded) - len(encoded) % 4 - 4]


@pytest.mark.parametrize("kind", ["ec:P-256", "rsa:2048", "ed25519"])
def test_private_octets_are_not_in_the_page(kind: str) -> None:
    key = xf.PrivateKey.generate(kind)
    info = xf.PrivateKeyInfo.from_der(key.to_der())
    if kind.startswith("rsa"):
        rsa = xf.RSAPrivateKey.from_der(info.private_key)
        secrets = [
            number.to_bytes(-(-number.bit_length() // 8), "big") for number in (rsa.private_exponent, rsa.prime1)
        ]
    elif kind.startswith("ec"):
        secrets = [xf.ECPrivateKey.from_der(info.private_key).private_key]
    else:
        secrets = [info.private_key[2:]]
    for data in (key.to_der(), key.to_pem(), f"about it\n{key.to_pem()}about it"):
        hidden, shown = page(xf.explain(data)), page(xf.explain(data, show_private=True))
        for secret in secrets:
            assert not [trace for trace in traces(secret) if trace in hidden]
            assert [trace for trace in traces(secret) if trace in shown]
    assert not [trace for secret in secrets for trace in traces(secret) if trace in html.unescape(of_notebook(info))]


def hidden_in(root: Node) -> Iterator[bytes]:
    """Yield what must not be shown, where it is long enough not to be there by chance."""
    for node in root.walk():
        if node.hides and not node.children and node.length >= 12:
            yield node.contents
        if node.decrypted is not None:
            yield from hidden_in(node.decrypted)


def test_no_key_of_others_is_in_its_page() -> None:
    count = 0
    for path in sorted((VECTORS / "asymmetric").rglob("*"))[::4]:
        if not path.is_file() or path.stat().st_size > 20_000:
            continue
        for password in (None, b"123456"):
            root = xf.explain(path.read_bytes(), password=password)
            octets = [base64.b64decode(document) for document in data_in(page(root))["octets"]]
            for secret in hidden_in(root):
                count += 1
                assert not [document for document in octets if secret in document], path
    assert count > 50


def test_what_was_decrypted_hangs_where_it_was_encrypted() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    secret = xf.ECPrivateKey.from_der(xf.PrivateKeyInfo.from_der(key.to_der()).private_key).private_key
    encrypted = xf.pem.decode(key.to_pem(password=b"sesame").encode())[0].data
    for password, show in ((None, False), (b"wrong", False), (b"sesame", False), (b"sesame", True)):
        text = page(xf.explain(encrypted, password=password, show_private=show))
        data = data_in(text)
        octets = [base64.b64decode(document) for document in data["octets"]]
        assert octets[0] == encrypted
        assert octets[1:] in ([], [key.to_der()] if show else [key.to_der().replace(secret, bytes(len(secret)))])
        assert bool(octets[1:]) == (password == b"sesame")
        assert bool([trace for trace in traces(secret) if trace in text]) == show
        assert "sesame" not in text
        for own, offset, header, length in places(data):
            assert offset + header + length <= len(octets[own])


def of_notebook(value: xf.asn1.Value) -> str:
    shown: str | None = value._repr_html_()  # type: ignore[attr-defined]
    assert shown is not None
    return shown


def test_notebooks_show_any_value() -> None:
    validity = xf.Certificate.from_der(xf.pem.decode(DEBIANS.read_bytes())[0].data).tbs_certificate.validity
    for value in (validity, hostile(), xf.KeyUsage.of("digitalSignature"), xf.Time.of("2030-01-01T00:00:00Z")):
        frame = re.fullmatch(
            r"<iframe title='[^']*' sandbox='allow-scripts' style='[^']*' srcdoc='([^']*)'></iframe>",
            of_notebook(value),
        )
        assert frame
        data = data_in(html.unescape(frame[1]))
        assert [base64.b64decode(octets) for octets in data["octets"]] == [value.to_der()]
        assert type(value).__name__ in str(data["rows"][:2])
    assert not hasattr(xf.PrivateKey.generate("ed25519"), "_repr_html_")


def test_notebooks_show_what_was_explained() -> None:
    pem = DEBIANS.read_bytes()[:20_000]
    key = xf.PrivateKey.generate("ed25519")
    tree = xf.explain(pem)
    for root in (
        tree,
        tree.children[0],
        tree.children[0].at("tbsCertificate.subject"),
        xf.explain(b"prose"),
        xf.explain(b""),
    ):
        frame = re.fullmatch(
            r"<iframe title='[\w ]+, explained' sandbox='allow-scripts' style='[^']*' srcdoc='([^']*)'></iframe>",
            root._repr_html_(),
        )
        assert frame
        assert html.unescape(frame[1]) == page(root)
    secret = key.to_der()[-32:]
    assert not [trace for trace in traces(secret) if trace in html.unescape(xf.explain(key.to_der())._repr_html_())]


def test_values_can_be_shown_as_soon_as_one_is_there() -> None:
    program = "import x509forge as xf; print(xf.KeyUsage.of('cRLSign')._repr_html_()[:7], xf.explain(b'\\5\\0').type)"
    import sys

    result = Program(sys.executable).run("-c", program)
    assert result.stdout == b"<iframe NULL\n", result.stderr


def test_the_same_page_each_time() -> None:
    data = DEBIANS.read_bytes()[:100_000]
    assert page(xf.explain(data)) == page(xf.explain(data))


def test_texts_beyond_the_number_remembered_are_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of, "_TEXTS", 12)
    root = xf.explain(xf.pem.decode(DEBIANS.read_bytes())[0].data)
    data = data_in(page(root))
    texts = [""]

    def text(cell: str | int) -> str:
        if isinstance(cell, int):
            return texts[cell]
        if len(texts) < data["texts"]:
            texts.append(cell)
        return cell

    shown = []
    for row in data["rows"]:
        cells = (*row, *[0] * (11 - len(row)))
        shown.append([text(cells[column]) for column in (1, 2, 6, 7, 8, 9, 10)])
        for cell in (row[11:] or [[]])[0][2::3]:
            text(cell)
    assert len(texts) == 12
    assert [row[:3] for row in shown] == [[node.name, node.type, node.value] for node in root.walk()]
    assert [row[4:6] for row in shown] == [[node.declared, node.citation] for node in root.walk()]


def test_a_certificate_is_a_page_in_no_time() -> None:
    data = xf.pem.decode(DEBIANS.read_bytes())[0].data
    times = []
    for _ in range(7):
        began = time.process_time()
        page(xf.explain(data))
        times.append(time.process_time() - began)
    # In seconds; some 0.02 measured.
    assert min(times) < 0.05
