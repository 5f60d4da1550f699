"""What rules ask of a public key: which kind it is, how strong, and whether it is known to be broken."""

from __future__ import annotations

import math
from functools import cache

from .. import oid
from ..asn1 import BitString
from ..errors import X509ForgeError
from ..pkcs.pkcs1 import RSAPublicKey
from ..x509.algorithm import AlgorithmIdentifier, ECParameters
from ..x509.public_key import SubjectPublicKeyInfo
from .rule import called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..oid import ObjectIdentifier

# The curves that all TLS clients know (RFC 8422 5.1.1, RFC 8446 9.1), by the words of `PrivateKey.generate`.
CURVES = {oid.SECP256R1: "ec:P-256", oid.SECP384R1: "ec:P-384", oid.SECP521R1: "ec:P-521"}


def algorithm_of(value: object) -> ObjectIdentifier | None:
    """Return the identifier in an AlgorithmIdentifier; None where a raw element stands for one of them."""
    known = isinstance(value, AlgorithmIdentifier) and isinstance(value.algorithm, str)
    return value.algorithm if known else None  # type: ignore[attr-defined]


def key_octets(key: SubjectPublicKeyInfo) -> bytes | None:
    """Return the octets of a key's bits; None where a raw element stands in their place."""
    bits = key.subject_public_key
    return bits.octets if isinstance(bits, BitString) and isinstance(bits.octets, bytes) else None


def rsa_key(public_key: object) -> RSAPublicKey | None:
    """Return the numbers of an RSA key; None for another key, and for one that does not decode."""
    if not isinstance(public_key, SubjectPublicKeyInfo) or not is_rsa(public_key):
        return None
    octets = key_octets(public_key)
    try:
        return None if octets is None else RSAPublicKey.from_der(octets)
    except X509ForgeError:
        return None


def key_kind(public_key: object) -> str:
    """Return `rsa:2048`, `ec:P-256` or what else the key is called; "" where a raw element stands in its place."""
    if not isinstance(public_key, SubjectPublicKeyInfo):
        return ""
    algorithm = algorithm_of(public_key.algorithm)
    if algorithm is None:
        return ""
    if algorithm == oid.EC_PUBLIC_KEY:
        parameters = public_key.algorithm.parameters
        curve = parameters.named_curve if isinstance(parameters, ECParameters) else None
        return CURVES.get(curve, f"ec:{curve}") if curve is not None else "ec"
    if is_rsa(public_key):
        numbers = rsa_key(public_key)
        return "rsa" if numbers is None else f"rsa:{numbers.modulus.bit_length()}"
    return called(algorithm)


def is_rsa(public_key: SubjectPublicKeyInfo) -> bool:
    """Return whether it says that it is an RSA key, of whatever padding."""
    return algorithm_of(public_key.algorithm) in (oid.RSA_ENCRYPTION, oid.RSASSA_PSS)


# --- Keys that were made badly ---------------------------------------------------------------------------------------

_FERMAT_ROUNDS = 100  # BR 6.1.1.3


def has_close_primes(modulus: int) -> bool:
    """Return whether 100 rounds of Fermat's method find the factors (https://fermatattack.secvuln.info/)."""
    if modulus < 3 or modulus % 2 == 0:
        return False
    middle = math.isqrt(modulus - 1) + 1
    for _ in range(_FERMAT_ROUNDS):
        rest = middle * middle - modulus
        if math.isqrt(rest) ** 2 == rest:
            return True
        middle += 1
    return False


def has_small_factor(modulus: int) -> bool:
    """Return whether a prime below 752 divides it (BR 6.1.6, NIST SP 800-89 5.3.3)."""
    return math.gcd(modulus, math.prod(_primes(752))) != 1


def is_roca(modulus: int) -> bool:
    """Return whether a modulus has the form of those that Infineon's library made (CVE-2017-15361).

    Its primes are k*M + (65537**a mod M), M the product of the first primes; so the modulus is a power of 65537
    modulo each of them, and it is the same power. For another modulus this holds by chance less than once in 2**100.
    """
    exponents: list[tuple[int, int]] = []
    for prime in _primes(168):
        powers = _powers(prime)
        exponent = powers.get(modulus % prime)
        if exponent is None:
            return False
        exponents.append((exponent, len(powers)))
    # One exponent has all these remainders if each two of them agree where their orders share a factor.
    return all(
        (one - other) % math.gcd(order, its_order) == 0
        for at, (one, order) in enumerate(exponents)
        for other, its_order in exponents[:at]
    )


@cache
def _powers(prime: int) -> dict[int, int]:
    """Return the powers of 65537 modulo a prime, each with its least exponent."""
    found: dict[int, int] = {}
    power = 1 % prime
    while power not in found:
        found[power] = len(found)
        power = power * 65537 % prime
    return found


@cache
def _primes(below: int) -> tuple[int, ...]:
    return tuple(_sieve(below))


def _sieve(below: int) -> Iterator[int]:
    for number in range(2, below):
        if all(number % divisor for divisor in range(2, math.isqrt(number) + 1)):
            yield number
