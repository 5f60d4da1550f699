"""Public keys as files, other libraries and our own values hold them."""

from __future__ import annotations

from x509forge import pem
from x509forge.asn1 import BitString
from x509forge.errors import KeyFormatError, UnsupportedKey
from x509forge.pkcs.pkcs1 import RSAPublicKey
from x509forge.pkcs.pkcs10 import CertificationRequest
from x509forge.signing import foreign, public_keys
from x509forge.signing.kinds import RSA_ALGORITHM
from x509forge.signing.shape import BIT_STRING, INTEGER, OCTET_STRING, SEQUENCE, shape, why_not_in_pem
from x509forge.x509.certificate import Certificate
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def read(source: Any) -> SubjectPublicKeyInfo:
    """Return the public key that something holds: see `SubjectPublicKeyInfo.of`."""
    if isinstance(source, SubjectPublicKeyInfo):
        return _checked(source)
    if isinstance(source, Certificate):
        return _checked(source.tbs_certificate.subject_public_key_info)
    if isinstance(source, CertificationRequest):
        return _checked(source.certification_request_info.subject_pk_info)
    if isinstance(source, str) or (isinstance(source, bytes) and pem.looks_like_pem(source)):
        return _read_pem(source)
    if isinstance(source, bytes):
        return _read_der(source)
    octets = None
    if foreign.is_foreign(source):
        octets = foreign.public_key_octets(source)
    elif isinstance(own := getattr(source, "public_key", None), SubjectPublicKeyInfo):
        return _checked(own)
    if octets is None:
        raise TypeError(
            "a public key is a SubjectPublicKeyInfo, PEM, DER, a public key of cryptography, asn1crypto or oscrypto, "
            f"or what has one (a certificate, a request, a private key), not {type(source).__name__}"
        )
    return _read_der(octets)


def _checked(info: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
    return public_keys.read(info.to_der()).info


def _read_pem(data: bytes | str) -> SubjectPublicKeyInfo:
    blocks = pem.decode(data)
    readers = {SubjectPublicKeyInfo.pem_label: _read_info, RSAPublicKey.pem_label: _read_pkcs1}
    keys = [block for block in blocks if block.label in readers]
    if not keys:
        if any(block.label == "DSA PUBLIC KEY" for block in blocks):
            raise UnsupportedKey("a DSA key is not supported")
        if not blocks and _is_openssh(data):
            raise UnsupportedKey("a public key in the format of OpenSSH is not supported")
        raise KeyFormatError(why_not_in_pem("public key", data, blocks))
    if any(other != keys[0] for other in keys):
        lines = ", ".join(str(block.line) for block in keys[:8])
        raise KeyFormatError(f"more than one public key (lines {lines}); give a file with one")
    return readers[keys[0].label](keys[0].data)


def _read_der(data: bytes) -> SubjectPublicKeyInfo:
    found = shape(data)
    if found == [SEQUENCE, BIT_STRING]:
        return _read_info(data)
    if found == [INTEGER, INTEGER]:
        return _read_pkcs1(data)
    other = "not the DER of a public key, or truncated"
    if _is_openssh(data):
        raise UnsupportedKey("a public key in the format of OpenSSH is not supported")
    if found[:3] == [INTEGER, SEQUENCE, OCTET_STRING] or found[:2] == [INTEGER, OCTET_STRING] or len(found) > 8:
        other = "this is a private key, not a public key: give PrivateKey(...), which has it"
    elif found == [SEQUENCE, OCTET_STRING]:
        other = "this is an encrypted private key, not a public key"
    elif found == [SEQUENCE, SEQUENCE, BIT_STRING]:
        other = "this is a certificate or a request, not a public key: give Certificate.from_der(...), which has it"
    elif not data:
        other = "no public key: there are no octets at all"
    raise KeyFormatError(other)


def _read_info(data: bytes) -> SubjectPublicKeyInfo:
    return public_keys.read(data).info


def _read_pkcs1(data: bytes) -> SubjectPublicKeyInfo:
    info = SubjectPublicKeyInfo(algorithm=RSA_ALGORITHM, subject_public_key=BitString(data))
    return public_keys.read(info.to_der()).info


def _is_openssh(data: bytes | str) -> bool:
    start = data[:64].encode("utf-8", "replace") if isinstance(data, str) else data[:64]
    return start.lstrip().startswith((b"ssh-", b"ecdsa-sha2-", b"sk-ssh-", b"sk-ecdsa-"))
