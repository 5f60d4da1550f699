"""Of a private key that is broken nothing is shown that may be of the key: no value, no leaf, and no header either.

Where nobody can say what is a header, six octets of a key are taken for an identifier and a length as easily as any.
"""

from __future__ import annotations

import base64
import random

import pytest

import x509forge as xf
from tests.explain.test_tree import assert_each_octet_is_in_one_place, mutated


def _pem(der: bytes, label: str) -> str:
    return f"-----BEGIN {label}-----\n{base64.encodebytes(der).decode()}-----END {label}-----\n"


def _keys(kind: str) -> list[tuple[str, bytes, bytes]]:
    """Return forms of a key: the label, the DER, and the octets that must not be seen."""
    der = xf.PrivateKey.generate(kind).to_der()
    info = xf.PrivateKeyInfo.from_der(der)
    if kind == "ed25519":
        return [("PRIVATE KEY", der, der[-32:])]
    assert isinstance(info.private_key, bytes)
    if kind.startswith("rsa"):
        label, secret = "RSA PRIVATE KEY", xf.RSAPrivateKey.from_der(info.private_key).prime1.to_bytes(128, "big")
    else:
        label, secret = "EC PRIVATE KEY", xf.ECPrivateKey.from_der(info.private_key).private_key
    return [("PRIVATE KEY", der, secret), (label, info.private_key, secret)]


def _shown(node: xf.Node) -> str:
    leaf = "" if node.hides or node.children else node.contents.hex()
    said = [finding.message for finding in node.findings] + [note.text for note in node.notes]
    return " ".join((node.header.hex(), leaf, node.value, *said)).lower()


@pytest.mark.parametrize("kind", ["ec:P-256", "ed25519", "rsa:2048"])
def test_nothing_of_a_broken_key_is_shown(kind: str) -> None:
    source = random.Random(kind)
    for label, der, secret in _keys(kind):
        parts = [secret[at : at + 6].hex() for at in range(len(secret) - 6)]
        for _ in range(60):
            broken = mutated(der, source)
            root = xf.explain(_pem(broken, label))
            assert assert_each_octet_is_in_one_place(root) == len(broken)
            shown = "|".join(map(_shown, root.walk()))
            closed = shown.replace(" ", "")
            assert not [part for part in parts if part in shown or part in closed], broken.hex()
            assert_each_octet_is_in_one_place(xf.explain(_pem(broken, label), show_private=True))


def test_where_the_tag_alone_is_another() -> None:
    ((label, der, secret),) = _keys("ed25519")
    root = xf.explain(_pem(b"\xd3" + der[1:], label))
    assert root.hides
    assert secret[:6].hex() not in "".join(map(_shown, root.walk()))
