"""The backend on pyca/cryptography: the fastest, and the one that knows most."""

from __future__ import annotations

import functools

from x509forge.errors import SigningError, UnsupportedKey
from x509forge.later import Later
from x509forge.signing import backend_keys, cryptography_keys
from x509forge.signing.backend import TASKS, one_line, rsa_bits
from x509forge.signing.backend_keys import require_bytes
from x509forge.signing.cipher_arguments import require_blocks, require_lengths, undecryptable
from x509forge.signing.cryptography_keys import CURVES, PrivateKey, ec, exceptions, refusals
from x509forge.signing.scheme import Scheme, require_room

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from x509forge.signing.backend_keys import GivenKey

_PRIMITIVES = "cryptography.hazmat.primitives"
_hashes: Any = Later(f"{_PRIMITIVES}.hashes")
_padding: Any = Later(f"{_PRIMITIVES}.padding")
_rsa_padding: Any = Later(f"{_PRIMITIVES}.asymmetric.padding")
_ciphers: Any = Later(f"{_PRIMITIVES}.ciphers")
_algorithms: Any = Later(f"{_PRIMITIVES}.ciphers.algorithms")
_modes: Any = Later(f"{_PRIMITIVES}.ciphers.modes")
_decrepit: Any = Later("cryptography.hazmat.decrepit.ciphers.algorithms")

# Bits. OpenSSL verifies with no larger modulus; cryptography takes no smaller one.
_MIN_RSA_BITS, _MAX_RSA_BITS = 1024, 16384

_HASHES = {
    "md5": "MD5",
    "sha1": "SHA1",
    "sha224": "SHA224",
    "sha256": "SHA256",
    "sha384": "SHA384",
    "sha512": "SHA512",
    "sha512_224": "SHA512_224",
    "sha512_256": "SHA512_256",
    "sha3_224": "SHA3_224",
    "sha3_256": "SHA3_256",
    "sha3_384": "SHA3_384",
    "sha3_512": "SHA3_512",
}
# The octets of the key and of a block, and its class.
_CIPHERS = {
    "aes-128-cbc": (16, 16, "AES"),
    "aes-192-cbc": (24, 16, "AES"),
    "aes-256-cbc": (32, 16, "AES"),
    "des-ede3-cbc": (24, 8, "TripleDES"),
    "rc2-cbc": (16, 8, "RC2"),
    "rc4": (16, 0, "ARC4"),
}


