"""`ca`, `server`, `client`, `chain` and `check`: what they leave is what strict verifiers accept."""

from __future__ import annotations

import re
import ssl
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.handshake import server_of, shake_hands, strict_client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

FILES = ["{}.crt", "{}.csr", "{}.key", "{}_chain.crt", "{}_pkcs8.key"]
PAGE = "--request-config server.csr.cfg --extension-config server.crt.cfg --days 500"


def _run(cli: Cli, arguments: str, data: bytes = b"") -> Outcome:
    outcome = cli(*arguments.split(), data=data)
    assert outcome.code == 0, outcome.stderr
    return outcome


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("server_kind", ["rsa:2048", "ec:P-256"])
@pytest.mark.parametrize("ca_kind", ["rsa:2048", "ec:P-384"])
def test_a_ca_its_server_and_its_client_shake_hands_in_strict_mode(
    tmp_path: Path, cli: Cli, openssl: Program, ca_kind: str, server_kind: str
) -> None:
    cli("ca", "--name", "C=CN,O=ALI,CN=Test CA", "--key", ca_kind, "--days", "30", "--out", "ca")
    ca = "--ca ca/CA.crt --ca-key ca/CA.key"
    _run(cli, f"server {ca} --host *.mqtt.example --host 127.0.0.1 --key {server_kind} --days 5 --out s --hash sha384")
    _run(cli, f"client {ca} --name device-1 --key {server_kind} --days 5 --out c")
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == sorted(name.format("server") for name in FILES)
    assert sorted(path.name for path in (tmp_path / "c").iterdir()) == sorted(name.format("client") for name in FILES)
    for name in ("ca/CA.key", "s/server.key", "s/server_pkcs8.key", "c/client.key", "c/client_pkcs8.key"):
        assert _mode(tmp_path / name) == 0o600
    assert xf.Certificate.from_pem((tmp_path / "ca/CA.crt").read_bytes()).tbs_certificate.subject == xf.Name.of(
        C="CN", O="ALI", CN="Test CA"
    )
    for host in ("-verify_hostname", "a.mqtt.example"), ("-verify_ip", "127.0.0.1"):
        openssl("verify", "-x509_strict", *host, "-CAfile", "ca/CA.crt", "s/server.crt")
    openssl("verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", "ca/CA.crt", "c/client.crt")
    assert openssl("req", "-noout", "-verify", "-in", "s/server.csr") == b""

    client, server = strict_client("ca/CA.crt"), server_of("s/server_chain.crt", "s/server_pkcs8.key")
    server.verify_flags |= ssl.VERIFY_X509_STRICT
    server.verify_mode = ssl.CERT_REQUIRED
    server.load_verify_locations("ca/CA.crt")
    client.load_cert_chain("c/client_chain.crt", "c/client_pkcs8.key")
    shake_hands(client, server, "a.mqtt.example")
    shake_hands(client, server, "127.0.0.1")

    checked = _run(cli, "check s/server_chain.crt s/server_pkcs8.key --ca ca/CA.crt --host a.mqtt.example")
    assert checked.text.endswith(": fit\n")
    outcome = cli("check", "s/server_chain.crt", "s/server_pkcs8.key", "--host", "mqtt.example")
    assert outcome.code == 1
    assert "[rfc9525.host.not_matched]" in outcome.text


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256"])
def test_the_page_in_one_command(folder: Path, cli: Cli, openssl: Program, kind: str) -> None:
    outcome = _run(cli, f"server --ca CA.crt --ca-key CA.key {PAGE} --key {kind} --out out")
    warnings = [line for line in outcome.stderr.splitlines() if line.startswith("warning: ")]
    assert [re.findall(r"\[(.*?)\]", line)[0] for line in warnings] == [
        "rfc5280.key_usage.cert_sign_without_ca",
        "rfc9525.common_name.not_in_alternative_names",
        "rfc5280.subject.email_address_not_in_alternative_names",
        "rfc5280.key_usage.not_critical",
        "rfc3279.key_usage.not_for_this_key" if kind == "ec:P-256" else "rfc3279.key_usage.encipherment_in_ca",
    ]
    assert re.search(r"to hand in:\n.*out/server_chain\.crt\n.*out/server_pkcs8\.key\n", outcome.text)
    # What openssl makes of this request with this number, dates aside, is what there is.
    serial = openssl("x509", "-noout", "-serial", "-in", "out/server.crt").decode().strip().partition("=")[2]
    theirs = xf.Certificate.from_pem(
        openssl(
            *("x509", "-req", "-in", "out/server.csr", "-CA", "CA.crt", "-CAkey", "CA.key", "-days", "500"),
            *("-set_serial", f"0x{serial}", "-extfile", "server.crt.cfg"),
        )
    )
    ours = xf.Certificate.from_pem((folder / "out/server.crt").read_bytes())
    validity = ours.tbs_certificate.validity
    assert theirs.tbs_certificate.replace(validity=validity).to_der() == ours.tbs_certificate.to_der()
    length = validity.not_after.datetime - validity.not_before.datetime
    assert length.days == 500
    assert openssl("req", "-new", "-key", "out/server.key", "-config", "server.csr.cfg", "-outform", "DER")[:300] == (
        openssl("req", "-in", "out/server.csr", "-outform", "DER")[:300]
    ) or kind.startswith("ec")
    chain = (folder / "out/server_chain.crt").read_bytes()
    assert chain == (folder / "out/server.crt").read_bytes() + openssl("x509", "-in", "CA.crt")
    key = (folder / "out/server.key").read_bytes()
    assert key.startswith(b"-----BEGIN PRIVATE KEY-----" if kind == "rsa:2048" else b"-----BEGIN EC PARAMETERS-----")
    assert openssl("pkcs8", "-topk8", "-nocrypt", data=key) == (folder / "out/server_pkcs8.key").read_bytes()
    assert openssl.run("verify", "-CAfile", "CA.crt", "out/server.crt").returncode == 0
    assert b"error 82" in openssl.run("verify", "-x509_strict", "-CAfile", "CA.crt", "out/server.crt").stderr

    checked = cli("check", "out/server_chain.crt", "out/server_pkcs8.key", "--ca", "CA.crt")
    assert checked.code == 1
    assert "error: [rfc5280.key_usage.cert_sign_without_ca]" in checked.text
    assert "warning: [rfc9525.common_name.not_in_alternative_names]" in checked.text
    strict = cli(*f"server --ca CA.crt --ca-key CA.key {PAGE} --key {kind} --out strict --strict".split())
    assert strict.code == 1
    assert not (folder / "strict").exists()
    errors = re.findall(r"error: \[(.*?)\]", strict.stderr)
    waived = " ".join(f"--waive {id}" for id in errors)
    _run(cli, f"server --ca CA.crt --ca-key CA.key {PAGE} --key {kind} --out strict --strict {waived}")


