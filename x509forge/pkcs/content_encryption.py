"""Parameters of ciphers that encrypt and authenticate contents (RFC 5084)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import Default, Named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class GCMParameters(asn1.Value):
    """The nonce of AES in GCM, and how long its tag is (RFC 5084 3.2).

    GCMParameters ::= SEQUENCE {
        aes-nonce   OCTET STRING,    -- 12 octets are recommended
        aes-ICVlen  INTEGER (12 | 13 | 14 | 15 | 16) DEFAULT 12 }    -- octets
    """

    aes_nonce: Annotated[bytes, Named("aes-nonce")]
    aes_icv_len: Annotated[int, Named("aes-ICVlen"), Default(12)] = 12
