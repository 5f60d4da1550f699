"""Extensions from a configuration's text: the language of `x509v3_config(5)`, as OpenSSL 3.0 acts on it.

An extension is a line `shortName = [critical,]value`; or, for any identifier there is,
`1.2.3.4 = [critical,]DER:hex`.
"""

from __future__ import annotations

from .. import oid
from ..oid import ObjectIdentifier
from ..x509.extension import Extension, ExtensionValue
from ..x509.extensions.alternative_name import IssuerAlternativeName, SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.general_name import GeneralName
from ..x509.name import AttributeTypeAndValue, Name
from .config import Config
from .general_names import is_kind, parse_general_name
from .names import name_of
from .objects import to_oid
from .value import Value
from .value_list import ListItem, parse_list
from .wording import quoted, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..x509.certificate import Certificate
    from ..x509.public_key import SubjectPublicKeyInfo

# What `none` stands for, and what is left where nothing is known of an issuer.
_NONE = (SubjectKeyIdentifier(b""), AuthorityKeyIdentifier())
# OpenSSL's other extensions with a language of their own.
_NOT_YET = {
    *("authorityInfoAccess", "certificatePolicies", "CRLReason", "crlDistributionPoints", "crlNumber"),
    *("deltaCRL", "freshestCRL", "inhibitAnyPolicy", "invalidityDate", "issuerSignTool"),
    *("issuingDistributionPoint", "nameConstraints", "noCheck", "nsBaseUrl", "nsCaPolicyUrl"),
    *("nsCaRevocationUrl", "nsCertType", "nsComment", "nsRenewalUrl", "nsRevocationUrl"),
    *("nsSslServerName", "policyConstraints", "policyMappings", "privateKeyUsagePeriod"),
    *("proxyCertInfo", "sbgp-autonomousSysNum", "sbgp-ipAddrBlock", "subjectInfoAccess", "tlsfeature"),
}


class Subject:
    """Whom extension values speak of: the certificate or request that is being made.

    `email:move` takes addresses out of `name`. `issuer` is the certificate of the
    CA; a subject that signs itself has none, and is its own issuer (`self_signed`),
    under the name that it had to begin with.
    `extensions` are those that there are so far: a key identifier may be taken from them.
    """

    __slots__ = ("extensions", "issuer", "issuer_name", "name", "public_key", "self_signed", "serial_number")

    def __init__(
        self,
        name: Name | None = None,
        public_key: SubjectPublicKeyInfo | None = None,
        *,
        issuer: Certificate | None = None,
        self_signed: bool = False,
        serial_number: int = 0,
    ) -> None:
        self.name = name
        self.public_key = public_key
        self.issuer = issuer
        self.issuer_name = name if issuer is None else issuer.tbs_certificate.subject
        self.self_signed = self_signed
        self.serial_number = serial_number
        self.extensions: list[Extension] = []

    def add(self, section: str, config: Config, added: Mapping[str, str] | None = None) -> None:
        """Add the extensions of a section; raises ConfigError.

        In a certificate, one takes the place of another with its identifier; in a request both stand.
        """
        for entry in config.section(section):
            extension = parse_extension(entry.name, entry.value, config, self, added)
            if self.self_signed or self.issuer is not None:
                self.extensions = [known for known in self.extensions if known.extn_id != extension.extn_id]
            self.extensions.append(extension)

    def complete(self, *, authority: bool) -> None:
        """Do what OpenSSL 3.0 does before it signs a certificate that has extensions.

        Without a subjectKeyIdentifier, one is added, and without an authorityKeyIdentifier
        too if `authority` asks for it: where the key that signs is another's. One that is
        there as `none` is taken out.
        """
        if not self.extensions:
            return
        self._complete(oid.SUBJECT_KEY_IDENTIFIER, Value("hash"), add=True)
        self._complete(oid.AUTHORITY_KEY_IDENTIFIER, Value("keyid, issuer"), add=authority)

    def _complete(self, identifier: ObjectIdentifier, value: Value, *, add: bool) -> None:
        found = next((known for known in self.extensions if known.extn_id == identifier), None)
        if found is None:
            if add:
                name = Value(identifier.name or identifier)
                self.extensions.append(parse_extension(name, value, Config.parse(""), self))
        elif found.extn_value in _NONE:
            self.extensions.remove(found)

    def key_identifier(self, place: Value) -> bytes:
        """Return the SHA-1 of the subject's key (RFC 5280 4.2.1.2)."""
        if self.public_key is None:
            raise place.error("there is no subject here whose key could be hashed")
        return self.public_key.key_identifier()

    def take_emails(self, place: Value, *, move: bool) -> list[GeneralName]:
        """Return the subject's e-mail addresses as general names; `move` takes them out of its name."""
        if self.name is None:
            raise place.error("there is no subject here whose e-mail addresses could be taken")
        found = []
        levels: list[list[AttributeTypeAndValue]] = []
        for level in self.name.rdn_sequence:
            kept = []
            for attribute in level.attributes:
                if attribute.type == oid.EMAIL_ADDRESS:
                    found.append(GeneralName(rfc822_name=str(attribute.value)))
                if attribute.type != oid.EMAIL_ADDRESS or not move:
                    kept.append(attribute)
            if kept:
                levels.append(kept)
        self.name = name_of(levels)
        return found


