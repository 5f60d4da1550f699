"""The Baseline Requirements of the CA/Browser Forum for server certificates, as far as one certificate shows them.

BR is version 2.2.6 of 31 March 2026, https://github.com/cabforum/servercert. What a structure cannot show is not here:
whether a domain was validated, a purpose is documented, a name is registered, or a key is among Debian's weak ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .. import oid
from ..oid import ObjectIdentifier
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.certificate import V3
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.distribution_points import CRLDistributionPoints, DistributionPoint
from ..x509.extensions.information_access import AccessDescription, AuthorityInformationAccess
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.extensions.policies import CertificatePolicies, PolicyInformation
from ..x509.general_name import GeneralName
from ..x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName
from ..x509.public_key import SubjectPublicKeyInfo
from .host import common_names
from .keys import has_close_primes, has_small_factor, is_roca, key_kind, rsa_key
from .rule import Rules, is_empty, items, times

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from .rule import Case, Judge

    Places = Iterator[tuple[str, str]]

RULES = Rules()

DOMAIN_VALIDATED = ObjectIdentifier("2.23.140.1.2.1")
# BR 7.1.6.1
RESERVED_POLICIES = (DOMAIN_VALIDATED, "2.23.140.1.2.2", "2.23.140.1.2.3", "2.23.140.1.1")
# BR 6.3.2, as Ballot SC-081v3 has it: issued on or after this day, and how many days of 86,400 seconds then.
_LIMITS = (((2029, 3, 15), 47), ((2027, 3, 15), 100), ((2026, 3, 15), 200), ((1, 1, 1), 398))
DAY = 86_400


def rule(id: str, severity: str, citation: str, says: str, remedy: str) -> Callable[[Judge], Judge]:
    """Declare a rule for server certificates: of a CA's, the first rule says that it is one, and the others nothing."""

    def declare(judge: Judge) -> Judge:
        def of_server(case: Case) -> Places:
            if not case.is_ca():
                yield from judge(case)

        RULES.rule(f"webpki.{id}", severity, f"BR {citation}", says, remedy)(of_server)
        return judge

    return declare


def limit(not_before: datetime.datetime) -> int:
    """Return for how many days a certificate may be valid that is issued at this moment; both its ends count."""
    day = (not_before.year, not_before.month, not_before.day)
    return next(days for since, days in _LIMITS if day >= since)


def _seconds(case: Case) -> int | None:
    """Return how long it is valid, the last second included (RFC 5280 4.1.2.5)."""
    ends = times(case.tbs.validity)
    if ends is None:
        return None
    span = ends[1].datetime - ends[0].datetime
    return span.days * DAY + span.seconds + 1


# --- The certificate -------------------------------------------------------------------------------------------------


@RULES.rule(
    "webpki.basic_constraints.ca",
    "error",
    "BR 7.1.2.7.8",
    "A server's certificate is no CA's.",
    "Leave cA out, or judge it by the profile ca.",
)
def _ca(case: Case) -> Places:
    if case.is_ca():
        yield case.path("extensions"), "say that this is a CA, and a server's certificate is none"


@rule("version", "error", "7.1.1", "The certificate is of version 3.", "Leave version out.")
def _version(case: Case) -> Places:
    if isinstance(case.tbs.version, int) and case.tbs.version != V3:
        yield case.path("version"), f"is {case.tbs.version}, and version 3 is written as 2"


@rule(
    "serial_number.short",
    "warning",
    "7.1.2.7",
    "A serial number holds 64 random bits.",
    "Leave serial_number out, for a random one of 159 bits.",
)
def _serial(case: Case) -> Places:
    number = case.tbs.serial_number
    # Of 64 random bits the first eight are zero once in 256 times.
    if isinstance(number, int) and 0 < number < 1 << 56:
        yield case.path("serialNumber"), f"has {number.bit_length()} bits, which hold no 64 random ones"


@rule(
    "unique_identifier.present",
    "error",
    "7.1.2.7",
    "There are no issuerUniqueID and subjectUniqueID.",
    "Leave them out.",
)
def _unique(case: Case) -> Places:
    for field, value in (
        ("issuerUniqueID", case.tbs.issuer_unique_id),
        ("subjectUniqueID", case.tbs.subject_unique_id),
    ):
        if value is not None:
            yield case.path(field), "is there"


