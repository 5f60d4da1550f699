"""What is the pure backend's own: its warning, missing libraries, expanded keys; `test_backends.py` has the rest."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from functools import cache
from pathlib import Path

import pytest

import x509forge as xf
from tests.tools.signatures import MESSAGE, OPENSSL_35, key, public_key, takes
from x509forge.pkcs.lattice_key import LatticePrivateKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.signing.pure_backend import BACKEND
from x509forge.signing.scheme import Scheme

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.signing.backend import Backend

_: Backend = BACKEND  # what it must be, for the type checker

_ROOT = Path(__file__).resolve().parents[2]
_ML_DSA, _ML_KEM = ["ml-dsa-44", "ml-dsa-65", "ml-dsa-87"], ["ml-kem-512", "ml-kem-768", "ml-kem-1024"]


def _run(script: str) -> str:
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


_SHOWN = """
import warnings
import x509forge as xf
from x509forge.signing.pure_backend import BACKEND
def count(call, *arguments, **named):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result = call(*arguments, **named)
    assert all(issubclass(each.category, xf.NotConstantTime) for each in caught), caught
    print(len(caught), *(str(each.message) for each in caught))
    return result
"""


def test_it_warns_once_and_never_for_verifying(tmp_path: Path) -> None:
    signature = BACKEND.sign(BACKEND.load(key("ec:P-256")), Scheme("ecdsa", "sha256"), MESSAGE)
    printed = _run(f"""{_SHOWN}
from x509forge.signing.scheme import Scheme
public, signature = bytes.fromhex({public_key("ec:P-256").hex()!r}), bytes.fromhex({signature.hex()!r})
assert count(BACKEND.verify, public, Scheme("ecdsa", "sha256"), signature, {MESSAGE!r})
count(xf.PrivateKey.generate, "ed25519", backend="pure")
count(xf.PrivateKey.generate, "ed25519", backend="pure")
""").splitlines()
    assert printed[0] == "0"
    assert printed[1].startswith("1 the backend 'pure' is not constant-time: whoever can measure ")
    assert printed[2] == "0"


@pytest.mark.parametrize(
    "call",
    [
        'BACKEND.generate, "ed25519"',
        'BACKEND.expand, "ml-dsa-44", bytes(32)',
        'BACKEND.encrypt, "aes-128-cbc", bytes(16), bytes(16), b""',
        "BACKEND.load, bytes.fromhex(KEY)",
    ],
)
def test_it_warns_of_whatever_takes_a_secret(call: str) -> None:
    assert _run(f"{_SHOWN}\nKEY = {key('ec:P-256').hex()!r}\ncount({call})").startswith("1 ")


def test_a_warning_that_is_an_error_keeps_the_key_from_being_used() -> None:
    printed = _run("""
import warnings
import x509forge as xf
warnings.simplefilter("error")
for _ in range(2):
    try:
        xf.PrivateKey.generate("ed25519", backend="pure")
    except xf.NotConstantTime as warning:
        print("refused")
warnings.simplefilter("ignore", xf.NotConstantTime)
print(xf.PrivateKey.generate("ed25519", backend="pure").key_type)
""")
    assert printed.split() == ["refused", "refused", "ed25519"]


def test_loading_its_libraries_warns_of_nothing_and_loads_no_other_implementation() -> None:
    printed = _run("""
import sys, warnings
warnings.simplefilter("error")
from x509forge.signing.pure_backend import BACKEND
print(BACKEND.why_unavailable())
print([name for name in ("cryptography", "oscrypto", "M2Crypto", "Crypto") if name in sys.modules])
""")
    assert printed.splitlines() == ["None", "[]"]


_HIDDEN = {
    "tlslite": ("rsa:2048", "tlslite-ng is not installed (pip install 'x509forge[pure]')"),
    "ecdsa": ("ed25519", "ecdsa is not installed (pip install 'x509forge[pure]')"),
    "dilithium_py": ("ml-dsa-65", "dilithium-py is not installed (pip install 'x509forge[pure]')"),
    "kyber_py": ("ml-kem-768", "kyber-py is not installed (pip install 'x509forge[pure]')"),
}


def _hiding(*packages: str) -> str:
    return f"""
import sys, warnings
warnings.simplefilter("ignore")
for name in {packages!r}: sys.modules[name] = None
import x509forge as xf
from x509forge.signing.pure_backend import BACKEND
"""


@pytest.mark.parametrize("package", _HIDDEN)
def test_one_library_that_is_missing_leaves_the_others(package: str) -> None:
    key_type, why = _HIDDEN[package]
    printed = _run(f"""{_hiding(package)}
print(BACKEND.why_unavailable())
print(BACKEND.why_unsupported("generate", {key_type!r}))
try:
    xf.PrivateKey.generate({key_type!r}, backend="pure")
