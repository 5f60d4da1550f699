"""Ciphers in pure Python: tlslite-ng's."""

from __future__ import annotations

from x509forge.errors import KeyFormatError, SigningError
from x509forge.signing.pure_library import library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The octets of the key and of a block.
CIPHERS = {
    "aes-128-cbc": (16, 16),
    "aes-192-cbc": (24, 16),
    "aes-256-cbc": (32, 16),
    "des-ede3-cbc": (24, 8),
    "rc4": (16, 0),
}


def encrypt(cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
    block, operation = _operation(cipher, key, iv)
    if block:
        # RFC 8018 6.1.1.
        missing = block - len(data) % block
        data += bytes([missing]) * missing
    return bytes(operation.encrypt(bytearray(data)))


def decrypt(cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
    block, operation = _operation(cipher, key, iv)
    if block and (not data or len(data) % block):
        raise KeyFormatError(f"{len(data)} octets are not what {cipher} encrypts to: whole blocks of {block}")
    found = bytes(operation.decrypt(bytearray(data)))
    if not block:
        return found
    added = found[-1]
    if not 1 <= added <= block or found[-added:] != bytes([added]) * added:
        # No more is said: what exactly is wrong with the padding is what an oracle would tell.
        raise KeyFormatError(f"the octets do not decrypt with {cipher}: wrong password or key, or broken")
    return found[:-added]


def _operation(cipher: str, key: bytes, iv: bytes) -> tuple[int, Any]:
    """Return the octets of a cipher's block (none where it has none), and what encrypts and decrypts with it, once."""
    if cipher not in CIPHERS:
        raise SigningError(f"the backend 'pure' does not know the cipher {cipher}; it knows {', '.join(CIPHERS)}")
    key_length, block = CIPHERS[cipher]
    if len(key) != key_length:
        raise SigningError(f"{cipher} takes a key of {key_length} octets, not {len(key)}")
    if len(iv) != block:
        raise SigningError(f"{cipher} takes an iv of {block} octets, not {len(iv)}")
    names = library("tlslite-ng")
    if cipher == "rc4":
        return block, names.RC4(bytearray(key))
    if cipher == "des-ede3-cbc":
        return block, names.TripleDES(key, iv)
    # 2 is CBC.
    return block, names.AES(bytearray(key), 2, bytearray(iv))
