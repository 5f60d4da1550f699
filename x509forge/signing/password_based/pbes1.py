"""The encryption schemes of old, which are read and never written: PBES1 (RFC 8018 6.1), and those of PKCS #12.

Their keys come from one hash of MD5 or SHA-1 repeated, and their ciphers are DES, RC2 and RC4.
"""

from __future__ import annotations

from ... import oid
from ...errors import KeyFormatError, UnsupportedKey
from ...pkcs.pkcs5 import PBEParameter
from ..algorithms import named
from . import ciphers, derivation
from .limits import require_salt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...x509.algorithm import AlgorithmIdentifier
    from .ciphers import Cipher
    from .limits import Limits

# RFC 8018 A.3: the hash of PBKDF1, which makes key and IV at once.
_PBES1 = {oid.PBE_WITH_MD5_AND_DES_CBC: "md5", oid.PBE_WITH_SHA1_AND_DES_CBC: "sha1"}
# RFC 7292 appendix C.
_PKCS12 = {
    oid.PBE_WITH_SHA_AND_128_BIT_RC4: ciphers.RC4,
    oid.PBE_WITH_SHA_AND_40_BIT_RC4: ciphers.RC4_40,
    oid.PBE_WITH_SHA_AND_3_KEY_TRIPLE_DES_CBC: ciphers.CIPHERS["des-ede3-cbc"],
    oid.PBE_WITH_SHA_AND_2_KEY_TRIPLE_DES_CBC: ciphers.TWO_KEY_TRIPLE_DES,
    oid.PBE_WITH_SHA_AND_128_BIT_RC2_CBC: ciphers.RC2,
}
READ = (*_PBES1, *_PKCS12)
# What nobody here can: `hashlib` has no MD2, and of RC2 there is that with all 128 bits effective.
_REASONS = {
    oid.PBE_WITH_MD2_AND_DES_CBC: "nobody here has MD2",
    oid.PBE_WITH_MD2_AND_RC2_CBC: "nobody here has MD2",
    oid.PBE_WITH_MD5_AND_RC2_CBC: "nobody here has RC2 with 64 effective bits",
    oid.PBE_WITH_SHA1_AND_RC2_CBC: "nobody here has RC2 with 64 effective bits",
    oid.PBE_WITH_SHA_AND_40_BIT_RC2_CBC: "nobody here has RC2 with 40 effective bits",
}


def open_with(algorithm: AlgorithmIdentifier, password: bytes, limits: Limits) -> tuple[Cipher, bytes, bytes]:
    """Return the cipher, the key and the IV that a password makes; raises KeyFormatError, UnsupportedKey."""
    name = named(algorithm.algorithm)
    if algorithm.algorithm not in READ:
        reason = _REASONS.get(algorithm.algorithm)
        raise UnsupportedKey(f"encryption of a private key by {name} is not supported{f': {reason}' if reason else ''}")
    parameters = algorithm.parameters
    if not isinstance(parameters, PBEParameter):
        raise KeyFormatError(f"the encrypted private key lacks the parameters of {name} (RFC 8018 A.3, RFC 7292 C)")
    salt, count = parameters.salt, parameters.iteration_count
    limits.require_iterations(name, count)
    if algorithm.algorithm in _PBES1:
        if len(salt) != 8:
            raise KeyFormatError(f"the salt of {name} is {len(salt)} octets, not 8 (RFC 8018 A.3)")
        derived = derivation.pbkdf1(_PBES1[algorithm.algorithm], password, salt, count)
        return ciphers.DES, derived[:8], derived[8:]
    require_salt(name, salt)
    cipher = _PKCS12[algorithm.algorithm]
    key = derivation.pkcs12(derivation.KEY, password, salt, count, cipher.key_length)
    if not cipher.block_length:
        return cipher, key, b""
    return cipher, key, derivation.pkcs12(derivation.IV, password, salt, count, cipher.block_length)
