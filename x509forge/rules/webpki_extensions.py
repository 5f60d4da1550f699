"""The Baseline Requirements of the CA/Browser Forum for the extensions of server certificates (BR 7.1.2.7.6)."""

from __future__ import annotations

import re

from .. import oid
from ..oid import ObjectIdentifier
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.distribution_points import CRLDistributionPoints
from ..x509.extensions.information_access import AccessDescription, AuthorityInformationAccess
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.extensions.policies import CertificatePolicies, PolicyInformation
from ..x509.general_name import GeneralName
from . import webpki
from .alternative_names import authority_host
from .distribution import points_of, said_beside
from .host import is_punycode
from .keys import key_kind
from .rule import STRICT, called, is_empty, items, times
from .webpki import AUTHORITY, DAY, EVERY_ROLE, RESPONDER, SERVER, attributes_of, role_of, rule, seconds_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rule import Case

    Places = Iterator[tuple[str, str]]

RULES = webpki.RULES

DOMAIN_VALIDATED = ObjectIdentifier("2.23.140.1.2.1")
# BR 7.1.6.1
RESERVED_POLICIES = (DOMAIN_VALIDATED, "2.23.140.1.2.2", "2.23.140.1.2.3", "2.23.140.1.1")

# BR 7.1.2.7.6: whether they are critical; of subjectAltName, the subject tells.
_CRITICAL = {
    oid.AUTHORITY_INFORMATION_ACCESS: False,
    oid.AUTHORITY_KEY_IDENTIFIER: False,
    oid.CERTIFICATE_POLICIES: False,
    oid.EXTENDED_KEY_USAGE: False,
    oid.KEY_USAGE: True,
    oid.BASIC_CONSTRAINTS: True,
    oid.CRL_DISTRIBUTION_POINTS: False,
    oid.SIGNED_CERTIFICATE_TIMESTAMP_LIST: False,
    oid.SUBJECT_KEY_IDENTIFIER: False,
}
CABF_ORGANIZATION_IDENTIFIER = "2.23.140.3.1"  # EVG 7.1.2.2
# Of the others, what the profile of each role names; what is forbidden there, other rules say.
_OTHERS_KNOWN = {
    SERVER: (
        *(oid.SUBJECT_ALTERNATIVE_NAME, oid.NAME_CONSTRAINTS, oid.PRECERTIFICATE_POISON),
        CABF_ORGANIZATION_IDENTIFIER,
    ),
    AUTHORITY: (oid.NAME_CONSTRAINTS,),
    RESPONDER: (oid.SUBJECT_ALTERNATIVE_NAME, oid.NAME_CONSTRAINTS, oid.OCSP_NO_CHECK),
}
_NEEDED = {
    oid.AUTHORITY_INFORMATION_ACCESS: "give ca_issuers=",
    oid.AUTHORITY_KEY_IDENTIFIER: "leave it to the profile",
    oid.CERTIFICATE_POLICIES: "leave it to the profile",
    oid.EXTENDED_KEY_USAGE: "leave it to the profile",
    oid.SUBJECT_ALTERNATIVE_NAME: "name the hosts",
}


@rule(
    "extensions.missing",
    "error",
    "7.1.2.7.6",
    "There are authorityInfoAccess, authorityKeyIdentifier, certificatePolicies, extKeyUsage and subjectAltName.",
    "Add what is missing: ca_issuers= gives the first, the names of the hosts the last, the profile the others.",
)
def _missing(case: Case) -> Places:
    for identifier, advice in _NEEDED.items():
        if not case.has(identifier):
            yield case.path("extensions"), f"have no {identifier.name}: {advice}"


