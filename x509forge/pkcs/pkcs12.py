"""PKCS #12: keys and certificates in one file, under a password (RFC 7292)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import Containing, Default, Explicit, Open, Secret, SetOf, TypeTable, Value
from ..oid import ObjectIdentifier
from ..x509.attribute import Attribute
from ..x509.certificate import Certificate
from ..x509.crl import CertificateList
from .pkcs1 import DigestInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

# What contentType tells of the authenticated safe, and of each of its contents (RFC 7292 4, 4.1).
AUTHENTICATED_SAFES = TypeTable(
    {
        oid.DATA: "x509forge.pkcs.pkcs12:AuthenticatedSafeData",
        oid.SIGNED_DATA: "x509forge.pkcs.pkcs7:SignedData",
    }
)
SAFES = TypeTable(
    {
        oid.DATA: "x509forge.pkcs.pkcs12:SafeContentsData",
        oid.ENCRYPTED_DATA: "x509forge.pkcs.pkcs7_encrypted:EncryptedData",
        oid.ENVELOPED_DATA: "x509forge.pkcs.pkcs7_encrypted:EnvelopedData",
    }
)
# What bagId tells of a bag (RFC 7292 4.2), and certId and crlId of its value (4.2.3, 4.2.4).
BAGS = TypeTable(
    {
        oid.KEY_BAG: "x509forge.pkcs.pkcs8:OneAsymmetricKey",
        oid.PKCS8_SHROUDED_KEY_BAG: "x509forge.pkcs.pkcs8:EncryptedPrivateKeyInfo",
        oid.CERT_BAG: "x509forge.pkcs.pkcs12:CertBag",
        oid.CRL_BAG: "x509forge.pkcs.pkcs12:CRLBag",
        oid.SECRET_BAG: "x509forge.pkcs.pkcs12:SecretBag",
        oid.SAFE_CONTENTS_BAG: "x509forge.pkcs.pkcs12:SafeContents",
    }
)
CERTIFICATES = TypeTable(
    {
        oid.X509_CERTIFICATE: "x509forge.pkcs.pkcs12:X509CertificateData",
        oid.SDSI_CERTIFICATE: "x509forge.asn1:IA5String",
    }
)
CRLS = TypeTable({oid.X509_CRL: "x509forge.pkcs.pkcs12:X509CRLData"})


# Bags


@asn1.typedef
class X509CertificateData(asn1.Value):
    """A certificate in a bag (RFC 7292 4.2.3).

    x509Certificate: OCTET STRING (CONTAINING Certificate)
    """

    certificate: Annotated[Certificate, Containing()]


@asn1.sequence
class CertBag(asn1.Value):
    """A certificate of some kind (RFC 7292 4.2.3).

    CertBag ::= SEQUENCE {
        certId     OBJECT IDENTIFIER,
        certValue  [0] EXPLICIT ANY DEFINED BY certId }
    """

    cert_id: ObjectIdentifier = oid.X509_CERTIFICATE
    cert_value: Annotated[Value, Open("cert_id", CERTIFICATES), Explicit(0)]


@asn1.typedef
class X509CRLData(asn1.Value):
    """A list of revoked certificates in a bag (RFC 7292 4.2.4).

    x509CRL: OCTET STRING (CONTAINING CertificateList)
    """

    crl: Annotated[CertificateList, Containing()]


@asn1.sequence
class CRLBag(asn1.Value):
    """A list of revoked certificates of some kind (RFC 7292 4.2.4).

    CRLBag ::= SEQUENCE {
        crlId     OBJECT IDENTIFIER,
        crlValue  [0] EXPLICIT ANY DEFINED BY crlId }
    """

    crl_id: ObjectIdentifier = oid.X509_CRL
    crl_value: Annotated[Value, Open("crl_id", CRLS), Explicit(0)]


@asn1.sequence
class SecretBag(asn1.Value):
    """Whatever else is secret (RFC 7292 4.2.5).

    SecretBag ::= SEQUENCE {
        secretTypeId  OBJECT IDENTIFIER,
        secretValue   [0] EXPLICIT ANY DEFINED BY secretTypeId }
    """

    secret_type_id: ObjectIdentifier
    secret_value: Annotated[asn1.Any, Explicit(0), Secret()]


@asn1.sequence
class SafeBag(asn1.Value):
    """One thing, with attributes (RFC 7292 4.2).

        SafeBag ::= SEQUENCE {
            bagId          OBJECT IDENTIFIER,
            bagValue       [0] EXPLICIT ANY DEFINED BY bagId,
            bagAttributes  SET OF PKCS12Attribute OPTIONAL }

    A PKCS12Attribute has the shape of an Attribute; friendlyName (a BMPString) and localKeyId are the usual ones.
    """

    bag_id: ObjectIdentifier
    bag_value: Annotated[Value, Open("bag_id", BAGS), Explicit(0)]
    bag_attributes: Annotated[tuple[Attribute, ...], SetOf()] | None = None


@asn1.typedef
class SafeContents(asn1.Value):
    """Bags under the same protection (RFC 7292 4.2).

    SafeContents ::= SEQUENCE OF SafeBag
    """

    bags: tuple[SafeBag, ...]


# The file


@asn1.typedef
class SafeContentsData(asn1.Value):
    """Bags that are not encrypted (RFC 7292 4.1).

    Data ::= OCTET STRING (CONTAINING SafeContents)
    """

    safe_contents: Annotated[SafeContents, Containing()]


@asn1.sequence
class SafeContentInfo(asn1.Value):
    """Bags, and how they are protected: a ContentInfo whose contents are known (RFC 7292 4.1).

    ContentInfo ::= SEQUENCE {
        contentType  OBJECT IDENTIFIER,    -- data, encryptedData or envelopedData
        content      [0] EXPLICIT ANY DEFINED BY contentType OPTIONAL }
    """

    content_type: ObjectIdentifier
    content: Annotated[Value, Open("content_type", SAFES), Explicit(0)] | None = None


@asn1.typedef
class AuthenticatedSafe(asn1.Value):
    """What a file holds, and what its MAC or signature covers (RFC 7292 4.1).

    AuthenticatedSafe ::= SEQUENCE OF ContentInfo
    """

    content_infos: tuple[SafeContentInfo, ...]


@asn1.typedef
class AuthenticatedSafeData(asn1.Value):
    """What a file holds, where a password protects it from changes (RFC 7292 4).

    Data ::= OCTET STRING (CONTAINING AuthenticatedSafe)
    """

    authenticated_safe: Annotated[AuthenticatedSafe, Containing()]


@asn1.sequence
class AuthSafe(asn1.Value):
    """What a file holds, and what protects it from changes: a ContentInfo whose contents are known (RFC 7292 4).

    ContentInfo ::= SEQUENCE {
        contentType  OBJECT IDENTIFIER,    -- data with a password, signedData with a key
        content      [0] EXPLICIT ANY DEFINED BY contentType OPTIONAL }
    """

    content_type: ObjectIdentifier
    content: Annotated[Value, Open("content_type", AUTHENTICATED_SAFES), Explicit(0)] | None = None


@asn1.sequence
class MacData(asn1.Value):
    """The MAC under a password (RFC 7292 4; RFC 9579 3 has PBMAC1 as the algorithm, which needs no salt here).

    MacData ::= SEQUENCE {
        mac         DigestInfo,
        macSalt     OCTET STRING,
        iterations  INTEGER DEFAULT 1 }
    """

    mac: DigestInfo
    mac_salt: bytes
    iterations: Annotated[int, Default(1)] = 1


@asn1.sequence
class PFX(asn1.PEMValue):
    """A file of keys and certificates (RFC 7292 4).

    PFX ::= SEQUENCE {
        version   INTEGER { v3(3) },
        authSafe  ContentInfo,
        macData   MacData OPTIONAL }
    """

    pem_label = "PKCS12"

    version: int = 3
    auth_safe: AuthSafe
    mac_data: MacData | None = None
