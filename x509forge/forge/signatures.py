"""Signatures that are wrong, and algorithms that do not go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..asn1 import BitString, Null
from ..der import element
from ..errors import UnsupportedKey
from ..pkcs.pkcs1 import RSAPrivateKey
from ..pkcs.pkcs8 import PrivateKeyInfo
from ..signing.algorithms import digest_info
from ..signing.curves import curve, named_curve
from ..signing.keys import PrivateKey
from ..x509.algorithm import AlgorithmIdentifier, ECParameters
from ..x509.ecdsa_signature import ECDSASigValue
from .defect import DEFECTS, RULE, SIGNATURE, STRUCTURE
from .element import INTEGER, NULL, SEQUENCE, bit_string, integer, long_length, object_identifier, sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from .draft import Draft

_PLACE, _OUTER, _INNER = "signatureValue", "signatureAlgorithm", "tbsCertificate.signature"
_BOTH = "tbsCertificate.signature, signatureAlgorithm"
_NULL = element(NULL, b"")


def _octets(
    id: str,
    citation: str,
    says: str,
    change: Callable[[bytes], bytes],
    *,
    breaks: str = SIGNATURE,
    rules: str = "",
    refused_by: str = "",
    needs: str | None = None,
) -> None:
    """Declare a change of the signature's octets as a defect."""

    def make(draft: Draft) -> None:
        signature = BitString.from_der(draft.signature.to_der())
        draft.signature.become(bit_string(change(signature.octets)))

    DEFECTS.defect(id, breaks, _PLACE, citation, says, rules=rules, refused_by=refused_by, needs=needs)(make)


_octets(
    "signatures.bit_flipped",
    "RFC 5280 4.1.1.3",
    "A bit of it is another.",
    lambda octets: octets[:-1] + bytes((octets[-1] ^ 1,)),
    refused_by="openssl-verify gnutls-verify",
)
_octets(
    "signatures.zeroed",
    "RFC 5280 4.1.1.3",
    "It is zero octets.",
    lambda octets: bytes(len(octets)),
    refused_by="openssl-verify gnutls-verify",
)
_octets(
    "signatures.empty",
    "RFC 5280 4.1.1.3",
    "There is none.",
    lambda octets: b"",
    refused_by="openssl-verify gnutls-verify",
)
_octets(
    "signatures.trailing_octet",
    "RFC 5280 4.1.1.3",
    "A zero octet stands behind it.",
    lambda octets: octets + b"\x00",
    refused_by="openssl-verify gnutls-verify",
)
_octets(
    "signatures.cut_short",
    "RFC 5280 4.1.1.3",
    "Its last octet is missing.",
    lambda octets: octets[:-1],
    refused_by="openssl-verify gnutls-verify",
)


