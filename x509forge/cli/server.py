"""`server`: all that a broker's operator needs, in one command."""

from __future__ import annotations

from ..issuing.bundle import server_bundle
from ..openssl.config import Config
from ..openssl.procedure import bundle_of
from ..openssl.request import RequestSettings
from . import console
from .authority import (
    CA_OPTIONS,
    COMMON_OPTIONS,
    KEY_OPTIONS,
    KeyFile,
    authority,
    bundle_files,
    bundle_outputs,
    days,
    judged,
    name_of,
    profile_for,
    report,
    waived,
    write,
)
from .openssl_verbs import serial_number
from .options import Arguments, Option, UsageError, Verb
from .passwords import Passwords

DEFAULT_DAYS = 365
# With the procedure's own configurations its findings are warnings; with these nothing would ever be accepted.
_FATAL = ("rfc5280.path.", "rfc5280.validity.", "chain.", "key.")


def _run(given: Arguments) -> int:
    hosts = given.texts("host")
    config = given.text("request-config")
    given.needed("out", ": the folder for the files")
    if config is None and not hosts:
        raise UsageError(
            "server: whom is the certificate for?", "--host mqtt.example, or --request-config and --extension-config"
        )
    if config is not None and given.has("name"):
        raise UsageError("--name and --request-config do not go together: the configuration names the subject")
    if config is None and given.has("extension-config"):
        raise UsageError("--extension-config goes with --request-config")
    if config is not None and given.has("extension-config") and hosts:
        raise UsageError("--host and --extension-config do not go together: the configuration names the hosts")
    passwords = Passwords()
    ca = authority(given, passwords)
    settings = extensions = None
    if config is not None:
        settings = RequestSettings(Config.load(config))
        path = given.text("extension-config")
        extensions = None if path is None else Config.load(path)
        for warning in (*settings.warnings, *(extensions.warnings if extensions else ())):
            console.warn(str(warning))
    key_file = KeyFile(given, passwords, "rsa:2048")
    # With configurations they say what goes into the certificate, and the profile how it is judged.
    profile = profile_for(given, "mqtt-server" if hosts else "rfc5280")
    until = days(given, profile, DEFAULT_DAYS)
    addresses = {option: given.texts(option) for option in ("ca-issuers", "ocsp", "crl")}
    if not hosts and any(addresses.values()):
        raise UsageError("--ca-issuers, --ocsp and --crl go with --host: the configuration names them otherwise")
    number = serial_number(given, "serial")
    if settings is not None and not hosts:
        validity = profile.validity(until)
        bundle = bundle_of(
            ca, key_file.key, settings, extensions, console.Terminal(), validity=validity, serial_number=number
        )
        refuses = ("",) if given.has("strict") else _FATAL
    else:
        subject = given.text("name")
        name = settings.subject(console.Terminal()) if settings is not None else None
        bundle = server_bundle(
            ca,
            key_file.key,
            hosts,
            days=until,
            subject=name if subject is None else name_of(subject),
            serial_number=number,
            ca_issuers=addresses["ca-issuers"],
            ocsp=addresses["ocsp"],
            crl=addresses["crl"],
            profile=profile,
            waive=waived(given, profile),
        )
        refuses = ("",)
    pkcs8 = key_file.key.to_pem().encode()
    findings = judged(given, bundle, pkcs8, profile, refuses=refuses)
    write(given, bundle_outputs(given, "server", key_file, bundle))
    report(
        given,
        bundle_files("server", key_file, bundle),
        (
            ("certificate (and leave the separate chain field empty)", "server_chain.crt"),
            ("private key", "server_pkcs8.key"),
        ),
        findings,
    )
    return 0


VERB = Verb(
    "server",
    "Make a server's key, request, certificate and chain: from hosts, or from OpenSSL's two configurations.",
    (
        *CA_OPTIONS,
        Option("host", "NAME", "a host that clients connect to, a wildcard or an address", many=True),
        Option("name", "DN", "with --host: the subject; its common name is the first host unless it is given"),
        Option("request-config", "FILE", "the configuration that `req` takes"),
        Option("extension-config", "FILE", "the configuration that `x509 -extfile` takes"),
        *KEY_OPTIONS,
        Option("days", "N", f"days of 24 hours from now ({DEFAULT_DAYS}, or as the profile has it)"),
        Option("ca-issuers", "URL", "with --host: where the CA's certificate is had", many=True),
        Option("ocsp", "URL", "with --host: who says whether the certificate was revoked", many=True),
        Option("crl", "URL", "with --host: where the list of revoked certificates is had", many=True),
        *COMMON_OPTIONS,
        Option("strict", None, "refuse what the rules call an error, with configurations too"),
    ),
    _run,
    examples=(
        "x509forge server --ca CA.crt --ca-key CA.key --host '*.mqtt.example' --key ec:P-256 --out DIR",
        "x509forge server --ca CA.crt --ca-key CA.key --request-config server.csr.cfg "
        "--extension-config server.crt.cfg --key rsa:2048 --days 500 --out DIR",
        "x509forge server --ca CA.crt --ca-key CA.key --host mqtt.example --key-file DIR/server.key --out DIR --force",
    ),
)
