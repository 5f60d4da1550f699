"""Rules for lists of revoked certificates (RFC 5280 5)."""

from __future__ import annotations

from .. import oid
from ..asn1 import Raw, Undecoded
from ..errors import EncodeError
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.crl import V2, CertificateList, RevokedCertificate, TBSCertList
from ..x509.extension import Extension
from ..x509.extensions.crl_extensions import CertificateIssuer, CRLNumber, CRLReason, DeltaCRLIndicator
from ..x509.extensions.distribution_points import FreshestCRL, IssuingDistributionPoint
from ..x509.extensions.information_access import AuthorityInformationAccess
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier
from ..x509.general_name import GeneralName
from ..x509.general_name_text import parse_uri
from ..x509.time import Time
from .distribution import points_of, said_beside
from .rule import Rules, called, is_empty, is_unknown_and_critical, items, moment, parts_of_name, placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeVar

    from ..x509.extension import ExtensionValue
    from .rule import Place

    E = TypeVar("E", bound=ExtensionValue)

RULES = Rules()
rule = RULES.rule
MAX_NUMBER = 1 << 159  # 20 octets with the sign bit (RFC 5280 5.2.3)
_UNSPECIFIED, _UNUSED, _REMOVE_FROM_CRL = 0, 7, 8
_AS_IN_CERTIFICATES = (
    *(oid.AUTHORITY_KEY_IDENTIFIER, oid.ISSUER_ALTERNATIVE_NAME, oid.FRESHEST_CRL, oid.AUTHORITY_INFORMATION_ACCESS),
)


class ListCase:
    """A list of revoked certificates, made easy to ask; what is raw in it is passed over."""

    __slots__ = ("entries", "extensions", "root", "signed", "tbs")

    def __init__(self, value: CertificateList | TBSCertList) -> None:
        self.signed = value if isinstance(value, CertificateList) else None
        self.root = "" if self.signed is None else "tbsCertList."
        tbs: Any = value.tbs_cert_list if isinstance(value, CertificateList) else value
        self.tbs: TBSCertList = TBSCertList.from_der(tbs.to_der()) if isinstance(tbs, Raw) else tbs
        self.extensions = dict(_extensions(self.tbs.crl_extensions, f"{self.root}crlExtensions"))
        self.entries: tuple[tuple[str, RevokedCertificate], ...] = tuple(
            (f"{self.root}revokedCertificates[{at}]", entry)
            for at, entry in enumerate(items(self.tbs.revoked_certificates))
            if isinstance(entry, RevokedCertificate)
        )

    def find(self, wanted: type[E]) -> tuple[str, Extension, E] | None:
        """Return path, frame and value of an extension of the list; None where it is absent or unreadable."""
        for path, extension in self.extensions.items():
            if isinstance(extension.extn_value, wanted):
                return path, extension, extension.extn_value
        return None

    def has(self, identifier: str) -> bool:
        """Return whether the list has an extension, readable or not."""
        return any(extension.extn_id == identifier for extension in self.extensions.values())

    def entry_extensions(self) -> Iterator[tuple[str, Extension]]:
        """Yield the extensions of all entries, with their paths."""
        for place, entry in self.entries:
            yield from _extensions(entry.crl_entry_extensions, f"{place}.crlEntryExtensions")

    def parts(self) -> Iterator[tuple[str, Place, Any]]:
        """Yield tag, path and value of what certificates have, too: for each RFC 5280 5 names the section of theirs."""
        if isinstance(self.tbs.signature, AlgorithmIdentifier):
            yield "signature", (f"{self.root}signature",), self.tbs.signature
        yield from parts_of_name(self.tbs.issuer, f"{self.root}issuer")
        for path, extension in self.extensions.items():
            if extension.extn_id in _AS_IN_CERTIFICATES and not isinstance(extension.extn_value, (Raw, bytes)):
                yield extension.extn_id, (path,), extension
                for at, name in enumerate(items(getattr(extension.extn_value, "general_names", None))):
                    if isinstance(name, GeneralName):
                        yield name.chosen, (f"{path}.extnValue", at), name

    def path_of(self, place: Place) -> str:
        """Return the full path of a part."""
        return placed(place)


