"""Reading: Debian's roots with every field touched, beside asn1crypto and cryptography."""

from __future__ import annotations

import time
import warnings
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import asn1crypto.x509
import cryptography.x509

import x509forge as xf

from .corpus import roots

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 9
# What a cryptography.x509.Certificate has; each is decoded when it is asked for.
FIELDS = attrgetter(
    *("version", "serial_number", "signature_algorithm_oid", "signature_algorithm_parameters", "issuer", "subject"),
    *("not_valid_before_utc", "not_valid_after_utc", "signature", "tbs_certificate_bytes"),
)


def touch(value: Any) -> None:
    """Ask a value of x509forge for each of its fields, and those for theirs."""
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, tuple):
            stack.extend(value)
        elif isinstance(value, xf.asn1.Value):
            for name in type(value)._field_names:
                stack.append(getattr(value, name))


def read(der: bytes) -> None:
    """Read with x509forge."""
    xf.Certificate.from_der(der)


def read_and_touch(der: bytes) -> None:
    """Read with x509forge, and touch every field."""
    touch(xf.Certificate.from_der(der))


def with_asn1crypto(der: bytes) -> None:
    """Read with asn1crypto, which decodes everything for `.native`."""
    asn1crypto.x509.Certificate.load(der).native  # noqa: B018


def with_cryptography(der: bytes) -> None:
    """Read with cryptography (Rust), and touch every field; the key as its octets, as the others leave it."""
    certificate = cryptography.x509.load_der_x509_certificate(der)
    FIELDS(certificate)
    for name in (certificate.issuer, certificate.subject):
        for attribute in name:
            attribute.oid, attribute.value  # noqa: B018
    for extension in certificate.extensions:
        extension.oid, extension.critical, extension.value  # noqa: B018


READERS: dict[str, Callable[[bytes], None]] = {
    "x509forge, every field touched": read_and_touch,
    "x509forge, from_der alone": read,
    "asn1crypto .native": with_asn1crypto,
    "cryptography, every field touched": with_cryptography,
}


def main() -> None:
    """Print microseconds a certificate, and how many times as long each takes as the first."""
    # cryptography warns of a root with a negative serial number.
    warnings.simplefilter("ignore")
    certificates = readable_by_all(roots())
    best = dict.fromkeys(READERS, float("inf"))
    for _ in range(ROUNDS):
        for name, reader in READERS.items():
            started = time.process_time()
            for der in certificates:
                reader(der)
            best[name] = min(best[name], time.process_time() - started)
    first = next(iter(best.values()))
    print(f"  {len(certificates)} certificates of {sum(map(len, certificates)) // len(certificates)} octets on average")
    for name, seconds in best.items():
        print(f"  {name:36} {seconds / len(certificates) * 1e6:8.1f} µs   {seconds / first:5.2f} times")


def readable_by_all(certificates: list[bytes]) -> list[bytes]:
    """Return those that every reader takes; also the first use of each, which is no part of what is measured."""
    taken = []
    for der in certificates:
        try:
            for reader in READERS.values():
                reader(der)
        except ValueError as error:
            print(f"  left out: {error}")
        else:
            taken.append(der)
    return taken
