"""The rules of RFC 5280 for certificates, in the order of its sections, and RFC 9525's for host names."""

from __future__ import annotations

from .. import oid
from ..asn1 import Raw
from ..der import read_header
from ..errors import DecodeError
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.certificate import V1, V2, V3
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.general_name import GeneralName
from ..x509.name import Name
from .host import common_names, matches
from .rule import DATES, EVERYBODY, OPENSSL, STRICT, Case, Rules, is_empty, is_unknown_and_critical, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..x509.extension import Extension

# Of what is a certificate's own only those speak that say so: see `Case.kind`.
RULES = Rules(own=False)
rule = RULES.rule
MAX_SERIAL = 1 << 159  # 20 octets with the sign bit (RFC 5280 4.1.2.2)


def _is_unsigned_yet(case: Case) -> bool:
    return case.certificate is None


def _is_plain_number(case: Case) -> bool:
    serial = case.tbs.serial_number
    return serial.__class__ is int and 0 < serial < MAX_SERIAL


def _has_names(extension: Extension) -> bool:
    value: Any = extension.extn_value
    return bool(value.general_names)


def has_plain_names(case: Case) -> bool:
    """Return whether all common names are alternative names, too, no address is in the subject, and nothing is raw."""
    try:
        for _, extension in case.own:
            value: Any = extension.extn_value
            if value.__class__ is SubjectAlternativeName:
                hosts = [name.value for name in value.general_names if name.chosen == "dns_name"]
                for level in case.tbs.subject.rdn_sequence:
                    for attribute in level.attributes:
                        type = attribute.type
                        if type == oid.COMMON_NAME and attribute.value.text not in hosts:  # type: ignore[union-attr]
                            return False
                        if type == oid.EMAIL_ADDRESS:
                            return False
                return True
    except (AttributeError, TypeError):
        pass  # a raw element has none of these
    return False


@rule(
    "rfc5280.signature.algorithms_differ",
    "error",
    "RFC 5280 4.1.1.2",
    "signatureAlgorithm and tbsCertificate.signature are the same.",
    "Write the signer's algorithm in both places.",
    EVERYBODY,
    own=True,
    quick=_is_unsigned_yet,
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
    (*STRICT, "gnutls", "cryptography", "go", "java"),
)
def _version(case: Case) -> Iterator[tuple[str, str]]:
    version = case.tbs.version
    if isinstance(version, int) and case.extensions and version != V3:
        yield case.path("version"), f"is {version}, and a certificate with extensions is of version 3, written as 2"


@rule(
    "rfc2986.version",
    "error",
    "RFC 2986 4.1",
    "A request is of version 1, written as 0.",
    "Leave version out.",
    about=("request",),
    own=True,
)
def _request_version(case: Case) -> Iterator[tuple[str, str]]:
    version = case.request.version
    if isinstance(version, int) and version != V1:
        yield case.path("version"), "is not that of version 1"


@rule(
    "rfc5280.version.unknown",
    "error",
    "RFC 5280 4.1",
    "The version is 1, 2 or 3, written as 0, 1 or 2.",
    "Leave version out: it is v3 then.",
    ("cryptography", "go", "java"),
)
def _unknown_version(case: Case) -> Iterator[tuple[str, str]]:
    version = case.tbs.version
    if isinstance(version, int) and version not in (V1, V2, V3):
        yield case.path("version"), "is none that there is"


@rule(
    "rfc5280.version.higher_than_needed",
    "notice",
    "RFC 5280 4.1.2.1",
    "A certificate without extensions is of version 1, or 2 where it has a unique identifier; 3 is allowed.",
    "Add the extensions that a certificate needs today.",
    (*STRICT, "cryptography", "go"),
)
def _high_version(case: Case) -> Iterator[tuple[str, str]]:
    tbs = case.tbs
    if tbs.extensions is None and isinstance(tbs.version, int):
        needed = V1 if tbs.issuer_unique_id is None and tbs.subject_unique_id is None else V2
        if needed < tbs.version <= V3:
            yield case.path("version"), f"is {tbs.version + 1}, and {needed + 1} would do"


