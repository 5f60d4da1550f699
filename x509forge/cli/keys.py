"""What the verbs for keys share: reading one, saying what it is, and writing it."""

from __future__ import annotations

from .. import oid, pem
from ..errors import KeyFormatError, SignatureMismatch
from ..openssl.text.keys import private_key_lines, public_key_lines
from ..pkcs.pkcs1 import RSAPublicKey
from ..signing import public_keys
from ..signing.keys import PrivateKey
from ..signing.kinds import kind_of
from ..signing.pkcs11_uri import is_pkcs11_uri
from ..signing.verify import verify
from . import console
from .ecparam import parameters
from .files import Refused, called, deliver, load_key, load_public_key, load_signer, read_format
from .options import Option, UsageError
from .passwords import Passwords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..x509.public_key import SubjectPublicKeyInfo
    from .options import Arguments

# OpenSSL's options, and what they are called where keys are encrypted.
CIPHERS = {
    "aes128": "aes-128-cbc",
    "aes192": "aes-192-cbc",
    "aes256": "aes-256-cbc",
    "aes-128-cbc": "aes-128-cbc",
    "aes-192-cbc": "aes-192-cbc",
    "aes-256-cbc": "aes-256-cbc",
    "des3": "des-ede3-cbc",
}
CIPHER_OPTIONS = tuple(Option(name, None, f"encrypt the key with {cipher}") for name, cipher in CIPHERS.items())
INPUT = (
    Option("in", "FILE", "the key; standard input if there is none; with -pubout, a pkcs11: URI too"),
    Option("inform", "PEM|DER", "its format; found out if it is not given"),
    Option("passin", "SOURCE", "its password: pass:TEXT, env:NAME, file:PATH, stdin"),
    Option("pubin", None, "the input is a public key"),
)
OUTPUT = (
    Option("out", "FILE", "where the key goes, mode 0600; standard output if it is not given"),
    Option("outform", "PEM|DER", "its format (PEM)"),
    Option("passout", "SOURCE", "the password for it, with a cipher"),
    *CIPHER_OPTIONS,
)
PRINTING = (
    Option("pubout", None, "write the public key"),
    Option("noout", None, "do not write the key"),
    Option("text", None, "print what the key is made of: a private key's secrets too"),
    Option("check", None, "say whether the private key fits its public key"),
)
LATER = frozenset({"engine", "provider", "provider-path", "provparam", "propquery", "rand", "writerand", "verbose"})


def load(given: Arguments, *algorithms: str) -> PrivateKey | SubjectPublicKeyInfo:
    """Return the key of `-in`; raises Refused for one of another algorithm than those asked for."""
    form = read_format(given.text("inform"))
    key: PrivateKey | SubjectPublicKeyInfo
    if given.has("pubout") and is_pkcs11_uri(given.text("in")):
        key = load_signer(given.text("in"), Passwords(), given.text("passin")).public_key
    elif given.has("pubin") or given.has("RSAPublicKey_in"):
        key = load_public_key(given.text("in"), form)
    else:
        key = load_key(given.text("in"), Passwords(), given.text("passin"), form)
    if algorithms and public_key(key).algorithm.algorithm not in algorithms:
        kind = "RSA" if oid.RSA_ENCRYPTION in algorithms else "EC"
        raise Refused(f"{called(given.text('in'))}: this is no {kind} key")
    return key


def public_key(key: PrivateKey | SubjectPublicKeyInfo) -> SubjectPublicKeyInfo:
    """Return the public key of either."""
    return key.public_key if isinstance(key, PrivateKey) else key


def text(key: PrivateKey | SubjectPublicKeyInfo) -> str:
    """Return what `-text` prints; raises Refused for a kind that is not known."""
    if isinstance(key, PrivateKey):
        lines = private_key_lines(key.private_key_info, key.public_key)
    else:
        lines = public_key_lines(key)
    if lines is None:
        raise Refused("there is no text for a key of this kind")
    return "".join(f"{line}\n" for line in lines)


