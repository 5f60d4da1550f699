"""What was made before, and need not be made again: values cannot change, so each caller may have the same one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Any


class Kept(dict["Hashable", "Any"]):
    """Results by what they were made of. When it is full, it starts anew, so that strangers cannot make it grow.

    Each access is one operation of a dict, which threads may share; that two of them make the same thing does no harm.
    """

    def __init__(self, most: int) -> None:
        self._most = most

    def keep(self, key: Hashable, value: Any) -> Any:
        """Keep a value under its key, and return it."""
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
