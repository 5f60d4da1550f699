"""Modules and regular expressions, loaded when something is first asked of them, at no cost from then on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any, AnyStr


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


class _Pattern:
    def __init__(self, pattern: str | bytes) -> None:
        self._pattern = pattern

    def __getattr__(self, attribute: str) -> Any:
        import re

        value = getattr(re.compile(self._pattern), attribute)
        setattr(self, attribute, value)
        return value


def pattern(text: AnyStr) -> re.Pattern[AnyStr]:
    """Return a regular expression that is compiled when it is first used; its flags stand in it, as `(?a)` does.

    To compile one takes 0.2 ms, and `re` itself 3: a process that reads one file uses few of those that there are.
    """
    return _Pattern(text)  # type: ignore[return-value]
