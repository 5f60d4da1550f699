"""RSA moduli that nobody should have: made for the tests, and of no use."""

from __future__ import annotations

import math

from x509forge.rules.keys import has_close_primes

# The product of all primes below 752: what BR 6.1.6 asks about.
SMALL = math.prod(n for n in range(2, 752) if all(n % d for d in range(2, n)))
PRIMES = math.prod(n for n in range(2, 168) if all(n % d for d in range(2, n)))
# The form that CVE-2017-15361 is about, of 2048 bits.
ROCA = next(
    n
    for n in (PRIMES * k + pow(65537, 1234567, PRIMES) for k in range(2**2048 // PRIMES - 1, 0, -1))
    if n.bit_length() == 2048 and math.gcd(n, SMALL) == 1
)
_P = 2**1024 - 105  # it need not be prime to be found by Fermat's method
CLOSE = next(n for n in (_P * (_P - step) for step in range(2, 4000, 2)) if math.gcd(n, SMALL) == 1)


def sound(bits: int) -> int:
    """Return an odd number of this size without small factors: it need not be a product of two primes."""
    start = 2 ** (bits - 1) + 2 ** (bits // 2 - 1) + 1
    return next(n for n in range(start, 2**bits, 2) if math.gcd(n, SMALL) == 1 and not has_close_primes(n))


MODULUS = sound(2048)
