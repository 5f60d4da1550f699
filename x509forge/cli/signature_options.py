"""How the verbs that mirror OpenSSL sign: the hash, and what `-sigopt` says."""

from __future__ import annotations

from ..errors import UnsupportedKey
from ..openssl.release import DEFAULT
from ..signing.scheme import HASH_LENGTHS, hash_called
from .files import Refused
from .openssl_verbs import hash_option, release
from .options import HASHES, Option, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..openssl.request import RequestSettings
    from ..signing.keys import PrivateKey
    from ..signing.outside_key import OutsideKey
    from .options import Arguments

SIGNATURE_OPTIONS = (
    *(Option(name, None, f"sign with {name.upper().replace('SHA', 'SHA-', 1)}") for name in HASHES),
    Option(
        *("sigopt", "NAME:VALUE", "rsa_padding_mode:pss, rsa_pss_saltlen:N, rsa_mgf1_md:HASH, nonce-type:1 (RFC 6979)"),
        many=True,
    ),
)
# What OpenSSL has besides.
LATER_HASHES = frozenset(
    {"shake128", "shake256", "sm3", "ripemd160", "blake2b512", "blake2s256", "md4", "mdc2", "whirlpool"}
)
_PADDINGS = {"pkcs1": "rsa-pkcs1v15", "pss": "rsa-pss"}
# The salt as long as the hash, as long as there is room for, and the shorter of the two.
_DIGEST, _MAX, _DIGEST_MAX = "digest", "max", "auto-digestmax"
_SALTS = {"digest": _DIGEST, "-1": _DIGEST, "auto": _MAX, "-2": _MAX, "max": _MAX, "-3": _MAX}


def with_signature_options(
    key: PrivateKey | OutsideKey, given: Arguments, settings: RequestSettings | None = None
) -> PrivateKey | OutsideKey:
    """Return the key signing as the options say, or else with the hash that is configured, or else with SHA-256.

    As in OpenSSL, a hash is passed over where the key leaves no choice, and one for RSASSA-PSS alone may say its
    own. Raises UsageError, Refused, ConfigError.
    """
    hash_name = hash_option(given)
    if key.hash_name is None:
        if given.has("sigopt"):
            raise Refused(f"-sigopt {given.texts('sigopt')[0]}: keys of type {key.key_type} leave no choice")
        return key
    if hash_name is None and settings is not None:
        hash_name = settings.hash_name
    is_pss, is_restricted = _pss(key)
    if hash_name is None and not is_restricted:
        hash_name = "sha256"
    choice = _Choice("rsa-pss" if is_pss else None)
    for text in given.texts("sigopt"):
        choice.add(text)
    salt = choice.salt
    if choice.scheme == "rsa-pss" and salt is None and not is_restricted:
        salt = _MAX if release(given) == DEFAULT else _DIGEST_MAX
    try:
        signer = key.with_scheme(
            choice.scheme,
            hash_name=hash_name,
            mgf_hash_name=choice.mask,
            salt_length=None if salt is None else _salt_length(key, salt, hash_name or key.hash_name),
            deterministic=choice.deterministic,
        )
    except UnsupportedKey as error:
        raise Refused(str(error)) from None
    return signer


def _pss(key: PrivateKey | OutsideKey) -> tuple[bool, bool]:
    """Return whether a key is for RSASSA-PSS alone, and whether it says with which hash."""
    is_pss = key.key_type.startswith("rsa-pss:")
    return is_pss, is_pss and key.public_key.algorithm.parameters is not None


class _Choice:
    """What one `-sigopt` after another chooses."""

    def __init__(self, scheme: str | None) -> None:
        self.scheme = scheme
        self.mask: str | None = None
        self.salt: str | None = None
        self.deterministic = False

    def add(self, text: str) -> None:
        """Take one `NAME:VALUE`; raises UsageError."""
        name, _, value = text.partition(":")
        if name == "rsa_padding_mode" and value in _PADDINGS:
            self.scheme = _PADDINGS[value]
        elif name in ("rsa_pss_saltlen", "rsa_mgf1_md") and self.scheme != "rsa-pss":
            raise UsageError(f"-sigopt {text}: it is for RSASSA-PSS", "-sigopt rsa_padding_mode:pss before it")
        elif name == "rsa_pss_saltlen" and (value in _SALTS or value == _DIGEST_MAX or _is_length(value)):
            self.salt = _SALTS.get(value, value)
        elif name == "rsa_mgf1_md" and hash_called(value) in HASH_LENGTHS:
            self.mask = hash_called(value)
        elif name == "nonce-type" and value in ("0", "1"):
            self.deterministic = value == "1"
        else:
            raise UsageError(f"-sigopt {text} is not supported")


def _is_length(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5


def _salt_length(key: PrivateKey | OutsideKey, text: str, hash_name: str) -> int:
    """Return the length of a salt in octets."""
    length = HASH_LENGTHS[hash_called(hash_name)]
    most = (int(key.key_type.partition(":")[2]) - 1 + 7) // 8 - length - 2
    words = {_DIGEST: length, _MAX: most, _DIGEST_MAX: min(length, most)}
    return max(words[text] if text in words else int(text), 0)