def _extensions(listed: object, path: str) -> Iterator[tuple[str, Extension]]:
    for at, extension in enumerate(items(listed)):
        if isinstance(extension, Extension) and isinstance(extension.extn_id, str):
            yield f"{path}[{at}]", extension


@rule(
    "rfc5280.crl.algorithms_differ",
    "error",
    "RFC 5280 5.1.1.2",
    "signatureAlgorithm and tbsCertList.signature are the same.",
    "Write the signer's algorithm in both places.",
)
def _algorithms_differ(case: ListCase) -> Iterator[tuple[str, str]]:
    if case.signed is None or not isinstance(case.tbs.signature, AlgorithmIdentifier):
        return
    if case.signed.signature_algorithm.to_der() != case.tbs.signature.to_der():
        yield "signatureAlgorithm", "is not the algorithm in tbsCertList.signature"


@rule(
    "rfc5280.crl.version",
    "error",
    "RFC 5280 5.1.2.1",
    "A list with extensions is of version 2, and there is no other to write.",
    "Leave version out: it is v2 then.",
)
def _version(case: ListCase) -> Iterator[tuple[str, str]]:
    version, extended = case.tbs.version, bool(case.extensions) or any(True for _ in case.entry_extensions())
    if isinstance(version, int) and version != V2:
        yield f"{case.root}version", f"is {version}, and version 2 is written as 1"
    elif version is None and extended:
        yield f"{case.root}version", "is absent, and the list has extensions"


@rule(
    "rfc5280.crl.issuer_empty",
    "error",
    "RFC 5280 5.1.2.3",
    "The issuer of a list has a name.",
    "Name the issuer as its certificate does.",
)
def _issuer(case: ListCase) -> Iterator[tuple[str, str]]:
    if is_empty(case.tbs.issuer):
        yield f"{case.root}issuer", "is empty"


@rule(
    "rfc5280.crl.no_next_update",
    "error",
    "RFC 5280 5.1.2.5",
    "A list says when the next one comes.",
    "Give next_update.",
)
def _next_update(case: ListCase) -> Iterator[tuple[str, str]]:
    if case.tbs.next_update is None:
        yield f"{case.root}nextUpdate", "is absent"


@rule(
    "rfc5280.crl.reversed",
    "error",
    "RFC 5280 5.1.2.5",
    "The next list comes after this one.",
    "Give a later next_update.",
)
def _reversed(case: ListCase) -> Iterator[tuple[str, str]]:
    times = case.tbs.this_update, case.tbs.next_update
    if all(isinstance(time, Time) and isinstance(time.value, str) for time in times):
        this, following = (moment(time) for time in times if time is not None)
        if following < this:
            yield f"{case.root}nextUpdate", "is before thisUpdate"


@rule(
    "rfc5280.crl.wrong_time_type",
    "error",
    "RFC 5280 5.1.2.4, 5.1.2.5, 5.1.2.6",
    "Dates until 2049 are UTCTime, later ones GeneralizedTime.",
    "Use Time.of, which chooses the type.",
)
def _time_type(case: ListCase) -> Iterator[tuple[str, str]]:
    dates: list[tuple[str, object]] = [("thisUpdate", case.tbs.this_update), ("nextUpdate", case.tbs.next_update)]
    found = [(case.root + name, time) for name, time in dates]
    found += [(f"{place}.revocationDate", entry.revocation_date) for place, entry in case.entries]
    for path, time in found:
        if isinstance(time, Time) and time.chosen == "general_time":
            year = str(time.value)[:4]
            if "1950" <= year < "2050":
                yield path, f"is {year} as GeneralizedTime"


@rule(
    "rfc5280.crl.no_entries",
    "error",
    "RFC 5280 5.1.2.6",
    "A list that revokes nothing has no revokedCertificates.",
    "Leave revoked_certificates out.",
)
def _no_entries(case: ListCase) -> Iterator[tuple[str, str]]:
    if case.tbs.revoked_certificates == ():
        yield f"{case.root}revokedCertificates", "is empty"


