"""TBSCertList and CertificateList: lists of revoked certificates (RFC 5280 5.1)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString, Cited, Explicit, Holds
from .algorithm import SIGNATURES, AlgorithmIdentifier
from .extension import Extension
from .extension_list import Extended
from .name import Name
from .time import Time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

V2 = 1


@asn1.sequence
class RevokedCertificate(Extended):
    """An entry: a certificate that is revoked, and since when (RFC 5280 5.1.2.6).

    SEQUENCE {    -- it has no name of its own
        userCertificate     INTEGER,    -- its serial number
        revocationDate      Time,
        crlEntryExtensions  SEQUENCE SIZE (1..MAX) OF Extension OPTIONAL }
    """

    _extended = "crl_entry_extensions"

    user_certificate: int
    revocation_date: Time
    crl_entry_extensions: tuple[Extension, ...] | None = None


@asn1.sequence
class TBSCertList(Extended):
    """What a list says, and what its signature covers (RFC 5280 5.1.2).

        TBSCertList ::= SEQUENCE {
            version              INTEGER { v2(1) } OPTIONAL,    -- v1 is told by its absence
            signature            AlgorithmIdentifier,
            issuer               Name,
            thisUpdate           Time,
            nextUpdate           Time OPTIONAL,
            revokedCertificates  SEQUENCE OF SEQUENCE {
                userCertificate     INTEGER,
                revocationDate      Time,
                crlEntryExtensions  Extensions OPTIONAL } OPTIONAL,
            crlExtensions        [0] EXPLICIT SEQUENCE SIZE (1..MAX) OF Extension OPTIONAL }

    Without `version`, it is v2. A list that revokes nothing has no revokedCertificates (RFC 5280 5.1.2.6).
    """

    _extended = "crl_extensions"

    version: Annotated[int, Cited("RFC 5280 5.1.2.1")] | None = V2
    signature: Annotated[AlgorithmIdentifier, Cited("RFC 5280 5.1.2.2")]
    issuer: Annotated[Name, Cited("RFC 5280 5.1.2.3")]
    this_update: Annotated[Time, Cited("RFC 5280 5.1.2.4")]
    next_update: Annotated[Time, Cited("RFC 5280 5.1.2.5")] | None = None
    revoked_certificates: Annotated[tuple[RevokedCertificate, ...], Cited("RFC 5280 5.1.2.6")] | None = None
    crl_extensions: Annotated[tuple[Extension, ...], Explicit(0), Cited("RFC 5280 5.1.2.7")] | None = None


@asn1.sequence
class CertificateList(asn1.PEMValue, Extended):
    """A signed list of revoked certificates (RFC 5280 5.1.1).

    CertificateList ::= SEQUENCE {
        tbsCertList         TBSCertList,
        signatureAlgorithm  AlgorithmIdentifier,
        signatureValue      BIT STRING }
    """

    pem_label = "X509 CRL"
    _extended = "tbs_cert_list"

    tbs_cert_list: Annotated[TBSCertList, Cited("RFC 5280 5.1.1.1")]
    signature_algorithm: Annotated[AlgorithmIdentifier, Cited("RFC 5280 5.1.1.2")]
    signature_value: Annotated[
        BitString, Holds("signature_algorithm.algorithm", SIGNATURES, guess=False), Cited("RFC 5280 5.1.1.3")
    ]

    @classmethod
    def assemble(
        cls, tbs_cert_list: TBSCertList, signature_algorithm: AlgorithmIdentifier, signature: bytes
    ) -> CertificateList:
        """Return the list of a description and a signature over its DER, wherever that was made."""
        return cls(
            tbs_cert_list=tbs_cert_list,
            signature_algorithm=signature_algorithm,
            signature_value=BitString(signature),
        )
