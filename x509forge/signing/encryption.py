"""Private keys under a password: PBES2 of PKCS #5 (RFC 8018 6.2), with PBKDF2 and a block cipher.

No message holds a password, or any octet of what was decrypted.
"""

from __future__ import annotations

import os

from x509forge import oid
from x509forge.asn1 import Any, Null
from x509forge.der import element
from x509forge.errors import DecodeError, KeyFormatError, SigningError, UnsupportedKey
from x509forge.pkcs.pkcs5 import PBES2Parameters, PBKDF2Parameters
from x509forge.pkcs.pkcs8 import EncryptedPrivateKeyInfo, PrivateKeyInfo
from x509forge.signing.algorithms import named
from x509forge.signing.backend import select
from x509forge.x509.algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.oid import ObjectIdentifier

# OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, "PBKDF2", as of 2023 and since). OpenSSL's 2,048
# is from a time when that took as long.
DEFAULT_ITERATIONS = 600_000
# What is read without being told to: some seconds. A file may ask for any number, and each one takes time.
MAX_ITERATIONS = 10_000_000
DEFAULT_CIPHER = "aes-256-cbc"
DEFAULT_PRF = "sha256"

# Octets. RFC 8018 4.1 asks for 8 or more; SP 800-132 5.1 for 16.
_SALT_LENGTH = 16
_MAX_SALT_LENGTH = 1024
# What hashlib takes, as OpenSSL does: a C int.
_MOST_ITERATIONS = 2**31 - 1

_WRONG = "wrong password, or the encrypted private key is broken"

_PRFS = {
    "sha1": oid.HMAC_WITH_SHA1,
    "sha224": oid.HMAC_WITH_SHA224,
    "sha256": oid.HMAC_WITH_SHA256,
    "sha384": oid.HMAC_WITH_SHA384,
    "sha512": oid.HMAC_WITH_SHA512,
}
_PRF_NAMES = {identifier: name for name, identifier in _PRFS.items()}


class Cipher:
    """A cipher as backends call it, its identifier, and the octets of its key and of its block."""

    __slots__ = ("block_length", "identifier", "key_length", "name")

    def __init__(self, name: str, identifier: ObjectIdentifier, key_length: int, block_length: int) -> None:
        self.name = name
        self.identifier = identifier
        self.key_length = key_length
        self.block_length = block_length


CIPHERS = {
    cipher.name: cipher
    for cipher in (
        Cipher("aes-128-cbc", oid.AES_128_CBC, 16, 16),
        Cipher("aes-192-cbc", oid.AES_192_CBC, 24, 16),
        Cipher("aes-256-cbc", oid.AES_256_CBC, 32, 16),
        Cipher("des-ede3-cbc", oid.DES_EDE3_CBC, 24, 8),
    )
}
_CIPHERS_BY_IDENTIFIER = {cipher.identifier: cipher for cipher in CIPHERS.values()}

# Schemes that are met and not supported, so that a message can name them: RFC 8018 A.2, A.3, B.2; RFC 7292 C; RFC 7914 7;  # noqa: E501
# RFC 8103 and the AES OIDs of NIST.
_UNSUPPORTED_NAMES = {
    "1.2.840.113549.1.5.1": "pbeWithMD2AndDES-CBC",
    "1.2.840.113549.1.5.3": "pbeWithMD5AndDES-CBC",
    "1.2.840.113549.1.5.4": "pbeWithMD2AndRC2-CBC",
    "1.2.840.113549.1.5.6": "pbeWithMD5AndRC2-CBC",
    "1.2.840.113549.1.5.10": "pbeWithSHA1AndDES-CBC",
    "1.2.840.113549.1.5.11": "pbeWithSHA1AndRC2-CBC",
    "1.2.840.113549.1.12.1.1": "pbeWithSHAAnd128BitRC4",
    "1.2.840.113549.1.12.1.2": "pbeWithSHAAnd40BitRC4",
    "1.2.840.113549.1.12.1.3": "pbeWithSHAAnd3-KeyTripleDES-CBC",
    "1.2.840.113549.1.12.1.4": "pbeWithSHAAnd2-KeyTripleDES-CBC",
    "1.2.840.113549.1.12.1.5": "pbeWithSHAAnd128BitRC2-CBC",
    "1.2.840.113549.1.12.1.6": "pbeWithSHAAnd40BitRC2-CBC",
    "1.3.6.1.4.1.11591.4.11": "id-scrypt",
    "1.3.14.3.2.7": "desCBC",
    "1.2.840.113549.3.2": "rc2CBC",
    "1.2.840.113549.3.9": "rc5-CBC-PAD",
    "2.16.840.1.101.3.4.1.6": "aes128-GCM",
    "2.16.840.1.101.3.4.1.26": "aes192-GCM",
    "2.16.840.1.101.3.4.1.46": "aes256-GCM",
}


