"""`x509`: certificates from requests, as OpenSSL 3.0's `openssl x509 -req` makes them; and what one says of itself."""

from __future__ import annotations

from contextlib import ExitStack

from ..asn1 import BitString
from ..later import Later
from . import console
from .files import deliver, encode, read_format, with_texts
from .openssl_verbs import (
    NAME_OPTIONS,
    RELEASE,
    STRICT,
    VALIDITY_OPTIONS,
    release,
)
from .options import Arguments, Option, Verb
from .signature_options import LATER_HASHES, SIGNATURE_OPTIONS
from .trusted import OPTIONS, changed, encode_trusted, load_trusted, writes_trust
from .x509_issuing import describe, issue, issues, request_from

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..x509.certificate import Certificate
    from ..x509.certificate_trust import CertificateTrust
    from . import x509_texts as _texts
else:
    _texts = Later("x509forge.cli.x509_texts")


def _run(given: Arguments) -> int:
    form = read_format(given.text("outform"))
    release(given)  # raises for one that there is not, whatever else is asked for
    if given.has("x509toreq"):
        for name in given.names:
            if name in _texts.TEXTS and name != "ext":
                console.warn(f"-{name} is passed over: it is for certificates, and -x509toreq makes a request")
        deliver(with_texts(given, (), encode(request_from(given, _held(given)[0]), form)))
        return 0
    issuing = issues(given)
    held, trust = _held(given)
    if given.has("tbs-out") and issuing:
        with ExitStack() as stack:
            tbs, _, before = describe(given, stack, held)
            deliver([(given.text("tbs-out"), tbs.to_der(), False)], before)
        return 0
    trust = changed(trust, given)
    with ExitStack() as stack:
        if issuing:
            certificate, before = issue(given, stack, held)
        else:
            assert held is not None
            certificate, before = held, []
        if given.has("badsig"):
            certificate = _with_a_broken_signature(certificate)
        says = any(given.has(option.name) for option in _TEXT_OPTIONS)
        failed = says and _texts.fails_a_check(given, certificate)
        trusted = writes_trust(given) and form != "DER"
        result = encode_trusted(certificate, trust) if trusted else encode(certificate, form)
        # Where an end is asked for, or a check fails, the certificate is not written, as in OpenSSL.
        if failed or given.has("checkend"):
            result = b""
        deliver(with_texts(given, _texts.texts(given, certificate, trust) if says else (), result), before)
    return 1 if failed else 0


def _held(given: Arguments) -> tuple[Certificate | None, CertificateTrust | None]:
    """Return the certificate of `-in` and its trust settings; none where that is a request, or there is none."""
    if given.has("req") or given.has("new"):
        return None, None
    return load_trusted(given.text("in"), read_format(given.text("inform")))


def _with_a_broken_signature(certificate: Certificate) -> Certificate:
    """Return the certificate with another last bit in its signature."""
    octets = bytearray(certificate.signature_value.octets)
    octets[-1] ^= 1
    return certificate.replace(signature_value=BitString(bytes(octets)))


