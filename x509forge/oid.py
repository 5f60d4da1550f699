"""OBJECT IDENTIFIERs by name: the one place where their numbers stand."""

from __future__ import annotations

from .der import base128, decode_oid, element, encode_oid
from .errors import EncodeError


class ObjectIdentifier(str):
    """An OBJECT IDENTIFIER in dotted decimal; a `str`, so `"2.5.4.3"` and it are equal.

    Raises EncodeError for text that is no object identifier. Those that have a
    name here are kept, so that there is one object for each.
    """

    __slots__ = ("contents", "der")

    contents: bytes
    """The contents octets (X.690 8.19)."""
    der: bytes
    """The whole element."""

    def __new__(cls, dotted: str) -> ObjectIdentifier:
        """Return the one object for a well-known identifier, a new one for any other."""
        known = _KNOWN.get(dotted)
        if known is not None:
            return known
        if type(dotted) is ObjectIdentifier:
            return dotted
        if not isinstance(dotted, str):
            raise TypeError(f"expected an object identifier as str, got {type(dotted).__name__}")
        return cls._make(str(dotted), encode_oid(dotted))

    @classmethod
    def _make(cls, dotted: str, contents: bytes) -> ObjectIdentifier:
        self = str.__new__(cls, dotted)
        self.contents = contents
        self.der = element(b"\x06", contents)
        return self

    @classmethod
    def named(cls, text: str) -> ObjectIdentifier:
        """Return the identifier for a name (`serverAuth`) or for dotted decimal; raises EncodeError for neither."""
        known = _BY_NAME.get(text)
        if known is not None:
            return known
        if text[:1].isdigit():
            return cls(text)
        raise EncodeError(f"{text!r} is neither the name of an object identifier nor dotted decimal{_similar(text)}")

    @property
    def name(self) -> str | None:
        """The name in the standard that defines it, or None for one that is not known here."""
        return _NAMES.get(self)

    def __repr__(self) -> str:
        return f"ObjectIdentifier({str(self)!r})"

    def __reduce__(self) -> tuple[type[ObjectIdentifier], tuple[str]]:
        return ObjectIdentifier, (str(self),)


def read_oid(data: bytes, start: int, stop: int) -> ObjectIdentifier:
    """Return the identifier whose contents octets stand at `[start, stop)`; raises DecodeError."""
    contents = data[start:stop]
    known = KNOWN_BY_CONTENTS.get(contents)
    if known is not None:
        return known
    return ObjectIdentifier._make(decode_oid(data, start, stop), contents)


_KNOWN: dict[str, ObjectIdentifier] = {}
_NAMES: dict[str, str] = {}
_BY_NAME: dict[str, ObjectIdentifier] = {}
_PARENTS: dict[str, bytes] = {}
KNOWN_BY_CONTENTS: dict[bytes, ObjectIdentifier] = {}
"""Those with a name, by their contents octets."""


