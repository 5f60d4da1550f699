"""What OpenSSL reads although it is not DER, or not what the type allows, so that it can be printed as it prints it.

The declared types are walked as their own readers do it, but by BER's rules and OpenSSL's: lengths of any form,
a BOOLEAN of any octet, a DEFAULT that is written out, a SET in any order, bits beyond the last. A text that
its type does not allow is kept as a raw element.
"""

from __future__ import annotations

from ...asn1 import Any, BitString, NamedBits, Undecoded, Value
from ...asn1.codecs import Boolean, Identifier, Kept, ListOf, Retagged, Tagged, Text, Union
from ...asn1.declare import ChoiceCodec, SequenceCodec, TypedefCodec
from ...asn1.universal import String
from ...der import MAX_NAMED_BITS, MAX_OID_OCTETS, element, identifier_at, read_header
from ...errors import DecodeError, EncodeError
from ...oid import read_oid
from ...x509.extension import EXTENSIONS, Extension
from .asn1parse import Element
from .strings import is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any as Anything

    from ...asn1.codecs import Codec

# ASN1_MAX_CONSTRUCTED_NEST of tasn_dec.c.
_DEEPEST = 30


def elements(data: bytes, start: int, stop: int) -> Iterator[bytes]:
    """Yield the elements that stand there; raises DecodeError."""
    while start < stop:
        _, end = read_header(data, start, stop)
        yield data[start:end]
        start = end


def octets_of(extension: Extension) -> bytes:
    """Return what stands in the OCTET STRING."""
    der = extension.to_der()
    at, stop = read_header(der, 0, len(der))
    *_, last = elements(der, at, stop)
    start, _ = read_header(last, 0, len(last))
    return last[start:]


def leniently(extension: Extension, octets: bytes) -> Anything:
    """Return the value in these octets of an extension, as OpenSSL reads it; what it cannot read is undecoded."""
    codec = EXTENSIONS.codec(extension.extn_id)
    if codec is not None:
        try:
            # What stands behind the value is passed over.
            return _element(codec, *_definite(octets))[0]
        except (DecodeError, EncodeError):
            pass
    return Undecoded(octets)


def _definite(data: bytes) -> tuple[bytes, int, int]:
    """Return the first element with lengths in DER's form, and its bounds."""
    parts, _ = _framed(data, 0, len(data), 0)
    return parts, 0, len(parts)


def _framed(data: bytes, at: int, stop: int, depth: int) -> tuple[bytes, int]:
    if depth > _DEEPEST:
        raise DecodeError("too deep", offset=at)
    found = Element(data, at, stop)
    tag = identifier_at(data, at, stop)
    end = stop if found.indefinite else found.start + found.length
    if not found.constructed:
        return element(tag, data[found.start : end]), end
    parts = []
    at = found.start
    if not found.indefinite:
        try:
            while at < end:
                part, at = _framed(data, at, end, depth + 1)
                parts.append(part)
        except DecodeError:
            # What is never descended into may hold anything.
            parts = [data[found.start : end]]
        return element(tag, b"".join(parts)), end
    while True:
        if data[at : at + 2] == b"\0\0":
            return element(tag, b"".join(parts)), at + 2
        part, at = _framed(data, at, end, depth + 1)
        parts.append(part)


def _element(codec: Codec, data: bytes, at: int, end: int) -> tuple[Anything, int]:
    """Return the value of an element, and where it ends."""
    if not codec.begins(data, at, end):
        raise DecodeError(f"{codec.expected} is missing", offset=at)
    start, stop = read_header(data, at, end)
    return _value(codec, data, at, start, stop), stop


