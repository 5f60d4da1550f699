"""PKCS #1: RSA keys (RFC 8017 appendix A.1), the parameters of OAEP and PSS (A.2.1, A.2.3), and DigestInfo (A.2.4)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import Explicit, Secret
from ..x509.algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class RSAPublicKey(asn1.PEMValue):
    """An RSA public key (RFC 8017 A.1.1).

    RSAPublicKey ::= SEQUENCE {
        modulus         INTEGER,    -- n
        publicExponent  INTEGER }   -- e
    """

    pem_label = "RSA PUBLIC KEY"

    modulus: int
    public_exponent: int


@asn1.sequence
class OtherPrimeInfo(asn1.Value):
    """A third or further prime of an RSA modulus (RFC 8017 A.1.2).

    OtherPrimeInfo ::= SEQUENCE {
        prime        INTEGER,    -- ri
        exponent     INTEGER,    -- di
        coefficient  INTEGER }   -- ti
    """

    prime: Annotated[int, Secret()]
    exponent: Annotated[int, Secret()]
    coefficient: Annotated[int, Secret()]


@asn1.sequence
class RSAPrivateKey(asn1.PEMValue):
    """An RSA private key (RFC 8017 A.1.2).

    RSAPrivateKey ::= SEQUENCE {
        version          INTEGER { two-prime(0), multi(1) },
        modulus          INTEGER,    -- n
        publicExponent   INTEGER,    -- e
        privateExponent  INTEGER,    -- d
        prime1           INTEGER,    -- p
        prime2           INTEGER,    -- q
        exponent1        INTEGER,    -- d mod (p-1)
        exponent2        INTEGER,    -- d mod (q-1)
        coefficient      INTEGER,    -- (inverse of q) mod p
        otherPrimeInfos  SEQUENCE SIZE (1..MAX) OF OtherPrimeInfo OPTIONAL }
    """

    pem_label = "RSA PRIVATE KEY"

    version: int = 0
    modulus: int
    public_exponent: int
    private_exponent: Annotated[int, Secret()]
    prime1: Annotated[int, Secret()]
    prime2: Annotated[int, Secret()]
    exponent1: Annotated[int, Secret()]
    exponent2: Annotated[int, Secret()]
    coefficient: Annotated[int, Secret()]
    other_prime_infos: Annotated[tuple[OtherPrimeInfo, ...], Secret()] | None = None


@asn1.sequence
class RSASSAPSSParams(asn1.Value):
    """How a signature is padded, or how those of a key must be (RFC 8017 A.2.3).

        RSASSA-PSS-params ::= SEQUENCE {
            hashAlgorithm     [0] HashAlgorithm DEFAULT sha1Identifier,
            maskGenAlgorithm  [1] MaskGenAlgorithm DEFAULT mgf1SHA1Identifier,
            saltLength        [2] INTEGER DEFAULT 20,    -- octets
            trailerField      [3] INTEGER DEFAULT 1 }

    What is left out is None. Defaults that are written out are kept: certificates have them (RFC 4055 3.1 asks
    readers to take them with SHA-1).
    """

    hash_algorithm: Annotated[AlgorithmIdentifier, Explicit(0)] | None = None
    mask_gen_algorithm: Annotated[AlgorithmIdentifier, Explicit(1)] | None = None
    salt_length: Annotated[int, Explicit(2)] | None = None
    trailer_field: Annotated[int, Explicit(3)] | None = None


@asn1.sequence
class RSAESOAEPParams(asn1.Value):
    """How a key is padded before it is encrypted (RFC 8017 A.2.1).

        RSAES-OAEP-params ::= SEQUENCE {
            hashAlgorithm     [0] HashAlgorithm DEFAULT sha1,
            maskGenAlgorithm  [1] MaskGenAlgorithm DEFAULT mgf1SHA1,
            pSourceAlgorithm  [2] PSourceAlgorithm DEFAULT pSpecifiedEmpty }

    What is left out is None, and defaults that are written out are kept, as in `RSASSAPSSParams`.
    """

    hash_algorithm: Annotated[AlgorithmIdentifier, Explicit(0)] | None = None
    mask_gen_algorithm: Annotated[AlgorithmIdentifier, Explicit(1)] | None = None
    p_source_algorithm: Annotated[AlgorithmIdentifier, Explicit(2)] | None = None


@asn1.sequence
class DigestInfo(asn1.Value):
    """A digest with its algorithm (RFC 8017 A.2.4, RFC 7292 4).

    DigestInfo ::= SEQUENCE {
        digestAlgorithm  AlgorithmIdentifier,
        digest           OCTET STRING }
    """

    digest_algorithm: AlgorithmIdentifier
    digest: bytes
