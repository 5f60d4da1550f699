"""`edit`: what was asked for is changed and nothing else, as openssl prints it before and after, and it verifies."""

from __future__ import annotations

import re
from difflib import ndiff
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from tests.tools.backends import known_here
from tests.tools.command_line import run_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tools.command_line import Outcome
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

    Cli = Callable[..., Outcome]

UNSIGNED = "warning: it is not signed again"


@pytest.fixture
def leaf(folder: Path, openssl: Program) -> Path:
    """The folder, with a.crt, which CA.crt issued for server.key."""
    (folder / "a.cfg").write_text(
        "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:a.example\n"
        "basicConstraints=CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n1.2.3.4=DER:0500\n"
    )
    openssl(
        *("x509", "-req", "-in", folder / "server.csr", "-CA", folder / "CA.crt", "-CAkey", folder / "CA.key"),
        *("-CAcreateserial", "-days", "30", "-extfile", folder / "a.cfg", "-out", folder / "a.crt"),
    )
    return folder


def _edit(cli: Cli, *arguments: str | Path, data: bytes = b"") -> Outcome:
    outcome = cli("edit", *arguments, data=data)
    assert outcome.code == 0, outcome.stderr
    return outcome


def _elements(openssl: Program, pem: bytes) -> list[str]:
    """Return what asn1parse prints, without offsets and lengths, and with the octets of what it does not print."""
    text = openssl("asn1parse", data=pem).decode()
    return [re.sub(r"^ *\d+:d=(\d+) +hl=\d+ l= *\d+ ", r"\1 ", line).strip() for line in text.splitlines()]


def _difference(openssl: Program, one: bytes, other: bytes) -> list[str]:
    """Return which elements went, and which came."""
    return [
        f"{line[0]} {' '.join(line[2:].split()[2:])}"
        for line in ndiff(_elements(openssl, one), _elements(openssl, other))
        if line[0] in "-+"
    ]


def test_the_example_of_the_page(leaf: Path, cli: Cli, openssl: Program) -> None:
    names = "extensions[subjectAltName].extnValue[+]=DNS:b.example"
    outcome = _edit(
        *(cli, "a.crt", "--set", "validity.notAfter=1949-01-01", "--set", names, "--resign", "CA.key"),
        *("--out", "forged.crt"),
    )
    assert not outcome.stdout
    assert UNSIGNED not in outcome.stderr
    assert "warning: [rfc5280.validity.reversed] tbsCertificate.validity.notAfter: 1949-01-01T00:" in outcome.stderr
    before, after = (leaf / "a.crt").read_bytes(), (leaf / "forged.crt").read_bytes()
    old, new = _elements(openssl, before), _elements(openssl, after)
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    assert [other.rpartition(":")[2] for _, other in changed] == [
        "19490101000000Z",
        b"\x30\x16\x82\x09a.example\x82\x09b.example".hex().upper(),
    ]
    openssl("verify", "-no_check_time", "-CAfile", leaf / "CA.crt", leaf / "forged.crt")
    text = openssl("x509", "-noout", "-ext", "subjectAltName", "-enddate", data=after).decode()
    assert "DNS:a.example, DNS:b.example" in text
    assert "notAfter=Jan  1 00:00:00 1949 GMT" in text


@pytest.mark.parametrize("kind", known_here("rsa:2048", "ec:P-256", "ed25519"))
def test_with_each_kind_of_key(leaf: Path, cli: Cli, openssl: Program, keys: KeyFiles, kind: str) -> None:
    openssl(
        *("req", "-x509", "-new", "-key", keys(kind), "-subj", "/CN=Test CA", "-config", leaf / "ca.cfg"),
        *("-out", leaf / "other.crt"),
    )
    names = ("--set", "issuer=/CN=b", "--set", "subject=/CN=b")
    _edit(cli, "other.crt", *names, "--resign", keys(kind), "--out", "b")
    openssl("verify", "-check_ss_sig", "-CAfile", leaf / "b", leaf / "b")
    # A key of another kind: its algorithm is written at both places.
    _edit(cli, "a.crt", "--resign", keys(kind), "--out", "c", "--set", "issuer=CN=b")
    _edit(cli, "c", "--remove", "extensions[authorityKeyIdentifier]", "--resign", keys(kind), "--out", "d")
    openssl("verify", "-CAfile", leaf / "b", leaf / "d")


OCTETS = "+ OCTET STRING [HEX DUMP]:"
# What is asked for, and what changes in the elements that openssl prints.
CHANGES = [
    ("serialNumber=-0x1F", ["+ INTEGER :-1F"]),
    ("serialNumber=255", ["+ INTEGER :FF"]),
    ("version=0", ["- cont [ 0 ]", "- INTEGER :02"]),
    ("validity.notAfter=20301231235959Z", ["+ UTCTIME :301231235959Z"]),
    ("validity.notAfter=490101000000Z", ["+ UTCTIME :490101000000Z"]),
    ("validity.notAfter=2050-01-01T00:00:00+01:00", ["+ UTCTIME :491231230000Z"]),
    ("validity.notAfter.generalTime=2030-01-01", ["+ GENERALIZEDTIME :20300101000000Z"]),
    ("validity.notAfter.generalTime=20300101000000Z", ["+ GENERALIZEDTIME :20300101000000Z"]),
    ("validity.notAfter.utcTime=19491231235959Z", ["+ UTCTIME :491231235959Z"]),
    ("tbsCertificate.validity.notBefore=now-1h", None),
    ("validity.notAfter=now+3d", None),
    ("subject[CN].value=b.example", ["+ UTF8STRING :b.example"]),
    ("subject[commonName].value=", ["+ UTF8STRING :"]),
    ("issuer=C=CN,O=ALI,CN=b", ["+ UTF8STRING :b"]),
    ("issuer=/C=CN/O=ALI/CN=b", ["+ UTF8STRING :b"]),
    ("issuer[0][0].type=O", ["+ OBJECT :organizationName"]),
    ("signature=sha384WithRSAEncryption", ["+ OBJECT :sha384WithRSAEncryption", "+ NULL"]),
    ("signatureAlgorithm=ecdsa-with-SHA384", ["+ OBJECT :ecdsa-with-SHA384"]),
    ("issuerUniqueID=0102", ["+ cont [ 1 ]"]),
    ("extensions[keyUsage].critical=false", ["- BOOLEAN :255"]),
    ("extensions[keyUsage].extnValue=cRLSign,keyCertSign", [OCTETS + "03020106"]),
    ("extensions[keyUsage]=cRLSign", ["- BOOLEAN :255", OCTETS + "03020102"]),
    ("extensions[0]=critical,DER:0500", [OCTETS + "0500"]),
    ("extensions[1.2.3.4].extnValue=0c:01:61", [OCTETS + "0C0161"]),
    ("extensions[1.2.3.4].extnValue=ASN1:UTF8:a", [OCTETS + "0C0161"]),
    ("extensions[1.2.3.4].extnID=serverAuth", ["+ OBJECT :TLS Web Server Authentication"]),
    ("extensions[extendedKeyUsage].extnValue[+0]=1.2.3", [OCTETS + "300E06022A0306082B06010505070301"]),
    ("extensions[subjectAltName].extnValue[0].dNSName=a b", [OCTETS + "30058203612062"]),
    ("extensions[subjectAltName].extnValue[0]=192.0.2.7", [OCTETS + "30068704C0000207"]),
    ("extensions[subjectAltName].extnValue[0]=URI:a b", [OCTETS + "30058603612062"]),
    ("extensions[subjectAltName].extnValue[0]=dirName:/CN=a", [OCTETS + "3010A40E300C310A300806035504030C0161"]),
    ("extensions[subjectAltName].extnValue[0]=DER:8800", [OCTETS + "30028800"]),
    ("extensions[subjectAltName].extnValue.generalNames=DNS:a, b", [OCTETS + "3006820161820162"]),
    ("extensions[basicConstraints].extnValue.cA=TRUE", [OCTETS + "30030101FF"]),
    ("extensions[basicConstraints].extnValue.pathLenConstraint=0", [OCTETS + "3003020100"]),
    ("extensions[subjectKeyIdentifier].extnValue.keyIdentifier=aabb", [OCTETS + "0402AABB"]),
    (
        "extensions[+]=tlsfeature=critical,5",
        ["+ SEQUENCE", "+ OBJECT :TLS Feature", "+ BOOLEAN :255", OCTETS + "3003020105"],
    ),
    ("subjectPublicKeyInfo=file:CA.pub", None),
    ("subjectPublicKeyInfo.algorithm=ED25519", None),
    ("subjectPublicKeyInfo.algorithm.parameters=DER:0401FF", ["- NULL", OCTETS + "FF"]),
    ("validity=DER:3000", None),
    ("signatureValue=00:01", []),
]


def test_each_kind_of_value(leaf: Path, cli: Cli, openssl: Program) -> None:
    (leaf / "CA.pub").write_bytes(openssl("pkey", "-in", leaf / "CA.key", "-pubout"))
    before = (leaf / "a.crt").read_bytes()
    faults = []
    for change, expected in CHANGES:
        outcome = _edit(cli, "a.crt", "--set", change)
        found = _difference(openssl, before, outcome.stdout)
        if outcome.stdout == before:
            faults.append(f"{change}: nothing was changed")
        if (UNSIGNED in outcome.stderr) != (not change.startswith("signatureValue")):
            faults.append(f"{change}: {outcome.stderr}")
        if expected is not None and [line for line in found if line[0] == "+" or line in expected] != expected:
            faults.append(f"{change}: {found}")
        # Where one value takes another's place, as many went as came.
        if expected is not None and all(line[0] == "+" for line in expected) and len(expected) == 1:
            came = 0 if "UniqueID" in change else 1
            if len(found) != 1 + came:
                faults.append(f"{change}: more than it: {found}")
    assert not faults, "\n".join(faults)


def test_what_is_removed(leaf: Path, cli: Cli, openssl: Program) -> None:
    before = (leaf / "a.crt").read_bytes()
    outcome = _edit(cli, "a.crt", "--remove", "extensions[1.2.3.4]", "--resign", "CA.key")
    assert _difference(openssl, before, outcome.stdout) == [
        *("- SEQUENCE", "- OBJECT :1.2.3.4", "- OCTET STRING [HEX DUMP]:0500"),
    ]
    (leaf / "b.crt").write_bytes(outcome.stdout)
    openssl("verify", "-CAfile", leaf / "CA.crt", leaf / "b.crt")
    outcome = _edit(cli, "a.crt", "--remove", "extensions")
    assert b"X509v3" not in openssl("x509", "-text", "-noout", data=outcome.stdout)


def test_edits_are_made_in_their_order(leaf: Path, cli: Cli) -> None:
    extensions = _edit(
        *(cli, "a.crt", "--add-extension", "nsComment=a", "--remove", "extensions[0]", "--set"),
        *("extensions[0].critical=true", "--set", "extensions[0].critical=false", "--remove", "extensions[6]"),
        *("--add-extension", "nsComment=b"),
    )
    found = xf.Certificate.from_pem(extensions.stdout).tbs_certificate.extensions
    assert found is not None
    before = xf.Certificate.from_pem((leaf / "a.crt").read_bytes()).tbs_certificate.extensions
    assert before is not None
    assert found[:-1] == before[1:]
    assert found[-1] == xf.openssl.extension("nsComment", "b")


def test_a_request(leaf: Path, cli: Cli, openssl: Program) -> None:
    before = (leaf / "server.csr").read_bytes()
    outcome = _edit(cli, "server.csr", "--set", "subject[CN].value=b", "--resign", "server.key")
    assert [line for line in _difference(openssl, before, outcome.stdout) if line[0] == "+"] == ["+ UTF8STRING :b"]
    assert b"verify OK" in openssl.run("req", "-verify", "-noout", data=outcome.stdout).stderr

    (leaf / "bare.csr").write_bytes(
        openssl("req", "-new", "-key", leaf / "server.key", "-subj", "/CN=a", "-config", "/dev/null")
    )
    outcome = _edit(
        *(
            cli,
            "bare.csr",
            "--add-extension",
            "subjectAltName=DNS:a",
            "--set",
            "extensions[+0]=keyUsage=critical,cRLSign",
        ),
        *("--add-extension", "subjectKeyIdentifier=hash", "--set", "extensions[subjectAltName].extnValue[0]=DNS:b"),
        *("--resign", "server.key"),
    )
    text = openssl("req", "-verify", "-noout", "-text", data=outcome.stdout).decode()
    assert re.search(
        r"Key Usage: critical\n *CRL Sign\n.*Alternative Name: \n *DNS:b\n.*Subject Key Identifier", text, re.DOTALL
    )
    assert text.count("Requested Extensions") == 1

    outcome = _edit(cli, "server.csr", "--resign", "other.key")
    assert "warning: other.key: the key that signed is not the one that stands in it" in outcome.stderr
    assert openssl.run("req", "-verify", "-noout", data=outcome.stdout).returncode == 1 or (
        b"verify failure" in openssl.run("req", "-verify", "-noout", data=outcome.stdout).stderr
    )


def test_forms_and_files(leaf: Path, cli: Cli, openssl: Program) -> None:
    pem = (leaf / "a.crt").read_bytes()
    der = openssl("x509", "-outform", "DER", data=pem)
    (leaf / "a.der").write_bytes(der)
    (leaf / "csr.der").write_bytes(openssl("req", "-in", leaf / "server.csr", "-outform", "DER"))
    same = ("--set", "extensions[keyUsage].critical=true")
    assert _edit(cli, "a.crt", *same).stdout == pem
    assert _edit(cli, "a.der", *same).stdout == der
    assert _edit(cli, "a.der", *same, "--outform", "PEM").stdout == pem
    assert _edit(cli, "-", *same, "--outform", "DER", data=pem).stdout == der
    assert _edit(cli, "csr.der", "--set", "version=0").stdout == (leaf / "csr.der").read_bytes()
    # With text around it, as -text writes, the block alone is what comes out.
    assert _edit(cli, "-", *same, data=openssl("x509", "-text", data=pem)).stdout == pem

    outcome = cli("edit", "a.crt", "--set", "serialNumber=1", "--out", "a.crt")
    assert outcome.code == 1
    assert "a.crt: the file is there already" in outcome.stderr
    assert "--force overwrites it" in outcome.stderr
    assert (leaf / "a.crt").read_bytes() == pem
    _edit(cli, "a.crt", "--set", "serialNumber=1", "--out", "a.crt", "--force")
    assert openssl("x509", "-in", leaf / "a.crt", "-noout", "-serial") == b"serial=01\n"


def test_how_it_is_signed(leaf: Path, cli: Cli, openssl: Program) -> None:
    openssl(
        *("req", "-x509", "-new", "-key", leaf / "server.key", "-sha512", "-subj", "/CN=a", "-config", "/dev/null"),
        *("-out", leaf / "self.crt"),
    )
    before = (leaf / "self.crt").read_bytes()

    def changed(*options: str) -> list[str]:
        outcome = _edit(cli, "self.crt", "--resign", "server.key", "--out", "out.crt", "--force", *options)
        assert UNSIGNED not in outcome.stderr
        openssl("verify", "-check_ss_sig", "-CAfile", leaf / "out.crt", leaf / "out.crt")
        return [line for line in _difference(openssl, before, (leaf / "out.crt").read_bytes()) if line[0] == "+"]

    assert changed() == []
    assert changed("--sha384") == ["+ OBJECT :sha384WithRSAEncryption"] * 2
    assert changed("--sha256", "--sigopt", "rsa_padding_mode:pss").count("+ OBJECT :rsassaPss") == 2
    outcome = _edit(cli, "self.crt", "--resign", "server.key", "--sha384", "--keep-description")
    assert _difference(openssl, before, outcome.stdout) == [
        *("- OBJECT :sha512WithRSAEncryption", "+ OBJECT :sha384WithRSAEncryption"),
    ]
    (leaf / "locked.key").write_bytes(openssl("pkcs8", "-topk8", "-in", leaf / "server.key", "-passout", "pass:geheim"))
    outcome = _edit(cli, "self.crt", "--resign", "locked.key", "--passin", "pass:geheim")
    assert outcome.stdout == before


def test_the_ca_is_asked_for_its_key_identifier(leaf: Path, cli: Cli, openssl: Program) -> None:
    edit = ("a.crt", "--remove", "extensions[authorityKeyIdentifier]", "--add-extension")
    outcome = _edit(cli, *edit, "authorityKeyIdentifier=keyid:always", "--ca", "CA.crt", "--resign", "CA.key")
    (leaf / "b.crt").write_bytes(outcome.stdout)
    openssl("verify", "-CAfile", leaf / "CA.crt", leaf / "b.crt")
    theirs, own = (
        openssl("x509", "-noout", "-ext", name, "-in", leaf / file).split()[-1]
        for name, file in (("authorityKeyIdentifier", "b.crt"), ("subjectKeyIdentifier", "CA.crt"))
    )
    assert theirs == own
    assert "rfc5280.path" in _edit(cli, "a.crt", "--set", "issuer=CN=x", "--ca", "CA.crt").stderr
    # Of one that is its own issuer's, it is its own.
    outcome = _edit(cli, "CA.crt", "--add-extension", "authorityKeyIdentifier=keyid:always", "--resign", "CA.key")
    assert own in openssl("x509", "-noout", "-ext", "authorityKeyIdentifier", data=outcome.stdout).split()


def test_bits_by_name_and_number(leaf: Path, cli: Cli, openssl: Program) -> None:
    outcome = _edit(
        *(cli, "a.crt", "--add-extension", "crlDistributionPoints=URI:http://a", "--set"),
        "extensions[crlDistributionPoints].extnValue[0].reasons=keyCompromise, 4",
    )
    text = openssl("x509", "-noout", "-ext", "crlDistributionPoints", data=outcome.stdout).decode()
    assert re.search(r"Reasons:\n *Key Compromise, Superseded\n", text)


def test_a_raw_description_is_signed(leaf: Path, cli: Cli, openssl: Program) -> None:
    outcome = _edit(cli, "a.crt", "--set", "tbsCertificate=DER:3003020107", "--resign", "CA.key", "--outform", "DER")
    assert "it is no DER of its type any more: tbsCertificate.signature: byte 7: SEQUENCE is missing" in outcome.stderr
    elements = openssl("asn1parse", "-inform", "DER", data=outcome.stdout).decode().splitlines()
    assert [line.split(":")[-1] for line in elements[1:3]] == [" SEQUENCE          ", "07"]
    (leaf / "tbs").write_bytes(outcome.stdout[2:7])
    offset = int(elements[-1].split(":")[0]) + int(re.search(r"hl=(\d+)", elements[-1])[1]) + 1  # type: ignore[index]
    (leaf / "signature").write_bytes(outcome.stdout[offset:])
    openssl("pkey", "-in", leaf / "CA.key", "-pubout", "-out", leaf / "CA.pub")
    openssl("dgst", "-sha256", "-verify", leaf / "CA.pub", "-signature", leaf / "signature", leaf / "tbs")


SET = "edit a.crt --set"
REFUSALS = [
    # arguments; what the message must say
    ("edit", r"takes one file"),
    ("edit a.crt CA.crt --remove extensions", r"takes one file"),
    ("edit a.crt", r"changes nothing without --set, --remove"),
    ("edit a.crt --set serialNumber", r"--set takes PATH=VALUE, not 'serialNumber'"),
    ("edit a.crt --set", r"--set needs a value"),
    ("edit a.crt --outform JKS --remove extensions", r"PEM or DER"),
    ("edit a.crt --remove extensions --frob", r"no option --frob"),
    ("edit nothere --remove extensions", r"nothere: No such file"),
    ("edit sub --remove extensions", r"sub: Is a directory"),
    ("edit CA.key --remove extensions", r"CA\.key: no CERTIFICATE or .* block; found: .*PRIVATE KEY"),
    ("edit two.pem --remove extensions", r"two\.pem: there are 2 certificates or requests in it"),
    ("edit cut.der --remove extensions", r"cut\.der: byte"),
    ("edit text --remove extensions", r"text: no PEM block\n.*hint: edit .* a certificate or a request, in PEM or DER"),
    (f"{SET} foo=1", r"--set foo: tbsCertificate\.foo: TBSCertificate has no foo; it has version, serialNumber"),
    (f"{SET} validity.notOnOrAfter=1", r"Validity has no notOnOrAfter; it has notBefore, notAfter"),
    (f"{SET} extensions[9]=1", r"\[9\] is not there: there are 7 items, from \[0\]; \[\+\] appends one"),
    (f"{SET} extensions[nsComment]=1", r"none of the 7 items is netscape-comment; there are: keyUsage, extKeyUsage"),
    (f"{SET} extensions[nsComent]=1", r"neither the name of an object identifier"),
    (f"{SET} extensions[1.2.3.4].extnValue.a=1", r"a value of type bytes stands before a"),
    (f"{SET} a..b=1", r"is not a path"),
    (f"{SET} =1", r"an empty path"),
    (f"{SET} serialNumber=ten", r"--set serialNumber: an INTEGER is written in decimal.*'ten'"),
    (f"{SET} serialNumber={'1' * 5000}", r"--set serialNumber: an INTEGER"),
    (f"{SET} version=", r"--set version: an INTEGER"),
    (f"{SET} extensions[0].critical=yes", r"--set extensions\[0\]\.critical: a BOOLEAN is true or false, not 'yes'"),
    (f"{SET} extensions[1.2.3.4].extnValue=abc", r"octets are written in pairs of hexadecimal digits, not as 'abc'"),
    (f"{SET} validity=DER:zz", r"--set validity: octets are written in pairs"),
    (f"{SET} validity=2026-01-01", r"Validity has no form as a text; set one of its fields \(notBefore, notAfter\)"),
    (f"{SET} validity.notAfter=soon", r"--set validity\.notAfter: Time: 'soon' is not a moment"),
    (f"{SET} validity.notAfter=2026-02-30", r"--set validity\.notAfter: Time: '2026-02-30' is not a moment"),
    (f"{SET} validity.notAfter=20260230000000Z", r"is not a moment"),
    (f"{SET} validity.notAfter=now+999999999d", r"now\+999999999d is not in the years 1 to 9999"),
    (f"{SET} validity.notAfter=now+3w", r"is not a moment"),
    (f"{SET} subject=nobody", r"--set subject: column 7"),
    (f"{SET} subject=/X=1", r"--set subject: .*\"X\""),
    (f"{SET} subject[0][0].type=nothing", r"'nothing' is neither the name"),
    (f"{SET} signature=sha257", r"--set signature: 'sha257' is neither the name .*\(did you mean id-sha256\?\)"),
    (f"{SET} extensions[keyUsage].extnValue=cRLSing", r"unknown bit \"cRLSing\""),
    (f"{SET} extensions[subjectAltName].extnValue[0]=DNS:a,DNS:b", r"is not one name"),
    (f"{SET} extensions[subjectAltName].extnValue[0]=IP:1.2.3", r"\"1\.2\.3\" is no IPv4"),
    (f"{SET} extensions[subjectAltName].extnValue[0].iPAddress=1.2.3.4", r"octets are written in pairs"),
    (f"{SET} extensions[+]=subjectAltName", r"an extension is NAME=VALUE"),
    (f"{SET} extensions[+]=subjectAltNames=DNS:a", r"did you mean subjectAltName\?"),
    (f"{SET} extensions[+]=authorityKeyIdentifier=keyid:always", r"--set extensions\[\+\]: "),
    (f"{SET} subjectPublicKeyInfo=CA.key", r"a public key is file:PATH, or DER:hex"),
    (f"{SET} subjectPublicKeyInfo=file:nothere", r"nothere: No such file"),
    (f"{SET} subjectPublicKeyInfo=file:CA.crt", r"CA\.crt: no PUBLIC KEY"),
    *(
        (
            "edit a.crt --add-extension crlDistributionPoints=URI:http://a"
            f" --set extensions[crlDistributionPoints].extnValue[0].reasons={bits}",
            rf"\.reasons: ReasonFlags has no bit '{bits}'; it has unused, keyCompromise",
        )
        for bits in ("99999999999", "1²", "-1", "keyCompromised")
    ),
    ("edit a.crt --remove extensions[9]", r"--remove extensions\[9\]: .*\[9\] is not there"),
    (
        "edit a.crt --remove validity",
        r"--remove validity: .*it is not OPTIONAL in TBSCertificate\n.*hint: --set validity=DER: leaves it out",
    ),
    ("edit a.crt --remove issuerUniqueID", r"it is not there"),
    ("edit a.crt --add-extension subjectAltName", r"--add-extension subjectAltName: an extension is NAME=VALUE"),
    ("edit server.csr --set extensions[keyUsage].nothing=1", r"--set extensions\[keyUsage\]\.nothing: "),
    ("edit a.crt --resign nothere", r"nothere: No such file"),
    ("edit a.crt --resign CA.crt", r"CA\.crt: no private key"),
    ("edit a.crt --resign locked.key --passin pass:wrong", r"locked\.key: wrong password"),
    ("edit a.crt --resign pkcs11:token=none?pin-value=geheim", r"."),
    ("edit a.crt --resign CA.key --sigopt x:y", r"x:y is not supported"),
    ("edit a.crt --ca nothere --remove extensions", r"nothere: No such file"),
    ("edit a.crt --remove extensions --out a.crt", r"a\.crt: the file is there already"),
    ("edit a.crt --remove extensions --out a.crt/below", r"a\.crt/below"),
]


def test_what_is_refused(leaf: Path, cli: Cli, openssl: Program) -> None:
    (leaf / "sub").mkdir()
    (leaf / "text").write_text("this is no PEM\n")
    (leaf / "two.pem").write_bytes((leaf / "a.crt").read_bytes() + (leaf / "CA.crt").read_bytes())
    (leaf / "cut.der").write_bytes(openssl("x509", "-in", leaf / "a.crt", "-outform", "DER")[:-9])
    (leaf / "locked.key").write_bytes(openssl("pkcs8", "-topk8", "-in", leaf / "CA.key", "-passout", "pass:geheim"))
    before = {path: path.read_bytes() for path in leaf.rglob("*") if path.is_file()}
    faults = []
    for arguments, expected in REFUSALS:
        outcome = cli(*arguments.split(" "))
        is_usage = "takes" in expected or "needs a value" in expected or "without --set" in expected
        for fault, is_there in {
            f"exit {outcome.code}": outcome.code != 2 if is_usage else outcome.code not in (1, 2),
            f"no word of {expected}": not re.search(expected, outcome.stderr),
            "not said to be an error": "x509forge: error: " not in outcome.stderr,
            "a fault of ours": "fault of x509forge" in outcome.stderr or "Traceback" in outcome.stderr,
            "the password is shown": "geheim" in outcome.stderr,
            "something was written": before != {path: path.read_bytes() for path in leaf.rglob("*") if path.is_file()},
            "something on standard output": bool(outcome.stdout),
        }.items():
            if is_there:
                faults.append(f"{arguments}: {fault}:\n{outcome.stderr}")
    assert not faults, "\n".join(faults)


_PLACES = st.sampled_from(
    [
        *("version", "serialNumber", "signature", "issuer", "subject[CN].value", "subject[0][0].type", "issuer[+]"),
        *("validity.notAfter", "validity.notBefore.utcTime", "subjectPublicKeyInfo", "issuerUniqueID"),
        *("extensions[+]", "extensions[0]", "extensions[0].critical", "extensions[subjectAltName].extnValue[0]"),
        *("extensions[subjectAltName].extnValue", "extensions[subjectAltName].extnValue[0].iPAddress"),
        *("extensions[extendedKeyUsage].extnValue.keyPurposeIds", "extensions[1.2.3.4].extnValue"),
        *("extensions[keyUsage].extnValue.bits", "signatureValue.unusedBits", "extensions", "tbsCertificate"),
    ]
)
_WORDS = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from([*"=,:/@+-\\#0", "DER:", "30", "DNS:", "IP:", "CN=", "critical,", "now", "0x", "2026-01-01"]),
    ),
    max_size=6,
).map("".join)


@given(path=_PLACES | st.text(alphabet="ab.[]+0-=\\", max_size=9), words=_WORDS)
def test_whatever_is_given_is_done_or_refused(
    tmp_path_factory: pytest.TempPathFactory, openssl: Program, keys: KeyFiles, path: str, words: str
) -> None:
    certificate = tmp_path_factory.getbasetemp() / "edited.crt"
    if not certificate.exists():
        openssl(
            *("req", "-x509", "-new", "-key", keys("ec:P-256"), "-subj", "/C=CN/CN=a", "-config", "/dev/null"),
            *("-addext", "keyUsage=cRLSign", "-addext", "subjectAltName=DNS:a", "-addext", "1.2.3.4=DER:0500"),
            *("-addext", "extendedKeyUsage=serverAuth", "-out", certificate),
        )
    outcome = run_here("edit", certificate, "--set", f"{path}={words}", "--resign", keys("ec:P-256"))
    assert outcome.code in (0, 1, 2)
    assert "fault of x509forge" not in outcome.stderr
    assert bool(outcome.stdout) == (outcome.code == 0)
