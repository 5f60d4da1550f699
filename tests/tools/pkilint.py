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
    from typing import Any

    import x509forge as xf

AT_NOTICE_OR_ABOVE = ("NOTICE", "WARNING", "ERROR", "FATAL")


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


class PKIX:
    """The PKIX lints, made once for many certificates, as `lint_pkix_cert` makes them."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            loader, certificate, extension, name = map(
                importlib.import_module,
                ("pkilint.loader", "pkilint.pkix.certificate", "pkilint.pkix.extension", "pkilint.pkix.name"),
            )
        self._load: Any = loader.load_certificate
        self._lints: Any = certificate.create_pkix_certificate_validator_container(
            certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS),
            [
                certificate.create_issuer_validator_container([]),
                certificate.create_validity_validator_container(),
                certificate.create_subject_validator_container([]),
                certificate.create_extensions_validator_container([]),
                certificate.create_spki_validator_container([]),
            ],
        )

    def findings(self, der: bytes) -> set[str] | None:
        """Return the codes of what they find at notice or above; None of what pkilint does not read."""
        with warnings.catch_warnings():
            # Of serial numbers that cryptography will not read in a later release.
            warnings.simplefilter("ignore")
            try:
                results = self._lints.validate(self._load(der, "linted").root)
            except ValueError:
                return None
        found = [each.finding for result in results for each in result.finding_descriptions]
        return {finding.code for finding in found if finding.severity.name in AT_NOTICE_OR_ABOVE}
