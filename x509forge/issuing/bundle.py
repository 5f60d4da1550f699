"""What an operator hands in: a key, its request, its certificate and the chain, described by hosts or by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .. import oid
from ..errors import EncodeError, SignatureMismatch
from ..x509.extension import Extension
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.general_name import GeneralName
from ..x509.name import Name
from .chain import order
from .issuer import Issuer, same_key
from .request import create_request

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..pkcs.pkcs10 import CertificationRequest
    from ..signing.keys import PrivateKey
    from ..signing.signer import Signer
    from ..x509.certificate import Certificate
    from .serial import SerialNumber

# RFC 5280 appendix A.1, ub-common-name: characters.
_MAX_COMMON_NAME = 64


class Bundle(NamedTuple):
    """A key's request, its certificate, and the chain: the certificate first, each one followed by its issuer."""

    request: CertificationRequest
    certificate: Certificate
    chain: tuple[Certificate, ...]

    def chain_pem(self) -> str:
        """Return the chain as the file that a TLS server takes."""
        return "".join(certificate.to_pem() for certificate in self.chain)


class Authority(NamedTuple):
    """A CA that issues, and its certificate's chain: itself first."""

    issuer: Issuer
    chain: tuple[Certificate, ...]

    @classmethod
    def of(cls, certificates: Sequence[Certificate], key: Signer) -> Authority:
        """Return the CA among these certificates that the key belongs to; the others are its issuers.

        Raises SignatureMismatch where the key is that of none, ChainError where they are no one chain.
        """
        for certificate in certificates:
            if same_key(certificate.tbs_certificate.subject_public_key_info, key.public_key):
                return cls(Issuer(certificate, key), order(certificates, certificate))
        names = "; ".join(str(certificate.tbs_certificate.subject) for certificate in certificates)
        raise SignatureMismatch(f"the CA's key does not belong to the certificate of {names}: their public keys differ")


def server_bundle(
    authority: Authority,
    key: PrivateKey,
    hosts: Sequence[str],
    *,
    days: int,
    subject: Name | None = None,
    serial_number: SerialNumber | None = None,
    waive: Collection[str] = (),
) -> Bundle:
    """Return a server's bundle for hosts, DNS names and IP addresses, that every strict client accepts.

    Without `subject`, its common name is the first host, or there is none where that is
    too long. Raises EncodeError for what is no host, RuleViolation, SigningError.
    """
    names = SubjectAlternativeName(tuple(map(_host, hosts)))
    if subject is None:
        subject = Name.of(CN=hosts[0]) if len(hosts[0]) <= _MAX_COMMON_NAME else Name(())
    extensions = (*_usage(key, "serverAuth"), Extension.of(names))
    return _bundle(authority, key, subject, extensions, days, serial_number, waive)


def _host(text: str) -> GeneralName:
    name = GeneralName.of(text)
    if name.chosen not in ("dns_name", "ip_address"):
        raise EncodeError(f"{text!r} is no host: neither a DNS name nor an IP address", citation="RFC 9525 2")
    return name


def client_bundle(
    authority: Authority,
    key: PrivateKey,
    subject: Name,
    *,
    days: int,
    serial_number: SerialNumber | None = None,
    waive: Collection[str] = (),
) -> Bundle:
    """Return a device's bundle: what it shows to a server that asks for a certificate (clientAuth)."""
    return _bundle(authority, key, subject, _usage(key, "clientAuth"), days, serial_number, waive)


def _usage(key: PrivateKey, purpose: str) -> tuple[Extension, ...]:
    # RFC 5280 4.2.1.3: only an RSA key can encipher another one.
    is_rsa = key.public_key.algorithm.algorithm == oid.RSA_ENCRYPTION
    return (
        Extension.of(BasicConstraints(ca=False), critical=True),
        Extension.of(KeyUsage.of("digitalSignature", *(("keyEncipherment",) if is_rsa else ()))),
        Extension.of(ExtendedKeyUsage.of(purpose)),
    )


def _bundle(
    authority: Authority,
    key: PrivateKey,
    subject: Name,
    extensions: Iterable[Extension],
    days: int,
    serial_number: SerialNumber | None,
    waive: Collection[str],
) -> Bundle:
    request = create_request(subject, key)
    certificate = authority.issuer.issue(
        request, days=days, serial_number=serial_number, extensions=extensions, waive=waive
    )
    return Bundle(request, certificate, (certificate, *authority.chain))
