"""RSASSA-PSS by the libcrypto that oscrypto has loaded, told the length of the salt and the hash of the mask.

oscrypto 1.3.0 tells libcrypto 3 nothing of the salt. Then 3.0 signs with the longest that fits, whatever the
algorithm of the signature says, and every 3.x verifies a salt of any length
(https://github.com/wbond/oscrypto/issues/72). So its functions are used with other libraries alone.
"""

from __future__ import annotations

from contextlib import contextmanager

from x509forge.signing.oscrypto_library import ask, forget_errors, library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from x509forge.signing.scheme import Scheme

# openssl/rsa.h: EVP_PKEY_CTRL_RSA_MGF1_MD, for which oscrypto has no name; and every operation.
_MGF1_MD, _ALL_OPERATIONS = 0x1005, -1


def is_told() -> bool:
    """Return whether libcrypto can be told here: with the libraries of other systems, and old ones, oscrypto does."""
    if not library().is_openssl:
        return False
    from oscrypto._openssl._libcrypto import libcrypto_version_info

    return bool(libcrypto_version_info >= (3,))


def sign(key: Any, scheme: Scheme, message: bytes) -> bytes:
    """Return the signature by oscrypto's private key; SigningError if libcrypto cannot."""
    return bytes(ask("sign", _sign, key, scheme, message))


def verify(key: Any, scheme: Scheme, signature: bytes, message: bytes) -> bool:
    """Return whether oscrypto's public key confirms a signature."""
    confirmed = bool(ask("verify", _verify, key, scheme, signature, message))
    if not confirmed:
        forget_errors()
    return confirmed


def _sign(key: Any, scheme: Scheme, message: bytes) -> bytes:
    from oscrypto._ffi import buffer_from_bytes, bytes_from_buffer, deref, new
    from oscrypto._openssl._libcrypto import handle_openssl_error, libcrypto

    with _operation(libcrypto.EVP_DigestSignInit, key, scheme) as context:
        handle_openssl_error(libcrypto.EVP_DigestUpdate(context, message, len(message)))
        size = libcrypto.EVP_PKEY_get_size(key.evp_pkey)
        buffer, length = buffer_from_bytes(size), new(libcrypto, "size_t *", size)
        handle_openssl_error(libcrypto.EVP_DigestSignFinal(context, buffer, length))
        signature: bytes = bytes_from_buffer(buffer, deref(length))
    return signature


def _verify(key: Any, scheme: Scheme, signature: bytes, message: bytes) -> bool:
    from oscrypto._openssl._libcrypto import handle_openssl_error, libcrypto

    with _operation(libcrypto.EVP_DigestVerifyInit, key, scheme) as context:
        handle_openssl_error(libcrypto.EVP_DigestUpdate(context, message, len(message)))
        result = libcrypto.EVP_DigestVerifyFinal(context, signature, len(signature))
    # What is less than 0 is an error, such as a signature that is no number below the modulus.
    return bool(result == 1)


@contextmanager
def _operation(begin: Any, key: Any, scheme: Scheme) -> Iterator[Any]:
    """Give a context that was told all of the scheme, and free it."""
    from oscrypto._ffi import is_null, new, null, unwrap
    from oscrypto._openssl._libcrypto import LibcryptoConst, handle_openssl_error, libcrypto

    context = libcrypto.EVP_MD_CTX_new()
    if is_null(context):
        handle_openssl_error(0)
    try:
        pointer = new(libcrypto, "EVP_PKEY_CTX **")
        digest = getattr(libcrypto, f"EVP_{scheme.hash_name}")()
        handle_openssl_error(begin(context, pointer, digest, null(), key.evp_pkey))
        for command, number, value in (
            (LibcryptoConst.EVP_PKEY_CTRL_RSA_PADDING, LibcryptoConst.RSA_PKCS1_PSS_PADDING, null()),
            (LibcryptoConst.EVP_PKEY_CTRL_RSA_PSS_SALTLEN, scheme.salt_length, null()),
            (_MGF1_MD, 0, getattr(libcrypto, f"EVP_{scheme.mgf_hash_name}")()),
        ):
            kind = LibcryptoConst.EVP_PKEY_RSA
            result = libcrypto.EVP_PKEY_CTX_ctrl(unwrap(pointer), kind, _ALL_OPERATIONS, command, number, value)
            handle_openssl_error(result)
        yield context
    finally:
        libcrypto.EVP_MD_CTX_free(context)
