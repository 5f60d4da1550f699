"""`Issuer`: a CA certificate with its key, which turns descriptions into certificates (RFC 5280 4.1)."""

from __future__ import annotations

from .. import oid
from ..errors import SignatureMismatch
from ..pkcs.pkcs10 import CertificationRequest
from ..rules import check
from ..signing.keys import PrivateKey
from ..signing.public_key import public_key_of
from ..signing.signer import sign_with, signer_of, verified
from ..x509.certificate import Certificate, TBSCertificate
from ..x509.extension import Extension
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import SubjectKeyIdentifier
from ..x509.extensions.key_usage import KeyUsage
from ..x509.public_key import SubjectPublicKeyInfo
from .profile import Described, Profile, profile_of
from .refusing import refuse
from .request import verify_request
from .serial import numbered
from .sources import sources
from .validity import now

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    import os
    from collections.abc import Callable, Collection, Iterable

    from ..signing.signer import Signer
    from ..x509.algorithm import AlgorithmIdentifier
    from ..x509.name import Name
    from ..x509.time import Validity
    from .serial import SerialNumber
    from .sources import Addresses


class Issuer:
    """A CA: its certificate, and the signer that holds the certificate's private key.

    The signer may be a private key of `cryptography`, `asn1crypto` or oscrypto too.
    Raises SignatureMismatch when the signer's key is not the one in the certificate.
    One issuer may be used by several threads at once, if its signer may.
    """

    __slots__ = ("certificate", "signer")

    certificate: Certificate
    signer: Signer

    def __init__(self, certificate: Certificate, signer: Signer | object) -> None:
        signer = signer_of(signer)
        if not same_key(certificate.tbs_certificate.subject_public_key_info, signer.public_key):
            raise SignatureMismatch(
                f"the key does not belong to the certificate of {certificate.tbs_certificate.subject}: "
                "their public keys differ"
            )
        self.certificate = certificate
        self.signer = signer

    def __repr__(self) -> str:
        return f"<Issuer {self.certificate.tbs_certificate.subject}>"

    @classmethod
    def load(
        cls,
        certificate: str | os.PathLike[str],
        key: str | os.PathLike[str],
        password: bytes | Callable[[], bytes] | None = None,
    ) -> Issuer:
        """Return the issuer in two files, PEM or DER; a function given as `password` is called if one is needed.

        Raises OSError, PEMError, DecodeError, KeyFormatError, UnsupportedKey, SignatureMismatch.
        """
        from pathlib import Path

        data = Path(certificate).read_bytes()
        loaded = Certificate.from_der(data) if data[:1] == b"\x30" else Certificate.from_pem(data)
        return cls(loaded, PrivateKey.load(key, password))

    @classmethod
    def self_signed(
        cls,
        subject: Name,
        signer: Signer | object,
        *,
        days: int | None = None,
        validity: Validity | None = None,
        not_before: datetime.datetime | str | None = None,
        serial_number: SerialNumber | None = None,
        extensions: Iterable[Extension] | None = None,
        profile: Profile | str = "rfc5280",
        waive: Collection[str] = (),
    ) -> Issuer:
        """Return a new root CA; without `extensions`, with those that strict verifiers ask of one.

        These are a critical basicConstraints (cA) and a critical keyUsage
        (keyCertSign, cRLSign); key identifiers come with the profile. The other
        arguments are those of `issue`. Raises RuleViolation, SigningError.
        """
        signer = signer_of(signer)
        profile = profile_of(profile)
        if extensions is None:
            extensions = (
                Extension.of(BasicConstraints(ca=True)),
                Extension.of(KeyUsage.of("keyCertSign", "cRLSign")),
            )
        tbs = describe_and_number(
            signer.algorithm,
            subject,
            signer.public_key,
            subject,
            validity or profile.validity(days, not_before),
            serial_number,
            tuple(extensions),
            signer.public_key.key_identifier(),
            profile,
        )
        refuse(check(tbs, profile=profile), waive, profile)
        return cls(sign_certificate(tbs, signer), signer)

    def prepare(
        self,
        request: CertificationRequest | SubjectPublicKeyInfo | object,
        *,
        subject: Name | None = None,
        days: int | None = None,
        validity: Validity | None = None,
        not_before: datetime.datetime | str | None = None,
        serial_number: SerialNumber | None = None,
        extensions: Iterable[Extension] = (),
        copy_extensions: Collection[str] = (),
        ca_issuers: Addresses = (),
        ocsp: Addresses = (),
        crl: Addresses = (),
        profile: Profile | str = "rfc5280",
        waive: Collection[str] = (),
    ) -> TBSCertificate:
        """Return what `issue` would sign, checked as `issue` checks it; the arguments are the same."""
        profile, moment = profile_of(profile), now()
        if isinstance(request, CertificationRequest):
            verify_request(request)
            info = request.certification_request_info
            public_key = info.subject_pk_info
            subject = info.subject if subject is None else subject
            extensions = _with_copies(tuple(extensions), request.extensions, copy_extensions)
        else:
            # As it stands, if it is one already, so that what no reader would take can be certified too.
            public_key = request if isinstance(request, SubjectPublicKeyInfo) else public_key_of(request)
            extensions = tuple(extensions)
            if subject is None:
                raise TypeError("a public key alone names nobody; give subject=")
            if copy_extensions:
                raise TypeError("copy_extensions= is for a request; a public key asks for none")
        issuer = self.certificate.tbs_certificate
        tbs = describe_and_number(
            self.signer.algorithm,
            issuer.subject,
            public_key,
            subject,
            validity or profile.validity(days, moment if not_before is None else not_before),
            serial_number,
            extensions + sources(extensions, ca_issuers=ca_issuers, ocsp=ocsp, crl=crl),
            self._key_identifier(),
            profile,
        )
        refuse(check(tbs, profile=profile, issuer=self.certificate, at=moment), waive, profile)
        return tbs

    def issue(
        self,
        request: CertificationRequest | SubjectPublicKeyInfo | object,
        *,
        subject: Name | None = None,
        days: int | None = None,
        validity: Validity | None = None,
        not_before: datetime.datetime | str | None = None,
        serial_number: SerialNumber | None = None,
        extensions: Iterable[Extension] = (),
        copy_extensions: Collection[str] = (),
        ca_issuers: Addresses = (),
        ocsp: Addresses = (),
        crl: Addresses = (),
        profile: Profile | str = "rfc5280",
        waive: Collection[str] = (),
    ) -> Certificate:
        """Return a certificate for a request, or for a public key with a `subject`.

        The public key may be whatever `SubjectPublicKeyInfo.of` takes: PEM, DER, an object of another library.

        A request's signature is verified first. `validity` says from when to when;
        or `days` counts from `not_before`, which is now unless it is given. Without
        `serial_number` it is random, of 159 bits; "from-content" makes one of what is
        certified, the same for the same. `extensions` come out in their order;
        of those that the request asks for, none but those that `copy_extensions` names
        (`subjectAltName`, or an OID) follow them. `ca_issuers`, `ocsp` and `crl` are addresses: where the issuer's
        certificate is had, and whether this one was revoked. The profile, a Profile or the name of one, adds what is
        not given: "rfc5280" subject and authority key identifiers, others more, and a validity. It makes subjectAltName
        critical when the subject is empty; `profile="none"` adds and checks nothing.

        Raises RuleViolation for findings of severity "error", those whose id is in
        `waive` excepted, and warns (UnneededWaiver) of an id there that no error has; ValueError for one that no rule
        has; SignatureMismatch for a request that its key did not sign, or
        a signer that signs with another key; SigningError where signing fails.
        """
        tbs = self.prepare(
            request,
            subject=subject,
            days=days,
            validity=validity,
            not_before=not_before,
            serial_number=serial_number,
            extensions=extensions,
            copy_extensions=copy_extensions,
            ca_issuers=ca_issuers,
            ocsp=ocsp,
            crl=crl,
            profile=profile,
            waive=waive,
        )
        return sign_certificate(tbs, self.signer)

    def complete(self, tbs: TBSCertificate, signature: bytes) -> Certificate:
        """Return the certificate of what `prepare` returned and a signature over its DER that was made elsewhere.

        Between the two an offline CA may sign, or an asynchronous service: neither method waits for anything, and
        both may be called in a coroutine.

            tbs = issuer.prepare(request, days=90)
            signature = await cloud.sign(tbs.to_der())
            certificate = issuer.complete(tbs, signature)

        An ECDSA signature may be r and s side by side. Raises SignatureMismatch if the issuer's key does not confirm
        it, or if another issuer stands in `tbs`; UnsupportedKey if nothing here can tell.
        """
        own = self.certificate.tbs_certificate
        if tbs.issuer.to_der() != own.subject.to_der():
            raise SignatureMismatch(f"what was signed names another issuer, {tbs.issuer}, than {own.subject}")
        return complete_certificate(tbs, signature, own.subject_public_key_info)

    def _key_identifier(self) -> bytes:
        """Return what the authority key identifier shall say: the issuer's own word for its key (RFC 5280 4.2.1.1)."""
        own = self.certificate.extension(SubjectKeyIdentifier)
        if own is not None:
            return own.key_identifier
        return self.certificate.tbs_certificate.subject_public_key_info.key_identifier()


