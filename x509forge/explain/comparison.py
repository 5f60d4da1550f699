"""What a comparison found: in words for whoever reads it, and as nodes while it is being made."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .node import Node

CHANGED, ADDED, REMOVED, REORDERED = "changed", "added", "removed", "reordered"
SAME_MEANING, UNCHANGED = "same meaning", "unchanged"


class Difference(NamedTuple):
    """One thing in which the second differs from the first.

    `path` is where it stands in the first, in the second for what was added; `path_after` where it stands in the
    second, empty for what was removed. `name` is what people call it: `subjectAltName: dNSName`. `kind` is "changed",
    "added", "removed", "reordered", "same meaning" (in other octets; `note` says in which way) or, in the view
    of a renewal, "unchanged". `before` and `after` are the values in words, cut to some 200 characters, and without
    what belongs to a private key. `expected` is whether a renewal changes this; None unless that was asked for.
    """

    path: str
    kind: str
    name: str
    before: str
    after: str
    note: str = ""
    path_after: str = ""
    expected: bool | None = None

    def __str__(self) -> str:
        """Return it in one line: `tbsCertificate.serialNumber: changed: 1 -> 2`."""
        values = " -> ".join(filter(None, (self.before, self.after)))
        return f"{self.path or self.name}: {self.kind}: {values}" + (f" ({self.note})" if self.note else "")


class Comparison(NamedTuple):
    """What a comparison found.

    `first` and `second` say in words what was compared; `shared` names the parts that were, where the two are of
    different kinds. `same_key` is None where one of them has no key, or there are several objects.
    """

    first: str
    second: str
    same_octets: bool
    same_key: bool | None
    differences: tuple[Difference, ...]
    shared: tuple[str, ...] = ()

    @property
    def same_meaning(self) -> bool:
        """Whether nothing differs but the octets in which the same is written; another order is not the same."""
        return all(difference.kind == SAME_MEANING for difference in self.differences)

    @property
    def unexpected(self) -> tuple[Difference, ...]:
        """What a renewal should not have changed, or should have."""
        return tuple(difference for difference in self.differences if difference.expected is False)


class Found(NamedTuple):
    """A difference as the nodes that it is between."""

    kind: str
    first: Node | None
    second: Node | None
    note: str = ""
    before: str | None = None
    after: str | None = None
    name: str = ""
