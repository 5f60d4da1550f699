"""Which AlgorithmIdentifier says which signature: one table, read in both directions."""

from __future__ import annotations

import functools

from x509forge import der, oid
from x509forge.asn1 import Null
from x509forge.errors import SignatureMismatch, UnsupportedKey
from x509forge.pkcs.pkcs1 import RSASSAPSSParams
from x509forge.signing.scheme import HASH_LENGTHS, Scheme, hash_called
from x509forge.x509.algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from x509forge.asn1 import Value
    from x509forge.oid import ObjectIdentifier

RSA, PSS, ECDSA = "rsa-pkcs1v15", "rsa-pss", "ecdsa"

# RFC 8017 B.1, RFC 4055 2.1: the parameters of SHA-1 and SHA-2 are NULL in what is written; NIST has SHA-3 without.
_HASHES: dict[str, tuple[ObjectIdentifier, Value | None]] = {
    "sha1": (oid.SHA1, Null()),
    "sha224": (oid.SHA224, Null()),
    "sha256": (oid.SHA256, Null()),
    "sha384": (oid.SHA384, Null()),
    "sha512": (oid.SHA512, Null()),
    "sha512_224": (oid.SHA512_224, Null()),
    "sha512_256": (oid.SHA512_256, Null()),
    "sha3_224": (oid.SHA3_224, None),
    "sha3_256": (oid.SHA3_256, None),
    "sha3_384": (oid.SHA3_384, None),
    "sha3_512": (oid.SHA3_512, None),
}
_HASH_NAMES = {identifier: name for name, (identifier, _) in _HASHES.items()}


class SignatureAlgorithm:
    """A signature algorithm: its identifier, and what a backend does."""

    __slots__ = ("identifier", "scheme")

    def __init__(self, identifier: AlgorithmIdentifier, scheme: Scheme) -> None:
        self.identifier = identifier
        self.scheme = scheme


# The scheme, its parameters, and the identifier with each hash.
_WITH_A_HASH: tuple[tuple[str, Value | None, dict[str, ObjectIdentifier]], ...] = (
    # RFC 8017 A.2.4, RFC 4055 5: the parameters are NULL.
    (
        RSA,
        Null(),
        {
            "md5": oid.MD5_WITH_RSA_ENCRYPTION,
            "sha1": oid.SHA1_WITH_RSA_ENCRYPTION,
            "sha224": oid.SHA224_WITH_RSA_ENCRYPTION,
            "sha256": oid.SHA256_WITH_RSA_ENCRYPTION,
            "sha384": oid.SHA384_WITH_RSA_ENCRYPTION,
            "sha512": oid.SHA512_WITH_RSA_ENCRYPTION,
            "sha512_224": oid.SHA512_224_WITH_RSA_ENCRYPTION,
            "sha512_256": oid.SHA512_256_WITH_RSA_ENCRYPTION,
            "sha3_224": oid.SHA3_224_WITH_RSA_ENCRYPTION,
            "sha3_256": oid.SHA3_256_WITH_RSA_ENCRYPTION,
            "sha3_384": oid.SHA3_384_WITH_RSA_ENCRYPTION,
            "sha3_512": oid.SHA3_512_WITH_RSA_ENCRYPTION,
        },
    ),
    # RFC 5758 3.2, RFC 3279 2.2.3: the parameters are absent.
    (
        ECDSA,
        None,
        {
            "sha1": oid.ECDSA_WITH_SHA1,
            "sha224": oid.ECDSA_WITH_SHA224,
            "sha256": oid.ECDSA_WITH_SHA256,
            "sha384": oid.ECDSA_WITH_SHA384,
            "sha512": oid.ECDSA_WITH_SHA512,
            "sha3_224": oid.ECDSA_WITH_SHA3_224,
            "sha3_256": oid.ECDSA_WITH_SHA3_256,
            "sha3_384": oid.ECDSA_WITH_SHA3_384,
            "sha3_512": oid.ECDSA_WITH_SHA3_512,
        },
    ),
)
# RFC 8410 3, RFC 9881 2: the identifier is that of the key, without parameters.
_WITHOUT = {
    "ed25519": oid.ED25519,
    "ed448": oid.ED448,
    "ml-dsa-44": oid.ML_DSA_44,
    "ml-dsa-65": oid.ML_DSA_65,
    "ml-dsa-87": oid.ML_DSA_87,
}


