"""`PKCS11Signer`: a key in a token, a hardware security module or a smart card, by its `pkcs11:` URI.

The one module that knows python-pkcs11, which is loaded when a signer is made.
"""

from __future__ import annotations

import os
import threading
import weakref
from contextlib import contextmanager, suppress
from pathlib import Path

from x509forge import der, oid
from x509forge.asn1 import BitString
from x509forge.errors import (
    BackendUnavailable,
    DecodeError,
    KeyFormatError,
    PasswordRequired,
    SigningError,
    UnsupportedKey,
)
from x509forge.inert import inert
from x509forge.pkcs.pkcs1 import RSAPublicKey
from x509forge.signing import algorithms, ecdsa_values
from x509forge.signing.backend import one_line
from x509forge.signing.kinds import RSA_ALGORITHM
from x509forge.signing.outside_key import OutsideKey
from x509forge.signing.pkcs11_uri import PKCS11URI
from x509forge.x509.algorithm import AlgorithmIdentifier, ECParameters
from x509forge.x509.certificate import Certificate
from x509forge.x509.public_key import SubjectPublicKeyInfo

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from x509forge.signing.key_files import Password
    from x509forge.signing.scheme import Scheme

# libp11's, which OpenSSL's engine has, too.
MODULE_VARIABLE = "PKCS11_MODULE_PATH"
# Where a module is looked for by its name alone, below the root.
_FOLDERS = (
    *("usr/lib/*/pkcs11", "usr/lib/pkcs11", "usr/lib64/pkcs11", "usr/local/lib/pkcs11"),
    *("usr/lib/softhsm", "usr/lib/*/softhsm", "usr/lib64/softhsm", "usr/local/lib/softhsm"),
)
_MAX_PIN_FILE = 4096  # octets


class PKCS11Signer(OutsideKey):
    """A private key in a PKCS #11 token; it stays there, and signs there.

        signer = xf.PKCS11Signer("pkcs11:token=CA;object=root?module-path=/usr/lib/softhsm/libsofthsm2.so", pin="1234")

    The URI (RFC 7512) must lead to one key. The module is `module`, or the URI's module-path or module-name, or
    what the environment's PKCS11_MODULE_PATH says: it is a program that runs in this process. The PIN is the URI's
    (pin-value, or pin-source=file:/...), or `pin`: text, octets or a callable, which is called once, and only if
    the token asks for a PIN. It is not kept, in no message, and never tried twice.

    RSA keys sign by RSASSA-PKCS1-v1_5 or RSASSA-PSS, EC keys by ECDSA, Ed25519 and Ed448 keys by themselves, where
    the token can. Threads may share a signer. A process has one session with a token, which all its signers share,
    and which ends with the last of them. Raises BackendUnavailable without python-pkcs11, PasswordRequired where a
    PIN is missing, KeyFormatError for a URI that is none, SigningError for all that a token refuses.
    """

    __slots__ = ("_connection", "_private", "uri")

    uri: PKCS11URI
    """Which key it is."""
    follows_scheme = True

    def __init__(
        self, uri: str | PKCS11URI, pin: Password = None, *, module: str | os.PathLike[str] | None = None
    ) -> None:
        self.uri = uri if isinstance(uri, PKCS11URI) else PKCS11URI(uri)
        if self.uri.get("type") not in (None, "private"):
            raise KeyFormatError(f"{self.uri}: names a {self.uri.get('type')} object, and a private key signs")
        _library()
        self._connection = _Connection.to(self.uri, pin, module)
        with self._connection.use(self.uri) as session:
            self._private = _private_key(session, self.uri)
            public_key = _public_key(session, self.uri, self._private)
        super().__init__(public_key)

    def sign(self, message: bytes) -> bytes:
        """Return the signature that the token makes of a message.

        Raises SigningError, also where the token is gone: then a new signer must be made.
        """
        if not isinstance(message, bytes):
            raise TypeError(f"message must be bytes, not {type(message).__name__}")
        mechanism, parameter, data = _how(self._signature.scheme, self.key_type, message, self._connection.mechanisms)
        with self._connection.use(self.uri):
            signature = bytes(self._private.sign(data, mechanism=mechanism, mechanism_param=parameter))
        return ecdsa_values.in_der(self.public_key, self.algorithm, signature)


