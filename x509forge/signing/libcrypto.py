"""The libcrypto that Python itself stands on, asked by ctypes: a way round oscrypto, where it is version 3 or later.

oscrypto makes a P-256 key in 930 µs, of which libcrypto takes 25: what was made is encoded, taken apart by asn1crypto,
and loaded again by libcrypto 3's decoders (380 µs for the private key, 125 for the public one). oscrypto takes 45 ms to
import, and ctypes 2. So here keys go in and out as numbers. This module knows pointers, and nothing of what keys are.

What libcrypto allocates is freed with the object that holds it (`Owned`), private numbers overwritten as its own
functions do; what passes through Python's octets stays in memory as all that does. Shared keys and contexts are only
read, so that threads may share them. No error of libcrypto stays in its queue, which Python's `ssl` reads too.
"""

from __future__ import annotations

import ctypes
import functools
import sys

from x509forge.errors import SigningError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_POINTER, _TEXT, _SIZE, _INT = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int

# Result and arguments, as openssl/evp.h, openssl/ec.h, openssl/bn.h and openssl/err.h of 3.0 declare them.
_FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "EVP_PKEY_CTX_new_from_name": (_POINTER, _POINTER, _TEXT, _TEXT),
    "EVP_PKEY_CTX_new_from_pkey": (_POINTER, _POINTER, _POINTER, _TEXT),
    "EVP_PKEY_CTX_dup": (_POINTER, _POINTER),
    "EVP_PKEY_CTX_free": (None, _POINTER),
    "EVP_PKEY_CTX_set_params": (_INT, _POINTER, _POINTER),
    "EVP_PKEY_keygen_init": (_INT, _POINTER),
    "EVP_PKEY_generate": (_INT, _POINTER, _POINTER),
    "EVP_PKEY_fromdata_init": (_INT, _POINTER),
    "EVP_PKEY_fromdata": (_INT, _POINTER, _POINTER, _INT, _POINTER),
    "EVP_PKEY_dup": (_POINTER, _POINTER),
    "EVP_PKEY_set1_encoded_public_key": (_INT, _POINTER, _TEXT, _SIZE),
    "EVP_PKEY_get_params": (_INT, _POINTER, _POINTER),
    "EVP_PKEY_get_size": (_INT, _POINTER),
    "EVP_PKEY_free": (None, _POINTER),
    "EVP_PKEY_sign_init_ex": (_INT, _POINTER, _POINTER),
    "EVP_PKEY_sign": (_INT, _POINTER, _POINTER, _POINTER, _TEXT, _SIZE),
    "EVP_PKEY_verify_init_ex": (_INT, _POINTER, _POINTER),
    "EVP_PKEY_verify": (_INT, _POINTER, _TEXT, _SIZE, _TEXT, _SIZE),
    "EC_GROUP_new_from_params": (_POINTER, _POINTER, _POINTER, _TEXT),
    "EC_GROUP_free": (None, _POINTER),
    "EC_POINT_new": (_POINTER, _POINTER),
    "EC_POINT_free": (None, _POINTER),
    "EC_POINT_mul": (_INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER),
    "EC_POINT_point2oct": (_SIZE, _POINTER, _POINTER, _INT, _POINTER, _SIZE, _POINTER),
    "BN_bin2bn": (_POINTER, _TEXT, _INT, _POINTER),
    "BN_clear_free": (None, _POINTER),
    "ERR_clear_error": (None,),
    "ERR_peek_last_error": (ctypes.c_ulong,),
    "ERR_reason_error_string": (_TEXT, ctypes.c_ulong),
    "OpenSSL_version_num": (ctypes.c_ulong,),
}

# openssl/core.h: the types of parameters.
NUMBER, TEXT, OCTETS = 2, 4, 5
# openssl/evp.h: what EVP_PKEY_fromdata is given: parameters alone, a public key too, or both keys.
PARAMETERS, PUBLIC, PAIR = 0x84, 0x86, 0x87
# openssl/ec.h: POINT_CONVERSION_UNCOMPRESSED.
_UNCOMPRESSED = 4
_UNMODIFIED = ctypes.c_size_t(-1).value


