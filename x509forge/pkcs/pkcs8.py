"""PKCS #8: private keys of any algorithm, plain and encrypted (RFC 5958, RFC 5208)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString, Implicit, Secret, SetOf
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.attribute import Attribute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class OneAsymmetricKey(asn1.PEMValue):
    """A private key with its algorithm, and (version 2) its public key.

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
    private_key: Annotated[bytes, Secret()]
    attributes: Annotated[tuple[Attribute, ...], SetOf(), Implicit(0)] | None = None
    public_key: Annotated[BitString, Implicit(1)] | None = None


# RFC 5958 2 keeps the older name for the same type.
PrivateKeyInfo = OneAsymmetricKey


@asn1.sequence
class EncryptedPrivateKeyInfo(asn1.PEMValue):
    """A private key under a password.

    EncryptedPrivateKeyInfo ::= SEQUENCE {
        encryptionAlgorithm  AlgorithmIdentifier,
        encryptedData        OCTET STRING }  -- the DER of a PrivateKeyInfo, encrypted
    """

    pem_label = "ENCRYPTED PRIVATE KEY"

    encryption_algorithm: AlgorithmIdentifier
    encrypted_data: bytes