def _pss(hash_number: int, salt: int) -> str:
    digest = f"300d06096086480165030402{hash_number:02x}0500"
    return f"304106092a864886f70d01010a3034a00f{digest}a11c301a06092a864886f70d010108{digest}a2030201{salt:02x}"


# BR 7.1.3.2: no other encodings are permitted.
_SIGNATURES = {
    *(f"300d06092a864886f70d0101{number}0500" for number in ("0b", "0c", "0d")),
    *(_pss(number, salt) for number, salt in ((1, 32), (2, 48), (3, 64))),
    *(f"300a06082a8648ce3d04030{number}" for number in (2, 3, 4)),
}
_ECDSA = {
    "ec:P-256": "300a06082a8648ce3d040302",
    "ec:P-384": "300a06082a8648ce3d040303",
    "ec:P-521": "300a06082a8648ce3d040304",
}


@rule(
    "signature.algorithm",
    "error",
    "7.1.3.2",
    "The signature is RSA, as PKCS #1 v1.5 or PSS, or ECDSA, with SHA-256, SHA-384 or SHA-512, encoded as listed.",
    "Sign with an RSA or EC key and SHA-256 or better.",
)
def _signature(case: Case) -> Places:
    algorithm = case.tbs.signature
    if isinstance(algorithm, AlgorithmIdentifier) and algorithm.to_der().hex() not in _SIGNATURES:
        name = algorithm.algorithm.name or algorithm.algorithm
        yield case.path("signature"), f"is {name}, or an encoding of it that is not listed"


@rule(
    "signature.hash_of_curve",
    "error",
    "7.1.3.2.2",
    "A key on P-256 signs with SHA-256, one on P-384 with SHA-384, one on P-521 with SHA-512.",
    "Leave the hash to the key.",
)
def _hash_of_curve(case: Case) -> Places:
    if case.issuer is None or not isinstance(case.tbs.signature, AlgorithmIdentifier):
        return
    kind = key_kind(case.issuer.tbs_certificate.subject_public_key_info)
    if kind in _ECDSA and case.tbs.signature.to_der().hex() != _ECDSA[kind]:
        yield case.path("signature"), f"is not that of an issuer's key of type {kind}"


@rule(
    "validity.too_long",
    "error",
    "6.3.2",
    "It is valid for no more days than the day of its issue allows: 398; 200 from 2026-03-15, 100 from 2027-03-15, "
    "47 from 2029-03-15.",
    "Leave days out, or give fewer.",
)
def _too_long(case: Case) -> Places:
    seconds, ends = _seconds(case), times(case.tbs.validity)
    if seconds is not None and ends is not None and seconds > (days := limit(ends[0].datetime)) * DAY:
        # Any part of a day counts as one, and the last second is within.
        yield (
            case.path("validity.notAfter"),
            f"makes {-(-seconds // DAY)} days, both ends counted, and {days} are the most from {ends[0]} on",
        )


@rule(
    "validity.at_the_limit",
    "warning",
    "6.3.2",
    "It is valid for a day less than is allowed.",
    "Leave days out.",
)
def _at_the_limit(case: Case) -> Places:
    seconds, ends = _seconds(case), times(case.tbs.validity)
    if seconds is not None and ends is not None:
        days = limit(ends[0].datetime)
        if (days - 1) * DAY < seconds <= days * DAY:
            yield case.path("validity.notAfter"), f"makes {days} days, the most that are allowed"


# --- The subject -----------------------------------------------------------------------------------------------------

# BR 7.1.4.2, in the order of its table; then those without a place in the order.
_ORDER = (
    *(oid.DOMAIN_COMPONENT, oid.COUNTRY_NAME, oid.STATE_OR_PROVINCE_NAME, oid.LOCALITY_NAME, oid.POSTAL_CODE),
    *(oid.STREET_ADDRESS, oid.ORGANIZATION_NAME, oid.SURNAME, oid.GIVEN_NAME, oid.ORGANIZATIONAL_UNIT_NAME),
    oid.COMMON_NAME,
)
_REPEATED = (oid.DOMAIN_COMPONENT, oid.STREET_ADDRESS)


