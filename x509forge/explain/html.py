"""The tree as one page of HTML: it opens from disk, loads nothing, and makes no markup from what it shows.

The page is put together from the files in `page/`. Of what is explained, the page has JSON alone: `rows`, one for each
node in the order of the octets, and `octets`, in base64, of each document. Where a node begins is not written: it is
where the one before it ended. A text is written out once; from then on its number among the texts stands for it.
"""

from __future__ import annotations

import base64
import json
import pkgutil
from functools import cache
from itertools import chain

from ..asn1.value import codec_of
from ..errors import EncodeError
from ..inert import inert
from .content_policy import content_policy
from .document import Document
from .faults import findings_of
from .overlay import Inside
from .overlay import root as root_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any as Anything

    from ..asn1.value import Value
    from .node import Node

_SCRIPTS = ("data", "tree", "octets", "details", "choosing", "search", "start")
_TEXTS = 20_000
"""How many texts are remembered, so that the memory of the largest input has a bound."""
_CHUNK = 3 << 16
_HIDES, _NEW_DOCUMENT, _LOOKS_LIKE_DER = 1, 2, 4
_DECRYPTED = "decrypted"
"""The step of a path into what was decrypted, which has no step of its own."""
_IN_NOTEBOOK = "width:100%;height:{}rem;border:1px solid #8884;border-radius:6px"


def render(root: Node) -> Iterator[str]:
    """Yield the page, in pieces; what must not be shown is not in it."""
    before, after = _page()
    yield before
    yield f'{{"texts":{_TEXTS},"rows":['
    rows = _Rows()
    separator = "\n"
    for row in rows.of(root):
        yield separator + _json(row)
        separator = ",\n"
    yield '\n],"octets":['
    separator = "\n"
    for number in range(len(rows.documents)):
        yield separator
        yield from _base64(*rows.shown(number))
        separator = ",\n"
    yield "\n]}"
    yield after


def of_value(value: Value) -> str | None:
    """Return a value as notebooks show it: the page in a frame of its own, in which it can reach nothing."""
    try:
        data = value.to_der()
    except EncodeError:
        return None
    return in_a_frame(root_of(Document(data), None, 0, len(data), codec_of(type(value)), ""), type(value).__name__)


def in_a_frame(root: Node, name: str) -> str:
    """Return the page of a tree in a frame of its own, which is called by a name that is none of the input's."""
    escaped = "".join(render(root)).replace("&", "&amp;").replace("'", "&#39;")
    style = _IN_NOTEBOOK.format(min(24 + len(root.encoded) // 16, 36))
    return f"<iframe title='{name}, explained' sandbox='allow-scripts' style='{style}' srcdoc='{escaped}'></iframe>"


@cache
def _page() -> tuple[str, str]:
    """Return what stands before and behind the data; only the script and the style that are here may work."""
    page, style = _file("page.html"), _file("page.css")
    script = "\n".join(('"use strict";\n{', *(_file(f"{name}.js") for name in _SCRIPTS), "}"))
    before, _, after = page.partition("{data}")
    policy = content_policy(style, script)
    return before.replace("{policy}", policy).replace("{style}", style), after.replace("{script}", script)


def _file(name: str) -> str:
    content = pkgutil.get_data(__package__, f"page/{name}")
    assert content is not None
    return content.decode().replace("\r\n", "\n")


def _json(row: list[Anything]) -> str:
    # ASCII, and no `<`, which alone could end what is data in a script element (HTML 13.2.6.2).
    return json.dumps(row, separators=(",", ":")).replace("<", "\\u003c")


def _base64(data: bytes, secret: list[tuple[int, int]]) -> Iterator[str]:
    """Yield octets as a JSON string; those that are secret are zeros."""
    if secret:
        octets = bytearray(data)
        for start, stop in secret:
            octets[start:stop] = bytes(stop - start)
        data = bytes(octets)
    yield '"'
    for at in range(0, len(data), _CHUNK):
        yield base64.b64encode(data[at : at + _CHUNK]).decode()
    yield '"'


class _Rows:
    """Makes the rows, and remembers the documents and what of them is secret."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.secret: dict[int, list[tuple[int, int]]] = {}
        self.texts: dict[str, int] = {"": 0}

    def of(self, root: Node) -> Iterator[list[Anything]]:
        """Yield a row for each node, each before its children, a decrypted document behind them."""
        stack = [(iter((root,)), -1)]
        while stack:
            nodes, document = stack[-1]
            node = next(nodes, None)
            if node is None:
                stack.pop()
                continue
            flags = 0
            if document < 0 or node.document is not self.documents[document]:
                self.documents.append(node.document)
                document = len(self.documents) - 1
                flags = _NEW_DOCUMENT
            inside = Inside(node)
            if node.hides:
                flags |= _HIDES
                if not inside:
                    self.secret.setdefault(document, []).append((node.start, node.whole_stop))
            step = node.step if document == 0 or node.parent is not None else _DECRYPTED
            yield self._row(node, step, len(stack) - 1, flags, inside)
            decrypted = node.decrypted
            stack.append((iter(inside) if decrypted is None else chain(inside, (decrypted,)), document))

    def shown(self, number: int) -> tuple[bytes, list[tuple[int, int]]]:
        """Return the octets of a document, and which of them are secret."""
        return self.documents[number].data, self.secret.get(number, [])

    def _row(self, node: Node, step: str, depth: int, flags: int, inside: Inside) -> list[Anything]:
        flags |= _LOOKS_LIKE_DER * node.looks_like_der
        text = self._text
        name = node.name
        label = node.label or getattr(node.declared_class, "pem_label", "")
        row: list[Anything] = [
            *(depth, text(name), text(node.type), node.header_length, node.length, flags, text(node.value)),
            text(step) if step != name else 0,
            *(text(node.declared), text(node.citation), text(label)),
            [cell for note in node.notes for cell in (note.offset - node.offset, note.length, text(note.text))],
            [
                text(cell)
                for found in findings_of(node, inside)
                for cell in (found.severity, found.id, found.message, found.citation)
            ],
        ]
        while not row[-1]:
            row.pop()
        return row

    def _text(self, text: str) -> str | int:
        number = self.texts.get(text)
        if number is not None:
            return number
        if len(self.texts) < _TEXTS:
            self.texts[text] = len(self.texts)
        return inert(text)
