"""Explaining: a certificate in this process, and Debian's bundle in each format, in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

from . import content
from .corpus import BUNDLE, roots
from .declared import Benchmark, Contestant

if TYPE_CHECKING:
    from .declared import Job

FORMATS = ("text", "json", "html", "python")


def one(format: str) -> Job:
    """A certificate to a text."""
    import x509forge as xf

    pem = content.ca_files("rsa:2048")[0].read_bytes()
    if format == "tree":
        return lambda: str(len(_walked(xf.explain(pem)))).encode()
    return lambda: xf.decompile(pem).encode()


def _walked(root: object) -> list[object]:
    nodes: list[object] = [root]
    for node in nodes:
        nodes.extend(node.children)  # type: ignore[attr-defined]
    return nodes


def native() -> Job:
    """A certificate to asn1crypto's native Python values."""
    from asn1crypto import pem, x509

    _, _, der = pem.unarmor(content.ca_files("rsa:2048")[0].read_bytes())
    return lambda: repr(x509.Certificate.load(der).native).encode()


def bundle(format: str) -> Job:
    """Debian's bundle in a format, by a process."""
    roots()
    command = [sys.executable, "-m", "x509forge", "explain", "--format", format, str(BUNDLE)]
    return lambda: str(len(subprocess.run(command, capture_output=True, check=True).stdout)).encode()


BENCHMARKS = (
    Benchmark(
        "explain",
        "A certificate explained: the tree with every node visited, and as the Python that builds it",
        (
            Contestant("x509forge, tree", partial(one, "tree")),
            Contestant("x509forge, decompile", partial(one, "python")),
            Contestant("asn1crypto .native", native),
        ),
    ),
    Benchmark(
        "explain-bundle",
        "Debian's bundle of roots explained in each format, start included",
        tuple(Contestant(f"x509forge explain --format {name}", partial(bundle, name)) for name in FORMATS),
        clock="children",
        rounds=3,
    ),
)
