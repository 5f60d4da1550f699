"""PKCS #7 and its successor CMS: contents that are signed or digested (RFC 5652 3 to 5, 7, 10; RFC 2315)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import Explicit, Holds, Implicit, Open, SetOf, TypeTable, Value
from ..oid import ObjectIdentifier
from ..x509.algorithm import SIGNATURES, AlgorithmIdentifier
from ..x509.attribute import Attribute
from ..x509.attribute_certificate import AttributeCertificate
from ..x509.certificate import Certificate
from ..x509.crl import CertificateList
from ..x509.name import Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

# What contentType tells of the content (RFC 5652 14, RFC 2315 14, RFC 5083 2.1).
CONTENTS = TypeTable(
    {
        oid.DATA: "x509forge.pkcs.pkcs7:Data",
        oid.SIGNED_DATA: "x509forge.pkcs.pkcs7:SignedData",
        oid.DIGESTED_DATA: "x509forge.pkcs.pkcs7:DigestedData",
        oid.ENVELOPED_DATA: "x509forge.pkcs.pkcs7_encrypted:EnvelopedData",
        oid.SIGNED_AND_ENVELOPED_DATA: "x509forge.pkcs.pkcs7_encrypted:SignedAndEnvelopedData",
        oid.ENCRYPTED_DATA: "x509forge.pkcs.pkcs7_encrypted:EncryptedData",
        oid.AUTHENTICATED_DATA: "x509forge.pkcs.pkcs7_encrypted:AuthenticatedData",
        oid.AUTH_ENVELOPED_DATA: "x509forge.pkcs.pkcs7_encrypted:AuthEnvelopedData",
    }
)
# What eContentType tells of the eContent, an OCTET STRING in CMS; other types are kept as they stand there.
ENCAPSULATED_CONTENTS = TypeTable(
    {
        oid.DATA: "x509forge.pkcs.pkcs7:Data",
        oid.TST_INFO: "x509forge.pkcs.time_stamp:EncapsulatedTSTInfo",
    }
)
# What otherRevInfoFormat tells of revocation information (RFC 5940 2.1).
REVOCATION_INFO = TypeTable({oid.RI_OCSP_RESPONSE: "x509forge.ocsp:OCSPResponse"})


@asn1.typedef
class Data(asn1.Value):
    """Octets of whatever meaning (RFC 5652 4, RFC 2315 8).

    Data ::= OCTET STRING
    """

    octets: bytes


@asn1.sequence
class ContentInfo(asn1.PEMValue):
    """A content, and what it is (RFC 5652 3, RFC 2315 7).

        ContentInfo ::= SEQUENCE {
            contentType  OBJECT IDENTIFIER,
            content      [0] EXPLICIT ANY DEFINED BY contentType }    -- OPTIONAL in RFC 2315

    Files called `.p7b`, `.p7s` or `.p7m` hold one. The PEM label is PKCS7, as most tools write it.
    """

    pem_label = "PKCS7"

    content_type: ObjectIdentifier
    content: Annotated[Value, Open("content_type", CONTENTS), Explicit(0)] | None = None

    @classmethod
    def from_pem(cls, data: bytes | str) -> ContentInfo:
        """Return the value in the first PKCS7 or CMS block (RFC 7468 8, 9); raises PEMError, or DecodeError."""
        from .. import pem

        return cls.from_der(pem.one(data, cls.pem_label, "CMS").data)


@asn1.sequence
class IssuerAndSerialNumber(asn1.Value):
    """Which certificate is meant (RFC 5652 10.2.4).

    IssuerAndSerialNumber ::= SEQUENCE {
        issuer        Name,
        serialNumber  INTEGER }
    """

    issuer: Name
    serial_number: int


# Certificates and revocation lists that come along


@asn1.sequence
class OtherCertificateFormat(asn1.Value):
    """A certificate that is not of X.509 (RFC 5652 10.2.2).

    OtherCertificateFormat ::= SEQUENCE {
        otherCertFormat  OBJECT IDENTIFIER,
        otherCert        ANY DEFINED BY otherCertFormat }
    """

    other_cert_format: ObjectIdentifier
    other_cert: asn1.Any


@asn1.choice
class CertificateChoices(asn1.Choice):
    """A certificate of some kind (RFC 5652 10.2.2).

        CertificateChoices ::= CHOICE {
            certificate          Certificate,
            extendedCertificate  [0] IMPLICIT ExtendedCertificate,        -- obsolete, of PKCS #6
            v1AttrCert           [1] IMPLICIT AttributeCertificateV1,     -- obsolete
            v2AttrCert           [2] IMPLICIT AttributeCertificateV2,
            other                [3] IMPLICIT OtherCertificateFormat }

    What is obsolete is kept as the elements of its SEQUENCE.
    """

    certificate: Certificate | None = None
    extended_certificate: Annotated[tuple[asn1.Any, ...], Implicit(0)] | None = None
    v1_attr_cert: Annotated[tuple[asn1.Any, ...], Implicit(1)] | None = None
    v2_attr_cert: Annotated[AttributeCertificate, Implicit(2)] | None = None
    other: Annotated[OtherCertificateFormat, Implicit(3)] | None = None


@asn1.sequence
class OtherRevocationInfoFormat(asn1.Value):
    """Revocation information that is no list (RFC 5652 10.2.1).

    OtherRevocationInfoFormat ::= SEQUENCE {
        otherRevInfoFormat  OBJECT IDENTIFIER,
        otherRevInfo        ANY DEFINED BY otherRevInfoFormat }
    """

    other_rev_info_format: ObjectIdentifier
    other_rev_info: Annotated[Value, Open("other_rev_info_format", REVOCATION_INFO)]


@asn1.choice
class RevocationInfoChoice(asn1.Choice):
    """A list of revoked certificates, or what serves as one (RFC 5652 10.2.1).

    RevocationInfoChoice ::= CHOICE {
        crl    CertificateList,
        other  [1] IMPLICIT OtherRevocationInfoFormat }
    """

    crl: CertificateList | None = None
    other: Annotated[OtherRevocationInfoFormat, Implicit(1)] | None = None


# Signed data


@asn1.choice
class SignerIdentifier(asn1.Choice):
    """Whose signature it is (RFC 5652 5.3).

    SignerIdentifier ::= CHOICE {
        issuerAndSerialNumber  IssuerAndSerialNumber,
        subjectKeyIdentifier   [0] IMPLICIT OCTET STRING }
    """

    issuer_and_serial_number: IssuerAndSerialNumber | None = None
    subject_key_identifier: Annotated[bytes, Implicit(0)] | None = None


@asn1.sequence
class EncapsulatedContentInfo(asn1.Value):
    """The content that is signed, or its type alone where it is elsewhere (RFC 5652 5.2).

        EncapsulatedContentInfo ::= SEQUENCE {
            eContentType  OBJECT IDENTIFIER,
            eContent      [0] EXPLICIT OCTET STRING OPTIONAL }

    RFC 2315 has a ContentInfo here, whose content is ANY (5.2.1 says what to do with it): so any value may be here.
    """

    e_content_type: ObjectIdentifier
    e_content: Annotated[Value, Open("e_content_type", ENCAPSULATED_CONTENTS), Explicit(0)] | None = None


@asn1.sequence
class SignerInfo(asn1.Value):
    """A signature, and what it covers besides the content (RFC 5652 5.3, RFC 2315 9.2).

        SignerInfo ::= SEQUENCE {
            version             INTEGER,    -- 1 with issuerAndSerialNumber, 3 with subjectKeyIdentifier
            sid                 SignerIdentifier,
            digestAlgorithm     AlgorithmIdentifier,
            signedAttrs         [0] IMPLICIT SET SIZE (1..MAX) OF Attribute OPTIONAL,
            signatureAlgorithm  AlgorithmIdentifier,
            signature           OCTET STRING,
            unsignedAttrs       [1] IMPLICIT SET SIZE (1..MAX) OF Attribute OPTIONAL }

    RFC 2315 calls some of them otherwise: issuerAndSerialNumber, authenticatedAttributes, digestEncryptionAlgorithm,
    encryptedDigest, unauthenticatedAttributes.
    """

    version: int = 1
    sid: SignerIdentifier
    digest_algorithm: AlgorithmIdentifier
    signed_attrs: Annotated[tuple[Attribute, ...], SetOf(), Implicit(0)] | None = None
    signature_algorithm: AlgorithmIdentifier
    signature: Annotated[bytes, Holds("signature_algorithm.algorithm", SIGNATURES, guess=False)]
    unsigned_attrs: Annotated[tuple[Attribute, ...], SetOf(), Implicit(1)] | None = None


@asn1.sequence
class SignedData(asn1.Value):
    """A content with signatures, or certificates alone (RFC 5652 5.1, RFC 2315 9.1).

    SignedData ::= SEQUENCE {
        version           INTEGER,    -- 1, 3, 4 or 5
        digestAlgorithms  SET OF AlgorithmIdentifier,
        encapContentInfo  EncapsulatedContentInfo,
        certificates      [0] IMPLICIT SET OF CertificateChoices OPTIONAL,
        crls              [1] IMPLICIT SET OF RevocationInfoChoice OPTIONAL,
        signerInfos       SET OF SignerInfo }
    """

    version: int = 1
    digest_algorithms: Annotated[tuple[AlgorithmIdentifier, ...], SetOf()] = ()
    encap_content_info: EncapsulatedContentInfo
    certificates: Annotated[tuple[CertificateChoices, ...], SetOf(), Implicit(0)] | None = None
    crls: Annotated[tuple[RevocationInfoChoice, ...], SetOf(), Implicit(1)] | None = None
    signer_infos: Annotated[tuple[SignerInfo, ...], SetOf()] = ()


@asn1.sequence
class DigestedData(asn1.Value):
    """A content with its digest (RFC 5652 7).

    DigestedData ::= SEQUENCE {
        version           INTEGER,    -- 0 for data, else 2
        digestAlgorithm   AlgorithmIdentifier,
        encapContentInfo  EncapsulatedContentInfo,
        digest            OCTET STRING }
    """

    version: int = 0
    digest_algorithm: AlgorithmIdentifier
    encap_content_info: EncapsulatedContentInfo
    digest: bytes
