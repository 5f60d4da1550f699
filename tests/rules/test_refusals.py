"""Who refuses what: for each rule a chain that breaks it, and no other as far as can be, shown to each verifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from docs.profile_examples import PROFILE_BAD, PROFILE_SOUND
from docs.rule_examples import BAD, GOOD, GOOD_AND_REFUSED
from docs.verifiers import SOUND_AND_REFUSED
from docs.verifiers import VERIFIERS as ASKED
from tests.rules.maker import GOOD as GOOD_DATES
from tests.rules.maker import HOST, NOW, Example, Presented, findings
from tests.tools.programs import NOT_MEASURED
from tests.tools.verifiers.clients import VERIFIERS, openssl
from tests.tools.verifiers.measured import measured, version_of
from tests.tools.verifiers.shown import Shown, written
from x509forge.issuing.preflight import RULES as PREFLIGHT
from x509forge.issuing.preflight import preflight
from x509forge.rules import check
from x509forge.rules.profiles import every_rule
from x509forge.rules.rule import CLIENTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.key_files import KeyFiles

RULES = {**every_rule(), **PREFLIGHT}
# In `make test-deep` alone: what they need is large.
DEEP = ("go", "java")


def _order(example: Example) -> Presented:
    maker = example.maker
    anchor = maker.ca()
    return Presented(maker.leaf(by_sub=True), anchor, (anchor, maker.sub()))


def _signature(example: Example) -> Presented:
    maker = example.maker
    other = xf.BitString(maker.ca_key.sign(b"something else"))
    return Presented(maker.leaf(signature_value=other), maker.ca())


def _untrusted(example: Example) -> Presented:
    maker = example.maker
    other = xf.Issuer.self_signed(xf.Name.of(CN="Another CA"), maker.sub_key, days=9)
    return Presented(maker.leaf(), other.certificate)


def _empty_issuer(example: Example) -> Presented:
    # The example's leaf has no issuer of that name: here there is one.
    nobody = xf.Name(())
    maker = example.maker
    return Presented(maker.leaf(issuer=nobody), maker.ca(subject=nobody, issuer=nobody))


def _empty_ca(example: Example) -> Presented:
    nobody = xf.Name(())
    maker = example.maker
    return Presented(maker.leaf(by_sub=True, issuer=nobody), maker.ca(), (maker.sub(subject=nobody),))


def _chain_names(example: Example) -> Presented:
    maker = example.maker
    constraints = xf.Extension.of(xf.NameConstraints.of(permitted=["b.example"]))
    return Presented(maker.leaf(by_sub=True), maker.ca({xf.NameConstraints: constraints}), (maker.sub(),))


def _chain_path_length(example: Example) -> Presented:
    maker = example.maker
    limited = xf.Extension.of(xf.BasicConstraints(ca=True, path_len_constraint=1))
    between = xf.Issuer(maker.sub(), maker.sub_key)
    third = between.issue(
        maker.rsa_key.public_key,
        subject=xf.Name.of(CN="Third CA"),
        validity=GOOD_DATES,
        extensions=[xf.Extension.of(xf.BasicConstraints(ca=True)), xf.Extension.of(xf.KeyUsage.of("keyCertSign"))],
    )
    leaf = xf.Issuer(third, maker.rsa_key).issue(
        maker.leaf_key.public_key,
        subject=xf.Name.of(CN=HOST),
        validity=GOOD_DATES,
        extensions=[xf.Extension.of(xf.SubjectAlternativeName.of(HOST))],
    )
    return Presented(leaf, maker.ca({xf.BasicConstraints: limited}), (third, between.certificate))


# What is about a chain, and what an example does not show the whole chain of.
CHAINS: dict[str, Callable[[Example], Presented]] = {
    "chain.names": _chain_names,
    "chain.order": _order,
    "chain.path_length": _chain_path_length,
    "chain.signature": _signature,
    "chain.untrusted": _untrusted,
    "rfc5280.issuer.empty": _empty_issuer,
    "rfc5280.subject.empty_ca": _empty_ca,
}
PROFILES = {id: profile for profile, examples in PROFILE_BAD.items() for id in examples}
# What is shown to nobody: requests, and the certificates of OCSP responders.
UNSHOWN = ("rfc2986.", "webpki.responder.")
CASES = tuple(id for id in dict.fromkeys((*CHAINS, *BAD, *PROFILES)) if not id.startswith(UNSHOWN))


def _case(id: str, example: Example) -> Presented:
    if id in CHAINS:
        return CHAINS[id](example)
    return example.run(BAD[id] if id in BAD else PROFILE_BAD[PROFILES[id]][id])


def _sound(example: Example) -> dict[str, Presented]:
    """Return what is sound, of each kind; the first is a server's."""
    maker = example.maker
    return {
        "sound": example.run("leaf()"),
        **{
            f"sound-{kind}": example.run(f"{kind}()")
            for kind in ("ca", "sub", "web", "web_ca", "web_root", "client", "device")
        },
        "sound-rsa": example.run("ca(subject_public_key_info=rsa_key)"),
        "sound-with-its-root": Presented(maker.leaf(), anchor := maker.ca(), (anchor,)),
        **{f"sound-{number}": example.run(text) for number, text in enumerate(SOUND_AND_REFUSED)},
        **{
            f"sound-{profile}-{number}": example.run(text)
            for profile, texts in PROFILE_SOUND.items()
            for number, text in enumerate(texts)
        },
        **{f"good-{id}": example.good(id) for id in GOOD},
    }