def _library() -> Any:
    """Return python-pkcs11; raises BackendUnavailable."""
    try:
        import pkcs11
    except ModuleNotFoundError as error:
        why = f"not installed (pip install 'x509forge[pkcs11]'): {error.name}"
    except ImportError as error:
        why = one_line(error)
    else:
        return pkcs11
    raise BackendUnavailable("use keys in PKCS #11 tokens", {"python-pkcs11": why})


class _Connection:
    """A session with a token; there is one in a process, since a token knows a process to be logged in, or not."""

    def __init__(self, place: tuple[str, int], session: Any, mechanisms: frozenset[Any]) -> None:
        self.place = place
        self.session = session
        self.mechanisms = mechanisms
        # A session does one thing at a time.
        self.lock = threading.Lock()
        self.end = weakref.finalize(self, _close, session)

    @classmethod
    def to(cls, uri: PKCS11URI, pin: Password, module: str | os.PathLike[str] | None) -> _Connection:
        path = _module_path(uri, module)
        with _OPENING:
            with _told(uri):
                token = _token(_loaded(path), uri)
                place = path, token.slot.slot_id
                found = _OPEN.get(place)
                if found is None:
                    mechanisms = frozenset(token.slot.get_mechanisms())
                    found = cls(place, _session(token, uri, pin), mechanisms)
                    _OPEN[place] = found
            return found

    @contextmanager
    def use(self, uri: PKCS11URI) -> Iterator[Any]:
        """Give the session to one thread, and make a SigningError of what the token says."""
        with self.lock, _told(uri):
            try:
                yield self.session
            except _library().PKCS11Error as error:
                if type(error).__name__ in _GONE:
                    # It is over for all signers of this token; another one begins anew, with the PIN.
                    if _OPEN.get(self.place) is self:
                        del _OPEN[self.place]
                    self.end()
                raise


_OPEN: weakref.WeakValueDictionary[tuple[str, int], _Connection] = weakref.WeakValueDictionary()
_OPENING = threading.Lock()


def _close(session: Any) -> None:
    with suppress(Exception):
        session.close()


# What tokens say, in words; the names are those of python-pkcs11's exceptions.
_GONE = frozenset(
    {
        *("DeviceError", "DeviceRemoved", "TokenNotPresent", "TokenNotRecognised", "SlotIDInvalid"),
        *("SessionClosed", "SessionHandleInvalid", "ObjectHandleInvalid", "KeyHandleInvalid"),
        "PKCS11Error",
    }
)
_WORDS = {
    "PinIncorrect": "the PIN is wrong",
    "PinInvalid": "the PIN is wrong",
    "PinLenRange": "the PIN is wrong: too short or too long",
    "PinExpired": "the PIN has expired",
    "PinLocked": "the PIN is locked",
    "UserPinNotInitialized": "the token has no PIN yet",
    "UserNotLoggedIn": "the token wants a PIN, or one for each signature, which is not supported",
    "MechanismInvalid": "the token does not sign in this way",
    "KeyTypeInconsistent": "the key is not for signatures of this kind",
    "KeySizeRange": "the key is too short or too long for the token",
    "DataLenRange": "the key is too short for this hash",
    **dict.fromkeys(_GONE, "the token or its key is gone, or the session with it has ended"),
}


@contextmanager
def _told(uri: PKCS11URI) -> Iterator[None]:
    """Make a SigningError of what a module raises; its own words may be anything, and are not repeated."""
    try:
        yield
    except _library().PKCS11Error as error:
        name = type(error).__name__
        raise SigningError(f"{uri}: {_WORDS.get(name, 'the token refuses')} ({name})") from None


