"""Private keys as files hold them: what is found in PEM or DER, opened and brought to one form.

The form is the PrivateKeyInfo that `openssl pkcs8 -topk8 -nocrypt` writes (version 1, no attributes, the curve
outside). Bytes are told apart by what they are; no message holds an octet of them.
"""

from __future__ import annotations

from x509forge import pem
from x509forge.der import read_header
from x509forge.errors import KeyFormatError, PasswordRequired, UnsupportedKey
from x509forge.pkcs.pkcs1 import RSAPrivateKey
from x509forge.pkcs.pkcs8 import EncryptedPrivateKeyInfo, PrivateKeyInfo
from x509forge.pkcs.sec1 import ECPrivateKey
from x509forge.signing import password_based, traditional
from x509forge.signing.curves import named_curve
from x509forge.signing.kinds import ec, kind_of
from x509forge.signing.kinds.kind import decoded
from x509forge.signing.kinds.rsa import RSA_ALGORITHM
from x509forge.signing.password_based.limits import Limits
from x509forge.signing.shape import BIT_STRING, INTEGER, OCTET_STRING, SEQUENCE, shape, why_not_in_pem
from x509forge.x509.algorithm import ECParameters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from x509forge.pem import Block

    # Text is taken as UTF-8 (RFC 8018 3); a callable is called only if the key turns out to be encrypted.
    Password = bytes | str | Callable[[], bytes | str] | None

_PEM_KEY = "PRIVATE KEY"
_EC_PARAMETERS = "EC PARAMETERS"
# Labels of keys that are not read, and what they hold.
_UNSUPPORTED_LABELS = {
    "DSA PRIVATE KEY": "a DSA key",
    "OPENSSH PRIVATE KEY": "a key in the format of OpenSSH",
}

# PFX has version 3 (RFC 7292 4), where PrivateKeyInfo has 0 or 1.
_PFX_VERSION = b"\x02\x01\x03"


class Opener:
    """How to open what is encrypted: the password, the limits of its work, and the backend to decrypt with."""

    __slots__ = ("backend", "limits", "password")

    def __init__(self, password: Password = None, limits: Limits | None = None, backend: str | None = None) -> None:
        self.password = password
        self.limits = limits or Limits()
        self.backend = backend

    def ask(self) -> bytes:
        """Return the password; PasswordRequired if there is none."""
        password = self.password() if callable(self.password) else self.password
        if password is None:
            raise PasswordRequired("the private key is encrypted; give its password")
        return password_based.octets_of(password)


def read(data: bytes | str, opener: Opener) -> PrivateKeyInfo:
    """Return the private key in a file, be it PEM or DER; raises what `read_pem` and `read_der` raise."""
    if isinstance(data, str) or pem.looks_like_pem(data):
        return read_pem(data, opener)
    return read_der(data, opener)


def read_der(data: bytes, opener: Opener) -> PrivateKeyInfo:
    """Return the private key in DER, whichever of the four forms it has: PKCS #8 (encrypted or not), PKCS #1, SEC 1.

    Raises KeyFormatError, PasswordRequired, or UnsupportedKey, which names the kind of key or encryption.
    """
    if not isinstance(data, bytes):
        raise TypeError(f"a private key in DER must be bytes, not {type(data).__name__}")
    return _FORMS[_form(data)](data, opener, None)


def read_pem(data: bytes | str, opener: Opener) -> PrivateKeyInfo:
    """Return the one private key in PEM; blocks of other kinds (certificates, say) may stand beside it.

    Raises PEMError for broken PEM, and what `read_der` raises. Two private keys are an error, unless they are one.
    """
    blocks = pem.decode(data)
    keys = [block for block in blocks if block.label.endswith(_PEM_KEY)]
    if not keys:
        raise KeyFormatError(why_not_in_pem("private key", data, blocks))
    for other in keys[1:]:
        if other == keys[0]:
            continue
        if any(_is_encrypted(block) for block in (keys[0], other)) or (
            _read_block(keys[0], blocks, opener) != _read_block(other, blocks, opener)
        ):
            raise KeyFormatError(
                f"two private keys: {keys[0].label:.40} in line {keys[0].line}, "
                f"{other.label:.40} in line {other.line}; give a file with one"
            )
    return _read_block(keys[0], blocks, opener)


def _is_encrypted(block: Block) -> bool:
    return block.label == EncryptedPrivateKeyInfo.pem_label or traditional.is_encrypted(block)


