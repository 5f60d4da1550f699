"""`genrsa`: a new RSA key, as OpenSSL 3.0's `openssl genrsa` writes it."""

from __future__ import annotations

from ..signing.keys import PrivateKey
from . import console
from .keys import LATER, OUTPUT, encoded, write
from .options import Arguments, Option, UsageError, Verb


def _run(given: Arguments) -> int:
    if len(given.operands) > 1:
        raise UsageError("genrsa takes the number of bits, and nothing else")
    bits = given.operands[0] if given.operands else "2048"
    if not bits.isascii() or not bits.isdigit() or len(bits) > 6:
        raise UsageError(f"genrsa takes a number of bits, not {bits!r}")
    if given.text("primes") not in (None, "2"):
        raise UsageError("genrsa -primes: keys of more than two primes are not supported")
    if given.has("verbose"):
        console.say(f"Generating RSA key with {bits} bits")
    key = PrivateKey.generate(f"rsa:{bits}")
    if given.has("verbose"):
        console.say("e is 65537 (0x010001)")
    write([encoded(given, key, "traditional" if given.has("traditional") else "pkcs8")])
    return 0


VERB = Verb(
    "genrsa",
    "Make an RSA key.",
    (
        *(option for option in OUTPUT if option.name != "outform"),
        Option("traditional", None, "write it as PKCS#1"),
        Option("primes", "2", "of two primes: others are not made"),
        Option("verbose", None, "say how many bits, and the public exponent"),
        Option("quiet", None, "say nothing meanwhile; nothing is said anyway"),
        Option("f4", None, "with the public exponent 65537: there is no other"),
        Option("F4", None, "the same"),
    ),
    _run,
    operands="[BITS]",
    examples=("x509forge genrsa -out server.key 2048",),
    later=(LATER - {"verbose"}) | {"3"},
)
