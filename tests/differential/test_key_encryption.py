"""Keys under a password: what we write openssl and cryptography open, and what openssl writes we open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization

import x509forge as xf
from x509forge.pkcs.pkcs5 import PBES2Parameters, PBKDF2Parameters, ScryptParameters
from x509forge.signing import password_based
from x509forge.signing.password_based import pbes2

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

PASSWORD = "pässword §1"
LEGACY = ("-provider", "legacy", "-provider", "default")
KINDS = ("rsa:2048", "ec:P-256", "ed25519")

WRITTEN = [
    *({"cipher": cipher} for cipher in password_based.CIPHERS),
    *({"prf": prf} for prf in pbes2.ITERATIONS),
    {"iterations": 1, "prf": "sha512", "cipher": "aes-128-cbc"},
    *({"kdf": "scrypt", "cost": (1024, 8, 1), "cipher": cipher} for cipher in password_based.CIPHERS),
    {"kdf": "scrypt"},
    {"kdf": "scrypt", "cost": (2, 1, 1)},
    {"kdf": "scrypt", "cost": (1024, 16, 4)},
]
# cryptography 50 reads no PBES2 with these hashes.
UNKNOWN_TO_CRYPTOGRAPHY = ("sha512_224", "sha512_256")


@pytest.mark.parametrize("options", WRITTEN, ids=str)
def test_others_open_what_is_written(
    keys: KeyFiles, openssl: Program, openssl_35: Program, tmp_path: Path, options: dict[str, object]
) -> None:
    if "iterations" not in options and options.get("kdf") is None:
        options = {**options, "iterations": 2048}
    for kind in KINDS:
        key = xf.PrivateKey.load(keys(kind))
        text = key.to_pem(password=PASSWORD, **options)  # type: ignore[arg-type]
        (tmp_path / "key").write_text(text)
        for program in (openssl, openssl_35):
            # 128 MiB is more than OpenSSL takes of its own accord, and no option of these commands lets it.
            if options == {"kdf": "scrypt"}:
                assert program.run("pkey", "-in", tmp_path / "key", "-passin", f"pass:{PASSWORD}").returncode != 0
                continue
            opened = program(
                *("pkcs8", "-topk8", "-nocrypt", "-in", tmp_path / "key", "-outform", "DER"),
                *("-passin", f"pass:{PASSWORD}"),
            )
            assert opened == key.to_der()
        if options.get("prf") not in UNKNOWN_TO_CRYPTOGRAPHY:
            judge = serialization.load_pem_private_key(text.encode(), PASSWORD.encode())
            form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            assert judge.private_bytes(*form) == key.to_der()
        assert xf.PrivateKey(text, PASSWORD).to_der() == key.to_der()


def test_the_defaults_are_owasps(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    found = {}
    for prf in (None, "sha1", "sha256", "sha512"):
        encrypted = xf.EncryptedPrivateKeyInfo.from_der(key.to_der(password=b"x", prf=prf))
        parameters = encrypted.encryption_algorithm.parameters
        assert isinstance(parameters, PBES2Parameters)
        derivation = parameters.key_derivation_func.parameters
        assert isinstance(derivation, PBKDF2Parameters)
        assert len(derivation.salt) == 16
        found[prf] = derivation.iteration_count
    assert found == {None: 600_000, "sha1": 1_400_000, "sha256": 600_000, "sha512": 220_000}
    parameters = xf.EncryptedPrivateKeyInfo.from_der(
        key.to_der(password=b"x", kdf="scrypt")
    ).encryption_algorithm.parameters
    assert isinstance(parameters, PBES2Parameters)
    stretched = parameters.key_derivation_func.parameters
    assert isinstance(stretched, ScryptParameters)
    assert (stretched.cost_parameter, stretched.block_size, stretched.parallelization_parameter) == (2**17, 8, 1)


def _without_salt_and_iv(octets: bytes) -> tuple[bytes, ...]:
    """Return the algorithms and parameters of an encrypted key in DER, and how long the rest is."""
    encrypted = xf.EncryptedPrivateKeyInfo.from_der(octets)
    parameters = encrypted.encryption_algorithm.parameters
    assert isinstance(parameters, PBES2Parameters)
    function = parameters.key_derivation_func
    derivation = function.parameters
    assert isinstance(derivation, (PBKDF2Parameters, ScryptParameters))
    return (
        encrypted.encryption_algorithm.algorithm.der,
        function.replace(parameters=derivation.replace(salt=b"")).to_der(),
        parameters.encryption_scheme.algorithm.der,
        bytes([len(encrypted.encrypted_data) % 256]),
    )


@pytest.mark.parametrize(
    ("options", "ours"),
    [
        ((), {"iterations": 2048}),
        (("-v2", "aes-128-cbc"), {"iterations": 2048, "cipher": "aes-128-cbc"}),
        (("-v2", "aes-192-cbc", "-iter", "3000"), {"iterations": 3000, "cipher": "aes-192-cbc"}),
        (("-v2", "des3"), {"iterations": 2048, "cipher": "des-ede3-cbc"}),
        (("-v2prf", "hmacWithSHA1"), {"iterations": 2048, "prf": "sha1"}),
        (("-v2prf", "hmacWithSHA512"), {"iterations": 2048, "prf": "sha512"}),
        (("-v2prf", "hmacWithSHA512-256"), {"iterations": 2048, "prf": "sha512_256"}),
        (("-scrypt",), {"kdf": "scrypt", "cost": (2**14, 8, 1)}),
        (("-scrypt", "-scrypt_N", "1024", "-scrypt_p", "3"), {"kdf": "scrypt", "cost": (1024, 8, 3)}),
    ],
    ids=str,
)
def test_algorithms_and_parameters_are_openssls(
    keys: KeyFiles, openssl: Program, options: tuple[str, ...], ours: dict[str, object]
) -> None:
    key = xf.PrivateKey.load(keys("rsa:2048"))
    theirs = openssl(
        *("pkcs8", "-topk8", "-in", keys("rsa:2048"), "-passout", "pass:secret", "-outform", "DER"), *options
    )
    written = key.to_der(password="secret", **ours)  # type: ignore[arg-type]
    assert _without_salt_and_iv(written) == _without_salt_and_iv(theirs)
    assert xf.PrivateKey(theirs, "secret").to_der() == key.to_der()


READ = [
    *(("-v2", cipher) for cipher in ("aes128", "aes192", "aes256", "des3", "des", "rc2")),
    *(
        ("-v2", "aes256", "-v2prf", f"hmacWith{name}")
        for name in ("MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA512-224", "SHA512-256")
    ),
    ("-scrypt",),
    ("-scrypt", "-v2", "des3", "-scrypt_N", "16", "-scrypt_r", "2", "-scrypt_p", "5"),
    *(("-v1", f"PBE-{name}") for name in ("MD5-DES", "SHA1-DES")),
    *(("-v1", f"PBE-SHA1-{name}") for name in ("RC4-128", "RC4-40", "3DES", "2DES", "RC2-128")),
    ("-v1", "PBE-SHA1-3DES", "-iter", "1"),
]


@pytest.mark.parametrize("options", READ, ids=" ".join)
@pytest.mark.parametrize("password", ["s", PASSWORD, "x" * 150, "\N{KEY}unicode"])
def test_what_openssl_writes_is_opened(
    keys: KeyFiles, openssl: Program, options: tuple[str, ...], password: str
) -> None:
    for kind in KINDS if password == PASSWORD else KINDS[1:2]:
        text = openssl(*("pkcs8", "-topk8", "-in", keys(kind), "-passout", f"pass:{password}", *LEGACY), *options)
        assert xf.PrivateKey(text, password).to_der() == keys.der(kind)
        with pytest.raises(xf.KeyFormatError, match="wrong password"):
            xf.PrivateKey(text, password + "y")


REFUSED = [
    (("-v1", "PBE-MD5-RC2-64"), "pbeWithMD5AndRC2-CBC"),
    (("-v1", "PBE-SHA1-RC2-64"), "pbeWithSHA1AndRC2-CBC"),
    (("-v1", "PBE-SHA1-RC2-40"), "pbeWithSHAAnd40BitRC2-CBC"),
    (("-v2", "rc2-40-cbc"), "rc2-cbc with other than 128 effective bits"),
    (("-v2", "rc2-64-cbc"), "rc2-cbc with other than 128 effective bits"),
    (("-v2", "camellia-256-cbc"), "camellia256-cbc"),
    (("-v2", "seed-cbc"), r"1\.2\.410\.200004\.1\.4"),
    (("-v2", "aes-128-ofb"), r"2\.16\.840\.1\.101\.3\.4\.1\.3"),
]


@pytest.mark.parametrize(("options", "name"), REFUSED, ids=str)
def test_what_nobody_here_can_is_named(keys: KeyFiles, openssl: Program, options: tuple[str, ...], name: str) -> None:
    text = openssl("pkcs8", "-topk8", "-in", keys("ec:P-256"), "-passout", "pass:secret", *LEGACY, *options)
    with pytest.raises(xf.UnsupportedKey, match=name):
        xf.PrivateKey(text, "secret")


@pytest.mark.parametrize("cipher", ["aes128", "aes192", "aes256", "des3", "des"])
@pytest.mark.parametrize("kind", ["rsa:2048", "ec:P-384"])
def test_traditional_encryption_is_opened(keys: KeyFiles, openssl: Program, kind: str, cipher: str) -> None:
    text = openssl(*("pkey", "-traditional", "-in", keys(kind), f"-{cipher}", "-passout", "pass:secret"), *LEGACY)
    assert b"DEK-Info" in text
    assert xf.PrivateKey(text, b"secret").to_der() == keys.der(kind)
    with pytest.raises(xf.KeyFormatError, match="wrong password"):
        xf.PrivateKey(text, b"Secret")


def test_oscrypto_opens_and_writes_too(keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    for cipher in ("aes-128-cbc", "aes-256-cbc", "des-ede3-cbc"):
        key = xf.PrivateKey(keys.der("ec:P-256"), backend="oscrypto")
        text = key.to_pem(password="secret", cipher=cipher, iterations=1000)
        assert xf.PrivateKey(text, "secret", backend="oscrypto").to_der() == key.to_der()
    for options in (("-v2", "des"), ("-v1", "PBE-SHA1-2DES"), ("-v1", "PBE-MD5-DES")):
        text = openssl(
            *("pkcs8", "-topk8", "-in", keys("ec:P-256"), "-passout", "pass:secret", *LEGACY), *options
        ).decode()
        assert xf.PrivateKey(text, "secret", backend="oscrypto").to_der() == keys.der("ec:P-256")
