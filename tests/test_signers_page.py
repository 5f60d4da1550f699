"""docs/signers.md does what it says: its blocks are run in order, each in a process of its own, in one folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.tools.programs import require_tool

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

# What stands for a provider's library: keys by name, which sign hashes.
MY_CLOUD = """
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

class Client:
    keys = {"keys/root": ec.generate_private_key(ec.SECP256R1())}

    def public_key(self, name):
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.keys[name].public_key().public_bytes(serialization.Encoding.PEM, form)

    def sign(self, name, digest):
        r, s = utils.decode_dss_signature(self.keys[name].sign(digest, ec.ECDSA(utils.Prehashed(hashes.SHA256()))))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

client = Client()
"""


def test_the_blocks_of_the_page(tmp_path: Path) -> None:
    for program in ("softhsm2-util", "openssl"):
        require_tool(program)
    (tmp_path / "tokens").mkdir()
    configuration = tmp_path / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    (tmp_path / "my_cloud.py").write_text(MY_CLOUD)
    (tmp_path / "x509forge").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m x509forge "$@"\n')
    (tmp_path / "x509forge").chmod(0o755)
    environment = os.environ | {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}",
        "SOFTHSM2_CONF": str(configuration),
    }
    blocks = BLOCK.findall((ROOT / "docs" / "signers.md").read_text(encoding="utf-8"))
    assert [language for language, _ in blocks].count("sh") == 4
    assert len(blocks) == 9
    for language, block in blocks:
        command = ["bash", "-euo", "pipefail", "-c", block] if language == "sh" else [sys.executable, "-c", block]
        result = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        assert result.returncode == 0, f"{block}\n{result.stdout}\n{result.stderr}"
    for name in ("b.crt", "c.crt", "cloud.crt", "token-ca/CA.crt"):
        assert (tmp_path / name).exists()
