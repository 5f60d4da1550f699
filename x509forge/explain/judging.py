"""What the rules find in a certificate, at the nodes that it is about."""

from __future__ import annotations

from ..asn1.path import steps_of
from ..errors import DecodeError
from .overlay import SEVERAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rules import Finding
    from .node import Node


def rules_found(node: Node) -> Iterator[Finding]:
    """Yield what the rules find at a node of a certificate that stands by itself and decodes; they run once for it."""
    root = node
    while root.parent is not None and root.parent.document is root.document and root.parent.piece != SEVERAL:
        root = root.parent
    if root.declared != "Certificate":
        return
    known = node.document.judged.get(root.offset)
    if known is None:
        known = node.document.judged[root.offset] = _judge(root)
    if known:
        yield from known.get(node.path, ())


def _judge(root: Node) -> dict[str, tuple[Finding, ...]]:
    from ..rules import check
    from ..x509.certificate import Certificate

    try:
        certificate = Certificate.from_der(root.encoded)
    except DecodeError:
        return {}
    places = _Places(root)
    found: dict[str, list[Finding]] = {}
    for finding in check(certificate):
        place = places.of(finding.path)
        path = place.path
        found.setdefault(path, []).append(finding._replace(path=path, offset=place.offset))
    return {path: tuple(findings) for path, findings in found.items()}


class _Places:
    """The nodes that paths lead to; what paths have in common is walked once, since there may be many findings."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.known: dict[str, Node] = {}
        self.lists: dict[Node, tuple[Node, ...]] = {}

    def of(self, path: str) -> Node:
        """Return the node that a path leads to, or that the longest part of it which exists does."""
        node = self.root
        way = ""
        for kind, step in steps_of(path) if path else ():
            own = str(step) if kind == "field" else f"[{step}]"
            way = f"{way}.{own}"
            try:
                found = self.known.get(way) or self._step(node, own)
            except KeyError:
                break
            node = self.known[way] = found
        return node

    def _step(self, node: Node, step: str) -> Node:
        """Return the node that one step leads to; raises KeyError."""
        if not step[1:-1].isdecimal():
            return node.at(step)
        items = self.lists.get(node)
        if items is None:
            first = node.at("[0]")
            assert first.parent is not None
            items = self.lists[node] = first.parent.children
        found = items[int(step[1:-1])] if int(step[1:-1]) < len(items) else None
        return found if found is not None and found.step.partition(".")[0] == step else node.at(step)
