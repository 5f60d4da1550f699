"""`pkcs8`: private keys to PKCS#8 and back, as OpenSSL 3.0's `openssl pkcs8` converts them."""

from __future__ import annotations

from .files import deliver, load_key, read_format
from .options import Arguments, Option, UsageError, Verb
from .passwords import Passwords


def _run(given: Arguments) -> int:
    passwords = Passwords()
    key = load_key(given.text("in"), passwords, given.text("passin"), read_format(given.text("inform")))
    traditional = given.has("traditional")
    if given.has("topk8") and traditional:
        raise UsageError("-topk8 and -traditional do not go together")
    form = "traditional" if traditional else "pkcs8"
    password = None
    iterations = given.number("iter", 1, 10_000_000)
    if given.has("topk8") and not given.has("nocrypt"):
        password = passwords.to_write(given.text("passout"), "the new key")
    elif iterations is not None or given.has("v2"):
        raise UsageError("-iter and -v2 say how a password protects the key, and there is none here")
    encode = key.to_der if read_format(given.text("outform")) == "DER" else key.to_pem
    data = encode(password=password, format=form, iterations=iterations, cipher=given.text("v2"))
    deliver([(given.text("out"), data if isinstance(data, bytes) else data.encode(), True)])
    return 0


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
        Option("iter", "N", "rounds of PBKDF2: 600,000 unless it is given"),
    ),
    _run,
    examples=("x509forge pkcs8 -topk8 -nocrypt -in server.key -out server_pkcs8.key",),
    later=frozenset(
        {"engine", "noiter", "provider", "rand", "saltlen", "scrypt", "scrypt_N", "scrypt_p", "v1", "v2prf"}
    ),
)
