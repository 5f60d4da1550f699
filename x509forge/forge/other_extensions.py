"""Extensions with constraints, policies and places to look that are wrong, and what came later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..der import element
from ..x509.extensions.distribution_points import CRLDistributionPoints, DistributionPoint, FreshestCRL, ReasonFlags
from ..x509.extensions.information_access import AuthorityInformationAccess, SubjectInformationAccess
from ..x509.extensions.markers import NoRevAvail, PrecertificatePoison
from ..x509.extensions.name_constraints import GeneralSubtree, NameConstraints
from ..x509.extensions.policies import (
    CertificatePolicies,
    InhibitAnyPolicy,
    PolicyConstraints,
    PolicyMapping,
    PolicyMappings,
)
from ..x509.extensions.transparency import SignedCertificateTimestampList
from ..x509.general_name import GeneralName
from .defect import DEFECTS, RULE, VALUE
from .element import IA5_STRING, UTF8_STRING, integer, sequence, tagged
from .extension_value import LIST, raw, typed

if TYPE_CHECKING:
    from .draft import Draft

# --- nameConstraints -------------------------------------------------------------------------------------------------


def _subtree(name: GeneralName, minimum: int = 0, maximum: int | None = None) -> NameConstraints:
    return NameConstraints(permitted_subtrees=(GeneralSubtree(base=name, minimum=minimum, maximum=maximum),))


typed(
    "name_constraints.in_leaf",
    "RFC 5280 4.2.1.10",
    "They are in a certificate that is no CA's.",
    NameConstraints.of(permitted=["a.example"]),
    leaf=True,
    rules="rfc5280.name_constraints.not_in_ca",
)
typed(
    "name_constraints.empty",
    "RFC 5280 4.2.1.10",
    "Those of a CA permit and exclude nothing.",
    NameConstraints(),
    ca=True,
    rules="rfc5280.name_constraints.empty",
    refused_by="cryptography",
)
typed(
    "name_constraints.not_critical",
    "RFC 5280 4.2.1.10",
    "Those of a CA are not critical.",
    NameConstraints.of(permitted=["a.example"]),
    critical=False,
    ca=True,
    rules="rfc5280.name_constraints.not_critical",
)
typed(
    "name_constraints.minimum",
    "RFC 5280 4.2.1.10",
    "The minimum of a subtree is 1.",
    _subtree(GeneralName.of("a.example"), 1),
    ca=True,
    rules="rfc5280.name_constraints.minimum_or_maximum",
)
typed(
    "name_constraints.maximum",
    "RFC 5280 4.2.1.10",
    "A subtree has a maximum.",
    _subtree(GeneralName.of("a.example"), 0, 2),
    ca=True,
    rules="rfc5280.name_constraints.minimum_or_maximum",
)
typed(
    "name_constraints.mask_with_holes",
    "RFC 5280 4.2.1.10",
    "The mask of an address is no prefix.",
    _subtree(GeneralName(ip_address=b"\xc0\x00\x02\x00\xff\xef\xff\xff")),
    ca=True,
    rules="rfc5280.name_constraints.ip_address",
    refused_by="cryptography",
)
typed(
    "name_constraints.address_without_mask",
    "RFC 5280 4.2.1.10",
    "An address has no mask.",
    _subtree(GeneralName(ip_address=b"\xc0\x00\x02\x00")),
    ca=True,
    rules="rfc5280.name_constraints.ip_address",
    refused_by="cryptography",
)
typed(
    "name_constraints.dns_dot_first",
    "RFC 5280 4.2.1.10",
    "A dNSName begins with a dot.",
    _subtree(GeneralName(dns_name=".a.example")),
    ca=True,
    rules="rfc5280.name_constraints.dns_name",
)
typed(
    "name_constraints.registered_id",
    "RFC 5280 4.2.1.10",
    "They are on a form that readers need not know, registeredID.",
    _subtree(GeneralName(registered_id=oid.ObjectIdentifier("1.3.6.1.4.1.32473.7"))),
    ca=True,
    rules="rfc5280.name_constraints.unsupported_form",
)
typed(
    "name_constraints.empty_list",
    "RFC 5280 4.2.1.10",
    "The list of what is permitted is there, and empty.",
    NameConstraints(permitted_subtrees=()),
    ca=True,
    rules="rfc5280.name_constraints.empty",
    refused_by="cryptography",
)


@DEFECTS.defect(
    "name_constraints.exclude_own_subject", RULE, LIST, "RFC 5280 4.2.1.10", "Those of a CA exclude its own subject."
)
def _(draft: Draft) -> None:
    draft.make_ca()
    subject = draft.good.tbs_certificate.subject
    draft.put(NameConstraints.of(excluded=[subject]))


# --- Policies --------------------------------------------------------------------------------------------------------

_POLICIES = oid.CERTIFICATE_POLICIES
_POLICY = "1.3.6.1.4.1.32473.2"
typed(
    "certificate_policies.empty",
    "RFC 5280 4.2.1.4",
    "There is no policy.",
    CertificatePolicies(()),
    rules="rfc5280.certificate_policies.empty",
)
typed(
    "certificate_policies.twice",
    "RFC 5280 4.2.1.4",
    "A policy is there twice.",
    CertificatePolicies.of(_POLICY, _POLICY),
    rules="rfc5280.certificate_policies.duplicate",
)
raw(
    "certificate_policies.notice_201",
    RULE,
    "RFC 5280 4.2.1.4",
    "The text of a notice has 201 characters.",
    _POLICIES,
    sequence(
        sequence(
            oid.ANY_POLICY.der,
            sequence(
                sequence(oid.USER_NOTICE_QUALIFIER.der, sequence(element(UTF8_STRING, 201 * b"a"))),
            ),
        )
    ),
    rules="rfc5280.certificate_policies.qualifier rfc5280.certificate_policies.text_length",
)
raw(
    "certificate_policies.notice_ia5",
    RULE,
    "RFC 6818 3",
    "The text of a notice is an IA5String.",
    _POLICIES,
    sequence(
        sequence(
            oid.ANY_POLICY.der,
            sequence(
                sequence(oid.USER_NOTICE_QUALIFIER.der, sequence(element(IA5_STRING, b"a"))),
            ),
        )
    ),
    rules="rfc5280.certificate_policies.qualifier rfc6818.certificate_policies.ia5_text",
)
typed(
    "policy_mappings.empty",
    "RFC 5280 4.2.1.5",
    "There is no mapping.",
    PolicyMappings(()),
    ca=True,
    rules="rfc5280.policy_mappings.empty",
    refused_by="gnutls-verify",
)
typed(
    "policy_mappings.any_policy",
    "RFC 5280 4.2.1.5",
    "anyPolicy is mapped.",
    PolicyMappings(
        (PolicyMapping(issuer_domain_policy=oid.ANY_POLICY, subject_domain_policy=oid.ObjectIdentifier(_POLICY)),)
    ),
    ca=True,
    rules="rfc5280.policy_mappings.any_policy",
    refused_by="gnutls-verify",
)
typed(
    "policy_mappings.not_critical",
    "RFC 5280 4.2.1.5",
    "They are not critical.",
    PolicyMappings(
        (
            PolicyMapping(
                issuer_domain_policy=oid.ObjectIdentifier(_POLICY),
                subject_domain_policy=oid.ObjectIdentifier("1.3.6.1.4.1.32473.6"),
            ),
        )
    ),
    critical=False,
    ca=True,
    rules="rfc5280.policy_mappings.not_critical rfc5280.policy_mappings.not_asserted",
)
typed(
    "policy_constraints.empty",
    "RFC 5280 4.2.1.11",
    "They constrain nothing.",
    PolicyConstraints(),
    ca=True,
    rules="rfc5280.policy_constraints.empty",
    refused_by="cryptography gnutls-verify",
)
typed(
    "policy_constraints.not_critical",
    "RFC 5280 4.2.1.11",
    "They are not critical.",
    PolicyConstraints(require_explicit_policy=5),
    critical=False,
    ca=True,
    rules="rfc5280.policy_constraints.not_critical",
)
typed(
    "inhibit_any_policy.not_critical",
    "RFC 5280 4.2.1.14",
    "It is not critical.",
    InhibitAnyPolicy(5),
    critical=False,
    ca=True,
    rules="rfc5280.inhibit_any_policy.not_critical",
)
typed(
    "inhibit_any_policy.negative",
    "RFC 5280 4.2.1.14",
    "The number is negative.",
    InhibitAnyPolicy(-1),
    ca=True,
    rules="rfc5280.policy_constraints.negative",
    refused_by="cryptography",
)

# --- Where to look ---------------------------------------------------------------------------------------------------

typed(
    "crl_distribution_points.empty",
    "RFC 5280 4.2.1.13",
    "There is no point.",
    CRLDistributionPoints(()),
    rules="rfc5280.distribution.empty",
)
typed(
    "crl_distribution_points.reasons_alone",
    "RFC 5280 4.2.1.13",
    "A point has reasons and nothing else.",
    CRLDistributionPoints((DistributionPoint(reasons=ReasonFlags.of("keyCompromise")),)),
    rules="rfc5280.distribution_point.by_reasons rfc5280.distribution_point.not_all_reasons "
    "rfc5280.distribution_point.only_reasons",
    refused_by="cryptography openssl-verify",
)
raw(
    "crl_distribution_points.name_untagged",
    VALUE,
    "X.680 31.2.7",
    "The name of a point lacks the tag of the CHOICE around it.",
    oid.CRL_DISTRIBUTION_POINTS,
    sequence(sequence(tagged(0, tagged(6, b"http://a.example/a.crl"), constructed=True))),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto openssl-verify",
)
typed(
    "freshest_crl.critical",
    "RFC 5280 4.2.1.15",
    "It is critical.",
    FreshestCRL.of("http://a.example/a.crl"),
    critical=True,
    rules="rfc5280.freshest_crl.critical",
    refused_by="openssl-verify gnutls-verify",
)
typed(
    "authority_information_access.empty",
    "RFC 5280 4.2.2.1",
    "It describes nothing.",
    AuthorityInformationAccess(()),
    rules="rfc5280.distribution.empty",
)
typed(
    "authority_information_access.critical",
    "RFC 5280 4.2.2.1",
    "It is critical.",
    AuthorityInformationAccess.of(("ocsp", "http://a.example/")),
    critical=True,
    rules="rfc5280.authority_information_access.critical",
    refused_by="openssl-verify",
)

typed(
    "subject_information_access.critical",
    "RFC 5280 4.2.2.2",
    "It is critical.",
    SubjectInformationAccess.of(("caRepository", "http://a.example/")),
    critical=True,
    rules="rfc5280.subject_information_access.critical",
    refused_by="openssl-verify gnutls-verify",
)
typed(
    "crl_distribution_points.critical",
    "RFC 5280 4.2.1.13",
    "It is critical.",
    CRLDistributionPoints.of("http://a.example/a.crl"),
    critical=True,
    rules="rfc5280.crl_distribution_points.critical",
)

# --- Transparency, and what came later -------------------------------------------------------------------------------

typed(
    "transparency.poison",
    "RFC 6962 3.1",
    "It is a precertificate, which nobody may accept.",
    PrecertificatePoison(),
    refused_by="openssl-verify gnutls-verify",
)
typed(
    "transparency.poison_not_critical",
    "RFC 6962 3.1",
    "The poison of a precertificate is not critical.",
    PrecertificatePoison(),
    critical=False,
    rules="rfc6962.poison.not_critical",
)
raw(
    "transparency.poison_not_null",
    VALUE,
    "RFC 6962 3.1",
    "The poison of a precertificate is an INTEGER.",
    oid.PRECERTIFICATE_POISON,
    integer(0),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography openssl-verify gnutls-verify",
)
typed(
    "transparency.no_timestamp",
    "RFC 6962 3.3",
    "The list of timestamps is empty.",
    SignedCertificateTimestampList(b"\x00\x00"),
    rules="rfc6962.timestamps.malformed",
)
typed(
    "transparency.list_too_short",
    "RFC 6962 3.3",
    "The list of timestamps claims more octets than there are.",
    SignedCertificateTimestampList(b"\x00\x40\x00\x3e\x00"),
    rules="rfc6962.timestamps.malformed",
    refused_by="cryptography",
)
raw(
    "transparency.list_bare",
    VALUE,
    "RFC 6962 3.3",
    "The list of timestamps has no OCTET STRING of its own.",
    oid.SIGNED_CERTIFICATE_TIMESTAMP_LIST,
    b"\x00\x00",
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto",
)


def _counted(octets: bytes) -> bytes:
    return len(octets).to_bytes(2, "big") + octets


# Of version 1, by log 0, at the beginning of 1970, without extensions, with a signature of one octet (RFC 6962 3.2).
_TIMESTAMP = bytes(1 + 32 + 8) + _counted(b"") + b"\x04\x03" + _counted(b"\x00")


@DEFECTS.defect(
    "transparency.poison_with_timestamps",
    RULE,
    LIST,
    "RFC 6962 3.1",
    "A precertificate has timestamps, which logs give for it.",
    rules="rfc6962.poison.with_timestamps",
    refused_by="openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.put(PrecertificatePoison())
    draft.put(SignedCertificateTimestampList(_counted(_counted(_TIMESTAMP))))


@DEFECTS.defect(
    "no_rev_avail.with_distribution_points",
    RULE,
    LIST,
    "RFC 9608 3",
    "It is said that there is no revocation information, and where it is.",
    rules="rfc9608.no_rev_avail.with_revocation",
)
def _(draft: Draft) -> None:
    draft.put(NoRevAvail())
    draft.put(CRLDistributionPoints.of("http://a.example/a.crl"))