@rule(
    "extensions.criticality",
    "error",
    "7.1.2",
    "keyUsage and basicConstraints are critical, subjectAltName is where the subject is empty, others are not.",
    "Leave critical to the profile.",
    ("cryptography",),
    of=EVERY_ROLE,
    own=False,
)
def _criticality(case: Case) -> Places:
    for at, extension in case.extensions:
        wanted = _CRITICAL.get(extension.extn_id)
        if extension.extn_id == oid.EXTENDED_KEY_USAGE and role_of(case) == RESPONDER:
            continue
        if extension.extn_id == oid.SUBJECT_ALTERNATIVE_NAME:
            wanted = is_empty(case.tbs.subject)
        if wanted is not None and isinstance(extension.critical, bool) and extension.critical is not wanted:
            said = "TRUE" if extension.critical else "FALSE"
            yield case.path(f"extensions[{at}].critical"), f"is {said} for {extension.extn_id.name}"


@rule(
    "extensions.other",
    "warning",
    "7.1.2",
    "There are no extensions but those that the requirements name.",
    "Leave it out.",
    of=EVERY_ROLE,
)
def _other(case: Case) -> Places:
    known = _OTHERS_KNOWN[role_of(case)]
    for at, extension in case.extensions:
        if extension.extn_id not in _CRITICAL and extension.extn_id not in known:
            yield case.path(f"extensions[{at}]"), f"is {extension.extn_id.name or extension.extn_id}"


@rule(
    "name_constraints.present",
    "error",
    "7.1.2.7.6",
    "There are no nameConstraints.",
    "Leave them out.",
    ("cryptography",),
)
def _name_constraints(case: Case) -> Places:
    if case.has(oid.NAME_CONSTRAINTS):
        yield case.path("extensions"), "have nameConstraints"


@rule(
    "subject_key_identifier.present",
    "warning",
    "7.1.2.7.6",
    "subjectKeyIdentifier is not recommended.",
    "Leave it out, as the profile does.",
)
def _subject_key_identifier(case: Case) -> Places:
    if case.has(oid.SUBJECT_KEY_IDENTIFIER):
        yield case.path("extensions"), "have a subjectKeyIdentifier"


@rule(
    "authority_key_identifier.form",
    "error",
    "7.1.2.11.1",
    "authorityKeyIdentifier has a keyIdentifier, and no authorityCertIssuer and authorityCertSerialNumber.",
    "Leave it to the profile.",
    of=EVERY_ROLE,
    own=False,
)
def _authority_key_identifier(case: Case) -> Places:
    found = case.find(AuthorityKeyIdentifier)
    if found is None:
        return
    path, _, value = found
    if value.key_identifier is None:
        yield f"{path}.extnValue", "has no keyIdentifier"
    yield from said_of_issuer(path, value)


def said_of_issuer(path: str, value: AuthorityKeyIdentifier) -> Places:
    """Yield what an authorityKeyIdentifier says beside the identifier of the key."""
    if value.authority_cert_issuer is not None:
        yield f"{path}.extnValue.authorityCertIssuer", "is there"
    if value.authority_cert_serial_number is not None:
        yield f"{path}.extnValue.authorityCertSerialNumber", "is there"


@rule(
    "basic_constraints.path_length",
    "error",
    "7.1.2.7.8, 7.1.2.8.4",
    "There is no pathLenConstraint.",
    "Leave it out.",
    STRICT,
    of=(SERVER, RESPONDER),
)
def _path_length(case: Case) -> Places:
    found = case.find(BasicConstraints)
    if found is not None and found[2].path_len_constraint is not None:
        yield f"{found[0]}.extnValue.pathLenConstraint", "is there"


# --- Policies --------------------------------------------------------------------------------------------------------


def _informations(case: Case) -> list[PolicyInformation]:
    value = case.value(CertificatePolicies)
    return [each for each in items(value.policies) if isinstance(each, PolicyInformation)] if value else []


def asserted_policies(case: Case) -> list[str]:
    """Return the policies that it asserts, in their order."""
    return [each.policy_identifier for each in _informations(case)]


