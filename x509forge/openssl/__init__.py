"""OpenSSL's configuration language, with no OpenSSL behind it."""

from __future__ import annotations

from .config import Config
from .config_of import to_config
from .defaults import default_config
from .one_extension import extension

__all__ = ["Config", "default_config", "extension", "to_config"]
