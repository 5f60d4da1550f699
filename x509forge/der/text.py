"""Contents octets of the character string types (X.690 8.23, X.680 41)."""

from __future__ import annotations

from ..errors import DecodeError, EncodeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_PRINTABLE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?")

# Type name -> (codec, the characters that it may hold or None for all of the codec's, where that is said).
# A TeletexString is read as Latin-1: T.61 proper is dead, this is what its writers
# meant and what OpenSSL shows, and it gives back every octet.
_REPERTOIRES: dict[str, tuple[str, frozenset[str] | None, str]] = {
    "UTF8String": ("utf-8", None, "X.690 8.23.10"),
    "NumericString": ("ascii", frozenset("0123456789 "), "X.680 41.2"),
    "PrintableString": ("ascii", _PRINTABLE, "X.680 41.4"),
    "TeletexString": ("latin-1", None, "X.690 8.23.5"),
    "IA5String": ("ascii", None, "X.690 8.23.5"),
    "VisibleString": ("ascii", frozenset(map(chr, range(0x20, 0x7F))), "X.690 8.23.5"),
    "UniversalString": ("utf-32-be", None, "X.690 8.23.7"),
    "BMPString": ("utf-16-be", None, "X.690 8.23.8"),
}


def text_codec(name: str) -> str:
    """Return the codec of Python that writes a string type, by its name."""
    return _REPERTOIRES[name][0]


def holds_text(name: str) -> Callable[[str], bool]:
    """Return a quick test, which says yes of most texts that a string type can hold, and of no other."""
    repertoire = _REPERTOIRES[name][1]
    return str.isascii if repertoire is None else repertoire.issuperset


def encode_text(name: str, text: str) -> bytes:
    """Return the contents octets of a string type, by its name; raises EncodeError if it cannot hold the text."""
    codec, repertoire, citation = _REPERTOIRES[name]
    try:
        octets = text.encode(codec)
    except UnicodeEncodeError as error:
        raise EncodeError(f"{name} cannot hold {_show(text[error.start])}", citation=citation) from None
    if repertoire is not None and not repertoire.issuperset(text):
        bad = next(character for character in text if character not in repertoire)
        raise EncodeError(f"{name} cannot hold {_show(bad)}", citation=citation)
    if name == "BMPString" and len(octets) != 2 * len(text):
        bad = next(character for character in text if character > "\uffff")
        raise EncodeError(f"BMPString cannot hold {_show(bad)}", citation=citation)
    return octets


def text_decoder(name: str) -> Callable[[bytes, int, int], str]:
    """Return what gives the text of a string type at `[start, stop)`; that raises DecodeError at the first octet amiss."""  # noqa: E501
    codec, repertoire, citation = _REPERTOIRES[name]
    # These repertoires are all of one octet a character.
    allowed = None if repertoire is None else "".join(repertoire).encode("ascii")

    def decode(data: bytes, start: int, stop: int) -> str:
        octets = data[start:stop]
        try:
            text = octets.decode(codec)
        except UnicodeDecodeError as error:
            raise DecodeError(
                f"{name} with octets {octets[error.start : min(error.end, error.start + 4)].hex(' ')}, "
                "which it cannot hold",
                offset=start + error.start,
                citation=citation,
            ) from None
        if allowed is not None and octets.translate(None, allowed):
            at = next(index for index, octet in enumerate(octets) if octet not in allowed)
            raise DecodeError(
                f"{name} with {_show(text[at])}, which it cannot hold", offset=start + at, citation=citation
            )
        if codec == "utf-16-be" and 2 * len(text) != stop - start:
            at = next(index for index, character in enumerate(text) if character > "\uffff")
            raise DecodeError("BMPString with a surrogate pair", offset=start + 2 * at, citation=citation)
        return text

    return decode


def _show(character: str) -> str:
    return f"U+{ord(character):04X}" if not character.isprintable() else f"{character!r} (U+{ord(character):04X})"
