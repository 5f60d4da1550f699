"""`ecparam`: EC parameters and keys, as OpenSSL 3.0's `openssl ecparam` writes them."""

from __future__ import annotations

from .. import pem
from ..signing.keys import PrivateKey
from .files import deliver, read_format
from .openssl_verbs import curve_key_type
from .options import Arguments, Option, Verb


def _run(given: Arguments) -> int:
    key = PrivateKey.generate(curve_key_type(given.needed("name")))
    form = read_format(given.text("outform"))
    parts: list[bytes] = []
    if not given.has("noout"):
        parts.append(parameters(key, form))
    if given.has("genkey"):
        parts.append(key.to_der(format="traditional") if form == "DER" else key.to_pem(format="traditional").encode())
    deliver([(given.text("out"), b"".join(parts), given.has("genkey"))])
    return 0


def parameters(key: PrivateKey, form: str | None = None) -> bytes:
    """Return the curve of an EC key, in PEM or DER."""
    curve = key.private_key_info.private_key_algorithm.parameters
    assert curve is not None
    return curve.to_der() if form == "DER" else pem.encode("EC PARAMETERS", curve.to_der()).encode()


VERB = Verb(
    "ecparam",
    "Make an EC key: its parameters, then the key as SEC 1 has it.",
    (
        Option("name", "CURVE", "prime256v1, secp384r1 or secp521r1 (P-256, P-384, P-521)"),
        Option("genkey", None, "make a key"),
        Option("noout", None, "do not write the parameters"),
        Option("out", "FILE", "where they go, mode 0600 with a key; standard output if it is not given"),
        Option("outform", "PEM|DER", "the format (PEM)"),
    ),
    _run,
    examples=("x509forge ecparam -out server.key -name prime256v1 -genkey",),
    later=frozenset(
        {"check", "check_named", "conv_form", "engine", "in", "inform", "list_curves", "no_seed", "param_enc", "text"}
    ),
)
