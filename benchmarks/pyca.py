"""What pyca/cryptography's builder does with the same content."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from . import content

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cryptography import x509

    from .declared import Job

_USAGES = {
    "digitalSignature": "digital_signature",
    "nonRepudiation": "content_commitment",
    "keyEncipherment": "key_encipherment",
    "dataEncipherment": "data_encipherment",
    "keyAgreement": "key_agreement",
    "keyCertSign": "key_cert_sign",
    "cRLSign": "crl_sign",
    "encipherOnly": "encipher_only",
    "decipherOnly": "decipher_only",
}


def usage(names: Sequence[str]) -> x509.KeyUsage:
    """Return a keyUsage with these bits, in RFC 5280's words."""
    from cryptography import x509

    return x509.KeyUsage(**{theirs: ours in names for ours, theirs in _USAGES.items()})


def subject(device: content.Device, email: bool) -> x509.Name:
    """Return the name of a device."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    attribute = x509.NameAttribute
    return x509.Name(
        [
            attribute(NameOID.COUNTRY_NAME, content.SUBJECT[0][1]),
            attribute(NameOID.STATE_OR_PROVINCE_NAME, content.SUBJECT[1][1]),
            attribute(NameOID.LOCALITY_NAME, content.SUBJECT[2][1]),
            attribute(NameOID.ORGANIZATION_NAME, content.SUBJECT[3][1]),
            attribute(NameOID.ORGANIZATIONAL_UNIT_NAME, content.SUBJECT[4][1]),
            *([attribute(NameOID.EMAIL_ADDRESS, content.EMAIL)] if email else ()),
            attribute(NameOID.COMMON_NAME, device.common_name),
        ]
    )


def alternative_names(device: content.Device) -> x509.SubjectAlternativeName:
    """Return the names of a device's hosts."""
    from cryptography import x509

    return x509.SubjectAlternativeName([x509.DNSName(host) for host in device.hosts])


def issuer_key(kind: str) -> Any:
    """Return the CA's private key."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    return load_pem_private_key(content.ca_files(kind)[1].read_bytes(), None)


def issuer_certificate(kind: str) -> x509.Certificate:
    """Return the CA's certificate."""
    from cryptography import x509

    return x509.load_pem_x509_certificate(content.ca_files(kind)[0].read_bytes())


def loaded_keys(kind: str) -> list[Any]:
    """Return the public keys of devices as pyca's objects."""
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    return list(map(load_der_public_key, content.public_keys(kind)))


def procedure(*, reused: bool) -> Callable[[], Job]:
    """Return what prepares the procedure's certificate by the P-256 CA, with what stays the same made once, or not."""
    return partial(_procedure, reused)


def _procedure(reused: bool) -> Job:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = issuer_key("ec:P-256")
    digest = content.authority_key_identifier("ec:P-256")
    # Loaded beforehand: to read a point, pyca shows that it lies on the curve, which is no part of describing.
    devices, keys = content.devices(), loaded_keys("ec:P-256")

    def name() -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, content.ISSUER)])

    def constant() -> list[tuple[x509.ExtensionType, bool]]:
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
        return [
            (x509.AuthorityKeyIdentifier(digest, None, None), False),
            (x509.BasicConstraints(ca=False, path_length=None), False),
            (usage(content.PROCEDURE_USAGE), False),
            (purposes, False),
        ]

    held_name, held = name(), constant()

    def job() -> bytes:
        device = next(devices)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject(device, email=True))
            .issuer_name(held_name if reused else name())
            .public_key(keys[device.key])
            .serial_number(device.serial_number)
            .not_valid_before(content.NOT_BEFORE)
            .not_valid_after(content.NOT_AFTER)
        )
        for extension, critical in held if reused else constant():
            builder = builder.add_extension(extension, critical)
        builder = builder.add_extension(alternative_names(device), critical=False)
        return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)

    return job
