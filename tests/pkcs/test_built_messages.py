"""What openssl does not make: built here, and read by asn1crypto, field by field, or shown by openssl."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from asn1crypto import cms, core, keys, ocsp, parser, pkcs12, tsp
from asn1crypto import crl as asn1crypto_crl

import x509forge as xf
from tests.pkcs.test_openssl_messages import compare
from x509forge import oid
from x509forge.asn1 import Value

if TYPE_CHECKING:
    from tests.tools.programs import Program

NAMES = {name: getattr(xf, name) for name in dir(xf)}
SHA256 = xf.AlgorithmIdentifier(algorithm=oid.SHA256)
SIGNATURE = xf.AlgorithmIdentifier(algorithm=oid.ECDSA_WITH_SHA256)
ISSUER = xf.Name.of(CN="an authority")
SERIAL = xf.IssuerSerial(issuer=(xf.GeneralName(directory_name=ISSUER),), serial=2**64)
DIGEST = xf.ObjectDigestInfo(digested_object_type=0, digest_algorithm=SHA256, object_digest=xf.BitString(b"\x01" * 32))


def _attribute_certificate(holder: xf.Holder, issuer: xf.AttCertIssuer) -> xf.AttributeCertificate:
    return xf.AttributeCertificate(
        acinfo=xf.AttributeCertificateInfo(
            holder=holder,
            issuer=issuer,
            signature=SIGNATURE,
            serial_number=2**158,
            attr_cert_validity_period=xf.AttCertValidityPeriod(
                not_before_time="20240101000000Z", not_after_time="20250101000000Z"
            ),
            attributes=(xf.Attribute(type=xf.ObjectIdentifier("1.2.3.4"), values=(xf.UTF8String("a role"),)),),
            issuer_unique_id=xf.BitString(b"\x05"),
            extensions=(xf.Extension.of(xf.NoRevAvail()),),
        ),
        signature_algorithm=SIGNATURE,
        signature_value=xf.BitString(b"\x30\x00"),
    )


_CRL = xf.CertificateList(
    tbs_cert_list=xf.TBSCertList(signature=SIGNATURE, issuer=ISSUER, this_update=xf.Time.of("2024-01-01")),
    signature_algorithm=SIGNATURE,
    signature_value=xf.BitString(b""),
)
ATTRIBUTE_CERTIFICATES = [
    _attribute_certificate(
        xf.Holder(base_certificate_id=SERIAL, entity_name=SERIAL.issuer),
        xf.AttCertIssuer(v2_form=xf.V2Form(issuer_name=SERIAL.issuer)),
    ),
    _attribute_certificate(
        xf.Holder(object_digest_info=DIGEST),
        # asn1crypto has explicit tags for the other two forms; RFC 5755's module has implicit ones.
        xf.AttCertIssuer(v1_form=SERIAL.issuer),
    ),
]


@pytest.mark.parametrize("certificate", ATTRIBUTE_CERTIFICATES)
def test_attribute_certificates(certificate: xf.AttributeCertificate) -> None:
    read = cms.AttributeCertificateV2.load(certificate.to_der(), strict=True)
    info = read["ac_info"]
    assert info["version"].native == "v2"
    assert info["serial_number"].native == 2**158
    assert info["holder"].dump() == certificate.acinfo.holder.to_der()
    assert info["issuer"].dump() == certificate.acinfo.issuer.to_der()
    for field in ("base_certificate_id", "entity_name", "object_digest_info"):
        given = getattr(certificate.acinfo.holder, field)
        assert isinstance(info["holder"][field], core.Void) == (given is None)
    assert info["att_cert_validity_period"]["not_before_time"].native.year == 2024
    assert [each["type"].dotted for each in info["attributes"]] == ["1.2.3.4"]
    assert info["issuer_unique_id"].native is not None
    assert read.native is not None
    assert read.dump(force=True) == certificate.to_der()
    compare(certificate, read, set(), "AttributeCertificate")
    assert xf.AttributeCertificate.from_der(certificate.to_der()) == certificate
    assert eval(repr(certificate), dict(NAMES)) == certificate


def test_attribute_certificates_and_answers_in_signed_data() -> None:
    answer = xf.OCSPResponse(response_status=3)
    signed = xf.SignedData(
        version=5,
        encap_content_info=xf.EncapsulatedContentInfo(e_content_type=oid.DATA),
        certificates=(xf.CertificateChoices(v2_attr_cert=ATTRIBUTE_CERTIFICATES[0]),),
        crls=(
            xf.RevocationInfoChoice(
                other=xf.OtherRevocationInfoFormat(other_rev_info_format=oid.RI_OCSP_RESPONSE, other_rev_info=answer)
            ),
        ),
    )
    info = xf.ContentInfo(content_type=oid.SIGNED_DATA, content=signed)
    read = cms.ContentInfo.load(info.to_der(), strict=True)["content"]
    assert read["certificates"][0].name == "v2_attr_cert"
    assert read["crls"][0].chosen["other_rev_info"].dump() == answer.to_der()
    again = xf.ContentInfo.from_der(info.to_der())
    assert again == info
    assert isinstance(again.content, xf.SignedData)
    assert eval(repr(again), dict(NAMES)) == info


def test_bags_of_all_kinds() -> None:
    inner = xf.SafeContents((xf.SafeBag(bag_id=oid.CRL_BAG, bag_value=xf.CRLBag(crl_value=xf.X509CRLData(_CRL))),))
    secret = xf.SecretBag(secret_type_id=xf.ObjectIdentifier("1.2.3.4"), secret_value=xf.Any(b"\x04\x03abc"))
    bags = xf.SafeContents(
        (xf.SafeBag(bag_id=oid.SAFE_CONTENTS_BAG, bag_value=inner), xf.SafeBag(bag_id=oid.SECRET_BAG, bag_value=secret))
    )
    read = pkcs12.SafeContents.load(bags.to_der(), strict=True)
    listed = read[0]["bag_value"][0]["bag_value"]["crl_value"].native
    assert asn1crypto_crl.CertificateList.load(listed, strict=True).native is not None
    assert listed == _CRL.to_der()
    assert read[1]["bag_value"]["secret_value"].native is not None
    again = xf.SafeContents.from_der(bags.to_der())
    assert again == bags
    assert isinstance(again.bags[1].bag_value, xf.SecretBag)
    assert "abc" not in repr(again)


@pytest.mark.parametrize(
    ("cls", "options"),
    [
        (xf.DssParms, ("DSA", "-pkeyopt", "dsa_paramgen_bits:1024")),
        (xf.DHParameter, ("DH", "-pkeyopt", "group:ffdhe2048")),
        (xf.DomainParameters, ("DHX", "-pkeyopt", "dh_rfc5114:2")),
    ],
)
def test_groups_of_keys(
    openssl: Program, cls: type[xf.DssParms | xf.DHParameter | xf.DomainParameters], options: tuple[str, ...]
) -> None:
    pem = openssl("genpkey", "-genparam", "-algorithm", *options)
    value = cls.from_pem(pem)
    der = value.to_der()
    numbers = re.findall(r"INTEGER *:([0-9A-F]+)", openssl("asn1parse", "-inform", "DER", data=der).decode())
    fields = [getattr(value, name) for name in value._field_names]
    assert [field for field in fields if field is not None] == [int(number, 16) for number in numbers]
    assert eval(repr(value), dict(NAMES)).to_der() == der
    assert value.to_pem().encode() == pem


@pytest.mark.parametrize("curve", ["prime256v1", "secp160r2", "sect163k1", "sect239k1", "c2pnb163v1"])
def test_curves_that_are_spelled_out(openssl: Program, curve: str) -> None:
    der = openssl("ecparam", "-name", curve, "-param_enc", "explicit", "-outform", "DER")
    parameters = xf.ECParameters.from_der(der)
    domain = parameters.specified_curve
    assert isinstance(domain, xf.SpecifiedECDomain)
    read = keys.SpecifiedECDomain.load(der, strict=True)
    assert domain.order == read["order"].native
    assert domain.base == read["base"].contents
    assert domain.field_id.field_type == read["field_id"]["field_type"].dotted
    field = domain.field_id.parameters
    if isinstance(field, xf.PrimeP):
        assert field.p == read["field_id"]["parameters"].native
    else:
        assert isinstance(field, xf.CharacteristicTwo)
        assert field.m == read["field_id"]["parameters"]["m"].native
        basis = {oid.TP_BASIS: xf.Trinomial, oid.PP_BASIS: xf.Pentanomial}[field.basis]
        assert isinstance(field.parameters, basis)
    assert eval(repr(parameters), dict(NAMES)).to_der() == der


_RECIPIENT = xf.RecipientInfo(
    ktri=xf.KeyTransRecipientInfo(
        version=2,
        rid=xf.RecipientIdentifier(subject_key_identifier=b"key"),
        key_encryption_algorithm=xf.AlgorithmIdentifier(algorithm=oid.RSA_ENCRYPTION, parameters=xf.Null()),
        encrypted_key=b"\x01" * 16,
    )
)
_ATTRIBUTES = (xf.Attribute(type=oid.MESSAGE_DIGEST, values=(xf.MessageDigest(b"\x02" * 32),)),)
_CERTIFICATES = (xf.CertificateChoices(v2_attr_cert=ATTRIBUTE_CERTIFICATES[0]),)
_REVOCATION = (
    xf.RevocationInfoChoice(
        other=xf.OtherRevocationInfoFormat(
            other_rev_info_format=oid.RI_OCSP_RESPONSE, other_rev_info=xf.OCSPResponse(response_status=3)
        )
    ),
)
_ORIGINATOR = xf.OriginatorInfo(certs=_CERTIFICATES, crls=_REVOCATION)
_AGREED = xf.RecipientInfo(
    kari=xf.KeyAgreeRecipientInfo(
        originator=xf.OriginatorIdentifierOrKey(subject_key_identifier=b"mine"),
        ukm=b"\x0b" * 8,
        key_encryption_algorithm=xf.AlgorithmIdentifier(
            algorithm=oid.STD_DH_SHA256_KDF_SCHEME,
            parameters=xf.AlgorithmIdentifier(algorithm=xf.ObjectIdentifier("2.16.840.1.101.3.4.1.5")),
        ),
        recipient_encrypted_keys=(
            xf.RecipientEncryptedKey(
                rid=xf.KeyAgreeRecipientIdentifier(
                    r_key_id=xf.RecipientKeyIdentifier(subject_key_identifier=b"yours", date="20240101000000Z")
                ),
                encrypted_key=b"\x0c" * 24,
            ),
        ),
    )
)
_IMPRINT = xf.MessageImprint(hash_algorithm=SHA256, hashed_message=b"\x0d" * 32)
_EXTENSIONS = (xf.Extension.of(xf.Nonce(b"\x0e" * 8), critical=True),)
_CONTENT = xf.EncapsulatedContentInfo(e_content_type=oid.DATA, e_content=xf.Data(b"a message"))
_ENCRYPTED = xf.EncryptedContentInfo(
    content_type=oid.DATA,
    content_encryption_algorithm=xf.AlgorithmIdentifier(
        algorithm=oid.AES_256_GCM, parameters=xf.GCMParameters(aes_nonce=b"\x03" * 12, aes_icv_len=16)
    ),
    encrypted_content=b"\x04" * 9,
)


@pytest.mark.parametrize(
    ("value", "spec"),
    [
        (
            xf.AuthenticatedData(
                originator_info=_ORIGINATOR,
                recipient_infos=(_RECIPIENT,),
                mac_algorithm=xf.AlgorithmIdentifier(algorithm=oid.HMAC_WITH_SHA256, parameters=xf.Null()),
                digest_algorithm=SHA256,
                encap_content_info=_CONTENT,
                auth_attrs=_ATTRIBUTES,
                mac=b"\x05" * 32,
                unauth_attrs=_ATTRIBUTES,
            ),
            cms.AuthenticatedData,
        ),
        (
            xf.SignedAndEnvelopedData(
                recipient_infos=(_RECIPIENT,),
                digest_algorithms=(SHA256,),
                encrypted_content_info=_ENCRYPTED,
                certificates=_CERTIFICATES,
                crls=(xf.RevocationInfoChoice(crl=_CRL),),
                signer_infos=(
                    xf.SignerInfo(
                        version=3,
                        sid=xf.SignerIdentifier(subject_key_identifier=b"key"),
                        digest_algorithm=SHA256,
                        signature_algorithm=SIGNATURE,
                        signature=b"\x06",
                        unsigned_attrs=_ATTRIBUTES,
                    ),
                ),
            ),
            cms.SignedAndEnvelopedData,
        ),
        (
            xf.AuthEnvelopedData(
                originator_info=_ORIGINATOR,
                recipient_infos=(_RECIPIENT,),
                auth_encrypted_content_info=_ENCRYPTED,
                auth_attrs=_ATTRIBUTES,
                mac=b"\x07" * 16,
                unauth_attrs=_ATTRIBUTES,
            ),
            cms.AuthEnvelopedData,
        ),
        (
            xf.EnvelopedData(
                version=3,
                originator_info=_ORIGINATOR,
                recipient_infos=(
                    xf.RecipientInfo(
                        ori=xf.OtherRecipientInfo(
                            ori_type=xf.ObjectIdentifier("1.2.3.4"), ori_value=xf.Any(b"\x05\x00")
                        )
                    ),
                ),
                encrypted_content_info=_ENCRYPTED,
                unprotected_attrs=_ATTRIBUTES,
            ),
            cms.EnvelopedData,
        ),
        (
            xf.EnvelopedData(version=2, recipient_infos=(_AGREED,), encrypted_content_info=_ENCRYPTED),
            cms.EnvelopedData,
        ),
        (
            xf.EncryptedData(version=2, encrypted_content_info=_ENCRYPTED, unprotected_attrs=_ATTRIBUTES),
            cms.EncryptedData,
        ),
        (xf.TimeStampReq(message_imprint=_IMPRINT, extensions=_EXTENSIONS), tsp.TimeStampReq),
        (
            xf.TSTInfo(
                policy=xf.ObjectIdentifier("1.2.3.4"),
                message_imprint=_IMPRINT,
                serial_number=1,
                gen_time="20240101000000Z",
                extensions=_EXTENSIONS,
            ),
            tsp.TSTInfo,
        ),
        (
            xf.Request(
                req_cert=xf.CertID(
                    hash_algorithm=SHA256, issuer_name_hash=b"\x0f", issuer_key_hash=b"\x10", serial_number=-1
                ),
                single_request_extensions=_EXTENSIONS,
            ),
            ocsp.Request,
        ),
        (xf.TBSRequest(version=1, request_list=(), request_extensions=_EXTENSIONS), ocsp.TBSRequest),
        (
            xf.ResponseData(
                version=1,
                responder_id=xf.ResponderID(by_key=b"\x11" * 20),
                produced_at="20240101000000Z",
                responses=(),
                response_extensions=_EXTENSIONS,
            ),
            ocsp.ResponseData,
        ),
        (
            xf.SigningCertificate(certs=(xf.ESSCertID(cert_hash=b"\x08" * 20, issuer_serial=SERIAL),)),
            tsp.SigningCertificate,
        ),
        (xf.Nonce(b"\x09" * 32), core.OctetString),
        (
            xf.CrlID(
                crl_url=xf.IA5String("http://ca.example/"),
                crl_num=77,
                crl_time=xf.GeneralizedTime("20240101000000Z"),
            ),
            ocsp.CrlId,
        ),
        (xf.AcceptableResponses((oid.OCSP_BASIC,)), ocsp.AcceptableResponses),
        (xf.ArchiveCutoff(xf.GeneralizedTime("20240101000000Z")), core.GeneralizedTime),
        (
            xf.ServiceLocator(
                issuer=ISSUER,
                locator=(xf.AccessDescription(access_method=oid.OCSP, access_location=SERIAL.issuer[0]),),
            ),
            ocsp.ServiceLocator,
        ),
        (
            xf.PreferredSignatureAlgorithms(
                (
                    xf.PreferredSignatureAlgorithm(
                        sig_identifier=SIGNATURE,
                        pub_key_alg_identifier=xf.AlgorithmIdentifier(
                            algorithm=oid.EC_PUBLIC_KEY, parameters=xf.ECParameters(named_curve=oid.SECP256R1)
                        ),
                    ),
                )
            ),
            ocsp.PreferredSignatureAlgorithms,
        ),
    ],
    ids=lambda each: type(each).__name__ if isinstance(each, Value) else "",
)
def test_what_openssl_does_not_make(value: Value, spec: type[core.Asn1Value]) -> None:
    read = spec.load(value.to_der(), strict=True)
    assert read.native is not None
    assert read.dump(force=True) == value.to_der()
    if not isinstance(value, xf.PreferredSignatureAlgorithms):  # whose second field had another name in RFC 6277
        compare(value, read, set(), type(value).__name__)
    assert type(value).from_der(value.to_der()) == value
    assert eval(repr(value), dict(NAMES)) == value


def test_a_time_stamp_within_a_second_is_kept() -> None:
    moment = b"\x18\x1120240101000000.5Z"
    info = xf.TSTInfo(
        policy=xf.ObjectIdentifier("1.2.3.4"),
        message_imprint=xf.MessageImprint(hash_algorithm=SHA256, hashed_message=b"\x0a" * 32),
        serial_number=1,
        gen_time=xf.Any(moment),  # type: ignore[arg-type]  # a raw element may stand anywhere
    )
    assert tsp.TSTInfo.load(info.to_der(), strict=True)["gen_time"].native.microsecond == 500_000
    read = xf.TSTInfo.from_der(info.to_der())
    assert isinstance(read.gen_time, xf.Undecoded)
    assert read.gen_time.der == moment
    assert read == info
    assert eval(repr(read), dict(NAMES)) == info


@pytest.mark.parametrize(
    "choice",
    [
        xf.CertificateChoices(extended_certificate=(xf.Any(b"\x30\x00"),)),
        xf.CertificateChoices(v1_attr_cert=(xf.Any(b"\x30\x00"), xf.Any(b"\x30\x00"))),
        xf.CertificateChoices(
            other=xf.OtherCertificateFormat(
                other_cert_format=xf.ObjectIdentifier("1.2.3.4"), other_cert=xf.Any(b"\x05\x00")
            )
        ),
    ],
)
def test_certificates_of_other_kinds(choice: xf.CertificateChoices) -> None:
    # asn1crypto fails to look into what is not whole, so its table is asked: its tags are implicit, as ours are.
    ((how, tag),) = [
        next(iter(options.items()))
        for name, _, options in cms.CertificateChoices._alternatives[1:]
        if name == choice.chosen
    ]
    tag_class, constructed, number, _, contents, _ = parser.parse(choice.to_der(), strict=True)
    assert (how, tag_class, constructed, number) == ("implicit", 2, 1, tag)
    parts = choice.value if isinstance(choice.value, tuple) else (choice.value,)
    elements = b"".join(part.to_der() for part in parts)
    assert contents == (elements if isinstance(choice.value, tuple) else parser.parse(elements, strict=True)[4])
    assert xf.CertificateChoices.from_der(choice.to_der()) == choice
    assert eval(repr(choice), dict(NAMES)) == choice
