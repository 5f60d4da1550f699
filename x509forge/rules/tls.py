"""What every TLS peer asks of the certificate that another shows, be it a server or a client (RFC 5246, RFC 8446)."""

from __future__ import annotations

from .. import oid
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from .keys import key_kind
from .rule import Rules, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .rule import Case

RULES = Rules()
rule = RULES.rule

MIN_RSA_BITS = 2048
_WEAK_SIGNATURES = (oid.MD5_WITH_RSA_ENCRYPTION, oid.SHA1_WITH_RSA_ENCRYPTION, oid.ECDSA_WITH_SHA1)


@rule(
    "tls.basic_constraints.ca",
    "error",
    "RFC 5280 4.2.1.9",
    "Who serves or connects shows a certificate of its own, and not a CA's.",
    "Issue it without cA, or judge it by the profile ca.",
    ("cryptography", "nss"),
)
def _ca(case: Case) -> Iterator[tuple[str, str]]:
    if case.is_ca():
        yield case.path("extensions"), "say that this is a CA"


@rule(
    "tls.key_usage.no_digital_signature",
    "error",
    "RFC 8446 4.4.2.2, RFC 5246 7.4.6",
    "A keyUsage asserts digitalSignature: TLS 1.3, and every cipher suite with forward secrecy, signs with the key.",
    "Add digitalSignature to keyUsage.",
    ("java",),
)
def _no_signature(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(KeyUsage)
    if found is not None and "digitalSignature" not in list(found[2]):
        yield f"{found[0]}.extnValue", "does not assert digitalSignature"


@rule(
    "tls.public_key.weak",
    "error",
    "RFC 9325 4.5",
    "An RSA key has 2048 bits or more.",
    "Make an RSA key of 2048 bits or more, or an EC key on P-256.",
    ("python-3.13",),
)
def _weak_key(case: Case) -> Iterator[tuple[str, str]]:
    kind, _, bits = key_kind(case.tbs.subject_public_key_info).partition(":")
    if kind == "rsa" and bits and int(bits) < MIN_RSA_BITS:
        yield case.path("subjectPublicKeyInfo"), f"has an RSA key of {bits} bits"


@rule(
    "tls.signature.weak_hash",
    "error",
    "RFC 9325 4.5 (RFC 9155 2, RFC 8446 4.4.2.4)",
    "The certificate is not signed with MD5 or SHA-1.",
    "Sign it with SHA-256 or better.",
    ("python-3.13", "node", "gnutls", "cryptography", "go"),
)
def _weak_hash(case: Case) -> Iterator[tuple[str, str]]:
    algorithm = case.tbs.signature
    if isinstance(algorithm, AlgorithmIdentifier) and algorithm.algorithm in _WEAK_SIGNATURES:
        yield case.path("signature"), f"is {algorithm.algorithm.name}"


def lacks_purpose(case: Case, purpose: str) -> str | None:
    """Return the path of an extendedKeyUsage that allows another use than this one; None where it may be used."""
    found = case.find(ExtendedKeyUsage)
    if found is None or {purpose, oid.ANY_EXTENDED_KEY_USAGE} & set(items(found[2].key_purpose_ids)):
        return None
    return f"{found[0]}.extnValue"
