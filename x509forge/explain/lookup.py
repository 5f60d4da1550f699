"""Which node a path leads to, with or without `inner` and the names of alternatives in it."""

from __future__ import annotations

from itertools import islice

from ..asn1.path import steps_of
from ..oid import ObjectIdentifier
from .overlay import children_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.path import Step
    from .node import Node


_MOST_NAMED = 20


def node_at(node: Node, path: str) -> Node:
    """Return the node that a path leads to from this one; raises KeyError, which names what is there instead."""
    steps: list[Step] = steps_of(path) if path else []
    index = 0
    while index < len(steps):
        found = _step_into(node, steps, index)
        if found is None:
            there = ", ".join(child.step for child in islice(children_of(node, []), _MOST_NAMED))
            kind, step = steps[index]
            shown = step if kind == "field" else f"[{step}]"
            it_has = f"; it has {there}" if there else ""
            raise KeyError(f"{path!r}: {node.path or node.name} has no {shown}{it_has}")
        node, index = found
    return node


def _step_into(node: Node, steps: list[Step], index: int) -> tuple[Node, int] | None:
    """Return the child that the next steps lead to, and how many steps are behind it then."""
    inner: Node | None = None
    for child in children_of(node, []):
        own = steps_of(child.step)
        if own[0] == steps[index] or (steps[index][0] == "called" and _is_called(child, steps[index][1])):
            taken = 1
            while taken < len(own) and index + taken < len(steps) and own[taken] == steps[index + taken]:
                taken += 1
            return child, index + taken
        if own[0] == ("field", "inner"):
            inner = child
    if inner is not None:
        # Without `inner`, the name of the alternative that stands behind it may be there all the same.
        taken = 0
        for step in steps_of(inner.step)[1:]:
            if index + taken == len(steps) or steps[index + taken] != step:
                break
            taken += 1
        return inner, index + taken
    # The one field of a type that is nothing but a list: its name may stand there.
    fields = () if node.declared_class is None else node.declared_class._fields
    if len(fields) == 1 and ("field", fields[0].asn1_name) == steps[index] and node.codec is not None:
        return node, index + 1
    return None


def _is_called(node: Node, identifier: str) -> bool:
    """Return whether the first thing in a node is this OBJECT IDENTIFIER, as in an extension or an attribute."""
    first = next(children_of(node, []), None)
    return first is not None and first.encoded == ObjectIdentifier(identifier).der
