"""Keys on their way into a backend: read, checked, and in one form, before any library computes with them.

That is what keeps a broken key from hanging a library, and one that contradicts itself from signing.
"""

from __future__ import annotations

from x509forge.errors import KeyFormatError, UnsupportedKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.pkcs.sec1 import ECPrivateKey
from x509forge.signing import key_files, public_keys
from x509forge.signing.curves import curve_called
from x509forge.signing.kinds import kind_of, kind_of_type
from x509forge.signing.kinds.ec import EC, compressed
from x509forge.signing.kinds.kind import decoded
from x509forge.signing.kinds.rsa import RSA_PSS
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from x509forge.asn1 import BitString
    from x509forge.signing.scheme import Scheme
    from x509forge.x509.curves import Curve

    T = TypeVar("T")

# Octets. An RSA key with the largest modulus has some 9,400; the rest is for attributes.
_MAX_LENGTH = 65536


class GivenKey:
    """A private key that was given to a backend: its type in the words of backends, and its form for them."""

    __slots__ = ("_given", "_stated", "info", "key_type")

    def __init__(self, key_type: str, info: PrivateKeyInfo, given: PrivateKeyInfo, stated: BitString | None) -> None:
        self.key_type = key_type
        self.info = info
        self._given = given
        self._stated = stated

    def require_own(self, public_key: bytes) -> None:
        """Raise KeyFormatError unless all that the key says of its public key fits the one that was computed (DER)."""
        own = SubjectPublicKeyInfo.from_der(public_key)
        kind = kind_of(self._given.private_key_algorithm.algorithm)
        kind.own_public_key(self._given, own)
        right = {own.subject_public_key.octets}
        stated = self._stated
        if kind is EC:
            right.add(compressed(own.subject_public_key.octets))
        if stated is not None and (stated.unused_bits or stated.octets not in right):
            raise KeyFormatError(f"the public key in the {kind.name} private key is not its own")


def given(private_key: bytes | GivenKey) -> GivenKey:
    """Return a private key as it is if it was looked at, and read from the DER of a PrivateKeyInfo if it was not."""
    return private_key if isinstance(private_key, GivenKey) else read_private(private_key)


def read_private(private_key_info: bytes) -> GivenKey:
    """Return the private key in the DER of a PrivateKeyInfo or OneAsymmetricKey.

    Raises KeyFormatError for what is broken, UnsupportedKey for kinds that are not known, and for RSASSA-PSS keys:
    backends get them as RSA keys.
    """
    require_bytes("private_key_info", private_key_info)
    if len(private_key_info) > _MAX_LENGTH:
        raise KeyFormatError(f"{len(private_key_info)} octets are more than a private key has: {_MAX_LENGTH} at most")
    return in_form(key_files.normal_form(decoded(PrivateKeyInfo, private_key_info, "a private key")))


def in_form(info: PrivateKeyInfo) -> GivenKey:
    """Return a private key that is in its usual form, as `key_files.normal_form` gives it, for a backend."""
    kind = kind_of(info.private_key_algorithm.algorithm)
    if kind is RSA_PSS:
        raise _for_pss_alone()
    key_type, form = kind.for_backend(info)
    stated = info.public_key
    if kind is EC:
        # The library computes the point; the one that is stated is compared with that.
        key = ECPrivateKey.from_der(form.private_key)
        stated, form = key.public_key, form.replace(private_key=ECPrivateKey(private_key=key.private_key).to_der())
    return GivenKey(key_type, form.replace(version=0, public_key=None), info, stated)


def read_public(subject_public_key_info: bytes) -> public_keys.PublicKey:
    """Return the public key in the DER of a SubjectPublicKeyInfo; raises what `read_private` raises."""
    require_bytes("subject_public_key_info", subject_public_key_info)
    if len(subject_public_key_info) > _MAX_LENGTH:
        raise KeyFormatError(f"{len(subject_public_key_info)} octets are more than a public key has: {_MAX_LENGTH}")
    found = public_keys.read(subject_public_key_info)
    if found.kind is RSA_PSS:
        raise _for_pss_alone()
    if found.kind is EC:
        _require_form(found.info.subject_public_key, curve_called(found.key_type.partition(":")[2]))
    return found


def _require_form(point: BitString, curve: Curve) -> None:
    """Raise KeyFormatError unless a point is compressed or not: "hybrid" ones RFC 5480 2.2 does not have.

    So the point at infinity, one octet of zero, with which anything can be signed, is refused too.
    """
    octets = point.octets
    expected = {b"\x04": 1 + 2 * curve.width, b"\x02": 1 + curve.width, b"\x03": 1 + curve.width}.get(octets[:1])
    if len(octets) != expected or point.unused_bits:
        raise KeyFormatError(f"{len(octets)} octets are not a point of {curve.name} (RFC 5480 2.2)")


def require_scheme(key_type: str, scheme: Scheme) -> None:
    """Raise UnsupportedKey if a key of a backend's type is not for a scheme."""
    if scheme.name not in kind_of_type(key_type).schemes:
        raise UnsupportedKey(f"a key of type {key_type} is not for {scheme.name}")


def own(handle: object, cls: type[T]) -> T:
    """Return a handle that is of a backend's own class; TypeError for what its `load` did not return."""
    if not isinstance(handle, cls):
        raise TypeError(f"handle must be what load() of this backend returned, not {type(handle).__name__}")
    return handle


def require_bytes(name: str, value: bytes) -> None:
    """Raise TypeError for what are no octets."""
    if not isinstance(value, bytes):
        raise TypeError(f"{name} must be bytes, not {type(value).__name__}")


def _for_pss_alone() -> UnsupportedKey:
    return UnsupportedKey("an RSA key for RSASSA-PSS alone (RFC 4055 1.2), where a backend takes those of any use")
