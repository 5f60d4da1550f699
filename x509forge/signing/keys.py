"""`PrivateKey`: a private key of this process, read from files, generated, written, and a `Signer`."""

from __future__ import annotations

from x509forge import oid
from x509forge.errors import KeyFormatError, UnsupportedKey
from x509forge.pkcs.pkcs8 import EncryptedPrivateKeyInfo, PrivateKeyInfo
from x509forge.pkcs.sec1 import ECPrivateKey
from x509forge.signing import algorithms, encryption, key_files, public_keys, traditional
from x509forge.signing.backend import canonical_key_type, select
from x509forge.signing.encryption import MAX_ITERATIONS
from x509forge.signing.key_files import Opener
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any, NoReturn

    from x509forge.asn1 import BitString
    from x509forge.signing.backend import Backend
    from x509forge.signing.key_files import Password
    from x509forge.x509.algorithm import AlgorithmIdentifier

FORMATS = ("pkcs8", "traditional")


class PrivateKey:
    """A private key, checked and loaded into a backend: a `Signer`.

    It signs with RSASSA-PKCS1-v1_5 (RFC 8017 8.2) or ECDSA (FIPS 186-5 6), with SHA-256 unless `with_hash` says
    otherwise. Immutable, and threads may share one. Its `repr` shows the public key alone.

    Every way to get one raises KeyFormatError for a key that is broken or contradicts itself, UnsupportedKey for a
    kind that is not supported, and BackendUnavailable if no backend can sign with it. `backend` names the only
    backend to be considered.
    """

    __slots__ = ("_backend", "_handle", "_own_public_key", "_signature", "key_type", "private_key_info", "public_key")

    private_key_info: PrivateKeyInfo
    """The key, in the form that `openssl pkcs8 -topk8 -nocrypt` writes."""
    public_key: SubjectPublicKeyInfo
    """The public key, as `openssl pkey -pubout` writes it; an EC point is compressed if it is in the key's file."""
    key_type: str
    """What kind of key it is: `rsa:2048` (bits of the modulus), `ec:P-256`."""

    def __init__(self, private_key_info: PrivateKeyInfo, *, backend: str | None = None) -> None:
        """Check and load a key from its structure; `from_private_key_info` is the same."""
        if not isinstance(private_key_info, PrivateKeyInfo):
            raise TypeError(f"private_key_info must be a PrivateKeyInfo, not {type(private_key_info).__name__}")
        # By way of its octets, since a structure may hold anything in the place of anything.
        info = key_files.read_der(private_key_info.to_der(), Opener())
        chosen = select("sign", _key_type(info), backend)
        handle = chosen.load(info.to_der())
        own = SubjectPublicKeyInfo.from_der(chosen.public_key(handle))
        algorithm = info.private_key_algorithm.algorithm
        _put(self, "_backend", chosen)
        _put(self, "_handle", handle)
        _put(self, "_own_public_key", own)
        _put(self, "_signature", algorithms.to_sign(algorithm, algorithms.DEFAULT_HASH))
        _put(self, "key_type", public_keys.key_type(own))
        _put(self, "private_key_info", info)
        _put(self, "public_key", _as_in_the_file(info, own))

    if TYPE_CHECKING:
        _backend: Backend
        _handle: object
        _own_public_key: SubjectPublicKeyInfo
        _signature: algorithms.SignatureAlgorithm

    @classmethod
    def generate(cls, key_type: str, *, backend: str | None = None) -> PrivateKey:
        """Return a new key: `rsa:2048`, `rsa:3072`, `rsa:4096` (bits), `ec:P-256`, `ec:secp384r1`, `ec:P-521`.

        Raises BackendUnavailable, which says what can be made, for a type that no backend makes.
        """
        if not isinstance(key_type, str):
            raise TypeError(f"key_type must be str, not {type(key_type).__name__}")
        wanted = canonical_key_type(key_type)
        return cls.from_der(select("generate", wanted, backend).generate(wanted), backend=backend)

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        backend: str | None = None,
    ) -> PrivateKey:
        """Return the key in a file, be it PEM or DER; raises what `from_bytes` raises, and OSError."""
        from pathlib import Path

        data = Path(path).read_bytes()
        return cls.from_bytes(data, password, max_iterations=max_iterations, backend=backend)

    @classmethod
    def from_bytes(
        cls,
        data: bytes,
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        backend: str | None = None,
    ) -> PrivateKey:
        """Return the key that a file's octets hold, be they PEM or DER, as `from_pem` or `from_der` does."""
        return cls(key_files.read(data, Opener(password, max_iterations, backend)), backend=backend)

    @classmethod
    def from_pem(
        cls,
        data: bytes | str,
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        backend: str | None = None,
    ) -> PrivateKey:
        """Return the one private key in PEM: PKCS #8, PKCS #1 or SEC 1, encrypted or not.

        `password` is octets, text (taken as UTF-8) or a callable that returns either and is called only if the key
        is encrypted. PasswordRequired is raised if it is and there is none, KeyFormatError if the password is wrong,
        or if PBKDF2 has more than `max_iterations` rounds; PEMError for broken PEM.
        """
        return cls(key_files.read_pem(data, Opener(password, max_iterations, backend)), backend=backend)

    @classmethod
    def from_der(
        cls,
        data: bytes,
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        backend: str | None = None,
    ) -> PrivateKey:
        """Return the private key in DER; which form it has is found out. For the rest it is as `from_pem`."""
        return cls(key_files.read_der(data, Opener(password, max_iterations, backend)), backend=backend)

    @classmethod
    def from_private_key_info(cls, private_key_info: PrivateKeyInfo, *, backend: str | None = None) -> PrivateKey:
        """Return the key that a PrivateKeyInfo (RFC 5208 5) or OneAsymmetricKey (RFC 5958 2) holds."""
        return cls(private_key_info, backend=backend)

    @property
    def algorithm(self) -> AlgorithmIdentifier:
        """The algorithm of the signatures that `sign` makes."""
        return self._signature.identifier

    @property
    def hash_name(self) -> str:
        """The hash of the signatures, as in `hashlib`: `sha256`."""
        return self._signature.hash_name

    def with_hash(self, hash_name: str) -> PrivateKey:
        """Return the same key signing with another hash: sha256, sha384 or sha512; UnsupportedKey for others."""
        signature = algorithms.to_sign(self.private_key_info.private_key_algorithm.algorithm, hash_name)
        other = object.__new__(type(self))
        for name in PrivateKey.__slots__:
            _put(other, name, getattr(self, name))
        _put(other, "_signature", signature)
        return other

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, which is hashed here.

        Raises UnsupportedKey if an RSA key is too short for the hash (RFC 8017 9.2).
        """
        signature = self._signature
        return self._backend.sign(self._handle, signature.scheme, signature.hash_name, message)

    def matches(self, public_key: SubjectPublicKeyInfo) -> bool:
        """Return whether a public key is this key's, however its point and its curve are written."""
        try:
            _, given = public_keys.normal_form(public_key.to_der())
        except (UnsupportedKey, KeyFormatError):
            return False
        own = self._own_public_key
        return given == own.to_der() or (_is_ec(own) and given == public_keys.compressed(own).to_der())

    def to_der(
        self,
        *,
        password: bytes | str | None = None,
        format: str = "pkcs8",
        iterations: int | None = None,
        cipher: str | None = None,
    ) -> bytes:
        """Return the key in DER, as `to_pem` has it in PEM."""
        return self._encode(password, format, iterations, cipher)[1]

    def to_pem(
        self,
        *,
        password: bytes | str | None = None,
        format: str = "pkcs8",
        iterations: int | None = None,
        cipher: str | None = None,
    ) -> str:
        """Return the key in PEM: PKCS #8, or its own form (`format="traditional"`: PKCS #1, SEC 1).

        With a password, PKCS #8 is encrypted with PBES2 (RFC 8018 6.2): PBKDF2-HMAC-SHA-256 with `iterations`
        rounds, 600,000 unless given, which is OWASP's figure, and `cipher`, AES-256-CBC unless given; OpenSSL's own
        are 2,048 and `aes-256-cbc` (`pkcs8 -topk8`) or `des-ede3-cbc` (`req -newkey`). Raises SigningError for
        values that cannot be, and ValueError for a format that does not exist or options that do not go together.
        """
        from x509forge import pem

        return pem.encode(*self._encode(password, format, iterations, cipher))

    def _encode(
        self, password: bytes | str | None, form: str, iterations: int | None, cipher: str | None
    ) -> tuple[str, bytes]:
        """Return the PEM label and the DER."""
        if form not in FORMATS:
            raise ValueError(f"a private key has the formats {', '.join(FORMATS)}, not {form!r}")
        if password is None:
            if iterations is not None or cipher is not None:
                raise ValueError("iterations and cipher say how a password protects the key, and there is no password")
            if form == "traditional":
                return traditional.encode(self.private_key_info, self.public_key)
            return PrivateKeyInfo.pem_label, self.private_key_info.to_der()
        if form == "traditional":
            # One round of MD5 would stand between the password and whoever guesses it.
            raise ValueError("a key in its traditional form is not encrypted; PKCS #8 can be")
        encrypted = encryption.encrypt(
            self.private_key_info,
            password.encode() if isinstance(password, str) else password,
            iterations=encryption.DEFAULT_ITERATIONS if iterations is None else iterations,
            cipher=encryption.DEFAULT_CIPHER if cipher is None else cipher,
        )
        return EncryptedPrivateKeyInfo.pem_label, encrypted.to_der()

    def __repr__(self) -> str:
        import hashlib

        digest = hashlib.sha256(self.public_key.to_der()).hexdigest()
        return f"<PrivateKey {self.key_type}, public key SHA-256 {digest[:16]}…>"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a PrivateKey is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a PrivateKey is immutable: {name} cannot be deleted")

    def __copy__(self) -> PrivateKey:
        return self

    def __deepcopy__(self, memo: object) -> PrivateKey:
        return self

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        """Refuse: a pickle would hold the key in the clear, wherever it is kept or sent."""
        raise TypeError(
            "a PrivateKey is not pickled, since that would write it in the clear; send to_der() if you must"
        )


