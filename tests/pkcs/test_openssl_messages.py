"""Lists, OCSP, CMS, PKCS #12 and time stamps that openssl made: each field is what asn1crypto reads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asn1crypto import cms, core, crl, ocsp, pkcs12, tsp

import x509forge as xf
from tests.tools.openssl_messages import messages
from x509forge.asn1 import Any, Choice, Value
from x509forge.asn1.codecs import Contained, ListOf
from x509forge.pkcs.pkcs7 import Data

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program
    from x509forge.asn1.schema import Field

_SPECS: dict[str, type[core.Asn1Value]] = {
    "CertificateList": crl.CertificateList,
    "ContentInfo": cms.ContentInfo,
    "OCSPRequest": ocsp.OCSPRequest,
    "OCSPResponse": ocsp.OCSPResponse,
    "PFX": pkcs12.Pfx,
    "TimeStampReq": tsp.TimeStampReq,
    "TimeStampResp": tsp.TimeStampResp,
}
NAMES = {name: getattr(xf, name) for name in dir(xf)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, keys: KeyFiles) -> dict[str, tuple[str, bytes]]:
    return messages(tmp_path_factory.mktemp("messages"), keys)


# What asn1crypto calls otherwise than the standard.
_OTHERWISE = {
    "AttributeCertificate.acinfo": "ac_info",
    "AttributeCertificate.signature_value": "signature",
    "AttributeCertificateInfo.attr_cert_validity_period": "att_cert_validity_period",
    "CertificateList.signature_value": "signature",
    "EncapsulatedContentInfo.e_content": "content",
    "EncapsulatedContentInfo.e_content_type": "content_type",
    "IssuerSerial.serial": "serial_number",  # as RFC 5035 has it
    "SubjectPublicKeyInfo.subject_public_key": "public_key",
}
# What asn1crypto leaves to its reader to open.
_CONTAINED = {
    "AuthenticatedSafeData": pkcs12.AuthenticatedSafe,
    "SafeContentsData": pkcs12.SafeContents,
}


def compare(ours: object, theirs: core.Asn1Value, seen: set[str], path: str) -> None:
    """Go through two readings of the same octets side by side: every field has the same name and octets in both."""
    if isinstance(theirs, core.Choice):
        if isinstance(ours, Choice):
            seen.add(type(ours).__name__)
            assert ours.chosen == _OTHERWISE.get(f"{type(ours).__name__}.{theirs.name}", theirs.name), path
            ours = ours.value
        theirs = theirs.chosen
    elif isinstance(ours, Choice):  # of which it knows one alternative, the one without a tag
        ours = ours.value
    if isinstance(ours, tuple):
        assert len(ours) == len(theirs), path
        for number, (mine, its) in enumerate(zip(ours, theirs, strict=True)):
            compare(mine, its, seen, f"{path}[{number}]")
    elif isinstance(ours, Value) and not isinstance(ours, Any):
        fields: tuple[Field, ...] = getattr(type(ours), "_fields", ())
        if len(fields) == 1 and isinstance(fields[0].codec, (Contained, ListOf)):
            seen.add(type(ours).__name__)
            if type(ours).__name__ in _CONTAINED:
                theirs = _CONTAINED[type(ours).__name__].load(theirs.native, strict=True)
            compare(getattr(ours, fields[0].name), theirs, seen, path)
        elif fields and isinstance(theirs, core.Sequence) and theirs._fields:
            seen.add(type(ours).__name__)
            _compare_fields(ours, theirs, seen, path)


def _compare_fields(ours: Value, theirs: core.Sequence, seen: set[str], path: str) -> None:
    kind = type(ours)
    known = {name for name, *_ in theirs._fields}
    names = []
    for field in kind._fields:
        name = field.name if field.name in known else _OTHERWISE.get(f"{kind.__name__}.{field.name}", field.name)
        mine = getattr(ours, field.name)
        if mine is None and name not in known:
            continue
        names.append(name)
        its = theirs[name]
        # asn1crypto shows an absent value as its DEFAULT.
        if field.has_default and mine == field.default:
            continue
        read = b"" if isinstance(its, core.Void) else its.dump()
        assert read == (b"" if mine is None else field.codec.encode(mine)), f"{path}.{field.name}"
        if isinstance(its, (core.ParsableOctetString, core.Any)) and not isinstance(mine, (bytes, Any, Data)):
            its = its.parsed
        if mine is not None:
            compare(mine, its, seen, f"{path}.{field.name}")
    assert names == [name for name, *_ in theirs._fields], path


# All types that openssl makes and asn1crypto has declared, and that this test therefore compares.
_COMPARED = {
    *("CertificateList", "TBSCertList", "RevokedCertificate", "IssuingDistributionPoint", "AuthorityKeyIdentifier"),
    *("OCSPRequest", "TBSRequest", "Request", "CertID", "Signature", "OCSPResponse", "ResponseBytes", "ResponseData"),
    *("BasicOCSPResponse", "ResponderID", "SingleResponse", "CertStatus", "RevokedInfo"),
    *("ContentInfo", "SignedData", "EncapsulatedContentInfo", "SignerInfo", "SignerIdentifier", "CertificateChoices"),
    *("IssuerAndSerialNumber", "RevocationInfoChoice", "DigestedData", "EncryptedData", "EncryptedContentInfo"),
    *("EnvelopedData", "AuthEnvelopedData", "RecipientInfo", "KeyTransRecipientInfo", "RecipientIdentifier"),
    *("KeyAgreeRecipientInfo", "OriginatorIdentifierOrKey", "OriginatorPublicKey", "RecipientEncryptedKey"),
    *("KeyAgreeRecipientIdentifier", "RecipientKeyIdentifier", "KEKRecipientInfo", "KEKIdentifier"),
    *("PasswordRecipientInfo", "RSAESOAEPParams", "SMIMECapabilities", "SMIMECapability", "SigningCertificateV2"),
    *("ESSCertIDv2", "IssuerSerial", "PFX", "AuthSafe", "AuthenticatedSafeData", "AuthenticatedSafe"),
    *("SafeContentInfo", "SafeContentsData", "SafeContents", "SafeBag", "CertBag", "X509CertificateData", "MacData"),
    *("DigestInfo", "OneAsymmetricKey", "EncryptedPrivateKeyInfo", "TimeStampReq", "TimeStampResp", "PKIStatusInfo"),
    *("MessageImprint", "TSTInfo", "EncapsulatedTSTInfo", "Accuracy"),
}


def test_asn1crypto_reads_the_same_in_every_field(made: dict[str, tuple[str, bytes]]) -> None:
    seen: set[str] = set()
    for name, (kind, der) in made.items():
        if name != "time stamp response, refused":  # asn1crypto does not know that there may be no token
            compare(getattr(xf, kind).from_der(der), _SPECS[kind].load(der, strict=True), seen, name)
    assert not _COMPARED - seen


def test_all_is_read_written_back_and_its_own_source(made: dict[str, tuple[str, bytes]]) -> None:
    for name, (kind, der) in made.items():
        value = getattr(xf, kind).from_der(der)
        source = repr(value)
        assert "Undecoded(" not in source, name
        if name == "pkcs12 not encrypted":
            assert "private_key=<redacted>" in source
        else:
            assert eval(source, dict(NAMES)).to_der() == der, name


def test_entries_of_a_list_say_what_openssl_was_told(made: dict[str, tuple[str, bytes]]) -> None:
    crl = xf.CertificateList.from_der(made["crl"][1])
    entries = crl.tbs_cert_list.revoked_certificates or ()
    found = []
    for entry in entries:
        reason, hold = entry.extension(xf.CRLReason), entry.extension(xf.HoldInstructionCode)
        date = entry.extension(xf.InvalidityDate)
        said = (reason and reason.reason, hold and str(hold.instruction), date and str(date.date))
        found.append((entry.user_certificate, *said))
    assert found == [
        (2, None, None, None),
        (3, 1, None, None),
        (4, 4, None, None),
        (5, 1, None, "20191231235959Z"),
        (6, 2, None, "20191231235959Z"),
        (7, 6, "1.2.840.10040.2.3", None),
        (2**159 - 1, 8, None, None),
    ]
    assert crl.extension(xf.CRLNumber) == xf.CRLNumber(0x1000)
    assert crl.extension(xf.DeltaCRLIndicator) is None
    point = crl.extension(xf.IssuingDistributionPoint)
    assert point is not None
    assert point.indirect_crl


def test_a_list_is_assembled_from_its_parts(made: dict[str, tuple[str, bytes]]) -> None:
    crl = xf.CertificateList.from_der(made["crl"][1])
    again = xf.CertificateList.assemble(crl.tbs_cert_list, crl.signature_algorithm, crl.signature_value.octets)
    assert again.to_der() == made["crl"][1]
    assert xf.CertificateList.from_pem(again.to_pem()) == crl


def test_states_of_certificates(made: dict[str, tuple[str, bytes]]) -> None:
    response = xf.OCSPResponse.from_der(made["ocsp response, signed"][1])
    assert response.response_status == 0
    assert response.response_bytes is not None
    basic = response.response_bytes.response
    assert isinstance(basic, xf.BasicOCSPResponse)
    states = {each.cert_id.serial_number: each.cert_status for each in basic.tbs_response_data.responses}
    chosen = {number: state.chosen for number, state in states.items()}
    assert chosen == {1: "good", 2: "revoked", 3: "revoked", 7: "revoked", 0x99: "unknown"}
    assert states[7].revoked is not None
    assert states[7].revoked.revocation_reason == xf.CRLReason(6)
    request = xf.OCSPRequest.from_der(made["ocsp request, signed"][1])
    nonce = request.extension(xf.Nonce)
    assert nonce is not None
    assert nonce == basic.extension(xf.Nonce)
    assert len(nonce.octets) == 16


def test_why_there_is_no_time_stamp(made: dict[str, tuple[str, bytes]]) -> None:
    answer = xf.TimeStampResp.from_der(made["time stamp response, refused"][1])
    assert answer.time_stamp_token is None
    status = tsp.PKIStatusInfo.load(answer.status.to_der(), strict=True)
    assert status["status"].native == "rejection"
    assert status["fail_info"].native == {"unaccepted_policy"}
    assert answer.status.status == 2
    assert answer.status.fail_info == xf.PKIFailureInfo.of("unacceptedPolicy")


def test_names_of_bags(made: dict[str, tuple[str, bytes]]) -> None:
    pfx = xf.PFX.from_der(made["pkcs12 not encrypted"][1])
    assert isinstance(pfx.auth_safe.content, xf.AuthenticatedSafeData)
    bags = [
        bag
        for info in pfx.auth_safe.content.authenticated_safe.content_infos
        if isinstance(info.content, xf.SafeContentsData)
        for bag in info.content.safe_contents.bags
    ]
    assert [type(bag.bag_value) for bag in bags] == [xf.CertBag, xf.OneAsymmetricKey]
    kinds = {type(value) for bag in bags for attribute in bag.bag_attributes or () for value in attribute.values}
    assert kinds == {xf.BMPString, xf.LocalKeyId}


def test_the_mac_of_rfc_9579(
    made: dict[str, tuple[str, bytes]], openssl: Program, openssl_35: Program, tmp_path: Path
) -> None:
    file = tmp_path / "one.p12"
    file.write_bytes(made["pkcs12"][1])
    pem = openssl("pkcs12", "-in", file, "-passin", "pass:secret", "-noenc")
    (tmp_path / "one.pem").write_bytes(pem)
    said = ("-pbmac1_pbkdf2", "-pbmac1_pbkdf2_md", "sha512", "-macalg", "sha384")
    options = ("-export", "-in", tmp_path / "one.pem", "-passout", "pass:secret", *said)
    pfx = xf.PFX.from_der(openssl_35("pkcs12", *options))
    assert pfx.mac_data is not None
    parameters = pfx.mac_data.mac.digest_algorithm.parameters
    assert isinstance(parameters, xf.PBMAC1Parameters)
    derivation = parameters.key_derivation_func.parameters
    assert isinstance(derivation, xf.PBKDF2Parameters)
    assert derivation.prf.algorithm.name == "id-hmacWithSHA512"
    assert parameters.message_auth_scheme.algorithm.name == "id-hmacWithSHA384"


def test_either_label_of_a_message_is_read(made: dict[str, tuple[str, bytes]], openssl: Program) -> None:
    for name, program in (("cms signed", "cms"), ("pkcs7 bundle", "pkcs7")):
        more = ("-cmsout",) if program == "cms" else ()
        der = made[name][1]
        pem = openssl(program, *more, "-inform", "DER", "-outform", "PEM", data=der)
        assert pem.startswith(b"-----BEGIN " + program.upper().encode() + b"-----")
        message = xf.ContentInfo.from_pem(pem)
        assert message.to_der() == der
        assert openssl("pkcs7", "-outform", "DER", data=message.to_pem().encode()) == der