def _attributes(name: object) -> Iterator[tuple[str, AttributeTypeAndValue]]:
    for at, level in enumerate(items(name.rdn_sequence) if isinstance(name, Name) else ()):
        for attribute in items(level.attributes) if isinstance(level, RelativeDistinguishedName) else ():
            if isinstance(attribute, AttributeTypeAndValue):
                yield f"subject.rdnSequence[{at}]", attribute


@rule(
    "subject.form",
    "error",
    "7.1.4.1",
    "Each level of a name has one attribute, and no type comes twice.",
    "Give each attribute once, in a level of its own.",
)
def _form(case: Case) -> Places:
    seen: set[str] = set()
    if isinstance(case.tbs.subject, Name):
        for at, level in enumerate(items(case.tbs.subject.rdn_sequence)):
            if isinstance(level, RelativeDistinguishedName) and len(items(level.attributes)) > 1:
                yield case.path(f"subject.rdnSequence[{at}]"), "has several attributes"
    for path, attribute in _attributes(case.tbs.subject):
        if attribute.type in seen and attribute.type not in _REPEATED:
            yield case.path(path), f"is {attribute.type.name or attribute.type} again"
        seen.add(attribute.type)


@rule(
    "subject.order",
    "error",
    "7.1.4.2",
    "Attributes come in this order: DC, C, ST, L, postalCode, STREET, O, SN, GN, OU, CN.",
    "Give them in this order.",
)
def _order(case: Case) -> Places:
    last = -1
    for path, attribute in _attributes(case.tbs.subject):
        if attribute.type in _ORDER:
            place = _ORDER.index(attribute.type)
            if place < last:
                yield case.path(path), f"is {attribute.type.name}, which comes before {_ORDER[last].name}"
            last = max(place, last)


@rule(
    "subject.attribute_not_domain_validated",
    "error",
    "7.1.2.7.2",
    "Where only domains were validated, the subject has no attributes but countryName and commonName.",
    "Leave the others out, or assert the policy by which they were validated.",
)
def _domain_validated(case: Case) -> Places:
    if DOMAIN_VALIDATED in _policies(case):
        for path, attribute in _attributes(case.tbs.subject):
            if attribute.type not in (oid.COUNTRY_NAME, oid.COMMON_NAME):
                yield case.path(path), f"is {attribute.type.name or attribute.type}, which nobody validated"


@rule(
    "common_name.not_in_alternative_names",
    "error",
    "7.1.4.3",
    "The common name is one of the alternative names, character for character.",
    "Add it to subjectAltName, or leave it out of the subject.",
)
def _common_name(case: Case) -> Places:
    value = case.value(SubjectAlternativeName)
    names = {str(name.value) for name in items(value.general_names) if name.chosen == "dns_name"} if value else set()
    addresses = {_address_text(octets) for octets in value.ip_addresses if len(octets) in (4, 16)} if value else set()
    for text in common_names(case.tbs.subject) if isinstance(case.tbs.subject, Name) else ():
        if text not in names | addresses:
            yield case.path("subject"), f"the common name {text!r} is not among the alternative names as it is written"


@rule(
    "common_name.present",
    "warning",
    "7.1.2.7.2",
    "A common name is not recommended: the names are in subjectAltName.",
    "Leave the subject empty.",
)
def _common_name_present(case: Case) -> Places:
    if isinstance(case.tbs.subject, Name) and any(common_names(case.tbs.subject)):
        yield case.path("subject"), "has a common name"


# --- The key ---------------------------------------------------------------------------------------------------------

_KEYS = {
    "300d06092a864886f70d0101010500",
    "301306072a8648ce3d020106082a8648ce3d030107",
    "301006072a8648ce3d020106052b81040022",
    "301006072a8648ce3d020106052b81040023",
}


def _modulus(case: Case) -> int | None:
    numbers = rsa_key(case.tbs.subject_public_key_info)
    return None if numbers is None else numbers.modulus


