"""The new keys that `-newkey`, `-algorithm` and their `-pkeyopt` describe, in OpenSSL's words."""

from __future__ import annotations

from .. import pem
from ..errors import UnsupportedKey
from ..signing.algorithms import pss_parameters
from ..signing.keys import PrivateKey
from ..signing.scheme import hash_called
from ..x509.algorithm import AlgorithmIdentifier, ECParameters
from .files import about, called, is_pem, read
from .options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_CURVES = {
    "secp224r1": "P-224",
    "prime256v1": "P-256",
    "secp256r1": "P-256",
    "secp384r1": "P-384",
    "secp521r1": "P-521",
}
# What the options of each kind of key are called in ours; others are passed over where they say what is done anyway.
_PARAMETERS = {
    ("ec", "ec_paramgen_curve"): "curve",
    ("ec", "group"): "curve",
    ("rsa", "rsa_keygen_bits"): "bits",
    ("rsa", "bits"): "bits",
    ("rsa-pss", "rsa_keygen_bits"): "bits",
    ("rsa-pss", "bits"): "bits",
    ("rsa-pss", "rsa_pss_keygen_md"): "hash",
    ("rsa-pss", "rsa_pss_keygen_mgf1_md"): "mask",
    ("rsa-pss", "rsa_pss_keygen_saltlen"): "salt",
}
_AS_EVER = {"ec_param_enc": ("named_curve",), "rsa_keygen_pubexp": ("65537", "0x10001"), "rsa_keygen_primes": ("2",)}
_SPELLINGS = {"rsassa-pss": "rsa-pss"}


def curve_key_type(name: str) -> str:
    """Return the key type of a curve by OpenSSL's name or NIST's: `ec:P-256`."""
    return f"ec:{_CURVES.get(name, name)}"


def curve_in_file(path: str | None, form: str | None = None) -> str:
    """Return the key type of a curve in a file of EC parameters."""
    data = read(path)
    # An object identifier in DER begins with 06.
    if form is None and data[:1] == b"\6":
        form = "DER"
    with about(called(path)):
        curve = ECParameters.from_der(pem.one(data, "EC PARAMETERS").data if is_pem(data, form) else data)
        if curve.chosen != "named_curve":
            raise UsageError(f"{called(path)}: the curve must be a named one")
        return curve_key_type(curve.value.name or str(curve.value))


def new_key(text: str, options: Sequence[str], bits: int) -> PrivateKey:
    """Return a new key: `rsa:2048`, `2048`, `rsa-pss`, `ec` with its curve among the options, `param:FILE`, `ed25519`.

    `bits` is the length of an RSA key that does not say its own. Raises UsageError, BackendUnavailable.
    """
    # A number of bits alone is one of an RSA key.
    kind, colon, parameter = (f"rsa:{text}" if text[:1].isdigit() else text).partition(":")
    kind = _SPELLINGS.get(kind.lower(), kind.lower())
    given: dict[str, str] = {}
    if kind == "param" or (kind == "ec" and colon):
        kind, given["curve"] = "ec", curve_in_file(parameter).removeprefix("ec:")
    elif parameter:
        given["bits"] = parameter
    for option in options:
        name, _, value = option.partition(":")
        meaning = _PARAMETERS.get((kind, name))
        if meaning is not None and value:
            given[meaning] = value
        elif value not in _AS_EVER.get(name, ()) or not kind.startswith(name.partition("_")[0]):
            raise UsageError(f"-pkeyopt {option} is not supported for keys of the kind {kind}")
    if kind == "ec":
        if "curve" not in given:
            raise UsageError("an EC key needs a curve", "-pkeyopt ec_paramgen_curve:P-256")
        return PrivateKey.generate(curve_key_type(given["curve"]))
    if kind in ("rsa", "rsa-pss"):
        key = PrivateKey.generate(f"{kind}:{given.get('bits', bits)}")
        return _restricted(key, given) if {"hash", "mask", "salt"} & set(given) else key
    if parameter:
        raise UsageError(f"keys of the kind {kind} have no parameter: {text!r}")
    return PrivateKey.generate(kind)


def _restricted(key: PrivateKey, given: dict[str, str]) -> PrivateKey:
    """Return a key for RSASSA-PSS with these parameters alone; what is not said is the DEFAULT (RFC 4055 3.1)."""
    salt = given.get("salt", "20")
    if not salt.isascii() or not salt.isdigit() or len(salt) > 4:
        raise UsageError(f"-pkeyopt rsa_pss_keygen_saltlen takes a number of octets, not {salt!r}")
    try:
        parameters = pss_parameters(
            hash_called(given.get("hash", "sha1")), hash_called(given.get("mask", "sha1")), int(salt)
        )
    except UnsupportedKey as error:
        raise UsageError(f"-pkeyopt: {error}") from None
    algorithm = AlgorithmIdentifier(
        algorithm=key.private_key_info.private_key_algorithm.algorithm, parameters=parameters
    )
    return PrivateKey(key.private_key_info.replace(private_key_algorithm=algorithm))
