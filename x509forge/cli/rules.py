"""`rules`: the rules that `check` and the issuing verbs go by, and one of them in full."""

from __future__ import annotations

from ..issuing.preflight import RULES as PREFLIGHT
from ..rules.profiles import every_rule
from ..rules.revocation_lists import RULES as LISTS
from ..rules.rule import CLIENTS
from ..rules.webpki_lists import RULES as WEB_LISTS
from . import console
from .options import Arguments, Option, UsageError, Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..rules.rule import Rule


def _run(given: Arguments) -> int:
    if len(given.operands) > 1:
        raise UsageError("rules takes one id, or none", VERB.examples[1])
    severity = given.text("severity")
    if severity not in (None, "error", "warning", "notice"):
        raise UsageError(f"--severity is error, warning or notice, not {severity!r}")
    if given.operands:
        _show(given.operands[0])
        return 0
    rules = [rule for rule in _all().values() if severity in (None, rule.severity)]
    for rule in rules:
        console.show(f"{rule.severity:8}{rule.id}")
    console.show(f"{len(rules)} rules")
    return 0


def _all() -> dict[str, Rule]:
    """Return the rules of all profiles, those of the preflight, and those for lists."""
    return {**every_rule(), **PREFLIGHT, **LISTS, **WEB_LISTS}


def _show(id: str) -> None:
    rule = _all().get(id)
    if rule is None:
        raise UsageError(f"there is no rule {id!r}", VERB.examples[0])
    console.show(rule.id)
    console.show(f"    {rule.says}")
    console.show(f"    severity:   {rule.severity}")
    console.show(f"    citation:   {rule.citation}")
    console.show(f"    refused by: {', '.join(CLIENTS[name] for name in rule.refused_by) or 'none of those asked'}")
    console.show(f"    remedy:     {rule.remedy}")


VERB = Verb(
    "rules",
    "List the rules that certificates are judged by, or show one of them in full.",
    (Option("severity", "error|warning|notice", "only those of this severity"),),
    _run,
    operands="[ID]",
    examples=("x509forge rules --severity error", "x509forge rules rfc5280.key_usage.cert_sign_without_ca"),
)
