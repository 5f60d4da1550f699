"""The bare signature, by the library behind each backend: what no issuing on it can be faster than."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from . import content

if TYPE_CHECKING:
    from collections.abc import Callable

    from .declared import Job

# As long as the procedure's TBSCertificate.
MESSAGE_OCTETS = 600


def signature(backend: str, kind: str) -> Callable[[], Job]:
    """Return what prepares the signing of a message by the CA's key."""
    return lambda: _of(backend, kind)


def _of(backend: str, kind: str) -> Job:
    message = os.urandom(MESSAGE_OCTETS)
    pem = content.ca_files(kind)[1].read_bytes()
    maker = {"cryptography": _by_cryptography, "oscrypto": _by_oscrypto, "pure": _by_pure}[backend]
    return maker(pem, kind, message)


def _by_cryptography(pem: bytes, kind: str, message: bytes) -> Job:
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    key = serialization.load_pem_private_key(pem, None)
    # What can be made once is made once, as pyca's own builder does.
    algorithm, form, padded = ec.ECDSA(hashes.SHA256()), hashes.SHA256(), padding.PKCS1v15()
    if isinstance(key, rsa.RSAPrivateKey):
        rsa_key = key
        return lambda: rsa_key.sign(message, padded, form)
    if isinstance(key, ec.EllipticCurvePrivateKey):
        ec_key = key
        return lambda: ec_key.sign(message, algorithm)
    assert isinstance(key, ed25519.Ed25519PrivateKey), kind
    ed_key = key
    return lambda: ed_key.sign(message)


def _by_oscrypto(pem: bytes, kind: str, message: bytes) -> Job:
    import hashlib

    from x509forge.signing import libcrypto, libcrypto_keys, mend_oscrypto
    from x509forge.signing.keys import PrivateKey
    from x509forge.signing.oscrypto_backend import BACKEND

    handle = BACKEND.load(PrivateKey.from_pem(pem).to_der())
    if isinstance(handle, libcrypto_keys.PrivateKey):
        # Which takes less than oscrypto does.
        names = libcrypto.library()
        context, size = names.signer(handle.key, ("digest", libcrypto.TEXT, b"sha256")), handle.size
        return lambda: names.sign(context, hashlib.sha256(message).digest(), size)
    mend_oscrypto.load()
    from oscrypto import asymmetric

    key = asymmetric.load_private_key(pem)
    sign = {"rsa:2048": asymmetric.rsa_pkcs1v15_sign, "ec:P-256": asymmetric.ecdsa_sign}[kind]
    return lambda: bytes(sign(key, message, "sha256"))


def _by_pure(pem: bytes, kind: str, message: bytes) -> Job:
    import hashlib

    if kind == "rsa:2048":
        from tlslite.utils.python_rsakey import Python_RSAKey

        rsa_key = Python_RSAKey.parsePEM(pem.decode())
        return lambda: bytes(rsa_key.hashAndSign(bytearray(message), "PKCS1", "sha256"))
    if kind == "ec:P-256":
        from ecdsa import SigningKey
        from ecdsa.util import sigencode_der

        key = SigningKey.from_pem(pem)
        return lambda: bytes(key.sign_deterministic(message, hashlib.sha256, sigencode=sigencode_der))
    from ecdsa import Ed25519, SigningKey

    ed_key = SigningKey.from_pem(pem)
    assert ed_key.curve is Ed25519
    return lambda: bytes(ed_key.sign(message))