def encrypt(
    info: PrivateKeyInfo,
    password: bytes,
    *,
    iterations: int = DEFAULT_ITERATIONS,
    cipher: str = DEFAULT_CIPHER,
    prf: str = DEFAULT_PRF,
    backend: str | None = None,
) -> EncryptedPrivateKeyInfo:
    """Return a private key under a password, with PBES2 and PBKDF2 (RFC 8018 6.2, 5.2); salt and IV are random.

    `iterations` is PBKDF2's count, 1 to MAX_ITERATIONS; `cipher` one of CIPHERS; `prf` the hash of its HMAC: sha1,
    sha224, sha256, sha384, sha512. Raises SigningError for others, and for an empty password.
    """
    if not isinstance(password, bytes):
        raise TypeError(f"password must be bytes, not {type(password).__name__}")
    if not password:
        raise SigningError("an empty password protects nothing")
    if not 1 <= iterations <= MAX_ITERATIONS:
        raise SigningError(f"the iterations of PBKDF2 are 1 to {MAX_ITERATIONS:,}, not {iterations:,}")
    if cipher not in CIPHERS:
        raise SigningError(f"the ciphers for a private key are {', '.join(CIPHERS)}, not {cipher!r}")
    if prf not in _PRFS:
        raise SigningError(f"the hashes for PBKDF2 are {', '.join(_PRFS)}, not {prf!r}")
    wanted = CIPHERS[cipher]
    salt, iv = os.urandom(_SALT_LENGTH), os.urandom(wanted.block_length)
    key = _derive(prf, password, salt, iterations, wanted.key_length)
    encrypted = select("encrypt", cipher, backend).encrypt(cipher, key, iv, info.to_der())
    derivation = PBKDF2Parameters(
        salt=salt,
        iteration_count=iterations,
        prf=AlgorithmIdentifier(algorithm=_PRFS[prf], parameters=Null()),
    )
    parameters = PBES2Parameters(
        key_derivation_func=AlgorithmIdentifier(algorithm=oid.PBKDF2, parameters=derivation),
        encryption_scheme=AlgorithmIdentifier(algorithm=wanted.identifier, parameters=Any(element(b"\x04", iv))),
    )
    return EncryptedPrivateKeyInfo(
        encryption_algorithm=AlgorithmIdentifier(algorithm=oid.PBES2, parameters=parameters),
        encrypted_data=encrypted,
    )


def decrypt(
    encrypted: EncryptedPrivateKeyInfo,
    password: bytes,
    *,
    max_iterations: int = MAX_ITERATIONS,
    backend: str | None = None,
) -> PrivateKeyInfo:
    """Return the private key, of whatever kind, that a password opens.

    Raises KeyFormatError for a wrong password and for what is broken (which cannot be told apart), also for more
    than `max_iterations` rounds of PBKDF2; UnsupportedKey names a scheme that is not supported.
    """
    if not isinstance(password, bytes):
        raise TypeError(f"password must be bytes, not {type(password).__name__}")
    derivation, cipher, iv = _read_parameters(encrypted.encryption_algorithm, max_iterations)
    prf = _PRF_NAMES[derivation.prf.algorithm]
    key = _derive(prf, password, derivation.salt, derivation.iteration_count, cipher.key_length)
    return decrypted_private_key_info(cipher, key, iv, encrypted.encrypted_data, backend)


