"""The command line beside openssl's, process to process: `x509 -req`, and `explain` beside `x509 -text`."""

from __future__ import annotations

import os
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import content
from .declared import Benchmark, Contestant, Target
from .processes import ROOT
from .spawning import run

if TYPE_CHECKING:
    from .declared import Job

OURS, OPENSSL = "x509forge x509 -req", "openssl x509 -req"
X509FORGE = [sys.executable, "-m", "x509forge"]
# As `pip install` makes the program, whose interpreter looks into fewer folders.
PROCEDURE = ROOT / "docs" / "procedure"


def sign_request(program: list[str]) -> Job:
    """The procedure's own command, with its configuration."""
    folder = tempfile.mkdtemp(dir=os.environ[content.FOLDER_VARIABLE])
    run(
        [
            *("openssl", "req", "-new", "-sha256", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-keyout", "server.key", "-out", "server.csr", "-config", str(PROCEDURE / "server.csr.cfg")),
        ],
        folder,
    )
    certificate_file, key_file = content.ca_files("ec:P-256")
    command = [
        *(*program, "x509", "-req", "-in", "server.csr", "-CA", str(certificate_file), "-CAkey", str(key_file)),
        *("-CAserial", "CA.srl", "-CAcreateserial", "-out", "server.crt", "-days", "500", "-sha256"),
        *("-extfile", str(PROCEDURE / "server.crt.cfg")),
    ]

    def job() -> bytes:
        run(command, folder)
        return Path(folder, "server.crt").read_bytes()

    return job


def show(*command: str) -> Job:
    """Print the CA's certificate."""
    certificate_file = str(content.ca_files("rsa:2048")[0])
    # From another folder, since `python -m` looks for the package in the one it is in.
    return lambda: run([*command, certificate_file], tempfile.gettempdir())


BENCHMARKS = (
    Benchmark(
        "x509-req",
        "The procedure's `x509 -req`, P-256, process to process",
        (
            Contestant(f"{OURS} (cryptography)", partial(sign_request, X509FORGE)),
            Contestant(f"{OURS} (oscrypto)", partial(sign_request, X509FORGE), backend="oscrypto"),
            Contestant(OPENSSL, partial(sign_request, ["openssl"])),
        ),
        targets=(
            Target(f"{OURS} (cryptography)", at_most=4, beside=OPENSSL),
            Target(f"{OURS} (oscrypto)", at_most=4, beside=OPENSSL),
        ),
        judge="any_certificate",
        clock="children",
        rounds=15,
    ),
    Benchmark(
        "explain-process",
        "A certificate explained on the terminal, process to process",
        (
            Contestant("x509forge explain", partial(show, *X509FORGE, "explain")),
            Contestant("x509forge x509 -text", partial(show, *X509FORGE, "x509", "-noout", "-text", "-in")),
            Contestant("openssl x509 -text", partial(show, "openssl", "x509", "-noout", "-text", "-in")),
        ),
        clock="children",
        rounds=15,
    ),
)
