"""Lists of revoked certificates: what pkilint says of them."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import cryptography_vectors
import pytest

import x509forge as xf
from tests.rules.lists import GOOD, list_of

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles


@pytest.mark.parametrize("code", GOOD)
def test_it_finds_no_error_in_a_good_list(code: str, keys: KeyFiles, tmp_path: Path) -> None:
    assert _codes(list_of(keys, code), tmp_path) == set()


# What both look for, by our id and pkilint's code.
SHARED = {
    "rfc5280.crl.no_authority_key_identifier": "pkix.authority_key_identifier_missing",
    "rfc5280.crl.no_number": "pkix.crl_number_missing",
    "rfc5280.crl.no_next_update": "pkix.validity_period_end_value_missing",
    "rfc5280.crl.version": "pkix.crl_version_missing",
    "rfc5280.crl.issuer_empty": "pkix.name_empty",
    "rfc5280.crl.wrong_time_type": "pkix.wrong_time_useful_type",
}
# pkilint says nothing of a version that there is not, and falls over the other.
OTHERWISE = ("crl_bad_version.pem", "crl_idp_relative_user_all_reasons.pem")
VECTORS = [
    path
    for path in sorted((Path(cryptography_vectors.__file__).parent / "x509").glob("**/*crl*.*"))
    if path.name not in OTHERWISE
]


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.name)
def test_pkilint_finds_the_same_in_lists_of_others(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    try:
        made = xf.CertificateList.from_der(data) if data[:1] == b"0" else xf.CertificateList.from_pem(data)
    except (xf.DecodeError, xf.PEMError):
        return
    theirs = {
        "pkix.authority_key_identifier_missing" if "key_identifier" in code else code for code in _codes(made, tmp_path)
    }
    found = {finding.id for finding in xf.check(made)}
    assert {SHARED[id] for id in found if id in SHARED} == theirs & set(SHARED.values())


def _codes(made: xf.CertificateList, folder: Path) -> set[str]:
    """Return the codes of pkilint's errors."""
    path, written = folder / "list.pem", io.StringIO()
    path.write_text(made.to_pem())
    with warnings.catch_warnings(), contextlib.redirect_stdout(written):
        warnings.simplefilter("ignore")
        main = importlib.import_module("pkilint.bin.lint_crl").main
        main(["lint", "-t", "crl", "-p", "pkix", "-s", "ERROR", "-f", "JSON", str(path)])
    found = json.loads(written.getvalue())["results"]
    return {each["code"] for result in found for each in result["finding_descriptions"]}
