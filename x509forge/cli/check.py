"""`check`: the preflight. What is wrong with a chain and its key, who refuses it, and what to do about it."""

from __future__ import annotations

from ..issuing.preflight import preflight
from ..issuing.validity import clock
from ..rules import NAMES, Finding, check
from ..rules.rule import CLIENTS
from ..x509.crl import CertificateList
from . import console
from .authority import profile_for
from .files import load_certificates, load_judged, read
from .options import Arguments, Option, UsageError, Verb


def _run(given: Arguments) -> int:
    if not 1 <= len(given.operands) <= 2:
        raise UsageError("check takes a chain, and the key if it is there", VERB.examples[0])
    chain = load_judged(given.operands[0])
    if isinstance(chain, CertificateList):
        if len(given.operands) == 2:
            raise UsageError("a list of revoked certificates has no key to be checked with", VERB.examples[1])
        return _report(check(chain), f"a list of {chain.tbs_cert_list.issuer}, of {chain.tbs_cert_list.this_update}")
    key = read(given.operands[1]) if len(given.operands) == 2 else None
    anchors = [certificate for path in given.texts("ca") for certificate in load_certificates(path)]
    profile = profile_for(given, "rfc5280")
    findings = preflight(chain, key=key, host=given.text("host"), anchors=anchors, at=clock(), profile=profile)
    leaf = chain[0].tbs_certificate
    subject = leaf.subject.to_openssl() or "a certificate without subject"
    return _report(findings, f"{subject}, valid until {leaf.validity.not_after}")


def _report(findings: list[Finding], what: str) -> int:
    """Show what was found, and return the exit status."""
    for finding in findings:
        console.show(f"{finding.severity}: {finding}")
        if finding.refused_by:
            console.show(f"    refused by: {', '.join(CLIENTS[name] for name in finding.refused_by)}")
        console.show(f"    remedy: {finding.remedy}")
    counts = {kind: sum(finding.severity == kind for finding in findings) for kind in ("error", "warning", "notice")}
    summary = ", ".join(f"{count} {kind}{'s' * (count > 1)}" for kind, count in counts.items() if count)
    console.show(f"{what}: {summary or 'fit'}")
    return 1 if counts["error"] else 0


VERB = Verb(
    "check",
    "Say what is wrong with a chain file and its key (or a CRL) before they are handed in, and who would refuse them.",
    (
        Option("host", "NAME", "a host that clients connect to: it must be in subjectAltName"),
        Option("ca", "FILE", "the CA that clients trust", many=True),
        Option("profile", "NAME|FILE", f"what the leaf is judged by: {', '.join(NAMES)}, or a file of TOML (rfc5280)"),
    ),
    _run,
    operands="CHAIN [KEY]",
    examples=(
        "x509forge check server_chain.crt server_pkcs8.key --host mqtt.example --ca CA.crt",
        "x509forge check CA.crl",
    ),
)
