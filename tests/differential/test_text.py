"""What is printed of cryptography's vectors, Debian's roots and odd things made here: the same as openssl prints."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import cryptography_vectors
import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge import pem
from x509forge.openssl.text.asn1parse import parse_lines
from x509forge.openssl.text.certificate import certificate_text, request_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

VECTORS = Path(cryptography_vectors.__file__).parent
ROOTS = Path("/etc/ssl/certs")
SUFFIXES = {".pem", ".der", ".crt", ".cer", ".csr"}

NOT_DER = "we read DER alone: openssl reads this BER"
NOT_LOADED = "openssl does not read it; we keep what is wrong in it, and print the rest"
EXCEPTIONS = {
    "x509/badasn1time.pem": NOT_DER,
    "x509/ed25519/ed25519-rfc8410.pem": NOT_DER,
    "x509/custom/invalid_utf8_common_name.pem": NOT_LOADED,
    "x509/custom/long-form-name-attribute.pem": NOT_LOADED,
    "x509/custom/name_attribute_unsupported_tag.pem": NOT_LOADED,
}
# openssl prints its queue of errors, with the number of a thread, behind "Unable to load Public Key".
ERROR_LINE = re.compile(rb"^[0-9A-F]+:error:.*\n", re.MULTILINE)


def _files() -> Iterator[tuple[str, Path]]:
    for path in sorted(VECTORS.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            yield str(path.relative_to(VECTORS)), path
    for path in sorted(ROOTS.glob("*.pem")):
        yield path.name, path


def _first(data: bytes, *labels: str) -> bytes | None:
    """Return the DER of the first block of these labels, or the whole where it is no PEM."""
    if b"-----BEGIN" not in data:
        return data
    try:
        return next((block.data for block in pem.decode(data) if not labels or block.label in labels), None)
    except xf.PEMError:
        return None


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def test_every_certificate(openssl: Program) -> None:
    found: dict[str, bool] = {}
    for name, path in _files():
        der = _first(path.read_bytes(), "CERTIFICATE", "X509 CERTIFICATE")
        if der is None:
            continue
        try:
            certificate = xf.Certificate.from_der(der)
        except xf.DecodeError:
            certificate = None
        theirs = openssl.run("x509", "-inform", "DER", "-noout", "-text", data=der)
        if certificate is None and theirs.returncode:
            continue  # no certificate at all
        ours = None if certificate is None else _octets(certificate_text(certificate))
        found[name] = ours == ERROR_LINE.sub(b"", theirs.stdout)
    assert len(found) > 600
    assert {name for name, same in found.items() if not same} == set(EXCEPTIONS)


def test_every_request(openssl: Program) -> None:
    count = 0
    for name, path in _files():
        der = _first(path.read_bytes(), "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")
        try:
            request = None if der is None else xf.CertificationRequest.from_der(der)
        except xf.DecodeError:
            continue
        if der is None or request is None:
            continue
        count += 1
        theirs = openssl("req", "-inform", "DER", "-noout", "-text", data=der)
        assert _octets(request_text(request)) == theirs, name
    assert count >= 26


@pytest.mark.parametrize("options", [(), ("-i",), ("-dump",), ("-dlimit", "5")])
def test_every_file_element_by_element(openssl: Program, options: tuple[str, ...]) -> None:
    count = 0
    for at, (name, path) in enumerate(_files()):
        der = _first(path.read_bytes())
        if not der or (options and at % 6):
            continue
        count += 1
        limit = -1 if "-dump" in options else 5 if "-dlimit" in options else 0
        lines, whole = parse_lines(der, indent="-i" in options, dump_limit=limit)
        theirs = openssl.run("asn1parse", "-inform", "DER", *options, data=der)
        assert "".join(lines).encode("latin-1") == theirs.stdout, name
        assert whole == (theirs.returncode == 0), name
    assert count > 100


TAGS = st.one_of(st.integers(0, 0x3F), st.sampled_from([0x30, 0x31, 0x24, 0x80, 0xA0, 0x1F, 0x60, 0xFF]))
CONTENTS = st.recursive(
    st.binary(max_size=12),
    lambda inner: st.lists(st.tuples(TAGS, inner, st.sampled_from(["", "long", "endless", "more"])), max_size=4).map(
        lambda parts: b"".join(_element(*part) for part in parts)
    ),
    max_leaves=8,
)


def _element(tag: int, contents: bytes, form: str) -> bytes:
    """Return an element of BER, of whatever correctness."""
    if form == "endless":
        return bytes((tag | 0x20, 0x80)) + contents + b"\0\0"
    size = min(len(contents) + (form == "more"), 0x7F if form != "long" else 0xFFFF)
    length = bytes((0x82, size >> 8, size & 0xFF)) if form == "long" else bytes((size & 0x7F,))
    return bytes((tag,)) + length + contents


@given(data=st.one_of(CONTENTS, st.binary(min_size=1, max_size=20)).filter(bool))
def test_elements_of_any_octets(openssl: Program, data: bytes) -> None:
    lines, whole = parse_lines(data)
    theirs = openssl.run("asn1parse", "-inform", "DER", data=data)
    assert "".join(lines).encode("latin-1") == theirs.stdout
    assert whole == (theirs.returncode == 0)


def test_elements_far_too_deep_or_far_too_many() -> None:
    lines, whole = parse_lines(b"\x30\x80" * 100_000)
    assert not whole
    assert lines[-1] == "BAD RECURSION DEPTH\n"


NAMES = """
[req]
prompt=no
string_mask=MASK:0x2956
distinguished_name=dn
x509_extensions=none
[none]
[dn]
C=CN
O=" leading, and trailing "
+1.OU=joined
OU=a;b<c>d"e\\\\f=g
2.OU=\\#hash
CN=bücher €
1.2.3.4=unknown
description=ctrl\\ttab(*)
title=\\#
"""
NAME_OPTIONS = [
    *("oneline", "RFC2253", "multiline", "compat", "ca_default", "sep_comma_plus", "sep_semi_plus_space,dn_rev"),
    *("oneline,-esc_msb", "oneline,-utf8", "multiline,-align", "RFC2253,lname", "multiline,sname", "oneline,oid"),
    *("oneline,nofname", "oneline,show_type", "oneline,dump_all", "dump_all,dump_der", "RFC2253,-dump_unknown"),
    *("esc_2254,esc_ctrl", "use_quote,esc_2253", "oneline,ignore_type", "esc_2253,space_eq,align,lname", "-oneline"),
]
CERTIFICATE_OPTIONS = [
    *("compatible", "ca_default", "no_header,no_version", "no_serial,no_signame,no_issuer,no_validity,no_subject"),
    *("no_pubkey,no_sigdump", "no_extensions", "ext_error", "ext_parse", "ext_dump", "no_pubkey,-no_pubkey"),
]


@pytest.fixture(scope="module")
def odd(openssl: Program, keys: KeyFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate and a request that have everything."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "names.cnf").write_text(NAMES, encoding="utf-8")
    extensions = (
        *("1.2.3.4=DER:0c0141", "2.5.29.99=critical,ASN1:SEQUENCE", "basicConstraints=critical,CA:TRUE,pathlen:3"),
        *("subjectAltName=DNS:a,URI:x,IP:::1,email:a@b,RID:1.2.3,otherName:msUPN;UTF8:u,otherName:1.2;INT:5",),
        *("keyUsage=cRLSign", "extendedKeyUsage=serverAuth,1.2.3", "tlsfeature=status_request,9", "noCheck=x"),
        *("nameConstraints=permitted;IP:10.0.0.0/255.0.0.0,excluded;DNS:b", "inhibitAnyPolicy=3", "nsComment=n"),
        *("policyConstraints=requireExplicitPolicy:1", "policyMappings=1.2:1.3", "certificatePolicies=1.2,anyPolicy"),
        *("authorityInfoAccess=OCSP;URI:http://o,caIssuers;URI:http://c", "crlDistributionPoints=URI:a,URI:b"),
        *("issuingDistributionPoint=onlyuser:TRUE,onlysomereasons:keyCompromise", "nsCertType=client,objCA"),
        *("sbgp-ipAddrBlock=IPv4:10.0.0.0/8,IPv6:2001:db8::-2001:db9::,IPv4-SAFI:1:inherit", "SXNetID=1:one"),
        *("sbgp-autonomousSysNum=AS:1-5,RDI:inherit", "proxyCertInfo=language:1.2.3,pathlen:3,policy:text:AB"),
        *("issuerSignTool=signTool:a,cATool:b,signToolCert:c,cAToolCert:d", "subjectSignTool=tool"),
    )
    added = [part for line in extensions for part in ("-addext", line)]
    common = ("-key", keys("rsa:2048"), "-config", folder / "names.cnf", "-utf8")
    openssl("req", "-x509", "-new", *common, *added, "-out", folder / "odd.crt")
    openssl("req", "-new", *common, *added, "-out", folder / "odd.csr")
    return folder


@pytest.mark.parametrize("words", NAME_OPTIONS)
def test_names_by_every_option(odd: Path, openssl: Program, cli: Cli, words: str) -> None:
    for arguments in (
        ("x509", "-noout", "-subject", "-issuer", "-nameopt", words, "-in", odd / "odd.crt"),
        ("x509", "-noout", "-text", "-certopt", "no_pubkey,no_sigdump", "-nameopt", words, "-in", odd / "odd.crt"),
        ("req", "-noout", "-text", "-subject", "-nameopt", words, "-in", odd / "odd.csr"),
    ):
        assert _shown(cli(*arguments)) == openssl(*arguments)


def _shown(outcome: Outcome) -> bytes:
    assert outcome.code == 0, outcome.stderr
    return outcome.stdout


@pytest.mark.parametrize("words", CERTIFICATE_OPTIONS)
def test_what_is_left_out(odd: Path, openssl: Program, cli: Cli, words: str) -> None:
    for arguments in (
        ("x509", "-noout", "-text", "-certopt", words, "-in", odd / "odd.crt"),
        ("req", "-noout", "-text", "-reqopt", words, "-in", odd / "odd.csr"),
    ):
        assert _shown(cli(*arguments)) == openssl(*arguments)


@pytest.mark.parametrize(
    "options",
    [
        "-subject -issuer -serial -dates",
        "-dates -dateopt iso_8601",
        "-hash -issuer_hash -subject_hash_old -issuer_hash_old",
        "-fingerprint -sha256",
        "-fingerprint",
        "-fingerprint -sha1",
        "-fingerprint -md5",
        "-fingerprint -SHA256",
        "-fingerprint -sha2-384",
        "-sha-256 -fingerprint -SHA1",
        "-sha3-256 -fingerprint -serial",
        "-email -ocsp_uri -modulus -next_serial -alias -pubkey",
        "-ext subjectAltName,keyUsage",
        "-ext nothing",
        "-text -ext keyUsage",
        "-checkend 5",
        "-checkend 99999999",
        "-checkhost a -checkip ::1",
        "-checkhost b.example",
        "-checkemail a@B -checkhost a",
        "-checkemail A@b",
        "-startdate -text -enddate -certopt no_pubkey",
    ],
)
def test_what_x509_says(odd: Path, openssl: Program, cli: Cli, options: str) -> None:
    arguments = ("x509", "-noout", *options.split(), "-in", str(odd / "odd.crt"))
    theirs = openssl.run(*arguments)
    ours = cli(*arguments)
    assert ours.stdout == theirs.stdout
    assert ours.code == theirs.returncode, ours.stderr


@pytest.mark.parametrize(
    "options",
    [
        "-in odd.crt",
        "-in odd.crt -i -offset 4",
        "-in odd.crt -strparse 4",
        "-genstr UTF8:hello",
        "-genstr SEQ:s -genconf gen.cnf",
        "-genconf gen.cnf",
    ],
)
def test_the_verb_asn1parse(
    odd: Path, openssl: Program, cli: Cli, monkeypatch: pytest.MonkeyPatch, options: str
) -> None:
    (odd / "gen.cnf").write_text("asn1=SET:s\n[s]\na=INT:1\nb=NULL\n")
    monkeypatch.chdir(odd)
    arguments = ("asn1parse", *options.split())
    assert _shown(cli(*arguments)) == openssl(*arguments, cwd=odd)


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (b"MAMCAQU=\n", ""),
        (b"MAMC\nAQU=", "-inform PEM"),
        (b"MAMCAQU=", "-strictpem"),
        (b"MAMCAQU", "-inform PEM"),
        (b"", "-inform DER"),
        (bytes.fromhex("30803080020105000002010600000201"), "-inform DER -strparse 2"),
        (bytes.fromhex("30803080020105000002010600000201"), "-inform DER -strparse 9"),
        (bytes.fromhex("3004a080020105"), "-inform DER -strparse 2"),
        (bytes.fromhex("30060404 02020102"), "-inform DER -strparse 2 -strparse 1"),
        (bytes.fromhex("30060404 30020500"), "-inform DER -strparse 2 -offset 2 -length 2"),
    ],
)
def test_what_asn1parse_reads(openssl: Program, cli: Cli, data: bytes, options: str) -> None:
    theirs = openssl.run("asn1parse", *options.split(), data=data)
    ours = cli("asn1parse", *options.split(), data=data)
    assert (ours.code == 0, ours.stdout) == (theirs.returncode == 0, theirs.stdout), ours.stderr


def test_a_terminal_is_not_written_to_by_a_certificate(cli: Cli, keys: KeyFiles, tmp_path: Path) -> None:
    key = xf.PrivateKey.load(str(keys("ec:P-256")))
    names = xf.Extension.of(xf.SubjectAlternativeName.of(xf.GeneralName(dns_name="a\x1b[2J")))
    made = xf.Issuer.self_signed(xf.Name.of(CN="a"), key, days=1, extensions=[names], profile="none")
    (tmp_path / "a.crt").write_text(made.certificate.to_pem())
    outcome = cli("x509", "-noout", "-text", "-in", tmp_path / "a.crt")
    assert b"\x1b" not in outcome.stdout
    assert b"DNS:a\\x1b[2J" in outcome.stdout
