"""PKCS #5: the parameters of password-based encryption (RFC 8018 appendix A)."""

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
    """How a key comes from a password, and what is encrypted with it.

    PBES2-params ::= SEQUENCE {
        keyDerivationFunc  AlgorithmIdentifier,
        encryptionScheme   AlgorithmIdentifier }
    """

    key_derivation_func: AlgorithmIdentifier
    encryption_scheme: AlgorithmIdentifier


@asn1.sequence
class PBKDF2Parameters(asn1.Value):
    """How PBKDF2 stretches a password.

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
