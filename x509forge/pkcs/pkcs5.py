"""PKCS #5: the parameters of encryption and MACs under passwords (RFC 8018 appendix A), and of scrypt (RFC 7914 7)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import Default, Null
from ..x509.algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

HMAC_WITH_SHA1 = AlgorithmIdentifier(algorithm=oid.HMAC_WITH_SHA1, parameters=Null())


@asn1.sequence
class PBES2Parameters(asn1.Value):
    """How a key comes from a password, and what is encrypted with it (RFC 8018 A.4).

    PBES2-params ::= SEQUENCE {
        keyDerivationFunc  AlgorithmIdentifier,
        encryptionScheme   AlgorithmIdentifier }
    """

    key_derivation_func: AlgorithmIdentifier
    encryption_scheme: AlgorithmIdentifier


@asn1.sequence
class PBMAC1Parameters(asn1.Value):
    """How a key comes from a password, and what authenticates with it (RFC 8018 A.5, RFC 9579 3).

    PBMAC1-params ::= SEQUENCE {
        keyDerivationFunc  AlgorithmIdentifier,
        messageAuthScheme  AlgorithmIdentifier }
    """

    key_derivation_func: AlgorithmIdentifier
    message_auth_scheme: AlgorithmIdentifier


@asn1.sequence
class PBKDF2Parameters(asn1.Value):
    """How PBKDF2 stretches a password (RFC 8018 A.2).

        PBKDF2-params ::= SEQUENCE {
            salt            CHOICE { specified OCTET STRING, otherSource AlgorithmIdentifier },
            iterationCount  INTEGER (1..MAX),
            keyLength       INTEGER (1..MAX) OPTIONAL,   -- octets
            prf             AlgorithmIdentifier DEFAULT algid-hmacWithSHA1 }

    No otherSource has ever been defined, so salt is the octets.
    """

    salt: bytes
    iteration_count: int
    key_length: int | None = None
    prf: Annotated[AlgorithmIdentifier, Default(HMAC_WITH_SHA1)] = HMAC_WITH_SHA1


@asn1.sequence
class ScryptParameters(asn1.Value):
    """How scrypt stretches a password (RFC 7914 7.1).

    scrypt-params ::= SEQUENCE {
        salt                      OCTET STRING,
        costParameter             INTEGER (1..MAX),    -- N
        blockSize                 INTEGER (1..MAX),    -- r
        parallelizationParameter  INTEGER (1..MAX),    -- p
        keyLength                 INTEGER (1..MAX) OPTIONAL }    -- octets
    """

    salt: bytes
    cost_parameter: int
    block_size: int
    parallelization_parameter: int
    key_length: int | None = None


@asn1.sequence
class PBEParameter(asn1.Value):
    """How the encryption schemes of old stretch a password (RFC 8018 A.3), those of PKCS #12 too (RFC 7292 C).

    PBEParameter ::= SEQUENCE {
        salt            OCTET STRING (SIZE (8)),    -- of any length in PKCS #12
        iterationCount  INTEGER }
    """

    salt: bytes
    iteration_count: int


@asn1.sequence
class RC2CBCParameter(asn1.Value):
    """The effective bits of an RC2 key, in a code of its own, and the first block (RFC 8018 B.2.3).

    RC2-CBC-Parameter ::= SEQUENCE {
        rc2ParameterVersion  INTEGER OPTIONAL,    -- 160 for 40 bits, 120 for 64, 58 for 128; from 256 on the bits
        iv                   OCTET STRING (SIZE (8)) }
    """

    rc2_parameter_version: int | None = None
    iv: bytes
