"""Extensions that say of whom and for what a key is, wrong: usages, basicConstraints, key identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..der import element
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.general_name import GeneralName
from .defect import DEFECTS, RULE, VALUE
from .element import BIT_STRING, BOOLEAN, OBJECT_IDENTIFIER, integer, octet_string, sequence
from .extension_value import LIST, critical, missing, raw, typed

if TYPE_CHECKING:
    from .draft import Draft

# --- keyUsage, extendedKeyUsage --------------------------------------------------------------------------------------

_USAGE, _PURPOSES = oid.KEY_USAGE, oid.EXTENDED_KEY_USAGE
typed(
    "key_usage.empty",
    "RFC 5280 4.2.1.3",
    "No bit is set.",
    KeyUsage.of(),
    rules="rfc5280.key_usage.empty",
    refused_by="openssl-verify",
)
typed(
    "key_usage.cert_sign_without_ca",
    "RFC 5280 4.2.1.9",
    "keyCertSign is set, and it is no CA.",
    KeyUsage.of("digitalSignature", "keyCertSign"),
    leaf=True,
    rules="rfc5280.key_usage.cert_sign_without_ca",
    refused_by="openssl-verify",
)
typed(
    "key_usage.encipher_only_alone",
    "RFC 5280 4.2.1.3",
    "encipherOnly is set without keyAgreement.",
    KeyUsage.of("digitalSignature", "encipherOnly"),
    rules="rfc5280.key_usage.only_with_key_agreement",
    refused_by="cryptography",
)
typed(
    "key_usage.encipher_and_decipher_only",
    "RFC 3279 2.3.5",
    "encipherOnly and decipherOnly are both set.",
    KeyUsage.of("keyAgreement", "encipherOnly", "decipherOnly"),
    rules="rfc3279.key_usage.encipher_and_decipher_only",
)
typed(
    "key_usage.unknown_bit",
    "RFC 5280 4.2.1.3",
    "Bit 12 is set, which has no name.",
    KeyUsage.of("digitalSignature", 12),
    rules="rfc5280.key_usage.unknown_bit",
)


@DEFECTS.defect(
    "key_usage.not_of_its_purpose",
    RULE,
    f"{LIST}[keyUsage]",
    "RFC 5280 4.2.1.12",
    "It is for none of the purposes in extKeyUsage.",
    rules="rfc5280.extended_key_usage.against_key_usage",
)
def _(draft: Draft) -> None:
    draft.require_leaf()
    if draft.good.extension(ExtendedKeyUsage) is None:
        raise ValueError("the good certificate is to have an extKeyUsage, which it is against")
    draft.put(KeyUsage.of("nonRepudiation"))


@DEFECTS.defect(
    "key_usage.not_of_its_key",
    RULE,
    f"{LIST}[keyUsage]",
    "RFC 3279 2.3",
    "It asserts what the key cannot do: keyEncipherment for a key on a curve, keyAgreement for an RSA key.",
    rules="rfc3279.key_usage.not_for_this_key",
)
def _(draft: Draft) -> None:
    algorithm = draft.good.tbs_certificate.subject_public_key_info.algorithm.algorithm
    if algorithm not in (oid.RSA_ENCRYPTION, oid.EC_PUBLIC_KEY, oid.ED25519, oid.ED448):
        raise ValueError("the good certificate is to have an RSA, EC or Ed25519 key")
    wrong = "keyAgreement" if algorithm == oid.RSA_ENCRYPTION else "keyEncipherment"
    draft.put(KeyUsage.of("digitalSignature", wrong))


@DEFECTS.defect(
    "key_usage.not_critical",
    RULE,
    f"{LIST}[keyUsage]",
    "RFC 5280 4.2.1.3",
    "It is not critical.",
    rules="rfc5280.key_usage.not_critical",
)
def _(draft: Draft) -> None:
    draft.put(draft.good.extension(KeyUsage) or KeyUsage.of("digitalSignature"), critical=False)


missing(
    "key_usage.missing_in_ca",
    "RFC 5280 4.2.1.3",
    "A CA has no keyUsage.",
    _USAGE,
    ca=True,
    rules="rfc5280.key_usage.missing_in_ca",
    refused_by="openssl-verify",
)
raw(
    "key_usage.trailing_zero_bits",
    VALUE,
    "X.690 11.2.2",
    "Zero bits stand behind the last one that is set.",
    _USAGE,
    element(BIT_STRING, b"\x00\x80"),
    critical=True,
    rules="rfc5280.extensions.undecodable",
)
raw(
    "key_usage.unused_bit_set",
    VALUE,
    "X.690 11.2.1",
    "A bit that is not used is set.",
    _USAGE,
    element(BIT_STRING, b"\x07\x81"),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography",
)
raw(
    "key_usage.8_unused_bits",
    VALUE,
    "X.690 8.6.2.2",
    "8 bits are said to be unused.",
    _USAGE,
    element(BIT_STRING, b"\x08\x80\x00"),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto openssl-verify",
)
raw(
    "key_usage.no_contents",
    VALUE,
    "X.690 8.6.2.3",
    "It is a BIT STRING without contents.",
    _USAGE,
    element(BIT_STRING, b""),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto openssl-verify",
)
raw(
    "key_usage.octet_string",
    VALUE,
    "RFC 5280 4.2.1.3",
    "It is an OCTET STRING.",
    _USAGE,
    octet_string(b"\x80"),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto openssl-verify",
)
typed(
    "extended_key_usage.empty",
    "RFC 5280 4.2.1.12",
    "There is no purpose.",
    ExtendedKeyUsage(()),
    rules="rfc5280.extended_key_usage.empty",
    refused_by="cryptography",
)
typed(
    "extended_key_usage.any_critical",
    "RFC 5280 4.2.1.12",
    "It is critical, and any purpose will do.",
    ExtendedKeyUsage.of("anyExtendedKeyUsage", "serverAuth"),
    critical=True,
    rules="rfc5280.extended_key_usage.any_and_critical",
)
typed(
    "extended_key_usage.time_stamping_beside_another",
    "RFC 3161 2.3",
    "It is for time stamping and for servers.",
    ExtendedKeyUsage.of("serverAuth", "timeStamping"),
    critical=True,
    leaf=True,
    rules="rfc3161.time_stamping.not_critical_and_alone",
)
typed(
    "extended_key_usage.other_purpose",
    "RFC 5280 4.2.1.12",
    "It is for code signing alone.",
    ExtendedKeyUsage.of("codeSigning"),
    rules="webpki.extended_key_usage.purposes",
)
raw(
    "extended_key_usage.identifier_unterminated",
    VALUE,
    "X.690 8.19.2",
    "A purpose is an OBJECT IDENTIFIER that ends within an arc.",
    _PURPOSES,
    sequence(element(OBJECT_IDENTIFIER, b"\x2b\x06\x81")),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography openssl-verify",
)
raw(
    "extended_key_usage.identifier_padded",
    VALUE,
    "X.690 8.19.2",
    "A purpose is an OBJECT IDENTIFIER with an arc that begins with 80.",
    _PURPOSES,
    sequence(element(OBJECT_IDENTIFIER, b"\x2b\x80\x06\x01")),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography openssl-verify",
)
raw(
    "extended_key_usage.identifier_no_contents",
    VALUE,
    "X.690 8.19.2",
    "A purpose is an OBJECT IDENTIFIER without contents.",
    _PURPOSES,
    sequence(element(OBJECT_IDENTIFIER, b"")),
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography openssl-verify",
)

# --- basicConstraints ------------------------------------------------------------------------------------------------

_BASIC = oid.BASIC_CONSTRAINTS
typed(
    "basic_constraints.path_length_without_ca",
    "RFC 5280 4.2.1.9",
    "There is a pathLenConstraint, and it is no CA.",
    BasicConstraints(ca=False, path_len_constraint=0),
    rules="rfc5280.basic_constraints.path_length",
    refused_by="cryptography openssl-verify",
)
typed(
    "basic_constraints.path_length_negative",
    "RFC 5280 4.2.1.9",
    "The pathLenConstraint of a CA is negative.",
    BasicConstraints(ca=True, path_len_constraint=-1),
    ca=True,
    rules="rfc5280.basic_constraints.path_length",
    refused_by="cryptography openssl-verify",
)
typed(
    "basic_constraints.path_length_65_bits",
    "RFC 5280 4.2.1.9",
    "The pathLenConstraint of a CA needs 65 bits.",
    BasicConstraints(ca=True, path_len_constraint=1 << 64),
    ca=True,
    refused_by="cryptography",
)
typed(
    "basic_constraints.not_critical_in_ca",
    "RFC 5280 4.2.1.9",
    "That of a CA is not critical.",
    BasicConstraints(ca=True),
    critical=False,
    ca=True,
    rules="rfc5280.basic_constraints.not_critical_in_ca",
    refused_by="openssl-verify",
)
missing(
    "basic_constraints.missing_in_ca",
    "RFC 5280 4.2.1.9",
    "A CA that may sign certificates has none.",
    _BASIC,
    ca=True,
    rules="rfc5280.key_usage.cert_sign_without_ca",
    refused_by="openssl-verify",
)
typed(
    "basic_constraints.ca_without_cert_sign",
    "RFC 5280 4.2.1.9",
    "It is a CA, and its keyUsage lacks keyCertSign.",
    KeyUsage.of("cRLSign"),
    ca=True,
    rules="rfc5280.key_usage.missing_in_ca",
)
raw(
    "basic_constraints.ca_01",
    VALUE,
    "X.690 11.1",
    "cA is TRUE in the octet 01.",
    _BASIC,
    sequence(element(BOOLEAN, b"\x01")),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography openssl-verify",
)
raw(
    "basic_constraints.ca_false_written",
    VALUE,
    "X.690 11.5",
    "cA is FALSE, which is the DEFAULT, and is written.",
    _BASIC,
    sequence(element(BOOLEAN, b"\x00")),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography",
)
raw(
    "basic_constraints.third_element",
    VALUE,
    "X.690 8.9.2",
    "An element stands behind the pathLenConstraint.",
    _BASIC,
    sequence(element(BOOLEAN, b"\xff"), integer(0), integer(0)),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography openssl-verify",
)
raw(
    "basic_constraints.order",
    VALUE,
    "RFC 5280 4.2.1.9",
    "The pathLenConstraint stands before cA.",
    _BASIC,
    sequence(integer(0), element(BOOLEAN, b"\xff")),
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography openssl-verify",
)
raw(
    "basic_constraints.no_octets",
    VALUE,
    "RFC 5280 4.2",
    "Its OCTET STRING holds nothing.",
    _BASIC,
    b"",
    critical=True,
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto openssl-verify",
)

# --- Key identifiers -------------------------------------------------------------------------------------------------

_OWN, _ISSUERS = oid.SUBJECT_KEY_IDENTIFIER, oid.AUTHORITY_KEY_IDENTIFIER
missing(
    "authority_key_identifier.missing",
    "RFC 5280 4.2.1.1",
    "It is not there.",
    _ISSUERS,
    issued=True,
    rules="rfc5280.authority_key_identifier.missing",
    refused_by="openssl-verify",
)
typed(
    "authority_key_identifier.wrong",
    "RFC 5280 4.2.1.1",
    "It is not that of the issuer's key.",
    AuthorityKeyIdentifier(key_identifier=b"\x01\x02\x03\x04"),
    rules="rfc5280.path.issuer_key_identifier",
    refused_by="openssl-verify gnutls-verify",
)
typed(
    "authority_key_identifier.empty",
    "RFC 5280 4.2.1.1",
    "It identifies nothing.",
    AuthorityKeyIdentifier(),
    issued=True,
    rules="rfc5280.authority_key_identifier.missing",
    refused_by="openssl-verify",
)


def _authority(id: str, says: str, serial_number: int | None, *, rules: str, refused_by: str) -> None:
    """Declare an identifier of the issuer's key that tells the issuer, too, as a defect."""

    def make(draft: Draft) -> None:
        known = draft.good.extension(AuthorityKeyIdentifier)
        name = draft.good.tbs_certificate.issuer
        draft.put(
            AuthorityKeyIdentifier(
                key_identifier=known.key_identifier if known else draft.signer.public_key.key_identifier(),
                authority_cert_issuer=(GeneralName(directory_name=name),),
                authority_cert_serial_number=serial_number,
            )
        )

    path = f"{LIST}[authorityKeyIdentifier]"
    DEFECTS.defect(id, RULE, path, "RFC 5280 4.2.1.1", says, rules=rules, refused_by=refused_by)(make)


