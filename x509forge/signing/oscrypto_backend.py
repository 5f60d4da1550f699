"""The backend on oscrypto: keys, signatures and ciphers of the operating system, nothing compiled.

Where Python has loaded a libcrypto that can be asked for keys and signatures by itself (`libcrypto_keys`), it is, and
oscrypto is loaded for ciphers alone; else `oscrypto_keys` asks oscrypto.
"""

from __future__ import annotations

import functools

from x509forge.errors import DecodeError, SigningError, UnsupportedKey
from x509forge.signing import backend_keys
from x509forge.signing.backend import TASKS, rsa_bits
from x509forge.signing.backend_keys import require_bytes
from x509forge.signing.cipher_arguments import require_blocks, require_lengths, undecryptable
from x509forge.signing.curves import curve_called
from x509forge.signing.oscrypto_library import ask, library, why_unavailable
from x509forge.signing.rsa_numbers import MAX_RSA_BITS
from x509forge.signing.scheme import HASH_LENGTHS, require_room
from x509forge.x509.ecdsa_signature import ECDSASigValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from x509forge.signing.backend_keys import GivenKey
    from x509forge.signing.scheme import Scheme

# What oscrypto generates, whatever the system's library could do.
_GENERATED_RSA_BITS = (1024, 2048, 3072, 4096)
# The smallest modulus that OpenSSL generates, in bits.
_MIN_RSA_BITS = 512

# What oscrypto knows.
_CURVES = ("P-256", "P-384", "P-521")
_SCHEMES = ("rsa-pkcs1v15", "rsa-pss", "ecdsa")
_HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_MASK_HASHES = _HASHES[1:]

# The octets of the key and of a block, and how oscrypto calls the cipher.
_CIPHERS = {
    "aes-128-cbc": (16, 16, "aes_cbc_pkcs7"),
    "aes-192-cbc": (24, 16, "aes_cbc_pkcs7"),
    "aes-256-cbc": (32, 16, "aes_cbc_pkcs7"),
    "des-ede3-cbc": (24, 8, "tripledes_cbc_pkcs5"),
}

# libcrypto counts octets in 32 bits, and the foreign function interface cuts off the rest in silence.
_MAX_DATA_LENGTH = 2**31 - 64