def _shown(folder: Path, example: Example, presented: dict[str, Presented]) -> list[Shown]:
    return [
        written(folder, name, (each.leaf, *each.others), each.anchor, each.host, example.key_of(each))
        for name, each in presented.items()
    ]


@pytest.mark.parametrize(
    "client", [pytest.param(name, marks=pytest.mark.deep) if name in DEEP else name for name in CLIENTS]
)
def test_it_refuses_what_it_was_seen_to_refuse(client: str, keys: KeyFiles, tmp_path: Path) -> None:
    example = Example(keys)
    shown = _shown(tmp_path, example, {**_sound(example), **{id: _case(id, example) for id in CASES}})
    seen = VERIFIERS[client](shown)
    said = {id for id in CASES if client in RULES[id].refused_by}
    said |= {f"good-{id}" for id, clients in GOOD_AND_REFUSED.items() if client in clients}
    said |= {f"sound-{number}" for number, clients in enumerate(SOUND_AND_REFUSED.values()) if client in clients}
    differences = [f"refuses {id}: {seen[id]}" for id in seen if id not in said]
    differences += [f"accepts {id}" for id in said if id not in seen]
    if differences and not measured(client):
        pytest.skip(f"{NOT_MEASURED}{CLIENTS[client]} {version_of(client)}: " + "; ".join(differences))
    assert not differences, "\n".join(differences)


@pytest.mark.parametrize("options", [(), ("-x509_strict",)])
def test_openssl_35_refuses_the_same(options: tuple[str, ...], keys: KeyFiles, tmp_path: Path) -> None:
    example = Example(keys)
    shown = _shown(tmp_path, example, {**_sound(example), **{id: _case(id, example) for id in CASES}})
    assert set(openssl(*options, program="openssl-3.5")(shown)) == set(openssl(*options)(shown))


def test_a_sound_chain_breaks_no_rule(keys: KeyFiles) -> None:
    for name, shown in _sound(Example(keys)).items():
        if name.startswith("sound"):
            # The profile webpki takes this one back.
            assert findings(shown) <= {"rfc5280.subject_key_identifier.missing"}, name
            assert check(shown.leaf, profile="webpki" if shown.host == "a.example.com" else "rfc5280") == []


@pytest.mark.parametrize("id", CASES)
def test_it_is_found_in_what_is_shown(id: str, keys: KeyFiles) -> None:
    shown = _case(id, Example(keys))
    found = {finding.id for finding in preflight((shown.leaf, *shown.others), anchors=[shown.anchor])} & set(PREFLIGHT)
    if id in PROFILES:
        subject = (shown.leaf, shown.anchor, *shown.others)[shown.subject or 0]
        host = None if shown.subject else shown.host
        checked = check(subject, profile=PROFILES[id], issuer=shown.anchor, host=host, at=NOW)
        found |= {each.id for each in checked}
    assert id in found | findings(shown)


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    # What no client sees: requests, the key file, and what is warned of because nothing is known.
    unseen = {
        *(id for id in RULES if id.startswith(UNSHOWN)),
        "chain.incomplete",
        "chain.unverifiable",
        *(id for id in PREFLIGHT if id.startswith("key.")),
    }
    assert set(CASES) == set(RULES) - unseen
    assert all(RULES[id].refused_by == () for id in unseen)
    assert {name for rule in RULES.values() for name in rule.refused_by} <= set(CLIENTS)
    assert list(VERIFIERS) == list(ASKED) == list(CLIENTS)


def test_nobody_refuses_what_the_words_of_a_house_forbid(keys: KeyFiles) -> None:
    # The sound leaf, which all of them accept, breaks each of these.
    house = xf.Profile("house", required=["1.2.3.4"], forbidden=["subjectAltName"], max_days=5, keys=["rsa"])
    rules = {id: rule for id, rule in house.rules.items() if id.startswith("house.")}
    found = {finding.id for finding in check(Example(keys).run("leaf()").leaf, profile=house)}
    assert found == set(rules)
    assert all(rule.refused_by == () for rule in rules.values())
