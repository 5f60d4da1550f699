"""Ciphers in pure Python: tlslite-ng's."""

from __future__ import annotations

from x509forge.errors import SigningError
from x509forge.signing.cipher_arguments import require_blocks, require_lengths, undecryptable
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
    require_blocks(cipher, block, data)
    found = bytes(operation.decrypt(bytearray(data)))
    if not block:
        return found
    added = found[-1]
    if not 1 <= added <= block or found[-added:] != bytes([added]) * added:
        raise undecryptable(cipher)
    return found[:-added]


def _operation(cipher: str, key: bytes, iv: bytes) -> tuple[int, Any]:
    """Return the octets of a cipher's block (none where it has none), and what encrypts and decrypts with it, once."""
    if cipher not in CIPHERS:
        raise SigningError(f"the backend 'pure' does not know the cipher {cipher}; it knows {', '.join(CIPHERS)}")
    key_length, block = CIPHERS[cipher]
    require_lengths(cipher, key_length, block, key, iv)
    names = library("tlslite-ng")
    if cipher == "rc4":
        return block, names.RC4(bytearray(key))
    if cipher == "des-ede3-cbc":
        return block, names.TripleDES(key, iv)
    # 2 is CBC.
    return block, names.AES(bytearray(key), 2, bytearray(iv))
