"""A request is judged by what it asks for; what it lacks, the CA adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import x509forge as xf
from x509forge.asn1.path import value_at

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

IN_REQUEST = "certificationRequestInfo.attributes[0].values[0].extensions"


def _request(keys: KeyFiles, *values: xf.ExtensionValue, subject: xf.Name | None = None) -> xf.CertificationRequest:
    name = xf.Name.of(CN="a.example") if subject is None else subject
    return xf.CertificationRequest.create(
        name, xf.PrivateKey.load(keys("ec:P-256")), extensions=[xf.Extension.of(value) for value in values]
    )


def test_a_sound_request_has_no_finding(keys: KeyFiles) -> None:
    sound = _request(
        keys,
        xf.BasicConstraints(ca=False),
        xf.KeyUsage.of("digitalSignature"),
        xf.ExtendedKeyUsage.of("serverAuth"),
        xf.SubjectAlternativeName.of("a.example"),
    )
    assert xf.check(sound) == []
    assert xf.check(xf.CertificationRequest.from_der(sound.to_der())) == []


def test_nothing_is_missed_in_it(keys: KeyFiles) -> None:
    assert xf.check(_request(keys)) == []
    assert xf.check(_request(keys, xf.BasicConstraints(ca=True), subject=xf.Name(()))) == []


@pytest.mark.parametrize(
    ("value", "id", "path"),
    [
        (xf.KeyUsage.of(), "rfc5280.key_usage.empty", f"{IN_REQUEST}[0].extnValue"),
        (
            xf.KeyUsage.of("digitalSignature", "keyCertSign"),
            "rfc5280.key_usage.cert_sign_without_ca",
            f"{IN_REQUEST}[0].extnValue",
        ),
        (
            xf.SubjectAlternativeName((xf.GeneralName(dns_name="a_b.example"),)),
            "rfc5280.alternative_name.dns_name",
            f"{IN_REQUEST}[0].extnValue[0].dNSName",
        ),
    ],
)
def test_what_it_asks_for_is_judged(keys: KeyFiles, value: xf.ExtensionValue, id: str, path: str) -> None:
    request = _request(keys, value, subject=xf.Name.of(O="ALI"))
    (finding,) = xf.check(request)
    assert (finding.id, finding.path) == (id, path)
    assert value_at(request, path) is not None
    assert finding.value


def test_its_subject_key_version_and_algorithm_are_judged(keys: KeyFiles) -> None:
    request = _request(keys)
    for path, value, id, place in (
        ("certificationRequestInfo.version", 1, "rfc2986.version", "certificationRequestInfo.version"),
        (
            "certificationRequestInfo.subject",
            xf.Name.of(O="A" * 65),
            "rfc5280.name.length",
            "certificationRequestInfo.subject[0][0].value",
        ),
        (
            "certificationRequestInfo.subjectPKInfo.subjectPublicKey",
            xf.BitString(b"\4"),
            "rfc5480.key.point",
            "certificationRequestInfo.subjectPKInfo.subjectPublicKey",
        ),
        (
            "signatureAlgorithm.parameters",
            xf.Null(),
            "rfc4055.signature.parameters",
            "signatureAlgorithm.parameters",
        ),
    ):
        (finding,) = xf.check(request.with_(path, value))
        assert (finding.id, finding.path) == (id, place)


def test_extensions_of_two_attributes_are_judged_together(keys: KeyFiles) -> None:
    request = _request(keys, xf.KeyUsage.of("digitalSignature"))
    info = request.certification_request_info
    twice = request.replace(certification_request_info=info.replace(attributes=(*info.attributes, *info.attributes)))
    (finding,) = xf.check(twice)
    assert finding.id == "rfc5280.extensions.duplicate"
    assert finding.path == "certificationRequestInfo.attributes[1].values[0].extensions[0].extnID"


def test_a_raw_element_in_a_request_is_passed_over(keys: KeyFiles) -> None:
    request = _request(keys, xf.KeyUsage.of("digitalSignature"), xf.SubjectAlternativeName.of("a.example"))
    for path in (
        *("certificationRequestInfo.version", "certificationRequestInfo.subject", "signatureAlgorithm"),
        *("certificationRequestInfo.subjectPKInfo", "certificationRequestInfo.attributes"),
        *("certificationRequestInfo.attributes[0]", "certificationRequestInfo.attributes[0].values"),
        *(f"{IN_REQUEST[:-11]}", IN_REQUEST, f"{IN_REQUEST}[1]", f"{IN_REQUEST}[1].extnValue"),
    ):
        for raw in (xf.Any(b"\x05\x00"), xf.Any(b"")):
            xf.check(request.with_(path, raw))
