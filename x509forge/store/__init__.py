"""Files: the only code that writes them. Whole or not at all, and private where they hold a key."""

from __future__ import annotations

from .files import Output, write_all
from .serial_file import SerialFile

__all__ = ["Output", "SerialFile", "write_all"]
