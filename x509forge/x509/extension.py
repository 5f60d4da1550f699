"""Extension: the frame around every certificate extension (RFC 5280 4.1.2.9, 4.2)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import Containing, Default, Named, Open, TypeTable, Value
from ..oid import ObjectIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, ClassVar
    from typing import Any as Anything

# Extension types register here under their own identifier; each module is imported when one is first met.
EXTENSIONS = TypeTable(
    {
        oid.SUBJECT_KEY_IDENTIFIER: "x509forge.x509.extensions.key_identifier:SubjectKeyIdentifier",
        oid.AUTHORITY_KEY_IDENTIFIER: "x509forge.x509.extensions.key_identifier:AuthorityKeyIdentifier",
        oid.KEY_USAGE: "x509forge.x509.extensions.key_usage:KeyUsage",
        oid.EXTENDED_KEY_USAGE: "x509forge.x509.extensions.key_usage:ExtendedKeyUsage",
        oid.BASIC_CONSTRAINTS: "x509forge.x509.extensions.basic_constraints:BasicConstraints",
        oid.SUBJECT_ALTERNATIVE_NAME: "x509forge.x509.extensions.alternative_name:SubjectAlternativeName",
        oid.ISSUER_ALTERNATIVE_NAME: "x509forge.x509.extensions.alternative_name:IssuerAlternativeName",
        oid.AUTHORITY_INFORMATION_ACCESS: "x509forge.x509.extensions.information_access:AuthorityInformationAccess",
        oid.SUBJECT_INFORMATION_ACCESS: "x509forge.x509.extensions.information_access:SubjectInformationAccess",
        oid.CRL_DISTRIBUTION_POINTS: "x509forge.x509.extensions.distribution_points:CRLDistributionPoints",
        oid.FRESHEST_CRL: "x509forge.x509.extensions.distribution_points:FreshestCRL",
        oid.ISSUING_DISTRIBUTION_POINT: "x509forge.x509.extensions.distribution_points:IssuingDistributionPoint",
        oid.CERTIFICATE_POLICIES: "x509forge.x509.extensions.policies:CertificatePolicies",
        oid.POLICY_MAPPINGS: "x509forge.x509.extensions.policies:PolicyMappings",
        oid.POLICY_CONSTRAINTS: "x509forge.x509.extensions.policies:PolicyConstraints",
        oid.INHIBIT_ANY_POLICY: "x509forge.x509.extensions.policies:InhibitAnyPolicy",
        oid.NAME_CONSTRAINTS: "x509forge.x509.extensions.name_constraints:NameConstraints",
        oid.TLS_FEATURE: "x509forge.x509.extensions.tls_feature:TLSFeature",
        oid.OCSP_NO_CHECK: "x509forge.x509.extensions.markers:OCSPNoCheck",
        oid.NO_REV_AVAIL: "x509forge.x509.extensions.markers:NoRevAvail",
        oid.PRECERTIFICATE_POISON: "x509forge.x509.extensions.markers:PrecertificatePoison",
        oid.NETSCAPE_CERT_TYPE: "x509forge.x509.extensions.netscape:NetscapeCertType",
        oid.NETSCAPE_BASE_URL: "x509forge.x509.extensions.netscape:NetscapeBaseURL",
        oid.NETSCAPE_REVOCATION_URL: "x509forge.x509.extensions.netscape:NetscapeRevocationURL",
        oid.NETSCAPE_CA_REVOCATION_URL: "x509forge.x509.extensions.netscape:NetscapeCARevocationURL",
        oid.NETSCAPE_CERT_RENEWAL_URL: "x509forge.x509.extensions.netscape:NetscapeCertRenewalURL",
        oid.NETSCAPE_CA_POLICY_URL: "x509forge.x509.extensions.netscape:NetscapeCAPolicyURL",
        oid.NETSCAPE_SSL_SERVER_NAME: "x509forge.x509.extensions.netscape:NetscapeSSLServerName",
        oid.NETSCAPE_COMMENT: "x509forge.x509.extensions.netscape:NetscapeComment",
        oid.PROXY_CERT_INFO: "x509forge.x509.extensions.proxy_cert_info:ProxyCertInfo",
        oid.IP_ADDR_BLOCKS: "x509forge.x509.extensions.number_resources:IPAddrBlocks",
        oid.AUTONOMOUS_SYS_IDS: "x509forge.x509.extensions.number_resources:ASIdentifiers",
        oid.CRL_NUMBER: "x509forge.x509.extensions.crl_extensions:CRLNumber",
        oid.DELTA_CRL_INDICATOR: "x509forge.x509.extensions.crl_extensions:DeltaCRLIndicator",
        oid.REASON_CODE: "x509forge.x509.extensions.crl_extensions:CRLReason",
        oid.HOLD_INSTRUCTION_CODE: "x509forge.x509.extensions.crl_extensions:HoldInstructionCode",
        oid.INVALIDITY_DATE: "x509forge.x509.extensions.crl_extensions:InvalidityDate",
        oid.CERTIFICATE_ISSUER: "x509forge.x509.extensions.crl_extensions:CertificateIssuer",
        oid.PRIVATE_KEY_USAGE_PERIOD: "x509forge.x509.extensions.private_key_usage_period:PrivateKeyUsagePeriod",
        oid.SUBJECT_SIGN_TOOL: "x509forge.x509.extensions.sign_tools:SubjectSignTool",
        oid.ISSUER_SIGN_TOOL: "x509forge.x509.extensions.sign_tools:IssuerSignTool",
        oid.STRONG_EXTRANET: "x509forge.x509.extensions.strong_extranet:SXNet",
        oid.ADMISSION: "x509forge.x509.extensions.admission:AdmissionSyntax",
        oid.SUBJECT_DIRECTORY_ATTRIBUTES: "x509forge.x509.extensions.directory_attributes:SubjectDirectoryAttributes",
        oid.SIGNED_CERTIFICATE_TIMESTAMP_LIST: "x509forge.x509.extensions.transparency:SignedCertificateTimestampList",
        oid.OCSP_NONCE: "x509forge.ocsp:Nonce",
        oid.OCSP_CRL: "x509forge.ocsp:CrlID",
        oid.OCSP_RESPONSE: "x509forge.ocsp:AcceptableResponses",
        oid.OCSP_ARCHIVE_CUTOFF: "x509forge.ocsp:ArchiveCutoff",
        oid.OCSP_SERVICE_LOCATOR: "x509forge.ocsp:ServiceLocator",
        oid.OCSP_PREFERRED_SIGNATURE_ALGORITHMS: "x509forge.ocsp:PreferredSignatureAlgorithms",
        oid.OCSP_EXTENDED_REVOKE: "x509forge.ocsp:ExtendedRevoke",
        oid.OCSP_SIGNED_CERTIFICATE_TIMESTAMP_LIST: "x509forge.ocsp:ResponseTimestampList",
    }
)


class ExtensionValue(Value):
    """The base of types that stand in an extension: `oid` is the extension's, `critical` what the RFC says of it."""

    __slots__ = ()

    if TYPE_CHECKING:
        oid: ClassVar[ObjectIdentifier]

    def default_critical(self) -> bool:
        """Return whether RFC 5280 has this extension marked critical; most are not."""
        return False


