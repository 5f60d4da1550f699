"""Which rules go with which profile. What a profile adds when it issues is told in `issuing.profile`."""

from __future__ import annotations

from functools import cache

from . import (
    alternative_names,
    constraints,
    criticality,
    distribution,
    names,
    policies,
    public_key,
    rfc5280,
    rfc9925,
    subtrees,
    transparency,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    from .rule import Rule
else:
    Protocol = object  # `import typing` is a fifth of a cold start

# All these modules declare into one set of rules: RFC 5280's, those of its updates, and of what it leans on.
_MODULES = (
    *(rfc5280, names, public_key, criticality, alternative_names, policies, constraints, distribution, transparency),
    *(rfc9925, subtrees),
)
# The module of the rules on top of RFC 5280's, and what they are called there; loaded when they are asked for.
_ON_TOP = {
    "webpki": ("webpki_ca", "RULES"),
    "mqtt-server": ("mqtt", "SERVER_RULES"),
    "mqtt-client": ("mqtt", "CLIENT_RULES"),
    "device-id": ("device_id", "RULES"),
    "ca": ("authority", "RULES"),
}
# What one profile takes back of RFC 5280: BR 7.1.2.7.6 does not recommend what 4.2.1.2 does, and BR 7.1.2.10.8 allows
# what 4.2.1.10 does not.
_TAKEN_BACK = {"webpki": ("rfc5280.subject_key_identifier.missing", "rfc5280.name_constraints.not_critical")}
NAMES = ("rfc5280", *_ON_TOP, "none")


class JudgesBy(Protocol):
    """What `check` asks of a profile that is no name: its rules, by their ids."""

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules, in the order of judgement."""


def rules_of(profile: str | JudgesBy) -> Mapping[str, Rule]:
    """Return the rules of a profile, or of a profile's name; raises ValueError for a name that none has."""
    if not isinstance(profile, str):
        return profile.rules
    if profile not in NAMES:
        raise ValueError(f"there is no profile {profile!r}; there are {', '.join(NAMES)}")
    return _rules_of(profile)


@cache
def _rules_of(name: str) -> Mapping[str, Rule]:
    if name == "none":
        return {}
    rules = dict(_MODULES[0].RULES)
    if name in _ON_TOP:
        rules.update(rules_on_top(name))
    for id in _TAKEN_BACK.get(name, ()):
        rules.pop(id, None)
    return rules


def rules_on_top(name: str) -> Mapping[str, Rule]:
    """Return the rules of a profile that are not RFC 5280's."""
    if name not in _ON_TOP:
        return {}
    import importlib

    module, rules = _ON_TOP[name]
    found: Mapping[str, Rule] = getattr(importlib.import_module(f".{module}", __package__), rules)
    return found


def every_rule() -> Mapping[str, Rule]:
    """Return the rules of all profiles."""
    found: dict[str, Rule] = {}
    for name in NAMES:
        found.update(_rules_of(name))
    return found