# What one of these asks for is said by `x509_texts`, which is not loaded without them.
_TEXT_OPTIONS = (
    Option("text", None, "print all of it, as OpenSSL 3.0 does"),
    Option("ext", "NAMES", "print these extensions; of what is issued anew, keep these only"),
    Option("hash", None, "print the hash of the subject, under which it is looked up in folders"),
    Option("subject_hash", None, "the same"),
    Option("issuer_hash", None, "print that of the issuer"),
    Option("subject_hash_old", None, "print the hash that OpenSSL had before 1.0.0"),
    Option("issuer_hash_old", None, "print that of the issuer"),
    Option("email", None, "print the e-mail addresses"),
    Option("ocsp_uri", None, "print where to ask whether it is revoked"),
    Option("ocspid", None, "print the hashes that name it in requests of OCSP"),
    Option("modulus", None, "print the modulus of an RSA key"),
    Option("next_serial", None, "print the next serial number"),
    Option("alias", None, "print what a trusted certificate is called"),
    Option("checkend", "SECONDS", "exit 1 if it expires within so many seconds"),
    Option("checkhost", "HOST", "say whether it is for this host"),
    Option("purpose", None, "print what it is good for"),
    Option("checkemail", "ADDRESS", "say whether it is for this e-mail address"),
    Option("checkip", "ADDRESS", "say whether it is for this address"),
    Option("subject", None, "print the subject"),
    Option("issuer", None, "print the issuer"),
    Option("serial", None, "print the serial number, in hexadecimal"),
    Option("dates", None, "print both dates"),
    Option("startdate", None, "print notBefore"),
    Option("enddate", None, "print notAfter"),
    Option("fingerprint", None, "print the hash of the certificate: SHA-1, or that of the option"),
    Option("pubkey", None, "print the public key"),
)
VERB = Verb(
    "x509",
    "Make a certificate from a request (-req), or say what a certificate holds.",
    (
        Option("req", None, "the input is a request: make a certificate from it"),
        Option("in", "FILE", "the request or certificate; standard input if there is none"),
        Option("inform", "PEM|DER", "its format; found out if it is not given"),
        Option("CA", "FILE", "the CA's certificate"),
        Option("CAform", "PEM|DER", "its format"),
        Option("CAkey", "FILE|URI", "the CA's key, or its pkcs11: URI; in the file of -CA if it is not given"),
        Option("CAkeyform", "PEM|DER", "its format"),
        Option("CAserial", "FILE", "the file of the last serial number; CA.srl for CA.crt"),
        Option("CAcreateserial", None, "make that file if it is not there"),
        Option("set_serial", "N", "the serial number; from-content makes one of what is certified"),
        Option("signkey", "FILE|URI", "sign with the request's own key"),
        Option("key", "FILE|URI", "the same"),
        Option("keyform", "PEM|DER", "its format"),
        Option("passin", "SOURCE", "the password of the key: pass:TEXT, env:NAME, file:PATH, stdin"),
        Option("new", None, "make a certificate from nothing: with -subj, and -key or -force_pubkey"),
        Option("subj", "/C=CN/CN=a", "the subject, in place of the request's"),
        Option("set_subject", "/C=CN/CN=a", "the same"),
        Option("set_issuer", "/C=CN/CN=a", "the issuer, in place of the name of the one that signs"),
        Option("force_pubkey", "FILE", "the public key to certify, in place of the request's"),
        *VALIDITY_OPTIONS,
        Option("preserve_dates", None, "keep the dates of the certificate that is signed anew"),
        Option("copy_extensions", "WHICH", "of a request: none, copy, copyall, or NAME[=POLICY],..."),
        Option("clrext", None, "leave out the extensions of the certificate"),
        Option("x509toreq", None, "make a request from the certificate"),
        Option("badsig", None, "break the signature, for tests"),
        Option("extfile", "FILE", "the configuration with the extensions"),
        Option("extensions", "SECTION", "their section"),
        *SIGNATURE_OPTIONS,
        Option("out", "FILE", "where the certificate goes; standard output if it is not given"),
        Option("outform", "PEM|DER", "its format (PEM)"),
        Option(
            "tbs-out", "FILE", "write what is to be signed, in DER, for a key elsewhere; -key is its public key then"
        ),
        Option("noout", None, "do not write the certificate"),
        *_TEXT_OPTIONS,
        *NAME_OPTIONS,
        Option("certopt", "WORDS", "what of -text is left out: no_pubkey, no_sigdump, ext_parse, ...", many=True),
        Option("dateopt", "FORM", "how dates are printed: rfc_822 or iso_8601"),
        *OPTIONS,
        Option("nocert", None, "do not write the certificate"),
        RELEASE,
        STRICT,
    ),
    _run,
    examples=(
        "x509forge x509 -req -in server.csr -CA CA.crt -CAkey CA.key -CAcreateserial -out server.crt -days 500 "
        "-sha256 -extfile server.crt.cfg",
        "x509forge x509 -req -in server.csr -CA CA.crt -tbs-out server.tbs    (then: attach)",
        "x509forge x509 -in server.crt -noout -subject -dates",
    ),
    later=LATER_HASHES
    | {
        *("engine", "propquery", "provider", "provider-path", "provparam", "rand", "vfyopt", "writerand"),
    },
)
