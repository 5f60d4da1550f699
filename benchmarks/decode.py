"""Reading: Debian's roots with every field touched, beside asn1crypto and cryptography."""

from __future__ import annotations

import warnings
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from .corpus import roots
from .declared import Benchmark, Contestant, Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from .declared import Job

# What a cryptography.x509.Certificate has; each is decoded when it is asked for.
FIELDS = attrgetter(
    *("version", "serial_number", "signature_algorithm_oid", "signature_algorithm_parameters", "issuer", "subject"),
    *("not_valid_before_utc", "not_valid_after_utc", "signature", "tbs_certificate_bytes"),
)
OURS = "x509forge, every field touched"
ASN1CRYPTO = "asn1crypto .native"
PYCA = "cryptography, every field touched"


def touch(value: Any) -> None:
    """Ask a value of x509forge for each of its fields, and those for theirs."""
    from x509forge.asn1 import Value

    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, tuple):
            stack.extend(value)
        elif isinstance(value, Value):
            for name in type(value)._field_names:
                stack.append(getattr(value, name))


def read(der: bytes) -> Callable[[], bytes]:
    """Read with x509forge."""
    import x509forge as xf

    return xf.Certificate.from_der(der).to_der


def read_and_touch(der: bytes) -> Callable[[], bytes]:
    """Read with x509forge, and touch every field."""
    import x509forge as xf

    certificate = xf.Certificate.from_der(der)
    touch(certificate)
    return certificate.to_der


def with_asn1crypto(der: bytes) -> Callable[[], bytes]:
    """Read with asn1crypto, which decodes everything for `.native`."""
    from asn1crypto import x509

    certificate = x509.Certificate.load(der)
    certificate.native  # noqa: B018
    octets_of: Callable[[], bytes] = certificate.dump
    return octets_of


def with_cryptography(der: bytes) -> Callable[[], bytes]:
    """Read with cryptography (Rust), and touch every field; the key as its octets, as the others leave it."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    certificate = x509.load_der_x509_certificate(der)
    FIELDS(certificate)
    for name in (certificate.issuer, certificate.subject):
        for attribute in name:
            attribute.oid, attribute.value  # noqa: B018
    for extension in certificate.extensions:
        extension.oid, extension.critical, extension.value  # noqa: B018
    return lambda: certificate.public_bytes(Encoding.DER)


def _all(reader: Callable[[bytes], Callable[[], bytes]]) -> Job:
    # cryptography warns of a root with a negative serial number.
    warnings.simplefilter("ignore")
    certificates = [der for der in roots() if _is_readable(der)]
    # The first time what was read is written again, for a judge to see; what is timed is reading alone.
    written = iter([b"".join(reader(der)() for der in certificates)])

    def job() -> bytes:
        for der in certificates:
            reader(der)
        return next(written, b"")

    return job


def _is_readable(der: bytes) -> bool:
    """Return whether cryptography takes it, which refuses some roots."""
    try:
        with_cryptography(der)
    except ValueError:
        return False
    return True


BENCHMARKS = (
    Benchmark(
        "decode",
        "Debian's root certificates, all of them, read from DER",
        (
            Contestant(OURS, partial(_all, read_and_touch)),
            Contestant("x509forge, from_der alone", partial(_all, read)),
            Contestant(ASN1CRYPTO, partial(_all, with_asn1crypto)),
            Contestant(PYCA, partial(_all, with_cryptography)),
        ),
        targets=(Target(OURS, at_least=5, beside=ASN1CRYPTO), Target(OURS, at_most=2, beside=PYCA)),
        judge="octets",
        rounds=15,
    ),
)
