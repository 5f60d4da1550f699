"""The backend with no native code at all: slow, and not constant-time, but it runs wherever Python does."""

from __future__ import annotations

import functools

from x509forge.asn1 import BitString
from x509forge.errors import UnsupportedKey
from x509forge.signing import backend_keys, pure_ciphers, pure_library
from x509forge.signing.backend import TASKS
from x509forge.signing.backend_keys import require_bytes
from x509forge.signing.edwards import ED448, ED25519
from x509forge.signing.pure_curves import ECDSA, Agreement, EdDSA
from x509forge.signing.pure_lattice import MLDSA, MLKEM
from x509forge.signing.pure_rsa import RSA
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from x509forge.pkcs.pkcs8 import PrivateKeyInfo
    from x509forge.signing.backend_keys import GivenKey
    from x509forge.signing.scheme import Scheme

# By the name that their types begin with. Those of Agreement and MLKEM sign nothing.
_FAMILIES: dict[str, Any] = {
    "rsa": RSA(),
    "ec": ECDSA(),
    "ed25519": EdDSA(ED25519),
    "ed448": EdDSA(ED448),
    "x25519": Agreement(32),
    "x448": Agreement(56),
    "ml-dsa-44": MLDSA(),
    "ml-dsa-65": MLDSA(),
    "ml-dsa-87": MLDSA(),
    "ml-kem-512": MLKEM(),
    "ml-kem-768": MLKEM(),
    "ml-kem-1024": MLKEM(),
}


class PrivateKey:
    """A private key, loaded: the library's object, and the public key that belongs to it."""

    __slots__ = ("family", "key", "key_type", "public_key")

    def __init__(self, key_type: str, key: Any, public_key: bytes) -> None:
        self.key_type = key_type
        self.family = _family(key_type)
        self.key = key
        self.public_key = public_key


class PureBackend:
    """RSA, ECDSA, EdDSA, ML-DSA, and the keys of X25519, X448 and ML-KEM, by libraries in Python alone."""

    name = "pure"

    def why_unavailable(self) -> str | None:
        return pure_library.why_unavailable()

    def why_unsupported(self, task: str, what: str, scheme: Scheme | None = None) -> str | None:
        if task in ("encrypt", "decrypt"):
            if what not in pure_ciphers.CIPHERS:
                return f"knows the ciphers {', '.join(pure_ciphers.CIPHERS)}"
            return pure_library.why_missing("tlslite-ng")
        family = _FAMILIES.get(what.partition(":")[0])
        if family is None:
            return f"knows keys of the types {', '.join(_FAMILIES)}"
        if task == "expand" and not isinstance(family, (MLDSA, MLKEM)):
            return f"expands the seeds of ML-DSA and ML-KEM; a key of type {what} has none"
        why: str | None = family.why_unsupported(task, what, scheme)
        return why or pure_library.why_missing(family.needs)

    def generate(self, key_type: str) -> tuple[bytes, PrivateKey]:
        self._require("generate", key_type)
        pure_library.warn_once()
        info: PrivateKeyInfo = _family(key_type).generate(key_type)
        return info.to_der(), self.load(backend_keys.in_form(info))

    def load(self, private_key_info: bytes | GivenKey) -> PrivateKey:
        given = backend_keys.given(private_key_info)
        self._require("load", given.key_type)
        pure_library.warn_once()
        key, octets = _family(given.key_type).load(given.key_type, given.info)
        algorithm = given.info.private_key_algorithm
        public = SubjectPublicKeyInfo(algorithm=algorithm, subject_public_key=BitString(octets)).to_der()
        given.require_own(public)
        return PrivateKey(given.key_type, key, public)

    def public_key(self, handle: object) -> bytes:
        return backend_keys.own(handle, PrivateKey).public_key

    def sign(self, handle: object, scheme: Scheme, message: bytes) -> bytes:
        own = backend_keys.own(handle, PrivateKey)
        require_bytes("message", message)
        self._require_scheme("sign", own.key_type, scheme)
        signature: bytes = own.family.sign(own.key, scheme, message)
        return signature

    def verify(self, subject_public_key_info: bytes, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        require_bytes("subject_public_key_info", subject_public_key_info)
        require_bytes("signature", signature)
        require_bytes("message", message)
        key_type, key = _load_public(subject_public_key_info)
        self._require_scheme("verify", key_type, scheme)
        confirmed: bool = _family(key_type).verify(key, scheme, signature, message)
        return confirmed

    def expand(self, key_type: str, seed: bytes) -> bytes:
        require_bytes("seed", seed)
        self._require("expand", key_type)
        pure_library.warn_once()
        expanded: bytes = _family(key_type).expand(key_type, seed)[1]
        return expanded

    def encrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        require_bytes("data", data)
        pure_library.warn_once()
        return pure_ciphers.encrypt(cipher, key, iv, data)

    def decrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        require_bytes("data", data)
        pure_library.warn_once()
        return pure_ciphers.decrypt(cipher, key, iv, data)

    def _require(self, task: str, key_type: str, scheme: Scheme | None = None) -> None:
        why = self.why_unsupported(task, key_type, scheme)
        if why is not None:
            raise UnsupportedKey(f"cannot {TASKS[task].format(key_type)}: 'pure' {why}")

    def _require_scheme(self, task: str, key_type: str, scheme: Scheme) -> None:
        backend_keys.require_scheme(key_type, scheme)
        self._require(task, key_type, scheme)


BACKEND = PureBackend()


def _family(key_type: str) -> Any:
    return _FAMILIES[key_type.partition(":")[0]]


@functools.lru_cache(maxsize=64)
def _load_public(subject_public_key_info: bytes) -> tuple[str, Any]:
    """Return the type of a public key, and the library's object for it.

    The last ones are kept, since one issuer's key verifies many signatures.
    """
    public = backend_keys.read_public(subject_public_key_info)
    why = BACKEND.why_unsupported("verify", public.backend_type)
    if why is None and not public.kind.schemes:
        why = "verifies nothing with keys that sign nothing"
    if why is not None:
        raise UnsupportedKey(f"cannot verify with {public.backend_type}: 'pure' {why}")
    return public.backend_type, _family(public.backend_type).load_public(public.backend_type, public.info)
