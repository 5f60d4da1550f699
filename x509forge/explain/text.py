"""A tree as lines for a terminal: names first, then types, values, and the citation at the side."""

from __future__ import annotations

from itertools import zip_longest

from .faults import findings_of
from .look import Look, columns, cut, painted, shown, wrapped
from .overlay import Inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..rules import Finding
    from .look import Span
    from .node import Node

_ASCII = bytes(octet if 0x20 <= octet < 0x7F else 0x2E for octet in range(256)).decode("ascii")
_INDENT = 2
_PLAIN = Look()


def render(root: Node, look: Look = _PLAIN) -> Iterator[str]:
    """Yield the lines for a node and all below it, without line ends.

    Nothing is kept but the way down to where it is: a tree may be as large as it likes.
    """
    stack: list[Iterator[Node]] = [iter((root,))]
    writer = _Writer(look)
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        level = len(stack) - 1
        inside = Inside(node)
        yield from writer.node(node, level, inside)
        if look.depth is None or level < look.depth:
            stack.append(within(node, inside))


def within(node: Node, inside: Iterable[Node]) -> Iterator[Node]:
    """Yield what a node consists of, and behind it what a password opened of it: a document of its own."""
    yield from inside
    decrypted = node.decrypted
    if decrypted is not None:
        yield decrypted


def label(node: Node) -> list[Span]:
    """Return what a node is: where it stands in a list, its name, its declared type, its ASN.1 type."""
    name = shown(node.name)
    spans: list[Span] = []
    if node.step.startswith("["):
        spans.append(("aside", node.step.partition(".")[0] + " "))
    spans.append(("name", name))
    for text in (node.declared, node.type):
        if text and text != name and not (node.piece is not None and node.step[:1] not in ("", "[")):
            spans.append(("aside", " " + shown(text)))
    if node.label:
        spans.append(("aside", f', from a block "{shown(node.label)}"'))
    return spans


def finding_text(finding: Finding, node: Node | None = None) -> str:
    """Return a finding in a line; beside its node it needs its offset only where that is not the node's own."""
    place = finding.path
    if node is not None:
        place = "" if finding.offset in (None, node.offset) else f"octet {finding.offset}"
    citation = f" ({finding.citation})" if finding.citation else ""
    return f"{finding.severity} [{finding.id}] {place}{': ' if place else ''}{finding.message}{citation}"


class _Writer:
    def __init__(self, look: Look) -> None:
        self.look = look
        self.digits = 0

    def node(self, node: Node, level: int, inside: Inside) -> Iterator[str]:
        """Yield the lines for one node: itself, what is to be said about its octets, what was found."""
        look = self.look
        folded = bool(inside) and look.depth is not None and level >= look.depth
        self.digits = len(str(max(len(node.document.data) - 1, 0)))
        room = None if look.width is None else look.width - (self._side_width() if look.hex else 0)
        indent = level * _INDENT if room is None else min(level * _INDENT, room // 3)
        rows = self._about(node, indent, room, inside, folded=folded)
        if look.hex:
            rows = self._beside(hex_rows(node, look, leaf=not inside), rows)
        for row in rows:
            yield painted(row, look.color)

    def _about(
        self, node: Node, indent: int, room: int | None, inside: Inside, *, folded: bool
    ) -> Iterator[list[Span]]:
        margin: Span = ("plain", " " * indent)
        spans = [margin, *label(node)]
        if indent and node.parent is None:
            spans.insert(1, ("aside", "decrypted: "))
        value = shown(node.value)
        if not value and not inside and node.length:
            value = f"{node.length:,} octet{'s' * (node.length > 1)}"
        if value:
            spans += [("plain", ": "), ("value", value)]
        if folded:
            spans.append(("aside", " …"))
        citation = node.citation
        if node.parent is not None and node.parent.citation == citation:
            citation = ""
        yield from self._with_citation(spans, citation, indent, room)
        if node.text and not node.hides:
            for line in _lines(node.text):
                yield [margin, ("plain", cut(f"  | {shown(line)}", None if room is None else room - indent))]
        if self.look.why:
            for note in node.notes:
                yield from wrapped([margin, ("aside", f"  · {shown(note.text)}")], room, indent + 4)
        for finding in findings_of(node, inside):
            text = f"  ! {shown(finding_text(finding, node))}"
            yield from wrapped([margin, ("finding", text)], room, indent + 4)

    def _with_citation(self, spans: list[Span], citation: str, indent: int, room: int | None) -> Iterator[list[Span]]:
        """Yield rows, the last of them with the citation at the right margin; one more where it finds no place."""
        rows = list(wrapped(spans, room, indent + 2 * _INDENT))
        if citation:
            used = sum(columns(text) for _, text in rows[-1])
            gap = 2 if room is None else room - used - len(citation)
            if gap < 2 and room is not None:
                rows.append([])
                gap = max(room - len(citation), indent)
            rows[-1] = [*rows[-1], ("aside", " " * gap + citation)]
        yield from rows

    def _side_width(self) -> int:
        return self.digits + 2 + 4 * self.look.octets_a_row + 1 + 2

    def _beside(self, dump: Iterator[list[Span]], rows: Iterator[list[Span]]) -> Iterator[list[Span]]:
        blank: list[Span] = [("plain", " " * self._side_width())]
        for left, right in zip_longest(dump, rows):
            yield [*(self._side(left) if left else blank), *(right or ())]

    def _side(self, row: list[Span]) -> list[Span]:
        offset, *octets, text = row
        used = sum(len(part) for _, part in octets)
        per_row = self.look.octets_a_row
        return [
            ("aside", f"{offset[1]:>{self.digits}}  "),
            *octets,
            ("plain", " " * (3 * per_row - used + 1)),
            ("aside", text[1]),
            ("plain", " " * (per_row - len(text[1]) + 2)),
        ]


def hex_rows(node: Node, look: Look, *, leaf: bool) -> Iterator[list[Span]]:
    """Yield rows of offset, octets (a bar between header and contents) and ASCII: those of this node alone.

    What is in its children is theirs to show, and private contents are not shown.
    """
    data = node.document.data
    stop = node.whole_stop if leaf and not node.hides else node.start
    for at in range(node.offset, stop, look.octets_a_row):
        end = min(at + look.octets_a_row, stop)
        row: list[Span] = [("aside", str(at))]
        edges = ((node.length_at, "tag"), (node.start, "length"), (stop, "value"))
        start = at
        for edge, kind in edges:
            part = data[start : min(edge, end)] if start < edge else b""
            if part:
                start += len(part)
                last = "" if start == end else "|" if start == node.start else " "
                row.append((kind, part.hex(" ") + last))
        row.append(("aside", "".join(_ASCII[octet] for octet in data[at:end])))
        yield row


def _lines(text: bytes) -> Iterator[str]:
    """Yield the lines of a text that are not empty; octets that are not UTF-8 as escapes."""
    at = 0
    while at < len(text):
        end = text.find(b"\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].decode("utf-8", "backslashreplace").rstrip()
        if line:
            yield line
        at = end + 1
