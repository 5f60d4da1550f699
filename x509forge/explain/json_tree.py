"""The tree as JSON, lossless, in the form of `docs/explain.schema.json`."""

from __future__ import annotations

import json

from .faults import findings_of
from .node import Node
from .overlay import Inside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# How many octets are turned into hexadecimal at a time.
_CHUNK = 1 << 15


def render(root: Node, *, notes: bool = False) -> Iterator[str]:
    """Yield the parts of one JSON document of ASCII characters, which ends with a line end.

    Each node is a line, and its members are called as `Node` calls them: `snake_case`, so that they are not taken
    for the names of ASN.1, which stand in their values. `notes` adds why the octets are what they are. What a
    `Node` hides is `private`, and its contents are left out. No more is held than the nodes from the root to the
    one that is written.
    """
    stack = [_parts(root, notes, "")]
    while stack:
        part = next(stack[-1], None)
        if part is None:
            stack.pop()
        elif isinstance(part, Node):
            stack.append(_parts(part, notes, " " * len(stack)))
        else:
            yield part
    yield "\n"


def _parts(node: Node, notes: bool, indent: str) -> Iterator[str | Node]:
    """Yield the text of a node, and in the places where they stand the nodes within it."""
    inside = Inside(node)
    yield f"{indent}{json.dumps(_members(node, notes, inside))[:-1]}"
    begun = False
    for child in inside:
        yield ",\n" if begun else ', "children": [\n'
        yield child
        begun = True
    if begun:
        yield "]"
    elif node.hides and (node.length or node.text):
        yield ', "private": true'
    else:
        yield ', "contents": "'
        for at in range(node.start, node.whole_stop, _CHUNK):
            yield node.document.data[at : min(at + _CHUNK, node.whole_stop)].hex()
        yield '"'
    if (decrypted := node.decrypted) is not None:
        yield ', "decrypted":\n'
        yield decrypted
    yield "}"


def _members(node: Node, notes: bool, inside: Inside) -> dict[str, Any]:
    """Return what is said of a node beside what it consists of; what is empty is left out."""
    tag = node.tag
    members: dict[str, Any] = {
        "name": node.name,
        "path": node.path,
        "type": node.type,
        "declared": node.declared,
        "tag": None if tag is None else tag._asdict(),
        "offset": node.offset,
        "header_length": node.header_length,
        "length": node.length,
        "header": node.header.hex(),
        "label": node.label,
        "text": "" if node.hides else node.text.hex(),
        "value": node.value,
        "citation": node.citation,
        "notes": [note._asdict() for note in node.notes] if notes else (),
        "findings": [_without_empty(finding._asdict()) for finding in findings_of(node, inside)],
    }
    return _without_empty(members, "name", "path", "type", "offset", "header_length", "length", "header")


def _without_empty(members: dict[str, Any], *kept: str) -> dict[str, Any]:
    return {name: value for name, value in members.items() if name in kept or value not in ("", (), [], None)}
