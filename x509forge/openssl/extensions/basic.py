"""What most certificates have: constraints, usages, and the identifiers of keys."""

from __future__ import annotations

from ...x509.extensions.basic_constraints import BasicConstraints
from ...x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ...x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ...x509.general_name import GeneralName
from ...x509.name import Name
from ..release import DEFAULT
from ..wording import choice, quoted
from ..words import parse_hex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...x509.extension import ExtensionValue
    from ..context import Context
    from ..subject import Subject
    from ..value import Value


def _basic_constraints(value: Value, context: Context) -> BasicConstraints:
    ca, length = False, None
    for item in context.items(value):
        if item.name == "CA":
            ca = item.boolean()
        elif item.name == "pathlen":
            length = item.integer()
        else:
            raise item.error(f"{quoted(item.name)} is nothing that basicConstraints has; CA and pathlen are")
    return BasicConstraints(ca=ca, path_len_constraint=length)


def _key_usage(value: Value, context: Context) -> KeyUsage:
    bits = []
    for item in context.items(value):
        bit = _USAGES.get(item.name)
        if bit is None:
            raise item.error(f"unknown bit {quoted(item.name)}{choice(item.name, KeyUsage.names)}")
        bits.append(bit)
    return KeyUsage.of(*bits)


# OpenSSL takes its long names too.
_LONG_USAGES = (
    *("Digital Signature", "Non Repudiation", "Key Encipherment", "Data Encipherment", "Key Agreement"),
    *("Certificate Sign", "CRL Sign", "Encipher Only", "Decipher Only"),
)
_USAGES = {**{name: name for name in KeyUsage.names}, **dict(zip(_LONG_USAGES, KeyUsage.names, strict=True))}


def _extended_key_usage(value: Value, context: Context) -> ExtendedKeyUsage:
    # In a section, what stands before = only tells the entries apart.
    texts = [item.name if item.value is None else item.value for item in context.items(value)]
    return ExtendedKeyUsage(tuple(context.oid(text) for text in texts))


def _subject_key_identifier(value: Value, context: Context) -> SubjectKeyIdentifier:
    if value == "none":
        return SubjectKeyIdentifier(b"")
    return SubjectKeyIdentifier(context.subject.key_identifier(value) if value == "hash" else parse_hex(value))


def _authority_key_identifier(value: Value, context: Context) -> AuthorityKeyIdentifier:
    items = context.items(value)
    subject = context.subject
    if len(items) == 1 and items[0].name == "none":
        return AuthorityKeyIdentifier()
    newer = subject.release != DEFAULT
    wanted: dict[str, bool] = {}
    for item in items:
        if newer and item.value not in (None, "always"):
            raise item.error(f"{quoted(item.value or '')} is nothing that stands there; always may", 0)
        if newer and item.name in wanted:
            raise item.error(f"{item.name} stands there twice")
        if item.name not in ("keyid", "issuer"):
            raise item.error(f"{quoted(item.name)} is nothing that authorityKeyIdentifier has; keyid and issuer are")
        wanted[item.name] = item.value == "always"
    if subject.tested:
        return AuthorityKeyIdentifier()
    if subject.issuer is None and not subject.self_signed:
        raise value.error("there is no issuer's certificate here that authorityKeyIdentifier could speak of")
    identifier = None
    # Of its own key a certificate speaks only where it always shall.
    if "keyid" in wanted and (wanted["keyid"] or not subject.signs_itself):
        identifier = _issuer_key_identifier(value, subject) or None
        # In 3.0, one of two octets or fewer counts as none; 3.5 goes without, unless it always shall be there.
        missing = identifier is None or (not newer and len(identifier) <= 2)
        if missing and (wanted["keyid"] or ("issuer" not in wanted and not newer)):
            raise value.error(f"the issuer's certificate has no subjectKeyIdentifier, and {quoted(value)} asks for it")
    instead = "issuer" in wanted and identifier is None and not (newer and subject.signs_itself)
    if not wanted.get("issuer", False) and not instead:
        return AuthorityKeyIdentifier(key_identifier=identifier)
    if subject.issuer is not None:
        described = subject.issuer.tbs_certificate
        name, serial = described.issuer, described.serial_number
    else:
        name, serial = subject.issuer_name or Name(()), subject.serial_number
    return AuthorityKeyIdentifier(
        key_identifier=identifier,
        authority_cert_issuer=(GeneralName(directory_name=name),),
        authority_cert_serial_number=serial,
    )


def _issuer_key_identifier(place: Value, subject: Subject) -> bytes | None:
    """Return what the issuer calls its key; of a key that signs itself, its hash where it has no name yet."""
    if subject.issuer is not None:
        found = subject.issuer.extension(SubjectKeyIdentifier)
        return (found.key_identifier or None) if found is not None else None
    if subject.signing_key is not None and not subject.signs_itself:
        return subject.signing_key.key_identifier()
    for known in subject.extensions:
        if isinstance(known.extn_value, SubjectKeyIdentifier) and known.extn_value.key_identifier:
            return known.extn_value.key_identifier
    return subject.key_identifier(place)


PARSERS: dict[str, Callable[[Value, Context], ExtensionValue]] = {
    "authorityKeyIdentifier": _authority_key_identifier,
    "basicConstraints": _basic_constraints,
    "extendedKeyUsage": _extended_key_usage,
    "keyUsage": _key_usage,
    "subjectKeyIdentifier": _subject_key_identifier,
}
