"""`decompile`: the Python source that builds what some octets are."""

from __future__ import annotations

from ..asn1 import Any, Choice, Value
from ..errors import PrivateKeyNotShown
from ..pkcs.pkcs8 import EncryptedPrivateKeyInfo
from . import kinds
from .document import Document
from .headers import DEFINITE, frame
from .input import pieces
from .keeping import read_keeping
from .python_expressions import Call, Items, Named
from .python_ways import expression_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..asn1.value import ValueType
    from .input import Piece

    Password = bytes | str | Callable[[], bytes | str]

# What is signed is bound to a name of its own: it is what one changes.
_SIGNED = ("tbs_certificate", "certification_request_info")

# So many elements of unknown types are taken apart; what follows them is one.
_MOST_UNKNOWN = 16

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
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogateescape")
    found = [
        (piece, cls, octets)
        for piece in pieces(bytes(data))
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
        lines += ["", *_binding(value, "value" if single else f"value_{number}")]
        if password is not None and show_private and isinstance(value, EncryptedPrivateKeyInfo):
            lines += _binding(_decrypted(value, password), "decrypted" if single else f"decrypted_{number}")
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


def _binding(value: Value, name: str) -> Iterator[str]:
    """Yield the lines that bind a value to a name."""
    expression = expression_of(value)
    if isinstance(expression, Call):
        for signed in _SIGNED:
            if signed in expression.named:
                yield from expression.named[signed].lines(0, f"{signed} = ")
                expression = expression.with_(signed, Named(signed, expression.named[signed].value))
    yield from expression.lines(0, f"{name} = ")


def _is_private(cls: ValueType | None, value: Value, piece: Piece) -> bool:
    """Return whether it is a private key that is not encrypted, or might be one that is broken."""
    if (cls is not None and _has_secrets(cls)) or any(_has_secrets(type(each)) for each in _within(value)):
        return True
    if "PRIVATE KEY" in piece.label and not (
        b"ENCRYPTED" in piece.headers or isinstance(value, EncryptedPrivateKeyInfo)
    ):
        return True
    # What is cut wrongly looks so as a whole only.
    return isinstance(value, Any) and not piece.label and (_looks_private(value.der) or _looks_private(piece.data))


def _has_secrets(cls: type) -> bool:
    return any(field.secret for field in getattr(cls, "_fields", ()))


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
