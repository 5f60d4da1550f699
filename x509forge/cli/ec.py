"""`ec`: EC keys, as OpenSSL 3.0's `openssl ec` converts and prints them."""

from __future__ import annotations

from ..oid import EC_PUBLIC_KEY
from ..signing.keys import PrivateKey
from . import console
from .keys import INPUT, LATER, OUTPUT, PRINTING, check, ec_parameters, encoded, load, said, text, write
from .options import Arguments, Option, Verb


def _run(given: Arguments) -> int:
    console.say("read EC key")
    key = load(given, EC_PUBLIC_KEY)
    outputs = []
    sound = True
    if given.has("text"):
        path, data, _ = said(given, text(key))
        outputs.append((path, data, isinstance(key, PrivateKey)))
    if given.has("check"):
        sound = check(key)
        console.say("EC Key valid." if sound else "EC Key Invalid!")
    if not given.has("noout"):
        console.say("writing EC key")
        outputs.append(ec_parameters(given, key) if given.has("param_out") else encoded(given, key, "traditional"))
    write(outputs)
    return 0 if sound else 1


VERB = Verb(
    "ec",
    "Convert an EC key, or print it.",
    (*INPUT, *OUTPUT, *PRINTING, Option("param_out", None, "write the curve")),
    _run,
    examples=("x509forge ec -in server.key -pubout", "x509forge ec -in server.key -noout -text"),
    later=LATER | {"conv_form", "no_public", "param_enc"},
)
