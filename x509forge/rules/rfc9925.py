"""The rules of RFC 9925 for certificates that nobody signed; it takes one of RFC 5280's back for them."""

from __future__ import annotations

from .. import oid
from . import rfc5280

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rule import Case

RULES = rfc5280.RULES
rule = RULES.rule
# Of an anchor that is unsigned and otherwise sound they say no less: they want it self-signed, or a partial chain.
_REFUSED_BY = ("openssl", "openssl-strict", "node", "gnutls")


def _is_to_be_signed(case: Case) -> bool:
    return not case.is_unsigned()


@rule(
    "rfc9925.unsigned.malformed",
    "error",
    "RFC 9925 3.1, 3.2",
    "What is unsigned has neither signature nor parameters nor issuerUniqueID.",
    "Use unsigned_certificate, which leaves them out.",
    (*_REFUSED_BY, "cryptography"),
    own=True,
    quick=_is_to_be_signed,
)
def _malformed(case: Case) -> Iterator[tuple[str, str]]:
    if not case.is_unsigned():
        return
    if case.tbs.signature.parameters is not None:
        yield case.path("signature.parameters"), "are there, and id-alg-unsigned has none"
    if case.tbs.issuer_unique_id is not None:
        yield case.path("issuerUniqueID"), "is there, and there is no issuer"
    if case.certificate is not None and case.certificate.signature_value.octets:
        yield "signatureValue", "is not empty"


@rule(
    "rfc9925.unsigned.describes_issuer",
    "warning",
    "RFC 9925 3.3",
    "What is unsigned says nothing of an issuer: no authorityKeyIdentifier, no issuerAltName.",
    "Leave them out: there is no issuer.",
    _REFUSED_BY,
)
def _describes_issuer(case: Case) -> Iterator[tuple[str, str]]:
    if not case.is_unsigned():
        return
    for at, extension in case.extensions:
        if extension.extn_id in (oid.AUTHORITY_KEY_IDENTIFIER, oid.ISSUER_ALTERNATIVE_NAME):
            yield case.path(f"extensions[{at}]"), f"is {extension.extn_id.name}, and there is no issuer"