def sign_certificate(tbs: TBSCertificate, signer: Signer) -> Certificate:
    """Return the certificate of a description, signed as it stands; raises SigningError."""
    return Certificate.assemble(tbs, signer.algorithm, sign_with(signer, tbs.to_der()))


def complete_certificate(tbs: TBSCertificate, signature: bytes, public_key: SubjectPublicKeyInfo) -> Certificate:
    """Return the certificate of a description and a signature that was made elsewhere, if the key confirms it.

    An ECDSA signature may be r and s side by side. Raises SignatureMismatch, UnsupportedKey.
    """
    return Certificate.assemble(tbs, tbs.signature, verified(public_key, tbs.signature, signature, tbs.to_der()))


def same_key(one: SubjectPublicKeyInfo, other: SubjectPublicKeyInfo) -> bool:
    """Return whether two structures hold the same key, however their parameters are written."""
    return one.algorithm.algorithm == other.algorithm.algorithm and one.subject_public_key == other.subject_public_key


def describe_and_number(
    algorithm: AlgorithmIdentifier,
    issuer: Name,
    public_key: SubjectPublicKeyInfo,
    subject: Name,
    validity: Validity,
    serial_number: SerialNumber | None,
    extensions: tuple[Extension, ...],
    authority_key_identifier: bytes | None,
    profile: Profile,
) -> TBSCertificate:
    """Return what is to be signed by an algorithm, with what the profile adds; no authority key identifier if None."""
    extensions = profile.completed(extensions, Described(public_key, subject, authority_key_identifier))

    def describe(number: int) -> TBSCertificate:
        return TBSCertificate(
            serial_number=number,
            signature=algorithm,
            issuer=issuer,
            validity=validity,
            subject=subject,
            subject_public_key_info=public_key,
            extensions=extensions or None,
        )

    return numbered(describe, serial_number)


def _with_copies(
    given: tuple[Extension, ...], asked: tuple[Extension, ...], names: Collection[str]
) -> tuple[Extension, ...]:
    """Return the given extensions, then those that were asked for under one of these names and are not given."""
    wanted = {oid.ObjectIdentifier.named(name) for name in names}
    present = {extension.extn_id for extension in given}
    return given + tuple(
        extension for extension in asked if extension.extn_id in wanted and extension.extn_id not in present
    )
