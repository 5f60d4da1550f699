"""Leaves a Python with nothing but Python: put this folder first on PYTHONPATH, and every process has it.

What computes in native code, or could load what does, does not import: libcrypto in each of its clothes (`ssl`,
`hashlib`, oscrypto by cffi or ctypes, cryptography), and numbers by GMP. `make test-pure` runs tests so; the programs
that judge them are processes of their own, and have their libcrypto.
"""

from __future__ import annotations

import os
import sys

FORBIDDEN = frozenset(
    {
        *("cryptography", "oscrypto", "_ssl", "_hashlib", "OpenSSL", "M2Crypto", "Crypto", "Cryptodome"),
        *("cffi", "_cffi_backend", "ctypes", "_ctypes", "gmpy", "gmpy2"),
    }
)


class Refusal:
    """Finds nothing, and keeps others from finding it."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name.partition(".")[0] in FORBIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Refusal)
os.environ["X509FORGE_TESTED_ALONE"] = "pure"
