"""`ca`: a certificate authority of one's own."""

from __future__ import annotations

from ..issuing.issuer import Issuer
from ..issuing.validity import now
from ..rules import check
from ..signing.pkcs11_uri import is_pkcs11_uri
from ..store import Output
from ..x509.extension import Extension
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_usage import KeyUsage
from . import console
from .authority import (
    COMMON_OPTIONS,
    KEY_OPTIONS,
    KeyFile,
    days,
    folder,
    name_of,
    profile_for,
    refuse,
    report,
    signing,
    waived,
    write,
)
from .files import called, load_signer
from .openssl_verbs import serial_number
from .options import Arguments, Option, UsageError, Verb
from .passwords import Passwords

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..signing.keys import PrivateKey
    from ..signing.outside_key import OutsideKey

DEFAULT_DAYS = 3650


def _run(given: Arguments) -> int:
    target = folder(given)
    subject = name_of(given.needed("name", ": what the CA is called"))
    passwords = Passwords()
    token = given.text("key-file")
    # A key in a token stays there: it has no file here.
    key_file = None if is_pkcs11_uri(token) else KeyFile(given, passwords, "ec:P-256")
    if key_file is None and given.has("key"):
        raise UsageError("--key makes a new key, and --key-file takes the one there is")
    if given.has("passout"):
        if given.has("key-file"):
            raise UsageError("--passout is for a new key; that of --key-file stays as it is")
        assert key_file is not None
        password = passwords.to_write(given.text("passout"), "CA.key")
        key_file.data = key_file.key.to_pem(password=password).encode()
    extensions = (
        Extension.of(BasicConstraints(ca=True, path_len_constraint=given.number("path-len", 0, 100))),
        Extension.of(KeyUsage.of("keyCertSign", "cRLSign")),
    )
    profile = profile_for(given, "ca")
    key: PrivateKey | OutsideKey
    key = key_file.key if key_file else signing(load_signer(token, passwords, given.text("passin")), given)
    issuer = Issuer.self_signed(
        subject,
        key,
        days=days(given, profile, DEFAULT_DAYS),
        serial_number=serial_number(given, "serial"),
        extensions=extensions,
        profile=profile,
        waive=waived(given, profile),
    )
    certificate = issuer.certificate
    findings = check(certificate, profile=profile, at=now())
    refuse(given, findings, profile)
    kept = key_file.outputs(target / "CA.key") if key_file else []
    write(given, [*kept, Output(target / "CA.crt", certificate.to_pem().encode())])
    until = certificate.tbs_certificate.validity.not_after
    made = (
        *([("CA.key", f"the CA's private key ({key.key_type}): keep it to yourself")] if key_file else ()),
        (
            "CA.crt",
            f"the certificate of {subject.to_openssl()}, valid until {until}: for those who shall trust this CA",
        ),
    )
    if key_file is None:
        console.say(f"the CA's private key ({key.key_type}) stays where it is: {called(token)}")
    report(given, made, (), findings)
    return 0


VERB = Verb(
    "ca",
    "Make a certificate authority that strict verifiers accept: a key, and a certificate signed by itself.",
    (
        Option("name", "DN", '"C=CN,O=ALI,CN=Test CA", or a common name alone'),
        *KEY_OPTIONS,
        Option("passout", "SOURCE", "a password for the new key: pass:TEXT, env:NAME, file:PATH, stdin"),
        Option("days", "N", f"days of 24 hours from now ({DEFAULT_DAYS}, or as the profile has it)"),
        Option("path-len", "N", "how many CAs may stand between this one and a leaf"),
        *COMMON_OPTIONS,
    ),
    _run,
    examples=('x509forge ca --name "C=CN,O=ALI,CN=Test CA" --key ec:P-256 --days 3650 --out DIR',),
)
