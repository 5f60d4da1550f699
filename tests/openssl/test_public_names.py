"""The configuration reader is reached from the package itself."""

from __future__ import annotations

import x509forge as xf


def test_a_text_is_read_through_the_public_name() -> None:
    config = xf.openssl.Config.parse("[req]\nother = y\nname = $other\n")
    assert str(config.get("req", "name")) == "y"
