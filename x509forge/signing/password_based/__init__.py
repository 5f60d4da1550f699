"""Private keys under a password: PKCS #5 (RFC 8018), written by PBES2 and read by what came before it too.

No message holds a password, or any octet of what was decrypted.
"""

from __future__ import annotations

import os

from ... import oid
from ...errors import SigningError
from ...later import Later
from ...pkcs.pkcs8 import EncryptedPrivateKeyInfo
from ..backend import select
from .ciphers import CIPHERS, decrypted, decrypted_private_key_info
from .limits import MAX_ITERATIONS, MAX_MEMORY, Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...pkcs.pkcs8 import PrivateKeyInfo
    from ...x509.algorithm import AlgorithmIdentifier
    from . import pbes1 as _pbes1
    from . import pbes2 as _pbes2
    from .ciphers import Cipher
else:
    # Most keys stand under no password.
    _pbes1 = Later("x509forge.signing.password_based.pbes1")
    _pbes2 = Later("x509forge.signing.password_based.pbes2")

DEFAULT_CIPHER = "aes-256-cbc"
DEFAULT_KDF = "pbkdf2"
DEFAULT_PRF = "sha256"


def octets_of(password: bytes | str) -> bytes:
    """Return a password in octets: text is taken as UTF-8 (RFC 8018 3). SigningError for text that has none."""
    if isinstance(password, bytes):
        return password
    if not isinstance(password, str):
        raise TypeError(f"password must be bytes or str, not {type(password).__name__}")
    octets = None
    try:  # noqa: SIM105
        octets = password.encode()
    except UnicodeEncodeError:
        pass  # raised below: this one holds the password
    if octets is None:
        raise SigningError("the password is text that UTF-8 cannot write; give its octets")
    return octets


def encrypt(
    info: PrivateKeyInfo,
    password: bytes,
    *,
    kdf: str | None = None,
    iterations: int | None = None,
    cost: tuple[int, int, int] | None = None,
    cipher: str | None = None,
    prf: str | None = None,
    backend: str | None = None,
) -> EncryptedPrivateKeyInfo:
    """Return a private key under a password, by PBES2 (RFC 8018 6.2); salt and IV are random.

    `kdf` is `pbkdf2`, with `iterations` (OWASP's figure for the hash) and `prf`, the hash of its HMAC (`sha256`); or
    `scrypt`, with the `cost` N, r, p (OWASP's 2**17, 8, 1). `cipher` is one of CIPHERS (AES-256). Raises SigningError
    for others and for an empty password, ValueError for options that do not go together.
    """
    if not password:
        raise SigningError("an empty password protects nothing")
    if prf is not None and kdf == "scrypt":
        raise ValueError("prf is the hash of PBKDF2; scrypt has none (RFC 7914 6)")
    cipher = DEFAULT_CIPHER if cipher is None else cipher
    if cipher not in CIPHERS:
        raise SigningError(f"the ciphers for a private key are {', '.join(CIPHERS)}, not {cipher!r:.40}")
    wanted = CIPHERS[cipher]
    chosen = select("encrypt", cipher, backend)
    key, function = _pbes2.derive(password, wanted.key_length, kdf or DEFAULT_KDF, prf or DEFAULT_PRF, iterations, cost)
    iv = os.urandom(wanted.block_length)
    return EncryptedPrivateKeyInfo(
        encryption_algorithm=_pbes2.algorithm(function, wanted, iv),
        encrypted_data=chosen.encrypt(cipher, key, iv, info.to_der()),
    )


def decrypt(
    encrypted: EncryptedPrivateKeyInfo,
    password: bytes,
    *,
    limits: Limits | None = None,
    backend: str | None = None,
) -> PrivateKeyInfo:
    """Return the private key, of whatever kind, that a password opens.

    Raises KeyFormatError for a wrong password and for what is broken (which cannot be told apart), also for more
    work than the limits allow; UnsupportedKey names a scheme that is not supported.
    """
    cipher, key, iv = _open_with(encrypted.encryption_algorithm, password, limits)
    return decrypted_private_key_info(cipher, key, iv, encrypted.encrypted_data, backend)


def decrypt_octets(
    algorithm: AlgorithmIdentifier,
    encrypted: bytes,
    password: bytes,
    *,
    limits: Limits | None = None,
    backend: str | None = None,
) -> bytes:
    """Return the octets that a password opens, whatever they are; raises what `decrypt` raises.

    A wrong password is told by the padding alone: one in some 256 gives octets that mean nothing.
    """
    cipher, key, iv = _open_with(algorithm, password, limits)
    return decrypted(cipher, key, iv, encrypted, backend)


def _open_with(algorithm: AlgorithmIdentifier, password: bytes, limits: Limits | None) -> tuple[Cipher, bytes, bytes]:
    open_with = _pbes2.open_with if algorithm.algorithm == oid.PBES2 else _pbes1.open_with
    return open_with(algorithm, password, limits or Limits())


__all__ = [
    "CIPHERS",
    "MAX_ITERATIONS",
    "MAX_MEMORY",
    "Limits",
    "decrypt",
    "decrypt_octets",
    "decrypted",
    "encrypt",
    "octets_of",
]
