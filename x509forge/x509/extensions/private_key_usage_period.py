"""privateKeyUsagePeriod (RFC 3280 4.2.1.4)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import GeneralizedTime, Implicit
from ..extension import ExtensionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class PrivateKeyUsagePeriod(ExtensionValue):
    """When the private key may sign, where that is shorter than the certificate is valid. RFC 5280 has it no more.

    PrivateKeyUsagePeriod ::= SEQUENCE {
        notBefore  [0] GeneralizedTime OPTIONAL,
        notAfter   [1] GeneralizedTime OPTIONAL }
    """

    oid = oid.PRIVATE_KEY_USAGE_PERIOD

    not_before: Annotated[GeneralizedTime, Implicit(0)] | None = None
    not_after: Annotated[GeneralizedTime, Implicit(1)] | None = None