def _algorithms() -> Iterator[SignatureAlgorithm]:
    for scheme, parameters, identifiers in _WITH_A_HASH:
        for hash_name, identifier in identifiers.items():
            yield SignatureAlgorithm(
                AlgorithmIdentifier(algorithm=identifier, parameters=parameters), Scheme(scheme, hash_name)
            )
    for scheme, identifier in _WITHOUT.items():
        yield SignatureAlgorithm(AlgorithmIdentifier(algorithm=identifier), Scheme(scheme))


_ALGORITHMS = {(row.scheme.name, row.scheme.hash_name): row for row in _algorithms()}
_BY_IDENTIFIER = {row.identifier.algorithm: row for row in _ALGORITHMS.values()}


@functools.cache
def hashes(scheme: str) -> tuple[str, ...]:
    """Return the names of the hashes that a scheme signs with; none where it has one of its own."""
    if scheme == PSS:
        return tuple(_HASHES)
    return tuple(hash_name for name, hash_name in _ALGORITHMS if name == scheme and hash_name is not None)


def to_sign(
    scheme: str,
    hash_name: str | None = None,
    *,
    mgf_hash_name: str | None = None,
    salt_length: int | None = None,
    deterministic: bool = False,
) -> SignatureAlgorithm:
    """Return the algorithm for new signatures; UnsupportedKey for a hash that the scheme does not go with.

    For RSASSA-PSS, the hash of MGF1 is the same hash, and the salt as long as it, unless given (RFC 4055 3.1
    recommends both).
    """
    wanted = None if hash_name is None else hash_called(hash_name)
    offered = hashes(scheme)
    if not offered and wanted is not None:
        raise UnsupportedKey(f"{scheme} signatures have no choice of a hash: {hash_name!r:.40} cannot be used")
    if offered and wanted not in offered:
        raise UnsupportedKey(
            f"cannot sign by {scheme} with the hash {hash_name!r:.40}; there are: {', '.join(offered)}"
        )
    if scheme == PSS:
        assert wanted is not None
        mask = wanted if mgf_hash_name is None else hash_called(mgf_hash_name)
        if mask not in _HASHES:
            raise UnsupportedKey(
                f"cannot make a mask with the hash {mgf_hash_name!r:.40}; there are: {', '.join(_HASHES)}"
            )
        return _pss(wanted, mask, HASH_LENGTHS[wanted] if salt_length is None else salt_length)
    if mgf_hash_name is not None or salt_length is not None:
        raise UnsupportedKey(f"a salt and the hash of a mask are for RSASSA-PSS, not for {scheme}")
    found = _ALGORITHMS[scheme, wanted]
    if not deterministic:
        return found
    if scheme != ECDSA:
        raise UnsupportedKey(f"deterministic signatures (RFC 6979) are a way of ECDSA, not of {scheme}")
    return SignatureAlgorithm(found.identifier, Scheme(scheme, wanted, deterministic=True))


def to_verify(identifier: AlgorithmIdentifier) -> SignatureAlgorithm:
    """Return the algorithm that an identifier stands for; UnsupportedKey names one that is not known.

    SignatureMismatch is raised for that of what is unsigned (RFC 9925): nothing ever confirms it.
    Parameters may be NULL or absent with RSA and ECDSA: for RSA, RFC 4055 5 demands as much of a reader;
    for ECDSA, certificates with NULL exist, and it says nothing that could be misunderstood.
    """
    if identifier.algorithm == oid.RSASSA_PSS:
        return pss_of(identifier.parameters)
    if identifier.algorithm == oid.ALG_UNSIGNED:
        raise SignatureMismatch("there is no signature to confirm: the algorithm is id-alg-unsigned (RFC 9925 4)")
    found = _BY_IDENTIFIER.get(identifier.algorithm)
    if found is None:
        raise UnsupportedKey(f"signatures of the algorithm {named(identifier.algorithm)} are not supported")
    parameters = identifier.parameters
    if found.scheme.hash_name is None and parameters is not None:
        raise UnsupportedKey(f"the algorithm {named(identifier.algorithm)} has no parameters (RFC 8410 3, RFC 9881 2)")
    if parameters is not None and parameters.to_der() != Null().to_der():
        raise UnsupportedKey(
            f"the algorithm {named(identifier.algorithm)} has no parameters but NULL (RFC 4055 5, RFC 5758 3.2)"
        )
    return found


