"""A curve by its name, or by explicit parameters that are exactly a named curve's."""

from __future__ import annotations

import functools

from x509forge import der, oid
from x509forge.errors import UnsupportedKey
from x509forge.signing.algorithms import named
from x509forge.x509.curves import CURVES, CURVES_BY_IDENTIFIER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from x509forge.oid import ObjectIdentifier
    from x509forge.x509.algorithm import ECParameters
    from x509forge.x509.curves import Curve


_BY_NAME = {curve.name: curve for curve in CURVES}
_KNOWN = ", ".join(curve.name for curve in CURVES)


def curve(identifier: ObjectIdentifier) -> Curve:
    """Return a curve by its object identifier; UnsupportedKey names one that is not supported."""
    found = CURVES_BY_IDENTIFIER.get(identifier)
    if found is None:
        raise UnsupportedKey(f"EC keys on the curve {named(identifier)} are not supported; on {_KNOWN} they are")
    return found


def curve_called(name: str) -> Curve:
    """Return a curve by its name in `CURVES`; UnsupportedKey lists them."""
    found = _BY_NAME.get(name)
    if found is None:
        raise UnsupportedKey(f"there is no curve {name!r:.40} here; there are {_KNOWN}")
    return found


def named_curve(parameters: ECParameters) -> ObjectIdentifier:
    """Return the object identifier of the curve that parameters name, or spell out (RFC 5480 2.1.1).

    Explicit parameters are only compared, octet for octet, with what the known curves' would be: nothing is ever
    computed on them (CVE-2022-0778), and a curve with another base point is another curve (CVE-2020-0601).
    Raises UnsupportedKey for a curve that is not known, however it is given.
    """
    if parameters.named_curve is not None:
        return curve(parameters.named_curve).identifier
    if parameters.specified_curve is None:
        raise UnsupportedKey("EC keys whose curve is not said (implicitCurve) are not supported (RFC 5480 2.1.1)")
    found = _spelled_out().get(parameters.to_der())
    if found is None:
        raise UnsupportedKey(
            f"EC keys with explicit parameters that are not exactly those of {_KNOWN} are not supported"
            " (RFC 5480 2.1.1)"
        )
    return found


@functools.cache
def _spelled_out() -> Mapping[bytes, ObjectIdentifier]:
    """Return every DER of explicit parameters that means a known curve."""
    return {octets: curve.identifier for curve in CURVES for octets in _encodings(curve)}


def _encodings(curve: Curve) -> Iterator[bytes]:
    """Yield the forms of a curve's SpecifiedECDomain (SEC 1 version 2.0 C.2)."""
    x, y = curve.base
    field = _sequence(oid.PRIME_FIELD.der, _integer(curve.p))
    a_and_b = {
        _octets(curve.a) + _octets(curve.b),
        # As OpenSSL wrote them before 1.1.0: without zeros in front.
        _octets(curve.a.lstrip(b"\0") or b"\0") + _octets(curve.b.lstrip(b"\0")),
    }
    seeds = [b""]
    if curve.seed is not None:
        seeds.append(der.element(b"\x03", der.encode_bit_string(curve.seed, 0)))
    for version in (1, 2, 3):
        for coefficients in (_sequence(numbers, seed) for numbers in a_and_b for seed in seeds):
            for base in (b"\x04" + x + y, bytes([2 + y[-1] % 2]) + x):
                for cofactor in (_integer(1), b""):
                    yield _sequence(
                        _integer(version), field, coefficients, _octets(base), _integer(curve.order), cofactor
                    )


def _sequence(*elements: bytes) -> bytes:
    return der.element(b"\x30", b"".join(elements))


def _integer(value: int) -> bytes:
    return der.element(b"\x02", der.encode_integer(value))


def _octets(contents: bytes) -> bytes:
    return der.element(b"\x04", contents)
