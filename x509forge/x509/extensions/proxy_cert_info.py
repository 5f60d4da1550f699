"""proxyCertInfo (RFC 3820 3.8)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Named
from ...oid import ObjectIdentifier
from ..extension import ExtensionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class ProxyPolicy(asn1.Value):
    """Which of its issuer's rights a proxy has.

    ProxyPolicy ::= SEQUENCE {
        policyLanguage  OBJECT IDENTIFIER,
        policy          OCTET STRING OPTIONAL }
    """

    policy_language: ObjectIdentifier
    policy: bytes | None = None


@asn1.sequence
class ProxyCertInfo(ExtensionValue):
    """That this is the certificate of a proxy, and what it may do.

    ProxyCertInfo ::= SEQUENCE {
        pCPathLenConstraint  INTEGER (0..MAX) OPTIONAL,
        proxyPolicy          ProxyPolicy }
    """

    oid = oid.PROXY_CERT_INFO

    pc_path_len_constraint: Annotated[int, Named("pCPathLenConstraint")] | None = None
    proxy_policy: ProxyPolicy

    def default_critical(self) -> bool:
        """Return True (RFC 3820 3.8)."""
        return True