def _module_path(uri: PKCS11URI, module: str | os.PathLike[str] | None) -> str:
    """Return the path of the module; raises SigningError where there is none (RFC 7512 2.3: no relative one)."""
    name = uri.get("module-name")
    path = uri.get("module-path") if module is None else os.fspath(module)
    if path is None and name is None:
        path = os.environ.get(MODULE_VARIABLE) or None
    if path is None and name is None:
        raise SigningError(
            f"{uri}: there is no word of the module to use: ?module-path=/usr/lib/..., or {MODULE_VARIABLE}"
        )
    if path is not None:
        if not Path(path).is_absolute():
            raise SigningError(f"{uri}: the path of a module is to be absolute: {_shown(path)} (RFC 7512 2.3)")
        if not Path(path).exists():
            raise SigningError(f"{uri}: there is no module {_shown(path)}")
        if not Path(path).is_dir():
            return path
        if name is None:
            raise SigningError(f"{uri}: {_shown(path)} is a folder; module-name says which module in it")
    assert name is not None
    if path is not None:
        folders, where = [Path(path)], _shown(path)
    else:
        folders, where = [found for each in _FOLDERS for found in sorted(Path("/").glob(each))], "the usual folders"
    # RFC 7512 2.3: a name has neither `lib` nor `.so`, and is in any case of letters.
    wanted = name.lower()
    for file in (file for folder in folders for file in sorted(folder.iterdir())):
        stem = file.stem.lower()
        if file.suffix.lower() in (".so", ".dll", ".dylib") and wanted in (stem, stem.removeprefix("lib")):
            return str(file)
    raise SigningError(f"{uri}: there is no module named {_shown(name)} in {where}")


def _loaded(path: str) -> Any:
    pkcs11 = _library()
    try:
        return pkcs11.lib(path)
    except pkcs11.PKCS11Error:
        pass
    raise SigningError(f"the module {_shown(path)} cannot be loaded, or does not start: is it one of PKCS #11?")


def _token(library: Any, uri: PKCS11URI) -> Any:
    """Return the one token that the URI names, among those that are there."""
    pkcs11 = _library()
    version = uri.get("library-version")
    if version is not None:
        major, _, minor = version.partition(".")
        if library.library_version != (int(major), int(minor or 0)):
            raise SigningError(f"{uri}: the module is not of the version {version}")
    for name, value in (
        ("library-manufacturer", library.manufacturer_id),
        ("library-description", library.library_description),
    ):
        if uri.get(name) not in (None, value):
            raise SigningError(f"{uri}: the module's {name} is {_shown(value)}")
    there, found = [], []
    for slot in library.get_slots(token_present=True):
        try:
            token = slot.get_token()
        except pkcs11.PKCS11Error:
            continue  # one that is gone, or broken, keeps nobody from another
        if not token.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED:
            continue
        there.append(_shown(token.label))
        values = {
            "token": token.label,
            "manufacturer": token.manufacturer_id,
            "model": token.model,
            "serial": _padded(token.serial),
            "slot-description": slot.slot_description,
            "slot-manufacturer": slot.manufacturer_id,
        }
        number = uri.get("slot-id")
        if all(uri.get(name) in (None, value) for name, value in values.items()) and (
            number is None or int(number) == slot.slot_id
        ):
            found.append(token)
    if len(found) != 1:
        known = f"there are {', '.join(sorted(there))}" if there else "there is none at all"
        raise SigningError(f"{uri}: {len(found) or 'no'} token{'s' if found else ''} of this description; {known}")
    return found[0]


def _padded(octets: bytes) -> str:
    # CK_TOKEN_INFO holds it filled up with blanks.
    return octets.rstrip(b"\0 ").decode("utf-8", "replace")


def _session(token: Any, uri: PKCS11URI, pin: Password) -> Any:
    """Return a session with a token, logged in if it asks for that."""
    pkcs11 = _library()
    flags = token.flags
    if not flags & pkcs11.TokenFlag.LOGIN_REQUIRED:
        return token.open()
    if flags & pkcs11.TokenFlag.PROTECTED_AUTHENTICATION_PATH:
        return token.open(user_pin=pkcs11.PROTECTED_AUTH)
    try:
        return token.open(user_pin=_pin(uri, pin))
    except pkcs11.UserAlreadyLoggedIn:
        # Somebody else in this process is, and that holds for all of it.
        return token.open()