@rule(
    "certificate_policies.reserved",
    "error",
    "7.1.2.7.9",
    "certificatePolicies has one of the reserved policies, and not anyPolicy.",
    "Leave it to the profile, or assert 2.23.140.1.2.1 (domain validated).",
)
def _reserved(case: Case) -> Places:
    found = case.find(CertificatePolicies)
    if found is None:
        return
    policies = asserted_policies(case)
    reserved = [policy for policy in policies if policy in RESERVED_POLICIES]
    if len(reserved) != 1:
        yield f"{found[0]}.extnValue", f"has {len(reserved) or 'none'} of the reserved policies, and one is wanted"
    if oid.ANY_POLICY in policies:
        yield f"{found[0]}.extnValue", "has anyPolicy"


@rule(
    "certificate_policies.reserved_not_first",
    "warning",
    "7.1.2.7.9, 7.1.2.10.5",
    "The reserved policy is the first.",
    "Put it first.",
    of=(SERVER, AUTHORITY),
    own=False,
)
def _first(case: Case) -> Places:
    policies = asserted_policies(case)
    if any(policy in RESERVED_POLICIES for policy in policies[1:]) and policies[0] not in RESERVED_POLICIES:
        yield case.path("extensions"), "have a certificatePolicies whose first policy is not the reserved one"


@rule(
    "certificate_policies.qualifier",
    "error",
    "7.1.2.7.9, 7.1.2.8.8, 7.1.2.10.5",
    "A policy has no qualifier but the address of a practice statement (id-qt-cps).",
    "Leave qualifiers out.",
    of=EVERY_ROLE,
    own=False,
)
def _qualifier(case: Case) -> Places:
    for information in _informations(case):
        for qualifier in items(information.policy_qualifiers):
            if getattr(qualifier, "policy_qualifier_id", oid.CPS_QUALIFIER) != oid.CPS_QUALIFIER:
                yield case.path("extensions"), f"have a policy with the qualifier {qualifier.policy_qualifier_id}"


@rule(
    "certificate_policies.cps_uri",
    "error",
    "7.1.2.7.9, 7.1.2.8.8, 7.1.2.10.5",
    "The address of a practice statement is one of HTTP or HTTPS.",
    "Leave the qualifier out, or write the address with http: or https:.",
    of=EVERY_ROLE,
    own=False,
)
def _cps(case: Case) -> Places:
    for text in _practice_statements(case):
        if not text.lower().startswith(_HTTP):
            yield case.path("extensions"), f"have a practice statement at {text[:60]!a}"


@rule(
    "certificate_policies.qualifier_present",
    "warning",
    "7.1.2.7.9, 7.1.2.8.8, 7.1.2.10.5",
    "Qualifiers are not recommended.",
    "Leave qualifiers out.",
    of=EVERY_ROLE,
    own=False,
)
def _qualified(case: Case) -> Places:
    # What else may be wrong with them, other rules say.
    for text in _practice_statements(case):
        if text.lower().startswith(_HTTP):
            yield case.path("extensions"), "have a policy with a practice statement"


_HTTP = ("http://", "https://")


def _practice_statements(case: Case) -> Iterator[str]:
    for information in _informations(case):
        for qualifier in items(information.policy_qualifiers):
            if getattr(qualifier, "policy_qualifier_id", None) == oid.CPS_QUALIFIER:
                text = getattr(qualifier.qualifier, "text", None)
                if isinstance(text, str):
                    yield text


@rule(
    "subject.attribute_not_domain_validated",
    "error",
    "7.1.2.7.2",
    "Where only domains were validated, the subject has no attributes but countryName and commonName.",
    "Leave the others out, or assert the policy by which they were validated.",
)
def _domain_validated(case: Case) -> Places:
    if DOMAIN_VALIDATED in asserted_policies(case):
        for path, attribute in attributes_of(case.tbs.subject):
            if attribute.type not in (oid.COUNTRY_NAME, oid.COMMON_NAME):
                yield case.path(path), f"is {called(attribute.type)}, which nobody validated"


# --- Purposes --------------------------------------------------------------------------------------------------------

