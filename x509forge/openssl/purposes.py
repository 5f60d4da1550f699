"""What a certificate is good for (`X509_check_purpose(3)`), and whether it is a CA's (`X509_check_ca(3)`)."""

from __future__ import annotations

from .. import oid
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.extensions.netscape import NetscapeCertType
from .issued import extension_of, is_invalid, is_self_signed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..x509.certificate import Certificate


def purpose_of(name: str, certificate: Certificate, ca: bool) -> int:
    """Return 0 for no, 1 for yes, -1 for a certificate that cannot be judged; what else `ca_kind` says is a doubt."""
    return -1 if is_invalid(certificate) else PURPOSES[name](certificate, ca)


def ca_kind(certificate: Certificate) -> int:
    """Return 0 for no CA, 1 for one by its constraints, 3 for a root of version 1, 4 and 5 for one by other signs."""
    if is_invalid(certificate):
        return 0
    usage = extension_of(certificate, KeyUsage)
    if usage is not None and "keyCertSign" not in usage:
        return 0
    constraints = extension_of(certificate, BasicConstraints)
    if constraints is not None:
        return 1 if constraints.ca else 0
    if certificate.tbs_certificate.version == 0 and is_self_signed(certificate):
        return 3
    if usage is not None:
        return 4
    netscape = extension_of(certificate, NetscapeCertType)
    if netscape is not None and any(bit in netscape for bit in ("sslCA", "emailCA", "objCA")):
        return 5
    return 0


_SERVER_GATED = ("2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.10.3.3")
_KNOWN = frozenset(
    str(purpose)
    for purpose in (
        *(oid.SERVER_AUTH, oid.CLIENT_AUTH, oid.EMAIL_PROTECTION, oid.CODE_SIGNING, oid.OCSP_SIGNING),
        *(oid.TIME_STAMPING, "1.3.6.1.5.5.7.3.10", oid.ANY_EXTENDED_KEY_USAGE, *_SERVER_GATED),
    )
)


def _extended(certificate: Certificate, *wanted: str) -> bool:
    found = extension_of(certificate, ExtendedKeyUsage)
    return found is None or any(purpose in wanted for purpose in found.key_purpose_ids)


def _used(certificate: Certificate, *wanted: str) -> bool:
    found = extension_of(certificate, KeyUsage)
    return found is None or any(bit in found for bit in wanted)


def _netscape(certificate: Certificate, *wanted: str) -> bool:
    found = extension_of(certificate, NetscapeCertType)
    return found is None or any(bit in found for bit in wanted)


def _authority(certificate: Certificate, bit: str) -> int:
    """Return whether this is a CA; what is one by its certificate type alone must be one of this kind."""
    kind = ca_kind(certificate)
    return kind if kind != 5 or _netscape(certificate, bit) else 0


def _ssl_client(certificate: Certificate, ca: bool) -> int:
    if not _extended(certificate, oid.CLIENT_AUTH):
        return False
    if ca:
        return int(_authority(certificate, "sslCA") > 0)
    return _used(certificate, "digitalSignature", "keyAgreement") and _netscape(certificate, "client")


def _ssl_server(certificate: Certificate, ca: bool) -> int:
    if not _extended(certificate, oid.SERVER_AUTH, *_SERVER_GATED):
        return False
    if ca:
        return int(_authority(certificate, "sslCA") > 0)
    usages = ("digitalSignature", "keyEncipherment", "keyAgreement")
    return _used(certificate, *usages) and _netscape(certificate, "server")


def _netscape_server(certificate: Certificate, ca: bool) -> int:
    found = _ssl_server(certificate, ca)
    return found if ca or _used(certificate, "keyEncipherment") else 0


def _smime(*usages: str) -> Callable[[Certificate, bool], int]:
    def purpose(certificate: Certificate, ca: bool) -> int:
        if not _extended(certificate, oid.EMAIL_PROTECTION):
            return False
        if ca:
            return _authority(certificate, "emailCA")
        if not _netscape(certificate, "email", "client") or not _used(certificate, *usages):
            return 0
        # A client's is taken for one, with a doubt.
        return 1 if _netscape(certificate, "email") else 2

    return purpose


def _crl_sign(certificate: Certificate, ca: bool) -> int:
    return ca_kind(certificate) if ca else _used(certificate, "cRLSign")


def _ocsp_helper(certificate: Certificate, ca: bool) -> int:
    return ca_kind(certificate) if ca else 1


def _timestamp(certificate: Certificate, ca: bool) -> int:
    if ca:
        return ca_kind(certificate)
    usage = extension_of(certificate, KeyUsage)
    if usage is not None and (not usage.bits or not {*usage.bits} <= {0, 1}):
        return False
    found = extension_of(certificate, ExtendedKeyUsage)
    # Purposes that OpenSSL does not know do not count.
    return (
        found is not None
        and {*found.key_purpose_ids} & _KNOWN == {oid.TIME_STAMPING}
        and any(
            known.critical
            for known in certificate.tbs_certificate.extensions or ()
            if known.extn_id == oid.EXTENDED_KEY_USAGE
        )
    )


def _any(certificate: Certificate, ca: bool) -> int:
    return 1


# 0 is no, 1 is yes; more is yes with a doubt, which -x509_strict does not give: what `ca_kind` says.
PURPOSES: dict[str, Callable[[Certificate, bool], int]] = {
    "sslclient": _ssl_client,
    "sslserver": _ssl_server,
    "nssslserver": _netscape_server,
    "smimesign": _smime("digitalSignature", "nonRepudiation"),
    "smimeencrypt": _smime("keyEncipherment"),
    "crlsign": _crl_sign,
    "any": _any,
    "ocsphelper": _ocsp_helper,
    "timestampsign": _timestamp,
}