@rule(
    "public_key.algorithm",
    "error",
    "7.1.3.1",
    "The key is RSA, or EC on P-256, P-384 or P-521, with its algorithm encoded as listed.",
    "Take a key of one of these kinds.",
)
def _key(case: Case) -> Places:
    key = case.tbs.subject_public_key_info
    if isinstance(key, SubjectPublicKeyInfo) and key.algorithm.to_der().hex() not in _KEYS:
        yield case.path("subjectPublicKeyInfo.algorithm"), f"is of a key of type {key_kind(key)}, or not as listed"


@rule(
    "public_key.size",
    "error",
    "6.1.5",
    "An RSA modulus has 2048 bits or more, and a number of bits that 8 divides.",
    "Make a key of 2048, 3072 or 4096 bits.",
)
def _size(case: Case) -> Places:
    modulus = _modulus(case)
    if modulus is not None and (modulus.bit_length() < 2048 or modulus.bit_length() % 8):
        yield case.path("subjectPublicKeyInfo"), f"has a modulus of {modulus.bit_length()} bits"


@rule(
    "public_key.exponent",
    "error",
    "6.1.6",
    "An RSA exponent is odd, and 3 or more.",
    "Make a key with the exponent 65537.",
)
def _exponent(case: Case) -> Places:
    numbers = rsa_key(case.tbs.subject_public_key_info)
    if numbers is not None and (numbers.public_exponent < 3 or numbers.public_exponent % 2 == 0):
        yield case.path("subjectPublicKeyInfo"), f"has the exponent {numbers.public_exponent}"


@rule(
    "public_key.exponent_range",
    "warning",
    "6.1.6",
    "An RSA exponent is between 2**16 + 1 and 2**256 - 1.",
    "Make a key with the exponent 65537.",
)
def _exponent_range(case: Case) -> Places:
    numbers = rsa_key(case.tbs.subject_public_key_info)
    if numbers is not None and not 1 << 16 < numbers.public_exponent < 1 << 256:
        yield case.path("subjectPublicKeyInfo"), f"has the exponent {numbers.public_exponent:#x}"


@rule(
    "public_key.small_factor",
    "warning",
    "6.1.6",
    "An RSA modulus is odd and has no factor below 752.",
    "Make another key.",
)
def _small_factor(case: Case) -> Places:
    modulus = _modulus(case)
    if modulus is not None and has_small_factor(modulus):
        yield case.path("subjectPublicKeyInfo"), "has a modulus that a small prime divides"


@rule(
    "public_key.roca",
    "error",
    "6.1.1.3",
    "The key was not made by the library that CVE-2017-15361 (ROCA) is about.",
    "Make another key, with another library; whoever has this one can compute its private key.",
)
def _roca(case: Case) -> Places:
    modulus = _modulus(case)
    if modulus is not None and is_roca(modulus):
        yield case.path("subjectPublicKeyInfo"), "has a modulus of the form of ROCA (CVE-2017-15361)"


@rule(
    "public_key.close_primes",
    "error",
    "6.1.1.3",
    "The factors of an RSA modulus are not so close that 100 rounds of Fermat's method find them.",
    "Make another key, with another library; whoever has this one can compute its private key.",
)
def _close_primes(case: Case) -> Places:
    modulus = _modulus(case)
    if modulus is not None and has_close_primes(modulus):
        yield case.path("subjectPublicKeyInfo"), "has a modulus whose factors are close: Fermat's method finds them"


# --- Extensions ------------------------------------------------------------------------------------------------------

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
_OTHERS_KNOWN = (oid.SUBJECT_ALTERNATIVE_NAME, oid.NAME_CONSTRAINTS, oid.PRECERTIFICATE_POISON)
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
    "7.1.2.7.6",
    "keyUsage and basicConstraints are critical, subjectAltName is where the subject is empty, others are not.",
    "Leave critical to the profile.",
)
def _criticality(case: Case) -> Places:
    for at, extension in case.extensions:
        wanted = _CRITICAL.get(extension.extn_id)
        if extension.extn_id == oid.SUBJECT_ALTERNATIVE_NAME:
            wanted = is_empty(case.tbs.subject)
        if wanted is not None and isinstance(extension.critical, bool) and extension.critical is not wanted:
            said = "TRUE" if extension.critical else "FALSE"
            yield case.path(f"extensions[{at}].critical"), f"is {said} for {extension.extn_id.name}"


