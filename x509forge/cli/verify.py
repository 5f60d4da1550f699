"""`verify`: chains of certificates, as OpenSSL 3.0's `openssl verify` judges them."""

from __future__ import annotations

import datetime

from ..issuing import validity
from ..openssl.purposes import PURPOSES
from ..openssl.text.names import name_text
from ..openssl.text.strings import finished
from ..openssl.verification import Verifier
from . import console
from .files import load_certificates
from .openssl_verbs import NAME_OPTIONS, RELEASE, name_options
from .options import Arguments, Option, UsageError, Verb

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..x509.certificate import Certificate


def _run(given: Arguments) -> int:
    if given.has("trusted") and given.has("CAfile"):
        raise UsageError("-trusted and -CAfile do not go together")
    purpose = given.text("purpose")
    if purpose is not None and purpose not in PURPOSES:
        raise UsageError(f"there is no purpose {purpose!r}", f"there are {', '.join(PURPOSES)}")
    verifier = Verifier(
        [one for name in ("trusted", "CAfile") for path in given.texts(name) for one in load_certificates(path)],
        [one for path in given.texts("untrusted") for one in load_certificates(path)],
        at=_at(given),
        purpose=purpose,
        partial_chain=given.has("partial_chain"),
        strict=given.has("x509_strict"),
        check_own_signature=given.has("check_ss_sig"),
        host=given.text("verify_hostname"),
        ip=given.text("verify_ip"),
        email=given.text("verify_email"),
    )
    results = [_verify(path, verifier, given) for path in (*given.operands, *([] if given.operands else [None]))]
    return 0 if all(results) else 2


def _verify(path: str | None, verifier: Verifier, given: Arguments) -> bool:
    """Say whether one file's certificate is what was asked for."""
    result = verifier.verify(load_certificates(path)[0])
    title = path or "stdin"
    for failure in result.failures:
        console.say(_name(failure.certificate, given))
        console.say(f"error {failure.number} at {failure.depth} depth lookup: {failure.text}")
    if result.failures:
        console.say(f"error {title}: verification failed")
        for reason in dict.fromkeys(failure.reason for failure in result.failures if failure.reason):
            console.warn(reason)
        return False
    lines = [f"{title}: OK"]
    if given.has("show_chain"):
        lines.append("Chain:")
        for depth, certificate in enumerate(result.chain):
            mark = " (untrusted)" if depth < result.untrusted else ""
            lines.append(f"depth={depth}: {_name(certificate, given)}{mark}")
    console.put(console.octets("".join(f"{line}\n" for line in lines)))
    return True


def _name(certificate: Certificate, given: Arguments) -> str:
    return finished(name_text(certificate.tbs_certificate.subject, name_options(given)))


def _at(given: Arguments) -> datetime.datetime | None:
    if given.has("no_check_time"):
        return None
    seconds = given.number("attime", 0, 10**11)
    if seconds is None:
        return validity.clock()
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=seconds)


VERB = Verb(
    "verify",
    "Verify certificates: chains, signatures, dates, purposes. Only what is given here is trusted.",
    (
        Option("CAfile", "FILE", "trusted certificates", many=True),
        Option("trusted", "FILE", "the same", many=True),
        Option("untrusted", "FILE", "certificates that may stand in between", many=True),
        Option("partial_chain", None, "a trusted certificate need not be its own issuer"),
        Option("purpose", "NAME", f"what the certificate is for: {', '.join(PURPOSES)}"),
        Option("verify_hostname", "HOST", "the host that it must be for"),
        Option("verify_ip", "ADDRESS", "the address that it must be for"),
        Option("verify_email", "ADDRESS", "the e-mail address that it must be for"),
        Option("attime", "SECONDS", "the time that counts, in seconds since 1970; else now"),
        Option("no_check_time", None, "do not look at dates"),
        Option("x509_strict", None, "refuse what RFC 5280 forbids, too"),
        Option("check_ss_sig", None, "verify the signature of a root, too"),
        Option("show_chain", None, "print the chain"),
        RELEASE,
        Option("no-CAfile", None, "the same as without: the system's certificates are not trusted"),
        Option("no-CApath", None, "the same"),
        Option("no-CAstore", None, "the same"),
        *NAME_OPTIONS,
    ),
    _run,
    operands="[CERTIFICATE]...",
    examples=("x509forge verify -CAfile CA.crt -untrusted sub.crt -purpose sslserver server.crt",),
    later=frozenset(
        {
            *("CApath", "CAstore", "CRLfile", "allow_proxy_certs", "crl_check", "crl_check_all", "crl_download"),
            *(
                "engine",
                "explicit_policy",
                "extended_crl",
                "ignore_critical",
                "inhibit_any",
                "inhibit_map",
                "no_alt_chains",
            ),
            *("policy", "policy_check", "policy_print", "provider", "suiteB_128", "suiteB_192", "trusted_first"),
            *(
                "use_deltas",
                "verbose",
                "verify_depth",
                "verify_name",
                "vfyopt",
                "auth_level",
            ),
        }
    ),
)
