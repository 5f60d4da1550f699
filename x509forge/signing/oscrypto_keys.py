"""Keys and signatures by oscrypto: where there is no libcrypto 3 to ask without it (`libcrypto_keys`).

The operating system's library never sees a caller's bytes as a key, only the form that `backend_keys` gives it.
"""

from __future__ import annotations

from x509forge.errors import KeyFormatError, SigningError
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.signing import key_files, oscrypto_pss
from x509forge.signing.backend import rsa_bits
from x509forge.signing.oscrypto_library import ask, confirms, library, why_unavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from x509forge.signing import public_keys
    from x509forge.signing.backend_keys import GivenKey
    from x509forge.signing.scheme import Scheme

# How oscrypto calls the curves, and the schemes.
_CURVES = {"P-256": "secp256r1", "P-384": "secp384r1", "P-521": "secp521r1"}
_SCHEMES = {"rsa-pkcs1v15": "rsa_pkcs1v15", "rsa-pss": "rsa_pss", "ecdsa": "ecdsa"}


class PrivateKey:
    """A private key, loaded: oscrypto's object, and the public key that belongs to it."""

    __slots__ = ("key", "key_type", "public_key")

    def __init__(self, key_type: str, key: Any, public_key: bytes) -> None:
        self.key_type = key_type
        self.key = key
        self.public_key = public_key


class PublicKey:
    """A public key, loaded: oscrypto's object."""

    __slots__ = ("key", "key_type")

    def __init__(self, key_type: str, key: Any) -> None:
        self.key_type = key_type
        self.key = key


def tells_salt() -> bool:
    """Return whether RSASSA-PSS is done with any salt and any mask, and not with the usual ones alone."""
    return oscrypto_pss.is_told()


def generate(key_type: str) -> tuple[bytes, PrivateKey]:
    """Return a new key as the DER of a PrivateKeyInfo in its usual form, and loaded."""
    make, bits = library().asymmetric.generate_pair, rsa_bits(key_type)
    if bits is not None:
        public, key = ask("generate a key", make, "rsa", bit_size=bits)
    else:
        public, key = ask("generate a key", make, "ec", curve=_CURVES[key_type.partition(":")[2]])
    info = key_files.normal_form(PrivateKeyInfo.from_der(_complete(key.asn1).dump()))
    return info.to_der(), PrivateKey(key_type, key, bytes(public.asn1.dump()))


def load_private(given: GivenKey) -> PrivateKey:
    """Return a loaded key; KeyFormatError where oscrypto refuses it."""
    names = library()
    try:
        info = _complete(names.PrivateKeyInfo.load(given.info.to_der()))
        key = ask("load the private key", names.asymmetric.load_private_key, info)
        public = bytes(ask("compute the public key", lambda: key.public_key.asn1).dump())
    except SigningError as error:
        raise KeyFormatError(str(error)) from None
    given.require_own(public)
    return PrivateKey(given.key_type, key, public)


def load_public(found: public_keys.PublicKey) -> PublicKey:
    """Return a loaded key; KeyFormatError where oscrypto refuses it."""
    names = library()
    try:
        info = _complete(names.PublicKeyInfo.load(found.backend_info))
        return PublicKey(found.backend_type, ask("load the public key", names.asymmetric.load_public_key, info))
    except SigningError as error:
        raise KeyFormatError(str(error)) from None


def sign(own: PrivateKey, scheme: Scheme, message: bytes) -> bytes:
    """Return the signature of a message."""
    if scheme.name == "rsa-pss" and oscrypto_pss.is_told():
        return oscrypto_pss.sign(own.key, scheme, message)
    return bytes(ask("sign", _function(scheme, "sign"), own.key, message, scheme.hash_name))


def verify(own: PublicKey, scheme: Scheme, signature: bytes, message: bytes) -> bool:
    """Return whether a public key confirms a signature."""
    if scheme.name == "rsa-pss" and oscrypto_pss.is_told():
        return oscrypto_pss.verify(own.key, scheme, signature, message)
    return confirms(_function(scheme, "verify"), own.key, signature, message, scheme.hash_name or "")


def _function(scheme: Scheme, verb: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(library().asymmetric, f"{_SCHEMES[scheme.name]}_{verb}")
    return function


def _complete(info: Any) -> Any:
    """Return asn1crypto's object with all that it computes and keeps when it is first read, for threads to share."""
    _ = info.native, info.algorithm, info.bit_size
    return info


__all__ = ["PrivateKey", "generate", "load_private", "load_public", "sign", "tells_salt", "verify", "why_unavailable"]
