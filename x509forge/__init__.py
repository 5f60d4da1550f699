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
    from .errors import PEMError as PEMError
    from .errors import RuleViolation as RuleViolation
    from .errors import SerialFileError as SerialFileError
    from .errors import SignatureMismatch as SignatureMismatch
    from .errors import SigningError as SigningError
    from .errors import UnsupportedKey as UnsupportedKey
    from .errors import X509ForgeError as X509ForgeError
    from .issuing import CertificationRequest as CertificationRequest
    from .issuing import Issuer as Issuer
    from .oid import ObjectIdentifier as ObjectIdentifier
    from .pkcs.pkcs1 import OtherPrimeInfo as OtherPrimeInfo
    from .pkcs.pkcs1 import RSAPrivateKey as RSAPrivateKey
    from .pkcs.pkcs1 import RSAPublicKey as RSAPublicKey
    from .pkcs.pkcs5 import PBES2Parameters as PBES2Parameters
    from .pkcs.pkcs5 import PBKDF2Parameters as PBKDF2Parameters
    from .pkcs.pkcs8 import EncryptedPrivateKeyInfo as EncryptedPrivateKeyInfo
    from .pkcs.pkcs8 import OneAsymmetricKey as OneAsymmetricKey
    from .pkcs.pkcs8 import PrivateKeyInfo as PrivateKeyInfo
    from .pkcs.pkcs10 import Attribute as Attribute
    from .pkcs.pkcs10 import CertificationRequestInfo as CertificationRequestInfo
    from .pkcs.pkcs10 import ExtensionRequest as ExtensionRequest
    from .pkcs.sec1 import ECPrivateKey as ECPrivateKey
    from .rules import Finding as Finding
    from .rules import check as check
    from .signing.keys import PrivateKey as PrivateKey
    from .signing.signer import Signer as Signer
    from .x509.algorithm import AlgorithmIdentifier as AlgorithmIdentifier
    from .x509.algorithm import ECParameters as ECParameters
    from .x509.certificate import Certificate as Certificate
    from .x509.certificate import TBSCertificate as TBSCertificate
    from .x509.extension import Extension as Extension
    from .x509.extension import ExtensionValue as ExtensionValue
    from .x509.extensions.alternative_name import IssuerAlternativeName as IssuerAlternativeName
    from .x509.extensions.alternative_name import SubjectAlternativeName as SubjectAlternativeName
    from .x509.extensions.basic_constraints import BasicConstraints as BasicConstraints
    from .x509.extensions.key_identifier import AuthorityKeyIdentifier as AuthorityKeyIdentifier
    from .x509.extensions.key_identifier import SubjectKeyIdentifier as SubjectKeyIdentifier
    from .x509.extensions.key_usage import ExtendedKeyUsage as ExtendedKeyUsage
    from .x509.extensions.key_usage import KeyUsage as KeyUsage
    from .x509.general_name import EDIPartyName as EDIPartyName
    from .x509.general_name import GeneralName as GeneralName
    from .x509.general_name import OtherName as OtherName
    from .x509.name import AttributeTypeAndValue as AttributeTypeAndValue
    from .x509.name import Name as Name
    from .x509.name import RelativeDistinguishedName as RelativeDistinguishedName
    from .x509.public_key import SubjectPublicKeyInfo as SubjectPublicKeyInfo
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
        "PEMError",
        "RuleViolation",
        "SerialFileError",
        "SignatureMismatch",
        "SigningError",
        "UnsupportedKey",
        "X509ForgeError",
    ),
    "issuing": ("CertificationRequest", "Issuer"),
    "oid": ("ObjectIdentifier",),
    "pkcs.pkcs1": ("OtherPrimeInfo", "RSAPrivateKey", "RSAPublicKey"),
    "pkcs.pkcs5": ("PBES2Parameters", "PBKDF2Parameters"),
    "pkcs.pkcs8": ("EncryptedPrivateKeyInfo", "OneAsymmetricKey", "PrivateKeyInfo"),
    "pkcs.pkcs10": ("Attribute", "CertificationRequestInfo", "ExtensionRequest"),
    "pkcs.sec1": ("ECPrivateKey",),
    "rules": ("Finding", "check"),
    "signing.keys": ("PrivateKey",),
    "signing.signer": ("Signer",),
    "x509.algorithm": ("AlgorithmIdentifier", "ECParameters"),
    "x509.certificate": ("Certificate", "TBSCertificate"),
    "x509.extension": ("Extension", "ExtensionValue"),
    "x509.extensions.alternative_name": ("IssuerAlternativeName", "SubjectAlternativeName"),
    "x509.extensions.basic_constraints": ("BasicConstraints",),
    "x509.extensions.key_identifier": ("AuthorityKeyIdentifier", "SubjectKeyIdentifier"),
    "x509.extensions.key_usage": ("ExtendedKeyUsage", "KeyUsage"),
    "x509.general_name": ("EDIPartyName", "GeneralName", "OtherName"),
    "x509.name": ("AttributeTypeAndValue", "Name", "RelativeDistinguishedName"),
    "x509.public_key": ("SubjectPublicKeyInfo",),
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