def check(key: PrivateKey | SubjectPublicKeyInfo) -> bool:
    """Return whether what a private key signs is verified by its public key; raises UsageError for a public key.

    The public key of one that signs nothing was computed when it was read, and compared with what stands beside it.
    """
    if not isinstance(key, PrivateKey):
        raise UsageError("-check is for a private key")
    if not kind_of(key.public_key.algorithm.algorithm).schemes:
        return True
    message = b"x509forge"
    try:
        verify(key.public_key, key.algorithm, key.sign(message), message)
    except SignatureMismatch:
        return False
    return True


def check_public(key: SubjectPublicKeyInfo) -> bool:
    """Return whether a public key is one that signatures can be verified with: a point on its curve, say.

    Of a kind that signs nothing, it is one if it can be read.
    """
    try:
        read = public_keys.read(key.to_der())
        if read.kind.schemes:
            usual = read.kind.signature(read.info.algorithm, read.key_type)
            verify(key, usual.identifier, b"no signature", b"")
    except SignatureMismatch:
        return True
    except KeyFormatError:
        return False
    return True


def in_der(given: Arguments) -> bool:
    """Return whether the key goes out in DER; there OpenSSL 3.0 writes private keys of any kind in their own form."""
    return read_format(given.text("outform")) == "DER"


def own_form(key: PrivateKey | SubjectPublicKeyInfo) -> str:
    """Return the form of a key in DER where OpenSSL writes its own: PKCS #8 for those that have no other.

    That of RSA keys does not say that one is for RSASSA-PSS alone.
    """
    has_one = public_key(key).algorithm.algorithm in (oid.RSA_ENCRYPTION, oid.EC_PUBLIC_KEY)
    return "traditional" if has_one else "pkcs8"


def require_own_form(key: PrivateKey | SubjectPublicKeyInfo, option: str) -> None:
    """Raise Refused for an option that asks for the form of a kind that has none but PKCS #8."""
    if own_form(key) == "pkcs8":
        name = public_keys.key_type(public_key(key)).partition(":")[0]
        lost = ": the other does not say that it is for RSASSA-PSS alone" if name == "rsa-pss" else ""
        raise Refused(f"-{option}: a key of type {name} has no form but PKCS #8{lost}")


def encoded(given: Arguments, key: PrivateKey | SubjectPublicKeyInfo, form: str) -> tuple[str | None, bytes, bool]:
    """Return what goes to `-out`: the public key, or the private one as PKCS #8 or in its traditional form."""
    der = in_der(given)
    path = given.text("out")
    if given.has("RSAPublicKey_out"):
        require_own_form(key, "RSAPublicKey_out")
        octets = public_key(key).subject_public_key.octets
        return path, octets if der else pem.encode(RSAPublicKey.pem_label, octets).encode(), False
    if given.has("pubout") or not isinstance(key, PrivateKey):
        public = public_key(key)
        return path, public.to_der() if der else public.to_pem().encode(), False
    if given.has("traditional") and not der:
        require_own_form(key, "traditional")
    cipher = given.only_one_of(*CIPHERS)
    password = None
    if cipher is not None:
        password = Passwords().to_write(given.text("passout") or given.text("pass"), "the key")
        form = "pkcs8"  # one round of MD5 would protect the other form
    name = None if cipher is None else CIPHERS[cipher]
    if der:
        return path, key.to_der(password=password, format=form, cipher=name), True
    return path, key.to_pem(password=password, format=form, cipher=name).encode(), True


def ec_parameters(given: Arguments, key: PrivateKey | SubjectPublicKeyInfo) -> tuple[str | None, bytes, bool]:
    """Return the curve of a key."""
    form = read_format(given.text("outform"))
    if isinstance(key, PrivateKey):
        return given.text("out"), parameters(key, form), False
    curve = key.algorithm.parameters
    assert curve is not None
    return (
        given.text("out"),
        curve.to_der() if form == "DER" else pem.encode("EC PARAMETERS", curve.to_der()).encode(),
        False,
    )


def write(outputs: list[tuple[str | None, bytes, bool]]) -> None:
    """Write texts and keys, one behind the other."""
    deliver(outputs)


def said(given: Arguments, words: str) -> tuple[str | None, bytes, bool]:
    """Return a text as it goes to `-out`."""
    return given.text("out"), console.octets(words), False