@rule(
    "extensions.other",
    "warning",
    "7.1.2.7.6",
    "There are no extensions but those that the requirements name.",
    "Leave it out.",
)
def _other(case: Case) -> Places:
    for at, extension in case.extensions:
        if extension.extn_id not in _CRITICAL and extension.extn_id not in _OTHERS_KNOWN:
            yield case.path(f"extensions[{at}]"), f"is {extension.extn_id.name or extension.extn_id}"


@rule("name_constraints.present", "error", "7.1.2.7.6", "There are no nameConstraints.", "Leave them out.")
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
)
def _authority_key_identifier(case: Case) -> Places:
    found = case.find(AuthorityKeyIdentifier)
    if found is None:
        return
    path, _, value = found
    if value.key_identifier is None:
        yield f"{path}.extnValue", "has no keyIdentifier"
    if value.authority_cert_issuer is not None:
        yield f"{path}.extnValue.authorityCertIssuer", "is there"
    if value.authority_cert_serial_number is not None:
        yield f"{path}.extnValue.authorityCertSerialNumber", "is there"


@rule(
    "basic_constraints.path_length",
    "error",
    "7.1.2.7.8",
    "There is no pathLenConstraint.",
    "Leave it out.",
)
def _path_length(case: Case) -> Places:
    found = case.find(BasicConstraints)
    if found is not None and found[2].path_len_constraint is not None:
        yield f"{found[0]}.extnValue.pathLenConstraint", "is there"


# --- Policies --------------------------------------------------------------------------------------------------------


def _informations(case: Case) -> list[PolicyInformation]:
    value = case.value(CertificatePolicies)
    return [each for each in items(value.policies) if isinstance(each, PolicyInformation)] if value else []


def _policies(case: Case) -> list[str]:
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
    policies = _policies(case)
    reserved = [policy for policy in policies if policy in RESERVED_POLICIES]
    if len(reserved) != 1:
        yield f"{found[0]}.extnValue", f"has {len(reserved) or 'none'} of the reserved policies, and one is wanted"
    if oid.ANY_POLICY in policies:
        yield f"{found[0]}.extnValue", "has anyPolicy"


@rule(
    "certificate_policies.reserved_not_first",
    "warning",
    "7.1.2.7.9",
    "The reserved policy is the first.",
    "Put it first.",
)
def _first(case: Case) -> Places:
    policies = _policies(case)
    if any(policy in RESERVED_POLICIES for policy in policies[1:]) and policies[0] not in RESERVED_POLICIES:
        yield case.path("extensions"), "have a certificatePolicies whose first policy is not the reserved one"


@rule(
    "certificate_policies.qualifier",
    "error",
    "7.1.2.7.9",
    "A policy has no qualifier but the address of a practice statement (id-qt-cps).",
    "Leave qualifiers out.",
)
def _qualifier(case: Case) -> Places:
    for information in _informations(case):
        for qualifier in items(information.policy_qualifiers):
            if getattr(qualifier, "policy_qualifier_id", oid.CPS_QUALIFIER) != oid.CPS_QUALIFIER:
                yield case.path("extensions"), f"have a policy with the qualifier {qualifier.policy_qualifier_id}"


# --- Purposes --------------------------------------------------------------------------------------------------------

