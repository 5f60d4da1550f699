"""The examples of the rules are what the page says: bad ones break their rule and no other, good ones none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from docs.profile_examples import PROFILE_ALSO, PROFILE_BAD, PROFILE_SOUND
from docs.rule_examples import ALSO, BAD, GOOD, good
from tests.rules.maker import NOW, Example, Maker, findings
from x509forge.asn1.path import value_at
from x509forge.rules import NAMES, catalogue, rules_on_top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.rules.maker import Presented
    from tests.tools.key_files import KeyFiles

# What is found in a certificate beside another, at a time, for a host, or by what is outside of what is signed.
BESIDE = ("rfc5280.path.", "rfc9525.host.", "rfc5280.signature.", "rfc5280.validity.not_yet", "rfc5280.validity.exp")
REQUESTS = ["rfc2986.version"]
ALONE = [id for id in BAD if not id.startswith((*BESIDE, "rfc9925.")) and id not in REQUESTS]
CHAINS = [id for id in BAD if id not in (*ALONE, *REQUESTS)]


def _subject(shown: Presented) -> xf.Certificate:
    return (shown.leaf, shown.anchor, *shown.others)[shown.subject or 0]


def _are_sound(found: Sequence[xf.Finding], certificate: xf.Certificate | xf.TBSCertificate) -> bool:
    for finding in found:
        value_at(certificate, finding.path)  # raises where the path leads nowhere
        assert finding.value.isascii()
        assert finding.value.isprintable()
    return True


@pytest.mark.parametrize("id", ALONE)
def test_a_bad_example_breaks_its_rule_and_no_other(id: str, keys: KeyFiles) -> None:
    certificate = _subject(Example(keys).bad(id))
    for value in (certificate, certificate.tbs_certificate, xf.Certificate.from_der(certificate.to_der())):
        found = xf.check(value)
        assert {finding.id for finding in found} == {id, *ALSO.get(id, ())}
        assert _are_sound(found, value)


@pytest.mark.parametrize("id", CHAINS)
def test_a_bad_example_of_a_chain_breaks_its_rule_and_no_other(id: str, keys: KeyFiles) -> None:
    assert findings(Example(keys).bad(id)) == {id, *ALSO.get(id, ())}


@pytest.mark.parametrize(
    ("profile", "id"), [(profile, id) for profile, examples in PROFILE_BAD.items() for id in examples]
)
def test_a_bad_example_of_a_profile_breaks_its_rule_and_no_other(profile: str, id: str, keys: KeyFiles) -> None:
    shown = Example(keys).run(PROFILE_BAD[profile][id])
    subject = _subject(shown)
    found = xf.check(subject, profile=profile, issuer=shown.anchor, host=None if shown.subject else shown.host, at=NOW)
    assert {finding.id for finding in found} == {id, *PROFILE_ALSO.get(id, ())}
    assert _are_sound(found, subject)


@pytest.mark.parametrize("id", [id for id in ALONE if id in GOOD])
def test_a_good_example_breaks_no_rule(id: str, keys: KeyFiles) -> None:
    assert xf.check(_subject(Example(keys).good(id))) == []


@pytest.mark.parametrize("id", CHAINS)
def test_a_good_example_of_a_chain_breaks_no_rule(id: str, keys: KeyFiles) -> None:
    assert findings(Example(keys).good(id)) == set()


@pytest.mark.parametrize("id", REQUESTS)
def test_of_the_examples_of_a_request_the_bad_one_breaks_its_rule_and_the_good_one_none(
    id: str, keys: KeyFiles
) -> None:
    bad, sound = (Example(keys).value(text) for text in (BAD[id], good(id)))
    assert isinstance(bad, xf.CertificationRequest)
    assert isinstance(sound, xf.CertificationRequest)
    assert [finding.id for finding in xf.check(bad)] == [id]
    assert xf.check(sound) == []


@pytest.mark.parametrize("profile", PROFILE_BAD)
def test_what_is_sound_breaks_no_rule_of_a_profile(profile: str, keys: KeyFiles) -> None:
    makers = {text.partition("(")[0] + "()" for text in PROFILE_BAD[profile].values()}
    for text in (*makers, *PROFILE_SOUND.get(profile, ())):
        shown = Example(keys).run(text)
        assert xf.check(_subject(shown), profile=profile, issuer=shown.anchor, at=NOW) == []


def test_what_was_judged_before_changes_nothing(keys: KeyFiles) -> None:
    example = Example(keys)
    values = [_subject(example.bad(id)) for id in ALONE] + [_subject(example.good(id)) for id in GOOD if id in ALONE]
    first = [xf.check(value) for value in values]
    assert [xf.check(value) for value in values] == first


def test_a_raw_element_hides_nothing_from_what_is_judged_later(keys: KeyFiles) -> None:
    maker = Maker(keys)
    raw = xf.SubjectAlternativeName.of("a.example").with_("general_names", xf.Any(b"\x30\x00"))
    hidden = maker.leaf({xf.SubjectAlternativeName: xf.Extension.of(raw)})
    assert xf.check(hidden) == []
    (finding,) = xf.check(xf.Certificate.from_der(hidden.to_der()))
    assert finding.id == "rfc5280.subject_alternative_name.empty"


def test_every_rule_has_an_example() -> None:
    assert set(BAD) == {rule.id for rule in catalogue()}
    assert set(GOOD) <= set(BAD)
    assert set(ALSO) <= set(BAD)
    on_top = {id for profile in NAMES for id in rules_on_top(profile)}
    assert {id for examples in PROFILE_BAD.values() for id in examples} == on_top
    assert set(PROFILE_ALSO) <= on_top
