"""A certificate on its way from good to bad: its parts by name, and its signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..asn1 import Any as Raw
from ..errors import DecodeError, UnsupportedKey
from ..issuing import resign
from ..x509.certificate import Certificate
from ..x509.extension import Extension
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_usage import KeyUsage
from .element import BOOLEAN, TRUE, Element

if TYPE_CHECKING:
    from ..oid import ObjectIdentifier
    from ..signing.signer import Signer
    from ..x509.extension import ExtensionValue

_FIELDS = ("serialNumber", "signature", "issuer", "validity", "subject", "subjectPublicKeyInfo")


class Draft:
    """What a defect changes: the octets of a certificate as elements, and the good certificate that they are from."""

    def __init__(self, good: Certificate, signer: Signer) -> None:
        self.good = good
        self.signer = signer
        self.algorithm = good.signature_algorithm
        self.signs = True
        self.behind = b""
        self.root, _ = Element.read(good.to_der())
        self.tbs, self.outer_algorithm, self.signature = self.root.children
        self.version, *fields = self.tbs.children
        self._fields = dict(zip(_FIELDS, fields, strict=False))
        self.tagged_extensions = fields[-1]
        (self.extensions,) = self.tagged_extensions.children
        self._added: dict[str, Element] = {}

    def field(self, name: str) -> Element:
        """Return a field of the TBSCertificate by its name in ASN.1."""
        return self._fields[name]

    def insert_behind(self, field: Element, octets: bytes) -> None:
        """Put octets behind a field of the TBSCertificate."""
        added = Element(b"", b"")
        added.become(octets)
        at = next(index for index, child in enumerate(self.tbs.children) if child is field)
        self.tbs.children.insert(at + 1, added)

    def extension(self, number: ObjectIdentifier) -> Element | None:
        """Return the extension of this type that the good certificate has, or that was put behind its own, or None."""
        for item, known in zip(self.extensions.children, self.good.tbs_certificate.extensions or (), strict=False):
            if known.extn_id == number:
                return item
        return self._added.get(number)

    def put(self, value: ExtensionValue | Extension, critical: bool | None = None) -> Element:
        """Put an extension in the place of the one of its type, or behind all others; return its element.

        Where it is not said whether a value is critical, it is what was there; else what its type is by default.
        """
        if not isinstance(value, Extension):
            value = Extension.of(value, self._critical(value.oid) if critical is None else critical)
        item = self.extension(value.extn_id)
        if item is None:
            self.extensions.add(value.to_der())
            item = self._added[value.extn_id] = self.extensions.children[-1]
        # Taken apart anew, so that a defect may go on within it.
        fresh, _ = Element.read(value.to_der())
        item.identifier, item.contents = fresh.identifier, fresh.contents
        return item

    def put_raw(self, number: ObjectIdentifier, octets: bytes, critical: bool = False) -> Element:
        """Put an extension whose OCTET STRING holds these octets in the place of the one of its type.

        `critical` is for one that was not there.
        """
        known = self._critical(number)
        value = Extension(extn_id=number, critical=critical if known is None else known, extn_value=Raw(octets))
        return self.put(value)

    def _critical(self, number: ObjectIdentifier) -> bool | None:
        """Return whether the extension of this type is critical as it stands there now, or None."""
        item = self.extension(number)
        if item is None or item.whole is not None:
            return None
        return any(child.identifier == BOOLEAN and child.contents == TRUE for child in item.children)

    def remove(self, number: ObjectIdentifier) -> None:
        """Take an extension out, if it is there."""
        item = self.extension(number)
        if item is not None:
            item.vanish()

    def require_leaf(self) -> None:
        """Raise ValueError for a CA's certificate, in which a defect would be none."""
        constraints = self.good.extension(BasicConstraints)
        if constraints is not None and constraints.ca:
            raise ValueError("this is wrong in the certificate of an end entity, and the good one is a CA's")

    def require_issuer(self) -> None:
        """Raise ValueError for a self-signed CA, in which a defect would be none."""
        tbs = self.good.tbs_certificate
        if tbs.issuer == tbs.subject:
            raise ValueError("this is wrong in a certificate that another issued, and the good one is self-signed")

    def make_ca(self, usage: KeyUsage | None = None) -> None:
        """Make it a CA's certificate, as far as its extensions say."""
        self.put(BasicConstraints(ca=True), critical=True)
        self.put(usage or KeyUsage.of("keyCertSign", "cRLSign"), critical=True)
        self.remove(oid.EXTENDED_KEY_USAGE)
        self.remove(oid.SUBJECT_ALTERNATIVE_NAME)

    def sign(self) -> None:
        """Sign what stands there now, by `algorithm`, whatever is said of it; not if `signs` was taken back."""
        if not self.signs:
            return
        certificate = self.good.replace(tbs_certificate=Raw(self.tbs.to_der()), signature_algorithm=self.algorithm)
        signed = resign(certificate, self.signer, keep_description=True)
        if signed.signature_algorithm != self.algorithm:
            name = self.algorithm.algorithm.name or self.algorithm.algorithm
            raise UnsupportedKey(f"the key does not sign by {name}, as the certificate says")
        self.signature.become(signed.signature_value)

    def to_der(self) -> bytes:
        """Return all of it."""
        return self.root.to_der() + self.behind


class Forged:
    """A certificate with defects: its octets, which need be no DER; `ids` are the defects, `good` is what it was."""

    __slots__ = ("_der", "good", "ids")

    def __init__(self, good: Certificate, ids: tuple[str, ...], der: bytes) -> None:
        self.good = good
        self.ids = ids
        self._der = der

    def to_der(self) -> bytes:
        """Return the octets."""
        return self._der

    def to_pem(self) -> str:
        """Return the octets in a PEM block of a certificate."""
        from .. import pem

        return pem.encode(Certificate.pem_label, self._der)

    @property
    def certificate(self) -> Certificate:
        """The certificate that a strict reader sees; raises DecodeError where it is no DER."""
        return Certificate.from_der(self._der)

    @property
    def decodes(self) -> bool:
        """Whether a strict reader sees a certificate, extension values apart."""
        try:
            return self.certificate is not None
        except DecodeError:
            return False

    def __repr__(self) -> str:
        return f"<Forged: {', '.join(self.ids)}>"
