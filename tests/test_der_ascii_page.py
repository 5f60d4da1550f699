"""docs/der-ascii.md does what it says: its blocks are run in order, each in a process of its own, in one folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import x509forge as xf
from tests.tools.programs import require_tool

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "der-ascii.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|python|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_blocks_of_the_page(tmp_path: Path) -> None:
    require_tool("openssl")
    (tmp_path / "x509forge").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m x509forge "$@"\n')
    (tmp_path / "x509forge").chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}",
    }
    said = {}
    blocks = BLOCK.findall(PAGE)
    assert [language for language, _ in blocks] == ["python", "text", "sh", "sh", "python"]
    for language, block in blocks:
        if language == "text":
            written = (tmp_path / "ca.txt").read_text(encoding="utf-8")
            without_index = re.compile(r"extensions\[\d\]")
            assert without_index.sub("", block) in without_index.sub("", written)
            continue
        command = ["bash", "-euo", "pipefail", "-c", block] if language == "sh" else [sys.executable, "-c", block]
        result = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert result.returncode == 0, f"{block}\n{result.stdout}\n{result.stderr}"
        said[block] = result.stdout
    assert "subject=CN = Another CA with a longer name\n" in said.values()
    certificate = xf.Certificate.from_pem((tmp_path / "changed.crt").read_text())
    with pytest.raises(xf.DecodeError, match="BOOLEAN"):
        certificate.extension(xf.BasicConstraints)
