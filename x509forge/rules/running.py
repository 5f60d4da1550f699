"""Which rules a case needs, and what need not be judged twice."""

from __future__ import annotations

from ..asn1 import Raw
from ..asn1.path import value_at
from ..asn1.value import Choice, Value
from ..kept import Kept
from ..oid import ObjectIdentifier
from .rule import DATES, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from .rule import Case, Finding, Judge, Place, Quick, Rule

# What is kept are levels of names in which nothing was found, by their DER, and kinds of certificates: they come again
# with each certificate of an issuer. What has a raw element in it, over which rules pass, is not kept, so that nothing
# depends on what was judged before.
_MOST_KEPT = 1024
_MOST_DATES = 64
_LARGEST_KEPT = 512
_LARGEST_KIND = 16_384
_LONGEST_SHOWN = 80

Positioned = tuple[int, "Rule"]


class Plan:
    """The rules of a profile by what they look at, so that a certificate pays for no rule about what it has not."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._of_case: list[Positioned] = []
        self._of_parts: dict[str, list[Positioned]] = {}
        self._of_own_parts: dict[str, list[Positioned]] = {}
        self._clean = Kept(_MOST_KEPT)
        self._seen = Kept(_MOST_KEPT)
        self._kinds = Kept(_MOST_KEPT)
        for position, rule in enumerate(rules):
            if not rule.parts:
                self._of_case.append((position, rule))
                continue
            for tag in rule.about:
                self._of_parts.setdefault(tag, []).append((position, rule))
                if rule.own:
                    self._of_own_parts.setdefault(tag, []).append((position, rule))
        self._tests_of_own_parts = {tag: _tests(about_it) for tag, about_it in self._of_own_parts.items()}

    def findings(self, case: Case) -> list[Finding]:
        """Return what the rules find, in their order."""
        found: list[tuple[int, Finding]] = []
        kind = case.kind()
        known: _Kind | None = None if kind is None else self._kinds.get(kind)
        if known is None:
            self._judge_all(case, kind, found)
        elif self._is_sound(case, known):
            return []
        else:
            _judge(known.rules, case, found)
            dates = (case.tbs.validity.to_der(), case.now)
            if dates not in known.dates:
                before = len(found)
                _judge(known.rules_of_dates, case, found)
                if len(found) == before and _is_typed(case.tbs.validity):
                    known.dates.keep(dates, True)
            self._judge_parts(case, case.parts(own=True, known=self._clean), self._of_own_parts, found)
        if not found:
            return []
        found.sort(key=_position)
        return [finding for _, finding in found]

    def _is_sound(self, case: Case, known: _Kind) -> bool:
        """Return whether quick tests show that no rule finds anything in one more of a kind: of most they do."""
        if (case.tbs.validity.to_der(), case.now) not in known.dates:
            return False
        for test in known.tests:
            if not test(case):
                return False
        tests_of = self._tests_of_own_parts.get
        for tag, _, part in case.parts(own=True, known=self._clean):
            for test in tests_of(tag, ()):
                if not test(part):
                    return False
        return True

    def _judge_all(self, case: Case, kind: tuple[object, ...] | None, found: list[tuple[int, Finding]]) -> None:
        """Run every rule; if those that are not `own` find nothing, remember the kind, and which the others are."""
        tags = set(case.tags())
        asked = [each for each in self._of_case if not each[1].about or not tags.isdisjoint(each[1].about)]
        _judge(asked, case, found)
        self._judge_parts(case, case.parts(known=self._clean), self._of_parts, found)
        common = {position for position, rule in asked if not rule.own}
        common |= {position for rules in self._of_parts.values() for position, _ in rules}
        if (
            kind is not None
            and not any(position in common for position, _ in found)
            and all(map(_is_typed, case.common()))
            and sum(len(part) for part in kind if isinstance(part, bytes)) <= _LARGEST_KIND
        ):
            self._kinds.keep(kind, _Kind([each for each in asked if each[1].own]))

    def _judge_parts(
        self,
        case: Case,
        parts: Iterable[tuple[str, Place, Any]],
        rules: Mapping[str, list[Positioned]],
        found: list[tuple[int, Finding]],
    ) -> None:
        before_level = len(found)
        for tag, place, part in parts:
            for position, rule in rules.get(tag, ()):
                for path, message in rule.judge(part):
                    found.append((position, rule.finding(joined(case.path_of(place), path), message)))
            # The attributes of a level come before it.
            if tag == "level":
                if len(found) == before_level and len(part.to_der()) <= _LARGEST_KEPT:
                    self._remember(part)
                before_level = len(found)

    def _remember(self, level: Any) -> None:
        """Keep a level in which nothing was found when it is met again: most common names never are."""
        der = level.to_der()
        if der not in self._seen:
            self._seen.keep(der, True)
        elif _is_typed(level):
            self._clean.keep(der, True)


class _Kind:
    """What remains to be judged of each certificate of a kind."""

    def __init__(self, own: list[Positioned]) -> None:
        self.rules = [each for each in own if each[1].own is True]
        self.rules_of_dates = [each for each in own if each[1].own == DATES]
        self.tests = _tests(self.rules)
        self.dates = Kept(_MOST_DATES)
        """The validities in which nothing was found, each with the moment of judgement."""


def _tests(rules: Iterable[Positioned]) -> list[Quick]:
    """Return tests, each of them once, that together show that no rule finds anything."""
    return list(dict.fromkeys(rule.quick or _test(rule.judge) for _, rule in rules))


def _test(judge: Judge) -> Quick:
    def finds_nothing(judged: object) -> bool:
        return next(iter(judge(judged)), None) is None

    return finds_nothing


def _judge(rules: Iterable[Positioned], case: Case, found: list[tuple[int, Finding]]) -> None:
    for position, rule in rules:
        for path, message in rule.judge(case):
            found.append((position, rule.finding(path, message)))


def _is_typed(value: object) -> bool:
    """Return whether no raw element stands in a value."""
    if isinstance(value, tuple):
        inner: Iterable[object] = value
    elif isinstance(value, Raw) or not isinstance(value, Value):
        return not isinstance(value, Raw)
    elif isinstance(value, Choice):
        inner = (value.value,)
    else:
        inner = [getattr(value, name) for name in value._field_names]
    return all(type(each) in _LEAVES or _is_typed(each) for each in inner)


_LEAVES = {str, bytes, int, bool, type(None), ObjectIdentifier}


def _position(entry: tuple[int, Finding]) -> int:
    return entry[0]


# Profiles of one's own may make their rules anew each time.
_plans = Kept(64)


def findings_of(rules: Mapping[str, Rule], case: Case, judged: object) -> list[Finding]:
    """Return what rules find in a case, in their order, each with the value that stands at its path in `judged`."""
    kept: tuple[Mapping[str, Rule], int, Plan] | None = _plans.get(id(rules))
    if kept is None or kept[0] is not rules or kept[1] != len(rules):
        kept = (rules, len(rules), Plan(rules.values()))
        _plans.keep(id(rules), kept)
    found = kept[2].findings(case)
    return with_values(found, judged) if found else found


def with_values(found: Iterable[Finding], judged: object) -> list[Finding]:
    """Return findings, each with the value that stands at its path."""
    return [finding._replace(value=_shown(judged, finding.path)) for finding in found]


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
