"""A folder with all that the procedure needs, made by openssl."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

CA_CONFIG = (
    "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ca\n[dn]\nC=CN\nO=ALI\nCN=Test CA\n"
    "[ca]\nsubjectKeyIdentifier=hash\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
)


@pytest.fixture
def folder(tmp_path: Path, openssl: Program, keys: KeyFiles, procedure: Path) -> Path:
    """The folder in which `cli` runs: CA.crt, CA.key, server.key, server.csr and the page's two configurations."""
    (tmp_path / "CA.key").write_bytes(keys.pem("ec:P-256"))
    (tmp_path / "server.key").write_bytes(keys.pem("rsa:2048"))
    (tmp_path / "other.key").write_bytes(keys.pem("rsa:2048", 1))
    (tmp_path / "ca.cfg").write_text(CA_CONFIG)
    for name in ("server.csr.cfg", "server.crt.cfg"):
        (tmp_path / name).write_bytes((procedure / name).read_bytes())
    openssl(
        *("req", "-x509", "-new", "-days", "3650", "-key", tmp_path / "CA.key"),
        *("-config", tmp_path / "ca.cfg", "-out", tmp_path / "CA.crt"),
    )
    openssl(
        *("req", "-new", "-key", tmp_path / "server.key", "-config", procedure / "server.csr.cfg"),
        *("-out", tmp_path / "server.csr"),
    )
    return tmp_path
