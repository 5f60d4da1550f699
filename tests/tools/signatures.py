"""Keys and signatures by the `openssl` program, in the words of backends."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests.tools.programs import Program
from x509forge.signing.scheme import Scheme

if TYPE_CHECKING:
    from pathlib import Path

OPENSSL, OPENSSL_35 = Program("openssl"), Program("openssl-3.5")
MESSAGE = b"x509forge writes X.509 by hand"


def program_for(key_type: str) -> Program:
    """Return the program that knows a type of keys: ML-DSA and ML-KEM came with OpenSSL 3.5."""
    return OPENSSL_35 if key_type.startswith("ml-") else OPENSSL


def new_key(key_type: str) -> bytes:
    """Return the PrivateKeyInfo of a new key."""
    algorithm, _, parameter = key_type.partition(":")
    options = ["-algorithm", algorithm.upper()]
    if algorithm == "ec":
        options += ["-pkeyopt", f"ec_paramgen_curve:{parameter}"]
    elif algorithm == "rsa":
        options += ["-pkeyopt", f"rsa_keygen_bits:{parameter}"]
    program = program_for(key_type)
    return program("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=program("genpkey", *options))


@cache
def key(key_type: str, which: int = 0) -> bytes:
    """Return a PrivateKeyInfo; another `which` is another key of that type."""
    return new_key(key_type)


@cache
def public_key(key_type: str) -> bytes:
    """Return the SubjectPublicKeyInfo of `key`."""
    options = ("-inform", "DER", "-pubout", "-outform", "DER")
    return program_for(key_type)("pkey", *options, data=key(key_type))


def usual_scheme(key_type: str, hash_name: str = "sha256") -> Scheme:
    """Return the scheme that a type of keys usually signs by, with a hash if it takes one."""
    kind = key_type.partition(":")[0]
    if kind in ("rsa", "ec"):
        return Scheme("rsa-pkcs1v15" if kind == "rsa" else "ecdsa", hash_name)
    return Scheme(key_type)


def _digest(hash_name: str | None) -> str:
    return (hash_name or "").replace("_", "-")


def _options(scheme: Scheme) -> list[str]:
    if scheme.name != "rsa-pss":
        return []
    mask = f"rsa_mgf1_md:{_digest(scheme.mgf_hash_name)}"
    values = ["rsa_padding_mode:pss", f"rsa_pss_saltlen:{scheme.salt_length}", mask]
    return [part for value in values for part in ("-sigopt", value)]


def takes(
    key_type: str, public: bytes, scheme: Scheme, signature: bytes, folder: Path, program: Program | None = None
) -> bool:
    """Return whether openssl, or the release of it that is given, confirms a signature of the message."""
    (folder / "public").write_bytes(public)
    (folder / "signature").write_bytes(signature)
    (folder / "message").write_bytes(MESSAGE)
    program = program or program_for(key_type)
    if scheme.hash_name is None:
        where = ("-in", folder / "message", "-sigfile", folder / "signature")
        raw = ("-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", folder / "public")
        done = program.run("pkeyutl", *raw, *where)
        assert b"Signature Verifi" in done.stdout, done.stderr
        return done.returncode == 0
    options = (f"-{_digest(scheme.hash_name)}", "-keyform", "DER", "-verify", folder / "public")
    done = program.run("dgst", *options, *_options(scheme), "-signature", folder / "signature", folder / "message")
    assert done.stdout in (b"Verified OK\n", b"Verification failure\n"), done.stderr
    return done.returncode == 0


def signed(key_type: str, scheme: Scheme, folder: Path) -> bytes:
    """Return openssl's signature of the message with `key`."""
    (folder / "key").write_bytes(key(key_type))
    (folder / "message").write_bytes(MESSAGE)
    program = program_for(key_type)
    if scheme.hash_name is None:
        raw = ("-sign", "-rawin", "-keyform", "DER", "-inkey", folder / "key")
        return program("pkeyutl", *raw, "-in", folder / "message")
    options = (f"-{_digest(scheme.hash_name)}", "-keyform", "DER", "-sign", folder / "key")
    return program("dgst", *options, *_options(scheme), folder / "message")
