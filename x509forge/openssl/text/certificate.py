"""Certificates and requests in text: `openssl x509 -text` and `openssl req -text`."""

from __future__ import annotations

from ... import oid
from ...asn1 import Raw
from ...der import read_header
from ...errors import DecodeError
from .extensions import extensions_text, magnitude
from .keys import public_key_lines
from .lenient import requested_extensions
from .names import ONELINE, name_text
from .pss import signature_lines
from .strings import c_long, contents, dump, finished, object_name, time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...asn1 import BitString
    from ...pkcs.pkcs10 import CertificationRequest
    from ...x509.algorithm import AlgorithmIdentifier
    from ...x509.attribute import Attribute
    from ...x509.certificate import Certificate
    from ...x509.extension import Extension
    from ...x509.name import Name
    from ...x509.public_key import SubjectPublicKeyInfo

NONE: frozenset[str] = frozenset()


def certificate_text(certificate: Certificate, names: frozenset[str] = ONELINE, flags: frozenset[str] = NONE) -> str:
    """Return what `openssl x509 -text` of 3.0 prints; octets that are no UTF-8 come as lone surrogates.

    `names` are flags of `-nameopt`, and `flags` of `-certopt` (see `flags.py`).
    """
    return finished("".join(_certificate(certificate, names, flags)))


def request_text(request: CertificationRequest, names: frozenset[str] = ONELINE, flags: frozenset[str] = NONE) -> str:
    """Return what `openssl req -text` of 3.0 prints, likewise."""
    return finished("".join(_request(request, names, flags)))


def _certificate(certificate: Certificate, names: frozenset[str], flags: frozenset[str]) -> Iterator[str]:
    tbs = certificate.tbs_certificate
    if "no_header" not in flags:
        yield "Certificate:\n    Data:\n"
    if "no_version" not in flags:
        version = c_long(tbs.version)
        known = 0 <= version <= 2
        yield f"        Version: {f'{version + 1} (0x{version:x})' if known else f'Unknown ({version})'}\n"
    if "no_serial" not in flags:
        yield f"        Serial Number:{_serial_number(tbs.serial_number)}"
    if "no_signame" not in flags:
        yield "    " + _algorithm(tbs.signature)
    if "no_issuer" not in flags:
        yield _name("Issuer", tbs.issuer, names)
    if "no_validity" not in flags:
        yield "        Validity\n"
        yield f"            Not Before: {time_text(tbs.validity.not_before)}\n"
        yield f"            Not After : {time_text(tbs.validity.not_after)}\n"
    if "no_subject" not in flags:
        yield _name("Subject", tbs.subject, names)
    if "no_pubkey" not in flags:
        yield _public_key(tbs.subject_public_key_info)
    for title, unique in (("Issuer", tbs.issuer_unique_id), ("Subject", tbs.subject_unique_id)):
        if unique is not None:
            yield f"        {title} Unique ID: {dump(unique.octets, 12, 18)}"
    if "no_extensions" not in flags and tbs.extensions:
        yield "        X509v3 extensions:\n"
        yield extensions_text(tbs.extensions, 12, flags)
    if "no_sigdump" not in flags:
        yield _signature(certificate.signature_algorithm, certificate.signature_value)


def _request(request: CertificationRequest, names: frozenset[str], flags: frozenset[str]) -> Iterator[str]:
    info = request.certification_request_info
    if "no_header" not in flags:
        yield "Certificate Request:\n    Data:\n"
    if "no_version" not in flags:
        yield f"        Version: {'1 (0x0)' if info.version == 0 else f'Unknown ({c_long(info.version)})'}\n"
    if "no_subject" not in flags:
        yield _name("Subject", info.subject, names)
    if "no_pubkey" not in flags:
        yield _public_key(info.subject_pk_info)
    if "no_attributes" not in flags:
        yield "        Attributes:\n"
        yield "".join(_attributes(info.attributes)) if info.attributes else "            (none)\n"
    if "no_extensions" not in flags:
        extensions = _requested(info.attributes)
        if extensions is not None:
            yield "            Requested Extensions:\n"
            yield extensions_text(extensions, 16, flags)
    if "no_sigdump" not in flags:
        yield _signature(request.signature_algorithm, request.signature)


# PKCS #9's, and Microsoft's.
_EXTENSION_REQUESTS = (oid.EXTENSION_REQUEST, "1.3.6.1.4.1.311.2.1.14")
# PrintableString, TeletexString, NumericString, UTF8String, IA5String.
_PRINTED = (19, 20, 18, 12, 22)