class _Parameter(ctypes.Structure):
    """An OSSL_PARAM (openssl/core.h)."""

    _fields_ = (("key", _TEXT), ("type", ctypes.c_uint), ("data", _POINTER), ("size", _SIZE), ("returned", _SIZE))


class Owned:
    """What libcrypto allocated, freed when nothing holds this any more."""

    __slots__ = ("_as_parameter_", "_free")

    def __init__(self, pointer: int, free: Any) -> None:
        self._as_parameter_ = pointer
        self._free = free

    def __del__(self) -> None:
        self._free(self._as_parameter_)


class Libcrypto:
    """The functions of libcrypto that are used, by the names they have there, and what is done with several.

    Methods raise SigningError for what libcrypto refuses, with its reason in its own words, which never quote a key.
    """

    def __init__(self, path: str) -> None:
        library = ctypes.CDLL(path)
        for name, (result, *arguments) in _FUNCTIONS.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def must(self, result: Any, task: str) -> Any:
        """Return what a function returned; SigningError if it is none, or not more than 0."""
        if not result or result < 0:
            reason = self.ERR_reason_error_string(self.ERR_peek_last_error()) or b"no reason given"
            self.ERR_clear_error()
            raise SigningError(f"libcrypto cannot {task}: {reason.decode('ascii', 'replace')}")
        return result

    def generator(self, kind: str, *how: tuple[str, int, bytes]) -> Owned:
        """Return a context, EVP_PKEY_CTX, that generates keys: for one thread at a time."""
        context, task = self._context(kind), "generate a key"
        self.must(self.EVP_PKEY_keygen_init(context), task)
        self.must(self.EVP_PKEY_CTX_set_params(context, parameters(how)), task)
        return context

    def generate(self, context: Owned) -> Owned:
        """Return a new pair of keys, EVP_PKEY."""
        key = _POINTER()
        self.must(self.EVP_PKEY_generate(context, ctypes.byref(key)), "generate a key")
        return Owned(key.value or 0, self.EVP_PKEY_free)

    def key_of(self, kind: str, selection: int, *parts: tuple[str, int, bytes]) -> Owned:
        """Return a key, EVP_PKEY, made of its parts."""
        context, task = self._context(kind), "load a key"
        self.must(self.EVP_PKEY_fromdata_init(context), task)
        key = _POINTER()
        self.must(self.EVP_PKEY_fromdata(context, ctypes.byref(key), selection, parameters(parts)), task)
        return Owned(key.value or 0, self.EVP_PKEY_free)

    def key_with_point(self, parameters_alone: Owned, point: bytes) -> Owned:
        """Return the public key, EVP_PKEY, that is a point of the curve of a key that has parameters alone."""
        key = Owned(self.must(self.EVP_PKEY_dup(parameters_alone), "load a key"), self.EVP_PKEY_free)
        self.must(self.EVP_PKEY_set1_encoded_public_key(key, point, len(point)), "load a key")
        return key

    def parts_of(self, key: Owned, *parts: tuple[str, int, int]) -> list[bytes]:
        """Return parts of a key, each of at most so many octets: numbers are padded to that length."""
        wanted = parameters([(name, kind, bytes(size)) for name, kind, size in parts])
        self.must(self.EVP_PKEY_get_params(key, wanted), "give a key away")
        found = []
        for parameter, buffer, (name, kind, _) in zip(wanted, wanted.buffers, parts, strict=False):
            assert parameter.returned != _UNMODIFIED, name
            octets = buffer.raw[: parameter.returned]
            found.append(_swapped(octets) if kind == NUMBER else octets)
        return found

    def point_of(self, curve: str, scalar: bytes, size: int) -> bytes:
        """Return the point, uncompressed, that a private key on a curve belongs to."""
        group, task = _group(self, curve), "compute a public key"
        point = Owned(self.must(self.EC_POINT_new(group), task), self.EC_POINT_free)
        number = Owned(self.must(self.BN_bin2bn(scalar, len(scalar), None), task), self.BN_clear_free)
        self.must(self.EC_POINT_mul(group, point, number, None, None, None), task)
        octets = ctypes.create_string_buffer(size)
        self.must(self.EC_POINT_point2oct(group, point, _UNCOMPRESSED, octets, size, None), task)
        return octets.raw

    def signer(self, key: Owned, *how: tuple[str, int, bytes]) -> Owned:
        """Return a context, EVP_PKEY_CTX, of which each signature takes a copy."""
        return self._ready(key, self.EVP_PKEY_sign_init_ex, how, "sign")

    def sign(self, context: Owned, digest: bytes, size: int) -> bytes:
        """Return the signature of a hash, of at most so many octets; a context may be shared."""
        own = self.must(self.EVP_PKEY_CTX_dup(context), "sign")
        try:
            signature, length = ctypes.create_string_buffer(size), _SIZE(size)
            result = self.EVP_PKEY_sign(own, signature, ctypes.byref(length), digest, len(digest))
        finally:
            self.EVP_PKEY_CTX_free(own)
        if result != 1:
            self.must(0, "sign")
        return signature.raw[: length.value]

    def verifier(self, key: Owned, *how: tuple[str, int, bytes]) -> Owned:
        """Return a context, EVP_PKEY_CTX, of which each verification takes a copy."""
        return self._ready(key, self.EVP_PKEY_verify_init_ex, how, "verify")

    def verifies(self, context: Owned, signature: bytes, digest: bytes) -> bool:
        """Return whether a signature is one of a hash; a context may be shared."""
        own = self.must(self.EVP_PKEY_CTX_dup(context), "verify")
        result = self.EVP_PKEY_verify(own, signature, len(signature), digest, len(digest))
        self.EVP_PKEY_CTX_free(own)
        # What is less than 0 is an error, such as a signature that is no number below the modulus.
        if result != 1:
            self.ERR_clear_error()
        return bool(result == 1)

    def _context(self, kind: str) -> Owned:
        context = self.EVP_PKEY_CTX_new_from_name(None, kind.encode(), None)
        return Owned(self.must(context, f"use {kind} keys"), self.EVP_PKEY_CTX_free)

    def _ready(self, key: Owned, begin: Any, how: Sequence[tuple[str, int, bytes]], task: str) -> Owned:
        context = Owned(self.must(self.EVP_PKEY_CTX_new_from_pkey(None, key, None), task), self.EVP_PKEY_CTX_free)
        self.must(begin(context, parameters(how)), task)
        return context


