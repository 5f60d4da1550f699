"""The ciphers that private keys stand under, and what undoes them."""

from __future__ import annotations

from ... import oid
from ...errors import DecodeError, KeyFormatError
from ...pkcs.pkcs8 import PrivateKeyInfo
from ..backend import select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...oid import ObjectIdentifier

WRONG = "wrong password, or the encrypted private key is broken"


class Cipher:
    """A cipher: its name, how a backend does it, its identifier, and the octets of its key and of its block.

    A cipher without an identifier is met only within the schemes of PKCS #12; one without blocks has 0.
    """

    __slots__ = ("backend_name", "block_length", "identifier", "key_length", "name")

    def __init__(
        self,
        name: str,
        identifier: ObjectIdentifier | None,
        key_length: int,
        block_length: int,
        backend_name: str | None = None,
    ) -> None:
        self.name = name
        self.identifier = identifier
        self.key_length = key_length
        self.block_length = block_length
        self.backend_name = name if backend_name is None else backend_name

    def backend_key(self, key: bytes) -> bytes:
        """Return a key as the backend takes it: Triple DES is DES with one key, and Triple DES with two, thrice."""
        return (key * 3)[:24] if self.backend_name == _TRIPLE_DES else key


_TRIPLE_DES = "des-ede3-cbc"

CIPHERS = {
    cipher.name: cipher
    for cipher in (
        Cipher("aes-128-cbc", oid.AES_128_CBC, 16, 16),
        Cipher("aes-192-cbc", oid.AES_192_CBC, 24, 16),
        Cipher("aes-256-cbc", oid.AES_256_CBC, 32, 16),
        Cipher(_TRIPLE_DES, oid.DES_EDE3_CBC, 24, 8),
    )
}
"""Those that are written."""

# Those that are read for the sake of old files. Of RC2, backends have the one with all 128 bits effective.
DES = Cipher("des-cbc", oid.DES_CBC, 8, 8, _TRIPLE_DES)
TWO_KEY_TRIPLE_DES = Cipher("des-ede-cbc", None, 16, 8, _TRIPLE_DES)
RC2 = Cipher("rc2-cbc", oid.RC2_CBC, 16, 8)
RC4 = Cipher("rc4", None, 16, 0)
RC4_40 = Cipher("rc4-40", None, 5, 0, "rc4")

BY_IDENTIFIER = {cipher.identifier: cipher for cipher in (*CIPHERS.values(), DES, RC2)}


def decrypted(cipher: Cipher, key: bytes, iv: bytes, data: bytes, backend: str | None) -> bytes:
    """Return what was encrypted; KeyFormatError says that the password may be wrong."""
    chosen = select("decrypt", cipher.backend_name, backend)
    try:
        return chosen.decrypt(cipher.backend_name, cipher.backend_key(key), iv, data)
    except KeyFormatError:
        raise KeyFormatError(WRONG) from None


def decrypted_private_key_info(
    cipher: Cipher, key: bytes, iv: bytes, data: bytes, backend: str | None
) -> PrivateKeyInfo:
    """Return the PrivateKeyInfo that was encrypted; KeyFormatError says that the password may be wrong."""
    octets = decrypted(cipher, key, iv, data, backend)
    info = None
    try:  # noqa: SIM105
        info = PrivateKeyInfo.from_der(octets)
    except DecodeError:
        pass  # raised below, so that it does not hold what was decrypted
    if info is None:
        raise KeyFormatError(WRONG)
    return info
