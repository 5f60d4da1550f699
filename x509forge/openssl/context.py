"""What the text of an extension may refer to: sections, names of objects, and whom it speaks of."""

from __future__ import annotations

from .names import Spelling
from .objects import newer_names
from .value_list import ListItem, parse_list
from .words import parse_oid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..oid import ObjectIdentifier
    from .config import Config
    from .subject import Subject
    from .value import Value


class Context:
    """The configuration around a text, the subject that it speaks of, and how names are spelled in it."""

    __slots__ = ("config", "spelling", "subject")

    def __init__(self, config: Config, subject: Subject, spelling: Spelling | None = None) -> None:
        self.config = config
        self.subject = subject
        # Whatever `utf8` says, names within extensions are read as Latin-1.
        self.spelling = Spelling(added=newer_names(subject.release)) if spelling is None else spelling.latin()

    def oid(self, text: Value) -> ObjectIdentifier:
        """Return the object of a name or number; raises ConfigError."""
        return parse_oid(text, self.spelling.added)

    def items(self, value: Value) -> Sequence[ListItem]:
        """Return the items of a list, or of the section that `@section` names; raises ConfigError, also for none."""
        found = self.items_or_none(value)
        if not found:
            raise value.error(f"the section [{value[1:]}] is empty")
        return found

    def items_or_none(self, value: Value) -> Sequence[ListItem]:
        """Return the same, where an empty section may stand."""
        if value.startswith("@"):
            return self.section_items(value.part(1))
        return parse_list(value)

    def section_items(self, name: Value) -> Sequence[ListItem]:
        """Return the entries of a section as items; raises ConfigError where there is no such section."""
        return [ListItem(entry.name, entry.value) for entry in self.config.section(name)]
