"""Which rules a case needs, and what need not be judged twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..asn1 import Raw
from ..asn1.path import value_at
from ..asn1.value import Choice, Value
from .rule import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .rule import Case, Finding, Rule

# What is kept are parts in which nothing was found, by tag and DER, and kinds of certificates: names, purposes and
# constraints come again with each certificate of an issuer. What has a raw element in it, over which rules pass, is not
# kept, so that nothing depends on what was judged before.
_MOST_KEPT = 1024
_LARGEST_KEPT = 512
_LONGEST_SHOWN = 80
# Whole names, alternative names and keys hardly come again, and to look them up costs as much as to judge them.
_KEPT = ("attribute", "signature")

Positioned = tuple[int, "Rule"]


class Plan:
    """The rules of a profile by what they look at, so that a certificate pays for no rule about what it has not."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._of_case: list[Positioned] = []
        self._of_parts: dict[str, list[Positioned]] = {}
        self._of_own_parts: dict[str, list[Positioned]] = {}
        self._clean: set[tuple[str, bytes]] = set()
        self._kinds: dict[tuple[object, ...], tuple[Positioned, ...]] = {}
        for position, rule in enumerate(rules):
            if not rule.parts:
                self._of_case.append((position, rule))
                continue
            for tag in rule.about:
                self._of_parts.setdefault(tag, []).append((position, rule))
                if rule.own:
                    self._of_own_parts.setdefault(tag, []).append((position, rule))

    def findings(self, case: Case) -> list[Finding]:
        """Return what the rules find, in their order."""
        found: list[tuple[int, Finding]] = []
        kind = case.kind()
        chosen = None if kind is None else self._kinds.get(kind)
        if chosen is None:
            self._judge_all(case, kind, found)
        else:
            _judge(chosen, case, found)
            self._judge_parts(case.parts(own=True), self._of_own_parts, found)
        if not found:
            return []
        found.sort(key=_position)
        return [finding for _, finding in found]

    def _judge_all(self, case: Case, kind: tuple[object, ...] | None, found: list[tuple[int, Finding]]) -> None:
        """Run every rule; if those that are not `own` find nothing, remember the kind, and which the others are."""
        tags = set(case.tags())
        asked = [each for each in self._of_case if not each[1].about or not tags.isdisjoint(each[1].about)]
        _judge(asked, case, found)
        self._judge_parts(case.parts(), self._of_parts, found)
        common = {position for position, rule in asked if not rule.own}
        common |= {position for rules in self._of_parts.values() for position, _ in rules}
        if (
            kind is not None
            and not any(position in common for position, _ in found)
            and all(map(_is_typed, case.common()))
        ):
            if len(self._kinds) >= _MOST_KEPT:
                self._kinds.clear()
            self._kinds[kind] = tuple(each for each in asked if each[1].own)

    def _judge_parts(
        self,
        parts: Iterable[tuple[str, str, Any]],
        rules: Mapping[str, list[Positioned]],
        found: list[tuple[int, Finding]],
    ) -> None:
        for tag, place, part in parts:
            of_tag = rules.get(tag)
            if of_tag is None:
                continue
            key = (tag, part.to_der()) if tag in _KEPT else None
            if key in self._clean:
                continue
            before = len(found)
            for position, rule in of_tag:
                for path, message in rule.judge(part):
                    found.append((position, rule.finding(joined(place, path), message)))
            if key is not None and len(found) == before and len(key[1]) <= _LARGEST_KEPT and _is_typed(part):
                if len(self._clean) >= _MOST_KEPT:
                    self._clean.clear()
                self._clean.add(key)


def _judge(rules: Iterable[Positioned], case: Case, found: list[tuple[int, Finding]]) -> None:
    for position, rule in rules:
        for path, message in rule.judge(case):
            found.append((position, rule.finding(path, message)))


def _is_typed(value: object) -> bool:
    """Return whether no raw element stands in a value."""
    if isinstance(value, tuple):
        return all(map(_is_typed, value))
    if isinstance(value, Raw):
        return False
    if isinstance(value, Choice):
        return _is_typed(value.value)
    return not isinstance(value, Value) or all(_is_typed(getattr(value, name)) for name in value._field_names)


def _position(entry: tuple[int, Finding]) -> int:
    return entry[0]


# Profiles of one's own may make their rules anew each time.
_MOST_PLANS = 64
_plans: dict[int, tuple[Mapping[str, Rule], int, Plan]] = {}


def findings_of(rules: Mapping[str, Rule], case: Case, judged: object) -> list[Finding]:
    """Return what rules find in a case, in their order, each with the value that stands at its path in `judged`."""
    kept = _plans.get(id(rules))
    if kept is None or kept[0] is not rules or kept[1] != len(rules):
        if len(_plans) >= _MOST_PLANS:
            _plans.clear()
        kept = _plans[id(rules)] = (rules, len(rules), Plan(rules.values()))
    found = kept[2].findings(case)
    return [finding._replace(value=_shown(judged, finding.path)) for finding in found] if found else found


def _shown(judged: Any, path: str) -> str:
    """Return what stands at a path as a text of printable ASCII, cut off where it is long."""
    try:
        value = value_at(judged, path)
    except (KeyError, IndexError, TypeError, ValueError):
        return ""
    if value is None:
        return ""
    text = repr(value)[: 2 * _LONGEST_SHOWN] if not isinstance(value, str) else value[: 2 * _LONGEST_SHOWN]
    text = text.encode("ascii", "backslashreplace").decode("ascii")
    text = "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."
