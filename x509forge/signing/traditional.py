"""The forms that OpenSSL calls traditional: PKCS #1 and SEC 1 in PEM, encrypted by header lines (RFC 1421 4.6.1)."""

from __future__ import annotations

from x509forge import oid
from x509forge.asn1 import BitString
from x509forge.errors import KeyFormatError, UnsupportedKey
from x509forge.signing.encryption import CIPHERS, Cipher, decrypted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from x509forge.pem import Block
    from x509forge.pkcs.pkcs8 import PrivateKeyInfo
    from x509forge.x509.public_key import SubjectPublicKeyInfo


def encode(info: PrivateKeyInfo, public_key: SubjectPublicKeyInfo) -> tuple[str, bytes]:
    """Return the PEM label and the DER of a key in its own form: PKCS #1 (RFC 8017 A.1.2) or SEC 1 (RFC 5915 3)."""
    from x509forge.pkcs.pkcs1 import RSAPrivateKey
    from x509forge.pkcs.sec1 import ECPrivateKey
    from x509forge.x509.algorithm import ECParameters

    algorithm = info.private_key_algorithm
    if algorithm.algorithm == oid.RSA_ENCRYPTION:
        return RSAPrivateKey.pem_label, info.private_key
    curve = algorithm.parameters
    if not isinstance(curve, ECParameters):
        raise UnsupportedKey(f"a key of the algorithm {algorithm.algorithm} has no form but PKCS #8")
    # Alone, the key has to say its curve; OpenSSL adds the public key here even where PKCS #8 lacked it.
    key = ECPrivateKey.from_der(info.private_key).replace(
        parameters=curve, public_key=BitString(public_key.subject_public_key.octets)
    )
    return ECPrivateKey.pem_label, key.to_der()


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
    return decrypted(cipher, _derive(password, iv[:8], cipher.key_length), iv, block.data, backend)


def _read_dek_info(text: str) -> tuple[Cipher, bytes]:
    name, _, digits = (part.strip() for part in text.partition(","))
    cipher = CIPHERS.get(name.lower())
    if cipher is None:
        raise UnsupportedKey(
            f"encryption of a private key with the cipher {name[:40]!r} is not supported; "
            f"in DEK-Info, {', '.join(known.upper() for known in CIPHERS)} are"
        )
    try:
        iv = bytes.fromhex(digits)
    except ValueError:
        iv = b""
    if len(iv) != cipher.block_length or len(digits) != 2 * cipher.block_length:
        raise KeyFormatError(f"DEK-Info lacks an IV of {cipher.block_length} octets in hex")
    return cipher, iv


def _derive(password: bytes, salt: bytes, length: int) -> bytes:
    """Return a key by OpenSSL's EVP_BytesToKey, with MD5 and one round: weak, read for the sake of old files."""
    import hashlib

    key = digest = b""
    while len(key) < length:
        digest = hashlib.md5(digest + password + salt, usedforsecurity=False).digest()
        key += digest
    return key[:length]
