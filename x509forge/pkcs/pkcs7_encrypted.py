"""PKCS #7 and CMS: contents that are encrypted or authenticated, and for whom (RFC 5652 6, 8, 9; RFC 5083)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString, Explicit, GeneralizedTime, Implicit, SetOf
from ..oid import ObjectIdentifier
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.attribute import Attribute
from .pkcs7 import (
    CertificateChoices,
    EncapsulatedContentInfo,
    IssuerAndSerialNumber,
    RevocationInfoChoice,
    SignerInfo,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class EncryptedContentInfo(asn1.Value):
    """A content that is encrypted, or its type alone where it is elsewhere (RFC 5652 6.1).

    EncryptedContentInfo ::= SEQUENCE {
        contentType                 OBJECT IDENTIFIER,
        contentEncryptionAlgorithm  AlgorithmIdentifier,
        encryptedContent            [0] IMPLICIT OCTET STRING OPTIONAL }
    """

    content_type: ObjectIdentifier
    content_encryption_algorithm: AlgorithmIdentifier
    encrypted_content: Annotated[bytes, Implicit(0)] | None = None


@asn1.sequence
class OriginatorInfo(asn1.Value):
    """What recipients may need of the originator (RFC 5652 6.1).

    OriginatorInfo ::= SEQUENCE {
        certs  [0] IMPLICIT SET OF CertificateChoices OPTIONAL,
        crls   [1] IMPLICIT SET OF RevocationInfoChoice OPTIONAL }
    """

    certs: Annotated[tuple[CertificateChoices, ...], SetOf(), Implicit(0)] | None = None
    crls: Annotated[tuple[RevocationInfoChoice, ...], SetOf(), Implicit(1)] | None = None


# Recipients


@asn1.choice
class RecipientIdentifier(asn1.Choice):
    """Whose key opens it (RFC 5652 6.2.1).

    RecipientIdentifier ::= CHOICE {
        issuerAndSerialNumber  IssuerAndSerialNumber,
        subjectKeyIdentifier   [0] IMPLICIT OCTET STRING }
    """

    issuer_and_serial_number: IssuerAndSerialNumber | None = None
    subject_key_identifier: Annotated[bytes, Implicit(0)] | None = None


@asn1.sequence
class KeyTransRecipientInfo(asn1.Value):
    """The content's key, encrypted for a public key (RFC 5652 6.2.1, RFC 2315 10.2).

    KeyTransRecipientInfo ::= SEQUENCE {
        version                 INTEGER,    -- 0 with issuerAndSerialNumber, 2 with subjectKeyIdentifier
        rid                     RecipientIdentifier,
        keyEncryptionAlgorithm  AlgorithmIdentifier,
        encryptedKey            OCTET STRING }
    """

    version: int = 0
    rid: RecipientIdentifier
    key_encryption_algorithm: AlgorithmIdentifier
    encrypted_key: bytes


@asn1.sequence
class OriginatorPublicKey(asn1.Value):
    """A public key for one message (RFC 5652 6.2.2).

    OriginatorPublicKey ::= SEQUENCE {
        algorithm  AlgorithmIdentifier,
        publicKey  BIT STRING }
    """

    algorithm: AlgorithmIdentifier
    public_key: BitString


@asn1.choice
class OriginatorIdentifierOrKey(asn1.Choice):
    """The originator's side of a key agreement (RFC 5652 6.2.2).

    OriginatorIdentifierOrKey ::= CHOICE {
        issuerAndSerialNumber  IssuerAndSerialNumber,
        subjectKeyIdentifier   [0] IMPLICIT OCTET STRING,
        originatorKey          [1] IMPLICIT OriginatorPublicKey }
    """

    issuer_and_serial_number: IssuerAndSerialNumber | None = None
    subject_key_identifier: Annotated[bytes, Implicit(0)] | None = None
    originator_key: Annotated[OriginatorPublicKey, Implicit(1)] | None = None


@asn1.sequence
class OtherKeyAttribute(asn1.Value):
    """What else tells a key from others (RFC 5652 10.2.7).

    OtherKeyAttribute ::= SEQUENCE {
        keyAttrId  OBJECT IDENTIFIER,
        keyAttr    ANY DEFINED BY keyAttrId OPTIONAL }
    """

    key_attr_id: ObjectIdentifier
    key_attr: asn1.Any | None = None


@asn1.sequence
class RecipientKeyIdentifier(asn1.Value):
    """A recipient's key by its identifier (RFC 5652 6.2.2).

    RecipientKeyIdentifier ::= SEQUENCE {
        subjectKeyIdentifier  OCTET STRING,
        date                  GeneralizedTime OPTIONAL,
        other                 OtherKeyAttribute OPTIONAL }
    """

    subject_key_identifier: bytes
    date: Annotated[str, GeneralizedTime] | None = None
    other: OtherKeyAttribute | None = None


@asn1.choice
class KeyAgreeRecipientIdentifier(asn1.Choice):
    """The recipient's side of a key agreement (RFC 5652 6.2.2).

    KeyAgreeRecipientIdentifier ::= CHOICE {
        issuerAndSerialNumber  IssuerAndSerialNumber,
        rKeyId                 [0] IMPLICIT RecipientKeyIdentifier }
    """

    issuer_and_serial_number: IssuerAndSerialNumber | None = None
    r_key_id: Annotated[RecipientKeyIdentifier, Implicit(0)] | None = None


@asn1.sequence
class RecipientEncryptedKey(asn1.Value):
    """The content's key, encrypted for one recipient (RFC 5652 6.2.2).

    RecipientEncryptedKey ::= SEQUENCE {
        rid           KeyAgreeRecipientIdentifier,
        encryptedKey  OCTET STRING }
    """

    rid: KeyAgreeRecipientIdentifier
    encrypted_key: bytes


@asn1.sequence
class KeyAgreeRecipientInfo(asn1.Value):
    """The content's key, encrypted under a key that both sides agree on (RFC 5652 6.2.2).

    KeyAgreeRecipientInfo ::= SEQUENCE {
        version                 INTEGER,    -- 3
        originator              [0] EXPLICIT OriginatorIdentifierOrKey,
        ukm                     [1] EXPLICIT OCTET STRING OPTIONAL,
        keyEncryptionAlgorithm  AlgorithmIdentifier,
        recipientEncryptedKeys  SEQUENCE OF RecipientEncryptedKey }
    """

    version: int = 3
    originator: Annotated[OriginatorIdentifierOrKey, Explicit(0)]
    ukm: Annotated[bytes, Explicit(1)] | None = None
    key_encryption_algorithm: AlgorithmIdentifier
    recipient_encrypted_keys: tuple[RecipientEncryptedKey, ...]


@asn1.sequence
class KEKIdentifier(asn1.Value):
    """A symmetric key that was distributed before (RFC 5652 6.2.3).

    KEKIdentifier ::= SEQUENCE {
        keyIdentifier  OCTET STRING,
        date           GeneralizedTime OPTIONAL,
        other          OtherKeyAttribute OPTIONAL }
    """

    key_identifier: bytes
    date: Annotated[str, GeneralizedTime] | None = None
    other: OtherKeyAttribute | None = None


@asn1.sequence
class KEKRecipientInfo(asn1.Value):
    """The content's key, encrypted under a symmetric key (RFC 5652 6.2.3).

    KEKRecipientInfo ::= SEQUENCE {
        version                 INTEGER,    -- 4
        kekid                   KEKIdentifier,
        keyEncryptionAlgorithm  AlgorithmIdentifier,
        encryptedKey            OCTET STRING }
    """

    version: int = 4
    kekid: KEKIdentifier
    key_encryption_algorithm: AlgorithmIdentifier
    encrypted_key: bytes


@asn1.sequence
class PasswordRecipientInfo(asn1.Value):
    """The content's key, encrypted under a password (RFC 5652 6.2.4).

    PasswordRecipientInfo ::= SEQUENCE {
        version                 INTEGER,    -- 0
        keyDerivationAlgorithm  [0] IMPLICIT AlgorithmIdentifier OPTIONAL,
        keyEncryptionAlgorithm  AlgorithmIdentifier,
        encryptedKey            OCTET STRING }
    """

    version: int = 0
    key_derivation_algorithm: Annotated[AlgorithmIdentifier, Implicit(0)] | None = None
    key_encryption_algorithm: AlgorithmIdentifier
    encrypted_key: bytes


@asn1.sequence
class OtherRecipientInfo(asn1.Value):
    """Yet another way to the content's key (RFC 5652 6.2.5).

    OtherRecipientInfo ::= SEQUENCE {
        oriType   OBJECT IDENTIFIER,
        oriValue  ANY DEFINED BY oriType }
    """

    ori_type: ObjectIdentifier
    ori_value: asn1.Any


@asn1.choice
class RecipientInfo(asn1.Choice):
    """The content's key, for one who may open it (RFC 5652 6.2).

    RecipientInfo ::= CHOICE {
        ktri   KeyTransRecipientInfo,
        kari   [1] IMPLICIT KeyAgreeRecipientInfo,
        kekri  [2] IMPLICIT KEKRecipientInfo,
        pwri   [3] IMPLICIT PasswordRecipientInfo,
        ori    [4] IMPLICIT OtherRecipientInfo }
    """

    ktri: KeyTransRecipientInfo | None = None
    kari: Annotated[KeyAgreeRecipientInfo, Implicit(1)] | None = None
    kekri: Annotated[KEKRecipientInfo, Implicit(2)] | None = None
    pwri: Annotated[PasswordRecipientInfo, Implicit(3)] | None = None
    ori: Annotated[OtherRecipientInfo, Implicit(4)] | None = None


# Contents


@asn1.sequence
class EnvelopedData(asn1.Value):
    """A content that is encrypted for recipients (RFC 5652 6.1, RFC 2315 10.1).

    EnvelopedData ::= SEQUENCE {
        version               INTEGER,    -- 0, 2, 3 or 4
        originatorInfo        [0] IMPLICIT OriginatorInfo OPTIONAL,
        recipientInfos        SET SIZE (1..MAX) OF RecipientInfo,
        encryptedContentInfo  EncryptedContentInfo,
        unprotectedAttrs      [1] IMPLICIT SET SIZE (1..MAX) OF Attribute OPTIONAL }
    """

    version: int = 0
    originator_info: Annotated[OriginatorInfo, Implicit(0)] | None = None
    recipient_infos: Annotated[tuple[RecipientInfo, ...], SetOf()]
    encrypted_content_info: EncryptedContentInfo
    unprotected_attrs: Annotated[tuple[Attribute, ...], SetOf(), Implicit(1)] | None = None


@asn1.sequence
class EncryptedData(asn1.Value):
    """A content that is encrypted under a key or a password that is told otherwise (RFC 5652 8).

    EncryptedData ::= SEQUENCE {
        version               INTEGER,    -- 0, with attributes 2
        encryptedContentInfo  EncryptedContentInfo,
        unprotectedAttrs      [1] IMPLICIT SET SIZE (1..MAX) OF Attribute OPTIONAL }
    """

    version: int = 0
    encrypted_content_info: EncryptedContentInfo
    unprotected_attrs: Annotated[tuple[Attribute, ...], SetOf(), Implicit(1)] | None = None


@asn1.sequence
class AuthenticatedData(asn1.Value):
    """A content that is authenticated for recipients (RFC 5652 9.1).

    AuthenticatedData ::= SEQUENCE {
        version           INTEGER,    -- 0, 1 or 3
        originatorInfo    [0] IMPLICIT OriginatorInfo OPTIONAL,
        recipientInfos    SET SIZE (1..MAX) OF RecipientInfo,
        macAlgorithm      AlgorithmIdentifier,
        digestAlgorithm   [1] IMPLICIT AlgorithmIdentifier OPTIONAL,
        encapContentInfo  EncapsulatedContentInfo,
        authAttrs         [2] IMPLICIT SET SIZE (1..MAX) OF Attribute OPTIONAL,
        mac               OCTET STRING,
        unauthAttrs       [3] IMPLICIT SET SIZE (1..MAX) OF Attribute OPTIONAL }
    """

    version: int = 0
    originator_info: Annotated[OriginatorInfo, Implicit(0)] | None = None
    recipient_infos: Annotated[tuple[RecipientInfo, ...], SetOf()]
    mac_algorithm: AlgorithmIdentifier
    digest_algorithm: Annotated[AlgorithmIdentifier, Implicit(1)] | None = None
    encap_content_info: EncapsulatedContentInfo
    auth_attrs: Annotated[tuple[Attribute, ...], SetOf(), Implicit(2)] | None = None
    mac: bytes
    unauth_attrs: Annotated[tuple[Attribute, ...], SetOf(), Implicit(3)] | None = None


@asn1.sequence
class AuthEnvelopedData(asn1.Value):
    """A content that is encrypted and authenticated for recipients (RFC 5083 2.1).

    AuthEnvelopedData ::= SEQUENCE {
        version                   INTEGER,    -- 0
        originatorInfo            [0] IMPLICIT OriginatorInfo OPTIONAL,
        recipientInfos            SET SIZE (1..MAX) OF RecipientInfo,
        authEncryptedContentInfo  EncryptedContentInfo,
        authAttrs                 [1] IMPLICIT SET SIZE (1..MAX) OF Attribute OPTIONAL,
        mac                       OCTET STRING,
        unauthAttrs               [2] IMPLICIT SET SIZE (1..MAX) OF Attribute OPTIONAL }
    """

    version: int = 0
    originator_info: Annotated[OriginatorInfo, Implicit(0)] | None = None
    recipient_infos: Annotated[tuple[RecipientInfo, ...], SetOf()]
    auth_encrypted_content_info: EncryptedContentInfo
    auth_attrs: Annotated[tuple[Attribute, ...], SetOf(), Implicit(1)] | None = None
    mac: bytes
    unauth_attrs: Annotated[tuple[Attribute, ...], SetOf(), Implicit(2)] | None = None


@asn1.sequence
class SignedAndEnvelopedData(asn1.Value):
    """A content that is encrypted for recipients, with encrypted signatures (RFC 2315 11.1; CMS has it no more).

    SignedAndEnvelopedData ::= SEQUENCE {
        version               INTEGER,    -- 1
        recipientInfos        SET OF RecipientInfo,
        digestAlgorithms      SET OF AlgorithmIdentifier,
        encryptedContentInfo  EncryptedContentInfo,
        certificates          [0] IMPLICIT SET OF CertificateChoices OPTIONAL,
        crls                  [1] IMPLICIT SET OF RevocationInfoChoice OPTIONAL,
        signerInfos           SET OF SignerInfo }
    """

    version: int = 1
    recipient_infos: Annotated[tuple[RecipientInfo, ...], SetOf()]
    digest_algorithms: Annotated[tuple[AlgorithmIdentifier, ...], SetOf()]
    encrypted_content_info: EncryptedContentInfo
    certificates: Annotated[tuple[CertificateChoices, ...], SetOf(), Implicit(0)] | None = None
    crls: Annotated[tuple[RevocationInfoChoice, ...], SetOf(), Implicit(1)] | None = None
    signer_infos: Annotated[tuple[SignerInfo, ...], SetOf()]
