"""`ecparam`: EC parameters and keys, as OpenSSL 3.0's `openssl ecparam` writes them."""

from __future__ import annotations

from .. import pem
from ..openssl.objects import short_name
from ..openssl.text.curves import NIST_NAMES, ORDER_BITS
from ..signing.keys import PrivateKey
from ..x509.algorithm import ECParameters
from . import console
from .ec_forms import check_curve
from .files import deliver, read_format
from .new_keys import curve_in_file, curve_key_type
from .options import Arguments, Option, Verb


def _run(given: Arguments) -> int:
    check_curve(given)
    form = read_format(given.text("outform"))
    name = given.text("name")
    source_form = read_format(given.text("inform"))
    # A key that is made shows the curve to be one of those that are there, and its name.
    key = PrivateKey.generate(curve_in_file(given.text("in"), source_form) if name is None else curve_key_type(name))
    texts = curve_text(key) if given.has("text") else ""
    if given.has("check") or given.has("check_named"):
        console.say("checking elliptic curve parameters: ok")
    parts: list[bytes] = [console.octets(texts)]
    if not given.has("noout"):
        parts.append(parameters(key, form))
    if given.has("genkey"):
        parts.append(key.to_der(format="traditional") if form == "DER" else key.to_pem(format="traditional").encode())
    deliver([(given.text("out"), b"".join(parts), given.has("genkey"))])
    return 0


def curve_text(key: PrivateKey) -> str:
    """Return the lines of a named curve."""
    curve = key.private_key_info.private_key_algorithm.parameters
    assert isinstance(curve, ECParameters)
    name = short_name(curve.value) or ""
    nist = f"NIST CURVE: {NIST_NAMES[name]}\n" if name in NIST_NAMES else ""
    return f"EC-Parameters: ({ORDER_BITS[name]} bit)\nASN1 OID: {name}\n{nist}"


def parameters(key: PrivateKey, form: str | None = None) -> bytes:
    """Return the curve of an EC key, in PEM or DER."""
    curve = key.private_key_info.private_key_algorithm.parameters
    assert curve is not None
    return curve.to_der() if form == "DER" else pem.encode("EC PARAMETERS", curve.to_der()).encode()


VERB = Verb(
    "ecparam",
    "Make an EC key: its parameters, then the key as SEC 1 has it.",
    (
        Option(
            "name", "CURVE", "prime256v1, secp384r1, secp521r1 (P-256, P-384, P-521), secp256k1, brainpoolP256r1, ..."
        ),
        Option("in", "FILE", "the curve's parameters, in place of -name; standard input if neither is given"),
        Option("inform", "PEM|DER", "their format; found out if it is not given"),
        Option("genkey", None, "make a key"),
        Option("noout", None, "do not write the parameters"),
        Option("text", None, "print what the curve is called"),
        Option("check", None, "say whether the parameters are sound: those of a named curve are"),
        Option("check_named", None, "the same"),
        Option("param_enc", "named_curve", "how the curve is written: by its name"),
        Option("conv_form", "FORM", "of the point of a curve that is written out: a name has none"),
        Option("no_seed", None, "without the seed of a curve that is written out: a name has none"),
        Option("out", "FILE", "where they go, mode 0600 with a key; standard output if it is not given"),
        Option("outform", "PEM|DER", "the format (PEM)"),
    ),
    _run,
    examples=("x509forge ecparam -out server.key -name prime256v1 -genkey",),
    later=frozenset(
        {"engine", "list_curves", "propquery", "provider", "provider-path", "provparam", "rand", "writerand"}
    ),
)