except xf.BackendUnavailable as error:
    print(error)
""").splitlines()
    assert printed == ["None", why, f"no backend can generate {key_type}: pure: {why}"]


def test_all_libraries_missing_is_one_line() -> None:
    printed = _run(f"{_hiding(*_HIDDEN)}\nprint(BACKEND.why_unavailable())")
    assert printed == "tlslite-ng, ecdsa, dilithium-py, kyber-py are not installed (pip install 'x509forge[pure]')"


def test_an_error_lists_each_backend_and_its_reason() -> None:
    printed = _run(f"""{_hiding("cryptography", "oscrypto", *_HIDDEN)}
try:
    xf.PrivateKey.generate("ed25519")
except xf.BackendUnavailable as error:
    print(*error.reasons)
    print(error)
""").splitlines()
    assert printed[0] == "cryptography oscrypto pure"
    assert printed[1].startswith("no backend can generate ed25519: cryptography: ")
    assert "; oscrypto: " in printed[1]
    assert "; pure: tlslite-ng, ecdsa, " in printed[1]


def test_a_message_by_the_environment_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X509FORGE_BACKEND", "pure")
    made = xf.PrivateKey.generate("ed25519")
    assert made._backend is BACKEND
    assert xf.PrivateKey.from_der(made.to_der())._backend is BACKEND


@cache
def _expanded(key_type: str) -> tuple[bytes, bytes]:
    """Return openssl's seed and expanded key, which it writes both."""
    info = PrivateKeyInfo.from_der(key(key_type))
    both = LatticePrivateKey.from_der(info.private_key).value
    return both.seed, both.expanded_key


def _info(key_type: str, private_key: LatticePrivateKey) -> bytes:
    return PrivateKeyInfo.from_der(key(key_type)).replace(private_key=private_key.to_der()).to_der()


@pytest.mark.parametrize("key_type", [*_ML_DSA, *_ML_KEM])
def test_a_seed_is_expanded_as_openssl_does(key_type: str) -> None:
    seed, expanded = _expanded(key_type)
    assert BACKEND.expand(key_type, seed) == expanded
    for wrong in (b"", seed[:-1], seed + b"\0"):
        with pytest.raises(xf.KeyFormatError, match=rf"an {key_type} seed of {len(wrong)} octets, not {len(seed)}"):
            BACKEND.expand(key_type, wrong)
    with pytest.raises(TypeError, match="seed must be bytes, not str"):
        BACKEND.expand(key_type, "seed")  # type: ignore[arg-type]


@pytest.mark.parametrize("key_type", ["rsa:2048", "ec:P-256", "ed25519", "x25519", "ml-dsa-65:expanded", "dsa"])
def test_what_has_no_seed_is_not_expanded(key_type: str) -> None:
    with pytest.raises(xf.UnsupportedKey, match=f"cannot expand the seed of {key_type}: 'pure' "):
        BACKEND.expand(key_type, bytes(32))


@pytest.mark.parametrize("key_type", [*_ML_DSA, *_ML_KEM])
def test_an_expanded_key_has_its_public_key(key_type: str) -> None:
    _, expanded = _expanded(key_type)
    handle = BACKEND.load(_info(key_type, LatticePrivateKey(expanded_key=expanded)))
    assert BACKEND.public_key(handle) == public_key(key_type)


@pytest.mark.parametrize("key_type", _ML_DSA)
def test_openssl_confirms_what_an_expanded_key_signs(key_type: str, tmp_path: Path) -> None:
    _, expanded = _expanded(key_type)
    handle, scheme = BACKEND.load(_info(key_type, LatticePrivateKey(expanded_key=expanded))), Scheme(key_type)
    signatures = {BACKEND.sign(handle, scheme, MESSAGE) for _ in range(3)}
    assert len(signatures) == 3  # FIPS 204 3.4: hedged
    for signature in signatures:
        assert takes(key_type, public_key(key_type), scheme, signature, tmp_path)


