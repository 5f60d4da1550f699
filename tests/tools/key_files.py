"""Private keys that the openssl program made, one file for each, made when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tools.programs import Program

if TYPE_CHECKING:
    from pathlib import Path

_CURVES = {"P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1"}


class KeyFiles:
    """Files of PKCS#8 PEM by key type, in the project's words: `rsa:2048`, `ec:P-256`, `ed25519`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._openssl = Program("openssl")

    def __call__(self, key_type: str, which: int = 0) -> Path:
        """Return the file of a key; another `which` is another key of that type."""
        path = self._folder / f"{key_type.replace(':', '-')}-{which}.key"
        if not path.exists():
            path.write_bytes(self._openssl("genpkey", *self._options(key_type)))
            path.chmod(0o600)
        return path

    def pem(self, key_type: str, which: int = 0) -> bytes:
        """Return the key as PKCS#8 in PEM."""
        return self(key_type, which).read_bytes()

    def der(self, key_type: str, which: int = 0) -> bytes:
        """Return the key as PKCS#8 in DER."""
        path = self(key_type, which)
        return self._openssl("pkcs8", "-topk8", "-nocrypt", "-in", path, "-outform", "DER")

    @staticmethod
    def _options(key_type: str) -> list[str]:
        algorithm, _, parameter = key_type.partition(":")
        if algorithm in ("rsa", "rsa-pss"):
            return ["-algorithm", algorithm.upper(), "-pkeyopt", f"rsa_keygen_bits:{parameter}"]
        if algorithm == "ec":
            return ["-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{_CURVES.get(parameter, parameter)}"]
        return ["-algorithm", key_type.upper()]