_authority(
    "authority_key_identifier.issuer_without_serial",
    "It has authorityCertIssuer without authorityCertSerialNumber.",
    None,
    rules="rfc5280.authority_key_identifier.half_a_pair",
    refused_by="cryptography",
)
_authority(
    "authority_key_identifier.another_serial",
    "Its authorityCertSerialNumber is not that of the issuer's certificate.",
    1,
    rules="rfc5280.path.issuer_serial_number",
    refused_by="openssl-verify",
)
critical(
    "authority_key_identifier.critical",
    "RFC 5280 4.2.1.1",
    AuthorityKeyIdentifier,
    rules="rfc5280.key_identifier.critical",
    refused_by="openssl-verify",
)
critical(
    "subject_key_identifier.critical",
    "RFC 5280 4.2.1.2",
    SubjectKeyIdentifier,
    rules="rfc5280.key_identifier.critical",
    refused_by="openssl-verify",
)
missing(
    "subject_key_identifier.missing",
    "RFC 5280 4.2.1.2",
    "It is not there.",
    _OWN,
    leaf=True,
    rules="rfc5280.subject_key_identifier.missing",
)
missing(
    "subject_key_identifier.missing_in_ca",
    "RFC 5280 4.2.1.2",
    "A CA has none.",
    _OWN,
    ca=True,
    rules="rfc5280.subject_key_identifier.missing_in_ca",
    refused_by="openssl-verify",
)
raw(
    "subject_key_identifier.bare",
    VALUE,
    "RFC 5280 4.2.1.2",
    "The octets of the identifier have no OCTET STRING of their own.",
    _OWN,
    b"\x01\x02\x03\x04",
    rules="rfc5280.extensions.undecodable",
    refused_by="cryptography asn1crypto openssl-verify",
)
