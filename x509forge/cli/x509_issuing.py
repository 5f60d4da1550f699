"""How `x509` issues: from a request, from nothing, or from a certificate, signed by a CA or by the key itself."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..errors import SignatureMismatch, X509ForgeError
from ..issuing.chain import verify_link
from ..issuing.issuer import sign_certificate
from ..issuing.request import create_request, verify_request
from ..issuing.serial import random_serial
from ..oid import AUTHORITY_KEY_IDENTIFIER, SUBJECT_KEY_IDENTIFIER
from ..openssl.copying import Copying
from ..openssl.names import Spelling
from ..openssl.objects import short_name
from ..openssl.procedure import Sections, describe_certificate, extension_section
from ..openssl.release import DEFAULT
from ..openssl.subject import Subject
from ..openssl.text.names import name_line
from ..openssl.text.strings import finished
from ..signing.outside_key import OfflineSigner
from ..store import SerialFile
from . import console
from .files import (
    Refused,
    about,
    called,
    load_public_key,
    load_request,
    load_signer,
    read_format,
)
from .openssl_verbs import judge, load_config, name_options, release, serial_number, subject_option, validity_option
from .options import UsageError
from .passwords import Passwords
from .signature_options import with_signature_options
from .trusted import load_trusted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import ExitStack

    from ..openssl.config import Config
    from ..pkcs.pkcs10 import CertificationRequest
    from ..signing.keys import PrivateKey
    from ..signing.outside_key import OutsideKey
    from ..signing.signer import Signer
    from ..store import Output
    from ..x509.certificate import Certificate, TBSCertificate
    from ..x509.extension import Extension
    from ..x509.name import Name
    from ..x509.public_key import SubjectPublicKeyInfo
    from .options import Arguments

_SIGNERS = ("CA", "signkey", "key")
_CHANGES = (
    "extfile",
    "set_serial",
    "days",
    "clrext",
    "force_pubkey",
    "subj",
    "set_subject",
    "set_issuer",
    "x509toreq",
    "tbs-out",
)


class _Described(NamedTuple):
    """What the new certificate starts from."""

    name: Name
    public_key: SubjectPublicKeyInfo | None
    requested: tuple[Extension, ...] = ()
    certificate: Certificate | None = None

    @property
    def base(self) -> TBSCertificate | None:
        """What the certificate says that is signed anew."""
        return None if self.certificate is None else self.certificate.tbs_certificate


def issues(given: Arguments) -> bool:
    """Return whether a certificate is to be signed; raises UsageError for options that then have no meaning."""
    if given.has("req") or given.has("new") or any(given.has(name) for name in _SIGNERS):
        return True
    for option in _CHANGES:
        if given.has(option):
            raise UsageError(f"-{option} changes the certificate, which must be signed then: -CA CA.crt, or -key FILE")
    return False


def issue(given: Arguments, stack: ExitStack, held: Certificate | None) -> tuple[Certificate, list[Output]]:
    """Return the certificate, and what must be written before it: the serial file, locked until `stack` ends.

    `held` is the certificate of `-in`, which is signed anew.
    """
    tbs, signer, before = describe(given, stack, held)
    return sign_certificate(tbs, signer), before


def describe(
    given: Arguments, stack: ExitStack, held: Certificate | None
) -> tuple[TBSCertificate, Signer, list[Output]]:
    """Return what is to be signed, who signs it, and what must be written before it."""
    passwords = Passwords()
    own = given.only_one_of(*_SIGNERS)
    if own is None:
        raise UsageError("x509 needs the key that signs", "-CA CA.crt -CAkey CA.key, or -signkey FILE")
    if given.has("clrext") and (given.text("copy_extensions") or "none").lower() != "none":
        raise UsageError("-clrext and -copy_extensions do not go together")
    number = serial_number(given)
    config = _config(given)
    copying = Copying.parse(given.text("copy_extensions") or "none")
    described = _start(given, held)
    issuer = None
    if own == "CA":
        _check_self_signed(described.certificate, given)
        issuer, _ = load_trusted(given.needed("CA"), read_format(given.text("CAform")))
        key_file = given.text("CAkey") or given.needed("CA")
    else:
        key_file = given.needed(own)
    form = read_format(given.text("CAkeyform" if own == "CA" else "keyform"))
    key: PrivateKey | OutsideKey
    if given.has("tbs-out"):
        key = _absent_key(given, own, issuer)
    else:
        key = load_signer(key_file, passwords, given.text("passin"), form)
    if issuer is not None:
        _check_pair(issuer, key, given)
    public_key = _public_key(given, described, key, own)
    signer = with_signature_options(key, given)
    kept = () if described.base is None else _kept(described.base.extensions or (), given)
    sections = Sections(
        *([] if config is None else [(config, extension_section(config, given.text("extensions")), None)]),
        copying=copying,
        requested=_kept(described.requested, given),
        begun=kept,
    )
    before: list[Output] = []
    if number is None:
        number, before = _number(given, described, issuer, stack)
    tbs = describe_certificate(
        described.name,
        public_key,
        signer,
        sections,
        issuer=issuer,
        validity=validity_option(given, None if described.base is None else described.base.validity),
        serial_number=number,
        base=described.base,
        release=release(given),
        issuer_name=subject_option(given, Spelling(), "set_issuer"),
    )
    judge(tbs, given, issuer)
    return tbs, signer, before


def _absent_key(given: Arguments, own: str, issuer: Certificate | None) -> OfflineSigner:
    """Return the key that signs elsewhere: the CA's by its certificate, or that of -key by its public key."""
    for option in ("CAkey", "out"):
        if given.has(option):
            raise UsageError(f"-{option} and -tbs-out do not go together: the signature is made elsewhere")
    if issuer is not None:
        return OfflineSigner(issuer.tbs_certificate.subject_public_key_info)
    return OfflineSigner(load_public_key(given.needed(own), read_format(given.text("keyform"))))


