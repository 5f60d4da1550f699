"""ECDSA signatures from elsewhere: r and s side by side become what openssl takes; DER stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge import oid
from x509forge.signing import ecdsa_values
from x509forge.signing.curves import curve_called
from x509forge.signing.signer import sign_with, verified
from x509forge.x509.curves import CURVES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

MESSAGE = b"what is signed"


def _raw(signature: bytes, width: int) -> bytes:
    value = xf.ECDSASigValue.from_der(signature)
    return value.r.to_bytes(width, "big") + value.s.to_bytes(width, "big")


@pytest.mark.parametrize("curve", [curve.name for curve in CURVES])
def test_r_and_s_side_by_side_become_what_openssl_confirms(
    keys: KeyFiles, openssl: Program, tmp_path: Path, curve: str
) -> None:
    file = keys(f"ec:{curve}")
    key = xf.PrivateKey.load(file)
    signature = openssl("dgst", f"-{key.hash_name}", "-sign", file, data=MESSAGE)
    width = (next(known.order for known in CURVES if known.name == curve).bit_length() + 7) // 8
    raw = _raw(signature, width)
    assert len(raw) == 2 * width
    assert verified(key.public_key, key.algorithm, raw, MESSAGE) == signature
    assert verified(key.public_key, key.algorithm, signature, MESSAGE) == signature
    (tmp_path / "public.pem").write_text(key.public_key.to_pem())
    (tmp_path / "signature").write_bytes(ecdsa_values.in_der(key.public_key, key.algorithm, raw))
    openssl(
        *("dgst", f"-{key.hash_name}", "-verify", tmp_path / "public.pem"),
        *("-signature", tmp_path / "signature"),
        data=MESSAGE,
    )


@given(st.integers(0, 2**256 - 1), st.integers(0, 2**256 - 1))
def test_the_der_is_cryptographys(r: int, s: int) -> None:
    key = xf.SubjectPublicKeyInfo(
        algorithm=xf.AlgorithmIdentifier(
            algorithm=oid.EC_PUBLIC_KEY, parameters=xf.ECParameters(named_curve=oid.SECP256R1)
        ),
        subject_public_key=xf.BitString(b"\x04" + b"".join(curve_called("P-256").base)),
    )
    algorithm = xf.AlgorithmIdentifier(algorithm=oid.ECDSA_WITH_SHA256)
    expected = encode_dss_signature(r, s)
    assert ecdsa_values.in_der(key, algorithm, r.to_bytes(32, "big") + s.to_bytes(32, "big")) == expected
    assert ecdsa_values.in_der(key, algorithm, expected) == expected


@pytest.mark.parametrize("broken", [b"", b"\0", bytes(63), bytes(65), b"\x30\x06\x02\x01\x01\x02\x01\x01\x00"])
def test_what_is_neither_form_is_refused(keys: KeyFiles, broken: bytes) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    with pytest.raises(xf.SignatureMismatch, match="neither the DER of an ECDSA-Sig-Value"):
        verified(key.public_key, key.algorithm, broken, MESSAGE)


def test_r_and_s_of_another_message_are_refused(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    with pytest.raises(xf.SignatureMismatch, match="does not confirm"):
        verified(key.public_key, key.algorithm, _raw(key.sign(b"another"), 32), MESSAGE)


def test_other_signatures_stay_as_they_are(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ed25519"))
    assert verified(key.public_key, key.algorithm, key.sign(MESSAGE), MESSAGE) == key.sign(MESSAGE)


def test_any_outside_signer_may_return_r_and_s(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-384"))

    class Cloud:
        algorithm = key.algorithm
        public_key = key.public_key

        def sign(self, message: bytes) -> bytes:
            return _raw(key.sign(message), 48)

    signature = sign_with(Cloud(), MESSAGE)
    xf.ECDSASigValue.from_der(signature)
    assert verified(key.public_key, key.algorithm, signature, MESSAGE) == signature
