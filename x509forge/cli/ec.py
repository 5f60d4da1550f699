"""`ec`: EC keys, as OpenSSL 3.0's `openssl ec` converts and prints them."""

from __future__ import annotations

from ..oid import EC_PUBLIC_KEY
from ..pkcs.sec1 import ECPrivateKey
from ..signing.keys import PrivateKey
from . import console
from .ec_forms import form_options, formed
from .keys import (
    CIPHERS,
    INPUT,
    LATER,
    OUTPUT,
    PRINTING,
    check,
    ec_parameters,
    encoded,
    in_der,
    load,
    said,
    text,
    write,
)
from .options import Arguments, Option, UsageError, Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..x509.public_key import SubjectPublicKeyInfo


def _run(given: Arguments) -> int:
    console.say("read EC key")
    key = formed(given, load(given, EC_PUBLIC_KEY))
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
        outputs.append(ec_parameters(given, key) if given.has("param_out") else _encoded(given, key))
    write(outputs)
    return 0 if sound else 1


def _encoded(given: Arguments, key: PrivateKey | SubjectPublicKeyInfo) -> tuple[str | None, bytes, bool]:
    """Return what goes to `-out`: the key, under -no_public without its public part."""
    if not given.has("no_public") or given.has("pubout") or not isinstance(key, PrivateKey):
        return encoded(given, key, "traditional")
    if given.only_one_of(*CIPHERS) is not None:
        raise UsageError("-no_public writes a key in the clear: it does not go together with a cipher")
    bare = ECPrivateKey.from_der(key.to_der(format="traditional")).replace(public_key=None)
    return given.text("out"), bare.to_der() if in_der(given) else bare.to_pem().encode(), True


VERB = Verb(
    "ec",
    "Convert an EC key, or print it.",
    (
        *INPUT,
        *OUTPUT,
        *form_options(),
        Option("no_public", None, "leave the public key out of a private one"),
        *PRINTING,
        Option("param_out", None, "write the curve"),
    ),
    _run,
    examples=("x509forge ec -in server.key -pubout", "x509forge ec -in server.key -noout -text"),
    later=LATER,
)
