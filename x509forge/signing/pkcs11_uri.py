"""`pkcs11:` URIs (RFC 7512): which key, in which token, by which module, and where its PIN is."""

from __future__ import annotations

from x509forge.errors import KeyFormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEME = "pkcs11:"

# RFC 7512 2.3. Those of the path say which key; those of the query, how to get at it.
_PATH = frozenset(
    {
        *("library-description", "library-manufacturer", "library-version"),
        *("manufacturer", "model", "serial", "token"),
        *("slot-description", "slot-id", "slot-manufacturer"),
        *("id", "object", "type"),
    }
)
_QUERY = frozenset({"module-name", "module-path", "pin-source", "pin-value"})
_TYPES = ("cert", "data", "private", "public", "secret-key")

_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_SHARED = ":[]@!$'()*+,="
_PATH_CHARACTERS = frozenset(_UNRESERVED + _SHARED + "&")
_QUERY_CHARACTERS = frozenset(_UNRESERVED + _SHARED + "/?|")
_NAME = frozenset(_UNRESERVED) - frozenset(".~")
_HEXADECIMAL = frozenset("0123456789abcdefABCDEF")


def is_pkcs11_uri(text: object) -> bool:
    """Return whether a text is a `pkcs11:` URI, and no path; a scheme is so in any case of letters (RFC 3986 3.1)."""
    return isinstance(text, str) and text[: len(SCHEME)].lower() == SCHEME


def without_query(text: str) -> str:
    """Return a URI as messages may show it: without its query, which may hold the PIN."""
    return text.partition("?")[0]


class PKCS11URI:
    """A URI of RFC 7512, taken apart: `path` and `query` hold the octets of each attribute, by its name.

    `str` and `repr` leave the query out, since the PIN may stand in it.
    """

    __slots__ = ("path", "query", "text")

    path: Mapping[str, bytes]
    query: Mapping[str, bytes]

    def __init__(self, text: str) -> None:
        """Parse a URI.

        Raises KeyFormatError, which does not repeat the query, for what RFC 7512 2.3 does not allow, for a PIN
        given in two ways (2.4), and for attributes that are not known, vendors' own too: what they ask for could
        not be done.
        """
        if not isinstance(text, str):
            raise TypeError(f"a URI must be str, not {type(text).__name__}")
        if not is_pkcs11_uri(text):
            raise KeyFormatError(f"a URI of RFC 7512 begins with {SCHEME}")
        path, _, query = text[len(SCHEME) :].partition("?")
        self.text = without_query(text)
        self.path = dict(_attributes(path, ";", "path", _PATH, _PATH_CHARACTERS))
        self.query = dict(_attributes(query, "&", "query", _QUERY, _QUERY_CHARACTERS))
        if {"pin-source", "pin-value"} <= self.query.keys():
            raise KeyFormatError("the URI has both pin-source and pin-value (RFC 7512 2.4)")
        for name, value in (*self.path.items(), *self.query.items()):
            if name != "id" and name != "pin-value":
                _text(name, value)
        kind = self.path.get("type")
        if kind is not None and kind.decode() not in _TYPES:
            raise KeyFormatError(f"the URI's type is none of {', '.join(_TYPES)} (RFC 7512 2.3)")
        for name, dots in (("slot-id", 0), ("library-version", 1)):
            number = self.path.get(name)
            if number is not None and not _is_number(number.decode(), dots):
                raise KeyFormatError(f"the URI's {name} is no number (RFC 7512 2.3)")

    def get(self, name: str) -> str | None:
        """Return an attribute as text, of the path or the query; None if it is not there."""
        value = self.path.get(name, self.query.get(name))
        return None if value is None else _text(name, value)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<PKCS11URI {self.text}>"


def _attributes(
    text: str, separator: str, place: str, known: frozenset[str], characters: frozenset[str]
) -> Iterator[tuple[str, bytes]]:
    seen = set()
    for number, part in enumerate(text.split(separator) if text else (), 1):
        name, equals, value = part.partition("=")
        # A part without a name may be the PIN itself, and is not shown.
        if not equals:
            raise KeyFormatError(f"part {number} of the URI's {place} has no = in it (RFC 7512 2.3)")
        if name not in known:
            which = f"the attribute {name}" if 0 < len(name) <= 40 and _NAME.issuperset(name) else "no attribute"
            other = " (it belongs in the other part of a URI)" if name in _PATH | _QUERY else ""
            raise KeyFormatError(
                f"part {number} of the URI's {place} is {which}, and there are: {', '.join(sorted(known))}{other}"
            )
        # RFC 7512 2.3 lets vendors' attributes alone stand twice, and in the query alone.
        if name in seen:
            raise KeyFormatError(f"the URI has {name} twice (RFC 7512 2.3)")
        seen.add(name)
        yield name, _decoded(name, value, characters)


def _decoded(name: str, text: str, characters: frozenset[str]) -> bytes:
    octets = bytearray()
    at = 0
    while at < len(text):
        letter = text[at]
        if letter == "%":
            digits = text[at + 1 : at + 3]
            if len(digits) != 2 or not _HEXADECIMAL.issuperset(digits):
                raise KeyFormatError(f"a % in the URI's {name} has no two hexadecimal digits behind it (RFC 3986 2.1)")
            octets.append(int(digits, 16))
            at += 3
        elif letter in characters:
            octets.append(ord(letter))
            at += 1
        else:
            raise KeyFormatError(
                f"the URI's {name} has a character in it that must be written as % and two digits (RFC 7512 2.3)"
            )
    return bytes(octets)


def _text(name: str, value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        pass
    raise KeyFormatError(f"the URI's {name} is no UTF-8 (RFC 7512 2.3)")


def _is_number(text: str, dots: int) -> bool:
    parts = text.split(".")
    return len(parts) <= dots + 1 and all(part.isascii() and part.isdigit() and len(part) <= 20 for part in parts)