def extension(
    name: str,
    value: str,
    *,
    config: Config | None = None,
    issuer: Certificate | None = None,
    subject: object = None,
) -> Extension:
    """Return the extension that a line `name = value` of OpenSSL's configuration stands for.

        xf.openssl.extension("subjectAltName", "DNS:a.example,IP:192.0.2.7")
        xf.openssl.extension("authorityKeyIdentifier", "keyid,issuer", issuer=ca)

    `config` holds the sections that the value refers to (`@section`). `issuer` is the CA's
    Certificate. `subject` is whom the extension is for, where its name or key is asked for
    (`hash`, `email:copy`): a Certificate, TBSCertificate, CertificationRequest or
    SubjectPublicKeyInfo, or a Name. Raises ConfigError for what OpenSSL refuses, and for what is
    not supported yet.
    """
    described = _subject(subject)
    described.issuer = issuer
    return parse_extension(_as_value(name), _as_value(value), config or Config.parse(""), described)


def _as_value(text: str) -> Value:
    return text if isinstance(text, Value) else Value(text)


def _subject(given: object) -> Subject:
    """Return the name and the key of whatever has them."""
    if isinstance(given, Name):
        return Subject(given)
    inner = getattr(given, "certification_request_info", getattr(given, "tbs_certificate", given))
    key = getattr(inner, "subject_public_key_info", getattr(inner, "subject_pk_info", None))
    if key is None and hasattr(given, "key_identifier"):
        key = given
    if given is not None and key is None:
        raise TypeError(f"subject must be a certificate, a request, a name or a public key, not {type(given).__name__}")
    return Subject(getattr(inner, "subject", None), key)


def parse_extension(
    name: Value, value: Value, config: Config, subject: Subject, added: Mapping[str, str] | None = None
) -> Extension:
    """Return the extension of a line; raises ConfigError, pointing at what is wrong. `added` names objects."""
    critical, at = False, 0
    if value.startswith("critical,"):
        critical, at = True, _after_blanks(value, 9)
    for prefix in ("DER:", "ASN1:"):
        if value.startswith(prefix, at):
            contents = value.part(_after_blanks(value, at + len(prefix)))
            identifier = ObjectIdentifier(to_oid(name, added))
            if prefix == "ASN1:":
                raise value.error(f"values such as {quoted(value)} are not supported yet; DER:hex is")
            raw = Extension(extn_id=identifier, critical=critical, extn_value=parse_hex(contents))
            # Read again, so that the value is typed where the octets are what the identifier says.
            return Extension.from_der(raw.to_der())
    parse = _PARSERS.get(name)
    if parse is None:
        if name in _NOT_YET:
            raise name.error(f"the extension {name} is not supported yet; as {name} = DER:hex it is")
        raise name.error(f"there is no extension {quoted(name)}{suggestion(name, _PARSERS)}")
    built = parse(value.part(at), config, subject)
    return Extension(extn_id=built.oid, critical=critical, extn_value=built)


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in " \t\n\v\f\r":
        at += 1
    return at