class OscryptoBackend:
    """RSA and ECDSA on P-256, P-384 and P-521 with SHA-1 and SHA-2, by the operating system's library.

    `keys` is the module that is asked for keys and signatures, the better one of two where none is given.
    """

    name = "oscrypto"

    def __init__(self, keys: Any = None) -> None:
        if keys is not None:
            self._keys = keys
        # The last are kept: one issuer's key verifies many signatures, and reading it costs more than that.
        self._load_public = functools.lru_cache(maxsize=64)(self._read_public)
        self._require_scheme = functools.lru_cache(maxsize=64)(self._require_known_scheme)
        self._require_signing = functools.lru_cache(maxsize=64)(self._require_scheme_with_room)

    @functools.cached_property
    def _keys(self) -> Any:
        return _best_keys()

    def why_unavailable(self) -> str | None:
        why: str | None = self._keys.why_unavailable()
        return why

    def why_unsupported(self, task: str, what: str, scheme: Scheme | None = None) -> str | None:
        if task in ("encrypt", "decrypt"):
            return why_unavailable() if what in _CIPHERS else f"knows the ciphers {', '.join(_CIPHERS)}"
        if task == "expand":
            return "knows RSA and EC keys, which have no seed"
        bits = rsa_bits(what)
        kind, _, curve = what.partition(":")
        if not (kind == "ec" and curve in _CURVES) and not (bits and _MIN_RSA_BITS <= bits <= MAX_RSA_BITS):
            sizes = f"RSA keys of {_MIN_RSA_BITS} to {MAX_RSA_BITS} bits"
            return f"knows {sizes} and EC keys on {', '.join(_CURVES)}, not {what}"
        if task == "generate" and bits not in (None, *_GENERATED_RSA_BITS):
            return f"generates RSA keys of {', '.join(map(str, _GENERATED_RSA_BITS))} bits"
        return None if scheme is None else _why_not(scheme, tells_salt=self._keys.tells_salt())

    def generate(self, key_type: str) -> tuple[bytes, object]:
        self._require("generate", key_type)
        made: tuple[bytes, object] = self._keys.generate(key_type)
        return made

    def load(self, private_key_info: bytes | GivenKey) -> object:
        given = backend_keys.given(private_key_info)
        self._require("load", given.key_type)
        key: object = self._keys.load_private(given)
        return key

    def public_key(self, handle: object) -> bytes:
        public: bytes = backend_keys.own(handle, self._keys.PrivateKey).public_key
        return public

    def sign(self, handle: object, scheme: Scheme, message: bytes) -> bytes:
        own = backend_keys.own(handle, self._keys.PrivateKey)
        _require_data("message", message)
        self._require_signing(own.key_type, scheme)
        signature: bytes = self._keys.sign(own, scheme, message)
        return signature

    def verify(self, subject_public_key_info: bytes, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        require_bytes("subject_public_key_info", subject_public_key_info)
        require_bytes("signature", signature)
        _require_data("message", message)
        key = self._load_public(subject_public_key_info)
        self._require_scheme(key.key_type, scheme)
        # The libraries of other systems answer a signature of the wrong form with an error instead of "no".
        if not _has_form(signature, key.key_type):
            return False
        confirmed: bool = self._keys.verify(key, scheme, signature, message)
        return confirmed

    def expand(self, key_type: str, seed: bytes) -> bytes:
        raise UnsupportedKey(
            f"cannot expand the seed of {key_type}: oscrypto {self.why_unsupported('expand', key_type)}"
        )

    def encrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        function, block = _cipher_function(cipher, "encrypt", key, iv, data)
        if not data:
            # For no data, oscrypto gives libcrypto a buffer of no octets, into which it writes a block: the padding.
            # That block, given as the data, is encrypted to the same octets, and others follow.
            return self.encrypt(cipher, key, iv, bytes([block]) * block)[:block]
        _, encrypted = ask("encrypt", function, key, data, iv)
        return bytes(encrypted)

    def decrypt(self, cipher: str, key: bytes, iv: bytes, data: bytes) -> bytes:
        function, block = _cipher_function(cipher, "decrypt", key, iv, data)
        require_blocks(cipher, block, data)
        try:
            return bytes(ask("decrypt", function, key, data, iv))
        except SigningError:
            raise undecryptable(cipher) from None

    def _read_public(self, subject_public_key_info: bytes) -> Any:
        found = backend_keys.read_public(subject_public_key_info)
        self._require("verify", found.backend_type)
        return self._keys.load_public(found)

    def _require(self, task: str, key_type: str) -> None:
        why = self.why_unsupported(task, key_type)
        if why is not None:
            raise UnsupportedKey(f"cannot {TASKS[task].format(key_type)}: oscrypto {why}")

    def _require_scheme_with_room(self, key_type: str, scheme: Scheme) -> None:
        """Raise what `_require_scheme` raises, and UnsupportedKey for an RSA key that is too short."""
        self._require_scheme(key_type, scheme)
        require_room(rsa_bits(key_type), scheme)

    def _require_known_scheme(self, key_type: str, scheme: Scheme) -> None:
        """Raise SigningError for a scheme that is not known, UnsupportedKey if the key is not for it."""
        why = _why_not(scheme, tells_salt=self._keys.tells_salt())
        if why is not None:
            raise SigningError(f"oscrypto {why}")
        backend_keys.require_scheme(key_type, scheme)


BACKEND = OscryptoBackend()


def _best_keys() -> Any:
    """Return the module that asks libcrypto itself where there is one to ask, or the one that asks oscrypto."""
    try:
        from x509forge.signing import libcrypto_keys
    except ImportError:  # a Python without ctypes
        pass
    else:
        if libcrypto_keys.why_unavailable() is None:
            return libcrypto_keys
    from x509forge.signing import oscrypto_keys

    return oscrypto_keys


def _require_data(name: str, value: bytes) -> None:
    require_bytes(name, value)
    if len(value) > _MAX_DATA_LENGTH:
        raise SigningError(f"{name}: {len(value)} octets; oscrypto takes {_MAX_DATA_LENGTH} at most")


def _why_not(scheme: Scheme, *, tells_salt: bool) -> str | None:
    if scheme.name not in _SCHEMES:
        return f"knows the signature schemes {', '.join(_SCHEMES)}, not {scheme.name}"
    hash_name = scheme.hash_name
    if hash_name not in _HASHES or (hash_name == "md5" and scheme.name != "rsa-pkcs1v15"):
        return f"knows the hashes {', '.join(_HASHES)} (the first for rsa-pkcs1v15 alone), not {hash_name}"
    if scheme.deterministic:
        return "draws the number of an ECDSA signature at random (RFC 6979 has it otherwise)"
    if scheme.name != "rsa-pss":
        return None
    if not tells_salt:
        usual = scheme.mgf_hash_name == hash_name and scheme.salt_length == HASH_LENGTHS[hash_name]
        return None if usual else "knows RSASSA-PSS with one hash for all, and a salt as long as it"
    if scheme.mgf_hash_name not in _MASK_HASHES:
        return f"knows RSASSA-PSS with masks by {', '.join(_MASK_HASHES)}, not {scheme.mgf_hash_name}"
    return None


def _has_form(signature: bytes, key_type: str) -> bool:
    """Return whether octets could be a signature: as long as the modulus (RFC 8017 8.2.2), or DER of r and s."""
    bits = rsa_bits(key_type)
    if bits is not None:
        return len(signature) == (bits + 7) // 8
    curve = curve_called(key_type.partition(":")[2])
    # The DER of two numbers of the curve's size; what is longer is not parsed at all.
    if len(signature) > 2 * curve.width + 16:
        return False
    try:
        value = ECDSASigValue.from_der(signature)
    except DecodeError:
        return False
    return 0 < value.r < curve.order and 0 < value.s < curve.order


def _cipher_function(cipher: str, verb: str, key: bytes, iv: bytes, data: bytes) -> tuple[Callable[..., Any], int]:
    """Return oscrypto's function for a cipher, and the octets of its block, once all arguments fit."""
    if cipher not in _CIPHERS:
        raise SigningError(f"oscrypto does not know the cipher {cipher}; it knows {', '.join(_CIPHERS)}")
    key_length, block, name = _CIPHERS[cipher]
    require_lengths(cipher, key_length, block, key, iv)
    _require_data("data", data)
    function: Callable[..., Any] = getattr(library().symmetric, f"{name}_{verb}")
    return function, block
