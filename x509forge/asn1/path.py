"""Paths such as `tbsCertificate.extensions[2].critical`, and values with one place changed."""

from __future__ import annotations

from ..errors import EncodeError
from ..oid import ObjectIdentifier
from .value import Choice, Raw, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Anything
    from typing import NoReturn

    from .codecs import Codec

    # What kind of step it is, and which: ("field", "extensions"), ("item", 2), ("insert", 0 or None), ("called", oid).
    Step = tuple[str, Anything]


def value_at(root: Anything, path: str) -> Anything:
    """Return what stands at `path`, None where it is an OPTIONAL field that is not there; the empty path is `root`."""
    if not path:
        return root
    way = _Way(root, path)
    if way.inserts:
        way.fail(KeyError, "there is nothing yet where an item would be inserted")
    return way.value


def place_at(root: Anything, path: str) -> tuple[Codec | None, Anything, Anything]:
    """Return the codec of the place at `path`, what stands there, and the value or tuple that it is a part of.

    None stands for what is absent or to be inserted. A type that is not declared with `@sequence` and its like
    has no codec for its parts.
    """
    way = _Way(root, path)
    return way.codec, way.value, way.hops[-1][0]


def replaced_at(root: Anything, path: str, value: Anything) -> Anything:
    """Return `root` with the place at `path` changed; everything beside the path is the same object."""
    way = _Way(root, path)
    try:
        return way.rebuilt(way.accepted(value))
    except EncodeError as error:
        raise error.within(path) from None
    except TypeError as error:
        raise TypeError(f"{path}: {error}") from None


def removed_at(root: Anything, path: str) -> Anything:
    """Return `root` without the item, the OPTIONAL field or the value other than the DEFAULT that stands at `path`."""
    way = _Way(root, path)
    node, key = way.hops[-1]
    if isinstance(node, tuple):
        if way.inserts:
            way.fail(KeyError, "there is nothing yet where an item would be inserted")
        return way.rebuilt((*node[:key], *node[key + 1 :]), 1)
    if way.field is None or not (way.field.optional or way.field.has_default) or isinstance(node, Choice):
        raise TypeError(
            f"{path}: it is not OPTIONAL in {type(node).__name__}; with_(path, Any(b'')) leaves it out all the same"
        )
    if way.value is None:
        way.fail(KeyError, "it is not there")
    return way.rebuilt(way.field.default if way.field.has_default else None)


def steps_of(path: str) -> list[Step]:
    """Return `a.b[2][+].c` step by step; raises KeyError for text that is no path."""
    steps: list[Step] = []
    rest = path
    while rest:
        if rest[0] == "[":
            inside, bracket, rest = rest[1:].partition("]")
            if not bracket or not inside:
                raise KeyError(f"{path!r} is not a path: [{inside}")
            steps.append(_in_brackets(path, inside))
        else:
            ends = [at for at in (rest.find("."), rest.find("[")) if at >= 0]
            name, rest = (rest[: min(ends)], rest[min(ends) :]) if ends else (rest, "")
            if not name:
                raise KeyError(f"{path!r} is not a path: a name is missing")
            steps.append(("field", name))
        if rest[:1] == ".":
            rest = rest[1:]
            if not rest or rest[0] == "[":
                raise KeyError(f"{path!r} is not a path: a name is missing")
        elif rest[:1] not in ("", "["):
            raise KeyError(f"{path!r} is not a path: {rest!r} behind a bracket")
    if not steps:
        raise KeyError("an empty path is the whole value, and changes nothing in it")
    return steps


def _in_brackets(path: str, inside: str) -> Step:
    number = inside.removeprefix("+")
    if not number:
        return "insert", None
    if number.isascii() and number.isdigit() and len(number) <= 9:
        return ("insert" if inside != number else "item"), int(number)
    try:
        return "called", ObjectIdentifier.named(inside)
    except EncodeError as error:
        raise KeyError(f"{path!r}: {error}") from None


