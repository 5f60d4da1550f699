"""docs/keys.md is what the code decides."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_of_keys_is_what_the_code_decides() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "X509FORGE_BACKEND")}
    command = [sys.executable, str(DOCS / "make_keys.py")]
    made = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert (DOCS / "keys.md").read_text(encoding="utf-8") == made.stdout
