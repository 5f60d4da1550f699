"""`issue()` complete, rules included, from a public key: each kind on each backend, beside pyca and certbuilder."""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from . import content, pyca
from .declared import Benchmark, Contestant, Target
from .floors import signature

if TYPE_CHECKING:
    from collections.abc import Callable

    from .declared import Job

OURS = "x509forge"
LOADED = ""
FROM_DER = ", key from DER"
WAIVED = ("rfc5280.key_usage.cert_sign_without_ca", "rfc5280.subject.email_address_not_in_alternative_names")
# What fits a server with a key of either kind.
USAGE = ("digitalSignature",)


def ours(kind: str, *, loaded: bool) -> Callable[[], Job]:
    """Return what prepares issuing by x509forge; each time from DER, or from keys that are objects already."""
    return partial(_ours, kind, loaded)


def _ours(kind: str, loaded: bool) -> Job:
    import x509forge as xf

    issuer = xf.Issuer.load(*content.ca_files(kind))
    devices, keys = content.devices(), content.public_keys(kind)
    objects = [xf.SubjectPublicKeyInfo.from_der(der) for der in keys[: content.LOADED_KEYS]]

    def job() -> bytes:
        device = next(devices)
        return issuer.issue(
            objects[device.key % content.LOADED_KEYS] if loaded else xf.SubjectPublicKeyInfo.from_der(keys[device.key]),
            subject=xf.Name.of(*content.SUBJECT, CN=device.common_name),
            days=content.DAYS,
            extensions=[
                xf.Extension.of(xf.BasicConstraints(ca=False)),
                xf.Extension.of(xf.KeyUsage.of(*USAGE)),
                xf.Extension.of(xf.ExtendedKeyUsage.of(*content.PURPOSES)),
                xf.Extension.of(xf.SubjectAlternativeName.of(*device.hosts)),
            ],
        ).to_der()

    return job


def _describe() -> Callable[[], Any]:
    """Return what describes one more device each time: what stays the same is made once."""
    import x509forge as xf

    issuer = xf.Issuer.load(*content.ca_files("ec:P-256"))
    devices = content.devices()
    keys = [xf.SubjectPublicKeyInfo.from_der(der) for der in content.public_keys("ec:P-256")]
    constant = (
        xf.Extension.of(xf.BasicConstraints(ca=False)),
        xf.Extension.of(xf.KeyUsage.of(*USAGE)),
        xf.Extension.of(xf.ExtendedKeyUsage.of(*content.PURPOSES)),
        xf.Extension.of(xf.AuthorityKeyIdentifier(key_identifier=content.authority_key_identifier("ec:P-256"))),
    )
    validity = xf.Validity.of(content.NOT_BEFORE, content.NOT_AFTER)

    def describe() -> xf.TBSCertificate:
        device = next(devices)
        key = keys[device.key]
        return xf.TBSCertificate(
            serial_number=device.serial_number,
            signature=issuer.signer.algorithm,
            issuer=issuer.certificate.tbs_certificate.subject,
            validity=validity,
            subject=xf.Name.of(*content.SUBJECT, CN=device.common_name),
            subject_public_key_info=key,
            extensions=(
                *constant,
                xf.Extension.of(xf.SubjectAlternativeName.of(*device.hosts)),
                xf.Extension.of(xf.SubjectKeyIdentifier(key.key_identifier())),
            ),
        )

    return describe


def described_and_judged() -> Job:
    """Describe, and judge by all rules of the default profile, beside the issuer."""
    import x509forge as xf

    describe, issuer = _describe(), xf.Issuer.load(*content.ca_files("ec:P-256")).certificate

    def job() -> bytes:
        tbs = describe()
        if xf.check(tbs, issuer=issuer, at=content.NOT_BEFORE):
            raise AssertionError("something is found in what is sound")
        octets: bytes = tbs.to_der()
        return octets

    return job


def described_and_signed() -> Job:
    """Describe, and make the bare signature of it, which goes nowhere."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    describe, key, algorithm = _describe(), pyca.issuer_key("ec:P-256"), ec.ECDSA(hashes.SHA256())

    def job() -> bytes:
        octets: bytes = describe().to_der()
        key.sign(octets, algorithm)
        return octets

    return job


def ours_with_waivers() -> Job:
    """The procedure's certificate by x509forge: two errors are found, and waived."""
    import x509forge as xf

    issuer = xf.Issuer.load(*content.ca_files("rsa:2048"))
    devices, keys = content.devices(), content.public_keys("rsa:2048")
    objects = [xf.SubjectPublicKeyInfo.from_der(der) for der in keys[: content.LOADED_KEYS]]

    def job() -> bytes:
        device = next(devices)
        return issuer.issue(
            objects[device.key % content.LOADED_KEYS],
            subject=xf.Name.of(*content.SUBJECT, emailAddress=content.EMAIL, CN=device.common_name),
            days=content.DAYS,
            extensions=[
                xf.Extension.of(xf.BasicConstraints(ca=False)),
                xf.Extension.of(xf.KeyUsage.of(*content.PROCEDURE_USAGE), critical=False),
                xf.Extension.of(xf.ExtendedKeyUsage.of(*content.PURPOSES)),
                xf.Extension.of(xf.SubjectAlternativeName.of(*device.hosts)),
            ],
            waive=WAIVED,
        ).to_der()

    return job


def by_pyca(kind: str, *, loaded: bool) -> Callable[[], Job]:
    """Return what prepares issuing by pyca's builder; it asks no rules but those of its constructors."""
    return partial(_by_pyca, kind, loaded)


