"""The verbs that mirror OpenSSL, octet for octet: the same arguments, keys, serial number and second of issue."""

from __future__ import annotations

import datetime
import re
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
    Command = tuple[str | Path, ...]

CA = "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ca\n[dn]\nC=CN\nCN=Test CA\n[ca]\n"
CA_EXTENSIONS = "subjectKeyIdentifier=hash\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"


@pytest.fixture
def ca(tmp_path: Path, openssl: Program, keys: KeyFiles) -> Callable[..., Path]:
    """Makes a CA by openssl: `ca("rsa:2048", extensions)` is the file of its certificate."""

    def make(kind: str = "rsa:2048", extensions: str = CA_EXTENSIONS) -> Path:
        (tmp_path / "ca.cfg").write_text(CA + extensions)
        out = tmp_path / "CA.crt"
        openssl(
            *("req", "-x509", "-new", "-sha256", "-days", "3650", "-key", keys(kind)),
            *("-config", tmp_path / "ca.cfg", "-out", out),
        )
        return out

    return make


@pytest.fixture
def same(
    tmp_path: Path, openssl: Program, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[xf.Certificate, xf.Certificate]]:
    """Runs openssl and then this program in the same second, with the same arguments; returns both certificates."""

    def run(*arguments: str | Path, data: bytes = b"") -> tuple[xf.Certificate, xf.Certificate]:
        theirs = xf.Certificate.from_pem(openssl.in_one_second(*arguments, data=data).stdout)
        moment = theirs.tbs_certificate.validity.not_before.datetime
        monkeypatch.setattr(validity, "now", lambda: moment)
        outcome = cli(*arguments, data=data)
        assert outcome.code == 0, outcome.stderr
        return theirs, xf.Certificate.from_pem(outcome.stdout)

    return run


def _pem_of(outcome: Outcome) -> bytes:
    assert outcome.code == 0, outcome.stderr
    return outcome.stdout


@pytest.mark.parametrize("hash_option", ["-sha256", "-sha384", "-sha512"])
@pytest.mark.parametrize("ca_kind", ["rsa:2048", "ec:P-256"])
@pytest.mark.parametrize("server_kind", ["rsa:2048", "ec:P-384"])
def test_the_procedure(
    openssl: Program,
    keys: KeyFiles,
    procedure: Path,
    ca: Callable[..., Path],
    cli: Cli,
    same: Callable[..., tuple[xf.Certificate, xf.Certificate]],
    ca_kind: str,
    server_kind: str,
    hash_option: str,
) -> None:
    arguments: Command = ("req", "-new", hash_option, "-nodes", "-key", keys(server_kind, 1))
    arguments = (*arguments, "-config", procedure / "server.csr.cfg")
    theirs, ours = openssl(*arguments), _pem_of(cli(*arguments))
    if server_kind.startswith("rsa"):
        assert ours == theirs
    one, other = (xf.CertificationRequest.from_pem(pem) for pem in (theirs, ours))
    assert one.certification_request_info.to_der() == other.certification_request_info.to_der()
    assert one.signature_algorithm == other.signature_algorithm
    expected, certificate = same(
        *("x509", "-req", "-CA", ca(ca_kind), "-CAkey", keys(ca_kind), "-set_serial", "0x1f2e3d4c5b6a79880011"),
        *("-days", "500", hash_option, "-extfile", procedure / "server.crt.cfg"),
        data=theirs,
    )
    assert certificate.tbs_certificate.to_der() == expected.tbs_certificate.to_der()
    if ca_kind.startswith("rsa"):
        assert certificate.to_der() == expected.to_der()


