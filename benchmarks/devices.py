"""What a device costs: its key, its request and its certificate; and a key alone."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from . import content, pyca
from .declared import Benchmark, Contestant, Target

if TYPE_CHECKING:
    from .declared import Job

KIND = "ec:P-256"
PYCA = "pyca's builders"


def ours() -> Job:
    """Key, request and certificate by x509forge, on the backend of its process."""
    import x509forge as xf

    issuer = xf.Issuer.load(*content.ca_files(KIND))
    devices = content.devices()

    def job() -> bytes:
        device = next(devices)
        key = xf.PrivateKey.generate(KIND)
        key.to_pem()
        names = xf.Extension.of(xf.SubjectAlternativeName.of(*device.hosts))
        subject = xf.Name.of(*content.SUBJECT, CN=device.common_name)
        request = xf.CertificationRequest.create(subject, key, extensions=[names])
        request.to_pem()
        certificate = issuer.issue(
            request,
            days=content.DAYS,
            extensions=[
                xf.Extension.of(xf.BasicConstraints(ca=False)),
                xf.Extension.of(xf.KeyUsage.of("digitalSignature")),
                xf.Extension.of(xf.ExtendedKeyUsage.of(*content.PURPOSES)),
                names,
            ],
        )
        certificate.to_pem()
        return certificate.to_der()

    return job


def by_pyca() -> Job:
    """The same by pyca's builders, the request's signature verified before it is granted."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID

    ca, ca_key = pyca.issuer_certificate(KIND), pyca.issuer_key(KIND)
    authority = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
        ca.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    )
    pem = serialization.Encoding.PEM
    devices = content.devices()

    def job() -> bytes:
        device = next(devices)
        key = ec.generate_private_key(ec.SECP256R1())
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        names = pyca.alternative_names(device)
        request = (
            x509.CertificateSigningRequestBuilder()
            .subject_name(pyca.subject(device, email=False))
            .add_extension(names, critical=False)
            .sign(key, hashes.SHA256())
        )
        request.public_bytes(pem)
        assert request.is_signature_valid
        now = datetime.datetime.now(datetime.timezone.utc)
        purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
        public_key = request.public_key()
        assert isinstance(public_key, ec.EllipticCurvePublicKey)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(request.subject)
            .issuer_name(ca.subject)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now)
            .not_valid_after(now + datetime.timedelta(days=content.DAYS))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=False)
            .add_extension(pyca.usage(("digitalSignature",)), critical=True)
            .add_extension(purposes, critical=False)
            .add_extension(names, critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
            .add_extension(authority, critical=False)
            .sign(ca_key, hashes.SHA256())
        )
        certificate.public_bytes(pem)
        return certificate.public_bytes(serialization.Encoding.DER)

    return job


def by_builders() -> Job:
    """The same by csrbuilder and certbuilder on oscrypto; neither verifies a request."""
    from x509forge.signing import mend_oscrypto

    mend_oscrypto.load()
    from certbuilder import CertificateBuilder
    from csrbuilder import CSRBuilder, pem_armor_csr
    from oscrypto import asymmetric

    certificate_file, key_file = content.ca_files(KIND)
    ca = asymmetric.load_certificate(certificate_file.read_bytes())
    ca_key = asymmetric.load_private_key(key_file.read_bytes())
    devices = content.devices()
    words = {"C": "country_name", "ST": "state_or_province_name", "L": "locality_name"}
    words |= {"O": "organization_name", "OU": "organizational_unit_name"}
    constant = {words[name]: value for name, value in content.SUBJECT}

    def job() -> bytes:
        device = next(devices)
        public_key, key = asymmetric.generate_pair("ec", curve="secp256r1")
        asymmetric.dump_private_key(key, None)
        name = {**constant, "common_name": device.common_name}
        request = CSRBuilder(name, public_key)
        request.subject_alt_domains = list(device.hosts)
        pem_armor_csr(request.build(key))
        builder = CertificateBuilder(name, public_key)
        builder.issuer = ca
        builder.begin_date = now = datetime.datetime.now(datetime.timezone.utc)
        builder.end_date = now + datetime.timedelta(days=content.DAYS)
        builder.key_usage = {"digital_signature"}
        builder.extended_key_usage = {"server_auth", "client_auth"}
        builder.subject_alt_domains = list(device.hosts)
        certificate = builder.build(ca_key)
        asymmetric.dump_certificate(certificate)
        octets: bytes = certificate.dump()
        return octets

    return job


def by_trustme() -> Job:
    """Key and certificate by trustme, which makes no request, and whose CA is its own kind of one."""
    import ssl

    import trustme

    certificate_file, key_file = content.ca_files(KIND)
    ca = trustme.CA.from_pem(certificate_file.read_bytes(), key_file.read_bytes())
    devices = content.devices()

    def job() -> bytes:
        device = next(devices)
        leaf = ca.issue_cert(*device.hosts, common_name=device.common_name, key_type=trustme.KeyType.ECDSA)
        leaf.private_key_pem.bytes()
        return ssl.PEM_cert_to_DER_cert(leaf.cert_chain_pems[0].bytes().decode())

    return job


def key_by_x509forge() -> Job:
    """A new P-256 key, as PKCS #8."""
    import x509forge as xf

    return lambda: xf.PrivateKey.generate(KIND).to_der()


def key_by_pyca() -> Job:
    """A new P-256 key, as PKCS #8."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    der = serialization.Encoding.DER
    return lambda: ec.generate_private_key(ec.SECP256R1()).private_bytes(der, form, plain)


def key_by_oscrypto() -> Job:
    """A new P-256 key, as PKCS #8, by oscrypto alone."""
    from x509forge.signing import mend_oscrypto

    mend_oscrypto.load()
    from oscrypto import asymmetric

    def job() -> bytes:
        _, key = asymmetric.generate_pair("ec", curve="secp256r1")
        return bytes(asymmetric.dump_private_key(key, None, encoding="der"))

    return job


BENCHMARKS = (
    Benchmark(
        "device",
        "P-256 key, request and certificate of a device, each as PEM; the request's signature is verified",
        (
            Contestant("x509forge (cryptography)", ours),
            Contestant("x509forge (oscrypto)", ours, backend="oscrypto"),
            Contestant("x509forge (pure)", ours, backend="pure"),
            Contestant(PYCA, by_pyca),
            Contestant("csrbuilder, certbuilder (oscrypto)", by_builders, backend="oscrypto"),
            Contestant("trustme (no request)", by_trustme),
        ),
        judge="any_certificate",
    ),
    Benchmark(
        "key",
        "A new P-256 key as PKCS #8",
        (
            Contestant("x509forge (cryptography)", key_by_x509forge),
            Contestant("x509forge (oscrypto)", key_by_x509forge, backend="oscrypto"),
            Contestant("x509forge (pure)", key_by_x509forge, backend="pure"),
            Contestant("cryptography", key_by_pyca),
            Contestant("oscrypto", key_by_oscrypto, backend="oscrypto"),
        ),
        targets=(Target("x509forge (oscrypto)", at_most=100e-6),),
        judge="private_key",
    ),
)