@functools.cache
def library() -> Libcrypto:
    """Return the libcrypto that Python's `hashlib` is linked to; ImportError says why there is none to use."""
    # Others have a library of their own, which oscrypto uses.
    if sys.platform in ("darwin", "win32"):
        raise ImportError(f"libcrypto is not the library of {sys.platform}")
    import _hashlib

    try:
        # What is loaded already is not loaded again; a name is looked for in what it is linked to, too.
        found = Libcrypto(_hashlib.__file__)
    except (AttributeError, OSError, TypeError) as error:
        raise ImportError(f"no libcrypto 3 to be found: {error}") from None
    if found.OpenSSL_version_num() < 0x3000_0000:
        raise ImportError("libcrypto is older than 3")
    return found


@functools.cache
def _group(owner: Libcrypto, curve: str) -> Owned:
    """Return a curve, EC_GROUP, which is only read."""
    group = owner.EC_GROUP_new_from_params(parameters([("group", TEXT, curve.encode())]), None, None)
    return Owned(owner.must(group, f"use the curve {curve}"), owner.EC_GROUP_free)


def parameters(parts: Sequence[tuple[str, int, bytes]]) -> Any:
    """Return an array of OSSL_PARAM that holds what it points to; numbers are big-endian here, and not there."""
    array, buffers = (_Parameter * (len(parts) + 1))(), []
    for row, (name, kind, value) in zip(array, parts, strict=False):
        buffers.append(ctypes.create_string_buffer(_swapped(value) if kind == NUMBER else value, len(value)))
        row.key, row.type, row.data = name.encode(), kind, ctypes.addressof(buffers[-1])
        row.size, row.returned = len(value), _UNMODIFIED
    array.buffers = buffers  # type: ignore[attr-defined]
    return array


def _swapped(number: bytes) -> bytes:
    """Return a number between the order of octets that ASN.1 has and this machine's."""
    return number[::-1] if sys.byteorder == "little" else number
