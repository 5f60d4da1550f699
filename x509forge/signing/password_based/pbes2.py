"""PBES2 (RFC 8018 6.2): a function that stretches the password, and a cipher, each with an identifier of its own."""

from __future__ import annotations

import os

from ... import oid
from ...asn1 import Any, Null
from ...der import element
from ...errors import KeyFormatError, SigningError, UnsupportedKey
from ...pkcs.pkcs5 import PBES2Parameters, PBKDF2Parameters, RC2CBCParameter, ScryptParameters
from ...x509.algorithm import AlgorithmIdentifier
from ..algorithms import named
from . import derivation
from .ciphers import BY_IDENTIFIER, RC2, Cipher
from .limits import MAX_ITERATIONS, MAX_MEMORY, require_salt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .limits import Limits

# OWASP's figures (Password Storage Cheat Sheet, "PBKDF2", as of March 2026), for the hash of HMAC; there are none for
# SHA-224 and its like, which cost as much as those that they are cut off. OpenSSL's 2,048 is from a time when that
# took as long.
ITERATIONS = {
    "sha1": 1_400_000,
    "sha224": 600_000,
    "sha256": 600_000,
    "sha384": 220_000,
    "sha512": 220_000,
    "sha512_224": 220_000,
    "sha512_256": 220_000,
}
# OWASP's figure for scrypt: N, r and p.
COST = (2**17, 8, 1)
# Octets. RFC 8018 4.1 asks for 8 or more; SP 800-132 5.1 for 16.
_SALT_LENGTH = 16

_PRFS = {
    "sha1": oid.HMAC_WITH_SHA1,
    "sha224": oid.HMAC_WITH_SHA224,
    "sha256": oid.HMAC_WITH_SHA256,
    "sha384": oid.HMAC_WITH_SHA384,
    "sha512": oid.HMAC_WITH_SHA512,
    "sha512_224": oid.HMAC_WITH_SHA512_224,
    "sha512_256": oid.HMAC_WITH_SHA512_256,
}
PRF_NAMES = {**{identifier: name for name, identifier in _PRFS.items()}, oid.HMAC_WITH_MD5: "md5"}
# RFC 8018 B.2.3: the code of 128 effective bits.
_RC2_128_BITS = 58


def derive(
    password: bytes, length: int, kdf: str, prf: str, iterations: int | None, cost: tuple[int, int, int] | None
) -> tuple[bytes, AlgorithmIdentifier]:
    """Return a new key of `length` octets, and how it came from the password; the salt is random.

    `kdf` is `pbkdf2`, with HMAC of the hash `prf` and so many `iterations`, or `scrypt` with the `cost` N, r, p.
    Raises SigningError for what there is not, ValueError for what does not go together.
    """
    salt = os.urandom(_SALT_LENGTH)
    if kdf == "scrypt":
        if iterations is not None:
            raise ValueError("iterations are PBKDF2's; scrypt has a cost: N, r and p (RFC 7914 2)")
        n, r, p = COST if cost is None else cost
        if 128 * n * r * p > MAX_MEMORY:
            raise SigningError(f"scrypt goes through 128 N r p octets, {MAX_MEMORY:,} at most, not {128 * n * r * p:,}")
        scrypt = ScryptParameters(salt=salt, cost_parameter=n, block_size=r, parallelization_parameter=p)
        return derivation.scrypt(password, salt, n, r, p, length), AlgorithmIdentifier(
            algorithm=oid.SCRYPT, parameters=scrypt
        )
    if kdf != "pbkdf2":
        raise SigningError(f"a password is stretched by pbkdf2 or scrypt, not by {kdf!r:.40}")
    if cost is not None:
        raise ValueError("a cost is scrypt's; PBKDF2 has iterations (RFC 8018 5.2)")
    if prf not in _PRFS:
        raise SigningError(f"the hashes for PBKDF2 are {', '.join(_PRFS)}, not {prf!r:.40}")
    count = ITERATIONS[prf] if iterations is None else iterations
    if not 1 <= count <= MAX_ITERATIONS:
        raise SigningError(f"the iterations of PBKDF2 are 1 to {MAX_ITERATIONS:,}, not {count:,}")
    pbkdf2 = PBKDF2Parameters(
        salt=salt, iteration_count=count, prf=AlgorithmIdentifier(algorithm=_PRFS[prf], parameters=Null())
    )
    return derivation.pbkdf2(prf, password, salt, count, length), AlgorithmIdentifier(
        algorithm=oid.PBKDF2, parameters=pbkdf2
    )


