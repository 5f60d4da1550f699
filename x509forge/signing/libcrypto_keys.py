"""Keys and signatures by libcrypto itself, for the backend on oscrypto: what `oscrypto_keys` does, without oscrypto.

Keys come and go as numbers, which our own classes read and write: libcrypto never sees a caller's bytes as a key.
"""

from __future__ import annotations

import functools
import hashlib

from x509forge.errors import KeyFormatError, SigningError
from x509forge.kept import Kept
from x509forge.pkcs.pkcs1 import RSAPrivateKey, RSAPublicKey
from x509forge.pkcs.sec1 import ECPrivateKey
from x509forge.signing.backend import rsa_bits
from x509forge.signing.curves import curve_called
from x509forge.signing.key_structures import ec_private, ec_public, rsa_private, rsa_public
from x509forge.signing.libcrypto import NUMBER, OCTETS, PAIR, PARAMETERS, PUBLIC, TEXT, library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from x509forge.signing import public_keys
    from x509forge.signing.backend_keys import GivenKey
    from x509forge.signing.libcrypto import Owned
    from x509forge.signing.scheme import Scheme
    from x509forge.x509.curves import Curve

    # A parameter of libcrypto's: its name, its type, its value.
    Part = tuple[str, int, bytes]

# The parts of an RSA private key (man 7 EVP_PKEY-RSA), and what RFC 8017 A.1.2 calls them; the first two are public.
_RSA_PARTS = {
    "n": "modulus",
    "e": "public_exponent",
    "d": "private_exponent",
    "rsa-factor1": "prime1",
    "rsa-factor2": "prime2",
    "rsa-exponent1": "exponent1",
    "rsa-exponent2": "exponent2",
    "rsa-coefficient1": "coefficient",
}
# Of one key: a salt of RSASSA-PSS may be of any length, and strangers name it.
_MOST_CONTEXTS = 16
_GENERATORS: dict[str, list[Owned]] = {}

# man 7 EVP_SIGNATURE-RSA.
_PADDINGS = {"rsa-pkcs1v15": b"pkcs1", "rsa-pss": b"pss"}


class LoadedKey:
    """A key of libcrypto's, private or public, with contexts for the schemes that it was used by."""

    __slots__ = ("_ready", "key", "key_type", "size")

    def __init__(self, key_type: str, key: Owned) -> None:
        self.key_type = key_type
        self.key = key
        self.size = library().EVP_PKEY_get_size(key)
        self._ready = Kept(_MOST_CONTEXTS)

    def ready(self, scheme: Scheme, prepare: Callable[..., Owned]) -> tuple[Owned, Any]:
        """Return the context and the hash function for a scheme; `prepare` makes the context for the first use."""
        told = (scheme.name, scheme.hash_name, scheme.mgf_hash_name, scheme.salt_length)
        found: tuple[Owned, Any] | None = self._ready.get(told)
        if found is None:
            context = prepare(self.key, *_how(scheme))
            found = self._ready.keep(told, (context, getattr(hashlib, scheme.hash_name or "")))
        return found


class PrivateKey(LoadedKey):
    """A private key, loaded, and the public key that belongs to it."""

    __slots__ = ("public_key",)

    def __init__(self, key_type: str, key: Owned, public_key: bytes) -> None:
        super().__init__(key_type, key)
        self.public_key = public_key


@functools.cache
def why_unavailable() -> str | None:
    """Return in one line why libcrypto cannot be asked, or None."""
    try:
        library()
    except ImportError as error:
        return str(error)
    return None


def tells_salt() -> bool:
    """Return that RSASSA-PSS is done with any salt and any mask."""
    return True


