"""What kind of thing some DER is: the declared types are tried on it, and the one that fits is taken."""

from __future__ import annotations

from itertools import islice

from ..errors import DecodeError
from .document import Document
from .headers import DEFINITE, NO_HEADER, frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.value import ValueType
    from .overlay import Fault

# In the order in which they are tried: what is common first, and what others could be taken for last.
_KINDS = (
    "x509.certificate:Certificate",
    "pkcs.pkcs8:OneAsymmetricKey",
    "x509.public_key:SubjectPublicKeyInfo",
    "pkcs.pkcs10:CertificationRequest",
    "pkcs.pkcs8:EncryptedPrivateKeyInfo",
    "pkcs.pkcs1:RSAPrivateKey",
    "pkcs.sec1:ECPrivateKey",
    "x509.crl:CertificateList",
    "pkcs.pkcs7:ContentInfo",
    "pkcs.pkcs12:PFX",
    "ocsp:OCSPResponse",
    "ocsp:OCSPRequest",
    "ocsp:BasicOCSPResponse",
    "x509.attribute_certificate:AttributeCertificate",
    "pkcs.time_stamp:TimeStampResp",
    "pkcs.time_stamp:TimeStampReq",
    "pkcs.pkcs1:DigestInfo",
    "pkcs.dsa_key:DSAPrivateKey",
    "pkcs.pkcs1:RSAPublicKey",
    "x509.key_parameters:DssParms",
    "x509.key_parameters:DomainParameters",
    "pkcs.pkcs3:DHParameter",
    "x509.algorithm:SpecifiedECDomain",
    "x509.name:Name",
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
    "X509 CRL": "CertificateList",
    "CRL": "CertificateList",
    "PKCS7": "ContentInfo",
    "CMS": "ContentInfo",
    "PKCS #7 SIGNED DATA": "ContentInfo",
    "PKCS12": "PFX",
    "OCSP REQUEST": "OCSPRequest",
    "OCSP RESPONSE": "OCSPResponse",
    "ATTRIBUTE CERTIFICATE": "AttributeCertificate",
    "DSA PRIVATE KEY": "DSAPrivateKey",
    "DSA PARAMETERS": "DssParms",
    "DH PARAMETERS": "DHParameter",
    "X9.42 DH PARAMETERS": "DomainParameters",
    "EC PARAMETERS": "ECParameters",
}
# What fits much, and so is tried in blocks of these labels only: all of it is OPTIONAL (behind a certificate), or a
# SEQUENCE of whatever.
_LABELLED = {
    "TRUSTED CERTIFICATE": "x509.certificate_trust:CertificateTrust",
    "EC PARAMETERS": "x509.algorithm:ECParameters",
}
_MOST_NODES = 60
_DEEPEST = 5
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
    return next((class_of(kind) for kind in _every() if kind.endswith(f":{name}")), None)


def names() -> list[str]:
    """Return the names of the kinds that are known."""
    return [kind.partition(":")[2] for kind in _every()]


def _every() -> tuple[str, ...]:
    return (*_KINDS, *_LABELLED.values())


def identify(document: Document, at: int, end: int, label: str = "") -> ValueType | None:
    """Return the type of the element at `at`; None where no known one fits.

    What fits without a flaw is taken at once. `label` is that of its PEM block: its type is tried first, and taken
    where no other one fits better.
    """
    hinted = _LABELS.get(label, "")
    data = document.data
    if not hinted and (data[at : at + 1] != b"\x30" or data.startswith((b"\x30\0", b"\x30\x80\0\0"), at)):
        # What is neither labelled nor a SEQUENCE with something in it is of no kind.
        return None
    if not hinted and (told := _of_numbers(document, at, end) or _by_algorithm(document, at, end)):
        return kind_called(told)
    best: ValueType | None = None
    least = 1.0
    kinds: tuple[str, ...] = (*_KINDS, _LABELLED[label]) if label in _LABELLED else _KINDS
    if hinted:
        kinds = tuple(sorted(kinds, key=lambda kind: not kind.endswith(f":{hinted}")))
    if end - at <= _LARGEST_READ:
        for kind in kinds:
            cls = class_of(kind)
            if _reads(document, at, end, cls):
                return cls
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