def _similar(text: str) -> str:
    import difflib

    close = difflib.get_close_matches(text, _BY_NAME, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _oid(dotted: str, *names: str) -> ObjectIdentifier:
    """Enter an identifier with its name in the standard, then names that it is known by too."""
    # Most have all arcs but the last in common with another: those are encoded once.
    parent, _, last = dotted.rpartition(".")
    arcs = _PARENTS.get(parent)
    if arcs is None:
        arcs = _PARENTS[parent] = encode_oid(parent)
    contents = arcs + base128(int(last))
    value = _KNOWN[dotted] = KNOWN_BY_CONTENTS[contents] = ObjectIdentifier._make(dotted, contents)
    _NAMES[value] = names[0]
    for name in names:
        _BY_NAME[name] = value
    return value


# Attribute types: RFC 5280 appendix A.1, RFC 4519, RFC 2985 (PKCS #9).
COMMON_NAME = _oid("2.5.4.3", "commonName", "CN")
SURNAME = _oid("2.5.4.4", "surname", "SN")
SERIAL_NUMBER = _oid("2.5.4.5", "serialNumber")
COUNTRY_NAME = _oid("2.5.4.6", "countryName", "C")
LOCALITY_NAME = _oid("2.5.4.7", "localityName", "L")
STATE_OR_PROVINCE_NAME = _oid("2.5.4.8", "stateOrProvinceName", "ST")
STREET_ADDRESS = _oid("2.5.4.9", "streetAddress", "STREET")
ORGANIZATION_NAME = _oid("2.5.4.10", "organizationName", "O")
ORGANIZATIONAL_UNIT_NAME = _oid("2.5.4.11", "organizationalUnitName", "OU")
TITLE = _oid("2.5.4.12", "title")
DESCRIPTION = _oid("2.5.4.13", "description")
BUSINESS_CATEGORY = _oid("2.5.4.15", "businessCategory")
POSTAL_CODE = _oid("2.5.4.17", "postalCode")
TELEPHONE_NUMBER = _oid("2.5.4.20", "telephoneNumber")
NAME = _oid("2.5.4.41", "name")
GIVEN_NAME = _oid("2.5.4.42", "givenName", "GN")
INITIALS = _oid("2.5.4.43", "initials")
GENERATION_QUALIFIER = _oid("2.5.4.44", "generationQualifier")
X500_UNIQUE_IDENTIFIER = _oid("2.5.4.45", "x500UniqueIdentifier")
DN_QUALIFIER = _oid("2.5.4.46", "dnQualifier")
PSEUDONYM = _oid("2.5.4.65", "pseudonym")
ORGANIZATION_IDENTIFIER = _oid("2.5.4.97", "organizationIdentifier")
USER_ID = _oid("0.9.2342.19200300.100.1.1", "userId", "UID")
DOMAIN_COMPONENT = _oid("0.9.2342.19200300.100.1.25", "domainComponent", "DC")
EMAIL_ADDRESS = _oid("1.2.840.113549.1.9.1", "emailAddress")
JURISDICTION_LOCALITY_NAME = _oid("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionLocalityName")
JURISDICTION_STATE_OR_PROVINCE_NAME = _oid("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionStateOrProvinceName")
JURISDICTION_COUNTRY_NAME = _oid("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionCountryName")

# PKCS #9 attributes of a certification request: RFC 2985 5.4.
UNSTRUCTURED_NAME = _oid("1.2.840.113549.1.9.2", "unstructuredName")
CHALLENGE_PASSWORD = _oid("1.2.840.113549.1.9.7", "challengePassword")
UNSTRUCTURED_ADDRESS = _oid("1.2.840.113549.1.9.8", "unstructuredAddress")
EXTENSION_REQUEST = _oid("1.2.840.113549.1.9.14", "extensionRequest")

# Attributes of signed and other messages: RFC 5652 11, RFC 8551 2.5.2, RFC 5035 3, 5, RFC 3161 appendix A.
CONTENT_TYPE = _oid("1.2.840.113549.1.9.3", "id-contentType")
MESSAGE_DIGEST = _oid("1.2.840.113549.1.9.4", "id-messageDigest")
SIGNING_TIME = _oid("1.2.840.113549.1.9.5", "id-signingTime")
COUNTERSIGNATURE = _oid("1.2.840.113549.1.9.6", "id-countersignature")
SMIME_CAPABILITIES = _oid("1.2.840.113549.1.9.15", "smimeCapabilities")
SIGNING_CERTIFICATE = _oid("1.2.840.113549.1.9.16.2.12", "id-aa-signingCertificate")
TIME_STAMP_TOKEN = _oid("1.2.840.113549.1.9.16.2.14", "id-aa-timeStampToken")
SIGNING_CERTIFICATE_V2 = _oid("1.2.840.113549.1.9.16.2.47", "id-aa-signingCertificateV2")
# Attributes and contents of PKCS #12's bags: RFC 2985 5.5, 5.5.1, 5.5.2; RFC 7292 4.2.3, 4.2.4, appendix D.
FRIENDLY_NAME = _oid("1.2.840.113549.1.9.20", "friendlyName")
LOCAL_KEY_ID = _oid("1.2.840.113549.1.9.21", "localKeyId")
X509_CERTIFICATE = _oid("1.2.840.113549.1.9.22.1", "x509Certificate")
SDSI_CERTIFICATE = _oid("1.2.840.113549.1.9.22.2", "sdsiCertificate")
X509_CRL = _oid("1.2.840.113549.1.9.23.1", "x509CRL")
KEY_BAG = _oid("1.2.840.113549.1.12.10.1.1", "keyBag")
PKCS8_SHROUDED_KEY_BAG = _oid("1.2.840.113549.1.12.10.1.2", "pkcs8ShroudedKeyBag")
CERT_BAG = _oid("1.2.840.113549.1.12.10.1.3", "certBag")
CRL_BAG = _oid("1.2.840.113549.1.12.10.1.4", "crlBag")
SECRET_BAG = _oid("1.2.840.113549.1.12.10.1.5", "secretBag")
SAFE_CONTENTS_BAG = _oid("1.2.840.113549.1.12.10.1.6", "safeContentsBag")

# Types of contents: RFC 5652 14, RFC 2315 14, RFC 5083 2.1, RFC 3161 2.4.2; of revocation information: RFC 5940 2.
DATA = _oid("1.2.840.113549.1.7.1", "id-data")
SIGNED_DATA = _oid("1.2.840.113549.1.7.2", "id-signedData")
ENVELOPED_DATA = _oid("1.2.840.113549.1.7.3", "id-envelopedData")
SIGNED_AND_ENVELOPED_DATA = _oid("1.2.840.113549.1.7.4", "signedAndEnvelopedData")
DIGESTED_DATA = _oid("1.2.840.113549.1.7.5", "id-digestedData")
ENCRYPTED_DATA = _oid("1.2.840.113549.1.7.6", "id-encryptedData")
AUTHENTICATED_DATA = _oid("1.2.840.113549.1.9.16.1.2", "id-ct-authData")
TST_INFO = _oid("1.2.840.113549.1.9.16.1.4", "id-ct-TSTInfo")
AUTH_ENVELOPED_DATA = _oid("1.2.840.113549.1.9.16.1.23", "id-ct-authEnvelopedData")
RI_OCSP_RESPONSE = _oid("1.3.6.1.5.5.7.16.2", "id-ri-ocsp-response")

# Certificate extensions: RFC 5280 4.2.
SUBJECT_KEY_IDENTIFIER = _oid("2.5.29.14", "subjectKeyIdentifier")
KEY_USAGE = _oid("2.5.29.15", "keyUsage")
SUBJECT_ALTERNATIVE_NAME = _oid("2.5.29.17", "subjectAltName")
ISSUER_ALTERNATIVE_NAME = _oid("2.5.29.18", "issuerAltName")
BASIC_CONSTRAINTS = _oid("2.5.29.19", "basicConstraints")
NAME_CONSTRAINTS = _oid("2.5.29.30", "nameConstraints")
CRL_DISTRIBUTION_POINTS = _oid("2.5.29.31", "cRLDistributionPoints", "crlDistributionPoints")
CERTIFICATE_POLICIES = _oid("2.5.29.32", "certificatePolicies")
POLICY_MAPPINGS = _oid("2.5.29.33", "policyMappings")
AUTHORITY_KEY_IDENTIFIER = _oid("2.5.29.35", "authorityKeyIdentifier")
POLICY_CONSTRAINTS = _oid("2.5.29.36", "policyConstraints")
EXTENDED_KEY_USAGE = _oid("2.5.29.37", "extKeyUsage", "extendedKeyUsage")
FRESHEST_CRL = _oid("2.5.29.46", "freshestCRL")
INHIBIT_ANY_POLICY = _oid("2.5.29.54", "inhibitAnyPolicy")
AUTHORITY_INFORMATION_ACCESS = _oid("1.3.6.1.5.5.7.1.1", "authorityInfoAccess")
SUBJECT_INFORMATION_ACCESS = _oid("1.3.6.1.5.5.7.1.11", "subjectInfoAccess")
TLS_FEATURE = _oid("1.3.6.1.5.5.7.1.24", "tlsfeature")
SUBJECT_DIRECTORY_ATTRIBUTES = _oid("2.5.29.9", "subjectDirectoryAttributes")
PRIVATE_KEY_USAGE_PERIOD = _oid("2.5.29.16", "privateKeyUsagePeriod")
# RFC 9608 3; RFC 6960 4.2.2.2.1; RFC 3820 3.8; RFC 3779 2.2.1, 3.2.1.
NO_REV_AVAIL = _oid("2.5.29.56", "noRevAvail")
OCSP_NO_CHECK = _oid("1.3.6.1.5.5.7.48.1.5", "id-pkix-ocsp-nocheck")
PROXY_CERT_INFO = _oid("1.3.6.1.5.5.7.1.14", "proxyCertInfo")
IP_ADDR_BLOCKS = _oid("1.3.6.1.5.5.7.1.7", "id-pe-ipAddrBlocks")
AUTONOMOUS_SYS_IDS = _oid("1.3.6.1.5.5.7.1.8", "id-pe-autonomousSysIds")
# Certificate transparency: RFC 6962 3.1, 3.3.
PRECERTIFICATE_POISON = _oid("1.3.6.1.4.1.11129.2.4.3", "ctPrecertificatePoison")
SIGNED_CERTIFICATE_TIMESTAMP_LIST = _oid("1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestampList")
# Of lists of revoked certificates and their entries: RFC 5280 5.2, 5.3.
CRL_NUMBER = _oid("2.5.29.20", "cRLNumber")
REASON_CODE = _oid("2.5.29.21", "reasonCode")
HOLD_INSTRUCTION_CODE = _oid("2.5.29.23", "holdInstructionCode")
INVALIDITY_DATE = _oid("2.5.29.24", "invalidityDate")
DELTA_CRL_INDICATOR = _oid("2.5.29.27", "deltaCRLIndicator")
ISSUING_DISTRIBUTION_POINT = _oid("2.5.29.28", "issuingDistributionPoint")
CERTIFICATE_ISSUER = _oid("2.5.29.29", "certificateIssuer")
# Of OCSP: RFC 6960 4.2.1, 4.4, RFC 6962 3.3.
OCSP_BASIC = _oid("1.3.6.1.5.5.7.48.1.1", "id-pkix-ocsp-basic")
OCSP_NONCE = _oid("1.3.6.1.5.5.7.48.1.2", "id-pkix-ocsp-nonce")
OCSP_CRL = _oid("1.3.6.1.5.5.7.48.1.3", "id-pkix-ocsp-crl")
OCSP_RESPONSE = _oid("1.3.6.1.5.5.7.48.1.4", "id-pkix-ocsp-response")
OCSP_ARCHIVE_CUTOFF = _oid("1.3.6.1.5.5.7.48.1.6", "id-pkix-ocsp-archive-cutoff")
OCSP_SERVICE_LOCATOR = _oid("1.3.6.1.5.5.7.48.1.7", "id-pkix-ocsp-service-locator")
OCSP_PREFERRED_SIGNATURE_ALGORITHMS = _oid("1.3.6.1.5.5.7.48.1.8", "id-pkix-ocsp-pref-sig-algs")
OCSP_EXTENDED_REVOKE = _oid("1.3.6.1.5.5.7.48.1.9", "id-pkix-ocsp-extended-revoke")
OCSP_SIGNED_CERTIFICATE_TIMESTAMP_LIST = _oid("1.3.6.1.4.1.11129.2.4.5", "ocspSignedCertificateTimestampList")
# Netscape Certificate Extensions, Communicator 4.0 version.
NETSCAPE_CERT_TYPE = _oid("2.16.840.1.113730.1.1", "netscape-cert-type")
NETSCAPE_BASE_URL = _oid("2.16.840.1.113730.1.2", "netscape-base-url")
NETSCAPE_REVOCATION_URL = _oid("2.16.840.1.113730.1.3", "netscape-revocation-url")
NETSCAPE_CA_REVOCATION_URL = _oid("2.16.840.1.113730.1.4", "netscape-ca-revocation-url")
NETSCAPE_CERT_RENEWAL_URL = _oid("2.16.840.1.113730.1.7", "netscape-cert-renewal-url")
NETSCAPE_CA_POLICY_URL = _oid("2.16.840.1.113730.1.8", "netscape-ca-policy-url")
NETSCAPE_SSL_SERVER_NAME = _oid("2.16.840.1.113730.1.12", "netscape-ssl-server-name")
NETSCAPE_COMMENT = _oid("2.16.840.1.113730.1.13", "netscape-comment")
# Thawte's Strong Extranet; Russia's order 795 of the FSB; Common PKI 2.0 part 1.
STRONG_EXTRANET = _oid("1.3.101.1.4.1", "strongExtranet")
SUBJECT_SIGN_TOOL = _oid("1.2.643.100.111", "subjectSignTool")
ISSUER_SIGN_TOOL = _oid("1.2.643.100.112", "issuerSignTool")
ADMISSION = _oid("1.3.36.8.3.3", "admission")

# Certificate policies and their qualifiers: RFC 5280 4.2.1.4.
ANY_POLICY = _oid("2.5.29.32.0", "anyPolicy")
CPS_QUALIFIER = _oid("1.3.6.1.5.5.7.2.1", "id-qt-cps")
USER_NOTICE_QUALIFIER = _oid("1.3.6.1.5.5.7.2.2", "id-qt-unotice")

# Access methods: RFC 5280 4.2.2.
CA_ISSUERS = _oid("1.3.6.1.5.5.7.48.2", "caIssuers")
OCSP = _oid("1.3.6.1.5.5.7.48.1", "ocsp", "OCSP")
CA_REPOSITORY = _oid("1.3.6.1.5.5.7.48.5", "caRepository")

# Languages of a proxy's policy: RFC 3820 3.8.2.
ANY_LANGUAGE = _oid("1.3.6.1.5.5.7.21.0", "id-ppl-anyLanguage")
INHERIT_ALL = _oid("1.3.6.1.5.5.7.21.1", "id-ppl-inheritAll")
INDEPENDENT = _oid("1.3.6.1.5.5.7.21.2", "id-ppl-independent")

# Key purposes: RFC 5280 4.2.1.12.
ANY_EXTENDED_KEY_USAGE = _oid("2.5.29.37.0", "anyExtendedKeyUsage")
SERVER_AUTH = _oid("1.3.6.1.5.5.7.3.1", "serverAuth")
CLIENT_AUTH = _oid("1.3.6.1.5.5.7.3.2", "clientAuth")
CODE_SIGNING = _oid("1.3.6.1.5.5.7.3.3", "codeSigning")
EMAIL_PROTECTION = _oid("1.3.6.1.5.5.7.3.4", "emailProtection")
TIME_STAMPING = _oid("1.3.6.1.5.5.7.3.8", "timeStamping")
OCSP_SIGNING = _oid("1.3.6.1.5.5.7.3.9", "OCSPSigning")

# Hash functions: RFC 3279 2.2.1, RFC 4055 2.1, NIST's register of algorithms; MGF1: RFC 8017 A.2.1.
MD5 = _oid("1.2.840.113549.2.5", "id-md5")
SHA1 = _oid("1.3.14.3.2.26", "id-sha1")
SHA256 = _oid("2.16.840.1.101.3.4.2.1", "id-sha256")
SHA384 = _oid("2.16.840.1.101.3.4.2.2", "id-sha384")
SHA512 = _oid("2.16.840.1.101.3.4.2.3", "id-sha512")
SHA224 = _oid("2.16.840.1.101.3.4.2.4", "id-sha224")
SHA512_224 = _oid("2.16.840.1.101.3.4.2.5", "id-sha512-224")
SHA512_256 = _oid("2.16.840.1.101.3.4.2.6", "id-sha512-256")
SHA3_224 = _oid("2.16.840.1.101.3.4.2.7", "id-sha3-224")
SHA3_256 = _oid("2.16.840.1.101.3.4.2.8", "id-sha3-256")
SHA3_384 = _oid("2.16.840.1.101.3.4.2.9", "id-sha3-384")
SHA3_512 = _oid("2.16.840.1.101.3.4.2.10", "id-sha3-512")
MGF1 = _oid("1.2.840.113549.1.1.8", "id-mgf1")

# Keys and signatures: RFC 3279, RFC 4055, RFC 5480, RFC 5758; with SHA-3, RFC 9688 3 (from NIST's register).
RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.1", "rsaEncryption")
MD5_WITH_RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.4", "md5WithRSAEncryption")
SHA1_WITH_RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.5", "sha1WithRSAEncryption")
RSAES_OAEP = _oid("1.2.840.113549.1.1.7", "id-RSAES-OAEP")
P_SPECIFIED = _oid("1.2.840.113549.1.1.9", "id-pSpecified")
RSASSA_PSS = _oid("1.2.840.113549.1.1.10", "id-RSASSA-PSS")
SHA256_WITH_RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.11", "sha256WithRSAEncryption")
SHA384_WITH_RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.12", "sha384WithRSAEncryption")
SHA512_WITH_RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.13", "sha512WithRSAEncryption")
SHA224_WITH_RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.14", "sha224WithRSAEncryption")
SHA512_224_WITH_RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.15", "sha512-224WithRSAEncryption")
SHA512_256_WITH_RSA_ENCRYPTION = _oid("1.2.840.113549.1.1.16", "sha512-256WithRSAEncryption")
SHA3_224_WITH_RSA_ENCRYPTION = _oid("2.16.840.1.101.3.4.3.13", "id-rsassa-pkcs1-v1-5-with-sha3-224")
SHA3_256_WITH_RSA_ENCRYPTION = _oid("2.16.840.1.101.3.4.3.14", "id-rsassa-pkcs1-v1-5-with-sha3-256")
SHA3_384_WITH_RSA_ENCRYPTION = _oid("2.16.840.1.101.3.4.3.15", "id-rsassa-pkcs1-v1-5-with-sha3-384")
SHA3_512_WITH_RSA_ENCRYPTION = _oid("2.16.840.1.101.3.4.3.16", "id-rsassa-pkcs1-v1-5-with-sha3-512")
EC_PUBLIC_KEY = _oid("1.2.840.10045.2.1", "id-ecPublicKey")
# RFC 5480 2.1.2: keys for agreement alone.
EC_DH = _oid("1.3.132.1.12", "id-ecDH")
EC_MQV = _oid("1.3.132.1.13", "id-ecMQV")
DSA_WITH_SHA1 = _oid("1.2.840.10040.4.3", "id-dsa-with-sha1")
DSA_WITH_SHA224 = _oid("2.16.840.1.101.3.4.3.1", "id-dsa-with-sha224")
DSA_WITH_SHA256 = _oid("2.16.840.1.101.3.4.3.2", "id-dsa-with-sha256")
ECDSA_WITH_SHA1 = _oid("1.2.840.10045.4.1", "ecdsa-with-SHA1")
ECDSA_WITH_SHA224 = _oid("1.2.840.10045.4.3.1", "ecdsa-with-SHA224")
ECDSA_WITH_SHA256 = _oid("1.2.840.10045.4.3.2", "ecdsa-with-SHA256")
ECDSA_WITH_SHA384 = _oid("1.2.840.10045.4.3.3", "ecdsa-with-SHA384")
ECDSA_WITH_SHA512 = _oid("1.2.840.10045.4.3.4", "ecdsa-with-SHA512")
ECDSA_WITH_SHA3_224 = _oid("2.16.840.1.101.3.4.3.9", "id-ecdsa-with-sha3-224")
ECDSA_WITH_SHA3_256 = _oid("2.16.840.1.101.3.4.3.10", "id-ecdsa-with-sha3-256")
ECDSA_WITH_SHA3_384 = _oid("2.16.840.1.101.3.4.3.11", "id-ecdsa-with-sha3-384")
ECDSA_WITH_SHA3_512 = _oid("2.16.840.1.101.3.4.3.12", "id-ecdsa-with-sha3-512")
DSA = _oid("1.2.840.10040.4.1", "id-dsa")
DH_PUBLIC_NUMBER = _oid("1.2.840.10046.2.1", "dhpublicnumber")
DH_KEY_AGREEMENT = _oid("1.2.840.113549.1.3.1", "dhKeyAgreement")
X25519 = _oid("1.3.101.110", "id-X25519")
X448 = _oid("1.3.101.111", "id-X448")
ED25519 = _oid("1.3.101.112", "id-Ed25519")
ED448 = _oid("1.3.101.113", "id-Ed448")
# RFC 9881 2; RFC 9935 3.
ML_DSA_44 = _oid("2.16.840.1.101.3.4.3.17", "id-ml-dsa-44")
ML_DSA_65 = _oid("2.16.840.1.101.3.4.3.18", "id-ml-dsa-65")
ML_DSA_87 = _oid("2.16.840.1.101.3.4.3.19", "id-ml-dsa-87")
ML_KEM_512 = _oid("2.16.840.1.101.3.4.4.1", "id-alg-ml-kem-512")
ML_KEM_768 = _oid("2.16.840.1.101.3.4.4.2", "id-alg-ml-kem-768")
ML_KEM_1024 = _oid("2.16.840.1.101.3.4.4.3", "id-alg-ml-kem-1024")
# RFC 9909 4: with SHA-2, then with SHAKE, of 128, 192 and 256 bits, small (s) and fast (f).
SLH_DSA = tuple(
    _oid(f"2.16.840.1.101.3.4.3.{number}", f"id-slh-dsa-{kind}")
    for number, kind in enumerate(
        (f"{hash}-{bits}{way}" for hash in ("sha2", "shake") for bits in (128, 192, 256) for way in "sf"), 20
    )
)
# RFC 9881 8.3: which nobody uses in certificates.
HASH_ML_DSA = tuple(
    _oid(f"2.16.840.1.101.3.4.3.{number}", f"id-hash-ml-dsa-{size}-with-sha512")
    for number, size in ((32, 44), (33, 65), (34, 87))
)
# Arcs of experiments with what became ML-DSA, SLH-DSA and ML-KEM: IBM's, Open Quantum Safe's, Bouncy Castle's.
EXPERIMENTAL_ARCS = ("1.3.6.1.4.1.2.267.", "1.3.9999.", "1.3.6.1.4.1.22554.5.6.")
# No signature, and the name of no issuer: RFC 9925 3.1, 3.2.
ALG_UNSIGNED = _oid("1.3.6.1.5.5.7.6.36", "id-alg-unsigned")
RDNA_UNSIGNED = _oid("1.3.6.1.5.5.7.25.1", "id-rdna-unsigned")

# Named curves: RFC 5480 2.1.1.1; SEC 2 version 2.0 A.2.1; RFC 5639 4.1.
SECP256R1 = _oid("1.2.840.10045.3.1.7", "secp256r1", "prime256v1", "P-256")
SECP384R1 = _oid("1.3.132.0.34", "secp384r1", "P-384")
SECP521R1 = _oid("1.3.132.0.35", "secp521r1", "P-521")
SECP224R1 = _oid("1.3.132.0.33", "secp224r1", "P-224")
SECP256K1 = _oid("1.3.132.0.10", "secp256k1")
BRAINPOOL_P256R1 = _oid("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1")
BRAINPOOL_P384R1 = _oid("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1")
BRAINPOOL_P512R1 = _oid("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1")

# Fields of curves whose numbers are spelled out, and bases of the second: SEC 1 version 2.0 C.1.
PRIME_FIELD = _oid("1.2.840.10045.1.1", "prime-field")
CHARACTERISTIC_TWO_FIELD = _oid("1.2.840.10045.1.2", "characteristic-two-field")
GN_BASIS = _oid("1.2.840.10045.1.2.3.1", "gnBasis")
TP_BASIS = _oid("1.2.840.10045.1.2.3.2", "tpBasis")
PP_BASIS = _oid("1.2.840.10045.1.2.3.3", "ppBasis")

# Curves that keys are met on and that are not supported, for messages: SEC 2 A.2 (and version 1.0), RFC 5639 4.1.
_oid("1.2.840.10045.3.1.1", "secp192r1")
for _arc, _name in (
    *((1, "sect163k1"), (2, "sect163r1"), (3, "sect239k1"), (4, "sect113r1"), (5, "sect113r2"), (6, "secp112r1")),
    *((7, "secp112r2"), (8, "secp160r1"), (9, "secp160k1"), (15, "sect163r2"), (16, "sect283k1"), (17, "sect283r1")),
    *((22, "sect131r1"), (23, "sect131r2"), (24, "sect193r1"), (25, "sect193r2"), (26, "sect233k1")),
    *((27, "sect233r1"), (28, "secp128r1"), (29, "secp128r2"), (30, "secp160r2"), (31, "secp192k1")),
    *((32, "secp224k1"), (36, "sect409k1"), (37, "sect409r1"), (38, "sect571k1"), (39, "sect571r1")),
):
    _oid(f"1.3.132.0.{_arc}", _name)
for _arc, _name in (
    *((1, "brainpoolP160r1"), (2, "brainpoolP160t1"), (3, "brainpoolP192r1"), (4, "brainpoolP192t1")),
    *((5, "brainpoolP224r1"), (6, "brainpoolP224t1"), (8, "brainpoolP256t1"), (9, "brainpoolP320r1")),
    *((10, "brainpoolP320t1"), (12, "brainpoolP384t1"), (14, "brainpoolP512t1")),
):
    _oid(f"1.3.36.3.3.2.8.1.1.{_arc}", _name)

# Encryption of private keys: RFC 8018 appendix C, RFC 8018 B.1.2, B.2; RFC 7914 7.
PBES2 = _oid("1.2.840.113549.1.5.13", "id-PBES2")
PBMAC1 = _oid("1.2.840.113549.1.5.14", "id-PBMAC1")
PBKDF2 = _oid("1.2.840.113549.1.5.12", "id-PBKDF2")
SCRYPT = _oid("1.3.6.1.4.1.11591.4.11", "id-scrypt")
HMAC_WITH_MD5 = _oid("1.2.840.113549.2.6", "hmacWithMD5")
HMAC_WITH_SHA1 = _oid("1.2.840.113549.2.7", "id-hmacWithSHA1")
HMAC_WITH_SHA224 = _oid("1.2.840.113549.2.8", "id-hmacWithSHA224")
HMAC_WITH_SHA256 = _oid("1.2.840.113549.2.9", "id-hmacWithSHA256")
HMAC_WITH_SHA384 = _oid("1.2.840.113549.2.10", "id-hmacWithSHA384")
HMAC_WITH_SHA512 = _oid("1.2.840.113549.2.11", "id-hmacWithSHA512")
HMAC_WITH_SHA512_224 = _oid("1.2.840.113549.2.12", "id-hmacWithSHA512-224")
HMAC_WITH_SHA512_256 = _oid("1.2.840.113549.2.13", "id-hmacWithSHA512-256")
DES_CBC = _oid("1.3.14.3.2.7", "desCBC")
DES_EDE3_CBC = _oid("1.2.840.113549.3.7", "des-EDE3-CBC")
RC2_CBC = _oid("1.2.840.113549.3.2", "rc2CBC")
RC5_CBC_PAD = _oid("1.2.840.113549.3.9", "rc5-CBC-PAD")
AES_128_CBC = _oid("2.16.840.1.101.3.4.1.2", "aes128-CBC-PAD")
AES_192_CBC = _oid("2.16.840.1.101.3.4.1.22", "aes192-CBC-PAD")
AES_256_CBC = _oid("2.16.840.1.101.3.4.1.42", "aes256-CBC-PAD")
# RFC 5084 2, RFC 3657 appendix A.
AES_128_GCM = _oid("2.16.840.1.101.3.4.1.6", "aes128-GCM")
AES_192_GCM = _oid("2.16.840.1.101.3.4.1.26", "aes192-GCM")
AES_256_GCM = _oid("2.16.840.1.101.3.4.1.46", "aes256-GCM")
# Encryption of keys, whose parameter is another algorithm: RFC 3211 2.3 (RFC 3370 4.3.1); RFC 5753 7.1.4, 7.1.5.
PWRI_KEK = _oid("1.2.840.113549.1.9.16.3.9", "id-alg-PWRI-KEK")
STD_DH_SHA1_KDF_SCHEME = _oid("1.3.133.16.840.63.0.2", "dhSinglePass-stdDH-sha1kdf-scheme")
STD_DH_SHA224_KDF_SCHEME = _oid("1.3.132.1.11.0", "dhSinglePass-stdDH-sha224kdf-scheme")
STD_DH_SHA256_KDF_SCHEME = _oid("1.3.132.1.11.1", "dhSinglePass-stdDH-sha256kdf-scheme")
STD_DH_SHA384_KDF_SCHEME = _oid("1.3.132.1.11.2", "dhSinglePass-stdDH-sha384kdf-scheme")
STD_DH_SHA512_KDF_SCHEME = _oid("1.3.132.1.11.3", "dhSinglePass-stdDH-sha512kdf-scheme")
CAMELLIA_128_CBC = _oid("1.2.392.200011.61.1.1.1.2", "camellia128-cbc")
CAMELLIA_192_CBC = _oid("1.2.392.200011.61.1.1.1.3", "camellia192-cbc")
CAMELLIA_256_CBC = _oid("1.2.392.200011.61.1.1.1.4", "camellia256-cbc")
# PBES1 and its like in PKCS #12: RFC 8018 A.3, RFC 7292 appendix C.
PBE_WITH_MD2_AND_DES_CBC = _oid("1.2.840.113549.1.5.1", "pbeWithMD2AndDES-CBC")
PBE_WITH_MD5_AND_DES_CBC = _oid("1.2.840.113549.1.5.3", "pbeWithMD5AndDES-CBC")
PBE_WITH_MD2_AND_RC2_CBC = _oid("1.2.840.113549.1.5.4", "pbeWithMD2AndRC2-CBC")
PBE_WITH_MD5_AND_RC2_CBC = _oid("1.2.840.113549.1.5.6", "pbeWithMD5AndRC2-CBC")
PBE_WITH_SHA1_AND_DES_CBC = _oid("1.2.840.113549.1.5.10", "pbeWithSHA1AndDES-CBC")
PBE_WITH_SHA1_AND_RC2_CBC = _oid("1.2.840.113549.1.5.11", "pbeWithSHA1AndRC2-CBC")
PBE_WITH_SHA_AND_128_BIT_RC4 = _oid("1.2.840.113549.1.12.1.1", "pbeWithSHAAnd128BitRC4")
PBE_WITH_SHA_AND_40_BIT_RC4 = _oid("1.2.840.113549.1.12.1.2", "pbeWithSHAAnd40BitRC4")
PBE_WITH_SHA_AND_3_KEY_TRIPLE_DES_CBC = _oid("1.2.840.113549.1.12.1.3", "pbeWithSHAAnd3-KeyTripleDES-CBC")
PBE_WITH_SHA_AND_2_KEY_TRIPLE_DES_CBC = _oid("1.2.840.113549.1.12.1.4", "pbeWithSHAAnd2-KeyTripleDES-CBC")
PBE_WITH_SHA_AND_128_BIT_RC2_CBC = _oid("1.2.840.113549.1.12.1.5", "pbeWithSHAAnd128BitRC2-CBC")
PBE_WITH_SHA_AND_40_BIT_RC2_CBC = _oid("1.2.840.113549.1.12.1.6", "pbeWithSHAAnd40BitRC2-CBC")

# Other names: RFC 4985, Microsoft's user principal name.
SMTP_UTF8_MAILBOX = _oid("1.3.6.1.5.5.7.8.9", "id-on-SmtpUTF8Mailbox")
USER_PRINCIPAL_NAME = _oid("1.3.6.1.4.1.311.20.2.3", "userPrincipalName")
