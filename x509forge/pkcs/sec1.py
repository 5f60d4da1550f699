"""SEC 1: elliptic curve private keys (SEC 1 version 2.0 C.4, RFC 5915)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import BitString, Explicit, Secret
from ..x509.algorithm import ECParameters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class ECPrivateKey(asn1.PEMValue):
    """An elliptic curve private key.

    ECPrivateKey ::= SEQUENCE {
        version     INTEGER { ecPrivkeyVer1(1) },
        privateKey  OCTET STRING,    -- the scalar, as long as the order of the curve
        parameters  [0] EXPLICIT ECParameters OPTIONAL,
        publicKey   [1] EXPLICIT BIT STRING OPTIONAL }
    """

    pem_label = "EC PRIVATE KEY"

    version: int = 1
    private_key: Annotated[bytes, Secret()]
    parameters: Annotated[ECParameters, Explicit(0)] | None = None
    public_key: Annotated[BitString, Explicit(1)] | None = None
