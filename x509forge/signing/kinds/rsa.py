"""RSA keys: for anything (rsaEncryption), and for RSASSA-PSS alone (RFC 4055)."""

from __future__ import annotations

from ... import oid
from ...asn1 import Null
from ...errors import DecodeError, KeyFormatError, UnsupportedKey
from ...pkcs.pkcs1 import RSAPrivateKey, RSAPublicKey, RSASSAPSSParams
from ...x509.algorithm import AlgorithmIdentifier
from .. import algorithms
from ..rsa_numbers import require_consistent, require_usable
from ..scheme import Scheme, hash_called
from .kind import KeyKind, decoded, in_pkcs8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...pkcs.pkcs8 import PrivateKeyInfo
    from ...x509.public_key import SubjectPublicKeyInfo

RSA_ALGORITHM = AlgorithmIdentifier(algorithm=oid.RSA_ENCRYPTION, parameters=Null())


class RSAKind(KeyKind):
    """RSA keys, which sign by RSASSA-PKCS1-v1_5 unless told otherwise."""

    name = "rsa"
    algorithm = oid.RSA_ENCRYPTION
    schemes: tuple[str, ...] = (algorithms.RSA, algorithms.PSS)

    def own_algorithm(self, algorithm: AlgorithmIdentifier) -> AlgorithmIdentifier:
        """Return the algorithm of a key as it is usually written."""
        return RSA_ALGORITHM

    def private_form(self, info: PrivateKeyInfo) -> PrivateKeyInfo:
        key = decoded(RSAPrivateKey, info.private_key, "an RSA private key")
        if key.version not in (0, 1):
            raise KeyFormatError("the version of the RSA private key is neither 0 nor 1 (RFC 8017 A.1.2)")
        if key.version != 0 or key.other_prime_infos is not None:
            raise UnsupportedKey("an RSA key of more than two primes is not supported (RFC 8017 A.1.2)")
        parts = (key.private_exponent, key.prime1, key.prime2, key.exponent1, key.exponent2, key.coefficient)
        require_usable(key.modulus, key.public_exponent)
        require_consistent(key.modulus, key.public_exponent, *parts)
        return in_pkcs8(info, self.own_algorithm(info.private_key_algorithm))

    def public_form(self, info: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        key = _public(info)
        require_usable(key.modulus, key.public_exponent)
        return info.replace(algorithm=self.own_algorithm(info.algorithm))

    def private_key_type(self, info: PrivateKeyInfo) -> str:
        return f"{self.name}:{RSAPrivateKey.from_der(info.private_key).modulus.bit_length()}"

    def key_type(self, info: SubjectPublicKeyInfo) -> str:
        return f"{self.name}:{_public(info).modulus.bit_length()}"

    def default_hash(self, key_type: str) -> str:
        bits = int(key_type.partition(":")[2])
        return "sha512" if bits >= 15360 else "sha384" if bits >= 7680 else "sha256"

    def traditional(self, info: PrivateKeyInfo, public_key: SubjectPublicKeyInfo) -> tuple[str, bytes]:
        return RSAPrivateKey.pem_label, info.private_key


class PSSKind(RSAKind):
    """RSA keys that sign by RSASSA-PSS alone, and perhaps with one hash, or a salt of some length, alone."""

    name = "rsa-pss"
    algorithm = oid.RSASSA_PSS
    schemes = (algorithms.PSS,)

    def own_algorithm(self, algorithm: AlgorithmIdentifier) -> AlgorithmIdentifier:
        # RFC 4055 3.1: absent parameters, or those of the only signatures that are allowed.
        if algorithm.parameters is not None and not isinstance(algorithm.parameters, RSASSAPSSParams):
            raise KeyFormatError("the RSASSA-PSS key has parameters that are none (RFC 4055 3.1)")
        if algorithm.parameters is not None:
            algorithms.pss_of(algorithm.parameters)
        return algorithm

    def for_backend(self, info: PrivateKeyInfo) -> tuple[str, PrivateKeyInfo]:
        return RSA.for_backend(info.replace(private_key_algorithm=RSA_ALGORITHM))

    def public_for_backend(self, info: SubjectPublicKeyInfo) -> tuple[str, SubjectPublicKeyInfo]:
        return RSA.public_for_backend(info.replace(algorithm=RSA_ALGORITHM))

    def backend_type(self, key_type: str) -> str:
        return f"{RSA.name}:{key_type.partition(':')[2]}"

    def generated(self, info: PrivateKeyInfo) -> PrivateKeyInfo:
        return info.replace(private_key_algorithm=AlgorithmIdentifier(algorithm=self.algorithm))

    def own_public_key(self, info: PrivateKeyInfo, computed: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
        return computed.replace(algorithm=info.private_key_algorithm)

    def usual(self, algorithm: AlgorithmIdentifier, key_type: str, scheme: str) -> Scheme:
        return _restriction(algorithm) or super().usual(algorithm, key_type, scheme)

    def why_not(self, algorithm: AlgorithmIdentifier, scheme: Scheme) -> str | None:
        why = super().why_not(algorithm, scheme)
        allowed = _restriction(algorithm)
        if why is not None or allowed is None:
            return why
        # RFC 4055 3.3: the hashes must be the same, and the salt no shorter.
        if hash_called(scheme.hash_name or "") != allowed.hash_name or scheme.mgf_hash_name != allowed.mgf_hash_name:
            return f"is for RSASSA-PSS with {allowed.hash_name} (and MGF1 with {allowed.mgf_hash_name}) alone"
        assert scheme.salt_length is not None
        assert allowed.salt_length is not None
        if scheme.salt_length < allowed.salt_length:
            return f"is for RSASSA-PSS with a salt of {allowed.salt_length} octets at least"
        return None


def _restriction(algorithm: AlgorithmIdentifier) -> Scheme | None:
    return None if algorithm.parameters is None else algorithms.pss_of(algorithm.parameters).scheme


def _public(info: SubjectPublicKeyInfo) -> RSAPublicKey:
    try:
        return RSAPublicKey.from_der(info.subject_public_key.octets)
    except DecodeError as error:
        raise KeyFormatError(f"not the DER of an RSA public key: {error}") from None


RSA = RSAKind()
RSA_PSS = PSSKind()
