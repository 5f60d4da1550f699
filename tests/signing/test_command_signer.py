"""A program as the signer: openssl signs, openssl judges; and programs that do not do what they should."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.programs import require_tool
from x509forge import oid
from x509forge.signing.algorithms import to_sign
from x509forge.signing.signer import sign_with

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

CA = xf.Name.of(C="CN", CN="Test CA")
# `pkeyutl -rawin` of OpenSSL 3.0 wants a file, whose size it asks for, for the schemes that hash by themselves.
ONE_SHOT = (
    "import subprocess,sys,tempfile\n"
    "with tempfile.NamedTemporaryFile() as f:\n"
    "    f.write(sys.stdin.buffer.read()); f.flush()\n"
    "    sys.exit(subprocess.run([*sys.argv[1:], '-in', f.name]).returncode)\n"
)


COMMANDS: dict[str, tuple[str, list[str]]] = {
    "RSA, dgst": ("rsa:2048", ["openssl", "dgst", "-sha256", "-sign"]),
    "RSA, pkeyutl": ("rsa:2048", ["openssl", "pkeyutl", "-sign", "-rawin", "-digest", "sha256", "-inkey"]),
    "EC, dgst": ("ec:P-256", ["openssl", "dgst", "-sha256", "-sign"]),
    "EC, pkeyutl": ("ec:P-256", ["openssl", "pkeyutl", "-sign", "-rawin", "-digest", "sha256", "-inkey"]),
    "Ed25519": (
        "ed25519",
        [sys.executable, "-c", ONE_SHOT, "openssl", "pkeyutl", "-sign", "-rawin", "-inkey"],
    ),
}


@pytest.mark.parametrize("which", COMMANDS)
def test_openssl_signs_a_ca_and_what_it_issues(keys: KeyFiles, openssl: Program, tmp_path: Path, which: str) -> None:
    kind, command = COMMANDS[which]
    public = xf.PrivateKey.load(keys(kind)).public_key
    signer = xf.CommandSigner([*command, keys(kind)], public)
    root = xf.Issuer.self_signed(CA, signer, days=10)
    leaf = root.issue(xf.PrivateKey.load(keys("ec:P-256", 1)).public_key, subject=xf.Name.of(CN="a"), days=1)
    (tmp_path / "CA.crt").write_text(root.certificate.to_pem())
    (tmp_path / "leaf.crt").write_text(leaf.to_pem())
    openssl("verify", "-x509_strict", "-check_ss_sig", "-CAfile", tmp_path / "CA.crt", tmp_path / "leaf.crt")


def test_the_algorithm_is_as_asked_for(keys: KeyFiles) -> None:
    require_tool("openssl")
    file = keys("rsa:2048")
    public = xf.PrivateKey.load(file).public_key
    pss = to_sign("rsa-pss", "sha384").identifier
    options = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:48", "-sigopt", "rsa_mgf1_md:sha384"]
    signer = xf.CommandSigner(["openssl", "dgst", "-sha384", *options, "-sign", file], public, pss)
    assert signer.algorithm == pss
    assert not signer.hash_is_default
    assert sign_with(signer, b"a")
    # The same program, described as what it is not.
    with pytest.raises(xf.SignatureMismatch):
        sign_with(signer.with_hash("sha256"), b"a")
    assert signer.with_hash("sha256").hash_name == "sha256"
    assert signer.hash_name == "sha384"
    with pytest.raises(xf.UnsupportedKey, match="is not for ecdsa"):
        xf.CommandSigner(["a"], public, xf.AlgorithmIdentifier(algorithm=oid.ECDSA_WITH_SHA256))


def _python(keys: KeyFiles, program: str, timeout: float = 30) -> xf.CommandSigner:
    public = xf.PrivateKey.load(keys("ec:P-256")).public_key
    return xf.CommandSigner([sys.executable, "-c", program, "pass:secret"], public, timeout=timeout)


SECRET = b"the message, which nobody need see"


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (
            "import sys; sys.stdin.read(); sys.exit('first\\nthe \\x1b[31mlast\\n\\n')",
            r"exit status 1: the \\x1b\[31mlast",
        ),
        ("import sys; sys.exit(3)", "exit status 3$"),
        ("import os; os.kill(os.getpid(), 9)", "signal 9$"),
        ("pass", "wrote no signature$"),
        ("import sys; sys.stderr.write('no card')", "wrote no signature: no card$"),
        ("import sys\nwhile True: sys.stdout.write('a' * 9999)", "more than 65,536 octets"),
    ],
)
def test_a_program_that_fails_is_named_and_its_arguments_and_the_message_are_not(
    keys: KeyFiles, program: str, words: str
) -> None:
    with pytest.raises(xf.SigningError, match=words) as caught:
        sign_with(_python(keys, program), SECRET * 10_000)
    text = str(caught.value)
    assert text.startswith("the program python")
    assert "secret" not in text
    assert "message" not in text
    assert len(text) < 400


def test_a_program_that_hangs_is_stopped(keys: KeyFiles) -> None:
    begin = time.monotonic()
    with pytest.raises(xf.SigningError, match=r"took longer than 0\.5 s"):
        sign_with(_python(keys, "import time; time.sleep(60)", 0.5), SECRET)
    assert time.monotonic() - begin < 20


def test_what_a_program_leaves_behind_does_not_hold_us(keys: KeyFiles) -> None:
    program = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(4)'])"
    begin = time.monotonic()
    with pytest.raises(xf.SigningError, match="took longer"):
        sign_with(_python(keys, program, 1), SECRET)
    assert time.monotonic() - begin < 15


def test_what_is_written_is_verified(keys: KeyFiles) -> None:
    with pytest.raises(xf.SignatureMismatch):
        sign_with(_python(keys, "print('a signature')"), SECRET)


def test_a_program_need_not_read_its_input(keys: KeyFiles) -> None:
    with pytest.raises(xf.SignatureMismatch):
        sign_with(_python(keys, "import os; os.close(0); print('done')"), SECRET * 100_000)


def test_a_program_that_is_not_there(keys: KeyFiles) -> None:
    public = xf.PrivateKey.load(keys("ec:P-256")).public_key
    with pytest.raises(xf.SigningError, match="the program no-such cannot be run: No such file"):
        xf.CommandSigner(["/nowhere/no-such", "pass:secret"], public).sign(b"")
    with pytest.raises(xf.SigningError, match="is not possible"):
        xf.CommandSigner(["a\0b"], public).sign(b"")
    with pytest.raises(TypeError, match="no shell"):
        xf.CommandSigner("openssl dgst", public)
    with pytest.raises(ValueError, match="no program"):
        xf.CommandSigner([], public)


def test_a_key_that_signs_nothing_is_refused(keys: KeyFiles) -> None:
    public = xf.PrivateKey.load(keys("x25519")).public_key
    with pytest.raises(xf.UnsupportedKey, match="sign nothing"):
        xf.CommandSigner(["a"], public)
