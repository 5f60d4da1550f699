"""PKCS #8: private keys of any algorithm, plain and encrypted (RFC 5958, RFC 5208)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import BitString, Holds, Implicit, Secret, SetOf, TypeTable
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.attribute import Attribute
from ..x509.public_key import PUBLIC_KEYS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

# RFC 8017 A.1.2, RFC 5915 3, RFC 8410 7, RFC 9881 6, RFC 9935 6.
PRIVATE_KEYS = TypeTable(
    {
        oid.RSA_ENCRYPTION: "x509forge.pkcs.pkcs1:RSAPrivateKey",
        oid.RSASSA_PSS: "x509forge.pkcs.pkcs1:RSAPrivateKey",
        oid.EC_PUBLIC_KEY: "x509forge.pkcs.sec1:ECPrivateKey",
        **dict.fromkeys((oid.ED25519, oid.ED448, oid.X25519, oid.X448), "x509forge.pkcs.curve_key:CurvePrivateKey"),
        **dict.fromkeys(
            (oid.ML_DSA_44, oid.ML_DSA_65, oid.ML_DSA_87, oid.ML_KEM_512, oid.ML_KEM_768, oid.ML_KEM_1024),
            "x509forge.pkcs.lattice_key:LatticePrivateKey",
        ),
    }
)


@asn1.sequence
class OneAsymmetricKey(asn1.PEMValue):
    """A private key with its algorithm, and (version 2) its public key (RFC 5958 2).

        OneAsymmetricKey ::= SEQUENCE {
            version              INTEGER { v1(0), v2(1) },
            privateKeyAlgorithm  AlgorithmIdentifier,
            privateKey           OCTET STRING,    -- its contents depend on the algorithm
            attributes           [0] IMPLICIT SET OF Attribute OPTIONAL,
            publicKey            [1] IMPLICIT BIT STRING OPTIONAL }

    Version 1 is what PKCS #8 called PrivateKeyInfo: the same without publicKey.
    """

    pem_label = "PRIVATE KEY"

    version: int = 0
    private_key_algorithm: AlgorithmIdentifier
    private_key: Annotated[bytes, Holds("private_key_algorithm.algorithm", PRIVATE_KEYS), Secret()]
    attributes: Annotated[tuple[Attribute, ...], SetOf(), Implicit(0)] | None = None
    public_key: Annotated[BitString, Holds("private_key_algorithm.algorithm", PUBLIC_KEYS), Implicit(1)] | None = None


# RFC 5958 2 keeps the older name for the same type.
PrivateKeyInfo = OneAsymmetricKey


@asn1.sequence
class EncryptedPrivateKeyInfo(asn1.PEMValue):
    """A private key under a password (RFC 5958 3).

    EncryptedPrivateKeyInfo ::= SEQUENCE {
        encryptionAlgorithm  AlgorithmIdentifier,
        encryptedData        OCTET STRING }  -- the DER of a PrivateKeyInfo, encrypted
    """

    pem_label = "ENCRYPTED PRIVATE KEY"

    encryption_algorithm: AlgorithmIdentifier
    encrypted_data: bytes
