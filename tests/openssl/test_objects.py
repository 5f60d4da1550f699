"""OpenSSL's object names, judged by libcrypto and by `openssl list -objects`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools import libcrypto
from x509forge.errors import ConfigError
from x509forge.openssl import objects
from x509forge.openssl.config import Config

if TYPE_CHECKING:
    from tests.tools.programs import Program


def _to_oid(text: str) -> str | None:
    try:
        return objects.to_oid(text)
    except ConfigError:
        return None


def test_every_object_of_libcrypto_is_known_by_both_names_and_by_its_identifier() -> None:
    known = libcrypto.objects()
    assert len(known) > 1200
    for item in known:
        expected = item.oid or None
        assert (_to_oid(item.short_name), _to_oid(item.long_name)) == (expected, expected), item
        if expected:
            answer = libcrypto.object_of(item.oid)
            assert answer is not None
            assert (objects.short_name(item.oid), objects.long_name(item.oid)) == answer[:2]


def test_every_line_of_the_program_is_answered_the_same(openssl: Program) -> None:
    for line in openssl("list", "-objects").decode().splitlines():
        if line.startswith("# None-OID object: "):
            for name in line.removeprefix("# None-OID object: ").split(", "):
                with pytest.raises(ConfigError, match="has no object identifier"):
                    objects.to_oid(name)
            continue
        short, names = line.split(" = ", 1)
        long, oid = names.rsplit(", ", 1) if ", " in names else (short, names)
        for name in (short, long):
            found = objects.to_oid(name)
            # 3.0's program has no room for the last number of some; libcrypto itself gives them whole.
            assert found.startswith(oid) if oid.endswith(".") else found == oid, line


def test_every_name_of_the_newer_release(openssl_35: Program) -> None:
    known = objects.newer_names("3.5")
    seen = set()
    for line in openssl_35("list", "-objects").decode().splitlines():
        short, equals, names = line.partition(" = ")
        if equals and not line.startswith("#"):
            long, oid = names.rsplit(", ", 1) if ", " in names else (short, names)
            for name in (short, long):
                found = objects.to_oid(name, known)
                assert found.startswith(oid) if oid.endswith(".") else found == oid, line
                seen.add(name)
    assert set(known) <= seen


@given(st.text("0123456789. ax-\n", max_size=10) | st.from_regex(r"\A[012][. ][0-9. ]{0,12}\Z"))
def test_numbers_are_taken_as_libcrypto_takes_them(text: str) -> None:
    expected = libcrypto.object_of(text)
    assert _to_oid(text) == (expected.oid if expected else None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("commonname", 'unknown object name "commonname" (did you mean commonName?)'),
        ("serverauth", 'unknown object name "serverauth" (did you mean serverAuth?)'),
        ("", 'unknown object name ""'),
        ("no such thing at all", 'unknown object name "no such thing at all"'),
        ("\x1b[2J", 'unknown object name "\\x1b[2J"'),
        ("ISO", 'the object "ISO" has no object identifier'),
        ("1", '"1" is no object identifier: there is no second number'),
        ("1.2.x", '"1.2.x" is no object identifier: "x" is no digit'),
        ("3.4", '"3.4" is no object identifier: the first number is 0, 1 or 2'),
        ("1.40", '"1.40" is no object identifier: the second number is at most 39 below 0 and 1'),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        objects.to_oid(text)
    assert str(caught.value) == reason


def test_a_refusal_points_into_the_configuration() -> None:
    value = Config.parse("\nusage = 1.2.\\\n  3x4", file="a.cnf").get("default", "usage")
    assert value is not None
    with pytest.raises(ConfigError) as caught:
        objects.to_oid(value.part(0, 4) if value == "1.2." else value)
    assert (caught.value.file, caught.value.line, caught.value.column) == ("a.cnf", 3, 4)


def test_names_of_an_oid_section_count_after_the_built_in_ones() -> None:
    added = {"myPolicy": "1.2.3.4", "CN": "1.2.3.5"}
    assert objects.to_oid("myPolicy", added) == "1.2.3.4"
    assert objects.to_oid("CN", added) == "2.5.4.3"
    with pytest.raises(ConfigError, match="did you mean myPolicy"):
        objects.to_oid("mypolicy", added)


def test_unnamed_identifiers_have_no_names() -> None:
    assert objects.short_name("1.2.3.4.5") is None
    assert objects.long_name("1.2.3.4.5") is None
