"""What is wrong with the octets of one element: header, place, structure and value; and what the rules say of it."""

from __future__ import annotations

from ..asn1 import codecs
from ..der import describe_identifier
from ..errors import DecodeError
from ..rules import Finding
from .headers import DEFINITE, INDEFINITE, header_faults, why_no_header
from .judging import rules_found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .node import Node
    from .overlay import Fault, Inside


def findings_of(node: Node, inside: Inside) -> Iterator[Finding]:
    """Yield what is wrong with an element itself, and what the rules find there."""
    for id, message, citation, offset in _faults_of(node, inside):
        severity = "notice" if id.startswith("explain.") else "error"
        yield Finding(id, severity, node.path, message, citation, "", offset)
    yield from rules_found(node)


def _faults_of(node: Node, inside: Inside) -> Iterator[Fault]:
    data = node.document.data
    if node.armour_fault:
        yield "pem.fault", node.armour_fault, "", node.offset
    yield from _password_faults(node)
    if node.closed:
        yield "explain.private", "this is not what it should be, and private: not looked into", "", node.start
    at_its_limit = node.parent is not None and node.parent.depth >= node.document.depth_limit
    if node.piece == "octets" and not (node.label or node.hides or at_its_limit):
        yield ("ber.no_header", *why_no_header(data, node.offset, node.stop), node.offset)
    if node.piece is not None:
        return
    end = node.parent.stop if node.parent is not None else len(data)
    for fault in header_faults(data, node.offset, node.length_at, node.start, end, node.framing):
        yield (*fault, node.offset)
    if node.expected is not None:
        found = describe_identifier(node.identifier)
        yield "asn1.unexpected", f"expected {node.expected}, found {found}", "", node.offset
    if node.identifier == b"\0":
        yield "ber.reserved_tag", "tag 0 is reserved for end-of-contents", "X.690 8.1.5", node.offset
    yield from inside.faults
    yield from _value_faults(node)


def _password_faults(node: Node) -> Iterator[Fault]:
    if node.document.password is not None:
        from .decrypting import why_not

        why, citation = why_not(node)
        if why:
            yield "explain.password", why, citation, node.start


def _value_faults(node: Node) -> Iterator[Fault]:
    codec = node.reader
    if codec is None or node.opened is not None or node.framing not in (DEFINITE, INDEFINITE):
        return
    if isinstance(codec, (codecs.ListOf, codecs.Tagged)) or codec.expected == "SEQUENCE":
        if not node.constructed:
            yield "ber.primitive", f"{node.base_type} is constructed, not primitive", "X.690 8.9.1", node.offset
        return
    if node.constructed:
        yield "der.constructed", f"{node.base_type} in segments, which DER does not have", "X.690 10.2", node.offset
        return
    try:
        codec.read(node.document.data, node.offset, node.start, node.stop)
    except DecodeError as error:
        reason = "private" if node.hides else error.reason
        yield "asn1.value", reason, error.citation or "", error.offset or node.start
