"""`genpkey`: a new key of any kind, as OpenSSL 3.0's `openssl genpkey` writes it."""

from __future__ import annotations

from ..signing.keys import PrivateKey
from .ecparam import curve_text
from .keys import LATER, OUTPUT, ec_parameters, encoded, in_der, own_form, said, text, write
from .new_keys import curve_in_file, new_key
from .options import Arguments, Option, UsageError, Verb


def _run(given: Arguments) -> int:
    key = _new_key(given)
    if given.has("genparam"):
        outputs = [ec_parameters(given, key)]
        if given.has("text"):
            outputs.append(said(given, curve_text(key)))
        write(outputs)
        return 0
    outputs = [encoded(given, key, own_form(key) if in_der(given) else "pkcs8")]
    if given.has("text"):
        path, data, _ = said(given, text(key))
        outputs.append((path, data, True))
    path = given.text("outpubkey")
    if path is not None:
        public = key.public_key
        outputs.append((path, public.to_der() if in_der(given) else public.to_pem().encode(), False))
    write(outputs)
    return 0


def _new_key(given: Arguments) -> PrivateKey:
    """Return the key that the options describe; raises UsageError."""
    path = given.text("paramfile")
    if path is not None:
        if given.has("algorithm"):
            raise UsageError("-paramfile says the algorithm: it does not go together with -algorithm")
        return PrivateKey.generate(curve_in_file(path))
    algorithm = given.needed("algorithm", ": RSA, EC, ED25519, ...")
    if given.has("genparam") and algorithm.lower() != "ec":
        raise UsageError("-genparam is for -algorithm EC")
    if ":" in algorithm or algorithm[:1].isdigit():
        raise UsageError(f"-algorithm is the name of one, not {algorithm!r}")
    return new_key(algorithm, given.texts("pkeyopt"), 2048)


VERB = Verb(
    "genpkey",
    "Make a key of any kind, or the parameters of one.",
    (
        Option(
            "algorithm",
            "NAME",
            "the kind of key: RSA, RSA-PSS, EC, ED25519, ED448, X25519, X448, ML-DSA-65, ML-KEM-768",
        ),
        Option("pkeyopt", "NAME:VALUE", "rsa_keygen_bits:2048, ec_paramgen_curve:P-256", many=True),
        Option("paramfile", "FILE", "the curve, in place of -algorithm"),
        Option("genparam", None, "write the curve, and make no key"),
        *(option for option in OUTPUT if option.name != "passout"),
        Option("pass", "SOURCE", "the password for it, with a cipher"),
        Option("text", None, "print what the key is made of: its secrets too"),
        Option("outpubkey", "FILE", "where the public key goes too"),
        Option("verbose", None, "say how it goes; nothing is said anyway"),
        Option("quiet", None, "say nothing meanwhile; nothing is said anyway"),
    ),
    _run,
    examples=("x509forge genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out server.key",),
    later=(LATER - {"verbose"}) | {"config"},
)
