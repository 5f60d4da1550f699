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
        (["ED25519"], r"not those of the algorithm 1\.3\.101\.112$"),
        (["EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "an EC key on a curve that oscrypto does not know; it k"),
        (["EC", "-pkeyopt", "ec_paramgen_curve:P-224"], "it knows P-256, P-384, P-521$"),
        (
            ["EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"],
            r"an EC key with explicit parameters instead of a named curve \(RFC 5480 2\.1\.1\)",
        ),
        (["RSA-PSS"], r"the algorithm 1\.2\.840\.113549\.1\.1\.10$"),
    ],
)
def test_kinds_that_are_not_known(options: list[str], message: str) -> None:
    key = _key(*options)
    with pytest.raises(UnsupportedKey, match=message):
        BACKEND.load(key)
    public = _openssl("pkey", "-inform", "DER", "-pubout", "-outform", "DER", data=key)
    with pytest.raises(UnsupportedKey, match=message):
        BACKEND.verify(public, Scheme("ecdsa", "sha256"), b"", b"m")
