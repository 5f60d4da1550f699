"""`xf.strategies`: others read what is drawn, and what is said to be sound is sound; docs/strategies.md is run."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from asn1crypto import core
from hypothesis import HealthCheck, given, settings

import x509forge as xf
from tests.tools.backends import PYTHONPATH

if TYPE_CHECKING:
    from tests.tools.programs import Program

ROOT = Path(__file__).resolve().parents[1]
s = xf.strategies


@given(s.certificates())
def test_certificates_are_der_that_is_read_and_written_the_same(certificate: xf.Certificate) -> None:
    data = certificate.to_der()
    assert xf.Certificate.from_der(data) == certificate
    # asn1crypto's types read no TeletexString as Latin-1, and write URIs anew: its elements are the judge.
    parts = core.SequenceOf.load(data, strict=True, spec=core.Any)
    assert parts[0].dump() == certificate.tbs_certificate.to_der()
    fields = core.SequenceOf.load(parts[0].dump(), strict=True, spec=core.Any)
    assert fields[1].parse(core.Integer).native == certificate.tbs_certificate.serial_number
    xf.check(certificate)


@given(s.requests())
def test_requests_are_signed(request: xf.CertificationRequest) -> None:
    request.verify()
    # asn1crypto's type for requests reads no name with a VisibleString, which is one of the strings here.
    parts = core.SequenceOf.load(request.to_der(), strict=True, spec=core.Any)
    assert parts[0].dump() == request.certification_request_info.to_der()
    assert parts[2].parse(core.OctetBitString).native == request.signature.octets


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chain=s.chains())
def test_chains_are_what_a_strict_verifier_accepts(
    openssl: Program, tmp_path: Path, chain: tuple[xf.Certificate, ...]
) -> None:
    assert 2 <= len(chain) <= 4
    (tmp_path / "chain.pem").write_text("".join(each.to_pem() for each in chain[1:]))
    (tmp_path / "root.pem").write_text(chain[-1].to_pem())
    (tmp_path / "leaf.pem").write_text(chain[0].to_pem())
    openssl(
        *("verify", "-x509_strict", "-purpose", "sslserver", "-attime", "1750000000"),
        *("-CAfile", tmp_path / "root.pem", "-untrusted", tmp_path / "chain.pem", tmp_path / "leaf.pem"),
    )
    for certificate, issuer in itertools.pairwise(chain):
        profile = "ca" if certificate is not chain[0] else "mqtt-server"
        assert xf.check(certificate, profile=profile, issuer=issuer) == []


@given(s.extensions())
def test_extensions(extension: xf.Extension) -> None:
    assert xf.Extension.from_der(extension.to_der()) == extension


def test_the_blocks_of_the_page() -> None:
    page = (ROOT / "docs" / "strategies.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert blocks
    # A machine that is busy with other things must not make it fail.
    unhurried = "suppress_health_check=[hypothesis.HealthCheck.too_slow], deadline=None"
    begin = f"import hypothesis\nhypothesis.settings.register_profile('unhurried', {unhurried})\n"
    for block in blocks:
        result = subprocess.run(
            [sys.executable, "-c", f"{begin}hypothesis.settings.load_profile('unhurried')\n{block}"],
            env=os.environ | {"PYTHONPATH": PYTHONPATH},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert result.returncode == 0, f"{block}\n{result.stdout}\n{result.stderr}"


def test_without_hypothesis_the_module_is_there_and_says_what_it_needs() -> None:
    program = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import x509forge as xf\n"
        "try:\n    xf.strategies.names()\n"
        "except ModuleNotFoundError as error:\n    print(error)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "pip install 'x509forge[hypothesis]'" in result.stdout


@given(xf.strategies.defective())
def test_what_is_defective_says_in_which_ways(forged: xf.forge.Forged) -> None:
    assert 1 <= len(forged.ids) <= 3
    if not forged.decodes:
        with pytest.raises(xf.DecodeError):
            xf.Certificate.from_der(forged.to_der())
    else:
        assert xf.Certificate.from_der(forged.to_der()).to_der() == forged.to_der()


@given(xf.strategies.defective("serial.negative", max_size=1))
def test_a_defect_of_ones_choice(forged: xf.forge.Forged) -> None:
    assert xf.Certificate.from_der(forged.to_der()).tbs_certificate.serial_number < 0
