"""What other linters' own test certificates taught: faults beside the examples of the rules, and what is no fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from tests.rules.maker import Maker

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles


@pytest.fixture
def maker(keys: KeyFiles) -> Maker:
    return Maker(keys)


def _ids(certificate: xf.Certificate) -> set[str]:
    return {finding.id for finding in xf.check(xf.Certificate.from_der(certificate.to_der()))}


def _named(maker: Maker, *names: xf.GeneralName) -> set[str]:
    value = xf.SubjectAlternativeName((xf.GeneralName.of("a.example"), *names))
    return _ids(maker.leaf({xf.SubjectAlternativeName: xf.Extension.of(value)}))


def test_a_key_usage_with_zeros_at_its_end_is_judged_by_what_it_asserts(maker: Maker) -> None:
    # digitalSignature, and four bits that are zero and written; zlint's kuEkuInconsistent.
    padded = xf.Extension(extn_id=xf.KeyUsage.oid, critical=True, extn_value=xf.Undecoded(b"\x03\x02\x03\x80"))
    assert _ids(maker.leaf({xf.KeyUsage: padded})) == {"rfc5280.extensions.undecodable"}
    signs = padded.replace(extn_value=xf.Undecoded(b"\x03\x02\x01\x04"))
    found = _ids(maker.leaf({xf.KeyUsage: signs}))
    assert found == {
        "rfc5280.extensions.undecodable",
        "rfc5280.key_usage.cert_sign_without_ca",
        "rfc5280.extended_key_usage.against_key_usage",
    }
    garbage = padded.replace(extn_value=xf.Undecoded(b"\x03\x01"))
    assert _ids(maker.leaf({xf.KeyUsage: garbage})) == {"rfc5280.extensions.undecodable"}


def test_a_wildcard_in_a_uri_is_left_to_applications(maker: Maker) -> None:
    assert _named(maker, xf.GeneralName.uri("https://*.a.example/")) == set()
    for host in ("a*.a.example", "*.*.example", "*", "b.*.example"):
        assert _named(maker, xf.GeneralName(uniform_resource_identifier=f"https://{host}/")) == {
            "rfc5280.alternative_name.uri_host"
        }


@pytest.mark.parametrize(
    ("constraint", "sound"),
    [("a.example", True), (".a.example", True), (".example", True), ("example", False), ("192.0.2.7", False)],
)
def test_a_constraint_on_uris_is_a_whole_domain_name(maker: Maker, constraint: str, sound: bool) -> None:
    tree = xf.GeneralSubtree(base=xf.GeneralName(uniform_resource_identifier=constraint))
    value = xf.NameConstraints(permitted_subtrees=(tree,))
    found = _ids(maker.ca({xf.NameConstraints: xf.Extension.of(value)}))
    assert found == (set() if sound else {"rfc5280.name_constraints.uri"})


@pytest.mark.parametrize(
    ("host", "sound"),
    [
        ("ca", True),
        ("ca.example:8080", True),
        ("192.0.2.7", True),
        ("[2001:db8::7]", True),
        ("a_b.example", False),
        ("a..example", False),
        (".".join(["a" * 63] * 5), False),
    ],
)
def test_the_host_in_a_place_is_one(maker: Maker, host: str, sound: bool) -> None:
    points = xf.CRLDistributionPoints.of(f"http://{host}/ca.crl")
    found = xf.check(maker.leaf({xf.CRLDistributionPoints: xf.Extension.of(points)}))
    assert {finding.id for finding in found} == (set() if sound else {"rfc3986.distribution.uri_host"})
    assert all(len(finding.message) < 200 for finding in found)


@pytest.mark.parametrize(
    ("attributes", "ids"),
    [
        ({"street": "A" * 128, "postalCode": "1" * 40}, set()),
        ({"street": "A" * 129}, {"x520.name.length"}),
        ({"postalCode": "1" * 41}, {"x520.name.length"}),
        ({"surname": "A" * 65}, {"x520.name.length"}),
        ({"surname": "A" * 32769}, {"x520.name.length", "rfc5280.name.length"}),
        ({"title": "A" * 64}, set()),
        ({"title": "A" * 65}, {"rfc5280.name.length"}),
        ({"O": "a\tb"}, {"rfc4518.name.control_character"}),
        ({"O": "a\u202eb"}, {"rfc4518.name.control_character"}),
        ({"O": "a\u00a0b\u200cc"}, set()),
    ],
)
def test_attributes_of_names_have_bounds(maker: Maker, attributes: dict[str, str], ids: set[str]) -> None:
    assert _ids(maker.leaf(subject=xf.Name.of(**attributes, CN="a.example"))) == ids


def test_an_address_in_a_subject_may_have_255_characters(maker: Maker) -> None:
    # RFC 5280 A.1: ub-emailaddress-length; 128 was RFC 3280's.
    for size, ids in ((255, {"rfc5280.subject.email_address"}), (256, {"rfc5280.name.length"})):
        text = f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.example"
        text = "a" * (size - len(text)) + text
        attribute = xf.AttributeTypeAndValue(type=xf.oid.EMAIL_ADDRESS, value=xf.IA5String(text))
        subject = xf.Name((xf.RelativeDistinguishedName((attribute,)),))
        names = xf.SubjectAlternativeName((xf.GeneralName(rfc822_name=text),))
        found = _ids(maker.leaf({xf.SubjectAlternativeName: xf.Extension.of(names)}, subject=subject))
        assert ids <= found
        assert ("rfc5280.name.length" in found) is (size > 255)


def _key(kind: xf.ObjectIdentifier, size: int) -> xf.SubjectPublicKeyInfo:
    return xf.SubjectPublicKeyInfo(
        algorithm=xf.AlgorithmIdentifier(algorithm=kind), subject_public_key=xf.BitString(bytes(size))
    )


def test_keys_of_slh_dsa_sign_and_have_the_length_of_their_kind(maker: Maker) -> None:
    # RFC 9909 4, 6, 7; FIPS 205 table 2.
    for kind, size in zip(xf.oid.SLH_DSA, (32, 32, 48, 48, 64, 64) * 2, strict=True):
        assert _ids(maker.leaf(subject_public_key_info=_key(kind, size))) == set()
        assert _ids(maker.leaf(subject_public_key_info=_key(kind, size + 1))) == {"rfc8410.key.length"}
    usage = xf.Extension.of(xf.KeyUsage.of("keyAgreement"))
    found = _ids(maker.leaf({xf.KeyUsage: usage}, subject_public_key_info=_key(xf.oid.SLH_DSA[0], 32)))
    assert found == {"rfc3279.key_usage.not_for_this_key"}


def test_a_key_of_hash_ml_dsa_is_not_a_ca_s(maker: Maker) -> None:
    key = _key(xf.oid.HASH_ML_DSA[0], 1312)
    assert _ids(maker.leaf(subject_public_key_info=key)) == set()
    usage = xf.Extension.of(xf.KeyUsage.of("keyEncipherment"))
    found = _ids(maker.leaf({xf.KeyUsage: usage}, subject_public_key_info=key))
    assert found == {"rfc3279.key_usage.not_for_this_key"}
    assert _ids(maker.ca(subject_public_key_info=key)) == {
        "rfc9881.key.hash_ml_dsa_in_ca",
        "rfc3279.key_usage.not_for_this_key",
    }


def test_the_text_of_a_notice_is_judged_though_its_reference_is_broken(maker: Maker) -> None:
    # The organization has the tag 0, as in zlint's explicitText200Char; behind it stands the text.
    def found(text: bytes) -> set[str]:
        reference = bytes.fromhex("3007 0000 3003 020102")
        notice = xf.Undecoded(bytes((0x30, len(reference) + len(text))) + reference + text)
        qualifier = xf.PolicyQualifierInfo(policy_qualifier_id=xf.oid.USER_NOTICE_QUALIFIER, qualifier=notice)
        policy = xf.PolicyInformation(policy_identifier=xf.ObjectIdentifier("1.2.3.4"), policy_qualifiers=(qualifier,))
        return _ids(maker.leaf({xf.CertificatePolicies: xf.Extension.of(xf.CertificatePolicies((policy,)))}))

    broken = {"rfc5280.certificate_policies.undecodable_qualifier", "rfc5280.certificate_policies.qualifier"}
    assert found(b"\x0c\x01a") == broken
    assert found(b"\x0c\x02a\n") == {*broken, "rfc5280.certificate_policies.control_character"}
    assert found(b"\x16\x01a") == {*broken, "rfc6818.certificate_policies.ia5_text"}
    assert found(b"\x0c\x02\xffa") == broken
    assert found(b"") == broken


@pytest.mark.parametrize(
    ("timestamp", "sound"),
    [
        (bytes(41) + b"\0\0" + b"\4\3" + b"\0\2ab", True),
        (bytes(41) + b"\0\1x" + b"\4\3" + b"\0\2ab", True),
        (bytes(41) + b"\0\0" + b"\4\3" + b"\0\3ab", False),
        (bytes(41) + b"\0\0" + b"\4\3" + b"\0\1ab", False),
        (bytes(41), False),
        (b"\0", False),
        (b"", False),
        (b"\1ab", True),
    ],
)
def test_a_timestamp_of_version_1_is_whole(maker: Maker, timestamp: bytes, sound: bool) -> None:
    listed = len(timestamp).to_bytes(2, "big") + timestamp
    value = xf.SignedCertificateTimestampList(len(listed).to_bytes(2, "big") + listed)
    found = _ids(maker.leaf({xf.SignedCertificateTimestampList: xf.Extension.of(value)}))
    assert found == (set() if sound else {"rfc6962.timestamps.malformed"})


def test_keys_for_agreement_alone_do_not_sign(maker: Maker) -> None:
    # RFC 5480 3, of id-ecDH and id-ecMQV.
    for kind in (xf.oid.EC_DH, xf.oid.EC_MQV):
        key = _key(kind, 65)
        assert _ids(maker.leaf(subject_public_key_info=key)) == {"rfc3279.key_usage.not_for_this_key"}
        usage = xf.Extension.of(xf.KeyUsage.of("keyAgreement", "encipherOnly"))
        assert _ids(maker.leaf({xf.KeyUsage: usage}, subject_public_key_info=key)) == set()


def test_a_ca_for_servers_is_no_server(maker: Maker) -> None:
    # pkilint's internal_cross_ca/clean: the purposes of a CA are those of the certificates below it.
    assert _ids(maker.ca({xf.ExtendedKeyUsage: xf.Extension.of(xf.ExtendedKeyUsage.of("serverAuth"))})) == set()
