"""docs/anatomy.md is what `explain` says, has every octet of its certificate once, and its exercises come out so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import x509forge as xf
from tests.tools.backends import PYTHONPATH
from tests.tools.programs import require_tool

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = (DOCS / "anatomy.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| (.*?) \|", re.MULTILINE)
RUN = re.compile(r"`([0-9a-f ]+)`")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_page_is_what_explain_says() -> None:
    made = subprocess.run([sys.executable, DOCS / "make_anatomy.py"], capture_output=True, check=True)
    assert made.stdout.decode() == PAGE


def test_each_octet_of_the_certificate_is_on_the_page_once_and_in_its_place() -> None:
    require_tool("openssl")
    command = ["openssl", "x509", "-in", str(DOCS / "anatomy" / "server.crt"), "-outform", "DER"]
    certificate = subprocess.run(command, capture_output=True, check=True).stdout
    together = b""
    for offset, octets in ROW.findall(PAGE):
        assert int(offset) == len(together)
        together += b"".join(bytes.fromhex(run) for run in RUN.findall(octets))
    assert together == certificate


def test_the_certificate_is_the_procedure_s(tmp_path: Path) -> None:
    folder, procedure = DOCS / "anatomy", DOCS / "procedure"
    require_tool("openssl")
    commands = (
        "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout a.key -out a.csr -config server.csr.cfg",
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout CA.key -out CA.crt -subj /CN=a",
        "x509 -req -in a.csr -CA CA.crt -CAkey CA.key -CAcreateserial -out a.crt -days 500 -extfile server.crt.cfg",
    )
    for command in commands:
        subprocess.run(
            ["openssl", *command.replace("server.", f"{procedure}/server.").split()], cwd=tmp_path, check=True
        )
    theirs, ours = (
        xf.Certificate.from_pem(file.read_bytes()).tbs_certificate
        for file in (tmp_path / "a.crt", folder / "server.crt")
    )
    assert ours.subject == theirs.subject
    keys_differ = (xf.SubjectKeyIdentifier.oid, xf.AuthorityKeyIdentifier.oid)
    ours_then, theirs_then = (
        [extension.extn_id if extension.extn_id in keys_differ else extension for extension in tbs.extensions or ()]
        for tbs in (ours, theirs)
    )
    assert ours_then == theirs_then


@pytest.mark.parametrize("number", range(8))
def test_an_exercise(number: int, tmp_path: Path) -> None:
    require_tool("openssl")
    for name in ("server.crt", "CA.crt"):
        shutil.copy(DOCS / "anatomy" / name, tmp_path)
    (tmp_path / "x509forge").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m x509forge "$@"\n')
    (tmp_path / "x509forge").chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": PYTHONPATH}
    blocks = BLOCK.findall(PAGE)
    assert len(blocks) == 8
    # `set -e` overlooks a command with `!` before it, and every line of an exercise counts.
    block = re.sub(r"^! (.*)$", r"if \1; then exit 9; fi", blocks[number], flags=re.MULTILINE)
    command = ["bash", "-euo", "pipefail", "-c", block]
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert result.returncode == 0, f"{block}\n{result.stdout}\n{result.stderr}"
