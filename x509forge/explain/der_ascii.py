"""The tree written in the der-ascii language, which `from_der_ascii` reads back to the same octets.

Each header becomes a tag and braces where these say just its octets, and raw octets otherwise; each leaf becomes the
tokens that say its octets. So nothing is lost, whatever the input is. What we know of a field is in a comment.
"""

from __future__ import annotations

from contextlib import suppress

from ..asn1.universal import NamedBits
from ..der import encode_length
from ..errors import DecodeError, PrivateKeyNotShown
from ..inert import inert
from ..later import pattern
from ..oid import read_oid
from .der_ascii_leaves import lines_of_text, tokens_of
from .der_ascii_tags import written_tag
from .explaining import explain_octets
from .headers import CUT, DEFINITE, INDEFINITE
from .input import octets_of
from .node import Node
from .overlay import SEVERAL, children_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_INDENT = "  "
_LONGEST_BETWEEN_BRACES = 80
_FRAMING_FAULTS = ("ber.cut_off", "ber.no_end")
_INNER = pattern(r"\.inner(?![^.\[])")
_ARMOUR = b"PRIVATE KEY-----"


def to_der_ascii(data: bytes | Node, *, show_private: bool = False) -> str:
    """Return octets in the der-ascii language: `from_der_ascii` of it is the same octets again, whatever they are.

    A node of what `explain` returned may be given, too: so PEM and other texts are written as what is in them.
    Raises PrivateKeyNotShown for a private key without `show_private`: with parts left out it would be another key.
    """
    root = data if isinstance(data, Node) else explain_octets(octets_of(data), show_private=show_private)
    return "".join(line + "\n" for line in lines_of(root))


def lines_of(root: Node) -> Iterator[str]:
    """Yield the lines for a node and all that is in it; raises PrivateKeyNotShown."""
    if not (root.declared or root.document.show_private) and _ARMOUR in root.encoded:
        raise _not_shown("this")
    if root.framing != DEFINITE and not root.hides and (lines := lines_of_text(root.encoded)):
        # Some elements could be read into any text.
        yield from lines
        return
    # Of each level: what is still to be written, its indentation, and the line that closes it.
    stack: list[tuple[Iterator[Node], str, str]] = [(iter((root,)), "", "")]
    while stack:
        nodes, indent, closing = stack[-1]
        node = next(nodes, None)
        if node is None:
            stack.pop()
            if closing:
                yield closing
            continue
        if node.label:
            yield indent + _comment([node.label]).lstrip()
        if node.members is not None or node.piece == SEVERAL:
            stack.append((children_of(node, []), indent, ""))
        elif node.piece is not None:
            # What ends an indefinite length is in the closing brace.
            if node.piece != "end-of-contents":
                yield from (f"{indent}{token}" for token in _tokens(node))
        elif node.constructed or node.opened is not None:
            opening, closing = _braces(node)
            yield f"{indent}{opening}{closing if node.start == node.stop else ''}{_remark(node)}"
            if node.start < node.stop:
                stack.append((children_of(node, []), indent + _INDENT, indent + closing if closing else ""))
        else:
            yield from _leaf(node, indent)


def _leaf(node: Node, indent: str) -> Iterator[str]:
    tokens = _tokens(node)
    opening, closing = _braces(node)
    between = " ".join(tokens)
    if (closing and len(between) <= _LONGEST_BETWEEN_BRACES) or len(tokens) == 1:
        # An octet's blank on either side, but not within braces of nothing.
        yield f"{indent}{opening}{f' {between} ' if tokens else ''}{closing}".rstrip() + _remark(node)
        return
    yield f"{indent}{opening}{_remark(node)}"
    yield from (f"{indent}{_INDENT}{token}" for token in tokens)
    if closing:
        yield indent + closing


def _braces(node: Node) -> tuple[str, str]:
    """Return how an element begins, tag and length, and the brace that closes it, if it is one that says its length."""
    tag = written_tag(node.identifier)
    length = node.document.data[node.length_at : node.start]
    if node.framing == INDEFINITE:
        return (f"{tag} indefinite {{", "}") if node.whole_stop > node.stop else (f"{tag} `80`", "")
    if node.framing != DEFINITE:
        return f"{tag} `{length.hex()}`", ""
    if length == encode_length(node.stop - node.start):
        return f"{tag} {{", "}"
    return f"{tag} long-form:{len(length) - 1} {{", "}"


def _tokens(node: Node) -> list[str]:
    tokens = tokens_of(node)
    if tokens and node.hides:
        raise _not_shown(node.path or "this")
    return tokens


def _not_shown(what: str) -> PrivateKeyNotShown:
    return PrivateKeyNotShown(
        f"{what} is part of a private key, and without its octets the text would be that of another one: "
        "show_private=True has them shown"
    )


def _remark(node: Node) -> str:
    """Return the comment beside an element: what it is called, and what its octets do not say by themselves."""
    words = [_called(node)]
    if node.base_type == "OBJECT IDENTIFIER" and not node.constructed:
        with suppress(DecodeError):
            words.append(read_oid(node.document.data, node.start, node.stop).name or "")
    elif issubclass(getattr(node.codec, "cls", object), NamedBits):
        words.append(node.value)
    if node.framing == CUT or (node.framing == INDEFINITE and node.whole_stop == node.stop):
        words.append(next((finding.message for finding in node.findings if finding.id in _FRAMING_FAULTS), ""))
    return _comment([word for word in words if word])


def _called(node: Node) -> str:
    """Return the path of what a declaration knows, with which `at` finds it; of a whole thing, its type."""
    if node.parent is None or node.parent.piece is not None or node.step == "inner":
        # The line above has the path of what is within an EXPLICIT tag or a string.
        return node.declared
    return _INNER.sub("", node.path) if node.typed or node.field is not None else ""


def _comment(words: list[str]) -> str:
    """Return a comment that stays in its line."""
    text = ": ".join(words)
    return f" # {inert(text)}" if text else ""
