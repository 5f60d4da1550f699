"""Every certificate of public collections as pkilint's PKIX lints judge it: the same, or for a reason that stands in
`pkilint.txt`. `docs/rules-compared.md` tells it to readers."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

import x509forge as xf
from tests.differential.corpus import corpus
from tests.tools import pkilint
from x509forge.rules import catalogue

LIST = Path(__file__).parent / "pkilint.txt"
Difference = tuple[str, str, str]  # who finds it, what, and in which certificate


class Explanations(NamedTuple):
    """What stands in the list."""

    same: dict[str, set[str]]
    why: dict[Difference, str]


def _explanations() -> Explanations:
    same: dict[str, set[str]] = {}
    why: dict[Difference, str] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        who, finding, certificates, *reason = line.split(" | ")
        if who == "same":
            same[finding] = set(certificates.split(", "))
            continue
        assert who in ("theirs", "ours", "unread")
        assert len(reason) == 1
        for certificate in certificates.split(", "):
            assert (who, finding, certificate) not in why
            why[who, finding, certificate] = reason[0]
    return Explanations(same, why)


def _ours(der: bytes) -> set[str] | None:
    try:
        return {finding.id for finding in xf.check(xf.Certificate.from_der(der))}
    except xf.DecodeError:
        return None


class Compared(NamedTuple):
    """How it came out: what each finds alone, and how often they agree."""

    differences: set[Difference]
    read: int
    agreed: int


@pytest.fixture(scope="module")
def compared() -> Compared:
    same = _explanations().same
    says = {id: {code for code, ids in same.items() if id in ids} for ids in same.values() for id in ids}
    judge = pkilint.PKIX()
    differences: set[Difference] = set()
    read = agreed = 0
    for item in corpus():
        if item.kind != "Certificate":
            continue
        name = item.name.rpartition("/")[2].removesuffix("[0]")
        ours, theirs = _ours(item.der), judge.findings(item.der)
        if ours is None or theirs is None:
            if (ours is None) is not (theirs is None):
                differences.add(("unread", "here" if ours is None else "pkilint", name))
            continue
        read += 1
        alike = {code for code in theirs if same.get(code, set()) & ours}
        agreed += len(alike)
        differences |= {("theirs", code, name) for code in theirs - alike}
        differences |= {("ours", id, name) for id in ours if not says.get(id, set()) & theirs}
    return Compared(differences, read, agreed)


def test_each_disagreement_is_explained_and_each_explanation_is_of_one(compared: Compared) -> None:
    why = _explanations().why
    used = Counter[Difference]()
    for who, finding, certificate in sorted(compared.differences):
        key = next((key for key in ((who, finding, certificate), (who, finding, "*")) if key in why), None)
        assert key is not None, f"{who} find {finding} in {certificate}, and nobody says why"
        used[key] += 1
    assert set(used) == set(why)


def test_there_was_much_to_agree_on(compared: Compared) -> None:
    assert compared.read > 600
    assert compared.agreed > 300


def test_the_list_names_rules_that_there_are_and_no_reason_is_that_one_is_missing() -> None:
    same, why = _explanations()
    known = {rule.id for rule in catalogue()}
    assert {id for ids in same.values() for id in ids} <= known
    assert {finding for who, finding, _ in why if who == "ours"} <= known
    assert not any("implement" in reason for reason in why.values())
