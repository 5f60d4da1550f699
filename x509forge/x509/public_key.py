"""SubjectPublicKeyInfo (RFC 5280 4.1.2.7)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import BitString, Holds, TypeTable
from .algorithm import AlgorithmIdentifier

# As Python's own `random` has its hash: `hashlib` loads libcrypto, which takes 2 ms.
try:
    from _sha1 import sha1  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    from hashlib import sha1

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, Any

# RFC 3279 2.3.1, RFC 4055 1.2. The keys of the other algorithms that are known are no DER.
PUBLIC_KEYS = TypeTable(dict.fromkeys((oid.RSA_ENCRYPTION, oid.RSASSA_PSS), "x509forge.pkcs.pkcs1:RSAPublicKey"))


@asn1.sequence
class SubjectPublicKeyInfo(asn1.PEMValue):
    """A public key with its algorithm.

    SubjectPublicKeyInfo ::= SEQUENCE {
        algorithm         AlgorithmIdentifier,
        subjectPublicKey  BIT STRING }
    """

    pem_label = "PUBLIC KEY"

    algorithm: AlgorithmIdentifier
    subject_public_key: Annotated[BitString, Holds("algorithm.algorithm", PUBLIC_KEYS)]

    if TYPE_CHECKING:
        # Which kinds of keys there are is a matter of a higher layer: `signing.public_key` binds it.
        @staticmethod
        def of(source: Any) -> SubjectPublicKeyInfo: ...

    def key_identifier(self) -> bytes:
        """Return the SHA-1 of the key's bits, 20 octets: method (1) of RFC 5280 4.2.1.2, the one in common use."""
        return sha1(self.subject_public_key.octets, usedforsecurity=False).digest()  # type: ignore[no-any-return, unused-ignore]
