"""Defects of certificates that nobody made for them: public vectors, Debian's roots, and odd ones of openssl."""

from __future__ import annotations

import itertools
import random
import re
from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.differential.corpus import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

DEFECTS = xf.forge.DEFECTS
LIST = "tbsCertificate.extensions"
KEYS = ("rsa:2048", "ec:P-256", "ed25519")
EACH = 12  # defects that each certificate is given
# Why a defect cannot be made of a certificate, as docs/defects.md says it.
REFUSALS = (
    "a good certificate is of version 3 and has extensions",
    "are of the same place",
    "changes nothing in this certificate",
    "the key that signs is to be of the kind",
    "have no choice of a hash",
    "is by sha256WithRSAEncryption",
    "this is wrong in the certificate of an end entity, and the good one is a CA's",
    "this is wrong in a certificate that another issued, and the good one is self-signed",
    "the good certificate is to have ",
)
# Rules that look around the place of a defect, too: whether there are other names, or purposes, or a CA's extensions.
AROUND = {
    "names.common_name_65": "rfc9525.common_name.not_in_alternative_names",
    "names.nul": "rfc9525.common_name.not_in_alternative_names",
    "alternative_names.not_of_common_name": "rfc9525.common_name.not_in_alternative_names",
    "alternative_names.missing": "rfc9525.server.no_alternative_name",
    "names.subject_empty": "rfc5280.subject.empty_without_alternative_name",
    "key_usage.not_of_its_purpose": "rfc5280.extended_key_usage.against_key_usage",
}
# What is judged beside an issuer, at a time, or by another profile.
BESIDE = ("rfc5280.path.", "rfc5280.validity.not_yet_valid", "rfc5280.validity.expired", "webpki.")


def _certificates() -> Iterator[tuple[str, xf.Certificate]]:
    for item in corpus():
        if item.kind == "Certificate":
            try:
                yield item.name, xf.Certificate.from_der(item.der)
            except xf.DecodeError:
                continue


def _refused(id: str | list[str], good: xf.Certificate, key: xf.PrivateKey) -> bool | xf.forge.Forged:
    """Return what was forged; True where it was refused for a reason that is known."""
    try:
        return xf.forge.apply(id, good, key)
    except xf.DecodeError:
        # What a defect adds to does not decode in the good certificate.
        if any(isinstance(each.extn_value, xf.Undecoded) for each in good.tbs_certificate.extensions or ()):
            return True
        raise
    except ValueError as error:
        if any(known in str(error) for known in REFUSALS):
            return True
        raise


def _pieces(certificate: xf.Certificate) -> Iterator[tuple[str, bytes]]:
    tbs = certificate.tbs_certificate
    yield "tbsCertificate.serialNumber", xf.explain(certificate.to_der()).at("tbsCertificate.serialNumber").encoded
    yield "tbsCertificate.signature", tbs.signature.to_der()
    yield "tbsCertificate.issuer", tbs.issuer.to_der()
    yield "tbsCertificate.validity.notBefore", tbs.validity.not_before.to_der()
    yield "tbsCertificate.validity.notAfter", tbs.validity.not_after.to_der()
    yield "tbsCertificate.subject", tbs.subject.to_der()
    yield "tbsCertificate.subjectPublicKeyInfo", tbs.subject_public_key_info.to_der()
    for extension in tbs.extensions or ():
        yield f"{LIST}[{extension.extn_id.name or extension.extn_id}]", extension.to_der()
    yield "signatureAlgorithm", certificate.signature_algorithm.to_der()


def _within(inner: str, outer: str) -> bool:
    return inner == outer or inner.startswith((f"{outer}.", f"{outer}["))


def _places(id: str) -> list[str]:
    """Return the places that a defect may change; of the whole list, what makes a CA, and its own extensions."""
    path = DEFECTS[id].path
    subject = id.partition(".")[0]
    if path != LIST or subject == "extensions" or subject == "encoding":
        return [*path.split(", "), *([f"{LIST}[1]"] * (path == LIST))]
    own = re.sub("_(.)", lambda match: match[1].upper(), subject)
    names = {own, "basicConstraints", "keyUsage", "extKeyUsage", "subjectAltName"}
    if subject == "no_rev_avail":
        names = {own, "cRLDistributionPoints"}
    return [f"{LIST}[{name}]" for name in names]


