"""Rules for policies, their mapping, and what constrains them (RFC 5280 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14)."""

from __future__ import annotations

from .. import oid
from ..asn1 import BMPString, IA5String, Undecoded, UTF8String
from ..asn1.universal import String
from ..der.tlv import element, read_header
from ..errors import DecodeError, EncodeError
from ..x509.extensions.policies import (
    CertificatePolicies,
    InhibitAnyPolicy,
    NoticeReference,
    PolicyConstraints,
    PolicyInformation,
    PolicyMapping,
    PolicyMappings,
    PolicyQualifierInfo,
    UserNotice,
)
from ..x509.general_name_text import parse_uri
from . import rfc5280
from .rule import Case, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..x509.extension import Extension

RULES = rfc5280.RULES
_POLICIES, _MAPPINGS = (oid.CERTIFICATE_POLICIES,), (oid.POLICY_MAPPINGS,)
_QUALIFIERS = (oid.CPS_QUALIFIER, oid.USER_NOTICE_QUALIFIER)
_LONGEST_TEXT = 200


def _listed(extension: Extension) -> Iterator[tuple[str, PolicyInformation]]:
    value: Any = extension.extn_value
    for at, policy in enumerate(items(value.policies)):
        if isinstance(policy, PolicyInformation):
            yield f"extnValue[{at}]", policy


def _qualifiers(extension: Extension) -> Iterator[tuple[str, PolicyInformation, PolicyQualifierInfo]]:
    for path, policy in _listed(extension):
        for at, qualifier in enumerate(items(policy.policy_qualifiers)):
            if isinstance(qualifier, PolicyQualifierInfo):
                yield f"{path}.policyQualifiers[{at}]", policy, qualifier


def _notices(extension: Extension) -> Iterator[tuple[str, UserNotice]]:
    for path, _, qualifier in _qualifiers(extension):
        if isinstance(qualifier.qualifier, UserNotice):
            yield f"{path}.qualifier", qualifier.qualifier


def _texts(extension: Extension) -> Iterator[tuple[str, String]]:
    for path, notice in _notices(extension):
        if isinstance(notice.explicit_text, String) and isinstance(notice.explicit_text.text, str):
            yield f"{path}.explicitText", notice.explicit_text
    for path, _, qualifier in _qualifiers(extension):
        if isinstance(qualifier.qualifier, Undecoded) and qualifier.policy_qualifier_id == oid.USER_NOTICE_QUALIFIER:
            text = _text_behind(qualifier.qualifier.der)
            if isinstance(text, String):
                yield f"{path}.qualifier", text


