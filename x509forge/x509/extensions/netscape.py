"""Extensions of Netscape's, which old certificates have (Netscape Certificate Extensions, Communicator 4.0)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import IA5String
from ..extension import ExtensionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


class NetscapeCertType(asn1.NamedBits, ExtensionValue):
    """What the certificate may be used for.

    NetscapeCertType ::= BIT STRING {
        client    (0),
        server    (1),
        email     (2),
        objsign   (3),
        reserved  (4),
        sslCA     (5),
        emailCA   (6),
        objCA     (7) }
    """

    oid = oid.NETSCAPE_CERT_TYPE
    names = ("client", "server", "email", "objsign", "reserved", "sslCA", "emailCA", "objCA")


@asn1.typedef
class NetscapeBaseURL(ExtensionValue):
    """What the other URLs begin with.

    NetscapeBaseURL ::= IA5String
    """

    oid = oid.NETSCAPE_BASE_URL

    text: Annotated[str, IA5String]


@asn1.typedef
class NetscapeRevocationURL(ExtensionValue):
    """Where to ask whether this certificate is revoked.

    NetscapeRevocationURL ::= IA5String
    """

    oid = oid.NETSCAPE_REVOCATION_URL

    text: Annotated[str, IA5String]


@asn1.typedef
class NetscapeCARevocationURL(ExtensionValue):
    """Where to ask whether a certificate of this CA is revoked.

    NetscapeCARevocationURL ::= IA5String
    """

    oid = oid.NETSCAPE_CA_REVOCATION_URL

    text: Annotated[str, IA5String]


@asn1.typedef
class NetscapeCertRenewalURL(ExtensionValue):
    """Where the certificate is renewed.

    NetscapeCertRenewalURL ::= IA5String
    """

    oid = oid.NETSCAPE_CERT_RENEWAL_URL

    text: Annotated[str, IA5String]


@asn1.typedef
class NetscapeCAPolicyURL(ExtensionValue):
    """Where the policy of the CA is had.

    NetscapeCAPolicyURL ::= IA5String
    """

    oid = oid.NETSCAPE_CA_POLICY_URL

    text: Annotated[str, IA5String]


@asn1.typedef
class NetscapeSSLServerName(ExtensionValue):
    """The name of the server, with wildcards.

    NetscapeSSLServerName ::= IA5String
    """

    oid = oid.NETSCAPE_SSL_SERVER_NAME

    text: Annotated[str, IA5String]


@asn1.typedef
class NetscapeComment(ExtensionValue):
    """What is shown to whoever looks at the certificate.

    NetscapeComment ::= IA5String
    """

    oid = oid.NETSCAPE_COMMENT

    text: Annotated[str, IA5String]
