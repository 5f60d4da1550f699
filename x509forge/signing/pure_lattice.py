"""ML-DSA by dilithium-py, ML-KEM by kyber-py."""

from __future__ import annotations

import os
import threading

from x509forge.errors import KeyFormatError
from x509forge.pkcs.lattice_key import LatticePrivateKey
from x509forge.pkcs.pkcs8 import PrivateKeyInfo
from x509forge.signing.kinds import kind_of_type
from x509forge.signing.pure_library import library
from x509forge.x509.algorithm import AlgorithmIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from x509forge.signing.scheme import Scheme
    from x509forge.x509.public_key import SubjectPublicKeyInfo


# dilithium-py reads its hashes through an object that all threads share.
_lock = threading.Lock()


class Lattice:
    """What ML-DSA and ML-KEM keys have in common: a seed that is expanded."""

    needs: str
    seed_length: int

    def why_unsupported(self, task: str, key_type: str, scheme: Scheme | None) -> str | None:
        name, colon, _ = key_type.partition(":")
        if colon and task in ("generate", "expand"):
            return f"makes a key of {name} from its seed, which {key_type} has not"
        return None

    def generate(self, key_type: str) -> PrivateKeyInfo:
        seed = LatticePrivateKey(seed=os.urandom(self.seed_length))
        algorithm = AlgorithmIdentifier(algorithm=kind_of_type(key_type).algorithm)
        return PrivateKeyInfo(private_key_algorithm=algorithm, private_key=seed.to_der())

    def expand(self, key_type: str, seed: bytes) -> tuple[bytes, bytes]:
        """Return the public key and the expanded private one."""
        if len(seed) != self.seed_length:
            raise KeyFormatError(f"an {key_type} seed of {len(seed)} octets, not {self.seed_length}")
        with _lock:
            public, private = self.parameters(key_type).key_derive(seed)
        return bytes(public), bytes(private)

    def parameters(self, key_type: str) -> Any:
        """Return the library's object for a parameter set."""
        return getattr(library(self.needs), key_type.partition(":")[0])

    def load(self, key_type: str, info: PrivateKeyInfo) -> tuple[Any, bytes]:
        """Return the parameter set with the expanded private key, and the public key."""
        key = LatticePrivateKey.from_der(info.private_key)
        if key.chosen == "seed":
            public, private = self.expand(key_type, key.value)
        else:
            private = key.value
            try:
                with _lock:
                    found = self.public_of(self.parameters(key_type), private)
            # What is out of range ends in all of these.
            except (ValueError, IndexError, ArithmeticError, AssertionError):
                found = None
            if found is None:
                name = key_type.partition(":")[0]
                raise KeyFormatError(f"the parts of the expanded {name} private key contradict one another")
            public = found
        return (self.parameters(key_type), private), public

    def public_of(self, parameters: Any, private: bytes) -> bytes | None:
        """Return the public key that belongs to an expanded private one, None or a ValueError if none does."""
        raise NotImplementedError


class MLDSA(Lattice):
    """ML-DSA (FIPS 204): "pure", with an empty context; signatures are hedged, as is the default there (3.4)."""

    needs = "dilithium-py"
    seed_length = 32

    def public_of(self, parameters: Any, private: bytes) -> bytes | None:
        public = bytes(parameters.pk_from_sk(private))
        # The hash of the public key, which was looked at, says nothing of t0, a part of the private key alone. With a
        # wrong one, signatures are wrong, or looked for without end.
        rho, k, tr, s1, s2, _ = parameters._unpack_sk(private)
        t = (parameters._expand_matrix_from_seed(rho) @ s1.to_ntt()).from_ntt() + s2
        _, t0 = t.power_2_round(parameters.d)
        is_short = not any(vector.check_norm_bound(parameters.eta + 1) for vector in (s1, s2))
        return public if is_short and parameters._pack_sk(rho, k, tr, s1, s2, t0) == private else None

    def load_public(self, key_type: str, info: SubjectPublicKeyInfo) -> Any:
        return self.parameters(key_type), info.subject_public_key.octets

    def sign(self, key: Any, scheme: Scheme, message: bytes) -> bytes:
        parameters, private = key
        with _lock:
            return bytes(parameters.sign(private, message))

    def verify(self, key: Any, scheme: Scheme, signature: bytes, message: bytes) -> bool:
        parameters, public = key
        try:
            with _lock:
                return bool(parameters.verify(public, message, signature))
        except (ValueError, IndexError):
            return False


class MLKEM(Lattice):
    """ML-KEM (FIPS 203), with whose keys nothing is signed."""

    needs = "kyber-py"
    seed_length = 64

    def public_of(self, parameters: Any, private: bytes) -> bytes | None:
        # FIPS 203 6.1: what decrypts, the public key, its hash, and half of the seed. 7.3: the hash is looked at when
        # something is opened; and that the first two belong together shows when it opens.
        length = (len(private) - 96) // 2
        public = private[length : 2 * length + 32]
        shared, sealed = parameters.encaps(public)
        return public if parameters.decaps(private, sealed) == shared else None
