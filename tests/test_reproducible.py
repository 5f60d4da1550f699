"""The same description, moment and key are the same certificate, octet for octet, on any machine and Python.

The certificates' hashes stand here, so that every Python that runs the tests is held to them; openssl makes the
same signatures. Times come from SOURCE_DATE_EPOCH, numbers from the content, ECDSA's from message and key.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge.issuing import validity

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.command_line import Outcome
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

ROOT = Path(__file__).resolve().parents[1]
EPOCH = "1700000000"  # 2023-11-14 22:13:20 UTC

# Made for this test by openssl genpkey; they protect nothing.
KEYS = {
    "rsa:2048": b"""\
-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDoxtxPSprArmC0
Yh/ou7KwPL1wADfIIupHf9BqGIw6gXI8OIBcjeetr8SbC3oNjV5KAl4gPVo4lIjw
oQ5d18O03jpHPQK5W0qc9J94LOs7xaFpzvnlbZlrTxx3f76B+o8G4lazv9QGcLyJ
FYy1VCc5IWmdCpBPc1fgHMrcA5ss81d4/IHJd8+MKTUr/0HTK8Y7BwGsQe/jK5Gv
dxXk9yci6hCM9D/gkKeJygiWAiFXPyXsJWJxqSWwiSf4k81KwQYNDkcHKV0smrgB
mJy2twdm+3DsJK1obdBoDS42OcxOdO2M8aCQess0gqZ2Ctin4sQyGMQubTdmg5qp
RYG/dUDFAgMBAAECggEAFv6eAM8z3ljbgLY4xLrV+gbmB8xdtk2Mqyd7JR/rqlPj
PwOt2nbCLiww1cgadIBEkjcNqU2mPfSeWnbufmK0GIfjZeom/LyB8GNR5YM6cZsi
SNuDYCCliS41d7CM1zYzLtDpE7Sdc01rsncIgVkgzsn4LuU+QDr6sU7m0zkf+R6Y
iBSReWogfcMRqPYLUOyOqYA9FpJ+eX0O/cmmdIzndRnL8jaMGYC0C3rSxxjWrjwg
LARKjjl6dXKeFXYalslzMZ2bp9Nz0HpusXBCX5JN80NTKuWEQaJpWMoKjGxeNWaY
VRgv6MS9CP8qTGt/DO89yY80WsOmqgqU9yhlOMdLQQKBgQD2rosoWbiR0QycgZ1e
iaQXQSEAL1LJStNVpcwaA/BHe1RKGkPt6nCeQ29M7A87/E0ZCiau7M1Wn8W6epUs
ntx+iVmb3LNP0Irnbcqhxahjz1oQOHKD7vtcsBP5mwDodcOSswdpUEpQXyPQFV5R
3VO2JI6o816IUqwltMky4LqSGQKBgQDxkdpkglkQ+Q2Xy19s25snqJAYeEjfGji9
TyikKkkRZjX2DqBA4IDGmTOnlEtmxqDQN/FQKsdgtFlQOjX8S+GanG2FOifFjXsC
K0t/Ga4sbW1myGOp3SXHgHrGGvz/TFz7K4K7cavcb4AUyuTbPNNvdGP9kyiRRj+7
HT1riBwxjQKBgQC+g+lXnYuNmo2J5hTbKaSAjT1mfiYK7m4vjKAIS5hsLJTZslVa
TyDxKhWwq/PMGTyWJR/hI2QnDbhRIFFLp9mVJJD/bkFSWDafLE0+CYDWrRLayi2v
NYgOerLCqPLXlfQYvYnwzSDH1+K513cD9NKtLqi7VVJiKK9pY6msUKHnKQKBgHMB
zmiligPDno4S+8ZWswJphNixg3f8AuFV63Jk006eS7hudCsO9yAV1frFZjRzAiK/
T3qsMym+EvtYC1WnRqwWJyoTatXpqpN4y0OilUJ/gmM5qgE30QGvEER6mtJsp6PI
rj/ROVIEH4VGpzgdOEhKsEQMKHcpa7QIkrI8JbgNAoGBAIG9lnxjmJhdWEYaebmy
PatVUWj08l4WyvFRA04gS7M7e7NbboH6ZEvx7QXxMXXiabe0DYSN2s45qwUrnwsn
L8QYTtonqnrkcTklVWZKA458qwOaCQYipM00UfOdyJK6nUdVdV7dZSnbjwIiUc6c
MDFVFELFMcv+R2gVzCEPBwjI
-----END PRIVATE KEY-----
""",
    "ec:P-256": b"""\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAG5jTskl3AFN52jm
