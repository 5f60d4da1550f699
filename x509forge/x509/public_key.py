"""SubjectPublicKeyInfo (RFC 5280 4.1.2.7)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString
from .algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@asn1.sequence
class SubjectPublicKeyInfo(asn1.PEMValue):
    """A public key with its algorithm.

    SubjectPublicKeyInfo ::= SEQUENCE {
        algorithm         AlgorithmIdentifier,
        subjectPublicKey  BIT STRING }
    """

    pem_label = "PUBLIC KEY"

    algorithm: AlgorithmIdentifier
    subject_public_key: BitString

    if TYPE_CHECKING:
        # Which kinds of keys there are is a matter of a higher layer: `signing.public_key_files` binds it.
        @staticmethod
        def of(source: Any) -> SubjectPublicKeyInfo: ...

    def key_identifier(self) -> bytes:
        """Return the SHA-1 of the key's bits, 20 octets: method (1) of RFC 5280 4.2.1.2, the one in common use."""
        import hashlib

        return hashlib.sha1(self.subject_public_key.octets, usedforsecurity=False).digest()
