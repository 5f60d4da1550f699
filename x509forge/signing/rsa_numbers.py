"""What the numbers of an RSA key must satisfy (RFC 8017 3), looked at before any library computes with them."""

from __future__ import annotations

from x509forge.errors import KeyFormatError, UnsupportedKey

# The largest modulus with which OpenSSL verifies, in bits.
MAX_RSA_BITS = 16384
# It verifies with no larger public exponent where the modulus has more bits than the second says.
_MAX_EXPONENT_BITS = 64
_MAX_BITS_WITH_ANY_EXPONENT = 3072


def require_usable(modulus: int, exponent: int) -> None:
    """Raise KeyFormatError for numbers that are no public key, UnsupportedKey for one that is too large."""
    bits = modulus.bit_length()
    if modulus <= 0 or modulus % 2 == 0:
        raise KeyFormatError("the modulus of the RSA key is not an odd positive number (RFC 8017 3.1)")
    if bits > MAX_RSA_BITS:
        raise UnsupportedKey(f"an RSA key of {bits} bits; {MAX_RSA_BITS} are the most")
    if exponent < 3 or exponent % 2 == 0 or exponent >= modulus:
        # With 1, every message is its own signature.
        raise KeyFormatError("the public exponent of the RSA key is not odd, from 3 up to the modulus (RFC 8017 3.1)")
    if bits > _MAX_BITS_WITH_ANY_EXPONENT and exponent.bit_length() > _MAX_EXPONENT_BITS:
        raise UnsupportedKey(f"an RSA key of {bits} bits with a public exponent of more than {_MAX_EXPONENT_BITS} bits")


def require_consistent(n: int, e: int, d: int, p: int, q: int, d_p: int, d_q: int, q_inv: int) -> None:
    """Raise KeyFormatError unless the parts satisfy the equations of RFC 8017 3.2.

    Whether p and q are primes is not tested. Each part is bounded before anything is computed with it.
    """
    if not (
        all(0 < part < n for part in (d, p, q, d_p, d_q, q_inv))
        and p > 1
        and q > 1
        and p * q == n
        and d % (p - 1) == d_p
        and d % (q - 1) == d_q
        and e * d_p % (p - 1) == 1
        and e * d_q % (q - 1) == 1
        and q_inv * q % p == 1
    ):
        raise KeyFormatError("the parts of the RSA private key contradict one another (RFC 8017 3.2)")
