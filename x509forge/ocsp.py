"""OCSP: asking for the state of certificates, the answers, and their extensions (RFC 6960, RFC 9654)."""

from __future__ import annotations

from . import asn1, oid
from .asn1 import (
    BitString,
    Containing,
    Default,
    Enumerated,
    Explicit,
    GeneralizedTime,
    Holds,
    IA5String,
    Implicit,
    Named,
    Null,
    Open,
    TypeTable,
    Value,
)
from .oid import ObjectIdentifier
from .x509.algorithm import SIGNATURES, AlgorithmIdentifier
from .x509.certificate import Certificate
from .x509.extension import Extension, ExtensionValue
from .x509.extension_list import Extended
from .x509.extensions.crl_extensions import CRLReason
from .x509.extensions.information_access import AccessDescription
from .x509.extensions.transparency import SignedCertificateTimestampList
from .x509.general_name import GeneralName
from .x509.name import Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

V1 = 0

# What responseType tells of the response (RFC 6960 4.2.1).
RESPONSES = TypeTable({oid.OCSP_BASIC: "x509forge.ocsp:BasicOCSPResponse"})


@asn1.sequence
class CertID(asn1.Value):
    """Which certificate is meant: its issuer, by two hashes, and its serial number (RFC 6960 4.1.1).

    CertID ::= SEQUENCE {
        hashAlgorithm   AlgorithmIdentifier,
        issuerNameHash  OCTET STRING,    -- of the DER of the issuer's name
        issuerKeyHash   OCTET STRING,    -- of the issuer's subjectPublicKey, without tag, length and unused bits
        serialNumber    INTEGER }
    """

    hash_algorithm: AlgorithmIdentifier
    issuer_name_hash: bytes
    issuer_key_hash: bytes
    serial_number: int


# Requests


@asn1.sequence
class Request(Extended):
    """A question about one certificate (RFC 6960 4.1.1).

    Request ::= SEQUENCE {
        reqCert                  CertID,
        singleRequestExtensions  [0] EXPLICIT Extensions OPTIONAL }
    """

    _extended = "single_request_extensions"

    req_cert: CertID
    single_request_extensions: Annotated[tuple[Extension, ...], Explicit(0)] | None = None


@asn1.sequence
class TBSRequest(Extended):
    """What a request says, and what its signature covers, if it has one (RFC 6960 4.1.1).

    TBSRequest ::= SEQUENCE {
        version            [0] EXPLICIT INTEGER { v1(0) } DEFAULT v1,
        requestorName      [1] EXPLICIT GeneralName OPTIONAL,
        requestList        SEQUENCE OF Request,
        requestExtensions  [2] EXPLICIT Extensions OPTIONAL }
    """

    _extended = "request_extensions"

    version: Annotated[int, Explicit(0), Default(V1)] = V1
    requestor_name: Annotated[GeneralName, Explicit(1)] | None = None
    request_list: tuple[Request, ...]
    request_extensions: Annotated[tuple[Extension, ...], Explicit(2)] | None = None


@asn1.sequence
class Signature(asn1.Value):
    """The signature of a request (RFC 6960 4.1.1).

    Signature ::= SEQUENCE {
        signatureAlgorithm  AlgorithmIdentifier,
        signature           BIT STRING,
        certs               [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
    """

    signature_algorithm: AlgorithmIdentifier
    signature: Annotated[BitString, Holds("signature_algorithm.algorithm", SIGNATURES, guess=False)]
    certs: Annotated[tuple[Certificate, ...], Explicit(0)] | None = None


@asn1.sequence
class OCSPRequest(asn1.PEMValue, Extended):
    """A request, most often not signed (RFC 6960 4.1.1).

    OCSPRequest ::= SEQUENCE {
        tbsRequest         TBSRequest,
        optionalSignature  [0] EXPLICIT Signature OPTIONAL }
    """

    pem_label = "OCSP REQUEST"
    _extended = "tbs_request"

    tbs_request: TBSRequest
    optional_signature: Annotated[Signature, Explicit(0)] | None = None


# Responses


@asn1.sequence
class RevokedInfo(asn1.Value):
    """Since when, and why, a certificate is revoked (RFC 6960 4.2.1).

    RevokedInfo ::= SEQUENCE {
        revocationTime    GeneralizedTime,
        revocationReason  [0] EXPLICIT CRLReason OPTIONAL }
    """

    revocation_time: Annotated[str, GeneralizedTime]
    revocation_reason: Annotated[CRLReason, Explicit(0)] | None = None