_put = object.__setattr__


def _is_ec(public_key: SubjectPublicKeyInfo) -> bool:
    return public_key.algorithm.algorithm == oid.EC_PUBLIC_KEY


def _key_type(info: PrivateKeyInfo) -> str:
    """Return the type of a key in normal form, in the words of backends."""
    from x509forge.pkcs.pkcs1 import RSAPrivateKey
    from x509forge.signing.curves import curve, named_curve
    from x509forge.x509.algorithm import ECParameters

    parameters = info.private_key_algorithm.parameters
    if isinstance(parameters, ECParameters):
        return f"ec:{curve(named_curve(parameters)).name}"
    modulus = RSAPrivateKey.from_der(info.private_key).modulus
    if modulus <= 0:
        raise KeyFormatError("the modulus of the RSA key is not a positive number (RFC 8017 3.1)")
    return f"rsa:{modulus.bit_length()}"


def _as_in_the_file(info: PrivateKeyInfo, own: SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
    """Return the public key with its point compressed if the key's file has it so: OpenSSL keeps to that."""
    if _is_ec(own):
        stated: BitString | None = ECPrivateKey.from_der(info.private_key).public_key
        if stated is not None and stated.octets[:1] in (b"\x02", b"\x03"):
            return public_keys.compressed(own)
    return own
