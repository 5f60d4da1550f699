"""Writing a configuration: sections, and texts with what the format would take for something else escaped."""

from __future__ import annotations

from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b"}
_SPECIAL = frozenset("\\$#\"'`")


def escaped(text: str) -> str:
    """Return a value as it is written; blanks at its ends need quotes."""
    written = "".join(_ESCAPES.get(c) or ("\\" + c if c in _SPECIAL else c) for c in text)
    return f'"{written}"' if text != text.strip() else written


class Writer:
    """Sections in the order in which they were first asked for; their names are theirs alone."""

    def __init__(self) -> None:
        self._sections: dict[str, dict[str, str]] = {}
        self._comments: list[str] = []
        self._numbers: dict[str, int] = {}

    def section(self, name: str) -> dict[str, str]:
        """Return the entries of a section, to be added to."""
        return self._sections.setdefault(name, {})

    def new_section(self, name: str, entries: dict[str, str]) -> str:
        """Return the name of a further section, like this one, with these entries."""
        number = self._numbers.get(name, 1)
        while (unused := f"{name}_{number}" if number > 1 else name) in self._sections:
            number += 1
        self._numbers[name] = number
        self._sections[unused] = dict(entries)
        return unused

    def comment(self, text: str) -> None:
        """Put a comment before everything."""
        self._comments.append(text)

    @contextmanager
    def attempt(self) -> Iterator[Attempt]:
        """Take away again what is added within, unless it is to be kept."""
        before = {name: dict(entries) for name, entries in self._sections.items()}
        attempt = Attempt()
        yield attempt
        if not attempt.kept:
            self._numbers.clear()
            for name in [name for name in self._sections if name not in before]:
                del self._sections[name]

    def text(self) -> str:
        """Return the configuration."""
        lines = [f"# {comment}" for comment in self._comments]
        for name, entries in self._sections.items():
            lines += ["", f"[{name}]"] if lines else [f"[{name}]"]
            lines += [f"{key} = {escaped(value)}" for key, value in entries.items()]
        return "\n".join(lines) + "\n"


class Attempt:
    """Whether what was added is kept."""

    kept = False

    def keep(self) -> None:
        """Keep it."""
        self.kept = True
