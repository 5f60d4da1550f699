"""The Baseline Requirements of the CA/Browser Forum, as far as one certificate shows them: here those for servers.

What they ask of CAs and of OCSP responders is in `webpki_ca`.

BR is version 2.2.6 of 31 March 2026, https://github.com/cabforum/servercert. What a structure cannot show is not here:
whether a domain was validated, a purpose is documented, a name is registered, or a key is among Debian's weak ones.
"""

from __future__ import annotations

from .. import oid
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.certificate import V3
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.key_usage import ExtendedKeyUsage
from ..x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName
from ..x509.public_key import SubjectPublicKeyInfo
from .host import common_names
from .keys import has_close_primes, has_small_factor, is_roca, key_kind, rsa_key
from .rule import STRICT, Rules, called, items, times

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator

    from .rule import Case, Judge

    Places = Iterator[tuple[str, str]]

RULES = Rules()

# BR 6.3.2, as Ballot SC-081v3 has it: issued on or after this day, and how many days of 86,400 seconds then. Those of
# older certificates are from former versions, which had 39 and 60 months at first.
_LIMITS = (
    *(((2029, 3, 15), 47), ((2027, 3, 15), 100), ((2026, 3, 15), 200), ((2020, 9, 1), 398)),
    *(((2018, 3, 1), 825), ((2015, 4, 1), 1188), ((1, 1, 1), 1827)),
)
DAY = 86_400


# What a certificate is: by its role go the profiles of BR 7.1.2.
SERVER, AUTHORITY, RESPONDER = "server", "authority", "responder"
EVERY_ROLE = (SERVER, AUTHORITY, RESPONDER)


def role_of(case: Case) -> str:
    """Return what a certificate is: a CA's and an OCSP responder's say so, and name no host."""
    if not case.role:
        purposes = case.value(ExtendedKeyUsage)
        listed = () if purposes is None else items(purposes.key_purpose_ids)
        case.role = SERVER
        if case.is_ca():
            if not _is_for_hosts(case):
                case.role = AUTHORITY
        elif oid.OCSP_SIGNING in listed and oid.SERVER_AUTH not in listed:
            case.role = RESPONDER
    return case.role


def _is_for_hosts(case: Case) -> bool:
    value = case.value(SubjectAlternativeName)
    return case.host is not None or (value is not None and bool(value.dns_names or value.ip_addresses))


def rule(
    id: str,
    severity: str,
    citation: str,
    says: str,
    remedy: str,
    refused_by: tuple[str, ...] = (),
    *,
    of: tuple[str, ...] = (SERVER,),
    own: bool = True,
) -> Callable[[Judge], Judge]:
    """Declare a rule for certificates of some roles.

    Of a CA the role goes by what is its own: only a rule for both roles of one may be not `own`.
    """

    def declare(judge: Judge) -> Judge:
        def judge_of_role(case: Case) -> Places:
            if role_of(case) in of:
                yield from judge(case)

        RULES.rule(f"webpki.{id}", severity, f"BR {citation}", says, remedy, refused_by, own=own)(judge_of_role)
        return judge

    return declare


def limit(not_before: datetime.datetime) -> int:
    """Return for how many days a certificate may be valid that is issued at this moment; both its ends count."""
    day = (not_before.year, not_before.month, not_before.day)
    return next(days for since, days in _LIMITS if day >= since)


def seconds_of(case: Case) -> int | None:
    """Return how long it is valid, the last second included (RFC 5280 4.1.2.5)."""
    ends = times(case.tbs.validity)
    if ends is None:
        return None
    span = ends[1].datetime - ends[0].datetime
    return span.days * DAY + span.seconds + 1


# --- The certificate -------------------------------------------------------------------------------------------------


@rule(
    "basic_constraints.ca",
    "error",
    "7.1.2.7.8",
    "A certificate that names a host is no CA's.",
    "Leave cA out, or judge it by the profile ca.",
    (*STRICT, "cryptography", "nss"),
)
def _ca(case: Case) -> Places:
    if case.is_ca():
        yield case.path("extensions"), "say that this is a CA, and a certificate for a host is none"


@rule(
    "version",
    "error",
    "7.1.1",
    "The certificate is of version 3.",
    "Leave version out.",
    (*STRICT, "gnutls", "cryptography", "go", "java"),
    of=EVERY_ROLE,
    own=False,
)
def _version(case: Case) -> Places:
    if isinstance(case.tbs.version, int) and case.tbs.version != V3:
        yield case.path("version"), f"is {case.tbs.version}, and version 3 is written as 2"