Ah7OkycSfq/kFcNF5GI5YJnsU9ihRANCAAQfU2iV2O4+/mC8eAJey12FN+VAwkmQ
HAyDMbslVboRp23gfKlRZwbSp71U9aCik/pwoE/rtqcd1rx6TW6MnKqR
-----END PRIVATE KEY-----
""",
    "ed25519": b"""\
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINxh3CS44I9lUOo9WzJATgNEu4JG4AqeGX4SabPsPkgR
-----END PRIVATE KEY-----
""",
}
# SHA-256 of the certificate that PROGRAM makes.
MADE = {
    "rsa:2048": "32887dc9210f7c7cb5505276de3e98eb89e78a221e55ea1e31103b65a975aa5c",
    "ec:P-256": "1373d426fc62ba4be14af9212ba294d072694dd4f8fbcbc1896241d7fd084c3b",
    "ed25519": "28ba5531833a3274c0a413080c04a791478253d6b3652b4b4bc520a15c4536d8",
}

PROGRAM = """
import hashlib, os, sys
os.umask(int(sys.argv[1], 8))
import x509forge as xf

key = xf.PrivateKey.from_pem(sys.stdin.buffer.read())
if key.key_type.startswith("ec:"):
    key = key.with_scheme(deterministic=True)
root = xf.Issuer.self_signed(xf.Name.of(C="CN", CN="Root"), key, days=3650, serial_number="from-content")
names = xf.SubjectAlternativeName.of("a.example", "192.0.2.1")
leaf = root.issue(
    key.public_key, subject=xf.Name.of(CN="a.example"), days=90, serial_number="from-content",
    extensions=map(xf.Extension.of, [names, xf.KeyUsage({2, 0}), xf.ExtendedKeyUsage.of("serverAuth")]),
    waive=[] if key.key_type.startswith("rsa") else ["rfc3279.key_usage.not_for_this_key"],
)
sys.stdout.write(root.certificate.to_pem() + leaf.to_pem())
"""
SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C", "UMASK": "022"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "UMASK": "077"},
    {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "LC_ALL": "C", "UMASK": "000"},
)


def _made(kind: str, surroundings: dict[str, str]) -> bytes:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EPOCH} | surroundings
    command = [sys.executable, "-W", "error", "-c", PROGRAM, surroundings["UMASK"]]
    result = subprocess.run(command, input=KEYS[kind], capture_output=True, check=False, env=environment)
    assert result.returncode == 0, result.stderr.decode()
    return result.stdout


@pytest.mark.parametrize("kind", KEYS)
def test_certificates_are_the_same_wherever_they_are_made(kind: str) -> None:
    made = {_made(kind, surroundings) for surroundings in SURROUNDINGS}
    assert [hashlib.sha256(pem).hexdigest() for pem in made] == [MADE[kind]]


@pytest.mark.parametrize("kind", KEYS)
def test_openssl_makes_the_same_signatures(kind: str, openssl: Program, openssl_35: Program, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(KEYS[kind])
    blocks = [block.data for block in xf.pem.decode(_made(kind, SURROUNDINGS[0]))]
    for certificate in map(xf.Certificate.from_der, blocks):
        (tmp_path / "tbs").write_bytes(certificate.tbs_certificate.to_der())
        arguments = ("-inkey", tmp_path / "key", "-in", tmp_path / "tbs")
        if kind == "ec:P-256":
            # RFC 6979, which 3.0 has not.
            options = ("-digest", "sha256", "-pkeyopt", "nonce-type:1")
            signature = openssl_35("pkeyutl", "-sign", "-rawin", *options, *arguments)
        else:
            digest = ("-digest", "sha256") if kind == "rsa:2048" else ()
            signature = openssl("pkeyutl", "-sign", "-rawin", *digest, *arguments)
        assert certificate.signature_value.octets == signature


def test_the_serial_number_is_made_of_what_is_certified() -> None:
    key = xf.PrivateKey.from_pem(KEYS["ed25519"])
    root = xf.Issuer.self_signed(xf.Name.of(CN="Root"), key, not_before="2026-01-01", days=99_999, serial_number=1)
    numbers = set()
    for subject in ("a", "b", "a"):
        tbs = root.prepare(
            key.public_key,
            subject=xf.Name.of(CN=subject),
            not_before="2026-01-01",
            days=1,
            serial_number="from-content",
        )
        digest = hashlib.sha256(tbs.replace(serial_number=0).to_der()).digest()
        assert tbs.serial_number == int.from_bytes(digest[:20], "big") >> 1
        numbers.add(tbs.serial_number)
    assert len(numbers) == 2
    with pytest.raises(ValueError, match="a number, or 'from-content'"):
        root.prepare(key.public_key, subject=xf.Name.of(CN="a"), days=1, serial_number="random")  # type: ignore[arg-type]


# --- The command line ------------------------------------------------------------------------------------------------


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256"])
def test_the_command_line_leaves_the_same_files(
    tmp_path: Path, cli_process: Cli, procedure: Path, openssl: Program, kind: str
) -> None:
    (tmp_path / "key").write_bytes(KEYS[kind])
    trees = []
    for number, surroundings in enumerate(SURROUNDINGS[:2]):
        environment = surroundings | {"SOURCE_DATE_EPOCH": EPOCH}

        def run(*arguments: str | Path, env: dict[str, str] = environment) -> None:
            outcome = cli_process(*arguments, env=env)
            assert outcome.code == 0, outcome.stderr

        same = ("--key-file", "key", "--serial", "from-content", "--deterministic")
        run("ca", "--name", "CN=Root", *same, "--out", f"{number}/ca")
        ca = ("--ca", f"{number}/ca/CA.crt", "--ca-key", "key")
        run("server", *ca, *same, "--host", "a.example", "--out", f"{number}/server")
        run("client", *ca, *same, "--name", "device-1", "--out", f"{number}/client")
        configs = ("--request-config", procedure / "server.csr.cfg", "--extension-config", procedure / "server.crt.cfg")
        run("server", *ca, *same, *configs, "--out", f"{number}/page")
        options = ("-sigopt", "nonce-type:1") if kind == "ec:P-256" else ()
        # A root whose authorityKeyIdentifier holds its own number.
        addition = ("-addext", "authorityKeyIdentifier=keyid,issuer:always")
        run(
            *("req", "-x509", "-new", "-key", "key", "-subj", "/CN=Root", "-set_serial", "from-content"),
            *(*addition, *options, "-out", f"{number}/root.crt"),
        )
        run(
            *("x509", "-req", "-in", f"{number}/server/server.csr", "-CA", f"{number}/root.crt", "-CAkey", "key"),
            *options,
            *("-set_serial", "from-content", "-days", "9", "-out", f"{number}/x509.crt"),
        )
        text = openssl("x509", "-in", f"{number}/root.crt", "-noout", "-serial", "-ext", "authorityKeyIdentifier")
        serial = text.split()[0].removeprefix(b"serial=").decode()
        assert serial in text.decode().replace(":", "").split("serial=")[1]
        trees.append(_tree(tmp_path / str(number)))
    assert trees[0] == trees[1]
    assert len(trees[0]) >= 17
    dates = openssl("x509", "-in", "0/server/server.crt", "-noout", "-startdate")
    assert dates == b"notBefore=Nov 14 22:13:20 2023 GMT\n"


def test_what_cannot_be_the_same_twice_is_refused(tmp_path: Path, cli: Cli, openssl: Program) -> None:
    openssl("genpkey", "-algorithm", "RSA-PSS", "-out", tmp_path / "pss")
    arguments = ("ca", "--name", "CN=a", "--key-file", "pss", "--deterministic", "--out", "ca")
    outcome = cli(*arguments)
    assert outcome.code == 1
    assert "--deterministic: signatures of a key of type rsa-pss:2048 have random numbers in them" in outcome.stderr
    outcome = cli("ca", "--name", "CN=a", "--serial", "content", "--out", "ca")
    assert outcome.code == 2
    assert "--serial takes a number, in decimal or with 0x in hexadecimal, or from-content" in outcome.stderr


@pytest.mark.parametrize("text", ["", "now", "-1", "1.5", "1e9", " 1", "1_000", "\u0661", "253402300800", "9" * 5000])
def test_an_epoch_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(xf.ConfigError, match="SOURCE_DATE_EPOCH is not a number of whole seconds") as caught:
        validity.now()
    assert len(str(caught.value)) < 120


def test_an_epoch_is_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, moment in (("0", "1970-01-01 00:00:00+00:00"), ("253402300799", "9999-12-31 23:59:59+00:00")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
        assert str(validity.now()) == moment
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((validity.now() - validity.clock()).total_seconds()) < 60


def test_an_epoch_makes_no_expired_certificate_good(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """What others issued is judged by the clock."""
    (tmp_path / "key").write_bytes(KEYS["ed25519"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    key = xf.PrivateKey.from_pem(KEYS["ed25519"])
    (tmp_path / "a.crt").write_text(xf.Issuer.self_signed(xf.Name.of(CN="a"), key, days=1).certificate.to_pem())
    assert cli("verify", "-CAfile", "a.crt", "a.crt").code == 2
    assert cli("check", "a.crt").code == 1
    assert cli("x509", "-in", "a.crt", "-noout", "-checkend", "0").code == 1
