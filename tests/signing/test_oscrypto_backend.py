"""What is oscrypto's own: what it says, very large keys, libcrypto's errors; `test_backends.py` has the rest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys

from tests.tools.signatures import MESSAGE, key, public_key, signed, takes
from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.signing import oscrypto_pss
from x509forge.signing.oscrypto_backend import BACKEND
from x509forge.signing.scheme import Scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.signing.backend import Backend

_ROOT = Path(__file__).resolve().parents[2]
_: Backend = BACKEND  # what it must be, for the type checker


@pytest.mark.parametrize("key_type", ["rsa:512", "rsa:2047", "rsa:8192", "ec:P-224", "ed25519"])
def test_what_cannot_be_generated_is_named_with_what_can(key_type: str) -> None:
    with pytest.raises(UnsupportedKey, match=rf"cannot generate {key_type}: oscrypto (generates|knows) RSA keys of "):
        BACKEND.generate(key_type)


def test_what_it_does_not_sign() -> None:
    handle = BACKEND.load(key("ec:P-256"))
    with pytest.raises(SigningError, match=r"knows the signature schemes rsa-pkcs1v15, rsa-pss, ecdsa, not ed25519"):
        BACKEND.sign(handle, Scheme("ed25519", "sha256"), MESSAGE)
    with pytest.raises(SigningError, match=r"knows the hashes md5, sha1, .* for rsa-pkcs1v15 alone\), not md5"):
        BACKEND.sign(handle, Scheme("ecdsa", "md5"), MESSAGE)
    with pytest.raises(UnsupportedKey, match="cannot expand the seed of ml-dsa-65: oscrypto knows RSA and EC keys"):
        BACKEND.expand("ml-dsa-65", bytes(32))


def test_a_very_large_rsa_key(tmp_path: Path) -> None:
    """RSA with 15,636 bits, which would take minutes to generate; Mersenne's primes are at hand."""
    p, q, e = 2**11213 - 1, 2**4423 - 1, 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    numbers = {"version": 0, "modulus": p * q, "public_exponent": e, "private_exponent": d, "prime1": p, "prime2": q}
    parts = {"exponent1": d % (p - 1), "exponent2": d % (q - 1), "coefficient": pow(q, -1, p)}
    handle = BACKEND.load(asn1_keys.PrivateKeyInfo.wrap(asn1_keys.RSAPrivateKey({**numbers, **parts}), "rsa").dump())
    scheme = Scheme("rsa-pkcs1v15", "sha512")
    signature = BACKEND.sign(handle, scheme, MESSAGE)
    assert takes("rsa:15636", BACKEND.public_key(handle), scheme, signature, tmp_path)
    assert BACKEND.verify(BACKEND.public_key(handle), scheme, signature, MESSAGE)


def test_the_salt_is_told_where_oscrypto_does_not(tmp_path: Path) -> None:
    """oscrypto alone makes the longest salt with libcrypto 3.0, and verifies any: so it is not asked."""
    if not oscrypto_pss.is_told():
        scheme = Scheme("rsa-pss", "sha256", mgf_hash_name="sha256", salt_length=7)
        assert "a salt as long as it" in str(BACKEND.why_unsupported("sign", "rsa:2048", scheme))
        return
    handle, public = BACKEND.load(key("rsa:2048")), public_key("rsa:2048")
    for length in (0, 7, 32, 222):
        scheme = Scheme("rsa-pss", "sha256", mgf_hash_name="sha1", salt_length=length)
        other = Scheme("rsa-pss", "sha256", mgf_hash_name="sha1", salt_length=32 if length != 32 else 222)
        signature = BACKEND.sign(handle, scheme, MESSAGE)
        assert takes("rsa:2048", public, scheme, signature, tmp_path)
        assert not takes("rsa:2048", public, other, signature, tmp_path)
        assert not BACKEND.verify(public, other, signature, MESSAGE)
        assert not BACKEND.verify(public, other, signed("rsa:2048", scheme, tmp_path), MESSAGE)


def test_no_error_is_left_behind() -> None:
    """libcrypto's queue of errors is empty after whatever failed."""
    BACKEND.load(key("ec:P-256"))
    libcrypto = pytest.importorskip(
        "oscrypto._openssl._libcrypto", reason="oscrypto is not on libcrypto here"
    ).libcrypto
    with pytest.raises(KeyFormatError):
        BACKEND.verify(public_key("ec:P-256")[:-1] + b"\0", Scheme("ecdsa", "sha256"), b"", MESSAGE)
    assert libcrypto.ERR_peek_error() == 0
    with pytest.raises(KeyFormatError):
        BACKEND.decrypt("aes-128-cbc", bytes(16), bytes(16), bytes(16))
    assert libcrypto.ERR_peek_error() == 0
    pss = Scheme("rsa-pss", "sha256", mgf_hash_name="sha256", salt_length=32)
    for scheme in (Scheme("rsa-pkcs1v15", "sha256"), pss):
        for signature in (bytes(256), b"\xff" * 256):
            assert not BACKEND.verify(public_key("rsa:2048"), scheme, signature, MESSAGE)
            assert libcrypto.ERR_peek_error() == 0


@pytest.mark.parametrize("flavour", ["import oscrypto; oscrypto.use_ctypes()", "import cffi"])
def test_pss_in_a_fresh_process_by_either_interface(flavour: str, tmp_path: Path) -> None:
    scheme = 'Scheme("rsa-pss", "sha384", mgf_hash_name="sha1", salt_length=11)'
    script = f"""
{flavour}
from concurrent.futures import ThreadPoolExecutor
from x509forge.signing.oscrypto_backend import BACKEND
from x509forge.signing.scheme import Scheme
import oscrypto, sys
handle, scheme = BACKEND.load(bytes.fromhex({key("rsa:2048").hex()!r})), {scheme}
with ThreadPoolExecutor(4) as threads:
    signatures = list(threads.map(lambda _: BACKEND.sign(handle, scheme, {MESSAGE!r}), range(40)))
    public = BACKEND.public_key(handle)
    confirmed = list(threads.map(lambda one: BACKEND.verify(public, scheme, one, {MESSAGE!r}), signatures))
assert all(confirmed) and len(set(signatures)) == 40
assert not BACKEND.verify(BACKEND.public_key(handle), scheme, signatures[0], b"another")
print(oscrypto.ffi(), signatures[0].hex())
"""
    if not oscrypto_pss.is_told():
        pytest.skip("oscrypto is not on libcrypto 3 here")
    done = subprocess.run([sys.executable, "-c", script], cwd=_ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    interface, signature = done.stdout.split()
    assert interface == ("ctypes" if "ctypes" in flavour else "cffi")
    told = Scheme("rsa-pss", "sha384", mgf_hash_name="sha1", salt_length=11)
    assert takes("rsa:2048", public_key("rsa:2048"), told, bytes.fromhex(signature), tmp_path)
