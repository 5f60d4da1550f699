"""PBKDF2 (RFC 8018 5.2), also where Python has no libcrypto."""

from __future__ import annotations


def derive(hash_name: str, password: bytes, salt: bytes, iterations: int, length: int) -> bytes:
    """Return a key of `length` octets, by PBKDF2 with HMAC and a hash of `hashlib`."""
    import hashlib

    try:
        import _hashlib  # noqa: F401
    except ImportError:
        return _derive(hash_name, password, salt, iterations, length)
    return hashlib.pbkdf2_hmac(hash_name, password, salt, iterations, length)


def _derive(hash_name: str, password: bytes, salt: bytes, iterations: int, length: int) -> bytes:
    """Return the same by `hmac` alone, which takes some ten times as long.

    Python 3.10 and 3.11 have that too, and warn of it; later ones have libcrypto's alone.
    """
    import hmac

    keyed = hmac.new(password, digestmod=hash_name)

    def prf(data: bytes) -> bytes:
        one = keyed.copy()
        one.update(data)
        return one.digest()

    key, block = b"", 0
    while len(key) < length:
        block += 1
        part = prf(salt + block.to_bytes(4, "big"))
        total = int.from_bytes(part, "big")
        for _ in range(iterations - 1):
            part = prf(part)
            total ^= int.from_bytes(part, "big")
        key += total.to_bytes(len(part), "big")
    return key[:length]