def _read_block(block: Block, blocks: tuple[Block, ...], opener: Opener) -> PrivateKeyInfo:
    read = _LABELS.get(block.label)
    if read is None:
        what = _UNSUPPORTED_LABELS.get(block.label, f"a {block.label:.40} block")
        raise UnsupportedKey(f"{what} (line {block.line}) is not supported")
    if not traditional.is_encrypted(block):
        return read(block.data, opener, _parameters_before(block, blocks))
    octets = traditional.decrypt(block, opener.ask(), opener.backend)
    info = None
    try:  # noqa: SIM105
        info = read(octets, opener, _parameters_before(block, blocks))
    except KeyFormatError:
        pass  # raised below: what a wrong password opens may have fit by chance
    if info is None:
        raise KeyFormatError("wrong password, or the encrypted private key is broken")
    return info


def _parameters_before(block: Block, blocks: tuple[Block, ...]) -> bytes | None:
    """Return the DER of the curve in the EC PARAMETERS block that stands last before a key.

    It matters only to a key that does not say its curve: a server's file may well have one for other uses.
    """
    before = [other.data for other in blocks if other.label == _EC_PARAMETERS and other.line < block.line]
    return before[-1] if before else None


def _form(data: bytes) -> str:
    """Return which form of private key DER has; KeyFormatError says what it is instead, if that is clear."""
    found = shape(data)
    if found[:3] == [INTEGER, SEQUENCE, OCTET_STRING]:
        return PrivateKeyInfo.pem_label
    if found == [SEQUENCE, OCTET_STRING]:
        return EncryptedPrivateKeyInfo.pem_label
    if found[:2] == [INTEGER, OCTET_STRING]:
        return ECPrivateKey.pem_label
    if found[:9] == [INTEGER] * 9:
        return RSAPrivateKey.pem_label
    if found == [INTEGER] * 6:
        raise UnsupportedKey("a DSA key is not supported")
    other = "not the DER of a private key, or truncated"
    if found[:2] == [INTEGER, SEQUENCE] and data[read_header(data, 0, len(data))[0] :].startswith(_PFX_VERSION):
        other = "this is a PKCS #12 file, not a private key: take the key out of it first"
    elif found == [INTEGER, INTEGER] or found == [SEQUENCE, BIT_STRING]:
        other = "this is a public key, not a private key"
    elif found == [SEQUENCE, SEQUENCE, BIT_STRING]:
        other = "this is a certificate, a request or a revocation list, not a private key"
    elif not data:
        other = "no private key: there are no octets at all"
    raise KeyFormatError(other)


def _read_pkcs8(data: bytes, opener: Opener, parameters: bytes | None) -> PrivateKeyInfo:
    return normal_form(decoded(PrivateKeyInfo, data, "a PKCS #8 private key"))


def _read_encrypted(data: bytes, opener: Opener, parameters: bytes | None) -> PrivateKeyInfo:
    encrypted = decoded(EncryptedPrivateKeyInfo, data, "an encrypted PKCS #8 private key")
    info = password_based.decrypt(encrypted, opener.ask(), limits=opener.limits, backend=opener.backend)
    return normal_form(info)


def _read_pkcs1(data: bytes, opener: Opener, parameters: bytes | None) -> PrivateKeyInfo:
    return normal_form(PrivateKeyInfo(private_key_algorithm=RSA_ALGORITHM, private_key=data))


def _read_sec1(data: bytes, opener: Opener, parameters: bytes | None) -> PrivateKeyInfo:
    key = decoded(ECPrivateKey, data, "an EC private key")
    chosen = key.parameters
    if chosen is None and parameters is not None:
        chosen = decoded(ECParameters, parameters, "EC parameters")
    if chosen is None:
        raise KeyFormatError("the EC private key does not say its curve, and no EC PARAMETERS stand before it")
    return ec.private_key_info(key, named_curve(chosen))


_READERS = {
    PrivateKeyInfo: _read_pkcs8,
    EncryptedPrivateKeyInfo: _read_encrypted,
    RSAPrivateKey: _read_pkcs1,
    ECPrivateKey: _read_sec1,
}
_LABELS = _FORMS = {cls.pem_label: reader for cls, reader in _READERS.items()}  # type: ignore[attr-defined]


def normal_form(info: PrivateKeyInfo) -> PrivateKeyInfo:
    """Return a private key in the form that `openssl pkcs8 -topk8 -nocrypt` gives it.

    A public key that stands beside it (RFC 5958 2) is still there: whether the parts belong together is for the
    backend to say. Raises KeyFormatError for what is broken, UnsupportedKey for a kind of key or a curve that is
    not supported.
    """
    if info.version not in (0, 1):
        raise KeyFormatError("the version of the private key is neither 0 nor 1 (RFC 5958 2)")
    return kind_of(info.private_key_algorithm.algorithm).private_form(info)
