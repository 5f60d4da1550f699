"""`PrivateKey`: a private key of this process, read from files, generated, written, and a `Signer`."""

from __future__ import annotations

from x509forge.errors import KeyFormatError
from x509forge.pkcs.pkcs8 import EncryptedPrivateKeyInfo, PrivateKeyInfo
from x509forge.signing import backend_keys, foreign, key_files, password_based, public_keys
from x509forge.signing.backend import canonical_key_type, select
from x509forge.signing.key_files import Opener
from x509forge.signing.kinds import kind_of, kind_of_type
from x509forge.signing.password_based import MAX_ITERATIONS, MAX_MEMORY, Limits
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from typing import Any, NoReturn

    from x509forge.signing.algorithms import SignatureAlgorithm
    from x509forge.signing.backend import Backend
    from x509forge.signing.key_files import Password
    from x509forge.signing.kinds import KeyKind
    from x509forge.x509.algorithm import AlgorithmIdentifier

FORMATS = ("pkcs8", "pkcs8-v2", "traditional")


class PrivateKey:
    """A private key, checked and loaded into a backend: a `Signer`.

    RSA keys sign with RSASSA-PKCS1-v1_5 (RFC 8017 8.2), those for RSASSA-PSS by that, EC keys by ECDSA (FIPS 186-5
    6), each with a hash as strong as the key, unless `with_hash` or `with_scheme` says otherwise; Ed25519, Ed448 and
    ML-DSA have no such choice; X25519, X448 and ML-KEM keys sign nothing, and are there for their public keys.
    Immutable, and threads may share one. Its `repr` shows the public key alone.

    Every way to get one raises KeyFormatError for a key that is broken or contradicts itself, UnsupportedKey for a
    kind that is not supported, and BackendUnavailable if no backend can use it. `backend` names the only
    backend to be considered.
    """

    __slots__ = (
        "_backend",
        "_backend_name",
        "_form",
        "_handle",
        "_kind",
        "_signature",
        "hash_is_default",
        "key_type",
        "private_key_info",
        "public_key",
    )

    private_key_info: PrivateKeyInfo
    """The key, in the form that `openssl pkcs8 -topk8 -nocrypt` writes."""
    public_key: SubjectPublicKeyInfo
    """The public key, as `openssl pkey -pubout` writes it; an EC point is compressed if it is in the key's file."""
    key_type: str
    """What kind of key it is: `rsa:2048` (bits of the modulus), `rsa-pss:2048`, `ec:P-256`, `ed25519`, `ml-dsa-65`."""
    hash_is_default: bool
    """Whether the hash of the signatures is the usual one for the key, and was not asked for."""
    follows_scheme = True
    """Whether `with_scheme` changes how the key signs: it does."""

    def __init__(
        self,
        source: PrivateKeyInfo | bytes | str | object,
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        max_memory: int = MAX_MEMORY,
        backend: str | None = None,
    ) -> None:
        """Check and load a key from what holds one: a PrivateKeyInfo, octets or text as `from_bytes` takes them.

        Keys of other libraries are taken too: private keys of `cryptography`, `asn1crypto`'s PrivateKeyInfo (or
        another of its structures that hold a private key), and oscrypto's PrivateKey. The rest is as with `from_pem`.
        """
        opener = Opener(password, Limits(max_iterations, max_memory), backend)
        # By way of its octets, since a structure may hold anything in the place of anything.
        if isinstance(source, PrivateKeyInfo):
            info = key_files.read_der(source.to_der(), opener)
        elif isinstance(source, (bytes, str)):
            info = key_files.read(source, opener)
        else:
            info = key_files.read_der(foreign.private_key_octets(source), opener)
        self._load(info, backend)

    def _load(self, info: PrivateKeyInfo, backend: str | None) -> None:
        """Load a key in its usual form into the backend that is to sign with it."""
        stated = info.public_key
        if stated is not None:
            info = info.replace(version=0, public_key=None)
        self._describe(info, backend)
        self._hold(self._backend.load(backend_keys.in_form(self._form[1])))
        own, kind = self.public_key, self._kind
        if stated is not None and kind.matched(own.replace(subject_public_key=stated)) != kind.matched(own):
            raise KeyFormatError("the public key that stands beside the private key is not its own (RFC 5958 2)")

    def _describe(self, info: PrivateKeyInfo, backend: str | None) -> None:
        """Say what a key in its usual form is, and which backend is to sign with it."""
        kind = kind_of(info.private_key_algorithm.algorithm)
        key_type = kind.private_key_type(info)
        form = kind.for_backend(info)
        signature = kind.signature(info.private_key_algorithm, key_type) if kind.schemes else None
        _put(self, "_backend", _backend_for(form[0], signature, backend))
        _put(self, "_backend_name", backend)
        _put(self, "_form", form)
        _put(self, "_kind", kind)
        _put(self, "_signature", signature)
        _put(self, "hash_is_default", True)
        _put(self, "key_type", key_type)
        _put(self, "private_key_info", info)

    def _hold(self, handle: object) -> None:
        """Keep what the backend has loaded."""
        computed = SubjectPublicKeyInfo.from_der(self._backend.public_key(handle))
        _put(self, "_handle", handle)
        _put(self, "public_key", self._kind.own_public_key(self.private_key_info, computed))

    if TYPE_CHECKING:
        _backend: Backend
        _backend_name: str | None
        _form: tuple[str, PrivateKeyInfo]
        _handle: object
        _kind: KeyKind
        _signature: SignatureAlgorithm | None

    @classmethod
    def generate(cls, key_type: str, *, backend: str | None = None) -> PrivateKey:
        """Return a new key.

        The types are `rsa:2048` (bits), `rsa-pss:2048`, `ec:P-256` (or another curve: `ec:secp384r1`,
        `ec:brainpoolP256r1`), `ed25519`, `ed448`, `x25519`, `x448`, `ml-dsa-44` (65, 87), `ml-kem-768` (512, 1024).
        Raises UnsupportedKey for others, and BackendUnavailable, which says what can be made, for a type that no
        backend makes.
        """
        if not isinstance(key_type, str):
            raise TypeError(f"key_type must be str, not {type(key_type).__name__}")
        wanted = canonical_key_type(key_type)
        kind = kind_of_type(wanted)
        named = kind.backend_type(wanted)
        maker = select("generate", named, backend)
        made, handle = maker.generate(named)
        key = object.__new__(cls)
        key._describe(kind.generated(PrivateKeyInfo.from_der(made)), backend)
        # It may be that one backend makes such a key, and another signs with it.
        key._hold(handle if key._backend is maker else key._backend.load(made))
        return key

    @classmethod
    def _of(cls, info: PrivateKeyInfo, backend: str | None) -> PrivateKey:
        """Return a key in its usual form, loaded."""
        key = object.__new__(cls)
        key._load(info, backend)
        return key

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        max_memory: int = MAX_MEMORY,
        backend: str | None = None,
    ) -> PrivateKey:
        """Return the key in a file, be it PEM or DER; raises what `from_bytes` raises, and OSError."""
        from pathlib import Path

        data = Path(path).read_bytes()
        return cls.from_bytes(data, password, max_iterations=max_iterations, max_memory=max_memory, backend=backend)

    @classmethod
    def from_bytes(
        cls,
        data: bytes,
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        max_memory: int = MAX_MEMORY,
        backend: str | None = None,
    ) -> PrivateKey:
        """Return the key that a file's octets hold, be they PEM or DER, as `from_pem` or `from_der` does."""
        return cls._of(key_files.read(data, Opener(password, Limits(max_iterations, max_memory), backend)), backend)

    @classmethod
    def from_pem(
        cls,
        data: bytes | str,
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        max_memory: int = MAX_MEMORY,
        backend: str | None = None,
    ) -> PrivateKey:
        """Return the one private key in PEM: PKCS #8, PKCS #1 or SEC 1, encrypted or not.

        `password` is octets, text (taken as UTF-8) or a callable that returns either and is called only if the key
        is encrypted. PasswordRequired is raised if it is and there is none, KeyFormatError if the password is wrong,
        if it is stretched by more than `max_iterations` rounds, or if scrypt goes through more than `max_memory`
        octets (128 N r p); PEMError for broken PEM.
        """
        return cls._of(key_files.read_pem(data, Opener(password, Limits(max_iterations, max_memory), backend)), backend)

    @classmethod
    def from_der(
        cls,
        data: bytes,
        password: Password = None,
        *,
        max_iterations: int = MAX_ITERATIONS,
        max_memory: int = MAX_MEMORY,
        backend: str | None = None,
    ) -> PrivateKey:
        """Return the private key in DER; which form it has is found out. For the rest it is as `from_pem`."""
        return cls._of(key_files.read_der(data, Opener(password, Limits(max_iterations, max_memory), backend)), backend)

    @property
    def algorithm(self) -> AlgorithmIdentifier:
        """The algorithm of the signatures that `sign` makes; UnsupportedKey for a key that makes none."""
        return self._signs().identifier

    @property
    def hash_name(self) -> str | None:
        """The hash of the signatures, as in `hashlib`: `sha256`; None where there is no choice of one."""
        return None if self._signature is None else self._signature.scheme.hash_name

    @property
    def is_deterministic(self) -> bool:
        """Whether ECDSA signatures take their number from key and message (RFC 6979)."""
        return self._signature is not None and self._signature.scheme.deterministic

    def _signs(self) -> SignatureAlgorithm:
        if self._signature is None:
            # Which says why.
            return self._kind.signature(self.private_key_info.private_key_algorithm, self.key_type)
        return self._signature

    def with_hash(self, hash_name: str) -> PrivateKey:
        """Return the same key signing with another hash (`sha384`, `SHA-512`, `sha3-256`), else as before.

        Raises UnsupportedKey for a hash that the key cannot sign with, BackendUnavailable where no backend can.
        """
        scheme = self._signs().scheme
        return self.with_scheme(scheme.name, hash_name=hash_name, deterministic=scheme.deterministic)

    def with_scheme(
        self,
        scheme: str | None = None,
        *,
        hash_name: str | None = None,
        mgf_hash_name: str | None = None,
        salt_length: int | None = None,
        deterministic: bool = False,
    ) -> PrivateKey:
        """Return the same key signing in another way; what is not given is as usual for the key.

        `scheme` is `rsa-pkcs1v15`, `rsa-pss` or `ecdsa`; for RSASSA-PSS, `mgf_hash_name` is the hash of MGF1 (the
        same hash) and `salt_length` that of the salt in octets (as long as the hash); `deterministic` ECDSA is that
        of RFC 6979. Raises UnsupportedKey for what the key is not for, BackendUnavailable where no backend can.
        """
        signature = self._kind.signature(
            self.private_key_info.private_key_algorithm,
            self.key_type,
            scheme,
            hash_name,
            mgf_hash_name=mgf_hash_name,
            salt_length=salt_length,
            deterministic=deterministic,
        )
        other = object.__new__(type(self))
        for name in PrivateKey.__slots__:
            _put(other, name, getattr(self, name))
        _put(other, "_signature", signature)
        _put(other, "hash_is_default", hash_name is None)
        if self._backend.why_unsupported("sign", self._form[0], signature.scheme) is not None:
            chosen = _backend_for(self._form[0], signature, self._backend_name)
            _put(other, "_backend", chosen)
            _put(other, "_handle", chosen.load(self._form[1].to_der()))
        return other

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, which is hashed here.

        Raises UnsupportedKey if an RSA key is too short for the hash (RFC 8017 9.2), or the key signs nothing.
        """
        return self._backend.sign(self._handle, self._signs().scheme, message)

    def matches(self, public_key: SubjectPublicKeyInfo) -> bool:
        """Return whether a public key is this key's, however its point and its curve are written."""
        return public_keys.same(self.public_key, public_key)

    def to_der(
        self,
        *,
        password: bytes | str | None = None,
        format: str = "pkcs8",
        contents: str | None = None,
        kdf: str | None = None,
        iterations: int | None = None,
        prf: str | None = None,
        cost: tuple[int, int, int] | None = None,
        cipher: str | None = None,
    ) -> bytes:
        """Return the key in DER, as `to_pem` has it in PEM."""
        return self._encode(
            password, format, contents, kdf=kdf, iterations=iterations, prf=prf, cost=cost, cipher=cipher
        )[1]

    def to_pem(
        self,
        *,
        password: bytes | str | None = None,
        format: str = "pkcs8",
        contents: str | None = None,
        kdf: str | None = None,
        iterations: int | None = None,
        prf: str | None = None,
        cost: tuple[int, int, int] | None = None,
        cipher: str | None = None,
    ) -> str:
        """Return the key in PEM.

        `format` is `pkcs8`; `pkcs8-v2`, with the public key beside the private one (RFC 5958 2), which OpenSSL 3.5
        reads and 3.0 and `cryptography` do not; or `traditional`, the kind's own form (PKCS #1, SEC 1). Of an ML-DSA
        or ML-KEM key the `contents` are `seed`, `expanded` or `both` (RFC 9881 6, RFC 9935 6), and as they were in
        its file unless given.

        With a password, PKCS #8 is encrypted by PBES2 (RFC 8018 6.2) with `cipher`, AES-256-CBC unless given. The
        password is stretched by `kdf`: `pbkdf2`, unless given, has the hash `prf` (`sha256`) and so many
        `iterations`; `scrypt` has a `cost` N, r, p (RFC 7914 2). What is not given are OWASP's figures: 600,000 rounds
        with SHA-256; 2**17, 8 and 1 for scrypt, which `cryptography` opens, while OpenSSL's programs stop short of
        2**15. OpenSSL's own are 2,048 rounds (or 2**14, 8 and 1) and `aes-256-cbc` (`pkcs8 -topk8`) or
        `des-ede3-cbc` (`req -newkey`).

        Raises SigningError for values that cannot be, UnsupportedKey for what the key has not, BackendUnavailable
        where no backend expands a seed, and ValueError for a format that does not exist or options that do not go
        together.
        """
        from x509forge import pem

        return pem.encode(
            *self._encode(password, format, contents, kdf=kdf, iterations=iterations, prf=prf, cost=cost, cipher=cipher)
        )

    def _encode(
        self, password: bytes | str | None, form: str, contents: str | None, **protection: Any
    ) -> tuple[str, bytes]:
        """Return the PEM label and the DER."""
        if form not in FORMATS:
            raise ValueError(f"a private key has the formats {', '.join(FORMATS)}, not {form!r:.40}")
        if password is None and any(value is not None for value in protection.values()):
            raise ValueError(f"{', '.join(protection)} say how a password protects the key, and there is no password")
        if form == "traditional" and password is not None:
            # One round of MD5 would stand between the password and whoever guesses it.
            raise ValueError("a key in its traditional form is not encrypted; PKCS #8 can be")
        info = self.private_key_info
        if contents is not None:
            info = self._kind.with_contents(info, contents, self._backend_name)
        if form == "traditional":
            return self._kind.traditional(info, self.public_key)
        if form == "pkcs8-v2":
            info = info.replace(version=1, public_key=self.public_key.subject_public_key)
        if password is None:
            return PrivateKeyInfo.pem_label, info.to_der()
        encrypted = password_based.encrypt(info, password_based.octets_of(password), **protection)
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


def _backend_for(backend_type: str, signature: SignatureAlgorithm | None, backend: str | None) -> Backend:
    """Return the first backend that signs with a key, or that knows it where it signs nothing."""
    if signature is None:
        return select("load", backend_type, backend)
    return select("sign", backend_type, backend, scheme=signature.scheme)
