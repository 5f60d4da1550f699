"""Private keys of ML-DSA and ML-KEM, as they stand within PKCS #8 (RFC 9881 6, RFC 9935 6)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import Implicit, Secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class SeedAndExpandedKey(asn1.Value):
    """A seed, and what comes of it.

    SEQUENCE {
        seed         OCTET STRING,
        expandedKey  OCTET STRING }
    """

    seed: Annotated[bytes, Secret()]
    expanded_key: Annotated[bytes, Secret()]


@asn1.choice
class LatticePrivateKey(asn1.Choice):
    """A private key for ML-DSA or ML-KEM; the lengths depend on which.

    ML-DSA-44-PrivateKey ::= CHOICE {    -- ML-KEM-512-PrivateKey, and so on
        seed         [0] OCTET STRING (SIZE (32)),    -- 64 for ML-KEM
        expandedKey  OCTET STRING (SIZE (2560)),
        both         SEQUENCE {
            seed         OCTET STRING (SIZE (32)),
            expandedKey  OCTET STRING (SIZE (2560)) } }
    """

    seed: Annotated[bytes, Implicit(0), Secret()] | None = None
    expanded_key: Annotated[bytes, Secret()] | None = None
    both: Annotated[SeedAndExpandedKey, Secret()] | None = None
