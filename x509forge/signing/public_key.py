"""`SubjectPublicKeyInfo`, with its `of`: what reads the keys of the world is loaded when that is called."""

from __future__ import annotations

from x509forge.later import Later
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from x509forge.signing import public_key_files as _files
else:
    _files = Later("x509forge.signing.public_key_files")


def public_key_of(source: Any) -> SubjectPublicKeyInfo:
    """Return the public key that something holds, checked, and in the form that `openssl pkey -pubout` writes.

    Taken are PEM and DER, in octets or text (SubjectPublicKeyInfo, or PKCS #1 for RSA); public keys of
    `cryptography`, `asn1crypto`'s PublicKeyInfo, oscrypto's PublicKey; and of this package certificates, requests,
    private keys and all other signers. An EC point stays compressed if it is.

    Raises KeyFormatError for what is broken or no public key, UnsupportedKey, which names the kind, PEMError for
    broken PEM, and TypeError for any other object.
    """
    return _files.read(source)


# The public method of a lower layer that needs this one.
SubjectPublicKeyInfo.of = staticmethod(public_key_of)  # type: ignore[method-assign]

__all__ = ["SubjectPublicKeyInfo", "public_key_of"]
