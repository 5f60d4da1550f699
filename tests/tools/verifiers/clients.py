"""The verifiers of `x509forge.rules.rule.CLIENTS`: each is shown many chains at once, and says which it refuses."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import cryptography.x509
from cryptography.x509.verification import PolicyBuilder, Store

from tests.tools import handshake
from tests.tools.programs import Program, require_tool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.tools.verifiers.shown import Shown

    # The names of those that it refuses, and why.
    Verifier = Callable[[Sequence[Shown]], dict[str, str]]

_HERE = Path(__file__).parent
# To compile and to run.
_SECONDS = 300


def _each(run: Callable[[Shown], subprocess.CompletedProcess[bytes]], shown: Sequence[Shown]) -> dict[str, str]:
    """Ask a program of each, in a process of its own."""
    with ThreadPoolExecutor(2) as pool:
        results = zip(shown, pool.map(run, shown), strict=True)
        return {
            each.name: (result.stderr or result.stdout).decode("utf-8", "replace")
            for each, result in results
            if result.returncode
        }


def _by_lines(shown: Sequence[Shown], said: bytes) -> dict[str, str]:
    """Read what a program says, a line for each."""
    verdicts = dict(zip((each.name for each in shown), said.decode().splitlines(), strict=True))
    assert all(verdict.startswith(("accepted", "refused: ")) for verdict in verdicts.values()), said
    return {name: verdict for name, verdict in verdicts.items() if verdict != "accepted"}


def _at_once(program: str, *arguments: str | Path, env: Mapping[str, str] | None = None) -> Verifier:
    """Return a program that is asked of all of them in one process."""

    def ask(shown: Sequence[Shown]) -> dict[str, str]:
        lines = "".join(each.line for each in shown).encode()
        return _by_lines(shown, Program(program)(*arguments, data=lines, env=env, timeout=_SECONDS))

    return ask


def openssl(*options: str, program: str = "openssl") -> Verifier:
    """Return `openssl verify` with these options. It is told the host, and not what the certificate is for."""

    def run(each: Shown) -> subprocess.CompletedProcess[bytes]:
        host = ("-verify_hostname", each.host) if each.host else ()
        files = ("-CAfile", each.folder / "ca.pem", "-untrusted", each.folder / "chain.pem", each.folder / "leaf.pem")
        return Program(program).run("verify", *options, *host, *files)

    return lambda shown: _each(run, shown)


def gnutls(shown: Sequence[Shown]) -> dict[str, str]:
    """Ask certtool. It is told the host, and not what the certificate is for."""

    def run(each: Shown) -> subprocess.CompletedProcess[bytes]:
        host = ("--verify-hostname", each.host) if each.host else ()
        files = ("--load-ca-certificate", each.folder / "ca.pem", "--infile", each.folder / "chain.pem")
        return Program("certtool").run("--verify", *host, *files)

    return _each(run, shown)


def _in_handshakes(
    judge: Callable[[Sequence[Shown]], dict[str, str]], other: Verifier, shown: Sequence[Shown]
) -> dict[str, str]:
    """Ask who shakes hands; with a key that nobody has no server starts: there another's word stands for it."""
    able = [each for each in shown if each.has_key]
    return judge(able) | other([each for each in shown if not each.has_key])


def python(shown: Sequence[Shown]) -> dict[str, str]:
    """Ask Python's ssl with the flags of 3.13; a real 3.13 says the same, where there is one."""

    def judge(able: Sequence[Shown]) -> dict[str, str]:
        verdicts = {each.name: handshake.judge(str(each.folder), each.host) for each in able}
        refused = {name: verdict for name, verdict in verdicts.items() if verdict != "accepted"}
        if (real := _real_python()) is not None:
            lines = "".join(each.line for each in able).encode()
            script = Path(handshake.__file__)
            run = subprocess.run([real, script], input=lines, capture_output=True, check=True, timeout=_SECONDS)
            assert set(_by_lines(able, run.stdout)) == set(refused)
        return refused

    return _in_handshakes(judge, openssl("-x509_strict"), shown)


