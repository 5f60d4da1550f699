"""Writes docs/anatomy.md from docs/anatomy/server.crt by `explain`: `python docs/make_anatomy.py > docs/anatomy.md`.

The prose is that of `anatomy/chapter.md`. A line `{{path}}` in it stands for the table of what is at that path, but for
what has a table of its own further down; `{{path!}}` for the ASN.1 of the type there.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import x509forge as xf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from x509forge.explain.node import Node, Note

FOLDER = Path(__file__).resolve().parent / "anatomy"
PLACE = re.compile(r"^\{\{(.*?)(!?)\}\}$", re.MULTILINE)
OCTETS_A_LINE = 16
# A number or identifier that stands in the column of octets is not written once more as its value.
OCTETS_AGAIN = re.compile(r"(?:0x)?(?:[0-9a-f]{2}:?){16,}", re.IGNORECASE)

# Of each type of string one is explained: what the others say is seen.
STRING = re.compile(r"\d+ octets of (\w+String)")


def main() -> None:
    """Print the page."""
    root = xf.explain((FOLDER / "server.crt").read_bytes())
    chapter = (FOLDER / "chapter.md").read_text(encoding="utf-8")
    tables = {path for path, asn1 in PLACE.findall(chapter) if not asn1}
    page = Page(root, tables)
    print(PLACE.sub(lambda place: page.asn1(place[1]) if place[2] else page.table(place[1]), chapter), end="")


class Page:
    """What is on the page so far: what was said once is not said again."""

    def __init__(self, root: Node, tables: set[str]) -> None:
        self.root = root
        self.tables = tables
        self.said: set[tuple[object, ...]] = set()

    def asn1(self, path: str) -> str:
        """Return the ASN.1 of the declared type at a path."""
        cls = self.root.at(path).declared_class
        _, _, rest = (getattr(cls, "__doc__", None) or "").partition("\n")
        shown = next(paragraph for paragraph in rest.split("\n\n") if "::=" in paragraph)
        return f"```\n{textwrap.dedent(shown.rstrip()).strip()}\n```"

    def table(self, path: str) -> str:
        """Return a row for each element at a path, and below them what is new in it."""
        rows = ["| at | octets | element | standard |", "| ---: | --- | --- | --- |"]
        notes: list[tuple[int, int, str]] = []
        cited = ""
        for depth, nodes in self._rows(self.root.at(path)):
            first, last = nodes[0], nodes[-1]
            octets = "<br>".join(runs(nodes))
            label = ", of one ".join(f"**{node.name}**" for node in nodes)
            if first is last and first.type != first.name:
                label += f" {plain(first.type)}"
            if last.value and not OCTETS_AGAIN.search(last.value):
                label += f": {plain(last.value)}"
            citation = "" if first.citation == cited else first.citation
            cited = first.citation
            rows.append(f"| {first.offset} | {octets} | {'· ' * depth}{label} | {citation} |")
            for node in nodes:
                notes.extend(self._new(node))
        if notes:
            rows.extend(("", *(line for _, _, line in sorted(notes))))
        return "\n".join(rows)

    def _rows(self, top: Node) -> Iterator[tuple[int, tuple[Node, ...]]]:
        stack = [(0, top)]
        while stack:
            depth, node = stack.pop()
            if node is not top and node.path in self.tables:
                continue
            nodes: tuple[Node, ...] = (node,)
            children = node.children
            # A level of a name that holds one attribute, as nearly all do: their two headers are one row.
            if node.declared == "RelativeDistinguishedName" and len(children) == 1:
                nodes = (node, children[0])
                children = children[0].children
            yield depth, nodes
            stack.extend((depth + 1, child) for child in reversed(children))

    def _new(self, node: Node) -> Iterator[tuple[int, int, str]]:
        for note in node.notes:
            key, text = lesson(node, note)
            if key not in self.said:
                self.said.add(key)
                place = f"{note.offset} to {note.offset + note.length - 1}: " if note.length > 1 else f"{note.offset}: "
                yield note.offset, note.length, f"- {place if note.length else ''}{plain(text)}."


def lesson(node: Node, note: Note) -> tuple[tuple[object, ...], str]:
    """Return what a note teaches, to know it again, and its text without the octets, which the table has."""
    octets = node.document.data[note.offset : note.offset + note.length]
    text = note.text.removeprefix(octets.hex(" ") + ": ")
    if note.length and note.offset == node.offset and note.length < node.header_length:
        return ("identifier", octets), text.partition(f", {node.name}")[0]
    if node.offset < note.offset < node.start:
        return ("length", octets[:1] if octets[0] & 0x80 else b""), text
    if text.isdecimal():
        return ("arc",), f"{text}, the next arc: below 128 it takes one octet"
    if string := STRING.match(text):
        return ("string", string[1]), text
    return (octets, text), text


def runs(nodes: tuple[Node, ...]) -> list[str]:
    """Return the octets of some elements, lines of runs that a note tells of; of what has children the header alone."""
    data = nodes[0].document.data
    ends: set[int] = set()
    stop = nodes[0].offset
    for node in nodes:
        stop = node.start if node.children else node.offset + node.header_length + node.length
        ends.update((node.start, stop))
        ends.update(note.offset + note.length for note in node.notes if note.length and note.offset < stop)
    lines: list[str] = []
    line: list[str] = []
    at = on_line = nodes[0].offset
    for end in sorted(end for end in ends if at < end <= stop):
        while at < end:
            step = min(end, on_line + OCTETS_A_LINE)
            line.append(f"`{data[at:step].hex(' ')}`")
            at = step
            if at == on_line + OCTETS_A_LINE:
                lines.append(" ".join(line))
                line, on_line = [], at
    return [*lines, " ".join(line)] if line else lines


def plain(text: str) -> str:
    """Return text with what Markdown would take for markup escaped."""
    return re.sub(r"([\\`*_|<>])", r"\\\1", text)


if __name__ == "__main__":
    main()
