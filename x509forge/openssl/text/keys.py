"""Keys in text (`EVP_PKEY_print_public(3)`, `EVP_PKEY_print_private(3)`): decoded, never computed with."""

from __future__ import annotations

from ... import oid
from ...asn1 import Null
from ...der import decode_integer, read_header
from ...errors import DecodeError
from ...pkcs.pkcs1 import RSAPrivateKey
from ...pkcs.sec1 import ECPrivateKey
from ...x509.algorithm import ECParameters
from ..objects import short_name
from .asn1parse import Element
from .curves import NIST_NAMES, ORDER_BITS
from .explicit_curve import explicit_lines
from .pss import restrictions
from .strings import labelled_number, labelled_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...asn1 import Value
    from ...pkcs.pkcs8 import PrivateKeyInfo
    from ...x509.public_key import SubjectPublicKeyInfo


_INTEGER = 2


def _elements(data: bytes, count: int) -> list[bytes]:
    """Return the contents of the INTEGERs in the first SEQUENCE, which must be so many; raises DecodeError."""
    outer = Element(data, 0, len(data))
    at, stop = outer.start, outer.start + outer.length
    found = []
    while at < stop:
        inner = Element(data, at, stop)
        at = inner.start + inner.length
        if inner.tag_class or inner.constructed or inner.number != _INTEGER:
            break
        found.append(data[inner.start : at])
    if data[:1] != b"\x30" or at != stop or len(found) != count:
        raise DecodeError(f"not a SEQUENCE of {count} INTEGERs", offset=0)
    return found


def _unsigned(data: bytes, count: int) -> list[int]:
    """Return the numbers of a key. OpenSSL passes over their sign: a first bit that is set is one of the number's."""
    return [int.from_bytes(octets, "big") for octets in _elements(data, count)]


def rsa_numbers(octets: bytes) -> list[int]:
    """Return the modulus and the exponent of a public key; raises DecodeError."""
    return _unsigned(octets, 2)


def public_key_lines(key: SubjectPublicKeyInfo) -> list[str] | None:
    """Return the lines of a public key; None for one that OpenSSL 3.0 cannot load."""
    printer = _PRINTERS.get(str(key.algorithm.algorithm))
    if printer is None:
        return None
    try:
        return printer(key.algorithm.parameters, key.subject_public_key.octets)
    except DecodeError:
        return None


def private_key_lines(info: PrivateKeyInfo, public: SubjectPublicKeyInfo) -> list[str] | None:
    """Return the lines of a private key with its public one; None for one of a kind that is not known here.

    What a private key is made of is in them: they are for whoever asks for just that.
    """
    algorithm = info.private_key_algorithm
    printer = _PRIVATE_PRINTERS.get(str(algorithm.algorithm))
    return None if printer is None else printer(public, info.private_key)


def _private_rsa(public: SubjectPublicKeyInfo, octets: bytes) -> list[str]:
    key = RSAPrivateKey.from_der(octets)
    others = key.other_prime_infos or ()
    lines = [f"Private-Key: ({key.modulus.bit_length()} bit, {2 + len(others)} primes)"]
    for label, number in (
        ("modulus:", key.modulus),
        ("publicExponent:", key.public_exponent),
        ("privateExponent:", key.private_exponent),
        ("prime1:", key.prime1),
        ("prime2:", key.prime2),
        ("exponent1:", key.exponent1),
        ("exponent2:", key.exponent2),
        ("coefficient:", key.coefficient),
    ):
        lines += labelled_number(label, number)
    for at, other in enumerate(others, 3):
        lines += labelled_number(f"prime{at}:", other.prime)
        lines += labelled_number(f"exponent{at}:", other.exponent)
        lines += labelled_number(f"coefficient{at}:", other.coefficient)
    return lines


def _private_rsa_pss(public: SubjectPublicKeyInfo, octets: bytes) -> list[str]:
    return [*_private_rsa(public, octets), *restrictions(public.algorithm.parameters)]