def _real_python() -> str | None:
    found = sorted(Path.home().glob(".pyenv/versions/3.13*/bin/python3.13"))
    return str(found[-1]) if found else shutil.which("python3.13")


def cryptography_(shown: Sequence[Shown]) -> dict[str, str]:
    """Ask `cryptography.x509.verification`."""
    refused = {}
    for each in shown:
        try:
            _cryptography(each)
        # What it cannot read it refuses with a ValueError, or another, and odd keys with UnsupportedAlgorithm.
        except Exception as error:
            refused[each.name] = f"{type(error).__name__}: {error}"
    return refused


def _cryptography(each: Shown) -> None:
    leaf, *others = cryptography.x509.load_pem_x509_certificates((each.folder / "chain.pem").read_bytes())
    anchors = cryptography.x509.load_pem_x509_certificates((each.folder / "ca.pem").read_bytes())
    builder = PolicyBuilder().store(Store(anchors))
    if each.host is None:
        builder.build_client_verifier().verify(leaf, others)
    else:
        builder.build_server_verifier(cryptography.x509.DNSName(each.host)).verify(leaf, others)


def go(shown: Sequence[Shown]) -> dict[str, str]:
    """Ask Go's crypto/x509."""
    # Without cgo, which needs a compiler of C.
    return _at_once("go", "run", _HERE / "verify.go", env={"CGO_ENABLED": "0"})(shown)


def node(shown: Sequence[Shown]) -> dict[str, str]:
    """Ask Node's tls."""
    return _in_handshakes(_at_once("node", _HERE / "verify.mjs"), openssl(), shown)


def java(shown: Sequence[Shown]) -> dict[str, str]:
    """Ask Java's trust manager, within a handshake with one server for each host: the first of them, which is sound."""
    sound = shown[0]
    store = sound.folder / "sound.p12"
    files = ("-in", sound.folder / "leaf.pem", "-inkey", sound.folder / "key.pem", "-out", store)
    Program("openssl")("pkcs12", "-export", *files, "-passout", "pass:secret")
    refused: dict[str, str] = {}
    for host in {each.host for each in shown}:
        here = [each for each in shown if each.host == host]
        refused |= _at_once("java", _HERE / "Verify.java", store, "secret", host or "client.example")(here)
    return refused


def nss(shown: Sequence[Shown]) -> dict[str, str]:
    """Ask NSS's vfychain. It is not told the host."""
    require_tool("vfychain")
    parent = shown[0].folder.parent / "nss"
    parent.mkdir()

    def database(each: Shown) -> Path:
        """Return a database that trusts its CA and nobody else: one for each CA."""
        ca = each.folder / "ca.pem"
        folder = parent / hashlib.sha256(ca.read_bytes()).hexdigest()
        if not folder.exists():
            folder.mkdir()
            Program("certutil")("-N", "-d", f"sql:{folder}", "--empty-password")
            # A CA that it cannot read is trusted by nobody.
            Program("certutil").run("-A", "-d", f"sql:{folder}", "-n", "ca", "-t", "CT,,", "-a", "-i", ca)
        return folder

    databases = {each.name: database(each) for each in shown}

    def run(each: Shown) -> subprocess.CompletedProcess[bytes]:
        usage = "1" if each.host else "0"
        files = []
        for at, block in enumerate((each.folder / "chain.pem").read_text().split("-----BEGIN ")[1:]):
            files.append(each.folder / f"{at}.pem")
            files[-1].write_text("-----BEGIN " + block)
        return Program("vfychain").run("-d", f"sql:{databases[each.name]}", "-u", usage, "-a", *files)

    return _each(run, shown)


VERIFIERS: dict[str, Verifier] = {
    "openssl": openssl(),
    "openssl-strict": openssl("-x509_strict"),
    "python-3.13": python,
    "node": node,
    "gnutls": gnutls,
    "cryptography": cryptography_,
    "go": go,
    "java": java,
    "nss": nss,
}
