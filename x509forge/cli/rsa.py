"""`rsa`: RSA keys, as OpenSSL 3.0's `openssl rsa` converts and prints them."""

from __future__ import annotations

from ..oid import RSA_ENCRYPTION, RSASSA_PSS
from ..signing.keys import PrivateKey
from . import console
from .keys import INPUT, LATER, OUTPUT, PRINTING, check, encoded, load, public_key, said, text, write
from .options import Arguments, Option, Verb
from .x509_texts import modulus


def _run(given: Arguments) -> int:
    key = load(given, RSA_ENCRYPTION, RSASSA_PSS)
    outputs = []
    sound = True
    if given.has("text"):
        path, data, _ = said(given, text(key))
        outputs.append((path, data, isinstance(key, PrivateKey)))
    if given.has("modulus"):
        outputs.append(said(given, modulus(public_key(key), "")))
    if given.has("check"):
        sound = check(key)
        outputs.append(said(given, "RSA key ok\n" if sound else "RSA key not ok\n"))
    if not given.has("noout"):
        console.say("writing RSA key")
        outputs.append(encoded(given, key, "traditional" if given.has("traditional") else "pkcs8"))
    write(outputs)
    return 0 if sound else 1


VERB = Verb(
    "rsa",
    "Convert an RSA key, or print it.",
    (
        *INPUT,
        Option("RSAPublicKey_in", None, "the input is a public key of PKCS#1"),
        *OUTPUT,
        Option("traditional", None, "write it as PKCS#1"),
        *PRINTING,
        Option("RSAPublicKey_out", None, "write the public key as PKCS#1 has it"),
        Option("modulus", None, "print the modulus"),
    ),
    _run,
    examples=("x509forge rsa -in server.key -noout -modulus", "x509forge rsa -in server.key -traditional"),
    later=LATER | {"pvk-none", "pvk-strong", "pvk-weak"},
)
