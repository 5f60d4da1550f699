"""Keys in text (`EVP_PKEY_print_public(3)`, `EVP_PKEY_print_private(3)`): decoded, never computed with."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Null
from ...errors import DecodeError
from ...pkcs.pkcs1 import RSAPrivateKey, RSAPublicKey
from ...pkcs.sec1 import ECPrivateKey
from ...x509.algorithm import ECParameters
from ..objects import short_name
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


@asn1.sequence
class DomainParameters(asn1.Value):
    """The group of DSA keys.

    Dss-Parms ::= SEQUENCE {
        p  INTEGER,
        q  INTEGER,
        g  INTEGER }  -- RFC 3279 2.3.2
    """

    p: int
    q: int
    g: int


@asn1.typedef
class _Number(asn1.Value):
    number: int


def public_key_lines(key: SubjectPublicKeyInfo) -> list[str] | None:
    """Return the lines of a public key; None for one that OpenSSL 3.0 cannot load."""
    printer = _PRINTERS.get(str(key.algorithm.algorithm))
    if printer is None:
        return None
    try:
        return printer(key.algorithm.parameters, key.subject_public_key.octets)
    except DecodeError:
        return None


def private_key_lines(info: PrivateKeyInfo) -> list[str] | None:
    """Return the lines of a private key; None for one of a kind that is not known here.

    What a private key is made of is in them: they are for whoever asks for just that.
    """
    algorithm = info.private_key_algorithm
    printer = _PRIVATE_PRINTERS.get(str(algorithm.algorithm))
    return None if printer is None else printer(algorithm.parameters, info.private_key)


def _private_rsa(parameters: Value | None, octets: bytes) -> list[str]:
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


def _private_ec(parameters: Value | None, octets: bytes) -> list[str] | None:
    key = ECPrivateKey.from_der(octets)
    public = None if key.public_key is None else _ec(parameters or key.parameters, key.public_key.octets)
    if public is None:
        return None
    return [public[0].replace("Public", "Private"), *labelled_octets("priv:", key.private_key), *public[1:]]


def _rsa(parameters: Value | None, octets: bytes) -> list[str]:
    key = RSAPublicKey.from_der(octets)
    return [
        f"Public-Key: ({key.modulus.bit_length()} bit)",
        *labelled_number("Modulus:", key.modulus),
        *labelled_number("Exponent:", key.public_exponent),
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
    group = DomainParameters.from_der(parameters.to_der())
    return [
        f"Public-Key: ({group.p.bit_length()} bit)",
        *labelled_number("pub: ", _Number.from_der(octets).number),
        *labelled_number("P:   ", group.p),
        *labelled_number("Q:   ", group.q),
        *labelled_number("G:   ", group.g),
    ]


_PRIVATE_PRINTERS: dict[str, Callable[[Value | None, bytes], list[str] | None]] = {
    str(oid.RSA_ENCRYPTION): _private_rsa,
    str(oid.EC_PUBLIC_KEY): _private_ec,
}
_PRINTERS: dict[str, Callable[[Value | None, bytes], list[str] | None]] = {
    str(oid.RSA_ENCRYPTION): _rsa,
    str(oid.RSASSA_PSS): _rsa_pss,
    str(oid.EC_PUBLIC_KEY): _ec,
    str(oid.DSA): _dsa,
    str(oid.ED25519): _edwards("ED25519", 32),
    str(oid.ED448): _edwards("ED448", 57),
    str(oid.X25519): _edwards("X25519", 32),
    str(oid.X448): _edwards("X448", 56),
}
