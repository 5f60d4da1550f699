"""What one backend signs, each other confirms, and so do OpenSSL 3.0 and 3.5: every key with every scheme and hash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tools.backends import HASHES, NAMES, SIGNS, WAYS, backend_called
from tests.tools.signatures import MESSAGE, OPENSSL, OPENSSL_35, key, public_key, takes
from x509forge.signing.scheme import HASH_LENGTHS, Scheme

if TYPE_CHECKING:
    from pathlib import Path

_KEY_TYPES = list(dict.fromkeys(key_type for name in NAMES for key_type in SIGNS[name]))


def _hashes(scheme: str) -> list[str]:
    return list(dict.fromkeys(hash_name for name in NAMES for hash_name in HASHES[name][scheme]))


def _schemes(key_type: str) -> list[Scheme]:
    kind = key_type.partition(":")[0]
    if kind == "rsa":
        plain = [Scheme("rsa-pkcs1v15", hash_name) for hash_name in _hashes("rsa-pkcs1v15")]
        return plain + [
            Scheme("rsa-pss", hash_name, mgf_hash_name=mask, salt_length=salt)
            for hash_name in _hashes("rsa-pss")
            for mask in {hash_name: 0, "sha1": 0, "sha256": 0}
            for salt in (HASH_LENGTHS[hash_name], 0)
        ]
    if kind == "ec":
        hashes = _hashes("ecdsa")
        return [Scheme("ecdsa", name, deterministic=fixed) for name in hashes for fixed in (False, True)]
    return [Scheme(key_type)]


def _pairs() -> list[tuple[str, Scheme]]:
    return [(key_type, scheme) for key_type in _KEY_TYPES for scheme in _schemes(key_type)]


@pytest.mark.parametrize(("key_type", "scheme"), _pairs(), ids=[f"{kind}-{scheme}" for kind, scheme in _pairs()])
def test_each_confirms_what_each_signs(key_type: str, scheme: Scheme, tmp_path: Path) -> None:
    public, able = public_key(key_type), {}
    for name in WAYS:
        backend = backend_called(name)
        for task in ("sign", "verify"):
            why = backend.why_unsupported(task, key_type, scheme)
            listed = key_type in SIGNS[name] and scheme.hash_name in (None, *HASHES[name].get(scheme.name, []))
            listed = listed and scheme.mgf_hash_name in (None, *HASHES[name]["rsa-pss"])
            listed = listed and not (scheme.deterministic and backend.name == "oscrypto")
            # Neither more nor less than the table says.
            assert (why is None) is listed, (name, task, why)
            if why is None:
                able[name] = backend
    assert able, "no backend can"
    signatures = {name: backend.sign(backend.load(key(key_type)), scheme, MESSAGE) for name, backend in able.items()}
    for signer, signature in signatures.items():
        for verifier, backend in able.items():
            assert backend.verify(public, scheme, signature, MESSAGE), (signer, verifier)
            assert not backend.verify(public, scheme, signature, MESSAGE + b"."), (signer, verifier)
        for program in (OPENSSL, OPENSSL_35):
            if program is OPENSSL and key_type.startswith("ml-"):
                continue  # OpenSSL 3.0 does not know it
            assert takes(key_type, public, scheme, signature, tmp_path, program), (signer, program.name)
    if scheme.deterministic or scheme.name in ("rsa-pkcs1v15", "ed25519", "ed448"):
        assert len(set(signatures.values())) == 1
