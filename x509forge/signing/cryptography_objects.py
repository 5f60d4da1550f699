"""Key objects of pyca/cryptography, brought to DER by their own methods."""

from __future__ import annotations

from x509forge.errors import KeyFormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def private_octets(key: Any) -> bytes:
    """Return the DER of the PrivateKeyInfo of a private key; KeyFormatError for one that does not give it away."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    octets = None
    try:  # noqa: SIM105
        octets = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    except (ValueError, TypeError, NotImplementedError, UnsupportedAlgorithm):
        pass  # raised below: its words may quote the key
    if not isinstance(octets, bytes):
        raise KeyFormatError(f"cryptography's {type(key).__name__} does not give its private key away")
    return octets


def public_octets(key: Any) -> bytes:
    """Return the DER of the SubjectPublicKeyInfo of a public key; KeyFormatError for what gives none."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    octets = None
    try:  # noqa: SIM105
        octets = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (ValueError, TypeError, NotImplementedError, UnsupportedAlgorithm):
        pass  # raised below, so that it stands alone
    if not isinstance(octets, bytes):
        raise KeyFormatError(f"cryptography's {type(key).__name__} does not give a public key")
    return octets
