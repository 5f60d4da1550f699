"""What the tests of backends share: each backend in turn, and keys that openssl made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tools.backends import WAYS, backend_called

if TYPE_CHECKING:
    from x509forge.signing.backend import Backend


@pytest.fixture(params=WAYS, scope="session")
def backend(request: pytest.FixtureRequest) -> Backend:
    """Each backend that there is, in each of its ways."""
    return backend_called(request.param)