EXTENSIONS = {
    "none": "",
    "page": "authorityKeyIdentifier=keyid,issuer\nbasicConstraints=CA:FALSE\nsubjectAltName=DNS:a.example",
    "identifier given": "subjectKeyIdentifier=AA:bb0c\n",
    "identifier hash": "subjectKeyIdentifier=critical, hash\nauthorityKeyIdentifier=keyid:always,issuer:always",
    "identifier none alone": "subjectKeyIdentifier=none",
    "both none alone": "subjectKeyIdentifier=none\nauthorityKeyIdentifier=none",
    "identifier empty": "2.5.29.14=critical,DER:0400",
    "identifier of one octet": "2.5.29.14=DER:00",
    "identifier none": "subjectKeyIdentifier=none\nbasicConstraints=CA:TRUE",
    "both none": "subjectKeyIdentifier=none\nauthorityKeyIdentifier=none\nbasicConstraints=CA:TRUE,pathlen:0",
    "authority issuer": "authorityKeyIdentifier=issuer\n",
    "authority issuer always": "authorityKeyIdentifier=issuer:always\n",
    "authority keyid": "authorityKeyIdentifier=keyid\n",
    "authority before subject": "authorityKeyIdentifier=keyid:always\nsubjectKeyIdentifier=01:02:03",
    "subject before authority": "subjectKeyIdentifier=01:02:03\nauthorityKeyIdentifier=keyid:always",
    "path length": "basicConstraints=critical,CA:true,pathlen:0x10",
    "usage": "keyUsage=critical,Digital Signature,keyCertSign,  cRLSign\n",
    "usage nine bits": "keyUsage=encipherOnly,decipherOnly,keyAgreement",
    "purposes": "extendedKeyUsage=critical,serverAuth,clientAuth,1.2.3.4,TLS Web Server Authentication,msSGC",
    "purposes section": "extendedKeyUsage=@p\n[p]\na=serverAuth\nb=1.3.6.1.5.5.7.3.2",
    "names": (
        "subjectAltName=critical,DNS:*.a.example,IP:192.0.2.7,IP:2001:db8::7,URI:https://a.example/?x=1;y=2,"
        "email:a@b.example,RID:1.2.3.4\nissuerAltName=DNS:ca.example"
    ),
    "names section": "subjectAltName=@n\n[n]\nDNS.1=a.example\nDNS.2=b.example\nIP.1=10.0.0.001\nemail=x@y\nURI.9=u:v",
    "name copied": "subjectAltName=email:copy,DNS:a",
    "name moved": "subjectAltName=email:move",
    "directory name": "subjectAltName=dirName:d\n[d]\nC=CN\n1.OU=a\n2.OU=b\n+CN=ü\nO=x",
    "other name": "subjectAltName=otherName:1.3.6.1.4.1.311.20.2.3;UTF8:user@a.example,otherName:1.2.3; IA5:x",
    "issuer's names": "issuerAltName=issuer:copy",
    "any": "1.2.3.4.5=critical,DER:04:02:0102\n2.5.29.32=DER:300a3008060667810c010202",
    "known by its number": "keyUsage=cRLSign\n2.5.29.15=critical,DER:03020186",
    "chosen section": "extensions=x\n[x]\nkeyUsage=keyAgreement",
}


@pytest.mark.parametrize("extensions", [pytest.param(text, id=name) for name, text in EXTENSIONS.items()])
@pytest.mark.parametrize("with_identifier", [True, False], ids=["identified CA", "bare CA"])
def test_extensions_of_an_issued_certificate(
    tmp_path: Path,
    openssl: Program,
    keys: KeyFiles,
    ca: Callable[..., Path],
    cli: Cli,
    same: Callable[..., tuple[xf.Certificate, xf.Certificate]],
    extensions: str,
    with_identifier: bool,
) -> None:
    (tmp_path / "ext.cfg").write_text(extensions)
    request = openssl("req", "-new", "-key", keys("rsa:2048", 1), "-subj", "/CN=a/emailAddress=a@b.c+OU=x/O=o")
    # Without `subjectKeyIdentifier = none`, openssl adds one.
    own = "subjectAltName=DNS:ca.example\n" + (CA_EXTENSIONS if with_identifier else "subjectKeyIdentifier=none\n")
    certificate_of_ca = ca("rsa:2048", own)
    arguments: Command = (
        *("x509", "-req", "-CA", certificate_of_ca, "-CAkey", keys("rsa:2048"), "-set_serial", "77"),
        *("-extfile", tmp_path / "ext.cfg"),
    )
    asks = "keyid:always" in extensions or extensions == EXTENSIONS["authority keyid"]
    if asks and not with_identifier:
        assert openssl.run(*arguments, data=request).returncode == 1
        outcome = cli(*arguments, data=request)
        assert outcome.code == 1
        assert re.search(r"ext\.cfg:[12]:\d+: .*keyid", outcome.stderr)
        return
    theirs, ours = same(*arguments, data=request)
    assert ours.tbs_certificate.extensions == theirs.tbs_certificate.extensions
    assert ours.to_der() == theirs.to_der()


