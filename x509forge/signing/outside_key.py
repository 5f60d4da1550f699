"""Keys that are elsewhere: what is known of one by its public key alone."""

from __future__ import annotations

from x509forge.errors import SigningError, UnsupportedKey
from x509forge.signing import algorithms, public_keys
from x509forge.x509.algorithm import AlgorithmIdentifier
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar, NoReturn

    from typing_extensions import Self

    from x509forge.signing.algorithms import SignatureAlgorithm
    from x509forge.signing.public_keys import PublicKey


class OutsideKey:
    """A `Signer` whose private key is not in this process; those that derive from it know how to have it sign.

    The signatures are as a `PrivateKey` of the same kind makes them, or by `algorithm`; `with_hash` and `with_scheme`
    say otherwise. Raises UnsupportedKey for a key that signs nothing, or is not for the algorithm; KeyFormatError.
    """

    __slots__ = ("_key", "_signature", "hash_is_default", "public_key")

    public_key: SubjectPublicKeyInfo
    """The public key that confirms the signatures."""
    hash_is_default: bool
    """Whether the hash of the signatures is the usual one for the key, and was not asked for."""
    follows_scheme: ClassVar[bool] = False
    """Whether `with_scheme` changes how the key signs, and not only what is expected of it."""

    if TYPE_CHECKING:
        _key: PublicKey
        _signature: SignatureAlgorithm

    def __init__(self, public_key: SubjectPublicKeyInfo, algorithm: AlgorithmIdentifier | None = None) -> None:
        if not isinstance(public_key, SubjectPublicKeyInfo):
            raise TypeError(f"public_key must be a SubjectPublicKeyInfo, not {type(public_key).__name__}")
        if algorithm is not None and not isinstance(algorithm, AlgorithmIdentifier):
            raise TypeError(f"algorithm must be an AlgorithmIdentifier, not {type(algorithm).__name__}")
        self.public_key = public_key
        self._key = public_keys.read(public_key.to_der())
        self.hash_is_default = algorithm is None
        if algorithm is None:
            self._signature = self._key.kind.signature(self._key.info.algorithm, self.key_type)
            return
        self._signature = algorithms.to_verify(algorithm)
        why = self._key.kind.why_not(self._key.info.algorithm, self._signature.scheme)
        if why is not None:
            raise UnsupportedKey(f"a key of type {self.key_type} {why}")

    @property
    def algorithm(self) -> AlgorithmIdentifier:
        """The algorithm of the signatures."""
        return self._signature.identifier

    @property
    def key_type(self) -> str:
        """What kind of key it is: `rsa:2048` (bits of the modulus), `ec:P-256`, `ed25519`."""
        return self._key.key_type

    @property
    def hash_name(self) -> str | None:
        """The hash of the signatures, as in `hashlib`: `sha256`; None where there is no choice of one."""
        return self._signature.scheme.hash_name

    def with_hash(self, hash_name: str) -> Self:
        """Return the same key signing with another hash (`sha384`, `SHA-512`); raises UnsupportedKey."""
        return self.with_scheme(self._signature.scheme.name, hash_name=hash_name)

    def with_scheme(
        self,
        scheme: str | None = None,
        *,
        hash_name: str | None = None,
        mgf_hash_name: str | None = None,
        salt_length: int | None = None,
        deterministic: bool = False,
    ) -> Self:
        """Return the same key signing in another way, as `PrivateKey.with_scheme` does.

        Raises UnsupportedKey for what the key is not for, and for `deterministic` signatures: where ECDSA takes its
        number from is for whoever signs.
        """
        from copy import copy

        if deterministic:
            raise UnsupportedKey("whether a key that is elsewhere signs by RFC 6979 cannot be chosen here")
        other = copy(self)
        other.hash_is_default = hash_name is None
        other._signature = self._key.kind.signature(
            self._key.info.algorithm,
            self.key_type,
            scheme,
            hash_name,
            mgf_hash_name=mgf_hash_name,
            salt_length=salt_length,
        )
        return other

    def matches(self, public_key: SubjectPublicKeyInfo) -> bool:
        """Return whether a public key is this key's, however its point and its curve are written."""
        return public_keys.same(self.public_key, public_key)

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message; raises SigningError."""
        raise NotImplementedError

    def __repr__(self) -> str:
        import hashlib

        digest = hashlib.sha256(self.public_key.to_der()).hexdigest()
        return f"<{type(self).__name__} {self.key_type}, public key SHA-256 {digest[:16]}…>"


class OfflineSigner(OutsideKey):
    """The key of a CA that is offline: it says who signs and how, and signs nothing itself.

    With it `Issuer.prepare` describes a certificate, and `Issuer.complete` takes the signature that was made elsewhere.
    """

    __slots__ = ()

    def sign(self, message: bytes) -> NoReturn:
        """Raise SigningError, which says what to do instead."""
        raise SigningError(
            f"the {self.key_type} key is not here: have it sign what Issuer.prepare returns, and give the signature"
            " to Issuer.complete"
        )
