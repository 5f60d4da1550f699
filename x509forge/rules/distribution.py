"""Rules for where lists, issuers' certificates and the like are had (RFC 5280 4.2.1.13, 4.2.1.15, 4.2.2; RFC 9608)."""

from __future__ import annotations

from .. import oid
from ..errors import EncodeError
from ..x509.extensions.distribution_points import CRLDistributionPoints, DistributionPoint, DistributionPointName
from ..x509.extensions.information_access import AccessDescription, AuthorityInformationAccess
from ..x509.general_name import GeneralName
from ..x509.general_name_text import is_ip_address, parse_uri
from ..x509.name import Name
from . import rfc5280
from .alternative_names import authority_host, general_names, shortened
from .host import fault_of_host
from .rule import EVERYBODY, OPENSSL, Case, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..x509.extension import Extension

RULES = rfc5280.RULES
_POINTS = (oid.CRL_DISTRIBUTION_POINTS, oid.FRESHEST_CRL)
_ACCESS = (oid.AUTHORITY_INFORMATION_ACCESS, oid.SUBJECT_INFORMATION_ACCESS)
_METHODS = (oid.CA_ISSUERS, oid.CA_REPOSITORY)
# All reasons but the first, which is not used: bits 1 to 8 (RFC 5280 4.2.1.13).
_ALL_REASONS = set(range(1, 9))


def points_of(extension: Extension) -> Iterator[tuple[str, DistributionPoint]]:
    """Yield the distribution points that can be read, each with its path within the extension."""
    value: Any = extension.extn_value
    for at, point in enumerate(items(value.distribution_points)):
        if isinstance(point, DistributionPoint):
            yield f"extnValue[{at}]", point


def said_beside(path: str, point: DistributionPoint) -> Iterator[tuple[str, str]]:
    """Yield what a distribution point says beside where the list is had."""
    if point.reasons is not None:
        yield f"{path}.reasons", "is there"
    if point.crl_issuer is not None:
        yield f"{path}.cRLIssuer", "is there"


def _locations(extension: Extension) -> Iterator[tuple[str, AccessDescription]]:
    value: Any = extension.extn_value
    for at, description in enumerate(items(value.access_descriptions)):
        if isinstance(description, AccessDescription) and isinstance(description.access_location, GeneralName):
            yield f"extnValue[{at}]", description


def _uris(extension: Extension) -> Iterator[tuple[str, str]]:
    names: list[tuple[str, GeneralName]] = []
    if extension.extn_id in _POINTS:
        for path, point in points_of(extension):
            if isinstance(point.distribution_point, DistributionPointName):
                names += general_names(point.distribution_point.full_name, f"{path}.distributionPoint.fullName")
    else:
        names = [(f"{path}.accessLocation", each.access_location) for path, each in _locations(extension)]
    for path, name in names:
        if name.chosen == "uniform_resource_identifier" and isinstance(name.value, str):
            yield f"{path}.uniformResourceIdentifier", name.value


def _is_web_or_directory(name: GeneralName) -> bool:
    return (
        name.chosen == "uniform_resource_identifier"
        and isinstance(name.value, str)
        and name.value.lower().startswith(("http:", "https:", "ldap:", "ldaps:"))
    )