@asn1.sequence
class Extension(asn1.Value):
    """An extension: its identifier, whether a reader that does not know it must refuse the certificate, its value.

        Extension ::= SEQUENCE {
            extnID     OBJECT IDENTIFIER,
            critical   BOOLEAN DEFAULT FALSE,
            extnValue  OCTET STRING }  -- contains the DER of the type that extnID tells

    `extn_value` is a typed value where the type is known, `bytes` (the contents of
    the OCTET STRING) where it is not, and `Undecoded` where the contents are not of that type.
    """

    extn_id: Annotated[ObjectIdentifier, Named("extnID")]
    critical: Annotated[bool, Default(False)] = False
    extn_value: Annotated[Value | bytes, Open("extn_id", EXTENSIONS), Containing()]
    # basicConstraints and keyUsage; a key identifier takes more, and does not come again.
    _recalled = (64, 20)

    @classmethod
    def of(cls, value: ExtensionValue, critical: bool | None = None) -> Extension:
        """Return the extension for a typed value; without `critical`, as RFC 5280 has it for that type."""
        if critical is None:
            critical = value.default_critical()
        if critical.__class__ is bool and isinstance(value, ExtensionValue):
            return cls._made(value.oid, critical, value)
        return cls(extn_id=value.oid, critical=critical, extn_value=value)

    @classmethod
    def _convert(cls, value: Anything) -> Anything:
        return cls.of(value) if isinstance(value, ExtensionValue) else value
