"""What every kind of key answers."""

from __future__ import annotations

from ...errors import DecodeError, KeyFormatError, UnsupportedKey
from .. import algorithms
from ..scheme import Scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from ...asn1 import Value
    from ...oid import ObjectIdentifier
    from ...pkcs.pkcs8 import PrivateKeyInfo
    from ...x509.algorithm import AlgorithmIdentifier
    from ...x509.public_key import SubjectPublicKeyInfo
    from ..algorithms import SignatureAlgorithm

    T = TypeVar("T", bound=Value)


class KeyKind:
    """The keys of one algorithm.

    `name` is how types of keys begin; `schemes` are those that the keys sign by, the usual one first, and
    none for keys that do not sign.
    """

    name: str
    algorithm: ObjectIdentifier
    schemes: tuple[str, ...] = ()

    def private_form(self, info: PrivateKeyInfo) -> PrivateKeyInfo:
        """Return a private key in the form that `openssl pkcs8 -topk8 -nocrypt` gives it.

        A public key beside it stays there (RFC 5958 2). Whether its parts belong together is for the backend to
        say. Raises KeyFormatError, UnsupportedKey.
        """
        raise NotImplementedError

    def public_form(self, info: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        """Return a public key in its usual form; raises KeyFormatError, UnsupportedKey."""
        raise NotImplementedError

    def private_key_type(self, info: PrivateKeyInfo) -> str:
        """Return the type of a private key in its form: `rsa:2048` (bits of the modulus), `ec:P-256`, `ed25519`."""
        return self.name

    def key_type(self, info: SubjectPublicKeyInfo) -> str:
        """Return the type of a public key in its form."""
        return self.name

    def for_backend(self, info: PrivateKeyInfo) -> tuple[str, PrivateKeyInfo]:
        """Return the type and the form that backends know a private key by."""
        return self.private_key_type(info), info

    def public_for_backend(self, info: SubjectPublicKeyInfo) -> tuple[str, SubjectPublicKeyInfo]:
        """Return the type and the form that backends know a public key by."""
        return self.key_type(info), info

    def backend_type(self, key_type: str) -> str:
        """Return what backends call a type of keys, in order to generate one."""
        return key_type

    def generated(self, info: PrivateKeyInfo) -> PrivateKeyInfo:
        """Return a key that a backend generated as one of this kind."""
        return info

    def own_public_key(self, info: PrivateKeyInfo, computed: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        """Return the public key of a private one, of what a backend computed; KeyFormatError if they contradict."""
        return computed

    def matched(self, info: SubjectPublicKeyInfo) -> bytes:
        """Return octets that are the same for all ways to write a public key."""
        return info.subject_public_key.to_der()

    def default_hash(self, key_type: str) -> str | None:
        """Return the hash that is as strong as a key (SP 800-57 part 1 5.6.1), None where there is no choice."""
        return None

    def usual(self, algorithm: AlgorithmIdentifier, key_type: str, scheme: str) -> Scheme:
        """Return how a key signs by a scheme where nothing else is said; `algorithm` is the key's own."""
        return Scheme(scheme, self.default_hash(key_type))

    def signature(
        self,
        algorithm: AlgorithmIdentifier,
        key_type: str,
        scheme: str | None = None,
        hash_name: str | None = None,
        *,
        mgf_hash_name: str | None = None,
        salt_length: int | None = None,
        deterministic: bool = False,
    ) -> SignatureAlgorithm:
        """Return the algorithm of new signatures by a key; what is not given is the usual. Raises UnsupportedKey.

        `algorithm` is that of the key, which may hold restrictions.
        """
        if not self.schemes:
            raise UnsupportedKey(f"keys of type {key_type} sign nothing: they are there for others to encrypt to")
        chosen = self.schemes[0] if scheme is None else scheme
        if chosen not in self.schemes:
            raise UnsupportedKey(
                f"a key of type {key_type} signs by {' or '.join(self.schemes)}, not by {chosen!r:.40}"
            )
        usual = self.usual(algorithm, key_type, chosen)
        found = algorithms.to_sign(
            chosen,
            usual.hash_name if hash_name is None else hash_name,
            mgf_hash_name=usual.mgf_hash_name if mgf_hash_name is None else mgf_hash_name,
            salt_length=usual.salt_length if salt_length is None else salt_length,
            deterministic=deterministic,
        )
        why = self.why_not(algorithm, found.scheme)
        if why is not None:
            raise UnsupportedKey(f"a key of type {key_type} {why}")
        return found

    def why_not(self, algorithm: AlgorithmIdentifier, scheme: Scheme) -> str | None:
        """Return in words why a key is not for signatures by a scheme, or None."""
        return None if scheme.name in self.schemes else f"is not for {scheme.name} signatures"

    def traditional(self, info: PrivateKeyInfo, public_key: SubjectPublicKeyInfo) -> tuple[str, bytes]:
        """Return the PEM label and the DER of a key in the form it had before PKCS #8; raises UnsupportedKey."""
        raise UnsupportedKey(f"a key of type {self.private_key_type(info)} has no form but PKCS #8")

    def with_contents(self, info: PrivateKeyInfo, contents: str, backend: str | None = None) -> PrivateKeyInfo:
        """Return a private key that says itself by its seed, by what that is expanded to, or by both.

        Raises UnsupportedKey for a kind that has one way only, or where a key lacks what it takes.
        """
        raise UnsupportedKey(
            f"a key of type {self.private_key_type(info)} has no seed and expanded key to choose of: "
            "those of ML-DSA and ML-KEM have (RFC 9881 6, RFC 9935 6)"
        )


def in_pkcs8(info: PrivateKeyInfo, algorithm: AlgorithmIdentifier) -> PrivateKeyInfo:
    """Return a private key without attributes, and the public key that it states, if it does, beside it."""
    if info.public_key is None:
        return info.replace(version=0, private_key_algorithm=algorithm, attributes=None)
    return info.replace(version=1, private_key_algorithm=algorithm, attributes=None)


def decoded(cls: type[T], data: bytes, what: str) -> T:
    """Return a value from DER; a KeyFormatError says where it is broken, but not with which octets."""
    value, place = None, ""
    try:
        value = cls.from_der(data)
    except DecodeError as error:
        place = ", ".join(filter(None, [error.path, f"byte {error.offset}" if error.offset is not None else ""]))
    # Raised here, so that it does not hold the other one, whose words may quote the key.
    if value is None:
        raise KeyFormatError(f"not the DER of {what}, or truncated" + (f" ({place})" if place else ""))
    return value
