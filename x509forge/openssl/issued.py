"""Who may have issued what, as OpenSSL 3.0 takes it from names, key identifiers and algorithms, not from signatures."""

from __future__ import annotations

from functools import lru_cache

from .. import oid
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.distribution_points import CRLDistributionPoints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.extensions.name_constraints import NameConstraints
from ..x509.extensions.netscape import NetscapeCertType
from ..x509.extensions.number_resources import ASIdentifiers, IPAddrBlocks
from ..x509.extensions.proxy_cert_info import ProxyCertInfo
from ..x509.name import Name
from .name_hash import canonical
from .text.keys import public_key_lines
from .text.lenient import leniently, octets_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from ..x509.certificate import Certificate
    from ..x509.extension import ExtensionValue

    E = TypeVar("E", bound=ExtensionValue)

# A certificate with one of these that cannot be read, or is there twice, is not used at all.
_NEEDED: tuple[type[ExtensionValue], ...] = (
    *(BasicConstraints, ProxyCertInfo, KeyUsage, ExtendedKeyUsage, NetscapeCertType, SubjectKeyIdentifier),
    *(AuthorityKeyIdentifier, SubjectAlternativeName, NameConstraints, CRLDistributionPoints, IPAddrBlocks),
    ASIdentifiers,
)


@lru_cache(maxsize=512)
def _extensions(certificate: Certificate, kind: type[ExtensionValue]) -> tuple[ExtensionValue | None, ...]:
    """Return the values of each extension of a kind, None for one that OpenSSL cannot read."""
    found = []
    for known in certificate.tbs_certificate.extensions or ():
        if known.extn_id == kind.oid:
            value = known.extn_value
            value = value if isinstance(value, kind) else leniently(known, octets_of(known))
            found.append(value if isinstance(value, kind) else None)
    return tuple(found)


def extension_of(certificate: Certificate, kind: type[E]) -> E | None:
    """Return an extension as OpenSSL reads it, or None for none; for what it cannot read, see `is_invalid`."""
    found = _extensions(certificate, kind)
    return found[0] if len(found) == 1 else None  # type: ignore[return-value]


def is_invalid(certificate: Certificate) -> bool:
    """Return whether OpenSSL uses a certificate for nothing, because of its extensions."""
    for kind in _NEEDED:
        found = _extensions(certificate, kind)
        if len(found) > 1 or None in found:
            return True
    usage = extension_of(certificate, KeyUsage)
    if usage is not None and not any(bit < 16 for bit in usage.bits):
        return True
    points = extension_of(certificate, CRLDistributionPoints)
    if points is not None and any(
        point.distribution_point is None and not point.crl_issuer for point in points.distribution_points
    ):
        return True
    constraints = extension_of(certificate, BasicConstraints)
    if constraints is not None and (constraints.path_len_constraint or 0) < 0:
        return True
    if extension_of(certificate, ProxyCertInfo) is None:
        return False
    names = (oid.SUBJECT_ALTERNATIVE_NAME, oid.ISSUER_ALTERNATIVE_NAME)
    return (constraints is not None and constraints.ca) or any(
        known.extn_id in names for known in certificate.tbs_certificate.extensions or ()
    )


def is_self_issued(certificate: Certificate) -> bool:
    """Return whether subject and issuer have the same name."""
    tbs = certificate.tbs_certificate
    return same_name(tbs.subject, tbs.issuer)


def same_name(one: Name, other: Name) -> bool:
    """Return whether two names are the same in their canonical form."""
    return one == other or canonical(one) == canonical(other)


def has_issued(issuer: Certificate, certificate: Certificate) -> bool:
    """Return whether names, key identifiers and algorithms say so (`X509_check_issued(3)`)."""
    tbs, parent = certificate.tbs_certificate, issuer.tbs_certificate
    if not same_name(tbs.issuer, parent.subject) or is_invalid(issuer) or is_invalid(certificate):
        return False
    return _is_named(issuer, certificate) and _fits(issuer, certificate)


def is_self_signed(certificate: Certificate) -> bool:
    """Return whether a certificate says that it is its own issuer."""
    return has_issued(certificate, certificate)


def _is_named(issuer: Certificate, certificate: Certificate) -> bool:
    """Return whether the authority key identifier, if there is one, is that of the issuer."""
    named = extension_of(certificate, AuthorityKeyIdentifier)
    if named is None:
        return True
    parent = issuer.tbs_certificate
    known = extension_of(issuer, SubjectKeyIdentifier)
    if named.key_identifier is not None and known is not None and named.key_identifier != known.key_identifier:
        return False
    if named.authority_cert_serial_number not in (None, parent.serial_number):
        return False
    names = [name.value for name in named.authority_cert_issuer or () if isinstance(name.value, Name)]
    return not names or same_name(names[0], parent.issuer)


# The kinds of keys, and the signatures that each makes (OBJ_find_sigid_algs); one of RSA may make PSS, too.
_RSA, _PSS, _EC, _DSA = str(oid.RSA_ENCRYPTION), str(oid.RSASSA_PSS), str(oid.EC_PUBLIC_KEY), str(oid.DSA)
_SIGNATURES = {
    **{f"1.2.840.113549.1.1.{last}": _RSA for last in (2, 4, 5, 11, 12, 13, 14, 15, 16)},
    **{f"2.16.840.1.101.3.4.3.{last}": _RSA for last in (13, 14, 15, 16)},
    **dict.fromkeys(("1.3.14.3.2.3", "1.3.14.3.2.29", "1.3.36.3.3.1.2", "2.5.8.3.100"), _RSA),
    _PSS: _PSS,
    **{f"1.2.840.10045.4.{last}": _EC for last in ("1", "2", "3.1", "3.2", "3.3", "3.4")},
    **{f"2.16.840.1.101.3.4.3.{last}": _EC for last in (9, 10, 11, 12)},
    **{f"2.16.840.1.101.3.4.3.{last}": _DSA for last in (1, 2, 3, 4, 5, 6, 7, 8)},
    **dict.fromkeys(("1.2.840.10040.4.3", "1.3.14.3.2.13", "1.3.14.3.2.27"), _DSA),
    str(oid.ED25519): str(oid.ED25519),
    str(oid.ED448): str(oid.ED448),
}


def _fits(issuer: Certificate, certificate: Certificate) -> bool:
    """Return whether the issuer's key can be loaded, and is of the kind that signed the certificate."""
    wanted = _SIGNATURES.get(str(certificate.tbs_certificate.signature.algorithm))
    kind = str(issuer.tbs_certificate.subject_public_key_info.algorithm.algorithm)
    kind = _RSA if kind == "2.5.8.1.1" else kind
    return (kind == wanted or (kind, wanted) == (_RSA, _PSS)) and has_loadable_key(issuer)


def has_loadable_key(certificate: Certificate) -> bool:
    """Return whether OpenSSL can make a key of a certificate's, as far as that can be told without computing."""
    return public_key_lines(certificate.tbs_certificate.subject_public_key_info) is not None
