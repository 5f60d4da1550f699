"""Writes docs/rules.md from the rules themselves: `python docs/make_rules.py > docs/rules.md`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.profile_examples import PROFILE_BAD
from docs.rule_examples import BAD, GOOD_AND_REFUSED, LISTS, WEB_LISTS, good
from docs.verifiers import SOUND_AND_REFUSED, VERIFIERS
from x509forge.issuing.preflight import RULES as PREFLIGHT_RULES
from x509forge.rules import NAMES, catalogue, rules_on_top
from x509forge.rules.profiles import every_rule
from x509forge.rules.revocation_lists import RULES as LIST_RULES
from x509forge.rules.rule import CLIENTS, Rule
from x509forge.rules.webpki_lists import RULES as WEB_LIST_RULES

HEAD = """\
# The rules

What `xf.check` and `x509forge check` find, by the id that `waive=` and `--waive` take. An *error* is what the standard
forbids (MUST): `issue`, `server`, `client` and `ca` refuse it unless it is waived; the verbs that mirror OpenSSL warn
of it. A *warning* is what it advises against (SHOULD), a *notice* what it only recommends or permits.
(This page is made by `docs/make_rules.py`.)

The examples are run by `tests/rules/test_examples.py`, which knows what is sound: `leaf(...)` is a server's certificate
and `ca(...)` a root's, with these extensions and fields in place of its own; `critical` and `plain` mark an extension.
`sub(...)` is the certificate of a CA between the two, with `above=2` not of the last one; `days(first, last)` a
validity, counted from the time of judgement; the host is a.example; `request(...)` is a certification request. A bad
one breaks its rule, and a good one none.

## Who refuses it

*Refused by* are those who were seen to refuse a chain that breaks the rule: `tests/rules/test_refusals.py` shows each
bad example to each of these (to Go and Java in `make test-deep`). They are shown what is sound, too; where they refuse
that, the good example says so. Another release than the one measured may refuse more: the test says in what it differs.

| verifier | is asked | release | refuses, of {rules} |
| --- | --- | --- | --- |
"""

SOUND = """\
What breaks no rule of its profile, and is refused all the same:

| what is shown | refused by |
| --- | --- |
"""

HOUSE = """\
## The rules of a profile of one's own

What `required`, `forbidden`, `max_days` and `keys` of `xf.Profile` ask for are the rules `NAME.extensions.required`,
`NAME.extensions.forbidden`, `NAME.validity.too_long` and `NAME.public_key.kind`, all of them errors. They are refused
by none of them.
"""

AS_IN_CERTIFICATES = """\
By the rules for certificates are judged, too, the algorithm, the issuer's name, and what a list has of the extensions
authorityKeyIdentifier, issuerAltName, freshestCRL and authorityInfoAccess.
"""

SENTENCES = """\
## The sentences of RFC 5280

Every sentence of sections 4.1 and 4.2, and of 5 about lists, that says MUST, MUST NOT, SHOULD, SHOULD NOT, SHALL,
REQUIRED or RECOMMENDS, in our words, and the rules that show it: {shown} of {all}. The others ask something of those
who read, are about what stands elsewhere (other certificates, lists, servers), are known to the issuer alone, or forbid
what no type here holds.

| section | word | what is said | rules |
| --- | --- | --- | --- |
"""

WORDS = {
    "webpki": (
        "`web(...)` is the certificate of a public server, a.example.com, `web_ca(...)` that of the CA above it and "
        "`web_root(...)` that of its root; `responder(...)` is that of an OCSP responder, which no client is shown; "
        "`rsa(modulus)` is a key that nobody has."
    ),
    "mqtt-server": "`leaf(...)` is the certificate of a broker.",
    "mqtt-client": "`client(...)` is the certificate of a device, shown to a server that asks for one.",
    "device-id": "`device(...)` is the first identity of a device, shown to a server that asks for one.",
    "ca": "`ca(...)` is a root, shown with the certificate of a server that it issued.",
}

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


def clients(names: tuple[str, ...]) -> str:
    """Return verifiers as people know them."""
    if set(names) == set(CLIENTS):
        return "all of them"
    return ", ".join(CLIENTS[name] for name in names) or "none of them"


def verifiers(rules: tuple[Rule, ...]) -> str:
    """Return a row for each verifier."""
    lines = []
    for name, verifier in VERIFIERS.items():
        count = sum(name in rule.refused_by for rule in rules)
        lines.append(f"| {CLIENTS[name]} | {verifier.asked} | {', '.join(verifier.releases)} | {count} |\n")
    return "".join(lines)


def examples(id: str) -> str:
    """Return the examples of a rule, as lines."""
    lines = ""
    for bad in (BAD, *PROFILE_BAD.values(), LISTS, WEB_LISTS):
        if id in bad:
            lines += f"  \nBad: `{bad[id]}`"
    if id in BAD:
        refused = GOOD_AND_REFUSED.get(id)
        lines += f"  \nGood: `{good(id)}`" + (f" (refused by: {clients(refused)})" if refused else "")
    return lines


def table(title: str, rules: tuple[Rule, ...], words: str = "") -> str:
    """Return the rules as a section with one paragraph for each."""
    parts = [f"## {title}\n", *([words] if words else [])]
    for rule in rules:
        parts.append(
            f"### `{rule.id}`\n\n{rule.says} *{rule.severity}*, {rule.citation}.  \n"
            f"Refused by: {clients(rule.refused_by)}.  \nRemedy: {rule.remedy}{examples(rule.id)}\n"
        )
    return "\n".join(parts)


def profile_tables() -> str:
    """Return a section for each profile, with what it has on top of RFC 5280's rules and of those before it."""
    parts = []
    seen: set[str] = set()
    for name in NAMES:
        rules = rules_on_top(name)
        if rules:
            shared = ", ".join(f"`{id}`" for id in rules if id in seen)
            words = WORDS[name] + (f" It has these rules, too: {shared}." if shared else "")
            own = tuple(rules[id] for id in rules if id not in seen)
            parts.append(table(f"The profile `{name}`", own, words + "\n"))
        seen |= set(rules)
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
    preflight_rules = tuple(PREFLIGHT_RULES.values())
    everything = (*every_rule().values(), *preflight_rules)
    print(HEAD.format(rules=len(everything)) + verifiers(everything))
    print(SOUND + "".join(f"| `{text}` | {clients(names)} |\n" for text, names in SOUND_AND_REFUSED.items()))
    print(table("A certificate, alone and with its issuer", catalogue()))
    print(profile_tables())
    print(HOUSE)
    print(table("A chain and its key: the preflight", preflight_rules))
    print(table("A list of revoked certificates", tuple(LIST_RULES.values()), AS_IN_CERTIFICATES))
    print(table("A list of revoked certificates, by `webpki`", tuple(WEB_LIST_RULES.values())))
    print(sentence_table(), end="")
