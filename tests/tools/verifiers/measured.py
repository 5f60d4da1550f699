"""Whether the release of a verifier that is here is one whose verdicts the rules tell (`refused_by`)."""

from __future__ import annotations

import re
import sys

import cryptography

from docs.verifiers import VERIFIERS
from tests.tools.programs import Program

_ASK = {
    "openssl": ("openssl", "version"),
    "openssl-strict": ("openssl", "version"),
    "gnutls": ("certtool", "--version"),
    "node": ("node", "--version"),
    "go": ("go", "version"),
    "java": ("java", "--version"),
    "nss": ("dpkg-query", "--show", "--showformat", "${Version}", "libnss3"),
}


def version_of(client: str) -> str:
    """Return the release of a client here, by its first two numbers."""
    if client == "python-3.13":
        return f"{sys.version_info.major}.{sys.version_info.minor}"
    if client == "cryptography":
        said = cryptography.__version__
    else:
        said = Program(_ASK[client][0])(*_ASK[client][1:]).decode()
    found = re.search(r"\d+\.\d+(?=\.|$|\s)", said)
    assert found is not None, said
    return found[0]


def measured(client: str) -> bool:
    """Return whether this release of a client was measured."""
    return version_of(client) in VERIFIERS[client].releases
