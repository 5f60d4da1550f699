"""What the judges should say of each extension that x509forge wrote, in their own words and types."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from asn1crypto import x509 as asn1crypto_x509
from cryptography import x509 as pyca

import x509forge as xf
from tests.differential import readings
from tests.differential.strategies import PURPOSES
from x509forge.strategies import UNKNOWN_EXTENSION
from x509forge.x509.attribute_types import attribute_type

if TYPE_CHECKING:
    from typing import Any

    from x509forge.asn1 import Value

# --- asn1crypto ------------------------------------------------------------------------------------------------------


def by_asn1crypto(extension: Any) -> object:
    """What asn1crypto read in an extension."""
    if extension["extn_id"].dotted == UNKNOWN_EXTENSION:
        return bytes(extension["extn_value"])
    value = extension["extn_value"].parsed
    if isinstance(value, asn1crypto_x509.AuthorityKeyIdentifier):
        issuer = value["authority_cert_issuer"]
        return (
            value["key_identifier"].native,
            [_name_by_asn1crypto(name) for name in issuer] if issuer.native is not None else None,
            value["authority_cert_serial_number"].native,
        )
    if isinstance(value, asn1crypto_x509.GeneralNames):
        return [_name_by_asn1crypto(name) for name in value]
    if isinstance(value, asn1crypto_x509.BasicConstraints):
        return value["ca"].native, value["path_len_constraint"].native
    if isinstance(value, asn1crypto_x509.KeyUsage):
        # Readers put up with zeros behind the last bit that is set; DER does not (X.690 11.2.2).
        unused, *octets = value.contents
        return value.native, not octets or bool(octets[-1] >> unused & 1)
    return value.native


def _name_by_asn1crypto(name: Any) -> object:
    if name.name == "directory_name":
        return name.name, readings.by_asn1crypto(name.chosen)
    if name.name == "other_name":
        return name.name, name.chosen["type_id"].dotted, name.chosen["value"].parsed.untag().dump()
    if name.name in ("ip_address", "x400_address"):
        return name.name, name.chosen.contents
    return name.name, name.chosen.native


_ASN1CRYPTO_BITS = (
    *("digital_signature", "non_repudiation", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def for_asn1crypto(extension: xf.Extension) -> object:
    """What asn1crypto should read in an extension."""
    value = extension.extn_value
    if isinstance(value, xf.BasicConstraints):
        return value.ca, value.path_len_constraint
    if isinstance(value, xf.KeyUsage):
        return {_ASN1CRYPTO_BITS[bit] if bit < len(_ASN1CRYPTO_BITS) else bit for bit in value.bits}, True
    if isinstance(value, xf.ExtendedKeyUsage):
        words = {each.oid: each.asn1crypto for each in PURPOSES}
        return [words.get(oid, oid) for oid in value.key_purpose_ids]
    if isinstance(value, xf.SubjectKeyIdentifier):
        return value.key_identifier
    if isinstance(value, xf.AuthorityKeyIdentifier):
        issuer = value.authority_cert_issuer
        names = None if issuer is None else [_name_for_asn1crypto(name) for name in issuer]
        return value.key_identifier, names, value.authority_cert_serial_number
    if isinstance(value, (xf.SubjectAlternativeName, xf.IssuerAlternativeName)):
        return [_name_for_asn1crypto(name) for name in value]
    # An extension that it does not know is read as octets.
    return value


def _name_for_asn1crypto(name: xf.GeneralName) -> object:
    value: Any = name.value
    if name.chosen == "directory_name":
        return name.chosen, readings.given(value)
    if name.chosen == "other_name":
        return name.chosen, value.type_id, value.value.to_der()
    if name.chosen == "x400_address":
        return name.chosen, b"".join(each.to_der() for each in value)
    return name.chosen, value


# --- cryptography ----------------------------------------------------------------------------------------------------


def for_cryptography(extension: xf.Extension) -> object:
    """What cryptography should read in an extension, made by its own constructors."""
    value = extension.extn_value
    if isinstance(value, xf.BasicConstraints):
        return pyca.BasicConstraints(value.ca, value.path_len_constraint)
    if isinstance(value, xf.KeyUsage):
        return pyca.KeyUsage(*(bit in value.bits for bit in range(9)))
    if isinstance(value, xf.ExtendedKeyUsage):
        return pyca.ExtendedKeyUsage(pyca.ObjectIdentifier(oid) for oid in value.key_purpose_ids)
    if isinstance(value, xf.SubjectKeyIdentifier):
        return pyca.SubjectKeyIdentifier(value.key_identifier)
    if isinstance(value, xf.AuthorityKeyIdentifier):
        issuer = value.authority_cert_issuer
        return pyca.AuthorityKeyIdentifier(
            value.key_identifier,
            None if issuer is None else [_name_for_cryptography(name) for name in issuer],
            value.authority_cert_serial_number,
        )
    if isinstance(value, xf.SubjectAlternativeName):
        return pyca.SubjectAlternativeName(_name_for_cryptography(name) for name in value)
    if isinstance(value, xf.IssuerAlternativeName):
        return pyca.IssuerAlternativeName(_name_for_cryptography(name) for name in value)
    assert isinstance(value, bytes)
    return pyca.UnrecognizedExtension(pyca.ObjectIdentifier(extension.extn_id), value)


def _name_for_cryptography(name: xf.GeneralName) -> pyca.GeneralName:
    value: Any = name.value
    if name.chosen == "other_name":
        return pyca.OtherName(pyca.ObjectIdentifier(value.type_id), value.value.to_der())
    if name.chosen == "ip_address":
        return pyca.IPAddress(ipaddress.ip_address(value))
    if name.chosen == "registered_id":
        return pyca.RegisteredID(pyca.ObjectIdentifier(value))
    if name.chosen == "directory_name":
        return pyca.DirectoryName(
            pyca.Name(
                pyca.RelativeDistinguishedName(
                    pyca.NameAttribute(pyca.ObjectIdentifier(oid), text, pyca.name._ASN1Type(tag), _validate=False)
                    for oid, tag, text in level
                )
                for level in readings.given(value)
            )
        )
    texts: Any = {
        "dns_name": pyca.DNSName,
        "rfc822_name": pyca.RFC822Name,
        "uniform_resource_identifier": pyca.UniformResourceIdentifier,
    }
    # Its constructors refuse an empty text, and more; its reader does not.
    return texts[name.chosen]._init_without_validation(value)  # type: ignore[no-any-return]


# --- openssl ---------------------------------------------------------------------------------------------------------


def printed_by_openssl(printed: bytes, heading: bytes = b"        X509v3 extensions:\n") -> list[str]:
    """Return the lines of the extensions in what `openssl x509 -text` prints, without what indents them."""
    _, found, rest = printed.partition(heading)
    assert found or b"X509v3" not in printed
    lines = rest.partition(b"    Signature Algorithm: ")[0].decode().split("\n")[:-1]
    return [line.strip(" ") for line in lines]


_OPENSSL_TITLES = {
    "2.5.29.14": "X509v3 Subject Key Identifier",
    "2.5.29.15": "X509v3 Key Usage",
    "2.5.29.17": "X509v3 Subject Alternative Name",
    "2.5.29.18": "X509v3 Issuer Alternative Name",
    "2.5.29.19": "X509v3 Basic Constraints",
    "2.5.29.35": "X509v3 Authority Key Identifier",
    "2.5.29.37": "X509v3 Extended Key Usage",
    UNKNOWN_EXTENSION: UNKNOWN_EXTENSION,
}
_OPENSSL_BITS = (
    *("Digital Signature", "Non Repudiation", "Key Encipherment", "Data Encipherment", "Key Agreement"),
    *("Certificate Sign", "CRL Sign", "Encipher Only", "Decipher Only"),
)


def for_openssl(extension: xf.Extension) -> list[str]:
    """The lines in which openssl should print an extension."""
    title = f"{_OPENSSL_TITLES[extension.extn_id]}:{' critical' if extension.critical else ''}"
    return [title, *(line.strip(" ") for line in _value_for_openssl(extension.extn_value))]


def _value_for_openssl(value: Value | bytes) -> list[str]:
    if isinstance(value, xf.BasicConstraints):
        length = value.path_len_constraint
        return [f"CA:{'TRUE' if value.ca else 'FALSE'}" + ("" if length is None else f", pathlen:{length}")]
    if isinstance(value, xf.KeyUsage):
        return [", ".join(_OPENSSL_BITS[bit] for bit in sorted(value.bits))]
    if isinstance(value, xf.ExtendedKeyUsage):
        words = {each.oid: each.openssl for each in PURPOSES}
        return [", ".join(words.get(oid, oid) for oid in value.key_purpose_ids)]
    if isinstance(value, xf.SubjectKeyIdentifier):
        return [value.key_identifier.hex(":").upper()]
    if isinstance(value, xf.AuthorityKeyIdentifier):
        return list(_authority_for_openssl(value))
    if isinstance(value, (xf.SubjectAlternativeName, xf.IssuerAlternativeName)):
        return [", ".join(_name_for_openssl(name) for name in value)]
    assert isinstance(value, bytes)
    # Octets that it does not know it prints, as far as they can be printed.
    return "".join(chr(each) if each in b"\n\r" or 0x20 <= each <= 0x7E else "." for each in value).split("\n")


def _authority_for_openssl(value: xf.AuthorityKeyIdentifier) -> list[str]:
    alone = value.authority_cert_issuer is None and value.authority_cert_serial_number is None
    lines = []
    if value.key_identifier is not None:
        lines.append(("" if alone else "keyid:") + value.key_identifier.hex(":").upper())
    lines += [_name_for_openssl(name) for name in value.authority_cert_issuer or ()]
    serial = value.authority_cert_serial_number
    if serial is not None:
        lines.append("serial:" + serial.to_bytes((serial.bit_length() + 7) // 8, "big").hex(":").upper())
    return lines


def _name_for_openssl(name: xf.GeneralName) -> str:
    value: Any = name.value
    if name.chosen == "ip_address":
        if len(value) == 4:
            return "IP Address:" + ".".join(map(str, value))
        if len(value) == 16:
            # In full, and in capitals: RFC 5952 is not followed.
            return "IP Address:" + ":".join(f"{int.from_bytes(value[at : at + 2], 'big'):X}" for at in range(0, 16, 2))
        return f"IP Address:<invalid length={len(value)}>"
    if name.chosen == "other_name":
        form = "UPN" if value.type_id == "1.3.6.1.4.1.311.20.2.3" else value.type_id
        shown = value.value if isinstance(value.value, (xf.UTF8String, xf.IA5String)) else "<unsupported>"
        return f"othername: {form}::{shown}"
    if name.chosen == "directory_name":
        return "DirName:" + "".join(f"/{_attribute_for_openssl(level.attributes[0])}" for level in value.rdn_sequence)
    label = {
        "dns_name": "DNS",
        "rfc822_name": "email",
        "uniform_resource_identifier": "URI",
        "registered_id": "Registered ID",
        "x400_address": "X400Name",
        "edi_party_name": "EdiPartyName",
    }[name.chosen]
    return f"{label}:{'<unsupported>' if name.chosen in ('x400_address', 'edi_party_name') else value}"


def _attribute_for_openssl(attribute: xf.AttributeTypeAndValue) -> str:
    known = attribute_type(attribute.type)
    octets = str(attribute.value).encode(readings.ENCODINGS[type(attribute.value)])  # type: ignore[index]
    shown = [chr(each) if 0x20 <= each <= 0x7E else f"\\x{each:02X}" for each in octets]
    text = "".join("\\" + each if each in ("/", "+") else each for each in shown)
    return f"{known.short_name if known else attribute.type}={text}"
