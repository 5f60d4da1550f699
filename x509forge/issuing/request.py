"""Certification requests: making one, and believing one (RFC 2986)."""

from __future__ import annotations

from .. import oid
from ..asn1 import BitString
from ..errors import SignatureMismatch
from ..pkcs.pkcs10 import CertificationRequest, CertificationRequestInfo, ExtensionRequest
from ..signing.signer import sign_with, signer_of
from ..signing.verify import verify
from ..x509.attribute import Attribute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..signing.signer import Signer
    from ..x509.extension import Extension
    from ..x509.name import Name


def create_request(
    subject: Name,
    signer: Signer | object,
    *,
    extensions: Iterable[Extension] = (),
    attributes: Iterable[Attribute] = (),
) -> CertificationRequest:
    """Return a request for a certificate of this subject and the signer's key, signed by that key.

    `extensions` are asked for in an extensionRequest attribute (RFC 2985 5.4.2),
    which comes with the other `attributes`. The signer may be a private key of
    another library, as with `Issuer`. Raises SigningError where signing fails.
    """
    signer = signer_of(signer)
    extensions = tuple(extensions)
    attributes = tuple(attributes)
    if extensions:
        attributes += (Attribute(type=oid.EXTENSION_REQUEST, values=(ExtensionRequest(extensions),)),)
    info = CertificationRequestInfo(subject=subject, subject_pk_info=signer.public_key, attributes=attributes)
    return CertificationRequest(
        certification_request_info=info,
        signature_algorithm=signer.algorithm,
        signature=BitString(sign_with(signer, info.to_der())),
    )


def verify_request(request: CertificationRequest) -> None:
    """Return if the request was signed by the key that it holds; raises SignatureMismatch, UnsupportedKey."""
    info = request.certification_request_info
    try:
        verify(info.subject_pk_info, request.signature_algorithm, request.signature.octets, info.to_der())
    except SignatureMismatch:
        raise SignatureMismatch(
            "the request's signature is not by the key in it: who made it has not shown to hold that key (RFC 2986 3)"
        ) from None