class _Way:
    """How a path leads from a value to a place: `hops` are the nodes on the way, each with the key that leads on.

    A key is the name of a field, or an index. Raises KeyError or IndexError, naming what is there.
    """

    def __init__(self, root: Anything, path: str) -> None:
        self.path = path
        self.hops: list[tuple[Anything, Anything]] = []
        self.codec: Codec | None = None
        self.field: Anything = None
        self.value = root
        self.inserts = False
        for step in steps_of(path):
            # The explainer's word for what stands within an EXPLICIT tag or an OCTET STRING: no place of its own here.
            if step == ("field", "inner") and self.hops:
                continue
            if self.inserts:
                self.fail(KeyError, "[+] inserts an item, and can only stand at the end")
            self._follow(*step)

    def fail(self, kind: type[LookupError], what: str) -> NoReturn:
        """Raise an error that begins with the path."""
        raise kind(f"{self.path}: {what}")

    def accepted(self, value: Anything) -> Anything:
        """Return a value as it is stored at the place; one that its type's `of` takes, by way of that."""
        if value is None and self.field is not None and self.field.optional:
            return value
        if self.codec is None:
            return value
        convert = getattr(self.codec.python_type, "_convert", None)
        return self.codec.accept(value if convert is None else convert(value))

    def rebuilt(self, value: Anything, above: int = 0) -> Anything:
        """Return the root with a value at the place, or at the node so many hops above it."""
        hops = self.hops[: len(self.hops) - above]
        for number in range(len(hops) - 1, -1, -1):
            node, key = hops[number]
            if isinstance(node, tuple):
                behind = key if self.inserts and number == len(self.hops) - 1 else key + 1
                value = (*node[:key], value, *node[behind:])
            else:
                value = node.replace(**{key: value})
        return value

    def _follow(self, kind: str, step: Anything) -> None:
        shown = step if kind == "field" else f"[{'+' if kind == 'insert' else ''}{'' if step is None else step}]"
        while True:
            node = self.value
            if node is None and kind == "insert" and _item_codec(self.codec) is not None:
                node = ()  # a list that is not there has no items yet
            if isinstance(node, tuple):
                self._enter_item(node, kind, step, shown)
                return
            fields = _fields(node)
            if kind == "field" and (name := next((name for name in fields if step in (name, fields[name])), None)):
                self._enter_field(node, name)
                return
            if len(fields) != 1:
                break
            # A type that is nothing but another one: the name of its own field may be left out, as errors leave it out.
            self._enter_field(node, *fields)
        self._fail_before(node, fields, shown)

    def _enter_field(self, node: Anything, name: str) -> None:
        self.field = next((field for field in type(node)._fields if field.name == name), None)
        self.codec = self.field.codec if self.field is not None else None
        self.hops.append((node, name))
        self.value = getattr(node, name)

    def _enter_item(self, node: tuple[Anything, ...], kind: str, step: Anything, shown: str) -> None:
        if kind == "field":
            self.fail(KeyError, f"a list of {len(node)} stands before {step!r}; an index is due, as [0]")
        self.field = None
        self.codec = _item_codec(self.codec)
        if kind == "called":
            found = _called(node, step)
            if found is None:
                there = ", ".join(dict.fromkeys(_names(node))) or "none"
                self.fail(KeyError, f"none of the {len(node)} items is {step.name or step}; there are: {there}")
            for at, key in found:
                if isinstance(at, tuple):
                    self.hops.append((at, key))
                    self.value = at[key]
                else:
                    self._enter_field(at, key)
                    self.field, self.codec = None, _item_codec(self.codec)
            return
        if kind == "insert":
            self.inserts = True
            index = len(node) if step is None else step
            if index > len(node):
                self.fail(IndexError, f"{shown} inserts behind the end: there are {len(node)} items; [+] appends")
            self.hops.append((node, index))
            self.value = None
            return
        if step >= len(node):
            self.fail(IndexError, f"{shown} is not there: there are {len(node)} items, from [0]; [+] appends one")
        self.hops.append((node, step))
        self.value = node[step]

    def _fail_before(self, node: Anything, fields: dict[str, str], shown: str) -> NoReturn:
        if node is None:
            self.fail(KeyError, f"what should stand before {shown} is absent{self._alternative()}")
        kind = type(node).__name__
        if fields:
            self.fail(KeyError, f"{kind} has no {shown}; it has {', '.join(fields.values())}")
        if isinstance(node, Raw):
            self.fail(KeyError, f"a raw element ({kind}) stands before {shown}; it can be replaced as a whole")
        self.fail(KeyError, f"a value of type {kind} stands before {shown}: nothing lies within it")

    def _alternative(self) -> str:
        """Return what is chosen instead, where it is an alternative of a CHOICE that is absent."""
        node, _ = self.hops[-1]
        if not isinstance(node, Choice):
            return ""
        return f": what is chosen is {_fields(node)[node.chosen]}"


def _fields(node: Anything) -> dict[str, str]:
    """Return the fields of a value with their names in ASN.1; none of a raw element, or of what is no `Value`."""
    if not isinstance(node, Value) or isinstance(node, Raw):
        return {}
    return type(node)._asn1_names


def _item_codec(codec: Anything) -> Codec | None:
    """Return the codec of a list's items, through the tags around the list."""
    while codec is not None and not hasattr(codec, "item"):
        codec = getattr(codec, "inner", None)
    return None if codec is None else codec.item


def _identity(item: Anything) -> Anything:
    """Return the OBJECT IDENTIFIER that an item is, or begins with."""
    fields = _fields(item)
    first = getattr(item, next(iter(fields))) if fields else item
    return first if isinstance(first, ObjectIdentifier) else None


def _lists(items: tuple[Anything, ...]) -> list[tuple[int, Anything, str, tuple[Anything, ...]]]:
    """Return those items that are lists themselves, as the levels of a name are."""
    found = []
    for index, item in enumerate(items):
        fields = _fields(item)
        if len(fields) == 1 and isinstance(inner := getattr(item, next(iter(fields))), tuple):
            found.append((index, item, next(iter(fields)), inner))
    return found


def _called(items: tuple[Anything, ...], oid: ObjectIdentifier) -> list[tuple[Anything, Anything]] | None:
    """Return the hops to the first item of this identifier, in an item that is a list where there is none here."""
    for index, item in enumerate(items):
        if _identity(item) == oid:
            return [(items, index)]
    for index, item, field, inner in _lists(items):
        for place, within in enumerate(inner):
            if _identity(within) == oid:
                return [(items, index), (item, field), (inner, place)]
    return None


def _names(items: tuple[Anything, ...]) -> list[str]:
    inner = [item for *_, within in _lists(items) for item in within]
    return [oid.name or str(oid) for item in (*items, *inner) if (oid := _identity(item)) is not None]
