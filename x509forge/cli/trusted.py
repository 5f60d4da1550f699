"""Certificates with OpenSSL's trust settings: read, changed, and written as `TRUSTED CERTIFICATE`."""

from __future__ import annotations

from .. import pem
from ..asn1 import UTF8String
from ..der import read_header
from ..oid import ObjectIdentifier
from ..openssl.objects import to_oid
from ..openssl.value import Value
from ..x509.certificate import Certificate
from ..x509.certificate_trust import CertificateTrust
from .files import CERTIFICATE_LABELS, about, called, is_pem, read
from .options import Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .options import Arguments

LABEL = "TRUSTED CERTIFICATE"
OPTIONS = (
    Option("trustout", None, "write it with its trust settings, as TRUSTED CERTIFICATE"),
    Option("addtrust", "PURPOSE", "one more purpose that it is trusted for: serverAuth, clientAuth, ...", many=True),
    Option("addreject", "PURPOSE", "one more purpose that it is rejected for", many=True),
    Option("clrtrust", None, "take away the purposes that it is trusted for"),
    Option("clrreject", None, "take away those that it is rejected for"),
    Option("setalias", "NAME", "what it shall be called"),
)


def load_trusted(path: str | None, form: str | None) -> tuple[Certificate, CertificateTrust | None]:
    """Return the first certificate in a file, and its trust settings if it has any."""
    data = read(path)
    with about(called(path)):
        if not is_pem(data, form):
            return Certificate.from_der(data), None
        block = pem.one(data, *CERTIFICATE_LABELS, LABEL)
        if block.label != LABEL:
            return Certificate.from_der(block.data), None
        _, end = read_header(block.data, 0, len(block.data))
        rest = block.data[end:]
        return Certificate.from_der(block.data[:end]), CertificateTrust.from_der(rest) if rest else None


def changed(trust: CertificateTrust | None, given: Arguments) -> CertificateTrust | None:
    """Return the settings as the options leave them; raises ConfigError for a purpose that is none."""
    alias = given.text("setalias")
    added = {name: tuple(map(_purpose, given.texts(f"add{name}"))) for name in ("trust", "reject")}
    if trust is None and alias is None and not any(added.values()):
        return None
    settings = trust or CertificateTrust()
    if alias is not None:
        settings = settings.replace(alias=UTF8String(alias))
    for name, more in added.items():
        kept = None if given.has(f"clr{name}") else getattr(settings, name)
        settings = settings.replace(**{name: (*(kept or ()), *more) if kept is not None or more else None})
    return settings


def writes_trust(given: Arguments) -> bool:
    """Return whether the settings are written: where that is said, or one is given."""
    return any(given.has(name) for name in ("trustout", "addtrust", "addreject", "setalias"))


def encode_trusted(certificate: Certificate, trust: CertificateTrust | None) -> bytes:
    """Return a certificate and its settings in PEM."""
    return pem.encode(LABEL, certificate.to_der() + (b"" if trust is None else trust.to_der())).encode()


def _purpose(name: str) -> ObjectIdentifier:
    return ObjectIdentifier(to_oid(Value(name)))
