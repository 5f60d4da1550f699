"""The command line with keys that are elsewhere: in a token, and with an offline CA in two steps; openssl judges."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.backends import known_here
from tests.tools.softhsm import PIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program
    from tests.tools.softhsm import SoftHSM

    Cli = Callable[..., Outcome]

KINDS = known_here("rsa:2048", "ec:P-256", "ed25519")
QUOTED = PIN.replace(" ", "%20")


def _run(cli: Cli, *arguments: str | Path, data: bytes = b"") -> Outcome:
    outcome = cli(*arguments, data=data)
    assert outcome.code == 0, outcome.stderr
    assert PIN not in outcome.stderr
    assert QUOTED not in outcome.stderr
    return outcome


# --- Tokens ----------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[kind.replace(":", "-") for kind in KINDS])
def token_ca(request: pytest.FixtureRequest, softhsm: SoftHSM, cli: Cli, openssl: Program) -> str:
    """The URI of a CA's key in a token; its certificate is ca/CA.crt."""
    uri = softhsm.uri("CA", request.param)
    outcome = _run(cli, "ca", "--name", "CN=Token CA", "--key-file", uri, "--passin", f"pass:{PIN}", "--out", "ca")
    assert "stays where it is: pkcs11:token=CA;object=" in outcome.stderr
    openssl("verify", "-x509_strict", "-check_ss_sig", "-CAfile", "ca/CA.crt", "ca/CA.crt")
    return uri


def test_every_verb_that_signs_takes_a_key_in_a_token(
    tmp_path: Path, softhsm: SoftHSM, cli: Cli, openssl: Program, token_ca: str, folder: Path
) -> None:
    assert sorted(path.name for path in (tmp_path / "ca").iterdir()) == ["CA.crt"]
    ca = ("-CA", "ca/CA.crt", "-CAkey", token_ca, "-passin", f"pass:{PIN}")
    _run(cli, "x509", "-req", "-in", "server.csr", *ca, "-CAcreateserial", "-days", "3", "-sha256", "-out", "x509.crt")
    _run(cli, "req", "-x509", "-in", "server.csr", *ca, "-out", "req.crt")
    bundle = ("--ca", "ca/CA.crt", "--ca-key", token_ca, "--passin", f"pass:{PIN}")
    _run(cli, "server", *bundle, "--host", "a.example", "--out", "server")
    _run(cli, "client", *bundle, "--name", "device-1", "--out", "client")
    for path in ("x509.crt", "req.crt", "server/server.crt", "client/client.crt"):
        openssl("verify", "-CAfile", "ca/CA.crt", path)
    own = ("-key", token_ca, "-passin", f"pass:{PIN}")
    _run(cli, "req", "-new", *own, "-subj", "/CN=Token", "-out", "own.csr")
    assert b"OK" in openssl.run("req", "-verify", "-noout", "-in", "own.csr").stderr
    _run(cli, "req", "-x509", "-new", *own, "-subj", "/CN=Token", "-out", "own.crt")
    _run(cli, "x509", "-req", "-in", "own.csr", "-signkey", *own[1:], "-out", "signed.crt")
    _run(cli, "x509", "-x509toreq", "-in", "own.crt", "-signkey", *own[1:], "-out", "again.csr")
    for name in ("own.crt", "signed.crt"):
        openssl("verify", "-check_ss_sig", "-CAfile", name, name)
    assert b"OK" in openssl.run("req", "-verify", "-noout", "-in", "again.csr").stderr
    _run(cli, "edit", "own.crt", "--set", "serialNumber=7", "--resign", *own[1:2], "--passin", own[3], "--out", "7.crt")
    openssl("verify", "-check_ss_sig", "-CAfile", "7.crt", "7.crt")
    public = _run(cli, "pkey", "-in", token_ca, "-passin", f"pass:{PIN}", "-pubout")
    assert public.stdout == openssl("x509", "-in", "ca/CA.crt", "-pubkey", "-noout")


