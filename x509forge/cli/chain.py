"""`chain`: a pool of certificates, in the order that a TLS server's file has."""

from __future__ import annotations

from ..issuing.chain import order
from . import console
from .files import deliver, load_certificates
from .options import Arguments, Option, UsageError, Verb


def _run(given: Arguments) -> int:
    if not given.operands:
        raise UsageError("chain: which certificates?", "x509forge chain server.crt CA.crt -out server_chain.crt")
    pool = [certificate for path in given.operands for certificate in load_certificates(path)]
    chain = order(pool)
    deliver([(given.text("out"), "".join(certificate.to_pem() for certificate in chain).encode(), False)])
    for at, certificate in enumerate(chain):
        tbs = certificate.tbs_certificate
        console.say(f"{at}: {tbs.subject.to_openssl()}, until {tbs.validity.not_after}")
        issuer = f"issued by {tbs.issuer.to_openssl()}" if tbs.issuer != tbs.subject else "a root"
        console.say(f"   {issuer}")
    return 0


VERB = Verb(
    "chain",
    "Put certificates in order, leaf first, each followed by its issuer, and verify their signatures.",
    (Option("out", "FILE", "where the chain goes; standard output if it is not given"),),
    _run,
    operands="FILE...",
    examples=("x509forge chain server.crt CA.crt -out server_chain.crt",),
)