def _config(given: Arguments) -> Config | None:
    path = given.text("extfile")
    if path is None:
        if given.has("extensions"):
            console.warn("-extensions is passed over, since there is no -extfile")
        return None
    config = load_config(path)
    for warning in config.warnings:
        console.warn(str(warning))
    return config


def _start(given: Arguments, held: Certificate | None) -> _Described:
    """Return what is certified: a request's, a certificate's, or what the options say."""
    name = subject_option(given, Spelling(), "subj", "set_subject")
    if given.has("new"):
        if given.has("in") or given.has("req"):
            raise UsageError("-new makes a certificate from nothing: it goes with neither -in nor -req")
        if name is None:
            raise UsageError("-new needs a subject: -subj /CN=a")
        return _Described(name, None)
    if given.has("req"):
        request = _request(given)
        info = request.certification_request_info
        return _Described(name or info.subject, info.subject_pk_info, request.extensions)
    if given.has("copy_extensions") and not given.has("x509toreq"):
        console.warn("-copy_extensions is passed over: it is for -req and -x509toreq")
    assert held is not None
    tbs = held.tbs_certificate
    return _Described(name or tbs.subject, tbs.subject_public_key_info, certificate=held)


def _request(given: Arguments) -> CertificationRequest:
    request = load_request(given.text("in"), read_format(given.text("inform")))
    with about(called(given.text("in"))):
        verify_request(request)
    console.say("Certificate request self-signature ok")
    subject = request.certification_request_info.subject
    console.say(finished(name_line("subject=", subject, name_options(given))), end="")
    return request


