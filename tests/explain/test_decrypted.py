"""What stands under a password: opened by the right one, a finding with a wrong one, never an exception."""

from __future__ import annotations

import random
import subprocess
from typing import TYPE_CHECKING

import pytest

import x509forge as xf

from .test_octets import assert_notes_tile
from .test_tree import VECTORS, ask_everything, assert_each_octet_is_in_one_place, mutated

if TYPE_CHECKING:
    from pathlib import Path

KEY = xf.PrivateKey.generate("ec:P-256")
PASSWORD = b"s3cr3t"


def openssl(*arguments: str, data: str = "") -> bytes:
    return subprocess.run(["openssl", *arguments], input=data.encode(), capture_output=True, check=True).stdout


def decrypted(root: xf.Node) -> list[xf.Node]:
    found = [inner for node in root.walk() if (inner := node.decrypted) is not None]
    return found + [deeper for inner in found for deeper in decrypted(inner)]


def findings(root: xf.Node) -> list[str]:
    return [finding.message for node in root.walk() for finding in node.findings if finding.id == "explain.password"]


PKCS8 = {
    "aes-256-cbc, scrypt": ("-v2", "aes-256-cbc", "-scrypt"),
    "aes-128-cbc": ("-v2", "aes-128-cbc"),
    "des3": ("-v2", "des3"),
    "PKCS #12's 3DES": ("-v1", "PBE-SHA1-3DES"),
}


@pytest.mark.parametrize("how", PKCS8)
def test_openssls_pkcs8(how: str) -> None:
    octets = openssl("pkcs8", "-topk8", *PKCS8[how], "-passout", "pass:s3cr3t", "-outform", "DER", data=KEY.to_pem())
    root = xf.explain(octets, password=PASSWORD)
    inner = root.at("encryptedData").decrypted
    assert inner is not None
    assert inner.document.data == KEY.to_der()
    assert (inner.declared, inner.path, inner.parent) == ("OneAsymmetricKey", "", None)
    assert inner.at("privateKey.inner.privateKey").hides
    assert not findings(root)
    assert [node for node in root.walk() if node.document is not root.document] == []
    ask_everything(inner)
    assert_notes_tile(inner)
    assert_each_octet_is_in_one_place(inner)
    assert root.at("encryptedData").decrypted is inner


def test_without_a_password_nothing_is_opened_and_nothing_said() -> None:
    root = xf.explain(KEY.to_der(password=PASSWORD, iterations=2048))
    assert root.at("encryptedData").decrypted is None
    assert not findings(root)


def test_a_wrong_password_is_a_finding() -> None:
    octets = KEY.to_der(password=PASSWORD, iterations=2048)
    for wrong in (b"", b"x", b"s3cr3t ", b"\xff" * 300):
        root = xf.explain(octets, password=wrong)
        assert root.at("encryptedData").decrypted is None
        (message,) = findings(root)
        assert "wrong password" in message
        (finding,) = root.at("encryptedData").findings
        assert (finding.severity, finding.path) == ("notice", "encryptedData")


def test_a_password_is_octets_or_text() -> None:
    octets = KEY.to_der(password="p\u00e4ss".encode(), iterations=2048)
    for password in ("p\u00e4ss", lambda: "p\u00e4ss"):
        assert len(decrypted(xf.explain(octets, password=password))) == 1


def test_a_password_is_asked_for_once_and_only_if_need_be() -> None:
    asked = []

    def ask() -> bytes:
        asked.append(1)
        return PASSWORD

    xf.explain(KEY.to_der(), password=ask)
    assert decrypted(xf.explain(KEY.to_der(), password=ask)) == []
    assert not asked
    block = KEY.to_pem(password=PASSWORD, iterations=2048)
    root = xf.explain(block + block, password=ask)
    assert len(decrypted(root)) == 2
    assert len(asked) == 1


def test_show_private_shows_what_is_opened() -> None:
    octets = KEY.to_der(password=PASSWORD, iterations=2048)
    scalar = xf.ECPrivateKey.from_der(xf.PrivateKeyInfo.from_der(KEY.to_der()).private_key).private_key
    for show in (False, True):
        (inner,) = decrypted(xf.explain(octets, password=PASSWORD, show_private=show))
        shown = [node for node in inner.walk() if scalar.hex() in node.value]
        assert bool(shown) == show


