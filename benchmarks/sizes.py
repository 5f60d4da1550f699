"""What is installed, and what memory an import takes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, files, requires
from pathlib import Path
from typing import Any

from .processes import ROOT, environment

WHEEL_LIMIT = 250_000
IMPORTS = {
    "pass": "pass",
    "import x509forge": "import x509forge",
    "import x509forge; x509forge.TBSCertificate": "import x509forge; x509forge.TBSCertificate",
    "import cryptography.x509": "import cryptography.x509",
    "import asn1crypto.x509": "import asn1crypto.x509",
    "import certbuilder": "from x509forge.signing import mend_oscrypto; mend_oscrypto.load(); import certbuilder",
}
# A small process in between: the peak of a new process begins with the size of whoever starts it.
_MEASURE = """
import resource, subprocess, sys
count = "; import sys; print(len(sys.modules))"
modules = subprocess.run([sys.executable, "-c", sys.argv[1] + count], check=True, capture_output=True, text=True)
unit = 1 if sys.platform == "darwin" else 1024  # macOS counts in octets, Linux in KiB
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit, modules.stdout)
"""


def wheel() -> int:
    """Return the octets of the wheel, which is built of a copy of what git has."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], capture_output=True, check=True).stdout
        source = Path(folder, "source")
        source.mkdir()
        subprocess.run(["tar", "-x", "-C", str(source)], input=archive, check=True)
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--disable-pip-version-check"]
        subprocess.run([*command, "--wheel-dir", folder, str(source)], check=True, capture_output=True)
        (built,) = Path(folder).glob("*.whl")
        return built.stat().st_size


def installed(distribution: str) -> int | None:
    """Return the octets that a distribution's files take, compiled Python left out; None if it is not installed."""
    try:
        listed = files(distribution) or []
    except PackageNotFoundError:
        return None
    paths = (Path(str(each.locate())) for each in listed if each.suffix != ".pyc")
    return sum(path.stat().st_size for path in paths if path.is_file())


def measured() -> dict[str, Any]:
    """Return all of it: octets, and the modules that an import leaves."""
    memory = {}
    for title, statement in IMPORTS.items():
        command = [sys.executable, "-c", _MEASURE, statement]
        output = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd="/", env=environment("cryptography", ROOT)
        ).stdout
        octets, modules = output.split()
        memory[title] = {"octets": int(octets), "modules": int(modules)}
    package = sum(
        path.stat().st_size for path in (ROOT / "x509forge").rglob("*") if path.suffix != ".pyc" and path.is_file()
    )
    others = {name: installed(name) for name in ("cryptography", "asn1crypto", "oscrypto", "certbuilder", "trustme")}
    return {
        "wheel": wheel(),
        "installed": {"x509forge": package, **{name: size for name, size in others.items() if size is not None}},
        "memory": memory,
        "requires": [each for each in requires("x509forge") or () if "extra" not in each],
    }


def lines(sizes: dict[str, Any]) -> list[str]:
    """Return tables in Markdown, which can be read on the terminal, too."""
    met = "met" if sizes["wheel"] <= WHEEL_LIMIT else "**not met**"
    found = [f"The wheel has {sizes['wheel']:,} octets; at most {WHEEL_LIMIT:,}: {met}. "]
    found[0] += f"It pulls in {' and '.join(sizes['requires'])}."
    found += ["", "| installed | octets |", "| --- | ---: |"]
    found += [f"| {name} | {octets:,} |" for name, octets in sizes["installed"].items()]
    found += ["", "| a process after | most memory | modules |", "| --- | ---: | ---: |"]
    for statement, each in sizes["memory"].items():
        found.append(f"| `{statement}` | {each['octets'] / 1e6:.1f} MB | {each['modules']} |")
    return found
