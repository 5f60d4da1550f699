"""The tree as JSON: other readers read it, it keeps to its schema, and the octets come back from it."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from tests.explain.test_tree import FILES, NASTY
from x509forge.der import element
from x509forge.explain.json_tree import render

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "explain.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def octets_of(node: dict[str, Any]) -> bytes:
    """Return a document's octets by the words of the schema."""
    if "children" in node:
        return bytes.fromhex(node["header"]) + b"".join(map(octets_of, node["children"]))
    return bytes.fromhex(node["header"] + node["contents"])


def document(data: bytes | str, **options: Any) -> tuple[str, dict[str, Any]]:
    """Return the text, which is ASCII and nothing that a terminal acts on, and what it reads as."""
    notes = options.pop("notes", False)
    text = "".join(render(xf.explain(data, **options), notes=notes))
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    tree = json.loads(text)
    # Strict readers take it: there is no half of a surrogate pair.
    json.dumps(tree, ensure_ascii=False).encode()
    return text, tree


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    _, tree = document(b"\x05\x00")
    VALIDATOR.validate(tree)
    changes: list[dict[str, object]] = [
        {"more": 1},
        {"contents": "0"},
        {"children": []},
        {"private": True},
        {"offset": -1},
    ]
    for change in changes:
        assert not VALIDATOR.is_valid(tree | change), change
    for name in ("contents", "path"):
        assert not VALIDATOR.is_valid({key: value for key, value in tree.items() if key != name})


@pytest.mark.parametrize("part", range(8))
def test_the_octets_of_every_file(part: int) -> None:
    # The validator takes 1 ms for 5 nodes: it is shown one file in five.
    for number, path in enumerate(FILES[part::8]):
        root = xf.explain(path.read_bytes(), show_private=True)
        _, tree = document(path.read_bytes(), show_private=True, notes=number % 2 == 0)
        documents = root.members or (root,)
        trees = tree["children"] if root.members else [tree]
        assert [octets_of(each) for each in trees] == [each.document.data for each in documents], path
        if number % 5 == 0:
            VALIDATOR.validate(tree)


@pytest.mark.parametrize("case", NASTY)
def test_what_strangers_send(case: str) -> None:
    root = xf.explain(NASTY[case])
    _, tree = document(NASTY[case])
    if root.members is None:
        assert octets_of(tree) == root.document.data
    if len(NASTY[case]) < 2000:
        VALIDATOR.validate(tree)


@given(st.binary(max_size=200))
def test_any_octets(data: bytes) -> None:
    VALIDATOR.validate(document(data)[1])
    # Of what may be a private key there would be no octets.
    _, tree = document(data, show_private=True)
    VALIDATOR.validate(tree)
    if data and "text" not in tree and "label" not in tree:
        assert octets_of(tree) in (data, xf.explain(data).document.data)


def test_what_may_be_a_private_key_has_no_octets() -> None:
    # `make test-deep` drew it.
    _, tree = document(b"PRIVATE KEY-")
    VALIDATOR.validate(tree)
    assert "contents" not in tree


def test_members_are_those_of_the_node() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    root = xf.explain(xf.CertificationRequest.create(xf.Name.of(CN='a, DNS:"<script>\x1b[31m\u202e'), key).to_der())
    _, tree = document(root.document.data, notes=True)
    stack = [tree]
    for node in root.walk():
        found = stack.pop()
        for name in ("name", "path", "type", "offset", "header_length", "length"):
            assert found[name] == getattr(node, name)
        for name in ("declared", "value", "citation"):
            assert found.get(name, "") == getattr(node, name)
        assert found.get("tag") == (None if node.tag is None else node.tag._asdict())
        assert found.get("notes", []) == [note._asdict() for note in node.notes]
        assert found["header"] == node.header.hex()
        stack.extend(reversed(found.get("children", [])))
    assert not stack


def test_findings_are_in_it() -> None:
    _, tree = document(bytes.fromhex("30050201010500"))
    assert "findings" not in tree
    _, tree = document(bytes.fromhex("300402020005"))
    (finding,) = tree["children"][0]["findings"]
    assert finding["id"] == "asn1.value"
    assert finding["offset"] == 4
    VALIDATOR.validate(tree)


def test_private_keys_are_not_in_it() -> None:
    key = xf.PrivateKey.generate("ec:P-256")
    scalar = xf.ECPrivateKey.from_der(xf.PrivateKeyInfo.from_der(key.to_der()).private_key).private_key.hex()
    for data in (key.to_der(), key.to_pem(), key.to_pem(format="traditional"), key.to_der()[:-1]):
        text, tree = document(data)
        assert scalar not in text
        assert '"private": true' in text
        VALIDATOR.validate(tree)
        assert scalar in document(data, show_private=True)[0]


def test_what_stands_around_blocks() -> None:
    pem = xf.PrivateKey.generate("ec:P-256").public_key.to_pem()
    text, tree = document(f"before \u00e9\n{pem}after\n")
    assert [bytes.fromhex(child.get("text", "")) for child in tree["children"]] == [
        b"before \xc3\xa9\n",
        b"",
        b"\nafter\n",
    ]
    assert tree["children"][1]["label"] == "PUBLIC KEY"
    assert text.count("\n") > 5
    VALIDATOR.validate(tree)


def test_a_text_that_is_hidden_is_not_in_it() -> None:
    root = xf.explain(f"Private-Key: 01:02\n{xf.PrivateKey.generate('ec:P-256').to_pem()}")
    assert root.members
    root.members[0].secret = True
    tree = json.loads("".join(render(root)))
    assert tree["children"][0]["private"] is True
    assert "text" not in tree["children"][0]
    VALIDATOR.validate(tree)


def test_ten_megabytes() -> None:
    """Time grows with the size, and memory does not."""
    entry = element(b"\x30", b"\x02\x03\x01\x02\x03\x17\x0d260101000000Z")
    times = []
    for count in (5_000, 20_000):
        root = xf.explain(element(b"\x30", entry * count))
        began = time.process_time()
        size = sum(map(len, render(root)))
        times.append((time.process_time() - began) / size)
    assert max(times) / min(times) < 3
    root = xf.explain(element(b"\x30", element(b"\x04", bytes(10_000_000)) + entry * 200))
    tracemalloc.start()
    longest = max(map(len, render(root)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert longest < 1 << 17
    assert peak < 12_000_000
