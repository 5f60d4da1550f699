"""`attach`: the second step of issuing with a key that is elsewhere."""

from __future__ import annotations

import base64
import binascii

from ..errors import SignatureMismatch
from ..issuing.issuer import Issuer, complete_certificate
from ..issuing.validity import now
from ..rules import check
from ..signing.outside_key import OfflineSigner
from ..store import Output, write_all
from ..x509.certificate import TBSCertificate
from . import console
from .files import about, encode, load_certificates, read, read_format
from .options import Arguments, Option, UsageError, Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..x509.certificate import Certificate


def _run(given: Arguments) -> int:
    path = given.needed("tbs", ": what x509 -tbs-out wrote")
    file = given.needed("signature", ": the signature of it")
    form = read_format(given.text("outform"))
    with about(path):
        tbs = TBSCertificate.from_der(read(path))
    issuer = _issuer(given, tbs)
    with about(file):
        certificate = _completed(tbs, read(file), issuer)
    console.warn_of(check(certificate, issuer=issuer, at=now()))
    data, out = encode(certificate, form), given.text("out")
    if out is None:
        console.put(data)
    else:
        from pathlib import Path

        write_all([Output(Path(out), data)], overwrite=given.has("force"))
    return 0


def _issuer(given: Arguments, tbs: TBSCertificate) -> Certificate | None:
    """Return the CA's certificate, None where the certificate will be its own issuer's."""
    path = given.text("ca")
    if path is None:
        if tbs.issuer != tbs.subject:
            raise UsageError(
                f"--ca is missing: the certificate of {tbs.issuer.to_openssl()}, whose key confirms the signature"
            )
        return None
    certificates = load_certificates(path)
    named = [known for known in certificates if known.tbs_certificate.subject == tbs.issuer]
    return (named or certificates)[0]


def _completed(tbs: TBSCertificate, data: bytes, issuer: Certificate | None) -> Certificate:
    """Return the certificate with the signature, in whichever of its forms it is confirmed."""
    refused: SignatureMismatch | None = None
    for signature in _forms(data):
        try:
            if issuer is None:
                return complete_certificate(tbs, signature, tbs.subject_public_key_info)
            key = issuer.tbs_certificate.subject_public_key_info
            return Issuer(issuer, OfflineSigner(key)).complete(tbs, signature)
        except SignatureMismatch as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _forms(data: bytes) -> Iterator[bytes]:
    """Yield what the file may hold: the signature's octets, or these in hexadecimal or base64."""
    yield data
    text = b"".join(data.split())
    if text:
        for decode in (binascii.unhexlify, lambda octets: base64.b64decode(octets, validate=True)):
            try:
                yield decode(text)
            except ValueError:
                continue


VERB = Verb(
    "attach",
    "Put a certificate together: what `x509 -tbs-out` wrote, and the signature that was made of it elsewhere.",
    (
        Option("tbs", "FILE", "what was signed: a TBSCertificate in DER"),
        Option("signature", "FILE", "its signature: octets, hexadecimal or base64; of ECDSA, DER or r and s"),
        Option("ca", "FILE", "the CA's certificate, which confirms it; not needed where the certificate is its own"),
        Option("out", "FILE", "where the certificate goes; standard output if it is not given"),
        Option("outform", "PEM|DER", "its format (PEM)"),
        Option("force", None, "overwrite a file that is there"),
    ),
    _run,
    examples=(
        "x509forge x509 -req -in server.csr -CA CA.crt -CAcreateserial -days 90 -tbs-out server.tbs",
        "openssl dgst -sha256 -sign CA.key -out server.sig server.tbs",
        "x509forge attach --tbs server.tbs --signature server.sig --ca CA.crt --out server.crt",
    ),
)