def generate(key_type: str) -> tuple[bytes, PrivateKey]:
    """Return a new key as the DER of a PrivateKeyInfo in its usual form, and loaded."""
    bits = rsa_bits(key_type)
    if bits is not None:
        key = library().generate(library().generator("RSA", ("bits", NUMBER, _octets(bits, 8))))
        found = library().parts_of(key, *((name, NUMBER, bits // 8) for name in _RSA_PARTS))
        numbers: dict[str, Any] = {
            field: int.from_bytes(part, "big") for field, part in zip(_RSA_PARTS.values(), found, strict=True)
        }
        public = rsa_public(numbers["modulus"], numbers["public_exponent"])
        return rsa_private(RSAPrivateKey(**numbers)), PrivateKey(key_type, key, public)
    curve = _curve(key_type)
    key = _generated(curve)
    scalar, point = library().parts_of(key, ("priv", NUMBER, curve.width), ("pub", OCTETS, 1 + 2 * curve.width))
    return ec_private(curve, scalar, point), PrivateKey(key_type, key, ec_public(curve, point))


@functools.cache
def _parameters(curve: Curve) -> Owned:
    """Return a key without a point, of which copies get one: that takes a quarter of making a key of its parts."""
    return library().key_of("EC", PARAMETERS, _group(curve))


def _generated(curve: Curve) -> Owned:
    """Return a new pair of keys on a curve, by a context that nobody else uses meanwhile.

    Half the time of a key on P-256 goes into the curve, so what knows it is kept. Threads wait for nobody: there is a
    context for each that was busy at once, and a child that was forked has those that were not.
    """
    idle = _GENERATORS.setdefault(curve.name, [])
    try:
        context = idle.pop()
    except IndexError:
        context = library().generator("EC", _group(curve))
    key = library().generate(context)
    idle.append(context)
    return key


def load_private(given: GivenKey) -> PrivateKey:
    """Return a loaded key; KeyFormatError where libcrypto refuses it."""
    try:
        key, public = (_load_ec if given.key_type.startswith("ec:") else _load_rsa)(given)
    except SigningError as error:
        raise KeyFormatError(str(error)) from None
    given.require_own(public)
    return PrivateKey(given.key_type, key, public)


def _load_rsa(given: GivenKey) -> tuple[Owned, bytes]:
    own = RSAPrivateKey.from_der(given.info.private_key)
    key = library().key_of("RSA", PAIR, *(_number(name, getattr(own, field)) for name, field in _RSA_PARTS.items()))
    return key, rsa_public(own.modulus, own.public_exponent)


def _load_ec(given: GivenKey) -> tuple[Owned, bytes]:
    curve = _curve(given.key_type)
    scalar = ECPrivateKey.from_der(given.info.private_key).private_key
    point = library().point_of(curve.name, scalar, 1 + 2 * curve.width)
    key = library().key_of("EC", PAIR, _group(curve), ("priv", NUMBER, scalar), ("pub", OCTETS, point))
    return key, ec_public(curve, point)


def load_public(found: public_keys.PublicKey) -> LoadedKey:
    """Return a loaded key; KeyFormatError where libcrypto refuses it."""
    octets = found.info.subject_public_key.octets
    try:
        if found.backend_type.startswith("ec:"):
            key = library().key_with_point(_parameters(_curve(found.backend_type)), octets)
        else:
            own = RSAPublicKey.from_der(octets)
            key = library().key_of("RSA", PUBLIC, _number("n", own.modulus), _number("e", own.public_exponent))
    except SigningError as error:
        raise KeyFormatError(str(error)) from None
    return LoadedKey(found.backend_type, key)


def sign(own: PrivateKey, scheme: Scheme, message: bytes) -> bytes:
    """Return the signature of a message."""
    names = library()
    context, digest = own.ready(scheme, names.signer)
    return names.sign(context, digest(message).digest(), own.size)


def verify(own: LoadedKey, scheme: Scheme, signature: bytes, message: bytes) -> bool:
    """Return whether a public key confirms a signature."""
    names = library()
    context, digest = own.ready(scheme, names.verifier)
    return names.verifies(context, signature, digest(message).digest())


def _how(scheme: Scheme) -> list[Part]:
    """Return the parameters of a scheme (man 7 EVP_SIGNATURE-RSA, EVP_SIGNATURE-ECDSA)."""
    assert scheme.hash_name is not None
    how = [("digest", TEXT, scheme.hash_name.encode())]
    if scheme.name in _PADDINGS:
        how.append(("pad-mode", TEXT, _PADDINGS[scheme.name]))
    if scheme.mgf_hash_name is not None:
        how.append(("mgf1-digest", TEXT, scheme.mgf_hash_name.encode()))
        how.append(("saltlen", TEXT, str(scheme.salt_length).encode()))
    return how


def _curve(key_type: str) -> Curve:
    return curve_called(key_type.partition(":")[2])


def _group(curve: Curve) -> Part:
    return "group", TEXT, curve.name.encode()


def _number(name: str, value: int) -> Part:
    return name, NUMBER, _octets(value, (value.bit_length() + 7) // 8)


def _octets(value: int, length: int) -> bytes:
    return value.to_bytes(length, "big")
