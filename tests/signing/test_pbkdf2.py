"""PBKDF2 with libcrypto and without it: RFC 6070's vectors, and the openssl program as judge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import cryptography_vectors
import pytest

from tests.tools.backends import ALONE
from x509forge.signing.password_based import pbkdf2

if TYPE_CHECKING:
    from tests.tools.programs import Program

_WAYS = {"as it comes": pbkdf2.derive, "by hmac alone": pbkdf2._derive}


def _vectors() -> list[tuple[bytes, bytes, int, int, str]]:
    with cryptography_vectors.open_vector_file("KDF/rfc-6070-PBKDF2-SHA1.txt", "r") as file:
        text = file.read()
    found = []
    for part in re.split(r"\n\s*\n", text):
        values = dict(re.findall(r"^(\w+) = (.*?)$", part, re.M))
        if "PASSWORD" in values and int(values["ITERATIONS"]) < 10_000:
            password, salt = (values[name].replace("\\0", "\0").encode() for name in ("PASSWORD", "SALT"))
            found.append((password, salt, int(values["ITERATIONS"]), int(values["LENGTH"]), values["DERIVED_KEY"]))
    return found


@pytest.mark.parametrize("way", _WAYS)
def test_rfc_6070(way: str) -> None:
    vectors = _vectors()
    assert len(vectors) == 5  # of six: the one of 16,777,216 rounds is left out
    for password, salt, iterations, length, expected in vectors:
        assert _WAYS[way]("sha1", password, salt, iterations, length).hex() == expected


_ASKED = [(b"secret", b"0123456789abcdef", 7), (b"", b"s", 1), (b"p" * 200, b"\0" * 40, 2)]


@pytest.mark.parametrize("way", _WAYS)
@pytest.mark.parametrize("length", [1, 16, 24, 32, 64, 65, 200])
@pytest.mark.parametrize("hash_name", ["sha1", "sha224", "sha256", "sha384", "sha512"])
def test_openssl_derives_the_same(openssl: Program, way: str, hash_name: str, length: int) -> None:
    """Keys shorter and longer than the hash; passwords empty, and longer than a block."""
    for password, salt, iterations in _ASKED:
        options = [f"digest:{hash_name}", f"hexpass:{password.hex()}", f"hexsalt:{salt.hex()}", f"iter:{iterations}"]
        command = [part for option in [*options, "pkcs5:1"] for part in ("-kdfopt", option)]
        expected = openssl("kdf", "-keylen", str(length), *command, "-binary", "PBKDF2")
        assert _WAYS[way](hash_name, password, salt, iterations, length) == expected


def test_which_way_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """libcrypto's is taken where it is: the other takes some ten times as long."""
    monkeypatch.setattr(pbkdf2, "_derive", lambda *arguments: b"by hmac alone")
    derived = pbkdf2.derive("sha256", b"password", b"salt", 1, 32)
    assert (derived == b"by hmac alone") is bool(ALONE)