PRECERTIFICATE_SIGNING = ObjectIdentifier("1.3.6.1.4.1.11129.2.4.4")
FORBIDDEN_PURPOSES = (
    *(oid.CODE_SIGNING, oid.EMAIL_PROTECTION, oid.TIME_STAMPING, oid.OCSP_SIGNING, oid.ANY_EXTENDED_KEY_USAGE),
    PRECERTIFICATE_SIGNING,
)


@rule(
    "extended_key_usage.purposes",
    "error",
    "7.1.2.7.10",
    "extKeyUsage has serverAuth, and none of codeSigning, emailProtection, timeStamping, OCSPSigning and any.",
    "Leave it to the profile.",
)
def _purposes(case: Case) -> Places:
    found = case.find(ExtendedKeyUsage)
    if found is None:
        return
    purposes = items(found[2].key_purpose_ids)
    if oid.SERVER_AUTH not in purposes:
        yield f"{found[0]}.extnValue", "has no serverAuth"
    for purpose in purposes:
        if purpose in FORBIDDEN_PURPOSES:
            yield f"{found[0]}.extnValue", f"has {getattr(purpose, 'name', None) or purpose}"


@rule(
    "extended_key_usage.other",
    "warning",
    "7.1.2.7.10",
    "extKeyUsage has no purposes but serverAuth and clientAuth.",
    "Leave the others out.",
)
def _other_purposes(case: Case) -> Places:
    found = case.find(ExtendedKeyUsage)
    for purpose in items(found[2].key_purpose_ids) if found else ():
        if purpose not in (oid.SERVER_AUTH, oid.CLIENT_AUTH, *FORBIDDEN_PURPOSES):
            yield f"{found[0] if found else ''}.extnValue", f"has {getattr(purpose, 'name', None) or purpose}"


_BITS = {
    "rsa": {"digitalSignature", "keyEncipherment", "dataEncipherment"},
    "ec": {"digitalSignature", "keyAgreement"},
}


@rule("key_usage.missing", "warning", "7.1.2.7.6", "There is a keyUsage.", "Leave it to the profile.")
def _no_key_usage(case: Case) -> Places:
    if not case.has(oid.KEY_USAGE):
        yield case.path("extensions"), "have no keyUsage"


@rule(
    "key_usage.bits",
    "error",
    "7.1.2.7.11",
    "keyUsage has digitalSignature, of RSA keys also keyEncipherment and dataEncipherment, of EC keys keyAgreement.",
    "Leave it to the profile: digitalSignature.",
    STRICT,
)
def _bits(case: Case) -> Places:
    found = case.find(KeyUsage)
    kind = key_kind(case.tbs.subject_public_key_info).partition(":")[0]
    if found is None or kind not in _BITS:
        return
    bits = list(found[2])
    for bit in bits:
        if bit not in _BITS[kind]:
            yield f"{found[0]}.extnValue", f"asserts {bit}, which is not for a key of type {kind}"
    if kind == "ec" and "digitalSignature" not in bits:
        yield f"{found[0]}.extnValue", "does not assert digitalSignature"


@rule(
    "key_usage.not_recommended",
    "warning",
    "7.1.2.7.11",
    "keyUsage has digitalSignature, and neither dataEncipherment nor keyAgreement, nor keyEncipherment beside it.",
    "Leave it to the profile: digitalSignature.",
)
def _not_recommended(case: Case) -> Places:
    found = case.find(KeyUsage)
    if found is None:
        return
    bits = list(found[2])
    for bit in ("dataEncipherment", "keyAgreement"):
        if bit in bits:
            yield f"{found[0]}.extnValue", f"asserts {bit}"
    if "digitalSignature" not in bits:
        yield f"{found[0]}.extnValue", "does not assert digitalSignature, which TLS 1.3 needs"
    elif "keyEncipherment" in bits:
        yield f"{found[0]}.extnValue", "asserts keyEncipherment beside digitalSignature"


# --- Names -----------------------------------------------------------------------------------------------------------

