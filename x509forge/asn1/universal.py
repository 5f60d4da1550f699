"""Universal types that have a class of their own: strings, BIT STRING, NULL, and raw elements."""

from __future__ import annotations

from ..der import MAX_NAMED_BITS, decode_bit_string, decode_null, element, encode_bit_string, encode_named_bits
from ..errors import DecodeError, EncodeError
from ..kept import Kept
from .codecs import Declared, Text, TimeText, reading, wrong_type
from .declare import typedef
from .value import Raw, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Annotated, ClassVar
    from typing import Any as Anything

    from typing_extensions import Self

_set_der = Value.__dict__["_der"].__set__


class Any(Raw):
    """One encoded element of whatever type, kept as it is (ANY); also whatever octets a forger wants there."""

    __slots__ = ("der",)
    _field_names = ("der",)
    _asn1_names: ClassVar[dict[str, str]] = {"der": "der"}

    if TYPE_CHECKING:
        der: bytes

    def __init__(self, der: bytes) -> None:
        if not isinstance(der, bytes):
            raise wrong_type("bytes", der)
        _set_any_der(self, der)
        _set_der(self, der)

    def _source_arguments(self) -> Iterable[str]:
        return (repr(self.der),)


_set_any_der = Any.__dict__["der"].__set__


class Undecoded(Any):
    """Octets that are not what should stand in their place; `error` says why. Written back as they are."""

    __slots__ = ("error",)

    if TYPE_CHECKING:
        error: DecodeError | None

    def __init__(self, der: bytes, error: DecodeError | None = None) -> None:
        super().__init__(der)
        if error is not None:
            # The frames of a kept error would keep the whole input alive.
            error.__traceback__ = error.__context__ = error.__cause__ = None
        _set_error(self, error)


_set_error = Undecoded.__dict__["error"].__set__


class _AnyCodec(Declared):
    def read(self, data: bytes, pos: int, start: int, stop: int) -> Any:
        return Any(data[pos:stop])

    def accept(self, value: Anything) -> Value:
        # Any typed value is an element, too.
        if isinstance(value, Value):
            return value
        raise wrong_type("an ASN.1 value", value)


ANY = Any._codec = _AnyCodec(Any, None, "ANY")


def make_undecoded(der: bytes, error: DecodeError) -> Undecoded:
    """Return octets kept with the reason why they do not decode."""
    reading.undecoded += 1
    return Undecoded(der, error)


class Null(Value):
    """`NULL`."""

    __slots__ = ()

    def __init__(self) -> None:
        _set_der(self, b"\x05\x00")

    def _source_arguments(self) -> Iterable[str]:
        return ()


class _NullCodec(Declared):
    def read(self, data: bytes, pos: int, start: int, stop: int) -> Null:
        decode_null(data, start, stop)
        return Null()


Null._codec = _NullCodec(Null, frozenset((b"\x05",)), "NULL")


class BitString(Value):
    """`BIT STRING`: octets, and how many bits at the end of the last one are not part of it (0 to 7)."""

    __slots__ = ("octets", "unused_bits")
    _field_names = ("octets", "unused_bits")
    _asn1_names: ClassVar[dict[str, str]] = {"octets": "octets", "unused_bits": "unusedBits"}

    if TYPE_CHECKING:
        octets: bytes
        unused_bits: int

    def __init__(self, octets: bytes, unused_bits: int = 0) -> None:
        """Raise EncodeError for a count of unused bits that DER cannot have, or unused bits that are set."""
        if not isinstance(octets, bytes):
            raise wrong_type("bytes", octets)
        if not isinstance(unused_bits, int):
            raise wrong_type("int", unused_bits)
        if unused_bits and (not 0 <= unused_bits <= 7 or not octets or octets[-1] & (1 << unused_bits) - 1):
            raise EncodeError(
                f"BitString: {unused_bits} unused bits at the end of {len(octets)} octets, all zero, cannot be",
                citation="X.690 8.6.2, 11.2.1",
            )
        _set_octets(self, octets)
        _set_unused_bits(self, unused_bits)
        _set_der(self, None)

    def _encode(self) -> bytes:
        return element(b"\x03", encode_bit_string(self.octets, self.unused_bits))

    def _source_arguments(self) -> Iterable[str]:
        return (repr(self.octets), repr(self.unused_bits)) if self.unused_bits else (repr(self.octets),)


_set_octets = BitString.__dict__["octets"].__set__
_set_unused_bits = BitString.__dict__["unused_bits"].__set__


class _BitStringCodec(Declared):
    def read(self, data: bytes, pos: int, start: int, stop: int) -> BitString:
        value: BitString = object.__new__(BitString)  # whose constructor would look at the bits once more
        octets, unused_bits = decode_bit_string(data, start, stop)
        _set_octets(value, octets)
        _set_unused_bits(value, unused_bits)
        _set_der(value, None)
        return value


BitString._codec = _BitStringCodec(BitString, frozenset((b"\x03",)), "BIT STRING")