_PRECERTIFICATE_SIGNING = ObjectIdentifier("1.3.6.1.4.1.11129.2.4.4")
_FORBIDDEN_PURPOSES = (
    *(oid.CODE_SIGNING, oid.EMAIL_PROTECTION, oid.TIME_STAMPING, oid.OCSP_SIGNING, oid.ANY_EXTENDED_KEY_USAGE),
    _PRECERTIFICATE_SIGNING,
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
        if purpose in _FORBIDDEN_PURPOSES:
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
        if purpose not in (oid.SERVER_AUTH, oid.CLIENT_AUTH, *_FORBIDDEN_PURPOSES):
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


def _names(case: Case) -> Iterator[tuple[str, GeneralName]]:
    found = case.find(SubjectAlternativeName)
    for at, name in enumerate(items(found[2].general_names) if found else ()):
        if found and isinstance(name, GeneralName):
            yield f"{found[0]}.extnValue[{at}]", name


def _hosts(case: Case) -> Iterator[tuple[str, str]]:
    for path, name in _names(case):
        if name.chosen == "dns_name" and isinstance(name.value, str):
            yield path, name.value


def _address_text(octets: bytes) -> str:
    import ipaddress

    return str(ipaddress.ip_address(octets))


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
    for path, name in _names(case):
        if name.chosen not in ("dns_name", "ip_address"):
            yield path, f"is a {name.chosen}"
    if not any(name.chosen in ("dns_name", "ip_address") for _, name in _names(case)):
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
        if len(name) > 253 or not all(map(_LABEL.fullmatch, name.removeprefix("*.").split("."))):
            yield path, f"{name!r} is no name in the DNS"


@rule(
    "dns_name.internal",
    "error",
    "7.1.2.7.12",
    "A dNSName is one of the public DNS: it has a dot, and no top-level domain for private use, nor a reverse zone.",
    "Take a CA of your own for it: the profile mqtt-server, or rfc5280.",
)
def _internal(case: Case) -> Places:
    for path, name in _hosts(case):
        labels = name.removeprefix("*.").lower().split(".")
        if len(labels) < 2 or labels[-1] in _INTERNAL or labels[-2:] in (["in-addr", "arpa"], ["ip6", "arpa"]):
            yield path, f"{name!r} is an internal name"


@rule(
    "ip_address.reserved",
    "error",
    "7.1.2.7.12",
    "An iPAddress is one address, of the public Internet.",
    "Take a CA of your own for it: the profile mqtt-server, or rfc5280.",
)
def _reserved_address(case: Case) -> Places:
    import ipaddress

    for path, name in _names(case):
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


@rule(
    "authority_information_access.form",
    "error",
    "7.1.2.7.7",
    "authorityInfoAccess has ocsp and caIssuers alone, each with an http address, and no address twice.",
    "Give ca_issuers= and ocsp= addresses that begin with http://.",
)
def _access(case: Case) -> Places:
    found = case.find(AuthorityInformationAccess)
    if found is not None and found[2].access_descriptions == ():
        yield f"{found[0]}.extnValue", "is empty"
    seen: list[AccessDescription] = []
    for path, description in _accesses(case):
        if description.access_method not in (oid.OCSP, oid.CA_ISSUERS):
            yield f"{path}.accessMethod", f"is {description.access_method}"
        elif not _is_http(description.access_location):
            yield f"{path}.accessLocation", "is no http address"
        if description in seen:
            yield path, "is there twice"
        seen.append(description)


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
    seconds, ends = _seconds(case), times(case.tbs.validity)
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
)
def _points(case: Case) -> Places:
    found = case.find(CRLDistributionPoints)
    if found is None:
        return
    points = items(found[2].distribution_points)
    if not points:
        yield f"{found[0]}.extnValue", "is empty"
    for at, point in enumerate(points):
        path = f"{found[0]}.extnValue[{at}]"
        if not isinstance(point, DistributionPoint):
            continue
        names = items(getattr(point.distribution_point, "full_name", None))
        if not names or not all(map(_is_http, names)):
            yield f"{path}.distributionPoint", "is no fullName of http addresses"
        if point.reasons is not None:
            yield f"{path}.reasons", "is there"
        if point.crl_issuer is not None:
            yield f"{path}.cRLIssuer", "is there"


@rule(
    "crl_distribution_points.several",
    "warning",
    "7.1.2.11.2",
    "There is one distribution point.",
    "Give one.",
)
def _several_points(case: Case) -> Places:
    found = case.find(CRLDistributionPoints)
    if found is not None and len(items(found[2].distribution_points)) > 1:
        yield f"{found[0]}.extnValue", f"has {len(found[2].distribution_points)} points"
