"""`diff`: in what two files differ, by what they mean. Exit status as that of diff(1): 0 the same, 1 not, 2 trouble."""

from __future__ import annotations

from ..explain import diff_html, diff_json, diff_text
from ..explain.diff import diff
from . import console
from .files import called, read
from .options import Arguments, Option, UsageError, Verb

_FORMATS = ("text", "json", "html")


def _run(given: Arguments) -> int:
    if len(given.operands) != 2:
        raise UsageError("diff takes two files", VERB.examples[0])
    if given.operands.count("-") == 2:
        raise UsageError("diff: only one of the two can be standard input")
    form = given.text("format") or "text"
    if form not in _FORMATS:
        raise UsageError(f"diff: a format is one of {', '.join(_FORMATS)}, not {form!r}")
    new_key = given.has("new-key")
    renewal = given.has("renewal")
    if new_key and not renewal:
        raise UsageError("diff: --new-key goes with --renewal")
    comparison = diff(*map(read, given.operands), renewal=renewal, new_key=new_key)
    names = called(given.operands[0]), called(given.operands[1])
    if form == "json":
        console.put(diff_json.render(comparison, names, renewal=renewal))
    elif form == "html":
        console.put("".join(diff_html.render(comparison, names, renewal=renewal)))
    else:
        for line in diff_text.render(comparison, names, renewal=renewal):
            console.show(line)
    return 1 if (comparison.unexpected if renewal else comparison.differences) else 0


VERB = Verb(
    "diff",
    "Say in what two files differ, by what they mean: certificates, requests, CRLs, keys, anything in DER.\n"
    "Exit status 0: no difference; 1: some; 2: trouble. With --renewal, 1 only for what a renewal should not change.",
    (
        Option("format", "FORMAT", "text, json or html; text unless given"),
        Option("renewal", None, "the second is to be a renewal of the first: what should not have changed?"),
        Option("new-key", None, "a renewal with another key of the same kind"),
    ),
    _run,
    operands="A B",
    examples=(
        "x509forge diff old.crt new.crt",
        "x509forge diff --renewal --new-key old.crt new.crt",
        "x509forge diff server.csr server.crt --format html > difference.html",
    ),
)
