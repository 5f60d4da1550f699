"""How a signature is made, in the words of backends."""

from __future__ import annotations

from x509forge.errors import UnsupportedKey


class Scheme:
    """A signature scheme with its hash.

    `name` is `rsa-pkcs1v15` (RFC 8017 8.2), `rsa-pss` (RFC 8017 8.1), `ecdsa` (FIPS 186-5 6), or, for those that
    hash by themselves, the type of their keys: `ed25519`, `ed448` (RFC 8032), `ml-dsa-44` (FIPS 204) and so on.
    `hash_name` is as in `hashlib` (`sha256`, `sha3_256`), None where the scheme has one of its own; `salt_length`
    (octets) and `mgf_hash_name` are for RSASSA-PSS alone; `deterministic` ECDSA takes its number from message and
    key (RFC 6979).
    """

    __slots__ = ("deterministic", "hash_name", "mgf_hash_name", "name", "salt_length")

    def __init__(
        self,
        name: str,
        hash_name: str | None = None,
        *,
        mgf_hash_name: str | None = None,
        salt_length: int | None = None,
        deterministic: bool = False,
    ) -> None:
        self.name = name
        self.hash_name = hash_name
        self.mgf_hash_name = mgf_hash_name
        self.salt_length = salt_length
        self.deterministic = deterministic

    def makes_same(self, other: Scheme) -> bool:
        """Return whether both make signatures of one algorithm; where ECDSA takes its number from is no part of it."""
        return (self.name, self.hash_name, self.mgf_hash_name, self.salt_length) == (
            *(other.name, other.hash_name, other.mgf_hash_name, other.salt_length),
        )

    def __str__(self) -> str:
        parts = [self.name]
        if self.hash_name is not None:
            parts.append(f"and {self.hash_name}")
        if self.mgf_hash_name not in (None, self.hash_name):
            parts.append(f"(MGF1 with {self.mgf_hash_name})")
        if self.salt_length is not None:
            parts.append(f"and a salt of {self.salt_length} octets")
        if self.deterministic:
            parts.append("by RFC 6979")
        return " ".join(parts)


# Octets.
HASH_LENGTHS = {
    "md5": 16,
    "sha1": 20,
    "sha224": 28,
    "sha256": 32,
    "sha384": 48,
    "sha512": 64,
    "sha512_224": 28,
    "sha512_256": 32,
    "sha3_224": 28,
    "sha3_256": 32,
    "sha3_384": 48,
    "sha3_512": 64,
}


def hash_called(text: str) -> str:
    """Return a hash's name as in `hashlib` for what others call it: `SHA-256`, `sha3-256`, `SHA512/256`.

    What is none stays as it is, in lower case.
    """
    name = text.lower().replace("/", "_").replace("-", "_")
    if name in HASH_LENGTHS:
        return name
    # FIPS 180-4 has SHA-256; OpenSSL has SHA2-256 too.
    for prefix in ("sha_", "sha2_"):
        if name.startswith(prefix) and f"sha{name[len(prefix) :]}" in HASH_LENGTHS:
            return f"sha{name[len(prefix) :]}"
    return text.lower()


def require_room(bits: object, scheme: Scheme) -> None:
    """Raise UnsupportedKey where an RSA modulus of so many bits has no room for a hash and what goes with it.

    For other keys, which have no number of bits, it returns.
    """
    if not isinstance(bits, int) or scheme.hash_name is None:
        return
    length = HASH_LENGTHS.get(scheme.hash_name, 0)
    if scheme.salt_length is not None:
        enough = (bits - 1 + 7) // 8 >= length + scheme.salt_length + 2
    else:
        # DigestInfo names the hash in 19 octets, or less: 18 with MD5, 15 with SHA-1 (RFC 8017 9.2 note 1).
        enough = (bits + 7) // 8 >= length + {"md5": 18, "sha1": 15}.get(scheme.hash_name, 19) + 11
    if not enough:
        raise UnsupportedKey(f"an RSA key of {bits} bits is too short for {scheme} (RFC 8017 9.1.1, 9.2)")