@pytest.mark.parametrize("key_type", ["ml-dsa-44", "ml-dsa-65", "ml-kem-512", "ml-kem-768"])
def test_an_expanded_key_that_was_changed_anywhere_is_refused_as_openssl_refuses_it(key_type: str) -> None:
    """FIPS 204 6.1: each part follows from the others, but for K, from which nothing public comes; FIPS 203 7.3."""
    _, expanded = _expanded(key_type)
    is_dsa = key_type.startswith("ml-dsa")
    refused = 0
    for at in [*range(0, len(expanded), len(expanded) // 50), len(expanded) - 1]:
        changed = expanded[:at] + bytes([expanded[at] ^ 0x40]) + expanded[at + 1 :]
        der = _info(key_type, LatticePrivateKey(expanded_key=changed))
        # K of ML-DSA, and z of ML-KEM, stand for themselves.
        free = 32 <= at < 64 if is_dsa else at >= len(expanded) - 32
        if free:
            assert BACKEND.load(der)
            continue
        with pytest.raises(xf.KeyFormatError, match=r"the parts of the expanded .* contradict one another"):
            BACKEND.load(der)
        refused += 1
        if is_dsa:
            assert OPENSSL_35.run("pkey", "-inform", "DER", "-noout", data=der).returncode != 0, at
    assert refused >= 48


def test_a_seed_and_an_expanded_key_that_contradict() -> None:
    from x509forge.pkcs.lattice_key import SeedAndExpandedKey

    seed, expanded = _expanded("ml-dsa-44")
    both = SeedAndExpandedKey(seed=bytes(32), expanded_key=expanded)
    with pytest.raises(xf.KeyFormatError, match=r"the seed and the expanded key .* contradict"):
        BACKEND.load(_info("ml-dsa-44", LatticePrivateKey(both=both)))
    right = SeedAndExpandedKey(seed=seed, expanded_key=expanded)
    assert BACKEND.load(_info("ml-dsa-44", LatticePrivateKey(both=right)))


def test_a_factor_that_is_no_prime_signs_nothing() -> None:
    """Such a key satisfies every equation of RFC 8017 3.2; what it would sign, its public key does not confirm."""
    from asn1crypto import keys

    made = keys.PrivateKeyInfo.load(key("rsa:2048"))["private_key"].parsed.native
    q, e = made["prime2"], 65537
    p = made["prime1"] + 2
    while True:
        try:
            d = pow(e, -1, (p - 1) * (q - 1))
            coefficient = pow(q, -1, p)
            break
        except ValueError:
            p += 2
    parts = {"exponent1": d % (p - 1), "exponent2": d % (q - 1), "coefficient": coefficient}
    numbers = {"modulus": p * q, "public_exponent": e, "private_exponent": d, "prime1": p, "prime2": q}
    broken = keys.PrivateKeyInfo.wrap(keys.RSAPrivateKey({"version": 0, **numbers, **parts}), "rsa").dump()
    handle = BACKEND.load(broken)
    with pytest.raises(xf.KeyFormatError, match="it does not sign what its public key confirms"):
        BACKEND.sign(handle, Scheme("rsa-pkcs1v15", "sha256"), MESSAGE)


def test_the_hashes_that_only_libcrypto_has_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib

    monkeypatch.setattr(hashlib, "algorithms_available", {"sha256"})
    why = BACKEND.why_unsupported("sign", "rsa:2048", Scheme("rsa-pkcs1v15", "sha512_256"))
    assert why == "this Python has no sha512_256"
    pss = Scheme("rsa-pss", "sha512_256", mgf_hash_name="sha512_256", salt_length=32)
    assert "not sha512_256" in str(BACKEND.why_unsupported("sign", "rsa:2048", pss))


def test_nothing_is_warned_of_when_it_is_only_looked_at() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert BACKEND.why_unsupported("generate", "ed25519") is None


def test_nothing_native_is_needed() -> None:
    """As `make test-pure` has it: no libcrypto in the process, whichever way leads there, and every kind of key."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT / "tests" / "alone")}
    script = """
import sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
for name in ("ssl", "_hashlib", "ctypes", "cffi", "oscrypto", "cryptography"):
    try:
        __import__(name)
    except ImportError:
        continue
    sys.exit(f"{name} imports")
import x509forge as xf
from x509forge.signing.verify import verify
for kind in ("rsa:1024", "rsa-pss:1024", "ec:P-256", "ec:brainpoolP256r1", "ed25519", "ed448", "ml-dsa-44"):
    key = xf.PrivateKey.from_pem(xf.PrivateKey.generate(kind).to_pem(password="x", iterations=1000), "x")
    verify(key.public_key, key.algorithm, key.sign(b"m"), b"m")
maps = Path("/proc/self/maps")
loaded = maps.read_text() if maps.exists() else ""
print(*[name for name in ("libcrypto", "libssl", "libffi", "libgmp") if name in loaded], "done")
"""
    done = subprocess.run([sys.executable, "-c", script], env=environment, cwd=_ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "done"


def test_the_command_line_warns_in_a_line_of_its_own(tmp_path: Path) -> None:
    environment = {**os.environ, "X509FORGE_BACKEND": "pure", "PYTHONPATH": str(_ROOT)}
    command = [sys.executable, "-m", "x509forge", "genpkey", "-algorithm", "ed25519", "-out", "new.key"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert [line[:60] for line in done.stderr.splitlines()] == [
        "warning: the backend 'pure' is not constant-time: whoever ca"
    ]
    assert xf.PrivateKey.load(tmp_path / "new.key").key_type == "ed25519"