@pytest.mark.parametrize("form", ["PKCS#8", "SEC 1", "encrypted"])
def test_renewing_with_the_key_there_is(folder: Path, cli: Cli, openssl: Program, form: str) -> None:
    key = (folder / "CA.key").read_bytes()
    if form == "SEC 1":
        key = openssl("ec", "-in", "CA.key")
    elif form == "encrypted":
        key = openssl("pkcs8", "-topk8", "-in", "CA.key", "-passout", "pass:geheim")
    (folder / "mine.key").write_bytes(key)
    ca = "--ca CA.crt --ca-key CA.key --passin pass:geheim"
    _run(cli, f"server {ca} --host a.example --key-file mine.key --out out")
    assert (folder / "out/server.key").read_bytes() == key
    assert (folder / "out/server_pkcs8.key").read_bytes() == (folder / "CA.key").read_bytes()
    again = f"server {ca} --host a.example --key-file out/server.key --out out".split()
    refused = cli(*again)
    assert refused.code == 1
    assert "out/server.csr: the file is there already\nx509forge: hint: --force" in refused.stderr
    first = (folder / "out/server.crt").read_bytes()
    assert cli(*again, "--force").code == 0
    assert (folder / "out/server.crt").read_bytes() != first
    assert (folder / "out/server.key").read_bytes() == key


