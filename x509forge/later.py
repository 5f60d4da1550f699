"""Modules that are loaded when something of theirs is first asked for, at no cost from then on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Later:
    """A module by its name, in the place of `from . import module` within a function.

    Such an import statement takes a microsecond each time it is run; what was asked of this once is an attribute.
    """

    def __init__(self, name: str) -> None:
        self._module = name

    def __getattr__(self, attribute: str) -> Any:
        """Load the module, and keep what it has under this name."""
        value = getattr(__import__(self._module, fromlist=(attribute,)), attribute)
        setattr(self, attribute, value)
        return value
