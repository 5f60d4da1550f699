"""`explain`: any octets as a tree of nodes."""

from __future__ import annotations

from ..asn1 import Any
from ..asn1.value import Value, codec_of
from . import kinds
from .document import DEPTH_LIMIT, Document, Password
from .headers import DEFINITE, NO_HEADER, fills, frame
from .input import Piece, is_of_key, octets_of, pieces
from .node import Node
from .overlay import SEVERAL, hidden, root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def explain(
    data: Value | bytes | str,
    *,
    kind: str | None = None,
    password: Callable[[], bytes | str] | bytes | str | None = None,
    show_private: bool = False,
    depth_limit: int = DEPTH_LIMIT,
) -> Node:
    """Return what some octets or text are, as a tree: the one thing that is there, or a node that holds several.

    DER and BER, PEM with text around it, hexadecimal and base64 text are read; what kind of thing it is is found
    out, unless `kind` names it (`Certificate`). Never raises for what the octets are, and nothing is left out: what
    cannot be read is a node, too. What belongs to a private key is not shown without `show_private`.
    A value is shown as what it is. Raises ValueError for a `kind` that is not known.
    """
    if kind is not None and kinds.kind_called(kind) is None:
        raise ValueError(f"{kind!r} is no kind that is known; there are {', '.join(kinds.names())}")
    asked = None if password is None else Password(password)
    octets = data.to_der() if isinstance(data, Value) else octets_of(data)
    whole = Document(octets, show_private=show_private, password=asked, depth_limit=depth_limit)
    if isinstance(data, Value) and kind is None and not isinstance(data, Any):
        return root(whole, None, 0, len(octets), codec_of(type(data)), "")
    found = pieces(whole.data)
    if len(found) == 1 and found[0].form is not None and not found[0].headers:
        return _of_piece(whole, found[0], kind, None, "")
    holder = _holder(whole.of(b""), None, "", "PEM")
    holder.members = tuple(_members(whole, holder, found, kind))
    return holder


def explain_octets(data: bytes, *, show_private: bool = False) -> Node:
    """Return the tree of octets as they stand: they are not looked at as text of which others could be decoded."""
    return _of_piece(Document(data, show_private=show_private), Piece("der", data), None, None, "")


def _members(whole: Document, holder: Node, found: list[Piece], kind: str | None) -> Iterator[Node]:
    blocks = texts = 0
    # What stands beside a private key may be the same key in words, or a block that somebody broke.
    private = any(piece.is_called_private or (piece.form is None and is_of_key(piece.data)) for piece in found)
    for piece in found:
        text = piece.data if piece.form is None else piece.headers
        if text.strip():
            node = _holder(whole.of(b""), holder, f"text[{texts}]", "text")
            node.text = text
            node.secret = private
            texts += 1
            yield node
        if piece.form is not None:
            yield _of_piece(whole, piece, kind, holder, f"[{blocks}]")
            blocks += 1


def _holder(document: Document, parent: Node | None, step: str, piece: str) -> Node:
    size = len(document.data)
    return Node(document, parent, step, 0, 0, 0, size, size, NO_HEADER, piece)


def _of_piece(whole: Document, piece: Piece, kind: str | None, parent: Node | None, step: str) -> Node:
    """Return the node of the octets of a piece: what they are if they are one element, else what holds several."""
    document = whole.of(piece.data)
    document.private = piece.is_called_private or (piece.form == "der" and is_of_key(piece.data))
    document.headers = piece.headers
    size = len(piece.data)
    _, _, stop, framing = frame(piece.data, 0, size)
    if document.private and not (document.show_private or piece.headers or fills(piece.data, 0, size)):
        node = hidden(document, parent, 0, size, step)
    elif piece.headers or (framing == DEFINITE and stop < size):
        node = _holder(document, parent, step, "octets" if piece.headers else SEVERAL)
        node.secret = document.private and bool(piece.headers)
    else:
        cls = kinds.kind_called(kind) if kind else kinds.identify(document, 0, size, piece.label)
        node = root(document, parent, 0, size, None if cls is None else codec_of(cls), step)
        if node.whole_stop < size:
            node = _holder(document, parent, step, SEVERAL)
    node.label = piece.label
    node.armour_fault = piece.fault
    return node
