"""DSA private keys as OpenSSL always wrote them; no standard has the structure."""

from __future__ import annotations

from .. import asn1
from ..asn1 import Secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class DSAPrivateKey(asn1.PEMValue):
    """A DSA private key, with its public key.

    DSAPrivateKey ::= SEQUENCE {    -- OpenSSL, crypto/dsa/dsa_asn1.c
        version  INTEGER,    -- 0
        p        INTEGER,
        q        INTEGER,
        g        INTEGER,
        y        INTEGER,    -- public
        x        INTEGER }   -- private
    """

    pem_label = "DSA PRIVATE KEY"

    version: int = 0
    p: int
    q: int
    g: int
    y: int
    x: Annotated[int, Secret()]