_LABEL = re.compile(r"(?!..--|-)[A-Za-z0-9-]{1,63}(?<!-)|[xX][nN]--[A-Za-z0-9-]{1,59}(?<!-)")
_IPV4 = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3}){3}")
# RFC 2606, RFC 6762, RFC 9476, and the zone that ICANN keeps for private use: never in the public DNS.
_INTERNAL = ("alt", "example", "internal", "invalid", "local", "localhost", "test")


def named_hosts(case: Case) -> Iterator[tuple[str, GeneralName]]:
    """Yield the alternative names, each with its path."""
    found = case.find(SubjectAlternativeName)
    for at, name in enumerate(items(found[2].general_names) if found else ()):
        if found and isinstance(name, GeneralName):
            yield f"{found[0]}.extnValue[{at}]", name


def _hosts(case: Case) -> Iterator[tuple[str, str]]:
    for path, name in named_hosts(case):
        if name.chosen == "dns_name" and isinstance(name.value, str):
            yield path, name.value


@rule(
    "alternative_name.kind",
    "error",
    "7.1.2.7.12",
    "subjectAltName has dNSNames and iPAddresses alone, one at least.",
    "Leave the others out.",
)
def _kind(case: Case) -> Places:
    found = case.find(SubjectAlternativeName)
    if found is None:
        return
    for path, name in named_hosts(case):
        if name.chosen not in ("dns_name", "ip_address"):
            yield path, f"is a {name.chosen}"
    if not any(name.chosen in ("dns_name", "ip_address") for _, name in named_hosts(case)):
        yield f"{found[0]}.extnValue", "names no host"


@rule(
    "dns_name.underscore",
    "error",
    "7.1.2.7.12",
    "No underscore is in a dNSName.",
    "Give the host a name of letters, digits and hyphens.",
)
def _underscore(case: Case) -> Places:
    for path, name in _hosts(case):
        if "_" in name:
            yield path, f"{name!r} has an underscore"


@rule(
    "dns_name.ip_address",
    "error",
    "7.1.2.7.12",
    "An IP address is an iPAddress, and no dNSName.",
    "Write it as an iPAddress: SubjectAlternativeName.of tells them apart.",
)
def _ip_in_dns(case: Case) -> Places:
    for path, name in _hosts(case):
        if _IPV4.fullmatch(name) or ":" in name:
            yield path, f"{name!r} is an IP address in a dNSName"


@rule(
    "dns_name.form",
    "error",
    "7.1.2.7.12",
    "A dNSName is made of labels of letters, digits and hyphens; a wildcard is a whole leftmost label; no dot ends it.",
    "Write the name as it is in the DNS; beyond ASCII, with A-labels.",
)
def _form_of_name(case: Case) -> Places:
    for path, name in _hosts(case):
        # Those have rules of their own.
        if "_" in name or _IPV4.fullmatch(name) or ":" in name:
            continue
        labels = name.removeprefix("*.").split(".")
        if len(name) > 253 or not all(map(_LABEL.fullmatch, labels)):
            yield path, f"{name!r} is no name in the DNS"
        elif not all(map(is_punycode, labels)):
            # BR 1.6.1: a P-Label is an XN-Label that is valid output of Punycode.
            yield path, f"{name!r} has a label that begins with xn--, and is no Punycode"


@rule(
    "dns_name.internal",
    "error",
    "7.1.2.7.12",
    "A dNSName is one of the public DNS: it has a dot, and no top-level domain for private use.",
    "Take a CA of your own for it: the profile mqtt-server, or rfc5280.",
)
def _internal(case: Case) -> Places:
    for path, name in _hosts(case):
        if "." not in name.removeprefix("*.") or is_internal(name):
            yield path, f"{name!r} is an internal name"


def is_internal(name: str) -> bool:
    """Return whether a name is in a zone for private use."""
    return name.lower().rpartition(".")[2] in _INTERNAL