@rule(
    "rfc5280.unique_identifier.version",
    "error",
    "RFC 5280 4.1.2.8",
    "Unique identifiers are in certificates of version 2 or 3.",
    "Leave the unique identifiers out.",
    ("gnutls", "cryptography", "go", "java"),
)
def _identifier_in_v1(case: Case) -> Iterator[tuple[str, str]]:
    if case.tbs.version == V1:
        for field in _unique_identifiers(case):
            yield case.path(field), "is there, and the version is 1"


@rule(
    "rfc5280.unique_identifier.present",
    "error",
    "RFC 5280 4.1.2.8",
    "A certificate has no unique identifiers.",
    "Leave the unique identifiers out.",
)
def _unique(case: Case) -> Iterator[tuple[str, str]]:
    if case.tbs.version != V1:
        for field in _unique_identifiers(case):
            yield case.path(field), "is there"


def _unique_identifiers(case: Case) -> Iterator[str]:
    if case.tbs.issuer_unique_id is not None:
        yield "issuerUniqueID"
    if case.tbs.subject_unique_id is not None:
        yield "subjectUniqueID"


@rule(
    "rfc5280.serial_number.not_positive",
    "error",
    "RFC 5280 4.1.2.2",
    "The serial number is a positive integer.",
    "Leave serial_number out, for a random one.",
    ("cryptography",),
    own=True,
    quick=_is_plain_number,
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
    ("cryptography",),
    own=True,
    quick=_is_plain_number,
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
    (*STRICT, "gnutls", "cryptography", "java"),
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
    own=DATES,
)
def _reversed(case: Case) -> Iterator[tuple[str, str]]:
    ends = case.ends
    if ends is not None and ends[1] < ends[0]:
        validity = case.tbs.validity
        yield case.path("validity.notAfter"), f"{validity.not_after} is before notBefore, {validity.not_before}"


@rule(
    "rfc5280.validity.wrong_time_type",
    "error",
    "RFC 5280 4.1.2.5",
    "Years to 2049 are a UTCTime, and years from 2050 a GeneralizedTime.",
    "Use Time.of, which chooses.",
    ("cryptography",),
    own=DATES,
)
def _time_type(case: Case) -> Iterator[tuple[str, str]]:
    ends = case.ends
    # A UTCTime is of 1950 to 2049 whatever it says, and before 1950 there is no right type.
    if ends is not None and (ends[0] < "2050" or ends[1] < "2050"):
        validity = case.tbs.validity
        for field, time, moment in zip(
            ("notBefore", "notAfter"), (validity.not_before, validity.not_after), ends, strict=True
        ):
            if time.chosen != "utc_time" and moment < "2050":
                yield case.path(f"validity.{field}"), f"{time} is not of the time type that its year asks for"


@rule(
    "rfc5280.validity.not_yet_valid",
    "error",
    "RFC 5280 6.1.3",
    "At the time of judgement the validity has begun.",
    "Wait, or issue it with an earlier notBefore.",
    EVERYBODY,
    about=("at",),
    own=DATES,
)
def _not_yet(case: Case) -> Iterator[tuple[str, str]]:
    ends = case.ends
    if case.now is not None and ends is not None and case.now < ends[0]:
        start = case.tbs.validity.not_before
        yield case.path("validity.notBefore"), f"the certificate is valid from {start}, which is later"


@rule(
    "rfc5280.validity.expired",
    "error",
    "RFC 5280 6.1.3",
    "At the time of judgement the validity has not ended.",
    "Renew it.",
    EVERYBODY,
    about=("at",),
    own=DATES,
)
def _expired(case: Case) -> Iterator[tuple[str, str]]:
    ends = case.ends
    if case.now is not None and ends is not None and case.now > ends[1]:
        yield case.path("validity.notAfter"), f"the certificate was valid until {case.tbs.validity.not_after}"


