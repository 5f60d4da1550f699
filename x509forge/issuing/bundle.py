"""What an operator hands in: a key, its request, its certificate and the chain, described by hosts or by a name."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import EncodeError, SignatureMismatch
from ..x509.extension import Extension
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.general_name import GeneralName
from ..x509.name import Name
from .chain import order
from .issuer import Issuer, same_key
from .request import create_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..pkcs.pkcs10 import CertificationRequest
    from ..signing.keys import PrivateKey
    from ..signing.signer import Signer
    from ..x509.certificate import Certificate
    from .profile import Profile
    from .serial import SerialNumber
    from .sources import Addresses

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
    days: int | None = None,
    subject: Name | None = None,
    serial_number: SerialNumber | None = None,
    ca_issuers: Addresses = (),
    ocsp: Addresses = (),
    crl: Addresses = (),
    profile: Profile | str = "mqtt-server",
    waive: Collection[str] = (),
) -> Bundle:
    """Return a server's bundle for hosts, DNS names and IP addresses, that every strict client accepts.

    Without `subject`, its common name is the first host, or there is none where that is
    too long. The profile says what the certificate has beside the names of the hosts, and for how many days it is valid
    without `days`. Raises EncodeError for what is no host, RuleViolation, SigningError.
    """
    names = SubjectAlternativeName(tuple(map(_host, hosts)))
    if subject is None:
        subject = Name.of(CN=hosts[0]) if len(hosts[0]) <= _MAX_COMMON_NAME else Name(())
    request = create_request(subject, key)
    certificate = authority.issuer.issue(
        request,
        days=days,
        serial_number=serial_number,
        extensions=[Extension.of(names)],
        ca_issuers=ca_issuers,
        ocsp=ocsp,
        crl=crl,
        profile=profile,
        waive=waive,
    )
    return Bundle(request, certificate, (certificate, *authority.chain))


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
    days: int | None = None,
    serial_number: SerialNumber | None = None,
    profile: Profile | str = "mqtt-client",
    waive: Collection[str] = (),
) -> Bundle:
    """Return a device's bundle: what it shows to a server that asks for a certificate, as the profile has it."""
    request = create_request(subject, key)
    certificate = authority.issuer.issue(request, days=days, serial_number=serial_number, profile=profile, waive=waive)
    return Bundle(request, certificate, (certificate, *authority.chain))
