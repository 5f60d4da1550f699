"""The `Signer` protocol: whatever holds a key and signs with it, and the one call that signs."""

from __future__ import annotations

from x509forge.errors import UnsupportedKey
from x509forge.later import Later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from x509forge.signing import keys as _keys
    from x509forge.x509.algorithm import AlgorithmIdentifier
    from x509forge.x509.public_key import SubjectPublicKeyInfo
else:
    Protocol = object  # `import typing` is a fifth of a cold start
    _keys = Later("x509forge.signing.keys")


class Signer(Protocol):
    """Something that signs: a `PrivateKey`, a token, a key in the cloud, a double in a test.

    Any object with these three members is one; it need not derive from this class.
    """

    @property
    def algorithm(self) -> AlgorithmIdentifier:
        """The algorithm of the signatures, as it stands in what is signed."""

    @property
    def public_key(self) -> SubjectPublicKeyInfo:
        """The public key that confirms the signatures."""

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, which is hashed here: the octets that go into the BIT STRING.

        For ECDSA that is the DER of an ECDSA-Sig-Value (RFC 5480 appendix A); r and s side by side, each as long as
        the order of the curve, are taken too.
        """


def signer_of(source: Signer | object) -> Signer:
    """Return a signer as it is, and a private key of cryptography, asn1crypto or oscrypto as a `PrivateKey`."""
    if type(source) is _keys.PrivateKey:
        return source
    from x509forge.signing import foreign

    signer: Signer = _keys.PrivateKey(source) if foreign.is_foreign(source) else source  # type: ignore[assignment]
    return signer


def signing_as(signer: Signer, algorithm: AlgorithmIdentifier) -> Signer:
    """Return the signer signing by this algorithm: itself, or the same key with another scheme where it follows one.

    Raises UnsupportedKey for a signer that signs otherwise and cannot be told, and for an algorithm that its key is
    not for or that is not known; BackendUnavailable where no backend can; SignatureMismatch for what is unsigned.
    """
    from x509forge.signing import algorithms

    wanted = algorithms.to_verify(algorithm).scheme
    own = algorithms.to_verify(signer.algorithm).scheme
    if own.makes_same(wanted):
        return signer
    if not getattr(signer, "follows_scheme", False):
        raise UnsupportedKey(f"the signer signs by {own}, not by {wanted}")
    other: Signer = signer.with_scheme(  # type: ignore[attr-defined]
        wanted.name,
        hash_name=wanted.hash_name,
        mgf_hash_name=wanted.mgf_hash_name,
        salt_length=wanted.salt_length,
        deterministic=getattr(signer, "is_deterministic", False) and wanted.name == algorithms.ECDSA,
    )
    return other


def sign_with(signer: Signer, message: bytes) -> bytes:
    """Return a signer's signature of a message; one call of `sign`, and its result is not trusted.

    What an outside signer returns is verified with its own `public_key` and `algorithm`, and brought to DER where it
    is r and s side by side: SignatureMismatch if they do not confirm it, UnsupportedKey if nothing here can tell. A
    `PrivateKey` was checked against its public key when it was loaded and signs in this process, so its signatures
    are not verified again: with ECDSA that would make each one cost four. What the signer raises passes through; a
    wrong Python type is a TypeError.
    """
    if not isinstance(message, bytes):
        raise TypeError(f"message must be bytes, not {type(message).__name__}")
    if type(signer) is _keys.PrivateKey:
        return signer.sign(message)
    # Read before signing: a signer that changes them meanwhile must not have its way.
    algorithm, public_key = signer.algorithm, signer.public_key
    signature = signer.sign(message)
    if not isinstance(signature, bytes):
        raise TypeError(f"{type(signer).__name__}.sign returned {type(signature).__name__}, not bytes")
    return verified(public_key, algorithm, signature, message)


def verified(
    public_key: SubjectPublicKeyInfo, algorithm: AlgorithmIdentifier, signature: bytes, message: bytes
) -> bytes:
    """Return a signature that was made elsewhere as it stands in a certificate, if the key confirms it.

    Raises SignatureMismatch if it does not, UnsupportedKey if nothing here can tell.
    """
    from x509forge.signing import ecdsa_values
    from x509forge.signing.verify import verify

    signature = ecdsa_values.in_der(public_key, algorithm, signature)
    verify(public_key, algorithm, signature, message)
    return signature
