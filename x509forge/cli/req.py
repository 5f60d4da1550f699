"""`req`: certification requests, and self-signed certificates, as OpenSSL 3.0's `openssl req` makes them."""

from __future__ import annotations

import os

from ..errors import SignatureMismatch
from ..issuing.issuer import sign_certificate
from ..issuing.request import verify_request
from ..openssl.config import Config
from ..openssl.copying import Copying
from ..openssl.defaults import default_config
from ..openssl.procedure import Sections, check_syntax, describe_certificate, request_of, sections_of
from ..openssl.release import DEFAULT
from ..openssl.request import SECTION, RequestSettings, Silence
from ..openssl.text.certificate import NONE, certificate_text, request_text
from ..openssl.text.flags import certificate_flags
from ..openssl.text.names import name_line
from ..openssl.text.strings import finished
from ..signing.keys import PrivateKey
from ..x509.certificate import Certificate
from ..x509.extension import Extension
from ..x509.extensions.markers import PrecertificatePoison
from . import console
from .files import (
    Refused,
    about,
    called,
    deliver,
    encode,
    load_request,
    load_signer,
    read_format,
    with_texts,
)
from .new_keys import new_key
from .openssl_verbs import (
    NAME_OPTIONS,
    RELEASE,
    STRICT,
    VALIDITY_OPTIONS,
    judge,
    load_config,
    name_options,
    release,
    serial_number,
    subject_option,
    validity_option,
)
from .options import Arguments, Option, UsageError, Verb
from .passwords import Passwords
from .signature_options import LATER_HASHES, SIGNATURE_OPTIONS, with_signature_options
from .trusted import load_trusted
from .x509_texts import modulus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..openssl.request import Dialogue
    from ..pkcs.pkcs10 import CertificationRequest
    from ..signing.outside_key import OutsideKey
    from ..signing.signer import Signer
    from ..x509.certificate import TBSCertificate
    from ..x509.name import Name


def _run(given: Arguments) -> int:
    form = read_format(given.text("outform"))
    if _makes(given) or _certifies(given):
        return _make(given, form)
    if given.has("subj"):
        # OpenSSL changes the subject, and leaves the signature as it was.
        raise UsageError("-subj changes a request, which its key must sign again: -new, with -key")
    request = load_request(given.text("in"), read_format(given.text("inform")))
    if given.has("verify"):
        # OpenSSL 3.0 says "verify failure" and exits with 0.
        with about(called(given.text("in"))):
            verify_request(request)
        _say_verified(given)
    deliver(with_texts(given, _texts(given, request), _encode(given, request, form)))
    return 0


def _say_verified(given: Arguments) -> None:
    """Say so where OpenSSL does: 3.5 on standard output."""
    verdict = "Certificate request self-signature verify OK\n"
    if release(given) == DEFAULT:
        console.say(verdict, end="")
    else:
        console.put(verdict)


def _makes(given: Arguments) -> bool:
    """Return whether a request is made, and none read."""
    return any(given.has(name) for name in ("new", "newkey", "precert")) or (_certifies(given) and not given.has("in"))


def _certifies(given: Arguments) -> bool:
    """Return whether the result is a certificate: -CA and -x509v1 imply -x509."""
    return any(given.has(name) for name in ("x509", "x509v1", "CA"))


def _texts(given: Arguments, made: Certificate | CertificationRequest) -> Iterator[str]:
    """Yield what was asked for, in OpenSSL's order."""
    if isinstance(made, Certificate):
        subject, public_key = made.tbs_certificate.subject, made.tbs_certificate.subject_public_key_info
    else:
        info = made.certification_request_info
        subject, public_key = info.subject, info.subject_pk_info
    if given.has("pubkey"):
        yield public_key.to_pem()
    if given.has("text"):
        flags = NONE
        for words in given.texts("reqopt"):
            flags = certificate_flags(words, flags)
        names = name_options(given)
        if isinstance(made, Certificate):
            yield certificate_text(made, names, flags)
        else:
            yield request_text(made, names, flags)
    if given.has("subject"):
        yield finished(name_line("subject=", subject, name_options(given)))
    if given.has("modulus"):
        yield modulus(public_key, "Wrong Algorithm type")