class CryptographyBackend:
    """RSA, ECDSA, Ed25519, Ed448, ML-DSA, and the keys of X25519, X448 and ML-KEM."""

    name = "cryptography"

    def why_unavailable(self) -> str | None:
        return _why_unavailable()

    def why_unsupported(self, task: str, what: str, scheme: Scheme | None = None) -> str | None:
        if task in ("encrypt", "decrypt"):
            return None if what in _CIPHERS else f"knows the ciphers {', '.join(_CIPHERS)}"
        kind, _, parameter = what.partition(":")
        if task == "expand":
            return "keeps ML-DSA and ML-KEM keys as their seeds, and hands out nothing else"
        if kind == "rsa":
            if not _MIN_RSA_BITS <= (rsa_bits(what) or 0) <= _MAX_RSA_BITS:
                return f"knows RSA keys of {_MIN_RSA_BITS} to {_MAX_RSA_BITS} bits"
        elif kind == "ec":
            if parameter not in CURVES:
                return f"knows EC keys on {', '.join(CURVES)}"
        elif parameter == "expanded":
            return "reads keys of ML-DSA and ML-KEM by their seeds alone"
        elif cryptography_keys.class_called(what, "PrivateKey") is None:
            return f"knows RSA and EC keys and {', '.join(cryptography_keys.types_without_parameter())}, not {what}"
        return None if scheme is None else _why_not(scheme)

    def generate(self, key_type: str) -> tuple[bytes, PrivateKey]:
        self._require("generate", key_type)
        return cryptography_keys.generate(key_type)

    def load(self, private_key_info: bytes | GivenKey) -> PrivateKey:
        given = backend_keys.given(private_key_info)
        self._require("load", given.key_type)
        return cryptography_keys.load_private(given)

    def public_key(self, handle: object) -> bytes:
        return backend_keys.own(handle, PrivateKey).public_key

    def sign(self, handle: object, scheme: Scheme, message: bytes) -> bytes:
        own = backend_keys.own(handle, PrivateKey)
        require_bytes("message", message)
        backend_keys.require_scheme(own.key_type, scheme)
        require_room(getattr(own.key, "key_size", None) if scheme.name.startswith("rsa") else None, scheme)
        try:
            return bytes(own.key.sign(message, *_arguments(scheme)))
        except refusals() as error:
            raise SigningError(f"cryptography cannot sign by {scheme}: {one_line(error)}") from None

    def verify(self, subject_public_key_info: bytes, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        require_bytes("subject_public_key_info", subject_public_key_info)
        require_bytes("signature", signature)
        require_bytes("message", message)
        key_type, key = _load_public(subject_public_key_info)
        backend_keys.require_scheme(key_type, scheme)
        arguments = _arguments(scheme)
        try:
            key.verify(signature, message, *arguments)
        except exceptions.UnsupportedAlgorithm as error:
            raise UnsupportedKey(f"cannot verify by {scheme}: cryptography says {one_line(error)}") from None
        except (exceptions.InvalidSignature, ValueError):
            return False
        return True

    def expand(self, key_type: str, seed: bytes) -> bytes:
        why = self.why_unsupported("expand", key_type)
        raise UnsupportedKey(f"cannot expand the seed of {key_type}: cryptography {why}")

    def encrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        require_bytes("data", data)
        block, operation = _operation("encryptor", cipher, key, iv)
        if block:
            padder = _padding.PKCS7(8 * block).padder()
            data = padder.update(data) + padder.finalize()
        return bytes(operation.update(data) + operation.finalize())

    def decrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        require_bytes("data", data)
        block, operation = _operation("decryptor", cipher, key, iv)
        require_blocks(cipher, block, data)
        found = operation.update(data) + operation.finalize()
        if not block:
            return bytes(found)
        remover = _padding.PKCS7(8 * block).unpadder()
        try:
            return bytes(remover.update(found) + remover.finalize())
        except ValueError:
            raise undecryptable(cipher) from None

    def _require(self, task: str, key_type: str) -> None:
        why = self.why_unsupported(task, key_type)
        if why is not None:
            raise UnsupportedKey(f"cannot {TASKS[task].format(key_type)}: cryptography {why}")


BACKEND = CryptographyBackend()


@functools.cache
def _why_unavailable() -> str | None:
    try:
        _ = ec.ECDSA, exceptions.InvalidSignature
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "cryptography":
            return "not installed (pip install 'x509forge[cryptography]')"
        return one_line(error)
    # A wheel of another platform, or another libcrypto: whatever it is, this one cannot be used.
    except Exception as error:
        return one_line(error)
    return None


@functools.lru_cache(maxsize=64)
def _load_public(subject_public_key_info: bytes) -> tuple[str, Any]:
    """Return the type of a public key, and cryptography's object for it.

    The last ones are kept, since one issuer's key verifies many signatures.
    """
    public = backend_keys.read_public(subject_public_key_info)
    why = BACKEND.why_unsupported("verify", public.backend_type)
    if why is None and not public.kind.schemes:
        why = "verifies nothing with keys that sign nothing"
    if why is not None:
        raise UnsupportedKey(f"cannot verify with {public.backend_type}: cryptography {why}")
    return public.backend_type, cryptography_keys.load_public(public)


@functools.lru_cache(maxsize=64)
def _hash(name: str | None) -> Any:
    found = _HASHES.get(name or "")
    if found is None:
        raise SigningError(f"cryptography does not know the hash {name}; it knows {', '.join(_HASHES)}")
    return getattr(_hashes, found)()


def _arguments(scheme: Scheme) -> tuple[Any, ...]:
    """Return what stands behind the message in calls of `sign` and `verify`."""
    if scheme.name == "rsa-pkcs1v15":
        return _rsa_padding.PKCS1v15(), _hash(scheme.hash_name)
    if scheme.name == "rsa-pss":
        mask = _rsa_padding.MGF1(_hash(scheme.mgf_hash_name))
        return _rsa_padding.PSS(mask, scheme.salt_length), _hash(scheme.hash_name)
    if scheme.name == "ecdsa":
        algorithm = _hash(scheme.hash_name)
        if scheme.deterministic:
            return (ec.ECDSA(algorithm, deterministic_signing=True),)
        return (_random_ecdsa()(algorithm),)
    return ()


@functools.cache
def _random_ecdsa() -> type[Any]:
    own: Any = ec.ECDSA

    class RandomECDSA(own):  # type: ignore[misc]
        """ECDSA that draws its number: cryptography's own class loads a third of it to ask for what else there is."""

        algorithm = None
        deterministic_signing = False

        def __init__(self, algorithm: Any) -> None:
            self.algorithm = algorithm

    return RandomECDSA


def _why_not(scheme: Scheme) -> str | None:
    """Return in words why nothing is signed by a scheme, or None."""
    try:
        _arguments(scheme)
    except SigningError as error:
        return str(error)
    # RFC 6979 is not in every libcrypto that it may be built with.
    except refusals() as error:
        return one_line(error)
    return None


def _operation(direction: str, cipher: str, key: bytes, iv: bytes) -> tuple[int, Any]:
    """Return the octets of a cipher's block (none where it has none), and what encrypts or decrypts with it."""
    if cipher not in _CIPHERS:
        raise SigningError(f"cryptography does not know the cipher {cipher}; it knows {', '.join(_CIPHERS)}")
    key_length, block, name = _CIPHERS[cipher]
    require_lengths(cipher, key_length if block else None, block, key, iv)
    mode = _modes.CBC(iv) if block else None
    try:
        algorithm = getattr(_algorithms if name == "AES" else _decrepit, name)(key)
        return block, getattr(_ciphers.Cipher(algorithm, mode), direction)()
    except refusals() as error:
        raise SigningError(f"cryptography cannot use {cipher}: {one_line(error)}") from None
