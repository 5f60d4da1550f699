"""The backend on oscrypto: keys, signatures and ciphers of the operating system, nothing compiled."""

from __future__ import annotations

from x509forge.errors import DecodeError, SigningError, UnsupportedKey
from x509forge.signing import backend_keys, oscrypto_keys, oscrypto_pss
from x509forge.signing.backend import rsa_bits
from x509forge.signing.backend_keys import require_bytes
from x509forge.signing.cipher_arguments import require_blocks, require_lengths, undecryptable
from x509forge.signing.curves import curve_called
from x509forge.signing.oscrypto_keys import PrivateKey
from x509forge.signing.oscrypto_library import ask, confirms, library, why_unavailable
from x509forge.signing.scheme import HASH_LENGTHS, require_room
from x509forge.x509.ecdsa_signature import ECDSASigValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from x509forge.signing.scheme import Scheme

# What oscrypto generates, whatever the system's library could do.
_GENERATED_RSA_BITS = (1024, 2048, 3072, 4096)

_HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")

# How oscrypto calls the schemes.
_SCHEMES = {"rsa-pkcs1v15": "rsa_pkcs1v15", "rsa-pss": "rsa_pss", "ecdsa": "ecdsa"}

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
    """RSA and ECDSA on P-256, P-384 and P-521 with SHA-1 and SHA-2, by the operating system's library."""

    name = "oscrypto"

    def why_unavailable(self) -> str | None:
        return why_unavailable()

    def why_unsupported(self, task: str, what: str, scheme: Scheme | None = None) -> str | None:
        if task in ("encrypt", "decrypt"):
            return None if what in _CIPHERS else f"knows the ciphers {', '.join(_CIPHERS)}"
        if task == "expand":
            return "knows RSA and EC keys, which have no seed"
        why = oscrypto_keys.why_not(what)
        if why is not None:
            return why
        if task == "generate" and rsa_bits(what) not in (None, *_GENERATED_RSA_BITS):
            return f"generates RSA keys of {', '.join(map(str, _GENERATED_RSA_BITS))} bits"
        return None if scheme is None else _why_not(scheme)

    def generate(self, key_type: str) -> bytes:
        why = self.why_unsupported("generate", key_type)
        if why is not None:
            raise UnsupportedKey(f"cannot generate {key_type}: oscrypto {why}")
        return oscrypto_keys.generate(key_type)

    def load(self, private_key_info: bytes) -> PrivateKey:
        return oscrypto_keys.load_private(private_key_info)

    def public_key(self, handle: object) -> bytes:
        return backend_keys.own(handle, PrivateKey).public_key

    def sign(self, handle: object, scheme: Scheme, message: bytes) -> bytes:
        own = backend_keys.own(handle, PrivateKey)
        _require_data("message", message)
        function = _scheme_function(scheme, "sign", own.key_type)
        require_room(rsa_bits(own.key_type), scheme)
        if scheme.name == "rsa-pss" and oscrypto_pss.is_told():
            return oscrypto_pss.sign(own.key, scheme, message)
        return bytes(ask("sign", function, own.key, message, scheme.hash_name))

    def verify(self, subject_public_key_info: bytes, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        require_bytes("subject_public_key_info", subject_public_key_info)
        require_bytes("signature", signature)
        _require_data("message", message)
        key_type, key = oscrypto_keys.load_public(subject_public_key_info)
        function = _scheme_function(scheme, "verify", key_type)
        # The libraries of other systems answer a signature of the wrong form with an error instead of "no".
        if not _has_form(signature, key_type):
            return False
        if scheme.name == "rsa-pss" and oscrypto_pss.is_told():
            return oscrypto_pss.verify(key, scheme, signature, message)
        return confirms(function, key, signature, message, scheme.hash_name or "")

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


BACKEND = OscryptoBackend()


def _require_data(name: str, value: bytes) -> None:
    require_bytes(name, value)
    if len(value) > _MAX_DATA_LENGTH:
        raise SigningError(f"{name}: {len(value)} octets; oscrypto takes {_MAX_DATA_LENGTH} at most")


def _why_not(scheme: Scheme) -> str | None:
    if scheme.name not in _SCHEMES:
        return f"knows the signature schemes {', '.join(_SCHEMES)}, not {scheme.name}"
    hash_name = scheme.hash_name
    if hash_name not in _HASHES or (hash_name == "md5" and scheme.name != "rsa-pkcs1v15"):
        return f"knows the hashes {', '.join(_HASHES)} (the first for rsa-pkcs1v15 alone), not {hash_name}"
    if scheme.deterministic:
        return "draws the number of an ECDSA signature at random (RFC 6979 has it otherwise)"
    if scheme.name != "rsa-pss":
        return None
    if not oscrypto_pss.is_told():
        usual = scheme.mgf_hash_name == hash_name and scheme.salt_length == HASH_LENGTHS[hash_name]
        return None if usual else "knows RSASSA-PSS with one hash for all, and a salt as long as it"
    if scheme.mgf_hash_name not in oscrypto_pss.MASK_HASHES:
        return f"knows RSASSA-PSS with masks by {', '.join(oscrypto_pss.MASK_HASHES)}, not {scheme.mgf_hash_name}"
    return None


def _scheme_function(scheme: Scheme, verb: str, key_type: str) -> Callable[..., Any]:
    """Return oscrypto's function for a scheme; UnsupportedKey if the key is not for it."""
    why = _why_not(scheme)
    if why is not None:
        raise SigningError(f"oscrypto {why}")
    backend_keys.require_scheme(key_type, scheme)
    function: Callable[..., Any] = getattr(library().asymmetric, f"{_SCHEMES[scheme.name]}_{verb}")
    return function


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