def _make(given: Arguments, form: str | None) -> int:
    passwords = Passwords()
    if given.has("in") and _makes(given):
        console.warn("-in is passed over, since -new, -newkey or -precert makes a request")
    settings = RequestSettings(
        _config(given), utf8=given.has("utf8"), section=given.text("section") or SECTION, release=release(given)
    )
    check_syntax(settings, _section(given, "extensions"), _section(given, "reqexts"), release=release(given))
    if _makes(given):
        settings.check_sections()
    # A CA that certifies a request needs no key but its own.
    needs_key = _makes(given) or not given.has("CA") or given.has("key")
    key, outputs = _key(given, settings, passwords) if needs_key else (None, [])
    dialogue = Silence() if given.has("batch") else console.Terminal()
    subject = subject_option(given, settings.spelling)
    made: Certificate | CertificationRequest
    if _certifies(given):
        tbs, signer, issuer = _certificate(given, settings, key, subject, dialogue, passwords)
        _warn(settings)
        judge(tbs, given, issuer)
        made = sign_certificate(tbs, signer)
    else:
        if given.has("days"):
            console.warn("-days is passed over without -x509: a request has no validity")
        assert key is not None
        signer = with_signature_options(key, given, settings)
        section = _section(given, "reqexts")
        request = request_of(
            settings, signer, dialogue, subject=subject, section=section, more=_more(given), release=release(given)
        )
        _warn(settings)
        if given.has("verify"):
            verify_request(request)
            _say_verified(given)
        made = request
    deliver([*outputs, *with_texts(given, _texts(given, made), _encode(given, made, form))])
    return 0


def _encode(given: Arguments, made: Certificate | CertificationRequest, form: str | None) -> bytes:
    data = encode(made, form)
    if given.has("newhdr") and form != "DER":
        data = data.replace(b" CERTIFICATE REQUEST-", b" NEW CERTIFICATE REQUEST-")
    return data


def _warn(settings: RequestSettings) -> None:
    for warning in settings.warnings:
        console.warn(str(warning))


def _config(given: Arguments) -> Config:
    path = given.text("config")
    if path is None:
        path = os.environ.get("OPENSSL_CONF") or None
    if given.has("verbose"):
        console.say(f"Using configuration from {path or 'the default of OpenSSL 3.0'}")
    return default_config() if path is None else load_config(path)


def _key(
    given: Arguments, settings: RequestSettings, passwords: Passwords
) -> tuple[PrivateKey | OutsideKey, list[tuple[str | None, bytes, bool]]]:
    """Return the key to sign with, and the file to be written for it: for a new one, and where -keyout asks for it."""
    file = given.text("key")
    if file is not None:
        if given.has("newkey"):
            console.warn("-newkey is passed over, since -key gives a key")
        signer = load_signer(file, passwords, _source(given, "passin", settings), read_format(given.text("keyform")))
        if not given.has("keyout"):
            return signer, []
        if not isinstance(signer, PrivateKey):
            raise Refused(f"{called(file)}: -keyout writes a key, and this one stays in its token")
        key = signer
    else:
        key = new_key(given.text("newkey") or "rsa", given.texts("pkeyopt"), settings.bits)
    path = given.text("keyout")
    if path is None and settings.key_file is not None:
        path = str(settings.key_file)
    password = None
    if not given.has("nodes") and not given.has("noenc") and settings.encrypts_key:
        password = passwords.to_write(_source(given, "passout", settings), path or "the new key")
    return key, [(path, key.to_pem(password=password).encode(), True)]


