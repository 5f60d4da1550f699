"""What OpenSSL reads although it is not DER, or not what the type allows, so that it can be printed as it prints it."""

from __future__ import annotations

from ... import oid
from ...asn1 import Any, NamedBits, Undecoded
from ...der import read_header
from ...errors import DecodeError
from ...oid import read_oid
from ...x509.extension import Extension
from ...x509.extensions.alternative_name import IssuerAlternativeName, SubjectAlternativeName
from ...x509.extensions.key_usage import KeyUsage
from ...x509.extensions.netscape import NetscapeCertType
from ...x509.general_name import GeneralName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any as Anything

_BITS: dict[str, type[NamedBits]] = {
    str(oid.KEY_USAGE): KeyUsage,
    str(oid.NETSCAPE_CERT_TYPE): NetscapeCertType,
}
_NAMES: dict[str, type[SubjectAlternativeName | IssuerAlternativeName]] = {
    str(oid.SUBJECT_ALTERNATIVE_NAME): SubjectAlternativeName,
    str(oid.ISSUER_ALTERNATIVE_NAME): IssuerAlternativeName,
}
_STRINGS = {0x81: "rfc822_name", 0x82: "dns_name", 0x86: "uniform_resource_identifier"}


def elements(data: bytes, start: int, stop: int) -> Iterator[bytes]:
    """Yield the elements that stand there; raises DecodeError."""
    while start < stop:
        _, end = read_header(data, start, stop)
        yield data[start:end]
        start = end


def leniently(extension: Extension) -> Anything:
    """Return an extension's value; of bits and of names, also one with zeros too many, or with no ASCII."""
    value = extension.extn_value
    if not isinstance(value, Undecoded):
        return value
    try:
        start, stop = read_header(value.der, 0, len(value.der))
        if extension.extn_id in _BITS and value.der[:1] == b"\x03" and start < stop:
            octets = value.der[start + 1 : stop]
            numbers = (bit for bit in range(8 * len(octets)) if octets[bit // 8] & 0x80 >> bit % 8)
            return _BITS[extension.extn_id](numbers)
        if extension.extn_id in _NAMES and value.der[:1] == b"\x30":
            return _NAMES[extension.extn_id](tuple(_name(der) for der in elements(value.der, start, stop)))
    except DecodeError:
        pass
    return value


def _name(der: bytes) -> GeneralName:
    field = _STRINGS.get(der[0])
    return GeneralName.from_der(der) if field is None else GeneralName(**{field: Any(der)})  # type: ignore[arg-type]


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
