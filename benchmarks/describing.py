"""The procedure's TBSCertificate: from nothing, and as one more of a series, with what stays the same reused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import content, pyca
from .declared import Benchmark, Contestant, Target
from .floors import signature

if TYPE_CHECKING:
    from .declared import Job

FLOOR = "bare P-256 signature (cryptography)"
OURS = "x509forge"
PYCA = "pyca, builder and signature"


def from_nothing() -> Job:
    """All of it typed objects, each made anew."""
    import x509forge as xf

    devices, points = content.devices(), content.points()
    identifier = content.authority_key_identifier("ec:P-256")

    def job() -> bytes:
        device = next(devices)
        return xf.TBSCertificate(
            serial_number=device.serial_number,
            signature=xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA256),
            issuer=xf.Name.of(CN=content.ISSUER),
            validity=xf.Validity.of(content.NOT_BEFORE, content.NOT_AFTER),
            subject=xf.Name.of(*content.SUBJECT, emailAddress=content.EMAIL, CN=device.common_name),
            subject_public_key_info=xf.SubjectPublicKeyInfo(
                algorithm=xf.AlgorithmIdentifier(
                    algorithm=xf.oid.EC_PUBLIC_KEY, parameters=xf.ECParameters(named_curve=xf.oid.SECP256R1)
                ),
                subject_public_key=xf.BitString(points[device.key]),
            ),
            extensions=(
                xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=identifier)),
                xf.Extension.of(xf.BasicConstraints(ca=False)),
                xf.Extension.of(xf.KeyUsage.of(*content.PROCEDURE_USAGE), critical=False),
                xf.Extension.of(xf.ExtendedKeyUsage.of(*content.PURPOSES)),
                xf.Extension.of(xf.SubjectAlternativeName.of(*device.hosts)),
            ),
        ).to_der()

    return job


def again() -> Job:
    """Issuer, algorithms, validity and the extensions that stay are the objects of the one before."""
    import x509forge as xf

    devices, points = content.devices(), content.points()
    signature_algorithm = xf.AlgorithmIdentifier(algorithm=xf.oid.ECDSA_WITH_SHA256)
    issuer = xf.Name.of(CN=content.ISSUER)
    validity = xf.Validity.of(content.NOT_BEFORE, content.NOT_AFTER)
    key_algorithm = xf.AlgorithmIdentifier(
        algorithm=xf.oid.EC_PUBLIC_KEY, parameters=xf.ECParameters(named_curve=xf.oid.SECP256R1)
    )
    constant = (
        xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=content.authority_key_identifier("ec:P-256"))),
        xf.Extension.of(xf.BasicConstraints(ca=False)),
        xf.Extension.of(xf.KeyUsage.of(*content.PROCEDURE_USAGE), critical=False),
        xf.Extension.of(xf.ExtendedKeyUsage.of(*content.PURPOSES)),
    )

    def job() -> bytes:
        device = next(devices)
        return xf.TBSCertificate(
            serial_number=device.serial_number,
            signature=signature_algorithm,
            issuer=issuer,
            validity=validity,
            subject=xf.Name.of(*content.SUBJECT, emailAddress=content.EMAIL, CN=device.common_name),
            subject_public_key_info=xf.SubjectPublicKeyInfo(
                algorithm=key_algorithm, subject_public_key=xf.BitString(points[device.key])
            ),
            extensions=(*constant, xf.Extension.of(xf.SubjectAlternativeName.of(*device.hosts))),
        ).to_der()

    return job


def by_asn1crypto() -> Job:
    """Of asn1crypto's objects, each made anew."""
    from asn1crypto import core, keys, x509

    devices, points = content.devices(), content.points()
    identifier = content.authority_key_identifier("ec:P-256")
    short = {"C": "country_name", "ST": "state_or_province_name", "L": "locality_name"}
    short |= {"O": "organization_name", "OU": "organizational_unit_name"}
    usage = {"nonRepudiation": "non_repudiation", "digitalSignature": "digital_signature"}
    usage |= {"keyEncipherment": "key_encipherment", "dataEncipherment": "data_encipherment"}
    usage |= {"keyCertSign": "key_cert_sign"}
    bits = {usage[name] for name in content.PROCEDURE_USAGE}

    def text(name: str, value: str) -> x509.NameTypeAndValue:
        kind = "printable_string" if name == "country_name" else "utf8_string"
        return x509.NameTypeAndValue({"type": name, "value": x509.DirectoryString(kind, value)})

    def name_of(*attributes: x509.NameTypeAndValue) -> x509.Name:
        return x509.Name("", x509.RDNSequence([x509.RelativeDistinguishedName([each]) for each in attributes]))

    def job() -> bytes:
        device = next(devices)
        octets: bytes = x509.TbsCertificate(
            {
                "version": "v3",
                "serial_number": device.serial_number,
                "signature": {"algorithm": "sha256_ecdsa"},
                "issuer": name_of(text("common_name", content.ISSUER)),
                "validity": {
                    "not_before": x509.Time("utc_time", x509.UTCTime(content.NOT_BEFORE)),
                    "not_after": x509.Time("utc_time", x509.UTCTime(content.NOT_AFTER)),
                },
                "subject": name_of(
                    *(text(short[name], value) for name, value in content.SUBJECT),
                    x509.NameTypeAndValue({"type": "email_address", "value": x509.EmailAddress(content.EMAIL)}),
                    text("common_name", device.common_name),
                ),
                "subject_public_key_info": {
                    "algorithm": {"algorithm": "ec", "parameters": keys.ECDomainParameters("named", "secp256r1")},
                    "public_key": keys.ECPointBitString(points[device.key]),
                },
                "extensions": [
                    {
                        "extn_id": "authority_key_identifier",
                        "extn_value": core.ParsableOctetString(
                            x509.AuthorityKeyIdentifier({"key_identifier": identifier}).dump()
                        ),
                    },
                    {"extn_id": "basic_constraints", "extn_value": x509.BasicConstraints({"ca": False})},
                    {"extn_id": "key_usage", "extn_value": x509.KeyUsage(bits)},
                    {"extn_id": "extended_key_usage", "extn_value": ["server_auth", "client_auth"]},
                    {
                        "extn_id": "subject_alt_name",
                        "extn_value": [x509.GeneralName("dns_name", host) for host in device.hosts],
                    },
                ],
            }
        ).dump()
        return octets

    return job


BENCHMARKS = (
    Benchmark(
        "tbs",
        "The procedure's TBSCertificate from nothing: every object made and encoded",
        (
            Contestant(OURS, from_nothing),
            Contestant(FLOOR, signature("cryptography", "ec:P-256")),
            Contestant(PYCA, pyca.procedure(reused=False)),
            Contestant("asn1crypto", by_asn1crypto),
        ),
        targets=(
            Target(OURS, at_most=2.2, beside=FLOOR),
            Target(OURS, at_most=0.75, beside=PYCA, less=FLOOR),
        ),
        judge="described",
    ),
    Benchmark(
        "reissue",
        "One more of a series: issuer, validity and constant extensions reused; new subject, names, serial number, key",
        (
            Contestant(OURS, again),
            Contestant(FLOOR, signature("cryptography", "ec:P-256")),
            Contestant(PYCA, pyca.procedure(reused=True)),
        ),
        targets=(Target(OURS, at_most=0.6, beside=FLOOR),),
        judge="described",
    ),
)
