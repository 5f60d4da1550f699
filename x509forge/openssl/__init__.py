"""OpenSSL's configuration language, with no OpenSSL behind it."""

from __future__ import annotations

from .config import Config
from .defaults import default_config

__all__ = ["Config", "default_config"]
