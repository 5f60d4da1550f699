"""Which AlgorithmIdentifier says which signature: one table, read in both directions."""

from __future__ import annotations

from x509forge import oid
from x509forge.asn1 import Null
from x509forge.errors import UnsupportedKey
from x509forge.x509.algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from x509forge.oid import ObjectIdentifier

# What a new signature may be made with. SHA-1 and SHA-224 are verified, since old certificates have them.
SIGNING_HASHES = ("sha256", "sha384", "sha512")
DEFAULT_HASH = "sha256"


class SignatureAlgorithm:
    """A signature algorithm: its identifier, the algorithm of the keys it is for, and a backend's words for it."""

    __slots__ = ("hash_name", "identifier", "key_algorithm", "scheme")

    def __init__(
        self, identifier: AlgorithmIdentifier, key_algorithm: ObjectIdentifier, scheme: str, hash_name: str
    ) -> None:
        self.identifier = identifier
        self.key_algorithm = key_algorithm
        self.scheme = scheme
        self.hash_name = hash_name


# The key's algorithm, the scheme, its parameters, and the identifier with each hash.
_DECLARED = (
    # RFC 8017 A.2.4, RFC 4055 5: the parameters are NULL.
    (
        oid.RSA_ENCRYPTION,
        "rsa-pkcs1v15",
        Null(),
        {
            "sha1": oid.SHA1_WITH_RSA_ENCRYPTION,
            "sha224": oid.SHA224_WITH_RSA_ENCRYPTION,
            "sha256": oid.SHA256_WITH_RSA_ENCRYPTION,
            "sha384": oid.SHA384_WITH_RSA_ENCRYPTION,
            "sha512": oid.SHA512_WITH_RSA_ENCRYPTION,
        },
    ),
    # RFC 5758 3.2, RFC 3279 2.2.3: the parameters are absent.
    (
        oid.EC_PUBLIC_KEY,
        "ecdsa",
        None,
        {
            "sha1": oid.ECDSA_WITH_SHA1,
            "sha224": oid.ECDSA_WITH_SHA224,
            "sha256": oid.ECDSA_WITH_SHA256,
            "sha384": oid.ECDSA_WITH_SHA384,
            "sha512": oid.ECDSA_WITH_SHA512,
        },
    ),
)


def _algorithms() -> Iterator[SignatureAlgorithm]:
    for key_algorithm, scheme, parameters, identifiers in _DECLARED:
        for hash_name, identifier in identifiers.items():
            yield SignatureAlgorithm(
                AlgorithmIdentifier(algorithm=identifier, parameters=parameters), key_algorithm, scheme, hash_name
            )


_BY_KEY = {(row.key_algorithm, row.hash_name): row for row in _algorithms()}
_BY_IDENTIFIER = {row.identifier.algorithm: row for row in _BY_KEY.values()}


def to_sign(key_algorithm: ObjectIdentifier, hash_name: str) -> SignatureAlgorithm:
    """Return the algorithm for new signatures of a kind of key, with a hash of `SIGNING_HASHES`; or UnsupportedKey."""
    found = _BY_KEY.get((key_algorithm, hash_name)) if hash_name in SIGNING_HASHES else None
    if found is None:
        raise UnsupportedKey(
            f"cannot sign with {named(key_algorithm)} and the hash {hash_name!r:.40}; "
            f"the hashes are {', '.join(SIGNING_HASHES)}"
        )
    return found


def to_verify(identifier: AlgorithmIdentifier) -> SignatureAlgorithm:
    """Return the algorithm that an identifier stands for; UnsupportedKey names one that is not known.

    Parameters may be NULL or absent with every one of them: for RSA, RFC 4055 5 demands as much of a reader;
    for ECDSA, certificates with NULL exist, and it says nothing that could be misunderstood.
    """
    found = _BY_IDENTIFIER.get(identifier.algorithm)
    if found is None:
        raise UnsupportedKey(f"signatures of the algorithm {named(identifier.algorithm)} are not supported")
    if identifier.parameters is not None and identifier.parameters.to_der() != Null().to_der():
        raise UnsupportedKey(
            f"the algorithm {named(identifier.algorithm)} has no parameters but NULL (RFC 4055 5, RFC 5758 3.2)"
        )
    return found


def named(identifier: ObjectIdentifier) -> str:
    """Return an object identifier for a message: `id-dsa (1.2.840.10040.4.1)`, or the number alone."""
    return f"{identifier.name} ({identifier})" if identifier.name else f"{identifier:.80}"