@DEFECTS.defect(
    "signatures.no_contents",
    STRUCTURE,
    _PLACE,
    "X.690 8.6.2.3",
    "It is a BIT STRING without contents.",
    refused_by="x509forge openssl cryptography asn1crypto openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.signature.become(bit_string(b"")[:1] + b"\x00")


@DEFECTS.defect(
    "signatures.unused_bits",
    STRUCTURE,
    _PLACE,
    "X.690 11.2.1",
    "Bits of its last octet are said to be unused, and are set.",
    refused_by="x509forge cryptography openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    octets = BitString.from_der(draft.signature.to_der()).octets
    draft.signature.become(bit_string(octets[:-1] + bytes((octets[-1] | 1,)), 1))


@DEFECTS.defect(
    "signatures.of_the_good",
    SIGNATURE,
    "tbsCertificate.serialNumber",
    "RFC 5280 4.1.1.3",
    "The serial number is another since it was signed.",
    refused_by="openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.field("serialNumber").become(integer(draft.good.tbs_certificate.serial_number ^ 1))
    draft.signs = False


# --- Of RSA ----------------------------------------------------------------------------------------------------------


def _rsa(
    id: str,
    citation: str,
    says: str,
    pad: Callable[[bytes, int], bytes],
    *,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare an RSA signature over other octets as a defect: `pad` has the hash and the octets of the modulus."""

    def make(draft: Draft) -> None:
        import hashlib

        digest = hashlib.sha256(draft.tbs.to_der()).digest()
        draft.signature.become(BitString(_raised(draft, pad, digest)))

    DEFECTS.defect(id, SIGNATURE, _PLACE, citation, says, rules=rules, refused_by=refused_by, needs="rsa")(make)


def _raised(draft: Draft, pad: Callable[[bytes, int], bytes], digest: bytes) -> bytes:
    """Return what is padded to the power of the private exponent.

    The time that this takes tells of the key: whoever makes bad certificates does so with keys that nobody trusts.
    """
    if not isinstance(draft.signer, PrivateKey):
        raise UnsupportedKey("a signature with wrong padding needs the private key itself")
    if draft.good.signature_algorithm.algorithm != oid.SHA256_WITH_RSA_ENCRYPTION:
        raise UnsupportedKey("a signature with wrong padding is by sha256WithRSAEncryption, as the good one is to be")
    key = PrivateKeyInfo.from_der(draft.signer.to_der()).private_key
    numbers = RSAPrivateKey.from_der(key) if isinstance(key, bytes) else key
    size = (numbers.modulus.bit_length() + 7) // 8
    padded = int.from_bytes(pad(digest, size), "big")
    return pow(padded, numbers.private_exponent, numbers.modulus).to_bytes(size, "big")


def _padded(info: bytes, size: int, block_type: int = 1, filler: bytes = b"\xff", behind: bytes = b"") -> bytes:
    """Return the encoding of EMSA-PKCS1-v1_5 (RFC 8017 9.2), or one like it."""
    return bytes((0, block_type)) + filler * (size - 3 - len(info) - len(behind)) + b"\x00" + info + behind


def _info(digest: bytes, algorithm: bytes) -> bytes:
    return sequence(algorithm, element(b"\x04", digest))


_SHA256 = oid.SHA256.der
_rsa(
    "signatures.rsa_block_type_2",
    "RFC 8017 9.2",
    "The padding is that of encryption, block type 2.",
    lambda digest, size: _padded(digest_info("sha256", digest), size, 2),
    refused_by="openssl-verify gnutls-verify",
)
_rsa(
    "signatures.rsa_filler",
    "RFC 8017 9.2",
    "The padding is of octets FE.",
    lambda digest, size: _padded(digest_info("sha256", digest), size, filler=b"\xfe"),
    refused_by="openssl-verify gnutls-verify",
)
_rsa(
    "signatures.rsa_octets_behind_hash",
    "RFC 8017 9.2",
    "There are eight octets of padding, and zeros behind the hash (CVE-2006-4339, with the exponent 3).",
    lambda digest, size: _padded(
        digest_info("sha256", digest), size, behind=bytes(size - 11 - len(digest_info("sha256", digest)))
    ),
    refused_by="openssl-verify gnutls-verify",
)
_rsa(
    "signatures.rsa_no_null",
    "RFC 8017 9.2",
    "NULL is missing in the DigestInfo.",
    lambda digest, size: _padded(_info(digest, sequence(_SHA256)), size),
    refused_by="openssl-verify gnutls-verify",
)
_rsa(
    "signatures.rsa_other_hash_named",
    "RFC 8017 9.2",
    "The DigestInfo names SHA-1 where the hash is SHA-256.",
    lambda digest, size: _padded(_info(digest, sequence(oid.SHA1.der, _NULL)), size),
    refused_by="openssl-verify gnutls-verify",
)
_rsa(
    "signatures.rsa_hash_alone",
    "RFC 8017 9.2",
    "The hash stands there without a DigestInfo.",
    lambda digest, size: _padded(digest, size),
    refused_by="openssl-verify gnutls-verify",
)
_rsa(
    "signatures.rsa_no_padding",
    "RFC 8017 9.2",
    "There are zeros before the DigestInfo, and no padding.",
    lambda digest, size: digest_info("sha256", digest).rjust(size, b"\x00"),
    refused_by="openssl-verify gnutls-verify",
)

# --- Of ECDSA --------------------------------------------------------------------------------------------------------


def _ecdsa(
    id: str,
    citation: str,
    says: str,
    change: Callable[[int, int], bytes],
    *,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare another encoding of r and s, or others than these, as a defect."""

    def changed(octets: bytes) -> bytes:
        value = ECDSASigValue.from_der(octets)
        return change(value.r, value.s)

    _octets(id, citation, says, changed, rules=rules, refused_by=refused_by, needs="ec")


def _padded_integer(number: int) -> bytes:
    contents = b"\x00" + integer(number)[2:]
    return element(INTEGER, contents)


_ecdsa(
    "signatures.ecdsa_r_zero",
    "SEC 1 version 2.0 4.1.4",
    "r is 0.",
    lambda r, s: sequence(integer(0), integer(s)),
    refused_by="openssl-verify gnutls-verify",
)
_ecdsa(
    "signatures.ecdsa_s_zero",
    "SEC 1 version 2.0 4.1.4",
    "s is 0.",
    lambda r, s: sequence(integer(r), integer(0)),
    refused_by="openssl-verify gnutls-verify",
)
_ecdsa(
    "signatures.ecdsa_both_zero",
    "SEC 1 version 2.0 4.1.4",
    "r and s are 0 (CVE-2022-21449).",
    lambda r, s: sequence(integer(0), integer(0)),
    refused_by="openssl-verify gnutls-verify",
)
_ecdsa(
    "signatures.ecdsa_negative",
    "SEC 1 version 2.0 4.1.4",
    "r is negative.",
    lambda r, s: sequence(integer(-r), integer(s)),
    refused_by="openssl-verify gnutls-verify",
)
_ecdsa(
    "signatures.ecdsa_padded",
    "X.690 8.3.2",
    "A zero octet that is not needed stands before r.",
    lambda r, s: sequence(_padded_integer(r), integer(s)),
    refused_by="openssl-verify",
)
_ecdsa(
    "signatures.ecdsa_third_number",
    "RFC 3279 2.2.3",
    "A number stands behind s.",
    lambda r, s: sequence(integer(r), integer(s), integer(0)),
    refused_by="openssl-verify gnutls-verify",
)


@DEFECTS.defect(
    "signatures.ecdsa_side_by_side",
    SIGNATURE,
    _PLACE,
    "RFC 3279 2.2.3",
    "r and s stand side by side, as in PKCS #11 and JOSE.",
    refused_by="openssl-verify gnutls-verify",
    needs="ec",
)
def _(draft: Draft) -> None:
    value = ECDSASigValue.from_der(BitString.from_der(draft.signature.to_der()).octets)
    parameters = draft.signer.public_key.algorithm.parameters
    assert isinstance(parameters, ECParameters)
    width = curve(named_curve(parameters)).width
    draft.signature.become(bit_string(b"".join(each.to_bytes(width, "big") for each in (value.r, value.s))))


_ecdsa(
    "signatures.ecdsa_long_length",
    "X.690 10.1",
    "The length of r and s takes more octets than it needs.",
    lambda r, s: long_length(SEQUENCE, integer(r) + integer(s)),
    refused_by="openssl-verify",
)

# --- Algorithms ------------------------------------------------------------------------------------------------------

_OF_RSA = AlgorithmIdentifier(algorithm=oid.SHA512_WITH_RSA_ENCRYPTION, parameters=Null())
_OF_EC = AlgorithmIdentifier(algorithm=oid.ECDSA_WITH_SHA512)


def _another(draft: Draft) -> AlgorithmIdentifier:
    return _OF_EC if draft.good.signature_algorithm.algorithm == _OF_RSA.algorithm else _OF_RSA


@DEFECTS.defect(
    "signatures.inner_algorithm_differs",
    RULE,
    _INNER,
    "RFC 5280 4.1.1.2",
    "The inner algorithm is not the outer one.",
    rules="rfc5280.signature.algorithms_differ",
    refused_by="gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.field("signature").become(_another(draft))


@DEFECTS.defect(
    "signatures.outer_algorithm_differs",
    RULE,
    _OUTER,
    "RFC 5280 4.1.1.2",
    "The outer algorithm, by which nobody signed, is not the inner one.",
    rules="rfc5280.signature.algorithms_differ",
    refused_by="gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.outer_algorithm.become(_another(draft))


@DEFECTS.defect(
    "signatures.outer_parameters_null",
    RULE,
    _OUTER,
    "RFC 5280 4.1.1.2",
    "NULL stands behind the outer algorithm alone.",
    rules="rfc5280.signature.algorithms_differ",
    refused_by="cryptography openssl-verify",
    needs="ec",
)
def _(draft: Draft) -> None:
    draft.outer_algorithm.become(draft.good.signature_algorithm.replace(parameters=Null()))


@DEFECTS.defect(
    "signatures.outer_parameters_absent",
    RULE,
    _OUTER,
    "RFC 5280 4.1.1.2",
    "NULL is missing behind the outer algorithm alone.",
    rules="rfc5280.signature.algorithms_differ",
    refused_by="openssl-verify",
    needs="rsa",
)
def _(draft: Draft) -> None:
    draft.outer_algorithm.become(draft.good.signature_algorithm.replace(parameters=None))


def _both(
    id: str,
    citation: str,
    says: str,
    algorithm: Callable[[AlgorithmIdentifier], bytes],
    *,
    rules: str = "",
    refused_by: str = "",
    needs: str | None = None,
) -> None:
    """Declare an algorithm, inside and outside alike, as a defect."""

    def make(draft: Draft) -> None:
        octets = algorithm(draft.good.signature_algorithm)
        draft.field("signature").become(octets)
        draft.outer_algorithm.become(octets)

    DEFECTS.defect(id, RULE, _BOTH, citation, says, rules=rules, refused_by=refused_by, needs=needs)(make)


_both(
    "signatures.algorithm_unknown",
    "RFC 5280 4.1.1.2",
    "Nobody knows the algorithm.",
    lambda algorithm: sequence(object_identifier("1.3.6.1.4.1.32473.5")),
    rules="webpki.signature.algorithm webpki.signature.hash_of_curve",
    refused_by="openssl-verify gnutls-verify",
)
_both(
    "signatures.parameters_absent",
    "RFC 4055 5",
    "NULL is missing behind the algorithm.",
    lambda algorithm: sequence(algorithm.algorithm.der),
    needs="rsa",
    rules="rfc4055.signature.parameters",
)
_both(
    "signatures.parameters_null",
    "RFC 5758 3.2",
    "NULL stands behind the algorithm, which has no parameters.",
    lambda algorithm: sequence(algorithm.algorithm.der, _NULL),
    needs="ec",
    rules="rfc4055.signature.parameters",
    refused_by="cryptography",
)
_both(
    "signatures.key_algorithm",
    "RFC 5280 4.1.1.2",
    "The algorithm is that of the key, and says no hash.",
    lambda algorithm: sequence(oid.RSA_ENCRYPTION.der, _NULL),
    needs="rsa",
    rules="rfc5280.signature.no_signature_algorithm",
    refused_by="openssl-verify gnutls-verify",
)


def _hash(id: str, citation: str, says: str, hash_name: str, *, rules: str = "", refused_by: str = "") -> None:
    """Declare a signature with a weak hash, described as such, as a defect."""

    def make(draft: Draft) -> None:
        signer = draft.signer
        if not isinstance(signer, PrivateKey):
            raise UnsupportedKey(f"{id} needs the private key itself")
        draft.signer = signer.with_hash(hash_name)
        draft.algorithm = draft.signer.algorithm
        for place in (draft.field("signature"), draft.outer_algorithm):
            place.become(draft.algorithm)

    DEFECTS.defect(id, RULE, _BOTH, citation, says, rules=rules, refused_by=refused_by)(make)


_hash(
    "signatures.sha1",
    "RFC 9325 4.5",
    "It is signed with SHA-1.",
    "sha1",
    rules="webpki.signature.algorithm webpki.signature.hash_of_curve",
    refused_by="gnutls-verify",
)
