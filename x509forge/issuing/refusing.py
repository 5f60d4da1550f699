"""Refusing to sign: the errors that nobody waived, and the waivers that nobody needed."""

from __future__ import annotations

import sys
import warnings

from ..errors import RuleViolation, UnneededWaiver
from ..rules import unwaived

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from ..rules import Finding
    from .profile import Profile

# A certificate may be described for the past and for the future; its issuer must be valid now.
_OWN_DATES = ("rfc5280.validity.not_yet_valid", "rfc5280.validity.expired")


def refuse(findings: Iterable[Finding], waive: Collection[str], profile: Profile) -> None:
    """Raise RuleViolation for the errors among findings that are not waived; warn of what was waived for nothing.

    Raises ValueError for an id that no rule has.
    """
    findings = list(findings)
    if not findings and not waive:
        return
    findings = [finding for finding in findings if finding.id not in _OWN_DATES]
    errors = unwaived(findings, waive, profile.known if waive else ())
    if errors:
        raise RuleViolation(errors)
    for id in unneeded(waive, findings):
        warnings.warn(f"{id} was waived, and nothing here breaks it", UnneededWaiver, stacklevel=_outside())


def unneeded(waive: Iterable[str], findings: Iterable[Finding]) -> list[str]:
    """Return the ids that were waived and are those of no error."""
    found = {finding.id for finding in findings if finding.severity == "error"}
    return [id for id in waive if id not in found]


def _outside() -> int:
    """Return how many frames up from `refuse` the first one is that is not ours: there the waiver was written."""
    level = 1
    package = __name__.partition(".")[0]
    frame = sys._getframe(1)
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith(f"{package}."):
        frame = frame.f_back
        level += 1
    return level
