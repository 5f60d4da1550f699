"""Writes docs/rules.md from the rules themselves: `python docs/make_rules.py > docs/rules.md`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from x509forge.issuing.preflight import RULES as PREFLIGHT_RULES
from x509forge.rules.rfc5280 import RULES
from x509forge.rules.rule import CLIENTS, Rules

HEAD = """\
# The rules

What `xf.check` and `x509forge check` find, by the id that `waive=` and `--waive` take. An *error* is what the standard
forbids: `issue`, `server`, `client` and `ca` refuse it unless it is waived; the verbs that mirror OpenSSL warn of it.
*Refused by* are those who were seen to refuse a chain that breaks this rule: {clients}.
The test `tests/rules/test_refusals.py` shows each of them such a chain. (This page is made by `docs/make_rules.py`.)
"""


def table(title: str, rules: Rules) -> str:
    """Return the rules as a section with one paragraph for each."""
    parts = [f"## {title}\n"]
    for rule in rules.values():
        refused = ", ".join(CLIENTS[name] for name in rule.refused_by) or "none of them"
        parts.append(
            f"### `{rule.id}`\n\n{rule.says} *{rule.severity}*, {rule.citation}.  \n"
            f"Refused by: {refused}.  \nRemedy: {rule.remedy}\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    print(HEAD.format(clients=", ".join(CLIENTS.values())))
    print(table("A certificate, alone and with its issuer", RULES))
    print(table("A chain and its key: the preflight", PREFLIGHT_RULES), end="")
