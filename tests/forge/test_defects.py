"""A defect is in its place and nowhere else, the signature is over it, and defects compose."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

import x509forge as xf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.tools.key_files import KeyFiles
    from x509forge.forge.good import Good

DEFECTS = xf.forge.DEFECTS
LIST = "tbsCertificate.extensions"
FIELDS = ("version", "serialNumber", "signature", "issuer", "subject", "subjectPublicKeyInfo")


class Recorder:
    """A signer that keeps what it signed, and the signature."""

    def __init__(self, key: xf.PrivateKey) -> None:
        self.key = key
        self.signed: list[tuple[bytes, bytes]] = []

    @property
    def algorithm(self) -> xf.AlgorithmIdentifier:
        return self.key.algorithm

    @property
    def public_key(self) -> xf.SubjectPublicKeyInfo:
        return self.key.public_key

    def sign(self, message: bytes) -> bytes:
        signature = self.key.sign(message)
        self.signed.append((message, signature))
        return signature


def _forge(id: str, goods: dict[str, Good]) -> tuple[Good, xf.forge.Forged]:
    good = goods[DEFECTS[id].needs or "ec"]
    return good, xf.forge.apply(id, good.certificate, good.issuer.signer)


def _pieces(certificate: xf.Certificate) -> Iterator[tuple[str, int, bytes]]:
    """Yield what is to stay, each piece with its path and its offset: fields, ends of the validity, extensions."""
    tree = xf.explain(certificate.to_der())
    paths = [f"tbsCertificate.{name}" for name in FIELDS[:4]]
    paths += [f"tbsCertificate.validity.{end}" for end in ("notBefore", "notAfter")]
    paths += [f"tbsCertificate.{name}" for name in FIELDS[4:]]
    names = [extension.extn_id.name for extension in certificate.tbs_certificate.extensions or ()]
    paths += [f"tbsCertificate.extensions[{name}]" for name in names]
    for path in [*paths, "signatureAlgorithm"]:
        node = tree.at(path)
        yield path, node.offset, node.encoded


# What a defect of the whole list may change of what is in it: that which makes a CA of a server.
OF_A_CA = {"basicConstraints", "keyUsage", "extKeyUsage", "subjectAltName"}


@pytest.mark.parametrize("id", DEFECTS)
def test_everything_else_is_as_it_was(id: str, goods: dict[str, Good]) -> None:
    good, forged = _forge(id, goods)
    places = DEFECTS[id].path.split(", ")
    if places == [LIST] and id not in ("extensions.empty", "extensions.implicit"):
        own = "subjectKeyIdentifier" if id.startswith("subject_key_identifier.") else ""
        touched = set() if id.startswith(("extensions.", "encoding.", "no_rev_avail.")) else {*OF_A_CA, own}
        places = [f"{LIST}[{name}]" for name in touched]
    before, after = good.certificate.to_der(), forged.to_der()
    assert before != after
    at_before = at_after = 0
    disturbed = True  # before the first piece stand headers, whose lengths may differ
    for path, offset, octets in _pieces(good.certificate):
        # A place that is this piece, within it or around it; what is done to the whole changes nothing within.
        if any(_within(place, path) or ("." in place and _within(path, place)) for place in places):
            disturbed = True
            continue
        found = after.find(octets, at_after)
        assert found >= 0, path
        if not disturbed and offset == at_before and not _at_the_end(DEFECTS[id].path, path):
            assert found == at_after, path
        at_before, at_after, disturbed = offset + len(octets), found + len(octets), False


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))


def _at_the_end(place: str, path: str) -> bool:
    """Return whether what is added may stand before this piece: behind the extensions, at the end of what is signed."""
    return path == "signatureAlgorithm" and (place == "tbsCertificate" or place.startswith(LIST))


# Their octets are not signed as others are: by another algorithm, or not at all.
SIGNED_OTHERWISE = {"signatures.sha1"}


@pytest.mark.parametrize(
    "id",
    [id for id, each in DEFECTS.items() if each.breaks != "signature" and id not in SIGNED_OTHERWISE],
)
def test_the_signature_is_over_what_stands_there(id: str, goods: dict[str, Good]) -> None:
    good = goods[DEFECTS[id].needs or "ec"]
    signer = good.issuer.signer
    assert isinstance(signer, xf.PrivateKey)
    recorder = Recorder(signer)
    forged = xf.forge.apply(id, good.certificate, recorder)
    ((message, signature),) = recorder.signed
    assert message in forged.to_der()
    if DEFECTS[id].path != "signatureValue" and id != "encoding.truncated":
        assert xf.BitString(signature).to_der() in forged.to_der()
    public = serialization.load_der_public_key(signer.public_key.to_der())
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    else:
        assert isinstance(public, ec.EllipticCurvePublicKey)
        public.verify(signature, message, ec.ECDSA(hashes.SHA256()))


def test_ids_are_in_order_and_declared_once() -> None:
    assert len(DEFECTS) >= 120
    for id, defect in DEFECTS.items():
        assert id == defect.id
        assert defect.says.endswith((".", ").")), id
        assert set(defect.refused_by) <= set(xf.forge.JUDGES)
        assert defect.needs in (None, "ec", "rsa")
    says = [(each.id.partition(".")[0], each.says) for each in DEFECTS.values()]
    assert len(set(says)) == len(says)


def test_defects_compose(goods: dict[str, Good]) -> None:
    good = goods["ec"]
    ids = ["serial.negative", "dates.fraction", "alternative_names.dns_nul", "extensions.duplicate"]
    ids += ["encoding.tbs_indefinite", "signatures.ecdsa_r_zero"]
    together = xf.forge.apply(ids, good.certificate, good.issuer.signer)
    assert together.ids == tuple(ids)
    assert not together.decodes
    tree = xf.explain(together.to_der())
    assert tree.at("tbsCertificate.serialNumber").contents[0] & 0x80
    assert tree.at("tbsCertificate").header == b"\x30\x80"
    assert tree.at("tbsCertificate.validity.notAfter").contents == b"20500101000000.5Z"
    assert b"a.example\0.evil.example" in together.to_der()
    assert tree.at("signatureValue").contents[3:6] == b"\x02\x01\x00"  # r, behind the headers
    assert len(tree.at("tbsCertificate.extensions.inner").children) == 7


def test_what_was_forged_takes_another_defect(goods: dict[str, Good]) -> None:
    good = goods["rsa"]  # whose signatures are the same each time
    signer = good.issuer.signer
    once = xf.forge.apply(["serial.zero", "names.nul"], good.certificate, signer)
    twice = xf.forge.apply("names.nul", xf.forge.apply("serial.zero", good.certificate, signer), signer)
    assert once.to_der() == twice.to_der()
    assert once.certificate == xf.Certificate.from_pem(twice.to_pem())
    assert repr(twice) == "<Forged: serial.zero, names.nul>"


def test_any_two_of_different_places_compose_or_are_refused(goods: dict[str, Good]) -> None:
    good = goods["ec"]
    some = [id for id in list(DEFECTS)[::14] if DEFECTS[id].needs != "rsa"]
    some = list(dict.fromkeys([*some, "dates.fraction", "dates.expired"]))
    composed, refusals = 0, set()
    for one, other in itertools.combinations(some, 2):
        try:
            forged = xf.forge.apply([one, other], good.certificate, good.issuer.signer)
        except ValueError as error:
            refusals.add(re.sub(".*(are of the same place|changes nothing).*", r"\1", str(error)))
            continue
        composed += 1
        assert forged.to_der() != good.certificate.to_der()
    assert refusals == {"are of the same place", "changes nothing"}
    assert composed > 100


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        ("serial.negativ", "there is no defect 'serial.negativ'; did you mean serial.negative?"),
        (["serial.negative", "serial.zero"], "serial.negative and serial.zero are of the same place"),
        (["serial.negative", "serial.negative"], "are of the same place"),
        (["encoding.subject_long_length", "names.subject_empty"], "are of the same place"),
        (["keys.curve_unknown", "encoding.key_long_length"], "are of the same place"),
        (["names.common_name_65", "names.nul"], "are of the same place"),
        (["extensions.empty", "extensions.duplicate"], "the first of no extensions"),
        (["dates.fraction", "dates.expired"], "dates.fraction changes nothing in this certificate beside the others"),
        ("signatures.rsa_filler", "the key that signs is to be of the kind rsa"),
    ],
)
def test_what_does_not_go_together_is_refused(ids: str | list[str], message: str, goods: dict[str, Good]) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        xf.forge.apply(ids, goods["ec"].certificate, goods["ec"].issuer.signer)


def test_the_certificate_must_be_one_that_can_be_made_bad(goods: dict[str, Good], keys: KeyFiles) -> None:
    good = goods["ec"]
    bare = good.certificate.without("tbsCertificate.extensions")
    with pytest.raises(ValueError, match="of version 3 and has extensions"):
        xf.forge.apply("serial.zero", bare, good.issuer.signer)
    empty = xf.resign(good.certificate.with_("tbsCertificate.subject", xf.Name(())), good.issuer.signer)
    with pytest.raises(ValueError, match=r"names\.subject_empty changes nothing in this certificate$"):
        xf.forge.apply("names.subject_empty", empty, good.issuer.signer)
    with pytest.raises(xf.UnsupportedKey, match="does not sign by"):
        xf.forge.apply("serial.zero", good.certificate, xf.PrivateKey.load(keys("rsa:2048")))
    with pytest.raises(xf.UnsupportedKey, match="the private key itself"):
        xf.forge.apply("signatures.rsa_filler", goods["rsa"].certificate, _recorder(goods["rsa"]))


def _recorder(good: Good) -> Recorder:
    signer = good.issuer.signer
    assert isinstance(signer, xf.PrivateKey)
    return Recorder(signer)
