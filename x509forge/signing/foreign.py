"""Keys as other libraries hold them: recognised by who made their class, and brought to DER by their own methods.

Nothing is imported for it: whoever hands in an object of a library has loaded that library.
"""

from __future__ import annotations

from x509forge.errors import KeyFormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def private_key_octets(source: Any) -> bytes:
    """Return the DER of a private key of another library, in whatever form; TypeError for what is none."""
    octets = None
    if _is_of("asn1crypto", source) or _is_of("oscrypto", source):
        octets = _dumped(source)
    elif _is_of("cryptography", source) and hasattr(source, "private_bytes"):
        from x509forge.signing import cryptography_objects

        octets = cryptography_objects.private_octets(source)
    if octets is None:
        raise TypeError(
            "a private key is a PrivateKeyInfo, PEM, DER, or a private key of cryptography, asn1crypto or oscrypto, "
            f"not {type(source).__name__}"
        )
    return octets


def public_key_octets(source: Any) -> bytes | None:
    """Return the DER of a public key of another library (`is_foreign`), in whatever form; None for what is none."""
    if not _is_of("cryptography", source):
        return _dumped(source)
    if not hasattr(source, "public_bytes"):
        return None
    from x509forge.signing import cryptography_objects

    return cryptography_objects.public_octets(source)


def is_foreign(source: Any) -> bool:
    """Return whether an object is another library's, one of those whose keys are known."""
    return any(_is_of(package, source) for package in ("cryptography", "asn1crypto", "oscrypto"))


def _is_of(package: str, source: Any) -> bool:
    """Return whether an object's class, or one that it derives from, is a package's."""
    return any((cls.__module__ or "").partition(".")[0] == package for cls in type(source).__mro__)


def _dumped(source: Any) -> bytes | None:
    """Return the DER of an object of asn1crypto, or of one of oscrypto, which holds such an object."""
    structure = getattr(source, "asn1", source)
    dump = getattr(structure, "dump", None)
    if not callable(dump):
        return None
    octets = None
    try:  # noqa: SIM105
        octets = dump()
    except (ValueError, TypeError, LookupError, AttributeError):
        pass  # raised below: its words may quote the key
    if not isinstance(octets, bytes):
        raise KeyFormatError(f"the {type(source).__name__} does not encode: it is incomplete, or broken")
    return octets
