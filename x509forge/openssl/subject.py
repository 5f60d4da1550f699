"""Whom extensions speak of: the certificate or the request that is being made."""

from __future__ import annotations

from .. import oid
from ..x509.general_name import GeneralName
from ..x509.name import AttributeTypeAndValue, Name
from .config import Config
from .context import Context
from .extension_line import parse_extension
from .names import name_of
from .release import DEFAULT
from .value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..oid import ObjectIdentifier
    from ..x509.certificate import Certificate
    from ..x509.extension import Extension
    from ..x509.public_key import SubjectPublicKeyInfo
    from .names import Spelling
    from .section import Entry, Section

_AUTHORITY, _SUBJECT = "authorityKeyIdentifier", "subjectKeyIdentifier"
# An identifier of so many octets is none: `none` and what is left where nothing is known of an issuer have two.
_NONE = 2


class Subject:
    """Whom extension values speak of: the certificate or request that is being made.

    `email:move` takes addresses out of `name`. `issuer` is the certificate of the
    CA; a subject that signs itself has none, and is its own issuer (`self_signed`),
    under the name that it had to begin with.
    `extensions` are those that there are so far: a key identifier may be taken from them.
    """

    __slots__ = (
        "extensions",
        "issuer",
        "issuer_name",
        "name",
        "public_key",
        "release",
        "self_signed",
        "serial_number",
        "signing_key",
        "tested",
    )

    def __init__(
        self,
        name: Name | None = None,
        public_key: SubjectPublicKeyInfo | None = None,
        *,
        issuer: Certificate | None = None,
        self_signed: bool = False,
        serial_number: int = 0,
        release: str = DEFAULT,
    ) -> None:
        self.name = name
        self.public_key = public_key
        self.issuer = issuer
        self.issuer_name = name if issuer is None else issuer.tbs_certificate.subject
        self.self_signed = self_signed
        self.serial_number = serial_number
        self.release = release
        # The public key of whoever signs, where it is known; a subject that signs itself may be given another's.
        self.signing_key: SubjectPublicKeyInfo | None = None
        # Whether texts are only looked at, for their syntax: what they speak of is not there yet.
        self.tested = False
        self.extensions: list[Extension] = []

    @property
    def signs_itself(self) -> bool:
        """Whether there is no issuer, and the subject's key is the one that signs."""
        if self.signing_key is None or self.public_key is None:
            return self.self_signed
        from ..issuing import same_key

        return self.self_signed and same_key(self.public_key, self.signing_key)

    def add(
        self,
        section: str,
        config: Config,
        spelling: Spelling | None = None,
        passes_over: Callable[[ObjectIdentifier], bool] | None = None,
    ) -> None:
        """Add the extensions of a section, but those that are to be passed over; raises ConfigError.

        In a certificate, one takes the place of another with its identifier; in a request both stand.
        """
        context = Context(config, self, spelling)
        for entry in self._ordered(config.section(section)):
            extension = parse_extension(entry.name, entry.value, context)
            if passes_over is not None and passes_over(extension.extn_id):
                continue
            if self.self_signed or self.issuer is not None:
                self.extensions = [known for known in self.extensions if known.extn_id != extension.extn_id]
            self.extensions.append(extension)

    def _ordered(self, section: Section) -> Iterable[Entry]:
        """Return the entries; since 3.5 a subject's key identifier changes places with an authority's before it."""
        entries = list(section)
        names = [str(entry.name) for entry in entries]
        if self.release != DEFAULT and {_AUTHORITY, _SUBJECT} <= set(names):
            first, second = names.index(_AUTHORITY), names.index(_SUBJECT)
            if first < second:
                entries[first], entries[second] = entries[second], entries[first]
        return entries

    def complete(self, *, authority: bool) -> None:
        """Do what OpenSSL does before it signs a certificate: 3.0 if it has extensions, 3.5 always.

        Without a subjectKeyIdentifier, one is added, and without an authorityKeyIdentifier
        too if `authority` asks for it: where the key that signs is another's. One that is
        there as `none` is taken out.
        """
        if not self.extensions and self.release == DEFAULT:
            return
        self._complete(oid.SUBJECT_KEY_IDENTIFIER, Value("hash"), add=True)
        self._complete(oid.AUTHORITY_KEY_IDENTIFIER, Value("keyid, issuer"), add=authority)

    def _complete(self, identifier: ObjectIdentifier, value: Value, *, add: bool) -> None:
        found = next((known for known in self.extensions if known.extn_id == identifier), None)
        if found is None:
            if add:
                name = Value(identifier.name or identifier)
                self.extensions.append(parse_extension(name, value, Context(Config.parse(""), self)))
        elif len(found.extn_value if isinstance(found.extn_value, bytes) else found.extn_value.to_der()) <= _NONE:
            self.extensions.remove(found)

    def key_identifier(self, place: Value) -> bytes:
        """Return the SHA-1 of the subject's key (RFC 5280 4.2.1.2)."""
        if self.tested:
            return b""
        if self.public_key is None:
            raise place.error("there is no subject here whose key could be hashed")
        return self.public_key.key_identifier()

    def take_emails(self, place: Value, *, move: bool) -> list[GeneralName]:
        """Return the subject's e-mail addresses as general names; `move` takes them out of its name."""
        if self.tested:
            return []
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


def subject_of(given: object) -> Subject:
    """Return the name and the key of whatever has them; raises TypeError for what has neither."""
    if isinstance(given, Name):
        return Subject(given)
    inner = getattr(given, "certification_request_info", getattr(given, "tbs_certificate", given))
    key = getattr(inner, "subject_public_key_info", getattr(inner, "subject_pk_info", None))
    if key is None and hasattr(given, "key_identifier"):
        key = given
    if given is not None and key is None:
        raise TypeError(f"subject must be a certificate, a request, a name or a public key, not {type(given).__name__}")
    return Subject(getattr(inner, "subject", None), key)
