"""Rules that are made of a few words: those of a profile of one's own."""

from __future__ import annotations

from .keys import key_kind
from .rule import Rules, times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..oid import ObjectIdentifier
    from .rule import Case


def house_rules(
    name: str,
    *,
    required: Sequence[ObjectIdentifier] = (),
    forbidden: Sequence[ObjectIdentifier] = (),
    max_days: int | None = None,
    keys: Sequence[str] = (),
) -> Rules:
    """Return the rules that a profile of this name asks for by word; raises ValueError for a kind of key that is none.

    Their ids begin with its name, and an id has no blanks: `name.extensions.required` and so on.
    """
    rules = Rules()
    citation = f"profile {name}"
    for kind in keys:
        family, _, size = kind.partition(":")
        if family == "rsa" and size and not (size.isascii() and size.isdigit()):
            raise ValueError(f"{kind!r} is no kind of key, such as rsa:2048 or ec:P-256")
    if required:

        @rules.rule(
            f"{name}.extensions.required",
            "error",
            citation,
            f"There are {_listed(required)}.",
            "Add what is missing.",
        )
        def _required(case: Case) -> Iterator[tuple[str, str]]:
            for identifier in required:
                if not case.has(identifier):
                    yield case.path("extensions"), f"have no {identifier.name or identifier}"

    if forbidden:

        @rules.rule(
            f"{name}.extensions.forbidden",
            "error",
            citation,
            f"There are none of {_listed(forbidden)}.",
            "Leave it out.",
        )
        def _forbidden(case: Case) -> Iterator[tuple[str, str]]:
            for at, extension in case.extensions:
                if extension.extn_id in forbidden:
                    yield case.path(f"extensions[{at}]"), f"is {extension.extn_id.name or extension.extn_id}"

    if max_days is not None:

        @rules.rule(
            f"{name}.validity.too_long",
            "error",
            citation,
            f"It is valid for {max_days} days or fewer.",
            "Issue it for fewer days.",
        )
        def _too_long(case: Case) -> Iterator[tuple[str, str]]:
            ends = times(case.tbs.validity)
            if ends is not None:
                span = ends[1].datetime - ends[0].datetime
                if span.total_seconds() > max_days * 86_400:
                    yield case.path("validity.notAfter"), f"makes {span.days} days, and {max_days} are the most"

    if keys:

        @rules.rule(
            f"{name}.public_key.kind",
            "error",
            citation,
            f"The key is {' or '.join(keys)}.",
            "Make a key of this kind.",
        )
        def _kind(case: Case) -> Iterator[tuple[str, str]]:
            kind = key_kind(case.tbs.subject_public_key_info)
            if kind and not any(_is_of(kind, wanted) for wanted in keys):
                yield case.path("subjectPublicKeyInfo"), f"is a key of the type {kind}"

    return rules


def _is_of(kind: str, wanted: str) -> bool:
    """Return whether a key is of a kind: of RSA, with as many bits at least; `ec` is any curve."""
    family, _, size = kind.partition(":")
    wanted_family, _, wanted_size = wanted.partition(":")
    if family != wanted_family:
        return False
    if not wanted_size:
        return True
    return int(size or 0) >= int(wanted_size) if family == "rsa" else size == wanted_size


def _listed(identifiers: Sequence[ObjectIdentifier]) -> str:
    return ", ".join(identifier.name or identifier for identifier in identifiers)
