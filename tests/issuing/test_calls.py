"""Issuing does not grow slow unseen: how many calls describe, judge and issue one more certificate of a series."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.calls import SLACK, calls_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.key_files import KeyFiles

NUMBERS = itertools.count(1)
AUTHORITY = xf.AuthorityKeyIdentifier(key_identifier=b"a" * 20)
ALGORITHM = xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA256)
ISSUER = xf.Name.of(CN="Test CA")
VALIDITY = xf.Validity.of("2026-11-24", "2028-04-07")
# What each takes on Python 3.11.
FROM_NOTHING, ONE_MORE, PREPARED = (105, 52, 164)


@pytest.fixture
def key(keys: KeyFiles) -> xf.SubjectPublicKeyInfo:
    return xf.PrivateKey.load(keys("ec:P-256", 1)).public_key


def _name() -> str:
    return f"mqtt-{next(NUMBERS):08}.example"


def _usages() -> tuple[xf.Extension, ...]:
    return (
        xf.Extension.of(xf.BasicConstraints(ca=False)),
        xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
        xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth", "clientAuth")),
    )


def _warm(job: Callable[[], object]) -> int:
    for _ in range(3):
        job()
    return calls_of(job)


def test_a_description_from_nothing(key: xf.SubjectPublicKeyInfo) -> None:
    point = key.subject_public_key.octets

    def job() -> bytes:
        name = _name()
        return xf.TBSCertificate(
            serial_number=next(NUMBERS),
            signature=xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA256),
            issuer=xf.Name.of(CN="Test CA"),
            validity=xf.Validity.of("2026-11-24", "2028-04-07"),
            subject=xf.Name.of(C="CN", O="ALI", CN=name),
            subject_public_key_info=xf.SubjectPublicKeyInfo(
                algorithm=xf.AlgorithmIdentifier(
                    algorithm=xf.oid.EC_PUBLIC_KEY, parameters=xf.ECParameters(named_curve=xf.oid.SECP256R1)
                ),
                subject_public_key=xf.BitString(point),
            ),
            extensions=(
                xf.Extension.of(AUTHORITY),
                *_usages(),
                xf.Extension.of(xf.SubjectAlternativeName.of(name)),
            ),
        ).to_der()

    assert _warm(job) <= FROM_NOTHING * SLACK


def test_one_more_of_a_series(key: xf.SubjectPublicKeyInfo) -> None:
    constant = (xf.Extension.of(AUTHORITY), *_usages())

    def job() -> bytes:
        name = _name()
        return xf.TBSCertificate(
            serial_number=next(NUMBERS),
            signature=ALGORITHM,
            issuer=ISSUER,
            validity=VALIDITY,
            subject=xf.Name.of(C="CN", O="ALI", CN=name),
            subject_public_key_info=key,
            extensions=(*constant, xf.Extension.of(xf.SubjectAlternativeName.of(name))),
        ).to_der()

    assert _warm(job) <= ONE_MORE * SLACK


def test_what_is_described_and_judged_before_it_is_signed(keys: KeyFiles, key: xf.SubjectPublicKeyInfo) -> None:
    issuer = xf.Issuer.self_signed(ISSUER, xf.PrivateKey.load(keys("ec:P-256")), days=3650)

    def job() -> bytes:
        name = _name()
        extensions = (*_usages(), xf.Extension.of(xf.SubjectAlternativeName.of(name)))
        subject = xf.Name.of(C="CN", O="ALI", CN=name)
        return issuer.prepare(key, subject=subject, days=90, extensions=extensions).to_der()

    assert _warm(job) <= PREPARED * SLACK