@rule(
    "rfc5280.crl.entry_twice",
    "warning",
    "RFC 5280 5.1.2.6",
    "A certificate is revoked once: its serial number, or its issuer's name and that, are in one entry.",
    "Keep the entry with the date of the revocation.",
)
def _twice(case: ListCase) -> Iterator[tuple[str, str]]:
    seen: set[tuple[bytes, object]] = set()
    issuer = b""  # of an indirect list, that of the entries before (RFC 5280 5.3.3)
    for path, entry in case.entries:
        for _, extension in _extensions(entry.crl_entry_extensions, path):
            if extension.extn_id == oid.CERTIFICATE_ISSUER:
                issuer = extension.to_der()
        if isinstance(entry.user_certificate, int):
            if (issuer, entry.user_certificate) in seen:
                yield path, f"is {entry.user_certificate} again"
            seen.add((issuer, entry.user_certificate))


@rule(
    "rfc5280.crl.revoked_later",
    "warning",
    "RFC 5280 5.1.2.4, 5.1.2.6",
    "What a list revokes was revoked when the list was issued.",
    "Give the date of the revocation.",
)
def _later(case: ListCase) -> Iterator[tuple[str, str]]:
    this = case.tbs.this_update
    if isinstance(this, Time) and isinstance(this.value, str):
        issued = moment(this)
        for path, entry in case.entries:
            date = entry.revocation_date
            if isinstance(date, Time) and isinstance(date.value, str) and moment(date) > issued:
                yield f"{path}.revocationDate", f"is {date}, and thisUpdate {this}"


@rule(
    "rfc5280.crl.undecodable",
    "error",
    "RFC 5280 5.2, 5.3",
    "Extensions hold what their identifiers say.",
    "Write the extension with its type.",
)
def _undecodable(case: ListCase) -> Iterator[tuple[str, str]]:
    for path, extension in (*case.extensions.items(), *case.entry_extensions()):
        if isinstance(extension.extn_value, Undecoded):
            yield f"{path}.extnValue", f"cannot be read: {extension.extn_value.error}"


@rule(
    "rfc5280.crl.duplicate",
    "warning",
    "RFC 5280 5.2, 5.3 (4.2 of certificates)",
    "An extension is once in a list, and once in an entry.",
    "Leave the second one out.",
)
def _duplicate(case: ListCase) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for path, extension in (*case.extensions.items(), *case.entry_extensions()):
        if (key := (path.rpartition("[")[0], extension.extn_id)) in seen:
            yield path, f"is {called(extension.extn_id)} again"
        seen.add(key)


@rule(
    "rfc5280.crl.no_authority_key_identifier",
    "error",
    "RFC 5280 5.2.1",
    "A list has an authorityKeyIdentifier with a keyIdentifier.",
    "Add AuthorityKeyIdentifier(key_identifier=...) of the issuer.",
)
def _no_identifier(case: ListCase) -> Iterator[tuple[str, str]]:
    found = case.find(AuthorityKeyIdentifier)
    if found is not None and found[2].key_identifier is None:
        yield f"{found[0]}.extnValue", "has no keyIdentifier"
    elif not case.has(oid.AUTHORITY_KEY_IDENTIFIER):
        yield f"{case.root}crlExtensions", "hold no authorityKeyIdentifier"


@rule(
    "rfc5280.crl.no_number",
    "error",
    "RFC 5280 5.2.3",
    "A list has a cRLNumber.",
    "Add CRLNumber, one more than that of the list before.",
)
def _no_number(case: ListCase) -> Iterator[tuple[str, str]]:
    if not case.has(oid.CRL_NUMBER):
        yield f"{case.root}crlExtensions", "hold no cRLNumber"


@rule(
    "rfc5280.crl.number_range",
    "error",
    "RFC 5280 5.2.3, 5.2.4",
    "The number of a list is not negative, and has 20 octets at most.",
    "Count from 1.",
)
def _number(case: ListCase) -> Iterator[tuple[str, str]]:
    for kind in (CRLNumber, DeltaCRLIndicator):
        found: Any = case.find(kind)
        if found is not None and isinstance(found[2].number, int) and not 0 <= found[2].number < MAX_NUMBER:
            yield f"{found[0]}.extnValue", "is negative" if found[2].number < 0 else "has more than 20 octets"


