"""Which extensions are critical, and which are not: a row for each sentence that says so."""

from __future__ import annotations

from .. import oid
from . import rfc5280
from .rule import EVERYBODY, OPENSSL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rule import Case, Judge

RULES = rfc5280.RULES
NOBODY: tuple[str, ...] = ()

# What it is called in ids, its identifier, the severity, and where it is said; then who refuses what breaks the rule.
_NOT_CRITICAL = (
    ("subject_directory_attributes", oid.SUBJECT_DIRECTORY_ATTRIBUTES, "error", "RFC 5280 4.2.1.8", EVERYBODY),
    ("freshest_crl", oid.FRESHEST_CRL, "error", "RFC 5280 4.2.1.15", EVERYBODY),
    (
        "authority_information_access",
        oid.AUTHORITY_INFORMATION_ACCESS,
        "error",
        "RFC 5280 4.2.2.1",
        (*OPENSSL, "cryptography", "java"),
    ),
    ("subject_information_access", oid.SUBJECT_INFORMATION_ACCESS, "error", "RFC 5280 4.2.2.2", EVERYBODY),
    (
        "issuer_alternative_name",
        oid.ISSUER_ALTERNATIVE_NAME,
        "warning",
        "RFC 5280 4.2.1.7",
        (*OPENSSL, "cryptography", "go", "java", "nss"),
    ),
    (
        "crl_distribution_points",
        oid.CRL_DISTRIBUTION_POINTS,
        "warning",
        "RFC 5280 4.2.1.13",
        ("cryptography", "java", "nss"),
    ),
)
_CRITICAL = (
    ("key_usage", oid.KEY_USAGE, "warning", "RFC 5280 4.2.1.3", NOBODY),
    ("policy_mappings", oid.POLICY_MAPPINGS, "warning", "RFC 5280 4.2.1.5", NOBODY),
    ("name_constraints", oid.NAME_CONSTRAINTS, "error", "RFC 5280 4.2.1.10", NOBODY),
    ("policy_constraints", oid.POLICY_CONSTRAINTS, "error", "RFC 5280 4.2.1.11", NOBODY),
    ("inhibit_any_policy", oid.INHIBIT_ANY_POLICY, "error", "RFC 5280 4.2.1.14", NOBODY),
)


def _must_be(identifier: str, *, critical: bool) -> Judge:
    def judge(case: Case) -> Iterator[tuple[str, str]]:
        found = case.frame(identifier)
        if found is not None and isinstance(found[1].critical, bool) and found[1].critical is not critical:
            yield f"{found[0]}.critical", f"is {'TRUE' if found[1].critical else 'FALSE'}"

    return judge


for _name, _identifier, _severity, _citation, _refused_by in _NOT_CRITICAL:
    RULES.rule(
        f"rfc5280.{_name}.critical",
        _severity,
        _citation,
        f"{_identifier.name} is not critical.",
        "Leave critical out.",
        _refused_by,
        about=(_identifier,),
    )(_must_be(_identifier, critical=False))
for _name, _identifier, _severity, _citation, _refused_by in _CRITICAL:
    RULES.rule(
        f"rfc5280.{_name}.not_critical",
        _severity,
        _citation,
        f"{_identifier.name} is critical.",
        "Leave critical to Extension.of, which knows.",
        _refused_by,
        about=(_identifier,),
    )(_must_be(_identifier, critical=True))
