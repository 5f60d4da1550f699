"""What is explained: the octets, and how much of them may be shown."""

from __future__ import annotations

from .headers import find_ends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..asn1.value import ValueType
    from ..rules import Finding
    from .node import Node

DEPTH_LIMIT = 64
"""How many levels are descended into; what lies deeper is shown as octets."""


MOST_OPENED = 32
"""How many encrypted parts of one input are opened: each takes as much work as the input says."""


class Password:
    """The password of an input, asked for once, and how many encrypted parts may still be opened with it."""

    __slots__ = ("_octets", "_source", "left")

    def __init__(self, source: Callable[[], bytes | str] | bytes | str) -> None:
        self._source = source
        self._octets: bytes | None = None
        self.left = MOST_OPENED

    def octets(self) -> bytes:
        """Return the password; text is taken as UTF-8. Raises SigningError for text that has none."""
        if self._octets is None:
            from ..signing.password_based import octets_of

            self._octets = octets_of(self._source() if callable(self._source) else self._source)
        return self._octets


class Document:
    """The octets that a tree of nodes is a view of."""

    __slots__ = (
        "data",
        "decrypted",
        "depth_limit",
        "ends",
        "headers",
        "judged",
        "kinds",
        "password",
        "private",
        "show_private",
        "unknown",
    )

    def __init__(
        self,
        data: bytes,
        *,
        show_private: bool = False,
        password: Password | None = None,
        depth_limit: int = DEPTH_LIMIT,
    ) -> None:
        self.data = data
        self.show_private = show_private
        self.password = password
        self.depth_limit = depth_limit
        self.ends: dict[int, int] = {}
        self.private = False
        """Whether its label says that it is a private key."""
        self.headers = b""
        """The lines between BEGIN and the base64, which say how it is encrypted (RFC 1421 4.6)."""
        self.kinds: dict[int, ValueType | None] = {}
        """What the elements of several are, by where they begin: it is looked for once."""
        self.unknown = 0
        """Of how many of them the kind was looked for in vain."""
        self.judged: dict[int, dict[str, tuple[Finding, ...]]] = {}
        """What the rules found in the certificates that stand by themselves, by where those begin and by path."""
        self.decrypted: dict[int, tuple[Node | None, str]] = {}
        """What the encrypted parts are, and why not, by where they begin: it takes long to find out."""

    def end_of(self, pos: int, limit: int) -> int:
        """Return where the contents of the element of indefinite length at `pos` end; -1 where nothing ends them."""
        if pos not in self.ends:
            find_ends(self.data, pos, limit, self.ends)
        return self.ends[pos]

    def of(self, data: bytes) -> Document:
        """Return a document of other octets, to be shown as this one is."""
        return Document(data, show_private=self.show_private, password=self.password, depth_limit=self.depth_limit)
