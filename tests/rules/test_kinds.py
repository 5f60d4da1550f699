"""What is judged once for all certificates of a kind does not depend on what is one's own (`Case.kind`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.rules.maker import Example, Maker
from tests.rules.test_examples import ALONE
from x509forge.rules.profiles import rules_of
from x509forge.rules.rule import Case

if TYPE_CHECKING:
    from tests.rules.maker import Presented
    from tests.tools.key_files import KeyFiles
    from x509forge.rules.rule import Rule

RULES = rules_of("rfc5280").values()
SHARED = [rule for rule in RULES if not rule.own]


def _subject(shown: Presented) -> xf.Certificate:
    return (shown.leaf, shown.anchor)[shown.subject or 0]


def _other_key(key: xf.SubjectPublicKeyInfo) -> xf.SubjectPublicKeyInfo:
    """Return another key of the algorithm, or what looks like one."""
    octets = key.subject_public_key.octets
    return key.replace(subject_public_key=xf.BitString(octets[:1] + bytes(len(octets[1:]))))


def _sibling(tbs: xf.TBSCertificate) -> xf.TBSCertificate:
    """Return another of its kind, sound in all that is its own: number, dates, names, key."""
    extensions = []
    for extension in tbs.extensions or ():
        if isinstance(extension.extn_value, xf.SubjectAlternativeName):
            extension = extension.replace(extn_value=xf.SubjectAlternativeName.of("sibling.example"))
        if isinstance(extension.extn_value, xf.SubjectKeyIdentifier):
            extension = extension.replace(extn_value=xf.SubjectKeyIdentifier(b"sibling"))
        extensions.append(extension)
    is_named = tbs.subject.rdn_sequence != () and tbs.subject != tbs.issuer
    return tbs.replace(
        serial_number=42,
        validity=xf.Validity.of("2026-01-01", "2026-12-31"),
        subject=xf.Name.of(CN="sibling.example") if is_named else tbs.subject,
        subject_public_key_info=_other_key(tbs.subject_public_key_info),
        extensions=None if tbs.extensions is None else tuple(extensions),
    )


def _found(rule: Rule, case: Case) -> list[str]:
    return [finding.path.removeprefix("tbsCertificate.") for finding in rule.findings(case)]


def _hold_to_its_kind(certificate: xf.Certificate) -> bool:
    case = Case(certificate)
    kind = case.kind()
    if kind is None:
        return False
    sibling = Case(_sibling(certificate.tbs_certificate))
    assert sibling.kind() == kind
    parts = [tag for tag, _, _ in case.parts(own=True)]
    for rule in SHARED:
        # A part that is one's own is judged for each by the rules that are `own`, the others by what is in the kind.
        if not rule.parts or set(parts) & set(rule.about):
            assert _found(rule, case) == _found(rule, sibling), rule.id
    return True


@pytest.mark.parametrize("id", ALONE)
def test_what_is_not_ones_own_is_found_in_a_sibling_too(id: str, keys: KeyFiles) -> None:
    _hold_to_its_kind(_subject(Example(keys).bad(id)))


def test_so_it_is_with_what_is_forged(keys: KeyFiles) -> None:
    maker = Maker(keys)
    good = maker.leaf()
    of_a_kind = 0
    for id in xf.forge.DEFECTS:
        try:
            forged = xf.forge.apply(id, good, maker.ca_key)
        except xf.X509ForgeError:
            continue
        if forged.decodes:
            of_a_kind += _hold_to_its_kind(forged.certificate)
    assert of_a_kind > 100


@pytest.mark.parametrize("kind", [xf.SubjectAlternativeName, xf.SubjectKeyIdentifier])
def test_what_is_given_as_octets_is_not_of_the_kind_of_other_octets(
    kind: type[xf.ExtensionValue], keys: KeyFiles
) -> None:
    maker = Maker(keys)
    sound, trailing = (
        maker.leaf({kind: xf.Extension(extn_id=kind.oid, critical=False, extn_value=octets)})
        for octets in (b"\x05\x00", b"\x05\x00\x00")
    )
    assert "rfc5280.extensions.undecodable" not in {finding.id for finding in xf.check(sound)}
    assert "rfc5280.extensions.undecodable" in {finding.id for finding in xf.check(trailing)}


def test_a_raw_element_in_the_issuer_hides_nothing_from_what_is_judged_later(keys: KeyFiles) -> None:
    maker = Maker(keys)
    issuer = maker.ca()
    tbs = issuer.tbs_certificate
    raw = tuple(
        each.replace(extn_value=xf.Any(each.extn_value.to_der()))
        if isinstance(each.extn_value, xf.SubjectKeyIdentifier)
        else each
        for each in tbs.extensions or ()
    )
    hidden = issuer.replace(tbs_certificate=tbs.replace(extensions=raw))
    assert hidden.to_der() == issuer.to_der()
    leaf = maker.leaf(
        {xf.AuthorityKeyIdentifier: xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=b"another"))}
    )
    assert xf.check(leaf, issuer=hidden) == []
    assert [finding.id for finding in xf.check(leaf, issuer=issuer)] == ["rfc5280.path.issuer_key_identifier"]


@pytest.mark.parametrize("field", ["signature", "issuer", "subject", "extensions"])
def test_what_has_a_raw_element_is_of_no_kind(field: str, keys: KeyFiles) -> None:
    tbs = Maker(keys).leaf().tbs_certificate
    raw = xf.Any(b"\x30\x00") if field == "extensions" else xf.Any(getattr(tbs, field).to_der())
    assert Case(tbs).kind() is not None
    assert Case(tbs.replace(**{field: raw})).kind() is None


def test_a_certificate_is_judged_the_same_after_its_sibling(keys: KeyFiles) -> None:
    example = Example(keys)
    for id in ALONE:
        certificate = _subject(example.bad(id))
        if Case(certificate).kind() is not None:
            xf.check(_sibling(certificate.tbs_certificate))
        assert id in {finding.id for finding in xf.check(certificate)}
