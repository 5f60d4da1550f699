"""Field names as ASN.1 spells them, and paths made of them."""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any as Anything


def asn1_name(field: str) -> str:
    """Return a field's name in ASN.1's spelling: `not_before` is `notBefore`."""
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)


def steps_of(path: str) -> list[str | int]:
    """Return `a.b[2].c` as `["a", "b", 2, "c"]`; raises KeyError for text that is no path."""
    steps: list[str | int] = []
    for part in path.split("."):
        name, *indexes = part.split("[")
        if name:
            steps.append(name)
        for index in indexes:
            if not (index.endswith("]") and index[:-1].isdigit()):
                raise KeyError(f"{path!r} is not a path: [{index}")
            steps.append(int(index[:-1]))
        if not (name or indexes):
            raise KeyError(f"{path!r} is not a path")
    return steps


def replaced_at(root: Anything, path: str, value: Anything) -> Anything:
    """Return `root` with the place at `path` changed; everything beside the path is the same object."""
    return _replaced(root, steps_of(path), 0, path, value)


def _replaced(node: Anything, steps: list[str | int], at: int, path: str, value: Anything) -> Anything:
    if at == len(steps):
        return value
    step = steps[at]
    if isinstance(node, tuple):
        if not isinstance(step, int):
            raise KeyError(f"{path!r}: an index is due before {step!r}")
        if step >= len(node):
            raise IndexError(f"{path!r}: [{step}] of {len(node)}")
        return (*node[:step], _replaced(node[step], steps, at + 1, path, value), *node[step + 1 :])
    fields = getattr(node, "_field_names", ())
    if isinstance(step, int) and len(fields) == 1:
        # A type that is nothing but a list: its own field's name may be left out.
        return node.replace(**{fields[0]: _replaced(getattr(node, fields[0]), steps, at, path, value)})  # type: ignore[misc]
    for field in fields:
        if step in (field, type(node)._asn1_names[field]):
            return node.replace(**{field: _replaced(getattr(node, field), steps, at + 1, path, value)})
    raise KeyError(f"{path!r}: {type(node).__name__} has no {step!r}")
