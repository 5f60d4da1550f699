"""`verify`: chains that openssl made, judged by openssl and by us: the same errors in the same order."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import x509forge as xf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
LEAF = "subjectAltName=DNS:a.example,IP:192.0.2.7\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n"
# Further certificates: (name, issuer, extensions, days); a root is its own issuer.
MORE = {
    "root": ("root", CA, 100),
    "other": ("other", CA, 100),
    "sub": ("root", CA, 100),
    "sub2": ("sub", CA, 100),
    "leaf": ("sub", LEAF, 100),
    "direct": ("root", LEAF, 100),
    "deep": ("sub2", LEAF, 100),
    "own": ("own", LEAF, 100),
    "expired": ("root", LEAF, -1),
    "noca": ("root", "basicConstraints=CA:FALSE\n", 100),
    "below_noca": ("noca", LEAF, 100),
    "bare": ("root", "", 100),
    "below_bare": ("bare", LEAF, 100),
    "nosign": ("root", "basicConstraints=CA:TRUE\nkeyUsage=cRLSign\n", 100),
    "below_nosign": ("nosign", LEAF, 100),
    "short": ("root", "basicConstraints=CA:TRUE,pathlen:0\nkeyUsage=keyCertSign\n", 100),
    "below_short": ("short", CA, 100),
    "too_deep": ("below_short", LEAF, 100),
    "critical": ("root", LEAF + "1.2.3.4=critical,DER:0500\n", 100),
    "client": ("root", "extendedKeyUsage=clientAuth\nkeyUsage=digitalSignature\n", 100),
    "mail": ("root", "extendedKeyUsage=emailProtection\nkeyUsage=keyEncipherment\nnsCertType=email\n", 100),
    "time": ("root", "extendedKeyUsage=critical,timeStamping\nkeyUsage=nonRepudiation\n", 100),
    "unlimited": ("root", "", 100),
    "common": ("root", "keyUsage=digitalSignature\n", 100),
}


@pytest.fixture(scope="module")
def folder(openssl: Program, keys: KeyFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them, each `NAME.crt`; `forged.crt` has a signature that is not its issuer's."""
    folder = tmp_path_factory.mktemp("chains")
    for number, (name, (issuer, extensions, days)) in enumerate({**MORE, **STRICT}.items()):
        (folder / f"{name}.key").write_bytes(keys.pem("ec:P-256", number))
        config = (
            f"[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=e\n[dn]\nCN={name}.example\n[e]\n{extensions}"
        )
        (folder / f"{name}.cnf").write_text(config)
        common = ("-config", f"{name}.cnf", "-key", f"{name}.key")
        if issuer == name:
            openssl("req", "-x509", "-new", *common, "-days", str(days), "-out", f"{name}.crt", cwd=folder)
            continue
        openssl("req", "-new", *common, "-out", f"{name}.csr", cwd=folder)
        signer = ("-CA", f"{issuer}.crt", "-CAkey", f"{issuer}.key", "-days", str(days), "-set_serial", str(number + 2))
        request = ("x509", "-req", "-in", f"{name}.csr", *signer, "-extfile", f"{name}.cnf", "-extensions", "e")
        openssl(*request, "-out", f"{name}.crt", cwd=folder)
    der = bytearray(openssl("x509", "-in", "direct.crt", "-outform", "DER", cwd=folder))
    der[-3] ^= 1
    (folder / "forged.crt").write_bytes(openssl("x509", "-inform", "DER", data=bytes(der)))
    return folder


