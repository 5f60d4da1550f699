"""What kind of thing some DER is: the declared types are tried on it, and the one that fits is taken."""

from __future__ import annotations

from .headers import NO_HEADER, frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.value import ValueType
    from .document import Document

# In the order in which they are tried: what is common first, and what others could be taken for last.
_KINDS = (
    "x509.certificate:Certificate",
    "pkcs.pkcs8:OneAsymmetricKey",
    "x509.public_key:SubjectPublicKeyInfo",
    "pkcs.pkcs10:CertificationRequest",
    "pkcs.pkcs8:EncryptedPrivateKeyInfo",
    "pkcs.pkcs1:RSAPrivateKey",
    "pkcs.sec1:ECPrivateKey",
    "pkcs.pkcs1:RSAPublicKey",
)
_LABELS = {
    "CERTIFICATE": "Certificate",
    "X509 CERTIFICATE": "Certificate",
    "TRUSTED CERTIFICATE": "Certificate",
    "CERTIFICATE REQUEST": "CertificationRequest",
    "NEW CERTIFICATE REQUEST": "CertificationRequest",
    "PRIVATE KEY": "OneAsymmetricKey",
    "ENCRYPTED PRIVATE KEY": "EncryptedPrivateKeyInfo",
    "RSA PRIVATE KEY": "RSAPrivateKey",
    "EC PRIVATE KEY": "ECPrivateKey",
    "PUBLIC KEY": "SubjectPublicKeyInfo",
    "RSA PUBLIC KEY": "RSAPublicKey",
}
# Everything in it is OPTIONAL, so that it fits much: only behind a certificate in a block of this label.
_TRUSTED, _TRUST = "TRUSTED CERTIFICATE", "x509.certificate_trust:CertificateTrust"
_MOST_NODES = 60
_DEEPEST = 3
# How many of the nodes that are looked at may be amiss in something broken that is still recognized.
_TOLERATED = 0.2


def class_of(kind: str) -> ValueType:
    """Return the class that a name in the table of kinds stands for."""
    import importlib

    module, _, name = kind.partition(":")
    found: ValueType = getattr(importlib.import_module(f"x509forge.{module}"), name)
    return found


def kind_called(name: str) -> ValueType | None:
    """Return the class of a kind by its own name, or None."""
    return next((class_of(kind) for kind in _KINDS if kind.endswith(f":{name}")), None)


def names() -> list[str]:
    """Return the names of the kinds that are known."""
    return [kind.partition(":")[2] for kind in _KINDS]


def identify(document: Document, at: int, end: int, label: str = "") -> ValueType | None:
    """Return the type of the element at `at`; None where no known one fits.

    What fits without a flaw is taken at once. `label` is that of its PEM block: its type is tried first, and taken
    where no other one fits better.
    """
    best: ValueType | None = None
    least = 1.0
    hinted = _LABELS.get(label, "")
    kinds: tuple[str, ...] = (*_KINDS, _TRUST) if label == _TRUSTED else _KINDS
    if hinted:
        kinds = tuple(sorted(kinds, key=lambda kind: not kind.endswith(f":{hinted}")))
    for kind in kinds:
        cls = class_of(kind)
        share = _misfit(document, at, end, cls)
        if share == 0:
            return cls
        if share < least:
            best, least = cls, share
    if least <= _TOLERATED:
        return best
    return kind_called(hinted) if hinted else None


def _misfit(document: Document, at: int, end: int, cls: ValueType) -> float:
    """Return which share of the uppermost nodes is not what the type has there."""
    from ..asn1.value import codec_of
    from .overlay import root as root_of

    if frame(document.data, at, end)[3] == NO_HEADER:
        return 1.0
    root = root_of(document, None, at, end, codec_of(cls), "")
    seen = amiss = 0
    for node in root.walk():
        if node.depth - root.depth > _DEEPEST:
            continue
        if node.expected is not None:
            if node.depth - root.depth <= 1:
                return 1.0
            amiss += 1
        seen += 1
        amiss += sum(fault[0] in ("asn1.missing", "asn1.extra") for fault in node.structural_faults())
        if seen >= _MOST_NODES:
            break
    return amiss / seen
