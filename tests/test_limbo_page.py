"""docs/x509-limbo.md: each case is built, OpenSSL sees what is odd in it, and we refuse what x509-limbo does."""

from __future__ import annotations

import contextlib
import datetime
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from docs import limbo_cases
from docs.limbo_cases import Case
from docs.limbo_chain import ica, leaf, root
from docs.limbo_defects import LIMBO_DEFECTS
from docs.limbo_web_cases import WEB_CASES
from docs.make_limbo import build

if TYPE_CHECKING:
    from tests.tools.programs import Program

DOCS = Path(__file__).resolve().parents[1] / "docs"
# A leaf, a CA and a root in which nothing is odd.
SOUND = leaf(ica(root())).chain
CASES = limbo_cases.CASES | WEB_CASES


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


@pytest.mark.parametrize("code", ["web_leaf(web_root())", "web_leaf(web_ica(web_root()))"])
def test_a_chain_that_is_sound_for_the_web_has_no_error(code: str) -> None:
    assert build(Case(code, False, {}, at="2026-07-01T00:00:00", profile="webpki")).errors() == []


def _errors(certificate: xf.Certificate, case: Case) -> set[str]:
    at = datetime.datetime.fromisoformat(case.at).replace(tzinfo=datetime.timezone.utc)
    found = xf.check(xf.Certificate.from_der(certificate.to_der()), profile=case.profile, at=at)
    return {finding.id for finding in found if finding.severity == "error"}


@pytest.mark.parametrize("id", LIMBO_DEFECTS)
def test_the_defect_makes_the_same_fault(id: str) -> None:
    case = CASES[id]
    web = "web_" if case.profile == "webpki" else ""
    forged = []
    for code in (f"{web}leaf({web}root())", f"{web}ica({web}root())", f"{web}root()"):
        sound = build(Case(code, False, {}, host=None)).peer
        with contextlib.suppress(ValueError):
            made = xf.forge.apply(LIMBO_DEFECTS[id], sound.certificate, sound.signer)
            forged.append(_errors(made.certificate, case))
    odd = [_errors(build(case).peer.chain[at], case) for at in case.seen]
    assert any(errors and errors in forged for errors in odd), (odd, forged)


def test_the_page_is_what_the_cases_say() -> None:
    made = subprocess.run([sys.executable, DOCS / "make_limbo.py"], capture_output=True, text=True, check=True)
    assert (DOCS / "x509-limbo.md").read_text(encoding="utf-8") == made.stdout