STRICT = {
    "strict_root": ("strict_root", CA + "subjectKeyIdentifier=hash\n", 100),
    "loose_root": ("loose_root", "basicConstraints=CA:TRUE\n", 100),
    "below_loose": ("loose_root", LEAF, 100),
    "version1": ("version1", "subjectKeyIdentifier=none\n", 100),
    "good": ("strict_root", LEAF, 100),
    "no_akid": ("strict_root", LEAF + "authorityKeyIdentifier=none\n", 100),
    "path": ("strict_root", LEAF + "basicConstraints=CA:FALSE,pathlen:3\n", 100),
    "sign": ("strict_root", "basicConstraints=CA:FALSE\nkeyUsage=keyCertSign\n", 100),
    "path_sub": ("strict_root", "basicConstraints=critical,CA:TRUE,pathlen:3\n", 100),
    "below_path": ("path_sub", LEAF, 100),
    "no_skid": ("strict_root", CA + "subjectKeyIdentifier=none\n", 100),
    "below_skid": ("no_skid", LEAF, 100),
    "critical_id": ("strict_root", LEAF + "subjectKeyIdentifier=critical,hash\n", 100),
}
STRICT_CASES = """
-CAfile strict_root.crt good.crt
-CAfile strict_root.crt no_akid.crt
-CAfile strict_root.crt path.crt
-CAfile strict_root.crt sign.crt
-CAfile strict_root.crt critical_id.crt
-CAfile strict_root.crt -untrusted path_sub.crt below_path.crt
-CAfile strict_root.crt -untrusted no_skid.crt below_skid.crt
-CAfile loose_root.crt below_loose.crt
-CAfile version1.crt version1.crt
-CAfile own.crt own.crt
-CAfile strict_root.crt -untrusted bare.crt below_bare.crt
"""
LIMITS = (
    "nameConstraints=critical,permitted;DNS:example,permitted;DNS:.dotted.test,excluded;DNS:bad.example,"
    "permitted;email:mail.test,permitted;email:.sub.test,permitted;email:one@single.test,permitted;URI:uri.test,"
    "permitted;URI:.sub.test,permitted;IP:192.0.2.0/255.255.255.0,excluded;IP:192.0.2.128/255.255.255.128\n"
)
# What each leaf below the limits is called, beside CN=NAME.example.
NAMES = (
    *("DNS:a.example", "DNS:example", "DNS:notexample", "DNS:x.bad.example", "DNS:A.Example", "DNS:x.dotted.test"),
    *("DNS:dotted.test", "email:a@mail.test", "email:a@x.mail.test", "email:a@x.sub.test", "email:one@single.test"),
    *(
        "email:two@single.test",
        "email:nobody",
        "URI:http://uri.test/x",
        "URI:http://x.sub.test:80/",
        "URI:http://sub.test",
    ),
    *("URI:uri.test", "URI:http:///x", "IP:192.0.2.1", "IP:192.0.2.200", "IP:198.51.100.1", "IP:::1", "RID:1.2.3"),
)
MORE["limits"] = ("root", CA + LIMITS, 100)
MORE["dn_limits"] = ("root", CA + "nameConstraints=permitted;dirName:base\n[base]\nO=Base\n", 100)
MORE["below_dn"] = ("dn_limits", LEAF, 100)
MORE |= {f"limited{number}": ("limits", f"subjectAltName={name}\n", 100) for number, name in enumerate(NAMES)}
MORE["limited_common"] = ("limits", "keyUsage=digitalSignature\n", 100)
CASES = """
-CAfile root.crt -untrusted dn_limits.crt below_dn.crt
-CAfile root.crt -untrusted limits.crt limited_common.crt
-CAfile root.crt direct.crt
-CAfile root.crt root.crt
-CAfile root.crt own.crt
-CAfile own.crt own.crt
-CAfile other.crt direct.crt
-CAfile root.crt leaf.crt
-CAfile root.crt -untrusted sub.crt leaf.crt
-trusted root.crt -trusted sub.crt leaf.crt
-CAfile sub.crt leaf.crt
-CAfile sub.crt -partial_chain leaf.crt
-CAfile leaf.crt -partial_chain leaf.crt
-CAfile other.crt -untrusted root.crt direct.crt
-CAfile other.crt -untrusted root.crt -untrusted sub.crt leaf.crt
-CAfile root.crt -untrusted sub.crt -untrusted sub2.crt deep.crt
-CAfile root.crt -untrusted sub2.crt deep.crt
-CAfile root.crt expired.crt
-CAfile root.crt -no_check_time expired.crt
-CAfile root.crt -attime 1000 direct.crt
-CAfile root.crt -attime 4000000000 direct.crt
-CAfile root.crt -untrusted noca.crt below_noca.crt
-CAfile root.crt -untrusted bare.crt below_bare.crt
-CAfile root.crt -untrusted nosign.crt below_nosign.crt
-CAfile root.crt -untrusted short.crt -untrusted below_short.crt too_deep.crt
-CAfile root.crt critical.crt
-CAfile root.crt forged.crt
-CAfile root.crt -check_ss_sig direct.crt
-CAfile root.crt direct.crt forged.crt client.crt
-CAfile root.crt -verify_hostname a.example direct.crt
-CAfile root.crt -verify_hostname b.example direct.crt
-CAfile root.crt -verify_hostname common.example common.crt
-CAfile root.crt -verify_ip 192.0.2.7 direct.crt
-CAfile root.crt -verify_ip 192.0.2.8 direct.crt
-CAfile root.crt -untrusted limits.crt -verify_email one@SINGLE.test limited10.crt
-CAfile root.crt -untrusted limits.crt -verify_email One@single.test limited10.crt
-CAfile root.crt -untrusted sub.crt -show_chain leaf.crt
-CAfile root.crt -nameopt RFC2253 expired.crt
"""
PURPOSES = (
    *("sslclient", "sslserver", "nssslserver", "smimesign", "smimeencrypt", "crlsign", "any", "ocsphelper"),
    "timestampsign",
)