def _attributes(attributes: Iterable[Attribute]) -> Iterator[str]:
    for attribute in attributes:
        if attribute.type in _EXTENSION_REQUESTS:
            continue
        title = object_name(attribute.type)
        # The name stands once, and is padded for every value.
        padding = " " * max(25 - len(title), 0)
        yield " " * 12 + title
        for value in attribute.values:
            text = "unable to print attribute"
            if value.to_der()[0] in _PRINTED:
                text = contents(value).decode("latin-1")
            yield f"{padding}:{text}\n"
            padding = " " * 25


def _requested(attributes: Iterable[Attribute]) -> list[Extension] | None:
    """Return the extensions of the first attribute that asks for some; None where they cannot be read."""
    for wanted in _EXTENSION_REQUESTS:
        for attribute in attributes:
            if attribute.type == wanted and attribute.values:
                return requested_extensions(attribute.values[0].to_der())
    return []


def _serial_number(number: int) -> str:
    octets = magnitude(number)
    sign = "-" if number < 0 else ""
    if len(octets) <= 8 and -(1 << 63) < number < 1 << 63 and number != -1:
        return f" {sign}{abs(number)} ({sign}0x{abs(number):x})\n"
    return f"\n            {' (Negative)' if number < 0 else ''}{octets.hex(':')}\n"


def _name(title: str, name: Name, names: frozenset[str]) -> str:
    if "sep_multiline" in names:
        return f"        {title}:\n{name_text(name, names, 12)}\n"
    return f"        {title}: {name_text(name, names)}\n"


def time_text(value: object) -> str:
    """Return a Time, or a raw element in its place, as it is printed."""
    from ...asn1 import GeneralizedTime, UTCTime

    if isinstance(value, Raw):
        return "Bad time value"
    chosen = getattr(value, "chosen", None)
    text = getattr(value, "value", None)
    if isinstance(text, str):
        return time(UTCTime(text) if chosen == "utc_time" else GeneralizedTime(text))
    return "Bad time value"


def _public_key(key: SubjectPublicKeyInfo) -> str:
    text = "        Subject Public Key Info:\n"
    text += f"            Public Key Algorithm: {object_name(key.algorithm.algorithm)}\n"
    lines = public_key_lines(key)
    if lines is None:
        return text + "            Unable to load Public Key\n"
    return text + "".join(f"{' ' * 16}{line}\n" for line in lines)


def _algorithm(algorithm: AlgorithmIdentifier) -> str:
    return f"    Signature Algorithm: {object_name(algorithm.algorithm)}{_parameters(algorithm)}"


def _parameters(algorithm: AlgorithmIdentifier) -> str:
    if algorithm.algorithm != oid.RSASSA_PSS:
        return "\n"
    return "".join(f"{' ' * 8}{line}\n" for line in signature_lines(algorithm.parameters))


_DSA_SIGNATURES = ("1.2.840.10040.4.3", "1.3.14.3.2.27", "2.16.840.1.101.3.4.3.1", "2.16.840.1.101.3.4.3.2")


def _signature(algorithm: AlgorithmIdentifier, signature: BitString) -> str:
    text = f"    Signature Algorithm: {object_name(algorithm.algorithm)}\n    Signature Value:{_parameters(algorithm)}"
    if algorithm.algorithm in _DSA_SIGNATURES:
        numbers = _dsa_numbers(signature.octets)
        if numbers is not None:
            return text + "".join(_number("rs"[at] + ":   ", number) for at, number in enumerate(numbers))
    return text + (dump(signature.octets, 8, 18) if signature.octets else "\n")


def _dsa_numbers(octets: bytes) -> list[int] | None:
    try:
        start, stop = read_header(octets, 0, len(octets))
        numbers = []
        while start < stop:
            first, start = read_header(octets, start, stop)
            numbers.append(int.from_bytes(octets[first:start], "big"))
        return numbers if len(numbers) == 2 else None
    except DecodeError:
        return None


def _number(label: str, number: int) -> str:
    """Return a number of a signature (`ASN1_bn_print`)."""
    pad = " " * 8
    octets = magnitude(number)
    if len(octets) <= 8:
        return f"{pad}{label} {number} (0x{number:x})\n"
    if octets[0] & 0x80:
        octets = b"\0" + octets
    return f"{pad}{label}\n{dump(octets, 12, 15)}"
