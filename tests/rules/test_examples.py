"""The examples of the rules are what the page says: bad ones break their rule and no other, good ones none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from docs.rule_examples import ALSO, BAD, GOOD
from tests.rules.maker import Example, Maker
from x509forge.asn1.path import value_at
from x509forge.rules import catalogue

if TYPE_CHECKING:
    from tests.rules.maker import Presented
    from tests.tools.key_files import KeyFiles

# What is about an issuer, a host or a time beside the certificate (`test_refusals.py`), or about requests.
BESIDE = ("rfc5280.path.", "rfc9525.host.", "rfc9925.", "rfc2986.")


def _subject(shown: Presented) -> xf.Certificate:
    return (shown.leaf, shown.anchor)[shown.subject or 0]


@pytest.mark.parametrize("id", BAD)
def test_a_bad_example_breaks_its_rule_and_no_other(id: str, keys: KeyFiles) -> None:
    certificate = _subject(Example(Maker(keys)).bad(id))
    for value in (certificate, certificate.tbs_certificate, xf.Certificate.from_der(certificate.to_der())):
        found = xf.check(value)
        assert {finding.id for finding in found} == {id, *ALSO.get(id, ())}
        for finding in found:
            value_at(value, finding.path)  # raises where the path leads nowhere
            assert finding.value.isascii()
            assert finding.value.isprintable()


@pytest.mark.parametrize("id", GOOD)
def test_a_good_example_breaks_no_rule(id: str, keys: KeyFiles) -> None:
    assert xf.check(_subject(Example(Maker(keys)).good(id))) == []


def test_what_was_judged_before_changes_nothing(keys: KeyFiles) -> None:
    example = Example(Maker(keys))
    values = [_subject(example.bad(id)) for id in BAD] + [_subject(example.good(id)) for id in GOOD]
    first = [xf.check(value) for value in values]
    assert [xf.check(value) for value in values] == first


def test_a_raw_element_hides_nothing_from_what_is_judged_later(keys: KeyFiles) -> None:
    maker = Maker(keys)
    raw = xf.SubjectAlternativeName.of("a.example").with_("general_names", xf.Any(b"\x30\x00"))
    hidden = maker.leaf({xf.SubjectAlternativeName: xf.Extension.of(raw)})
    assert xf.check(hidden) == []
    (finding,) = xf.check(xf.Certificate.from_der(hidden.to_der()))
    assert finding.id == "rfc5280.subject_alternative_name.empty"


def test_every_rule_about_a_certificate_alone_has_an_example() -> None:
    # Of what is signed by another algorithm than it says, and of dates at a time, `test_refusals.py` has some, too.
    elsewhere = {
        *("rfc5280.signature.algorithms_differ", "rfc5280.validity.not_yet_valid", "rfc5280.validity.expired"),
    }
    alone = {rule.id for rule in catalogue() if not rule.id.startswith(BESIDE)}
    assert set(BAD) == alone - elsewhere
    assert set(GOOD) <= set(BAD)
    assert set(ALSO) <= set(BAD)
