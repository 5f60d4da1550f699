"""Runs the text of extensions through openssl and through x509forge, and compares verdict and octets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import x509forge as xf

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.programs import Program
    from x509forge.pkcs.pkcs10 import CertificationRequestInfo

HEAD = b"[req]\nprompt=no\ndistinguished_name=dn\nreq_extensions=e\n[dn]\nCN=x\nemailAddress=a@b.example\n"


class Judge:
    """Makes requests with the same text by both; `key` is the file of a private key."""

    def __init__(self, program: Program, folder: Path, key: Path, release: str = "3.0") -> None:
        self.program = program
        self.release = release
        self.folder = folder
        self.key_file = key
        self.key = xf.PrivateKey.load(str(key))

    def theirs(self, text: bytes) -> CertificationRequestInfo | str:
        """Return what openssl signs, or its first words of refusal."""
        config = self.folder / "judged.cnf"
        config.write_bytes(text)
        result = self.program.run(
            *("req", "-new", "-batch", "-key", self.key_file, "-config", config, "-outform", "DER"), cwd=self.folder
        )
        if result.returncode or not result.stdout:
            return result.stderr.decode("utf-8", "replace")
        return xf.CertificationRequest.from_der(result.stdout).certification_request_info

    def ours(self, text: bytes) -> CertificationRequestInfo | str:
        """Return what we sign, or why we refuse."""
        config = self.folder / "judged.cnf"
        try:
            return (
                xf.openssl.Config.parse(text, file=str(config))
                .request(self.key, release=self.release)
                .certification_request_info
            )
        except xf.ConfigError as error:
            # Of a section that is not there there is no place.
            if error.line is None and b"[req]" in text:
                raise AssertionError(f"an error without its place: {error}") from error
            return str(error)

    def difference(self, text: bytes) -> str | None:
        """Return in words where the two part; None where they agree."""
        theirs, ours = self.theirs(text), self.ours(text)
        if isinstance(theirs, str) != isinstance(ours, str):
            return f"openssl: {_shown(theirs)}\nours:    {_shown(ours)}"
        if isinstance(theirs, str) or isinstance(ours, str) or theirs.to_der() == ours.to_der():
            return None
        return f"openssl: {theirs.to_der().hex()}\nours:    {ours.to_der().hex()}"


def _shown(found: CertificationRequestInfo | str) -> str:
    return f"refused: {found}" if isinstance(found, str) else f"made {found.to_der().hex()}"
