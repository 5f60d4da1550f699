"""Who reads a certificate, and who accepts it: the judges of `x509forge.forge.JUDGES`."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import asn1crypto.x509
import cryptography.x509

import x509forge as xf
from tests.tools.programs import Program

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def refused_by(certificates: Mapping[str, bytes], trusted: str, folder: Path) -> dict[str, set[str]]:
    """Return who refuses each of these, by name in DER; `trusted` is the PEM of their CAs."""
    openssl, certtool = Program("openssl"), Program("certtool")
    ca = folder / "trusted.pem"
    ca.write_text(trusted)
    paths = {name: folder / f"{name}.crt" for name in certificates}
    for name, path in paths.items():
        path.write_text(xf.pem.encode("CERTIFICATE", certificates[name]))

    def ask(name: str) -> set[str]:
        verdicts = {
            "openssl": openssl.run("x509", "-noout", "-in", paths[name]),
            "gnutls": certtool.run("-i", "--infile", paths[name]),
            "gnutls-verify": certtool.run("--verify", "--load-ca-certificate", ca, "--infile", paths[name]),
        }
        return {judge for judge, result in verdicts.items() if result.returncode}

    # One process for all of them: it says OK of each that it accepts.
    said = openssl.run("verify", "-x509_strict", "-CAfile", ca, *paths.values()).stdout.decode()
    accepted = {line.removesuffix(": OK") for line in said.splitlines() if line.endswith(": OK")}
    with ThreadPoolExecutor(2) as pool:
        refused = dict(zip(certificates, pool.map(ask, certificates), strict=True))
    readers = {"x509forge": _x509forge, "cryptography": _cryptography, "asn1crypto": _asn1crypto}
    for name, der in certificates.items():
        refused[name] |= {judge for judge, reads in readers.items() if not reads(der)}
        if str(paths[name]) not in accepted:
            refused[name].add("openssl-verify")
    return refused


def _x509forge(der: bytes) -> bool:
    try:
        xf.Certificate.from_der(der)
    except xf.DecodeError:
        return False
    return True


def _cryptography(der: bytes) -> bool:
    """Return whether cryptography reads it to its last field."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            certificate = cryptography.x509.load_der_x509_certificate(der)
            _ = certificate.serial_number, certificate.version, certificate.subject, certificate.issuer
            _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
            _ = certificate.extensions, certificate.signature_algorithm_oid
            certificate.public_key()
        except Exception:  # whatever it raises: ValueError, its own errors, UnsupportedAlgorithm, TypeError
            return False
    return True


def _asn1crypto(der: bytes) -> bool:
    """Return whether asn1crypto reads it to its last field."""
    try:
        _ = asn1crypto.x509.Certificate.load(der, strict=True).native
    except Exception:  # whatever it raises: ValueError, KeyError, TypeError, IndexError, RecursionError
        return False
    return True
