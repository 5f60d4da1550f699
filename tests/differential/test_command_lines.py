"""Whole command lines, as people write them: output, files and verdict are the same as openssl's.

What differs from call to call (new keys, signatures with ECDSA, the second of issue) is in other tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge import pem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

CONFIG = """
[req]
prompt = no
distinguished_name = dn
[dn]
C = CN
CN = asked
[ca]
subjectKeyIdentifier = hash
basicConstraints = critical,CA:TRUE
keyUsage = keyCertSign,cRLSign
[leaf]
subjectAltName = DNS:leaf.example,IP:10.0.0.1,email:a@b.example
extendedKeyUsage = serverAuth
authorityInfoAccess = OCSP;URI:http://ocsp.example/
[alt]
DNS.1 = alt.example
"""


@pytest.fixture
def folder(tmp_path: Path, openssl: Program, keys: KeyFiles) -> Path:
    """A CA, a request and its certificate, in every form in which files come."""
    (tmp_path / "all.cnf").write_text(CONFIG)
    (tmp_path / "CA.key").write_bytes(keys.pem("rsa:2048", 1))
    (tmp_path / "a.key").write_bytes(keys.pem("rsa:2048"))
    for line in (
        "pkey -in a.key -pubout -out a.pub",
        "req -x509 -new -key CA.key -config all.cnf -extensions ca -days 3000 -set_serial 0x1122 -out CA.crt",
        "req -new -key a.key -config all.cnf -out a.csr",
        "req -in a.csr -outform DER -out a.csr.der",
        "x509 -req -in a.csr -CA CA.crt -CAkey CA.key -set_serial 77 -extfile all.cnf -extensions leaf -out a.crt",
        "x509 -in a.crt -outform DER -out a.der",
        "x509 -in a.crt -text -out text.crt",
        "x509 -in a.crt -trustout -addtrust serverAuth -addtrust 1.2.3 -setalias Grüße -out trusted.crt",
    ):
        openssl(*line.split(), cwd=tmp_path)
    (tmp_path / "crlf.crt").write_bytes((tmp_path / "a.crt").read_bytes().replace(b"\n", b"\r\n"))
    (tmp_path / "both.pem").write_bytes((tmp_path / "CA.crt").read_bytes() + (tmp_path / "CA.key").read_bytes())
    return tmp_path


PRINTED = """
x509 -in a.crt -hash -subject -noout -issuer -serial -issuer
x509 -in CA.crt -noout -purpose -hash -issuer_hash_old -subject_hash
x509 -in a.crt -noout -startdate -dates -serial -enddate
x509 -in a.crt -noout -dates -startdate
x509 -in a.crt -noout -ocspid -email -ocsp_uri
x509 -in a.crt -checkend 0
x509 -in a.crt -checkend 999999999
x509 -in a.crt -checkend 10 -subject -text
x509 -in a.crt -checkend 10 -checkhost leaf.example
x509 -in a.crt -checkhost leaf.example
x509 -in a.crt -checkhost leaf.example. -noout
x509 -in a.crt -checkhost 10.0.0.1 -checkhost leaf.example -noout
x509 -in a.crt -checkhost 10.0.0.1
x509 -in a.crt -checkip 10.0.0.1 -checkemail a@B.example -checkhost nothing
x509 -in a.crt -badsig
x509 -in a.crt -badsig -outform DER -out new
x509 -in crlf.crt -subject
x509 -in text.crt
x509 -in=a.crt -noout -subject
x509 --in=a.der -inform=der --noout -serial
x509 -in trusted.crt -noout -alias
x509 -in a.crt -noout -alias
x509 -in trusted.crt -text
x509 -in trusted.crt -text -certopt no_aux -noout
x509 -in trusted.crt -trustout
x509 -in trusted.crt -outform DER
x509 -in trusted.crt -addtrust serverAuth -outform DER -out new
x509 -in trusted.crt -trustout -clrtrust
x509 -in trusted.crt -clrtrust -clrreject -text
x509 -in trusted.crt -addreject emailProtection -text
x509 -in trusted.crt -clrtrust -addtrust clientAuth -setalias other
x509 -in a.crt -trustout
x509 -in a.crt -trustout -text -alias
x509 -in a.crt -addtrust serverAuth -addreject 1.2.3.4 -addtrust OCSPSigning -text -alias
x509 -in a.crt -setalias foo -noout -text -certopt ca_default
x509 -in a.crt -addtrust nothing
x509 -in a.crt -clrtrust -text -noout
x509 -in trusted.crt -noout -hash -fingerprint -purpose
req -new -key a.key -subj=/CN=a=b
req -new -key a.key -subj /CN=a -verbose
req -new -in a.csr -key a.key -subj /CN=other
req -new -key a.key -subj /CN=a -addext=
req -new -key a.key -subj /CN=a -addext [x]
req -new -key a.key -subj /CN=a -addext subjectAltName
req -new -key a.key -subj /CN=a -addext nsComment=$ENV::HOME/${ENV::HOME}
req -new -key a.key -subj /CN=a -addext subjectAltName=@alt -config all.cnf
req -x509 -new -key a.key -subj /CN=a -days 0
req -x509 -new -key a.key -subj /CN=a -days -1
req -new -newkey ec:nowhere -nodes -subj /CN=a
req -new -newkey ec:a.key -nodes -subj /CN=a
req -new -newkey param -nodes -subj /CN=a
x509 -req -in a.csr -signkey a.key -preserve_dates -days 4
x509 -in a.crt -CA CA.crt -CAkey CA.key -set_serial 5
x509 -x509toreq -in a.crt -key a.key -CA CA.crt
"""


# Where 3.5 does otherwise.
NEWER = """
x509 -in a.crt -noout -subject -issuer -text
x509 -in a.crt -noout -subject -nameopt oneline
x509 -in a.crt -checkhost nothing -checkip 10.0.0.1
x509 -in a.crt -checkhost leaf.example -checkip 10.0.0.1
x509 -in a.crt -checkemail nothing -out new
x509 -in a.crt
req -in a.csr -noout -subject -text
req -in a.csr -noout -verify
req -new -key a.key -subj /CN=a -verify
req -new -key a.key -subj /CN=a -config all.cnf -extensions leaf
req -new -key a.key -subj /CN=a -config all.cnf -extensions nowhere
req -new -key a.key -subj /CN=a -config all.cnf -extensions ca -reqexts leaf
x509 -req -in a.csr -key a.key -set_serial 3 -not_before 20260101000000Z -not_after 20250101000000Z
"""


def _new_files(folder: Path, before: dict[str, bytes]) -> dict[str, bytes]:
    """Return what was written, and put things back as they were."""
    found = {}
    for path in folder.iterdir():
        if path.suffix != ".lock" and before.get(path.name) != path.read_bytes():
            found[path.name] = path.read_bytes()
            path.unlink()
    for name, data in before.items():
        (folder / name).write_bytes(data)
    return found


@pytest.mark.parametrize("line", PRINTED.strip().split("\n"))
def test_each_command_line(folder: Path, openssl: Program, cli: Cli, line: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    theirs = openssl.run(*line.split(), cwd=folder)
    their_files = _new_files(folder, before)
    ours = cli(*line.split())
    assert (ours.code == 0) == (theirs.returncode == 0), ours.stderr
    if ours.code == 0 or ours.stdout:
        assert ours.stdout == theirs.stdout
        assert _new_files(folder, before) == their_files
    else:
        assert "x509forge: error: " in ours.stderr
        assert not _new_files(folder, before)


@pytest.mark.parametrize("line", NEWER.strip().split("\n"))
def test_each_command_line_of_release_35(folder: Path, openssl_35: Program, cli: Cli, line: str) -> None:
    theirs = openssl_35.run(*line.split(), cwd=folder)
    ours = cli(*line.split(), "-compat", "3.5")
    assert (ours.code == 0) == (theirs.returncode == 0), ours.stderr
    assert ours.stdout == theirs.stdout


NEW_KEYS = """
req -new -newkey 1024 -nodes -subj /CN=a
req -new -newkey RSA:1024 -nodes -subj /CN=a -keyout new.key
req -new -newkey rsa -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_keygen_pubexp:65537 -nodes -subj /CN=a
req -new -newkey EC -pkeyopt group:P-384 -nodes -subj /CN=a
req -new -newkey ec:curve.pem -nodes -subj /CN=a -out new.csr
req -x509 -newkey param:curve.pem -nodes -subj /CN=a -keyout new.key
genpkey -algorithm EC -pkeyopt group:prime256v1 -pkeyopt ec_param_enc:named_curve
genpkey -algorithm RSA -pkeyopt rsa_keygen_primes:2 -pkeyopt rsa_keygen_bits:1024
genrsa -primes 2 1024
genrsa -verbose 1024
"""


@pytest.mark.parametrize("line", NEW_KEYS.strip().split("\n"))
def test_each_new_key(folder: Path, openssl: Program, cli: Cli, line: str) -> None:
    """The same blocks in the same files, and the same text of the keys but for their numbers."""
    openssl("ecparam", "-name", "secp384r1", "-out", "curve.pem", cwd=folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    kinds = []
    for ours in (False, True):
        if ours:
            outcome = cli(*line.split())
            assert outcome.code == 0, outcome.stderr
            output = outcome.stdout
        else:
            output = openssl(*line.split(), cwd=folder)
        files = {"": output, **_new_files(folder, before)}
        kinds.append({name: [_kind(block, openssl) for block in pem.decode(data)] for name, data in files.items()})
    assert kinds[0] == kinds[1]


def _kind(block: pem.Block, openssl: Program) -> tuple[str, bytes]:
    if block.label != "PRIVATE KEY":
        return block.label, b""
    return block.label, openssl("pkey", "-noout", "-text", data=pem.encode(block.label, block.data).encode()).split(
        b"\n"
    )[0]


def test_a_public_key_of_its_own(folder: Path, openssl_35: Program, cli: Cli) -> None:
    for form in ("PEM", "DER"):
        outcome = cli(
            "genpkey", "-algorithm", "EC", "-pkeyopt", "group:P-256", "-outpubkey", "new.pub", "-outform", form
        )
        assert outcome.code == 0, outcome.stderr
        theirs = openssl_35("pkey", "-pubout", "-outform", form, data=outcome.stdout)
        assert (folder / "new.pub").read_bytes() == theirs
        (folder / "new.pub").unlink()


def test_a_broken_signature_is_broken(folder: Path, cli: Cli, openssl: Program) -> None:
    outcome = cli("x509", "-in", "a.crt", "-badsig")
    kept = xf.Certificate.from_pem(outcome.stdout)
    assert kept.tbs_certificate == xf.Certificate.from_pem((folder / "a.crt").read_bytes()).tbs_certificate
    result = openssl.run("verify", "-CAfile", "CA.crt", cwd=folder, data=outcome.stdout)
    assert b"certificate signature failure" in result.stderr
