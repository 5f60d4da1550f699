"""How much work a file may ask for before it is read."""

from __future__ import annotations

from ...errors import KeyFormatError

# What is read without being told to: some seconds. A file may ask for any number, and each one takes time.
MAX_ITERATIONS = 10_000_000
MAX_MEMORY = 2**30

# What hashlib takes, as OpenSSL does: a C int.
_MOST_ITERATIONS = 2**31 - 1
_MAX_SALT_LENGTH = 1024


class Limits:
    """The most rounds of a password's hashing, and the most octets that scrypt may go through: 128 N r p.

    The octets bound the memory that scrypt takes, which is 128 N r, and the time.
    """

    __slots__ = ("max_iterations", "max_memory")

    def __init__(self, max_iterations: int = MAX_ITERATIONS, max_memory: int = MAX_MEMORY) -> None:
        self.max_iterations = max_iterations
        self.max_memory = max_memory

    def require_iterations(self, what: str, count: int) -> None:
        """Raise KeyFormatError for rounds that are none, or too many."""
        if count < 1:
            raise KeyFormatError(f"{what} with less than one round (RFC 8018 4.2)")
        limit = min(self.max_iterations, _MOST_ITERATIONS)
        if count > limit:
            raise KeyFormatError(f"{what} with {_shown(count)} rounds, more than {limit:,} (max_iterations)")

    def require_memory(self, n: int, r: int, p: int) -> None:
        """Raise KeyFormatError where scrypt has too much to do; `n`, `r` and `p` are as in RFC 7914 2."""
        octets = 128 * n * r * p
        if min(n, r, p) < 1:
            raise KeyFormatError("the cost of scrypt is not one that there can be (RFC 7914 6)")
        if octets > self.max_memory:
            raise KeyFormatError(
                f"scrypt that goes through {_shown(octets)} octets, more than {self.max_memory:,} (max_memory)"
            )


def require_salt(what: str, salt: bytes) -> None:
    """Raise KeyFormatError for a salt that is none, or too long."""
    if not 1 <= len(salt) <= _MAX_SALT_LENGTH:
        raise KeyFormatError(f"the salt of {what} is {len(salt)} octets, not 1 to {_MAX_SALT_LENGTH}")


def _shown(count: int) -> str:
    return f"{count:,}" if count.bit_length() <= 64 else "more than 2**64"
