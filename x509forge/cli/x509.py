"""`x509`: certificates from requests, as OpenSSL 3.0's `openssl x509 -req` makes them; and what one says of itself."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SignatureMismatch
from ..issuing.issuer import sign_certificate
from ..issuing.request import verify_request
from ..issuing.serial import random_serial
from ..issuing.validity import valid_for
from ..openssl.config import Config
from ..openssl.procedure import certificate_of
from ..store import SerialFile
from . import console
from .files import (
    Refused,
    about,
    called,
    deliver,
    encode,
    load_certificates,
    load_key,
    load_request,
    read_format,
    with_texts,
)
from .openssl_verbs import HASH_OPTIONS, LATER_HASHES, MAX_DAYS, STRICT, chosen_hash, judge, serial_number
from .options import HASHES, Arguments, Option, UsageError, Verb
from .passwords import Passwords

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from ..signing.keys import PrivateKey
    from ..store import Output
    from ..x509.certificate import Certificate


def _run(given: Arguments) -> int:
    if given.has("req"):
        return _issue(given)
    for option in ("CA", "signkey", "key", "days", "extfile", "set_serial"):
        if given.has(option):
            raise UsageError(f"-{option} is for -req: to issue from a certificate is not supported yet")
    certificate = load_certificates(given.text("in"), read_format(given.text("inform")))[0]
    result = encode(certificate, read_format(given.text("outform")))
    deliver(with_texts(given, _texts(given, certificate), result))
    return 0


def _issue(given: Arguments) -> int:
    passwords = Passwords()
    own = given.only_one_of("CA", "signkey", "key")
    if own is None:
        raise UsageError("x509 -req needs the key that signs", "-CA CA.crt -CAkey CA.key, or -signkey FILE")
    number = serial_number(given)
    days = given.number("days", -1, MAX_DAYS)
    request = load_request(given.text("in"), read_format(given.text("inform")))
    with about(called(given.text("in"))):
        verify_request(request)
    console.say("Certificate request self-signature ok")
    console.say(f"subject={request.certification_request_info.subject.to_openssl()}")
    issuer = None
    if own == "CA":
        issuer = load_certificates(given.text("CA"), read_format(given.text("CAform")))[0]
        key_file = given.text("CAkey") or given.needed("CA")
    else:
        key_file = given.needed(own)
    form = read_format(given.text("CAkeyform" if own == "CA" else "keyform"))
    key = load_key(key_file, passwords, given.text("passin"), form)
    if issuer is not None:
        _check_pair(issuer, key, given)
    signer = key.with_hash(chosen_hash(given))
    path = given.text("extfile")
    config = None if path is None else Config.load(path)
    if path is None and given.has("extensions"):
        console.warn("-extensions is passed over, since there is no -extfile")
    for warning in config.warnings if config is not None else ():
        console.warn(str(warning))
    with ExitStack() as stack:
        before: list[Output] = []
        if number is None and issuer is not None:
            number, before = _next_number(given, stack)
        tbs = certificate_of(
            request,
            signer,
            issuer=issuer,
            validity=valid_for(30 if days is None else days),
            serial_number=number,
            config=config,
            section=given.text("extensions"),
        )
        judge(tbs, given, issuer)
        certificate = sign_certificate(tbs, signer)
        result = encode(certificate, read_format(given.text("outform")))
        deliver(with_texts(given, _texts(given, certificate), result), before)
    return 0


def _check_pair(issuer: Certificate, key: PrivateKey, given: Arguments) -> None:
    tbs = issuer.tbs_certificate
    if not key.matches(tbs.subject_public_key_info):
        raise SignatureMismatch(
            f"{given.text('CAkey') or given.text('CA')}: the key does not belong to the certificate of {tbs.subject} "
            f"in {given.text('CA')}"
        )


def _next_number(given: Arguments, stack: ExitStack) -> tuple[int, list[Output]]:
    """Return the serial number, and the file that must say so before the certificate is there; none if it is random."""
    named = given.text("CAserial")
    path = Path(given.needed("CA")).with_suffix(".srl") if named is None else Path(named)
    creates = given.has("CAcreateserial")
    if not creates and not path.exists():
        if named is None:
            return random_serial(), []
        raise Refused(f"{path}: there is no such file", "-CAcreateserial makes it")
    serial = stack.enter_context(SerialFile(path))
    return serial.next(first=random_serial() if creates else None), [serial.output]


def _texts(given: Arguments, certificate: Certificate) -> Iterator[str]:
    """Yield what was asked for, in OpenSSL's words and in the order of the options."""
    for name in given.names:
        if name in _TEXTS:
            yield from _TEXTS[name](certificate, given)


