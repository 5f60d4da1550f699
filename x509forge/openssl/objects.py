"""OpenSSL's names of objects: short, long and numerical, as `OBJ_txt2obj(3)` takes them."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from .release import DEFAULT
from .value import Value
from .wording import quoted, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from x509forge.errors import ConfigError

_DIGITS = frozenset("0123456789")


class _Tables:
    """The object table, by each of its columns."""

    __slots__ = ("by_name", "by_oid")

    def __init__(self) -> None:
        from .object_table import OBJECTS

        short_names: dict[str, str] = {}
        long_names: dict[str, str] = {}
        # Where they are looked up, in this order.
        self.by_name = (short_names, long_names)
        # Two entries have the same identifier (1.3): OpenSSL answers with the first.
        self.by_oid: dict[str, tuple[str, str]] = {}
        for line in OBJECTS.splitlines():
            short, long, oid = line.split("|")
            long = long or short
            short_names[short] = oid
            long_names[long] = oid
            if oid:
                self.by_oid.setdefault(oid, (short, long))


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    return _Tables()


def to_oid(text: str, added: Mapping[str, str] | None = None) -> str:
    """Return the object identifier that a short name, a long name or a number stands for, as `1.2.3`.

    Names are taken exactly, a short name before a long one. A number may have leading zeros, blanks
    for dots and a dot behind it, like OpenSSL's. `added` holds the names of an `oid_section`, which
    count after OpenSSL's own. Raises `ConfigError`, placed where `text` is a `Value`.
    """
    value = text if isinstance(text, Value) else Value(text)
    tables = _tables()
    found = tables.by_name[0].get(value, tables.by_name[1].get(value))
    if found is None and added is not None:
        found = added.get(value)
    if found:
        return found
    if found is not None:
        raise value.error(f"the object {quoted(value)} has no object identifier")
    if value[:1] not in _DIGITS:
        names = [*(added or ()), *(name for table in tables.by_name for name, oid in table.items() if oid)]
        raise value.error(f"unknown object name {quoted(value)}{suggestion(value, names)}", 0)
    return _normalised(value)


def to_number(value: Value) -> str:
    """Return an object identifier that is written as a number; raises `ConfigError` for names too."""
    return _normalised(value)


@lru_cache(maxsize=1)
def _newer_names() -> Mapping[str, str]:
    from .newer_object_table import OBJECTS

    found: dict[str, str] = {}
    for line in OBJECTS.splitlines():
        short, long, oid = line.split("|")
        found[short] = oid
        found.setdefault(long or short, oid)
    return MappingProxyType(found)


def newer_names(release: str) -> Mapping[str, str]:
    """Return the names that a release has besides those of 3.0, with their object identifiers."""
    return {} if release == DEFAULT else _newer_names()


def is_short_name(text: str) -> bool:
    """Return whether OpenSSL has an object of this short name."""
    return text in _tables().by_name[0]


def is_long_name(text: str) -> bool:
    """Return whether OpenSSL has an object of this long name."""
    return text in _tables().by_name[1]


def short_name(oid: str) -> str | None:
    """Return OpenSSL's short name for an object identifier in dotted decimals, None if it has none."""
    found = _tables().by_oid.get(oid)
    return None if found is None else found[0]


def long_name(oid: str) -> str | None:
    """Return OpenSSL's long name for an object identifier in dotted decimals, None if it has none."""
    found = _tables().by_oid.get(oid)
    return None if found is None else found[1]


def _normalised(value: Value) -> str:
    """Return an object identifier in dotted decimals without what OpenSSL overlooks (`a2d_ASN1_OBJECT`)."""
    arcs = value.replace(" ", ".").split(".")
    if len(arcs) > 1 and not arcs[-1]:
        arcs.pop()  # a dot at the end; an empty arc elsewhere is a 0
    at = 0
    for arc in arcs:
        for position, character in enumerate(arc):
            if character not in _DIGITS:
                raise _refused(value, f"{quoted(character)} is no digit", at + position)
        at += len(arc) + 1
    if arcs[0] not in ("0", "1", "2"):
        raise _refused(value, "the first number is 0, 1 or 2", 0)
    if len(arcs) < 2:
        raise _refused(value, "there is no second number", len(value))
    arcs = [arc.lstrip("0") or "0" for arc in arcs]
    if arcs[0] != "2" and (len(arcs[1]) > 2 or int(arcs[1]) > 39):
        raise _refused(value, "the second number is at most 39 below 0 and 1", 2)
    return ".".join(arcs)


def _refused(value: Value, reason: str, position: int) -> ConfigError:
    return value.error(f"{quoted(value)} is no object identifier: {reason}", position)