def _pin(uri: PKCS11URI, pin: Password) -> str:
    """Return the PIN as text, which a token takes in UTF-8."""
    source = uri.get("pin-source")
    value: bytes | str | None
    if "pin-value" in uri.query:
        value = uri.query["pin-value"]
    elif source is not None:
        value = _pin_in_file(uri, source)
    else:
        value = pin() if callable(pin) else pin
    if value is None:
        raise PasswordRequired(f"{uri}: the token asks for a PIN; give it")
    if isinstance(value, str):
        return value
    if not isinstance(value, bytes):
        raise TypeError(f"pin must be bytes or str, not {type(value).__name__}")
    try:
        return value.decode()
    except UnicodeDecodeError:
        pass
    # Raised here, so that it does not hold the other one, which has the PIN in it.
    raise SigningError(f"{uri}: the PIN is no UTF-8")


def _pin_in_file(uri: PKCS11URI, source: str) -> bytes:
    """Return the first line of the file that pin-source names: file:/path, file:///path, or a path alone."""
    if source.startswith("|"):
        raise SigningError(f"{uri}: a program as pin-source is not supported; a file is")
    path = source
    if source.startswith("file:"):
        path = source.removeprefix("file:")
        path = path.removeprefix("//localhost") if path.startswith("//localhost/") else path
        path = path.removeprefix("//") if path.startswith("///") else path
    if not path.startswith("/"):
        raise SigningError(f"{uri}: pin-source is not file: and an absolute path")
    try:
        with Path(path).open("rb") as file:
            return (file.read(_MAX_PIN_FILE).splitlines() or [b""])[0]
    except OSError as error:
        reason = error.strerror
    raise SigningError(f"{uri}: the PIN's file {_shown(path)} cannot be read: {reason}")


def _private_key(session: Any, uri: PKCS11URI) -> Any:
    """Return the one private key that the URI names."""
    pkcs11 = _library()
    attribute = pkcs11.Attribute
    wanted = {attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY}
    label = uri.get("object")
    if label is not None:
        wanted[attribute.LABEL] = label
    if "id" in uri.path:
        wanted[attribute.ID] = uri.path["id"]
    found = list(session.get_objects(wanted))
    if len(found) == 1:
        return found[0]
    if not found:
        raise SigningError(f"{uri}: there is no such private key in the token")
    names = sorted(f"object={_shown(key.label or '')} with id={_percent(key.id or b'')}" for key in found)
    raise SigningError(
        f"{uri}: {len(found)} private keys in the token are meant, and one signs: {'; '.join(names[:10])}"
    )


def _percent(octets: bytes) -> str:
    return "".join(f"%{octet:02X}" for octet in octets)


def _public_key(session: Any, uri: PKCS11URI, private: Any) -> SubjectPublicKeyInfo:
    """Return the public key that belongs to a private one.

    It is in the public key object of the same id (or, if it has none, label); in a certificate of the same; or, as
    far as tokens have it there, in the private key.
    """
    pkcs11 = _library()
    attribute, classes = pkcs11.Attribute, pkcs11.ObjectClass
    same = {attribute.ID: private.id} if private.id else {attribute.LABEL: private.label}
    kind = {attribute.KEY_TYPE: private.key_type}
    for wanted, read in (
        ({attribute.CLASS: classes.PUBLIC_KEY, **kind, **same}, _public_object),
        ({attribute.CLASS: classes.CERTIFICATE, **same}, _certificate_object),
    ):
        for found in session.get_objects(wanted):
            return read(found)
    with suppress(pkcs11.PKCS11Error):
        return _public_object(private)
    raise SigningError(f"{uri}: the token holds the private key, and neither its public key nor its certificate")


def _certificate_object(found: Any) -> SubjectPublicKeyInfo:
    try:
        certificate = Certificate.from_der(bytes(found[_library().Attribute.VALUE]))
    except DecodeError as error:
        raise KeyFormatError(f"the certificate beside the key in the token is broken: {error}") from None
    return certificate.tbs_certificate.subject_public_key_info


