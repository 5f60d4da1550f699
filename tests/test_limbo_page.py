"""docs/x509-limbo.md: each case is built, OpenSSL sees what is odd in it, and we refuse what x509-limbo does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docs.limbo_cases import CASES, Case
from docs.limbo_chain import ica, leaf, root
from docs.make_limbo import build

if TYPE_CHECKING:
    import x509forge as xf
    from tests.tools.programs import Program

DOCS = Path(__file__).resolve().parents[1] / "docs"
# A leaf, a CA and a root in which nothing is odd.
SOUND = leaf(ica(root())).chain


def _text(openssl: Program, certificate: xf.Certificate) -> str:
    return " ".join(openssl("x509", "-noout", "-text", data=certificate.to_pem().encode()).decode().split())


@pytest.mark.parametrize("id", CASES)
def test_openssl_sees_what_is_odd(id: str, openssl: Program) -> None:
    case = CASES[id]
    chain = build(case).peer.chain
    for at, fragment in case.seen.items():
        wanted = not fragment.startswith("-")
        assert (fragment.lstrip("-") in _text(openssl, chain[at])) is wanted
        assert (fragment.lstrip("-") in _text(openssl, SOUND[-1 if at == len(chain) - 1 else min(at, 1)])) is not wanted


@pytest.mark.parametrize("id", CASES)
def test_we_refuse_what_is_to_be_refused(id: str) -> None:
    case = CASES[id]
    assert (bool(build(case).errors()) is case.refused) is (not case.note)


@pytest.mark.parametrize("code", ["leaf(root())", "leaf(ica(root()))", "leaf(ica(ica(root())))"])
def test_a_chain_in_which_nothing_is_odd_has_no_finding(code: str) -> None:
    assert build(Case(code, False, {})).findings == []


def test_the_page_is_what_the_cases_say() -> None:
    made = subprocess.run([sys.executable, DOCS / "make_limbo.py"], capture_output=True, text=True, check=True)
    assert (DOCS / "x509-limbo.md").read_text(encoding="utf-8") == made.stdout
