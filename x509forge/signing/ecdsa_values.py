"""ECDSA signatures from elsewhere, as X.509 has them: the one place where r and s side by side become DER."""

from __future__ import annotations

from x509forge.errors import DecodeError, SignatureMismatch
from x509forge.signing import algorithms, public_keys
from x509forge.signing.curves import curve_called
from x509forge.x509.ecdsa_signature import ECDSASigValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.x509.algorithm import AlgorithmIdentifier
    from x509forge.x509.public_key import SubjectPublicKeyInfo


def in_der(public_key: SubjectPublicKeyInfo, algorithm: AlgorithmIdentifier, signature: bytes) -> bytes:
    """Return a signature as it stands in a certificate: for ECDSA, the DER of an ECDSA-Sig-Value (RFC 5480 appendix A).

    What is that already is returned as it is. Tokens and clouds give r and s side by side, each as long as the order
    of the curve (IEEE P1363): those are put into DER. Whether they confirm anything is for `verify` to say. The
    signatures of other algorithms are returned as they are. Raises SignatureMismatch for octets that are neither
    form, UnsupportedKey and KeyFormatError for an algorithm or a key that is not known.
    """
    if algorithms.to_verify(algorithm).scheme.name != algorithms.ECDSA:
        return signature
    kind, _, curve = public_keys.key_type(public_key).partition(":")
    if kind != "ec":
        return signature  # which `verify` refuses
    width = (curve_called(curve).order.bit_length() + 7) // 8
    try:
        ECDSASigValue.from_der(signature)
    except DecodeError:
        pass
    else:
        return signature
    if len(signature) != 2 * width:
        raise SignatureMismatch(
            f"{len(signature)} octets are no ECDSA signature of a key on {curve}: neither the DER of an ECDSA-Sig-Value"
            f" (RFC 5480 appendix A), nor r and s of {width} octets each"
        )
    r, s = (int.from_bytes(part, "big") for part in (signature[:width], signature[width:]))
    return ECDSASigValue(r=r, s=s).to_der()
