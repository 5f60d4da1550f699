"""What stands behind the names of extensions: a function from a text to a typed value, for each of them."""

from __future__ import annotations

from ...later import Later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..context import Context
    from ..value import Value

    Parsers = dict[str, Callable[[Value, Context], Any]]

__all__ = ["NEWER_PARSERS", "NEWER_UNTYPED_PARSERS", "PARSERS", "UNTYPED_PARSERS"]


def _parsers(module: str, *names: str, table: str = "PARSERS") -> Parsers:
    """Return the functions for these names, which stand in a module's table; it is loaded when one is called."""
    home = Later(f"x509forge.openssl.extensions.{module}")

    def parser(name: str) -> Callable[[Value, Context], Any]:
        return lambda value, context: getattr(home, table)[name](value, context)

    return {name: parser(name) for name in names}


# By OpenSSL's short names; no others are taken.
PARSERS: Parsers = {
    **_parsers(
        *("basic", "authorityKeyIdentifier", "basicConstraints", "extendedKeyUsage", "keyUsage"),
        "subjectKeyIdentifier",
    ),
    **_parsers(
        *("alternative_names", "authorityInfoAccess", "issuerAltName", "nameConstraints", "subjectAltName"),
        "subjectInfoAccess",
    ),
    **_parsers("distribution_points", "crlDistributionPoints", "freshestCRL", "issuingDistributionPoint"),
    **_parsers(
        *("policies", "certificatePolicies", "inhibitAnyPolicy", "policyConstraints", "policyMappings"),
        "proxyCertInfo",
    ),
    **_parsers("number_resources", "sbgp-autonomousSysNum", "sbgp-ipAddrBlock"),
    **_parsers(
        *("other", "SXNetID", "ct_precert_poison", "issuerSignTool", "noCheck", "nsBaseUrl", "nsCaPolicyUrl"),
        *("nsCaRevocationUrl", "nsCertType", "nsComment", "nsRenewalUrl", "nsRevocationUrl", "nsSslServerName"),
        *("subjectSignTool", "tlsfeature"),
    ),
}
# Those that OpenSSL has since 3.4.
NEWER_PARSERS: Parsers = _parsers("other", "noRevAvail", table="NEWER_PARSERS")
# Those whose type is not one of ours, to octets.
UNTYPED_PARSERS: Parsers = _parsers("untyped", "acceptableResponses", table="UNTYPED_PARSERS")
NEWER_UNTYPED_PARSERS: Parsers = _parsers(
    *("untyped", "aAissuingDistributionPoint", "ac-auditIdentity", "acceptableCertPolicies", "acceptablePrivPolicies"),
    *("basicAttConstraints", "delegatedNameConstraints", "groupAC", "holderNameConstraints", "indirectIssuer"),
    *("noAssertion", "sOAIdentifier", "singleUse"),
    table="NEWER_UNTYPED_PARSERS",
)
