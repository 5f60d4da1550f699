"""`diff` on the command line: its exit status is that of diff(1), and what it writes is inert."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

import x509forge as xf

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "diff.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def pair(tmp_path: Path, openssl: Program, keys: KeyFiles) -> Path:
    """A folder with `old.crt`, its renewal `new.crt`, `other.crt` of another name, and `key.pem`."""
    (tmp_path / "key.pem").write_bytes(keys.pem("ec:P-256"))
    for name, serial, days, subject in (
        ("old", "1", "30", "/CN=a.example"),
        ("new", "2", "60", "/CN=a.example"),
        ("other", "3", "60", "/CN=a, DNS:b.example\x1b[31m<script>\u202e"),
    ):
        openssl(
            *("req", "-x509", "-new", "-key", tmp_path / "key.pem", "-subj", subject, "-utf8", "-set_serial", serial),
            *("-days", days, "-out", tmp_path / f"{name}.crt"),
        )
    openssl("x509", "-in", tmp_path / "old.crt", "-outform", "DER", "-out", tmp_path / "old.der")
    return tmp_path


def test_the_exit_status_is_that_of_diff(pair: Path, cli: Cli) -> None:
    same = cli("diff", "old.crt", "old.der")
    assert same.code == 0
    assert same.text.splitlines()[2] == "the same octets; the same key"
    differs = cli("diff", "old.crt", "new.crt")
    assert differs.code == 1
    assert differs.stderr == ""
    assert differs.text.splitlines()[:2] == [
        "--- old.crt: Certificate CN=a.example",
        "+++ new.crt: Certificate CN=a.example",
    ]
    assert "serialNumber: changed\n    tbsCertificate.serialNumber\n  - 1\n  + 2\n" in differs.text
    assert "; the same key" in differs.text
    assert cli("diff", "-", "new.crt", data=(pair / "old.crt").read_bytes()).code == 1
    assert cli("diff", "old.crt", "-", data=(pair / "old.crt").read_bytes()).code == 0
    assert cli("diff", "key.pem", "old.crt").code == 0
    for arguments, said in (
        (("old.crt", "none.crt"), "none.crt: No such file"),
        (("old.crt", "."), "Is a directory"),
        (("old.crt",), "diff takes two files"),
        (("-", "-"), "only one of the two"),
        (("old.crt", "new.crt", "--format", "yaml"), "a format is one of text, json, html"),
        (("old.crt", "new.crt", "--new-key"), "--new-key goes with --renewal"),
        (("old.crt", "pkcs11:token=CA"), "a key in a token"),
    ):
        outcome = cli("diff", *arguments)
        assert outcome.code == 2, arguments
        assert said in outcome.stderr
        assert not outcome.stdout


def test_a_renewal(pair: Path, cli: Cli) -> None:
    renewed = cli("diff", "--renewal", "old.crt", "new.crt")
    assert renewed.code == 0
    assert "Expected of a renewal:" in renewed.text
    assert "Not expected" not in renewed.text
    other = cli("diff", "--renewal", "old.crt", "other.crt")
    assert other.code == 1
    unexpected, expected = other.text.split("\nExpected of a renewal:")
    assert "subject: commonName: changed" in unexpected
    assert "serialNumber: changed" in expected
    again = cli("diff", "--renewal", "old.crt", "old.crt")
    assert again.code == 1
    assert "serialNumber: unchanged" in again.text


def test_json(pair: Path, cli: Cli) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for arguments, code in (
        (("old.crt", "new.crt"), 1),
        (("--renewal", "old.crt", "new.crt"), 0),
        (("old.crt", "old.der"), 0),
        (("old.crt", "key.pem"), 0),
        (("old.crt", "other.crt"), 1),
    ):
        outcome = cli("diff", "--format", "json", *arguments)
        assert outcome.code == code
        assert outcome.text.isascii()
        found = json.loads(outcome.stdout)
        jsonschema.Draft202012Validator(SCHEMA).validate(found)
        assert found["as_a_renewal"] is (True if "--renewal" in arguments else None)
    by_name = {each["name"]: each for each in found["differences"]}
    assert by_name["serialNumber"] == {
        "path": "tbsCertificate.serialNumber",
        "path_after": "tbsCertificate.serialNumber",
        "name": "serialNumber",
        "kind": "changed",
        "before": "1",
        "after": "3",
        "note": "",
        "expected": None,
    }
    assert found["first"]["name"] == "old.crt"


def test_what_it_writes_is_inert(pair: Path, cli: Cli) -> None:
    hostile = "\x1b]0;x\x07<b>.crt"
    (pair / hostile).write_bytes((pair / "other.crt").read_bytes())
    for form in ("text", "json", "html"):
        outcome = cli("diff", "old.crt", hostile, "--format", form)
        assert outcome.code == 1
        assert re.sub(r"\n", "", outcome.text).isprintable()
        # The comma is within the quotes of one name.
        assert "a, DNS:b.example\\" in outcome.text
    assert "<script" not in outcome.text
    assert "<b>" not in outcome.text


def test_help_says_the_exit_status(cli: Cli) -> None:
    outcome = cli("diff", "--help")
    assert outcome.code == 0
    assert "Exit status 0: no difference; 1: some; 2: trouble" in outcome.text
    assert "diff" in cli("--help").text


def test_a_broken_file_is_compared_as_far_as_it_goes(pair: Path, cli: Cli) -> None:
    der = (pair / "old.der").read_bytes()
    (pair / "cut.der").write_bytes(der[:-20])
    (pair / "garbage").write_bytes(b"\xff\x1f\0garbage")
    outcome = cli("diff", "old.der", "cut.der")
    assert outcome.code == 1
    assert "signatureValue: changed" in outcome.text
    assert "subject" not in outcome.text.partition("\n\n")[2]
    assert cli("diff", "old.der", "garbage").code == 1
    assert xf.diff(der, der[:-20]).differences