@rule(
    "rfc5280.subject.empty_without_alternative_name",
    "error",
    "RFC 5280 4.1.2.6",
    "A certificate whose subject is empty has a subjectAltName, and that is critical.",
    "Name the subject, or give it a critical subjectAltName.",
    (*STRICT, "cryptography", "java"),
)
def _nameless(case: Case) -> Iterator[tuple[str, str]]:
    if is_empty(case.tbs.subject) and not case.is_ca() and not case.is_request:
        found = case.frame(oid.SUBJECT_ALTERNATIVE_NAME)
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
    (*STRICT, "gnutls", "cryptography", "java"),
    about=(oid.BASIC_CONSTRAINTS,),
)
def _nameless_ca(case: Case) -> Iterator[tuple[str, str]]:
    if is_empty(case.tbs.subject) and case.is_ca() and not case.is_request:
        yield case.path("subject"), "is empty, and this is a CA"


@rule(
    "rfc5280.subject.empty_crl_issuer",
    "error",
    "RFC 5280 4.1.2.6",
    "Who signs revocation lists has a subject.",
    "Give the issuer of the lists a distinguished name.",
    STRICT,
    about=(oid.KEY_USAGE,),
)
def _nameless_crl_issuer(case: Case) -> Iterator[tuple[str, str]]:
    if is_empty(case.tbs.subject) and not case.is_ca() and not case.is_request:
        found = case.find(KeyUsage)
        if found is not None and "cRLSign" in (_bits(found[1]) or ()):
            yield case.path("subject"), "is empty, and keyUsage asserts cRLSign"


def _bits(extension: Extension) -> tuple[str | int, ...] | None:
    """Return what a keyUsage asserts, or None where that cannot be read."""
    usage = extension.extn_value
    return tuple(usage) if isinstance(usage, KeyUsage) and not isinstance(usage.bits, Raw) else None


@rule(
    "rfc5280.extensions.empty",
    "error",
    "RFC 5280 4.1.2.9",
    "The list of extensions is absent or holds one at least.",
    "Leave extensions out.",
    (*STRICT, "cryptography", "go"),
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
    (*OPENSSL, "gnutls", "cryptography", "go", "java"),
)
def _duplicates(case: Case) -> Iterator[tuple[str, str]]:
    first: dict[str, int] = {}
    for at, extension in case.extensions:
        if first.setdefault(extension.extn_id, at) != at:
            yield case.path(f"extensions[{at}].extnID"), f"is that of extensions[{first[extension.extn_id]}] again"


@rule(
    "rfc5280.extensions.undecodable",
    "error",
    "RFC 5280 4.1, 4.2",
    "The contents of an extension are DER, and what its identifier says.",
    "Encode the value by its type.",
    (*OPENSSL, "cryptography", "go", "java"),
)
def _undecodable(case: Case) -> Iterator[tuple[str, str]]:
    for path, value in case.undecoded():
        yield path, f"does not decode: {value.error}"
    for at, extension in case.extensions:
        # Of a type that nobody knows here: that it is one element can still be seen.
        octets = extension.extn_value
        if isinstance(octets, bytes):
            try:
                trailing = read_header(octets, 0, len(octets))[1] < len(octets)
            except DecodeError as error:
                yield case.path(f"extensions[{at}].extnValue"), f"is no DER: {error}"
            else:
                if trailing:
                    yield case.path(f"extensions[{at}].extnValue"), "has octets behind its element"


@rule(
    "rfc5280.extensions.unknown_critical",
    "warning",
    "RFC 5280 4.2",
    "No extension is critical that has no name: who does not know it refuses the certificate.",
    "Leave critical out, unless all who read the certificate know the extension.",
    EVERYBODY,
)
def _unknown_critical(case: Case) -> Iterator[tuple[str, str]]:
    for at, extension in case.extensions:
        if is_unknown_and_critical(extension):
            yield case.path(f"extensions[{at}].critical"), f"is TRUE for {extension.extn_id}"


