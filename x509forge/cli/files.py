"""Reading what the command line names, and writing what was made: files, or the standard streams."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path

from .. import pem
from ..asn1 import BitString
from ..errors import DecodeError, PasswordRequired, X509ForgeError
from ..later import Later
from ..pkcs.pkcs1 import RSAPublicKey
from ..pkcs.pkcs10 import CertificationRequest
from ..signing.pkcs11_uri import is_pkcs11_uri, without_query
from ..store import Output, write_all
from ..x509.certificate import Certificate
from ..x509.public_key import SubjectPublicKeyInfo
from . import console
from .options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..signing import keys as _keys
    from ..signing.keys import PrivateKey
    from ..signing.kinds import rsa as _rsa
    from ..signing.outside_key import OutsideKey
    from ..x509.crl import CertificateList
    from .options import Arguments
    from .passwords import Passwords
else:
    _keys = Later("x509forge.signing.keys")
    _rsa = Later("x509forge.signing.kinds.rsa")

CERTIFICATE_LABELS = ("CERTIFICATE", "X509 CERTIFICATE")
REQUEST_LABELS = ("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")
FORMATS = ("PEM", "DER")


class Refused(X509ForgeError):
    """What was asked for cannot be done; `hint` is what to do about it."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


@contextmanager
def about(name: str, hint: str = "") -> Iterator[None]:
    """Put the name of a file before what is wrong with its contents."""
    try:
        yield
    except PasswordRequired as error:
        # At the terminal the question had the name in it, and so has the word that there is none.
        said = str(error).removeprefix(f"{name} ")
        raise Refused(f"{name}: {said}", hint or "-passin says where the password is") from None
    except (UsageError, Refused):
        raise
    except X509ForgeError as error:
        raise Refused(f"{name}: {error}", hint) from None


def called(path: str | None) -> str:
    """Return what messages call a file, the standard input, or a key in a token: not with its PIN."""
    if path is None or path == "-":
        return "standard input"
    return without_query(path) if is_pkcs11_uri(path) else path


def read(path: str | None) -> bytes:
    """Return what a file holds, or the standard input; raises Refused for a key in a token, which stays there."""
    if is_pkcs11_uri(path):
        raise Refused(f"{called(path)}: a key in a token signs and is not read, and here a file is needed")
    return sys.stdin.buffer.read() if path is None or path == "-" else Path(path).read_bytes()


def read_format(text: str | None) -> str | None:
    """Return `PEM` or `DER`; raises UsageError for other formats."""
    if text is None:
        return None
    for known in FORMATS:
        if text.upper() in (known, known[0]):
            return known
    raise UsageError(f"a format is PEM or DER, not {text!r}")


def is_pem(data: bytes, form: str | None) -> bool:
    """Return whether octets are to be read as PEM: as the format says, or else as they look."""
    return pem.looks_like_pem(data) or data[:1] != b"\x30" if form is None else form == "PEM"


def load_certificates(path: str | None, form: str | None = None) -> list[Certificate]:
    """Return the certificates in a file: each block of PEM, or one in DER."""
    data = read(path)
    with about(called(path)):
        if not is_pem(data, form):
            return [Certificate.from_der(data)]
        blocks = [block for block in pem.decode(data) if block.label in CERTIFICATE_LABELS]
        if not blocks:
            pem.one(data, *CERTIFICATE_LABELS)  # says what there is instead
        return [Certificate.from_der(block.data) for block in blocks]


def load_judged(path: str | None) -> list[Certificate] | CertificateList:
    """Return the certificates in a file, or the list of revoked certificates: the first of PEM, or one in DER."""
    from ..x509.crl import CertificateList

    data = read(path)
    with about(called(path)):
        if is_pem(data, None):
            blocks = pem.decode(data)
            if blocks and blocks[0].label == CertificateList.pem_label:
                return CertificateList.from_der(blocks[0].data)
            found = [block for block in blocks if block.label in CERTIFICATE_LABELS]
            if not found:
                pem.one(data, *CERTIFICATE_LABELS)  # says what there is instead
            return [Certificate.from_der(block.data) for block in found]
        try:
            return [Certificate.from_der(data)]
        except DecodeError:
            try:
                return CertificateList.from_der(data)
            except DecodeError:
                pass
            raise


