"""The verifiers of `CLIENTS`: which releases were measured, and what they are asked."""

from __future__ import annotations

from typing import NamedTuple

from x509forge.rules.rule import OPENSSL


class Verifier(NamedTuple):
    """What the page of the rules says of a verifier."""

    asked: str
    releases: tuple[str, ...]  # by their first two numbers


VERIFIERS: dict[str, Verifier] = {
    "openssl": Verifier("with `-verify_hostname`, for no purpose", ("3.0", "3.5")),
    "openssl-strict": Verifier("the same", ("3.0", "3.5")),
    "python-3.13": Verifier("in a handshake, with the flags of 3.13", ("3.11", "3.13")),
    "node": Verifier("`tls`, in a handshake, with OpenSSL's own level of security (1)", ("18.20", "20.20")),
    "gnutls": Verifier("`certtool --verify --verify-hostname`, for no purpose", ("3.7",)),
    "cryptography": Verifier("`cryptography.x509.verification`, with its default policies", ("50.0",)),
    "go": Verifier("`crypto/x509`, as `crypto/tls` asks it", ("1.19",)),
    "java": Verifier("the trust manager (PKIX), in a handshake", ("17.0",)),
    "nss": Verifier("`vfychain`, for the purpose, and not for the host", ("3.87",)),
}

# What breaks no rule, and is refused all the same.
SOUND_AND_REFUSED: dict[str, tuple[str, ...]] = {
    # NSS wants keyEncipherment of an RSA key.
    'web(subject_public_key_info=key("rsa:2048"))': ("nss",),
    "client(without=xf.SubjectAlternativeName)": ("cryptography",),
    # The host is a.example: the wildcard is right below a top-level domain.
    'leaf(xf.SubjectAlternativeName.of("*.example"), subject=xf.Name.of(O="ALI"))': (*OPENSSL, "gnutls"),
}