def algorithm(derivation_function: AlgorithmIdentifier, cipher: Cipher, iv: bytes) -> AlgorithmIdentifier:
    """Return the identifier of PBES2 with these."""
    assert cipher.identifier is not None
    scheme = AlgorithmIdentifier(algorithm=cipher.identifier, parameters=Any(element(b"\x04", iv)))
    parameters = PBES2Parameters(key_derivation_func=derivation_function, encryption_scheme=scheme)
    return AlgorithmIdentifier(algorithm=oid.PBES2, parameters=parameters)


def open_with(identifier: AlgorithmIdentifier, password: bytes, limits: Limits) -> tuple[Cipher, bytes, bytes]:
    """Return the cipher, the key and the IV that a password makes; raises KeyFormatError, UnsupportedKey."""
    parameters = identifier.parameters
    if not isinstance(parameters, PBES2Parameters):
        raise KeyFormatError("the encrypted private key lacks the parameters of PBES2 (RFC 8018 A.4)")
    cipher, iv = _read_cipher(parameters.encryption_scheme)
    function = parameters.key_derivation_func
    if function.algorithm == oid.PBKDF2:
        return cipher, by_pbkdf2(function, password, cipher.key_length, limits), iv
    if function.algorithm == oid.SCRYPT:
        return cipher, _by_scrypt(function, password, cipher.key_length, limits), iv
    raise UnsupportedKey(f"a private key's password through {named(function.algorithm)} is not supported")


def by_pbkdf2(function: AlgorithmIdentifier, password: bytes, length: int, limits: Limits) -> bytes:
    """Return a key of `length` octets; raises KeyFormatError, UnsupportedKey."""
    found = function.parameters
    if not isinstance(found, PBKDF2Parameters):
        raise KeyFormatError("the encrypted private key lacks the parameters of PBKDF2 (RFC 8018 A.2)")
    prf = PRF_NAMES.get(found.prf.algorithm)
    if prf is None:
        raise UnsupportedKey(f"PBKDF2 with {named(found.prf.algorithm)} is not supported")
    require_salt("PBKDF2", found.salt)
    limits.require_iterations("PBKDF2", found.iteration_count)
    _require_length("PBKDF2", found.key_length, length)
    return derivation.pbkdf2(prf, password, found.salt, found.iteration_count, length)


def _by_scrypt(function: AlgorithmIdentifier, password: bytes, length: int, limits: Limits) -> bytes:
    found = function.parameters
    if not isinstance(found, ScryptParameters):
        raise KeyFormatError("the encrypted private key lacks the parameters of scrypt (RFC 7914 7.1)")
    require_salt("scrypt", found.salt)
    cost = found.cost_parameter, found.block_size, found.parallelization_parameter
    limits.require_memory(*cost)
    _require_length("scrypt", found.key_length, length)
    return derivation.scrypt(password, found.salt, *cost, length)


def _require_length(what: str, stated: int | None, length: int) -> None:
    if stated not in (None, length):
        raise KeyFormatError(f"{what} is to make a key of another length than the {length} octets it must")


def _read_cipher(scheme: AlgorithmIdentifier) -> tuple[Cipher, bytes]:
    cipher = BY_IDENTIFIER.get(scheme.algorithm)
    if cipher is None:
        raise UnsupportedKey(f"encryption of a private key with {named(scheme.algorithm)} is not supported")
    if cipher is RC2:
        iv = _read_rc2(scheme)
    else:
        octets = scheme.parameters.to_der() if scheme.parameters is not None else b""
        iv = octets[2:] if octets == element(b"\x04", octets[2:]) else b""
    if len(iv) != cipher.block_length:
        raise KeyFormatError(f"{cipher.name} without an IV of {cipher.block_length} octets (RFC 8018 B.2)")
    return cipher, iv


def _read_rc2(scheme: AlgorithmIdentifier) -> bytes:
    if not isinstance(scheme.parameters, RC2CBCParameter):
        raise KeyFormatError("the encrypted private key lacks the parameters of rc2-cbc (RFC 8018 B.2.3)")
    if scheme.parameters.rc2_parameter_version != _RC2_128_BITS:
        raise UnsupportedKey("rc2-cbc with other than 128 effective bits is not supported: nobody here has it")
    return scheme.parameters.iv
