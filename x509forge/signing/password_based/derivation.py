"""Keys from passwords: the functions themselves, which hash and do nothing else."""

from __future__ import annotations

from ...errors import BackendUnavailable, KeyFormatError
from .pbkdf2 import derive

# Octets that OpenSSL may take for scrypt: `hashlib` passes the number on as a C int.
_MOST_MEMORY = 2**31 - 1


def pbkdf2(hash_name: str, password: bytes, salt: bytes, iterations: int, length: int) -> bytes:
    """Return `length` octets by PBKDF2 with HMAC (RFC 8018 5.2); BackendUnavailable for a hash that Python lacks."""
    derived = None
    try:  # noqa: SIM105
        derived = derive(hash_name, password, salt, iterations, length)
    except ValueError:
        pass  # raised below, without what was given
    if derived is None:
        raise BackendUnavailable(
            "stretch a password with PBKDF2", {"hashlib": f"this Python was built without {hash_name}"}
        )
    return derived


def scrypt(password: bytes, salt: bytes, n: int, r: int, p: int, length: int) -> bytes:
    """Return `length` octets by scrypt (RFC 7914 6); BackendUnavailable where this Python cannot.

    Raises KeyFormatError for a cost that cannot be, or needs more memory than there is: some 128 `n` `r` octets.
    """
    import hashlib

    function = getattr(hashlib, "scrypt", None)
    if function is None:
        raise BackendUnavailable("stretch a password with scrypt", {"hashlib": "this Python was built without scrypt"})
    # RFC 7914 2 and 6: N is a power of two, larger than 1 and less than 2**(16 r).
    if n < 2 or n & (n - 1) or r < 1 or p < 1 or n.bit_length() > 16 * r or r * p >= 2**30:
        raise KeyFormatError("the cost of scrypt is not one that there can be (RFC 7914 6)")
    memory = 128 * r * (n + p + 2)
    if memory > _MOST_MEMORY:
        raise KeyFormatError(f"scrypt with {memory >> 20:,} MiB of memory; {_MOST_MEMORY >> 20:,} are the most")
    derived: bytes | None = None
    try:  # noqa: SIM105
        derived = function(password, salt=salt, n=n, r=r, p=p, maxmem=memory, dklen=length)
    except (ValueError, MemoryError, OverflowError):
        pass  # raised below: it says no more than that OpenSSL would not
    if derived is None:
        raise KeyFormatError(f"there is not enough memory for scrypt, which takes {memory >> 20:,} MiB here")
    return derived


def pbkdf1(hash_name: str, password: bytes, salt: bytes, iterations: int) -> bytes:
    """Return the 16 octets that PBES1 takes of PBKDF1 with `md5` or `sha1` (RFC 8018 5.1, 6.1.1)."""
    import hashlib

    function = hashlib.md5 if hash_name == "md5" else hashlib.sha1
    digest = password + salt
    for _ in range(iterations):
        digest = function(digest, usedforsecurity=False).digest()
    return digest[:16]


# What is derived, by the diversifiers of RFC 7292 B.3.
KEY, IV, MAC_KEY = 1, 2, 3


def pkcs12(purpose: int, password: bytes, salt: bytes, iterations: int, length: int, hash_name: str = "sha1") -> bytes:
    """Return `length` octets by the function of PKCS #12 (RFC 7292 B.2); `purpose` is KEY, IV or MAC_KEY."""
    import hashlib

    block = hashlib.new(hash_name, usedforsecurity=False).block_size
    text = _repeated(salt, block) + _repeated(_as_bmp_string(password), block)
    derived = b""
    while True:
        digest = bytes([purpose]) * block + text
        for _ in range(iterations):
            digest = hashlib.new(hash_name, digest, usedforsecurity=False).digest()
        derived += digest
        if len(derived) >= length:
            return derived[:length]
        addend = int.from_bytes(_repeated(digest, block)[:block], "big") + 1
        text = b"".join(
            ((int.from_bytes(text[at : at + block], "big") + addend) % 2 ** (8 * block)).to_bytes(block, "big")
            for at in range(0, len(text), block)
        )


def _repeated(octets: bytes, block: int) -> bytes:
    """Return octets again and again, up to the end of a block (RFC 7292 B.2, steps 2 and 3)."""
    length = -(-len(octets) // block) * block
    return (octets * (length // len(octets) + 1))[:length] if octets else b""


def _as_bmp_string(password: bytes) -> bytes:
    """Return a password as PKCS #12 has it: UTF-16, with two zeros behind (RFC 7292 B.1).

    Octets that are no UTF-8 are taken as Latin-1, as OpenSSL does.
    """
    try:
        text = password.decode()
    except UnicodeDecodeError:
        text = password.decode("latin-1")
    return text.encode("utf-16-be") + b"\0\0"


def evp_bytes_to_key(password: bytes, salt: bytes, length: int) -> bytes:
    """Return a key by OpenSSL's EVP_BytesToKey with MD5 and one round: weak, read for the sake of old files."""
    import hashlib

    key = digest = b""
    while len(key) < length:
        digest = hashlib.md5(digest + password + salt, usedforsecurity=False).digest()
        key += digest
    return key[:length]