def _source(given: Arguments, option: str, settings: RequestSettings) -> str | None:
    """Return where a password comes from: the option, or else the configuration's own."""
    source = given.text(option)
    if source is None:
        password = settings.input_password if option == "passin" else settings.output_password
        source = None if password is None else f"pass:{password}"
    return source


def _certificate(
    given: Arguments,
    settings: RequestSettings,
    key: PrivateKey | OutsideKey | None,
    subject: Name | None,
    dialogue: Dialogue,
    passwords: Passwords,
) -> tuple[TBSCertificate, Signer, Certificate | None]:
    """Return the description of the certificate of `-x509`, who signs it, and the certificate of `-CA`."""
    issuer = None
    signer = key
    path = given.text("CA")
    if path is not None:
        issuer, _ = load_trusted(path, None)
        signer = load_signer(given.text("CAkey") or path, passwords, _source(given, "passin", settings))
        if not signer.matches(issuer.tbs_certificate.subject_public_key_info):
            raise SignatureMismatch(
                f"{called(given.text('CAkey') or path)}: the key is not that of the certificate in {path}"
            )
    elif given.has("CAkey"):
        console.warn("-CAkey is passed over, since there is no -CA")
    requested: tuple[Extension, ...] = ()
    public_key = None if key is None else key.public_key
    issuer_name = None
    if not _makes(given):
        request = _request(given)
        info = request.certification_request_info
        # OpenSSL gives the certificate another subject, and leaves the request's to its issuer.
        issuer_name = info.subject if issuer is None else None
        public_key = info.subject_pk_info
        if issuer is None and key is not None and not key.matches(public_key):
            raise SignatureMismatch(f"{called(given.text('in'))}: the key is not that of the request")
        subject = info.subject if subject is None else subject
        requested = request.extensions
        if not given.has("copy_extensions") and requested:
            console.warn("the extensions that the request asks for are passed over: -copy_extensions copies them")
    assert signer is not None
    assert public_key is not None
    hashed = with_signature_options(signer, given, settings)
    sections = Sections(
        *sections_of(settings, _section(given, "extensions"), _more(given)),
        copying=Copying.parse(given.text("copy_extensions") or "none"),
        requested=requested,
        added=(Extension.of(PrecertificatePoison()),) if given.has("precert") else (),
    )
    tbs = describe_certificate(
        settings.subject(dialogue) if subject is None else subject,
        public_key,
        hashed,
        sections,
        issuer=issuer,
        validity=validity_option(given, least_days=1),
        serial_number=serial_number(given),
        release=release(given),
        first_version=given.has("x509v1"),
        issuer_name=issuer_name,
    )
    return tbs, hashed, issuer


def _request(given: Arguments) -> CertificationRequest:
    request = load_request(given.text("in"), read_format(given.text("inform")))
    with about(called(given.text("in"))):
        verify_request(request)
    return request


def _section(given: Arguments, option: str) -> str | None:
    """Return the section of `-reqexts` or `-extensions`; in 3.5 these are one option, and the last counts."""
    if release(given) == DEFAULT:
        return given.text(option)
    return next((given.text(name) for name in reversed(given.names) if name in ("reqexts", "extensions")), None)


def _more(given: Arguments) -> Config | None:
    """Return the extensions of `-addext`, each a line `name = value`, as a configuration."""
    lines = given.texts("addext")
    names = [line.partition("=")[0].strip() for line in lines]
    for name, line in zip(names, lines, strict=True):
        if not name or "=" not in line:
            raise UsageError(f"-addext takes NAME=VALUE, not {line!r}")
        if names.count(name) > 1:
            raise UsageError(f"-addext {name} is given twice")
    return Config.parse("\n".join(lines), file="-addext", environ=os.environ) if lines else None


