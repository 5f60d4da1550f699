"""The good certificates that are made bad here, one of a CA of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge.forge.good import good

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles
    from x509forge.forge.good import Good


@pytest.fixture(scope="session")
def goods(keys: KeyFiles) -> dict[str, Good]:
    """A good certificate for one key, by the kind of the CA's key."""
    key = xf.PrivateKey.load(keys("ec:P-256", 1))
    types = {"ec": "ec:P-256", "rsa": "rsa:2048"}
    return {kind: good(kind, xf.PrivateKey.load(keys(type)), key) for kind, type in types.items()}
