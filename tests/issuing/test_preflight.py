"""The preflight: what is wrong with a chain file and its key file, told before they are handed in."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.tools.backends import can
from x509forge.issuing.preflight import preflight
from x509forge.issuing.validity import now

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

HOST = "a.example"


class World:
    """A root, a CA below it, and a server's certificate by each."""

    def __init__(self, keys: KeyFiles) -> None:
        self.key_file = keys.pem("ec:P-256", 1)
        self.root = xf.Issuer.self_signed(xf.Name.of(CN="Root"), xf.PrivateKey.load(keys("ec:P-256")), days=9)
        self.sub_key = xf.PrivateKey.load(keys("ec:P-384"))
        self.sub = self.root.issue(
            self.sub_key.public_key,
            subject=xf.Name.of(CN="Sub"),
            days=9,
            extensions=[
                xf.Extension.of(xf.BasicConstraints(ca=True)),
                xf.Extension.of(xf.KeyUsage.of("keyCertSign")),
            ],
        )
        self.leaf = self.issue(xf.Issuer(self.sub, self.sub_key))
        self.chain = (self.leaf, self.sub, self.root.certificate)

    def issue(self, issuer: xf.Issuer) -> xf.Certificate:
        """Return a server's certificate."""
        return issuer.issue(
            xf.PrivateKey.from_pem(self.key_file).public_key,
            subject=xf.Name.of(CN=HOST),
            extensions=[xf.Extension.of(xf.SubjectAlternativeName.of(HOST))],
            days=5,
        )


@pytest.fixture(scope="module")
def world(keys: KeyFiles) -> World:
    """Certificates in which nothing is wrong."""
    return World(keys)


def _ids(*arguments: object, **options: object) -> list[tuple[str, str]]:
    found = preflight(*arguments, at=now(), **options)  # type: ignore[arg-type]
    return [(finding.id, finding.path) for finding in found]


def test_what_is_fit(world: World) -> None:
    assert _ids(world.chain, key=world.key_file, host=HOST, anchors=[world.root.certificate]) == []
    assert _ids(world.chain[:2], key=world.key_file, anchors=[world.root.certificate]) == []
    assert _ids(world.chain[:2], anchors=[world.sub]) == []
    assert _ids(world.chain) == []
    with pytest.raises(xf.ChainError, match="no certificate"):
        preflight([])


def test_order_and_trust(world: World, keys: KeyFiles) -> None:
    leaf, sub, root = world.chain
    assert _ids([leaf, root, sub]) == [("chain.order", "chain[1]"), ("chain.order", "chain[2]")]
    assert _ids([sub, leaf, root], key=world.key_file) == [
        ("chain.order", "chain[1]"),
        ("chain.order", "chain[2]"),
        ("key.mismatch", "key"),
    ]
    assert _ids([leaf, sub]) == [("chain.incomplete", "chain[1]")]
    stranger = xf.Issuer.self_signed(xf.Name.of(CN="Stranger"), world.sub_key, days=9).certificate
    assert _ids([leaf, sub], anchors=[stranger]) == [("chain.untrusted", "chain[1]")]
    # The same name, and another key.
    twin = xf.Issuer.self_signed(xf.Name.of(CN="Root"), world.sub_key, days=9).certificate
    assert ("chain.signature", "chain[1].signatureValue") in _ids([leaf, sub, twin])
    assert ("chain.signature", "chain[1].signatureValue") in _ids([leaf, sub], anchors=[twin])


def test_a_signature_that_nobody_made(world: World) -> None:
    leaf = world.leaf.replace(signature_value=xf.BitString(world.sub_key.sign(b"another message")))
    assert _ids([leaf, *world.chain[1:]]) == [("chain.signature", "chain[0].signatureValue")]
    unknown = xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("1.2.3.4"))
    leaf = world.leaf.replace(signature_algorithm=unknown)
    assert ("chain.unverifiable", "chain[0].signatureAlgorithm") in _ids([leaf, *world.chain[1:]])


def test_the_key_file(world: World, keys: KeyFiles, openssl: Program) -> None:
    def ids(key: bytes) -> list[str]:
        found = preflight(world.chain, key=key, at=now())
        assert not any(line and line in str(found).encode() for line in key.splitlines()[1:-1])
        return [finding.id for finding in found]

    key = world.key_file
    assert ids(key) == []
    assert ids(openssl("ec", data=key)) == ["key.format"]
    assert ids(keys.der("ec:P-256", 1)) == ["key.format"]
    assert ids(openssl("pkcs8", "-topk8", "-passout", "pass:x", data=key)) == ["key.encrypted"]
    assert ids(openssl("ec", "-aes256", "-passout", "pass:x", data=key)) == ["key.encrypted"]
    assert ids(keys.pem("ec:P-256", 5)) == ["key.mismatch"]
    assert ids(keys.pem("rsa:2048")) == ["key.mismatch"]
    assert ids(openssl("rsa", "-traditional", data=keys.pem("rsa:2048"))) == ["key.mismatch", "key.format"]
    # A key that no backend loads is not compared.
    assert ids(keys.pem("ed25519")) == (["key.mismatch"] if can("load", "ed25519") else []) + ["key.kind"]
    assert ids(b"") == ["key.format"]
    assert ids(key[:100]) == ["key.format"]
    assert ids(world.leaf.to_pem().encode()) == ["key.format"]
    (mismatch,) = preflight(world.chain, key=keys.pem("ec:P-384"))
    assert "that of chain[1], CN=Sub" in mismatch.message


def test_dates_are_told_of_the_certificate_whose_they_are(world: World, keys: KeyFiles) -> None:
    leaf, sub, root = world.chain
    expired = "rfc5280.validity.expired"
    beyond = now() + datetime.timedelta(days=30)
    found = [(finding.id, finding.path) for finding in preflight(world.chain, at=beyond)]
    assert found == [(expired, f"chain[{at}].tbsCertificate.validity.notAfter") for at in range(3)]
    assert preflight(world.chain) == []
    # An anchor that is not in the file can only be told of by what it issued.
    (own, *_, issuer) = (finding.id for finding in preflight([leaf, sub], anchors=[root], at=beyond))
    assert (own, issuer) == (expired, "rfc5280.path.issuer_not_valid")


def test_hosts(world: World) -> None:
    assert _ids(world.chain, host="b.example") == [("rfc9525.host.not_matched", "chain[0].tbsCertificate.extensions")]
