"""Parameters of RSASSA-PSS in text, of signatures and of keys (RFC 4055 3.1)."""

from __future__ import annotations

from ...errors import DecodeError
from ...pkcs.pkcs1 import RSASSAPSSParams
from ...x509.algorithm import AlgorithmIdentifier
from ..objects import short_name
from .strings import c_long, hexadecimal, object_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...asn1 import Value

_SHA1 = "1.3.14.3.2.26"
_MGF1 = "1.2.840.113549.1.1.8"


def _read(parameters: Value | None) -> RSASSAPSSParams | None:
    try:
        return None if parameters is None else RSASSAPSSParams.from_der(parameters.to_der())
    except DecodeError:
        return None


def _mask_hash(algorithm: AlgorithmIdentifier) -> str | None:
    try:
        if algorithm.algorithm == _MGF1 and algorithm.parameters is not None:
            return str(AlgorithmIdentifier.from_der(algorithm.parameters.to_der()).algorithm)
    except DecodeError:
        pass
    return None


def signature_lines(parameters: Value | None) -> list[str]:
    """Return what is printed of a signature's parameters."""
    found = _read(parameters)
    readable = found is not None and (
        found.mask_gen_algorithm is None or _mask_hash(found.mask_gen_algorithm) is not None
    )
    if found is None or not readable:
        return ["(INVALID PSS PARAMETERS)"]
    hash_name = "sha1 (default)"
    if found.hash_algorithm is not None:
        hash_name = object_name(found.hash_algorithm.algorithm)
    mask = "mgf1 with sha1 (default)"
    if found.mask_gen_algorithm is not None:
        mask_hash = _mask_hash(found.mask_gen_algorithm) or ""
        mask = f"{object_name(found.mask_gen_algorithm.algorithm)} with {object_name(mask_hash)}"
    salt = "14 (default)" if found.salt_length is None else hexadecimal(found.salt_length)
    trailer = "01 (default)" if found.trailer_field is None else hexadecimal(found.trailer_field)
    return [
        "",
        f"Hash Algorithm: {hash_name}",
        f"Mask Algorithm: {mask}",
        f" Salt Length: 0x{salt}",
        f"Trailer Field: 0x{trailer}",
    ]


# What the restrictions of keys call them.
_HASHES = {
    "SHA1": "SHA1",
    "SHA224": "SHA2-224",
    "SHA256": "SHA2-256",
    "SHA384": "SHA2-384",
    "SHA512": "SHA2-512",
    "SHA512-224": "SHA2-512/224",
    "SHA512-256": "SHA2-512/256",
}


def restrictions(parameters: Value | None) -> list[str]:
    """Return what is printed of a key's parameters; raises DecodeError for what are none."""
    if parameters is None:
        return ["No PSS parameter restrictions"]
    found = RSASSAPSSParams.from_der(parameters.to_der())
    hashed = _SHA1 if found.hash_algorithm is None else str(found.hash_algorithm.algorithm)
    mask_hash = _SHA1 if found.mask_gen_algorithm is None else _mask_hash(found.mask_gen_algorithm) or ""
    salt = 20 if found.salt_length is None else _c_int(found.salt_length)
    trailer = 1 if found.trailer_field is None else _c_int(found.trailer_field)
    return [
        "PSS parameter restrictions:",
        f"  Hash Algorithm: {_hash(hashed)}{_default(hashed == _SHA1)}",
        f"  Mask Algorithm: MGF1 with {_hash(mask_hash)}{_default(mask_hash == _SHA1)}",
        f"  Minimum Salt Length: {salt}{_default(salt == 20)}",
        f"  Trailer Field: 0x{trailer & 0xFFFFFFFF:x}{_default(trailer == 1)}",
    ]


def _c_int(number: int) -> int:
    """Return what of a number fits into an `int` of C."""
    low = c_long(number) & 0xFFFFFFFF
    return low - (1 << 32) if low >> 31 else low


def _hash(oid: str) -> str:
    name = short_name(oid) or ""
    return _HASHES.get(name, name)


def _default(is_default: bool) -> str:
    return " (default)" if is_default else ""
