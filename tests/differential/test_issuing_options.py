"""Options of `x509` and `req -x509` that change what is certified: the same certificates as openssl's."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
import x509forge.cli.req  # before any test sets the clock
import x509forge.cli.x509
from x509forge.issuing import validity

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
x509_extensions = v3
req_extensions = asked
[other]
prompt = no
distinguished_name = dn2
[dn]
C = CN
CN = asked
[dn2]
CN = other
[ca]
subjectKeyIdentifier = hash
basicConstraints = critical,CA:TRUE
[v3]
basicConstraints = CA:FALSE
[asked]
subjectAltName = DNS:asked.example
keyUsage = digitalSignature
[twice]
keyUsage = digitalSignature
1.2.3 = DER:0500
2.5.29.15 = DER:03020640
[own]
authorityKeyIdentifier = keyid,issuer
basicConstraints = CA:FALSE
[leaf]
subjectAltName = DNS:template.example
extendedKeyUsage = serverAuth
"""


@pytest.fixture
def folder(tmp_path: Path, openssl: Program, keys: KeyFiles) -> Path:
    """Keys, a CA, requests and a certificate, in the folder where both programs run."""
    config = tmp_path / "all.cnf"
    config.write_text(CONFIG)
    for name, kind, number in (("CA", "ec:P-256", 0), ("a", "rsa:2048", 0), ("b", "rsa:2048", 1)):
        (tmp_path / f"{name}.key").write_bytes(keys.pem(kind, number))
    (tmp_path / "kid.cnf").write_text(KEY_IDENTIFIERS)
    for name in ("a", "b"):
        openssl("pkey", "-in", f"{name}.key", "-pubout", "-out", f"{name}.pub", cwd=tmp_path)
    openssl("req", "-new", "-key", "CA.key", "-subj", "/CN=b", "-out", "b.csr", cwd=tmp_path)
    common = ("-config", config, "-days", "400")
    openssl("req", "-x509", "-new", "-key", "CA.key", "-extensions", "ca", *common, "-out", "CA.crt", cwd=tmp_path)
    openssl("req", "-x509", "-new", "-key", "a.key", *common, "-out", "own.crt", "-set_serial", "99", cwd=tmp_path)
    openssl("x509", "-in", "CA.crt", "-addtrust", "serverAuth", "-out", "trusted.crt", cwd=tmp_path)
    leaf = (*CA.split(), "-new", "-force_pubkey", "b.pub", "-subj", "/CN=leaf", "-out", "leaf.crt")
    openssl("x509", *leaf, cwd=tmp_path)
    for name, section in (("a", "asked"), ("twice", "twice"), ("ca", "ca")):
        options = ("-key", "a.key", "-reqexts", section, "-config", config, "-out", f"{name}.csr")
        openssl("req", "-new", *options, cwd=tmp_path)
    return tmp_path


