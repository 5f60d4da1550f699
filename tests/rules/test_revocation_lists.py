"""Lists of revoked certificates: what breaks each rule, and what breaks none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from docs.rule_examples import LISTS
from tests.rules.lists import GOOD, list_of
from tests.rules.maker import Maker
from x509forge.asn1.path import value_at
from x509forge.rules.revocation_lists import RULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program


@pytest.mark.parametrize("id", LISTS)
def test_a_bad_example_breaks_its_rule_and_no_other(id: str, keys: KeyFiles) -> None:
    made = list_of(keys, LISTS[id])
    for value in (made, made.tbs_cert_list, xf.CertificateList.from_der(made.to_der())):
        if id != "rfc5280.crl.algorithms_differ" or isinstance(value, xf.CertificateList):
            found = xf.check(value)
            assert {finding.id for finding in found} == {id}
            for finding in found:
                value_at(value, finding.path)  # raises where the path leads nowhere


def test_every_rule_has_an_example() -> None:
    assert list(LISTS) == list(RULES)


@pytest.mark.parametrize("code", GOOD)
def test_a_good_list_breaks_no_rule(code: str, keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    made = list_of(keys, code)
    assert xf.check(made) == []
    (tmp_path / "ca.pem").write_text(Maker(keys).ca().to_pem())
    said = openssl("crl", "-noout", "-CAfile", tmp_path / "ca.pem", data=made.to_pem().encode())
    assert said == b""


def test_a_raw_element_is_passed_over(keys: KeyFiles) -> None:
    made = list_of(keys, GOOD[1])
    for path in ("version", "signature", "issuer", "thisUpdate", "nextUpdate", "revokedCertificates", "crlExtensions"):
        xf.check(made.with_(f"tbsCertList.{path}", xf.Any(b"\x05\x00")))


def test_what_is_none_of_these_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="CertificateList"):
        xf.check(b"")  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["PEM", "DER"])
def test_check_judges_alist_of(form: str, keys: KeyFiles, cli: Callable[..., Outcome], tmp_path: Path) -> None:
    for code, status, said in ((GOOD[0], 0, "fit"), (LISTS["rfc5280.crl.no_number"], 1, "rfc5280.crl.no_number")):
        made = list_of(keys, code)
        path = tmp_path / "list"
        path.write_bytes(made.to_pem().encode() if form == "PEM" else made.to_der())
        outcome = cli("check", path)
        assert outcome.code == status
        assert said in outcome.text