class NamedBits(Value):
    """The base of a BIT STRING with named bits: a subclass gives `names`, bit 0 first (X.680 22.7, X.690 11.2.2).

    A value is the bits that are set, in ascending order; `"keyCertSign" in value`
    asks for one by its name or number.
    """

    __slots__ = ("bits",)
    _field_names = ("bits",)
    _asn1_names: ClassVar[dict[str, str]] = {"bits": "bits"}
    names: ClassVar[tuple[str, ...]] = ()
    aliases: ClassVar[dict[str, str]] = {}
    """Other names that are in use for the same bits."""

    if TYPE_CHECKING:
        bits: tuple[int, ...]

    def __init__(self, bits: Iterable[int]) -> None:
        bits = sorted(set(bits))
        if not all(isinstance(bit, int) for bit in bits):
            raise TypeError(f"{type(self).__name__}: expected bit numbers")
        if bits and bits[0] < 0:
            raise EncodeError(f"{type(self).__name__}: there is no bit {bits[0]}")
        _set_bits(self, tuple(bits))
        _set_der(self, None)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._codec = _NamedBitsCodec(cls, frozenset((b"\x03",)), f"{cls.__name__} (BIT STRING)")

    @classmethod
    def of(cls, *bits: str | int) -> Self:
        """Return the value with these bits set, given by name or by number; raises EncodeError for another name."""
        known = _named.get((cls, bits))
        if known is None:
            known = _named.keep((cls, bits), cls(cls._number(bit) for bit in bits))
        return known  # type: ignore[no-any-return]

    @classmethod
    def _number(cls, bit: str | int) -> int:
        if isinstance(bit, int):
            return bit
        name = cls.aliases.get(bit, bit)
        if name not in cls.names:
            raise EncodeError(f"{cls.__name__} has no bit {bit!r}; it has {', '.join(cls.names)}")
        return cls.names.index(name)

    def __contains__(self, bit: str | int) -> bool:
        return self._number(bit) in self.bits

    def __iter__(self) -> Iterator[str | int]:
        """Yield the name of each bit that is set, or its number where it has no name."""
        return (self.names[bit] if bit < len(self.names) else bit for bit in self.bits)

    def _encode(self) -> bytes:
        return element(b"\x03", encode_bit_string(*encode_named_bits(self.bits)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}.of({', '.join(map(repr, self))})"


# Certificates of one issuer have the same few.
_named = Kept(256)
_set_bits = NamedBits.__dict__["bits"].__set__


class _NamedBitsCodec(Declared):
    def read(self, data: bytes, pos: int, start: int, stop: int) -> NamedBits:
        octets, unused = decode_bit_string(data, start, stop)
        length = 8 * len(octets) - unused
        if length > MAX_NAMED_BITS:
            raise DecodeError(
                f"{length} named bits, more than the {MAX_NAMED_BITS} that are read (MAX_NAMED_BITS)", offset=start
            )
        if length and not octets[-1] >> unused & 1:
            raise DecodeError("named bits with trailing zero bits", offset=stop - 1, citation="X.690 11.2.2")
        value: NamedBits = object.__new__(self.cls)  # type: ignore[arg-type]  # the metaclass is mypy's trouble
        _set_bits(value, tuple([bit for bit in range(length) if octets[bit // 8] & 0x80 >> bit % 8]))
        _set_der(value, None)
        return value


class String(Value):
    """The base of the character string types; `text` is the string, and so is `str(value)`."""

    __slots__ = ()

    if TYPE_CHECKING:
        text: str

    def __str__(self) -> str:
        return self.text


@typedef
class UTF8String(String):
    """`UTF8String`: any Unicode text."""

    text: Annotated[str, Text(b"\x0c", "UTF8String")]


@typedef
class NumericString(String):
    """`NumericString`: digits and space."""

    text: Annotated[str, Text(b"\x12", "NumericString")]


@typedef
class PrintableString(String):
    """`PrintableString`: letters, digits, space and `'()+,-./:=?`."""

    text: Annotated[str, Text(b"\x13", "PrintableString")]


@typedef
class TeletexString(String):
    """`TeletexString` (T61String), read and written as Latin-1, as its users meant it."""

    text: Annotated[str, Text(b"\x14", "TeletexString")]


@typedef
class IA5String(String):
    """`IA5String`: ASCII, control characters included."""

    text: Annotated[str, Text(b"\x16", "IA5String")]


@typedef
class VisibleString(String):
    """`VisibleString`: ASCII without control characters."""

    text: Annotated[str, Text(b"\x1a", "VisibleString")]


@typedef
class UniversalString(String):
    """`UniversalString`: four octets a character."""

    text: Annotated[str, Text(b"\x1c", "UniversalString")]


@typedef
class BMPString(String):
    """`BMPString`: two octets a character, which must be of the Basic Multilingual Plane."""

    text: Annotated[str, Text(b"\x1e", "BMPString")]


@typedef
class UTCTime(String):
    """`UTCTime` in DER's form, `YYMMDDhhmmssZ`; years 50 to 99 are 1950 to 1999 (RFC 5280 4.1.2.5.1)."""

    text: Annotated[str, TimeText(b"\x17", "UTCTime")]


@typedef
class GeneralizedTime(String):
    """`GeneralizedTime` in the form of RFC 5280 4.1.2.5.2, `YYYYMMDDhhmmssZ`."""

    text: Annotated[str, TimeText(b"\x18", "GeneralizedTime")]


CharacterString = (
    UTF8String
    | PrintableString
    | IA5String
    | TeletexString
    | BMPString
    | UniversalString
    | NumericString
    | VisibleString
)
"""Any of the character string types; which one it is, the tag tells."""
