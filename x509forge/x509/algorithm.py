"""AlgorithmIdentifier and the parameters of the algorithms that are known (RFC 5280 4.1.1.2, RFC 3279, RFC 5480)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import Null, Open, TypeTable, Value
from ..oid import ObjectIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.choice
class ECParameters(asn1.Choice):
    """Which curve an elliptic curve key is on.

        ECParameters ::= CHOICE {
            namedCurve      OBJECT IDENTIFIER,
            implicitCurve   NULL,
            specifiedCurve  SpecifiedECDomain }

    RFC 5480 2.1.1 allows namedCurve only; the other two are kept as they are.
    """

    named_curve: ObjectIdentifier | None = None
    implicit_curve: Null | None = None
    specified_curve: tuple[asn1.Any, ...] | None = None


# A table of what RFC 3279, 4055 and 5480 say of parameters: NULL, a curve, a padding, or (ECDSA with SHA-2) nothing.
PARAMETERS = TypeTable(
    {
        oid.RSA_ENCRYPTION: Null,
        oid.MD5_WITH_RSA_ENCRYPTION: Null,
        oid.SHA1_WITH_RSA_ENCRYPTION: Null,
        oid.SHA224_WITH_RSA_ENCRYPTION: Null,
        oid.SHA256_WITH_RSA_ENCRYPTION: Null,
        oid.SHA384_WITH_RSA_ENCRYPTION: Null,
        oid.SHA512_WITH_RSA_ENCRYPTION: Null,
        oid.SHA512_224_WITH_RSA_ENCRYPTION: Null,
        oid.SHA512_256_WITH_RSA_ENCRYPTION: Null,
        oid.SHA3_224_WITH_RSA_ENCRYPTION: Null,
        oid.SHA3_256_WITH_RSA_ENCRYPTION: Null,
        oid.SHA3_384_WITH_RSA_ENCRYPTION: Null,
        oid.SHA3_512_WITH_RSA_ENCRYPTION: Null,
        oid.RSASSA_PSS: "x509forge.pkcs.pkcs1:RSASSAPSSParams",
        oid.MGF1: "x509forge.x509.algorithm:AlgorithmIdentifier",
        **dict.fromkeys(
            (oid.SHA1, oid.SHA224, oid.SHA256, oid.SHA384, oid.SHA512, oid.SHA512_224, oid.SHA512_256), Null
        ),
        oid.EC_PUBLIC_KEY: ECParameters,
        oid.PBES2: "x509forge.pkcs.pkcs5:PBES2Parameters",
        oid.PBKDF2: "x509forge.pkcs.pkcs5:PBKDF2Parameters",
        oid.HMAC_WITH_SHA1: Null,
        oid.HMAC_WITH_SHA224: Null,
        oid.HMAC_WITH_SHA256: Null,
        oid.HMAC_WITH_SHA384: Null,
        oid.HMAC_WITH_SHA512: Null,
    }
)


@asn1.sequence
class AlgorithmIdentifier(asn1.Value):
    """An algorithm, with what it needs to know.

    AlgorithmIdentifier ::= SEQUENCE {
        algorithm   OBJECT IDENTIFIER,
        parameters  ANY DEFINED BY algorithm OPTIONAL }
    """

    algorithm: ObjectIdentifier
    parameters: Annotated[Value, Open("algorithm", PARAMETERS)] | None = None
