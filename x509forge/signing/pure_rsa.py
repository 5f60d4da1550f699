"""RSA in pure Python: tlslite-ng's keys and paddings."""

from __future__ import annotations

import hashlib

from x509forge.errors import KeyFormatError, SigningError, UnsupportedKey
from x509forge.pkcs.pkcs1 import RSAPrivateKey, RSAPublicKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.signing.algorithms import digest_info
from x509forge.signing.backend import rsa_bits
from x509forge.signing.kinds import RSA_ALGORITHM
from x509forge.signing.pure_library import library
from x509forge.signing.rsa_numbers import MAX_RSA_BITS
from x509forge.signing.scheme import HASH_LENGTHS, require_room

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from x509forge.signing.scheme import Scheme
    from x509forge.x509.public_key import SubjectPublicKeyInfo

# The smallest modulus that OpenSSL generates, in bits.
_MIN_RSA_BITS = 512
# What is generated in minutes at most. Both primes have half of the bits.
_MAX_GENERATED_BITS = 8192


class RSA:
    """RSA keys, which sign by RSASSA-PKCS1-v1_5 and by RSASSA-PSS."""

    needs = "tlslite-ng"

    def why_unsupported(self, task: str, key_type: str, scheme: Scheme | None) -> str | None:
        bits = rsa_bits(key_type) or 0
        if not _MIN_RSA_BITS <= bits <= MAX_RSA_BITS:
            return f"knows RSA keys of {_MIN_RSA_BITS} to {MAX_RSA_BITS} bits"
        if task == "generate" and (bits % 2 or bits > _MAX_GENERATED_BITS):
            return f"generates RSA keys of {_MIN_RSA_BITS} to {_MAX_GENERATED_BITS} bits, an even number of them"
        if scheme is None:
            return None
        if scheme.name == "rsa-pss":
            for name in (scheme.hash_name, scheme.mgf_hash_name):
                if name not in _pss_hashes():
                    return f"knows RSASSA-PSS with {', '.join(_pss_hashes())}, not {name}"
            return None
        return why_no_hash(scheme.hash_name)

    def generate(self, key_type: str) -> PrivateKeyInfo:
        key = library("tlslite-ng").Key.generate(int(key_type.partition(":")[2]))
        p, q = int(key.p), int(key.q)
        parts = RSAPrivateKey(
            modulus=int(key.n),
            public_exponent=int(key.e),
            private_exponent=int(key.d),
            prime1=p,
            prime2=q,
            exponent1=int(key.dP),
            exponent2=int(key.dQ),
            coefficient=int(key.qInv),
        )
        return PrivateKeyInfo(private_key_algorithm=RSA_ALGORITHM, private_key=parts.to_der())

    def load(self, key_type: str, info: PrivateKeyInfo) -> tuple[Any, bytes]:
        """Return tlslite-ng's key and the octets of the public one."""
        self._require_size(key_type)
        parts = RSAPrivateKey.from_der(info.private_key)
        key = library("tlslite-ng").Key(
            *(parts.modulus, parts.public_exponent, parts.private_exponent, parts.prime1, parts.prime2),
            *(parts.exponent1, parts.exponent2, parts.coefficient),
        )
        public = RSAPublicKey(modulus=parts.modulus, public_exponent=parts.public_exponent)
        return key, public.to_der()

    def load_public(self, key_type: str, info: SubjectPublicKeyInfo) -> Any:
        self._require_size(key_type)
        parts = RSAPublicKey.from_der(info.subject_public_key.octets)
        # An inverse is computed where none is given; a public key has none, and needs none.
        return library("tlslite-ng").Key(parts.modulus, parts.public_exponent, qInv=1)

    def _require_size(self, key_type: str) -> None:
        why = self.why_unsupported("load", key_type, None)
        if why is not None:
            raise UnsupportedKey(f"cannot use {key_type} keys: 'pure' {why}")

    def sign(self, key: Any, scheme: Scheme, message: bytes) -> bytes:
        bits = int(key.n).bit_length()
        require_room(bits, scheme)
        assert scheme.hash_name is not None
        if scheme.name == "rsa-pss":
            padding = library("tlslite-ng").Padding(scheme.mgf_hash_name)
            encoded = padding.EMSA_PSS_encode(_digest(scheme, message), bits - 1, scheme.hash_name, scheme.salt_length)
            # RFC 8017 8.1.1: one octet shorter than the modulus where that has a multiple of 8 bits, and one.
            signature = key._raw_private_key_op_bytes(encoded.rjust((bits + 7) // 8, b"\0"))
        else:
            signature = key.sign(_digest_info(scheme, message), padding="pkcs1")
        found = bytes(signature)
        # From what a fault, or a factor that is no prime, made wrong modulo one prime alone, the key could be computed.
        if not self.verify(key, scheme, found, message):
            raise KeyFormatError("the RSA private key is broken: it does not sign what its public key confirms")
        return found

    def verify(self, key: Any, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        bits = int(key.n).bit_length()
        try:
            require_room(bits, scheme)
        except UnsupportedKey:
            return False
        if scheme.name != "rsa-pss":
            return bool(key.verify(bytearray(signature), _digest_info(scheme, message), padding="pkcs1"))
        try:
            encoded = key._raw_public_key_op_bytes(bytearray(signature))
        except ValueError:
            return False
        length = (bits - 1 + 7) // 8
        if any(encoded[:-length]):
            return False
        names = library("tlslite-ng")
        try:
            padding = names.Padding(scheme.mgf_hash_name)
            digest = _digest(scheme, message)
            padding.EMSA_PSS_verify(digest, encoded[-length:], bits - 1, scheme.hash_name, scheme.salt_length)
        except names.InvalidSignature:
            return False
        return True


def _pss_hashes() -> list[str]:
    # RFC 4055 2.1 has no MD5; tlslite-ng takes the hashes that are attributes of hashlib.
    return [name for name in HASH_LENGTHS if name != "md5" and hasattr(hashlib, name)]


def why_no_hash(name: str | None) -> str | None:
    """Return why a signature cannot be made with a hash, or None."""
    if name not in HASH_LENGTHS:
        return f"knows the hashes {', '.join(HASH_LENGTHS)}, not {name}"
    # Python has SHA-512/224 and SHA-512/256 of libcrypto alone.
    return None if name in hashlib.algorithms_available else f"this Python has no {name}"


def _digest(scheme: Scheme, message: bytes) -> bytearray:
    return bytearray(hash_of(scheme)(message).digest())


def hash_of(scheme: Scheme) -> Any:
    """Return the function that makes a scheme's hash; SigningError if there is none."""
    name = scheme.hash_name
    why = why_no_hash(name)
    if name is None or why is not None:
        raise SigningError(f"'pure' {why}")
    return lambda data=b"": hashlib.new(name, data, usedforsecurity=False)


def _digest_info(scheme: Scheme, message: bytes) -> bytearray:
    return bytearray(digest_info(scheme.hash_name or "", bytes(_digest(scheme, message))))
