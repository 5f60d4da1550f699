"""X.509 written by hand, in pure Python: what you describe is what is encoded.

    import x509forge as xf

Everything public is a name of this module, and is loaded when it is first used, so
that importing the package costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import asn1 as asn1
    from . import forge as forge
    from . import oid as oid
    from . import openssl as openssl
    from . import pem as pem
    from . import strategies as strategies
    from .asn1 import Any as Any
    from .asn1 import BitString as BitString
    from .asn1 import BMPString as BMPString
    from .asn1 import GeneralizedTime as GeneralizedTime
    from .asn1 import IA5String as IA5String
    from .asn1 import Null as Null
    from .asn1 import NumericString as NumericString
    from .asn1 import PrintableString as PrintableString
    from .asn1 import TeletexString as TeletexString
    from .asn1 import Undecoded as Undecoded
    from .asn1 import UniversalString as UniversalString
    from .asn1 import UTCTime as UTCTime
    from .asn1 import UTF8String as UTF8String
    from .asn1 import VisibleString as VisibleString
    from .errors import AssemblyError as AssemblyError
    from .errors import BackendUnavailable as BackendUnavailable
    from .errors import ChainError as ChainError
    from .errors import ConfigError as ConfigError
    from .errors import DecodeError as DecodeError
    from .errors import EncodeError as EncodeError
    from .errors import KeyFormatError as KeyFormatError
    from .errors import NotConstantTime as NotConstantTime
    from .errors import PEMError as PEMError
    from .errors import PrivateKeyNotShown as PrivateKeyNotShown
    from .errors import RuleViolation as RuleViolation
    from .errors import SerialFileError as SerialFileError
    from .errors import SignatureMismatch as SignatureMismatch
    from .errors import SigningError as SigningError
    from .errors import UnneededWaiver as UnneededWaiver
    from .errors import UnsupportedKey as UnsupportedKey
    from .errors import X509ForgeError as X509ForgeError
    from .explain import Node as Node
    from .explain import explain as explain
    from .explain.assemble import from_der_ascii as from_der_ascii
    from .explain.comparison import Comparison as Comparison
    from .explain.comparison import Difference as Difference
    from .explain.der_ascii import to_der_ascii as to_der_ascii
    from .explain.diff import diff as diff
    from .explain.python_source import decompile as decompile
    from .issuing import CertificationRequest as CertificationRequest
    from .issuing import Issuer as Issuer
    from .issuing import Profile as Profile
    from .issuing import resign as resign
    from .issuing import unsigned_certificate as unsigned_certificate
    from .ocsp import AcceptableResponses as AcceptableResponses
    from .ocsp import ArchiveCutoff as ArchiveCutoff
    from .ocsp import BasicOCSPResponse as BasicOCSPResponse
    from .ocsp import CertID as CertID
    from .ocsp import CertStatus as CertStatus
    from .ocsp import CrlID as CrlID
    from .ocsp import ExtendedRevoke as ExtendedRevoke
    from .ocsp import Nonce as Nonce
    from .ocsp import OCSPRequest as OCSPRequest
    from .ocsp import OCSPResponse as OCSPResponse
    from .ocsp import PreferredSignatureAlgorithm as PreferredSignatureAlgorithm
    from .ocsp import PreferredSignatureAlgorithms as PreferredSignatureAlgorithms
    from .ocsp import Request as Request
    from .ocsp import ResponderID as ResponderID
    from .ocsp import ResponseBytes as ResponseBytes
    from .ocsp import ResponseData as ResponseData
    from .ocsp import ResponseTimestampList as ResponseTimestampList
    from .ocsp import RevokedInfo as RevokedInfo
    from .ocsp import ServiceLocator as ServiceLocator
    from .ocsp import Signature as Signature
    from .ocsp import SingleResponse as SingleResponse
    from .ocsp import TBSRequest as TBSRequest
    from .oid import ObjectIdentifier as ObjectIdentifier
    from .pkcs.content_encryption import GCMParameters as GCMParameters
    from .pkcs.curve_key import CurvePrivateKey as CurvePrivateKey
    from .pkcs.dsa_key import DSAPrivateKey as DSAPrivateKey
    from .pkcs.lattice_key import LatticePrivateKey as LatticePrivateKey
    from .pkcs.lattice_key import SeedAndExpandedKey as SeedAndExpandedKey
    from .pkcs.pkcs1 import DigestInfo as DigestInfo
    from .pkcs.pkcs1 import OtherPrimeInfo as OtherPrimeInfo
    from .pkcs.pkcs1 import RSAESOAEPParams as RSAESOAEPParams
    from .pkcs.pkcs1 import RSAPrivateKey as RSAPrivateKey
    from .pkcs.pkcs1 import RSAPublicKey as RSAPublicKey
    from .pkcs.pkcs1 import RSASSAPSSParams as RSASSAPSSParams
    from .pkcs.pkcs3 import DHParameter as DHParameter
    from .pkcs.pkcs5 import PBEParameter as PBEParameter
    from .pkcs.pkcs5 import PBES2Parameters as PBES2Parameters
    from .pkcs.pkcs5 import PBKDF2Parameters as PBKDF2Parameters
    from .pkcs.pkcs5 import PBMAC1Parameters as PBMAC1Parameters
    from .pkcs.pkcs5 import RC2CBCParameter as RC2CBCParameter
    from .pkcs.pkcs5 import ScryptParameters as ScryptParameters
    from .pkcs.pkcs7 import CertificateChoices as CertificateChoices
    from .pkcs.pkcs7 import ContentInfo as ContentInfo
    from .pkcs.pkcs7 import Data as Data
    from .pkcs.pkcs7 import DigestedData as DigestedData
    from .pkcs.pkcs7 import EncapsulatedContentInfo as EncapsulatedContentInfo
    from .pkcs.pkcs7 import IssuerAndSerialNumber as IssuerAndSerialNumber
    from .pkcs.pkcs7 import OtherCertificateFormat as OtherCertificateFormat
    from .pkcs.pkcs7 import OtherRevocationInfoFormat as OtherRevocationInfoFormat
    from .pkcs.pkcs7 import RevocationInfoChoice as RevocationInfoChoice
    from .pkcs.pkcs7 import SignedData as SignedData
    from .pkcs.pkcs7 import SignerIdentifier as SignerIdentifier
    from .pkcs.pkcs7 import SignerInfo as SignerInfo
    from .pkcs.pkcs7_encrypted import AuthenticatedData as AuthenticatedData
    from .pkcs.pkcs7_encrypted import AuthEnvelopedData as AuthEnvelopedData
    from .pkcs.pkcs7_encrypted import EncryptedContentInfo as EncryptedContentInfo
    from .pkcs.pkcs7_encrypted import EncryptedData as EncryptedData
    from .pkcs.pkcs7_encrypted import EnvelopedData as EnvelopedData
    from .pkcs.pkcs7_encrypted import KEKIdentifier as KEKIdentifier
    from .pkcs.pkcs7_encrypted import KEKRecipientInfo as KEKRecipientInfo
    from .pkcs.pkcs7_encrypted import KeyAgreeRecipientIdentifier as KeyAgreeRecipientIdentifier
    from .pkcs.pkcs7_encrypted import KeyAgreeRecipientInfo as KeyAgreeRecipientInfo
    from .pkcs.pkcs7_encrypted import KeyTransRecipientInfo as KeyTransRecipientInfo
    from .pkcs.pkcs7_encrypted import OriginatorIdentifierOrKey as OriginatorIdentifierOrKey
    from .pkcs.pkcs7_encrypted import OriginatorInfo as OriginatorInfo
    from .pkcs.pkcs7_encrypted import OriginatorPublicKey as OriginatorPublicKey
    from .pkcs.pkcs7_encrypted import OtherKeyAttribute as OtherKeyAttribute
    from .pkcs.pkcs7_encrypted import OtherRecipientInfo as OtherRecipientInfo
    from .pkcs.pkcs7_encrypted import PasswordRecipientInfo as PasswordRecipientInfo
    from .pkcs.pkcs7_encrypted import RecipientEncryptedKey as RecipientEncryptedKey
    from .pkcs.pkcs7_encrypted import RecipientIdentifier as RecipientIdentifier
    from .pkcs.pkcs7_encrypted import RecipientInfo as RecipientInfo
    from .pkcs.pkcs7_encrypted import RecipientKeyIdentifier as RecipientKeyIdentifier
    from .pkcs.pkcs7_encrypted import SignedAndEnvelopedData as SignedAndEnvelopedData
    from .pkcs.pkcs8 import EncryptedPrivateKeyInfo as EncryptedPrivateKeyInfo
    from .pkcs.pkcs8 import OneAsymmetricKey as OneAsymmetricKey
    from .pkcs.pkcs8 import PrivateKeyInfo as PrivateKeyInfo
    from .pkcs.pkcs9 import ContentType as ContentType
    from .pkcs.pkcs9 import ESSCertID as ESSCertID
    from .pkcs.pkcs9 import ESSCertIDv2 as ESSCertIDv2
    from .pkcs.pkcs9 import LocalKeyId as LocalKeyId
    from .pkcs.pkcs9 import MessageDigest as MessageDigest
    from .pkcs.pkcs9 import SigningCertificate as SigningCertificate
    from .pkcs.pkcs9 import SigningCertificateV2 as SigningCertificateV2
    from .pkcs.pkcs9 import SMIMECapabilities as SMIMECapabilities
    from .pkcs.pkcs9 import SMIMECapability as SMIMECapability
    from .pkcs.pkcs10 import CertificationRequestInfo as CertificationRequestInfo
    from .pkcs.pkcs10 import ExtensionRequest as ExtensionRequest
    from .pkcs.pkcs12 import PFX as PFX
    from .pkcs.pkcs12 import AuthenticatedSafe as AuthenticatedSafe
    from .pkcs.pkcs12 import AuthenticatedSafeData as AuthenticatedSafeData
    from .pkcs.pkcs12 import AuthSafe as AuthSafe
    from .pkcs.pkcs12 import CertBag as CertBag
    from .pkcs.pkcs12 import CRLBag as CRLBag
    from .pkcs.pkcs12 import MacData as MacData
    from .pkcs.pkcs12 import SafeBag as SafeBag
    from .pkcs.pkcs12 import SafeContentInfo as SafeContentInfo
    from .pkcs.pkcs12 import SafeContents as SafeContents
    from .pkcs.pkcs12 import SafeContentsData as SafeContentsData
    from .pkcs.pkcs12 import SecretBag as SecretBag
    from .pkcs.pkcs12 import X509CertificateData as X509CertificateData
    from .pkcs.pkcs12 import X509CRLData as X509CRLData
    from .pkcs.sec1 import ECPrivateKey as ECPrivateKey
    from .pkcs.time_stamp import Accuracy as Accuracy
    from .pkcs.time_stamp import EncapsulatedTSTInfo as EncapsulatedTSTInfo
    from .pkcs.time_stamp import MessageImprint as MessageImprint
    from .pkcs.time_stamp import PKIFailureInfo as PKIFailureInfo
    from .pkcs.time_stamp import PKIStatusInfo as PKIStatusInfo
    from .pkcs.time_stamp import TimeStampReq as TimeStampReq
    from .pkcs.time_stamp import TimeStampResp as TimeStampResp
    from .pkcs.time_stamp import TSTInfo as TSTInfo
    from .rules import Finding as Finding
    from .rules import check as check
    from .signing.command_signer import CommandSigner as CommandSigner
    from .signing.keys import PrivateKey as PrivateKey
    from .signing.outside_key import OfflineSigner as OfflineSigner
    from .signing.pkcs11_signer import PKCS11Signer as PKCS11Signer
    from .signing.public_key import SubjectPublicKeyInfo as SubjectPublicKeyInfo
    from .signing.signer import Signer as Signer
    from .x509.algorithm import AlgorithmIdentifier as AlgorithmIdentifier
    from .x509.algorithm import CharacteristicTwo as CharacteristicTwo
    from .x509.algorithm import Curve as Curve
    from .x509.algorithm import ECParameters as ECParameters
    from .x509.algorithm import FieldID as FieldID
    from .x509.algorithm import Pentanomial as Pentanomial
    from .x509.algorithm import PrimeP as PrimeP
    from .x509.algorithm import SpecifiedECDomain as SpecifiedECDomain
    from .x509.algorithm import Trinomial as Trinomial
    from .x509.attribute import Attribute as Attribute
    from .x509.attribute_certificate import AttCertIssuer as AttCertIssuer
    from .x509.attribute_certificate import AttCertValidityPeriod as AttCertValidityPeriod
    from .x509.attribute_certificate import AttributeCertificate as AttributeCertificate
    from .x509.attribute_certificate import AttributeCertificateInfo as AttributeCertificateInfo
    from .x509.attribute_certificate import Holder as Holder
    from .x509.attribute_certificate import IssuerSerial as IssuerSerial
    from .x509.attribute_certificate import ObjectDigestInfo as ObjectDigestInfo
    from .x509.attribute_certificate import V2Form as V2Form
    from .x509.certificate import Certificate as Certificate
    from .x509.certificate import TBSCertificate as TBSCertificate
    from .x509.certificate_trust import CertificateTrust as CertificateTrust
    from .x509.crl import CertificateList as CertificateList
    from .x509.crl import RevokedCertificate as RevokedCertificate
    from .x509.crl import TBSCertList as TBSCertList
    from .x509.ecdsa_signature import ECDSASigValue as ECDSASigValue
    from .x509.extension import Extension as Extension
    from .x509.extension import ExtensionValue as ExtensionValue
    from .x509.extensions.admission import Admissions as Admissions
    from .x509.extensions.admission import AdmissionSyntax as AdmissionSyntax
    from .x509.extensions.admission import NamingAuthority as NamingAuthority
    from .x509.extensions.admission import ProfessionInfo as ProfessionInfo
    from .x509.extensions.alternative_name import IssuerAlternativeName as IssuerAlternativeName
    from .x509.extensions.alternative_name import SubjectAlternativeName as SubjectAlternativeName
    from .x509.extensions.basic_constraints import BasicConstraints as BasicConstraints
    from .x509.extensions.crl_extensions import CertificateIssuer as CertificateIssuer
    from .x509.extensions.crl_extensions import CRLNumber as CRLNumber
    from .x509.extensions.crl_extensions import CRLReason as CRLReason
    from .x509.extensions.crl_extensions import DeltaCRLIndicator as DeltaCRLIndicator
    from .x509.extensions.crl_extensions import HoldInstructionCode as HoldInstructionCode
    from .x509.extensions.crl_extensions import InvalidityDate as InvalidityDate
    from .x509.extensions.directory_attributes import SubjectDirectoryAttributes as SubjectDirectoryAttributes
    from .x509.extensions.distribution_points import CRLDistributionPoints as CRLDistributionPoints
    from .x509.extensions.distribution_points import DistributionPoint as DistributionPoint
    from .x509.extensions.distribution_points import DistributionPointName as DistributionPointName
    from .x509.extensions.distribution_points import FreshestCRL as FreshestCRL
    from .x509.extensions.distribution_points import IssuingDistributionPoint as IssuingDistributionPoint
    from .x509.extensions.distribution_points import ReasonFlags as ReasonFlags
    from .x509.extensions.information_access import AccessDescription as AccessDescription
    from .x509.extensions.information_access import AuthorityInformationAccess as AuthorityInformationAccess
    from .x509.extensions.information_access import SubjectInformationAccess as SubjectInformationAccess
    from .x509.extensions.key_identifier import AuthorityKeyIdentifier as AuthorityKeyIdentifier
    from .x509.extensions.key_identifier import SubjectKeyIdentifier as SubjectKeyIdentifier
    from .x509.extensions.key_usage import ExtendedKeyUsage as ExtendedKeyUsage
    from .x509.extensions.key_usage import KeyUsage as KeyUsage
    from .x509.extensions.markers import NoRevAvail as NoRevAvail
    from .x509.extensions.markers import OCSPNoCheck as OCSPNoCheck
    from .x509.extensions.markers import PrecertificatePoison as PrecertificatePoison
    from .x509.extensions.name_constraints import GeneralSubtree as GeneralSubtree
    from .x509.extensions.name_constraints import NameConstraints as NameConstraints
    from .x509.extensions.netscape import NetscapeBaseURL as NetscapeBaseURL
    from .x509.extensions.netscape import NetscapeCAPolicyURL as NetscapeCAPolicyURL
    from .x509.extensions.netscape import NetscapeCARevocationURL as NetscapeCARevocationURL
    from .x509.extensions.netscape import NetscapeCertRenewalURL as NetscapeCertRenewalURL
    from .x509.extensions.netscape import NetscapeCertType as NetscapeCertType
    from .x509.extensions.netscape import NetscapeComment as NetscapeComment
    from .x509.extensions.netscape import NetscapeRevocationURL as NetscapeRevocationURL
    from .x509.extensions.netscape import NetscapeSSLServerName as NetscapeSSLServerName
    from .x509.extensions.number_resources import ASIdentifierChoice as ASIdentifierChoice
    from .x509.extensions.number_resources import ASIdentifiers as ASIdentifiers
    from .x509.extensions.number_resources import ASIdOrRange as ASIdOrRange
    from .x509.extensions.number_resources import ASRange as ASRange
    from .x509.extensions.number_resources import IPAddrBlocks as IPAddrBlocks
    from .x509.extensions.number_resources import IPAddressChoice as IPAddressChoice
    from .x509.extensions.number_resources import IPAddressFamily as IPAddressFamily
    from .x509.extensions.number_resources import IPAddressOrRange as IPAddressOrRange
    from .x509.extensions.number_resources import IPAddressRange as IPAddressRange
    from .x509.extensions.policies import CertificatePolicies as CertificatePolicies
    from .x509.extensions.policies import InhibitAnyPolicy as InhibitAnyPolicy
    from .x509.extensions.policies import NoticeReference as NoticeReference
    from .x509.extensions.policies import PolicyConstraints as PolicyConstraints
    from .x509.extensions.policies import PolicyInformation as PolicyInformation
    from .x509.extensions.policies import PolicyMapping as PolicyMapping
    from .x509.extensions.policies import PolicyMappings as PolicyMappings
    from .x509.extensions.policies import PolicyQualifierInfo as PolicyQualifierInfo
    from .x509.extensions.policies import UserNotice as UserNotice
    from .x509.extensions.private_key_usage_period import PrivateKeyUsagePeriod as PrivateKeyUsagePeriod
    from .x509.extensions.proxy_cert_info import ProxyCertInfo as ProxyCertInfo
    from .x509.extensions.proxy_cert_info import ProxyPolicy as ProxyPolicy
    from .x509.extensions.sign_tools import IssuerSignTool as IssuerSignTool
    from .x509.extensions.sign_tools import SubjectSignTool as SubjectSignTool
    from .x509.extensions.strong_extranet import SXNet as SXNet
    from .x509.extensions.strong_extranet import SXNetID as SXNetID
    from .x509.extensions.tls_feature import TLSFeature as TLSFeature
    from .x509.extensions.transparency import SignedCertificateTimestamp as SignedCertificateTimestamp
    from .x509.extensions.transparency import SignedCertificateTimestampList as SignedCertificateTimestampList
    from .x509.general_name import EDIPartyName as EDIPartyName
    from .x509.general_name import GeneralName as GeneralName
    from .x509.general_name import OtherName as OtherName
    from .x509.key_parameters import DomainParameters as DomainParameters
    from .x509.key_parameters import DssParms as DssParms
    from .x509.key_parameters import ValidationParms as ValidationParms
    from .x509.name import AttributeTypeAndValue as AttributeTypeAndValue
    from .x509.name import Name as Name
    from .x509.name import RelativeDistinguishedName as RelativeDistinguishedName
    from .x509.time import Time as Time
    from .x509.time import Validity as Validity

__version__ = "0.1.0"

# Where each name is at home. The imports above say the same to type checkers; a test compares the two.
_HOMES = {
    "asn1": (
        "Any",
        "BMPString",
        "BitString",
        "GeneralizedTime",
        "IA5String",
        "Null",
        "NumericString",
        "PrintableString",
        "TeletexString",
        "UTCTime",
        "UTF8String",
        "Undecoded",
        "UniversalString",
        "VisibleString",
    ),
    "errors": (
        "AssemblyError",
        "BackendUnavailable",
        "ChainError",
        "ConfigError",
        "DecodeError",
        "EncodeError",
        "KeyFormatError",
        "NotConstantTime",
        "PEMError",
        "PrivateKeyNotShown",
        "RuleViolation",
        "SerialFileError",
        "SignatureMismatch",
        "SigningError",
        "UnneededWaiver",
        "UnsupportedKey",
        "X509ForgeError",
    ),
    "explain": (
        "Node",
        "explain",
    ),
    "explain.assemble": ("from_der_ascii",),
    "explain.comparison": (
        "Comparison",
        "Difference",
    ),
    "explain.der_ascii": ("to_der_ascii",),
    "explain.diff": ("diff",),
    "explain.python_source": ("decompile",),
    "issuing": (
        "CertificationRequest",
        "Issuer",
        "Profile",
        "resign",
        "unsigned_certificate",
    ),
    "ocsp": (
        "AcceptableResponses",
        "ArchiveCutoff",
        "BasicOCSPResponse",
        "CertID",
        "CertStatus",
        "CrlID",
        "ExtendedRevoke",
        "Nonce",
        "OCSPRequest",
        "OCSPResponse",
        "PreferredSignatureAlgorithm",
        "PreferredSignatureAlgorithms",
        "Request",
        "ResponderID",
        "ResponseBytes",
        "ResponseData",
        "ResponseTimestampList",
        "RevokedInfo",
        "ServiceLocator",
        "Signature",
        "SingleResponse",
        "TBSRequest",
    ),
    "oid": ("ObjectIdentifier",),
    "pkcs.content_encryption": ("GCMParameters",),
    "pkcs.curve_key": ("CurvePrivateKey",),
    "pkcs.dsa_key": ("DSAPrivateKey",),
    "pkcs.lattice_key": (
        "LatticePrivateKey",
        "SeedAndExpandedKey",
    ),
    "pkcs.pkcs1": (
        "DigestInfo",
        "OtherPrimeInfo",
        "RSAESOAEPParams",
        "RSAPrivateKey",
        "RSAPublicKey",
        "RSASSAPSSParams",
    ),
    "pkcs.pkcs10": (
        "CertificationRequestInfo",
        "ExtensionRequest",
    ),
    "pkcs.pkcs12": (
        "AuthSafe",
        "AuthenticatedSafe",
        "AuthenticatedSafeData",
        "CRLBag",
        "CertBag",
        "MacData",
        "PFX",
        "SafeBag",
        "SafeContentInfo",
        "SafeContents",
        "SafeContentsData",
        "SecretBag",
        "X509CRLData",
        "X509CertificateData",
    ),
    "pkcs.pkcs3": ("DHParameter",),
    "pkcs.pkcs5": (
        "PBEParameter",
        "PBES2Parameters",
        "PBKDF2Parameters",
        "PBMAC1Parameters",
        "RC2CBCParameter",
        "ScryptParameters",
    ),
    "pkcs.pkcs7": (
        "CertificateChoices",
        "ContentInfo",
        "Data",
        "DigestedData",
        "EncapsulatedContentInfo",
        "IssuerAndSerialNumber",
        "OtherCertificateFormat",
        "OtherRevocationInfoFormat",
        "RevocationInfoChoice",
        "SignedData",
        "SignerIdentifier",
        "SignerInfo",
    ),
    "pkcs.pkcs7_encrypted": (
        "AuthEnvelopedData",
        "AuthenticatedData",
        "EncryptedContentInfo",
        "EncryptedData",
        "EnvelopedData",
        "KEKIdentifier",
        "KEKRecipientInfo",
        "KeyAgreeRecipientIdentifier",
        "KeyAgreeRecipientInfo",
        "KeyTransRecipientInfo",
        "OriginatorIdentifierOrKey",
        "OriginatorInfo",
        "OriginatorPublicKey",
        "OtherKeyAttribute",
        "OtherRecipientInfo",
        "PasswordRecipientInfo",
        "RecipientEncryptedKey",
        "RecipientIdentifier",
        "RecipientInfo",
        "RecipientKeyIdentifier",
        "SignedAndEnvelopedData",
    ),
    "pkcs.pkcs8": (
        "EncryptedPrivateKeyInfo",
        "OneAsymmetricKey",
        "PrivateKeyInfo",
    ),
    "pkcs.pkcs9": (
        "ContentType",
        "ESSCertID",
        "ESSCertIDv2",
        "LocalKeyId",
        "MessageDigest",
        "SMIMECapabilities",
        "SMIMECapability",
        "SigningCertificate",
        "SigningCertificateV2",
    ),
    "pkcs.sec1": ("ECPrivateKey",),
    "pkcs.time_stamp": (
        "Accuracy",
        "EncapsulatedTSTInfo",
        "MessageImprint",
        "PKIFailureInfo",
        "PKIStatusInfo",
        "TSTInfo",
        "TimeStampReq",
        "TimeStampResp",
    ),
    "rules": (
        "Finding",
        "check",
    ),
    "signing.command_signer": ("CommandSigner",),
    "signing.keys": ("PrivateKey",),
    "signing.outside_key": ("OfflineSigner",),
    "signing.pkcs11_signer": ("PKCS11Signer",),
    "signing.public_key": ("SubjectPublicKeyInfo",),
    "signing.signer": ("Signer",),
    "x509.algorithm": (
        "AlgorithmIdentifier",
        "CharacteristicTwo",
        "Curve",
        "ECParameters",
        "FieldID",
        "Pentanomial",
        "PrimeP",
        "SpecifiedECDomain",
        "Trinomial",
    ),
    "x509.attribute": ("Attribute",),
    "x509.attribute_certificate": (
        "AttCertIssuer",
        "AttCertValidityPeriod",
        "AttributeCertificate",
        "AttributeCertificateInfo",
        "Holder",
        "IssuerSerial",
        "ObjectDigestInfo",
        "V2Form",
    ),
    "x509.certificate": (
        "Certificate",
        "TBSCertificate",
    ),
    "x509.certificate_trust": ("CertificateTrust",),
    "x509.crl": (
        "CertificateList",
        "RevokedCertificate",
        "TBSCertList",
    ),
    "x509.ecdsa_signature": ("ECDSASigValue",),
    "x509.extension": (
        "Extension",
        "ExtensionValue",
    ),
    "x509.extensions.admission": (
        "AdmissionSyntax",
        "Admissions",
        "NamingAuthority",
        "ProfessionInfo",
    ),
    "x509.extensions.alternative_name": (
        "IssuerAlternativeName",
        "SubjectAlternativeName",
    ),
    "x509.extensions.basic_constraints": ("BasicConstraints",),
    "x509.extensions.crl_extensions": (
        "CRLNumber",
        "CRLReason",
        "CertificateIssuer",
        "DeltaCRLIndicator",
        "HoldInstructionCode",
        "InvalidityDate",
    ),
    "x509.extensions.directory_attributes": ("SubjectDirectoryAttributes",),
    "x509.extensions.distribution_points": (
        "CRLDistributionPoints",
        "DistributionPoint",
        "DistributionPointName",
        "FreshestCRL",
        "IssuingDistributionPoint",
        "ReasonFlags",
    ),
    "x509.extensions.information_access": (
        "AccessDescription",
        "AuthorityInformationAccess",
        "SubjectInformationAccess",
    ),
    "x509.extensions.key_identifier": (
        "AuthorityKeyIdentifier",
        "SubjectKeyIdentifier",
    ),
    "x509.extensions.key_usage": (
        "ExtendedKeyUsage",
        "KeyUsage",
    ),
    "x509.extensions.markers": (
        "NoRevAvail",
        "OCSPNoCheck",
        "PrecertificatePoison",
    ),
    "x509.extensions.name_constraints": (
        "GeneralSubtree",
        "NameConstraints",
    ),
    "x509.extensions.netscape": (
        "NetscapeBaseURL",
        "NetscapeCAPolicyURL",
        "NetscapeCARevocationURL",
        "NetscapeCertRenewalURL",
        "NetscapeCertType",
        "NetscapeComment",
        "NetscapeRevocationURL",
        "NetscapeSSLServerName",
    ),
    "x509.extensions.number_resources": (
        "ASIdOrRange",
        "ASIdentifierChoice",
        "ASIdentifiers",
        "ASRange",
        "IPAddrBlocks",
        "IPAddressChoice",
        "IPAddressFamily",
        "IPAddressOrRange",
        "IPAddressRange",
    ),
    "x509.extensions.policies": (
        "CertificatePolicies",
        "InhibitAnyPolicy",
        "NoticeReference",
        "PolicyConstraints",
        "PolicyInformation",
        "PolicyMapping",
        "PolicyMappings",
        "PolicyQualifierInfo",
        "UserNotice",
    ),
    "x509.extensions.private_key_usage_period": ("PrivateKeyUsagePeriod",),
    "x509.extensions.proxy_cert_info": (
        "ProxyCertInfo",
        "ProxyPolicy",
    ),
    "x509.extensions.sign_tools": (
        "IssuerSignTool",
        "SubjectSignTool",
    ),
    "x509.extensions.strong_extranet": (
        "SXNet",
        "SXNetID",
    ),
    "x509.extensions.tls_feature": ("TLSFeature",),
    "x509.extensions.transparency": (
        "SignedCertificateTimestamp",
        "SignedCertificateTimestampList",
    ),
    "x509.general_name": (
        "EDIPartyName",
        "GeneralName",
        "OtherName",
    ),
    "x509.key_parameters": (
        "DomainParameters",
        "DssParms",
        "ValidationParms",
    ),
    "x509.name": (
        "AttributeTypeAndValue",
        "Name",
        "RelativeDistinguishedName",
    ),
    "x509.time": (
        "Time",
        "Validity",
    ),
}
_MODULES = ("asn1", "forge", "oid", "openssl", "pem", "strategies")
_BELOW_ASN1 = ("errors", "oid", "pem")
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted([*_HOME_OF, *_MODULES])


def __getattr__(name: str) -> object:
    """Load a public name from its home, and keep it."""
    import importlib
    import sys

    if name in _HOME_OF:
        value = getattr(importlib.import_module(_entered(_HOME_OF[name])), name)
    elif name in _MODULES:
        value = importlib.import_module(_entered(name))
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    # Another thread may be loading it: then that one binds.
    values = getattr(sys.modules.get(f"{__name__}.asn1.value"), "Value", None)
    if values is not None:
        # Layer 1 knows nothing of pages: what notebooks ask a value for is bound here, and loaded when they ask.
        values._repr_html_ = _repr_html_
    return value


def _entered(module: str) -> str:
    """Return the whole name of a module, when its package is loaded, and `asn1`, of which all above it is made.

    Who imports a module first has its lock and waits for its package, and who imports the package waits for the
    module: of two threads that do so at once, Python stops one by an error.
    """
    import importlib

    if module not in _BELOW_ASN1:
        importlib.import_module(f"{__name__}.asn1")
    if "." in module:
        importlib.import_module(f"{__name__}.{module.rpartition('.')[0]}")
    return f"{__name__}.{module}"


def _repr_html_(value: asn1.Value) -> str | None:
    """Return the value as a page that explains its octets, as notebooks show it; without what is private."""
    import importlib

    page: str | None = importlib.import_module(_entered("explain.html")).of_value(value)
    return page


def __dir__() -> list[str]:
    """Return every public name, loaded or not."""
    return sorted([*__all__, "__version__"])
