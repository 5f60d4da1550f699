"""libcrypto asked without oscrypto: where that is done and where not, and that nothing is lost or left behind.

What it makes is judged in `test_backends.py` and `test_matrix.py`, beside what oscrypto makes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

import x509forge as xf
from tests.tools.calls import SLACK, calls_of
from tests.tools.signatures import MESSAGE, key, public_key
from x509forge.errors import KeyFormatError, SigningError
from x509forge.signing import libcrypto, libcrypto_keys
from x509forge.signing.cryptography_backend import CryptographyBackend
from x509forge.signing.libcrypto import PARAMETERS, PUBLIC, TEXT
from x509forge.signing.oscrypto_backend import BACKEND, OscryptoBackend
from x509forge.signing.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(xf.__file__).parents[1]
_ECDSA, _RSA = Scheme("ecdsa", "sha256"), Scheme("rsa-pkcs1v15", "sha256")


def _why() -> str:
    try:
        libcrypto.library()
    except ImportError as error:
        return str(error)
    return ""


needs_libcrypto = pytest.mark.skipif(bool(_why()), reason=f"libcrypto is not asked here: {_why()}")


def _run(script: str, **environment: str) -> str:
    """Return what a script prints in a process of its own."""
    given = {**os.environ, "PYTHONPATH": str(_ROOT), **environment}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], env=given, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_is_asked_on_the_machines_of_the_gate() -> None:
    """Else the tests of this file would be skipped, and the other way would be tested twice."""
    if sys.platform == "linux" and os.environ.get("CI"):
        assert _why() == ""


@needs_libcrypto
@pytest.mark.parametrize("key_type", ["ec:P-256", "ec:P-384", "ec:P-521", "rsa:2048"])
def test_cryptography_reads_the_keys_and_confirms_the_signatures(key_type: str) -> None:
    made, handle = BACKEND.generate(key_type)
    theirs = serialization.load_der_private_key(made, None)
    forms = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    for own in (handle, BACKEND.load(made)):
        assert BACKEND.public_key(own) == theirs.public_key().public_bytes(*forms)
        signature = BACKEND.sign(own, _RSA if key_type.startswith("rsa") else _ECDSA, MESSAGE)
        if isinstance(theirs, rsa.RSAPrivateKey):
            assert theirs.private_numbers().public_numbers.e == 65537
            theirs.public_key().verify(signature, MESSAGE, padding.PKCS1v15(), hashes.SHA256())
        else:
            assert isinstance(theirs, ec.EllipticCurvePrivateKey)
            theirs.public_key().verify(signature, MESSAGE, ec.ECDSA(hashes.SHA256()))


@needs_libcrypto
def test_keys_and_certificates_load_neither_oscrypto_nor_what_it_stands_on() -> None:
    script = """
import sys
import x509forge as xf
for kind in ("ec:P-256", "rsa:2048"):
    key = xf.PrivateKey.from_pem(xf.PrivateKey.generate(kind).to_pem())
    request = xf.CertificationRequest.create(xf.Name.of(CN="a.example"), key)
    request.verify()
    issuer = xf.Issuer.self_signed(xf.Name.of(CN="a"), key, days=2)
    issuer.certificate.tbs_certificate
    issuer.issue(request, days=1)
pss = key.with_scheme("rsa-pss")
pss.sign(b"m")
print(*sorted({"oscrypto", "asn1crypto", "cffi", "cryptography", "ctypes"} & set(sys.modules)))
print("oscrypto" in sys.modules)
xf.PrivateKey(key.to_pem(password="p", iterations=1), "p")
print("oscrypto" in sys.modules)
"""
    assert _run(script, X509FORGE_BACKEND="oscrypto").split("\n") == ["ctypes", "False", "True"]


_ABSENT = {
    "another library than libcrypto on macOS": "sys.platform = 'darwin'",
    "another library than libcrypto on Windows": "sys.platform = 'win32'",
    "hashlib is part of the interpreter": "import _hashlib\ndel _hashlib.__file__",
    "hashlib is a file that is no library": "import _hashlib\n_hashlib.__file__ = sys.argv[0] = '/etc/passwd'",
    "hashlib is not linked to libcrypto": "import _hashlib, _ctypes\n_hashlib.__file__ = _ctypes.__file__",
    "no hashlib of libcrypto's": "sys.modules['_hashlib'] = None",
    "no ctypes": "sys.modules['ctypes'] = None",
}


@pytest.mark.parametrize("case", _ABSENT)
def test_where_it_cannot_be_asked_oscrypto_is(case: str) -> None:
    """Each is made the case before anything is loaded, but the modules that oscrypto itself needs are left to it."""
    script = f"""
