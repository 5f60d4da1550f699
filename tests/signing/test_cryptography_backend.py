"""What is cryptography's own: what it does not know, and what it says; `test_backends.py` has the rest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.signatures import MESSAGE, OPENSSL, key, public_key
from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.signing.cryptography_backend import BACKEND
from x509forge.signing.scheme import Scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.signing.backend import Backend

_: Backend = BACKEND  # what it must be, for the type checker


def test_rsa_keys_that_it_takes_too_short() -> None:
    with pytest.raises(UnsupportedKey, match="cannot use rsa:512 keys: cryptography knows RSA keys of 1024 to 16384 b"):
        BACKEND.load(key("rsa:512"))
    with pytest.raises(UnsupportedKey, match="cannot verify with rsa:512: cryptography knows RSA keys of 1024 to 1"):
        BACKEND.verify(public_key("rsa:512"), Scheme("rsa-pkcs1v15", "sha256"), b"", MESSAGE)


@pytest.mark.parametrize("key_type", ["ml-dsa-65", "ml-kem-768"])
def test_seeds_are_not_expanded(key_type: str) -> None:
    with pytest.raises(UnsupportedKey, match=f"cannot expand the seed of {key_type}: cryptography keeps"):
        BACKEND.expand(key_type, bytes(32))
    assert BACKEND.why_unsupported("expand", key_type)
    assert "by their seeds alone" in str(BACKEND.why_unsupported("load", f"{key_type}:expanded"))


def test_explicit_parameters_of_a_named_curve_are_that_curve() -> None:
    """They are compared here, and never reach the library."""
    options = ("-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit")
    explicit = OPENSSL("genpkey", "-algorithm", "EC", *options)
    der = OPENSSL("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=explicit)
    named = OPENSSL("ec", "-param_enc", "named_curve", "-pubout", "-outform", "DER", data=explicit)
    handle = BACKEND.load(der)
    assert BACKEND.public_key(handle) == named
    spelled_out = OPENSSL("pkey", "-pubout", "-outform", "DER", data=explicit)
    assert spelled_out != named
    signature = BACKEND.sign(handle, Scheme("ecdsa", "sha256"), MESSAGE)
    assert BACKEND.verify(spelled_out, Scheme("ecdsa", "sha256"), signature, MESSAGE)


def test_a_key_beside_an_ed25519_key_that_is_not_its_own() -> None:
    """RFC 5958 2; cryptography itself does not look at it."""
    plain, other = key("ed25519"), public_key("ed25519")[-32:]

    def beside(octets: bytes) -> bytes:
        contents = b"\x02\x01\x01" + plain[5:] + b"\x81\x21\x00" + octets
        return b"\x30" + bytes([len(contents)]) + contents

    assert BACKEND.public_key(BACKEND.load(beside(other)))[-32:] == other
    with pytest.raises(KeyFormatError, match="the public key in the ed25519 private key is not its own"):
        BACKEND.load(beside(bytes(32)))


def test_why_a_signature_cannot_be_made() -> None:
    assert BACKEND.why_unsupported("sign", "ec:P-256", Scheme("ecdsa", "sha256", deterministic=True)) is None
    assert "does not know the hash shake_128" in str(
        BACKEND.why_unsupported("sign", "ec:P-256", Scheme("ecdsa", "shake_128"))
    )
    with pytest.raises(SigningError, match="does not know the hash shake_128"):
        BACKEND.sign(BACKEND.load(key("ec:P-256")), Scheme("ecdsa", "shake_128"), MESSAGE)


def test_what_is_not_needed_of_it_is_not_imported() -> None:
    """Its functions for DER bring in `dataclasses` and more for OpenSSH's files: half of what it costs a process."""
    script = """
import sys
import x509forge as xf
for kind in ("ec:P-256", "rsa:2048", "ed25519"):
    key = xf.PrivateKey.from_pem(xf.PrivateKey.generate(kind, backend="cryptography").to_pem(), backend="cryptography")
    request = xf.CertificationRequest.create(xf.Name.of(CN="a.example"), key)
    request.verify()
    xf.Issuer.self_signed(xf.Name.of(CN="a"), key, days=2).issue(request, days=1)
for name in ("serialization", "asymmetric.mldsa"):
    assert f"cryptography.hazmat.primitives.{name}" not in sys.modules, name
print("dataclasses" in sys.modules)
"""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr
