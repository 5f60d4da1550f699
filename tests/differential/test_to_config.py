"""`xf.openssl.to_config`: what it writes, openssl turns into the same subject and the same extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.differential.test_text import VECTORS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

# Of the key that is not ours.
OF_THE_KEY = "2.5.29.14"


def _rebuilt(text: str, openssl: Program, keys: KeyFiles, folder: Path) -> xf.TBSCertificate:
    (folder / "written.cnf").write_text(text, encoding="utf-8", errors="surrogateescape")
    arguments = ("req", "-x509", "-new", "-key", keys("ec:P-256"), "-config", folder / "written.cnf")
    return xf.Certificate.from_pem(openssl(*arguments)).tbs_certificate


def _extensions(tbs: xf.TBSCertificate) -> list[bytes]:
    return [known.to_der() for known in tbs.extensions or () if known.extn_id != OF_THE_KEY]


def test_certificates_of_all_kinds(openssl: Program, keys: KeyFiles, tmp_path: Path) -> None:
    folder = VECTORS / "x509" / "PKITS_data" / "certs"
    files = sorted(folder.glob("*.crt"))[::5]
    assert len(files) > 70
    for path in files:
        tbs = xf.Certificate.from_der(path.read_bytes()).tbs_certificate
        text = xf.openssl.to_config(tbs)
        made = _rebuilt(text, openssl, keys, tmp_path)
        assert _extensions(made) == _extensions(tbs), path.name
        if not text.startswith("#"):
            assert made.subject == tbs.subject, path.name


LINES = [
    "subjectAltName = DNS:a.example, IP:192.0.2.7, email:a@b, URI:http://u, RID:1.2.3, otherName:msUPN;UTF8:u@a",
    "subjectAltName = @names",
    "basicConstraints = critical,CA:TRUE, pathlen:0",
    "keyUsage = critical,keyCertSign, cRLSign",
    "extendedKeyUsage = serverAuth, 1.2.3.4",
    "authorityInfoAccess = OCSP;URI:http://o, caIssuers;URI:http://c",
    "crlDistributionPoints = URI:http://a, URI:http://b",
    "crlDistributionPoints = point",
    "issuingDistributionPoint = @point2",
    "certificatePolicies = 1.2.3, @policy",
    "nameConstraints = permitted;DNS:a.example, excluded;IP:10.0.0.0/255.0.0.0",
    "tlsfeature = status_request, 9",
    "noCheck = ignored",
    "proxyCertInfo = language:1.2.3, pathlen:3, policy:text:AB",
    "sbgp-ipAddrBlock = critical,IPv4:10.0.0.0/8, IPv6:2001:db8::-2001:db9::5, IPv4-SAFI:1:inherit",
    "sbgp-autonomousSysNum = AS:1-5, RDI:inherit",
    "policyMappings = 1.2.3:1.2.4",
    "policyConstraints = requireExplicitPolicy:0, inhibitPolicyMapping:3",
    "inhibitAnyPolicy = 3",
    r"nsComment = a # b \$c, \"d\" \\",
    "SXNetID = 1:one",
    "issuerSignTool = signTool:a, cATool:b, signToolCert:c, cAToolCert:d",
]
SECTIONS = """
[names]
DNS.1 = a, b
otherName.1 = 1.2.3;SEQ:parts
dirName.1 = dn
[parts]
a = EXP:0,UTF8:x
b = IMP:1,OCT:abc
c = SET:more
[more]
a = INT:-5
b = BITSTR:ab
c = FORMAT:BITLIST,BITSTR:1,9
d = OID:1.2.3
e = NULL
f = UTC:200101000000Z
[dn]
O = a
+CN = b
[point]
fullname = URI:http://a
reasons = keyCompromise, CACompromise
CRLissuer = dirName:dn
[point2]
relativename = rel
onlyCA = TRUE
[rel]
CN = x
[policy]
policyIdentifier = 1.2.3.4
CPS.1 = http://cps
userNotice.1 = @notice
[notice]
explicitText = UTF8:text é
organization = o
noticeNumbers = 1, 2
"""


@pytest.mark.parametrize("line", LINES)
def test_words_are_found_again(line: str, keys: KeyFiles) -> None:
    config = xf.openssl.Config.parse(f"[e]\n{line.replace('#', chr(92) + '#')}\n{SECTIONS}")
    extension = config.extensions("e")[0]
    key = xf.PrivateKey.load(str(keys("ec:P-256")))
    request = xf.CertificationRequest.create(xf.Name.of(CN="a", O="b"), key, extensions=[extension])
    text = xf.openssl.to_config(request)
    assert "DER:" not in text
    again = xf.openssl.Config.parse(text)
    assert again.request(key).certification_request_info == request.certification_request_info
    # What is written is written the same again.
    assert xf.openssl.to_config(again.request(key)) == text


@pytest.mark.parametrize(
    "subject",
    [
        xf.Name.of(C="CN", O="ALI", CN="a"),
        xf.Name.of(("OU", "a"), ("OU", "b"), [("O", "x"), ("CN", "y")], ("1.2.3.4", "z"), ("OU", " c$d\\e ")),
        xf.Name.of(("CN", xf.PrintableString("a")), ("O", xf.PrintableString("b"))),
        xf.Name.of(O="bücher €", CN="#a;b"),
    ],
)
def test_subjects_of_all_kinds(subject: xf.Name, openssl: Program, keys: KeyFiles, tmp_path: Path) -> None:
    key = xf.PrivateKey.load(str(keys("ec:P-256")))
    request = xf.CertificationRequest.create(subject, key)
    assert _rebuilt(xf.openssl.to_config(request), openssl, keys, tmp_path).subject == subject


def test_a_subject_that_no_mask_gives_is_said_to_be_one(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(str(keys("ec:P-256")))
    mixed = xf.Name.of(("CN", xf.PrintableString("a")), ("O", xf.UTF8String("b")))
    text = xf.openssl.to_config(xf.CertificationRequest.create(mixed, key))
    assert text.startswith("# of the subject, 1 values have string types")


def test_a_certificate_that_is_its_own_issuer_needs_no_other(openssl: Program, keys: KeyFiles, tmp_path: Path) -> None:
    made = openssl("req", "-x509", "-new", "-key", keys("ec:P-256"), "-subj", "/CN=a")
    certificate = xf.Certificate.from_pem(made)
    text = xf.openssl.to_config(certificate)
    assert "DER:" not in text
    again = _rebuilt(text, openssl, keys, tmp_path)
    assert again.extensions == certificate.tbs_certificate.extensions


def test_the_issuer_gives_words_to_its_key(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(str(keys("ec:P-256")))
    ca = xf.Issuer.self_signed(xf.Name.of(CN="CA"), key, days=1)
    leaf = ca.issue(key.public_key, subject=xf.Name.of(CN="a"), days=1)
    assert "authorityKeyIdentifier = keyid\n" in xf.openssl.to_config(leaf, issuer=ca.certificate)
    assert "authorityKeyIdentifier = DER:" in xf.openssl.to_config(leaf)


def _request(key_file: Path, subject: xf.Name, *extensions: xf.Extension) -> xf.CertificationRequest:
    return xf.CertificationRequest.create(subject, xf.PrivateKey.load(str(key_file)), extensions=list(extensions))


def test_what_openssl_does_not_write_is_said_and_left_out(openssl: Program, keys: KeyFiles, tmp_path: Path) -> None:
    empty = [xf.Extension(extn_id=xf.ObjectIdentifier("1.2.3"), extn_value=b"")]
    empty += [xf.Extension.of(xf.AuthorityKeyIdentifier()), xf.Extension.of(xf.BasicConstraints(ca=False))]
    text = xf.openssl.to_config(_request(keys("ec:P-256"), xf.Name.of(CN="a"), *empty))
    assert text.count("which openssl does not write: it is left out") == 2
    (left,) = _extensions(_rebuilt(text, openssl, keys, tmp_path))
    assert left == empty[-1].to_der()


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (xf.Name(()), "# the subject is empty, which openssl takes from no configuration"),
        (xf.Name.of(CN="a" * 65), "# the subject is one that openssl refuses"),
        (xf.Name.of(CN="a\0b"), "# of the subject, 1 values have string types"),
    ],
)
def test_subjects_that_cannot_be_said(
    openssl: Program, keys: KeyFiles, subject: xf.Name, said: str, tmp_path: Path
) -> None:
    basic = xf.Extension.of(xf.BasicConstraints(ca=False))
    text = xf.openssl.to_config(_request(keys("ec:P-256"), subject, basic))
    assert text.startswith(said)
    assert "basicConstraints = CA:FALSE" in text
    (tmp_path / "written.cnf").write_text(text)
    arguments = ("req", "-new", "-key", keys("ec:P-256"), "-config", tmp_path / "written.cnf")
    if said.startswith("# of"):
        assert openssl(*arguments)
        return
    assert openssl.run(*arguments).returncode != 0
    assert xf.CertificationRequest.from_pem(openssl(*arguments, "-subj", "/")).extensions == (basic,)


def test_large_numbers_and_many_values(openssl: Program, keys: KeyFiles, tmp_path: Path) -> None:
    number = 1 << 2000
    large = xf.Extension.of(xf.InhibitAnyPolicy(number))
    names = [xf.GeneralName(directory_name=xf.Name.of(CN=f"a{at}")) for at in range(300)]
    names.append(xf.GeneralName(dns_name="a,b"))
    many = xf.Extension.of(xf.SubjectAlternativeName(tuple(names)))
    subject = xf.Name.of(*[("OU", f"{at}") for at in range(2000)], ("1.2.3.4", "x"), ("1.2.3.4", "y"))
    request = _request(keys("ec:P-256"), subject, large, many)
    text = xf.openssl.to_config(request)
    assert "DER:" not in text
    made = _rebuilt(text, openssl, keys, tmp_path)
    assert made.subject == subject
    assert _extensions(made) == [large.to_der(), many.to_der()]
