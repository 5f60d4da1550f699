"""TBSCertificate and Certificate (RFC 5280 4.1)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString, Default, Explicit, Implicit, Named
from .algorithm import AlgorithmIdentifier
from .extension import Extension
from .extension_list import Extended
from .name import Name
from .public_key import SubjectPublicKeyInfo
from .time import Validity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from .extension_list import E

V1, V2, V3 = 0, 1, 2


@asn1.sequence
class TBSCertificate(Extended):
    """What a certificate says, and what its signature covers.

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

    version: Annotated[int, Explicit(0), Default(V1)] = V3
    serial_number: int
    signature: AlgorithmIdentifier
    issuer: Name
    validity: Validity
    subject: Name
    subject_public_key_info: SubjectPublicKeyInfo
    issuer_unique_id: Annotated[BitString, Implicit(1), Named("issuerUniqueID")] | None = None
    subject_unique_id: Annotated[BitString, Implicit(2), Named("subjectUniqueID")] | None = None
    extensions: Annotated[tuple[Extension, ...], Explicit(3)] | None = None


@asn1.sequence
class Certificate(asn1.PEMValue):
    """A signed certificate.

    Certificate ::= SEQUENCE {
        tbsCertificate      TBSCertificate,
        signatureAlgorithm  AlgorithmIdentifier,
        signatureValue      BIT STRING }
    """

    pem_label = "CERTIFICATE"

    tbs_certificate: TBSCertificate
    signature_algorithm: AlgorithmIdentifier
    signature_value: BitString

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

    def extension(self, wanted: type[E]) -> E | None:
        """Return the first extension of this type, or None; raises DecodeError where it does not decode."""
        return self.tbs_certificate.extension(wanted)
