"""AlgorithmIdentifier, the table of parameters, and those of elliptic curves (RFC 5280 4.1.1.2, RFC 3279, RFC 5480)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import BitString, Named, Null, Open, OrUndecoded, TypeTable, Value
from ..oid import ObjectIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


# What fieldType tells of the parameters of a field, and basis of those of the second kind (SEC 1 version 2.0 C.1).
FIELDS = TypeTable(
    {
        oid.PRIME_FIELD: "x509forge.x509.algorithm:PrimeP",
        oid.CHARACTERISTIC_TWO_FIELD: "x509forge.x509.algorithm:CharacteristicTwo",
    }
)
BASES = TypeTable(
    {
        oid.GN_BASIS: Null,
        oid.TP_BASIS: "x509forge.x509.algorithm:Trinomial",
        oid.PP_BASIS: "x509forge.x509.algorithm:Pentanomial",
    }
)


@asn1.typedef
class PrimeP(asn1.Value):
    """The field of the integers modulo p (SEC 1 version 2.0 C.1).

    Prime-p ::= INTEGER
    """

    p: int


@asn1.typedef
class Trinomial(asn1.Value):
    """The reduction polynomial x**m + x**k + 1 (SEC 1 version 2.0 C.1).

    Trinomial ::= INTEGER    -- k
    """

    k: int


@asn1.sequence
class Pentanomial(asn1.Value):
    """The reduction polynomial x**m + x**k3 + x**k2 + x**k1 + 1 (SEC 1 version 2.0 C.1).

    Pentanomial ::= SEQUENCE {
        k1  INTEGER,
        k2  INTEGER,
        k3  INTEGER }
    """

    k1: int
    k2: int
    k3: int


@asn1.sequence
class CharacteristicTwo(asn1.Value):
    """A field of 2**m elements (SEC 1 version 2.0 C.1).

    Characteristic-two ::= SEQUENCE {
        m           INTEGER,
        basis       OBJECT IDENTIFIER,
        parameters  ANY DEFINED BY basis }
    """

    m: int
    basis: ObjectIdentifier
    parameters: Annotated[Value, Open("basis", BASES)]


@asn1.sequence
class FieldID(asn1.Value):
    """The finite field that a curve is over (SEC 1 version 2.0 C.1).

    FieldID ::= SEQUENCE {
        fieldType   OBJECT IDENTIFIER,
        parameters  ANY DEFINED BY fieldType }
    """

    field_type: ObjectIdentifier
    parameters: Annotated[Value, Open("field_type", FIELDS)]


@asn1.sequence
class Curve(asn1.Value):
    """The coefficients of a curve, and what they were drawn from (SEC 1 version 2.0 C.2).

    Curve ::= SEQUENCE {
        a     OCTET STRING,
        b     OCTET STRING,
        seed  BIT STRING OPTIONAL }
    """

    a: bytes
    b: bytes
    seed: BitString | None = None


@asn1.sequence
class SpecifiedECDomain(asn1.Value):
    """A curve that is spelled out, number by number (SEC 1 version 2.0 C.2).

    SpecifiedECDomain ::= SEQUENCE {
        version   INTEGER { ecdpVer1(1), ecdpVer2(2), ecdpVer3(3) },
        fieldID   FieldID,
        curve     Curve,
        base      OCTET STRING,    -- a point, compressed or not
        order     INTEGER,
        cofactor  INTEGER OPTIONAL,
        hash      AlgorithmIdentifier OPTIONAL }
    """

    version: int
    field_id: Annotated[FieldID, Named("fieldID")]
    curve: Curve
    base: bytes
    order: int
    cofactor: int | None = None
    hash: AlgorithmIdentifier | None = None


@asn1.choice
class ECParameters(asn1.Choice):
    """Which curve an elliptic curve key is on (SEC 1 version 2.0 C.2, RFC 5480 2.1.1).

        ECParameters ::= CHOICE {
            namedCurve      OBJECT IDENTIFIER,
            implicitCurve   NULL,
            specifiedCurve  SpecifiedECDomain }

    RFC 5480 2.1.1 allows namedCurve only. A specifiedCurve that does not decode is kept as `Undecoded`.
    """

    named_curve: ObjectIdentifier | None = None
    implicit_curve: Null | None = None
    specified_curve: Annotated[SpecifiedECDomain, OrUndecoded()] | None = None


# A table of what the standards of algorithms say of parameters; ECDSA with SHA-2 has none (RFC 5758 3.2).
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
        **dict.fromkeys(
            (
                oid.MGF1,
                oid.PWRI_KEK,
                oid.STD_DH_SHA1_KDF_SCHEME,
                oid.STD_DH_SHA224_KDF_SCHEME,
                oid.STD_DH_SHA256_KDF_SCHEME,
                oid.STD_DH_SHA384_KDF_SCHEME,
                oid.STD_DH_SHA512_KDF_SCHEME,
            ),
            "x509forge.x509.algorithm:AlgorithmIdentifier",
        ),
        **dict.fromkeys(
            (oid.SHA1, oid.SHA224, oid.SHA256, oid.SHA384, oid.SHA512, oid.SHA512_224, oid.SHA512_256), Null
        ),
        oid.RSAES_OAEP: "x509forge.pkcs.pkcs1:RSAESOAEPParams",
        oid.EC_PUBLIC_KEY: ECParameters,
        oid.DSA: "x509forge.x509.key_parameters:DssParms",
        oid.DH_PUBLIC_NUMBER: "x509forge.x509.key_parameters:DomainParameters",
        oid.DH_KEY_AGREEMENT: "x509forge.pkcs.pkcs3:DHParameter",
        **dict.fromkeys(
            (oid.AES_128_GCM, oid.AES_192_GCM, oid.AES_256_GCM), "x509forge.pkcs.content_encryption:GCMParameters"
        ),
        oid.PBMAC1: "x509forge.pkcs.pkcs5:PBMAC1Parameters",
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
    # One with NULL or a named curve; parameters of PSS take more.
    _recalled = (64, 24)
