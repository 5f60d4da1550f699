"""docs/rules.md is what the rules say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_of_rules_is_what_the_rules_say() -> None:
    made = subprocess.run([sys.executable, DOCS / "make_rules.py"], capture_output=True, text=True, check=True)
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == made.stdout
