"""The Baseline Requirements for lists of revoked certificates (BR 7.2), on top of RFC 5280 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..x509.extensions.distribution_points import DistributionPointName, IssuingDistributionPoint
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier
from ..x509.general_name import GeneralName
from ..x509.time import Time
from .rule import Rules, items
from .webpki_extensions import said_of_issuer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .revocation_lists import ListCase

RULES = Rules()
rule = RULES.rule
# Of those that RFC 5280 5.3.1 has; what it forbids itself, its rules say.
_NO_REASONS = {2: "cACompromise", 6: "certificateHold", 10: "aACompromise"}
_LEAST_OF_TWELVE_MONTHS, _DAYS_OF_SERVERS, _DAY = 366, 10, 86_400


def _seconds(case: ListCase) -> float | None:
    """Return how long after this list the next one comes."""
    this, following = case.tbs.this_update, case.tbs.next_update
    if isinstance(this, Time) and isinstance(following, Time) and type(this.value) is type(following.value) is str:
        return (following.datetime - this.datetime).total_seconds()
    return None


@rule(
    "webpki.crl.next_update",
    "error",
    "BR 7.2",
    "The next list comes within twelve months.",
    "Give an earlier next_update.",
)
def _late(case: ListCase) -> Iterator[tuple[str, str]]:
    seconds = _seconds(case)
    if seconds is not None and seconds > _LEAST_OF_TWELVE_MONTHS * _DAY:
        yield f"{case.root}nextUpdate", f"is {seconds / _DAY:.0f} days after thisUpdate"


@rule(
    "webpki.crl.next_update_of_servers",
    "warning",
    "BR 7.2",
    "The next list of servers' certificates comes within ten days; a list of CAs' alone says onlyContainsCACerts.",
    "Give an earlier next_update.",
)
def _late_for_servers(case: ListCase) -> Iterator[tuple[str, str]]:
    seconds, point = _seconds(case), case.find(IssuingDistributionPoint)
    if point is not None and point[2].only_contains_ca_certs is True:
        return
    if seconds is not None and _DAYS_OF_SERVERS * _DAY < seconds <= _LEAST_OF_TWELVE_MONTHS * _DAY:
        yield f"{case.root}nextUpdate", f"is {seconds / _DAY:.0f} days after thisUpdate"


@rule(
    "webpki.crl.reason",
    "error",
    "BR 7.2.2",
    "A reasonCode is keyCompromise, affiliationChanged, superseded, cessationOfOperation or privilegeWithdrawn.",
    "Give one of these, or none.",
)
def _reason(case: ListCase) -> Iterator[tuple[str, str]]:
    for path, extension in case.entry_extensions():
        reason = getattr(extension.extn_value, "reason", None) if extension.extn_id == oid.REASON_CODE else None
        if reason in _NO_REASONS:
            yield f"{path}.extnValue", f"is {_NO_REASONS[reason]}"


@rule(
    "webpki.crl.authority_key_identifier",
    "error",
    "BR 7.2.2, 7.1.2.11.1",
    "authorityKeyIdentifier has a keyIdentifier, and no authorityCertIssuer and authorityCertSerialNumber.",
    "Give key_identifier alone.",
)
def _identifier(case: ListCase) -> Iterator[tuple[str, str]]:
    found = case.find(AuthorityKeyIdentifier)
    if found is not None:
        yield from said_of_issuer(found[0], found[2])


@rule(
    "webpki.crl.distribution_point",
    "error",
    "BR 7.2, 7.2.2.1",
    "An issuingDistributionPoint has a fullName of URIs, and the list is not indirect.",
    "Give the URI that cRLDistributionPoints has.",
)
def _point(case: ListCase) -> Iterator[tuple[str, str]]:
    found = case.find(IssuingDistributionPoint)
    if found is not None:
        point = found[2].distribution_point
        names = items(point.full_name) if isinstance(point, DistributionPointName) else ()
        chosen = [name.chosen for name in names if isinstance(name, GeneralName)]
        if not chosen or any(each != "uniform_resource_identifier" for each in chosen):
            yield f"{found[0]}.extnValue", "has no fullName of URIs alone"
        if found[2].indirect_crl is True:
            yield f"{found[0]}.extnValue.indirectCRL", "is TRUE"
