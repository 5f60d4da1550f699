"""Which octets are a key of Ed25519 or Ed448: judged by the library ecdsa, and by what openssl lets anybody sign."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from ecdsa import eddsa
from ecdsa.ellipticcurve import INFINITY, PointEdwards
from ecdsa.errors import MalformedPointError

import x509forge as xf
from tests.tools.backends import NAMES, backend_called
from x509forge.asn1 import BitString
from x509forge.signing.edwards import ED448, ED25519
from x509forge.signing.kinds import kind_of_type
from x509forge.signing.scheme import Scheme
from x509forge.x509.algorithm import AlgorithmIdentifier

if TYPE_CHECKING:
    from typing import Any

    from x509forge.signing.edwards import EdwardsCurve

_CURVES = [(ED25519, eddsa.generator_ed25519), (ED448, eddsa.generator_ed448)]
# The points of order 8, without the bit of x.
_EIGHT = (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
)


def _on(curve: EdwardsCurve, generator: Any, octets: bytes) -> Any:
    """Return ecdsa's point for octets, None for what is none; that y is below p it does not ask."""
    y = int.from_bytes(octets, "little") % (1 << 8 * curve.length - 1)
    try:
        point = PointEdwards.from_bytes(generator.curve(), octets)
    except (MalformedPointError, ValueError):
        return None
    return point if y < curve.p and bytes(point.to_bytes()) == octets else None


def _small(curve: EdwardsCurve) -> list[bytes]:
    """Return every point of small order."""
    ys = [value.to_bytes(curve.length, "little") for value in (0, 1, curve.p - 1)]
    ys += [bytes.fromhex(text) for text in _EIGHT if curve is ED25519]
    both = [bytes([*y[:-1], y[-1] | sign]) for y in ys for sign in (0, 0x80)]
    return [octets for octets in both if curve.has_point(octets)]


@pytest.mark.parametrize(("curve", "generator"), _CURVES)
def test_points_are_those_that_another_library_finds(curve: EdwardsCurve, generator: Any) -> None:
    drawn, length = random.Random(8032), curve.length
    octets = [drawn.randbytes(length) for _ in range(300)]
    if curve is ED448:
        octets += [one[:56] + bytes([one[56] & 0x80]) for one in octets]
    octets += [
        (value % 256**length).to_bytes(length, "little") for near in (0, curve.p) for value in range(near, near + 30)
    ]
    octets += [value.to_bytes(length, "little") for value in range(curve.p - 30, curve.p)]
    octets += [bytes([*one[:-1], one[-1] ^ 0x80]) for one in octets]
    found = [one for one in octets if curve.has_point(one)]
    assert found == [one for one in octets if _on(curve, generator, one) is not None]
    assert len(octets) / 5 < len(found) < len(octets)
    assert {one for one in found if curve.is_small(one)} == set(_small(curve)) & set(found)
    assert not any(map(curve.has_point, (b"", found[0][:-1], found[0] + b"\0")))


@pytest.mark.parametrize(("curve", "generator"), _CURVES)
def test_points_of_small_order(curve: EdwardsCurve, generator: Any) -> None:
    assert len(_small(curve)) == curve.cofactor
    for octets in _small(curve):
        assert curve.is_small(octets)
        point = _on(curve, generator, octets)
        for _ in range(curve.cofactor.bit_length() - 1):
            point = point.double() if point != INFINITY else point
        assert point == INFINITY
    assert not curve.is_small(bytes(generator.to_bytes()))


def _info(key_type: str, octets: bytes) -> xf.SubjectPublicKeyInfo:
    algorithm = AlgorithmIdentifier(algorithm=kind_of_type(key_type).algorithm)
    return xf.SubjectPublicKeyInfo(algorithm=algorithm, subject_public_key=BitString(octets))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "oscrypto"])
@pytest.mark.parametrize("key_type", ["ed25519", "ed448"])
def test_a_key_of_small_order_confirms_nothing(name: str, key_type: str) -> None:
    """The neutral point as the key and in the signature, with S = 0, satisfies the equation for any message."""
    curve = ED25519 if key_type == "ed25519" else ED448
    for octets in _small(curve):
        info, signature = _info(key_type, octets), bytes([1]) + bytes(2 * curve.length - 1)
        with pytest.raises(xf.KeyFormatError, match=r"^the public key is a point of small order: with it, anybody si"):
            backend_called(name).verify(info.to_der(), Scheme(key_type), signature, b"any message")
        with pytest.raises(xf.KeyFormatError, match="small order"):
            xf.SubjectPublicKeyInfo.of(info)


@pytest.mark.parametrize("key_type", ["ed25519", "ed448"])
def test_what_is_no_point_is_no_public_key(key_type: str) -> None:
    curve = ED25519 if key_type == "ed25519" else ED448
    # The first is on neither curve; of the others, some would be points of the curve if y were taken modulo p.
    for y in (2, curve.p, curve.p + 1, curve.p + 3):
        octets = y.to_bytes(curve.length, "little")
        with pytest.raises(xf.KeyFormatError, match=rf"^the public key is not a point of {key_type} \(RFC 8032 5"):
            xf.SubjectPublicKeyInfo.of(_info(key_type, octets))
