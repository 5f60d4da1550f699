"""The elliptic curves that keys may be on: by name, or by explicit parameters that are exactly a named curve's."""

from __future__ import annotations

import functools

from x509forge import der, oid
from x509forge.errors import UnsupportedKey
from x509forge.signing.algorithms import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from x509forge.oid import ObjectIdentifier
    from x509forge.x509.algorithm import ECParameters

# SEC 1 version 2.0 C.1; the field of integers modulo a prime.
_PRIME_FIELD = oid.ObjectIdentifier("1.2.840.10045.1.1")


class Curve:
    """A curve y**2 = x**3 - 3x + b over the integers modulo p, with a base point of prime order (cofactor 1)."""

    __slots__ = ("b", "base", "identifier", "name", "order", "p", "seed", "width")

    def __init__(
        self, name: str, identifier: ObjectIdentifier, *, p: int, b: str, x: str, y: str, order: int, seed: str
    ) -> None:
        self.name = name
        self.identifier = identifier
        self.p = p
        self.b = bytes.fromhex(b)
        self.base = bytes.fromhex(x), bytes.fromhex(y)
        self.order = order
        self.seed = bytes.fromhex(seed)
        # The octets of a coordinate, and of a private key.
        self.width = (p.bit_length() + 7) // 8


# SEC 2 version 2.0 2.4.2, 2.5.1, 2.6.1; the same numbers are in SP 800-186 3.2.1.
CURVES = (
    Curve(
        "P-256",
        oid.SECP256R1,
        p=2**256 - 2**224 + 2**192 + 2**96 - 1,
        b="5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B",
        x="6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296",
        y="4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5",
        order=0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
        seed="C49D360886E704936A6678E1139D26B7819F7E90",
    ),
    Curve(
        "P-384",
        oid.SECP384R1,
        p=2**384 - 2**128 - 2**96 + 2**32 - 1,
        b="B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF",
        x="AA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7",
        y="3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F",
        order=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
        seed="A335926AA319A27A1D00896A6773A4827ACDAC73",
    ),
    Curve(
        "P-521",
        oid.SECP521R1,
        p=2**521 - 1,
        b="0051953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1"
        "BF073573DF883D2C34F1EF451FD46B503F00",
        x="00C6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3DBAA14B5E77EFE75928FE1DC127A2FF"
        "A8DE3348B3C1856A429BF97E7E31C2E5BD66",
        y="011839296A789A3BC0045C8A5FB42C7D1BD998F54449579B446817AFBD17273E662C97EE72995EF42640C550B9013FAD"
        "0761353C7086A272C24088BE94769FD16650",
        order=2**521 - 0x5AE79787C40D069948033FEB708F65A2FC44A36477663B851449048E16EC79BF7,
        seed="D09E8800291CB85396CC6717393284AAA0DA64BA",
    ),
)
_BY_IDENTIFIER = {curve.identifier: curve for curve in CURVES}
_KNOWN = ", ".join(curve.name for curve in CURVES)


def curve(identifier: ObjectIdentifier) -> Curve:
    """Return a curve by its object identifier; UnsupportedKey names one that is not supported."""
    found = _BY_IDENTIFIER.get(identifier)
    if found is None:
        raise UnsupportedKey(f"EC keys on the curve {named(identifier)} are not supported; on {_KNOWN} they are")
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
    """Yield the forms of a curve's SpecifiedECDomain (SEC 1 version 2.0 C.2).

    SpecifiedECDomain ::= SEQUENCE {
        version   INTEGER { ecdpVer1(1), ecdpVer2(2), ecdpVer3(3) },
        fieldID   SEQUENCE { fieldType OBJECT IDENTIFIER, parameters ANY DEFINED BY fieldType },
        curve     SEQUENCE { a OCTET STRING, b OCTET STRING, seed BIT STRING OPTIONAL },
        base      OCTET STRING,    -- a point, compressed or not
        order     INTEGER,
        cofactor  INTEGER OPTIONAL,
        hash      AlgorithmIdentifier OPTIONAL }
    """
    x, y = curve.base
    field = _sequence(_PRIME_FIELD.der, _integer(curve.p))
    a_and_b = _octets((curve.p - 3).to_bytes(curve.width, "big")) + _octets(curve.b)
    seed = der.element(b"\x03", der.encode_bit_string(curve.seed, 0))
    for version in (1, 2, 3):
        for coefficients in (_sequence(a_and_b, seed), _sequence(a_and_b)):
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
