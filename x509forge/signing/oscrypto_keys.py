"""Keys for oscrypto: those of the two kinds that it knows, read and checked as for every backend, then loaded.

The operating system's library never sees a caller's bytes as a key, only the form that `backend_keys` gives it.
"""

from __future__ import annotations

import functools

from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.signing import backend_keys
from x509forge.signing.backend import TASKS, rsa_bits
from x509forge.signing.oscrypto_library import ask, library
from x509forge.signing.rsa_numbers import MAX_RSA_BITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# How oscrypto calls the curves that it knows.
CURVES = {"P-256": "secp256r1", "P-384": "secp384r1", "P-521": "secp521r1"}
# The smallest modulus that OpenSSL generates, in bits.
_MIN_RSA_BITS = 512


class PrivateKey:
    """A private key, loaded: oscrypto's object, and the public key that belongs to it."""

    __slots__ = ("key", "key_type", "public_key")

    def __init__(self, key_type: str, key: Any, public_key: bytes) -> None:
        self.key_type = key_type
        self.key = key
        self.public_key = public_key


def why_not(key_type: str) -> str | None:
    """Return in one line why keys of a type cannot be used, or None."""
    bits = rsa_bits(key_type)
    kind, _, curve = key_type.partition(":")
    if (bits is not None and _MIN_RSA_BITS <= bits <= MAX_RSA_BITS) or (kind == "ec" and curve in CURVES):
        return None
    sizes = f"RSA keys of {_MIN_RSA_BITS} to {MAX_RSA_BITS} bits"
    return f"knows {sizes} and EC keys on {', '.join(CURVES)}, not {key_type}"


def generate(key_type: str) -> bytes:
    """Return a new key as the DER of a PrivateKeyInfo."""
    make, bits = library().asymmetric.generate_pair, rsa_bits(key_type)
    if bits is not None:
        _, key = ask("generate a key", make, "rsa", bit_size=bits)
    else:
        _, key = ask("generate a key", make, "ec", curve=CURVES[key_type.partition(":")[2]])
    return bytes(key.asn1.dump())


def load_private(private_key_info: bytes) -> PrivateKey:
    """Return a loaded key; raises what `read_private` raises, and UnsupportedKey for what oscrypto does not know."""
    given = backend_keys.read_private(private_key_info)
    _require("load", given.key_type)
    names = library()
    try:
        info = _complete(names.PrivateKeyInfo.load(given.info.to_der()))
        key = ask("load the private key", names.asymmetric.load_private_key, info)
        public = bytes(ask("compute the public key", lambda: key.public_key.asn1).dump())
    except SigningError as error:
        raise KeyFormatError(str(error)) from None
    given.require_own(public)
    return PrivateKey(given.key_type, key, public)


@functools.lru_cache(maxsize=64)
def load_public(subject_public_key_info: bytes) -> tuple[str, Any]:
    """Return the type of a public key, and oscrypto's object for it; raises what `load_private` raises.

    The last ones are kept: one issuer's key verifies many signatures, and reading it costs more than that.
    """
    found = backend_keys.read_public(subject_public_key_info)
    _require("verify", found.backend_type)
    names = library()
    try:
        info = _complete(names.PublicKeyInfo.load(found.backend_info))
        return found.backend_type, ask("load the public key", names.asymmetric.load_public_key, info)
    except SigningError as error:
        raise KeyFormatError(str(error)) from None


def _require(task: str, key_type: str) -> None:
    why = why_not(key_type)
    if why is not None:
        raise UnsupportedKey(f"cannot {TASKS[task].format(key_type)}: oscrypto {why}")


def _complete(info: Any) -> Any:
    """Return asn1crypto's object with all that it computes and keeps when it is first read, for threads to share."""
    _ = info.native, info.algorithm, info.bit_size
    return info