@rule(
    "serial_number.short",
    "warning",
    "7.1.2",
    "A serial number holds 64 random bits.",
    "Leave serial_number out, for a random one of 159 bits.",
    of=EVERY_ROLE,
)
def _serial(case: Case) -> Places:
    number = case.tbs.serial_number
    # Of 64 random bits the first eight are zero once in 256 times.
    if isinstance(number, int) and 0 < number < 1 << 56:
        yield case.path("serialNumber"), f"has {number.bit_length()} bits, which hold no 64 random ones"


@rule(
    "unique_identifier.present",
    "error",
    "7.1.2",
    "There are no issuerUniqueID and subjectUniqueID.",
    "Leave them out.",
    of=EVERY_ROLE,
    own=False,
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
    ("python-3.13", "node", "gnutls", "cryptography", "go"),
    of=EVERY_ROLE,
    own=False,
)
def _signature(case: Case) -> Places:
    algorithm = case.tbs.signature
    if isinstance(algorithm, AlgorithmIdentifier) and algorithm.to_der().hex() not in _SIGNATURES:
        yield case.path("signature"), f"is {called(algorithm.algorithm)}, or an encoding of it that is not listed"


@rule(
    "signature.hash_of_curve",
    "error",
    "7.1.3.2.2",
    "A key on P-256 signs with SHA-256, one on P-384 with SHA-384, one on P-521 with SHA-512.",
    "Leave the hash to the key.",
    of=EVERY_ROLE,
    own=False,
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
    seconds, ends = seconds_of(case), times(case.tbs.validity)
    # Before September 2020 the last second was not counted.
    uncounted = 1 if case.ends is not None and case.ends[0] < "202009" else 0
    if seconds is not None and ends is not None and seconds - uncounted > (days := limit(ends[0].datetime)) * DAY:
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
    seconds, ends = seconds_of(case), times(case.tbs.validity)
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


def attributes_of(name: object) -> Iterator[tuple[str, AttributeTypeAndValue]]:
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
    of=EVERY_ROLE,
)
def _form(case: Case) -> Places:
    seen: set[str] = set()
    if isinstance(case.tbs.subject, Name):
        for at, level in enumerate(items(case.tbs.subject.rdn_sequence)):
            if isinstance(level, RelativeDistinguishedName) and len(items(level.attributes)) > 1:
                yield case.path(f"subject.rdnSequence[{at}]"), "has several attributes"
    for path, attribute in attributes_of(case.tbs.subject):
        if attribute.type in seen and attribute.type not in _REPEATED:
            yield case.path(path), f"is {attribute.type.name or attribute.type} again"
        seen.add(attribute.type)


@rule(
    "subject.order",
    "error",
    "7.1.4.2",
    "Attributes come in this order: DC, C, ST, L, postalCode, STREET, O, SN, GN, OU, CN.",
    "Give them in this order.",
    of=EVERY_ROLE,
)
def _order(case: Case) -> Places:
    last = -1
    for path, attribute in attributes_of(case.tbs.subject):
        if attribute.type in _ORDER:
            place = _ORDER.index(attribute.type)
            if place < last:
                yield case.path(path), f"is {attribute.type.name}, which comes before {_ORDER[last].name}"
            last = max(place, last)


def _address_text(octets: bytes) -> str:
    import ipaddress

    return str(ipaddress.ip_address(octets))


@rule(
    "common_name.not_in_alternative_names",
    "error",
    "7.1.4.3",
    "The common name is one of the alternative names, character for character.",
    "Add it to subjectAltName, or leave it out of the subject.",
)
def _common_name(case: Case) -> Places:
    value = case.value(SubjectAlternativeName)
    names = set(value.dns_names) if value else set()
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
    ("python-3.13", "node", "go"),
    of=EVERY_ROLE,
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
    ("python-3.13",),
    of=EVERY_ROLE,
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
    of=EVERY_ROLE,
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
    of=EVERY_ROLE,
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
    of=EVERY_ROLE,
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
    of=EVERY_ROLE,
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
    of=EVERY_ROLE,
)
def _close_primes(case: Case) -> Places:
    modulus = _modulus(case)
    if modulus is not None and has_close_primes(modulus):
        yield case.path("subjectPublicKeyInfo"), "has a modulus whose factors are close: Fermat's method finds them"