def _require_the_rest(id: str, good: xf.Certificate, after: bytes) -> None:
    if id in ("extensions.empty", "encoding.truncated"):
        return  # nothing is left of the list; what is missing is at the end
    places = _places(id)
    at = 0
    for path, octets in _pieces(good):
        if any(_within(path, place) or _within(place, path) for place in places if "." in place or place == path):
            continue
        found = after.find(octets, at)
        assert found >= 0, (id, path)
        at = found + len(octets)


@pytest.mark.parametrize("which", range(len(KEYS)))
def test_a_defect_is_made_of_any_certificate_or_refused_for_a_reason(which: int, keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys(KEYS[which]))
    ids = list(DEFECTS)
    taken = itertools.cycle(ids)
    made = refused = 0
    for name, certificate in list(_certificates())[which :: len(KEYS)]:
        good = xf.resign(certificate, key)
        for id in itertools.islice(taken, EACH):
            forged = _refused(id, good, key)
            if isinstance(forged, bool):
                refused += 1
                continue
            made += 1
            defect = DEFECTS[id]
            assert forged.to_der() != good.to_der()
            _require_the_rest(id, good, forged.to_der())
            assert forged.decodes is defect.decodes, (id, name)
            if forged.decodes:
                found = {finding.id for finding in xf.check(forged.certificate)}
                wanted = {rule for rule in defect.rules if not rule.startswith(BESIDE)}
                assert wanted <= found | {AROUND.get(id)}, (id, name)
    assert made > 5 * refused


def test_any_two_defects_are_made_of_any_certificate_or_refused_for_a_reason(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    draw = random.Random(5280)
    ids = list(DEFECTS)
    made = 0
    for _, certificate in list(_certificates())[::3]:
        good = xf.resign(certificate, key)
        for _ in range(4):
            pair = draw.sample(ids, 2)
            forged = _refused(pair, good, key)
            if not isinstance(forged, bool):
                made += 1
                assert forged.ids == tuple(pair)
                assert forged.decodes is all(DEFECTS[id].decodes for id in pair)
    assert made > 500


@pytest.mark.parametrize("key_type", [*KEYS, "ec:P-384"])
@pytest.mark.parametrize("shape", ["root", "bare", "many names"])
def test_those_of_openssl(shape: str, key_type: str, keys: KeyFiles, openssl: Program, tmp_path: Path) -> None:
    path, key = tmp_path / "a.crt", keys(key_type)
    made = ("req", "-x509", "-new", "-key", key, "-subj", "/CN=a.example", "-out", path)
    if shape == "root":
        openssl(*made)
    elif shape == "many names":
        openssl(*made, "-addext", "subjectAltName=" + ",".join(f"DNS:a{number}.example" for number in range(500)))
    else:
        request = tmp_path / "a.csr"
        openssl("req", "-new", "-key", key, "-subj", "/CN=a.example", "-out", request)
        openssl("x509", "-req", "-in", request, "-signkey", key, "-out", path)
    good, signer = xf.Certificate.from_pem(path.read_bytes()), xf.PrivateKey.load(key)
    outcomes = [_refused(id, good, signer) for id in DEFECTS]
    forged = [each for each in outcomes if not isinstance(each, bool)]
    if shape == "bare":
        assert forged == []  # of version 1
    else:
        assert len(forged) > 0.85 * len(DEFECTS)
        for each in forged:
            _require_the_rest(each.ids[0], good, each.to_der())


def test_the_test_sees_what_else_is_changed(keys: KeyFiles) -> None:
    key = xf.PrivateKey.load(keys("ec:P-256"))
    good = xf.resign(next(each for _, each in _certificates() if each.tbs_certificate.extensions), key)
    both = xf.forge.apply(["names.nul", "serial.zero"], good, key)
    with pytest.raises(AssertionError, match="serialNumber"):
        _require_the_rest("names.nul", good, both.to_der())