def test_the_pin_may_be_in_the_uri_and_is_in_no_message(cli: Cli, softhsm: SoftHSM, folder: Path) -> None:
    query = f"module-path={softhsm.module}&pin-value={QUOTED}"
    uri = softhsm.uri("CA", "ec-P-256", query)
    _run(cli, "req", "-new", "-key", uri, "-subj", "/CN=a", "-out", "a.csr")
    # The CA's key is the one of openssl's file, which is in the token too.
    _run(cli, "x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-CAkey", uri, "-set_serial", "1", "-out", "a.crt")
    stranger = softhsm.uri("CA", "ec-P-384", query)
    for arguments in (
        ("x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-CAkey", stranger, "-out", "no"),
        ("req", "-x509", "-in", "server.csr", "-CA", "CA.crt", "-CAkey", stranger, "-out", "no"),
        ("server", "--ca", "CA.crt", "--ca-key", stranger, "--host", "a.example", "--out", "no"),
        ("server", "--ca", "CA.crt", "--ca-key", "CA.key", "--key-file", uri, "--host", "a.example", "--out", "no"),
        ("pkcs8", "-topk8", "-nocrypt", "-in", uri, "-out", "no"),
        ("pkey", "-in", uri, "-out", "no"),
        ("pkey", "-in", uri, "-text"),
        ("req", "-new", "-key", uri, "-keyout", "no", "-subj", "/CN=a", "-out", "no"),
        ("x509", "-in", uri),
        ("check", "CA.crt", uri),
        ("req", "-new", "-key", uri.replace("pin-value", "pin-valu"), "-subj", "/CN=a", "-out", "no"),
        ("req", "-new", "-key", uri.replace("ec-P-256", "nobody"), "-subj", "/CN=a", "-out", "no"),
    ):
        outcome = cli(*arguments)
        assert outcome.code == 1, arguments
        assert "x509forge: error: " in outcome.stderr
        assert QUOTED not in outcome.stderr
        assert PIN not in outcome.stderr
        assert "fault" not in outcome.stderr
        assert not (folder / "no").exists()


def test_a_token_that_refuses_leaves_no_file(cli_process: Cli, softhsm: SoftHSM, folder: Path) -> None:
    uri = softhsm.uri("CA", "ec-P-256")
    (folder / "CA.srl").write_text("01\n")
    before = sorted(path.name for path in folder.iterdir())
    request = ("x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-CAcreateserial", "-out", "a.crt")
    for source, words in (("pass:wrong-pin", "the PIN is wrong"), (None, "there is no terminal to ask for it")):
        # In a process of its own: in this one somebody may be logged in.
        outcome = cli_process(*request, "-CAkey", uri, *(("-passin", source) if source else ()))
        assert outcome.code == 1
        assert words in outcome.stderr
        assert "wrong-pin" not in outcome.stderr
    assert sorted({path.name for path in folder.iterdir()} - {"CA.srl.lock"}) == before
    assert (folder / "CA.srl").read_text() == "01\n"


