"""What a cryptographic backend is, and how one is chosen.

A backend speaks bytes: keys are the DER of a PrivateKeyInfo (RFC 5208 5) or of a
SubjectPublicKeyInfo (RFC 5280 4.1), an ECDSA signature is the DER of an
Ecdsa-Sig-Value (RFC 3279 2.2.3). So a backend knows no type of this package,
and this package knows none of the library's.
"""

from __future__ import annotations

import functools
import os

from x509forge.errors import BackendUnavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from x509forge.signing.backend_keys import GivenKey
    from x509forge.signing.scheme import Scheme
else:
    Protocol = object  # `import typing` is a fifth of a cold start


class Backend(Protocol):
    """One library that makes keys and signatures.

    A key type is said in the words of `canonical_key_type`: `rsa:2048` (bits), `ec:P-256`, `ed25519`, `ml-dsa-65`
    for keys that have their seed and `ml-dsa-65:expanded` for those that have not. A `cipher` is `aes-128-cbc`,
    `aes-192-cbc`, `aes-256-cbc`, `des-ede3-cbc`, `rc2-cbc` (a key of 16 octets, all bits effective) or `rc4`;
    those of blocks have the padding of RFC 8018 6.1.1.

    Every method may be called from several threads at once, with one handle too. What cannot be done raises
    `SigningError` or one of those that derive from it, never the library's own exception; a wrong Python type is
    a TypeError. No message holds a secret.
    """

    @property
    def name(self) -> str:
        """The name that callers and `X509FORGE_BACKEND` choose it by."""

    def why_unavailable(self) -> str | None:
        """Return in one line why the library cannot be used, or None; it is tried once and remembered."""

    def why_unsupported(self, task: str, what: str, scheme: Scheme | None = None) -> str | None:
        """Return in one line why a task of `TASKS` cannot be done with a key type (or cipher), or None.

        `scheme` narrows down what is to be signed or verified.
        """

    def generate(self, key_type: str) -> tuple[bytes, object]:
        """Return a new key as the DER of a PrivateKeyInfo in its usual form, and its handle as of `load`.

        UnsupportedKey names what could be made instead.
        """

    def load(self, private_key_info: bytes | GivenKey) -> object:
        """Return a handle for `sign` and `public_key`; given are octets, or what `backend_keys` has made of a key.

        Raises KeyFormatError for bytes that hold no consistent key, UnsupportedKey for a kind not known here.
        """

    def public_key(self, handle: object) -> bytes:
        """Return the DER of the SubjectPublicKeyInfo that belongs to a loaded key, its point uncompressed."""

    def sign(self, handle: object, scheme: Scheme, message: bytes) -> bytes:
        """Return the signature of a message, which is hashed here; UnsupportedKey if the key cannot make it."""

    def verify(self, subject_public_key_info: bytes, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        """Return whether the key confirms the signature, False for any bytes that are none.

        Raises KeyFormatError or UnsupportedKey for a key with which nothing can be verified.
        """

    def expand(self, key_type: str, seed: bytes) -> bytes:
        """Return the expanded form of an ML-DSA or ML-KEM private key (FIPS 204 6.1, FIPS 203 6.1) from its seed.

        It is the whole key, as it stands in PKCS #8 (RFC 9881 6, RFC 9935 6). Raises UnsupportedKey, and KeyFormatError
        for a seed of a wrong length.
        """

    def encrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        """Return the data padded and encrypted; SigningError for a key or iv of a wrong length (in octets)."""

    def decrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        """Return the data decrypted, without its padding; KeyFormatError if that is not as it must be."""


# What can be asked of a backend, and how a message says it of a key type or a cipher.
TASKS = {
    "generate": "generate {}",
    "expand": "expand the seed of {}",
    "load": "use {} keys",
    "sign": "sign with {}",
    "verify": "verify with {}",
    "encrypt": "encrypt with {}",
    "decrypt": "decrypt with {}",
}

ENVIRONMENT_VARIABLE = "X509FORGE_BACKEND"

# In order of preference: the name, and the module whose `BACKEND` it is, imported when first asked.
_REGISTERED = {
    "cryptography": "x509forge.signing.cryptography_backend",
    "oscrypto": "x509forge.signing.oscrypto_backend",
    "pure": "x509forge.signing.pure_backend",
}

# NIST's name for a curve, by the names of SEC 2 and ANSI X9.62 (RFC 8422 Appendix A has them side by side).
_CURVE_NAMES = {
    "secp224r1": "P-224",
    "secp256r1": "P-256",
    "prime256v1": "P-256",
    "secp384r1": "P-384",
    "secp521r1": "P-521",
}


def canonical_key_type(key_type: str) -> str:
    """Return a key type in the words that backends know: `rsa:2048` (bits of the modulus), `ec:P-256`.

    A curve may come in by SEC 2's or X9.62's name too (`ec:secp256r1`, `ec:prime256v1`), and what comes before it in
    capitals (`Ed25519`, `ML-DSA-65`); other words stay as they are.
    """
    algorithm, colon, parameter = key_type.partition(":")
    algorithm = algorithm.lower()
    return algorithm + colon + (_CURVE_NAMES.get(parameter, parameter) if algorithm == "ec" else parameter)


def rsa_bits(key_type: str) -> int | None:
    """Return the bits of the modulus of an RSA key, None for the type of another."""
    kind, _, parameter = key_type.partition(":")
    is_number = parameter.isascii() and parameter.isdigit() and len(parameter) <= 5
    return int(parameter) if kind == "rsa" and is_number else None


def names() -> tuple[str, ...]:
    """Return the names of all backends, usable here or not, in order of preference."""
    return tuple(_REGISTERED)


def select(task: str, what: str | None = None, backend: str | None = None, *, scheme: Scheme | None = None) -> Backend:
    """Return the first backend that can do a task of `TASKS`, with a key type or cipher if one is given.

    `scheme` narrows down what is to be signed or verified. `backend` names the only one to be considered; without
    it the environment's `X509FORGE_BACKEND` does, if set. Raises BackendUnavailable, which says for each backend
    why not, and ValueError for a task that does not exist.
    """
    if task not in TASKS:
        raise ValueError(f"there is no task {task!r}; there are: {', '.join(TASKS)}")
    chosen = (os.environ.get(ENVIRONMENT_VARIABLE) or None) if backend is None else backend
    reasons: dict[str, str] = {}
    for name in _REGISTERED if chosen is None else (chosen,):
        if name not in _REGISTERED:
            by = "" if backend is not None else f" (named by {ENVIRONMENT_VARIABLE})"
            reasons[name] = f"there is no such backend{by}; there are: {', '.join(_REGISTERED)}"
            break
        candidate = load(name)
        why = candidate.why_unavailable() or (candidate.why_unsupported(task, what, scheme) if what else None)
        if why is None:
            return candidate
        reasons[name] = why
    wanted = TASKS[task].format(what) if what else task
    raise BackendUnavailable(wanted if scheme is None else f"{wanted} by {scheme}", reasons)


def load(name: str) -> Backend:
    """Return a backend by its name in `names()`, usable here or not."""
    return _backend_of(_REGISTERED[name])


@functools.cache
def _backend_of(module: str) -> Backend:
    from importlib import import_module

    backend: Backend = import_module(module).BACKEND
    return backend


def one_line(error: Exception) -> str:
    """Return what an exception says as one line, never empty."""
    return " ".join(str(error).split()) or type(error).__name__