@pytest.mark.parametrize("cipher", ["-aes256", "-aes128", "-des3"])
def test_openssls_traditional_pem(cipher: str) -> None:
    text = openssl("ec", cipher, "-passout", "pass:s3cr3t", data=KEY.to_pem())
    assert b"DEK-Info" in text
    root = xf.explain(text, password=PASSWORD)
    (inner,) = decrypted(root)
    assert inner.declared == "ECPrivateKey"
    assert inner.document.data == openssl("ec", "-outform", "DER", data=KEY.to_pem())
    assert inner.at("privateKey").hides
    assert decrypted(xf.explain(text, password=b"wrong")) == []
    assert len(findings(xf.explain(text, password=b"wrong"))) == 1
    assert not findings(xf.explain(text))


def _pkcs12(folder: Path, *options: str) -> bytes:
    (folder / "key.pem").write_text(KEY.to_pem())
    openssl("req", "-x509", "-key", str(folder / "key.pem"), "-subj", "/CN=a", "-out", str(folder / "cert.pem"))
    files = "-inkey", str(folder / "key.pem"), "-in", str(folder / "cert.pem")
    return openssl("pkcs12", "-export", *files, "-name", "friend", "-passout", "pass:s3cr3t", *options)


PKCS12 = {
    "as it is": (),
    "SHA-512": ("-macalg", "sha512", "-iter", "3000"),
    "SHA-1, 3DES": ("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"),
    "without MAC": ("-nomac",),
    "certificates in the clear": ("-certpbe", "NONE"),
}


@pytest.mark.parametrize("how", PKCS12)
def test_openssls_pkcs12(how: str, tmp_path: Path) -> None:
    octets = _pkcs12(tmp_path, *PKCS12[how])
    certificate = xf.Certificate.from_pem((tmp_path / "cert.pem").read_bytes())
    root = xf.explain(octets, password=PASSWORD)
    assert root.declared == "PFX"
    everything = [node for tree in (root, *decrypted(root)) for node in tree.walk()]
    assert [node.encoded for node in everything if node.declared == "Certificate"] == [certificate.to_der()]
    assert [node.encoded for node in everything if node.declared == "OneAsymmetricKey"] == [KEY.to_der()]
    assert not any(findings(tree) for tree in (root, *decrypted(root)))
    wrong = xf.explain(octets, password=b"wrong")
    messages = findings(wrong)
    assert decrypted(wrong) == []
    assert sum("MAC" in message for message in messages) == (how != "without MAC")
    for tree in decrypted(root):
        ask_everything(tree)
        assert_notes_tile(tree)


def test_a_changed_pkcs12_file_has_another_mac(tmp_path: Path) -> None:
    octets = bytearray(_pkcs12(tmp_path, "-certpbe", "NONE", "-keypbe", "NONE"))
    at = bytes(octets).index("friend".encode("utf-16-be"))
    octets[at + 1] ^= 1
    (message,) = findings(xf.explain(bytes(octets), password=PASSWORD))
    assert message == "the MAC is that of another password, or of other octets"


def test_pkcs12_files_of_others() -> None:
    """Of cryptography's vectors: those under the password that their documentation gives open, MAC and all."""
    opened = 0
    for path in sorted((VECTORS / "pkcs12").rglob("*.p12")):
        for password in (b"cryptography", b"password", b""):
            root = xf.explain(path.read_bytes(), password=password)
            if not findings(root) and decrypted(root):
                opened += 1
                break
    assert opened >= 8


def test_damage_is_no_exception(tmp_path: Path) -> None:
    source = random.Random(5)
    for octets in (_pkcs12(tmp_path, "-iter", "10"), KEY.to_der(password=PASSWORD, iterations=10)):
        for _ in range(60):
            root = xf.explain(mutated(octets, source), password=PASSWORD)
            for tree in (root, *decrypted(root)):
                ask_everything(tree)


def test_no_message_holds_a_secret() -> None:
    octets = KEY.to_der(password=PASSWORD, iterations=2048)
    source = random.Random(6)
    for password in (PASSWORD, b"another-secret"):
        for _ in range(30):
            root = xf.explain(mutated(octets, source), password=password)
            for node in root.walk():
                for finding in node.findings:
                    assert password.decode() not in finding.message


def test_only_so_many_parts_are_opened() -> None:
    block = KEY.to_pem(password=PASSWORD, iterations=10)
    root = xf.explain(block * 40, password=PASSWORD)
    assert len(decrypted(root)) == 32
    assert len(findings(root)) == 8
