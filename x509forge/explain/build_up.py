"""How an encoding comes to be: from the inside out, each wrapper behind what it holds, with the octets so far."""

from __future__ import annotations

from .look import Look, columns, cut, painted, shown
from .overlay import children_of
from .text import label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .look import Span
    from .node import Node

_PLAIN = Look()


def build_up(root: Node, look: Look = _PLAIN) -> Iterator[str]:
    """Yield a line for each node, its children first: how many octets it has come to, their beginning, what it is."""
    stack = [_Open(root)]
    while stack:
        top = stack[-1]
        child = next(top.children, None)
        if child is not None:
            top.count += 1
            stack.append(_Open(child))
            continue
        stack.pop()
        if stack:
            stack[-1].hides |= top.hides
        if top.node.document.data:
            spans = _line(top, len(stack), look)
            yield painted(spans, look.color)


class _Open:
    """A node whose children are not all there yet."""

    __slots__ = ("children", "count", "hides", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.children = children_of(node, [])
        self.count = 0
        self.hides = node.hides
        """Whether it, or anything in it, must not be shown."""


def _line(top: _Open, level: int, look: Look) -> list[Span]:
    node = top.node
    size = node.whole_stop - node.offset
    digits = len(str(len(node.document.data)))
    room = look.octets_a_row
    header = node.header[:room]
    stop = min(node.whole_stop, node.start + room - len(header))
    contents = b"" if top.hides else node.document.data[node.start : stop]
    cut_off = len(header) + len(contents) < size
    octets = header.hex(" ") + ("|" if header and contents else "") + contents.hex(" ") + (" …" if cut_off else "")
    if top.count:
        what = f", around {top.count} part{'s' * (top.count > 1)} of {node.length:,} octet{'s' * (node.length != 1)}"
    else:
        value = shown(node.value)
        what = f": {value}" if value else ""
    used = digits + 2 + 3 * room + 3
    indent = 2 * level
    text = "".join(part for _, part in label(node)) + what
    if look.width is not None:
        indent = min(indent, max(look.width - used, 0) // 2)
        text = cut(text, max(look.width - used - indent, 20))
    return [
        ("aside", f"{size:>{digits}}  "),
        ("tag", header.hex(" ")),
        ("value", octets[len(header.hex(" ")) :]),
        ("plain", " " * (3 * room + 2 - columns(octets) + 1 + indent)),
        ("plain", text),
    ]
