"""What the profile `ca` asks of a CA's certificate, beside what RFC 5280 does."""

from __future__ import annotations

from ..x509.extensions.key_usage import KeyUsage
from . import tls
from .rule import EVERYBODY, Rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rule import Case

RULES = Rules()
rule = RULES.rule
for _id in ("tls.public_key.weak", "tls.signature.weak_hash"):
    RULES[_id] = tls.RULES[_id]


@rule(
    "ca.basic_constraints.not_ca",
    "error",
    "RFC 5280 4.2.1.9",
    "A CA's certificate has a basicConstraints with cA.",
    "Leave basicConstraints to the profile.",
    EVERYBODY,
)
def _not_ca(case: Case) -> Iterator[tuple[str, str]]:
    if not case.is_ca():
        yield case.path("extensions"), "do not say that this is a CA"


@rule(
    "ca.key_usage.no_crl_sign",
    "warning",
    "RFC 5280 4.2.1.3",
    "A CA may sign the lists of what it revoked.",
    "Add cRLSign to keyUsage.",
)
def _no_crl_sign(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(KeyUsage)
    if found is not None and "cRLSign" not in list(found[2]):
        yield f"{found[0]}.extnValue", "does not assert cRLSign"
