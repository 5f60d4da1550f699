"""The verb explain: what it takes, how it ends, and how it behaves on a terminal."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.backends import PYTHONPATH

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

_KINDS = {".crt", ".csr", ".crl", ".p7b", ".p12", ".cms", ".ocsp", ".pem", ".key", ".der"}
PROGRAM = [sys.executable, "-m", "x509forge"]
SPKI = "tbsCertificate.subjectPublicKeyInfo"
posix = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are of POSIX")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, openssl: Program, keys: KeyFiles) -> Path:
    """A folder with one of each kind that openssl makes."""
    folder = tmp_path_factory.mktemp("made")
    key = keys("ec:P-256")

    def run(*arguments: str | Path) -> None:
        openssl(*arguments, cwd=folder)

    run("req", "-x509", "-new", "-key", key, "-subj", "/CN=CA", "-out", "CA.crt", "-days", "30")
    run("req", "-new", "-key", key, "-subj", "/CN=a", "-out", "a.csr", "-addext", "subjectAltName=DNS:a.example")
    (folder / "index.txt").write_text("R\t301231000000Z\t250101000000Z\t0A\tunknown\t/CN=b\n")
    (folder / "crlnumber").write_text("01\n")
    (folder / "ca.cnf").write_text(
        "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=30\n"
    )
    run("ca", "-config", "ca.cnf", "-gencrl", "-keyfile", key, "-cert", "CA.crt", "-out", "a.crl")
    run("crl2pkcs7", "-nocrl", "-certfile", "CA.crt", "-out", "a.p7b")
    run("pkcs12", "-export", "-inkey", key, "-in", "CA.crt", "-passout", "pass:geheim", "-out", "a.p12")
    run("cms", "-sign", "-in", "index.txt", "-signer", "CA.crt", "-inkey", key, "-outform", "PEM", "-out", "a.cms")
    run("ocsp", "-issuer", "CA.crt", "-serial", "10", "-reqout", "a.ocsp")
    run("pkey", "-in", key, "-pubout", "-out", "public.pem")
    run("pkcs8", "-topk8", "-in", key, "-passout", "pass:geheim", "-out", "locked.key")
    run("ec", "-in", key, "-out", "traditional.key")
    run("x509", "-in", "CA.crt", "-trustout", "-addtrust", "serverAuth", "-out", "trusted.crt")
    run("x509", "-in", "CA.crt", "-outform", "DER", "-out", "CA.der")
    return folder


def test_each_kind_is_shown(made: Path, cli: Cli) -> None:
    files = sorted(path for path in made.iterdir() if path.suffix in _KINDS)
    assert len(files) == 12
    for path in files:
        for options in ((), ("--hex", "--why"), ("--summary",), ("--tour",), ("--build-up",)):
            outcome = cli("explain", *options, path)
            assert outcome.code == 0, (path, options)
            assert "error" not in outcome.stderr, (path, options)
            assert len(outcome.text.splitlines()) >= 2


def test_what_is_pasted(made: Path, cli: Cli) -> None:
    der = (made / "CA.der").read_bytes()
    expected = cli("explain", made / "CA.der").text
    assert expected.startswith("Certificate SEQUENCE: CN=CA  RFC 5280 4.1")
    assert "\n  tbsCertificate TBSCertificate SEQUENCE" in expected
    pem = (made / "CA.crt").read_bytes()
    pasted = [der, der.hex().encode(), der.hex(":").upper().encode(), b"".join(pem.splitlines()[1:-1])]
    for data in pasted:
        outcome = cli("explain", "-", data=data)
        assert (outcome.code, outcome.text) == (0, expected)


def test_several_files_have_headings_and_what_cannot_be_read_stops_nothing(made: Path, cli: Cli) -> None:
    outcome = cli("explain", "--depth", "0", made / "CA.der", "no\nthere", made / "a.csr")
    assert outcome.code == 1
    assert [line.partition("  ")[0] for line in outcome.text.splitlines() if "!" not in line] == [
        f"==> {made / 'CA.der'} <==",
        "Certificate SEQUENCE: CN=CA …",
        f"==> {made / 'a.csr'} <==",
        'CertificationRequest SEQUENCE, from a block "CERTIFICATE REQUEST": CN=a …',
    ]
    assert outcome.stderr == "x509forge: error: no\\nthere: No such file or directory\n"
    assert cli("explain", made).code == 1


def test_a_name_of_a_file_is_inert(cli: Cli) -> None:
    for name in ("\x1b[2J.der", "a\u202eder.der"):
        Path(name).write_bytes(b"\5\0")
    outcome = cli("explain", *(str(path) for path in sorted(Path().iterdir())))
    assert outcome.code == 0
    assert all(line.isprintable() for line in outcome.text.splitlines())
    assert "==> \\x1b[2J.der <==" in outcome.text


def test_what_is_broken_is_explained(cli: Cli, made: Path) -> None:
    for data in (b"", b"hello", (made / "CA.der").read_bytes()[:100], b"\x30\x80" * 1000, b"\x1f" * 1000):
        outcome = cli("explain", "-", data=data)
        assert (outcome.code, outcome.stderr) == (0, "")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("", r"which file"),
        ("--format pdf -", r"--format is text.*; not 'pdf'"),
        ("--color sometimes -", r"--color is auto, always or never"),
        ("--kind Cheque -", r"--kind is one of Certificate, .*; not 'Cheque'"),
        ("--depth x -", r"--depth takes a number"),
        ("--width 3 -", r"--width is at least 20"),
        ("--summary --tour -", r"--summary and --tour do not go together"),
        ("--summary --format text -", r"do not go together"),
        ("--out x -", r"--out is where --extract writes"),
        ("--extract a - b", r"--extract takes the octets of one file"),
        ("--hex --summary -", r"--hex goes with the tree, and"),
        ("--hex --format html -", r"--hex goes with the tree, and"),
        ("--why --tour -", r"--why goes with the tree and --format json, and"),
        ("--depth 1 --format json -", r"--depth goes with the tree, and"),
        ("--depth 1 --extract a -", r"--depth goes with the tree, and"),
        ("--contents -", r"--contents goes with --extract\n.*hint: .* --extract "),
        ("--format json - b", r"--format json is of one file\n.*hint: cat A B"),
        ("--format html - b", r"--format html is of one file"),
        ("--format python - b", r"--format python is of one file"),
        ("--passin nothing -", r"no source of a password"),
    ],
)
def test_wrong_usage(cli: Cli, options: str, message: str) -> None:
    outcome = cli("explain", *options.split(), data=b"\5\0")
    assert outcome.code == 2
    assert re.search(message, outcome.stderr)
    assert outcome.stdout == b""


def test_a_path_leads_to_a_part(made: Path, cli: Cli) -> None:
    whole = cli("explain", made / "CA.der").text.splitlines()
    part = cli("explain", "--path", SPKI, made / "CA.der").text.splitlines()
    at = next(number for number, line in enumerate(whole) if line.startswith("    subjectPublicKeyInfo"))
    assert part == [line[4:] for line in whole[at : at + len(part)]]
    outcome = cli("explain", "--path", "tbsCertificate.serial", made / "CA.der")
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert "tbsCertificate has no serial; it has version, serialNumber" in outcome.stderr


def test_a_path_that_begins_elsewhere_is_hinted_at(made: Path, cli: Cli) -> None:
    for name, path, hint in (
        ("CA.der", "extensions[0].extnID", "tbsCertificate.extensions[0].extnID"),
        ("a.csr", "subject", "certificationRequestInfo.subject"),
        ("a.crl", "thisUpdate", "tbsCertList.thisUpdate"),
        ("trusted.crt", "tbsCertificate.subject", "[0].tbsCertificate.subject"),
    ):
        outcome = cli("explain", "--path", path, made / name)
        assert (outcome.code, outcome.stdout) == (1, b"")
        assert outcome.stderr.endswith(f"\nx509forge: hint: did you mean {hint}?\n")
        assert cli("explain", "--path", hint, made / name).code == 0
    assert "hint" not in cli("explain", "--path", "nowhere", made / "CA.der").stderr


def test_extracting(made: Path, cli: Cli, openssl: Program) -> None:
    public = openssl("pkey", "-pubin", "-in", made / "public.pem", "-outform", "DER")
    assert cli("explain", "--extract", SPKI, made / "CA.crt").stdout == public
    for option in ("-o", "--out"):
        Path("key.der").unlink(missing_ok=True)
        outcome = cli("explain", "--extract", SPKI, option, "key.der", made / "CA.crt")
        assert (outcome.code, outcome.stdout, outcome.stderr) == (0, b"", "")
        assert Path("key.der").read_bytes() == public
    # What is there is kept.
    outcome = cli("explain", "--extract", "", "-o", "key.der", made / "CA.crt")
    assert (outcome.code, Path("key.der").read_bytes()) == (1, public)
    assert "--force overwrites it" in outcome.stderr
    assert cli("explain", "--extract", "", "-o", "key.der", "--force", made / "CA.crt").code == 0
    assert Path("key.der").read_bytes() == (made / "CA.der").read_bytes()
    serial = openssl("x509", "-in", made / "CA.crt", "-noout", "-serial").decode().strip().partition("=")[2]
    contents = cli("explain", "--contents", "--extract", "tbsCertificate.serialNumber", made / "CA.crt").stdout
    assert contents == bytes.fromhex(serial)
    assert cli("explain", "--extract", "nothing", made / "CA.crt").code == 1


def test_where_it_goes_is_said_in_one_way_by_each_verb(made: Path, cli: Cli, keys: KeyFiles) -> None:
    Path("a.txt").write_text("NULL {}\n")
    verbs = {
        "explain": ("--extract", SPKI, made / "CA.der"),
        "assemble": ("a.txt",),
        "edit": ("--set", "serialNumber=1", "--resign", keys("ec:P-256"), made / "CA.der"),
    }
    for verb, arguments in verbs.items():
        help_text = cli(verb, "--help").text
        assert re.search(r"^  -o FILE  .*\n  --out FILE  .*the same$", help_text, re.MULTILINE), verb
        expected = cli(verb, *arguments).stdout
        for option in ("-o", "--out"):
            assert cli(verb, *arguments, option, f"{verb}{option}").code == 0
            assert len(Path(f"{verb}{option}").read_bytes()) == pytest.approx(len(expected), abs=2)
        assert len(cli(verb, *arguments, "--out", "-").stdout) == pytest.approx(len(expected), abs=2)
        outcome = cli(verb, *arguments, "--out", "x", "-o", "y")
        assert (outcome.code, "-o and --out do not go together" in outcome.stderr) == (2, True)
    assert not Path("-").exists()


def test_what_is_private_is_extracted_only_where_that_is_said(keys: KeyFiles, cli: Cli) -> None:
    der = keys.der("ed25519")
    for path in ("", "privateKey"):
        outcome = cli("explain", "--extract", path, "-o", "seed", "-", data=der)
        assert (outcome.code, Path("seed").exists()) == (1, False)
        assert "--show-private" in outcome.stderr
    algorithm = cli("explain", "--extract", "privateKeyAlgorithm", "-", data=der)
    assert algorithm.stdout == bytes.fromhex("300506032b6570")
    outcome = cli("explain", "--show-private", "--extract", "privateKey", "--contents", "-o", "seed", "-", data=der)
    assert outcome.code == 0
    assert Path("seed").read_bytes() == der[-34:]
    if os.name == "posix":
        assert Path("seed").stat().st_mode & 0o777 == 0o600


def test_what_a_password_opens(made: Path, cli: Cli) -> None:
    for options in ((), ("--hex", "--why"), ("--summary",), ("--tour",)):
        # In a PKCS #12 file, the certificates are encrypted.
        for name, within in (("locked.key", "OneAsymmetricKey"), ("a.p12", "TBSCertificate")):
            if name == "a.p12" and "--summary" in options:
                continue
            assert within not in cli("explain", *options, made / name).text
            outcome = cli("explain", *options, "--passin", "pass:geheim", made / name)
            assert (outcome.code, outcome.stderr) == (0, "")
            assert within in outcome.text
    assert "decrypted: OneAsymmetricKey" in cli("explain", "--passin", "pass:geheim", made / "locked.key").text
    wrong = cli("explain", "--passin", "pass:falsch", made / "locked.key")
    assert (wrong.code, "OneAsymmetricKey" in wrong.text) == (0, False)
    assert "! notice [explain.password]" in wrong.text


def test_a_summary_has_a_screen_for_each_object_that_something_holds(made: Path, cli: Cli) -> None:
    sha256 = hashlib.sha256((made / "CA.der").read_bytes()).hexdigest()
    for name in ("a.p7b", "a.cms"):
        rows = cli("explain", "--summary", made / name).text.split("\n\n")
        assert len(rows) == 2, name
        # What the certificate says is not said of the message.
        assert "basic constraints" not in rows[0]
        assert "subject  " in rows[1]
        assert sha256 in rows[1]
    opened = cli("explain", "--summary", "--passin", "pass:geheim", made / "a.p12").text
    assert sha256 in opened
    assert re.findall(r"^key {20,}(.*)", opened, re.MULTILINE) == ["ec:P-256", "id-ecPublicKey, P-256"]
    assert re.search(r"^encrypted with +id-PBES2, id-PBKDF2, \d+ iterations", opened, re.MULTILINE)


def test_a_summary_of_a_private_key_has_no_row_without_a_value(made: Path, cli: Cli, keys: KeyFiles) -> None:
    for path in (made / "traditional.key", keys("rsa:2048"), keys("ec:P-256"), keys("ed25519")):
        text = cli("explain", "--summary", path).text
        assert all("  " in row for row in text.splitlines()[1:]), text
        assert "NULL" not in text
    assert "curve                        secp256r1" in cli("explain", "--summary", made / "traditional.key").text


def test_a_summary_of_ocsp_says_what_is_asked_and_answered(made: Path, cli: Cli, openssl: Program) -> None:
    key = made / "traditional.key"
    answer = ("-index", "index.txt", "-rsigner", "CA.crt", "-rkey", key, "-CA", "CA.crt")
    openssl("ocsp", *answer, "-reqin", "a.ocsp", "-respout", "unknown.der", cwd=made)
    openssl("ocsp", *answer, "-issuer", "CA.crt", "-serial", "10", "-ndays", "7", "-respout", "revoked.der", cwd=made)
    assert re.search(r"^asks about +0a \(10\)$", cli("explain", "--summary", made / "a.ocsp").text, re.MULTILINE)
    text = cli("explain", "--summary", made / "revoked.der").text
    assert re.search(r"^status +successful \(0\)\nby +CN=CA$", text, re.MULTILINE)
    revoked = re.search(r"^certificate +0a \(10\); revoked 2025-01-01 00:00:00 UTC; as of (.*)$", text, re.MULTILINE)
    assert revoked is not None
    assert re.search(r"; next answer .*: (6 days|7 days) left$", revoked[1])


def test_what_is_encrypted_is_said_to_have_a_password(made: Path, cli: Cli, openssl: Program) -> None:
    openssl("ec", "-in", "traditional.key", "-aes128", "-passout", "pass:geheim", "-out", "dek.txt", cwd=made)
    both = (made / "CA.crt").read_bytes() + (made / "locked.key").read_bytes()
    for options in ((), ("--summary",), ("--format", "json"), ("--format", "html")):
        for name in ("locked.key", "a.p12", "dek.txt"):
            outcome = cli("explain", *options, made / name)
            hint = f"x509forge: hint: {made / name}: its password opens what is encrypted: --passin pass:TEXT\n"
            assert (outcome.code, outcome.stderr) == (0, hint)
            opened = cli("explain", *options, "--passin", "pass:geheim", made / name)
            assert (opened.code, opened.stderr) == (0, "")
            assert len(opened.stdout) > len(outcome.stdout)
        assert "standard input: its password" in cli("explain", *options, "-", data=both).stderr
        for name in ("CA.crt", "a.cms", "traditional.key", "a.csr", "a.crl"):
            assert cli("explain", *options, made / name).stderr == ""


def test_a_kind_that_is_named_is_laid_over(made: Path, cli: Cli) -> None:
    outcome = cli("explain", "--kind", "RSAPublicKey", made / "CA.der")
    assert outcome.code == 0
    assert "RSAPublicKey" in outcome.text
    assert "! error [asn1.unexpected]" in outcome.text


def test_lines_without_terminal(made: Path, cli: Cli) -> None:
    assert "\x1b" not in cli("explain", made / "CA.der").text
    assert "\x1b[1m" in cli("explain", "--color", "always", made / "CA.der").text
    assert max(map(len, cli("explain", "--width", "60", made / "CA.der").text.splitlines())) <= 60


def test_a_reader_that_goes_away(made: Path) -> None:
    bundle = "/etc/ssl/certs/ca-certificates.crt"
    command = f'"{sys.executable}" -m x509forge explain {bundle} | head -n 1'
    result = subprocess.run(
        ["bash", "-c", command],
        env=os.environ | {"PYTHONPATH": PYTHONPATH},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (result.stdout, result.stderr) == (b"PEM\n", b"")


# On a terminal.


def on_terminal(
    *arguments: str | Path, answers: tuple[bytes, ...] = (), columns: int = 70, env: dict[str, str] | None = None
) -> tuple[int, str]:
    """Run the command line on a pseudo-terminal; each answer is typed when the prompt is there."""
    import fcntl
    import pty
    import struct
    import termios

    ours, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    process = subprocess.Popen(
        [*PROGRAM, *map(str, arguments)],
        env=environment | {"PYTHONPATH": PYTHONPATH, "TERM": "xterm"} | (env or {}),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    seen = b""
    waiting = list(answers)
    deadline = time.monotonic() + 60
    try:
        while time.monotonic() < deadline and (chunk := os.read(ours, 4096)):
            seen += chunk
            if waiting and seen.endswith(b"leave "):
                os.write(ours, waiting.pop(0))
    except OSError:  # Linux's way of saying that the other side is closed
        pass
    os.close(ours)
    return process.wait(60), seen.decode().replace("\r\n", "\n")


@posix
def test_colors_and_width_of_a_terminal(made: Path) -> None:
    code, seen = on_terminal("explain", made / "CA.der")
    assert code == 0
    assert "\x1b[1mtbsCertificate\x1b[0m" in seen
    plain = re.sub(r"\x1b\[[\d;]*m", "", seen)
    assert 60 < max(map(len, plain.splitlines())) <= 70
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert on_terminal("explain", made / "CA.der", env=env) == (0, plain)
    assert on_terminal("explain", "--color", "never", made / "CA.der") == (0, plain)
    assert on_terminal("explain", made / "CA.der", env={"NO_COLOR": ""}) == (0, seen)
    assert on_terminal("explain", "--color", "always", made / "CA.der", env={"NO_COLOR": "1"}) == (0, seen)
    _, wide = on_terminal("explain", made / "CA.der", columns=200, env={"NO_COLOR": "1"})
    assert len(wide.splitlines()) < len(plain.splitlines())


@posix
def test_octets_are_not_written_to_a_terminal(made: Path) -> None:
    code, seen = on_terminal("explain", "--extract", "", made / "CA.der")
    assert code == 1
    assert "octets are not for a terminal" in seen


@posix
def test_a_tour_waits_for_the_reader(made: Path) -> None:
    never = {"NO_COLOR": "1"}
    code, seen = on_terminal("explain", "--tour", made / "CA.der", answers=(b"\n", b"\n", b"q\n"), env=never)
    assert code == 0
    assert seen.count("Enter: the next step, q: leave") == 3
    assert re.findall(r"^(?:.*leave )?(\d+)\. ", seen, re.MULTILINE) == ["1", "2", "3"]
    # The end of the input ends it, too.
    code, seen = on_terminal("explain", "--tour", made / "CA.der", answers=(b"\x04",), env=never)
    assert (code, seen.count("leave")) == (0, 1)


def test_a_tour_without_terminal_is_all_of_it(made: Path, cli: Cli) -> None:
    outcome = cli("explain", "--tour", made / "CA.der")
    root = xf.explain((made / "CA.der").read_bytes())
    headed = sum(node.header_length > 0 for node in root.walk())
    assert len(re.findall(r"^\d+\. ", outcome.text, re.MULTILINE)) == headed


# The other formats; what is in them is judged where they are made.


def test_formats(made: Path, cli: Cli, openssl: Program) -> None:
    der = (made / "CA.der").read_bytes()
    for file in ("CA.crt", "CA.der"):
        tree = json.loads(cli("explain", "--format", "json", made / file).stdout)
        assert (tree["name"], tree["declared"], tree["length"]) == ("Certificate", "Certificate", len(der) - 4)
        page = cli("explain", "--format", "html", made / file).text
        assert page.lower().startswith("<!doctype html>")
        bound: dict[str, xf.Certificate] = {}
        exec(cli("explain", "--format", "python", made / file).stdout, bound)
        assert bound["value"].to_der() == der
        Path("a.txt").write_bytes(cli("explain", "--format", "der-ascii", made / file).stdout)
        assert cli("assemble", "a.txt").stdout == der
        Path("a.cnf").write_bytes(cli("explain", "--format", "config", made / file).stdout)
        again = openssl("req", "-x509", "-config", "a.cnf", "-newkey", "rsa:2048", "-nodes", "-keyout", "k")
        assert openssl("x509", "-noout", "-subject", data=again) == b"subject=CN = CA\n"
    outcome = cli("explain", "--format", "python", "--path", "tbsCertificate.subject", made / "CA.crt")
    exec(outcome.stdout, bound)
    assert bound["value"].to_der() == xf.Name.of(CN="CA").to_der()


@pytest.mark.parametrize("form", ["python", "der-ascii"])
def test_formats_that_are_the_whole_refuse_private_keys(keys: KeyFiles, cli: Cli, form: str) -> None:
    der = keys.der("ed25519")
    outcome = cli("explain", "--format", form, "-", data=der)
    assert (outcome.code, outcome.stdout) == (1, b"")
    assert re.fullmatch(
        r"x509forge: error: privateKey is of a private key, .*\nx509forge: hint: --show-private .*\n", outcome.stderr
    )
    outcome = cli("explain", "--show-private", "--format", form, "-", data=der)
    assert outcome.code == 0
    assert outcome.stdout


def test_a_configuration_is_of_one_certificate_or_request(made: Path, cli: Cli) -> None:
    for name in ("public.pem", "a.crl"):
        outcome = cli("explain", "--format", "config", made / name)
        assert outcome.code == 1
        assert "a configuration is of a certificate or a request" in outcome.stderr
        assert "hint" not in outcome.stderr
    both = (made / "CA.crt").read_bytes() + (made / "a.crl").read_bytes()
    assert "hint: --path [0]" in cli("explain", "--format", "config", "-", data=both).stderr
    broken = (made / "CA.der").read_bytes()[:-1]
    outcome = cli("explain", "--format", "config", "--kind", "Certificate", "-", data=broken)
    assert outcome.code == 1
    assert "fault" not in outcome.stderr
