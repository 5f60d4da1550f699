"""Signing again what was taken apart and changed: a certificate, a request, whatever is signed in their form."""

from __future__ import annotations

from ..asn1 import BitString, Value
from ..errors import BackendUnavailable, SignatureMismatch, UnsupportedKey
from ..signing.signer import sign_with, signer_of, signing_as
from ..x509.algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from ..signing.signer import Signer

    Signed = TypeVar("Signed", bound=Value)


def resign(
    signed: Signed,
    signer: Signer | object,
    *,
    algorithm: AlgorithmIdentifier | None = None,
    keep_description: bool = False,
) -> Signed:
    """Return the same certificate, or request, with a signature by this signer; everything else stays as it is.

        forged = certificate.with_("tbsCertificate.validity.notAfter", "1949-01-01")
        forged = xf.resign(forged, key)

    It takes whatever is signed as X.509 signs: a description, `signatureAlgorithm`, and the signature over the
    description's DER. What is described may break every rule, and is not judged. The key need not be the one that
    signed before, and key identifiers do not follow it.

    The algorithm stays as described where the signer can sign by it; or else, and with `algorithm` (that of the signer:
    `key.algorithm`), the new one is written outside the description and inside, where there is a place for it. With
    `keep_description` nothing inside is changed, also where it then disagrees with what is outside.

    The signer may be a private key of another library. Raises UnsupportedKey if the signer does not sign by
    `algorithm`, SignatureMismatch if it signs with another key than its own, SigningError where signing fails, and
    TypeError for what is not signed.
    """
    described, outside, signature = _parts(signed)
    signer = signer_of(signer)
    by: Signer | None
    if algorithm is not None:
        by = signing_as(signer, algorithm)
    elif (by := _as_described(signer, getattr(signed, outside))) is None:
        by, algorithm = signer, signer.algorithm
    if algorithm is not None:
        description = getattr(signed, described)
        if not keep_description and "signature" in getattr(description, "_field_names", ()):
            signed = signed.replace(**{described: description.replace(signature=algorithm)})
        signed = signed.replace(**{outside: algorithm})
    octets = sign_with(by, getattr(signed, described).to_der())
    return signed.replace(**{signature: BitString(octets)})


def _as_described(signer: Signer, algorithm: object) -> Signer | None:
    """Return the signer signing by this algorithm, or None where it does not; a raw element may stand for one."""
    if not isinstance(algorithm, AlgorithmIdentifier):
        return None
    try:
        return signing_as(signer, algorithm)
    except (BackendUnavailable, SignatureMismatch, UnsupportedKey):
        return None


def _parts(signed: object) -> tuple[str, str, str]:
    """Return the names of the three fields; raises TypeError for another structure."""
    names: tuple[str, ...] = getattr(type(signed), "_field_names", ())
    if names[1:2] == ("signature_algorithm",) and names[2:3] in (("signature",), ("signature_value",)):
        return names[0], names[1], names[2]
    raise TypeError(f"{type(signed).__name__} is not a signed structure: a Certificate is, or a request")