def _public_key(
    given: Arguments, described: _Described, key: PrivateKey | OutsideKey, own: str
) -> SubjectPublicKeyInfo:
    """Return the key to certify: that of -force_pubkey, or the one that signs itself, or the request's."""
    path = given.text("force_pubkey")
    if path is not None:
        return load_public_key(path, read_format(given.text("keyform")))
    if own == "CA":
        if described.public_key is None:
            raise UsageError("-new with -CA needs the key to certify: -force_pubkey FILE")
        return described.public_key
    if described.public_key is not None and not key.matches(described.public_key):
        console.warn("the key that signs is not the one that was asked for: it is certified in its place")
        return key.public_key
    return described.public_key or key.public_key


def _kept(extensions: Iterable[Extension], given: Arguments) -> tuple[Extension, ...]:
    """Return those extensions that -clrext and -ext leave."""
    if given.has("clrext"):
        return ()
    names = given.text("ext")
    # As OpenSSL has it, a short name counts wherever it stands in the list.
    return tuple(known for known in extensions if names is None or (short_name(known.extn_id) or "UNDEF") in names)


def _check_self_signed(certificate: Certificate | None, given: Arguments) -> None:
    """Refuse a certificate in which nothing shows who has its key, as 3.0 does; 3.5 certifies it all the same."""
    if certificate is None or release(given) != DEFAULT:
        return
    try:
        verify_link(certificate, certificate)
    except X509ForgeError:
        raise Refused(
            f"{called(given.text('in'))}: the certificate is not signed with its own key, so that nothing shows who "
            "has that",
            "a CA certifies requests (-req); or, as OpenSSL 3.5 does, any certificate (-compat 3.5)",
        ) from None


def _check_pair(issuer: Certificate, key: PrivateKey | OutsideKey, given: Arguments) -> None:
    tbs = issuer.tbs_certificate
    if not key.matches(tbs.subject_public_key_info):
        key_file = called(given.text("CAkey") or given.text("CA"))
        raise SignatureMismatch(
            f"{key_file}: the key does not belong to the certificate of {tbs.subject} in {given.text('CA')}"
        )


def _number(
    given: Arguments, described: _Described, issuer: Certificate | None, stack: ExitStack
) -> tuple[int, list[Output]]:
    """Return the serial number, and the file that must say so before the certificate is there; none if it is random."""
    if issuer is None:
        return random_serial() if described.base is None else described.base.serial_number, []
    named = given.text("CAserial")
    path = Path(given.needed("CA")).with_suffix(".srl") if named is None else Path(named)
    creates = given.has("CAcreateserial")
    if not creates and not path.exists():
        if named is None:
            return random_serial(), []
        raise Refused(f"{path}: there is no such file", "-CAcreateserial makes it")
    serial = stack.enter_context(SerialFile(path))
    return serial.next(first=random_serial() if creates else None), [serial.output]


# They speak of the certificate, and make no sense in a request.
_NOT_ASKED_FOR = (SUBJECT_KEY_IDENTIFIER, AUTHORITY_KEY_IDENTIFIER)


def request_from(given: Arguments, held: Certificate | None) -> CertificationRequest:
    """Return a request for what the certificate (or a request) says, signed by `-key`."""
    own = given.only_one_of(*_SIGNERS)
    if own in (None, "CA"):
        raise UsageError("-x509toreq needs the key that signs the request: -key FILE")
    described = _start(given, held)
    assert own is not None
    key = load_signer(given.needed(own), Passwords(), given.text("passin"), read_format(given.text("keyform")))
    config = _config(given)
    copying = Copying.parse(given.text("copy_extensions") or "none")
    extensions = described.requested if described.base is None else described.base.extensions or ()
    subject = Subject(described.name, key.public_key, release=release(given))
    subject.extensions = copying.taken(
        extension for extension in _kept(extensions, given) if extension.extn_id not in _NOT_ASKED_FOR
    )
    if config is not None:
        subject.add(extension_section(config, given.text("extensions")), config)
    signer = with_signature_options(key, given)
    return create_request(subject.name or described.name, signer, extensions=subject.extensions)
