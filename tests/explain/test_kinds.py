"""What kind of thing some octets are: told without the label that their file had, and after some damage."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge.explain import kinds

from .test_tree import DEBIANS, FILES, VECTORS, documents, mutated

if TYPE_CHECKING:
    from pathlib import Path

# What labels say that their blocks hold; the judge is whoever wrote the label.
KINDS = {
    "CERTIFICATE": "Certificate",
    "CERTIFICATE REQUEST": "CertificationRequest",
    "NEW CERTIFICATE REQUEST": "CertificationRequest",
    "X509 CRL": "CertificateList",
    "PRIVATE KEY": "OneAsymmetricKey",
    "ENCRYPTED PRIVATE KEY": "EncryptedPrivateKeyInfo",
    "PUBLIC KEY": "SubjectPublicKeyInfo",
    "RSA PRIVATE KEY": "RSAPrivateKey",
    "RSA PUBLIC KEY": "RSAPublicKey",
    "EC PRIVATE KEY": "ECPrivateKey",
    "DSA PRIVATE KEY": "DSAPrivateKey",
    "DSA PARAMETERS": "DssParms",
    "DH PARAMETERS": "DHParameter",
    "X9.42 DH PARAMETERS": "DomainParameters",
    "PKCS7": "ContentInfo",
    "PKCS12": "PFX",
}
# Files whose labels are wrong on purpose, or whose blocks are of garbage.
MISLABELLED = {
    "ec_public_key_rsa_delimiter.pem",
    "rsa_wrong_delimiter_public_key.pem",
    "wrong-pem-delimiter-rsa.pem",
    "cryptography.io.chain_with_garbage.pem",
    "cryptography.io.with_garbage.pem",
}


def labelled() -> list[tuple[Path, str, bytes]]:
    """Return the octets of each file of a sort that is told by a label, or by its folder or name."""
    found: list[tuple[Path, str, bytes]] = []
    for path in FILES:
        if path.name in MISLABELLED:
            continue
        data = path.read_bytes()
        if b"-----BEGIN" in data:
            try:
                blocks = xf.pem.decode(data)
            except xf.PEMError:
                continue
            found.extend(
                (path, KINDS[block.label], block.data) for block in blocks if block.label in KINDS and not block.headers
            )
        elif path.parent.name == "pkcs12" and path.suffix == ".p12":
            found.append((path, "PFX", data))
        elif path.parent.name == "ocsp" and path.suffix == ".der":
            found.append((path, "OCSPRequest" if "req" in path.name else "OCSPResponse", data))
    return found


def test_each_sort_of_file_is_found_without_its_label() -> None:
    seen: Counter[str] = Counter()
    amiss = []
    for path, kind, data in labelled():
        root = xf.explain(data)
        seen[kind] += 1
        if root.declared != kind:
            amiss.append((path.relative_to(VECTORS), kind, root.declared))
    assert sorted(map(str, amiss)) == []
    assert len(seen) >= 13
    assert sum(seen.values()) > 700


def test_each_sort_of_file_is_found_after_some_damage() -> None:
    """One octet of a value changed, and the kind is still the same for nearly all."""
    source = random.Random(1)
    right = total = 0
    for _, kind, data in labelled():
        root = xf.explain(data)
        leaves = [node for node in root.walk() if node.length and node.piece is None and not node.children]
        if not leaves:
            continue
        leaf = source.choice(leaves)
        octets = bytearray(data)
        octets[leaf.offset + leaf.header_length] ^= 1 << source.randrange(8)
        total += 1
        right += xf.explain(bytes(octets)).declared == kind
    assert right >= total * 0.97


def test_damage_raises_nothing() -> None:
    source = random.Random(2)
    for _, _, data in labelled()[::5]:
        xf.explain(mutated(data, source))


def test_parameters_and_digests_of_openssl(tmp_path: Path) -> None:
    def made(*arguments: str) -> bytes:
        return subprocess.run(["openssl", *arguments], capture_output=True, check=True).stdout

    dsa = made("dsaparam", "-outform", "DER", "1024")
    assert xf.explain(dsa).declared == "DssParms"
    dh = made("genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "dh_param:modp_2048", "-outform", "DER")
    assert xf.explain(dh).declared == "DHParameter"
    explicit = made("ecparam", "-name", "prime256v1", "-param_enc", "explicit", "-outform", "DER")
    assert xf.explain(explicit).declared == "SpecifiedECDomain"
    named = made("ecparam", "-name", "prime256v1")
    assert xf.explain(named).declared == "ECParameters"
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + bytes(32)
    assert xf.explain(digest).declared == "DigestInfo"
    assert xf.explain(xf.Name.of(C="CN", CN="a").to_der()).declared == "Name"
    (tmp_path / "a").write_bytes(b"a")
    query = made("ts", "-query", "-data", str(tmp_path / "a"), "-sha256")
    assert xf.explain(query).declared == "TimeStampReq"


@pytest.mark.parametrize("octets", ["3000", "3003020105", "0603550403", "31060201010201 02", "04033003020105"])
def test_what_is_of_no_kind(octets: str) -> None:
    assert xf.explain(bytes.fromhex(octets.replace(" ", ""))).declared == ""


@pytest.mark.parametrize(
    "command",
    ["xxd", "xxd -g1", "xxd -u -c 32", "xxd -c 256", "hexdump -v -C", "od -v -A x -t x1z", "od -v -A x -t x1"],
)
def test_what_was_dumped_in_lines_with_offsets(command: str, tmp_path: Path) -> None:
    certificate = xf.Issuer.self_signed(xf.Name.of(CN="ab cd |ef|"), xf.PrivateKey.generate("ec:P-256"), days=1)
    octets = certificate.certificate.to_der()
    (tmp_path / "a").write_bytes(octets)
    dump = subprocess.run([*command.split(), "a"], cwd=tmp_path, capture_output=True, check=True).stdout
    root = xf.explain(dump)
    assert (root.declared, root.encoded) == ("Certificate", octets)
    indented = b"".join(b"  " + line + b"\r\n" for line in dump.splitlines())
    assert xf.explain(indented).encoded == octets
    # A line that is missing is seen.
    assert xf.explain(b"".join(dump.splitlines(keepends=True)[1:])).declared != "Certificate"
    at = dump.index(b"\n") + 1
    broken = dump[:at] + b"?" + dump[at:]
    assert xf.explain(broken).findings[0].message == "this is text, and neither PEM nor hexadecimal nor base64"


def test_octets_in_digits_are_no_dump() -> None:
    for text in ("0000 0500", "0000: 0500", "00000000", "05 00", "0500\n"):
        octets = bytes.fromhex(text.replace(":", ""))
        assert b"".join(node.contents for node in xf.explain(text).walk() if not node.children) == b"".join(
            node.contents for node in xf.explain(octets).walk() if not node.children
        )
    assert xf.explain("0000: 0500  ..\n").encoded == b"\5\0"


def test_text_and_nothing_are_said_to_be_that() -> None:
    assert "text" in xf.explain(b"This is prose, with\nno certificate in it.\n").findings[0].message
    assert xf.explain(b"").findings[0].message == "there is nothing in it"
    assert not xf.explain(b"\x0c\x05prose").findings


def test_every_kind_can_be_asked_for() -> None:
    for name in kinds.names():
        assert xf.explain(b"\x30\x00", kind=name) is not None
    assert len(set(kinds.names())) == len(kinds.names())


def test_common_kinds_are_found_fast() -> None:
    """A certificate in well under a millisecond; the limit here is generous, since others share the machine."""
    data = xf.pem.decode(DEBIANS.read_bytes())[0].data
    xf.explain(data)
    start = time.process_time()
    for _ in range(50):
        xf.explain(data)
    assert (time.process_time() - start) / 50 < 0.005
    assert documents(xf.explain(data))


@pytest.mark.parametrize("octets", ["1f", "1f80", "bf81", "ffffffffffffffff", "30021f81"])
def test_a_kind_is_asked_for_where_an_identifier_is_broken(octets: str) -> None:
    data = bytes.fromhex(octets)
    for name in kinds.names():
        root = xf.explain(data, kind=name, show_private=True)
        assert root.findings or any(child.findings for child in root.children), name
