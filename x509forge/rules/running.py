"""Which rules a case needs, and what need not be judged twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..asn1 import Raw
from ..asn1.path import value_at
from ..asn1.value import Choice, Value
from .rule import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from .rule import Case, Finding, Rule

# Parts in which nothing was found, by tag and DER: names, purposes and constraints come again with each certificate
# of an issuer. What has a raw element in it, over which rules pass, is not kept, so that nothing depends on what was
# judged before.
_MOST_KEPT = 1024
_LARGEST_KEPT = 512
_LONGEST_SHOWN = 80


class Plan:
    """The rules of a profile by what they look at, so that a certificate pays for no rule about what it has not."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._always: list[tuple[int, Rule]] = []
        self._by_tag: dict[str, list[tuple[int, Rule]]] = {}
        self._of_parts: dict[str, list[tuple[int, Rule]]] = {}
        self._clean: set[tuple[str, bytes]] = set()
        for position, rule in enumerate(rules):
            for tag in rule.about:
                (self._of_parts if rule.parts else self._by_tag).setdefault(tag, []).append((position, rule))
            if not rule.about:
                self._always.append((position, rule))

    def findings(self, case: Case) -> list[Finding]:
        """Return what the rules find, in their order."""
        found: list[tuple[int, Finding]] = []
        chosen = self._always
        several: list[tuple[int, Rule]] = []
        for tag in case.tags():
            if tag in self._of_parts:
                self._judge_parts(tag, case, found)
            if tag in self._by_tag:
                several += self._by_tag[tag]
        if several:
            # A rule about two tags is run once.
            chosen = chosen + list({position: (position, rule) for position, rule in several}.values())
        for position, rule in chosen:
            for path, message in rule.judge(case):
                found.append((position, rule.finding(path, message)))
        found.sort(key=_position)
        return [finding for _, finding in found]

    def _judge_parts(self, tag: str, case: Case, found: list[tuple[int, Finding]]) -> None:
        for place, part in case.parts(tag):
            key = (tag, part.to_der())
            if key in self._clean:
                continue
            before = len(found)
            for position, rule in self._of_parts[tag]:
                for path, message in rule.judge(part):
                    found.append((position, rule.finding(joined(place, path), message)))
            if len(found) == before and len(key[1]) <= _LARGEST_KEPT and _is_typed(part):
                if len(self._clean) >= _MOST_KEPT:
                    self._clean.clear()
                self._clean.add(key)


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
