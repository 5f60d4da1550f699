"""What ciphers are given and give back, looked at in one way for all backends."""

from __future__ import annotations

from x509forge.errors import KeyFormatError, SigningError
from x509forge.signing.backend_keys import require_bytes


def require_lengths(cipher: str, key_length: int | None, block: int, key: bytes, iv: bytes) -> None:
    """Raise SigningError for a key or an iv of a wrong length, in octets, and TypeError for what is no octets.

    Without `key_length`, a key may have any. A cipher without blocks has 0, and no iv.
    """
    require_bytes("key", key)
    require_bytes("iv", iv)
    if key_length is not None and len(key) != key_length:
        raise SigningError(f"{cipher} takes a key of {key_length} octets, not {len(key)}")
    if len(iv) != block:
        raise SigningError(f"{cipher} takes an iv of {block} octets, not {len(iv)}")


def require_blocks(cipher: str, block: int, data: bytes) -> None:
    """Raise KeyFormatError for what no cipher with blocks of so many octets encrypts to."""
    if block and (not data or len(data) % block):
        raise KeyFormatError(f"{len(data)} octets are not what {cipher} encrypts to: whole blocks of {block}")


def undecryptable(cipher: str) -> KeyFormatError:
    """Return the error for a wrong padding; what exactly is wrong with it is what an oracle would tell."""
    return KeyFormatError(f"the octets do not decrypt with {cipher}: wrong password or key, or broken")
