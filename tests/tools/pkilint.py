"""pkilint, a linter for certificates, by its own programs: what it finds from a severity on."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import x509forge as xf


def findings(folder: Path, certificate: xf.Certificate, program: str, *options: str, severity: str) -> list[str]:
    """Return the codes of what `lint_pkix_cert` or `lint_cabf_serverauth_cert` finds.

    They run in this process: they take some seconds to start, and a tenth of one to look.
    """
    path = folder / "linted.pem"
    path.write_text(certificate.to_pem())
    written = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(written):
        # Of what it stands on.
        warnings.simplefilter("ignore")
        main = importlib.import_module(f"pkilint.bin.{program}").main
        main(["lint", *options, "-s", severity, "-f", "JSON", str(path)])
    found = json.loads(written.getvalue())["results"]
    return [each["code"] for result in found for each in result["finding_descriptions"]]
