"""Verifying signatures."""

from __future__ import annotations

from x509forge.errors import SignatureMismatch, UnsupportedKey
from x509forge.signing import algorithms, public_keys
from x509forge.signing.backend import select
from x509forge.x509.algorithm import AlgorithmIdentifier
from x509forge.x509.public_key import SubjectPublicKeyInfo


def verify(
    public_key: SubjectPublicKeyInfo,
    algorithm: AlgorithmIdentifier,
    signature: bytes,
    message: bytes,
    *,
    backend: str | None = None,
) -> None:
    """Return if the key confirms the signature of the message; raises SignatureMismatch if it does not.

    `signature` is the octets of the BIT STRING; what is unsigned (RFC 9925) is never confirmed. Raises UnsupportedKey,
    naming it, for an algorithm or a kind of key that is not supported and for a key that the algorithm is not for,
    KeyFormatError for a broken key, and BackendUnavailable if no backend (or not the one that is named) can verify
    with it.
    """
    for name, value, kind in (
        ("public_key", public_key, SubjectPublicKeyInfo),
        ("algorithm", algorithm, AlgorithmIdentifier),
        ("signature", signature, bytes),
        ("message", message, bytes),
    ):
        if not isinstance(value, kind):
            raise TypeError(f"{name} must be {kind.__name__}, not {type(value).__name__}")
    wanted = algorithms.to_verify(algorithm)
    key = public_keys.read(public_key.to_der())
    why = key.kind.why_not(key.info.algorithm, wanted.scheme)
    if why is not None:
        raise UnsupportedKey(f"a key of type {key.key_type} {why}")
    chosen = select("verify", key.backend_type, backend, scheme=wanted.scheme)
    if not chosen.verify(key.backend_info, wanted.scheme, signature, message):
        name = wanted.identifier.algorithm.name  # type: ignore[assignment]
        raise SignatureMismatch(f"the {key.key_type} public key does not confirm the {name} signature")
