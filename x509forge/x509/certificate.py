"""TBSCertificate and Certificate (RFC 5280 4.1)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString, Cited, Default, Explicit, Holds, Implicit, Named
from .algorithm import SIGNATURES, AlgorithmIdentifier
from .extension import Extension
from .extension_list import Extended
from .name import Name
from .public_key import SubjectPublicKeyInfo
from .time import Validity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

V1, V2, V3 = 0, 1, 2


@asn1.sequence
class TBSCertificate(Extended):
    """What a certificate says, and what its signature covers (RFC 5280 4.1.2).

        TBSCertificate ::= SEQUENCE {
            version               [0] EXPLICIT INTEGER { v1(0), v2(1), v3(2) } DEFAULT v1,
            serialNumber          INTEGER,
            signature             AlgorithmIdentifier,
            issuer                Name,
            validity              Validity,
            subject               Name,
            subjectPublicKeyInfo  SubjectPublicKeyInfo,
            issuerUniqueID        [1] IMPLICIT BIT STRING OPTIONAL,
            subjectUniqueID       [2] IMPLICIT BIT STRING OPTIONAL,
            extensions            [3] EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension OPTIONAL }

    Without `version`, it is v3.
    """

    version: Annotated[int, Explicit(0), Default(V1), Cited("RFC 5280 4.1.2.1")] = V3
    serial_number: Annotated[int, Cited("RFC 5280 4.1.2.2")]
    signature: Annotated[AlgorithmIdentifier, Cited("RFC 5280 4.1.2.3")]
    issuer: Annotated[Name, Cited("RFC 5280 4.1.2.4")]
    validity: Annotated[Validity, Cited("RFC 5280 4.1.2.5")]
    subject: Annotated[Name, Cited("RFC 5280 4.1.2.6")]
    subject_public_key_info: Annotated[SubjectPublicKeyInfo, Cited("RFC 5280 4.1.2.7")]
    issuer_unique_id: Annotated[BitString, Implicit(1), Named("issuerUniqueID"), Cited("RFC 5280 4.1.2.8")] | None = (
        None
    )
    subject_unique_id: Annotated[BitString, Implicit(2), Named("subjectUniqueID"), Cited("RFC 5280 4.1.2.8")] | None = (
        None
    )
    extensions: Annotated[tuple[Extension, ...], Explicit(3), Cited("RFC 5280 4.1.2.9")] | None = None


@asn1.sequence
class Certificate(asn1.PEMValue, Extended):
    """A signed certificate (RFC 5280 4.1.1).

    Certificate ::= SEQUENCE {
        tbsCertificate      TBSCertificate,
        signatureAlgorithm  AlgorithmIdentifier,
        signatureValue      BIT STRING }
    """

    pem_label = "CERTIFICATE"
    _extended = "tbs_certificate"

    tbs_certificate: Annotated[TBSCertificate, Cited("RFC 5280 4.1.1.1")]
    signature_algorithm: Annotated[AlgorithmIdentifier, Cited("RFC 5280 4.1.1.2")]
    signature_value: Annotated[
        BitString, Holds("signature_algorithm.algorithm", SIGNATURES, guess=False), Cited("RFC 5280 4.1.1.3")
    ]

    @classmethod
    def assemble(
        cls, tbs_certificate: TBSCertificate, signature_algorithm: AlgorithmIdentifier, signature: bytes
    ) -> Certificate:
        """Return the certificate of a description and a signature over its DER, wherever that was made."""
        return cls(
            tbs_certificate=tbs_certificate,
            signature_algorithm=signature_algorithm,
            signature_value=BitString(signature),
        )
