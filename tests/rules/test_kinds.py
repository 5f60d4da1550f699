"""What is judged once for all certificates of a kind does not depend on what is one's own (`Case.kind`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from docs.profile_examples import PROFILE_BAD
from tests.rules.maker import Example, Maker
from tests.rules.test_examples import ALONE
from x509forge.rules import running
from x509forge.rules.host import fault_of_a_label, fault_of_host, is_plain_host
from x509forge.rules.profiles import rules_of
from x509forge.rules.rule import Case
from x509forge.x509 import host_name

if TYPE_CHECKING:
    from tests.rules.maker import Presented
    from tests.tools.key_files import KeyFiles
    from x509forge.rules.rule import Rule

# Those of RFC 5280 are among them, and no other profile has rules that are not one's own.
RULES = rules_of("webpki").values()
SHARED = [rule for rule in RULES if not rule.own]


def _subject(shown: Presented) -> xf.Certificate:
    return (shown.leaf, shown.anchor, *shown.others)[shown.subject or 0]


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


@pytest.mark.parametrize("id", PROFILE_BAD["webpki"])
def test_so_it_is_with_what_the_requirements_forbid(id: str, keys: KeyFiles) -> None:
    _hold_to_its_kind(_subject(Example(keys).run(PROFILE_BAD["webpki"][id])))


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


QUICK = [rule for rule in RULES if rule.quick is not None]


def _hold_to_quick_tests(certificate: xf.Certificate) -> int:
    """Return how often a quick test was passed; what passes breaks none of the rules that have it."""
    case = Case(certificate)
    passed = 0
    for rule in QUICK:
        assert rule.quick is not None
        given = [part for tag, _, part in case.parts() if tag in rule.about] if rule.parts else [case]
        for each in given:
            if rule.quick(each):
                passed += 1
                assert list(rule.judge(each)) == [], rule.id
    return passed


def test_what_breaks_a_rule_passes_no_quick_test_of_it(keys: KeyFiles) -> None:
    example = Example(keys)
    for id in ALONE:
        _hold_to_quick_tests(_subject(example.bad(id)))


def test_nor_does_what_is_forged(keys: KeyFiles) -> None:
    maker = Maker(keys)
    good = maker.leaf()
    passed = [
        _hold_to_quick_tests(forged.certificate)
        for id in xf.forge.DEFECTS
        for forged in _forged(id, good, maker)
        if forged.decodes
    ]
    assert len(passed) > 200
    assert max(passed) > 8


def _forged(id: str, good: xf.Certificate, maker: Maker) -> list[xf.forge.Forged]:
    try:
        return [xf.forge.apply(id, good, maker.ca_key)]
    except xf.X509ForgeError:
        return []


_HOSTS = st.text("aZ09-_.*:@/ \u00e9", max_size=12) | st.from_regex(
    r"(\*\.)?(xn--)?[a-z0-9-]{1,64}(\.[a-z0-9-]{1,9}){0,3}"
)


@given(_HOSTS)
def test_no_host_that_passes_the_quick_test_has_a_fault(host: str) -> None:
    if is_plain_host(host):
        assert fault_of_host(host, wildcard=True) is None
        assert all(fault_of_a_label(label) is None for label in host.split("."))


@given(_HOSTS)
def test_a_host_that_passes_the_quick_look_is_what_its_labels_say(host: str) -> None:
    if host_name.is_plain(host):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(host_name, "is_plain", lambda text: False)
            assert xf.GeneralName.dns(host).value == host


@given(xf.strategies.certificates())
def test_nor_does_whatever_else_is_built(certificate: xf.Certificate) -> None:
    _hold_to_quick_tests(certificate)


@pytest.mark.parametrize(
    "path",
    [
        *("subject[0]", "subject[0].attributes", "subject[0][0]", "subject[0][0].type", "subject[0][0].value"),
        *("subject[0][0].value.text", "serialNumber", "subjectPublicKeyInfo.algorithm.parameters"),
        *("subjectPublicKeyInfo.subjectPublicKey", "extensions[subjectAltName].extnValue"),
        *("extensions[subjectAltName].extnValue[0]", "extensions[subjectAltName].extnValue[0].dNSName"),
        "extensions[subjectAltName].extnID",
    ],
)
def test_what_is_raw_passes_none_that_it_would_fail(path: str, keys: KeyFiles) -> None:
    tbs = Maker(keys).leaf().tbs_certificate
    raw = tbs.with_(path, xf.Any(b"\x05\x00"))
    case = Case(raw)
    for rule in QUICK:
        assert rule.quick is not None
        for judged in [part for tag, _, part in case.parts() if tag in rule.about] if rule.parts else [case]:
            assert not rule.quick(judged) or list(rule.judge(judged)) == [], rule.id
    running._plans.clear()
    alone = xf.check(raw)
    xf.check(tbs)
    assert xf.check(raw) == alone


def test_what_is_there_twice_is_of_no_kind_and_judged_by_its_first(keys: KeyFiles) -> None:
    tbs = Maker(keys).leaf().tbs_certificate
    second = xf.Extension.of(xf.SubjectAlternativeName.of("other.example"))
    assert Case(tbs).kind() is not None
    twice = Case(tbs.replace(extensions=(*(tbs.extensions or ()), second)))
    assert twice.kind() is None
    first = twice.value(xf.SubjectAlternativeName)
    assert first is not None
    assert "other.example" not in first.dns_names
    assert list(twice.first) == [extension.extn_id for extension in tbs.extensions or ()]
