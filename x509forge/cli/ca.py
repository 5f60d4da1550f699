"""`ca`: a certificate authority of one's own."""

from __future__ import annotations

from ..errors import RuleViolation
from ..issuing.issuer import Issuer
from ..issuing.validity import now
from ..rules import check, unwaived
from ..store import Output
from ..x509.extension import Extension
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_usage import KeyUsage
from .authority import COMMON_OPTIONS, KEY_OPTIONS, KeyFile, days, folder, name_of, report, waived, write
from .options import Arguments, Option, UsageError, Verb
from .passwords import Passwords

DEFAULT_DAYS = 3650


def _run(given: Arguments) -> int:
    target = folder(given)
    subject = name_of(given.needed("name", ": what the CA is called"))
    passwords = Passwords()
    key_file = KeyFile(given, passwords, "ec:P-256")
    if given.has("passout"):
        if given.has("key-file"):
            raise UsageError("--passout is for a new key; that of --key-file stays as it is")
        password = passwords.to_write(given.text("passout"), "CA.key")
        key_file.data = key_file.key.to_pem(password=password).encode()
    extensions = (
        Extension.of(BasicConstraints(ca=True, path_len_constraint=given.number("path-len", 0, 100))),
        Extension.of(KeyUsage.of("keyCertSign", "cRLSign")),
    )
    waive = waived(given)
    issuer = Issuer.self_signed(
        subject, key_file.key, days=days(given, DEFAULT_DAYS), extensions=extensions, waive=waive
    )
    certificate = issuer.certificate
    findings = check(certificate, at=now())
    if errors := unwaived(findings, waive):
        raise RuleViolation(errors)
    write(
        given,
        [*key_file.outputs(target / "CA.key"), Output(target / "CA.crt", certificate.to_pem().encode())],
    )
    until = certificate.tbs_certificate.validity.not_after
    made = (
        ("CA.key", f"the CA's private key ({key_file.key.key_type}): keep it to yourself"),
        (
            "CA.crt",
            f"the certificate of {subject.to_openssl()}, valid until {until}: for those who shall trust this CA",
        ),
    )
    report(given, made, (), findings)
    return 0


VERB = Verb(
    "ca",
    "Make a certificate authority that strict verifiers accept: a key, and a certificate signed by itself.",
    (
        Option("name", "DN", '"C=CN,O=ALI,CN=Test CA", or a common name alone'),
        *KEY_OPTIONS,
        Option("passout", "SOURCE", "a password for the new key: pass:TEXT, env:NAME, file:PATH, stdin"),
        Option("days", "N", f"days of 24 hours from now ({DEFAULT_DAYS})"),
        Option("path-len", "N", "how many CAs may stand between this one and a leaf"),
        *COMMON_OPTIONS,
    ),
    _run,
    examples=('x509forge ca --name "C=CN,O=ALI,CN=Test CA" --key ec:P-256 --days 3650 --out DIR',),
)