CA = "-CA CA.crt -CAkey CA.key -set_serial 7"
LEAF = "-extfile all.cnf -extensions leaf"
COMMANDS = """
x509 -req -in a.csr -CA trusted.crt -CAkey CA.key -set_serial 7
req -x509 -new -key a.key -config all.cnf -CA trusted.crt -CAkey CA.key -set_serial 7
x509 -req -in a.csr CA -copy_extensions none
x509 -req -in a.csr CA -copy_extensions copy
x509 -req -in a.csr CA -copy_extensions copyall
x509 -req -in a.csr CA -copy_extensions copy LEAF
x509 -req -in a.csr CA -copy_extensions copyall LEAF
x509 -req -in twice.csr CA -copy_extensions copy
x509 -req -in twice.csr CA -copy_extensions COPYALL LEAF
x509 -req -in a.csr CA -copy_extensions copy -ext keyUsage
x509 -req -in a.csr CA LEAF -clrext
x509 -req -in a.csr -signkey a.key -set_serial 3
x509 -req -in a.csr -key b.key -set_serial 3
x509 -req -in a.csr -key a.key -set_serial 3 -subj /CN=given
x509 -req -in a.csr CA -force_pubkey b.pub LEAF
x509 -new -key a.key -subj /CN=new -set_serial 5
x509 -new CA -subj /CN=new -force_pubkey b.pub LEAF
x509 -in own.crt -key a.key
x509 -in own.crt -key b.key -days 5
x509 -in own.crt -key a.key -preserve_dates
x509 -in own.crt -key a.key -clrext
x509 -in own.crt -key a.key -clrext LEAF
x509 -in own.crt -key a.key -ext basicConstraints
x509 -in own.crt -key a.key -subj /CN=renamed
x509 -in own.crt CA
x509 -in own.crt CA -preserve_dates LEAF
req -x509 -in a.csr -key a.key -config all.cnf -set_serial 5
req -x509 -in a.csr -key a.key -config all.cnf -set_serial 5 -copy_extensions copy
req -x509 -in a.csr -CA CA.crt -CAkey CA.key -config all.cnf -set_serial 5 -copy_extensions copy
req -x509 -new -key a.key -CA CA.crt -CAkey CA.key -config all.cnf -set_serial 5 -subj /CN=by-a-ca
req -x509 -new -key a.key -config all.cnf -section other -set_serial 5
x509 -req -in a.csr -key a.key -set_serial 3 -force_pubkey b.pub -extfile all.cnf -extensions own
x509 -new -key a.key -set_serial 3 -force_pubkey b.pub -subj /CN=a -extfile all.cnf -extensions ca
x509 -in own.crt -key b.key -force_pubkey a.pub -extfile kid.cnf -extensions both
x509 -req -in b.csr CA -extfile all.cnf -extensions own
x509 -req -in b.csr CA
req -in a.csr -CA CA.crt -CAkey CA.key -config all.cnf -set_serial 5
req -new -key a.key -CA CA.crt -CAkey CA.key -config all.cnf -set_serial 5
req -x509 -in a.csr -key a.key -config all.cnf -set_serial 5 -subj /CN=other
req -x509 -in a.csr -new -key a.key -config all.cnf -set_serial 5 -subj /CN=other -days +7
req -x509 -new -key a.key -config all.cnf -multivalue-rdn -subj /CN=a+O=b -set_serial 5
"""


def _arguments(line: str) -> list[str]:
    return line.replace(" CA ", f" {CA} ").replace(" LEAF", f" {LEAF}").removesuffix(" CA").split()


# Where 3.5 differs: key identifiers and version 3 without extensions, and what is said of an issuer.
NEWER = """
x509 -req -in a.csr CA -extfile kid.cnf -extensions first
x509 -req -in a.csr CA -extfile kid.cnf -extensions issuer
x509 -req -in a.csr CA -extfile kid.cnf -extensions both
x509 -req -in a.csr CA -extfile kid.cnf -extensions none
x509 -req -in a.csr -key a.key -set_serial 3 -extfile kid.cnf -extensions issuer
x509 -req -in a.csr -key a.key -set_serial 3 -extfile kid.cnf -extensions first
x509 -req -in a.csr -key a.key -set_serial 3 -extfile kid.cnf -extensions none
req -x509 -new -key a.key -config kid.cnf -set_serial 5
x509 -req -in a.csr -key a.key -set_serial 3 -set_subject /CN=s -set_issuer /CN=i -extfile kid.cnf -extensions issuer
x509 -req -in a.csr CA -set_issuer /CN=i
x509 -req -in a.csr CA -not_before 20250101000000Z -days 5
x509 -req -in a.csr CA -not_before 250101000000Z -not_after 20990101000000Z
req -x509 -new -key a.key -config all.cnf -set_serial 5 -not_before 20250101000000Z
req -x509 -x509v1 -new -key a.key -config all.cnf -set_serial 5
req -x509v1 -key a.key -config kid.cnf -set_serial 5
req -x509 -new -key a.key -config all.cnf -set_serial 5 -reqexts leaf
req -x509 -new -key a.key -config all.cnf -set_serial 5 -reqexts leaf -extensions ca
x509 -in leaf.crt CA
req -x509 -x509v1 -new -key a.key -config kid.cnf -set_serial 5
"""
KEY_IDENTIFIERS = """
[req]
prompt = no
distinguished_name = dn
[dn]
CN = a
[first]
authorityKeyIdentifier = keyid:always
subjectKeyIdentifier = hash
[issuer]
authorityKeyIdentifier = issuer
[both]
authorityKeyIdentifier = keyid, issuer:always
[none]
authorityKeyIdentifier = none
subjectKeyIdentifier = none
"""