def test_quotes_and_variables_in_a_chosen_section(
    tmp_path: Path,
    openssl: Program,
    keys: KeyFiles,
    ca: Callable[..., Path],
    same: Callable[..., tuple[xf.Certificate, xf.Certificate]],
) -> None:
    (tmp_path / "ext.cfg").write_text(
        "[x]\nhost=a.example\n[y]\nsubjectAltName='DNS':\"$x::host\" , DNS:${x::host}\\\n , IP:1.2.3.4 # c\n"
    )
    request = openssl("req", "-new", "-key", keys("rsa:2048", 1), "-subj", "/CN=a")
    theirs, ours = same(
        *("x509", "-req", "-CA", ca(), "-CAkey", keys("rsa:2048"), "-set_serial", "77"),
        *("-extfile", tmp_path / "ext.cfg", "-extensions", "y"),
        data=request,
    )
    assert ours.to_der() == theirs.to_der()


@pytest.mark.parametrize(
    "extensions", [pytest.param(text, id=name) for name, text in EXTENSIONS.items() if "chosen" not in name]
)
def test_extensions_of_a_self_signed_certificate(
    tmp_path: Path,
    keys: KeyFiles,
    same: Callable[..., tuple[xf.Certificate, xf.Certificate]],
    extensions: str,
) -> None:
    own, _, rest = extensions.partition("[")
    text = "[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\nCN=a\nemailAddress=a@b.c\n[v3]\n"
    (tmp_path / "req.cfg").write_text(f"{text}{own}\n{'[' + rest if rest else ''}")
    theirs, ours = same(
        *("req", "-x509", "-new", "-key", keys("rsa:2048"), "-config", tmp_path / "req.cfg", "-set_serial", "9"),
        *("-days", "20000"),
    )
    assert ours.tbs_certificate.extensions == theirs.tbs_certificate.extensions
    assert ours.to_der() == theirs.to_der()


def test_the_default_configuration_is_that_of_openssl(
    openssl: Program, keys: KeyFiles, same: Callable[..., tuple[xf.Certificate, xf.Certificate]]
) -> None:
    theirs, ours = same(
        *("req", "-x509", "-new", "-key", keys("rsa:2048"), "-subj", "/C=CN/O=ALI/CN=Test CA", "-set_serial", "-129"),
        *("-days", "40000", "-addext", "subjectAltName=DNS:a,DNS:b", "-addext", "keyUsage=keyCertSign"),
    )
    assert ours.to_der() == theirs.to_der()


NAMES = {
    "string types": "C=CN\nserialNumber=12\nemailAddress=a@b\nDC=x\ndnQualifier=q\nCN=Jürgen\nUID=u\ntitle=t",
    "numbered": "0.OU=a\n1.OU=b\n2,OU=c\n+CN=d",
    "several values": "C=CN\nO=o\n+OU=u\n1.+CN=c\nL=l",
    "object names": "commonName=a\norganizationName=b\na.2.5.4.13=d\nb.1.2.3.4=e",
}
SETTINGS = {
    "plain": "",
    "utf8": "utf8=yes",
    "default": "string_mask=default",
    "pkix": "string_mask=pkix",
    "nombstr": "string_mask=nombstr",
    "mask": "string_mask=MASK:0x2002",
    "mask of nothing": "string_mask=MASK:0",
    "mask of NumericString": "string_mask=MASK:1",
    "hash": "default_md=SHA2-512",
}


