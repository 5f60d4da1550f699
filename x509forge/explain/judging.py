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
    found: dict[str, tuple[Finding, ...]] = {}
    for finding in check(certificate):
        place = _place(root, finding.path)
        path = place.path
        found[path] = (*found.get(path, ()), finding._replace(path=path, offset=place.offset))
    return found


def _place(root: Node, path: str) -> Node:
    """Return the node that a path leads to, or that the longest part of it which exists does."""
    node = root
    for kind, step in steps_of(path) if path else ():
        try:
            node = node.at(str(step) if kind == "field" else f"[{step}]")
        except KeyError:
            break
    return node