def decrypted_private_key_info(
    cipher: Cipher, key: bytes, iv: bytes, data: bytes, backend: str | None
) -> PrivateKeyInfo:
    """Return the PrivateKeyInfo that was encrypted; KeyFormatError says that the password may be wrong."""
    octets = decrypted(cipher, key, iv, data, backend)
    info = None
    try:  # noqa: SIM105
        info = PrivateKeyInfo.from_der(octets)
    except DecodeError:
        pass  # raised below, so that it does not hold what was decrypted
    if info is None:
        raise KeyFormatError(_WRONG)
    return info


def decrypted(cipher: Cipher, key: bytes, iv: bytes, data: bytes, backend: str | None) -> bytes:
    """Return what was encrypted; KeyFormatError says that the password may be wrong."""
    chosen = select("decrypt", cipher.name, backend)
    try:
        return chosen.decrypt(cipher.name, key, iv, data)
    except KeyFormatError:
        raise KeyFormatError(_WRONG) from None


def _derive(prf: str, password: bytes, salt: bytes, iterations: int, length: int) -> bytes:
    import hashlib

    return hashlib.pbkdf2_hmac(prf, password, salt, iterations, length)


def _read_parameters(algorithm: AlgorithmIdentifier, max_iterations: int) -> tuple[PBKDF2Parameters, Cipher, bytes]:
    """Return how the key is derived, the cipher and its IV, once all of it is known to be sound."""
    parameters = algorithm.parameters
    if algorithm.algorithm != oid.PBES2:
        raise _unsupported("encryption of a private key by", algorithm.algorithm)
    if not isinstance(parameters, PBES2Parameters):
        raise KeyFormatError("the encrypted private key lacks the parameters of PBES2 (RFC 8018 A.4)")
    cipher, iv = _read_cipher(parameters.encryption_scheme)
    derivation = parameters.key_derivation_func.parameters
    if parameters.key_derivation_func.algorithm != oid.PBKDF2:
        raise _unsupported("a private key's password through", parameters.key_derivation_func.algorithm)
    if not isinstance(derivation, PBKDF2Parameters):
        raise KeyFormatError("the encrypted private key lacks the parameters of PBKDF2 (RFC 8018 A.2)")
    if derivation.prf.algorithm not in _PRF_NAMES:
        raise _unsupported("PBKDF2 with", derivation.prf.algorithm)
    if not 1 <= len(derivation.salt) <= _MAX_SALT_LENGTH:
        raise KeyFormatError(f"the salt of PBKDF2 is {len(derivation.salt)} octets, not 1 to {_MAX_SALT_LENGTH}")
    if derivation.iteration_count < 1:
        raise KeyFormatError("PBKDF2 with less than one round (RFC 8018 A.2)")
    limit = min(max_iterations, _MOST_ITERATIONS)
    if derivation.iteration_count > limit:
        count = derivation.iteration_count
        shown = f"{count:,}" if count.bit_length() <= 64 else "more than 2**64"
        raise KeyFormatError(f"PBKDF2 with {shown} rounds, more than the {limit:,} that are allowed (max_iterations)")
    if derivation.key_length not in (None, cipher.key_length):
        raise KeyFormatError(f"PBKDF2 is to make a key of another length than the {cipher.key_length} octets it must")
    return derivation, cipher, iv


def _read_cipher(scheme: AlgorithmIdentifier) -> tuple[Cipher, bytes]:
    cipher = _CIPHERS_BY_IDENTIFIER.get(scheme.algorithm)
    if cipher is None:
        raise _unsupported("encryption of a private key with", scheme.algorithm)
    octets = scheme.parameters.to_der() if scheme.parameters is not None else b""
    iv = octets[2:]
    if len(iv) != cipher.block_length or octets != element(b"\x04", iv):
        raise KeyFormatError(f"{cipher.name} without an IV of {cipher.block_length} octets (RFC 8018 B.2)")
    return cipher, iv


def _unsupported(what: str, identifier: ObjectIdentifier) -> UnsupportedKey:
    name = _UNSUPPORTED_NAMES.get(identifier)
    shown = f"{name} ({identifier})" if name else named(identifier)
    return UnsupportedKey(f"{what} {shown} is not supported")
