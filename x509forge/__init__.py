"""X.509 written by hand, in pure Python: what you describe is what is encoded.

    import x509forge as xf

Everything public is a name of this module, and is loaded when it is first used, so
that importing the package costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import asn1 as asn1
    from . import oid as oid
    from . import openssl as openssl
    from . import pem as pem
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
    from .errors import BackendUnavailable as BackendUnavailable
    from .errors import ChainError as ChainError
    from .errors import ConfigError as ConfigError
    from .errors import DecodeError as DecodeError
    from .errors import EncodeError as EncodeError
    from .errors import KeyFormatError as KeyFormatError
    from .errors import NotConstantTime as NotConstantTime
    from .errors import PEMError as PEMError
    from .errors import RuleViolation as RuleViolation
    from .errors import SerialFileError as SerialFileError
    from .errors import SignatureMismatch as SignatureMismatch
    from .errors import SigningError as SigningError
    from .errors import UnsupportedKey as UnsupportedKey
    from .errors import X509ForgeError as X509ForgeError
    from .explain import Node as Node
    from .explain import explain as explain
    from .issuing import CertificationRequest as CertificationRequest
    from .issuing import Issuer as Issuer
    from .issuing import unsigned_certificate as unsigned_certificate
    from .oid import ObjectIdentifier as ObjectIdentifier
    from .pkcs.curve_key import CurvePrivateKey as CurvePrivateKey
    from .pkcs.lattice_key import LatticePrivateKey as LatticePrivateKey
    from .pkcs.lattice_key import SeedAndExpandedKey as SeedAndExpandedKey
    from .pkcs.pkcs1 import OtherPrimeInfo as OtherPrimeInfo
    from .pkcs.pkcs1 import RSAPrivateKey as RSAPrivateKey
    from .pkcs.pkcs1 import RSAPublicKey as RSAPublicKey
    from .pkcs.pkcs1 import RSASSAPSSParams as RSASSAPSSParams
    from .pkcs.pkcs5 import PBEParameter as PBEParameter
    from .pkcs.pkcs5 import PBES2Parameters as PBES2Parameters
    from .pkcs.pkcs5 import PBKDF2Parameters as PBKDF2Parameters
    from .pkcs.pkcs5 import RC2CBCParameter as RC2CBCParameter
    from .pkcs.pkcs5 import ScryptParameters as ScryptParameters
    from .pkcs.pkcs8 import EncryptedPrivateKeyInfo as EncryptedPrivateKeyInfo
    from .pkcs.pkcs8 import OneAsymmetricKey as OneAsymmetricKey
    from .pkcs.pkcs8 import PrivateKeyInfo as PrivateKeyInfo
    from .pkcs.pkcs10 import CertificationRequestInfo as CertificationRequestInfo
    from .pkcs.pkcs10 import ExtensionRequest as ExtensionRequest
    from .pkcs.sec1 import ECPrivateKey as ECPrivateKey
    from .rules import Finding as Finding
    from .rules import check as check
    from .signing.command_signer import CommandSigner as CommandSigner
    from .signing.keys import PrivateKey as PrivateKey
    from .signing.outside_key import OfflineSigner as OfflineSigner
    from .signing.pkcs11_signer import PKCS11Signer as PKCS11Signer
    from .signing.public_key_files import SubjectPublicKeyInfo as SubjectPublicKeyInfo
    from .signing.signer import Signer as Signer
    from .x509.algorithm import AlgorithmIdentifier as AlgorithmIdentifier
    from .x509.algorithm import ECParameters as ECParameters
    from .x509.attribute import Attribute as Attribute
    from .x509.certificate import Certificate as Certificate
    from .x509.certificate import TBSCertificate as TBSCertificate
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
    from .x509.extensions.transparency import (
        SignedCertificateTimestampList as SignedCertificateTimestampList,
    )
    from .x509.general_name import EDIPartyName as EDIPartyName
    from .x509.general_name import GeneralName as GeneralName
    from .x509.general_name import OtherName as OtherName
    from .x509.name import AttributeTypeAndValue as AttributeTypeAndValue
    from .x509.name import Name as Name
    from .x509.name import RelativeDistinguishedName as RelativeDistinguishedName
    from .x509.time import Time as Time
    from .x509.time import Validity as Validity

__version__ = "0.1.0"

# Where each name is at home. The imports above say the same to type checkers; a test compares the two.
_HOMES = {
    "asn1": (
        "BMPString",
        "Any",
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
        "BackendUnavailable",
        "ChainError",
        "ConfigError",
        "DecodeError",
        "EncodeError",
        "KeyFormatError",
        "NotConstantTime",
        "PEMError",
        "RuleViolation",
        "SerialFileError",
        "SignatureMismatch",
        "SigningError",
        "UnsupportedKey",
        "X509ForgeError",
    ),
    "explain": ("Node", "explain"),
    "issuing": ("CertificationRequest", "Issuer", "unsigned_certificate"),
    "oid": ("ObjectIdentifier",),
    "pkcs.curve_key": ("CurvePrivateKey",),
    "pkcs.lattice_key": ("LatticePrivateKey", "SeedAndExpandedKey"),
    "pkcs.pkcs1": ("OtherPrimeInfo", "RSAPrivateKey", "RSAPublicKey", "RSASSAPSSParams"),
    "pkcs.pkcs5": ("PBEParameter", "PBES2Parameters", "PBKDF2Parameters", "RC2CBCParameter", "ScryptParameters"),
    "pkcs.pkcs8": ("EncryptedPrivateKeyInfo", "OneAsymmetricKey", "PrivateKeyInfo"),
    "pkcs.pkcs10": ("CertificationRequestInfo", "ExtensionRequest"),
    "pkcs.sec1": ("ECPrivateKey",),
    "rules": ("Finding", "check"),
    "signing.command_signer": ("CommandSigner",),
    "signing.keys": ("PrivateKey",),
    "signing.outside_key": ("OfflineSigner",),
    "signing.pkcs11_signer": ("PKCS11Signer",),
    "signing.public_key_files": ("SubjectPublicKeyInfo",),
    "signing.signer": ("Signer",),
    "x509.attribute": ("Attribute",),
    "x509.extensions.admission": (
        "AdmissionSyntax",
        "Admissions",
        "NamingAuthority",
        "ProfessionInfo",
    ),
    "x509.extensions.transparency": (
        "SignedCertificateTimestamp",
        "SignedCertificateTimestampList",
    ),
    "x509.extensions.crl_extensions": (
        "CRLNumber",
        "CRLReason",
        "CertificateIssuer",
        "DeltaCRLIndicator",
        "HoldInstructionCode",
        "InvalidityDate",
    ),
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
    "x509.extensions.directory_attributes": ("SubjectDirectoryAttributes",),
    "x509.extensions.tls_feature": ("TLSFeature",),
    "x509.algorithm": ("AlgorithmIdentifier", "ECParameters"),
    "x509.certificate": ("Certificate", "TBSCertificate"),
    "x509.ecdsa_signature": ("ECDSASigValue",),
    "x509.extension": ("Extension", "ExtensionValue"),
    "x509.extensions.alternative_name": ("IssuerAlternativeName", "SubjectAlternativeName"),
    "x509.extensions.basic_constraints": ("BasicConstraints",),
    "x509.extensions.key_identifier": ("AuthorityKeyIdentifier", "SubjectKeyIdentifier"),
    "x509.extensions.key_usage": ("ExtendedKeyUsage", "KeyUsage"),
    "x509.general_name": ("EDIPartyName", "GeneralName", "OtherName"),
    "x509.name": ("AttributeTypeAndValue", "Name", "RelativeDistinguishedName"),
    "x509.time": ("Time", "Validity"),
}
_MODULES = ("asn1", "oid", "openssl", "pem")
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted([*_HOME_OF, *_MODULES])


def __getattr__(name: str) -> object:
    """Load a public name from its home, and keep it."""
    import importlib

    if name in _HOME_OF:
        value = getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)
    elif name in _MODULES:
        value = importlib.import_module(f"{__name__}.{name}")
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return every public name, loaded or not."""
    return sorted([*__all__, "__version__"])
