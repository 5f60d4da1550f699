"""`decompile`: the Python source that builds what some octets are."""

from __future__ import annotations

import re

from ..asn1 import Any, Choice, Value
from ..asn1.value import codec_of
from ..errors import PrivateKeyNotShown
from ..pkcs.pkcs8 import EncryptedPrivateKeyInfo
from . import kinds
from .document import Document
from .headers import DEFINITE, frame
from .input import octets_of, pieces
from .keeping import read_keeping
from .python_expressions import Items, Named
from .python_ways import expression_of
from .secrets import can_hold_secrets, has_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from ..asn1.value import ValueType
    from .input import Piece
    from .python_expressions import Expression

    Password = bytes | str | Callable[[], bytes | str]

# How the names of fields begin that hold what is signed. That has a name of its own: it is what one changes.
_SIGNED = ("tbs_", "certification_request_info")

# So many elements of unknown types are taken apart; what follows them is one.
_MOST_UNKNOWN = 16

_SHORTEST_KEY = 32
_OF_KEYS = b"\x02\x04"  # INTEGER and OCTET STRING
# Those of PKCS #1 and PKCS #8, of SEC 1, and of PKCS #12.
_VERSIONS = (b"\x02\x01\x00", b"\x02\x01\x01", b"\x02\x01\x03")


def decompile(data: bytes | str, *, show_private: bool = False, password: Password | None = None) -> str:
    """Return Python source that builds what some octets are: it binds `value`, and `value.to_der()` is the input.

    Certificates, requests and keys are told from their octets, in DER, PEM, hexadecimal or base64, and named
    constructors are used wherever they give the same octets. What is not the DER of what should stand in its place
    stays as octets, in the smallest place that holds it, with a comment that says why; so does the whole of what is
    not known, as `Any`. Of several blocks or elements, `values` is bound, a tuple, each with the octets of its own;
    text around blocks is left out.

    The source of a private key contains the key. So PrivateKeyNotShown is raised, without `show_private`, for what
    is one, or might be one that is broken. With it, a password (or a function that is called for it) binds
    `decrypted` as well, the private key that an EncryptedPrivateKeyInfo holds; raises KeyFormatError where it
    is wrong. Nothing else is raised for what the octets are.
    """
    found = [
        (piece, cls, octets)
        for piece in pieces(octets_of(data))
        if piece.form is not None
        for cls, octets in _elements(piece)
    ]
    single = len(found) == 1
    lines = ["import x509forge as xf"]
    for number, (piece, cls, octets) in enumerate(found, 1):
        value = Any(octets) if cls is None else read_keeping(cls, octets)
        if not show_private and _is_private(cls, value, piece):
            which = "this" if single else f"object {number}"
            raise PrivateKeyNotShown(
                f"{which} is a private key, or might be a broken one, and its source would contain it: "
                "show_private=True has it shown"
            )
        lines += ["", *binding(value, "value" if single else f"value_{number}")]
        if password is not None and show_private and isinstance(value, EncryptedPrivateKeyInfo):
            lines += binding(_decrypted(value, password), "decrypted" if single else f"decrypted_{number}")
    if not single:
        names = Items([Named(f"value_{number}", None) for number in range(1, len(found) + 1)], pair=True)
        lines += ["", *names.lines(0, "values = ")]
    return "\n".join([*lines, ""])


def _elements(piece: Piece) -> Iterator[tuple[ValueType | None, bytes]]:
    """Yield the elements that stand one after another, each with its type if that is known, and the rest."""
    data, at, unknown = piece.data, 0, 0
    if piece.headers:
        yield None, data
        return
    while unknown < _MOST_UNKNOWN:
        _, _, stop, framing = frame(data, at, len(data))
        if framing != DEFINITE or stop == len(data):
            break
        cls = _kind(data[at:stop], piece)
        unknown += cls is None
        yield cls, data[at:stop]
        at = stop
    yield _kind(data[at:], piece), data[at:]


def _kind(data: bytes, piece: Piece) -> ValueType | None:
    return kinds.identify(Document(data), 0, len(data), piece.label)


def binding(value: Value, name: str) -> Iterator[str]:
    """Yield the lines that bind a value to a name; what is signed has a name of its own, and so has its frame."""
    numbers: dict[str, int] = {}
    expression = yield from _taken_apart(expression_of(value), numbers)
    yield from expression.lines(0, f"{name} = ")


def _taken_apart(expression: Expression, numbers: dict[str, int]) -> Generator[str, None, Expression]:
    """Yield the lines that bind parts of an expression, and return it with their names in place of them."""
    parts: list[Expression] = []
    signed: dict[int, str] = {}
    for before, part in expression.parts():
        inner = yield from _taken_apart(part, numbers)
        if before.startswith(_SIGNED):
            signed[len(parts)] = before.removesuffix("=")
        elif any(name.startswith(_SIGNED) for name, _ in inner.parts()):
            name = _unused(type(inner.value).__name__, numbers)
            yield from inner.lines(0, f"{name} = ")
            inner = Named(name, inner.value)
        parts.append(inner)
    # Right before its frame, so that the name is free again after that.
    for at, name in signed.items():
        yield from parts[at].lines(0, f"{name} = ")
        parts[at] = Named(name, parts[at].value)
    return expression.with_parts(parts)


def _unused(class_name: str, numbers: dict[str, int]) -> str:
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", class_name).lower()
    numbers[name] = numbers.get(name, 0) + 1
    return name if numbers[name] == 1 else f"{name}_{numbers[name]}"


def _is_private(cls: ValueType | None, value: Value, piece: Piece) -> bool:
    """Return whether it is a private key that is not encrypted, or might be one that is broken."""
    if (cls is not None and has_secrets(cls)) or any(has_secrets(type(each)) for each in _within(value)):
        return True
    if piece.is_called_private and not (b"ENCRYPTED" in piece.headers or isinstance(value, EncryptedPrivateKeyInfo)):
        return True
    kept = any(isinstance(each, Any) and len(each.der) >= _SHORTEST_KEY for each in _within(value))
    if cls is not None and kept and can_hold_secrets(codec_of(cls)):
        return True
    # What is cut wrongly looks so as a whole only.
    return isinstance(value, Any) and not piece.label and (_looks_private(value.der) or _looks_private(piece.data))


def _within(value: Value) -> Iterator[Value]:
    """Yield a value and all that it is made of."""
    left: list[object] = [value]
    while left:
        found = left.pop()
        if isinstance(found, tuple):
            left += found
        elif isinstance(found, Value):
            yield found
            names = ("value",) if isinstance(found, Choice) else found._field_names
            left += [getattr(found, name) for name in names]


def _looks_private(data: bytes) -> bool:
    """Return whether a SEQUENCE has numbers or octets of its own, as all private keys do, and nothing signed does."""
    _, start, stop, framing = frame(data, 0, len(data))
    if framing != DEFINITE or stop < len(data):
        return data.startswith(bytes(_OF_KEYS[:1]), start) or any(version in data[:10] for version in _VERSIONS)
    while start < stop and framing == DEFINITE:
        if data[start] in _OF_KEYS:
            return True
        _, _, start, framing = frame(data, start, stop)
    return False


def _decrypted(value: EncryptedPrivateKeyInfo, password: Password) -> Value:
    from ..signing import password_based

    given = password() if callable(password) else password
    return password_based.decrypt(value, password_based.octets_of(given))
