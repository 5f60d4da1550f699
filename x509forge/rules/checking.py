"""Running the rules over a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..x509.certificate import Certificate, TBSCertificate
from . import rfc5280, rfc9925
from .rule import Case

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Container, Iterable

    from .rule import Finding, Rule

# RFC 9925 updates RFC 5280, and its rules are among that one's.
PROFILES = {"rfc5280": rfc9925.RULES, "none": {}}


def check(
    value: Certificate | TBSCertificate,
    *,
    profile: str = "rfc5280",
    issuer: Certificate | None = None,
    host: str | None = None,
    at: datetime.datetime | None = None,
) -> list[Finding]:
    """Return what a profile's rules find in a certificate, or in what will be signed, in the order of the rules.

    With `issuer`, the two are judged together; `host` is a DNS name or an IP
    address; without `at`, an aware datetime, no date is judged against a clock.
    Raises ValueError for an unknown profile and for an `at` without time zone, DecodeError where a raw element that
    is no TBSCertificate stands in the place of one.
    """
    if not isinstance(value, (Certificate, TBSCertificate)):
        raise TypeError(f"value must be Certificate or TBSCertificate, not {type(value).__name__}")
    if profile not in PROFILES:
        raise ValueError(f"there is no profile {profile!r}; there are {', '.join(PROFILES)}")
    if at is not None and at.tzinfo is None:
        raise ValueError("at must have a time zone")
    case = Case(value, issuer, host, at)
    return [finding for rule in PROFILES[profile].values() for finding in rule.findings(case)]


def unwaived(
    findings: Iterable[Finding], waive: Collection[str] = (), known: Container[str] = rfc5280.RULES
) -> list[Finding]:
    """Return the errors whose ids are not waived; raises ValueError for an id that is not `known`."""
    if isinstance(waive, str):
        raise TypeError("waive must be a collection of ids, not one text")
    for id in waive:
        if id not in known:
            raise ValueError(f"there is no rule {id!r} to waive")
    return [finding for finding in findings if finding.severity == "error" and finding.id not in waive]


def catalogue() -> tuple[Rule, ...]:
    """Return every rule."""
    return tuple(rfc5280.RULES.values())
