"""Requests and certificates as `openssl req` and `openssl x509 -req` of 3.0 make them, from configurations."""

from __future__ import annotations

from ..issuing import create_request, same_key, verify_request
from ..issuing.bundle import Authority, Bundle
from ..issuing.issuer import sign_certificate
from ..issuing.serial import numbered
from ..x509.certificate import V1, V3, Certificate, TBSCertificate
from .copying import Copying
from .release import DEFAULT
from .section import DEFAULT_SECTION
from .subject import Subject
from .value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..issuing.serial import SerialNumber
    from ..pkcs.pkcs10 import CertificationRequest
    from ..signing.keys import PrivateKey
    from ..signing.signer import Signer
    from ..x509.extension import Extension
    from ..x509.name import Name
    from ..x509.public_key import SubjectPublicKeyInfo
    from ..x509.time import Validity
    from .config import Config
    from .names import Spelling
    from .request import Dialogue, RequestSettings


def request_of(
    settings: RequestSettings,
    signer: Signer,
    dialogue: Dialogue,
    *,
    subject: Name | None = None,
    section: str | None = None,
    more: Config | None = None,
    release: str = DEFAULT,
) -> CertificationRequest:
    """Return the request that a configuration describes.

    `subject` is for its distinguished name and attributes, `section` for its `req_extensions`; `more`
    holds further extensions in its default section. Raises ConfigError, SigningError.
    """
    settings.check_sections()
    name = settings.subject(dialogue) if subject is None else subject
    # OpenSSL passes the attributes over where it does not ask the configuration for a subject.
    attributes = settings.attributes(dialogue) if subject is None else ()
    described = Subject(name, signer.public_key, release=release)
    wanted = settings.request_extensions if section is None else section
    if wanted is not None:
        described.add(wanted, settings.config, settings.spelling)
    if more is not None:
        described.add(DEFAULT_SECTION, more, settings.spelling)
    # `email:move` may have changed the name.
    return create_request(described.name or name, signer, extensions=described.extensions, attributes=attributes)


def check_syntax(
    settings: RequestSettings, extensions: str | None = None, reqexts: str | None = None, *, release: str = DEFAULT
) -> None:
    """Look at the extensions for requests and at those for certificates; raises ConfigError.

    `openssl req` of 3.0 does so before anything else, whichever of them it then uses; 3.5 reads the one it uses.
    """
    if release != DEFAULT:
        return
    for given, configured in (
        (extensions, settings.certificate_extensions),
        (reqexts, settings.request_extensions),
    ):
        section = configured if given is None else given
        if section is not None:
            tested = Subject(release=release)
            tested.tested = True
            tested.add(section, settings.config, settings.spelling)


class Sections:
    """Where the extensions of a certificate stand: sections of configurations, in order.

    They begin with those of another certificate and with those that are requested, as `copying` says;
    `added` come last.
    """

    def __init__(
        self,
        *sections: tuple[Config, str, Spelling | None],
        copying: Copying | None = None,
        requested: Iterable[Extension] = (),
        begun: Iterable[Extension] = (),
        added: Iterable[Extension] = (),
    ) -> None:
        self.sections = sections
        self.copying = copying
        self.requested = tuple(requested)
        self.begun = tuple(begun)
        self.added = tuple(added)

    def add_to(self, described: Subject) -> None:
        """Add them to a subject; raises ConfigError, CopyRefused."""
        described.extensions.extend(self.begun)
        copying = self.copying or Copying.NOTHING
        copied = copying.taken(self.requested)
        described.extensions.extend(copied)
        for config, section, spelling in self.sections:
            described.add(section, config, spelling, lambda found: copying.passes_over(found, copied))
        copying.judge(described.extensions, copied)
        described.extensions.extend(self.added)


def sections_of(
    settings: RequestSettings, section: str | None = None, more: Config | None = None
) -> list[tuple[Config, str, Spelling | None]]:
    """Return the sections of a self-signed certificate: the one given or `x509_extensions`, then `more`'s default."""
    found: list[tuple[Config, str, Spelling | None]] = []
    name = settings.certificate_extensions if section is None else section
    if name is not None:
        found.append((settings.config, name, settings.spelling))
    if more is not None:
        found.append((more, DEFAULT_SECTION, settings.spelling))
    return found


def extension_section(config: Config, given: str | None = None) -> str:
    """Return the section that `x509 -extfile` takes: the one given, else what `extensions` names, else the default."""
    return given or config.get(DEFAULT_SECTION, "extensions") or Value(DEFAULT_SECTION)


def describe_certificate(
    name: Name,
    public_key: SubjectPublicKeyInfo,
    signer: Signer,
    sections: Sections,
    *,
    issuer: Certificate | None,
    validity: Validity,
    serial_number: SerialNumber | None = None,
    base: TBSCertificate | None = None,
    release: str = DEFAULT,
    first_version: bool = False,
    issuer_name: Name | None = None,
) -> TBSCertificate:
    """Return the description of a certificate as `openssl x509` and `openssl req -x509` write it.

    Without `issuer`, the certificate is its own. To the extensions of `sections` come the key
    identifiers that OpenSSL adds to them; without any, the certificate is one of version 1, or that of
    `base`, whose unique identifiers are kept. `release` says which OpenSSL is followed: 3.5 writes version 3 and both
    key identifiers always, unless it shall be the `first_version`. `issuer_name` stands in place of the issuer's own.
    Raises ConfigError, CopyRefused.
    """

    def describe(serial: int) -> TBSCertificate:
        described = Subject(name, public_key, issuer=issuer, self_signed=issuer is None, serial_number=serial)
        described.release = release
        described.signing_key = signer.public_key
        if issuer_name is not None:
            described.issuer_name = issuer_name
        sections.add_to(described)
        # Of 3.0 it is the third where there are extensions, though they be but key identifiers that are then taken out.
        version = _version(described, base, first_version=first_version)
        if not first_version:
            described.complete(authority=not same_key(public_key, signer.public_key))
        assert described.name is not None
        assert described.issuer_name is not None
        return TBSCertificate(
            version=version,
            serial_number=serial,
            signature=signer.algorithm,
            issuer=described.issuer_name,
            validity=validity,
            subject=described.name,
            subject_public_key_info=public_key,
            issuer_unique_id=None if base is None else base.issuer_unique_id,
            subject_unique_id=None if base is None else base.subject_unique_id,
            extensions=tuple(described.extensions) or None,
        )

    # OpenSSL's words may put the number into authorityKeyIdentifier, too.
    return numbered(describe, serial_number)


def _version(described: Subject, base: TBSCertificate | None, *, first_version: bool) -> int:
    if described.release != DEFAULT:
        return V1 if first_version and not described.extensions else V3
    return V3 if described.extensions else V1 if base is None else base.version


def bundle_of(
    authority: Authority,
    key: PrivateKey,
    settings: RequestSettings,
    extensions: Config | None,
    dialogue: Dialogue,
    *,
    validity: Validity,
    serial_number: SerialNumber | None = None,
) -> Bundle:
    """Return what the procedure's commands leave: request, certificate and chain, from two configurations."""
    request = request_of(settings, key, dialogue)
    signer = authority.issuer.signer
    verify_request(request)
    info = request.certification_request_info
    sections = Sections() if extensions is None else Sections((extensions, extension_section(extensions), None))
    tbs = describe_certificate(
        info.subject,
        info.subject_pk_info,
        signer,
        sections,
        issuer=authority.issuer.certificate,
        validity=validity,
        serial_number=serial_number,
    )
    certificate = sign_certificate(tbs, signer)
    return Bundle(request, certificate, (certificate, *authority.chain))