@RULES.part(
    (*_POINTS, *_ACCESS),
    "rfc5280.distribution.empty",
    "error",
    "RFC 5280 4.2.1.13, 4.2.2.1, 4.2.2.2",
    "A list of places holds one at least, and one of names a name.",
    "Leave the extension, or the empty list, out.",
)
def _empty(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if () in (getattr(value, "distribution_points", None), getattr(value, "access_descriptions", None)):
        yield "extnValue", "is an empty list"
    for path, point in points_of(extension) if extension.extn_id in _POINTS else ():
        if isinstance(point.distribution_point, DistributionPointName) and point.distribution_point.full_name == ():
            yield f"{path}.distributionPoint", "holds no name"
        if point.crl_issuer == ():
            yield f"{path}.cRLIssuer", "holds no name"


@RULES.part(
    (*_POINTS, *_ACCESS),
    "rfc5280.distribution.uri",
    "error",
    "RFC 5280 4.2.1.6, 4.2.1.13, 4.2.2 (RFC 3986)",
    "A place that is a URI is an absolute one.",
    "Write the whole URI.",
)
def _uri(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _uris(extension):
        try:
            parse_uri(text)
        except EncodeError as error:
            yield path, error.reason


@RULES.part(
    (*_POINTS, *_ACCESS),
    "rfc3986.distribution.uri_host",
    "warning",
    "RFC 3986 3.2.2 (RFC 1034 3.5)",
    "The host in a URI of a place is a host name or an IP address.",
    "Write the name of the host, as the DNS has it.",
)
def _uri_host(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _uris(extension):
        host = authority_host(text)
        # A URI of LDAP may leave its host out, which is another rule's.
        if host and not host.startswith("[") and not is_ip_address(host):
            fault = fault_of_host(host)
            if fault is not None:
                yield path, f"has the host {shortened(host)}, which {fault}"


@RULES.part(
    (*_POINTS, *_ACCESS),
    "rfc5280.distribution.ldap_uri",
    "error",
    "RFC 5280 4.2.1.13, 4.2.2 (RFC 4516)",
    "An LDAP URI names an entry and the attribute that holds what is looked for.",
    "Write ldap://host/dn?attribute.",
)
def _ldap(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _uris(extension):
        if text.lower().startswith(("ldap:", "ldaps:")):
            entry, _, rest = text.partition("://")[2].partition("/")[2].partition("?")
            if not entry or not rest.partition("?")[0]:
                yield path, "names no " + ("attribute" if entry else "entry")


@RULES.part(
    (*_POINTS, *_ACCESS),
    "rfc5280.distribution.ldap_host",
    "warning",
    "RFC 5280 4.2.1.13, 4.2.2 (RFC 4516)",
    "An LDAP URI names its host.",
    "Write ldap://host/dn?attribute.",
)
def _ldap_host(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _uris(extension):
        if text.lower().startswith(("ldap:///", "ldaps:///")):
            yield path, "names no host"


@RULES.part(
    _POINTS,
    "rfc5280.distribution_point.only_reasons",
    "error",
    "RFC 5280 4.2.1.13",
    "A DistributionPoint says where the list is, or who signs it.",
    "Add distributionPoint.",
    OPENSSL,
)
def _only_reasons(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, point in points_of(extension):
        if point.distribution_point is None and point.crl_issuer is None:
            yield path, "has neither distributionPoint nor cRLIssuer"


@RULES.part(
    _POINTS,
    "rfc5280.distribution_point.no_ldap_or_http",
    "warning",
    "RFC 5280 4.2.1.13",
    "One of a point's names is an LDAP or HTTP URI.",
    "Add an HTTP URI.",
)
def _no_uri(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, point in points_of(extension):
        place = point.distribution_point
        names = items(place.full_name) if isinstance(place, DistributionPointName) else ()
        if names and not any(_is_web_or_directory(name) for name in names if isinstance(name, GeneralName)):
            yield f"{path}.distributionPoint", "is reached by neither LDAP nor HTTP"


@RULES.part(
    _POINTS,
    "rfc5280.distribution_point.relative_name",
    "warning",
    "RFC 5280 4.2.1.13",
    "A point is named in full.",
    "Use fullName.",
    ("go",),
)
def _relative(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, point in points_of(extension):
        if _is_relative(point) and len(_issuers(point)) < 2:
            yield f"{path}.distributionPoint", "is relative to the name of the list's issuer"


def _is_relative(point: DistributionPoint) -> bool:
    place = point.distribution_point
    return isinstance(place, DistributionPointName) and place.chosen == "name_relative_to_crl_issuer"


def _issuers(point: DistributionPoint) -> list[Name]:
    names = [name for name in items(point.crl_issuer) if isinstance(name, GeneralName)]
    return [name.value for name in names if name.chosen == "directory_name" and isinstance(name.value, Name)]


@RULES.part(
    _POINTS,
    "rfc5280.distribution_point.relative_to_several",
    "error",
    "RFC 5280 4.2.1.13",
    "A name that is relative to the list's issuer is so to one name.",
    "Use fullName.",
    ("go",),
)
def _relative_to_several(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, point in points_of(extension):
        if _is_relative(point) and len(_issuers(point)) > 1:
            yield f"{path}.distributionPoint", f"is relative, and cRLIssuer has {len(_issuers(point))} names"


@RULES.part(
    _POINTS,
    "rfc5280.distribution_point.issuer_is_no_name",
    "error",
    "RFC 5280 4.2.1.13",
    "A cRLIssuer is the distinguished name of who signs the list, and nothing else.",
    "Write the issuer of the list as a directoryName.",
)
def _issuer_is_no_name(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, point in points_of(extension):
        for inner, name in general_names(point.crl_issuer, f"{path}.cRLIssuer"):
            if name.chosen != "directory_name":
                yield inner, "is no distinguished name"


@RULES.part(
    _POINTS,
    "rfc5280.distribution_point.by_reasons",
    "warning",
    "RFC 5280 4.2.1.13",
    "Lists are not split by reasons.",
    "Leave reasons out, and issue one list.",
)
def _by_reasons(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, point in points_of(extension):
        if point.reasons is not None:
            yield f"{path}.reasons", "are there"


@RULES.part(
    _POINTS,
    "rfc5280.distribution_point.not_all_reasons",
    "error",
    "RFC 5280 4.2.1.13",
    "One of the points is of a list for all reasons.",
    "Add a point without reasons.",
)
def _not_all_reasons(extension: Extension) -> Iterator[tuple[str, str]]:
    points = [point for _, point in points_of(extension)]
    reasons = [getattr(point.reasons, "bits", None) for point in points]
    if points and all(isinstance(each, tuple) and not set(each) >= _ALL_REASONS for each in reasons):
        yield "extnValue", "has no point for all reasons"


@RULES.rule(
    "rfc5280.distribution_point.issuer_of_certificate",
    "error",
    "RFC 5280 4.2.1.13",
    "Where the issuer of the certificate signs the list, the point has no cRLIssuer.",
    "Leave cRLIssuer out.",
    about=(oid.CRL_DISTRIBUTION_POINTS,),
)
def _same_issuer(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(CRLDistributionPoints)
    if found is not None:
        for path, point in points_of(found[1]):
            if isinstance(case.tbs.issuer, Name) and case.tbs.issuer in _issuers(point):
                yield f"{found[0]}.{path}.cRLIssuer", "is the issuer of the certificate"


@RULES.part(
    _ACCESS,
    "rfc5280.information_access.no_ldap_or_http",
    "warning",
    "RFC 5280 4.2.2.1, 4.2.2.2",
    "One of the places of caIssuers, and of caRepository, is an LDAP or HTTP URI.",
    "Add an HTTP URI.",
)
def _access_by_uri(extension: Extension) -> Iterator[tuple[str, str]]:
    for method in _METHODS:
        found = [(path, each) for path, each in _locations(extension) if each.access_method == method]
        if found and not any(_is_web_or_directory(each.access_location) for _, each in found):
            yield f"{found[0][0]}.accessLocation", f"is of {method.name}, and is reached by neither LDAP nor HTTP"


@RULES.part(
    (oid.AUTHORITY_INFORMATION_ACCESS,),
    "rfc6960.ocsp.no_uri",
    "error",
    "RFC 6960 3.1",
    "The place of an OCSP responder is a URI.",
    "Write the URI of the responder.",
)
def _responder(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, each in _locations(extension):
        if each.access_method == oid.OCSP and each.access_location.chosen != "uniform_resource_identifier":
            yield f"{path}.accessLocation", "is no URI"


_NO_REVOCATION = (oid.NO_REV_AVAIL,)


@RULES.part(
    _NO_REVOCATION,
    "rfc9608.no_rev_avail.critical",
    "error",
    "RFC 9608 2",
    "noRevAvail is not critical.",
    "Leave critical out.",
    EVERYBODY,
)
def _critical(extension: Extension) -> Iterator[tuple[str, str]]:
    if extension.critical is True:
        yield "critical", "is TRUE"


@RULES.rule(
    "rfc9608.no_rev_avail.in_ca",
    "error",
    "RFC 9608 2, 3",
    "A CA's certificate has no noRevAvail.",
    "Leave noRevAvail out.",
    about=_NO_REVOCATION,
)
def _not_for_cas(case: Case) -> Iterator[tuple[str, str]]:
    if case.is_ca():
        for at, extension in case.extensions:
            if extension.extn_id == oid.NO_REV_AVAIL:
                yield case.path(f"extensions[{at}]"), "is noRevAvail, and this is a CA"


@RULES.rule(
    "rfc9608.no_rev_avail.with_revocation",
    "error",
    "RFC 9608 3",
    "A certificate with noRevAvail points to no lists and to no OCSP responder.",
    "Leave noRevAvail out, or the pointers.",
    about=_NO_REVOCATION,
)
def _contradicted(case: Case) -> Iterator[tuple[str, str]]:
    for at, extension in case.extensions:
        if extension.extn_id in _POINTS:
            yield case.path(f"extensions[{at}]"), f"is {extension.extn_id.name}, and there is noRevAvail"
    access = case.find(AuthorityInformationAccess)
    if access is not None:
        for path, each in _locations(access[1]):
            if each.access_method == oid.OCSP:
                yield f"{access[0]}.{path}.accessMethod", "is that of OCSP, and there is noRevAvail"
