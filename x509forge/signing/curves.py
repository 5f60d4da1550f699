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


class Curve:
    """A curve y**2 = x**3 + ax + b over the integers modulo p, with a base point of prime order (cofactor 1).

    `a` is -3 unless given; `seed` is what the coefficients were drawn from, where that was published.
    """

    __slots__ = ("a", "b", "base", "identifier", "name", "order", "p", "seed", "width")

    def __init__(
        self,
        name: str,
        identifier: ObjectIdentifier,
        *,
        p: int,
        a: str | None = None,
        b: str,
        x: str,
        y: str,
        order: int,
        seed: str | None = None,
    ) -> None:
        self.name = name
        self.identifier = identifier
        self.p = p
        # The octets of a coordinate, and (on all of these) of a private key.
        self.width = (p.bit_length() + 7) // 8
        self.a = (p - 3 if a is None else int(a, 16)).to_bytes(self.width, "big")
        self.b = int(b, 16).to_bytes(self.width, "big")
        self.base = bytes.fromhex(x), bytes.fromhex(y)
        self.order = order
        self.seed = None if seed is None else bytes.fromhex(seed)

    def has_point(self, octets: bytes) -> bool:
        """Return whether octets are a point of the curve, compressed or not (SEC 1 version 2.0 2.3.4).

        The point at infinity, with which anything can be signed, is none; nor are hybrid forms (RFC 5480 2.2).
        """
        form, x, y = octets[:1], octets[1 : 1 + self.width], octets[1 + self.width :]
        if len(x) != self.width or (form, len(y)) not in ((b"\x04", self.width), (b"\x02", 0), (b"\x03", 0)):
            return False
        p, x_value = self.p, int.from_bytes(x, "big")
        square = (pow(x_value, 3, p) + int.from_bytes(self.a, "big") * x_value + int.from_bytes(self.b, "big")) % p
        if x_value >= p:
            return False
        if form == b"\x04":
            y_value = int.from_bytes(y, "big")
            return y_value < p and y_value * y_value % p == square
        # Euler's criterion; no curve here has a point with y = 0, its order being prime.
        return pow(square, (p - 1) // 2, p) == 1


# SEC 2 version 2.0 2.4.2, 2.5.1, 2.6.1, 2.3.2 (the same numbers are in SP 800-186 3.2.1) and 2.4.1;
# RFC 5639 3.4, 3.6, 3.7.
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
    Curve(
        "P-224",
        oid.SECP224R1,
        p=2**224 - 2**96 + 1,
        b="B4050A850C04B3ABF54132565044B0B7D7BFD8BA270B39432355FFB4",
        x="B70E0CBD6BB4BF7F321390B94A03C1D356C21122343280D6115C1D21",
        y="BD376388B5F723FB4C22DFE6CD4375A05A07476444D5819985007E34",
        order=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFF16A2E0B8F03E13DD29455C5C2A3D,
        seed="BD71344799D5C7FCDC45B59FA3B9AB8F6A948BC5",
    ),
    Curve(
        "secp256k1",
        oid.SECP256K1,
        p=2**256 - 2**32 - 977,
        a="00",
        b="07",
        x="79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798",
        y="483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8",
        order=0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141,
    ),
    Curve(
        "brainpoolP256r1",
        oid.BRAINPOOL_P256R1,
        p=0xA9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377,
        a="7D5A0975FC2C3057EEF67530417AFFE7FB8055C126DC5C6CE94A4B44F330B5D9",
        b="26DC5C6CE94A4B44F330B5D9BBD77CBF958416295CF7E1CE6BCCDC18FF8C07B6",
        x="8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262",
        y="547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997",
        order=0xA9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7,
    ),
    Curve(
        "brainpoolP384r1",
        oid.BRAINPOOL_P384R1,
        p=0x8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B412B1DA197FB71123ACD3A729901D1A71874700133107EC53,
        a="7BC382C63D8C150C3C72080ACE05AFA0C2BEA28E4FB22787139165EFBA91F90F8AA5814A503AD4EB04A8C7DD22CE2826",
        b="04A8C7DD22CE28268B39B55416F0447C2FB77DE107DCD2A62E880EA53EEB62D57CB4390295DBC9943AB78696FA504C11",
        x="1D1C64F068CF45FFA2A63A81B7C13F6B8847A3E77EF14FE3DB7FCAFE0CBD10E8E826E03436D646AAEF87B2E247D4AF1E",
        y="8ABE1D7520F9C2A45CB1EB8E95CFD55262B70B29FEEC5864E19C054FF99129280E4646217791811142820341263C5315",
        order=0x8CB91E82A3386D280F5D6F7E50E641DF152F7109ED5456B31F166E6CAC0425A7CF3AB6AF6B7FC3103B883202E9046565,
    ),
    Curve(
        "brainpoolP512r1",
        oid.BRAINPOOL_P512R1,
        p=0xAADD9DB8DBE9C48B3FD4E6AE33C9FC07CB308DB3B3C9D20ED6639CCA703308717D4D9B009BC66842AECDA12AE6A380E62881FF2F2D82C68528AA6056583A48F3,
        a="7830A3318B603B89E2327145AC234CC594CBDD8D3DF91610A83441CAEA9863BC2DED5D5AA8253AA10A2EF1C98B9AC8B5"
        "7F1117A72BF2C7B9E7C1AC4D77FC94CA",
        b="3DF91610A83441CAEA9863BC2DED5D5AA8253AA10A2EF1C98B9AC8B57F1117A72BF2C7B9E7C1AC4D77FC94CADC083E67"
        "984050B75EBAE5DD2809BD638016F723",
        x="81AEE4BDD82ED9645A21322E9C4C6A9385ED9F70B5D916C1B43B62EEF4D0098EFF3B1F78E2D0D48D50D1687B93B97D5F"
        "7C6D5047406A5E688B352209BCB9F822",
        y="7DDE385D566332ECC0EABFA9CF7822FDF209F70024A57B1AA000C55B881F8111B2DCDE494A5F485E5BCA4BD88A2763AE"
        "D1CA2B2FA8F0540678CD1E0F3AD80892",
        order=0xAADD9DB8DBE9C48B3FD4E6AE33C9FC07CB308DB3B3C9D20ED6639CCA70330870553E5C414CA92619418661197FAC10471DB1D381085DDADDB58796829CA90069,
    ),
)
_BY_IDENTIFIER = {curve.identifier: curve for curve in CURVES}
_BY_NAME = {curve.name: curve for curve in CURVES}
_KNOWN = ", ".join(curve.name for curve in CURVES)


def curve(identifier: ObjectIdentifier) -> Curve:
    """Return a curve by its object identifier; UnsupportedKey names one that is not supported."""
    found = _BY_IDENTIFIER.get(identifier)
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
