"""OpenSSL's configuration language, with no OpenSSL behind it."""

from __future__ import annotations

from .config import Config
from .defaults import default_config
from .one_extension import extension
from .to_config import to_config

__all__ = ["Config", "default_config", "extension", "to_config"]
