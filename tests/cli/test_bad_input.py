"""Bad input on the command line: a message that names the place, exit 1 or 2, and nothing written or lost."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tools.backends import PYTHONPATH
from x509forge.pem import encode, one

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

REQ = "req -new -nodes -key server.key -config server.csr.cfg -out out.csr"
X509 = "x509 -req -in server.csr -CA CA.crt -CAkey CA.key -CAcreateserial -days 5 -extfile server.crt.cfg -out out.crt"
CONFIGURED = "server --ca-key CA.key --request-config server.csr.cfg --extension-config server.crt.cfg --out out"
SERVER = "server --ca CA.crt --ca-key CA.key --host a.example --key ec:P-256 --out out"


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def _break(data: bytes, where: float) -> bytes:
    """Change one base64 digit."""
    at = int(len(data) * where)
    return data[:at] + (b"A" if data[at : at + 1] != b"A" else b"B") + data[at + 1 :]


def _prepare(folder: Path, openssl: Program) -> None:
    """Everything that is wrong in one way or another."""
    pem = (folder / "server.csr").read_bytes()
    (folder / "truncated.csr").write_bytes(pem[: len(pem) // 2])
    (folder / "broken.csr").write_bytes(_break(pem, 0.9))
    (folder / "der.csr").write_bytes(openssl("req", "-outform", "DER", data=pem))
    (folder / "empty").write_bytes(b"")
    (folder / "text").write_text("this is no PEM\n")
    (folder / "locked.key").write_bytes(openssl("pkcs8", "-topk8", "-in", folder / "CA.key", "-passout", "pass:geheim"))
    (folder / "brace.cfg").write_text("[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=${a\n")
    (folder / "section.cfg").write_text("subjectAltName=@nowhere\n")
    (folder / "nodn.cfg").write_text("[req]\nprompt=no\ndistinguished_name=dm\n[dn]\nCN=a\n")
    (folder / "later.cfg").write_text("keyUsage=keyAgreement\nnameConstraints=permited;DNS:a\n")
    (folder / "typo.cfg").write_text("keyUsage = digitalSignature, keyCertSing\n")
    (folder / "unknown.cfg").write_text("subjectAltNames = DNS:a\n")
    (folder / "md.cfg").write_text("[req]\nprompt=no\ndistinguished_name=dn\ndefault_md=md55\n[dn]\nCN=a\n")
    (folder / "country.cfg").write_text("[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nC=China\n")
    (folder / "empty.srl").write_bytes(b"")
    (folder / "words.srl").write_text("not hex\n")
    (folder / "sub").mkdir()
    trailed = one((folder / "CA.crt").read_bytes()).data + b"\x30\x03\x0c\x05a"
    (folder / "trailer.crt").write_text(encode("TRUSTED CERTIFICATE", trailed))
    (folder / "expired.cfg").write_text((folder / "ca.cfg").read_text())
    for name, arguments in {
        "no-ca.crt": ("-addext", "basicConstraints=critical,CA:FALSE"),
        "short.crt": ("-days", "2"),
    }.items():
        config = folder / "ca.cfg" if name == "short.crt" else Path("/dev/null")
        openssl(
            *("req", "-x509", "-new", "-key", folder / "CA.key", "-subj", "/CN=Test CA", "-config", config),
            *(*arguments, "-out", folder / name),
        )
    openssl(
        *("req", "-new", "-key", folder / "CA.key", "-subj", "/CN=Old CA", "-config", folder / "ca.cfg"),
        *("-out", folder / "old.csr"),
    )
    # `openssl ca` alone takes both dates.
    (folder / "db").write_bytes(b"")
    (folder / "sign.cfg").write_text(
        f"[ca]\ndefault_ca=x\n[x]\ndatabase={folder}/db\nnew_certs_dir={folder}\nserial={folder}/sign.srl\n"
        "default_md=sha256\npolicy=p\nx509_extensions=e\n[p]\nCN=supplied\n"
        "[e]\nsubjectKeyIdentifier=hash\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"
    )
    openssl(
        *("ca", "-batch", "-notext", "-selfsign", "-config", folder / "sign.cfg", "-keyfile", folder / "CA.key"),
        *("-in", folder / "old.csr", "-startdate", "20200101000000Z", "-enddate", "20210101000000Z"),
        *("-create_serial", "-out", folder / "old.crt"),
    )


CASES = [
    # arguments; what the message must say
    (f"{REQ} -key nothere.key", r"nothere\.key: No such file"),
    (f"{REQ} -key sub", r"sub: Is a directory"),
    (f"{REQ} -key text", r"text: no PEM block"),
    (f"{REQ} -key empty", r"empty: .*empty"),
    (f"{REQ} -key server.csr", r"server\.csr: no private key.*CERTIFICATE REQUEST"),
    (f"{REQ} -key locked.key -passin pass:wrong", r"locked\.key: wrong password"),
    (f"{REQ} -key locked.key -passin env:NOTHERE", r"NOTHERE"),
    (f"{REQ} -key locked.key -passin file:nothere", r"nothere: No such file"),
    (f"{REQ} -key locked.key -passin file:empty", r"empty: there is no line"),
    (f"{REQ} -key locked.key -passin geheim", r"no source of a password"),
    (f"{REQ} -config nothere.cfg", r"nothere\.cfg: cannot be read: No such file"),
    (f"{REQ} -config brace.cfg", r"brace\.cfg:5:7: no close brace"),
    (f"{REQ} -config nodn.cfg", r"nodn\.cfg:3:20: there is no section \[dm\]"),
    (f"{REQ} -config md.cfg", r"md\.cfg:4:12: the hash .md55. is not supported; md5, sha1"),
    (f"{REQ} -config country.cfg", r"country\.cfg:5:3: countryName: 5 characters, more than the 2"),
    (f"{REQ} -reqexts nowhere", r"there is no section \[nowhere\]"),
    (f"{REQ} -subj CN=a", r"-subj: .*begins with /"),
    (f"{REQ} -subj /C=China", r"-subj: countryName"),
    (f"{REQ} -addext subjectAltName=DNS", r"-addext:1:16: .*no value"),
    (f"{REQ} -addext keyUsage=cRLSign -addext keyUsage=keyAgreement", r"-addext keyUsage is given twice"),
    (f"{REQ} -out server.key/below", r"server\.key/below"),
    (f"{REQ} -out sub", r"sub: .*directory"),
    (f"{REQ} -frobnicate", r"no option -frobnicate"),
    (f"{REQ} -sigopt x:y", r"-sigopt x:y is not supported"),
    (f"{REQ} -sigopt rsa_pss_saltlen:20", r"it is for RSASSA-PSS"),
    (f"{REQ} -md4", r"-md4 is not supported yet"),
    (f"{REQ} -sha256 -sha512 -compat 3.5", r"do not go together"),
    (f"{REQ} surplus", r"'surplus'"),
    (f"{REQ} -out", r"-out needs a value"),
    ("req -new -newkey rsa:2048 -nodes -subj /CN=a -keyout sub/key -out server.key/below", r"server\.key/below"),
    ("req -new -newkey dsa:2048 -nodes -subj /CN=a -out out", r"dsa"),
    ("req -new -newkey ec -nodes -subj /CN=a -out out", r"needs a curve"),
    ("req -new -newkey rsa:20477 -nodes -subj /CN=a -out out", r"rsa:20477"),
    ("req -new -newkey rsa:2048 -subj /CN=a -keyout out.key -out out", r"password"),
    ("req -verify -noout -in broken.csr", r"broken\.csr: the request's signature"),
    ("req -in truncated.csr", r"truncated\.csr: line 1: .*cut short"),
    ("req -in der.csr -inform PEM", r"der\.csr: no PEM block: this looks like DER"),
    ("req -in server.csr -inform DER", r"server\.csr: "),
    ("req -in CA.crt", r"CA\.crt: no CERTIFICATE REQUEST .*found: CERTIFICATE \(line 1\)"),
    (f"{X509} -in broken.csr", r"broken\.csr: the request's signature"),
    (f"{X509} -in truncated.csr", r"truncated\.csr: line 1"),
    (f"{X509} -CA server.csr", r"server\.csr: no CERTIFICATE"),
    (f"{X509} -CAkey server.key", r"server\.key: the key does not belong to the certificate of .*Test CA"),
    (f"{X509} -CAkey locked.key -passin pass:wrong", r"locked\.key: wrong password"),
    (f"{X509} -extfile section.cfg", r"section\.cfg:1:17: .*there is no section \[nowhere\]"),
    (f"{X509} -extfile later.cfg", r"later\.cfg:2:17: nameConstraints: .permited;DNS. is neither"),
    (f"{X509} -extfile typo.cfg", r"typo\.cfg:1:30: .*keyCertSing.* \(did you mean keyCertSign\?\)"),
    (f"{X509} -extfile unknown.cfg", r"unknown\.cfg:1:1: .*did you mean subjectAltName\?"),
    (f"{X509} -extensions nowhere", r"there is no section \[nowhere\]"),
    (f"{X509} -CAserial empty.srl", r"empty\.srl: is not a serial number"),
    (f"{X509} -CAserial words.srl", r"words\.srl: is not a serial number"),
    (f"{X509} -days many", r"-days takes a number"),
    (f"{X509} -days 99999999", r"-days is at least"),
    (f"{X509} -set_serial 12x", r"-set_serial takes a number"),
    (f"{X509} -out server.key/below", r"server\.key/below"),
    (f"{X509} -strict", r"rfc5280\.key_usage\.cert_sign_without_ca"),
    ("x509 -req -in server.csr -CA CA.crt -CAkey CA.key -CAserial nothere.srl", r"nothere\.srl"),
    ("x509 -req -in server.csr", r"needs the key that signs"),
    ("x509 -in trailer.crt -text", r"trailer\.crt: .*"),
    ("x509 -in CA.crt -addtrust serverAut", r"did you mean serverAuth"),
    ("x509 -req -in server.csr -CA trailer.crt -CAkey CA.key", r"trailer\.crt: alias: byte 2"),
    ("x509 -in server.csr -noout", r"server\.csr: no CERTIFICATE"),
    ("pkcs8 -topk8 -nocrypt -in locked.key -passin pass:wrong -out out", r"locked\.key: wrong password"),
    ("pkcs8 -topk8 -nocrypt -in CA.crt -out out", r"CA\.crt: no private key"),
    ("pkcs8 -topk8 -nocrypt -in server.key -inform DER -out out", r"server\.key: "),
    ("ecparam -name secp112r1 -genkey -out out", r"secp112r1"),
    ("ecparam -genkey -out out", r"standard input: no PEM block"),
    (f"{SERVER} --ca no-ca.crt", r"rfc5280\.path\.issuer_is_no_ca"),
    (f"{SERVER} --ca old.crt", r"rfc5280\.path\.issuer_not_valid|rfc5280\.validity\.expired"),
    (f"{SERVER} --ca nothere.crt", r"nothere\.crt: No such file"),
    (f"{SERVER} --ca-key server.key", r"server\.key: .*does not belong"),
    (f"{SERVER} --ca-key locked.key --passin pass:wrong", r"locked\.key: wrong password"),
    (f"{SERVER} --host http://x", r"http://x|scheme|URI"),
    (f"{SERVER} --days 0", r"--days is at least 1"),
    (f"{SERVER} --key dsa:1024", r"dsa:1024"),
    (f"{SERVER} --key-file server.key", r"--key makes a new key"),
    (f"{SERVER} --waive no.such.rule", r"no\.such\.rule"),
    (f"{SERVER} --out server.key", r"error: server\.key: is no folder\n$"),
    (f"{SERVER} --out server.key/below", r"server\.key"),
    (f"{SERVER} --hash md55", r"--hash is one of"),
    ("server --ca CA.crt --ca-key CA.key --out out", r"--host"),
    (
        f"{CONFIGURED} --ca no-ca.crt",
        r"rfc5280\.path\.issuer_is_no_ca",
    ),
    (
        f"{CONFIGURED} --ca old.crt",
        r"rfc5280\.path\.issuer_not_valid|rfc5280\.validity\.expired",
    ),
    (
        "server --ca CA.crt --ca-key CA.key --request-config brace.cfg --out out",
        r"brace\.cfg:5:7: no close brace",
    ),
    ("client --name dev --ca no-ca.crt --ca-key CA.key --out out", r"rfc5280\.path\.issuer_is_no_ca"),
    ("client --ca CA.crt --ca-key CA.key --out out", r"--name is missing"),
    ("ca --name C=CN,CN= --out out", r"--name: a part of it is empty"),
    ("ca --name= --out out", r"--name: it is empty"),
    ("client --name / --ca CA.crt --ca-key CA.key --out out", r"--name: a part of it is empty"),
    (f"{SERVER} --host=", r"a host name is empty"),
    (f"{SERVER} --host a@b", r"'a@b' is no host"),
    ("ca --name C=CN,nothing --out out", r"--name: "),
    ("chain", r"which certificates"),
    ("chain CA.crt no-ca.crt -out out", r"."),
    ("chain server.csr -out out", r"server\.csr: no CERTIFICATE"),
    ("check", r"takes a chain"),
    ("check nothere", r"nothere: No such file"),
    ("check CA.crt CA.key --host", r"--host needs a value"),
    ("frobnicate", r"there is no command 'frobnicate'"),
]


@pytest.fixture
def prepared(folder: Path, openssl: Program) -> Path:
    """The folder with everything that is wrong in one way or another."""
    _prepare(folder, openssl)
    return folder


def test_each_is_refused_with_the_place_and_nothing_is_written(prepared: Path, cli: Cli) -> None:
    before = _snapshot(prepared)
    faults = []
    for arguments, expected in CASES:
        outcome = cli(*arguments.split())
        last = outcome.stderr
        for fault, is_there in {
            f"exit {outcome.code}": outcome.code not in (1, 2),
            f"no word of {expected}": not re.search(expected, last),
            "not said to be an error": "x509forge: error: " not in last,
            "a traceback": "Traceback" in last,
            "the password is shown": "geheim" in last and "geheim" not in arguments,
            "something was written": _snapshot(prepared) != before,
            "something on standard output": bool(outcome.stdout),
        }.items():
            if is_there:
                faults.append(f"{arguments}: {fault}:\n{last}")
        for path in set(_snapshot(prepared)) - set(before):
            (prepared / path).unlink()
        for path, data in before.items():
            (prepared / path).write_bytes(data)
    assert not faults, "\n".join(faults)


def test_wrong_usage_exits_with_2_and_a_refusal_with_1(prepared: Path, cli: Cli) -> None:
    assert cli("req", "-frobnicate").code == 2
    assert cli("frobnicate").code == 2
    assert cli(*f"{X509} -days many".split()).code == 2
    assert cli(*f"{X509} -in broken.csr".split()).code == 1
    assert cli(*f"{SERVER} --ca no-ca.crt".split()).code == 1


def test_a_ca_that_openssl_would_use_is_warned_of(prepared: Path, cli: Cli, openssl: Program) -> None:
    """The verbs that mirror OpenSSL issue what it issues."""
    for ca, warning in (
        ("no-ca.crt", "rfc5280.path.issuer_is_no_ca"),
        ("old.crt", "rfc5280.path.issuer_not_valid"),
        ("short.crt", "rfc5280.path.outlives_issuer"),
    ):
        outcome = cli(*f"{X509} -CA {ca} -set_serial 5".split())
        assert outcome.code == 0
        assert f"warning: [{warning}]" in outcome.stderr
        assert b"Serial Number: 5" in openssl("x509", "-noout", "-text", "-in", prepared / "out.crt")


def test_days_beyond_the_end_of_the_ca_are_warned_of(prepared: Path, cli: Cli) -> None:
    outcome = cli(*f"{SERVER} --ca short.crt --days 30".split())
    assert outcome.code == 0
    assert "warning: [rfc5280.path.outlives_issuer]" in outcome.stderr


@pytest.mark.parametrize(
    "arguments", [REQ, X509, SERVER, f"{SERVER} --out out/below/that", f"{SERVER} --force --out ."]
)
def test_a_full_disk_leaves_all_as_it_was(prepared: Path, arguments: str) -> None:
    for name in ("server.crt", "server_chain.crt", "server_pkcs8.key", "out.crt", "out.csr"):
        (prepared / name).write_text("old\n")
    before = _snapshot(prepared)
    script = (
        "import resource, signal, sys\nfrom x509forge.cli import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, *arguments.split()],
        cwd=prepared,
        # Python itself would leave half-written files in __pycache__.
        env={"PYTHONPATH": PYTHONPATH, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert re.search(r"x509forge: error: \S+: File too large", result.stderr)
    assert _snapshot(prepared) == before
    assert not (prepared / "out").exists()


def test_an_unreadable_file_is_named(folder: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root reads everything
    outcome = cli(*REQ.split())
    assert outcome.code == 1
    assert "server.key: Permission denied" in outcome.stderr


def test_control_characters_do_not_reach_the_terminal(folder: Path, cli: Cli, openssl: Program) -> None:
    (folder / "esc.cfg").write_bytes(b"[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=a\x1b[31m\nO=b\xe2\x80\xaec\n")
    request = openssl("req", "-new", "-utf8", "-key", folder / "server.key", "-config", folder / "esc.cfg")
    outcome = cli("x509", "-req", "-CA", "CA.crt", "-CAkey", "CA.key", "-subject", "-out", "o.crt", data=request)
    assert outcome.code == 0
    outcome = cli("check", "o.crt")
    assert "\x1b" not in outcome.text + outcome.stderr
    outcome = cli("\x1b[31m")
    assert "\x1b" not in outcome.stderr
