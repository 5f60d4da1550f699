"""What oscrypto says of the kinds of keys that it does not know; `test_backend_keys.py` has the rest."""

from __future__ import annotations

import pytest

from tests.tools.programs import Program
from x509forge.errors import UnsupportedKey
from x509forge.signing.oscrypto_backend import BACKEND
from x509forge.signing.scheme import Scheme

_openssl = Program("openssl")


def _key(*options: str) -> bytes:
    return _openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=_openssl("genpkey", "-algorithm", *options))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["ED25519"], r"oscrypto knows RSA keys of 512 to 16384 bits and EC keys on .*, not ed25519$"),
        (["EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "EC keys on P-256, P-384, P-521, not ec:secp256k1$"),
        (["EC", "-pkeyopt", "ec_paramgen_curve:P-224"], "EC keys on P-256, P-384, P-521, not ec:P-224$"),
        (["RSA-PSS"], r"an RSA key for RSASSA-PSS alone"),
    ],
)
def test_kinds_that_are_not_known(options: list[str], message: str) -> None:
    key = _key(*options)
    with pytest.raises(UnsupportedKey, match=message):
        BACKEND.load(key)
    public = _openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=key)
    with pytest.raises(UnsupportedKey, match=message):
        BACKEND.verify(public, Scheme("ecdsa", "sha256"), b"", b"m")


def test_parameters_written_out_reach_libcrypto_as_a_name() -> None:
    """CVE-2022-0778: nothing is computed on parameters that a key brings along, be they those of P-256."""
    options = ["-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"]
    key = _key("EC", *options)
    public = _openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=key)
    named = bytes.fromhex("06082a8648ce3d030107")
    assert named not in key
    handle = BACKEND.load(key)
    assert named in BACKEND.public_key(handle)
    signature = BACKEND.sign(handle, Scheme("ecdsa", "sha256"), b"m")
    assert BACKEND.verify(public, Scheme("ecdsa", "sha256"), signature, b"m")
