"""Chains: which certificate issued which, and in what order a file should hold them (RFC 5280 6.1, RFC 8446 4.4.2)."""

from __future__ import annotations

from ..errors import ChainError, DecodeError, SignatureMismatch, SigningError
from ..signing.verify import verify
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.name_comparison import comparison_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..x509.certificate import Certificate


def verify_link(certificate: Certificate, issuer: Certificate) -> None:
    """Return if the issuer's key signed the certificate.

    Raises SignatureMismatch if it did not, SigningError for an algorithm or key that is not supported.
    """
    tbs = certificate.tbs_certificate
    try:
        verify(
            issuer.tbs_certificate.subject_public_key_info,
            certificate.signature_algorithm,
            certificate.signature_value.octets,
            tbs.to_der(),
        )
    except SignatureMismatch:
        raise SignatureMismatch(
            f"the certificate of {tbs.subject} is not signed by the key of {issuer.tbs_certificate.subject}"
        ) from None


def order(pool: Iterable[Certificate], leaf: Certificate | None = None) -> tuple[Certificate, ...]:
    """Return a pool of certificates as one chain: the leaf first, each one followed by its issuer.

    The chain ends at a self-signed certificate, or where the pool has no issuer.
    The same certificate twice counts once. Without `leaf`, it is the one that issued
    none of the others. Raises ChainError for an empty pool, for several leaves, and
    for certificates that have no place in the chain; SignatureMismatch where names
    fit and no signature does.
    """
    certificates = list(dict.fromkeys(pool))
    if leaf is None:
        leaf = _only_leaf(certificates)
    by_subject = _by_subject(certificates)
    chain = [leaf]
    while not is_self_issued(chain[-1]):
        issuer = _issuer(
            chain[-1], [found for found in by_subject.get(_issuer_key(chain[-1]), ()) if found not in chain]
        )
        if issuer is None:
            break
        chain.append(issuer)
    if strangers := [certificate for certificate in certificates if certificate not in chain]:
        names = "; ".join(str(stranger.tbs_certificate.subject) for stranger in strangers)
        raise ChainError(
            f"not in the chain of {leaf.tbs_certificate.subject}, which ends at {_ending(chain[-1])}: {names}"
        )
    return tuple(chain)


def is_self_issued(certificate: Certificate) -> bool:
    """Return whether subject and issuer are one name (RFC 5280 3.2)."""
    tbs = certificate.tbs_certificate
    return comparison_key(tbs.issuer) == comparison_key(tbs.subject)


def _ending(last: Certificate) -> str:
    tbs = last.tbs_certificate
    if is_self_issued(last):
        return f"the root {tbs.subject}"
    return f"{tbs.subject}, whose issuer {tbs.issuer} is not there"


def _subject_key(certificate: Certificate) -> object:
    return comparison_key(certificate.tbs_certificate.subject)


def _issuer_key(certificate: Certificate) -> object:
    return comparison_key(certificate.tbs_certificate.issuer)


def _by_subject(certificates: Iterable[Certificate]) -> dict[object, list[Certificate]]:
    found: dict[object, list[Certificate]] = {}
    for certificate in certificates:
        found.setdefault(_subject_key(certificate), []).append(certificate)
    return found


def _only_leaf(certificates: list[Certificate]) -> Certificate:
    if not certificates:
        raise ChainError("there is no certificate")
    issuers = {_issuer_key(certificate) for certificate in certificates if not is_self_issued(certificate)}
    leaves = [certificate for certificate in certificates if _subject_key(certificate) not in issuers]
    if len(leaves) == 1 or len(certificates) == 1:
        return (leaves or certificates)[0]
    if leaves and len(ends := [leaf for leaf in leaves if not is_self_issued(leaf)]) == 1:
        return ends[0]
    if not leaves:
        raise ChainError("each certificate is the issuer of another: there is no leaf")
    names = "; ".join(str(leaf.tbs_certificate.subject) for leaf in leaves)
    raise ChainError(f"{len(leaves)} certificates are the issuer of no other, and a chain has one leaf: {names}")


def _issuer(certificate: Certificate, candidates: list[Certificate]) -> Certificate | None:
    """Return the candidate whose key signed the certificate; those that its key identifier names come first."""
    wanted = _identifier(certificate, AuthorityKeyIdentifier)
    candidates = sorted(candidates, key=lambda found: _identifier(found, SubjectKeyIdentifier) != wanted)
    refused: SigningError | None = None
    for candidate in candidates:
        try:
            verify_link(certificate, candidate)
        except SigningError as error:
            refused = refused or error
        else:
            return candidate
    if refused is not None:
        raise refused
    return None


def _identifier(certificate: Certificate, wanted: type[AuthorityKeyIdentifier | SubjectKeyIdentifier]) -> bytes | None:
    try:
        value = certificate.extension(wanted)
    except DecodeError:
        return None
    return None if value is None else value.key_identifier
