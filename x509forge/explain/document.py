"""What is explained: the octets, and how much of them may be shown."""

from __future__ import annotations

from .headers import find_ends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

DEPTH_LIMIT = 64
"""How many levels are descended into; what lies deeper is shown as octets."""


class Document:
    """The octets that a tree of nodes is a view of."""

    __slots__ = ("data", "depth_limit", "ends", "password", "private", "show_private")

    def __init__(
        self,
        data: bytes,
        *,
        show_private: bool = False,
        password: Callable[[], bytes] | bytes | None = None,
        depth_limit: int = DEPTH_LIMIT,
    ) -> None:
        self.data = data
        self.show_private = show_private
        self.password = password
        self.depth_limit = depth_limit
        self.ends: dict[int, int] = {}
        self.private = False
        """Whether its label says that it is a private key."""

    def end_of(self, pos: int, limit: int) -> int:
        """Return where the contents of the element of indefinite length at `pos` end; -1 where nothing ends them."""
        if pos not in self.ends:
            find_ends(self.data, pos, limit, self.ends)
        return self.ends[pos]

    def of(self, data: bytes) -> Document:
        """Return a document of other octets, to be shown as this one is."""
        return Document(data, show_private=self.show_private, password=self.password, depth_limit=self.depth_limit)
