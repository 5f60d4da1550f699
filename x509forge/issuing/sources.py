"""Where a reader finds what is not in the certificate: its issuer's, and whether it was revoked (RFC 5280 4.2.2.1)."""

from __future__ import annotations

from .. import oid
from ..x509.extension import Extension
from ..x509.extensions.distribution_points import CRLDistributionPoints
from ..x509.extensions.information_access import AuthorityInformationAccess
from ..x509.general_name import GeneralName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Addresses = str | Iterable[str]


def sources(
    given: Iterable[Extension], *, ca_issuers: Addresses = (), ocsp: Addresses = (), crl: Addresses = ()
) -> tuple[Extension, ...]:
    """Return the extensions that name these addresses; each address of `crl` is a distribution point of its own.

    Raises ValueError where the extension is given already, EncodeError for what is no URI.
    """
    if not ca_issuers and not ocsp and not crl:
        return ()
    made: list[Extension] = []
    access = [("ocsp", uri) for uri in _uris(ocsp)] + [("caIssuers", uri) for uri in _uris(ca_issuers)]
    if access:
        made.append(Extension.of(AuthorityInformationAccess.of(*access)))
    if points := _uris(crl):
        made.append(Extension.of(CRLDistributionPoints.of(*points)))
    present = {extension.extn_id for extension in given}
    for extension in made:
        if extension.extn_id in present:
            words = "ca_issuers= and ocsp=" if extension.extn_id == oid.AUTHORITY_INFORMATION_ACCESS else "crl="
            raise ValueError(f"{extension.extn_id.name} is among the extensions: leave {words} out")
    return tuple(made)


def _uris(addresses: Addresses) -> list[GeneralName]:
    return [GeneralName.uri(address) for address in ([addresses] if isinstance(addresses, str) else addresses)]