@rule(
    "dns_name.reverse_zone",
    "error",
    "4.2.2",
    "A certificate of 15 March 2026 or later names nothing in the reverse zones in-addr.arpa and ip6.arpa.",
    "Name the host, or its address as an iPAddress.",
)
def _reverse_zone(case: Case) -> Places:
    if case.ends is not None and case.ends[0] < "20260315":
        return
    for path, name in _hosts(case):
        if name.lower().split(".")[-2:] in (["in-addr", "arpa"], ["ip6", "arpa"]):
            yield path, f"{name!r} is in a reverse zone"


@rule(
    "dns_name.onion",
    "error",
    "Appendix B",
    "A name below .onion is that of a service of Tor's version 3: its key, checksum and version.",
    "Write the name as Tor shows it, of 56 characters.",
)
def _onion(case: Case) -> Places:
    for path, name in _hosts(case):
        labels = name.lower().split(".")
        if labels[-1] == "onion":
            fault = _fault_of_onion(labels[-2] if len(labels) > 1 else "")
            if fault is not None:
                yield path, f"{name!r} {fault}"


def _fault_of_onion(label: str) -> str | None:
    """Return why a label is no address of version 3, or None (Tor's rend-spec-v3, 6)."""
    import base64
    import hashlib

    if len(label) != 56:
        return "has no 56 characters before .onion, as version 3 has"
    try:
        octets = base64.b32decode(label.upper())
    except ValueError:
        return "is not in base32"
    key, checksum, version = octets[:32], octets[32:34], octets[34:]
    if version != b"\3":
        return f"is of version {version[0]}, and version 3 is wanted"
    if hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] != checksum:
        return "has another checksum"
    return None


@rule(
    "ip_address.reserved",
    "error",
    "7.1.2.7.12",
    "An iPAddress is one address, of the public Internet.",
    "Take a CA of your own for it: the profile mqtt-server, or rfc5280.",
)
def _reserved_address(case: Case) -> Places:
    import ipaddress

    for path, name in named_hosts(case):
        if name.chosen == "ip_address" and isinstance(name.value, bytes):
            if len(name.value) not in (4, 16):
                yield path, f"has {len(name.value)} octets"
            elif not ipaddress.ip_address(name.value).is_global:
                yield path, f"{ipaddress.ip_address(name.value)} is reserved"


# --- Where more is had -----------------------------------------------------------------------------------------------


def _accesses(case: Case) -> Iterator[tuple[str, AccessDescription]]:
    found = case.find(AuthorityInformationAccess)
    for at, description in enumerate(items(found[2].access_descriptions) if found else ()):
        if found and isinstance(description, AccessDescription):
            yield f"{found[0]}.extnValue[{at}]", description


def _is_http(name: object) -> bool:
    return (
        isinstance(name, GeneralName)
        and name.chosen == "uniform_resource_identifier"
        and isinstance(name.value, str)
        and name.value.lower().startswith("http://")
    )


def _comparable(description: AccessDescription) -> object:
    """Return a description as what is the same for the same place: scheme and host have no case (RFC 3986 6.2.2.1)."""
    place = description.access_location
    if not isinstance(place, GeneralName) or not isinstance(place.value, str):
        return description
    scheme, _, rest = place.value.partition("://")
    host, slash, path = rest.partition("/")
    return description.access_method, scheme.lower(), host.lower(), slash + path


@rule(
    "authority_information_access.form",
    "error",
    "7.1.2.7.7, 7.1.2.10.3",
    "authorityInfoAccess has ocsp and caIssuers alone, each with an http address, and no address twice.",
    "Give ca_issuers= and ocsp= addresses that begin with http://.",
    of=(SERVER, AUTHORITY),
    own=False,
)
def _access(case: Case) -> Places:
    found = case.find(AuthorityInformationAccess)
    if found is not None and found[2].access_descriptions == ():
        yield f"{found[0]}.extnValue", "is empty"
    seen: list[object] = []
    for path, description in _accesses(case):
        if description.access_method not in (oid.OCSP, oid.CA_ISSUERS):
            yield f"{path}.accessMethod", f"is {description.access_method}"
        elif not _is_http(description.access_location):
            yield f"{path}.accessLocation", "is no http address"
        if (entry := _comparable(description)) in seen:
            yield path, "is there twice"
        seen.append(entry)


