"""`x509`: certificates from requests, as OpenSSL 3.0's `openssl x509 -req` makes them; and what one says of itself."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from .files import deliver, encode, read_format, with_texts
from .openssl_verbs import HASH_OPTIONS, LATER_HASHES, STRICT, VALIDITY_OPTIONS
from .options import HASHES, Arguments, Option, Verb
from .x509_issuing import issue, issues, load_certificate, request_from

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from ..x509.certificate import Certificate


def _run(given: Arguments) -> int:
    form = read_format(given.text("outform"))
    if given.has("x509toreq"):
        deliver(with_texts(given, (), encode(request_from(given), form)))
        return 0
    with ExitStack() as stack:
        certificate, before = issue(given, stack) if issues(given) else (load_certificate(given), [])
        deliver(with_texts(given, _texts(given, certificate), encode(certificate, form)), before)
    return 0


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
        Option("new", None, "make a certificate from nothing: with -subj, and -key or -force_pubkey"),
        Option("subj", "/C=CN/CN=a", "the subject, in place of the request's"),
        Option("force_pubkey", "FILE", "the public key to certify, in place of the request's"),
        *VALIDITY_OPTIONS,
        Option("preserve_dates", None, "keep the dates of the certificate that is signed anew"),
        Option("copy_extensions", "WHICH", "of a request: none, copy, copyall, or NAME[=POLICY],..."),
        Option("clrext", None, "leave out the extensions of the certificate"),
        Option("ext", "NAMES", "keep these extensions only"),
        Option("x509toreq", None, "make a request from the certificate"),
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
        *("clrreject", "clrtrust", "email", "engine", "hash"),
        *("issuer_hash", "modulus", "nameopt", "next_serial", "nocert", "ocsp_uri", "ocspid"),
        *("provider", "purpose", "rand", "setalias", "sigopt", "subject_hash", "text", "trustout", "vfyopt"),
    },
)
