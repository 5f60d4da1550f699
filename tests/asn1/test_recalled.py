"""What comes again is read once: algorithms, names and short extensions of a bundle are the same objects."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge.der import MAX_OPEN_TYPES, element

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

# Of one certificate more, for the garbage collector to look at: they were 37 when nothing was recalled.
OBJECTS = 18


@pytest.fixture
def bundle(keys: KeyFiles) -> list[bytes]:
    issuer = xf.Issuer.self_signed(xf.Name.of(O="ALI", CN="Test CA"), xf.PrivateKey.load(keys("ec:P-256", 1)), days=9)
    device = xf.PrivateKey.load(keys("ec:P-256", 2)).public_key

    def one(number: int) -> bytes:
        # Longer than what is recalled of a name by itself.
        host = f"device-{number}.of-a-series-that-is-made-once-and-read-once.example"
        extensions = [xf.Extension.of(xf.BasicConstraints(ca=False)), xf.Extension.of(xf.KeyUsage.of("keyAgreement"))]
        name = xf.Name.of(CN=host)
        return issuer.issue(device, subject=name, days=9, serial_number=number, extensions=extensions).to_der()

    return [one(number) for number in range(1, 81)]


def _read(bundle: list[bytes]) -> list[xf.Certificate]:
    return [xf.Certificate.from_der(der) for der in bundle]


def test_what_certificates_have_in_common_is_there_once(bundle: list[bytes]) -> None:
    # What is recalled is forgotten all at once, when there is too much of it: not in between.
    _read(bundle[:2])
    first, second = (certificate.tbs_certificate for certificate in _read(bundle[:2]))
    assert first.issuer is second.issuer
    assert first.signature is second.signature
    assert first.subject_public_key_info.algorithm is second.subject_public_key_info.algorithm
    common = [
        value.extn_id.name
        for value in first.extensions or ()
        if any(value is other for other in second.extensions or ())
    ]
    assert common == ["basicConstraints", "keyUsage"]
    assert first.subject != second.subject
    assert [certificate.to_der() for certificate in _read(bundle)] == bundle


def test_how_many_objects_a_certificate_takes(bundle: list[bytes]) -> None:
    _read(bundle[:40])
    gc.collect()
    before = len(gc.get_objects())
    certificates = _read(bundle[40:])
    gc.collect()
    # Rounded down: what else the process makes meanwhile is a handful.
    assert (len(gc.get_objects()) - before) // len(certificates) <= OBJECTS


def test_what_does_not_decode_says_each_time_where_it_stands(bundle: list[bytes]) -> None:
    sound = xf.Certificate.from_der(bundle[0])
    attribute = xf.AttributeTypeAndValue(type=xf.ObjectIdentifier("2.5.4.3"), value=xf.Any(b"\x0c\x02\xff\xff"))
    name = xf.Name((xf.RelativeDistinguishedName((attribute,)),))
    extension = xf.Extension(extn_id=xf.oid.KEY_USAGE, critical=True, extn_value=b"\x03\x02\x00\x80")

    def with_serial(filling: int) -> bytes:
        tbs = sound.tbs_certificate.replace(
            serial_number=1 << 8 * filling, issuer=name, extensions=(extension,), subject=name
        )
        return sound.replace(tbs_certificate=tbs).to_der()

    for filling in (1, 9, 5):
        der = with_serial(filling)
        tbs = xf.Certificate.from_der(der).tbs_certificate
        issuer, subject = tbs.issuer.attributes[0].value, tbs.subject.attributes[0].value
        usage = (tbs.extensions or ())[0].extn_value
        for broken in (issuer, subject, usage):
            assert isinstance(broken, xf.Undecoded)
            assert broken.error is not None
            at = broken.error.offset
            assert at is not None
            start = der.rindex(broken.der) if broken is subject else der.index(broken.der)
            assert start <= at < start + len(broken.der)


def test_what_is_read_does_not_depend_on_what_was_read_before() -> None:
    """Open types within open types are read 32 deep, also where the innermost one was met before, less deep."""
    innermost = xf.AlgorithmIdentifier(algorithm=xf.oid.SHA256, parameters=xf.Null()).to_der()
    assert xf.AlgorithmIdentifier.from_der(innermost) is xf.AlgorithmIdentifier.from_der(innermost)
    nested = innermost
    for _ in range(MAX_OPEN_TYPES):
        nested = element(b"\x30", xf.oid.MGF1.der + nested)
    found: object = xf.AlgorithmIdentifier.from_der(nested)
    while isinstance(found, xf.AlgorithmIdentifier):
        found = found.parameters
    assert isinstance(found, xf.Undecoded)