@rule(
    "authority_information_access.no_ca_issuers",
    "warning",
    "7.1.2.7.7",
    "authorityInfoAccess says where the issuer's certificate is had.",
    "Give ca_issuers=.",
)
def _no_ca_issuers(case: Case) -> Places:
    methods = [description.access_method for _, description in _accesses(case)]
    if methods and oid.CA_ISSUERS not in methods:
        yield case.path("extensions"), "have an authorityInfoAccess without caIssuers"


def _is_short_lived(case: Case) -> bool:
    """Return whether it is a Short-lived Subscriber Certificate (BR 1.6.1)."""
    seconds, ends = seconds_of(case), times(case.tbs.validity)
    if seconds is None or ends is None:
        return False
    start = ends[0].datetime
    day = (start.year, start.month, start.day)
    return day >= (2024, 3, 15) and seconds <= (7 if day >= (2026, 3, 15) else 10) * DAY


@rule(
    "revocation.missing",
    "error",
    "7.1.2.11.2",
    "It says where to learn whether it was revoked, by a CRL or OCSP, if it is valid for more than 7 days.",
    "Give crl= or ocsp=.",
)
def _revocation(case: Case) -> Places:
    methods = [description.access_method for _, description in _accesses(case)]
    if oid.OCSP not in methods and not case.has(oid.CRL_DISTRIBUTION_POINTS) and not _is_short_lived(case):
        yield case.path("extensions"), "have neither cRLDistributionPoints nor an address of OCSP"


@rule(
    "crl_distribution_points.form",
    "error",
    "7.1.2.11.2",
    "A distribution point has a fullName of http addresses, and neither reasons nor cRLIssuer.",
    "Give crl= an address that begins with http://.",
    of=(SERVER, AUTHORITY),
    own=False,
)
def _points(case: Case) -> Places:
    found = case.find(CRLDistributionPoints)
    if found is None:
        return
    if not items(found[2].distribution_points):
        yield f"{found[0]}.extnValue", "is empty"
    for within, point in points_of(found[1]):
        path = f"{found[0]}.{within}"
        names = items(getattr(point.distribution_point, "full_name", None))
        if not names or not all(map(_is_http, names)):
            yield f"{path}.distributionPoint", "is no fullName of http addresses"
        yield from said_beside(path, point)


@rule(
    "crl_distribution_points.several",
    "warning",
    "7.1.2.11.2",
    "There is one distribution point.",
    "Give one.",
    of=(SERVER, AUTHORITY),
    own=False,
)
def _several_points(case: Case) -> Places:
    found = case.find(CRLDistributionPoints)
    if found is not None and len(items(found[2].distribution_points)) > 1:
        yield f"{found[0]}.extnValue", f"has {len(found[2].distribution_points)} points"


@rule(
    "distribution.internal_host",
    "warning",
    "7.1.2.7.7, 7.1.2.10.3, 7.1.2.11.2",
    "What authorityInfoAccess and cRLDistributionPoints name is had on the public Internet.",
    "Write an address whose host everybody can look up.",
    of=EVERY_ROLE,
    own=False,
)
def _internal_host(case: Case) -> Places:
    names = [(f"{path}.accessLocation", description.access_location) for path, description in _accesses(case)]
    found = case.find(CRLDistributionPoints)
    if found is not None:
        for path, point in points_of(found[1]):
            for name in items(getattr(point.distribution_point, "full_name", None)):
                names.append((f"{found[0]}.{path}.distributionPoint", name))
    for path, name in names:
        if _is_http(name):
            host = authority_host(name.value) or ""
            if is_internal(host) or ("." not in host and ":" not in host):
                yield path, f"has the host {host!a}"
