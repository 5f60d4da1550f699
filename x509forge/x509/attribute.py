"""Attribute: what directories, requests and private keys say besides (RFC 5280 appendix A.1, RFC 2986 4.1)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import BMPString, Open, SetOf, TypeTable, Value
from ..oid import ObjectIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

ATTRIBUTES = TypeTable(
    {
        oid.EXTENSION_REQUEST: "x509forge.pkcs.pkcs10:ExtensionRequest",
        oid.CONTENT_TYPE: "x509forge.pkcs.pkcs9:ContentType",
        oid.MESSAGE_DIGEST: "x509forge.pkcs.pkcs9:MessageDigest",
        oid.SIGNING_TIME: "x509forge.x509.time:Time",
        oid.COUNTERSIGNATURE: "x509forge.pkcs.pkcs7:SignerInfo",
        oid.SMIME_CAPABILITIES: "x509forge.pkcs.pkcs9:SMIMECapabilities",
        oid.SIGNING_CERTIFICATE: "x509forge.pkcs.pkcs9:SigningCertificate",
        oid.SIGNING_CERTIFICATE_V2: "x509forge.pkcs.pkcs9:SigningCertificateV2",
        oid.TIME_STAMP_TOKEN: "x509forge.pkcs.pkcs7:ContentInfo",
        oid.FRIENDLY_NAME: BMPString,
        oid.LOCAL_KEY_ID: "x509forge.pkcs.pkcs9:LocalKeyId",
    }
)


@asn1.sequence
class Attribute(asn1.Value):
    """A kind of information, and its values (RFC 2986 4.1, RFC 5280 appendix A.1).

    Attribute ::= SEQUENCE {
        type    OBJECT IDENTIFIER,
        values  SET SIZE (1..MAX) OF ANY DEFINED BY type }
    """

    type: ObjectIdentifier
    values: Annotated[tuple[Annotated[Value, Open("type", ATTRIBUTES)], ...], SetOf()]
