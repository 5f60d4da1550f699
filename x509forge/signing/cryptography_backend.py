"""The backend on pyca/cryptography: the fastest, and the one that knows most."""

from __future__ import annotations

import functools

from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.signing import backend_keys
from x509forge.signing.backend import TASKS, one_line, rsa_bits
from x509forge.signing.backend_keys import require_bytes
from x509forge.signing.cipher_arguments import require_blocks, require_lengths, undecryptable
from x509forge.signing.scheme import Scheme, require_room

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import SimpleNamespace
    from typing import Any

# Bits. OpenSSL verifies with no larger modulus; cryptography takes no smaller one.
_MIN_RSA_BITS, _MAX_RSA_BITS = 1024, 16384

_CURVES = {
    "P-224": "SECP224R1",
    "P-256": "SECP256R1",
    "P-384": "SECP384R1",
    "P-521": "SECP521R1",
    "secp256k1": "SECP256K1",
    "brainpoolP256r1": "BrainpoolP256R1",
    "brainpoolP384r1": "BrainpoolP384R1",
    "brainpoolP512r1": "BrainpoolP512R1",
}
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
# Its module and its class for the private keys of a type that has no parameter.
_CLASSES = {
    "ed25519": ("ed25519", "Ed25519PrivateKey"),
    "ed448": ("ed448", "Ed448PrivateKey"),
    "x25519": ("x25519", "X25519PrivateKey"),
    "x448": ("x448", "X448PrivateKey"),
    "ml-dsa-44": ("mldsa", "MLDSA44PrivateKey"),
    "ml-dsa-65": ("mldsa", "MLDSA65PrivateKey"),
    "ml-dsa-87": ("mldsa", "MLDSA87PrivateKey"),
    "ml-kem-768": ("mlkem", "MLKEM768PrivateKey"),
    "ml-kem-1024": ("mlkem", "MLKEM1024PrivateKey"),
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


@functools.cache
def _library() -> SimpleNamespace:
    """Return the modules that are used; ImportError if cryptography is not there."""
    from importlib import import_module
    from types import SimpleNamespace

    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.decrepit.ciphers import algorithms as decrepit
    from cryptography.hazmat.primitives import hashes, padding, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    classes = {}
    for key_type, (module, name) in _CLASSES.items():
        try:
            classes[key_type] = getattr(import_module(f"cryptography.hazmat.primitives.asymmetric.{module}"), name)
        except (ImportError, AttributeError):
            continue  # a release from before this kind of key
    return SimpleNamespace(
        InvalidSignature=InvalidSignature,
        refusals=(ValueError, TypeError, OverflowError, UnsupportedAlgorithm),
        UnsupportedAlgorithm=UnsupportedAlgorithm,
        hashes=hashes,
        padding=padding,
        serialization=serialization,
        ec=ec,
        rsa=rsa,
        rsa_padding=rsa_padding,
        ciphers={"TripleDES": decrepit.TripleDES, "RC2": decrepit.RC2, "ARC4": decrepit.ARC4, "AES": algorithms.AES},
        Cipher=Cipher,
        modes=modes,
        classes=classes,
    )


class PrivateKey:
    """A private key, loaded: cryptography's object, and the public key that belongs to it."""

    __slots__ = ("key", "key_type", "public_key")

    def __init__(self, key_type: str, key: Any, public_key: bytes) -> None:
        self.key_type = key_type
        self.key = key
        self.public_key = public_key


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
            if parameter not in _CURVES:
                return f"knows EC keys on {', '.join(_CURVES)}"
        elif parameter == "expanded":
            return "reads keys of ML-DSA and ML-KEM by their seeds alone"
        elif what not in _library().classes:
            return f"knows RSA and EC keys and {', '.join(_library().classes)}, not {what}"
        return None if scheme is None else _why_not(scheme)

    def generate(self, key_type: str) -> bytes:
        self._require("generate", key_type)
        names = _library()
        kind, _, parameter = key_type.partition(":")
        if kind == "rsa":
            key = names.rsa.generate_private_key(65537, int(parameter))
        elif kind == "ec":
            key = names.ec.generate_private_key(_curve(parameter))
        else:
            key = names.classes[key_type].generate()
        forms = names.serialization
        return bytes(key.private_bytes(forms.Encoding.DER, forms.PrivateFormat.PKCS8, forms.NoEncryption()))

    def load(self, private_key_info: bytes) -> PrivateKey:
        given = backend_keys.read_private(private_key_info)
        self._require("load", given.key_type)
        names = _library()
        try:
            key = names.serialization.load_der_private_key(given.info.to_der(), None)
        except names.UnsupportedAlgorithm:
            raise UnsupportedKey(f"cryptography knows no keys of the type {given.key_type}") from None
        except names.refusals:
            # Its words may quote the key.
            raise KeyFormatError("the parts of the private key are broken, or contradict one another") from None
        public = _public_octets(key.public_key())
        given.require_own(public)
        return PrivateKey(given.key_type, key, public)

    def public_key(self, handle: object) -> bytes:
        return backend_keys.own(handle, PrivateKey).public_key

    def sign(self, handle: object, scheme: Scheme, message: bytes) -> bytes:
        own = backend_keys.own(handle, PrivateKey)
        require_bytes("message", message)
        backend_keys.require_scheme(own.key_type, scheme)
        require_room(getattr(own.key, "key_size", None) if scheme.name.startswith("rsa") else None, scheme)
        try:
            return bytes(own.key.sign(message, *_arguments(scheme)))
        except _library().refusals as error:
            raise SigningError(f"cryptography cannot sign by {scheme}: {one_line(error)}") from None

    def verify(self, subject_public_key_info: bytes, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        require_bytes("subject_public_key_info", subject_public_key_info)
        require_bytes("signature", signature)
        require_bytes("message", message)
        names = _library()
        key_type, key = _load_public(subject_public_key_info)
        backend_keys.require_scheme(key_type, scheme)
        arguments = _arguments(scheme)
        try:
            key.verify(signature, message, *arguments)
        except names.UnsupportedAlgorithm as error:
            raise UnsupportedKey(f"cannot verify by {scheme}: cryptography says {one_line(error)}") from None
        except (names.InvalidSignature, ValueError):
            return False
        return True

    def expand(self, key_type: str, seed: bytes) -> bytes:
        why = self.why_unsupported("expand", key_type)
        raise UnsupportedKey(f"cannot expand the seed of {key_type}: cryptography {why}")

    def encrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        require_bytes("data", data)
        block, operation = _operation("encryptor", cipher, key, iv)
        if block:
            padder = _library().padding.PKCS7(8 * block).padder()
            data = padder.update(data) + padder.finalize()
        return bytes(operation.update(data) + operation.finalize())

    def decrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        require_bytes("data", data)
        block, operation = _operation("decryptor", cipher, key, iv)
        require_blocks(cipher, block, data)
        found = operation.update(data) + operation.finalize()
        if not block:
            return bytes(found)
        remover = _library().padding.PKCS7(8 * block).unpadder()
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
        _library()
    except ImportError as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "cryptography":
            return "not installed (pip install 'x509forge[cryptography]')"
        return one_line(error)
    # A wheel of another platform, or another libcrypto: whatever it is, this one cannot be used.
    except Exception as error:
        return one_line(error)
    return None


def _curve(name: str) -> Any:
    return getattr(_library().ec, _CURVES[name])()


def _public_octets(key: Any) -> bytes:
    forms = _library().serialization
    return bytes(key.public_bytes(forms.Encoding.DER, forms.PublicFormat.SubjectPublicKeyInfo))


@functools.lru_cache(maxsize=64)
def _load_public(subject_public_key_info: bytes) -> tuple[str, Any]:
    """Return the type of a public key, and cryptography's object for it.

    The last ones are kept, since one issuer's key verifies many signatures.
    """
    names = _library()
    public = backend_keys.read_public(subject_public_key_info)
    why = BACKEND.why_unsupported("verify", public.backend_type)
    if why is None and not public.kind.schemes:
        why = "verifies nothing with keys that sign nothing"
    if why is not None:
        raise UnsupportedKey(f"cannot verify with {public.backend_type}: cryptography {why}")
    try:
        return public.backend_type, names.serialization.load_der_public_key(public.backend_info)
    except names.UnsupportedAlgorithm:
        raise UnsupportedKey(f"cryptography knows no keys of the type {public.backend_type}") from None
    except names.refusals as error:
        kind, _, curve = public.backend_type.partition(":")
        why = f"not a point of {curve} (SEC 1 3.2.2.1)" if kind == "ec" else f"broken: {one_line(error)}"
        raise KeyFormatError(f"the public key is {why}") from None


@functools.lru_cache(maxsize=64)
def _hash(name: str | None) -> Any:
    found = _HASHES.get(name or "")
    if found is None:
        raise SigningError(f"cryptography does not know the hash {name}; it knows {', '.join(_HASHES)}")
    return getattr(_library().hashes, found)()


def _arguments(scheme: Scheme) -> tuple[Any, ...]:
    """Return what stands behind the message in calls of `sign` and `verify`."""
    names = _library()
    if scheme.name == "rsa-pkcs1v15":
        return names.rsa_padding.PKCS1v15(), _hash(scheme.hash_name)
    if scheme.name == "rsa-pss":
        mask = names.rsa_padding.MGF1(_hash(scheme.mgf_hash_name))
        return names.rsa_padding.PSS(mask, scheme.salt_length), _hash(scheme.hash_name)
    if scheme.name == "ecdsa":
        return (names.ec.ECDSA(_hash(scheme.hash_name), deterministic_signing=scheme.deterministic),)
    return ()


def _why_not(scheme: Scheme) -> str | None:
    """Return in words why nothing is signed by a scheme, or None."""
    try:
        _arguments(scheme)
    except SigningError as error:
        return str(error)
    # RFC 6979 is not in every libcrypto that it may be built with.
    except _library().refusals as error:
        return one_line(error)
    return None


def _operation(direction: str, cipher: str, key: bytes, iv: bytes) -> tuple[int, Any]:
    """Return the octets of a cipher's block (none where it has none), and what encrypts or decrypts with it."""
    if cipher not in _CIPHERS:
        raise SigningError(f"cryptography does not know the cipher {cipher}; it knows {', '.join(_CIPHERS)}")
    key_length, block, name = _CIPHERS[cipher]
    require_lengths(cipher, key_length if block else None, block, key, iv)
    names = _library()
    mode = names.modes.CBC(iv) if block else None
    try:
        return block, getattr(names.Cipher(names.ciphers[name](key), mode), direction)()
    except names.refusals as error:
        raise SigningError(f"cryptography cannot use {cipher}: {one_line(error)}") from None