def test_an_intermediate_and_its_issuers_go_into_the_chain(folder: Path, cli: Cli, openssl: Program) -> None:
    _run(cli, "req -new -nodes -newkey rsa:2048 -keyout sub.key -subj /CN=Sub -out sub.csr")
    (folder / "sub.cfg").write_text(
        "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\n"
        "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
    )
    _run(cli, "x509 -req -in sub.csr -CA CA.crt -CAkey CA.key -extfile sub.cfg -days 99 -out sub.crt -strict")
    # The root first, as nobody should; and text around.
    pool = b"the root\n" + (folder / "CA.crt").read_bytes() + b"\nand this\n" + (folder / "sub.crt").read_bytes()
    (folder / "pool.crt").write_bytes(pool)
    _run(cli, "server --ca pool.crt --ca-key sub.key --host a.example --days 9 --out out")
    chain = (folder / "out/server_chain.crt").read_text()
    subjects = [str(xf.Certificate.from_der(block.data).tbs_certificate.subject) for block in xf.pem.decode(chain)]
    assert subjects == ["CN=a.example", "CN=Sub", "CN=Test CA,O=ALI,C=CN"]
    openssl("verify", "-x509_strict", "-CAfile", "CA.crt", "-untrusted", "out/server_chain.crt", "out/server.crt")

    shuffled = _run(cli, "chain CA.crt out/server.crt sub.crt")
    assert shuffled.text == chain
    (folder / "wrong.crt").write_bytes(pool + (folder / "out/server.crt").read_bytes())
    outcome = cli("check", "wrong.crt")
    assert outcome.code == 1
    assert "error: [chain.order] chain[1]: " in outcome.text
    incomplete = cli("check", "out/server.crt")
    assert incomplete.code == 0
    assert "warning: [chain.incomplete]" in incomplete.text
    stranger = cli("check", "out/server.crt", "--ca", "CA.crt")
    assert stranger.code == 1
    assert "error: [chain.untrusted]" in stranger.text
    mixed = cli("chain", "out/server.crt", "sub.crt", "CA.crt", "../nothere")
    assert mixed.code == 1


def test_an_encrypted_ca_key(folder: Path, cli: Cli, openssl: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "geheim")
    (folder / "pw").write_text("geheim\n")
    cli("ca", "--name", "A", "--passout", "env:SECRET", "--out", "ca")
    assert (folder / "ca/CA.key").read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    server = "server --ca ca/CA.crt --ca-key ca/CA.key --host a.example --force --out out"
    for source in ("pass:geheim", "env:SECRET", "file:pw", "stdin"):
        _run(cli, f"{server} --passin {source}", b"geheim\n")
    openssl("pkey", "-noout", "-in", "ca/CA.key", "-passin", "pass:geheim")


def test_a_ca_for_people_who_have_a_key(folder: Path, cli: Cli, openssl: Program) -> None:
    outcome = cli(
        "ca", "--name", "/C=CN/CN=Own", "--key-file", "CA.key", "--path-len", "1", "--days", "9", "--out", "x"
    )
    assert outcome.code == 0, outcome.stderr
    assert (folder / "x/CA.key").read_bytes() == (folder / "CA.key").read_bytes()
    text = openssl("x509", "-noout", "-text", "-in", "x/CA.crt").decode()
    assert "CA:TRUE, pathlen:1" in text
    assert "X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign" in text
    openssl("verify", "-x509_strict", "-CAfile", "x/CA.crt", "x/CA.crt")


def test_a_ca_that_strict_clients_refuse_is_not_used_unless_waived(folder: Path, cli: Cli, openssl: Program) -> None:
    openssl("req", "-x509", "-new", "-key", "CA.key", "-subj", "/CN=Plain", "-days", "99", "-out", "plain.crt")
    server = "server --ca plain.crt --ca-key CA.key --host a.example --out out"
    outcome = cli(*server.split())
    assert outcome.code == 1
    assert "[rfc5280.key_usage.missing_in_ca] chain[1]" in outcome.stderr
    assert not (folder / "out").exists()
    _run(cli, f"{server} --waive rfc5280.key_usage.missing_in_ca")


def test_the_subject_of_hosts(folder: Path, cli: Cli) -> None:
    ca = "--ca CA.crt --ca-key CA.key --days 9"
    long = ".".join(["a" * 40] * 3)
    _run(cli, f"server {ca} --host {long} --out long")
    certificate = xf.Certificate.from_pem((folder / "long/server.crt").read_bytes())
    assert certificate.tbs_certificate.subject == xf.Name(())
    _run(cli, f"server {ca} --host bücher.example --name C=CN,O=ALI,CN=bücher --out named")
    certificate = xf.Certificate.from_pem((folder / "named/server.crt").read_bytes())
    assert certificate.tbs_certificate.subject == xf.Name.of(C="CN", O="ALI", CN="bücher")
    names = certificate.extension(xf.SubjectAlternativeName)
    assert names is not None
    assert names.dns_names == ("xn--bcher-kva.example",)
    # Its subject has an emailAddress, which RFC 5280 4.1.2.6 wants among the alternative names.
    waived = "--waive rfc5280.subject.email_address_not_in_alternative_names"
    assert cli(*f"server {ca} --request-config server.csr.cfg --host a.example --out both".split()).code == 1
    _run(cli, f"server {ca} --request-config server.csr.cfg --host a.example --out both {waived}")
    certificate = xf.Certificate.from_pem((folder / "both/server.crt").read_bytes())
    assert certificate.tbs_certificate.subject.values("O") == ("ALI",)
