"""Why each octet is what it is: one sentence for every run of octets that means something."""

from __future__ import annotations

from ..der import describe_identifier
from .headers import INDEFINITE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .node import Node, Note


def notes_of(node: Node) -> Iterator[Note]:
    """Yield a note for each run of octets in the header, and in the contents of what has no children."""
    if node.piece is None:
        yield from _header(node)


def _header(node: Node) -> Iterator[Note]:
    from .node import Note

    identifier = node.identifier
    tag = node.tag
    assert tag is not None
    form = "constructed" if tag.constructed else "primitive"
    yield Note(
        node.offset,
        len(identifier),
        f"{identifier.hex(' ')}: {describe_identifier(identifier)}; class {tag.tag_class}, {form}, number {tag.number}",
    )
    octets = node.document.data[node.length_at : node.start]
    shown = octets.hex(" ")
    count = len(octets) - 1
    if node.framing == INDEFINITE:
        text = f"{shown}: indefinite length, up to the end-of-contents octets"
    elif not count:
        text = f"{shown}: short form, {octets[0]}"
    else:
        number = int.from_bytes(octets[1:], "big")
        text = f"{shown}: long form, {count} octet{'s' if count > 1 else ''} of length, {number}"
    yield Note(node.length_at, len(octets), text)
