"""What other people's fuzzing corpora, and inputs made to take long, brought to light."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

import x509forge as xf
from x509forge.der import element
from x509forge.explain.look import columns

from .test_tree import ask_everything, assert_each_octet_is_in_one_place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def sequence(*elements: bytes) -> bytes:
    return element(b"\x30", b"".join(elements))


NAME = sequence()
ED25519 = bytes.fromhex("300506032b6570")
KEY_INFO = bytes.fromhex("302a300506032b6570032100") + b"\x11" * 32
VALIDITY = bytes.fromhex("301e170d3230303130313030303030305a170d3330303130313030303030305a")


def certificate(*extensions: bytes) -> bytes:
    """Return a certificate with these extensions, each an identifier and a value in hexadecimal."""
    listed = element(b"\xa3", sequence(*extensions)) if extensions else b""
    head = bytes.fromhex("a003020102020101")
    tbs = sequence(head, ED25519, NAME, VALIDITY, NAME, KEY_INFO, listed)
    return sequence(tbs, ED25519, element(b"\x03", b"\0" * 65))


def calls(task: Callable[[], object]) -> int:
    """Return how many functions, built-in ones too, are called: what time is spent on, whatever the machine does."""
    count = 0

    def counting(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        task()
    finally:
        sys.setprofile(before)
    return count


# OpenSSL's corpora `crl` and `cmp` have such: the zeros that would end an element stand half behind what holds it.
@pytest.mark.parametrize(
    "octets",
    [
        # SEQUENCE { SEQUENCE { SEQUENCE of indefinite length { NULL } 00 } 00 00 }
        "3009 3005 30800500 00 0000",
        # The same of an end-of-contents that nothing follows, and of one in a string that is opened.
        "3007 3005 3080 0500 00" + "00",
        "3080 0409 3007 30800500 0500 00 00 0000",
    ],
)
def test_an_end_that_reaches_beyond_what_holds_it_is_none(octets: str) -> None:
    data = bytes.fromhex(octets)
    root = xf.explain(data)
    assert_each_octet_is_in_one_place(root)
    ask_everything(root)
    assert xf.from_der_ascii(xf.to_der_ascii(data)) == data


def test_many_findings_are_placed_in_linear_time() -> None:
    san = sequence(bytes.fromhex("0603551d11"), element(b"\x04", bytes.fromhex("3003820161")))

    def found(count: int) -> int:
        root = xf.explain(certificate(*[san] * count))
        return calls(lambda: [node.findings for node in root.walk()])

    found(2)
    few, many = found(40), found(160)
    assert many < 5 * few


@pytest.mark.parametrize(
    ("text", "expected"), [("abc", 3), ("", 0), ("· a", 3), ("漢字", 4), ("e\u0301", 1), ("\uff21", 2), ("é…", 2)]
)
def test_columns(text: str, expected: int) -> None:
    assert columns(text) == expected


def test_ascii_is_not_counted_a_character_at_a_time() -> None:
    assert calls(lambda: columns("é" + "a" * 1000)) < 20


def test_what_no_kind_fits_is_not_looked_at_for_ever() -> None:
    data = bytes.fromhex("3003020101") * 400
    root = xf.explain(data)
    few = calls(lambda: [node.type for node in root.walk()])
    assert few < 400 * 400
    # What is known is looked for once, and one that stands far behind is found.
    known = xf.explain(certificate() + bytes.fromhex("3003020101") * 20 + certificate())
    assert [known.children[place].declared for place in (0, 1, 21)] == ["Certificate", "", "Certificate"]
    assert calls(lambda: known.children) < 22 * 200
