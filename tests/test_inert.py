"""Text that does nothing to its reader, wherever it is shown: controls, what turns a line around, what is not seen."""

from __future__ import annotations

import pytest

import x509forge as xf
from x509forge.cli import console
from x509forge.explain import diff_html, html, json_tree, text
from x509forge.explain.diff import diff
from x509forge.explain.explaining import explain
from x509forge.openssl import wording
from x509forge.x509.name import Name

# U+2066 isolates what follows it; U+3164, U+2800 and U+FE0F are printable by Unicode, and nothing is seen of them.
HIDDEN = ("\x1b", "\x9b", "\u202e", "\u2066", "\u3164", "\u2800", "\ufe0f", "\U000e0100")


def _name(character: str) -> bytes:
    return Name.of(CN=f"a{character}b").to_der()


@pytest.mark.parametrize("character", HIDDEN, ids=ascii)
def test_no_rendering_shows_what_is_hidden(character: str) -> None:
    root = explain(_name(character), kind="Name")
    found = diff(_name(character), _name("x"))
    renderings = {
        "text": "\n".join(text.render(root)),
        "JSON": "".join(json_tree.render(root)),
        "HTML": "".join(html.render(root)),
        "der-ascii": xf.to_der_ascii(root),
        "Python": xf.decompile(root.encoded),
        "diff": "".join(map(console.shown, map(str, found.differences))),
        "diff as HTML": "".join(diff_html.render(found, (f"a{character}", "b"))),
        "a message": wording.shown(f"a{character}b") + console.shown(f"a{character}b"),
    }
    assert [kind for kind, shown in renderings.items() if character in shown] == []


def test_lines_and_tabs_of_a_message_stay() -> None:
    assert console.shown("a\n\tb\r\x1b[2J") == "a\n\tb\\r\\x1b[2J"
