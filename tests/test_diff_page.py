"""docs/diff.md does what it says: its blocks are run in order, each in a process of its own, in one folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.tools.programs import require_tool

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(sh|python|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# The function that the first block defines, for those behind it.
FUNCTION = re.compile(r"^request\(\).*\n", re.MULTILINE)


def test_the_blocks_of_the_page(tmp_path: Path) -> None:
    require_tool("openssl")
    (tmp_path / "x509forge").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m x509forge "$@"\n')
    (tmp_path / "x509forge").chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    page = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    assert [language for language, _ in blocks] == ["sh", "text", "sh", "sh", "sh", "python"]
    function = FUNCTION.findall(page)[0]
    printed: list[str] = []
    for language, block in blocks:
        if language == "text":
            # What the block before it printed, but for what grep puts between, and for lines around.
            assert block in printed[-1].replace("--\n", "")
            continue
        command = ["bash", "-euo", "pipefail", "-c", function + block]
        result = subprocess.run(
            command if language == "sh" else [sys.executable, "-c", block],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert result.returncode == 0, f"{block}\n{result.stdout}\n{result.stderr}"
        printed.append(result.stdout)
    assert "subjectAltName" in printed[2]
    assert "subjectAltName: dNSName added  c.example" in printed[-1]
    assert not json.loads((tmp_path / "differences.json").read_text())["same_octets"]
