"""A comparison as one HTML file: fixed markup around escaped text, no script, nothing from the network."""

from __future__ import annotations

from html import escape

from ..inert import inert
from .content_policy import content_policy
from .diff_text import sections, verdict, where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .comparison import Comparison, Difference

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --removed: #b3261e; --added: #0b6b2e; --quiet: #5c6470; }
@media (prefers-color-scheme: dark) { :root { --removed: #ff9a90; --added: #7fd99a; --quiet: #a3abb8; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.25rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .5rem; border-bottom: 1px solid var(--line); }
th, td, dd { overflow-wrap: anywhere; }
th small { display: block; font-weight: normal; }
td { font-family: ui-monospace, monospace; font-size: .875rem; }
.before { color: var(--removed); } .after { color: var(--added); } small { color: var(--quiet); }
dt { font-weight: bold; } dd { margin: 0; }
@media (max-width: 40rem) { thead { display: none; } th, td { display: block; border: 0; padding: .25rem 0; }
  tr { display: block; border-bottom: 1px solid var(--line); } .before::before { content: "- "; }
  .after::before { content: "+ "; } td:empty { display: none; } }
@media print { body { max-width: none; } tr { break-inside: avoid; } }
"""


def render(comparison: Comparison, names: tuple[str, str], *, renewal: bool = False) -> Iterator[str]:
    """Yield the parts of the page."""
    yield f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{content_policy(_STYLE)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(names[0])} and {_text(names[1])} compared</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{_text(names[0])} and {_text(names[1])} compared</h1>
<dl>
<dt>{_text(names[0])}</dt><dd>{_text(comparison.first)}</dd>
<dt>{_text(names[1])}</dt><dd>{_text(comparison.second)}</dd>
</dl>
<p>{_text(verdict(comparison))}</p>
"""
    for title, differences in sections(comparison, renewal=renewal):
        if title:
            yield f"<h2>{_text(title)}</h2>\n"
        if differences:
            yield (
                '<table>\n<thead><tr><th scope="col">What</th>'
                f'<th scope="col">{_text(names[0])}</th><th scope="col">{_text(names[1])}</th></tr></thead>\n<tbody>\n'
            )
            for difference in differences:
                yield _row(difference)
            yield "</tbody>\n</table>\n"
    yield "</main>\n</body>\n</html>\n"


def _row(difference: Difference) -> str:
    notes = (f"<small>{_text(each)}</small>" for each in (difference.note, where(difference)) if each)
    return (
        f'<tr><th scope="row">{_text(difference.name)}: {_text(difference.kind)}{"".join(notes)}</th>'
        f'<td class="before">{_text(difference.before)}</td><td class="after">{_text(difference.after)}</td></tr>\n'
    )


def _text(text: str) -> str:
    """Return text as HTML, with nothing in it that is not seen, or turns around how what follows is read."""
    return escape(inert(text))
