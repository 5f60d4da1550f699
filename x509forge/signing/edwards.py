"""The curves of Ed25519 and Ed448 (RFC 8032 5.1, 5.2), as far as telling which octets are a key on them."""

from __future__ import annotations


class EdwardsCurve:
    """A curve a x**2 + y**2 = 1 + d x**2 y**2 over the integers modulo p; a point is y, and one bit of x."""

    __slots__ = ("a", "cofactor", "d", "length", "p")

    def __init__(self, *, p: int, a: int, d: int, cofactor: int, length: int) -> None:
        self.p = p
        self.a = a
        self.d = d
        self.cofactor = cofactor
        self.length = length

    def has_point(self, octets: bytes) -> bool:
        """Return whether octets are a point, in its only form (RFC 8032 5.1.3, 5.2.3)."""
        y, sign = self._y(octets), octets[-1:] >= b"\x80"
        if len(octets) != self.length or y >= self.p:
            return False
        # x**2 is a fraction: a square where numerator times denominator is one (Euler's criterion).
        square = (1 - y * y) * (self.a - self.d * y * y) % self.p
        return pow(square, (self.p - 1) // 2, self.p) == 1 if square else not sign

    def is_small(self, octets: bytes) -> bool:
        """Return whether the order of a point divides the cofactor: who has such a key has anybody sign with it.

        A signature that anyone can write down is right for one message in 8 at least, with the neutral point for all.
        """
        p, a, d = self.p, self.a, self.d
        # Doubled as often as the cofactor says, by y alone, as a fraction; the neutral point has a y of 1.
        over, under, factor = self._y(octets), 1, self.cofactor
        while factor > 1:
            y, one = over * over % p, under * under % p
            slope, rest = (a * one - d * y) % p, a * one * (one - y)
            over, under = (y * slope - rest) % p, (2 * one * slope - y * slope - rest) % p
            factor //= 2
        return over == under

    def _y(self, octets: bytes) -> int:
        return int.from_bytes(octets, "little") % (1 << 8 * self.length - 1)


ED25519 = EdwardsCurve(p=2**255 - 19, a=-1, d=-121665 * pow(121666, -1, 2**255 - 19), cofactor=8, length=32)
ED448 = EdwardsCurve(p=2**448 - 2**224 - 1, a=1, d=-39081, cofactor=4, length=57)
