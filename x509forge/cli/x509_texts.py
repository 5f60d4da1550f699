"""What `x509` prints of a certificate, in OpenSSL 3.0's words and in the order of the options."""

from __future__ import annotations

from ..der import decode_integer, read_header
from ..errors import X509ForgeError
from ..issuing import validity
from ..oid import OCSP
from ..openssl.issued import extension_of
from ..openssl.name_hash import name_hash, old_name_hash
from ..openssl.objects import short_name
from ..openssl.purposes import PURPOSES, purpose_of
from ..openssl.release import DEFAULT
from ..openssl.text.certificate import NONE, certificate_text, time_text
from ..openssl.text.extensions import extensions_text
from ..openssl.text.flags import certificate_flags
from ..openssl.text.keys import rsa_numbers
from ..openssl.text.names import name_line
from ..openssl.text.strings import contents, finished, hexadecimal
from ..openssl.text.trust import trust_text
from ..openssl.verification import is_for, is_for_address
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.information_access import AuthorityInformationAccess
from ..x509.general_name import GeneralName
from . import console
from .openssl_verbs import hash_option, name_options, release
from .options import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..x509.certificate import Certificate
    from ..x509.certificate_trust import CertificateTrust
    from ..x509.extension import Extension
    from ..x509.name import Name
    from ..x509.public_key import SubjectPublicKeyInfo
    from ..x509.time import Time
    from .options import Arguments


def texts(given: Arguments, certificate: Certificate, trust: CertificateTrust | None) -> Iterator[str]:
    """Yield what was asked for, each once, where it was last asked for."""
    asked: dict[str, None] = {}
    for option in given.names:
        for name in _SEVERAL.get(option, (option,)):
            asked.pop(name, None)
            asked[name] = None
    for name in asked:
        if name in TEXTS:
            yield from TEXTS[name](certificate, given)
        if name == "text" and trust is not None and "no_aux" not in _flags(given):
            yield trust_text(trust)
        if name == "alias":
            yield f"{'<No Alias>' if trust is None or trust.alias is None else trust.alias}\n"
    if given.has("checkend"):
        yield f"Certificate will {'' if expires(given, certificate) else 'not '}expire\n"
        return
    for name, (title, judge) in _CHECKS.items():
        wanted = given.text(name)
        if wanted is not None:
            yield f"{title} {wanted} does{'' if judge(certificate, wanted) else ' NOT'} match certificate\n"


def fails_a_check(given: Arguments, certificate: Certificate) -> bool:
    """Return whether `-checkend` finds that it expires or, in 3.5, another check that it is not for whom it should."""
    if given.has("checkend"):
        return expires(given, certificate)
    asked = ((judge, given.text(name)) for name, (_, judge) in _CHECKS.items())
    return release(given) != DEFAULT and any(
        wanted is not None and not judge(certificate, wanted) for judge, wanted in asked
    )


def _is_for_host(certificate: Certificate, host: str) -> bool:
    """Return whether it is for a host; an address is none, and neither is what no host can be called."""
    try:
        return GeneralName.of(host).chosen == "dns_name" and is_for(certificate, host)
    except X509ForgeError:
        return False


def _is_for_ip(certificate: Certificate, address: str) -> bool:
    try:
        return GeneralName.of(address).chosen == "ip_address" and is_for(certificate, address)
    except X509ForgeError:
        return False


_CHECKS: dict[str, tuple[str, Callable[[Certificate, str], bool]]] = {
    "checkhost": ("Hostname", _is_for_host),
    "checkemail": ("Email", is_for_address),
    "checkip": ("IP", _is_for_ip),
}


def expires(given: Arguments, certificate: Certificate) -> bool:
    """Return whether `-checkend` asks for a certificate that lives longer."""
    seconds = given.number("checkend", -(10**11), 10**11)
    if seconds is None:
        return False
    left = certificate.tbs_certificate.validity.not_after.datetime - validity.clock()
    return left.total_seconds() < seconds


