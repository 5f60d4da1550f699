"""Requests and certificates as `openssl req` and `openssl x509 -req` of 3.0 make them, from configurations."""

from __future__ import annotations

from ..errors import SignatureMismatch
from ..issuing.bundle import Authority, Bundle
from ..issuing.issuer import same_key, sign_certificate
from ..issuing.request import create_request, verify_request
from ..issuing.serial import random_serial
from ..issuing.validity import valid_for
from ..x509.certificate import V1, V3, Certificate, TBSCertificate
from .section import DEFAULT_SECTION
from .subject import Subject
from .value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..pkcs.pkcs10 import CertificationRequest
    from ..signing.keys import PrivateKey
    from ..signing.signer import Signer
    from ..x509.name import Name
    from ..x509.time import Validity
    from .config import Config
    from .request import Dialogue, RequestSettings


def request_of(
    settings: RequestSettings,
    signer: Signer,
    dialogue: Dialogue,
    *,
    subject: Name | None = None,
    section: str | None = None,
    more: Config | None = None,
) -> CertificationRequest:
    """Return the request that a configuration describes.

    `subject` is for its distinguished name and attributes, `section` for its `req_extensions`; `more`
    holds further extensions in its default section. Raises ConfigError, SigningError.
    """
    name = settings.subject(dialogue) if subject is None else subject
    # OpenSSL passes the attributes over where it does not ask the configuration for a subject.
    attributes = settings.attributes(dialogue) if subject is None else ()
    described = Subject(name, signer.public_key)
    _add(described, settings, settings.request_extensions if section is None else section, more)
    # `email:move` may have changed the name.
    return create_request(described.name or name, signer, extensions=described.extensions, attributes=attributes)


def self_signed(
    settings: RequestSettings,
    signer: Signer,
    name: Name,
    *,
    validity: Validity,
    serial_number: int | None = None,
    section: str | None = None,
    more: Config | None = None,
) -> TBSCertificate:
    """Return the description of a certificate whose issuer is its subject, as `openssl req -x509` writes it."""
    serial = random_serial() if serial_number is None else serial_number
    described = Subject(name, signer.public_key, self_signed=True, serial_number=serial)
    _add(described, settings, settings.certificate_extensions if section is None else section, more)
    described.complete(authority=False)
    return _describe(described, signer, validity, serial)


def _add(described: Subject, settings: RequestSettings, section: str | None, more: Config | None) -> None:
    if section is not None:
        described.add(section, settings.config, settings.spelling)
    if more is not None:
        described.add(DEFAULT_SECTION, more, settings.spelling)


def extension_section(config: Config, given: str | None = None) -> str:
    """Return the section that `x509 -extfile` takes: the one given, else what `extensions` names, else the default."""
    return given or config.get(DEFAULT_SECTION, "extensions") or Value(DEFAULT_SECTION)


def certificate_of(
    request: CertificationRequest,
    signer: Signer,
    *,
    issuer: Certificate | None,
    validity: Validity,
    serial_number: int | None = None,
    config: Config | None = None,
    section: str | None = None,
) -> TBSCertificate:
    """Return the description of a request's certificate, as `openssl x509 -req` writes it.

    Without `issuer`, the request's own key signs. The extensions are those of a section of `config`
    (see `extension_section`), and the key identifiers that OpenSSL adds to them; without any, the
    certificate is one of version 1. Raises SignatureMismatch for a request that its key did not sign, ConfigError.
    """
    verify_request(request)
    info = request.certification_request_info
    if issuer is None and not same_key(info.subject_pk_info, signer.public_key):
        raise SignatureMismatch(
            "the key is not that of the request, and there is no CA: nobody could verify the result"
        )
    serial = random_serial() if serial_number is None else serial_number
    described = Subject(
        info.subject, info.subject_pk_info, issuer=issuer, self_signed=issuer is None, serial_number=serial
    )
    if config is not None:
        described.add(extension_section(config, section), config)
    described.complete(authority=not same_key(info.subject_pk_info, signer.public_key))
    return _describe(described, signer, validity, serial)


def _describe(described: Subject, signer: Signer, validity: Validity, serial: int) -> TBSCertificate:
    assert described.name is not None
    assert described.issuer_name is not None
    assert described.public_key is not None
    return TBSCertificate(
        version=V3 if described.extensions else V1,
        serial_number=serial,
        signature=signer.algorithm,
        issuer=described.issuer_name,
        validity=validity,
        subject=described.name,
        subject_public_key_info=described.public_key,
        extensions=tuple(described.extensions) or None,
    )


def bundle_of(
    authority: Authority,
    key: PrivateKey,
    settings: RequestSettings,
    extensions: Config | None,
    dialogue: Dialogue,
    *,
    days: int,
) -> Bundle:
    """Return what the procedure's commands leave: request, certificate and chain, from two configurations."""
    request = request_of(settings, key, dialogue)
    signer = authority.issuer.signer
    tbs = certificate_of(
        request, signer, issuer=authority.issuer.certificate, validity=valid_for(days), config=extensions
    )
    certificate = sign_certificate(tbs, signer)
    return Bundle(request, certificate, (certificate, *authority.chain))