def pss_of(parameters: Value | None) -> SignatureAlgorithm:
    """Return the algorithm that parameters of RSASSA-PSS stand for (RFC 4055 3.1); raises UnsupportedKey."""
    if not isinstance(parameters, RSASSAPSSParams):
        raise UnsupportedKey("an RSASSA-PSS signature without its parameters, or with broken ones (RFC 4055 3.1)")
    mask = parameters.mask_gen_algorithm
    hash_name = _hash_of(parameters.hash_algorithm)
    if mask is None:
        mask_name = "sha1"
    elif mask.algorithm == oid.MGF1 and isinstance(mask.parameters, AlgorithmIdentifier):
        mask_name = _hash_of(mask.parameters)
    else:
        raise UnsupportedKey(f"RSASSA-PSS with the mask generation function {named(mask.algorithm)} is not supported")
    salt_length = 20 if parameters.salt_length is None else parameters.salt_length
    if parameters.trailer_field not in (None, 1):
        raise UnsupportedKey("RSASSA-PSS with a trailer field other than 1 is not supported (RFC 4055 3.1)")
    if not 0 <= salt_length <= 0xFFFF:
        raise UnsupportedKey("RSASSA-PSS with a salt of a length that is not possible (RFC 8017 9.1.1)")
    scheme = Scheme(PSS, hash_name, mgf_hash_name=mask_name, salt_length=salt_length)
    return SignatureAlgorithm(AlgorithmIdentifier(algorithm=oid.RSASSA_PSS, parameters=parameters), scheme)


def digest_info(hash_name: str, digest: bytes) -> bytes:
    """Return the DER of a DigestInfo (RFC 8017 9.2): what RSASSA-PKCS1-v1_5 pads and signs.

    The parameters of the hash are NULL there, for SHA-3 too, as OpenSSL has it. Raises UnsupportedKey.
    """
    known = {**_HASHES, "md5": (oid.MD5, None)}
    if hash_name not in known:
        raise UnsupportedKey(f"signatures with the hash {hash_name!r:.40} are not supported")
    algorithm = AlgorithmIdentifier(algorithm=known[hash_name][0], parameters=Null())
    return der.element(b"\x30", algorithm.to_der() + der.element(b"\x04", digest))


def _hash_of(identifier: AlgorithmIdentifier | None) -> str:
    if identifier is None:
        return "sha1"
    name = _HASH_NAMES.get(identifier.algorithm)
    parameters = identifier.parameters
    if name is None or (parameters is not None and parameters.to_der() != Null().to_der()):
        raise UnsupportedKey(f"RSASSA-PSS with the hash {named(identifier.algorithm)} is not supported")
    return name


def pss_parameters(hash_name: str, mgf_hash_name: str, salt_length: int) -> RSASSAPSSParams:
    """Return the parameters of RSASSA-PSS, with each DEFAULT left out."""

    def algorithm(name: str) -> AlgorithmIdentifier:
        identifier, parameters = _HASHES[name]
        return AlgorithmIdentifier(algorithm=identifier, parameters=parameters)

    mask = AlgorithmIdentifier(algorithm=oid.MGF1, parameters=algorithm(mgf_hash_name))
    return RSASSAPSSParams(
        hash_algorithm=None if hash_name == "sha1" else algorithm(hash_name),
        mask_gen_algorithm=None if mgf_hash_name == "sha1" else mask,
        salt_length=None if salt_length == 20 else salt_length,
    )


def _pss(hash_name: str, mgf_hash_name: str, salt_length: int) -> SignatureAlgorithm:
    identifier = AlgorithmIdentifier(
        algorithm=oid.RSASSA_PSS, parameters=pss_parameters(hash_name, mgf_hash_name, salt_length)
    )
    return SignatureAlgorithm(identifier, Scheme(PSS, hash_name, mgf_hash_name=mgf_hash_name, salt_length=salt_length))


def named(identifier: ObjectIdentifier) -> str:
    """Return an object identifier for a message: `id-dsa (1.2.840.10040.4.1)`, or the number alone."""
    return f"{identifier.name} ({identifier})" if identifier.name else f"{identifier:.80}"