import sys, oscrypto
from x509forge.signing import mend_oscrypto
mend_oscrypto.load()
platform = sys.platform
{_ABSENT[case]}
from x509forge.signing import oscrypto_backend
print(oscrypto_backend._best_keys().__name__)
sys.platform = platform
made, handle = oscrypto_backend.BACKEND.generate("ec:P-256")
from x509forge.signing.scheme import Scheme
signature = oscrypto_backend.BACKEND.sign(handle, Scheme("ecdsa", "sha256"), b"m")
assert oscrypto_backend.BACKEND.verify(
    oscrypto_backend.BACKEND.public_key(handle), Scheme("ecdsa", "sha256"), signature, b"m")
"""
    assert _run(script) == "x509forge.signing.oscrypto_keys"


@needs_libcrypto
@pytest.mark.parametrize(("version", "taken"), [(0x1010_117F, False), (0x2000_0000, False), (0x3050_0090, True)])
def test_a_libcrypto_before_3_is_not_asked(monkeypatch: pytest.MonkeyPatch, version: int, taken: bool) -> None:
    """LibreSSL calls itself 2.0.0, and AWS-LC 1.1.1."""
    double = SimpleNamespace(OpenSSL_version_num=lambda: version)
    monkeypatch.setattr(libcrypto, "Libcrypto", lambda path: double)
    if taken:
        found: object = libcrypto.library.__wrapped__()
        assert found is double
        return
    with pytest.raises(ImportError, match="older than 3"):
        libcrypto.library.__wrapped__()


@needs_libcrypto
def test_a_refusal_says_the_reason_and_leaves_no_error_behind() -> None:
    library, group = libcrypto.library(), ("group", TEXT, b"P-256")
    refused: dict[str, Callable[[], object]] = {
        "use no-such-kind keys": lambda: library.key_of("no-such-kind", PUBLIC),
        "load a key": lambda: library.key_with_point(library.key_of("EC", PARAMETERS, group), b"\4" + bytes(64)),
        "generate a key": lambda: library.generate(library.generator("RSA", ("bits", TEXT, b"few"))),
        "use the curve P-1": lambda: library.point_of("P-1", b"\1", 3),
    }
    for task, call in refused.items():
        with pytest.raises(SigningError, match=rf"^libcrypto cannot {task}: [a-z ]+$"):
            call()
        assert library.ERR_peek_last_error() == 0
    own = library.signer(library.generate(library.generator("EC", group)), ("digest", TEXT, b"sha256"))
    for digest in (b"", bytes(31), bytes(33)):
        with pytest.raises(SigningError, match=r"^libcrypto cannot sign: "):
            library.sign(own, digest, 80)
        assert library.ERR_peek_last_error() == 0


@needs_libcrypto
def test_no_error_is_left_behind() -> None:
    library = libcrypto.library()
    pss = Scheme("rsa-pss", "sha256", mgf_hash_name="sha256", salt_length=32)
    for scheme in (_RSA, pss):
        for signature in (bytes(256), b"\xff" * 256):
            assert not BACKEND.verify(public_key("rsa:2048"), scheme, signature, MESSAGE)
            assert library.ERR_peek_last_error() == 0
    with pytest.raises(KeyFormatError):
        BACKEND.verify(public_key("ec:P-256")[:-1] + b"\0", _ECDSA, b"", MESSAGE)
    assert library.ERR_peek_last_error() == 0


@needs_libcrypto
def test_salts_of_any_length_do_not_fill_a_key_with_contexts() -> None:
    loaded = BACKEND.load(key("rsa:2048"))
    assert isinstance(loaded, libcrypto_keys.PrivateKey)
    judge = serialization.load_der_public_key(public_key("rsa:2048"))
    assert isinstance(judge, rsa.RSAPublicKey)
    for length in range(40):
        scheme = Scheme("rsa-pss", "sha256", mgf_hash_name="sha256", salt_length=length)
        signature = BACKEND.sign(loaded, scheme, MESSAGE)
        judge.verify(signature, MESSAGE, padding.PSS(padding.MGF1(hashes.SHA256()), length), hashes.SHA256())
    assert len(loaded._ready) <= 16


@needs_libcrypto
def test_memory_does_not_grow() -> None:
    """Signatures and keys by the thousand leave nothing behind: a context lost with each would be some megabytes."""
    if not Path("/proc/self/statm").exists():
        pytest.skip("what a process takes is read from Linux's /proc")
    script = f"""
