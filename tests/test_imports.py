"""What an import costs, and on which systems it works: each in a fresh interpreter."""

from __future__ import annotations

import ast
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import pytest

from benchmarks.starting import A_CERTIFICATE

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "x509forge").rglob("*.py")
    if path.name != "__main__.py"  # which runs the command line
)
FOUNDATION = [
    name
    for name in MODULES
    if {*name.split(".")[1:2]} & {"errors", "der", "oid", "pem", "asn1", "x509", "pkcs", "ocsp"}
]

THIRD_PARTIES = {
    *("asn1crypto", "cryptography", "oscrypto", "pkcs11", "ecdsa", "tlslite", "dilithium_py", "kyber_py"),
    "typing_extensions",
}
COSTLY = {"copy", "dataclasses", "datetime", "hashlib", "inspect", "re", "secrets", "threading", "typing"}
POSIX_ONLY = ("fcntl", "grp", "pwd", "resource", "syslog", "termios")


def _python(program: str) -> str:
    """Return what a program prints that runs with nothing loaded, but with all at hand that is installed."""
    begin = f"import sys; sys.path[:0] = {[str(ROOT), sysconfig.get_path('purelib'), sysconfig.get_path('platlib')]}\n"
    command = [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", begin + program]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def _loaded(program: str) -> set[str]:
    return set(_python(f"{program}\nprint(*sys.modules)").split())


@cache
def _bare() -> set[str]:
    """What the interpreter itself has loaded."""
    return _loaded("")


def test_the_measure_sees_what_is_loaded() -> None:
    assert not _bare() & (COSTLY | THIRD_PARTIES)
    assert {"dataclasses", "inspect", "re"} <= _loaded("import dataclasses") - _bare()
    assert "asn1crypto" in _loaded("import asn1crypto")


def test_importing_the_package_loads_nothing_of_weight() -> None:
    loaded = _loaded("import x509forge") - _bare()
    assert not loaded & (COSTLY | THIRD_PARTIES)


def test_a_certificate_is_described_and_encoded_by_what_describes_and_encodes_it() -> None:
    loaded = _loaded(A_CERTIFICATE) - _bare()
    assert not loaded & (COSTLY | THIRD_PARTIES | {"binascii", "ipaddress", "math", "x509forge.pem"})
    ours = {name for name in loaded if name.startswith("x509forge.")}
    layers = ("der", "asn1", "x509", "errors", "kept", "later", "oid", "signing")
    assert not {name for name in ours if name.split(".")[1] not in layers}
    # Where `SubjectPublicKeyInfo.of` is bound; what it takes to read keys is not loaded.
    assert {name for name in ours if ".signing" in name} == {"x509forge.signing", "x509forge.signing.public_key"}


def test_a_certificate_that_is_encoded_compiles_no_reader() -> None:
    begin = """
import sys
compiled = []
sys.addaudithook(lambda event, given: event == "compile" and compiled.append(str(given[1])))
"""
    files = _python(f"{begin}{A_CERTIFICATE}print(*compiled, sep=chr(10))").split()
    assert "<x509forge.x509.certificate.TBSCertificate.to_der>" in files
    assert not [file for file in files if file.endswith("._read>")]
    # One constructor and one encoder for each type that was used, and an expression for each class. Modules that are
    # compiled since no bytecode of theirs is kept do not count.
    assert len([file for file in files if file.startswith("<")]) <= 60
    files = _python(f"{begin}{A_CERTIFICATE}xf.TBSCertificate.from_der(octets)\nprint(*compiled, sep=chr(10))").split()
    assert "<x509forge.x509.certificate.TBSCertificate._read>" in files


def test_each_public_name_is_there_when_it_is_asked_for() -> None:
    (for_checkers,) = (
        node for node in ast.parse((ROOT / "x509forge" / "__init__.py").read_text()).body if type(node) is ast.If
    )
    names = sorted(name.asname or name.name for node in for_checkers.body for name in node.names)  # type: ignore[attr-defined]
    assert _python("import x509forge\nprint(*x509forge.__all__)").split() == names
    assert _python(f"import x509forge\nfor name in {names}: getattr(x509forge, name)") == ""


@pytest.mark.parametrize("module", FOUNDATION)
def test_the_foundation_loads_nothing_of_weight(module: str) -> None:
    loaded = _loaded(f"import {module}") - _bare()
    assert not loaded & (COSTLY | THIRD_PARTIES)


def test_no_module_loads_a_third_party() -> None:
    loaded = _loaded("".join(f"import {module}\n" for module in MODULES))
    assert not loaded & THIRD_PARTIES


@pytest.mark.parametrize("module", MODULES)
def test_every_module_imports_where_posix_is_not(module: str) -> None:
    hide = "".join(f"sys.modules[{name!r}] = None\n" for name in POSIX_ONLY)
    assert _python(f"{hide}import {module}\nprint({module}.__name__)").strip() == module


def test_hiding_hides() -> None:
    with pytest.raises(AssertionError, match="fcntl"):
        _python("sys.modules['fcntl'] = None\nimport fcntl")


def test_a_backend_loads_what_its_keys_need() -> None:
    begin = f"""{A_CERTIFICATE}
key = xf.PrivateKey.generate("ec:P-256", backend="cryptography")
issuer = xf.Issuer.self_signed(xf.Name.of(CN="Test CA"), key, days=9)
key = xf.PrivateKey(key.to_pem(), backend="cryptography")
request = xf.CertificationRequest.create(xf.Name.of(CN="a"), key)
request.verify()
issuer.issue(request, days=1)
"""
    loaded = {name for name in _loaded(begin) if name.startswith("cryptography.")}
    assert "cryptography.hazmat.primitives.asymmetric.ec" in loaded
    assert not loaded & {
        *("cryptography.x509", "cryptography.hazmat.primitives.serialization", "cryptography.hazmat.backends"),
        *("cryptography.hazmat.primitives.ciphers", "cryptography.hazmat.primitives.asymmetric.rsa"),
    }


ISSUED = """
import x509forge as xf
import os, sys, tempfile
from x509forge.cli import main
key = xf.PrivateKey.generate("ec:P-256")
issuer = xf.Issuer.self_signed(xf.Name.of(CN="Test CA"), key, days=9)
request = xf.CertificationRequest.create(xf.Name.of(CN="a"), key)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for name, value in ("CA.crt", issuer.certificate), ("CA.key", key), ("a.csr", request):
        open(name, "w").write(value.to_pem())
    open("a.cfg", "w").write("keyUsage=digitalSignature\\nsubjectAltName=@names\\n[names]\\nDNS.1=a.example\\n")
    line = "x509 -req -in a.csr -CA CA.crt -CAkey CA.key -CAcreateserial -days 9 -extfile a.cfg -out a.crt"
    assert main(line.split()) == 0
    os.chdir("/")
"""


def test_a_certificate_is_issued_without_what_shows_it_and_what_others_need() -> None:
    loaded = _loaded(ISSUED)
    ours = {name.removeprefix("x509forge.") for name in loaded if name.startswith("x509forge.")}
    assert "cli.x509_issuing" in ours
    shown = ("cli.x509_texts", "openssl.config_of", "openssl.issued", "openssl.text.certificate", "openssl.words_of")
    others = ("explain", "forge", "openssl.extensions.policies", "signing.password_based.pbes1", "x509.crl")
    assert not {name for name in ours if name.startswith((*shown, *others))}
    assert not loaded & {"asn1crypto", "dataclasses", "inspect", "oscrypto"}


def test_verbs_of_our_own_load_nothing_of_the_language_of_openssl() -> None:
    loaded = _loaded("import x509forge.cli\nx509forge.cli.main(['chain', '--help'])")
    assert "x509forge.cli.chain" in loaded
    assert not [name for name in loaded if name.startswith("x509forge.openssl")]


def test_modules_that_the_package_offers_are_loaded_when_they_are_asked_for() -> None:
    source = ast.parse((ROOT / "x509forge/__init__.py").read_text(encoding="utf-8"))
    offered = {
        name.name
        for node in ast.walk(source)
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module is None
        for name in node.names
    }
    assert {"asn1", "forge", "oid", "openssl", "pem", "strategies"} <= offered
    # Each in an interpreter where nothing has loaded it yet.
    for name in sorted(offered):
        assert _python(f"import x509forge as xf\nprint(xf.{name}.__name__, {name!r} in xf.__all__)") == (
            f"x509forge.{name} True\n"
        )