def parse_hex(text: Value) -> bytes:
    """Return the octets of hexadecimal digits in pairs; colons may stand before a pair."""
    pairs = []
    at = 0
    while at < len(text):
        if text[at] == ":":
            at += 1
            continue
        pairs.append(text[at : at + 2])
        at += 2
    if not pairs or not all(len(pair) == 2 and _HEX.issuperset(pair) for pair in pairs):
        raise text.error(f"{quoted(text)} is not a row of octets in hexadecimal: two digits each")
    return bytes.fromhex("".join(pairs))


_HEX = frozenset("0123456789abcdefABCDEF")


def _items(value: Value, config: Config) -> Sequence[ListItem]:
    """Return the items of a list, or of the section that `@section` names; raises ConfigError for none."""
    if value.startswith("@"):
        name = value.part(1)
        return [ListItem(entry.name, entry.value) for entry in config.section(name)]
    return parse_list(value)


def _basic_constraints(value: Value, config: Config, subject: Subject) -> BasicConstraints:
    ca, length = False, None
    for item in _items(value, config):
        if item.name == "CA":
            ca = _boolean(item)
        elif item.name == "pathlen":
            length = _integer(item)
        else:
            raise item.error(f"{quoted(item.name)} is nothing that basicConstraints has; CA and pathlen are")
    return BasicConstraints(ca=ca, path_len_constraint=length)


_BOOLEANS = {
    **dict.fromkeys(("TRUE", "true", "Y", "y", "YES", "yes"), True),
    **dict.fromkeys(("FALSE", "false", "N", "n", "NO", "no"), False),
}
# Far more digits than any number in a certificate has; Python's own conversion slows down with their square.
_MAX_DIGITS = 2000


def _boolean(item: ListItem) -> bool:
    found = None if item.value is None else _BOOLEANS.get(item.value)
    if found is None:
        raise item.error(f"{item.name} is neither TRUE nor FALSE", 0)
    return found


def _integer(item: ListItem) -> int:
    text = str(item.value or "")
    if len(text) <= _MAX_DIGITS:
        found = parse_integer(text)
        if found is not None:
            return found
    raise item.error(f"{item.name} is no number, in decimal or with 0x in hexadecimal", 0)


def parse_integer(text: str) -> int | None:
    """Return the number of a text as OpenSSL reads one, `-12` or `0x1F`; None for other texts."""
    negative = text.startswith("-")
    digits, base = text[negative:], 10
    if digits[:2] in ("0x", "0X"):
        digits, base = digits[2:], 16
    # int() takes blanks, underscores, signs and digits of every script.
    if not digits or not digits.isascii() or not digits.isalnum():
        return None
    try:
        number = int(digits, base)
    except ValueError:
        return None
    return -number if negative else number


def _key_usage(value: Value, config: Config, subject: Subject) -> KeyUsage:
    bits = []
    for item in _items(value, config):
        bit = _USAGES.get(item.name)
        if bit is None:
            raise item.name.error(f"{quoted(item.name)} is no key usage{suggestion(item.name, KeyUsage.names)}")
        bits.append(bit)
    return KeyUsage.of(*bits)


# OpenSSL takes its long names too.
_LONG_USAGES = (
    *("Digital Signature", "Non Repudiation", "Key Encipherment", "Data Encipherment", "Key Agreement"),
    *("Certificate Sign", "CRL Sign", "Encipher Only", "Decipher Only"),
)
_USAGES = {**{name: name for name in KeyUsage.names}, **dict(zip(_LONG_USAGES, KeyUsage.names, strict=True))}