@pytest.mark.parametrize("line", COMMANDS.strip().split("\n") + NEWER.strip().split("\n"))
def test_each_certificate_in_release_35(
    folder: Path, openssl_35: Program, cli: Cli, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    arguments = _arguments(f"{line} ")
    theirs = xf.Certificate.from_pem(openssl_35.in_one_second(*arguments, cwd=folder).stdout).tbs_certificate
    _compare(theirs, cli, monkeypatch, [*arguments, "-compat", "3.5"])


@pytest.mark.parametrize("options", ["", " -nameopt RFC2253"])
def test_the_subject_of_a_request_is_told_as_it_is_printed(
    folder: Path, openssl: Program, openssl_35: Program, cli: Cli, options: str
) -> None:
    line = f"x509 -req -in a.csr -key a.key{options}".split()
    assert cli(*line).stderr.splitlines()[:2] == openssl.run(*line, cwd=folder).stderr.decode().splitlines()
    newer = openssl_35.run(*line, cwd=folder).stderr.decode().splitlines()
    assert cli(*line, "-compat", "3.5").stderr.splitlines()[:2] == newer


@pytest.mark.parametrize("line", COMMANDS.strip().split("\n"))
def test_each_certificate(folder: Path, openssl: Program, cli: Cli, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    arguments = _arguments(f"{line} ")
    theirs = xf.Certificate.from_pem(openssl.in_one_second(*arguments, cwd=folder).stdout).tbs_certificate
    _compare(theirs, cli, monkeypatch, arguments)


def _compare(theirs: xf.TBSCertificate, cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    if "-preserve_dates" not in arguments:
        moment = theirs.validity.not_before.datetime
        if "-not_before" in arguments:
            days = int(arguments[arguments.index("-days") + 1]) if "-days" in arguments else 30
            moment = theirs.validity.not_after.datetime - datetime.timedelta(days=days)
        monkeypatch.setattr(validity, "now", lambda: moment)
    outcome = cli(*arguments)
    assert outcome.code == 0, outcome.stderr
    ours = xf.Certificate.from_pem(outcome.stdout).tbs_certificate
    assert ours.to_der().hex() == theirs.to_der().hex()


@pytest.mark.parametrize(
    "line",
    [
        "x509 -in own.crt -key a.key -x509toreq",
        "x509 -in own.crt -key a.key -x509toreq -copy_extensions copy",
        "x509 -in own.crt -key a.key -x509toreq -copy_extensions copyall -ext basicConstraints",
        "x509 -in a.csr -req -key a.key -x509toreq -copy_extensions copyall",
        "req -new -key a.key -config all.cnf -section other",
        "req -new -key a.key -config all.cnf -section other -addext nsComment=x -addext 1.2.3=ASN1:NULL",
    ],
)
def test_each_request(folder: Path, openssl: Program, cli: Cli, line: str) -> None:
    theirs = xf.CertificationRequest.from_pem(openssl(*line.split(), cwd=folder)).certification_request_info
    outcome = cli(*line.split())
    assert outcome.code == 0, outcome.stderr
    ours = xf.CertificationRequest.from_pem(outcome.stdout).certification_request_info
    assert ours.to_der().hex() == theirs.to_der().hex()


X509 = f"x509 -req {CA} "


def _extensions(outcome: Outcome) -> dict[str, bytes]:
    assert outcome.code == 0, outcome.stderr
    found = xf.Certificate.from_pem(outcome.stdout).tbs_certificate.extensions or ()
    return {known.extn_id.name or str(known.extn_id): known.to_der() for known in found}


ASKED = xf.Extension.of(xf.SubjectAlternativeName.of("asked.example")).to_der()
TEMPLATE = xf.Extension.of(xf.SubjectAlternativeName.of("template.example")).to_der()


@pytest.mark.parametrize(
    ("which", "leaf", "name", "usage"),
    [
        ("subjectAltName", False, ASKED, False),
        ("subjectAltName,keyUsage", False, ASKED, True),
        ("subjectAltName", True, ASKED, False),
        ("subjectAltName=template", True, TEMPLATE, False),
        ("subjectAltName=request", True, ASKED, False),
        ("keyUsage=request, subjectAltName=template", True, TEMPLATE, True),
        ("extendedKeyUsage=request-or-template", True, TEMPLATE, False),
        ("X509v3 Subject Alternative Name", False, ASKED, False),
        ("2.5.29.17", False, ASKED, False),
        ("basicConstraints=deny", True, TEMPLATE, False),
    ],
)
def test_extensions_are_copied_by_name(
    folder: Path, cli: Cli, which: str, leaf: bool, name: bytes, usage: bool
) -> None:
    template = LEAF.split() if leaf else []
    found = _extensions(cli(*X509.split(), "-in", "a.csr", "-copy_extensions", which, *template))
    assert found["subjectAltName"] == name
    assert ("keyUsage" in found) is usage
    # The configuration's other extensions are there all the same.
    assert ("extKeyUsage" in found) is leaf


def test_what_the_request_alone_may_give_is_missing_where_it_does_not(folder: Path, cli: Cli) -> None:
    found = _extensions(
        cli(*X509.split(), "-in", "twice.csr", "-copy_extensions", "subjectAltName=request", *LEAF.split())
    )
    assert "subjectAltName" not in found


def test_nobody_becomes_a_ca_by_asking(folder: Path, cli: Cli) -> None:
    for which in ("copy", "copyall"):
        outcome = cli(*X509.split(), "-in", "ca.csr", "-copy_extensions", which)
        assert outcome.code == 1
        assert "CA:TRUE" in outcome.stderr
        assert not outcome.stdout
    assert "basicConstraints" not in _extensions(cli(*X509.split(), "-in", "ca.csr", "-copy_extensions", "keyUsage"))
    assert "basicConstraints" in _extensions(
        cli(*X509.split(), "-in", "ca.csr", "-copy_extensions", "basicConstraints")
    )
    # The configuration's own decides, where there is one, also if it is what the request asks for.
    template = ("-extfile", "all.cnf", "-extensions", "ca")
    found = _extensions(cli(*X509.split(), "-in", "ca.csr", "-copy_extensions", "copyall", *template))
    assert found["basicConstraints"] == xf.Extension.of(xf.BasicConstraints(ca=True)).to_der()
    (folder / "own.cnf").write_text("basicConstraints=CA:FALSE\n")
    found = _extensions(cli(*X509.split(), "-in", "ca.csr", "-copy_extensions", "copyall", "-extfile", "own.cnf"))
    assert found["basicConstraints"] == xf.Extension.of(xf.BasicConstraints()).to_der()


def test_what_is_denied_is_refused_by_name(folder: Path, cli: Cli) -> None:
    outcome = cli(*X509.split(), "-in", "a.csr", "-copy_extensions", "subjectAltName=deny")
    assert outcome.code == 1
    assert "subjectAltName" in outcome.stderr


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ("-copy_extensions subjectAltNam", "did you mean subjectAltName"),
        ("-copy_extensions subjectAltName=tmplate", "did you mean template"),
        ("-copy_extensions copy -clrext", "do not go together"),
        ("-not_before 20261301000000Z", "is a time in UTC"),
        ("-days 5 -not_after nope", "is a time in UTC"),
        ("-not_before 20260101000000Z -not_after 20250101000000Z", "before its beginning"),
        ("-not_before 99981231235959Z -days 5", "before its beginning"),
        ("-days -1 -compat 3.5", "before its beginning"),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, cli: Cli, options: str, reason: str) -> None:
    outcome = cli(*X509.split(), "-in", "a.csr", *options.split())
    assert outcome.code in (1, 2)
    assert not outcome.stdout
    assert reason in outcome.stderr


def test_a_precertificate_is_poisoned(folder: Path, cli: Cli, certtool: Program) -> None:
    # The value is NULL (RFC 6962 3.1); openssl 3.0 leaves it empty.
    outcome = cli("req", "-x509", "-new", "-key", "a.key", "-config", "all.cnf", "-precert")
    last = (xf.Certificate.from_pem(outcome.stdout).tbs_certificate.extensions or ())[1]
    assert last.to_der().hex() == "3013060a2b06010401d6790204030101ff04020500"
    assert b"1.3.6.1.4.1.11129.2.4.3" in certtool("--certificate-info", data=outcome.stdout)


def test_dates_may_be_given(folder: Path, cli: Cli) -> None:
    dates = ("-not_before", "20250101000000Z", "-not_after", "260101000000Z")
    for command in ((*X509.split(), "-in", "a.csr"), ("req", "-x509", "-new", "-key", "a.key", "-subj", "/CN=a")):
        outcome = cli(*command, *dates)
        assert outcome.code == 0, outcome.stderr
        found = xf.Certificate.from_pem(outcome.stdout).tbs_certificate.validity
        assert (str(found.not_before), str(found.not_after)) == ("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
