"""PrivateKey: what openssl writes is read, what is written openssl reads, and nothing secret shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge.signing.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

KINDS = ("rsa:2048", "rsa:3072", "ec:P-256", "ec:P-384", "ec:P-521")


def _public(openssl: Program, path: Path, *options: str) -> bytes:
    return openssl("pkey", "-in", path, "-pubout", "-outform", "DER", *options)


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_that_openssl_writes_is_the_same_key(
    keys: KeyFiles, openssl: Program, tmp_path: Path, kind: str
) -> None:
    file = keys(kind)
    public = _public(openssl, file)
    key = xf.PrivateKey.load(file)
    assert key.public_key.to_der() == public
    openssl("pkey", "-in", file, "-traditional", "-out", tmp_path / "traditional")
    openssl("pkcs8", "-topk8", "-in", file, "-passout", "pass:s3cret", "-out", tmp_path / "encrypted")
    openssl("pkey", "-in", file, "-outform", "DER", "-out", tmp_path / "der")
    for name, password in (("traditional", None), ("encrypted", b"s3cret"), ("der", None)):
        assert xf.PrivateKey.load(tmp_path / name, password).public_key.to_der() == public, name


@pytest.mark.parametrize("kind", KINDS)
def test_openssl_reads_every_file_that_is_written(keys: KeyFiles, openssl: Program, tmp_path: Path, kind: str) -> None:
    key = xf.PrivateKey.load(keys(kind))
    public = _public(openssl, keys(kind))
    target = tmp_path / "key"
    target.write_text(key.to_pem())
    assert _public(openssl, target) == public
    target.write_text(key.to_pem(format="traditional"))
    assert _public(openssl, target) == public
    target.write_text(key.to_pem(password=b"s3cret"))
    assert _public(openssl, target, "-passin", "pass:s3cret") == public
    assert openssl.run("pkey", "-in", target, "-noout", "-passin", "pass:wrong").returncode != 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hash_name", ["sha256", "sha384", "sha512"])
def test_openssl_confirms_a_signature(
    keys: KeyFiles, openssl: Program, tmp_path: Path, kind: str, hash_name: str
) -> None:
    key = xf.PrivateKey.load(keys(kind)).with_hash(hash_name)
    (tmp_path / "public").write_bytes(_public(openssl, keys(kind)))
    (tmp_path / "message").write_bytes(b"a message")
    signature = key.sign(b"a message")
    (tmp_path / "signature").write_bytes(signature)
    verdict = openssl(
        *("dgst", f"-{hash_name}", "-keyform", "DER", "-verify", tmp_path / "public"),
        *("-signature", tmp_path / "signature", tmp_path / "message"),
    )
    assert b"Verified OK" in verdict
    verify(key.public_key, key.algorithm, signature, b"a message")
    with pytest.raises(xf.SignatureMismatch):
        verify(key.public_key, key.algorithm, signature, b"another message")


@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-256", "ec:P-384", "ec:P-521"])
def test_a_generated_key_is_sound(openssl: Program, tmp_path: Path, kind: str) -> None:
    key = xf.PrivateKey.generate(kind)
    (tmp_path / "key").write_text(key.to_pem())
    openssl("pkey", "-in", tmp_path / "key", "-check", "-noout")
    assert _public(openssl, tmp_path / "key") == key.public_key.to_der()


def test_the_parameters_block_before_an_ec_key_is_passed_over(openssl: Program, tmp_path: Path) -> None:
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", tmp_path / "key")
    assert (tmp_path / "key").read_text().startswith("-----BEGIN EC PARAMETERS-----")
    assert xf.PrivateKey.load(tmp_path / "key").public_key.to_der() == _public(openssl, tmp_path / "key")


def test_a_wrong_password_and_a_missing_one_are_told_apart(keys: KeyFiles) -> None:
    text = xf.PrivateKey.load(keys("ec:P-256")).to_pem(password=b"s3cret")
    with pytest.raises(xf.KeyFormatError, match="password") as wrong:
        xf.PrivateKey.from_pem(text, b"wrong")
    with pytest.raises(xf.KeyFormatError) as missing:
        xf.PrivateKey.from_pem(text)
    assert type(missing.value).__name__ == "PasswordRequired"
    assert type(wrong.value).__name__ == "KeyFormatError"
    assert "s3cret" not in str(wrong.value)


def test_a_key_shows_nothing_of_itself(keys: KeyFiles) -> None:
    for kind in ("rsa:2048", "ec:P-256"):
        key = xf.PrivateKey.load(keys(kind))
        info = key.private_key_info.to_der().hex()
        for shown in (repr(key), repr(key.private_key_info), str(key)):
            assert len(shown) < 1000
            assert not any(info[at : at + 16] in shown for at in range(80, len(info) - 16, 2))