@asn1.choice
class CertStatus(asn1.Choice):
    """The state of a certificate (RFC 6960 4.2.1).

    CertStatus ::= CHOICE {
        good     [0] IMPLICIT NULL,
        revoked  [1] IMPLICIT RevokedInfo,
        unknown  [2] IMPLICIT NULL }    -- UnknownInfo
    """

    good: Annotated[Null, Implicit(0)] | None = None
    revoked: Annotated[RevokedInfo, Implicit(1)] | None = None
    unknown: Annotated[Null, Implicit(2)] | None = None


@asn1.sequence
class SingleResponse(Extended):
    """The answer about one certificate (RFC 6960 4.2.1).

    SingleResponse ::= SEQUENCE {
        certID            CertID,
        certStatus        CertStatus,
        thisUpdate        GeneralizedTime,
        nextUpdate        [0] EXPLICIT GeneralizedTime OPTIONAL,
        singleExtensions  [1] EXPLICIT Extensions OPTIONAL }
    """

    _extended = "single_extensions"

    cert_id: Annotated[CertID, Named("certID")]
    cert_status: CertStatus
    this_update: Annotated[str, GeneralizedTime]
    next_update: Annotated[str, GeneralizedTime, Explicit(0)] | None = None
    single_extensions: Annotated[tuple[Extension, ...], Explicit(1)] | None = None


@asn1.choice
class ResponderID(asn1.Choice):
    """Who answers (RFC 6960 4.2.1).

    ResponderID ::= CHOICE {
        byName  [1] EXPLICIT Name,
        byKey   [2] EXPLICIT OCTET STRING }    -- SHA-1 of the responder's subjectPublicKey
    """

    by_name: Annotated[Name, Explicit(1)] | None = None
    by_key: Annotated[bytes, Explicit(2)] | None = None


@asn1.sequence
class ResponseData(Extended):
    """What an answer says, and what its signature covers (RFC 6960 4.2.1).

    ResponseData ::= SEQUENCE {
        version             [0] EXPLICIT INTEGER { v1(0) } DEFAULT v1,
        responderID         ResponderID,
        producedAt          GeneralizedTime,
        responses           SEQUENCE OF SingleResponse,
        responseExtensions  [1] EXPLICIT Extensions OPTIONAL }
    """

    _extended = "response_extensions"

    version: Annotated[int, Explicit(0), Default(V1)] = V1
    responder_id: Annotated[ResponderID, Named("responderID")]
    produced_at: Annotated[str, GeneralizedTime]
    responses: tuple[SingleResponse, ...]
    response_extensions: Annotated[tuple[Extension, ...], Explicit(1)] | None = None


@asn1.sequence
class BasicOCSPResponse(Extended):
    """A signed answer (RFC 6960 4.2.1).

    BasicOCSPResponse ::= SEQUENCE {
        tbsResponseData     ResponseData,
        signatureAlgorithm  AlgorithmIdentifier,
        signature           BIT STRING,
        certs               [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
    """

    _extended = "tbs_response_data"

    tbs_response_data: ResponseData
    signature_algorithm: AlgorithmIdentifier
    signature: Annotated[BitString, Holds("signature_algorithm.algorithm", SIGNATURES, guess=False)]
    certs: Annotated[tuple[Certificate, ...], Explicit(0)] | None = None


@asn1.sequence
class ResponseBytes(asn1.Value):
    """An answer of whatever type (RFC 6960 4.2.1).

        ResponseBytes ::= SEQUENCE {
            responseType  OBJECT IDENTIFIER,
            response      OCTET STRING }    -- contains the DER of what responseType tells

    `response` is a BasicOCSPResponse under id-pkix-ocsp-basic, `bytes` under any other type, and `Undecoded` where
    the octets are not what the type tells.
    """

    response_type: ObjectIdentifier
    response: Annotated[Value | bytes, Open("response_type", RESPONSES), Containing()]


