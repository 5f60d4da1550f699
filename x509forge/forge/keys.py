"""Public keys that are wrong."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .. import oid
from ..der import element
from ..signing.curves import curve
from .defect import DEFECTS, RULE, STRUCTURE, VALUE
from .element import BIT_STRING, NULL, bit_string, integer, object_identifier, octet_string, sequence

if TYPE_CHECKING:
    from .draft import Draft

_PLACE = "tbsCertificate.subjectPublicKeyInfo"
_NULL = element(NULL, b"")


def _key(
    id: str, breaks: str, citation: str, says: str, octets: bytes, *, rules: str = "", refused_by: str = ""
) -> None:
    """Declare these octets in the place of the public key as a defect."""

    def make(draft: Draft) -> None:
        draft.field("subjectPublicKeyInfo").become(octets)

    DEFECTS.defect(id, breaks, _PLACE, citation, says, rules=rules, refused_by=refused_by)(make)


def _info(algorithm: bytes, key: bytes) -> bytes:
    return sequence(algorithm, bit_string(key))


# --- On curves -------------------------------------------------------------------------------------------------------

_P256 = curve(oid.SECP256R1)
_X, _Y = _P256.base
_POINT = b"\x04" + _X + _Y
_NAMED = sequence(oid.EC_PUBLIC_KEY.der, oid.SECP256R1.der)


# Another point of the curve, the base point with -y: as its own base point, its private key is 1.
_OTHER_BASE = b"\x04" + _X + (_P256.p - int.from_bytes(_Y, "big")).to_bytes(_P256.width, "big")


def _spelled_out(base: bytes) -> bytes:
    """Return the parameters of P-256 with this base point (SEC 1 version 2.0 C.2)."""
    return sequence(
        integer(1),
        sequence(oid.PRIME_FIELD.der, integer(_P256.p)),
        sequence(octet_string(_P256.a), octet_string(_P256.b)),
        octet_string(base),
        integer(_P256.order),
        integer(1),
    )


_key(
    "keys.point_off_curve",
    RULE,
    "SEC 1 version 2.0 3.2.2.1",
    "The point is not on its curve.",
    _info(_NAMED, b"\x04" + _X + _Y[:-1] + bytes((_Y[-1] ^ 1,))),
    rules="rfc5480.key.point",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.point_at_infinity",
    RULE,
    "SEC 1 version 2.0 3.2.2.1",
    "It is the point at infinity.",
    _info(_NAMED, b"\x00"),
    rules="rfc5480.key.point",
    refused_by="cryptography",
)
_key(
    "keys.point_too_short",
    RULE,
    "RFC 5480 2.2",
    "An octet of the point is missing.",
    _info(_NAMED, _POINT[:-1]),
    rules="rfc5480.key.point",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.point_too_long",
    RULE,
    "RFC 5480 2.2",
    "An octet stands behind the point.",
    _info(_NAMED, _POINT + b"\x00"),
    rules="rfc5480.key.point",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.point_hybrid",
    RULE,
    "RFC 5480 2.2",
    "The point is in the hybrid form.",
    _info(_NAMED, bytes((6 + _Y[-1] % 2,)) + _X + _Y),
    rules="rfc5480.key.point",
)
_key(
    "keys.point_without_square_root",
    RULE,
    "SEC 1 version 2.0 3.2.2.1",
    "No point of the curve has the x of the compressed one.",
    _info(_NAMED, b"\x02" + (_P256.p - 1).to_bytes(_P256.width, "big")),
    rules="rfc5480.key.point",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.explicit_parameters",
    RULE,
    "RFC 5480 2.1.1",
    "The curve is spelled out, and not named.",
    _info(sequence(oid.EC_PUBLIC_KEY.der, _spelled_out(_POINT)), _POINT),
    rules="rfc5480.key.curve_not_named",
    refused_by="openssl-verify",
)
_key(
    "keys.explicit_generator",
    RULE,
    "RFC 5480 2.1.1",
    "The curve is spelled out, with the key for its base point (CVE-2020-0601).",
    _info(sequence(oid.EC_PUBLIC_KEY.der, _spelled_out(_OTHER_BASE)), _OTHER_BASE),
    rules="rfc5480.key.curve_not_named",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.curve_unknown",
    RULE,
    "RFC 5480 2.1.1.1",
    "Nobody knows the curve.",
    _info(sequence(oid.EC_PUBLIC_KEY.der, object_identifier("1.3.6.1.4.1.32473.3")), _POINT),
    rules="webpki.public_key.algorithm",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.curve_absent",
    RULE,
    "RFC 5480 2.1.1",
    "The curve is not said.",
    _info(sequence(oid.EC_PUBLIC_KEY.der), _POINT),
    rules="rfc5480.key.curve_not_named",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.curve_implicit",
    RULE,
    "RFC 5480 2.1.1",
    "NULL stands for the curve, which is to be known from elsewhere.",
    _info(sequence(oid.EC_PUBLIC_KEY.der, _NULL), _POINT),
    rules="rfc5480.key.curve_not_named",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.ed25519_parameters",
    RULE,
    "RFC 8410 3",
    "An Ed25519 key has NULL for parameters.",
    _info(sequence(oid.ED25519.der, _NULL), 32 * b"\x58"),
    rules="rfc3279.key.parameters",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.ed25519_31_octets",
    RULE,
    "RFC 8410 4",
    "An Ed25519 key has 31 octets.",
    _info(sequence(oid.ED25519.der), 31 * b"\x58"),
    rules="rfc8410.key.length",
    refused_by="cryptography openssl-verify",
)

# --- RSA -------------------------------------------------------------------------------------------------------------

_RSA = sequence(oid.RSA_ENCRYPTION.der, _NULL)
_F4 = 65537
# 2048 bits that look like a modulus, without a factor below 752: nobody knows others, and nobody signs with it.
_MODULUS = int.from_bytes(b"\xc3" + 254 * b"\x5a" + b"\x5b", "big") + 6
# The product of the primes to 167: by it Infineon's library made keys.
_PRIMES = math.prod(n for n in range(2, 168) if all(n % divisor for divisor in range(2, n)))
_ROCA = pow(_F4, 5, _PRIMES) + _PRIMES * (_MODULUS // _PRIMES + 0)
_MIDDLE = (_MODULUS >> 1024) + 99


def _rsa(modulus: int, exponent: int) -> bytes:
    return _info(_RSA, sequence(integer(modulus), integer(exponent)))


_key(
    "keys.rsa_even_modulus",
    RULE,
    "RFC 8017 3.1",
    "The modulus is even.",
    _rsa(_MODULUS - 1, _F4),
    rules="rfc8017.key.rsa",
)
_key(
    "keys.rsa_factor_3",
    RULE,
    "CABF BR 6.1.6",
    "The modulus is divisible by 3.",
    _rsa(_MODULUS - _MODULUS % 3 + 3 * (1 - (_MODULUS - _MODULUS % 3) % 2), _F4),
    rules="webpki.public_key.small_factor",
)
_key(
    "keys.rsa_modulus_zero",
    RULE,
    "RFC 8017 3.1",
    "The modulus is 0.",
    _rsa(0, _F4),
    rules="rfc8017.key.rsa",
    refused_by="cryptography",
)
_key(
    "keys.rsa_modulus_negative",
    RULE,
    "RFC 8017 3.1",
    "The modulus is negative.",
    _rsa(_MODULUS - (1 << 2048), _F4),
    rules="rfc8017.key.rsa",
    refused_by="cryptography",
)
_key(
    "keys.rsa_512_bits",
    RULE,
    "CABF BR 6.1.5",
    "The modulus has 512 bits.",
    _rsa((_MODULUS >> 1536 | 1) + 6, _F4),
    rules="webpki.public_key.size",
)
_key(
    "keys.rsa_roca",
    RULE,
    "CABF BR 6.1.1.3",
    "The modulus is such as a flawed library of smart cards made (CVE-2017-15361).",
    _rsa(_ROCA, _F4),
    rules="webpki.public_key.roca",
)
_key(
    "keys.rsa_close_primes",
    RULE,
    "CABF BR 6.1.1.3",
    "The factors of the modulus differ by 4, so that Fermat's method finds them (CVE-2022-26320).",
    _rsa(_MIDDLE * _MIDDLE - 4, _F4),
    rules="webpki.public_key.close_primes",
)
_key(
    "keys.rsa_exponent_1",
    RULE,
    "RFC 8017 3.1",
    "The exponent is 1.",
    _rsa(_MODULUS, 1),
    rules="rfc8017.key.rsa",
    refused_by="cryptography",
)
_key(
    "keys.rsa_exponent_even",
    RULE,
    "RFC 8017 3.1",
    "The exponent is even.",
    _rsa(_MODULUS, 65536),
    rules="rfc8017.key.rsa",
    refused_by="cryptography",
)
_key(
    "keys.rsa_exponent_negative",
    RULE,
    "RFC 8017 3.1",
    "The exponent is negative.",
    _rsa(_MODULUS, -3),
    rules="rfc8017.key.rsa",
    refused_by="cryptography",
)
_key(
    "keys.rsa_modulus_padded",
    VALUE,
    "X.690 8.3.2",
    "A zero octet that is not needed stands before the modulus.",
    _info(_RSA, sequence(element(integer(0)[:1], b"\x00\x00" + _MODULUS.to_bytes(256, "big")), integer(_F4))),
    rules="rfc8017.key.rsa",
    refused_by="cryptography",
)
_key(
    "keys.rsa_parameters_absent",
    RULE,
    "RFC 3279 2.3.1",
    "NULL is missing behind rsaEncryption.",
    _info(sequence(oid.RSA_ENCRYPTION.der), sequence(integer(_MODULUS), integer(_F4))),
    rules="rfc3279.key.parameters",
)
_key(
    "keys.rsa_trailing_octets",
    VALUE,
    "RFC 3279 2.3.1",
    "Octets stand behind the key, within its BIT STRING.",
    _info(_RSA, sequence(integer(_MODULUS), integer(_F4)) + _NULL),
    rules="rfc8017.key.rsa",
    refused_by="cryptography",
)
_key(
    "keys.rsa_third_number",
    VALUE,
    "RFC 8017 A.1.1",
    "A number stands behind the exponent.",
    _info(_RSA, sequence(integer(_MODULUS), integer(_F4), integer(1))),
    rules="rfc8017.key.rsa",
    refused_by="cryptography openssl-verify",
)

# --- Keys of any kind ------------------------------------------------------------------------------------------------

_key(
    "keys.algorithm_unknown",
    RULE,
    "RFC 5280 4.1.2.7",
    "Nobody knows the algorithm.",
    _info(sequence(object_identifier("1.3.6.1.4.1.32473.4")), _POINT),
    rules="webpki.public_key.algorithm",
    refused_by="cryptography asn1crypto openssl-verify",
)
_key(
    "keys.no_octets",
    RULE,
    "RFC 5280 4.1.2.7",
    "There is no key.",
    _info(_NAMED, b""),
    rules="rfc5480.key.point",
    refused_by="cryptography openssl-verify",
)
_key(
    "keys.unused_bit",
    RULE,
    "RFC 5480 2.2",
    "A bit of the key's last octet, a zero, is not used.",
    sequence(_NAMED, bit_string(_OTHER_BASE, 1)),
    rules="rfc3279.key.unused_bits",
    refused_by="cryptography",
)
_key(
    "keys.unused_bit_set",
    STRUCTURE,
    "X.690 11.2.1",
    "A bit of the key's last octet is not used, and is set.",
    sequence(_NAMED, bit_string(_POINT, 1)),
    refused_by="x509forge cryptography openssl-verify",
)
_key(
    "keys.no_contents",
    STRUCTURE,
    "X.690 8.6.2.3",
    "The key is a BIT STRING without contents.",
    sequence(_NAMED, element(BIT_STRING, b"")),
    refused_by="x509forge openssl cryptography asn1crypto openssl-verify",
)
_key(
    "keys.octet_string",
    STRUCTURE,
    "RFC 5280 4.1",
    "The key is in an OCTET STRING.",
    sequence(_NAMED, octet_string(_POINT)),
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_key(
    "keys.third_element",
    STRUCTURE,
    "X.690 8.9.2",
    "An element stands behind the BIT STRING of the key.",
    sequence(_NAMED, bit_string(_POINT), _NULL),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_key(
    "keys.algorithm_third_element",
    STRUCTURE,
    "X.690 8.9.2",
    "An element stands behind the parameters of the algorithm.",
    _info(sequence(oid.EC_PUBLIC_KEY.der, oid.SECP256R1.der, _NULL), _POINT),
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
