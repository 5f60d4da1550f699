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
        oid.SCRYPT: "x509forge.pkcs.pkcs5:ScryptParameters",
        oid.RC2_CBC: "x509forge.pkcs.pkcs5:RC2CBCParameter",
        **dict.fromkeys(
            (
                oid.PBE_WITH_MD5_AND_DES_CBC,
                oid.PBE_WITH_SHA1_AND_DES_CBC,
                oid.PBE_WITH_SHA_AND_128_BIT_RC4,
                oid.PBE_WITH_SHA_AND_40_BIT_RC4,
                oid.PBE_WITH_SHA_AND_3_KEY_TRIPLE_DES_CBC,
                oid.PBE_WITH_SHA_AND_2_KEY_TRIPLE_DES_CBC,
                oid.PBE_WITH_SHA_AND_128_BIT_RC2_CBC,
            ),
            "x509forge.pkcs.pkcs5:PBEParameter",
        ),
        **dict.fromkeys(
            (
                oid.HMAC_WITH_MD5,
                oid.HMAC_WITH_SHA1,
                oid.HMAC_WITH_SHA224,
                oid.HMAC_WITH_SHA256,
                oid.HMAC_WITH_SHA384,
                oid.HMAC_WITH_SHA512,
                oid.HMAC_WITH_SHA512_224,
                oid.HMAC_WITH_SHA512_256,
            ),
            Null,
        ),
    }
)

# What a signature is, where it is DER: RFC 3279 2.2.2, 2.2.3, RFC 5758 3.2.
SIGNATURES = TypeTable(
    dict.fromkeys(
        (
            oid.ECDSA_WITH_SHA1,
            oid.ECDSA_WITH_SHA224,
            oid.ECDSA_WITH_SHA256,
            oid.ECDSA_WITH_SHA384,
            oid.ECDSA_WITH_SHA512,
            oid.ECDSA_WITH_SHA3_224,
            oid.ECDSA_WITH_SHA3_256,
            oid.ECDSA_WITH_SHA3_384,
            oid.ECDSA_WITH_SHA3_512,
        ),
        "x509forge.x509.ecdsa_signature:ECDSASigValue",
    )
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
