"""Keys in a token: SoftHSM signs, openssl judges; and all that can be wrong with a token, its keys and its PIN."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pkcs11
import pytest

import x509forge as xf
from tests.tools.programs import Program
from tests.tools.softhsm import PIN
from x509forge.signing import pkcs11_signer
from x509forge.signing.signer import sign_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.key_files import KeyFiles
    from tests.tools.softhsm import SoftHSM

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("rsa-2048", "ec-P-256", "ec-P-384", "ec-P-521", "ed25519", "ed448")
CA = xf.Name.of(C="CN", CN="Token CA")


def _signer(softhsm: SoftHSM, label: str, token: str = "CA") -> xf.PKCS11Signer:
    return xf.PKCS11Signer(softhsm.uri(token, label), PIN)


def _judged(openssl: Program, folder: Path, root: xf.Issuer, leaf: xf.Certificate) -> None:
    (folder / "CA.crt").write_text(root.certificate.to_pem())
    (folder / "leaf.crt").write_text(leaf.to_pem())
    openssl("verify", "-x509_strict", "-check_ss_sig", "-CAfile", folder / "CA.crt", folder / "leaf.crt")


@pytest.mark.parametrize("label", KINDS)
def test_a_ca_in_a_token(softhsm: SoftHSM, keys: KeyFiles, openssl: Program, tmp_path: Path, label: str) -> None:
    signer = _signer(softhsm, label)
    root = xf.Issuer.self_signed(CA, signer, days=10)
    request = xf.CertificationRequest.create(xf.Name.of(CN="a.example"), xf.PrivateKey.load(keys("ec:P-256", 1)))
    _judged(openssl, tmp_path, root, root.issue(request, days=1))
    own = xf.CertificationRequest.create(CA, signer)
    assert b"verify OK" in openssl.run("req", "-verify", "-noout", data=own.to_pem().encode()).stderr


@pytest.mark.parametrize("hash_name", ["sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256"])
@pytest.mark.parametrize("label", ["rsa-2048", "ec-P-256", "ec-P-384", "ec-P-521"])
def test_every_hash(softhsm: SoftHSM, label: str, hash_name: str) -> None:
    signer = _signer(softhsm, label).with_hash(hash_name)
    # Which verifies it.
    assert sign_with(signer, b"a message")
    assert signer.hash_name == hash_name.replace("-", "_")


@pytest.mark.parametrize(("hash_name", "salt_length"), [("sha256", 32), ("sha384", 48), ("sha512", 20), ("sha1", 0)])
def test_pss(
    softhsm: SoftHSM, openssl: Program, keys: KeyFiles, tmp_path: Path, hash_name: str, salt_length: int
) -> None:
    plain = _signer(softhsm, "rsa-2048")
    signer = plain.with_scheme("rsa-pss", hash_name=hash_name, salt_length=salt_length)
    sign_with(signer, b"a message")
    if hash_name != "sha1":
        root = xf.Issuer.self_signed(CA, signer, days=10)
        leaf = root.issue(xf.PrivateKey.load(keys("ec:P-256", 1)).public_key, subject=xf.Name.of(CN="a"), days=1)
        _judged(openssl, tmp_path, root, leaf)
    assert plain.algorithm != signer.algorithm


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256", "ec:P-384", "ec:P-521"])
def test_the_public_key_is_that_of_the_file(softhsm: SoftHSM, keys: KeyFiles, kind: str) -> None:
    signer = _signer(softhsm, kind.replace(":", "-"))
    key = xf.PrivateKey.load(keys(kind))
    assert signer.public_key == key.public_key
    assert signer.matches(key.public_key)
    assert not signer.matches(xf.PrivateKey.load(keys(kind, 1)).public_key)
    assert signer.key_type == key.key_type
    assert signer.algorithm == key.algorithm
    assert repr(signer) == repr(key).replace("PrivateKey", "PKCS11Signer")


@pytest.mark.parametrize("way", ["pin-value", "pin-source", "text", "octets", "callable"])
def test_the_pin_comes_in_several_ways(softhsm: SoftHSM, tmp_path: Path, way: str) -> None:
    (tmp_path / "pin").write_text(PIN + "\n")
    module = f"module-path={softhsm.module}"
    quoted = PIN.replace(" ", "%20")
    if way == "pin-value":
        assert xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256", f"{module}&pin-value={quoted}")).sign(b"")
    elif way == "pin-source":
        assert xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256", f"{module}&pin-source=file:{tmp_path}/pin")).sign(b"")
        assert xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256", f"{module}&pin-source=file://{tmp_path}/pin")).sign(b"")
    else:
        pins: dict[str, str | bytes | Callable[[], str]]
        pins = {"text": PIN, "octets": PIN.encode(), "callable": lambda: PIN}
        assert xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256"), pins[way]).sign(b"")


def test_the_pin_is_asked_for_once_and_only_where_it_is_needed(softhsm: SoftHSM) -> None:
    asked = []

    def pin() -> str:
        asked.append(1)
        return PIN

    first = xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256"), pin)
    second = xf.PKCS11Signer(softhsm.uri("CA", "rsa-2048"), pin)
    assert asked == [1]
    assert first.sign(b"a")
    del first
    assert second.sign(b"a")
    del second
    xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256"), pin).sign(b"a")
    assert asked == [1, 1]


@pytest.mark.parametrize(
    "path",
    [
        "token=CA;id=%02",
        "token=CA;object=ec-P-256;type=private;manufacturer=SoftHSM%20project;model=SoftHSM%20v2",
        "token=CA;object=ec-P-256;slot-manufacturer=SoftHSM%20project;library-manufacturer=SoftHSM",
        "token=CA;object=ec-P-256;library-version=2.6",
    ],
)
def test_other_ways_to_name_a_key(softhsm: SoftHSM, keys: KeyFiles, path: str) -> None:
    signer = xf.PKCS11Signer(f"pkcs11:{path}", PIN, module=softhsm.module)
    assert signer.public_key == xf.PrivateKey.load(keys("ec:P-256")).public_key


def test_slot_and_serial_number(softhsm: SoftHSM) -> None:
    token = softhsm.token("CA")
    for attribute in (f"slot-id={token.slot.slot_id}", f"serial={token.serial.decode()}"):
        assert xf.PKCS11Signer(f"PKCS11:{attribute};object=ec-P-256", PIN, module=softhsm.module).sign(b"a")


def test_gnutls_uris_lead_to_their_keys(softhsm: SoftHSM) -> None:
    """p11tool says for each key what RFC 7512 calls it."""
    where = ("--provider", softhsm.module, "--login", "--list-privkeys", "--only-urls")
    listed = Program("p11tool")(*where, "pkcs11:token=CA", env={"GNUTLS_PIN": PIN}).decode().split()
    uris = [line for line in listed if line.startswith("pkcs11:")]
    assert len(uris) == len(KINDS)
    found = {xf.PKCS11Signer(uri, PIN, module=softhsm.module).public_key for uri in uris}
    assert found == {_signer(softhsm, label).public_key for label in KINDS}


@pytest.mark.parametrize("how", ["folder and name", "name", "environment"])
def test_the_module_is_found(softhsm: SoftHSM, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    query = {
        "folder and name": f"module-path={Path(softhsm.module).parent}&module-name=SoftHSM2",
        "name": "module-name=softhsm2",
    }
    if how == "environment":
        monkeypatch.setenv("PKCS11_MODULE_PATH", softhsm.module)
        assert xf.PKCS11Signer("pkcs11:token=CA;object=ec-P-256", PIN).sign(b"a")
    else:
        assert xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256", query[how]), PIN).sign(b"a")


# --- What goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pin", ["wrong-pin", "?", "x" * 300, b"\xff\xfe"])
def test_a_wrong_pin(softhsm: SoftHSM, pin: str | bytes) -> None:
    with pytest.raises(xf.SigningError, match=r"PIN is (wrong|no UTF-8)") as caught:
        xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256"), pin)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    words = str(caught.value)
    assert words.startswith("pkcs11:token=CA;object=ec-P-256: the PIN is ")
    assert "wrong-pin" not in words
    assert "xxx" not in words
    # It was not tried twice, and the right one still does.
    assert _signer(softhsm, "ec-P-256").sign(b"a")


def test_no_pin(softhsm: SoftHSM) -> None:
    with pytest.raises(xf.KeyFormatError, match="asks for a PIN"):
        xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("token=CA;object=nobody", "there is no such private key"),
        ("token=CA;object=ec-P-256;id=%01", "there is no such private key"),
        ("token=CA", "6 private keys in the token are meant, and one signs: object="),
        ("token=odd;object=twins", r"2 private keys .* object=twins with id=%A1; object=twins with id=%A2"),
        ("token=nowhere;object=a", "no token of this description; there are CA, closed, "),
        ("object=ec-P-256", r"[2-5] tokens of this description; there are "),
        ("token=CA;slot-id=99999", "no token of this description"),
        ("token=CA;model=A", "no token of this description"),
        ("token=CA;library-version=9.9", "not of the version 9.9"),
        ("token=CA;library-manufacturer=A", "library-manufacturer is SoftHSM"),
        ("token=odd;object=lonely", "neither its public key nor its certificate"),
        ("token=CA;object=ec-P-256;type=cert", "names a cert object, and a private key signs"),
    ],
)
def test_what_is_not_there(softhsm: SoftHSM, path: str, words: str) -> None:
    with pytest.raises(xf.SigningError, match=words):
        xf.PKCS11Signer(f"pkcs11:{path}", PIN, module=softhsm.module)


def test_a_public_key_in_its_certificate_or_in_the_private_key(softhsm: SoftHSM, keys: KeyFiles) -> None:
    assert sign_with(_signer(softhsm, "certified", "odd"), b"a")
    assert _signer(softhsm, "lonely-rsa", "odd").public_key == xf.PrivateKey.load(keys("rsa:2048", 3)).public_key


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("module-path=/nowhere/p11.so", "there is no module /nowhere/p11.so"),
        ("module-path=p11.so", "is to be absolute"),
        ("module-path=/", "is a folder; module-name says which"),
        ("module-path=/etc&module-name=softhsm2", "no module named softhsm2 in /etc"),
        ("module-name=no-such-module", "no module named no-such-module in the usual folders"),
        ("module-path=/etc/passwd", "the module /etc/passwd cannot be loaded"),
    ],
)
def test_a_module_that_is_not_there(softhsm: SoftHSM, query: str, words: str) -> None:
    with pytest.raises(xf.SigningError, match=words):
        xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256", query), PIN)


def test_no_word_of_a_module(softhsm: SoftHSM, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PKCS11_MODULE_PATH", raising=False)
    with pytest.raises(xf.SigningError, match="no word of the module"):
        xf.PKCS11Signer("pkcs11:token=CA", PIN)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("file:/nowhere/pin", "the PIN's file /nowhere/pin cannot be read: No such file"),
        ("|/bin/echo", "a program as pin-source is not supported"),
        ("pin.txt", "absolute path"),
        ("file:pin.txt", "absolute path"),
    ],
)
def test_a_pin_source_that_is_none(softhsm: SoftHSM, source: str, words: str) -> None:
    with pytest.raises(xf.SigningError, match=words):
        xf.PKCS11Signer(softhsm.uri("CA", "ec-P-256", f"module-path={softhsm.module}&pin-source={source}"))


def test_a_token_that_is_gone_in_mid_session(softhsm: SoftHSM) -> None:
    signer = _signer(softhsm, "root", "gone")
    issuer = xf.Issuer.self_signed(CA, signer, days=1)
    softhsm.remove("gone")
    public = xf.PrivateKey.generate("ec:P-256").public_key
    for _ in range(2):
        with pytest.raises(xf.SigningError, match="the token or its key is gone, or the session") as caught:
            issuer.issue(public, subject=xf.Name.of(CN="a"), days=1)
        assert PIN not in str(caught.value)
        assert caught.value.__suppress_context__
    with pytest.raises(xf.SigningError):
        _signer(softhsm, "root", "gone")


def test_a_session_that_was_closed_is_over_and_another_signer_begins_anew(softhsm: SoftHSM) -> None:
    signer = _signer(softhsm, "root", "closed")
    signer._connection.session.close()
    with pytest.raises(xf.SigningError, match="the session with it has ended"):
        signer.sign(b"a")
    assert _signer(softhsm, "root", "closed").sign(b"a")


def test_a_refusal_ends_no_session(softhsm: SoftHSM) -> None:
    signer, other = _signer(softhsm, "ec-P-256"), _signer(softhsm, "rsa-2048")
    with pytest.raises(xf.SigningError, match="the token refuses"), signer._connection.use(signer.uri):
        signer._private.sign(b"a", mechanism=pkcs11.Mechanism.RSA_PKCS)
    assert signer.sign(b"a")
    assert other.sign(b"a")
    assert _signer(softhsm, "ec-P-384")._connection is signer._connection


def test_a_module_that_was_finalised_is_over_and_another_signer_begins_anew(softhsm: SoftHSM) -> None:
    """In a process of its own: it ends every session with the module."""
    program = f"""
