"""The MAC of a PKCS #12 file under its password (RFC 7292 4), by PBMAC1 too (RFC 9579)."""

from __future__ import annotations

from ... import oid
from ...errors import KeyFormatError, UnsupportedKey
from ...pkcs.pkcs5 import PBKDF2Parameters, PBMAC1Parameters
from ..algorithms import named
from . import derivation, pbes2
from .limits import Limits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...pkcs.pkcs12 import MacData
    from ...x509.algorithm import AlgorithmIdentifier

_HASHES = {
    oid.SHA1: "sha1",
    oid.SHA224: "sha224",
    oid.SHA256: "sha256",
    oid.SHA384: "sha384",
    oid.SHA512: "sha512",
    oid.SHA512_224: "sha512_224",
    oid.SHA512_256: "sha512_256",
}


def confirms(data: MacData, octets: bytes, password: bytes, limits: Limits | None = None) -> bool:
    """Return whether a MAC is that of these octets under this password.

    Raises KeyFormatError for parameters that make no sense, and more work than the limits allow; UnsupportedKey
    names what cannot be computed.
    """
    import hmac

    limits = limits or Limits()
    algorithm = data.mac.digest_algorithm
    if algorithm.algorithm == oid.PBMAC1:
        hash_name, key = _by_pbmac1(algorithm, password, limits)
    else:
        name = _HASHES.get(algorithm.algorithm)
        if name is None:
            raise UnsupportedKey(f"a MAC with {named(algorithm.algorithm)} is not supported")
        limits.require_iterations("the MAC", data.iterations)
        hash_name = name
        length = hmac.new(b"", b"", hash_name).digest_size
        key = derivation.pkcs12(derivation.MAC_KEY, password, data.mac_salt, data.iterations, length, hash_name)
    return hmac.compare_digest(hmac.digest(key, octets, hash_name), data.mac.digest)


def _by_pbmac1(algorithm: AlgorithmIdentifier, password: bytes, limits: Limits) -> tuple[str, bytes]:
    parameters = algorithm.parameters
    if not isinstance(parameters, PBMAC1Parameters):
        raise KeyFormatError("the MAC lacks the parameters of PBMAC1 (RFC 8018 A.5)")
    hash_name = pbes2.PRF_NAMES.get(parameters.message_auth_scheme.algorithm)
    function = parameters.key_derivation_func
    # RFC 9579 4: PBKDF2, and the length of the key is told.
    length = function.parameters.key_length if isinstance(function.parameters, PBKDF2Parameters) else None
    if hash_name is None or function.algorithm != oid.PBKDF2 or length is None:
        raise UnsupportedKey("PBMAC1 with other than PBKDF2, a length of its key and HMAC is not supported")
    if not 0 < length <= _LONGEST_KEY:
        raise KeyFormatError(f"the key of the MAC is to have other than 1 to {_LONGEST_KEY} octets")
    return hash_name, pbes2.by_pbkdf2(function, password, length, limits)


_LONGEST_KEY = 1024
