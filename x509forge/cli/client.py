"""`client`: a device's side of mutual TLS."""

from __future__ import annotations

from ..issuing.bundle import client_bundle
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
from .options import Arguments, Option, Verb
from .passwords import Passwords

DEFAULT_DAYS = 365


def _run(given: Arguments) -> int:
    given.needed("out", ": the folder for the files")
    subject = name_of(given.needed("name", ": what the device is called"))
    passwords = Passwords()
    ca = authority(given, passwords)
    key_file = KeyFile(given, passwords, "ec:P-256")
    profile = profile_for(given, "mqtt-client")
    bundle = client_bundle(
        ca,
        key_file.key,
        subject,
        days=days(given, profile, DEFAULT_DAYS),
        serial_number=serial_number(given, "serial"),
        profile=profile,
        waive=waived(given, profile),
    )
    findings = judged(given, bundle, key_file.key.to_pem().encode(), profile)
    write(given, bundle_outputs(given, "client", key_file, bundle))
    report(
        given,
        bundle_files("client", key_file, bundle),
        (("certificate, on the device", "client_chain.crt"), ("private key, on the device", "client_pkcs8.key")),
        findings,
    )
    return 0


VERB = Verb(
    "client",
    "Make a device's key, request, certificate and chain, for a broker that asks for certificates.",
    (
        *CA_OPTIONS,
        Option("name", "CN|DN", 'what the device is called: a common name, or "C=CN,O=ALI,CN=device-1"'),
        *KEY_OPTIONS,
        Option("days", "N", f"days of 24 hours from now ({DEFAULT_DAYS}, or as the profile has it)"),
        *COMMON_OPTIONS,
    ),
    _run,
    examples=("x509forge client --name device-1 --ca CA.crt --ca-key CA.key --out device-1",),
)