@pytest.mark.parametrize("settings", [pytest.param(text, id=name) for name, text in SETTINGS.items()])
@pytest.mark.parametrize("names", [pytest.param(text, id=name) for name, text in NAMES.items()])
def test_distinguished_names(
    tmp_path: Path, openssl: Program, keys: KeyFiles, cli: Cli, names: str, settings: str
) -> None:
    text = f"[req]\nprompt=no\ndistinguished_name=dn\nattributes=at\nreq_extensions=v3\n{settings}\n[dn]\n{names}\n"
    text += "[at]\nchallengePassword=geheim\nunstructuredName=Müller\n"
    # An extension twice: in a request, both stand.
    text += "[v3]\nkeyUsage=keyAgreement\nsubjectAltName=DNS:a\n2.5.29.15=DER:03020186"
    (tmp_path / "req.cfg").write_text(text)
    arguments = ("req", "-new", "-key", keys("rsa:2048"), "-config", tmp_path / "req.cfg")
    assert _pem_of(cli(*arguments)) == openssl(*arguments)
    options = (*arguments, "-reqexts", "v3", "-utf8", "-subj", "/CN=ü+O=a\\+b/OU=c/x=y/O=")
    assert _pem_of(cli(*options)) == openssl(*options)


@pytest.mark.parametrize("batch", [(), ("-batch",)])
@pytest.mark.parametrize(
    "answers", [b"DE\na\n.\nhost\nsecret\nname\n", b"\n\n\nhost\r\n\n\n", b"X\nDE\nlonger than ten\nsix\n\nh\n\n\n"]
)
def test_the_dialogue(
    tmp_path: Path, openssl: Program, keys: KeyFiles, cli: Cli, answers: bytes, batch: tuple[str, ...]
) -> None:
    (tmp_path / "req.cfg").write_text(
        "[req]\ndistinguished_name=dn\nattributes=at\n[dn]\nC=Country\nC_default=CN\nC_min=2\nC_max=2\n"
        "0.OU=Unit\n0.OU_max=10\n1.OU=Another\nCN=Name\nL=Place\nL_value=HZ\nnothing=at all\n"
        "[at]\nchallengePassword=Password\nunstructuredName=Name\n"
    )
    if b"\r" in answers:
        answers = answers.replace(b"\r", b"")
    arguments: Command = ("req", "-new", "-key", keys("rsa:2048"), "-config", tmp_path / "req.cfg", *batch)
    ours, theirs = cli(*arguments, data=answers), openssl.run(*arguments, data=answers)
    assert _pem_of(ours) == theirs.stdout
    if not batch:
        # That there is no object of the name `nothing` only we say.
        assert ours.stderr.partition("warning: ")[0] == theirs.stderr.decode()


def test_the_default_dialogue(openssl: Program, keys: KeyFiles, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("req", "-new", "-key", keys("rsa:2048"))
    answers = b"CN\nZJ\nHZ\nALI\n\na.example\nx@y\n\n\n"
    assert _pem_of(cli(*arguments, data=answers)) == openssl(*arguments, data=answers)


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256", "ec:P-521"])
def test_keys_in_every_form(tmp_path: Path, openssl: Program, keys: KeyFiles, cli: Cli, kind: str) -> None:
    key = keys(kind)
    algorithm = "rsa" if kind.startswith("rsa") else "ec"
    traditional = openssl(algorithm, "-in", key, *(("-traditional",) if algorithm == "rsa" else ()))
    encrypted = openssl("pkcs8", "-topk8", "-in", key, "-passout", "pass:x")
    assert _pem_of(cli("pkcs8", "-topk8", "-nocrypt", data=traditional)) == key.read_bytes()
    assert _pem_of(cli("pkcs8", "-topk8", "-nocrypt", "-passin", "pass:x", data=encrypted)) == key.read_bytes()
    assert _pem_of(cli("pkcs8", "-topk8", "-nocrypt", "-in", key, "-outform", "DER")) == keys.der(kind)
    assert _pem_of(cli("pkcs8", "-traditional", "-in", key)) == traditional
    (tmp_path / "pw").write_text("first\nsecond\n")
    ours = cli("pkcs8", "-topk8", "-passout", "file:pw", "-iter", "3000", "-out", "new.key", data=traditional)
    assert ours.code == 0, ours.stderr
    assert openssl("pkcs8", "-in", tmp_path / "new.key", "-passin", "pass:first") == key.read_bytes()
    both = cli("pkcs8", "-topk8", "-passin", "stdin", "-passout", "stdin", "-in", "new.key", data=b"first\nsecond\n")
    assert openssl("pkcs8", "-passin", "pass:second", data=_pem_of(both)) == key.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        "-key k -keyout out -out out",
        "-key k -keyout out",
        "-key k -keyout - -days 5",
        "-key k -x509 -days 5 -set_serial 1 -keyout x -out out -pubkey",
        "-key k -noout -pubkey -subject",
        "-key k -verify -out out",
    ],
)
def test_where_keys_and_requests_go(
    tmp_path: Path, openssl: Program, keys: KeyFiles, cli: Cli, monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    moment = datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)
    monkeypatch.setattr(validity, "now", lambda: moment)
    (tmp_path / "k").write_bytes(keys.pem("rsa:2048"))
    common = ("req", "-new", "-nodes", "-subj", "/CN=a", *arguments.split())
    results = []
    for ours in (False, True):
        output = cli(*common).stdout if ours else openssl.run(*common).stdout
        files = {name: (tmp_path / name).read_bytes() for name in ("out", "x") if (tmp_path / name).exists()}
        results.append((output, {name: data for name, data in files.items() if b"BEGIN CERTIFICATE-" not in data}))
        for name in files:
            assert name == "out" or (tmp_path / name).stat().st_mode & 0o777 == 0o600
            (tmp_path / name).unlink()
    assert results[0] == results[1]


