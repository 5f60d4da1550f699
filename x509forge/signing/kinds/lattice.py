"""Keys of ML-DSA (FIPS 204, RFC 9881) and ML-KEM (FIPS 203, RFC 9935)."""

from __future__ import annotations

from ... import oid
from ...errors import BackendUnavailable, KeyFormatError, UnsupportedKey
from ...pkcs.lattice_key import LatticePrivateKey, SeedAndExpandedKey
from ..backend import select
from .kind import KeyKind, decoded, in_pkcs8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...oid import ObjectIdentifier
    from ...pkcs.pkcs8 import PrivateKeyInfo
    from ...x509.public_key import SubjectPublicKeyInfo


CONTENTS = ("seed", "expanded", "both")


class LatticeKind(KeyKind):
    """The keys of one parameter set: a seed, what it is expanded to, or both; and the public key. All in octets."""

    seed_length: int

    def __init__(self, name: str, algorithm: ObjectIdentifier, expanded: int, public: int) -> None:
        self.name = name
        self.algorithm = algorithm
        self.expanded_length = expanded
        self.public_length = public

    def private_form(self, info: PrivateKeyInfo) -> PrivateKeyInfo:
        if info.private_key_algorithm.parameters is not None:
            raise KeyFormatError(f"the {self.name} private key has parameters (RFC 9881 2, RFC 9935 3)")
        seed, expanded = self._parts(info)
        if seed is not None and len(seed) != self.seed_length:
            raise KeyFormatError(f"an {self.name} seed of {len(seed)} octets, not {self.seed_length}")
        if expanded is not None and len(expanded) != self.expanded_length:
            raise KeyFormatError(f"an expanded {self.name} key of {len(expanded)} octets, not {self.expanded_length}")
        return in_pkcs8(info, info.private_key_algorithm)

    def _parts(self, info: PrivateKeyInfo) -> tuple[bytes | None, bytes | None]:
        """Return the seed and the expanded key of a private key, as far as they are there."""
        key = decoded(LatticePrivateKey, info.private_key, f"an {self.name} private key")
        if key.chosen == "both":
            return key.value.seed, key.value.expanded_key
        return (key.value, None) if key.chosen == "seed" else (None, key.value)

    def public_form(self, info: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        octets = info.subject_public_key.octets
        if info.algorithm.parameters is not None:
            raise KeyFormatError(f"the {self.name} public key has parameters (RFC 9881 2, RFC 9935 3)")
        if info.subject_public_key.unused_bits:
            raise KeyFormatError(f"the {self.name} public key has unused bits (RFC 9881 4, RFC 9935 4)")
        if len(octets) != self.public_length:
            raise KeyFormatError(f"an {self.name} public key of {len(octets)} octets, not {self.public_length}")
        return info

    def for_backend(self, info: PrivateKeyInfo) -> tuple[str, PrivateKeyInfo]:
        # The seed says all; without it, not every backend can read the key.
        seed, expanded = self._parts(info)
        key = LatticePrivateKey(expanded_key=expanded) if seed is None else LatticePrivateKey(seed=seed)
        return self.name if seed is not None else f"{self.name}:expanded", info.replace(private_key=key.to_der())

    def own_public_key(self, info: PrivateKeyInfo, computed: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        seed, expanded = self._parts(info)
        if seed is not None and expanded is not None:
            self.require_pair(seed, expanded, computed.subject_public_key.octets)
            # RFC 9881 8.2, RFC 9935 8 ask for more than hashes can tell, where there is somebody to compute it.
            try:
                complete = self._expand(seed, None)
            except BackendUnavailable:
                return computed
            if complete != expanded:
                raise self._contradicting()
        return computed

    def require_pair(self, seed: bytes, expanded: bytes, public: bytes) -> None:
        """Raise KeyFormatError where an expanded key is not of the same seed, as far as hashing can tell."""
        raise NotImplementedError

    def with_contents(self, info: PrivateKeyInfo, contents: str, backend: str | None = None) -> PrivateKeyInfo:
        if contents not in CONTENTS:
            raise ValueError(f"the contents of an {self.name} key are {', '.join(CONTENTS)}, not {contents!r:.40}")
        seed, expanded = self._parts(info)
        if contents != "expanded" and seed is None:
            raise UnsupportedKey(f"the {self.name} key was read without its seed, which nobody can compute from it")
        if contents != "seed" and expanded is None:
            assert seed is not None
            expanded = self._expand(seed, backend)
        if contents == "seed":
            key = LatticePrivateKey(seed=seed)
        elif contents == "expanded":
            key = LatticePrivateKey(expanded_key=expanded)
        else:
            assert seed is not None
            assert expanded is not None
            key = LatticePrivateKey(both=SeedAndExpandedKey(seed=seed, expanded_key=expanded))
        return info.replace(private_key=key.to_der())

    def _expand(self, seed: bytes, backend: str | None) -> bytes:
        return select("expand", self.name, backend).expand(self.name, seed)

    def _contradicting(self) -> KeyFormatError:
        return KeyFormatError(f"the seed and the expanded key in the {self.name} private key contradict each other")


class MLDSAKind(LatticeKind):
    """ML-DSA keys, which sign messages as they are ("pure", RFC 9881 3)."""

    seed_length = 32

    def __init__(self, name: str, algorithm: ObjectIdentifier, expanded: int, public: int) -> None:
        super().__init__(name, algorithm, expanded, public)
        self.schemes = (name,)

    def require_pair(self, seed: bytes, expanded: bytes, public: bytes) -> None:
        import hashlib

        # FIPS 204 7.2: rho, which the public key begins with, K, and the hash of the public key.
        rho, tr = expanded[:32], expanded[64:128]
        if rho != public[:32] or tr != hashlib.shake_256(public).digest(64):
            raise self._contradicting()


class MLKEMKind(LatticeKind):
    """ML-KEM keys, with which nothing is signed."""

    seed_length = 64

    def require_pair(self, seed: bytes, expanded: bytes, public: bytes) -> None:
        import hashlib

        # FIPS 203 6.1: what decrypts, the public key, its hash, and the second half of the seed.
        length = len(public)
        if expanded[-64 - length :] != public + hashlib.sha3_256(public).digest() + seed[32:]:
            raise self._contradicting()


ML_DSA = (
    MLDSAKind("ml-dsa-44", oid.ML_DSA_44, 2560, 1312),
    MLDSAKind("ml-dsa-65", oid.ML_DSA_65, 4032, 1952),
    MLDSAKind("ml-dsa-87", oid.ML_DSA_87, 4896, 2592),
)
ML_KEM = (
    MLKEMKind("ml-kem-512", oid.ML_KEM_512, 1632, 800),
    MLKEMKind("ml-kem-768", oid.ML_KEM_768, 2400, 1184),
    MLKEMKind("ml-kem-1024", oid.ML_KEM_1024, 3168, 1568),
)