# To read all of what is larger, for its kind alone, would take too long: its uppermost nodes are looked at.
_LARGEST_READ = 1 << 16
_MOST_NUMBERS = 10


def _reads(document: Document, at: int, end: int, cls: ValueType) -> bool:
    from ..asn1.value import codec_of

    codec = codec_of(cls)
    _, start, stop, framing = frame(document.data, at, end)
    if framing != DEFINITE or not codec.begins(document.data, at, end):
        return False
    try:
        codec.read(document.data, at, start, stop)
    except DecodeError:
        return False
    return True


def _of_numbers(document: Document, at: int, end: int) -> str:
    """Return what a SEQUENCE of nothing but INTEGERs is, which their count and sizes tell; empty for all else."""
    data = document.data
    _, at, end, framing = frame(data, at, end)
    spans: list[tuple[int, int]] = []
    while at < end and framing == DEFINITE and data[at] == 0x02 and len(spans) < _MOST_NUMBERS:
        _, start, at, framing = frame(data, at, end)
        spans.append((start, at))
    if at != end or framing != DEFINITE:
        return ""
    sizes = [stop - start for start, stop in spans]
    if len(sizes) == 2:
        # An exponent is odd (RFC 8017 3.1), and 2 the usual base.
        return "DHParameter" if data[spans[1][1] - 1] & 1 == 0 else "RSAPublicKey"
    if len(sizes) == 3:
        # A length in bits behind prime and base; p, q, g; or p, g, q. The q is shorter than p and g.
        return "DHParameter" if sizes[2] <= 2 else "DssParms" if sizes[1] < sizes[2] else "DomainParameters"
    return {4: "DomainParameters", 6: "DSAPrivateKey", 9: "RSAPrivateKey"}.get(len(sizes), "")


def _by_algorithm(document: Document, at: int, end: int) -> str:
    """Return DigestInfo for an algorithm and octets, where it is that of a digest; empty for all else."""
    from ..oid import read_oid

    data = document.data
    # SEQUENCE { SEQUENCE { OBJECT IDENTIFIER ..., OCTET STRING
    start, stop = frame(data, at, end)[1:3]
    if data[start : start + 1] != b"\x30":
        return ""
    inner, octets = frame(data, start, stop)[1:3]
    if data[octets : octets + 1] != b"\x04" or data[inner : inner + 1] != b"\x06":
        return ""
    first, last = frame(data, inner, octets)[1:3]
    try:
        name = read_oid(data, first, last).name or ""
    except DecodeError:
        return ""
    return "DigestInfo" if name.startswith(("id-sha", "id-md")) else ""


def _misfit(document: Document, at: int, end: int, cls: ValueType) -> float:
    """Return which share of the uppermost nodes is not what the type has there."""
    from ..asn1.value import codec_of
    from .overlay import children_of
    from .overlay import root as root_of

    if frame(document.data, at, end)[3] == NO_HEADER:
        return 1.0
    # What is private is looked into, too: nothing of it is shown here.
    whole = Document(document.data, show_private=True, depth_limit=document.depth_limit)
    whole.ends = document.ends
    waiting = [root_of(whole, None, at, end, codec_of(cls), "")]
    seen = amiss = leaves = 0
    # Level by level, and of each node the first children only: what is large is known by its beginning.
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if node.expected is not None:
            if node.depth <= 1:
                return 1.0
            amiss += 1
        leaves += node.codec is not None and not node.constructed
        if node.depth < _DEEPEST:
            faults: list[Fault] = []
            waiting.extend(islice(children_of(node, faults), _MOST_NODES))
            amiss += sum(fault[0] in ("asn1.missing", "asn1.extra") for fault in faults)
    # SEQUENCEs in SEQUENCEs are much, and nothing.
    return amiss / seen if leaves else 1.0