import gc, os
from x509forge.signing.oscrypto_backend import BACKEND, OscryptoBackend
from x509forge.signing.scheme import Scheme
key, rsa = bytes.fromhex({key("ec:P-256").hex()!r}), bytes.fromhex({key("rsa:1024").hex()!r})
schemes = [Scheme("ecdsa", name) for name in ("sha256", "sha384")]
pss = Scheme("rsa-pss", "sha256", mgf_hash_name="sha256", salt_length=32)
loaded, rsa_key = BACKEND.load(key), BACKEND.load(rsa)
def some():
    for turn in range(2500):
        BACKEND.sign(loaded, schemes[turn % 2], b"m")
    for _ in range(300):
        made, handle = BACKEND.generate("ec:P-256")
        signature = BACKEND.sign(handle, schemes[0], b"m")
        assert BACKEND.verify(BACKEND.public_key(BACKEND.load(made)), schemes[0], signature, b"m")
        assert not BACKEND.verify(BACKEND.public_key(loaded), schemes[0], signature, b"m")
    for _ in range(150):
        BACKEND.verify(BACKEND.public_key(BACKEND.load(rsa)), pss, BACKEND.sign(rsa_key, pss, b"m"), b"m")
def taken():
    gc.collect()
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
for _ in range(3):
    some()
before = taken()
for _ in range(6):
    some()
