"""Making a bad certificate of a good one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..errors import UnsupportedKey
from ..signing.signer import signer_of
from ..x509.certificate import V3
from .defect import DEFECTS
from .draft import Draft, Forged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..signing.signer import Signer
    from ..x509.certificate import Certificate
    from .defect import Defect

_KINDS = {oid.RSA_ENCRYPTION: "rsa", oid.EC_PUBLIC_KEY: "ec"}
# What is changed when everything else is signed.
_AFTER = "signatureValue"


def apply(ids: str | Iterable[str], certificate: Certificate | Forged, signer: Signer | object) -> Forged:
    """Return a good certificate with these defects, signed by this signer; nothing else in it changes.

        forged = xf.forge.apply("serial.negative", certificate, ca_key)
        forged = xf.forge.apply(["dates.reversed", "extensions.duplicate"], certificate, ca_key)

    `ids` are those of `DEFECTS`, one or several, in the order in which they are made. What was forged takes more
    defects, and is made anew. The signature is over what stands there then, by the algorithm that the certificate
    has, unless the defect is of the signature. The key is to be that which signed the good certificate: names
    and key identifiers do not follow it.

    Raises ValueError for an unknown id, two defects of one place, a defect that changes nothing beside the others
    or would be none in this certificate, and a certificate that is not of version 3 with extensions; DecodeError
    where what a defect adds to does not decode in the good certificate; UnsupportedKey where the key is of a kind
    that cannot be wrong in this way, or does not sign by the certificate's algorithm.
    """
    wanted = [ids] if isinstance(ids, str) else list(ids)
    if isinstance(certificate, Forged):
        wanted = [*certificate.ids, *wanted]
        certificate = certificate.good
    tbs = certificate.tbs_certificate
    if tbs.version != V3 or not tbs.extensions:
        raise ValueError("a good certificate is of version 3 and has extensions")
    signer = signer_of(signer)
    defects = [_defect(id) for id in wanted]
    _require_places_of_their_own(defects)
    for defect in defects:
        if defect.needs not in (None, kind_of(signer)):
            raise UnsupportedKey(f"{defect.id}: the key that signs is to be of the kind {defect.needs}")
    described = [defect for defect in defects if defect.path != _AFTER]
    draft = _draft(described, certificate, signer)
    for defect in described:
        others = [other for other in described if other is not defect]
        if _draft(others, certificate, signer).to_der() == draft.to_der():
            raise ValueError(f"{defect.id} changes nothing in this certificate{' beside the others' * bool(others)}")
    draft.sign()
    for defect in defects:
        if defect.path == _AFTER:
            defect.make(draft)
    return Forged(certificate, tuple(wanted), draft.to_der())


def kind_of(signer: Signer) -> str | None:
    """Return "rsa" or "ec", as `Defect.needs` has it; None for keys of other kinds."""
    return _KINDS.get(signer.public_key.algorithm.algorithm)


def _draft(defects: Sequence[Defect], certificate: Certificate, signer: Signer) -> Draft:
    """Return the certificate with these defects, with the signature that it had."""
    draft = Draft(certificate, signer)
    for defect in defects:
        defect.make(draft)
    return draft


def _defect(id: str) -> Defect:
    if id not in DEFECTS:
        from difflib import get_close_matches

        close = get_close_matches(id, DEFECTS, 1, 0.6)
        raise ValueError(f"there is no defect {id!r}" + (f"; did you mean {close[0]}?" if close else ""))
    return DEFECTS[id]


def _require_places_of_their_own(defects: Sequence[Defect]) -> None:
    for at, defect in enumerate(defects):
        for other in defects[:at]:
            # Several may change the list of extensions, each in its way.
            if other is defect or (other.path == defect.path != "tbsCertificate.extensions"):
                raise ValueError(f"{other.id} and {defect.id} are of the same place, {defect.path}")
