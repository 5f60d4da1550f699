"""Writes docs/rules.md from the rules themselves: `python docs/make_rules.py > docs/rules.md`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.rule_examples import BAD, GOOD
from x509forge.issuing.preflight import RULES as PREFLIGHT_RULES
from x509forge.rules import catalogue
from x509forge.rules.rule import CLIENTS, Rule

HEAD = """\
# The rules

What `xf.check` and `x509forge check` find, by the id that `waive=` and `--waive` take. An *error* is what the standard
forbids (MUST): `issue`, `server`, `client` and `ca` refuse it unless it is waived; the verbs that mirror OpenSSL warn
of it. A *warning* is what it advises against (SHOULD), a *notice* what it only recommends or permits.
*Refused by* are those who were seen to refuse a chain that breaks this rule: {clients}.
The test `tests/rules/test_refusals.py` shows each of them such a chain. (This page is made by `docs/make_rules.py`.)

The examples are run by `tests/rules/test_examples.py`, which knows what is sound: `leaf(...)` is a server's certificate
and `ca(...)` a root's, with these extensions and fields in place of its own; `critical` and `plain` mark an extension.
A bad one breaks its rule, and a good one none.
"""

SENTENCES = """\
## The sentences of RFC 5280

Every sentence of sections 4.1 and 4.2 that says MUST, MUST NOT, SHOULD, SHOULD NOT, SHALL or RECOMMENDS, in our words,
and the rules that show it: {shown} of {all}. The others ask something of those who read certificates, are about what
stands elsewhere (other certificates, lists, servers), are known to the issuer alone, or forbid what no type here holds.

| section | word | what is said | rules |
| --- | --- | --- | --- |
"""

WHY = {
    "READER": "it asks something of who reads certificates",
    "ELSEWHERE": "it is about what stands elsewhere",
    "KNOWLEDGE": "only who issues knows it",
    "TYPE": "no other can be read or written here",
}


class Sentence(NamedTuple):
    """A sentence of the RFC: the rules that show it, or why none does."""

    section: str
    word: str
    says: str
    rules: tuple[str, ...]
    why: str


def sentences() -> list[Sentence]:
    """Return the rows of `rfc5280_sentences.txt`."""
    rows = []
    for line in (Path(__file__).parent / "rfc5280_sentences.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            section, word, says, shown = line.split(" | ")
            why = shown[2:] if shown.startswith("- ") else ""
            rows.append(Sentence(section, word, says, () if why else tuple(shown.split(", ")), why))
    return rows


def table(title: str, rules: tuple[Rule, ...]) -> str:
    """Return the rules as a section with one paragraph for each."""
    parts = [f"## {title}\n"]
    for rule in rules:
        refused = ", ".join(CLIENTS[name] for name in rule.refused_by) or "none of them"
        examples = "".join(
            f"  \n{kind}: `{known[rule.id]}`" for kind, known in (("Bad", BAD), ("Good", GOOD)) if rule.id in known
        )
        parts.append(
            f"### `{rule.id}`\n\n{rule.says} *{rule.severity}*, {rule.citation}.  \n"
            f"Refused by: {refused}.  \nRemedy: {rule.remedy}{examples}\n"
        )
    return "\n".join(parts)


def sentence_table() -> str:
    """Return the sentences as a table."""
    rows = sentences()
    lines = [SENTENCES.format(shown=sum(bool(row.rules) for row in rows), all=len(rows))]
    for row in rows:
        shown = ", ".join(f"`{id}`" for id in row.rules) or WHY[row.why]
        lines.append(f"| {row.section} | {row.word} | {row.says} | {shown} |\n")
    return "".join(lines)


if __name__ == "__main__":
    print(HEAD.format(clients=", ".join(CLIENTS.values())))
    print(table("A certificate, alone and with its issuer", catalogue()))
    print(table("A chain and its key: the preflight", tuple(PREFLIGHT_RULES.values())))
    print(sentence_table(), end="")
