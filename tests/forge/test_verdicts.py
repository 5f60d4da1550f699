"""Who refuses each defect, and which rules find it, are as the declarations say; a good certificate nobody refuses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.certificate_judges import refused_by
from x509forge.forge.good import good as make
from x509forge.issuing.validity import now
from x509forge.rules import check, rules_of

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program
    from x509forge.forge.good import Good

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_those_refuse_it_who_are_said_to(goods: dict[str, Good], tmp_path: Path) -> None:
    shown = {f"good-{kind}": good.certificate.to_der() for kind, good in goods.items()}
    for id, defect in xf.forge.DEFECTS.items():
        good = goods[defect.needs or "ec"]
        shown[id] = xf.forge.apply(id, good.certificate, good.issuer.signer).to_der()
    trusted = "".join(good.issuer.certificate.to_pem() for good in goods.values())
    seen = refused_by(shown, trusted, tmp_path)
    said = {id: set(defect.refused_by) for id, defect in xf.forge.DEFECTS.items()}
    assert seen == {"good-ec": set(), "good-rsa": set(), **said}


@pytest.mark.parametrize(
    ("ca_key", "own_key"), [("rsa:2048", "rsa:2048"), ("ed25519", "ed25519"), ("ec:P-384", "ec:P-256")]
)
def test_the_verdicts_are_the_same_whatever_the_keys(ca_key: str, own_key: str, keys: KeyFiles, tmp_path: Path) -> None:
    made = make("ec", xf.PrivateKey.load(keys(ca_key)), xf.PrivateKey.load(keys(own_key, 1)))
    shown = {"good": made.certificate.to_der()}
    for id in xf.forge.DEFECTS:
        try:
            shown[id] = xf.forge.apply(id, made.certificate, made.issuer.signer).to_der()
        except xf.UnsupportedKey:
            continue
    assert len(shown) > 0.9 * len(xf.forge.DEFECTS)
    seen = refused_by(shown, made.issuer.certificate.to_pem(), tmp_path)
    said = {id: set(xf.forge.DEFECTS[id].refused_by) for id in shown if id != "good"}
    assert seen == {"good": set(), **said}


@pytest.mark.parametrize("id", xf.forge.DEFECTS)
def test_the_rules_that_are_named_find_it_and_no_others(id: str, goods: dict[str, Good]) -> None:
    defect = xf.forge.DEFECTS[id]
    good = goods[defect.needs or "ec"]
    ca = good.issuer.certificate
    assert check(good.certificate, issuer=ca, at=now()) == []
    forged = xf.forge.apply(id, good.certificate, good.issuer.signer)
    assert forged.decodes is defect.decodes
    if not forged.decodes:
        assert defect.rules == ()
        assert defect.breaks == "structure"
        with pytest.raises(xf.DecodeError):
            _ = forged.certificate
        return
    found = {finding.id for finding in check(forged.certificate, issuer=ca, at=now())}
    if not set(defect.rules) <= set(rules_of("rfc5280")):
        # What RFC 5280 lets pass, the Baseline Requirements may not: then theirs are named, and are all that is new.
        assert found == set()
        before, after = (check(each, profile="webpki", issuer=ca) for each in (good.certificate, forged.certificate))
        found = {finding.id for finding in after} - {finding.id for finding in before}
    assert set(defect.rules) == found


# What neither a rule nor a reader finds, and why: a standard leaves it to whoever relies on the certificate.
FOUND_BY_NOBODY = {
    # RFC 5280 4.2.1.10: constraints are for the certificates below.
    "name_constraints.exclude_own_subject",
}


def test_what_nobody_finds_is_known() -> None:
    nobody = {id for id, each in xf.forge.DEFECTS.items() if not each.rules and not each.refused_by}
    assert nobody == FOUND_BY_NOBODY


def test_the_page_is_what_the_defects_say() -> None:
    made = subprocess.run([sys.executable, DOCS / "make_defects.py"], capture_output=True, text=True, check=True)
    assert (DOCS / "defects.md").read_text(encoding="utf-8") == made.stdout


def test_the_judges_are_of_the_releases_that_the_page_names(openssl: Program, certtool: Program) -> None:
    page = (DOCS / "defects.md").read_text(encoding="utf-8")
    for version in (openssl("version").decode(), certtool("--version").decode()):
        found = re.search(r"\d+\.\d+", version)
        assert found is not None
        assert f" {found[0]}" in page