_CRITICAL = (oid.DELTA_CRL_INDICATOR, oid.ISSUING_DISTRIBUTION_POINT, oid.CERTIFICATE_ISSUER)
_NOT_CRITICAL = (
    *(oid.CRL_NUMBER, oid.FRESHEST_CRL, oid.AUTHORITY_INFORMATION_ACCESS, oid.REASON_CODE, oid.INVALIDITY_DATE),
)


@rule(
    "rfc5280.crl.criticality",
    "error",
    "RFC 5280 5.2.3 to 5.2.7, 5.3",
    "deltaCRLIndicator, issuingDistributionPoint and certificateIssuer are critical, and others are not.",
    "Leave critical to Extension.of.",
)
def _criticality(case: ListCase) -> Iterator[tuple[str, str]]:
    for path, extension in (*case.extensions.items(), *case.entry_extensions()):
        if extension.extn_id in _CRITICAL and extension.critical is False:
            yield f"{path}.critical", f"is FALSE, of {extension.extn_id.name}"
        elif extension.extn_id in _NOT_CRITICAL and extension.critical is True:
            yield f"{path}.critical", f"is TRUE, of {extension.extn_id.name}"


@rule(
    "rfc5280.crl.unknown_critical",
    "warning",
    "RFC 5280 5.2, 5.3",
    "No extension is critical that has no name: who does not know it does not use the list.",
    "Leave critical out, unless all who read the list know the extension.",
)
def _unknown_critical(case: ListCase) -> Iterator[tuple[str, str]]:
    for path, extension in (*case.extensions.items(), *case.entry_extensions()):
        if is_unknown_and_critical(extension):
            yield f"{path}.critical", f"is TRUE, of {extension.extn_id}"


@rule(
    "rfc5280.crl.distribution_point",
    "error",
    "RFC 5280 5.2.5",
    "An issuingDistributionPoint says something, of one kind of certificates at most, none of attributes; its URIs are "
    "URIs.",
    "Leave it out, or set one of the flags.",
)
def _distribution_point(case: ListCase) -> Iterator[tuple[str, str]]:
    found = case.find(IssuingDistributionPoint)
    if found is None:
        return
    path, value = f"{found[0]}.extnValue", found[2]
    if value == IssuingDistributionPoint():
        yield path, "is empty"
    kinds = (value.only_contains_user_certs, value.only_contains_ca_certs, value.only_contains_attribute_certs)
    if sum(kind is True for kind in kinds) > 1:
        yield path, "is about several kinds of certificates, each alone"
    if value.only_contains_attribute_certs is True:
        yield f"{path}.onlyContainsAttributeCerts", "is TRUE"
    for at, name in enumerate(items(getattr(value.distribution_point, "full_name", None))):
        if isinstance(name, GeneralName) and name.chosen == "uniform_resource_identifier":
            try:
                parse_uri(name.value)
            except EncodeError as error:
                yield f"{path}.distributionPoint.fullName[{at}]", error.reason


@rule(
    "rfc5280.crl.reasons_not_given",
    "error",
    "RFC 5280 5.2.5",
    "In a list of some reasons alone, each entry has its reason.",
    "Add the reasonCode, or leave onlySomeReasons out.",
)
def _reasons(case: ListCase) -> Iterator[tuple[str, str]]:
    found = case.find(IssuingDistributionPoint)
    if found is not None and found[2].only_some_reasons is not None:
        for path, entry in case.entries:
            codes = [each for _, each in _extensions(entry.crl_entry_extensions, "") if each.extn_id == oid.REASON_CODE]
            if not codes:
                yield path, "has no reasonCode, and the list is of some reasons alone"


@rule(
    "rfc5280.crl.issuer_alternative_name",
    "warning",
    "RFC 5280 5.2.2",
    "issuerAltName is not critical.",
    "Leave critical to Extension.of.",
)
def _critical_name(case: ListCase) -> Iterator[tuple[str, str]]:
    for path, extension in case.extensions.items():
        if extension.extn_id == oid.ISSUER_ALTERNATIVE_NAME and extension.critical is True:
            yield f"{path}.critical", "is TRUE, of issuerAltName"


