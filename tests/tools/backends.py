"""The backends that a process can be tested with, and what each is there for."""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from x509forge.errors import BackendUnavailable
from x509forge.signing import backend

if TYPE_CHECKING:
    from x509forge.signing.backend import Backend

# Set by tests/alone/sitecustomize.py where nothing but the backend `pure` can be loaded.
ALONE = os.environ.get("X509FORGE_TESTED_ALONE")

# What a Python process of its own needs on PYTHONPATH to be like this one.
_ROOT = Path(__file__).resolve().parents[2]
PYTHONPATH = os.pathsep.join(map(str, [_ROOT / "tests" / "alone", _ROOT] if ALONE else [_ROOT]))

NAMES = (ALONE,) if ALONE else backend.names()

# The backend "oscrypto" where no libcrypto 3 can be asked without it: the same, on oscrypto's own functions.
OSCRYPTO_ITSELF = "oscrypto itself"
# Every way that a key may go. All are backends for the tests that go through them.
WAYS = NAMES if ALONE else (*NAMES, OSCRYPTO_ITSELF)

_CURVES = ["ec:P-224", "ec:P-256", "ec:P-384", "ec:P-521", "ec:secp256k1"]
_BRAINPOOL = ["ec:brainpoolP256r1", "ec:brainpoolP384r1", "ec:brainpoolP512r1"]
_EDWARDS = ["ed25519", "ed448"]
_ML_DSA = ["ml-dsa-44", "ml-dsa-65", "ml-dsa-87"]
_AGREEMENT = ["x25519", "x448", "ml-kem-768", "ml-kem-1024"]

# The types of keys that a backend must sign with, and those that it must know beside them.
SIGNS = {
    "cryptography": ["rsa:2048", *_CURVES, *_BRAINPOOL, *_EDWARDS, *_ML_DSA],
    "oscrypto": ["rsa:2048", "ec:P-256", "ec:P-384", "ec:P-521"],
    "pure": ["rsa:2048", *_CURVES, *_BRAINPOOL, *_EDWARDS, *_ML_DSA],
}
KNOWS = {"cryptography": _AGREEMENT, "oscrypto": [], "pure": [*_AGREEMENT, "ml-kem-512"]}

_SHA2 = ["sha224", "sha256", "sha384", "sha512"]
_SHA3 = ["sha3_224", "sha3_256", "sha3_384", "sha3_512"]
_ONLY_LIBCRYPTO = ["sha512_224", "sha512_256"]
# By scheme, the hashes that a backend must sign with.
HASHES = {
    "cryptography": {
        "rsa-pkcs1v15": ["md5", "sha1", *_SHA2, *_ONLY_LIBCRYPTO, *_SHA3],
        "rsa-pss": ["sha1", *_SHA2, *_ONLY_LIBCRYPTO, *_SHA3],
        "ecdsa": ["sha1", *_SHA2, *_SHA3],
    },
    "oscrypto": {
        "rsa-pkcs1v15": ["md5", "sha1", *_SHA2],
        "rsa-pss": ["sha1", *_SHA2],
        "ecdsa": ["sha1", *_SHA2],
    },
    "pure": {
        "rsa-pkcs1v15": ["md5", "sha1", *_SHA2, *([] if ALONE else _ONLY_LIBCRYPTO), *_SHA3],
        "rsa-pss": ["sha1", *_SHA2, *_SHA3],
        "ecdsa": ["sha1", *_SHA2, *_SHA3],
    },
}
SIGNS[OSCRYPTO_ITSELF], KNOWS[OSCRYPTO_ITSELF] = SIGNS["oscrypto"], KNOWS["oscrypto"]
HASHES[OSCRYPTO_ITSELF] = HASHES["oscrypto"]


def known_here(*key_types: str) -> list[str]:
    """Return those types of keys that the backends which may be chosen here must know, for tests to go through."""
    chosen = os.environ.get(backend.ENVIRONMENT_VARIABLE)
    names = (chosen,) if chosen else NAMES
    known = {known for name in names for known in (*SIGNS[name], *KNOWS[name])}
    return [key_type for key_type in key_types if key_type in known]


def is_for_known_keys(line: str) -> bool:
    """Return whether a command line names no type of keys that the backends here need not know: `ed25519.key`."""
    everywhere = {known for name in SIGNS for known in (*SIGNS[name], *KNOWS[name])}
    return not any(key_type in line.lower() for key_type in everywhere - set(known_here(*everywhere)))


def can(task: str, what: str) -> bool:
    """Return whether the backends that may be chosen here can do a task with a key type."""
    try:
        backend.select(task, what)
    except BackendUnavailable:
        return False
    return True


def backend_called(name: str) -> Backend:
    """Return a backend; one that cannot be used here is a failure of the test, or of this machine."""
    if name == OSCRYPTO_ITSELF:
        return _oscrypto_itself()
    found: Backend = import_module(f"x509forge.signing.{name}_backend").BACKEND
    assert found.why_unavailable() is None, f"{name}: {found.why_unavailable()}"
    return found


@cache
def _oscrypto_itself() -> Backend:
    from x509forge.signing import oscrypto_keys
    from x509forge.signing.oscrypto_backend import OscryptoBackend

    return OscryptoBackend(oscrypto_keys)
