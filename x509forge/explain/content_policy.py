"""What a page may do: show what is in it, by the style and the script that are in it, and nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode


def content_policy(style: str, script: str = "") -> str:
    """Return the policy of a page with this style, and with this script or with none.

    They are told by their octets: with one more, or one less, the browser leaves them out.
    """
    scripts = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; {scripts}style-src {_hash(style)}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
