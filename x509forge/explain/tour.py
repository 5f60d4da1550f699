"""A walk through something, a step at a time: what each field is for, its octets, and why they are what they are."""

from __future__ import annotations

import textwrap

from .look import Look, columns, painted, shown, wrapped
from .overlay import children_of
from .text import finding_text, hex_rows, label, within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..asn1.value import ValueType
    from .look import Span
    from .node import Node

_PLAIN = Look()
# Rows of octets: what a step is about is seen in the first of them.
_MOST_ROWS = 8
# They are told of with the BIT STRING that they are parts of.
_PARTS_OF_BITS = ("unused bits", "bits")


def steps(root: Node, look: Look = _PLAIN) -> Iterator[list[str]]:
    """Yield the lines of each step: a node with all that is to be said of it, each before what is in it."""
    explained: set[ValueType] = set()
    number = 0
    stack: list[Iterator[Node]] = [iter((root,))]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        stack.append(within(node, children_of(node, [])))
        if node.piece in _PARTS_OF_BITS:
            continue
        number += 1
        yield [painted(row, look.color) for row in _step(node, number, explained, look)]


def _step(node: Node, number: int, explained: set[ValueType], look: Look) -> Iterator[list[Span]]:
    citation = f", {node.citation}" if node.citation else ""
    yield from wrapped([("aside", f"{number}. "), *label(node), ("aside", citation)], look.width, 4)
    if node.path:
        yield from wrapped([("aside", f"   {shown(node.path)}")], look.width, 5)
    cls = node.declared_class
    if cls is not None and cls not in explained and cls.__doc__:
        explained.add(cls)
        yield []
        for line in _dedented(cls.__doc__):
            yield from wrapped([("plain", f"   {line}")] if line else [], look.width, 3)
    yield []
    yield from _octets(node, look)
    if node.value:
        yield from wrapped([("plain", "   It says "), ("value", shown(node.value))], look.width, 5)
    for note in node.notes:
        yield from wrapped([("aside", f"   · {shown(note.text)}")], look.width, 5)
    for part in _parts(node):
        for note in part.notes:
            yield from wrapped([("aside", f"   · {shown(note.text)}")], look.width, 5)
    for finding in node.findings:
        yield from wrapped([("finding", f"   ! {shown(finding_text(finding))}")], look.width, 5)


def _octets(node: Node, look: Look) -> Iterator[list[Span]]:
    rows = 0
    width = 3 * look.octets_a_row
    for part in (node, *_parts(node)):
        for row in hex_rows(part, look, leaf=next(children_of(part, []), None) is None):
            if rows == _MOST_ROWS:
                yield [("aside", "   …")]
                return
            rows += 1
            offset, *octets, text = row
            pad = width - sum(columns(shown) for _, shown in octets)
            yield [("aside", f"   {offset[1]:>6}  "), *octets, ("plain", " " * (pad + 1)), ("aside", text[1])]


def _parts(node: Node) -> Iterator[Node]:
    for child in children_of(node, []):
        if child.piece not in _PARTS_OF_BITS:
            return
        yield child


def _dedented(text: str) -> list[str]:
    """Return the lines of a docstring, its ASN.1 as it is laid out."""
    first, _, rest = text.strip().partition("\n")
    return [first, *textwrap.dedent(rest).splitlines()]