def _value(codec: Codec, data: bytes, pos: int, start: int, stop: int) -> Anything:
    if isinstance(codec, Retagged):
        return _value(codec.inner, data, pos, start, stop)
    if isinstance(codec, Union):
        found = codec.by_identifier.get(identifier_at(data, pos, stop), codec.fallback)
        if found is None:
            raise DecodeError(f"{codec.expected} is missing", offset=pos)
        return _value(found, data, pos, start, stop)
    if isinstance(codec, Kept):
        try:
            return _element(codec.inner, data, pos, stop)[0]
        except DecodeError:
            return Undecoded(data[pos:stop])
    if isinstance(codec, Tagged):
        value, at = _element(codec.inner, data, start, stop)
        if at != stop:
            raise DecodeError("more than one element", offset=at)
        return value
    if isinstance(codec, ListOf):
        items = []
        while start < stop:
            item, start = _element(codec.item, data, start, stop)
            items.append(item)
        return tuple(items)
    if isinstance(codec, SequenceCodec):
        return _sequence(codec, data, start, stop)
    if isinstance(codec, ChoiceCodec):
        field = codec.by_identifier[identifier_at(data, pos, stop)]
        return codec.cls(**{field.name: _value(field.codec, data, pos, start, stop)})
    if isinstance(codec, TypedefCodec):
        value = _value(codec.inner, data, pos, start, stop)
        return value if isinstance(value, Any) and issubclass(codec.cls, String) else codec.cls(value)
    return _primitive(codec, data, pos, start, stop)


def _primitive(codec: Codec, data: bytes, pos: int, start: int, stop: int) -> Anything:
    kind: Anything = getattr(codec, "cls", Value)
    if isinstance(codec, Text):
        try:
            return codec.read(data, pos, start, stop)
        except DecodeError:
            return Any(data[pos:stop])
    if isinstance(codec, Identifier) and stop - start <= MAX_OID_OCTETS and is_object(data[start:stop]):
        try:
            return codec.read(data, pos, start, stop)
        except DecodeError:  # of more arcs than are read
            return Any(b"\x06" + data[pos + 1 : stop])
    if isinstance(codec, Boolean) and stop - start == 1:
        return data[start] != 0
    if issubclass(kind, (NamedBits, BitString)) and start < stop and data[start] < 8:
        octets = bytearray(data[start + 1 : stop])
        # Bits that do not count are no bits, and without octets none count.
        unused = data[start] if octets else 0
        if octets:
            octets[-1] &= 0xFF << unused
        if issubclass(kind, BitString):
            return BitString(bytes(octets), unused)
        # None of those far behind has a name.
        count = min(8 * len(octets), MAX_NAMED_BITS)
        return kind(bit for bit in range(count) if octets[bit // 8] & 0x80 >> bit % 8)
    return codec.read(data, pos, start, stop)


def _sequence(codec: SequenceCodec, data: bytes, at: int, end: int) -> Anything:
    values: dict[str, Anything] = {}
    for field in codec.cls._fields:
        inner = field.codec
        if inner.open_table and field.open_by:
            inner = inner.resolve(values[field.open_by])
        if inner.begins(data, at, end):
            values[field.name], at = _element(inner, data, at, end)
        elif field.has_default or field.optional:
            values[field.name] = field.default
        else:
            raise DecodeError(f"{inner.expected} is missing", offset=at)
    if at != end:
        raise DecodeError("there is more", offset=at)
    return codec.cls(**values)


def requested_extensions(der: bytes) -> list[Extension] | None:
    """Return the extensions of a request's attribute, a FALSE that is written out allowed; None where they are none."""
    try:
        start, stop = read_header(der, 0, len(der))
        if der[:1] != b"\x30":
            return None
        return [_extension(found) for found in elements(der, start, stop)]
    except DecodeError:
        return None


def _extension(der: bytes) -> Extension:
    start, stop = read_header(der, 0, len(der))
    parts = list(elements(der, start, stop))
    tags = [part[0] for part in parts]
    if der[:1] != b"\x30" or tags not in ([6, 4], [6, 1, 4]):
        raise DecodeError("no extension", offset=0)
    identifier = read_oid(parts[0], *read_header(parts[0], 0, len(parts[0])))
    critical = len(parts) == 3 and parts[1][2:] != b"\0"
    inner, _ = read_header(parts[-1], 0, len(parts[-1]))
    return Extension.from_der(Extension(extn_id=identifier, critical=critical, extn_value=parts[-1][inner:]).to_der())