def _subject(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield finished(name_line("subject=", certificate.tbs_certificate.subject, name_options(given)))


def _issuer(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield finished(name_line("issuer=", certificate.tbs_certificate.issuer, name_options(given)))


def _serial(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield f"serial={hexadecimal(certificate.tbs_certificate.serial_number)}\n"


def _next_serial(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield f"{hexadecimal(certificate.tbs_certificate.serial_number + 1)}\n"


def _start(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield f"notBefore={_date(certificate.tbs_certificate.validity.not_before, given)}\n"


def _end(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield f"notAfter={_date(certificate.tbs_certificate.validity.not_after, given)}\n"


def _date(moment: Time, given: Arguments) -> str:
    form = given.text("dateopt") or "rfc_822"
    if form.lower() == "rfc_822":
        return time_text(moment)
    if form.lower() == "iso_8601":
        return f"{moment.datetime:%Y-%m-%d %H:%M:%S}Z"
    raise UsageError(f"-dateopt is rfc_822 or iso_8601, not {form!r}")


def _fingerprint(certificate: Certificate, given: Arguments) -> Iterator[str]:
    import hashlib

    name = hash_option(given)
    digest = (
        hashlib.new((name or "sha1").replace("-", "_"), certificate.to_der(), usedforsecurity=False).hexdigest().upper()
    )
    # OpenSSL 3.0 writes the name as it was given, and SHA1 where it was not.
    written = "SHA1" if name is None else given.text(name) or name
    yield f"{written} Fingerprint={':'.join(digest[at : at + 2] for at in range(0, len(digest), 2))}\n"


def _public_key(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield certificate.tbs_certificate.subject_public_key_info.to_pem()


def _flags(given: Arguments) -> frozenset[str]:
    flags = NONE
    for words in given.texts("certopt"):
        flags = certificate_flags(words, flags)
    return flags


def _text(certificate: Certificate, given: Arguments) -> Iterator[str]:
    if given.has("ext"):
        tbs = certificate.tbs_certificate.replace(extensions=_wanted(certificate, given) or None)
        certificate = certificate.replace(tbs_certificate=tbs)
    yield certificate_text(certificate, name_options(given), _flags(given))


def _wanted(certificate: Certificate, given: Arguments) -> tuple[Extension, ...]:
    """Return the extensions that `-ext` leaves: a short name counts wherever it stands in the list, as in OpenSSL."""
    names = given.needed("ext")
    extensions = certificate.tbs_certificate.extensions or ()
    return tuple(known for known in extensions if (short_name(known.extn_id) or "UNDEF") in names)


def _extensions(certificate: Certificate, given: Arguments) -> Iterator[str]:
    extensions = _wanted(certificate, given)
    wanted = given.needed("ext")
    if not extensions:
        console.say("No extensions in certificate")
        return
    names = [name.strip() for name in wanted.split(",")]
    found = [known for known in extensions if short_name(known.extn_id) in names]
    yield finished(extensions_text(found, 0)) if found else f"No extensions matched with {wanted}\n"


def _hash(of: Callable[[Certificate], Name], how: Callable[[Name], str]) -> Callable[..., Iterator[str]]:
    def text(certificate: Certificate, given: Arguments) -> Iterator[str]:
        yield f"{how(of(certificate))}\n"

    return text


def _subject_of(certificate: Certificate) -> Name:
    return certificate.tbs_certificate.subject


def _issuer_of(certificate: Certificate) -> Name:
    return certificate.tbs_certificate.issuer


def modulus(key: SubjectPublicKeyInfo, otherwise: str) -> str:
    """Return the line of `-modulus`."""
    from .. import oid

    if key.algorithm.algorithm in (oid.RSA_ENCRYPTION, oid.RSASSA_PSS):
        return f"Modulus={_digits(rsa_numbers(key.subject_public_key.octets)[0])}\n"
    if key.algorithm.algorithm == oid.DSA:
        # OpenSSL takes the key itself for one.
        octets = key.subject_public_key.octets
        return f"Modulus={_digits(decode_integer(octets, *read_header(octets, 0, len(octets))))}\n"
    return f"Modulus={otherwise}\n"


def _digits(number: int) -> str:
    digits = f"{number:X}"
    return digits.zfill(len(digits) + len(digits) % 2)


def _modulus(certificate: Certificate, given: Arguments) -> Iterator[str]:
    key = certificate.tbs_certificate.subject_public_key_info
    yield modulus(key, "No modulus for this public key type")


def _email(certificate: Certificate, given: Arguments) -> Iterator[str]:
    """Yield the addresses of the subject and of its alternative names."""
    from ..oid import EMAIL_ADDRESS

    found = [
        contents(attribute.value)
        for attribute in certificate.tbs_certificate.subject.attributes
        if attribute.type == EMAIL_ADDRESS and attribute.value.to_der()[:1] == b"\x16"
    ]
    names = extension_of(certificate, SubjectAlternativeName)
    found += [contents(name.value) for name in names or () if name.chosen == "rfc822_name"]
    yield from _in_order(found)


def _ocsp_uri(certificate: Certificate, given: Arguments) -> Iterator[str]:
    access = extension_of(certificate, AuthorityInformationAccess)
    yield from _in_order(
        [
            contents(description.access_location.value)
            for description in (access.access_descriptions if access is not None else ())
            if description.access_method == OCSP and description.access_location.chosen == "uniform_resource_identifier"
        ]
    )


def _in_order(texts: list[bytes]) -> Iterator[str]:
    """Yield each text once, in OpenSSL's order: it sorts what it has before it looks for another, and appends that."""
    texts = [text for text in texts if text and b"\0" not in text]
    once = list(dict.fromkeys(texts))
    last = [once.pop()] if texts and texts.index(texts[-1]) == len(texts) - 1 else []
    for text in sorted(once) + last:
        yield finished(f"{text.decode('latin-1')}\n")


def _ocsp_id(certificate: Certificate, given: Arguments) -> Iterator[str]:
    """Yield what names a certificate in requests of OCSP (RFC 6960 4.1.1), of which it would be the issuer."""
    import hashlib

    tbs = certificate.tbs_certificate
    name = hashlib.sha1(tbs.subject.to_der(), usedforsecurity=False).hexdigest().upper()
    yield f"        Subject OCSP hash: {name}\n"
    yield f"        Public key OCSP hash: {tbs.subject_public_key_info.key_identifier().hex().upper()}\n"


_PURPOSE_NAMES = (
    *("SSL client", "SSL server", "Netscape SSL server", "S/MIME signing", "S/MIME encryption", "CRL signing"),
    *("Any Purpose", "OCSP helper", "Time Stamp signing"),
)


def _purpose(certificate: Certificate, given: Arguments) -> Iterator[str]:
    yield "Certificate purposes:\n"
    for title, purpose in zip(_PURPOSE_NAMES, PURPOSES, strict=True):
        for ca in (False, True):
            found = purpose_of(purpose, certificate, ca)
            words = {0: "No", 1: "Yes"}.get(int(found), f"Yes (WARNING code={int(found)})")
            yield f"{title}{' CA' if ca else ''} : {words}\n"


# Without those that stand for others.
TEXTS: dict[str, Callable[[Certificate, Arguments], Iterator[str]]] = {
    "email": _email,
    "enddate": _end,
    "ext": _extensions,
    "fingerprint": _fingerprint,
    "issuer": _issuer,
    "issuer_hash": _hash(_issuer_of, name_hash),
    "issuer_hash_old": _hash(_issuer_of, old_name_hash),
    "modulus": _modulus,
    "next_serial": _next_serial,
    "ocsp_uri": _ocsp_uri,
    "ocspid": _ocsp_id,
    "pubkey": _public_key,
    "purpose": _purpose,
    "serial": _serial,
    "startdate": _start,
    "subject": _subject,
    "subject_hash": _hash(_subject_of, name_hash),
    "subject_hash_old": _hash(_subject_of, old_name_hash),
    "text": _text,
}
# Options that are others by another name, or several at once.
_SEVERAL = {"dates": ("startdate", "enddate"), "hash": ("subject_hash",)}
