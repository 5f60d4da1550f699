"""`pkey`: keys of any kind, as OpenSSL 3.0's `openssl pkey` converts and prints them."""

from __future__ import annotations

from ..signing.keys import PrivateKey
from .ec_forms import form_options, formed
from .keys import (
    INPUT,
    LATER,
    OUTPUT,
    PRINTING,
    check,
    check_public,
    encoded,
    in_der,
    load,
    own_form,
    public_key,
    said,
    text,
    write,
)
from .options import Arguments, Option, Verb


def _run(given: Arguments) -> int:
    key = formed(given, load(given), "ec_")
    outputs = []
    sound = True
    if given.has("check") or given.has("pubcheck"):
        sound = check(key) if given.has("check") and isinstance(key, PrivateKey) else check_public(public_key(key))
        outputs.append(said(given, f"Key is {'valid' if sound else 'invalid'}\n"))
    if not given.has("noout"):
        form = "traditional" if given.has("traditional") else "pkcs8"
        outputs.append(encoded(given, key, own_form(key) if in_der(given) else form))
    if given.has("text_pub"):
        outputs.append(said(given, text(public_key(key))))
    elif given.has("text"):
        shown = public_key(key) if given.has("pubout") else key
        outputs.append(_private(said(given, text(shown)), shown))
    write(outputs)
    return 0 if sound else 1


def _private(output: tuple[str | None, bytes, bool], key: object) -> tuple[str | None, bytes, bool]:
    return output[0], output[1], isinstance(key, PrivateKey)


VERB = Verb(
    "pkey",
    "Convert a key of any kind, or print it.",
    (
        *INPUT,
        *OUTPUT,
        Option("traditional", None, "write it as PKCS#1 or SEC 1"),
        *form_options("ec_"),
        *PRINTING,
        Option("pubcheck", None, "say whether the public key is one"),
        Option("text_pub", None, "print what the public key is made of"),
    ),
    _run,
    examples=(
        "x509forge pkey -in server.key -pubout -out server.pub",
        "x509forge pkey -in server.key -noout -text_pub",
    ),
    later=LATER,
)