import pkcs11, x509forge as xf
uri, pin = {softhsm.uri("CA", "ec-P-256")!r}, {PIN!r}
signer = xf.PKCS11Signer(uri, pin)
pkcs11.lib({softhsm.module!r}).finalize()
try:
    signer.sign(b"a")
except xf.SigningError as error:
    print(error)
print(len(xf.PKCS11Signer(uri, pin).sign(b"a")) > 60)
"""
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert result.stderr == ""
    first, second = result.stdout.splitlines()
    assert "the session with it has ended" in first
    assert second == "True"


def test_threads_share_a_signer(softhsm: SoftHSM) -> None:
    signer, other = _signer(softhsm, "ec-P-256"), _signer(softhsm, "rsa-2048")
    failures = []

    def work() -> None:
        for number in range(20):
            try:
                sign_with(signer if number % 2 else other, b"%d" % number)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_without_the_library_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pkcs11", None)
    with pytest.raises(xf.BackendUnavailable, match=r"pip install 'x509forge\[pkcs11\]'"):
        xf.PKCS11Signer("pkcs11:token=CA", PIN)


def test_a_process_ends_quietly(softhsm: SoftHSM) -> None:
    program = (
        f"import x509forge as xf; print(len(xf.PKCS11Signer({softhsm.uri('CA', 'ed25519')!r}, {PIN!r}).sign(b'a')))"
    )
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=dict(os.environ),
    )
    assert (result.stdout, result.stderr, result.returncode) == ("64\n", "", 0)


def test_small_tokens_and_those_that_hash_by_themselves(softhsm: SoftHSM) -> None:
    """The mechanism is chosen by what the token has: here, by what it is said to have."""
    known = pkcs11.Mechanism
    signer = _signer(softhsm, "rsa-2048")
    connection = signer._connection
    whole = connection.mechanisms
    assert {known.RSA_PKCS, known.SHA256_RSA_PKCS, known.RSA_PKCS_PSS, known.SHA256_RSA_PKCS_PSS} <= whole
    signatures = set()
    try:
        for without in ({known.RSA_PKCS, known.RSA_PKCS_PSS}, {known.SHA256_RSA_PKCS, known.SHA256_RSA_PKCS_PSS}):
            connection.mechanisms = whole - without
            signatures.add(sign_with(signer, b"a message"))
            sign_with(signer.with_scheme("rsa-pss"), b"a message")
    finally:
        connection.mechanisms = whole
    assert len(signatures) == 1


def test_what_the_library_calls_a_refusal_has_words() -> None:
    for name in pkcs11_signer._WORDS:
        assert issubclass(getattr(pkcs11, name), pkcs11.PKCS11Error)
