"""docs/profiles.md does what it says: its blocks are run in order, each in a process of its own, in one folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.tools.backends import PYTHONPATH

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_blocks_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "x509forge").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m x509forge "$@"\n')
    (tmp_path / "x509forge").chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": PYTHONPATH}
    blocks = BLOCK.findall((ROOT / "docs" / "profiles.md").read_text(encoding="utf-8"))
    assert [language for language, _ in blocks] == ["python", "python", "python", "sh", "sh"]
    for language, block in blocks:
        command = ["bash", "-euo", "pipefail", "-c", block] if language == "sh" else [sys.executable, "-c", block]
        result = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert result.returncode == 0, f"{block}\n{result.stdout}\n{result.stderr}"