print(taken() - before)
"""
    assert int(_run(script)) < 400_000


@needs_libcrypto
def test_a_key_is_freed_with_the_last_that_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    freed: list[int] = []
    library = libcrypto.library()
    free = library.EVP_PKEY_free

    def note(pointer: int) -> None:
        freed.append(pointer)
        free(pointer)

    monkeypatch.setattr(library, "EVP_PKEY_free", note)
    made, handle = BACKEND.generate("ec:P-256")
    pointer = handle.key._as_parameter_  # type: ignore[attr-defined]
    BACKEND.sign(handle, _ECDSA, MESSAGE)
    assert freed == []
    del handle
    assert freed == [pointer]
    with pytest.raises(KeyFormatError):
        BACKEND.load(made[:-1] + bytes([made[-1] ^ 1]))
    assert len(freed) == 2


@needs_libcrypto
def test_eight_threads_share_a_key_that_none_has_used() -> None:
    """Whoever comes first prepares a context for each scheme; two may, and one is dropped."""
    schemes = [Scheme("ecdsa", name) for name in ("sha1", "sha224", "sha256", "sha384", "sha512")]
    theirs = serialization.load_der_private_key(key("ec:P-521"), None)
    assert isinstance(theirs, ec.EllipticCurvePrivateKey)
    for _ in range(5):
        start = threading.Barrier(8)
        found: list[tuple[Scheme, bytes]] = []

        def use(handle: object, start: threading.Barrier, found: list[tuple[Scheme, bytes]]) -> None:
            start.wait()
            for scheme in schemes:
                found.append((scheme, BACKEND.sign(handle, scheme, MESSAGE)))

        handle = BACKEND.load(key("ec:P-521"))
        threads = [threading.Thread(target=use, args=(handle, start, found)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({signature for _, signature in found}) == 40
        for scheme, signature in found:
            theirs.public_key().verify(signature, MESSAGE, ec.ECDSA(getattr(hashes, str(scheme.hash_name).upper())()))


@needs_libcrypto
def test_threads_that_generate_at_once_have_a_context_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one after the other share one: the curve goes into a context once."""
    made: list[object] = []
    library = libcrypto.library()
    generate, generator = library.generate, library.generator
    start = threading.Barrier(4)

    def note(kind: str, *how: tuple[str, int, bytes]) -> libcrypto.Owned:
        made.append(generator(kind, *how))
        return made[-1]  # type: ignore[return-value]

    def together(context: libcrypto.Owned) -> libcrypto.Owned:
        start.wait()
        return generate(context)

    monkeypatch.setattr(libcrypto_keys, "_GENERATORS", {})
    monkeypatch.setattr(library, "generator", note)
    assert len({BACKEND.generate("ec:P-256")[0] for _ in range(20)}) == 20
    assert len(made) == 1
    monkeypatch.setattr(library, "generate", together)
    with ThreadPoolExecutor(4) as threads:
        keys = {key for key, _ in threads.map(BACKEND.generate, ["ec:P-256"] * 40)}
    assert len(keys) == 40
    assert len(made) == 4


@needs_libcrypto
def test_a_child_that_was_forked_does_not_draw_its_parents_numbers() -> None:
    """A number that signs twice gives the key away."""
    if not hasattr(os, "fork"):
        pytest.skip("there is no fork here")
    script = f"""
import os
from x509forge.signing.oscrypto_backend import BACKEND, OscryptoBackend
from x509forge.signing.scheme import Scheme
handle, scheme = BACKEND.load(bytes.fromhex({key("ec:P-256").hex()!r})), Scheme("ecdsa", "sha256")
BACKEND.sign(handle, scheme, b"m")
BACKEND.generate("ec:P-256")
def words():
    return BACKEND.sign(handle, scheme, b"m").hex() + " " + BACKEND.generate("ec:P-256")[0].hex() + "\\n"
for _ in range(3):
    if not os.fork():
        os.write(1, words().encode())
        os._exit(0)
    os.wait()
os.write(1, words().encode())
"""
    assert len(set(_run(script).split())) == 8


# The calls of functions for a new key, for one from PEM, and for a signature, on Python 3.11.
CALLS = {"oscrypto": (130, 245, 13), "cryptography": (116, 220, 15)}


@needs_libcrypto
@pytest.mark.parametrize("backend", CALLS)
def test_keys_and_signatures_do_not_grow_slow_unseen(backend: str) -> None:
    pem = xf.PrivateKey(key("ec:P-256")).to_pem()
    own = xf.PrivateKey.from_pem(pem, backend=backend)
    jobs: tuple[Callable[[], object], ...] = (
        lambda: xf.PrivateKey.generate("ec:P-256", backend=backend),
        lambda: xf.PrivateKey.from_pem(pem, backend=backend),
        lambda: own.sign(MESSAGE),
    )
    for job, most in zip(jobs, CALLS[backend], strict=True):
        for _ in range(3):
            job()
        assert calls_of(job) <= most * SLACK


def test_a_key_that_is_generated_is_not_loaded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*arguments: object) -> object:
        raise AssertionError("loaded again")

    monkeypatch.setattr(OscryptoBackend, "load", never)
    monkeypatch.setattr(CryptographyBackend, "load", never)
    for name in ("cryptography", "oscrypto"):
        made = xf.PrivateKey.generate("ec:P-256", backend=name)
        assert made.public_key.subject_public_key.octets in made.to_der()
        made.sign(MESSAGE)