@asn1.sequence
class OCSPResponse(asn1.PEMValue):
    """What a responder sends: an answer, or why there is none (RFC 6960 4.2.1).

    OCSPResponse ::= SEQUENCE {
        responseStatus  ENUMERATED {
            successful        (0),
            malformedRequest  (1),
            internalError     (2),
            tryLater          (3),
            sigRequired       (5),
            unauthorized      (6) },
        responseBytes   [0] EXPLICIT ResponseBytes OPTIONAL }
    """

    pem_label = "OCSP RESPONSE"

    response_status: Annotated[int, Enumerated()]
    response_bytes: Annotated[ResponseBytes, Explicit(0)] | None = None


# Extensions


@asn1.typedef
class Nonce(ExtensionValue):
    """Octets that bind an answer to its request (RFC 6960 4.4.1, RFC 9654 2.1).

    Nonce ::= OCTET STRING (SIZE (1..128))
    """

    oid = oid.OCSP_NONCE

    octets: bytes


@asn1.sequence
class CrlID(ExtensionValue):
    """The list that an answer was taken from (RFC 6960 4.4.2).

    CrlID ::= SEQUENCE {
        crlUrl   [0] EXPLICIT IA5String OPTIONAL,
        crlNum   [1] EXPLICIT INTEGER OPTIONAL,
        crlTime  [2] EXPLICIT GeneralizedTime OPTIONAL }
    """

    oid = oid.OCSP_CRL

    crl_url: Annotated[IA5String, Explicit(0)] | None = None
    crl_num: Annotated[int, Explicit(1)] | None = None
    crl_time: Annotated[GeneralizedTime, Explicit(2)] | None = None


@asn1.typedef
class AcceptableResponses(ExtensionValue):
    """The types of answers that the asker can read (RFC 6960 4.4.3).

    AcceptableResponses ::= SEQUENCE OF OBJECT IDENTIFIER
    """

    oid = oid.OCSP_RESPONSE

    response_types: tuple[ObjectIdentifier, ...]


@asn1.typedef
class ArchiveCutoff(ExtensionValue):
    """Back to when there are answers about certificates that have expired (RFC 6960 4.4.4).

    ArchiveCutoff ::= GeneralizedTime
    """

    oid = oid.OCSP_ARCHIVE_CUTOFF

    cutoff: GeneralizedTime


@asn1.sequence
class ServiceLocator(ExtensionValue):
    """Where a responder can ask on (RFC 6960 4.4.6).

    ServiceLocator ::= SEQUENCE {
        issuer   Name,
        locator  AuthorityInfoAccessSyntax OPTIONAL }
    """

    oid = oid.OCSP_SERVICE_LOCATOR

    issuer: Name
    locator: tuple[AccessDescription, ...] | None = None


@asn1.sequence
class PreferredSignatureAlgorithm(asn1.Value):
    """An algorithm that the asker can verify, and a key for it (RFC 6960 4.4.7.1).

    PreferredSignatureAlgorithm ::= SEQUENCE {
        sigIdentifier        AlgorithmIdentifier,
        pubKeyAlgIdentifier  SMIMECapability OPTIONAL }    -- of the shape of an AlgorithmIdentifier
    """

    sig_identifier: AlgorithmIdentifier
    pub_key_alg_identifier: AlgorithmIdentifier | None = None


@asn1.typedef
class PreferredSignatureAlgorithms(ExtensionValue):
    """The algorithms that the asker can verify, the best one first (RFC 6960 4.4.7.1).

    PreferredSignatureAlgorithms ::= SEQUENCE OF PreferredSignatureAlgorithm
    """

    oid = oid.OCSP_PREFERRED_SIGNATURE_ALGORITHMS

    algorithms: tuple[PreferredSignatureAlgorithm, ...]


@asn1.typedef
class ExtendedRevoke(ExtensionValue):
    """That certificates that were never issued are answered for as revoked (RFC 6960 4.4.8).

    id-pkix-ocsp-extended-revoke: NULL
    """

    oid = oid.OCSP_EXTENDED_REVOKE

    value: Null = Null()


@asn1.typedef
class ResponseTimestampList(ExtensionValue):
    """The timestamps of logs that know the certificate, in an answer about it (RFC 6962 3.3).

    SignedCertificateTimestampList ::= OCTET STRING
    """

    oid = oid.OCSP_SIGNED_CERTIFICATE_TIMESTAMP_LIST

    timestamps: SignedCertificateTimestampList