def _extended_key_usage(value: Value, config: Config, subject: Subject) -> ExtendedKeyUsage:
    # In a section, what stands before = only tells the entries apart.
    texts = [item.name if item.value is None else item.value for item in _items(value, config)]
    return ExtendedKeyUsage(tuple(ObjectIdentifier(to_oid(text)) for text in texts))


def _subject_key_identifier(value: Value, config: Config, subject: Subject) -> SubjectKeyIdentifier:
    if value == "none":
        return SubjectKeyIdentifier(b"")
    return SubjectKeyIdentifier(subject.key_identifier(value) if value == "hash" else parse_hex(value))


def _authority_key_identifier(value: Value, config: Config, subject: Subject) -> AuthorityKeyIdentifier:
    items = _items(value, config)
    if len(items) == 1 and items[0].name == "none":
        return AuthorityKeyIdentifier()
    wanted: dict[str, bool] = {}
    for item in items:
        if item.name not in ("keyid", "issuer"):
            raise item.error(f"{quoted(item.name)} is nothing that authorityKeyIdentifier has; keyid and issuer are")
        wanted[item.name] = item.value == "always"
    if subject.issuer is None and not subject.self_signed:
        raise value.error("there is no issuer's certificate here that authorityKeyIdentifier could speak of")
    identifier = None
    # Of its own key a certificate speaks only where it always shall.
    if "keyid" in wanted and (wanted["keyid"] or not subject.self_signed):
        identifier = _issuer_key_identifier(value, subject)
        # One of two octets or fewer counts as none.
        if len(identifier or b"") <= 2 and (wanted["keyid"] or "issuer" not in wanted):
            raise value.error(f"the issuer's certificate has no subjectKeyIdentifier, and {quoted(value)} asks for it")
    if not wanted.get("issuer", False) and not ("issuer" in wanted and identifier is None):
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
    for known in subject.extensions:
        if isinstance(known.extn_value, SubjectKeyIdentifier) and known.extn_value.key_identifier:
            return known.extn_value.key_identifier
    return subject.key_identifier(place)


def _subject_alternative_name(value: Value, config: Config, subject: Subject) -> SubjectAlternativeName:
    names: list[GeneralName] = []
    for item in _items(value, config):
        if is_kind(item.name, "email") and item.value in ("copy", "move"):
            names.extend(subject.take_emails(item.name, move=item.value == "move"))
        else:
            names.append(parse_general_name(item, config))
    return SubjectAlternativeName(tuple(names))


def _issuer_alternative_name(value: Value, config: Config, subject: Subject) -> IssuerAlternativeName:
    names: list[GeneralName] = []
    for item in _items(value, config):
        if is_kind(item.name, "issuer") and item.value == "copy":
            if subject.issuer is None and not subject.self_signed:
                raise item.error("there is no issuer's certificate here whose names could be copied")
            names.extend(_issuer_names(subject))
        else:
            names.append(parse_general_name(item, config))
    return IssuerAlternativeName(tuple(names))


def _issuer_names(subject: Subject) -> Sequence[GeneralName]:
    if subject.issuer is not None:
        found = subject.issuer.extension(SubjectAlternativeName)
        return () if found is None else found.general_names
    own = (known.extn_value for known in subject.extensions)
    return next((value.general_names for value in own if isinstance(value, SubjectAlternativeName)), ())


_PARSERS: dict[str, Callable[[Value, Config, Subject], ExtensionValue]] = {
    "authorityKeyIdentifier": _authority_key_identifier,
    "basicConstraints": _basic_constraints,
    "extendedKeyUsage": _extended_key_usage,
    "issuerAltName": _issuer_alternative_name,
    "keyUsage": _key_usage,
    "subjectAltName": _subject_alternative_name,
    "subjectKeyIdentifier": _subject_key_identifier,
}
