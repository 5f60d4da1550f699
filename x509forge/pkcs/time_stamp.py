"""Time-stamping: requests, responses, and what a token says (RFC 3161 2.4)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import Containing, Default, Explicit, GeneralizedTime, Implicit, Named, OrUndecoded
from ..oid import ObjectIdentifier
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.extension import Extension
from ..x509.extension_list import Extended
from ..x509.general_name import GeneralName
from .pkcs7 import ContentInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class MessageImprint(asn1.Value):
    """The digest of what is stamped (RFC 3161 2.4.1).

    MessageImprint ::= SEQUENCE {
        hashAlgorithm  AlgorithmIdentifier,
        hashedMessage  OCTET STRING }
    """

    hash_algorithm: AlgorithmIdentifier
    hashed_message: bytes


@asn1.sequence
class TimeStampReq(Extended):
    """What is to be stamped (RFC 3161 2.4.1).

    TimeStampReq ::= SEQUENCE {
        version         INTEGER { v1(1) },
        messageImprint  MessageImprint,
        reqPolicy       OBJECT IDENTIFIER OPTIONAL,
        nonce           INTEGER OPTIONAL,
        certReq         BOOLEAN DEFAULT FALSE,
        extensions      [0] IMPLICIT Extensions OPTIONAL }
    """

    version: int = 1
    message_imprint: MessageImprint
    req_policy: ObjectIdentifier | None = None
    nonce: int | None = None
    cert_req: Annotated[bool, Default(False)] = False
    extensions: Annotated[tuple[Extension, ...], Implicit(0)] | None = None


class PKIFailureInfo(asn1.NamedBits):
    """Why there is no token (RFC 4210 appendix F, of which RFC 3161 2.4.2 has eight).

    PKIFailureInfo ::= BIT STRING { badAlg(0), ..., duplicateCertReq(26) }
    """

    names = (
        *("badAlg", "badMessageCheck", "badRequest", "badTime", "badCertId", "badDataFormat", "wrongAuthority"),
        *("incorrectData", "missingTimeStamp", "badPOP", "certRevoked", "certConfirmed", "wrongIntegrity"),
        *("badRecipientNonce", "timeNotAvailable", "unacceptedPolicy", "unacceptedExtension", "addInfoNotAvailable"),
        *("badSenderNonce", "badCertTemplate", "signerNotTrusted", "transactionIdInUse", "unsupportedVersion"),
        *("notAuthorized", "systemUnavail", "systemFailure", "duplicateCertReq"),
    )


@asn1.sequence
class PKIStatusInfo(asn1.Value):
    """Whether there is a token, and why not (RFC 3161 2.4.2).

    PKIStatusInfo ::= SEQUENCE {
        status        INTEGER {
            granted                 (0),
            grantedWithMods         (1),
            rejection               (2),
            waiting                 (3),
            revocationWarning       (4),
            revocationNotification  (5) },
        statusString  SEQUENCE SIZE (1..MAX) OF UTF8String OPTIONAL,
        failInfo      PKIFailureInfo OPTIONAL }
    """

    status: int
    status_string: tuple[asn1.UTF8String, ...] | None = None
    fail_info: PKIFailureInfo | None = None


@asn1.sequence
class TimeStampResp(asn1.Value):
    """What a time-stamping authority answers (RFC 3161 2.4.2).

    TimeStampResp ::= SEQUENCE {
        status          PKIStatusInfo,
        timeStampToken  ContentInfo OPTIONAL }    -- SignedData around a TSTInfo
    """

    status: PKIStatusInfo
    time_stamp_token: ContentInfo | None = None


@asn1.sequence
class Accuracy(asn1.Value):
    """How far the time may be off, either way (RFC 3161 2.4.2).

    Accuracy ::= SEQUENCE {
        seconds  INTEGER OPTIONAL,
        millis   [0] INTEGER (1..999) OPTIONAL,
        micros   [1] INTEGER (1..999) OPTIONAL }
    """

    seconds: int | None = None
    millis: Annotated[int, Implicit(0)] | None = None
    micros: Annotated[int, Implicit(1)] | None = None


@asn1.sequence
class TSTInfo(Extended):
    """What a time-stamp token says (RFC 3161 2.4.2).

        TSTInfo ::= SEQUENCE {
            version         INTEGER { v1(1) },
            policy          OBJECT IDENTIFIER,
            messageImprint  MessageImprint,
            serialNumber    INTEGER,
            genTime         GeneralizedTime,
            accuracy        Accuracy OPTIONAL,
            ordering        BOOLEAN DEFAULT FALSE,
            nonce           INTEGER OPTIONAL,
            tsa             [0] GeneralName OPTIONAL,    -- a CHOICE, so EXPLICIT
            extensions      [1] IMPLICIT Extensions OPTIONAL }

    A genTime with fractions of a second, which this type may have as no other here, is kept as `Undecoded`.
    """

    version: int = 1
    policy: ObjectIdentifier
    message_imprint: MessageImprint
    serial_number: int
    gen_time: Annotated[str, GeneralizedTime, OrUndecoded()]
    accuracy: Accuracy | None = None
    ordering: Annotated[bool, Default(False)] = False
    nonce: int | None = None
    tsa: Annotated[GeneralName, Explicit(0)] | None = None
    extensions: Annotated[tuple[Extension, ...], Implicit(1)] | None = None


@asn1.typedef
class EncapsulatedTSTInfo(asn1.Value):
    """A TSTInfo as the content of SignedData (RFC 3161 2.4.2).

    eContent ::= OCTET STRING (CONTAINING TSTInfo)
    """

    info: Annotated[TSTInfo, Containing(), Named("TSTInfo")]
