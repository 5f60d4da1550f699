"""How a backend is chosen, and what is said when none can be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import x509forge.errors
from x509forge.errors import BackendUnavailable
from x509forge.signing import backend

_NAMES = ("cryptography", "oscrypto", "pure")

# What is asked for, and what is said, beside "no backend can ".
_REFUSED = [
    ("generate", "rsa:1536", "generate rsa:1536: oscrypto: generates RSA keys of 1024, 2048, 3072, 4096 bits"),
    ("sign", "rsa:64", "sign with rsa:64: oscrypto: knows RSA keys of 512 to 16384 bits and EC keys on P-256, P-384, "),
    ("sign", "rsa:32768", "sign with rsa:32768: oscrypto: "),
    ("generate", "rsa", "generate rsa: oscrypto: "),
    ("generate", "rsa:+2048", "generate rsa:+2048: oscrypto: "),
    ("generate", "rsa:\uff12048", "generate rsa:\uff12048: oscrypto: "),
    ("generate", "rsa:" + "9" * 5000, "generate rsa:99999"),
    ("generate", "ed25519", "generate ed25519: oscrypto: "),
    ("generate", "ec:secp256k1", "generate ec:secp256k1: oscrypto: "),
    ("verify", "ec:P-224", "verify with ec:P-224: oscrypto: "),
    ("load", "x25519", "use x25519 keys: oscrypto: "),
    ("decrypt", "rc2-cbc", "decrypt with rc2-cbc: oscrypto: knows the ciphers aes-128-cbc, aes-192-cbc, aes-256-cbc, "),
]


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(backend.ENVIRONMENT_VARIABLE, raising=False)


@pytest.mark.parametrize(
    ("task", "what"),
    [
        ("generate", None),
        ("generate", "rsa:2048"),
        ("generate", "ec:P-256"),
        ("generate", "ec:P-384"),
        ("sign", "rsa:2047"),
        ("sign", "rsa:16384"),
        ("verify", "ec:P-521"),
        ("encrypt", "aes-256-cbc"),
        ("decrypt", "des-ede3-cbc"),
    ],
)
def test_what_oscrypto_can(task: str, what: str | None) -> None:
    assert backend.select(task, what, "oscrypto").name == "oscrypto"


@pytest.mark.parametrize(("task", "what", "message"), _REFUSED)
def test_what_it_cannot(task: str, what: str, message: str) -> None:
    with pytest.raises(BackendUnavailable) as caught:
        backend.select(task, what, "oscrypto")
    assert str(caught.value).startswith(f"no backend can {message}")
    assert list(caught.value.reasons) == ["oscrypto"]


@pytest.mark.parametrize(
    ("key_type", "canonical"),
    [
        ("rsa:2048", "rsa:2048"),
        ("ec:P-256", "ec:P-256"),
        ("ec:prime256v1", "ec:P-256"),
        ("ec:secp256r1", "ec:P-256"),
        ("ec:secp384r1", "ec:P-384"),
        ("ec:secp521r1", "ec:P-521"),
        ("ec:brainpoolP256r1", "ec:brainpoolP256r1"),
        ("ed25519", "ed25519"),
        ("rsa:prime256v1", "rsa:prime256v1"),
    ],
)
def test_key_types_have_one_name(key_type: str, canonical: str) -> None:
    assert backend.canonical_key_type(key_type) == canonical


def _register(monkeypatch: pytest.MonkeyPatch, **reasons: str | None) -> None:
    """Register backends of these names, in order, each unavailable for the reason given, before oscrypto."""
    registered = {}
    for name, why in reasons.items():
        double = SimpleNamespace(name=name, why_unavailable=lambda why=why: why, why_unsupported=lambda *_: None)
        monkeypatch.setitem(sys.modules, f"test_double_{name}", SimpleNamespace(BACKEND=double))
        registered[name] = f"test_double_{name}"
    monkeypatch.setattr(backend, "_REGISTERED", {**registered, **backend._REGISTERED})
    backend._backend_of.cache_clear()


def test_the_first_that_can_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    _register(monkeypatch, broken="not installed", first=None, second=None)
    assert backend.names() == ("broken", "first", "second", *_NAMES)
    assert backend.select("sign").name == "first"


def test_the_environment_names_one_and_an_explicit_name_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    _register(monkeypatch, first=None, second=None)
    monkeypatch.setenv("X509FORGE_BACKEND", "second")
    assert backend.select("sign").name == "second"
    assert backend.select("sign", backend="oscrypto").name == "oscrypto"
    monkeypatch.setenv("X509FORGE_BACKEND", "")
    assert backend.select("sign").name == "first"


def test_every_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    _register(monkeypatch, first="not installed", second="too old")
    with pytest.raises(BackendUnavailable) as caught:
        backend.select("generate", "ed25510")
    assert list(caught.value.reasons) == ["first", "second", *_NAMES]
    assert str(caught.value).startswith("no backend can generate ed25510: first: not installed; second: too old; crypt")


def test_a_named_backend_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    _register(monkeypatch, first="not installed")
    with pytest.raises(BackendUnavailable, match=r"no backend can sign: first: not installed$"):
        backend.select("sign", backend="first")


def test_an_unknown_name_lists_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(
        BackendUnavailable, match=rf"openssl: there is no such backend; there are: {', '.join(_NAMES)}$"
    ):
        backend.select("sign", backend="openssl")
    with pytest.raises(BackendUnavailable, match=rf"there is no such backend; there are: {', '.join(_NAMES)}$"):
        backend.select("sign", backend="")
    monkeypatch.setenv("X509FORGE_BACKEND", "openssl")
    with pytest.raises(
        BackendUnavailable, match=rf"no such backend \(named by X509FORGE_BACKEND\); there are: {', '.join(_NAMES)}$"
    ):
        backend.select("sign")


def test_a_task_that_does_not_exist() -> None:
    with pytest.raises(
        ValueError, match=r"there is no task 'issue'; there are: generate, expand, load, sign, verify, encrypt, decrypt"
    ):
        backend.select("issue")


def test_importing_loads_no_third_party_module_and_nothing_heavy() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); before = set(sys.modules);"
        "import x509forge.signing.oscrypto_backend, x509forge.signing.mend_oscrypto;"
        "import x509forge.signing.cryptography_backend, x509forge.signing.pure_backend;"
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    root = Path(x509forge.errors.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, str(root)], capture_output=True, text=True, check=True
    )
    heavy = {
        "oscrypto",
        "asn1crypto",
        "cryptography",
        "tlslite",
        "ecdsa",
        "dilithium_py",
        "kyber_py",
        "cffi",
        "ctypes",
        "typing",
        "re",
        "dataclasses",
        "inspect",
        "datetime",
        "secrets",
    }
    assert not heavy & set(done.stdout.split())