def _public_object(found: Any) -> SubjectPublicKeyInfo:
    """Return what the attributes of a key say; raises UnsupportedKey for a kind that is not known."""
    pkcs11 = _library()
    attribute, types = pkcs11.Attribute, pkcs11.KeyType
    if found.key_type == types.RSA:
        modulus, exponent = (
            int.from_bytes(found[name], "big") for name in (attribute.MODULUS, attribute.PUBLIC_EXPONENT)
        )
        key = RSAPublicKey(modulus=modulus, public_exponent=exponent)
        return SubjectPublicKeyInfo(algorithm=RSA_ALGORITHM, subject_public_key=BitString(key.to_der()))
    if found.key_type not in (types.EC, types.EC_EDWARDS):
        raise UnsupportedKey(f"keys of the type {found.key_type.name} in a token are not supported")
    parameters, point = bytes(found[attribute.EC_PARAMS]), _point(bytes(found[attribute.EC_POINT]))
    if found.key_type == types.EC_EDWARDS:
        algorithm = AlgorithmIdentifier(algorithm=_edwards(parameters))
    else:
        try:
            curve = ECParameters.from_der(parameters)
        except DecodeError as error:
            raise KeyFormatError(f"the curve of the key in the token is broken: {error}") from None
        algorithm = AlgorithmIdentifier(algorithm=oid.EC_PUBLIC_KEY, parameters=curve)
    return SubjectPublicKeyInfo(algorithm=algorithm, subject_public_key=BitString(point))


def _point(octets: bytes) -> bytes:
    """Return a point: it stands in an OCTET STRING (PKCS #11 3.1 6.3), and in some tokens by itself."""
    for start in (2, 3):
        if der.element(b"\x04", octets[start:]) == octets:
            return octets[start:]
    return octets


def _edwards(parameters: bytes) -> oid.ObjectIdentifier:
    """Return the algorithm of a curve's keys, from its name or its object identifier (PKCS #11 3.1 6.3)."""
    for algorithm, name in ((oid.ED25519, b"edwards25519"), (oid.ED448, b"edwards448")):
        if parameters in (algorithm.der, der.element(b"\x13", name)):
            return algorithm
    raise UnsupportedKey("keys in a token on another Edwards curve than those of Ed25519 and Ed448 are not supported")


def _how(scheme: Scheme, key_type: str, message: bytes, mechanisms: frozenset[Any]) -> tuple[Any, Any, bytes]:
    """Return the mechanism to sign by, its parameter, and what it is given: where a token takes a hash, that.

    Small tokens have the mechanisms without a hash alone, others only those with one.
    """
    import hashlib

    pkcs11 = _library()
    known = pkcs11.Mechanism
    if scheme.name in ("ed25519", "ed448"):
        # PKCS #11 3.1 6.3: a parameter is needed for Ed448, and for Ed25519 means another scheme, Ed25519ctx.
        return known.EDDSA, (False, None) if scheme.name == "ed448" else None, message
    if scheme.hash_name is None:
        raise UnsupportedKey(f"signatures by {scheme.name} in a token are not supported")
    hashed = _mechanism(scheme.hash_name)
    plain, with_hash = {
        algorithms.RSA: ("RSA_PKCS", f"{hashed}_RSA_PKCS"),
        algorithms.PSS: ("RSA_PKCS_PSS", f"{hashed}_RSA_PKCS_PSS"),
        algorithms.ECDSA: ("ECDSA", f"ECDSA_{hashed}"),
    }[scheme.name]
    parameter = None
    if scheme.name == algorithms.PSS:
        assert scheme.mgf_hash_name is not None
        mask = getattr(pkcs11.MGF, _mechanism(scheme.mgf_hash_name), None)
        number = getattr(known, "SHA_1" if hashed == "SHA1" else hashed, None)
        if mask is None or number is None:
            raise UnsupportedKey(f"signatures by {scheme} in a token are not supported")
        parameter = number, mask, scheme.salt_length
    if getattr(known, plain) not in mechanisms and getattr(known, with_hash, None) in mechanisms:
        return getattr(known, with_hash), parameter, message
    digest = hashlib.new(scheme.hash_name, message, usedforsecurity=False).digest()
    if scheme.name == algorithms.RSA:
        digest = algorithms.digest_info(scheme.hash_name, digest)
    return getattr(known, plain), parameter, digest


def _mechanism(hash_name: str) -> str:
    """Return a hash as the names of mechanisms have it: `SHA256`, `SHA3_256`."""
    return hash_name.upper()


def _shown(text: str) -> str:
    """Return a text with nothing in it that a terminal acts on, and not too long."""
    return inert(text)[:200]
