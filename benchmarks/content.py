"""What the certificates are made of: one name, one list of hosts, one key for each piece of work, never the same twice.

Whoever remembers what was asked before must not gain by it, so names and serial numbers never come again, and
keys come again only after `KEYS` others; where keys are said to be loaded, `LOADED_KEYS` objects have been used before.
"""

from __future__ import annotations

import datetime
import itertools
import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey

# Tells the processes where the files of `make` are.
FOLDER_VARIABLE = "X509FORGE_BENCHMARK_FOLDER"

KINDS = ("rsa:2048", "ec:P-256", "ed25519")
KEYS = 1024
LOADED_KEYS = 64
_PRIMES = 48  # of which pairs make 1,128 moduli

ISSUER = "Test CA"
NOT_BEFORE = datetime.datetime(2026, 11, 24, tzinfo=datetime.timezone.utc)
DAYS = 500
NOT_AFTER = NOT_BEFORE + datetime.timedelta(days=DAYS)
# RFC 4519's names, in order; the common name and the e-mail address come with each device.
SUBJECT = (("C", "CN"), ("ST", "ZJ"), ("L", "HZ"), ("O", "ALI"), ("OU", "MQTT"))
EMAIL = "xxx@xxx"
PROCEDURE_USAGE = ("digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyCertSign")
PURPOSES = ("serverAuth", "clientAuth")
_FIRST_SERIAL = 0x3A94_7D5C_0E1B_2F68_9ACD_0000_0000_0000_0000_0000


class Device(NamedTuple):
    """What one certificate is made of."""

    common_name: str
    hosts: tuple[str, str]
    serial_number: int
    key: int
    """Which of the keys of `public_keys`."""


def devices() -> Iterator[Device]:
    """Yield devices without end; each caller gets the same ones, from the first on."""
    for number in itertools.count():
        name = f"mqtt-{number:08}.cn-qingdao.aliyuncs.com"
        yield Device(name, (f"*.{name}", name), _FIRST_SERIAL + number, number % KEYS)


def file(name: str) -> Path:
    """Return the path of a file of `make`."""
    return Path(os.environ[FOLDER_VARIABLE], name)


def ca_files(kind: str) -> tuple[Path, Path]:
    """Return the files of a CA's certificate and key, PEM both; the key is PKCS #8."""
    stem = kind.replace(":", "-")
    return file(f"{stem}.crt"), file(f"{stem}.key")


@cache
def public_keys(kind: str) -> tuple[bytes, ...]:
    """Return the DER of `KEYS` public keys of a kind."""
    keys: list[str] = json.loads(file("public-keys.json").read_text())[kind]
    return tuple(map(bytes.fromhex, keys))


def points() -> tuple[bytes, ...]:
    """Return the points of the public keys on P-256, 65 octets each."""
    return tuple(der[-65:] for der in public_keys("ec:P-256"))


@cache
def authority_key_identifier(kind: str) -> bytes:
    """Return what the CA's subject key identifier says."""
    from cryptography import x509

    ca = x509.load_pem_x509_certificate(ca_files(kind)[0].read_bytes())
    return ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


def make() -> None:
    """Write a CA of each kind, and the public keys, into the folder; cryptography makes them."""
    from cryptography.hazmat.primitives import serialization

    pools: dict[str, list[str]] = {}
    for kind in KINDS:
        key = _generate(kind)
        certificate_file, key_file = ca_files(kind)
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        certificate_file.write_bytes(_root(key))
        pools[kind] = [
            public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo).hex()
            for public_key in _public_keys(kind)
        ]
    file("public-keys.json").write_text(json.dumps(pools))


def _generate(kind: str) -> PrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if kind == "rsa:2048":
        return rsa.generate_private_key(65537, 2048)
    if kind == "ec:P-256":
        return ec.generate_private_key(ec.SECP256R1())
    return ed25519.Ed25519PrivateKey.generate()


def _public_keys(kind: str) -> Iterator[rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey]:
    from cryptography.hazmat.primitives.asymmetric import rsa

    if kind != "rsa:2048":
        for _ in range(KEYS):
            yield _generate(kind).public_key()
        return
    # A thousand keys would take minutes to find: each pair of some primes is one.
    primes: list[int] = []
    while len(primes) < _PRIMES:
        numbers = rsa.generate_private_key(65537, 2048).private_numbers()
        primes += (numbers.p, numbers.q)
    for p, q in itertools.islice(itertools.combinations(primes, 2), KEYS):
        yield rsa.RSAPublicNumbers(65537, p * q).public_key()


def _root(key: PrivateKey) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519
    from cryptography.x509.oid import NameOID

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ISSUER)])
    usage = dict.fromkeys(
        (
            *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOT_BEFORE - datetime.timedelta(days=365))
        .not_valid_after(NOT_BEFORE + datetime.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(key_cert_sign=True, crl_sign=True, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)