def test_a_new_key_goes_where_openssl_puts_it(tmp_path: Path, openssl: Program, cli: Cli) -> None:
    for arguments in ("", "-x509", "-newkey ec -pkeyopt ec_paramgen_curve:P-384"):
        outcome = cli("req", "-new", "-nodes", "-subj", "/CN=a", "-config", "/dev/null", *arguments.split())
        labels = [block.label for block in xf.pem.decode(outcome.stdout)]
        theirs = openssl("req", "-new", "-nodes", "-subj", "/CN=a", "-config", "/dev/null", *arguments.split())
        assert labels == [block.label for block in xf.pem.decode(theirs)]
        assert len(labels) == 2
    cli("req", "-new", "-nodes", "-subj", "/CN=a")
    assert openssl("pkey", "-in", tmp_path / "privkey.pem", "-noout") == b""


@pytest.mark.parametrize("curve", ["prime256v1", "secp384r1", "P-521"])
def test_ecparam(tmp_path: Path, openssl: Program, cli: Cli, curve: str) -> None:
    outcome = cli("ecparam", "-name", curve, "-genkey", "-out", "ec.key")
    assert outcome.code == 0, outcome.stderr
    assert (tmp_path / "ec.key").stat().st_mode & 0o777 == 0o600
    parameters = openssl("ecparam", "-name", curve)
    assert (tmp_path / "ec.key").read_bytes().startswith(parameters)
    assert (tmp_path / "ec.key").read_bytes() == parameters + openssl("ec", "-in", tmp_path / "ec.key")
    assert _pem_of(cli("ecparam", "-name", curve)) == parameters


def test_what_a_certificate_says_of_itself(openssl: Program, cli: Cli, ca: Callable[..., Path]) -> None:
    arguments: Command = ("x509", "-in", ca(), "-noout", "-serial", "-subject", "-issuer", "-dates", "-fingerprint")
    assert _pem_of(cli(*arguments)) == openssl(*arguments)
    arguments = ("x509", "-in", ca(), "-noout", "-fingerprint", "-sha256", "-pubkey", "-enddate")
    assert _pem_of(cli(*arguments)) == openssl(*arguments)


@pytest.mark.parametrize(
    "subject",
    [
        '/CN=a"b',
        "/CN=a,b",
        "/CN=a\\\\b",
        "/CN=#a",
        "/CN= a",
        "/CN=a<b>;+O=é/OU=\t",
        "/CN=a=b#/UID=u/DC=d",
        "/1.2.3.4=a",
    ],
)
def test_names_are_printed_as_openssl_prints_them(openssl: Program, keys: KeyFiles, cli: Cli, subject: str) -> None:
    request = openssl("req", "-new", "-key", keys("rsa:2048"), "-utf8", "-subj", subject)
    arguments = ("req", "-noout", "-subject")
    assert _pem_of(cli(*arguments, data=request)) == openssl(*arguments, data=request)
