"""`assemble`: octets or PEM from a text, errors with file, line and column, and nothing written where there are any."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

import x509forge as xf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]


def test_a_certificate_changed_as_text(cli: Cli, folder: Path, openssl: Program) -> None:
    certificate = xf.Certificate.from_pem((folder / "CA.crt").read_bytes())
    text = xf.to_der_ascii(certificate.to_der())
    (folder / "ca.txt").write_text(text)
    outcome = cli("assemble", "ca.txt")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, certificate.to_der(), "")
    (folder / "ca.txt").write_text(text.replace('"Test CA"', '"Another and a longer name"'))
    outcome = cli("assemble", "ca.txt", "--pem", "CERTIFICATE", "-o", "changed.crt")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, b"", "")
    said = openssl("x509", "-in", "changed.crt", "-noout", "-subject", "-serial", "-nameopt", "RFC2253")
    serial = openssl("x509", "-in", "CA.crt", "-noout", "-serial")
    assert said == b"subject=CN=Another and a longer name,O=ALI,C=CN\n" + serial


def test_standard_input(cli: Cli) -> None:
    for arguments in (("-",), ("-", "-o", "-")):
        assert cli("assemble", *arguments, data=b"NULL {}").stdout == b"\x05\x00"
    assert cli("assemble", "-", "--pem", "X", data=b"NULL {}").text == "-----BEGIN X-----\nBQA=\n-----END X-----\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"SEQUENCE {\n  INTEGR { 1 }\n}\n", "a.txt:2:3: 'INTEGR' is no word of the language; did you mean INTEGER?"),
        (b"SEQUENCE {", "a.txt:1:10: { without its }"),
        (b'u"\xff"', "a.txt:1:3: what stands here is not UTF-8"),
    ],
)
def test_errors(cli: Cli, tmp_path: Path, text: bytes, said: str) -> None:
    (tmp_path / "a.txt").write_bytes(text)
    outcome = cli("assemble", "a.txt", "-o", "out.der")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (1, b"", f"x509forge: error: {said}\n")
    assert not (tmp_path / "out.der").exists()
    outcome = cli("assemble", "-", data=text)
    assert outcome.stderr == f"x509forge: error: {said.replace('a.txt', 'standard input')}\n"


def test_what_is_wrong_with_the_command_line(cli: Cli, tmp_path: Path) -> None:
    assert cli("assemble").code == 2
    assert cli("assemble", "a", "b").code == 2
    outcome = cli("assemble", "nowhere.txt")
    assert (outcome.code, outcome.stderr) == (1, "x509forge: error: nowhere.txt: No such file or directory\n")
    outcome = cli("assemble", "-", "--pem", "A\x1b", data=b"NULL {}")
    assert outcome.code == 1
    assert "is not a label (RFC 7468 3)" in outcome.stderr
    assert "\x1b" not in outcome.stderr
    (tmp_path / "here").write_bytes(b"here")
    outcome = cli("assemble", "-", "-o", "here", data=b"NULL {}")
    assert outcome.code == 1
    assert "--force overwrites it" in outcome.stderr
    assert (tmp_path / "here").read_bytes() == b"here"
    assert cli("assemble", "-", "-o", "here", "--force", data=b"NULL {}").code == 0
    assert (tmp_path / "here").read_bytes() == b"\x05\x00"


def test_a_private_key_is_for_its_owner(cli: Cli, tmp_path: Path, keys: KeyFiles, openssl: Program) -> None:
    (tmp_path / "key.txt").write_text(xf.to_der_ascii(keys.der("ec:P-256"), show_private=True))
    for arguments in (("-o", "key.der"), ("--pem", "PRIVATE KEY", "-o", "key.pem")):
        assert cli("assemble", "key.txt", *arguments).code == 0
        assert stat.S_IMODE((tmp_path / arguments[-1]).stat().st_mode) == 0o600
        openssl("pkey", "-in", arguments[-1], "-check", "-noout")