def _private_ec(public: SubjectPublicKeyInfo, octets: bytes) -> list[str] | None:
    lines = public_key_lines(public)
    if lines is None:
        return None
    private = labelled_octets("priv:", ECPrivateKey.from_der(octets).private_key)
    return [lines[0].replace("Public", "Private"), *private, *lines[1:]]


def _private_edwards(public: SubjectPublicKeyInfo, octets: bytes) -> list[str] | None:
    lines = public_key_lines(public)
    if lines is None:
        return None
    start, stop = read_header(octets, 0, len(octets))
    return [lines[0].replace("Public", "Private"), *labelled_octets("priv:", octets[start:stop]), *lines[1:]]


def _rsa(parameters: Value | None, octets: bytes) -> list[str]:
    modulus, exponent = rsa_numbers(octets)
    return [
        f"Public-Key: ({modulus.bit_length()} bit)",
        *labelled_number("Modulus:", modulus),
        *labelled_number("Exponent:", exponent),
    ]


def _rsa_pss(parameters: Value | None, octets: bytes) -> list[str]:
    return [*_rsa(None, octets), *restrictions(parameters)]


def _ec(parameters: Value | None, octets: bytes) -> list[str] | None:
    name = None
    if isinstance(parameters, ECParameters):
        if parameters.chosen == "specified_curve":
            domain = explicit_lines(parameters)
            return None if domain is None else [domain[0], *labelled_octets("pub:", octets), *domain[1:]]
        if parameters.chosen == "named_curve":
            name = short_name(parameters.value)
    if name not in ORDER_BITS or octets[:1] not in (b"\2", b"\3", b"\4", b"\6", b"\7"):
        return None
    assert name is not None
    lines = [f"Public-Key: ({ORDER_BITS[name]} bit)", *labelled_octets("pub:", octets), f"ASN1 OID: {name}"]
    return [*lines, f"NIST CURVE: {NIST_NAMES[name]}"] if name in NIST_NAMES else lines


def _edwards(label: str, size: int) -> Callable[[Value | None, bytes], list[str] | None]:
    def lines(parameters: Value | None, octets: bytes) -> list[str] | None:
        if parameters is not None or len(octets) != size:
            return None
        return [f"{label} Public-Key:", *labelled_octets("pub:", octets)]

    return lines


def _dsa(parameters: Value | None, octets: bytes) -> list[str] | None:
    if parameters is None or isinstance(parameters, Null):
        return None
    key = Element(octets, 0, len(octets))
    if octets[:1] != b"\x02":
        return None
    # The key itself has a sign.
    number = decode_integer(octets, key.start, key.start + key.length)
    group = _unsigned(parameters.to_der(), 3)
    return [
        f"Public-Key: ({group[0].bit_length()} bit)",
        *labelled_number("pub: ", number),
        *(line for name, value in zip("PQG", group, strict=True) for line in labelled_number(f"{name}:   ", value)),
    ]


_PRIVATE_PRINTERS: dict[str, Callable[[SubjectPublicKeyInfo, bytes], list[str] | None]] = {
    str(oid.RSA_ENCRYPTION): _private_rsa,
    str(oid.RSASSA_PSS): _private_rsa_pss,
    str(oid.EC_PUBLIC_KEY): _private_ec,
    **{str(edwards): _private_edwards for edwards in (oid.ED25519, oid.ED448, oid.X25519, oid.X448)},
}
_PRINTERS: dict[str, Callable[[Value | None, bytes], list[str] | None]] = {
    str(oid.RSA_ENCRYPTION): _rsa,
    "2.5.8.1.1": _rsa,  # X.509's own, which nobody uses
    str(oid.RSASSA_PSS): _rsa_pss,
    str(oid.EC_PUBLIC_KEY): _ec,
    str(oid.DSA): _dsa,
    str(oid.ED25519): _edwards("ED25519", 32),
    str(oid.ED448): _edwards("ED448", 57),
    str(oid.X25519): _edwards("X25519", 32),
    str(oid.X448): _edwards("X448", 56),
}