def _errors(text: str) -> list[str]:
    lines = text.splitlines()
    return [
        line
        for at, line in enumerate(lines)
        if line.startswith("error ") or "".join(lines[at + 1 : at + 2])[:6] == "error "
    ]


def _compare(folder: Path, openssl: Program, cli: Cli, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.chdir(folder)
    arguments = ("verify", "-no-CApath", "-no-CAstore", *line.split())
    if "-CAfile" not in line:
        arguments = ("verify", "-no-CAfile", *arguments[1:])
    theirs = openssl.run(*arguments, cwd=folder)
    ours = cli(*arguments, "-compat", "3.5" if openssl.name == "openssl-3.5" else "3.0")
    monkeypatch.chdir(folder)
    assert ours.stdout == theirs.stdout
    assert _errors(ours.stderr) == _errors(theirs.stderr.decode())
    assert ours.code == theirs.returncode


@pytest.fixture
def cli_here(monkeypatch: pytest.MonkeyPatch) -> Cli:
    from tests.tools import command_line

    monkeypatch.delenv("OPENSSL_CONF", raising=False)
    return command_line.run_here


@pytest.mark.parametrize("line", CASES.strip().split("\n"))
def test_each_chain(folder: Path, openssl: Program, cli_here: Cli, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    _compare(folder, openssl, cli_here, monkeypatch, line)


@pytest.mark.parametrize("line", CASES.strip().split("\n"))
def test_each_chain_with_the_words_of_3_5(
    folder: Path, openssl_35: Program, cli_here: Cli, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    _compare(folder, openssl_35, cli_here, monkeypatch, line)


@pytest.mark.parametrize("line", STRICT_CASES.strip().split("\n") + CASES.strip().split("\n"))
def test_each_chain_strictly(
    folder: Path, openssl: Program, cli_here: Cli, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    _compare(folder, openssl, cli_here, monkeypatch, f"-x509_strict {line}")


def test_every_purpose_is_printed(folder: Path, openssl: Program, cli_here: Cli) -> None:
    for name in {**MORE, **STRICT}:
        arguments = ("x509", "-noout", "-purpose", "-in", folder / f"{name}.crt")
        assert cli_here(*arguments).stdout == openssl(*arguments), name


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_each_name(folder: Path, openssl: Program, cli_here: Cli, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    _compare(folder, openssl, cli_here, monkeypatch, f"-CAfile root.crt -untrusted limits.crt limited{number}.crt")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_purpose(
    folder: Path, openssl: Program, cli_here: Cli, monkeypatch: pytest.MonkeyPatch, purpose: str
) -> None:
    for name in ("direct", "client", "mail", "time", "unlimited", "common", "root", "own"):
        _compare(folder, openssl, cli_here, monkeypatch, f"-CAfile root.crt -purpose {purpose} {name}.crt")
    chain = f"-CAfile root.crt -untrusted sub.crt -purpose {purpose} leaf.crt"
    _compare(folder, openssl, cli_here, monkeypatch, chain)


# Extensions that keep OpenSSL from using a certificate at all, and some that do not.
BROKEN = {
    "constraints": ("2.5.29.30", "0400"),
    "names": ("2.5.29.17", "0400"),
    "purposes": ("2.5.29.37", "0400"),
    "no_usage": ("2.5.29.15", "030100"),
    "loose_usage": ("2.5.29.15", "03020780"),
    "identifier": ("2.5.29.14", "05"),
    "points": ("2.5.29.31", "0400"),
    "no_point": ("2.5.29.31", "30023000"),
    "policies": ("2.5.29.32", "0400"),
    "access": ("1.3.6.1.5.5.7.1.1", "0400"),
    "type": ("2.16.840.1.113730.1.1", "0400"),
    "negative": ("2.5.29.19", "30060101ff0201ff"),
    "false": ("2.5.29.19", "3003010100"),
    "other_name": ("2.5.29.17", "3015a01306082b06010505070809a0071605614062 2e63"),
}
ADDRESSES = [
    *("a@permitted.test", "a@xn--bcher-kva.test", "a@bücher.test", "a@x.bücher.test", "a@Permitted.test", "nobody"),
    *("a@sub.bücher.example", "a@bücher.example"),
]


class Maker:
    """Certificates of one key, as nobody issues them."""

    def __init__(self, key: xf.PrivateKey) -> None:
        self.key = key
        usage = xf.Extension.of(xf.KeyUsage.of("keyCertSign"))
        self.root = self.signed("root", None, xf.Extension.of(xf.BasicConstraints(ca=True)), usage)

    def signed(self, name: str, issuer: xf.Certificate | None, *extensions: xf.Extension) -> xf.Certificate:
        start, stop = (xf.Time.of(datetime.datetime(year, 1, 1, tzinfo=datetime.timezone.utc)) for year in (2020, 2049))
        subject = xf.Name.of(CN=name)
        tbs = xf.TBSCertificate(
            serial_number=len(name) + 1,
            signature=self.key.algorithm,
            issuer=subject if issuer is None else issuer.tbs_certificate.subject,
            validity=xf.Validity(not_before=start, not_after=stop),
            subject=subject,
            subject_public_key_info=self.key.public_key,
            extensions=extensions,
        )
        return xf.Certificate.assemble(tbs, self.key.algorithm, self.key.sign(tbs.to_der()))


@pytest.fixture(scope="module")
def maker(keys: KeyFiles) -> Maker:
    return Maker(xf.PrivateKey.load(str(keys("ec:P-256"))))


def _write(folder: Path, **certificates: xf.Certificate) -> None:
    for name, certificate in certificates.items():
        (folder / f"{name}.crt").write_text(certificate.to_pem())


@pytest.mark.parametrize("broken", BROKEN)
def test_extensions_that_cannot_be_read(
    maker: Maker,
    openssl: Program,
    cli_here: Cli,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    broken: str,
) -> None:
    identifier, value = BROKEN[broken]
    bad = xf.Extension(extn_id=xf.ObjectIdentifier(identifier), extn_value=bytes.fromhex(value))
    ca = [xf.Extension.of(xf.BasicConstraints(ca=True))]
    sub = maker.signed("sub", maker.root, *([bad] if identifier == "2.5.29.19" else [*ca, bad]))
    root = maker.signed("bad", None, *([bad] if identifier == "2.5.29.19" else [*ca, bad]))
    leaf = maker.signed("leaf", maker.root, bad)
    twice = maker.signed("twice", maker.root, *[xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth"))] * 2)
    _write(tmp_path, root=maker.root, sub=sub, bad=root, leaf=leaf, twice=twice)
    _write(tmp_path, below_sub=maker.signed("a", sub), below_bad=maker.signed("b", root))
    for line in (
        "-CAfile root.crt leaf.crt",
        "-CAfile root.crt twice.crt",
        "-CAfile root.crt -untrusted sub.crt below_sub.crt",
        "-CAfile bad.crt below_bad.crt",
        "-CAfile leaf.crt -partial_chain -purpose sslserver leaf.crt",
        "-CAfile leaf.crt -partial_chain -purpose sslserver -x509_strict leaf.crt",
        "-CAfile sub.crt -partial_chain below_sub.crt",
    ):
        _compare(tmp_path, openssl, cli_here, monkeypatch, line)
    arguments = ("x509", "-noout", "-purpose", "-in", tmp_path / "leaf.crt")
    assert cli_here(*arguments).stdout == openssl(*arguments)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("base", ["permitted.test", "xn--bcher-kva.test", ".xn--bcher-kva.example", "b\\xfccher.test"])
@pytest.mark.parametrize("kind", [0x0C, 0x16])
def test_addresses_in_utf8(
    maker: Maker,
    openssl: Program,
    cli_here: Cli,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    address: str,
    base: str,
    kind: int,
) -> None:
    raw = xf.Any(bytes((0x81, len(base))) + base.encode("latin-1"))
    tree = xf.GeneralSubtree(base=xf.GeneralName(rfc822_name=raw))  # type: ignore[arg-type]
    other = xf.OtherName(
        type_id=xf.ObjectIdentifier("1.3.6.1.5.5.7.8.9"),
        value=xf.Any(bytes((kind, len(address.encode()))) + address.encode()),
    )
    mailbox = xf.Extension.of(xf.SubjectAlternativeName((xf.GeneralName(other_name=other),)))
    ca = xf.Extension.of(xf.BasicConstraints(ca=True))
    for limits in ({"permitted_subtrees": (tree,)}, {"excluded_subtrees": (tree,)}):
        sub = maker.signed("sub", maker.root, ca, xf.Extension.of(xf.NameConstraints(**limits)))
        _write(tmp_path, root=maker.root, sub=sub, leaf=maker.signed("leaf", sub, mailbox))
        _compare(tmp_path, openssl, cli_here, monkeypatch, "-CAfile root.crt -untrusted sub.crt leaf.crt")


def test_what_else_openssl_looks_at(
    maker: Maker, openssl: Program, cli_here: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ca = xf.Extension.of(xf.BasicConstraints(ca=True))
    no_check = xf.Extension.of(xf.OCSPNoCheck(), critical=True)
    usage = xf.Extension.of(xf.KeyUsage.of("keyCertSign"))
    names = xf.Extension.of(xf.SubjectAlternativeName.of("a.example"), critical=False)
    tree = xf.GeneralSubtree(base=xf.GeneralName(rfc822_name="a.example"))
    limited = maker.signed("limited", maker.root, ca, xf.Extension.of(xf.NameConstraints(permitted_subtrees=(tree,))))
    good = maker.signed("good", maker.root)
    mixed = good.replace(signature_algorithm=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.840.10045.4.1")))
    nameless = good.tbs_certificate.replace(subject=xf.Name(()), extensions=(names,))
    address = good.tbs_certificate.replace(
        subject=xf.Name.of(("emailAddress", xf.UTF8String("a@a.example"))), issuer=limited.tbs_certificate.subject
    )
    other_kind = good.tbs_certificate.replace(
        signature=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.840.113549.1.1.11"), parameters=xf.Null())
    )
    _write(tmp_path, root=maker.root, good=good, mixed=mixed, limited=limited)
    _write(tmp_path, no_check=maker.signed("no_check", maker.root, no_check), sign=maker.signed("s", maker.root, usage))
    for name, tbs in (("nameless", nameless), ("address", address), ("other_kind", other_kind)):
        made = xf.Certificate.assemble(tbs, tbs.signature, maker.key.sign(tbs.to_der()))
        _write(tmp_path, **{name: made})
    same = maker.signed("root", maker.root, ca)  # issued by its own name, and without key identifiers
    _write(tmp_path, same=same, below=maker.signed("below", same))
    for name in ("good", "mixed", "no_check", "sign", "nameless", "address", "other_kind", "same", "below"):
        for options in ("", "-x509_strict ", "-purpose timestampsign "):
            line = f"-CAfile root.crt -untrusted limited.crt -untrusted same.crt {options}{name}.crt"
            _compare(tmp_path, openssl, cli_here, monkeypatch, line)


def test_purposes_of_authorities_by_other_signs(maker: Maker, openssl: Program, cli_here: Cli, tmp_path: Path) -> None:
    old = maker.root.tbs_certificate.replace(version=0, extensions=None)
    usage = xf.Extension.of(xf.KeyUsage.of("keyCertSign", "digitalSignature"))
    kinds = [
        xf.Extension.of(xf.NetscapeCertType.of(*bits))
        for bits in (["sslCA"], ["emailCA", "client"], ["objCA"], ["email"])
    ]
    stamp = xf.Extension.of(xf.ExtendedKeyUsage.of("timeStamping", "1.2.3.4"), critical=True)
    _write(
        tmp_path,
        old=xf.Certificate.assemble(old, maker.key.algorithm, maker.key.sign(old.to_der())),
        usage=maker.signed("usage", maker.root, usage),
        stamp=maker.signed("stamp", maker.root, stamp),
        **{f"kind{at}": maker.signed("kind", maker.root, kind) for at, kind in enumerate(kinds)},
    )
    for path in sorted(tmp_path.glob("*.crt")):
        arguments = ("x509", "-noout", "-purpose", "-in", path)
        assert cli_here(*arguments).stdout == openssl(*arguments), path.name


def test_what_is_not_judged_is_refused(maker: Maker, cli_here: Cli, tmp_path: Path) -> None:
    numbers = xf.openssl.extension("sbgp-autonomousSysNum", "critical,AS:1")
    _write(tmp_path, root=maker.root, leaf=maker.signed("leaf", maker.root, numbers))
    outcome = cli_here("verify", "-CAfile", tmp_path / "root.crt", tmp_path / "leaf.crt")
    assert outcome.code == 2
    assert "RFC 3779 are not judged here" in outcome.stderr
    assert b"OK" not in outcome.stdout


def test_a_signature_that_is_not_supported_is_said_to_be_so(openssl: Program, cli_here: Cli, tmp_path: Path) -> None:
    key = ("req", "-x509", "-newkey", "rsa:2048", "-noenc", "-ripemd160", "-subj", "/CN=a", "-keyout", "/dev/null")
    openssl(*key, "-out", tmp_path / "a.crt")
    outcome = cli_here("verify", "-check_ss_sig", "-CAfile", tmp_path / "a.crt", tmp_path / "a.crt")
    assert outcome.code == 2
    assert "1.3.36.3.3.1.2 are not supported" in outcome.stderr
