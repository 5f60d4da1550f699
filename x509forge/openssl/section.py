"""Sections and their entries, and how OpenSSL looks a name up in them."""

from __future__ import annotations

from .value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from x509forge.errors import ConfigError

DEFAULT_SECTION = "default"


class Entry:
    """One `name = value`; unpacks as such. Two entries are equal only if they are the same one."""

    __slots__ = ("name", "section", "value")

    def __init__(self, section: str, name: Value, value: Value) -> None:
        self.section = section
        self.name = name
        self.value = value

    def __iter__(self) -> Iterator[Value]:
        return iter((self.name, self.value))

    def __repr__(self) -> str:
        return f"<Entry {str(self.name)!r} = {str(self.value)!r} in [{self.section}]>"

    def error(self, reason: str, position: int | None = None) -> ConfigError:
        """Return (not raise) the error that says `reason` of the value, or of its character at `position`."""
        return self.value.error(reason, position)


class Section:
    """A section's entries, in the order in which OpenSSL acts on them.

    A name stands in it once: a repeated one replaces the earlier and stands where it was repeated.
    `name` has the place of the section's first header (none, if it was never headed).
    """

    __slots__ = ("_entries", "name")

    def __init__(self, name: Value, entries: dict[str, Entry]) -> None:
        self.name = name
        self._entries = entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __repr__(self) -> str:
        return f"<Section [{self.name}] of {len(self)}>"

    def entry(self, name: str) -> Entry | None:
        """Return the entry of that very name; the default section is not asked."""
        return self._entries.get(name)

    def get(self, name: str) -> Value | None:
        """Return the value of that very name; the default section is not asked."""
        found = self._entries.get(name)
        return None if found is None else found.value

    def error(self, reason: str) -> ConfigError:
        """Return (not raise) the error that says `reason` of this section."""
        return self.name.error(reason)


def lookup(sections: Mapping[str, Section], environ: Mapping[str, str], section: str | None, name: str) -> Value | None:
    """Return the value of `name` in `section` (or, for `ENV`, in the environment), or else in the default section."""
    if section is not None:
        found = sections[section].get(name) if section in sections else None
        if found is not None:
            return found
        if section == "ENV" and name in environ:
            return Value(environ[name])
    return sections[DEFAULT_SECTION].get(name)