def test_a_token_that_is_gone_in_mid_session_leaves_no_file(
    cli: Cli, softhsm: SoftHSM, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from x509forge.cli import x509_issuing

    def judge(*arguments: object) -> None:
        """Come between what is described and the signature."""
        softhsm.remove("lost")

    monkeypatch.setattr(x509_issuing, "judge", judge)
    (folder / "CA.srl").write_text("01\n")
    before = sorted(path.name for path in folder.iterdir())
    # The CA's key, which is in that token too.
    uri = softhsm.uri("lost", "root")
    outcome = cli(
        *("x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-CAkey", uri, "-passin", f"pass:{PIN}"),
        *("-CAcreateserial", "-out", "a.crt"),
    )
    assert outcome.code == 1
    assert "error: pkcs11:token=lost;object=root: the token or its key is gone" in outcome.stderr
    assert PIN not in outcome.stderr
    assert sorted({path.name for path in folder.iterdir()} - {"CA.srl.lock"}) == before
    assert (folder / "CA.srl").read_text() == "01\n"


# --- Two steps -------------------------------------------------------------------------------------------------------


def _signed(openssl: Program, file: Path, tbs: str) -> bytes:
    if b"ED25519" in openssl("pkey", "-in", file, "-noout", "-text"):
        return openssl("pkeyutl", "-sign", "-rawin", "-inkey", file, "-in", tbs)
    return openssl("dgst", "-sha256", "-sign", file, tbs)


@pytest.mark.parametrize("kind", KINDS)
def test_an_offline_ca_in_two_steps(cli: Cli, openssl: Program, keys: KeyFiles, folder: Path, kind: str) -> None:
    file = keys(kind)
    openssl(
        *("req", "-x509", "-new", "-days", "30", "-key", file, "-config", "ca.cfg", "-out", "CA.crt"),
    )
    _run(
        cli,
        *("x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-CAcreateserial", "-days", "3", "-sha256"),
        *("-extfile", "server.crt.cfg", "--tbs-out", "server.tbs"),
    )
    serial = (folder / "CA.srl").read_text()
    (folder / "server.sig").write_bytes(_signed(openssl, file, "server.tbs"))
    _run(cli, "attach", "--tbs", "server.tbs", "--signature", "server.sig", "--ca", "CA.crt", "--out", "server.crt")
    openssl("verify", "-CAfile", "CA.crt", "server.crt")
    assert openssl("x509", "-noout", "-serial", "-in", "server.crt") == f"serial={serial}".encode()
    # The next one has the next number.
    _run(cli, "x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-tbs-out", "second.tbs")
    assert int((folder / "CA.srl").read_text(), 16) == int(serial, 16) + 1
    # It is there already.
    outcome = cli("attach", "--tbs", "server.tbs", "--signature", "server.sig", "--ca", "CA.crt", "--out", "server.crt")
    assert outcome.code == 1
    assert "--force" in outcome.stderr


def test_the_forms_of_a_signature(cli: Cli, openssl: Program, keys: KeyFiles, folder: Path) -> None:
    _run(cli, "x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-set_serial", "7", "-tbs-out", "a.tbs")
    signature = _signed(openssl, keys("ec:P-256"), "a.tbs")
    value = xf.ECDSASigValue.from_der(signature)
    raw = value.r.to_bytes(32, "big") + value.s.to_bytes(32, "big")
    made = set()
    for octets in (
        *(signature, raw, raw.hex().encode(), raw.hex(":", 1).replace(":", "\n").upper().encode() + b"\n"),
        *(openssl("base64", data=signature), openssl("base64", "-A", data=raw)),
    ):
        (folder / "a.sig").write_bytes(octets)
        made.add(_run(cli, "attach", "--tbs", "a.tbs", "--signature", "a.sig", "--ca", "CA.crt").stdout)
    (certificate,) = made
    assert xf.Certificate.from_pem(certificate).signature_value.octets == signature
    der = _run(cli, "attach", "--tbs", "a.tbs", "--signature", "a.sig", "--ca", "CA.crt", "--outform", "DER").stdout
    assert xf.Certificate.from_der(der) == xf.Certificate.from_pem(certificate)


def test_a_root_in_two_steps(cli: Cli, openssl: Program, keys: KeyFiles, folder: Path) -> None:
    openssl("pkey", "-in", keys("ec:P-384"), "-pubout", "-out", "public.pem")
    _run(cli, "x509", "-new", "-subj", "/CN=Root", "-key", "public.pem", "-sha384", "-days", "9", "-tbs-out", "a.tbs")
    (folder / "a.sig").write_bytes(openssl("dgst", "-sha384", "-sign", keys("ec:P-384"), "a.tbs"))
    _run(cli, "attach", "--tbs", "a.tbs", "--signature", "a.sig", "--out", "root.crt")
    openssl("verify", "-check_ss_sig", "-CAfile", "root.crt", "root.crt")


def test_what_is_not_confirmed_is_not_written(cli: Cli, openssl: Program, keys: KeyFiles, folder: Path) -> None:
    _run(cli, "x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-set_serial", "7", "-tbs-out", "a.tbs")
    (folder / "good.sig").write_bytes(_signed(openssl, keys("ec:P-256"), "a.tbs"))
    (folder / "other.sig").write_bytes(_signed(openssl, keys("ec:P-256", 1), "a.tbs"))
    (folder / "empty.sig").write_bytes(b"")
    (folder / "text.sig").write_text("no signature at all")
    openssl("req", "-x509", "-key", "CA.key", "-subj", "/CN=Another", "-out", "another.crt")
    shutil.copy("CA.crt", "CA.tbs")
    for arguments, code, words in (
        (("--tbs", "a.tbs", "--signature", "other.sig", "--ca", "CA.crt"), 1, "does not confirm"),
        (("--tbs", "a.tbs", "--signature", "empty.sig", "--ca", "CA.crt"), 1, "empty.sig: 0 octets are no ECDSA"),
        (("--tbs", "a.tbs", "--signature", "text.sig", "--ca", "CA.crt"), 1, "text.sig: 19 octets are no ECDSA"),
        (("--tbs", "a.tbs", "--signature", "good.sig", "--ca", "another.crt"), 1, "names another issuer"),
        (("--tbs", "a.tbs", "--signature", "good.sig"), 2, "--ca is missing: the certificate of C = CN, O = ALI"),
        (("--tbs", "CA.tbs", "--signature", "good.sig", "--ca", "CA.crt"), 1, "CA.tbs: "),
        (("--tbs", "a.tbs", "--signature", "nowhere.sig", "--ca", "CA.crt"), 1, "nowhere.sig: No such file"),
        (("--tbs", "a.tbs"), 2, "--signature is missing"),
    ):
        outcome = cli("attach", *arguments, "--out", "no.crt")
        assert outcome.code == code, outcome.stderr
        assert words in outcome.stderr
        assert not (folder / "no.crt").exists()
    for option in (("-CAkey", "CA.key"), ("-out", "a.crt")):
        outcome = cli("x509", "-req", "-in", "server.csr", "-CA", "CA.crt", "-tbs-out", "b.tbs", *option)
        assert outcome.code == 2
        assert "do not go together" in outcome.stderr
    assert cli("x509", "-in", "CA.crt", "-tbs-out", "b.tbs").code == 2
    assert not (folder / "b.tbs").exists()
