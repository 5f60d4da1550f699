"""`forge`: every defect as a file, and a manifest that says what was seen of it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import x509forge as xf

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]


def test_all_of_them(cli: Cli, tmp_path: Path, openssl: Program) -> None:
    outcome = cli("forge", "--defect", "all", "--out", "bad")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert outcome.text == f"made in bad: {len(xf.forge.DEFECTS)} bad certificates, and manifest.json\n"
    bad = tmp_path / "bad"
    manifest = json.loads((bad / "manifest.json").read_text())
    assert [entry["id"] for entry in manifest["defects"]] == list(xf.forge.DEFECTS)
    assert manifest["left_out"] == {}
    assert manifest["judges"] == xf.forge.JUDGES
    files = {entry["file"] for entry in manifest["defects"]}
    made = {"good.key", "good-ec.pem", "good-rsa.pem", "ca-ec.pem", "ca-rsa.pem", "manifest.json"}
    assert {path.name for path in bad.iterdir()} == files | made
    assert (bad / "good.key").stat().st_mode & 0o777 == 0o600
    for kind in ("ec", "rsa"):
        openssl("verify", "-x509_strict", "-CAfile", bad / f"ca-{kind}.pem", bad / f"good-{kind}.pem")
    entry = next(entry for entry in manifest["defects"] if entry["id"] == "signatures.rsa_filler")
    assert (entry["of"], entry["ca"]) == ("good-rsa.pem", "ca-rsa.pem")
    assert entry["citation"] == "RFC 8017 9.2"
    assert entry["expected"]["openssl"] == "accepts"
    assert entry["expected"]["openssl-verify"] == "refuses"
    verified = openssl.run("verify", "-CAfile", bad / entry["ca"], bad / entry["file"])
    assert b"certificate signature failure" in verified.stderr


@pytest.fixture
def given(tmp_path: Path, keys: KeyFiles, openssl: Program) -> Path:
    """A folder with `a.crt`, signed by itself, and `a.key`, from openssl."""
    (tmp_path / "a.key").write_bytes(keys.pem("rsa:2048"))
    openssl(
        *("req", "-x509", "-new", "-key", tmp_path / "a.key", "-subj", "/C=CN/CN=a.example", "-days", "9"),
        *("-addext", "subjectAltName=DNS:a.example", "-out", tmp_path / "a.crt"),
    )
    return tmp_path


def test_of_a_certificate_that_is_given(cli: Cli, given: Path, openssl: Program) -> None:
    arguments = ("--in", "a.crt", "--key", "a.key", "--outform", "DER", "--out", "bad")
    outcome = cli("forge", "--defect", "serial.*,signatures.ecdsa_*", *arguments)
    assert outcome.code == 0
    assert "signatures.ecdsa_r_zero is left out: " in outcome.stderr
    manifest = json.loads((given / "bad" / "manifest.json").read_text())
    assert len(manifest["left_out"]) == 8
    assert {path.name for path in (given / "bad").iterdir()} == {
        "manifest.json",
        *(entry["file"] for entry in manifest["defects"]),
    }
    bad = given / "bad" / "serial.negative.der"
    assert openssl("x509", "-inform", "DER", "-noout", "-serial", "-in", bad) == b"serial=-0123456789\n"
    (given / "bad.pem").write_bytes(openssl("x509", "-inform", "DER", "-in", bad))
    openssl("verify", "-check_ss_sig", "-CAfile", given / "bad.pem", given / "bad.pem")


def test_together(cli: Cli, given: Path) -> None:
    arguments = ("--in", "a.crt", "--key", "a.key", "--out", "bad")
    outcome = cli("forge", "--defect", "serial.zero,names.nul", "--together", *arguments)
    assert (outcome.code, outcome.stderr) == (0, "")
    (entry,) = json.loads((given / "bad" / "manifest.json").read_text())["defects"]
    assert [each["id"] for each in entry["defects"]] == ["serial.zero", "names.nul"]
    assert "expected" not in entry
    certificate = xf.Certificate.from_pem((given / "bad" / "together.pem").read_text())
    assert certificate.tbs_certificate.serial_number == 0
    again = cli("forge", "--defect", "serial.zero", *arguments)
    assert again.code == 1
    assert "the file is there already" in again.stderr
    assert not (given / "bad" / "serial.zero.pem").exists()


def test_the_list(cli: Cli) -> None:
    every = cli("forge", "--list")
    assert len(every.text.splitlines()) == len(xf.forge.DEFECTS)
    some = cli("forge", "--list", "--defect", "dates.*")
    assert some.code == 0
    assert all(line.startswith("dates.") for line in some.text.splitlines())
    assert "dates.reversed" in some.text


def test_the_page_can_be_followed(cli: Cli, given: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "defects.md").read_text(encoding="utf-8")
    (python,) = re.findall(r"```python\n(.*?)```", page, re.S)
    (commands,) = re.findall(r"```sh\n(.*?)```", page, re.S)
    (given / "server.crt").write_bytes((given / "a.crt").read_bytes())
    (given / "CA.key").write_bytes((given / "a.key").read_bytes())
    certificate = xf.Certificate.from_pem((given / "a.crt").read_text())
    exec(python, {"certificate": certificate, "ca_key": xf.PrivateKey.load(given / "a.key")})
    bad = xf.Certificate.from_pem((given / "bad.crt").read_text()).tbs_certificate
    assert bad.serial_number < 0
    assert bad.validity.not_before.datetime > bad.validity.not_after.datetime
    for number, line in enumerate(commands.splitlines()):
        program, *arguments = shlex.split(line.replace("--out bad", f"--out bad{number}"))
        assert program == "x509forge"
        outcome = cli(*arguments)
        assert (outcome.code, outcome.stderr) == (0, ""), line


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "--defect is missing"),
        (
            ("--defect", "serial.negativ", "--out", "bad"),
            2,
            "there is no defect 'serial.negativ'; did you mean serial.negative?",
        ),
        (("--defect", "", "--out", "bad"), 2, "there is no defect ''"),
        (("--defect", "serial.zero,", "--out", "bad"), 2, "there is no defect ''"),
        (("--defect", "all"), 2, "--out is missing"),
        (("--defect", "all", "--out", "bad", "--in", "a.crt"), 2, "--in and --key go together"),
        (
            ("--defect", "serial.zero,serial.negative", "--together", "--out", "bad"),
            1,
            "serial.zero and serial.negative are of the same place",
        ),
        (
            ("--defect", "signatures.ecdsa_r_zero", "--in", "a.crt", "--key", "a.key", "--out", "bad"),
            1,
            "is to be of the kind ec",
        ),
    ],
)
def test_what_is_refused(arguments: tuple[str, ...], code: int, message: str, cli: Cli, given: Path) -> None:
    outcome = cli("forge", *arguments)
    assert outcome.code == code
    assert message in outcome.stderr
    assert not (given / "bad").exists()