@rule(
    "rfc5280.authority_key_identifier.missing",
    "error",
    "RFC 5280 4.2.1.1",
    "Every certificate that is not self-signed names its issuer's key.",
    "Add authorityKeyIdentifier (the default profile does).",
    (*STRICT, "cryptography"),
)
def _no_authority(case: Case) -> Iterator[tuple[str, str]]:
    # RFC 9925 3.3 takes it back for what is unsigned. Before version 3 nothing says whether a certificate is a CA's.
    if case.is_request or case.is_unsigned() or (case.is_self_issued() and (case.is_ca() or case.tbs.version != V3)):
        return
    found = case.find(AuthorityKeyIdentifier)
    if found is None and not case.has(oid.AUTHORITY_KEY_IDENTIFIER):
        yield case.path("extensions"), "has no authorityKeyIdentifier"
    elif found is not None and found[2].key_identifier is None:
        yield f"{found[0]}.extnValue", "has no keyIdentifier"


@RULES.part(
    (oid.AUTHORITY_KEY_IDENTIFIER,),
    "rfc5280.authority_key_identifier.half_a_pair",
    "error",
    "RFC 5280 4.2.1.1, A.2",
    "authorityCertIssuer and authorityCertSerialNumber are both there, or neither is.",
    "Use keyIdentifier alone.",
    (*OPENSSL, "java"),
)
def _half_a_pair(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if (value.authority_cert_issuer is None) is not (value.authority_cert_serial_number is None):
        there = "authorityCertSerialNumber" if value.authority_cert_issuer is None else "authorityCertIssuer"
        yield f"extnValue.{there}", "is there without its other half"


@rule(
    "rfc5280.key_identifier.critical",
    "error",
    "RFC 5280 4.2.1.1",
    "Key identifiers are not critical.",
    "Leave critical out.",
    (*OPENSSL, "java"),
    about=(oid.AUTHORITY_KEY_IDENTIFIER, oid.SUBJECT_KEY_IDENTIFIER),
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
    STRICT,
    about=(oid.BASIC_CONSTRAINTS,),
)
def _no_identifier(case: Case) -> Iterator[tuple[str, str]]:
    if case.is_ca() and not case.is_request and not case.has(oid.SUBJECT_KEY_IDENTIFIER):
        yield case.path("extensions"), "has no subjectKeyIdentifier, and the certificate is a CA's"


@rule(
    "rfc5280.subject_key_identifier.missing",
    "warning",
    "RFC 5280 4.2.1.2",
    "Other certificates name their key, too.",
    "Add subjectKeyIdentifier (the default profile does).",
)
def _no_identifier_in_leaf(case: Case) -> Iterator[tuple[str, str]]:
    if not case.is_ca() and not case.is_request and not case.has(oid.SUBJECT_KEY_IDENTIFIER):
        yield case.path("extensions"), "has no subjectKeyIdentifier"


@RULES.part(
    (oid.KEY_USAGE,),
    "rfc5280.key_usage.empty",
    "error",
    "RFC 5280 4.2.1.3",
    "A keyUsage asserts one bit at least.",
    "Leave keyUsage out, or say what the key is for.",
    (*OPENSSL, "java", "nss"),
)
def _no_usage(extension: Extension) -> Iterator[tuple[str, str]]:
    if _bits(extension) == ():
        yield "extnValue", "asserts nothing"


@RULES.part(
    (oid.KEY_USAGE,),
    "rfc5280.key_usage.unknown_bit",
    "error",
    "RFC 5280 4.2.1.3",
    "A keyUsage asserts none but the nine bits that have a name.",
    "Take the other bits out.",
)
def _unknown_bit(extension: Extension) -> Iterator[tuple[str, str]]:
    wrong = [bit for bit in _bits(extension) or () if isinstance(bit, int)]
    if wrong:
        yield "extnValue", f"asserts bit {', '.join(map(str, wrong))}, and the last that has a name is 8"


@rule(
    "rfc5280.key_usage.cert_sign_without_ca",
    "error",
    "RFC 5280 4.2.1.9",
    "Only a CA asserts keyCertSign.",
    "Take keyCertSign out of keyUsage.",
    (*STRICT, "cryptography"),
    about=(oid.KEY_USAGE,),
)
def _signs_without_ca(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(KeyUsage)
    if found is not None and "keyCertSign" in list(found[2]) and not case.is_ca():
        yield f"{found[0]}.extnValue", "asserts keyCertSign, and the certificate is no CA's"


@RULES.part(
    (oid.KEY_USAGE,),
    "rfc5280.key_usage.only_with_key_agreement",
    "warning",
    "RFC 5280 4.2.1.3",
    "encipherOnly and decipherOnly mean something beside keyAgreement alone.",
    "Assert keyAgreement, or take them out.",
)
def _only(extension: Extension) -> Iterator[tuple[str, str]]:
    bits = _bits(extension) or ()
    if "keyAgreement" not in bits:
        for bit in ("encipherOnly", "decipherOnly"):
            if bit in bits:
                yield "extnValue", f"asserts {bit}, and not keyAgreement"


@RULES.part(
    (oid.KEY_USAGE,),
    "rfc3279.key_usage.encipher_and_decipher_only",
    "error",
    "RFC 3279 2.3.3, 2.3.5",
    "A keyUsage does not assert both encipherOnly and decipherOnly.",
    "Take one of them out, or both.",
)
def _both_only(extension: Extension) -> Iterator[tuple[str, str]]:
    if {"encipherOnly", "decipherOnly"} <= set(_bits(extension) or ()):
        yield "extnValue", "asserts encipherOnly and decipherOnly"


@rule(
    "rfc5280.key_usage.missing_in_ca",
    "error",
    "RFC 5280 4.2.1.3",
    "A CA has a keyUsage, with keyCertSign.",
    "Add a critical keyUsage with keyCertSign and cRLSign.",
    (*STRICT, "cryptography"),
    about=(oid.BASIC_CONSTRAINTS,),
)
def _ca_without_usage(case: Case) -> Iterator[tuple[str, str]]:
    if not case.is_ca():
        return
    found = case.find(KeyUsage)
    if found is None and (case.is_request or case.has(oid.KEY_USAGE)):
        return
    if found is None:
        yield case.path("extensions"), "has no keyUsage, and the certificate is a CA's"
    elif "keyCertSign" not in list(found[2]):
        yield f"{found[0]}.extnValue", "does not assert keyCertSign, and the certificate is a CA's"


@RULES.part(
    (oid.SUBJECT_ALTERNATIVE_NAME,),
    "rfc5280.subject_alternative_name.empty",
    "error",
    "RFC 5280 4.2.1.6",
    "A subjectAltName holds one name at least.",
    "Leave subjectAltName out.",
    (*STRICT, "cryptography", "go"),
    own=True,
    quick=_has_names,
)
def _no_names(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if value.general_names == ():
        yield "extnValue", "holds no name"


@rule(
    "rfc9525.common_name.not_in_alternative_names",
    "warning",
    "RFC 9525 2",
    "Clients match a host against subjectAltName alone: a common name that is not there matches nothing.",
    "Add the common name to subjectAltName, if clients shall use it.",
    about=(oid.SUBJECT_ALTERNATIVE_NAME,),
    own=True,
    quick=has_plain_names,
)
def _common_name(case: Case) -> Iterator[tuple[str, str]]:
    value = case.value(SubjectAlternativeName)
    if case.is_ca() or not isinstance(case.tbs.subject, Name) or value is None:
        return
    hosts = value.dns_names
    if hosts or value.ip_addresses:
        for name in common_names(case.tbs.subject):
            if name not in hosts and not matches(name, value):
                yield case.path("subject"), f"the common name {name!r} is not among the alternative names"


@rule(
    "rfc9525.server.no_alternative_name",
    "warning",
    "RFC 9525 2",
    "A server's certificate names its hosts in subjectAltName.",
    "Add subjectAltName with every host name that clients use.",
    ("cryptography", "go"),
    about=(oid.EXTENDED_KEY_USAGE,),
)
def _server_without_names(case: Case) -> Iterator[tuple[str, str]]:
    purposes = case.value(ExtendedKeyUsage)
    if (
        purposes is not None
        and oid.SERVER_AUTH in items(purposes.key_purpose_ids)
        and not case.has(oid.SUBJECT_ALTERNATIVE_NAME)
        and not case.is_request
        and not case.is_ca()
    ):
        yield case.path("extensions"), "has no subjectAltName: no client matches a host to this server"


@rule(
    "rfc9525.host.not_matched",
    "error",
    "RFC 9525 6.3",
    "The host is one of the alternative names; a wildcard stands for one label.",
    "Issue a certificate whose subjectAltName has this host.",
    (*OPENSSL, "gnutls", "cryptography", "go", "java"),
    about=("host",),
    own=True,
)
def _host(case: Case) -> Iterator[tuple[str, str]]:
    if case.host is not None:
        value = case.value(SubjectAlternativeName)
        if value is None or not matches(case.host, value):
            yield case.path("extensions"), f"no alternative name matches the host {case.host!r}"


@RULES.part(
    (oid.SUBJECT_DIRECTORY_ATTRIBUTES,),
    "rfc5280.subject_directory_attributes.empty",
    "error",
    "RFC 5280 A.2 (4.2.1.8)",
    "A subjectDirectoryAttributes holds one attribute at least.",
    "Leave subjectDirectoryAttributes out.",
)
def _no_attributes(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if value.attributes == ():
        yield "extnValue", "holds no attribute"


@RULES.part(
    (oid.BASIC_CONSTRAINTS,),
    "rfc5280.basic_constraints.not_critical_in_ca",
    "error",
    "RFC 5280 4.2.1.9",
    "A CA's basicConstraints is critical.",
    "Mark basicConstraints critical.",
    (*STRICT, "cryptography"),
)
def _uncritical_ca(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if value.ca is True and extension.critical is not True:
        yield "critical", "is FALSE, and the certificate is a CA's"


@RULES.part(
    (oid.BASIC_CONSTRAINTS,),
    "rfc5280.basic_constraints.path_length",
    "error",
    "RFC 5280 4.2.1.9",
    "A pathLenConstraint is not negative, and stands with cA alone.",
    "Take pathLenConstraint out.",
    STRICT,
)
def _path_length(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if isinstance(value.path_len_constraint, int):
        if value.path_len_constraint < 0:
            yield "extnValue.pathLenConstraint", "is negative"
        elif value.ca is not True:
            yield "extnValue.pathLenConstraint", "is there, and cA is not"


@rule(
    "rfc5280.basic_constraints.path_length_without_cert_sign",
    "error",
    "RFC 5280 4.2.1.9",
    "A pathLenConstraint stands where keyUsage asserts keyCertSign.",
    "Take pathLenConstraint out, or assert keyCertSign.",
    (*OPENSSL, "gnutls", "cryptography", "go", "java"),
    about=(oid.BASIC_CONSTRAINTS,),
)
def _path_length_unused(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(BasicConstraints)
    if found is not None and found[2].ca is True and found[2].path_len_constraint is not None:
        usage = case.find(KeyUsage)
        if usage is not None and "keyCertSign" not in (_bits(usage[1]) or ("keyCertSign",)):
            yield f"{found[0]}.extnValue.pathLenConstraint", "is there, and keyUsage does not assert keyCertSign"


@RULES.part(
    (oid.EXTENDED_KEY_USAGE,),
    "rfc5280.extended_key_usage.empty",
    "error",
    "RFC 5280 4.2.1.12",
    "An extendedKeyUsage holds one purpose at least.",
    "Leave extendedKeyUsage out.",
    ("python-3.13", "node", "cryptography", "java", "nss"),
)
def _no_purpose(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if value.key_purpose_ids == ():
        yield "extnValue", "holds no purpose"


@RULES.part(
    (oid.EXTENDED_KEY_USAGE,),
    "rfc5280.extended_key_usage.any_and_critical",
    "warning",
    "RFC 5280 4.2.1.12",
    "An extendedKeyUsage with anyExtendedKeyUsage is not critical.",
    "Leave critical out.",
    ("cryptography",),
)
def _any_purpose(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if extension.critical is True and oid.ANY_EXTENDED_KEY_USAGE in items(value.key_purpose_ids):
        yield "critical", "is TRUE, and anyExtendedKeyUsage is among the purposes"


# RFC 5280 4.2.1.12: what keyUsage may assert for a purpose, by the numbers of the bits; one of them is enough.
_BITS_OF_PURPOSES: dict[str, tuple[int, ...]] = {
    oid.SERVER_AUTH: (0, 2, 4),
    oid.CLIENT_AUTH: (0, 4),
    oid.CODE_SIGNING: (0,),
    oid.EMAIL_PROTECTION: (0, 1, 2, 4),
    oid.TIME_STAMPING: (0, 1),
    oid.OCSP_SIGNING: (0, 1),
}


@rule(
    "rfc5280.extended_key_usage.against_key_usage",
    "error",
    "RFC 5280 4.2.1.12",
    "One of the purposes is consistent with keyUsage; else the certificate is for none.",
    "Assert in keyUsage what the purpose needs.",
    ("python-3.13", "node", "java", "nss"),
    about=(oid.EXTENDED_KEY_USAGE,),
)
def _no_use(case: Case) -> Iterator[tuple[str, str]]:
    found, usage = case.find(ExtendedKeyUsage), case.value(KeyUsage)
    # A CA's purposes are those of the certificates below it.
    if found is None or usage is None or not usage.bits or isinstance(usage.bits, Raw) or case.is_ca():
        return
    purposes, usage_bits = items(found[2].key_purpose_ids), set(usage.bits)
    for purpose in purposes:
        fit = _BITS_OF_PURPOSES.get(purpose) if isinstance(purpose, str) else None
        if fit is None or not usage_bits.isdisjoint(fit):
            return
    if purposes:
        yield f"{found[0]}.extnValue", f"holds no purpose for which keyUsage is good: {', '.join(map(str, usage))}"


@rule(
    "rfc3161.time_stamping.not_critical_and_alone",
    "error",
    "RFC 3161 2.3",
    "timeStamping is the one purpose of its certificate, and the extension is critical.",
    "Issue a certificate for time stamping alone, its extendedKeyUsage critical.",
    ("cryptography",),
    about=(oid.EXTENDED_KEY_USAGE,),
)
def _time_stamping(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(ExtendedKeyUsage)
    if found is None or case.is_ca() or oid.TIME_STAMPING not in items(found[2].key_purpose_ids):
        return
    if found[1].critical is False:
        yield f"{found[0]}.critical", "is FALSE, and the purpose is timeStamping"
    if len(items(found[2].key_purpose_ids)) > 1:
        yield f"{found[0]}.extnValue", "holds other purposes beside timeStamping"


@rule(
    "rfc5280.path.issuer_name",
    "error",
    "RFC 5280 4.1.2.6, 6.1.3",
    "The issuer's name is the subject of the issuer's certificate, octet for octet.",
    "Take the name from the issuer's certificate.",
    ("gnutls", "cryptography", "go", "nss"),
    about=("issuer",),
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
    about=("issuer",),
)
def _issuer_no_ca(case: Case) -> Iterator[tuple[str, str]]:
    if case.issuer is None:
        return
    issuer = case.of_issuer
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
    about=("issuer",),
)
def _too_long(case: Case) -> Iterator[tuple[str, str]]:
    if case.issuer is not None and case.is_ca() and not case.is_self_issued():
        constraints = case.of_issuer.value(BasicConstraints)
        if constraints is not None and constraints.path_len_constraint == 0:
            yield case.path("issuer"), "has the pathLenConstraint 0: no CA may stand below it"


@rule(
    "rfc5280.path.issuer_key_identifier",
    "error",
    "RFC 5280 4.2.1.1",
    "The authority key identifier is the issuer's subject key identifier.",
    "Leave authorityKeyIdentifier to the profile.",
    (*OPENSSL, "gnutls", "java", "nss"),
    about=("issuer",),
)
def _issuer_identifier(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(AuthorityKeyIdentifier)
    if case.issuer is None or found is None or found[2].key_identifier is None:
        return
    own = case.of_issuer.value(SubjectKeyIdentifier)
    if own is not None and own.key_identifier != found[2].key_identifier:
        yield f"{found[0]}.extnValue.keyIdentifier", "is not the subjectKeyIdentifier of the issuer"


@rule(
    "rfc5280.path.issuer_serial_number",
    "error",
    "RFC 5280 4.2.1.1",
    "authorityCertSerialNumber and authorityCertIssuer are those of the issuer's certificate.",
    "Use keyIdentifier alone.",
    (*OPENSSL, "java"),
    about=("issuer",),
)
def _issuer_serial(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(AuthorityKeyIdentifier)
    if case.issuer is None or found is None:
        return
    own, value = case.of_issuer.tbs, found[2]
    serial = value.authority_cert_serial_number
    if isinstance(serial, int) and isinstance(own.serial_number, int) and serial != own.serial_number:
        yield f"{found[0]}.extnValue.authorityCertSerialNumber", "is not the serial number of the issuer"
    names = [name for name in items(value.authority_cert_issuer) if isinstance(name, GeneralName)]
    issuers = [name.value for name in names if name.chosen == "directory_name"]
    if issuers and isinstance(own.issuer, Name) and own.issuer not in issuers:
        yield f"{found[0]}.extnValue.authorityCertIssuer", "is not the issuer of the issuer's certificate"


@rule(
    "rfc5280.path.issuer_not_valid",
    "error",
    "RFC 5280 6.1.3",
    "At the time of judgement the issuer's certificate is valid.",
    "Renew the CA.",
    EVERYBODY,
    about=("issuer",),
    own=DATES,
)
def _issuer_valid(case: Case) -> Iterator[tuple[str, str]]:
    ends = None if case.issuer is None else case.of_issuer.ends
    if case.now is not None and ends is not None and not ends[0] <= case.now <= ends[1]:
        own = case.of_issuer.tbs.validity
        yield (
            case.path("issuer"),
            f"the issuer's certificate is valid from {own.not_before} until {own.not_after}, and not now",
        )


@rule(
    "rfc5280.path.outlives_issuer",
    "warning",
    "RFC 5280 4.1.2.5",
    "A certificate does not outlive its issuer's: after that no path to it is valid.",
    "Issue it for fewer days.",
    about=("issuer",),
    own=DATES,
)
def _outlives(case: Case) -> Iterator[tuple[str, str]]:
    own, ends = case.ends, None if case.issuer is None else case.of_issuer.ends
    if own is not None and ends is not None and own[1] > ends[1]:
        end, last = case.tbs.validity.not_after, case.of_issuer.tbs.validity.not_after
        yield case.path("validity.notAfter"), f"{end} is after the end of the issuer's certificate, {last}"