def _subject(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield f"subject={certificate.tbs_certificate.subject.to_openssl()}\n"


def _issuer(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield f"issuer={certificate.tbs_certificate.issuer.to_openssl()}\n"


def _serial(certificate: Certificate, given: Arguments) -> Iterator[str]:
    number = certificate.tbs_certificate.serial_number
    digits = f"{abs(number):X}"
    yield f"serial={'-' if number < 0 else ''}{digits.zfill(len(digits) + len(digits) % 2)}\n"


def _start(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield f"notBefore={_date(certificate.tbs_certificate.validity.not_before.datetime)}\n"


def _end(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield f"notAfter={_date(certificate.tbs_certificate.validity.not_after.datetime)}\n"


def _dates(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield from _start(certificate, given)
    yield from _end(certificate, given)


def _fingerprint(certificate: Certificate, given: Arguments) -> Iterator[str]:
    import hashlib

    name = given.only_one_of(*HASHES) or "sha1"
    digest = hashlib.new(name, certificate.to_der(), usedforsecurity=False).hexdigest().upper()
    # OpenSSL 3.0 writes the name as it was given, and SHA1 where it was not.
    shown = "SHA1" if name == "sha1" else name
    yield f"{shown} Fingerprint={':'.join(digest[at : at + 2] for at in range(0, len(digest), 2))}\n"


def _public_key(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield certificate.tbs_certificate.subject_public_key_info.to_pem()


_TEXTS = {
    "subject": _subject,
    "issuer": _issuer,
    "serial": _serial,
    "dates": _dates,
    "startdate": _start,
    "enddate": _end,
    "fingerprint": _fingerprint,
    "pubkey": _public_key,
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _date(moment: datetime.datetime) -> str:
    """Return a moment as `ASN1_TIME_print(3)` writes it, whatever the locale."""
    return f"{_MONTHS[moment.month - 1]} {moment.day:2} {moment:%H:%M:%S} {moment.year} GMT"


VERB = Verb(
    "x509",
    "Make a certificate from a request (-req), or say what a certificate holds.",
    (
        Option("req", None, "the input is a request: make a certificate from it"),
        Option("in", "FILE", "the request or certificate; standard input if there is none"),
        Option("inform", "PEM|DER", "its format; found out if it is not given"),
        Option("CA", "FILE", "the CA's certificate"),
        Option("CAform", "PEM|DER", "its format"),
        Option("CAkey", "FILE", "the CA's key; in the file of -CA if it is not given"),
        Option("CAkeyform", "PEM|DER", "its format"),
        Option("CAserial", "FILE", "the file of the last serial number; CA.srl for CA.crt"),
        Option("CAcreateserial", None, "make that file if it is not there"),
        Option("set_serial", "N", "the serial number"),
        Option("signkey", "FILE", "sign with the request's own key"),
        Option("key", "FILE", "the same"),
        Option("keyform", "PEM|DER", "its format"),
        Option("passin", "SOURCE", "the password of the key: pass:TEXT, env:NAME, file:PATH, stdin"),
        Option("days", "N", "days of 24 hours from now (30)"),
        Option("extfile", "FILE", "the configuration with the extensions"),
        Option("extensions", "SECTION", "their section"),
        *HASH_OPTIONS,
        Option("out", "FILE", "where the certificate goes; standard output if it is not given"),
        Option("outform", "PEM|DER", "its format (PEM)"),
        Option("noout", None, "do not write the certificate"),
        Option("subject", None, "print the subject"),
        Option("issuer", None, "print the issuer"),
        Option("serial", None, "print the serial number, in hexadecimal"),
        Option("dates", None, "print both dates"),
        Option("startdate", None, "print notBefore"),
        Option("enddate", None, "print notAfter"),
        Option("fingerprint", None, "print the hash of the certificate: SHA-1, or that of the option"),
        Option("pubkey", None, "print the public key"),
        STRICT,
    ),
    _run,
    examples=(
        "x509forge x509 -req -in server.csr -CA CA.crt -CAkey CA.key -CAcreateserial -out server.crt -days 500 "
        "-sha256 -extfile server.crt.cfg",
        "x509forge x509 -in server.crt -noout -subject -dates",
    ),
    later=LATER_HASHES
    | {
        *("addreject", "addtrust", "alias", "badsig", "certopt", "checkemail", "checkend", "checkhost", "checkip"),
        *("clrext", "clrreject", "clrtrust", "copy_extensions", "email", "engine", "ext", "force_pubkey", "hash"),
        *("issuer_hash", "modulus", "nameopt", "new", "next_serial", "nocert", "ocsp_uri", "ocspid", "preserve_dates"),
        *("provider", "purpose", "rand", "setalias", "sigopt", "subj", "subject_hash", "text", "trustout", "vfyopt"),
        "x509toreq",
    },
)
