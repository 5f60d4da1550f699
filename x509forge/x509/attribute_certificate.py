"""Attribute certificates: who may do what, certified apart from keys (RFC 5755 4.1)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString, Enumerated, Holds, Implicit, Named
from ..oid import ObjectIdentifier
from .algorithm import SIGNATURES, AlgorithmIdentifier
from .attribute import Attribute
from .extension import Extension
from .extension_list import Extended
from .general_name import GeneralName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

V2 = 1


@asn1.sequence
class IssuerSerial(asn1.Value):
    """Which certificate is meant, by its issuer and serial number (RFC 5755 4.1).

        IssuerSerial ::= SEQUENCE {
            issuer     GeneralNames,
            serial     INTEGER,
            issuerUID  BIT STRING OPTIONAL }

    RFC 5035 5 has the same without issuerUID.
    """

    issuer: tuple[GeneralName, ...]
    serial: int
    issuer_uid: Annotated[BitString, Named("issuerUID")] | None = None


@asn1.sequence
class ObjectDigestInfo(asn1.Value):
    """A holder or issuer by the digest of a key, a certificate or something else (RFC 5755 4.1).

    ObjectDigestInfo ::= SEQUENCE {
        digestedObjectType  ENUMERATED { publicKey(0), publicKeyCert(1), otherObjectTypes(2) },
        otherObjectTypeID   OBJECT IDENTIFIER OPTIONAL,
        digestAlgorithm     AlgorithmIdentifier,
        objectDigest        BIT STRING }
    """

    digested_object_type: Annotated[int, Enumerated()]
    other_object_type_id: Annotated[ObjectIdentifier, Named("otherObjectTypeID")] | None = None
    digest_algorithm: AlgorithmIdentifier
    object_digest: BitString


@asn1.sequence
class Holder(asn1.Value):
    """Whose attributes are certified (RFC 5755 4.1).

    Holder ::= SEQUENCE {
        baseCertificateID  [0] IssuerSerial OPTIONAL,
        entityName         [1] GeneralNames OPTIONAL,
        objectDigestInfo   [2] ObjectDigestInfo OPTIONAL }
    """

    base_certificate_id: Annotated[IssuerSerial, Implicit(0), Named("baseCertificateID")] | None = None
    entity_name: Annotated[tuple[GeneralName, ...], Implicit(1)] | None = None
    object_digest_info: Annotated[ObjectDigestInfo, Implicit(2)] | None = None


@asn1.sequence
class V2Form(asn1.Value):
    """Who certifies attributes (RFC 5755 4.1).

    V2Form ::= SEQUENCE {
        issuerName         GeneralNames OPTIONAL,
        baseCertificateID  [0] IssuerSerial OPTIONAL,
        objectDigestInfo   [1] ObjectDigestInfo OPTIONAL }
    """

    issuer_name: tuple[GeneralName, ...] | None = None
    base_certificate_id: Annotated[IssuerSerial, Implicit(0), Named("baseCertificateID")] | None = None
    object_digest_info: Annotated[ObjectDigestInfo, Implicit(1)] | None = None


@asn1.choice
class AttCertIssuer(asn1.Choice):
    """Who certifies attributes, in either form (RFC 5755 4.1).

    AttCertIssuer ::= CHOICE {
        v1Form  GeneralNames,
        v2Form  [0] V2Form }
    """

    v1_form: tuple[GeneralName, ...] | None = None
    v2_form: Annotated[V2Form, Implicit(0)] | None = None


@asn1.sequence
class AttCertValidityPeriod(asn1.Value):
    """From when to when attributes are certified (RFC 5755 4.1).

    AttCertValidityPeriod ::= SEQUENCE {
        notBeforeTime  GeneralizedTime,
        notAfterTime   GeneralizedTime }
    """

    not_before_time: Annotated[str, asn1.GeneralizedTime]
    not_after_time: Annotated[str, asn1.GeneralizedTime]


@asn1.sequence
class AttributeCertificateInfo(Extended):
    """What an attribute certificate says, and what its signature covers (RFC 5755 4.1).

    AttributeCertificateInfo ::= SEQUENCE {
        version                 INTEGER { v2(1) },
        holder                  Holder,
        issuer                  AttCertIssuer,
        signature               AlgorithmIdentifier,
        serialNumber            INTEGER,
        attrCertValidityPeriod  AttCertValidityPeriod,
        attributes              SEQUENCE OF Attribute,
        issuerUniqueID          BIT STRING OPTIONAL,
        extensions              Extensions OPTIONAL }
    """

    version: int = V2
    holder: Holder
    issuer: AttCertIssuer
    signature: AlgorithmIdentifier
    serial_number: int
    attr_cert_validity_period: AttCertValidityPeriod
    attributes: tuple[Attribute, ...]
    issuer_unique_id: Annotated[BitString, Named("issuerUniqueID")] | None = None
    extensions: tuple[Extension, ...] | None = None


@asn1.sequence
class AttributeCertificate(asn1.PEMValue, Extended):
    """A signed attribute certificate (RFC 5755 4.1).

    AttributeCertificate ::= SEQUENCE {
        acinfo              AttributeCertificateInfo,
        signatureAlgorithm  AlgorithmIdentifier,
        signatureValue      BIT STRING }
    """

    pem_label = "ATTRIBUTE CERTIFICATE"
    _extended = "acinfo"

    acinfo: AttributeCertificateInfo
    signature_algorithm: AlgorithmIdentifier
    signature_value: Annotated[BitString, Holds("signature_algorithm.algorithm", SIGNATURES, guess=False)]
