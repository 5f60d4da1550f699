"""Explaining: Debian's bundle in each format, and a revocation list of 10 MB, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from .corpus import BUNDLE, revocation_list, roots

FORMATS = ("text", "json", "html", "python")
ROUNDS = 3
LIST_SIZE = 10_000_000
MEGABYTE = 1 << 20
# Linux counts in KiB, macOS in octets.
RSS_UNIT = 1 if sys.platform == "darwin" else 1024


# A small process in between asks what it took: the peak of a new process begins with the size of whoever starts it.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=sys.stderr)
sys.exit(process.returncode)
"""


class Cost(NamedTuple):
    """What a process took: CPU seconds, the peak of its memory in octets, and how much it wrote."""

    seconds: float
    memory: int
    output: int


def cost_of(*arguments: str) -> Cost:
    """Run `x509forge explain` with these arguments, and return what it took; raises SystemExit if it fails."""
    command = [sys.executable, "-I", "-c", MEASURE, sys.executable, "-m", "x509forge", "explain", *arguments]
    with tempfile.TemporaryFile() as output:
        result = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
        if result.returncode:
            raise SystemExit(f"benchmarks: x509forge explain {' '.join(arguments)}: {result.stderr}")
        written = output.seek(0, os.SEEK_END)
    seconds, memory = result.stderr.split()[-2:]
    return Cost(float(seconds), int(memory) * RSS_UNIT, written)


def main() -> None:
    """Print what each format of the bundle costs, and what the text of the list does."""
    certificates = roots()
    print(f"  {BUNDLE}: {len(certificates)} certificates, {sum(map(len, certificates)):,} octets")
    for name in FORMATS:
        cost = min(cost_of("--format", name, str(BUNDLE)) for _ in range(ROUNDS))
        print(
            f"  {name:8} {cost.seconds:6.2f} s   {cost.memory / MEGABYTE:6.1f} MiB   {cost.output:11,} octets written"
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "list.crl")
        file.write_bytes(b"\x05\x00")
        least = cost_of(str(file))
        data = revocation_list(LIST_SIZE)
        file.write_bytes(data)
        cost = cost_of(str(file))
    print(f"  a revocation list of {len(data):,} octets, as text: {cost.seconds:.1f} s, {cost.output:,} octets written")
    peak, floor = cost.memory / MEGABYTE, least.memory / MEGABYTE
    print(f"  {peak:.1f} MiB at most, {cost.memory / len(data):.1f} times its size; {floor:.1f} MiB for a NULL")
