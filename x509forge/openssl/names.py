"""Names as a configuration has them: one `type = text` a line (`X509V3_NAME_from_section`)."""

from __future__ import annotations

from ..asn1 import (
    BMPString,
    IA5String,
    NumericString,
    PrintableString,
    TeletexString,
    UniversalString,
    UTF8String,
    VisibleString,
)
from ..errors import ConfigError, EncodeError
from ..oid import ObjectIdentifier
from ..x509.attribute_types import bounded_string
from ..x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName
from ..x509.name_openssl import parse_openssl
from .objects import short_name, to_oid
from .wording import quoted
from .words import leading_unsigned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ..asn1.universal import CharacterString, String
    from .section import Entry
    from .value import Value

# What `ASN1_STRING_set_default_mask_asc(3)` calls them: B_ASN1_* of asn1.h.
_FLAGS: dict[int, type[String]] = {
    0x0001: NumericString,
    0x0002: PrintableString,
    0x0004: TeletexString,
    0x0010: IA5String,
    0x0040: VisibleString,
    0x0100: UniversalString,
    0x0800: BMPString,
    0x2000: UTF8String,
}
_DIRECTORY_STRING: frozenset[type[String]] = frozenset({PrintableString, TeletexString, BMPString, UTF8String})
_EVERY: frozenset[type[String]] = frozenset(_FLAGS.values())
_MASKS: dict[str, Collection[type[String]]] = {
    "default": _EVERY,
    "pkix": _EVERY - {TeletexString},
    "nombstr": _EVERY - {BMPString, UTF8String},
    "utf8only": frozenset({UTF8String}),
}
UTF8_ONLY: Collection[type[String]] = _MASKS["utf8only"]
_SEPARATORS = frozenset(":,.")


class Spelling:
    """How texts become strings: their encoding, which string types there are, and names of objects added.

    Without `utf8`, each octet of a text is a character of Latin-1, as OpenSSL has it
    unless `-utf8` or `utf8 = yes` is given.
    """

    __slots__ = ("added", "mask", "utf8")

    def __init__(
        self,
        *,
        utf8: bool = False,
        mask: Collection[type[String]] = UTF8_ONLY,
        added: Mapping[str, str] | None = None,
    ) -> None:
        self.utf8 = utf8
        self.mask = mask
        self.added = added

    def latin(self) -> Spelling:
        """Return the same, but that every octet is a character."""
        return Spelling(mask=self.mask, added=self.added)

    def characters(self, text: Value) -> str:
        """Return the characters that a text stands for; raises ConfigError where it is not UTF-8 and should be."""
        if text.isascii():
            return str(text)
        try:
            return text.raw.decode("utf-8" if self.utf8 else "latin-1")
        except UnicodeDecodeError:
            raise text.error(f"{quoted(text)} is not UTF-8") from None

    def string(self, identifier: str, text: Value) -> CharacterString:
        """Return the value of an attribute; raises ConfigError for a text out of its bounds."""
        try:
            return bounded_string(identifier, self.characters(text), self.mask)
        except EncodeError as error:
            raise text.error(str(error)) from None

    def subject(self, text: str, skipped: list[str]) -> Name:
        """Return the name of `-subj`; notes about what is passed over go into `skipped`. Raises EncodeError."""
        return parse_openssl(text, utf8=self.utf8, skipped=skipped, resolve=self._known, mask=self.mask)

    def _known(self, type: str) -> str | None:
        try:
            identifier = to_oid(type, self.added)
        except ConfigError:
            return None
        return identifier if short_name(identifier) or identifier in (self.added or {}).values() else None

    def attribute(self, type: Value, text: Value) -> AttributeTypeAndValue:
        """Return an attribute, its type given by a short name, a long name or a number."""
        identifier = ObjectIdentifier(to_oid(type, self.added))
        return AttributeTypeAndValue(type=identifier, value=self.string(identifier, text))

    def name(self, entries: Iterable[Entry]) -> Name:
        """Return the name of a section: a level for each entry, but for those with a `+`, which join the last."""
        levels: list[list[AttributeTypeAndValue]] = []
        for entry in entries:
            type, joined = attribute_type(entry.name)
            add_attribute(levels, self.attribute(type, entry.value), joined)
        return name_of(levels)


def attribute_type(name: Value) -> tuple[Value, bool]:
    """Return the attribute type in an entry's name, and whether it joins the level before.

    What stands before the first `.`, `,` or `:` only tells entries apart (`0.OU`, `1.OU`).
    """
    start = next((at + 1 for at, character in enumerate(name) if character in _SEPARATORS), 0)
    if start == len(name):
        start = 0
    joined = name[start : start + 1] == "+"
    return name.part(start + joined), joined


def add_attribute(levels: list[list[AttributeTypeAndValue]], attribute: AttributeTypeAndValue, joined: bool) -> None:
    """Add an attribute in a level of its own, or to the last one."""
    if joined and levels:
        levels[-1].append(attribute)
    else:
        levels.append([attribute])


def name_of(levels: Iterable[Iterable[AttributeTypeAndValue]]) -> Name:
    """Return the name of these levels."""
    return Name(tuple(RelativeDistinguishedName(tuple(level)) for level in levels))


def parse_mask(text: Value) -> Collection[type[String]]:
    """Return the string types that `string_mask` allows; raises ConfigError for what is no mask."""
    if text in _MASKS:
        return _MASKS[text]
    if text.startswith("MASK:"):
        bits, end = leading_unsigned(text[5:])
        if 0 < end == len(text) - 5:
            found = {kind for flag, kind in _FLAGS.items() if bits & flag}
            # One that leaves nothing that attributes could be counts as none (`ASN1_mbstring_ncopy(3)`).
            return found if found & (_DIRECTORY_STRING | {IA5String}) else _DIRECTORY_STRING
    raise text.error(f"{quoted(text)} is no string mask: {', '.join(_MASKS)} or MASK:number")
