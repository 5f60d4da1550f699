"""`assemble`: the octets that a text of the der-ascii language stands for."""

from __future__ import annotations

from pathlib import Path

from .. import pem
from ..explain.assemble import from_der_ascii
from ..explain.explaining import explain_octets
from ..store import Output, write_all
from . import console
from .files import called, read
from .options import Arguments, Option, UsageError, Verb


def _run(given: Arguments) -> int:
    if len(given.operands) != 1:
        raise UsageError("assemble: which text? One file, or - for standard input", VERB.examples[0])
    (path,) = given.operands
    label = given.text("pem")
    data = from_der_ascii(read(path), file=called(path))
    octets = data if label is None else pem.encode(label, data).encode()
    out = given.text(given.only_one_of("o", "out") or "out")
    if out is None or out == "-":
        console.put(octets)
    else:
        private = "PRIVATE KEY" in (label or "") or any(node.secret for node in explain_octets(data).walk())
        write_all([Output(Path(out), octets, private)], overwrite=given.has("force"))
    return 0


VERB = Verb(
    "assemble",
    "Write the octets that a text of the der-ascii language stands for.",
    (
        Option("o", "FILE", "where they go; standard output if it is not given"),
        Option("out", "FILE", "the same"),
        Option("pem", "LABEL", "as PEM, with this label: CERTIFICATE"),
        Option("force", None, "overwrite a file that is there"),
    ),
    _run,
    operands="FILE",
    examples=(
        "x509forge assemble changed.txt --pem CERTIFICATE -o changed.crt",
        "echo 'SEQUENCE { INTEGER { 1 } }' | x509forge assemble - | x509forge asn1parse -inform DER",
    ),
)
