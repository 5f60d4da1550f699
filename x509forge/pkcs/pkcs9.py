"""PKCS #9: values of the attributes of signed messages and of PKCS #12's bags (RFC 5652 11, RFC 2985 5.5)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import Default
from ..oid import ObjectIdentifier
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.attribute_certificate import IssuerSerial
from ..x509.extensions.policies import PolicyInformation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

SHA256 = AlgorithmIdentifier(algorithm=oid.SHA256)


@asn1.typedef
class ContentType(asn1.Value):
    """The type of the content that is signed (RFC 5652 11.1).

    ContentType ::= OBJECT IDENTIFIER
    """

    content_type: ObjectIdentifier


@asn1.typedef
class MessageDigest(asn1.Value):
    """The digest of the content that is signed (RFC 5652 11.2).

    MessageDigest ::= OCTET STRING
    """

    digest: bytes


@asn1.typedef
class LocalKeyId(asn1.Value):
    """What a key and its certificate have in common in a PKCS #12 file (RFC 2985 5.5.2).

    localKeyId: OCTET STRING
    """

    octets: bytes


@asn1.sequence
class SMIMECapability(asn1.Value):
    """An algorithm that the sender can do with (RFC 8551 2.5.2).

    SMIMECapability ::= SEQUENCE {
        capabilityID  OBJECT IDENTIFIER,
        parameters    ANY DEFINED BY capabilityID OPTIONAL }    -- not those of an AlgorithmIdentifier
    """

    capability_id: Annotated[ObjectIdentifier, asn1.Named("capabilityID")]
    parameters: asn1.Any | None = None


@asn1.typedef
class SMIMECapabilities(asn1.Value):
    """What the sender can do with, the best first (RFC 8551 2.5.2).

    SMIMECapabilities ::= SEQUENCE OF SMIMECapability
    """

    capabilities: tuple[SMIMECapability, ...]


@asn1.sequence
class ESSCertID(asn1.Value):
    """A certificate by its SHA-1 (RFC 5035 5).

    ESSCertID ::= SEQUENCE {
        certHash      OCTET STRING,    -- SHA-1 of the whole certificate
        issuerSerial  IssuerSerial OPTIONAL }
    """

    cert_hash: bytes
    issuer_serial: IssuerSerial | None = None


@asn1.sequence
class SigningCertificate(asn1.Value):
    """The signer's certificate, and others of its path (RFC 5035 5).

    SigningCertificate ::= SEQUENCE {
        certs     SEQUENCE OF ESSCertID,
        policies  SEQUENCE OF PolicyInformation OPTIONAL }
    """

    certs: tuple[ESSCertID, ...]
    policies: tuple[PolicyInformation, ...] | None = None


@asn1.sequence
class ESSCertIDv2(asn1.Value):
    """A certificate by a digest of it (RFC 5035 4).

    ESSCertIDv2 ::= SEQUENCE {
        hashAlgorithm  AlgorithmIdentifier DEFAULT { algorithm id-sha256 },
        certHash       OCTET STRING,
        issuerSerial   IssuerSerial OPTIONAL }
    """

    hash_algorithm: Annotated[AlgorithmIdentifier, Default(SHA256)] = SHA256
    cert_hash: bytes
    issuer_serial: IssuerSerial | None = None


@asn1.sequence
class SigningCertificateV2(asn1.Value):
    """The signer's certificate, and others of its path (RFC 5035 3).

    SigningCertificateV2 ::= SEQUENCE {
        certs     SEQUENCE OF ESSCertIDv2,
        policies  SEQUENCE OF PolicyInformation OPTIONAL }
    """

    certs: tuple[ESSCertIDv2, ...]
    policies: tuple[PolicyInformation, ...] | None = None