@rule(
    "rfc5280.crl.freshest_point",
    "error",
    "RFC 5280 5.2.6",
    "A point where deltas are had says neither reasons nor cRLIssuer: they are those of the list.",
    "Give its distributionPoint alone.",
)
def _freshest_point(case: ListCase) -> Iterator[tuple[str, str]]:
    found = case.find(FreshestCRL)
    if found is not None:
        for path, point in points_of(found[1]):
            yield from said_beside(f"{found[0]}.{path}", point)


@rule(
    "rfc5280.crl.freshest_in_delta",
    "error",
    "RFC 5280 5.2.6",
    "A delta says nothing of where deltas are.",
    "Leave freshestCRL out.",
)
def _freshest(case: ListCase) -> Iterator[tuple[str, str]]:
    if case.has(oid.DELTA_CRL_INDICATOR) and case.has(oid.FRESHEST_CRL):
        yield f"{case.root}crlExtensions", "hold deltaCRLIndicator and freshestCRL"


@rule(
    "rfc5280.crl.information_access",
    "error",
    "RFC 5280 5.2.7",
    "The authorityInfoAccess of a list says where certificates of its issuer are, and nothing else.",
    "Use caIssuers alone.",
)
def _information(case: ListCase) -> Iterator[tuple[str, str]]:
    found = case.find(AuthorityInformationAccess)
    if found is not None:
        methods = [getattr(each, "access_method", None) for each in items(found[2].access_descriptions)]
        if any(method != oid.CA_ISSUERS for method in methods) or methods == []:
            yield f"{found[0]}.extnValue", "holds others than caIssuers, or nothing"


@rule(
    "rfc5280.crl.reason",
    "error",
    "RFC 5280 5.3.1",
    "A reasonCode is one of the ten there are, and removeFromCRL stands in deltas alone.",
    "Give the reason, or leave it out.",
)
def _reason(case: ListCase) -> Iterator[tuple[str, str]]:
    for path, extension in case.entry_extensions():
        if isinstance(extension.extn_value, CRLReason):
            reason = extension.extn_value.reason
            if reason == _REMOVE_FROM_CRL and not case.has(oid.DELTA_CRL_INDICATOR):
                yield f"{path}.extnValue", "is removeFromCRL, and this is no delta"
            elif isinstance(reason, int) and (reason == _UNUSED or not 0 <= reason <= 10):
                yield f"{path}.extnValue", f"is {reason}, which is no reason"


@rule(
    "rfc5280.crl.reason_unspecified",
    "warning",
    "RFC 5280 5.3.1",
    "A reasonCode is left out rather than unspecified.",
    "Leave reasonCode out.",
)
def _unspecified(case: ListCase) -> Iterator[tuple[str, str]]:
    for path, extension in case.entry_extensions():
        if isinstance(extension.extn_value, CRLReason) and extension.extn_value.reason == _UNSPECIFIED:
            yield f"{path}.extnValue", "is unspecified"


@rule(
    "rfc5280.crl.certificate_issuer",
    "error",
    "RFC 5280 5.3.3",
    "certificateIssuer stands in indirect lists alone, and has the name of the issuer.",
    "Say indirectCRL in a critical issuingDistributionPoint; give the distinguished name.",
)
def _certificate_issuer(case: ListCase) -> Iterator[tuple[str, str]]:
    for path, extension in case.entry_extensions():
        if isinstance(extension.extn_value, CertificateIssuer):
            names = items(extension.extn_value.general_names)
            if all(isinstance(each, GeneralName) and each.chosen != "directory_name" for each in names):
                yield f"{path}.extnValue", "has no distinguished name"
    found = case.find(IssuingDistributionPoint)
    if found is None and case.has(oid.ISSUING_DISTRIBUTION_POINT):
        return
    if found is None or found[2].indirect_crl is False:
        for path, extension in case.entry_extensions():
            if extension.extn_id == oid.CERTIFICATE_ISSUER:
                yield path, "is certificateIssuer, and the list is not indirect"
