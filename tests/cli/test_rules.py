"""`x509forge rules`: what it lists is what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from x509forge.issuing.preflight import RULES as PREFLIGHT
from x509forge.rules.profiles import every_rule
from x509forge.rules.revocation_lists import RULES as LISTS
from x509forge.rules.rule import CLIENTS
from x509forge.rules.webpki_lists import RULES as WEB_LISTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome

    Cli = Callable[..., Outcome]

RULES = {**every_rule(), **PREFLIGHT, **LISTS, **WEB_LISTS}


def test_it_lists_all_rules(cli: Cli) -> None:
    lines = cli("rules").text.splitlines()
    assert [line.split() for line in lines[:-1]] == [[rule.severity, rule.id] for rule in RULES.values()]
    assert lines[-1] == f"{len(RULES)} rules"


@pytest.mark.parametrize("severity", ["error", "warning", "notice"])
def test_it_lists_those_of_a_severity(cli: Cli, severity: str) -> None:
    lines = cli("rules", "--severity", severity).text.splitlines()
    assert {line.split()[1] for line in lines[:-1]} == {rule.id for rule in RULES.values() if rule.severity == severity}


def test_it_shows_one_in_full(cli: Cli) -> None:
    for rule in RULES.values():
        text = cli("rules", rule.id).text
        for part in (rule.id, rule.says, rule.severity, rule.citation, rule.remedy):
            assert part in text
        refused = text.partition("refused by: ")[2].partition("\n")[0]
        assert refused == (", ".join(CLIENTS[name] for name in rule.refused_by) or "none of those asked")


def test_what_is_no_rule_is_wrong_usage(cli: Cli) -> None:
    assert cli("rules", "rfc5280.nothing").code == 2
    assert cli("rules", "--severity", "fatal").code == 2
    assert cli("rules", "a", "b").code == 2
