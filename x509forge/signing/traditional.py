"""The forms that OpenSSL calls traditional: PKCS #1 and SEC 1 in PEM, encrypted by header lines (RFC 1421 4.6.1)."""

from __future__ import annotations

from x509forge.errors import KeyFormatError, UnsupportedKey
from x509forge.later import Later
from x509forge.signing.password_based import CIPHERS, decrypted
from x509forge.signing.password_based.ciphers import DES, Cipher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.pem import Block
    from x509forge.signing.password_based import derivation as _derivation
else:
    _derivation = Later("x509forge.signing.password_based.derivation")

_CIPHERS = {**CIPHERS, DES.name: DES}


def is_encrypted(block: Block) -> bool:
    """Return whether header lines say that a block is encrypted; KeyFormatError for lines that make no sense."""
    headers = dict(block.headers)
    kind = headers.get("Proc-Type", "").replace(" ", "")
    if kind == "4,ENCRYPTED":
        if "DEK-Info" not in headers:
            raise KeyFormatError("Proc-Type says that the private key is encrypted, but there is no DEK-Info")
        return True
    if kind or "DEK-Info" in headers:
        raise KeyFormatError("the header lines of the private key are not Proc-Type: 4,ENCRYPTED and DEK-Info")
    return False


def decrypt(block: Block, password: bytes, backend: str | None = None) -> bytes:
    """Return what an encrypted block holds, as the one label or the other has it.

    Raises KeyFormatError for a wrong password or a broken block, UnsupportedKey for a cipher that is not supported.
    """
    cipher, iv = _read_dek_info(dict(block.headers)["DEK-Info"])
    # The salt is the beginning of the IV, eight octets of it.
    return decrypted(cipher, _derivation.evp_bytes_to_key(password, iv[:8], cipher.key_length), iv, block.data, backend)


def _read_dek_info(text: str) -> tuple[Cipher, bytes]:
    name, _, digits = (part.strip() for part in text.partition(","))
    cipher = _CIPHERS.get(name.lower())
    if cipher is None:
        raise UnsupportedKey(
            f"encryption of a private key with the cipher {name[:40]!r} is not supported; "
            f"in DEK-Info, {', '.join(known.upper() for known in _CIPHERS)} are"
        )
    try:
        iv = bytes.fromhex(digits)
    except ValueError:
        iv = b""
    if len(iv) != cipher.block_length or len(digits) != 2 * cipher.block_length:
        raise KeyFormatError(f"DEK-Info lacks an IV of {cipher.block_length} octets in hex")
    return cipher, iv
