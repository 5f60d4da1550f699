"""The rules of RFC 5280 for certificates, in the order of its sections, and RFC 9525's for host names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.certificate import V3
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.name import Name
from .host import common_names, matches
from .rule import CLIENTS, Case, Rules, is_empty, items, times

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = Rules()
rule = RULES.rule
# Those who refuse what breaks a rule: seen, one by one, by tests/rules/test_refusals.py.
EVERYBODY = tuple(CLIENTS)
THE_STRICT = ("openssl-strict", "python-3.13")
MAX_SERIAL = 1 << 159  # 20 octets with the sign bit (RFC 5280 4.1.2.2)


@rule(
    "rfc5280.signature.algorithms_differ",
    "error",
    "RFC 5280 4.1.1.2",
    "signatureAlgorithm and tbsCertificate.signature are the same.",
    "Write the signer's algorithm in both places.",
    EVERYBODY,
)
def _algorithms_differ(case: Case) -> Iterator[tuple[str, str]]:
    if case.certificate is not None and isinstance(case.tbs.signature, AlgorithmIdentifier):
        outer = case.certificate.signature_algorithm
        if outer.to_der() != case.tbs.signature.to_der():
            yield "signatureAlgorithm", "is not the algorithm in tbsCertificate.signature"


@rule(
    "rfc5280.version.not_v3",
    "error",
    "RFC 5280 4.1.2.1",
    "A certificate with extensions is of version 3.",
    "Leave version out: it is v3 then.",
    ("openssl-strict", "gnutls", "python-3.13"),
)
def _version(case: Case) -> Iterator[tuple[str, str]]:
    version = case.tbs.version
    if isinstance(version, int) and case.extensions and version != V3:
        yield case.path("version"), f"is {version}, and a certificate with extensions is of version 3, written as 2"


@rule(
    "rfc5280.serial_number.not_positive",
    "error",
    "RFC 5280 4.1.2.2",
    "The serial number is a positive integer.",
    "Leave serial_number out, for a random one.",
)
def _serial_positive(case: Case) -> Iterator[tuple[str, str]]:
    serial = case.tbs.serial_number
    if isinstance(serial, int) and serial <= 0:
        yield case.path("serialNumber"), "is zero" if serial == 0 else "is negative"


@rule(
    "rfc5280.serial_number.too_long",
    "error",
    "RFC 5280 4.1.2.2",
    "The serial number has at most 20 octets.",
    "Leave serial_number out, for a random one.",
)
def _serial_long(case: Case) -> Iterator[tuple[str, str]]:
    serial = case.tbs.serial_number
    if isinstance(serial, int) and not -MAX_SERIAL <= serial < MAX_SERIAL:
        octets = (serial.bit_length() if serial > 0 else (~serial).bit_length()) // 8 + 1
        yield case.path("serialNumber"), f"has {octets} octets, and 20 is the most"


@rule(
    "rfc5280.issuer.empty",
    "error",
    "RFC 5280 4.1.2.4",
    "The issuer's name is not empty.",
    "Give the CA a distinguished name.",
    ("openssl-strict", "gnutls", "python-3.13"),
)
def _issuer_empty(case: Case) -> Iterator[tuple[str, str]]:
    if is_empty(case.tbs.issuer):
        yield case.path("issuer"), "is empty"


@rule(
    "rfc5280.validity.reversed",
    "error",
    "RFC 5280 4.1.2.5",
    "A validity does not end before it begins.",
    "Exchange notBefore and notAfter.",
    EVERYBODY,
)
def _reversed(case: Case) -> Iterator[tuple[str, str]]:
    ends = times(case.tbs.validity)
    if ends is not None and ends[1].datetime < ends[0].datetime:
        yield case.path("validity.notAfter"), f"{ends[1]} is before notBefore, {ends[0]}"


@rule(
    "rfc5280.validity.wrong_time_type",
    "error",
    "RFC 5280 4.1.2.5",
    "Years to 2049 are a UTCTime, and years from 2050 a GeneralizedTime.",
    "Use Time.of, which chooses.",
)
def _time_type(case: Case) -> Iterator[tuple[str, str]]:
    for field, time in zip(("notBefore", "notAfter"), times(case.tbs.validity) or (), strict=False):
        if time.chosen != type(time).of(time.datetime).chosen or not time.datetime.year >= 1950:
            yield case.path(f"validity.{field}"), f"{time} is not of the time type that its year asks for"


@rule(
    "rfc5280.validity.not_yet_valid",
    "error",
    "RFC 5280 6.1.3",
    "At the time of judgement the validity has begun.",
    "Wait, or issue it with an earlier notBefore.",
    EVERYBODY,
)
def _not_yet(case: Case) -> Iterator[tuple[str, str]]:
    ends = times(case.tbs.validity)
    if case.at is not None and ends is not None and case.at < ends[0].datetime:
        yield case.path("validity.notBefore"), f"the certificate is valid from {ends[0]}, which is later"


@rule(
    "rfc5280.validity.expired",
    "error",
    "RFC 5280 6.1.3",
    "At the time of judgement the validity has not ended.",
    "Renew it.",
    EVERYBODY,
)
def _expired(case: Case) -> Iterator[tuple[str, str]]:
    ends = times(case.tbs.validity)
    if case.at is not None and ends is not None and case.at > ends[1].datetime:
        yield case.path("validity.notAfter"), f"the certificate was valid until {ends[1]}"


@rule(
    "rfc5280.subject.empty_without_alternative_name",
    "error",
    "RFC 5280 4.1.2.6",
    "A certificate whose subject is empty has a subjectAltName, and that is critical.",
    "Name the subject, or give it a critical subjectAltName.",
    THE_STRICT,
)
def _nameless(case: Case) -> Iterator[tuple[str, str]]:
    if is_empty(case.tbs.subject) and not case.is_ca():
        found = case.find(SubjectAlternativeName)
        if found is None:
            yield case.path("subject"), "is empty, and there is no subjectAltName"
        elif found[1].critical is not True:
            yield f"{found[0]}.critical", "is FALSE, and the subject is empty"


@rule(
    "rfc5280.subject.empty_ca",
    "error",
    "RFC 5280 4.1.2.6",
    "A CA has a subject.",
    "Give the CA a distinguished name.",
    ("openssl-strict", "gnutls", "python-3.13"),
)
def _nameless_ca(case: Case) -> Iterator[tuple[str, str]]:
    if is_empty(case.tbs.subject) and case.is_ca():
        yield case.path("subject"), "is empty, and this is a CA"


@rule(
    "rfc5280.extensions.empty",
    "error",
    "RFC 5280 4.1.2.9",
    "The list of extensions is absent or holds one at least.",
    "Leave extensions out.",
    THE_STRICT,
)
def _no_extensions(case: Case) -> Iterator[tuple[str, str]]:
    if case.tbs.extensions == ():
        yield case.path("extensions"), "is there, and empty"


@rule(
    "rfc5280.extensions.duplicate",
    "error",
    "RFC 5280 4.2",
    "An extension appears once.",
    "Merge the two into one.",
    EVERYBODY,
)
def _duplicates(case: Case) -> Iterator[tuple[str, str]]:
    first: dict[str, int] = {}
    for at, extension in case.extensions:
        if first.setdefault(extension.extn_id, at) != at:
            yield case.path(f"extensions[{at}].extnID"), f"is that of extensions[{first[extension.extn_id]}] again"


@rule(
    "rfc5280.extensions.undecodable",
    "error",
    "RFC 5280 4.2",
    "The contents of an extension are what its identifier says.",
    "Encode the value by its type.",
    ("openssl", "openssl-strict", "python-3.13"),
)
def _undecodable(case: Case) -> Iterator[tuple[str, str]]:
    for path, value in case.undecoded():
        yield path, f"does not decode: {value.error}"


@rule(
    "rfc5280.authority_key_identifier.missing",
    "error",
    "RFC 5280 4.2.1.1",
    "Every certificate that is not self-signed names its issuer's key.",
    "Add authorityKeyIdentifier (the default profile does).",
    THE_STRICT,
)
def _no_authority(case: Case) -> Iterator[tuple[str, str]]:
    # RFC 9925 3.3 takes it back for what is unsigned.
    if case.is_self_issued() or case.is_unsigned() or case.tbs.version != V3:
        return
    found = case.find(AuthorityKeyIdentifier)
    if found is None and not case.has(oid.AUTHORITY_KEY_IDENTIFIER):
        yield case.path("extensions"), "has no authorityKeyIdentifier"
    elif found is not None and found[2].key_identifier is None:
        yield f"{found[0]}.extnValue", "has no keyIdentifier"


@rule(
    "rfc5280.key_identifier.critical",
    "error",
    "RFC 5280 4.2.1.1",
    "Key identifiers are not critical.",
    "Leave critical out.",
    ("openssl", "openssl-strict", "python-3.13"),
)
def _critical_identifier(case: Case) -> Iterator[tuple[str, str]]:
    kinds: tuple[type[AuthorityKeyIdentifier] | type[SubjectKeyIdentifier], ...]
    kinds = (AuthorityKeyIdentifier, SubjectKeyIdentifier)
    for kind in kinds:
        for at, extension in case.extensions:
            if extension.extn_id == kind.oid and extension.critical is True:
                yield case.path(f"extensions[{at}].critical"), f"is TRUE for {kind.oid.name}"


@rule(
    "rfc5280.subject_key_identifier.missing_in_ca",
    "error",
    "RFC 5280 4.2.1.2",
    "A CA names its key.",
    "Add subjectKeyIdentifier (the default profile does).",
    THE_STRICT,
)
def _no_identifier(case: Case) -> Iterator[tuple[str, str]]:
    if case.is_ca() and not case.has(oid.SUBJECT_KEY_IDENTIFIER):
        yield case.path("extensions"), "of a CA has no subjectKeyIdentifier"


@rule(
    "rfc5280.key_usage.empty",
    "error",
    "RFC 5280 4.2.1.3",
    "A keyUsage asserts one bit at least.",
    "Leave keyUsage out, or say what the key is for.",
    ("openssl", "openssl-strict", "python-3.13"),
)
def _no_usage(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(KeyUsage)
    if found is not None and not list(found[2]):
        yield f"{found[0]}.extnValue", "asserts nothing"


@rule(
    "rfc5280.key_usage.cert_sign_without_ca",
    "error",
    "RFC 5280 4.2.1.9",
    "Only a CA asserts keyCertSign.",
    "Take keyCertSign out of keyUsage.",
    THE_STRICT,
)
def _signs_without_ca(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(KeyUsage)
    if found is not None and "keyCertSign" in list(found[2]) and not case.is_ca():
        yield f"{found[0]}.extnValue", "asserts keyCertSign, and the certificate is no CA's"


@rule(
    "rfc5280.key_usage.missing_in_ca",
    "error",
    "RFC 5280 4.2.1.3",
    "A CA has a keyUsage, with keyCertSign.",
    "Add a critical keyUsage with keyCertSign and cRLSign.",
    THE_STRICT,
)
def _ca_without_usage(case: Case) -> Iterator[tuple[str, str]]:
    if not case.is_ca():
        return
    found = case.find(KeyUsage)
    if found is None:
        yield case.path("extensions"), "of a CA has no keyUsage"
    elif "keyCertSign" not in list(found[2]):
        yield f"{found[0]}.extnValue", "of a CA does not assert keyCertSign"


@rule(
    "rfc5280.subject_alternative_name.empty",
    "error",
    "RFC 5280 4.2.1.6",
    "A subjectAltName holds one name at least.",
    "Leave subjectAltName out.",
    THE_STRICT,
)
def _no_names(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(SubjectAlternativeName)
    if found is not None and found[2].general_names == ():
        yield f"{found[0]}.extnValue", "holds no name"


@rule(
    "rfc9525.common_name.not_in_alternative_names",
    "warning",
    "RFC 9525 2",
    "Clients match a host against subjectAltName alone: a common name that is not there matches nothing.",
    "Add the common name to subjectAltName, if clients shall use it.",
)
def _common_name(case: Case) -> Iterator[tuple[str, str]]:
    value = case.value(SubjectAlternativeName)
    if case.is_ca() or not isinstance(case.tbs.subject, Name) or value is None:
        return
    if value.dns_names or value.ip_addresses:
        for name in common_names(case.tbs.subject):
            if not matches(name, value):
                yield case.path("subject"), f"the common name {name!r} is not among the alternative names"


@rule(
    "rfc9525.server.no_alternative_name",
    "warning",
    "RFC 9525 2",
    "A server's certificate names its hosts in subjectAltName.",
    "Add subjectAltName with every host name that clients use.",
    EVERYBODY,
)
def _server_without_names(case: Case) -> Iterator[tuple[str, str]]:
    purposes = case.value(ExtendedKeyUsage)
    if (
        purposes is not None
        and oid.SERVER_AUTH in items(purposes.key_purpose_ids)
        and not case.has(oid.SUBJECT_ALTERNATIVE_NAME)
    ):
        yield case.path("extensions"), "of a server has no subjectAltName: no client matches a host to it"


@rule(
    "rfc9525.host.not_matched",
    "error",
    "RFC 9525 6.3",
    "The host is one of the alternative names; a wildcard stands for one label.",
    "Issue a certificate whose subjectAltName has this host.",
    EVERYBODY,
)
def _host(case: Case) -> Iterator[tuple[str, str]]:
    if case.host is not None:
        value = case.value(SubjectAlternativeName)
        if value is None or not matches(case.host, value):
            yield case.path("extensions"), f"no alternative name matches the host {case.host!r}"


@rule(
    "rfc5280.basic_constraints.not_critical_in_ca",
    "error",
    "RFC 5280 4.2.1.9",
    "A CA's basicConstraints is critical.",
    "Mark basicConstraints critical.",
    THE_STRICT,
)
def _uncritical_ca(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(BasicConstraints)
    if found is not None and found[2].ca is True and found[1].critical is not True:
        yield f"{found[0]}.critical", "is FALSE, and the certificate is a CA's"


@rule(
    "rfc5280.basic_constraints.path_length",
    "error",
    "RFC 5280 4.2.1.9",
    "A pathLenConstraint is not negative, and stands with cA alone.",
    "Take pathLenConstraint out.",
    THE_STRICT,
)
def _path_length(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(BasicConstraints)
    if found is None or not isinstance(found[2].path_len_constraint, int):
        return
    if found[2].path_len_constraint < 0:
        yield f"{found[0]}.extnValue.pathLenConstraint", "is negative"
    elif found[2].ca is not True:
        yield f"{found[0]}.extnValue.pathLenConstraint", "is there, and cA is not"


@rule(
    "rfc5280.extended_key_usage.empty",
    "error",
    "RFC 5280 4.2.1.12",
    "An extendedKeyUsage holds one purpose at least.",
    "Leave extendedKeyUsage out.",
    ("python-3.13",),
)
def _no_purpose(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(ExtendedKeyUsage)
    if found is not None and found[2].key_purpose_ids == ():
        yield f"{found[0]}.extnValue", "holds no purpose"


@rule(
    "rfc5280.path.issuer_name",
    "error",
    "RFC 5280 6.1.3",
    "The issuer's name is the subject of the issuer's certificate, octet for octet.",
    "Take the name from the issuer's certificate.",
    ("gnutls",),
)
def _issuer_name(case: Case) -> Iterator[tuple[str, str]]:
    if case.issuer is not None and case.tbs.issuer.to_der() != case.issuer.tbs_certificate.subject.to_der():
        yield case.path("issuer"), "is not the subject of the issuer's certificate"


@rule(
    "rfc5280.path.issuer_is_no_ca",
    "error",
    "RFC 5280 6.1.4",
    "The issuer is a CA.",
    "Sign with a CA's certificate.",
    EVERYBODY,
)
def _issuer_no_ca(case: Case) -> Iterator[tuple[str, str]]:
    if case.issuer is None:
        return
    issuer = Case(case.issuer)
    usage = issuer.value(KeyUsage)
    if not issuer.is_ca():
        yield case.path("issuer"), f"{case.issuer.tbs_certificate.subject} is no CA: its basicConstraints lacks cA"
    elif usage is not None and "keyCertSign" not in list(usage):
        yield case.path("issuer"), f"{case.issuer.tbs_certificate.subject} may not sign certificates: see its keyUsage"


@rule(
    "rfc5280.path.too_long",
    "error",
    "RFC 5280 4.2.1.9",
    "No more CAs stand below a CA than its pathLenConstraint says.",
    "Sign with a CA of a greater pathLenConstraint.",
    EVERYBODY,
)
def _too_long(case: Case) -> Iterator[tuple[str, str]]:
    if case.issuer is not None and case.is_ca() and not case.is_self_issued():
        constraints = Case(case.issuer).value(BasicConstraints)
        if constraints is not None and constraints.path_len_constraint == 0:
            yield case.path("issuer"), "has the pathLenConstraint 0: no CA may stand below it"


@rule(
    "rfc5280.path.issuer_key_identifier",
    "error",
    "RFC 5280 4.2.1.1",
    "The authority key identifier is the issuer's subject key identifier.",
    "Leave authorityKeyIdentifier to the profile.",
    EVERYBODY,
)
def _issuer_identifier(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(AuthorityKeyIdentifier)
    if case.issuer is None or found is None or found[2].key_identifier is None:
        return
    own = Case(case.issuer).value(SubjectKeyIdentifier)
    if own is not None and own.key_identifier != found[2].key_identifier:
        yield f"{found[0]}.extnValue.keyIdentifier", "is not the subjectKeyIdentifier of the issuer"


@rule(
    "rfc5280.path.issuer_not_valid",
    "error",
    "RFC 5280 6.1.3",
    "At the time of judgement the issuer's certificate is valid.",
    "Renew the CA.",
    EVERYBODY,
)
def _issuer_valid(case: Case) -> Iterator[tuple[str, str]]:
    ends = None if case.issuer is None else times(case.issuer.tbs_certificate.validity)
    if case.at is not None and ends is not None and not ends[0].datetime <= case.at <= ends[1].datetime:
        yield case.path("issuer"), f"the issuer's certificate is valid from {ends[0]} until {ends[1]}, and not now"


@rule(
    "rfc5280.path.outlives_issuer",
    "warning",
    "RFC 5280 4.1.2.5",
    "A certificate does not outlive its issuer's: after that no path to it is valid.",
    "Issue it for fewer days.",
)
def _outlives(case: Case) -> Iterator[tuple[str, str]]:
    own = times(case.tbs.validity)
    ends = None if case.issuer is None else times(case.issuer.tbs_certificate.validity)
    if own is not None and ends is not None and own[1].datetime > ends[1].datetime:
        yield case.path("validity.notAfter"), f"{own[1]} is after the end of the issuer's certificate, {ends[1]}"
