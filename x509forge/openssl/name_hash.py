"""The hash under which OpenSSL looks a certificate up in a folder (`X509_NAME_hash(3)`)."""

from __future__ import annotations

import hashlib

from ..der import element, read_header

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1 import Value
    from ..x509.name import Name

# isspace() of C's own locale.
_SPACES = " \t\n\v\f\r"


def name_hash(name: Name) -> str:
    """Return the hash of a name in its canonical form, which differs neither in case nor in blanks: 8 digits."""
    return _shown(hashlib.sha1(canonical(name), usedforsecurity=False).digest())


def canonical(name: Name) -> bytes:
    """Return the canonical form: the levels one behind the other, strings in lower case with single blanks."""
    return b"".join(
        element(
            b"\x31",
            b"".join(
                sorted(
                    element(b"\x30", attribute.type.der + _canonical(attribute.value)) for attribute in level.attributes
                )
            ),
        )
        for level in name.rdn_sequence
        # A level without attributes is none to OpenSSL.
        if level.attributes
    )


def old_name_hash(name: Name) -> str:
    """Return the hash that OpenSSL had before 1.0.0, of the name as it stands."""
    return _shown(hashlib.md5(name.to_der(), usedforsecurity=False).digest())


def _shown(digest: bytes) -> str:
    return digest[:4][::-1].hex()


# String types that are compared as text, by their tags; NumericString is not among them.
_ENCODINGS = {12: "utf-8", 19: "latin-1", 20: "latin-1", 22: "latin-1", 26: "latin-1", 28: "utf-32-be", 30: "utf-16-be"}


def _canonical(value: Value) -> bytes:
    der = value.to_der()
    encoding = _ENCODINGS.get(der[0])
    if encoding is None:
        return der
    try:
        # A string with characters that its type does not have counts as well.
        start, stop = read_header(der, 0, len(der))
        text = der[start:stop].decode(encoding)
    except ValueError:
        return der
    words = "".join(" " if character in _SPACES else character for character in text).split(" ")
    text = " ".join(word for word in words if word)
    return element(b"\x0c", "".join(c.lower() if c.isascii() else c for c in text).encode())
