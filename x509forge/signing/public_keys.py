"""Public keys in their usual form, with what kind they are and how a backend knows them."""

from __future__ import annotations

import functools

from x509forge.errors import DecodeError, KeyFormatError, UnsupportedKey
from x509forge.signing.kinds import kind_of
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.signing.kinds import KeyKind


class PublicKey:
    """A public key that was looked at: `info` is its usual form."""

    __slots__ = ("backend_form", "backend_type", "info", "key_type", "kind")

    kind: KeyKind
    info: SubjectPublicKeyInfo
    key_type: str
    backend_type: str
    backend_form: SubjectPublicKeyInfo

    def __init__(self, info: SubjectPublicKeyInfo) -> None:
        self.kind = kind_of(info.algorithm.algorithm)
        self.info = self.kind.public_form(info)
        self.key_type = self.kind.key_type(self.info)
        self.backend_type, self.backend_form = self.kind.public_for_backend(self.info)

    @property
    def matched(self) -> bytes:
        """Octets that are the same for all ways to write the key."""
        return self.kind.algorithm.der + self.kind.matched(self.info)

    @property
    def backend_info(self) -> bytes:
        """The DER of what backends know the key by."""
        return self.backend_form.to_der()


@functools.lru_cache(maxsize=64)
def read(subject_public_key_info: bytes) -> PublicKey:
    """Return the public key in DER; raises KeyFormatError, and UnsupportedKey, which names the kind."""
    try:
        info = SubjectPublicKeyInfo.from_der(subject_public_key_info)
    except DecodeError as error:
        raise KeyFormatError(f"not the DER of a public key: {error}") from None
    return PublicKey(info)


def key_type(public_key: SubjectPublicKeyInfo) -> str:
    """Return the type of a public key: `rsa:2048` (bits of the modulus), `rsa-pss:2048`, `ec:P-256`, `ed25519`.

    Raises UnsupportedKey, which names the kind, and KeyFormatError.
    """
    return read(public_key.to_der()).key_type


def same(one: SubjectPublicKeyInfo, other: SubjectPublicKeyInfo) -> bool:
    """Return whether two structures hold one key, however its point and its curve are written.

    False for a second one that is broken or of a kind that is not known; for such a first one, KeyFormatError or
    UnsupportedKey.
    """
    known = read(one.to_der()).matched
    try:
        return read(other.to_der()).matched == known
    except (UnsupportedKey, KeyFormatError):
        return False
