"""`pkcs8`: private keys to PKCS#8 and back, as OpenSSL 3.0's `openssl pkcs8` converts them."""

from __future__ import annotations

from ..signing.password_based import CIPHERS
from ..signing.password_based.pbes2 import ITERATIONS
from ..signing.scheme import hash_called
from . import console
from .files import deliver, load_key, read_format
from .keys import CIPHERS as CIPHER_NAMES
from .keys import require_own_form
from .options import Arguments, Option, UsageError, Verb
from .passwords import Passwords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..signing.keys import PrivateKey

# OpenSSL's own, from a time when they took as long as a hundred times as many do today.
_ITERATIONS = 2048
_COST = (2**14, 8, 1)
_PROTECTION = ("iter", "noiter", "v2", "v2prf", "scrypt", "scrypt_N", "scrypt_r", "scrypt_p")


def _run(given: Arguments) -> int:
    passwords = Passwords()
    key = load_key(given.text("in"), passwords, given.text("passin"), read_format(given.text("inform")))
    traditional = given.has("traditional")
    if given.has("topk8") and traditional:
        raise UsageError("-topk8 and -traditional do not go together")
    if traditional:
        require_own_form(key, "traditional")
    form = "traditional" if traditional else "pkcs8"
    protection: dict[str, Any] = {}
    if given.has("topk8") and not given.has("nocrypt"):
        protection = {**_protection(given), "password": passwords.to_write(given.text("passout"), "the new key")}
    else:
        asked = [name for name in _PROTECTION if given.has(name)]
        if asked:
            raise UsageError(f"-{asked[0]} says how a password protects the key, and there is none here")
    deliver([(given.text("out"), _encoded(given, key, form, protection), True)])
    return 0


def _encoded(given: Arguments, key: PrivateKey, form: str, protection: dict[str, Any]) -> bytes:
    if read_format(given.text("outform")) == "DER":
        return key.to_der(format=form, **protection)
    return key.to_pem(format=form, **protection).encode()


def _protection(given: Arguments) -> dict[str, Any]:
    """Return how the key is encrypted, as OpenSSL does it where nothing is said; raises UsageError."""
    name = (given.text("v2") or "aes-256-cbc").lower()
    cipher = CIPHER_NAMES.get(name, name)
    if cipher not in CIPHERS:
        raise UsageError(f"-v2 is one of {', '.join(CIPHERS)}, not {name!r}")
    if given.has("scrypt") or any(given.has(f"scrypt_{part}") for part in "Nrp"):
        if given.has("iter") or given.has("noiter") or given.has("v2prf"):
            raise UsageError("-scrypt takes the place of PBKDF2: -iter, -noiter and -v2prf do not go with it")
        cost = tuple(
            default if (number := given.number(f"scrypt_{part}", 1, 2**31)) is None else number
            for part, default in zip("Nrp", _COST, strict=True)
        )
        return {"kdf": "scrypt", "cost": cost, "cipher": cipher}
    iterations = given.number("iter", 1, 10_000_000)
    if given.has("noiter"):
        iterations = 1
    elif iterations is None:
        iterations = _ITERATIONS
        console.hint(
            f"{_ITERATIONS:,} rounds stand between the password and who guesses it: -iter 600000 is OWASP's figure"
        )
    return {"iterations": iterations, "prf": _prf(given), "cipher": cipher}


def _prf(given: Arguments) -> str:
    """Return the hash of PBKDF2's HMAC by OpenSSL's name for that: `hmacWithSHA256`."""
    text = given.text("v2prf")
    if text is None:
        return "sha256"
    name = hash_called(text.lower().removeprefix("hmacwith"))
    if not text.lower().startswith("hmacwith") or name not in ITERATIONS:
        known = ", ".join(f"hmacWith{prf.upper().replace('_', '-')}" for prf in ITERATIONS)
        raise UsageError(f"-v2prf is one of {known}, not {text!r}")
    return name


VERB = Verb(
    "pkcs8",
    "Write a private key as PKCS#8: encrypted, or with -nocrypt as MQTT brokers take it.",
    (
        Option("topk8", None, "the input is a key of any kind, the output PKCS#8"),
        Option("nocrypt", None, "without a password"),
        Option("traditional", None, "the output is PKCS#1 or SEC 1"),
        Option("in", "FILE", "the key; standard input if there is none"),
        Option("inform", "PEM|DER", "its format; found out if it is not given"),
        Option("out", "FILE", "where the key goes, mode 0600; standard output if it is not given"),
        Option("outform", "PEM|DER", "its format (PEM)"),
        Option("passin", "SOURCE", "the password of the input: pass:TEXT, env:NAME, file:PATH, stdin"),
        Option("passout", "SOURCE", "the password for the output"),
        Option("v2", "CIPHER", "the cipher: aes-256-cbc unless it is given"),
        Option("v2prf", "NAME", "the hash of PBKDF2: hmacWithSHA256 unless it is given"),
        Option("iter", "N", "rounds of PBKDF2: OpenSSL's 2,048 unless it is given; 600,000 are OWASP's figure"),
        Option("noiter", None, "one round"),
        Option("scrypt", None, "scrypt in place of PBKDF2"),
        Option("scrypt_N", "N", "its cost (16384); it implies -scrypt, as the next two do"),
        Option("scrypt_r", "N", "its block size (8)"),
        Option("scrypt_p", "N", "its parallelism (1)"),
    ),
    _run,
    examples=("x509forge pkcs8 -topk8 -nocrypt -in server.key -out server_pkcs8.key",),
    # PBES1 is read, and not written any more.
    later=frozenset({"engine", "propquery", "provider", "provider-path", "rand", "saltlen", "v1", "writerand"}),
)