VERB = Verb(
    "req",
    "Make a certification request (PKCS #10), or a self-signed certificate; or read and verify a request.",
    (
        Option("new", None, "make a request"),
        Option("x509", None, "make a self-signed certificate instead"),
        Option("config", "FILE", "the configuration; else OPENSSL_CONF, else OpenSSL 3.0's own default"),
        Option("key", "FILE|URI", "the private key; of one in a token, its pkcs11: URI"),
        Option("keyform", "PEM|DER", "its format; found out if it is not given"),
        Option("newkey", "rsa:BITS|ec|…", "make a new key: rsa-pss:BITS, ed25519, ed448, ml-dsa-65 too"),
        Option("pkeyopt", "NAME:VALUE", "for a new key: ec_paramgen_curve:P-256, rsa_keygen_bits:2048", many=True),
        Option("keyout", "FILE", "where the key goes (default_keyfile, or standard output)"),
        Option("nodes", None, "leave the new key without a password"),
        Option("noenc", None, "the same"),
        Option("passin", "SOURCE", "the password of -key: pass:TEXT, env:NAME, file:PATH, stdin"),
        Option("passout", "SOURCE", "the password for the new key"),
        Option("subj", "/C=CN/CN=a", "the subject, in place of the configuration's"),
        Option("utf8", None, "take the subject and the configuration as UTF-8"),
        Option("verbose", None, "say which configuration is used"),
        Option("quiet", None, "say nothing meanwhile; nothing is said anyway"),
        Option("batch", None, "ask nothing: keep the defaults"),
        Option("reqexts", "SECTION", "the extensions to ask for (req_extensions)"),
        Option("extensions", "SECTION", "with -x509: its extensions (x509_extensions)"),
        Option("addext", "NAME=VALUE", "one more extension", many=True),
        Option("section", "NAME", "the section to go by (req)"),
        Option("multivalue-rdn", None, "the same as without: + in -subj always adds to a level"),
        Option("CA", "FILE", "with -x509: the certificate of the CA that signs"),
        Option("CAkey", "FILE|URI", "its key; in the file of -CA if it is not given"),
        Option("copy_extensions", "WHICH", "with -x509 -in: none, copy, copyall, or NAME[=POLICY],..."),
        Option("precert", None, "with -x509: add the poison that makes it a precertificate (RFC 6962 3.1)"),
        *VALIDITY_OPTIONS,
        Option("set_serial", "N", "with -x509: the serial number, or from-content; random otherwise"),
        *SIGNATURE_OPTIONS,
        Option("in", "FILE", "read a request; standard input if there is none"),
        Option("inform", "PEM|DER", "its format"),
        Option("out", "FILE", "where the result goes; standard output if it is not given"),
        Option("outform", "PEM|DER", "the format of the result (PEM)"),
        Option("verify", None, "verify the request's signature; exit 1 if it is broken"),
        Option("text", None, "print all of it, as OpenSSL 3.0 does"),
        *NAME_OPTIONS,
        Option("reqopt", "WORDS", "what of -text is left out: no_pubkey, no_sigdump, ext_parse, ...", many=True),
        Option("modulus", None, "print the modulus of an RSA key"),
        Option("newhdr", None, "write NEW CERTIFICATE REQUEST, as some programs want it"),
        Option("subject", None, "print the subject"),
        Option("pubkey", None, "print the public key"),
        Option("noout", None, "do not write the request"),
        Option("x509v1", None, "with -x509 and -compat 3.5: version 1, where there are no extensions"),
        RELEASE,
        STRICT,
    ),
    _run,
    examples=(
        "x509forge req -new -sha256 -nodes -out server.csr -newkey rsa:2048 -keyout server.key -config server.csr.cfg",
        "x509forge req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=a -keyout a.key -out a.crt",
        "x509forge req -verify -noout -in server.csr",
    ),
    later=LATER_HASHES
    | {
        *("cipher", "engine", "keygen_engine", "propquery", "provider", "provider-path", "provparam"),
        *("rand", "vfyopt", "writerand"),
    },
)