def load_request(path: str | None, form: str | None = None) -> CertificationRequest:
    """Return the request in a file."""
    data = read(path)
    with about(called(path)):
        return CertificationRequest.from_der(pem.one(data, *REQUEST_LABELS).data if is_pem(data, form) else data)


def load_public_key(path: str | None, form: str | None = None) -> SubjectPublicKeyInfo:
    """Return the public key in a file, whatever its label says: a SubjectPublicKeyInfo, or an RSA key of PKCS #1."""
    data = read(path)
    with about(called(path)):
        labels = (SubjectPublicKeyInfo.pem_label, RSAPublicKey.pem_label)
        der = pem.one(data, *labels).data if is_pem(data, form) else data
        try:
            return SubjectPublicKeyInfo.from_der(der)
        except DecodeError:
            try:
                return rsa_public_key(RSAPublicKey.from_der(der))
            except DecodeError:
                pass
            raise


def rsa_public_key(key: RSAPublicKey) -> SubjectPublicKeyInfo:
    """Return an RSA key as a SubjectPublicKeyInfo."""
    return SubjectPublicKeyInfo(algorithm=_rsa.RSA_ALGORITHM, subject_public_key=BitString(key.to_der()))


def load_key(path: str | None, passwords: Passwords, source: str | None = None, form: str | None = None) -> PrivateKey:
    """Return the private key in a file; its password is asked for if it has one."""
    return key_of(read(path), called(path), passwords, source, form)


def load_signer(
    path: str | None, passwords: Passwords, source: str | None = None, form: str | None = None
) -> PrivateKey | OutsideKey:
    """Return the private key in a file, or the one in a token that a `pkcs11:` URI names; its PIN is the password."""
    if path is None or not is_pkcs11_uri(path):
        return load_key(path, passwords, source, form)
    from ..signing.pkcs11_signer import PKCS11Signer

    return PKCS11Signer(path, passwords.to_read(source, called(path)))


def key_of(
    data: bytes, name: str, passwords: Passwords, source: str | None = None, form: str | None = None
) -> PrivateKey:
    """Return the private key in octets; `name` is what messages call their file."""
    password = passwords.to_read(source, name)
    with about(name):
        read_key = _keys.PrivateKey.from_pem if is_pem(data, form) else _keys.PrivateKey.from_der
        return read_key(data, password)


def encode(value: Certificate | CertificationRequest, form: str | None) -> bytes:
    """Return a value in PEM, or in DER."""
    return value.to_der() if form == "DER" else value.to_pem().encode()


def with_texts(given: Arguments, texts: Iterable[str], result: bytes) -> list[tuple[str | None, bytes, bool]]:
    """Return what goes to `-out`: the texts that were asked for, and behind them the result, without `-noout`."""
    data = b"".join(map(console.octets, texts))
    if given.has("noout") or given.has("nocert"):
        return [(given.text("out"), data, False)] if data else []
    return [(given.text("out"), data + result, False)]


def deliver(outputs: Iterable[tuple[str | None, bytes, bool]], before: Iterable[Output] = ()) -> None:
    """Write (path, octets, whether it is private): files all or none, overwriting; then the standard output's.

    What goes to one file stands there one behind the other, as OpenSSL has it. `before` are
    files that must be there before any of these is.
    """
    files: dict[Path, Output] = {}
    streamed: list[bytes] = []
    for path, data, private in outputs:
        if path is None or path == "-":
            streamed.append(data)
            continue
        target = Path(path).resolve()
        first = files.get(target, Output(Path(path), b""))
        files[target] = first._replace(data=first.data + data, private=first.private or private)
    write_all([*before, *files.values()], overwrite=True)
    for data in streamed:
        console.put(data)
