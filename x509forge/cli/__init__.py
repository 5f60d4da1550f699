"""The command line: arguments to one call to output. Each verb is a module, imported when it is used."""

from __future__ import annotations

from .command import main, program

__all__ = ["main", "program"]