def _text_behind(notice: bytes) -> object:
    """Return the explicitText, the last element, of a notice in which what stands before it is broken; else None."""
    try:
        at, end = read_header(notice, 0, len(notice))
        last = b""
        while at < end:
            _, stop = read_header(notice, at, end)
            last, at = notice[at:stop], stop
        return UserNotice.from_der(element(b"\x30", last)).explicit_text
    except DecodeError:
        return None


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.empty",
    "error",
    "RFC 5280 4.2.1.4",
    "A certificatePolicies holds one policy at least, and its policyQualifiers, where they are there, one qualifier.",
    "Leave the empty list out.",
)
def _empty(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if value.policies == ():
        yield "extnValue", "holds no policy"
    for path, policy in _listed(extension):
        if policy.policy_qualifiers == ():
            yield f"{path}.policyQualifiers", "holds no qualifier"


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.duplicate",
    "error",
    "RFC 5280 4.2.1.4",
    "A policy appears once.",
    "Merge the two into one.",
)
def _duplicate(extension: Extension) -> Iterator[tuple[str, str]]:
    seen: set[object] = set()
    for path, policy in _listed(extension):
        if isinstance(policy.policy_identifier, str):
            if policy.policy_identifier in seen:
                yield f"{path}.policyIdentifier", "is there already"
            seen.add(policy.policy_identifier)


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.any_policy_qualifier",
    "error",
    "RFC 5280 4.2.1.4",
    "The qualifiers of anyPolicy are pointers to practice statements, and notices.",
    "Take the other qualifiers out.",
)
def _any_policy(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, policy, qualifier in _qualifiers(extension):
        if policy.policy_identifier == oid.ANY_POLICY and qualifier.policy_qualifier_id not in _QUALIFIERS:
            yield f"{path}.policyQualifierId", "is neither id-qt-cps nor id-qt-unotice, and the policy is anyPolicy"


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.other_qualifier",
    "warning",
    "RFC 5280 4.2.1.4",
    "Qualifiers are pointers to practice statements, and notices: readers know no others.",
    "Take the other qualifiers out.",
)
def _other_qualifier(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, policy, qualifier in _qualifiers(extension):
        if policy.policy_identifier != oid.ANY_POLICY and qualifier.policy_qualifier_id not in _QUALIFIERS:
            yield f"{path}.policyQualifierId", "is neither id-qt-cps nor id-qt-unotice"


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.qualifier",
    "notice",
    "RFC 5280 4.2.1.4",
    "A policy is best said by its identifier alone.",
    "Leave the qualifiers out where the identifier says enough.",
)
def _qualifier(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, policy in _listed(extension):
        if items(policy.policy_qualifiers):
            yield f"{path}.policyQualifiers", "are there, and an identifier alone is recommended"


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.undecodable_qualifier",
    "error",
    "RFC 5280 4.2.1.4",
    "A qualifier is what its identifier says: a text in IA5String, or a notice.",
    "Encode the qualifier by its type.",
)
def _undecodable(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, _, qualifier in _qualifiers(extension):
        if isinstance(qualifier.qualifier, Undecoded):
            yield f"{path}.qualifier", f"does not decode: {qualifier.qualifier.error}"


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.cps_uri",
    "error",
    "RFC 5280 4.2.1.4 (RFC 3986)",
    "The pointer to a practice statement is a URI.",
    "Write the whole URI.",
)
def _cps(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, _, qualifier in _qualifiers(extension):
        text = qualifier.qualifier.text if isinstance(qualifier.qualifier, IA5String) else None
        if qualifier.policy_qualifier_id == oid.CPS_QUALIFIER and isinstance(text, str):
            try:
                parse_uri(text)
            except EncodeError as error:
                yield f"{path}.qualifier", error.reason


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.notice_reference",
    "warning",
    "RFC 5280 4.2.1.4",
    "A notice has its text in it, and does not refer to one elsewhere.",
    "Use explicitText alone.",
)
def _notice_reference(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, notice in _notices(extension):
        if notice.notice_ref is not None:
            yield f"{path}.noticeRef", "is there"


@RULES.part(
    _POLICIES,
    "rfc6818.certificate_policies.ia5_text",
    "error",
    "RFC 6818 3 (RFC 5280 4.2.1.4)",
    "An explicitText is no IA5String.",
    "Encode it as UTF8String.",
)
def _ia5_text(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _texts(extension):
        if isinstance(text, IA5String):
            yield path, "is an IA5String"


@RULES.part(
    _POLICIES,
    "rfc6818.certificate_policies.text_not_utf8",
    "warning",
    "RFC 6818 3 (RFC 5280 4.2.1.4)",
    "An explicitText is a UTF8String.",
    "Encode it as UTF8String.",
)
def _other_text(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _texts(extension):
        if not isinstance(text, (UTF8String, IA5String)):
            yield path, f"is a {type(text).__name__}"


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.text_length",
    "error",
    "RFC 5280 4.2.1.4",
    "A text for display has 1 to 200 characters.",
    "Shorten it.",
)
def _text_length(extension: Extension) -> Iterator[tuple[str, str]]:
    texts = list(_texts(extension))
    for path, notice in _notices(extension):
        reference = notice.notice_ref
        if isinstance(reference, NoticeReference) and isinstance(reference.organization, String):
            texts.append((f"{path}.noticeRef.organization", reference.organization))
    for path, text in texts:
        if isinstance(text.text, str) and not 1 <= len(text.text) <= _LONGEST_TEXT:
            yield path, f"has {len(text.text)} characters, and 1 to {_LONGEST_TEXT} are allowed"


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.control_character",
    "warning",
    "RFC 5280 4.2.1.4",
    "An explicitText has no control characters.",
    "Take them out.",
)
def _control(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _texts(extension):
        for character in text.text:
            if character <= "\x1f" or "\x7f" <= character <= "\x9f":
                yield path, f"has U+{ord(character):04X} in it"
                break


@RULES.part(
    _POLICIES,
    "rfc5280.certificate_policies.not_normalized",
    "warning",
    "RFC 5280 4.2.1.4 (RFC 6818 3)",
    "An explicitText in UTF8String or BMPString is in normalization form C.",
    'Write unicodedata.normalize("NFC", text).',
)
def _not_normalized(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _texts(extension):
        if isinstance(text, (UTF8String, BMPString)) and not text.text.isascii():
            import unicodedata

            if unicodedata.normalize("NFC", text.text) != text.text:
                yield path, "is not in normalization form C"


def _mappings(value: PolicyMappings) -> Iterator[tuple[int, PolicyMapping]]:
    for at, mapping in enumerate(items(value.mappings)):
        if isinstance(mapping, PolicyMapping):
            yield at, mapping


@RULES.rule(
    "rfc5280.policy_mappings.empty",
    "error",
    "RFC 5280 4.2.1.5",
    "A policyMappings holds one pair at least.",
    "Leave policyMappings out.",
    ("gnutls", "cryptography", "go"),
    about=_MAPPINGS,
)
def _no_mapping(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(PolicyMappings)
    if found is not None and found[2].mappings == ():
        yield f"{found[0]}.extnValue", "holds no pair"


@RULES.rule(
    "rfc5280.policy_mappings.any_policy",
    "error",
    "RFC 5280 4.2.1.5",
    "No policy is mapped to anyPolicy or from it.",
    "Name the policies that are mapped.",
    ("gnutls", "cryptography", "go"),
    about=_MAPPINGS,
)
def _mapped_any(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(PolicyMappings)
    for at, mapping in () if found is None else _mappings(found[2]):
        for field, policy in (
            ("issuerDomainPolicy", mapping.issuer_domain_policy),
            ("subjectDomainPolicy", mapping.subject_domain_policy),
        ):
            if found is not None and policy == oid.ANY_POLICY:
                yield f"{found[0]}.extnValue[{at}].{field}", "is anyPolicy"


@RULES.rule(
    "rfc5280.policy_mappings.not_asserted",
    "warning",
    "RFC 5280 4.2.1.5",
    "A policy of the issuer's that is mapped is among the certificate's policies.",
    "Add the policy to certificatePolicies.",
    ("gnutls", "cryptography", "go"),
    about=_MAPPINGS,
)
def _not_asserted(case: Case) -> Iterator[tuple[str, str]]:
    found, policies = case.find(PolicyMappings), case.value(CertificatePolicies)
    if found is None or (policies is None and case.has(oid.CERTIFICATE_POLICIES)):
        return
    listed = () if policies is None else items(policies.policies)
    asserted = {policy.policy_identifier for policy in listed if isinstance(policy, PolicyInformation)}
    for at, mapping in _mappings(found[2]):
        if mapping.issuer_domain_policy != oid.ANY_POLICY and mapping.issuer_domain_policy not in asserted:
            yield f"{found[0]}.extnValue[{at}].issuerDomainPolicy", "is not in certificatePolicies"


@RULES.part(
    (oid.POLICY_CONSTRAINTS,),
    "rfc5280.policy_constraints.empty",
    "error",
    "RFC 5280 4.2.1.11",
    "A policyConstraints has one of its two fields at least.",
    "Leave policyConstraints out.",
    ("gnutls", "cryptography", "go"),
)
def _unconstrained(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if value.require_explicit_policy is None and value.inhibit_policy_mapping is None:
        yield "extnValue", "has neither requireExplicitPolicy nor inhibitPolicyMapping"


@RULES.part(
    (oid.POLICY_CONSTRAINTS, oid.INHIBIT_ANY_POLICY),
    "rfc5280.policy_constraints.negative",
    "error",
    "RFC 5280 4.2.1.11, 4.2.1.14",
    "A number of certificates to skip is not negative.",
    "Write 0 or more.",
    ("cryptography", "go"),
)
def _negative(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    fields = (
        ("extnValue.requireExplicitPolicy", "require_explicit_policy"),
        ("extnValue.inhibitPolicyMapping", "inhibit_policy_mapping"),
        ("extnValue", "skip_certs"),
    )
    for path, field in fields:
        number = getattr(value, field, None)
        if isinstance(number, int) and number < 0:
            yield path, "is negative"


_FOR_CAS = (oid.POLICY_MAPPINGS, oid.POLICY_CONSTRAINTS, oid.INHIBIT_ANY_POLICY)


@RULES.rule(
    "rfc5280.policy_constraints.not_in_ca",
    "warning",
    "RFC 5280 4.2.1.5, 4.2.1.11, 4.2.1.14",
    "policyMappings, policyConstraints and inhibitAnyPolicy are for the certificates of CAs.",
    "Leave them out of other certificates.",
    ("cryptography", "go", "nss"),
    about=_FOR_CAS,
)
def _not_for_leaves(case: Case) -> Iterator[tuple[str, str]]:
    if not case.is_ca():
        for at, extension in case.extensions:
            if extension.extn_id in _FOR_CAS:
                yield case.path(f"extensions[{at}]"), f"is {extension.extn_id.name}, and this is no CA"


@RULES.rule(
    "rfc5280.path.no_policy",
    "error",
    "RFC 5280 6.1.3, 6.1.5",
    "Below a CA that requires an explicit policy of those below it, a certificate has one of the CA's policies.",
    "Assert a policy that the CA asserts.",
    ("gnutls", "cryptography", "go", "java", "nss"),
    about=("issuer",),
)
def _no_policy(case: Case) -> Iterator[tuple[str, str]]:
    above = None if case.issuer is None else case.of_issuer
    constraints = None if above is None else above.value(PolicyConstraints)
    # The certificate of a trust anchor is no part of a path (6.1).
    if above is None or constraints is None or above.is_self_issued():
        return
    # At the end of a path one certificate less is skipped (6.1.5).
    if constraints.require_explicit_policy not in ((0,) if case.is_ca() else (0, 1)):
        return
    if not case.has(oid.CERTIFICATE_POLICIES):
        yield case.path("extensions"), "have no certificatePolicies, and the issuer requires an explicit policy"
        return
    own, known, mapped = _asserted(case), _asserted(above), above.value(PolicyMappings)
    if own is None or known is None:
        return
    if mapped is not None:
        known |= {mapping.subject_domain_policy for _, mapping in _mappings(mapped)}
    skipped = above.value(InhibitAnyPolicy)
    own_any = oid.ANY_POLICY in own and (skipped is None or skipped.skip_certs != 0)
    if not own_any and oid.ANY_POLICY not in known and own.isdisjoint(known):
        yield case.path("extensions"), "have no policy of the issuer, which requires an explicit one"


def _asserted(case: Case) -> set[str] | None:
    """Return the policies of a certificate, none where it has no such extension; None where they cannot be read."""
    value = case.value(CertificatePolicies)
    if value is None:
        return None if case.has(oid.CERTIFICATE_POLICIES) else set()
    return {each.policy_identifier for each in items(value.policies) if isinstance(each, PolicyInformation)}
