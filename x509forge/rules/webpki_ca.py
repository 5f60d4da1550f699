"""The Baseline Requirements for CAs (BR 7.1.2.1 to 7.1.2.6, 7.1.2.10) and for OCSP responders (BR 7.1.2.8).

That a CA was certified by another before, or is of the same organization, its certificate does not show: where the
profiles differ in that, the rule is the wider one, and the narrower a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.information_access import AuthorityInformationAccess
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.extensions.name_constraints import NameConstraints
from ..x509.general_name import GeneralName
from . import webpki_subject
from .rule import called, is_empty, items, times
from .webpki import AUTHORITY, DAY, RESPONDER, SERVER, attributes_of, rule, seconds_of
from .webpki_extensions import (
    FORBIDDEN_PURPOSES,
    PRECERTIFICATE_SIGNING,
    RESERVED_POLICIES,
    asserted_policies,
    is_internal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .rule import Case

    Places = Iterator[tuple[str, str]]

RULES = webpki_subject.RULES
_CA = (AUTHORITY,)
_NAMED = (oid.COUNTRY_NAME, oid.ORGANIZATION_NAME, oid.COMMON_NAME)
_NAMES = (*_NAMED, oid.STATE_OR_PROVINCE_NAME, oid.LOCALITY_NAME, oid.POSTAL_CODE, oid.STREET_ADDRESS)
_FOR_SERVERS = (oid.SERVER_AUTH, oid.ANY_EXTENDED_KEY_USAGE, PRECERTIFICATE_SIGNING)
_MOST_DAYS, _LEAST_DAYS = 9132, 2922


def _purposes(case: Case) -> tuple[object, ...] | None:
    value = case.value(ExtendedKeyUsage)
    return None if value is None else items(value.key_purpose_ids)


def _is_root(case: Case) -> bool:
    return case.is_self_issued() and not is_empty(case.tbs.subject)


def _is_for_servers(case: Case) -> bool:
    """Return whether a CA may issue to servers, by its purposes."""
    purposes = _purposes(case)
    return not purposes or any(purpose in purposes for purpose in _FOR_SERVERS)


def _may_have_unit(case: Case) -> bool:
    """Return whether OU is only advised against: what has no purposes may certify a CA that there was before."""
    return not _is_root(case) and oid.SERVER_AUTH not in (_purposes(case) or ())


@rule(
    "ca.subject.missing",
    "error",
    "7.1.2.10.2",
    "The subject of a CA, or of an OCSP responder, has countryName, organizationName and commonName.",
    "Name the country, the organization, and the CA.",
    of=(AUTHORITY, RESPONDER),
)
def _unnamed(case: Case) -> Places:
    types = [attribute.type for _, attribute in attributes_of(case.tbs.subject)]
    missing = [called(each) for each in _NAMED if each not in types]
    if missing:
        yield case.path("subject"), f"has no {', no '.join(missing)}"


@rule(
    "ca.subject.organizational_unit",
    "error",
    "7.1.2.10.2",
    "The subject of a root, or of a CA for servers, has no organizationalUnitName.",
    "Leave OU out.",
    of=_CA,
)
def _unit(case: Case) -> Places:
    for path, attribute in attributes_of(case.tbs.subject):
        if attribute.type == oid.ORGANIZATIONAL_UNIT_NAME and not _may_have_unit(case):
            yield case.path(path), "is organizationalUnitName"


@rule(
    "ca.subject.other",
    "warning",
    "7.1.2.10.2",
    "The subject of a CA has no attributes but C, ST, L, postalCode, STREET, O and CN.",
    "Leave the others out.",
    of=(AUTHORITY, RESPONDER),
)
def _other_attribute(case: Case) -> Places:
    for path, attribute in attributes_of(case.tbs.subject):
        if attribute.type not in _NAMES and (attribute.type != oid.ORGANIZATIONAL_UNIT_NAME or _may_have_unit(case)):
            yield case.path(path), f"is {called(attribute.type)}"


@rule(
    "ca.extensions.missing",
    "error",
    "7.1.2.2.3, 7.1.2.3.1, 7.1.2.5.1, 7.1.2.6.1",
    "A CA below a root has cRLDistributionPoints, and if it issues to servers, certificatePolicies.",
    "Give crl=, and the policy that the CA issues under.",
    of=_CA,
)
def _missing(case: Case) -> Places:
    if not _is_root(case):
        for identifier in (oid.CRL_DISTRIBUTION_POINTS, oid.CERTIFICATE_POLICIES):
            wanted = identifier != oid.CERTIFICATE_POLICIES or _is_for_servers(case)
            if wanted and not case.has(identifier):
                yield case.path("extensions"), f"have no {identifier.name}"


@rule(
    "ca.extensions.recommended",
    "warning",
    "7.1.2.1.2, 7.1.2.2.3, 7.1.2.6.1",
    "A root has authorityKeyIdentifier, a CA below it authorityInfoAccess and extKeyUsage.",
    "Add it. Only what certifies another CA of the same organization may do without extKeyUsage.",
    of=_CA,
)
def _recommended(case: Case) -> Places:
    below = (oid.AUTHORITY_INFORMATION_ACCESS, oid.EXTENDED_KEY_USAGE)
    for identifier in (oid.AUTHORITY_KEY_IDENTIFIER,) if _is_root(case) else below:
        if not case.has(identifier):
            yield case.path("extensions"), f"have no {identifier.name}"


@rule(
    "ca.key_usage.bits",
    "error",
    "7.1.2.10.7",
    "A CA's keyUsage has keyCertSign and cRLSign, perhaps digitalSignature, and nothing else.",
    'Use KeyUsage.of("keyCertSign", "cRLSign").',
    of=(AUTHORITY, SERVER),
)
def _bits(case: Case) -> Places:
    found = case.find(KeyUsage)
    if found is not None and case.is_ca():
        bits = set(found[2])
        wrong = bits - {"digitalSignature", "keyCertSign", "cRLSign"}
        for said, which in (("asserts", wrong), ("does not assert", {"keyCertSign", "cRLSign"} - bits)):
            if which:
                yield f"{found[0]}.extnValue", f"{said} {', '.join(sorted(map(str, which)))}"


@rule(
    "ca.extended_key_usage.purposes",
    "error",
    "7.1.2.1.2, 7.1.2.2.4, 7.1.2.2.5, 7.1.2.3.3, 7.1.2.4, 7.1.2.10.6",
    "A root has no extKeyUsage; that of a CA for servers has serverAuth, or anyExtendedKeyUsage alone, and no "
    "codeSigning, emailProtection, timeStamping and OCSPSigning; that of others no OCSPSigning. None is for "
    "precertificates.",
    "Keep serverAuth and clientAuth, or certify another CA for the other purposes.",
    of=_CA,
)
def _wrong_purposes(case: Case) -> Places:
    found, purposes, ends = case.find(ExtendedKeyUsage), _purposes(case), times(case.tbs.validity)
    if found is None or not purposes:
        return
    path = f"{found[0]}.extnValue"
    # BR 7.1.2.4: until then a CA signed precertificates for another, and nothing else.
    precertificates = PRECERTIFICATE_SIGNING in purposes
    if _is_root(case):
        yield path, "is there, and this is a root"
    elif precertificates:
        if len(purposes) > 1 or (ends is not None and ends[0].datetime.strftime("%Y%m%d") >= "20260315"):
            yield path, "is for precertificates, with other purposes or from 2026-03-15 on"
    elif oid.ANY_EXTENDED_KEY_USAGE in purposes:
        if len(purposes) > 1:
            yield path, "has other purposes beside anyExtendedKeyUsage"
    else:
        forbidden = FORBIDDEN_PURPOSES if oid.SERVER_AUTH in purposes else (oid.OCSP_SIGNING,)
        for purpose in purposes:
            if purpose in forbidden:
                yield path, f"has {called(purpose)}"


@rule(
    "ca.extended_key_usage.other",
    "warning",
    "7.1.2.10.6",
    "A CA for servers has no purposes but serverAuth and clientAuth.",
    "Leave the others out.",
    of=_CA,
)
def _other_purpose(case: Case) -> Places:
    found, purposes = case.find(ExtendedKeyUsage), _purposes(case) or ()
    if found is not None and oid.SERVER_AUTH in purposes and not _is_root(case):
        for purpose in purposes:
            if purpose not in (oid.SERVER_AUTH, oid.CLIENT_AUTH, *FORBIDDEN_PURPOSES):
                yield f"{found[0]}.extnValue", f"has {called(purpose)}"


@rule(
    "ca.certificate_policies.reserved",
    "error",
    "7.1.2.2.6, 7.1.2.3.2, 7.1.2.10.5",
    "A CA for servers asserts anyPolicy alone, or a reserved policy and not anyPolicy; one for others none reserved.",
    "Assert the policy of the certificates that the CA issues, as 2.23.140.1.2.1.",
    of=_CA,
)
def _policies(case: Case) -> Places:
    policies = asserted_policies(case)
    if not policies or _is_root(case):
        return
    reserved = any(policy in RESERVED_POLICIES for policy in policies)
    path = case.path("extensions")
    if oid.ANY_POLICY in policies and len(policies) > 1:
        yield path, "have anyPolicy beside other policies"
    if reserved and not _is_for_servers(case):
        yield path, "have a reserved policy, and the CA is not for servers"
    elif not reserved and oid.ANY_POLICY not in policies and _is_for_servers(case):
        yield path, "have no reserved policy"


@rule(
    "ca.certificate_policies.several",
    "warning",
    "7.1.2.10.5",
    "A CA asserts one reserved policy; more are for what certifies a CA that there was before (7.1.2.2.6).",
    "Assert the policy of the certificates that the CA issues.",
    of=_CA,
)
def _several(case: Case) -> Places:
    if sum(policy in RESERVED_POLICIES for policy in asserted_policies(case)) > 1:
        yield case.path("extensions"), "have several of the reserved policies"


@rule(
    "ca.name_constraints.not_recommended",
    "warning",
    "7.1.2.5.2, 7.1.2.10.8",
    "nameConstraints are critical, and of dNSName, iPAddress and directoryName, this last not excluded.",
    "Mark them critical, and leave the other forms out.",
    of=(AUTHORITY, SERVER),
)
def _discouraged(case: Case) -> Places:
    found = case.find(NameConstraints)
    if found is None:
        return
    if found[1].critical is False:
        yield f"{found[0]}.critical", "is FALSE"
    for field, forms in _subtrees(found[2]):
        allowed = ("dns_name", "ip_address", *(("directory_name",) if field == "permittedSubtrees" else ()))
        for at, base in forms:
            if base.chosen not in allowed:
                yield f"{found[0]}.extnValue.{field}[{at}]", f"is a {base.chosen}"


def _subtrees(value: NameConstraints) -> Iterator[tuple[str, list[tuple[int, Any]]]]:
    for field, listed in (
        ("permittedSubtrees", value.permitted_subtrees),
        ("excludedSubtrees", value.excluded_subtrees),
    ):
        bases = [(at, getattr(each, "base", None)) for at, each in enumerate(items(listed))]
        yield field, [(at, base) for at, base in bases if isinstance(base, GeneralName)]


@rule(
    "ca.name_constraints.reserved",
    "error",
    "7.1.2.5.2, 7.1.2.10.8",
    "What a CA is permitted somebody has registered: no internal name, and no reserved network.",
    "Take it out: a CA of your own needs no such constraint for these.",
    of=_CA,
)
def _reserved(case: Case) -> Places:
    found = case.find(NameConstraints)
    if found is None:
        return
    for at, base in dict(_subtrees(found[2]))["permittedSubtrees"]:
        if base.chosen == "dns_name" and isinstance(base.value, str) and is_internal(base.value):
            fault = "is an internal name"
        elif base.chosen == "ip_address" and isinstance(base.value, bytes) and _is_reserved(base.value):
            fault = "is a reserved network"
        else:
            continue
        yield f"{found[0]}.extnValue.permittedSubtrees[{at}]", fault


def _is_reserved(octets: bytes) -> bool:
    import ipaddress

    half = len(octets) // 2
    # All of them, 0.0.0.0/0, is no network but the lack of a constraint.
    return half in (4, 16) and any(octets[half:]) and not ipaddress.ip_address(octets[:half]).is_global


# --- Roots -----------------------------------------------------------------------------------------------------------


@rule(
    "root.not_recommended",
    "warning",
    "7.1.2.1.2, 7.1.2.1.4, 7.1.2.11.2",
    "A root has no pathLenConstraint, no certificatePolicies and no cRLDistributionPoints.",
    "Leave it out.",
    of=_CA,
)
def _not_in_roots(case: Case) -> Places:
    if _is_root(case):
        found = case.find(BasicConstraints)
        if found is not None and found[2].path_len_constraint is not None:
            yield f"{found[0]}.extnValue.pathLenConstraint", "is there"
        for identifier in (oid.CERTIFICATE_POLICIES, oid.CRL_DISTRIBUTION_POINTS):
            if case.has(identifier):
                yield case.path("extensions"), f"have {identifier.name}"


@rule(
    "root.authority_key_identifier",
    "error",
    "7.1.2.1.3",
    "A root's keyIdentifier in authorityKeyIdentifier is that of its subjectKeyIdentifier.",
    "Leave it to the profile ca.",
    ("openssl", "openssl-strict", "node"),
    of=_CA,
)
def _identifiers(case: Case) -> Places:
    found, own = case.find(AuthorityKeyIdentifier), case.value(SubjectKeyIdentifier)
    if _is_root(case) and found is not None and own is not None and found[2].key_identifier != own.key_identifier:
        yield f"{found[0]}.extnValue", "has not the subjectKeyIdentifier of the root"


@rule(
    "root.validity",
    "error",
    "7.1.2.1.1",
    f"A root is valid for {_LEAST_DAYS} days at least and {_MOST_DAYS} at most.",
    "Give days between the two.",
    of=_CA,
)
def _validity(case: Case) -> Places:
    seconds = seconds_of(case) if _is_root(case) else None
    if seconds is not None and not _LEAST_DAYS * DAY <= seconds <= _MOST_DAYS * DAY:
        yield case.path("validity.notAfter"), f"makes {-(-seconds // DAY)} days"


# --- OCSP responders -------------------------------------------------------------------------------------------------


@rule(
    "responder.no_check",
    "error",
    "4.9.9, 7.1.2.8.6",
    "Whose purpose is OCSPSigning has id-pkix-ocsp-nocheck.",
    "Add OCSPNoCheck().",
    of=(SERVER, RESPONDER),
)
def _no_check(case: Case) -> Places:
    if oid.OCSP_SIGNING in (_purposes(case) or ()) and not case.has(oid.OCSP_NO_CHECK):
        yield case.path("extensions"), "have no id-pkix-ocsp-nocheck"


@rule(
    "responder.form",
    "error",
    "7.1.2.8.2, 7.1.2.8.3, 7.1.2.8.5, 7.1.2.8.7",
    "An OCSP responder has OCSPSigning alone, keyUsage with digitalSignature alone, no subjectAltName, nameConstraints "
    "and cRLDistributionPoints, in authorityInfoAccess nothing but ocsp, and a nocheck that is not critical.",
    "Leave the others out.",
    of=(RESPONDER,),
)
def _responder(case: Case) -> Places:
    path = case.path("extensions")
    for identifier in (oid.SUBJECT_ALTERNATIVE_NAME, oid.NAME_CONSTRAINTS, oid.CRL_DISTRIBUTION_POINTS):
        if case.has(identifier):
            yield path, f"have {identifier.name}"
    no_check = case.frame(oid.OCSP_NO_CHECK)
    if no_check is not None and no_check[1].critical is True:
        yield f"{no_check[0]}.critical", "is TRUE, of id-pkix-ocsp-nocheck"
    if len(_purposes(case) or ()) > 1:
        yield path, "have other purposes beside OCSPSigning"
    usage = case.value(KeyUsage)
    if usage is None or list(usage) != ["digitalSignature"]:
        yield path, "have no keyUsage with digitalSignature alone"
    access = case.value(AuthorityInformationAccess)
    for each in items(access.access_descriptions) if access is not None else ():
        if getattr(each, "access_method", oid.OCSP) != oid.OCSP:
            yield path, "have another authorityInfoAccess than ocsp"


@rule(
    "responder.not_recommended",
    "warning",
    "7.1.2.8.2",
    "An OCSP responder has no authorityInfoAccess and no certificatePolicies.",
    "Leave them out.",
    of=(RESPONDER,),
)
def _not_in_responders(case: Case) -> Places:
    for identifier in (oid.AUTHORITY_INFORMATION_ACCESS, oid.CERTIFICATE_POLICIES):
        if case.has(identifier):
            yield case.path("extensions"), f"have {identifier.name}"
