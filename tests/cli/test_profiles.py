"""`--profile` and `--waive` on the command line, judged by openssl."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

CA = "--ca CA.crt --ca-key CA.key"
WEB = "--ca-issuers http://ca.example.com/a.crt --ocsp http://o.example.com --crl http://ca.example.com/crl"


def _run(cli: Cli, arguments: str) -> Outcome:
    outcome = cli(*arguments.split())
    assert outcome.code == 0, outcome.stderr
    return outcome


def test_a_server_for_the_web(folder: Path, cli: Cli, openssl: Program) -> None:
    server = f"server {CA} --host a.example.com --key ec:P-256 --profile webpki --out web"
    refused = cli(*server.split())
    assert refused.code == 1
    assert "[webpki.extensions.missing]" in refused.stderr
    assert "[webpki.revocation.missing]" in refused.stderr
    assert not (folder / "web").exists()
    _run(cli, f"{server} {WEB}")
    text = openssl("x509", "-noout", "-text", "-in", "web/server.crt").decode()
    for line in ("Policy: 2.23.140.1.2.1", "OCSP - URI:http://o.example.com", "X509v3 Basic Constraints: critical"):
        assert line in text
    openssl("verify", "-x509_strict", "-verify_hostname", "a.example.com", "-CAfile", "CA.crt", "web/server.crt")
    checked = _run(cli, "check web/server_chain.crt web/server_pkcs8.key --ca CA.crt --profile webpki")
    assert "error" not in checked.text


def test_a_device(folder: Path, cli: Cli, openssl: Program) -> None:
    outcome = _run(cli, f"client {CA} --name O=ALI,serialNumber=17 --profile device-id --out device")
    assert "outlives" in outcome.stderr
    end = openssl("x509", "-noout", "-enddate", "-in", "device/client.crt").decode()
    assert end == "notAfter=Dec 31 23:59:59 9999 GMT\n"


def test_a_profile_that_there_is_not(folder: Path, cli: Cli) -> None:
    outcome = cli(*f"server {CA} --host a.example --profile nothing --out out".split())
    assert outcome.code == 2
    assert "there is no profile 'nothing'" in outcome.stderr
    (folder / "bad.toml").write_text("name = 3")
    outcome = cli(*f"server {CA} --host a.example --profile bad.toml --out out".split())
    assert outcome.code == 1
    assert "bad.toml: name is of the wrong type" in outcome.stderr


def test_addresses_need_hosts(folder: Path, cli: Cli) -> None:
    outcome = cli(*f"server {CA} --request-config server.csr.cfg --ocsp http://o.example --out out".split())
    assert outcome.code == 2
    assert "--ocsp" in outcome.stderr


@pytest.mark.parametrize("verb", [f"server {CA} --host a.example", f"client {CA} --name a", "ca --name a"])
def test_a_waiver_that_was_not_needed_is_reported(folder: Path, cli: Cli, verb: str) -> None:
    ids = ("rfc5280.serial_number.not_positive", "key.encrypted")
    waivers = " ".join(f"--waive {id}" for id in ids)
    outcome = _run(cli, f"{verb} {waivers} --key ec:P-256 --out out")
    for id in ids:
        assert f"warning: --waive {id} was not needed" in outcome.stderr
    assert cli(*f"{verb} --waive no.such.rule --out other".split()).code == 2


def test_a_waiver_that_was_needed_is_not(folder: Path, cli: Cli) -> None:
    id = "rfc5280.serial_number.not_positive"
    outcome = _run(cli, f"server {CA} --host a.example --serial 0 --waive {id} --key ec:P-256 --out out")
    assert f"warning: [{id}]" in outcome.stderr
    assert "not needed" not in outcome.stderr


def test_without_a_profile_nothing_is_refused(folder: Path, cli: Cli, openssl: Program) -> None:
    openssl("req", "-x509", "-new", "-key", "CA.key", "-subj", "/CN=Plain", "-days", "99", "-out", "plain.crt")
    server = "server --ca plain.crt --ca-key CA.key --host a.example --serial 0 --key ec:P-256 --profile none --out out"
    outcome = _run(cli, server)
    assert "rfc5280" not in outcome.stderr
    assert "X509v3 Subject Key" not in openssl("x509", "-noout", "-text", "-in", "out/server.crt").decode()
