"""Elliptic curves in pure Python: ECDSA and EdDSA by ecdsa, X25519 and X448 by tlslite-ng."""

from __future__ import annotations

import os

from x509forge.asn1 import BitString
from x509forge.errors import KeyFormatError
from x509forge.pkcs.curve_key import CurvePrivateKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.pkcs.sec1 import ECPrivateKey
from x509forge.signing.curves import curve_called
from x509forge.signing.kinds import ec, kind_of_type
from x509forge.signing.pure_library import library
from x509forge.signing.pure_rsa import hash_of, why_no_hash
from x509forge.x509.algorithm import AlgorithmIdentifier
from x509forge.x509.curves import CURVES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from x509forge.signing.edwards import EdwardsCurve
    from x509forge.signing.scheme import Scheme
    from x509forge.x509.public_key import SubjectPublicKeyInfo

# ecdsa's names.
_NAMES = {
    "P-224": "NIST224p",
    "P-256": "NIST256p",
    "P-384": "NIST384p",
    "P-521": "NIST521p",
    "secp256k1": "SECP256k1",
    "brainpoolP256r1": "BRAINPOOLP256r1",
    "brainpoolP384r1": "BRAINPOOLP384r1",
    "brainpoolP512r1": "BRAINPOOLP512r1",
}


class ECDSA:
    """EC keys on the curves of `CURVES`."""

    needs = "ecdsa"

    def why_unsupported(self, task: str, key_type: str, scheme: Scheme | None) -> str | None:
        if key_type.partition(":")[2] not in _NAMES:
            return f"knows EC keys on {', '.join(curve.name for curve in CURVES)}"
        return None if scheme is None else why_no_hash(scheme.hash_name)

    def generate(self, key_type: str) -> PrivateKeyInfo:
        known = curve_called(key_type.partition(":")[2])
        key = library("ecdsa").SigningKey.generate(_curve(key_type))
        point = BitString(key.verifying_key.to_string("uncompressed"))
        return ec.private_key_info(ECPrivateKey(private_key=key.to_string(), public_key=point), known.identifier)

    def load(self, key_type: str, info: PrivateKeyInfo) -> tuple[Any, bytes]:
        """Return ecdsa's key and the public point, uncompressed."""
        scalar = int.from_bytes(ECPrivateKey.from_der(info.private_key).private_key, "big")
        key = library("ecdsa").SigningKey.from_secret_exponent(scalar, _curve(key_type))
        return key, key.verifying_key.to_string("uncompressed")

    def load_public(self, key_type: str, info: SubjectPublicKeyInfo) -> Any:
        names = library("ecdsa")
        point, key, forms = info.subject_public_key.octets, None, ("uncompressed", "compressed")
        try:
            key = names.VerifyingKey.from_string(point, _curve(key_type), valid_encodings=forms)
        except (*names.refusals, AssertionError):
            pass
        # A compressed coordinate that is not below p is read as what it is modulo p.
        if key is None or point not in map(key.to_string, forms):
            raise KeyFormatError(f"the public key is not a point of {key_type[3:]} (SEC 1 2.3.4, 3.2.2.1)")
        return key

    def sign(self, key: Any, scheme: Scheme, message: bytes) -> bytes:
        make = key.sign_deterministic if scheme.deterministic else key.sign
        signature = make(message, hashfunc=hash_of(scheme), sigencode=library("ecdsa").sigencode_der)
        return bytes(signature)

    def verify(self, key: Any, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        names = library("ecdsa")
        order = key.curve.order
        # The DER of two numbers of the curve's size; what is longer is not read at all.
        if len(signature) > 2 * key.curve.baselen + 16:
            return False
        try:
            r, s = names.sigdecode_der(signature, order)
            if not (0 < r < order and 0 < s < order) or names.sigencode_der(r, s, order) != signature:
                return False
            key.verify(signature, message, hashfunc=hash_of(scheme), sigdecode=names.sigdecode_der)
        except (names.BadSignatureError, *names.refusals):
            return False
        return True


def _curve(key_type: str) -> Any:
    return getattr(library("ecdsa").curves, _NAMES[key_type.partition(":")[2]])


class EdDSA:
    """Ed25519 and Ed448 (RFC 8032)."""

    needs = "ecdsa"

    def __init__(self, curve: EdwardsCurve) -> None:
        self._curve = curve
        self._length = curve.length

    def why_unsupported(self, task: str, key_type: str, scheme: Scheme | None) -> str | None:
        return None

    def generate(self, key_type: str) -> PrivateKeyInfo:
        return _curve_key(key_type, self._length)

    def load(self, key_type: str, info: PrivateKeyInfo) -> tuple[Any, bytes]:
        eddsa = library("ecdsa").eddsa
        key = eddsa.PrivateKey(_generator(key_type), CurvePrivateKey.from_der(info.private_key).octets)
        # It is computed here, and kept, for threads to share.
        return key, bytes(key.public_key().public_key())

    def load_public(self, key_type: str, info: SubjectPublicKeyInfo) -> Any:
        return library("ecdsa").eddsa.PublicKey(_generator(key_type), info.subject_public_key.octets)

    def sign(self, key: Any, scheme: Scheme, message: bytes) -> bytes:
        return bytes(key.sign(message))

    def verify(self, key: Any, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        # ecdsa reads coordinates beyond p, and a sign of 0.
        if len(signature) != 2 * self._length or not self._curve.has_point(signature[: self._length]):
            return False
        try:
            key.verify(message, signature)
        except library("ecdsa").refusals:
            return False
        return True


def _generator(key_type: str) -> Any:
    return getattr(library("ecdsa").eddsa, f"generator_{key_type}")


class Agreement:
    """X25519 and X448 (RFC 7748), which sign nothing."""

    needs = "tlslite-ng"

    def __init__(self, length: int) -> None:
        self._length = length

    def why_unsupported(self, task: str, key_type: str, scheme: Scheme | None) -> str | None:
        return None

    def generate(self, key_type: str) -> PrivateKeyInfo:
        return _curve_key(key_type, self._length)

    def load(self, key_type: str, info: PrivateKeyInfo) -> tuple[Any, bytes]:
        scalar = CurvePrivateKey.from_der(info.private_key).octets
        return None, bytes(getattr(library("tlslite-ng"), key_type)(scalar))


def _curve_key(key_type: str, length: int) -> PrivateKeyInfo:
    algorithm = AlgorithmIdentifier(algorithm=kind_of_type(key_type).algorithm)
    return PrivateKeyInfo(private_key_algorithm=algorithm, private_key=CurvePrivateKey(os.urandom(length)).to_der())
