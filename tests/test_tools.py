"""What the tests themselves stand on: a missing program is never missed in silence, and no output is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from tests.tools.command_line import ROOT
from tests.tools.programs import MISSING, ProgramFailed, require_tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_without_its_program_a_test_is_skipped(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", value)
    monkeypatch.delenv("X509FORGE_REQUIRE_TOOLS", raising=False)
    with pytest.raises(pytest.skip.Exception, match=f"{MISSING}no-such-program"):
        require_tool("no-such-program")


@pytest.mark.parametrize("variable", ["CI", "X509FORGE_REQUIRE_TOOLS"])
def test_without_its_program_a_test_fails_in_ci(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "true")
    with pytest.raises(pytest.fail.Exception, match=f"{MISSING}no-such-program"):
        require_tool("no-such-program")


def test_the_summary_names_the_missing_program() -> None:
    environment = {**os.environ, "PATH": "/nowhere", "CI": "", "X509FORGE_REQUIRE_TOOLS": ""}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_tools.py", "-k", "refuses_shows"]
    hidden = "import tests.tools.programs as p; p._SYSTEM_FOLDERS = ''"  # a Debian of today has them all in /usr/bin
    command[1:3] = ["-c", f"{hidden}; import pytest, sys; sys.exit(pytest.main(sys.argv[1:]))"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert f"{MISSING}openssl (Debian: apt-get install openssl): 1 tests did not run" in result.stdout
    assert "1 skipped" in result.stdout.splitlines()[-1]


def test_a_program_that_refuses_shows_why(openssl: Program) -> None:
    with pytest.raises(ProgramFailed, match=r"exit 1: .*openssl x509 -noout\n(.*\n)*.*certificate"):
        openssl("x509", "-noout")


def test_keys_are_made_once_and_differ(keys: KeyFiles) -> None:
    assert keys("ec:P-256") == keys("ec:P-256") != keys("ec:P-256", 1)
    assert keys.pem("ec:P-256") != keys.pem("ec:P-256", 1)
    assert keys("ec:P-256").stat().st_mode & 0o777 == 0o600


def test_the_command_line_is_run_with_all_its_streams(
    cli: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    def main(argv: list[str]) -> int:
        sys.stdout.buffer.write(sys.stdin.buffer.read() + b"\xff")
        sys.stdout.buffer.flush()
        os.write(1, b"descriptor")
        print("said", *argv, file=sys.stderr)
        if argv[0] == "leave":
            sys.exit(2)
        return 1

    fake = ModuleType("x509forge.cli")
    fake.main = main  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "x509forge.cli", fake)
    streams = sys.stdin, sys.stdout, sys.stderr
    assert cli("a", "b", data=b"\0in") == (1, b"\0in\xffdescriptor", "said a b\n")
    assert cli("leave") == (2, b"\xffdescriptor", "said leave\n")
    assert (sys.stdin, sys.stdout, sys.stderr) == streams