def _by_pyca(kind: str, loaded: bool) -> Job:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
    from cryptography.x509.oid import ExtendedKeyUsageOID

    ca, key = pyca.issuer_certificate(kind), pyca.issuer_key(kind)
    authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
        ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    )
    algorithm = None if kind == "ed25519" else hashes.SHA256()
    devices, keys, objects = content.devices(), content.public_keys(kind), pyca.loaded_keys(kind)

    def job() -> bytes:
        device = next(devices)
        public_key: Any = objects[device.key % content.LOADED_KEYS] if loaded else load_der_public_key(keys[device.key])
        now = datetime.datetime.now(datetime.timezone.utc)
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
        return (
            x509.CertificateBuilder()
            .subject_name(pyca.subject(device, email=False))
            .issuer_name(ca.subject)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now)
            .not_valid_after(now + datetime.timedelta(days=content.DAYS))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=False)
            .add_extension(pyca.usage(USAGE), critical=True)
            .add_extension(purposes, critical=False)
            .add_extension(pyca.alternative_names(device), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(authority, critical=False)
            .sign(key, algorithm)
            .public_bytes(Encoding.DER)
        )

    return job


def by_certbuilder(kind: str) -> Callable[[], Job]:
    """Return what prepares issuing by certbuilder on oscrypto."""
    return partial(_by_certbuilder, kind)


def _by_certbuilder(kind: str) -> Job:
    from x509forge.signing import mend_oscrypto

    mend_oscrypto.load()
    from asn1crypto import keys as asn1crypto_keys
    from certbuilder import CertificateBuilder
    from oscrypto import asymmetric

    certificate_file, key_file = content.ca_files(kind)
    ca = asymmetric.load_certificate(certificate_file.read_bytes())
    key = asymmetric.load_private_key(key_file.read_bytes())
    devices, keys = content.devices(), content.public_keys(kind)
    words = {"C": "country_name", "ST": "state_or_province_name", "L": "locality_name"}
    words |= {"O": "organization_name", "OU": "organizational_unit_name"}
    constant = {words[name]: value for name, value in content.SUBJECT}

    def job() -> bytes:
        device = next(devices)
        builder = CertificateBuilder(
            {**constant, "common_name": device.common_name}, asn1crypto_keys.PublicKeyInfo.load(keys[device.key])
        )
        builder.issuer = ca
        builder.begin_date = now = datetime.datetime.now(datetime.timezone.utc)
        builder.end_date = now + datetime.timedelta(days=content.DAYS)
        builder.key_usage = {"digital_signature"}
        builder.extended_key_usage = {"server_auth", "client_auth"}
        builder.subject_alt_domains = list(device.hosts)
        octets: bytes = builder.build(key).dump()
        return octets

    return job


CERTBUILDER_DIFFERS = "its order of extensions, basicConstraints critical, keyUsage of its own defaults"


def _benchmark(kind: str, word: str, backends: tuple[str, ...], targets: tuple[Target, ...]) -> Benchmark:
    contestants: list[Contestant] = []
    for backend in backends:
        for loaded in (LOADED, FROM_DER) if backend == "cryptography" else (LOADED,):
            contestants.append(Contestant(_name(backend, loaded), ours(kind, loaded=loaded == LOADED), backend=backend))
        contestants.append(Contestant(_floor(backend), signature(backend, kind), backend=backend))
    for loaded in (LOADED, FROM_DER):
        contestants.append(Contestant(PYCA + loaded, by_pyca(kind, loaded=loaded == LOADED)))
    if "oscrypto" in backends:
        contestants.append(
            Contestant(CERTBUILDER, by_certbuilder(kind), backend="oscrypto", differs=CERTBUILDER_DIFFERS)
        )
    return Benchmark(
        f"issue-{word}",
        f"issue() from a public key, {kind} throughout, default profile, rules included",
        tuple(contestants),
        targets,
        judge="certificate",
    )


JUDGED, SIGNED = "x509forge, described and judged", "x509forge, described and signed (cryptography)"
PYCA = "pyca's builder"
CERTBUILDER = "certbuilder (oscrypto)"


def _name(backend: str, how: str = LOADED) -> str:
    return f"{OURS} ({backend}){how}"


def _floor(backend: str) -> str:
    return f"bare signature ({backend})"


BENCHMARKS = (
    _benchmark(
        "ec:P-256",
        "p256",
        ("cryptography", "oscrypto", "pure"),
        (
            Target(_name("cryptography"), at_most=0.5, beside=PYCA),
            Target(_name("cryptography"), at_most=2.2, beside=_floor("cryptography")),
            Target(_name("cryptography", FROM_DER), at_most=0.5, beside=PYCA + FROM_DER),
            Target(_name("oscrypto"), at_most=0.75, beside=PYCA),
            Target(_name("oscrypto"), at_least=15, beside=CERTBUILDER),
        ),
    ),
    _benchmark(
        "rsa:2048",
        "rsa2048",
        ("cryptography", "oscrypto", "pure"),
        tuple(
            Target(_name(backend), at_most=1.12, beside=_floor(backend))
            for backend in ("cryptography", "oscrypto", "pure")
        ),
    ),
    _benchmark("ed25519", "ed25519", ("cryptography", "pure"), ()),
    Benchmark(
        "check",
        "All rules of the default profile beside a bare signature: one more described, and judged or signed",
        (Contestant(JUDGED, described_and_judged), Contestant(SIGNED, described_and_signed)),
        (Target(JUDGED, at_most=1, beside=SIGNED),),
        judge="described",
    ),
    Benchmark(
        "issue-procedure",
        "issue() of the procedure's own certificate, RSA-2048: two errors are found, and waived",
        (
            Contestant(_name("cryptography"), ours_with_waivers),
            Contestant(_floor("cryptography"), signature("cryptography", "rsa:2048")),
        ),
        judge="certificate",
    ),
)
