"""Running the rules over a value."""

from __future__ import annotations

from ..pkcs.pkcs10 import CertificationRequest
from ..x509.certificate import Certificate, TBSCertificate
from .profiles import every_rule, rules_of
from .rule import Case, RequestCase
from .running import findings_of, with_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Container, Iterable, Mapping

    from ..x509.crl import CertificateList, TBSCertList
    from .profiles import JudgesBy
    from .rule import Finding, Rule


def check(
    value: Certificate | TBSCertificate | CertificationRequest | CertificateList | TBSCertList,
    *,
    profile: str | JudgesBy = "rfc5280",
    issuer: Certificate | None = None,
    host: str | None = None,
    at: datetime.datetime | None = None,
) -> list[Finding]:
    """Return what a profile's rules find in a certificate, what will be signed, a request or a list, in their order.

    `profile` is one of `NAMES`, or a Profile of one's own. With `issuer`, the two are
    judged together; `host` is a DNS name or an IP address; without `at`, an aware
    datetime, no date is judged against a clock. Of a request the subject, the key and the extensions that it asks for
    are judged, and nothing is missed in it: what it lacks, the CA adds, and so what a profile asks for beyond RFC 5280.
    A list of revoked certificates is judged alone, by RFC 5280 5, by the rules for certificates about what they have in
    common, and by BR 7.2 where the profile is, or is based on, "webpki".
    Raises ValueError for an unknown profile and for an `at` without time zone, DecodeError where a raw element that
    is no TBSCertificate stands in the place of one.
    """
    rules = rules_of(profile)
    if not isinstance(value, (TBSCertificate, Certificate, CertificationRequest)):
        return _check_list(value, rules)
    if at is not None and at.tzinfo is None:
        raise ValueError("at must have a time zone")
    if not rules:
        return []
    if isinstance(value, (TBSCertificate, Certificate)):
        return findings_of(rules, Case(value, issuer, host, at), value)
    return findings_of(rules_of("rfc5280"), RequestCase(value), value)


def _check_list(value: object, rules: Mapping[str, Rule]) -> list[Finding]:
    # Lists are rare, and their rules are loaded when there is one.
    from ..x509.crl import CertificateList, TBSCertList
    from .revocation_lists import RULES, ListCase

    if not isinstance(value, (CertificateList, TBSCertList)):
        raise TypeError(
            "value must be Certificate, TBSCertificate, CertificationRequest, CertificateList or TBSCertList, "
            f"not {type(value).__name__}"
        )
    if not rules:
        return []
    case = ListCase(value)
    of_lists = list(RULES.values())
    if "webpki.version" in rules:
        from .webpki_lists import RULES as ON_TOP

        of_lists += ON_TOP.values()
    # What certificates have, too, is judged in lists as it is there.
    of_lists += [rule for rule in rules_of("rfc5280").values() if rule.parts]
    return with_values((finding for rule in of_lists for finding in rule.findings(case)), value)


def unwaived(
    findings: Iterable[Finding], waive: Collection[str] = (), known: Container[str] | None = None
) -> list[Finding]:
    """Return the errors whose ids are not waived; raises ValueError for an id that is not `known`.

    Without `known`, those of all profiles are.
    """
    if isinstance(waive, str):
        raise TypeError("waive must be a collection of ids, not one text")
    if waive:
        known = every_rule() if known is None else known
        for id in waive:
            if id not in known:
                raise ValueError(f"there is no rule {id!r} to waive")
    return [finding for finding in findings if finding.severity == "error" and finding.id not in waive]


def catalogue() -> tuple[Rule, ...]:
    """Return every rule of RFC 5280 and its kin."""
    return tuple(rules_of("rfc5280").values())
