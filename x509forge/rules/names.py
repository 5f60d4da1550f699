"""Rules for distinguished names: string types, sizes, and what is in a level (RFC 5280 4.1.2.4, 4.1.2.6, A.1)."""

from __future__ import annotations

import sys

from .. import oid
from ..asn1 import Undecoded
from ..asn1.universal import Any, BMPString, PrintableString, String, TeletexString, UniversalString, UTF8String
from ..errors import EncodeError
from ..x509.attribute_types import attribute_name, attribute_type
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.general_name_text import parse_email
from ..x509.name import AttributeTypeAndValue, RelativeDistinguishedName
from . import rfc5280
from .host import is_label
from .rule import Case, items, joined, parts_of_name, placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..oid import ObjectIdentifier
    from ..x509.attribute_types import AttributeType

RULES = rfc5280.RULES
_LEVEL, _ATTRIBUTE = ("level",), ("attribute",)
_DIRECTORY_STRING = {PrintableString, UTF8String, TeletexString, BMPString, UniversalString}
_OUTDATED = (TeletexString, BMPString, UniversalString)
_EMAIL_ADDRESS = oid.EMAIL_ADDRESS.der
# Upper bounds of RFC 5280 A.1 that OpenSSL, whose sizes `attribute_types` has, does not know, or has smaller.
_BOUNDS: dict[str, int] = {oid.TITLE: 64, oid.PSEUDONYM: 128, oid.EMAIL_ADDRESS: 255}


def _text(attribute: AttributeTypeAndValue) -> str | None:
    """Return the text of a value that is a string."""
    value = attribute.value
    return value.text if isinstance(value, String) and isinstance(value.text, str) else None


def _is_plain(attribute: AttributeTypeAndValue) -> bool:
    """Return whether a value is a printable text, as its attribute type has one."""
    allowed = _plain.get(attribute.type)
    if allowed is None:
        allowed = _plain_values(attribute.type)
    value = attribute.value
    if value.__class__ not in allowed[0]:
        return False
    text = value.text  # type: ignore[union-attr]
    return text.__class__ is str and allowed[1] <= len(text) <= allowed[2] and text.isprintable()


def _plain_values(type: ObjectIdentifier) -> tuple[frozenset[object], int, int]:
    """Return which classes a value of an attribute type may have, and from how many characters to how many."""
    known = attribute_type(type)
    if known is None or known.oid == oid.X500_UNIQUE_IDENTIFIER:
        return frozenset(), 0, 0
    most = _BOUNDS.get(known.oid, known.maximum)
    allowed = _allowed(known).difference(_OUTDATED), known.minimum or 1, sys.maxsize if most is None else most
    _plain[type] = allowed
    return allowed


_plain: dict[str, tuple[frozenset[object], int, int]] = {}


def _allowed(known: AttributeType) -> frozenset[object]:
    return frozenset(_DIRECTORY_STRING.union(known.strings) if len(known.strings) > 1 else known.strings)


def _has_one_attribute(level: RelativeDistinguishedName) -> bool:
    return level.attributes.__class__ is tuple and len(level.attributes) == 1


@RULES.part(
    _ATTRIBUTE,
    "rfc5280.name.string_type",
    "warning",
    "RFC 5280 4.1.2.4, 4.1.2.6",
    "A DirectoryString is a PrintableString or a UTF8String; the others are for names that were in use before.",
    "Encode the attribute as UTF8String.",
    own=True,
    quick=_is_plain,
)
def _outdated_string(attribute: AttributeTypeAndValue) -> Iterator[tuple[str, str]]:
    if isinstance(attribute.value, _OUTDATED) and _is_directory_string(attribute.type):
        yield "value", f"is a {type(attribute.value).__name__}"


def _is_directory_string(type: str) -> bool:
    known = attribute_type(type)
    return known is None or len(known.strings) > 1


@RULES.part(
    _ATTRIBUTE,
    "rfc5280.name.wrong_string_type",
    "error",
    "RFC 5280 4.1.2.4, A.1",
    "An attribute's value is of the string type that its attribute type has.",
    "Use Name.of, which chooses the string type.",
    own=True,
    quick=_is_plain,
)
def _wrong_string(attribute: AttributeTypeAndValue) -> Iterator[tuple[str, str]]:
    known = attribute_type(attribute.type)
    if known is None or known.oid == oid.X500_UNIQUE_IDENTIFIER or isinstance(attribute.value, Undecoded):
        return
    kind = type(attribute.value)
    if isinstance(attribute.value, Any):
        if attribute.value.der[:1] and attribute.value.der[:1] not in _STRING_TAGS:
            yield "value", f"is no string, and {attribute_name(attribute.type)} is one"
    elif kind not in _allowed(known):
        yield "value", f"is a {kind.__name__}, which {attribute_name(attribute.type)} is not"


# UTF8String, NumericString, PrintableString, TeletexString, IA5String, VisibleString, UniversalString, BMPString.
_STRING_TAGS = frozenset(bytes((tag,)) for tag in (12, 18, 19, 20, 22, 26, 28, 30))


@RULES.part(
    _ATTRIBUTE,
    "rfc5280.name.undecodable",
    "error",
    "RFC 5280 4.1.2.4",
    "The octets of a string are of its string type.",
    "Encode the text by its string type.",
    ("cryptography",),
    own=True,
    quick=_is_plain,
)
def _undecodable(attribute: AttributeTypeAndValue) -> Iterator[tuple[str, str]]:
    if isinstance(attribute.value, Undecoded):
        yield "value", f"does not decode: {attribute.value.error}"


@RULES.part(
    _ATTRIBUTE,
    "rfc5280.name.length",
    "error",
    "RFC 5280 A.1",
    "An attribute's value has as many characters as its type allows: one at least, and not more than the upper bound.",
    "Shorten the attribute, or leave it out.",
    own=True,
    quick=_is_plain,
)
def _length(attribute: AttributeTypeAndValue) -> Iterator[tuple[str, str]]:
    text = _text(attribute)
    if text is None:
        return
    known = attribute_type(attribute.type)
    size = len(text)
    if known is None or known.oid == oid.X500_UNIQUE_IDENTIFIER:
        return
    most = _BOUNDS.get(known.oid, known.maximum)
    if size == 0:
        yield "value", "is empty"
    elif most is not None and size > most:
        yield "value", f"has {size} characters, and {most} is the most for {known.long_name}"
    elif known.minimum is not None and size < known.minimum:
        yield "value", f"has {size} characters, and {known.long_name} has {known.minimum} at least"


# X.520 (2001) annex C. RFC 5280 A.1 has 32768 for the names of persons, where X.520 has 64.
_SMALLER_BOUNDS = {
    **dict.fromkeys((oid.SURNAME, oid.GIVEN_NAME, oid.INITIALS, oid.GENERATION_QUALIFIER), 64),
    oid.STREET_ADDRESS: 128,
    oid.POSTAL_CODE: 40,
    oid.BUSINESS_CATEGORY: 128,
}


@RULES.part(
    tuple(_SMALLER_BOUNDS),
    "x520.name.length",
    "warning",
    "X.520 (2001) annex C",
    "Names of persons have 64 characters at most, streets and kinds of business 128, postal codes 40.",
    "Shorten the attribute: other software keeps to these bounds.",
    own=True,
)
def _smaller(attribute: AttributeTypeAndValue) -> Iterator[tuple[str, str]]:
    text, most = _text(attribute), _SMALLER_BOUNDS[attribute.type]
    if text is not None and len(text) > most:
        yield "value", f"has {len(text)} characters, and {most} is the most in X.520"


# Left-to-right and right-to-left: marks, embeddings, overrides (all of them in RFC 4518 2.2) and isolates.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@RULES.part(
    _ATTRIBUTE,
    "rfc4518.name.control_character",
    "warning",
    "RFC 5280 7.1 (RFC 4518 2.2)",
    "A name has no control characters, nor such as turn the text round: who compares names passes over them.",
    "Take them out; a text that was encoded twice often has some.",
    own=True,
    quick=_is_plain,
)
def _control(attribute: AttributeTypeAndValue) -> Iterator[tuple[str, str]]:
    text = _text(attribute)
    if text is None:
        return
    # What is wrong with an e-mail address, its own rule says.
    if attribute.type != oid.EMAIL_ADDRESS and not text.isprintable():
        for character in text:
            if character <= "\x1f" or "\x7f" <= character <= "\x9f" or character in _TURNING:
                yield "value", f"has U+{ord(character):04X} in it"
                break


@RULES.part(
    (oid.EMAIL_ADDRESS,),
    "rfc2985.name.email_address",
    "warning",
    "RFC 2985 5.2.1 (RFC 5321 4.1.2)",
    "An emailAddress is a mailbox, local-part@domain.",
    "Write the bare address, or leave emailAddress out.",
    own=True,
)
def _no_mailbox(attribute: AttributeTypeAndValue) -> Iterator[tuple[str, str]]:
    text = _text(attribute)
    if text:
        try:
            parse_email(text)
        except EncodeError as error:
            yield "value", f"is no mailbox: {error.reason}"


@RULES.part(
    _LEVEL,
    "rfc5280.name.empty_level",
    "error",
    "RFC 5280 4.1.2.4",
    "A RelativeDistinguishedName holds one attribute at least.",
    "Leave the level out.",
    own=True,
    quick=_has_one_attribute,
)
def _empty_level(level: RelativeDistinguishedName) -> Iterator[tuple[str, str]]:
    if level.attributes == ():
        yield "", "holds no attribute"


@RULES.part(
    _LEVEL,
    "rfc5280.name.type_twice_in_level",
    "error",
    "RFC 5280 4.1.2.4 (X.501 9.3)",
    "The attributes of one RelativeDistinguishedName are of different types.",
    "Give each attribute a level of its own.",
    own=True,
    quick=_has_one_attribute,
)
def _twice(level: RelativeDistinguishedName) -> Iterator[tuple[str, str]]:
    inner = items(level.attributes)
    if len(inner) > 1:
        types = [each.type for each in inner if isinstance(each, AttributeTypeAndValue)]
        for type in dict.fromkeys(types):
            if types.count(type) > 1 and isinstance(type, str):
                yield "", f"holds {attribute_name(type)} more than once"


@RULES.part(
    (oid.DOMAIN_COMPONENT,),
    "rfc5280.name.domain_component",
    "error",
    "RFC 5280 4.1.2.4, 7.3 (RFC 9549 2.4)",
    "A domainComponent is one label of a DNS name, in ASCII.",
    "Give each label a domainComponent of its own, an internationalized one as its A-label.",
    own=True,
)
def _domain_component(attribute: AttributeTypeAndValue) -> Iterator[tuple[str, str]]:
    text = _text(attribute)
    if text and not is_label(text):
        yield "value", "is not one label of a DNS name"


@RULES.rule(
    "rfc5280.subject.email_address_not_in_alternative_names",
    "error",
    "RFC 5280 4.1.2.6",
    "An e-mail address of the subject is an rfc822Name of subjectAltName.",
    "Put the address into subjectAltName, and take emailAddress out of the subject.",
    own=True,
    quick=rfc5280.has_plain_names,
)
def _address_elsewhere(case: Case) -> Iterator[tuple[str, str]]:
    for path, address in _addresses(case):
        names = case.value(SubjectAlternativeName)
        known = () if names is None else [str(name.value).lower() for name in names if name.chosen == "rfc822_name"]
        if address.lower() not in known:
            yield path, "is an e-mail address that is not in subjectAltName"


@RULES.rule(
    "rfc5280.subject.email_address",
    "notice",
    "RFC 5280 4.1.2.6",
    "An emailAddress in the subject is deprecated: it is for readers that know no subjectAltName.",
    "Take emailAddress out of the subject; subjectAltName has the address.",
    own=True,
    quick=rfc5280.has_plain_names,
)
def _address(case: Case) -> Iterator[tuple[str, str]]:
    for path, address in _addresses(case):
        names = case.value(SubjectAlternativeName) or ()
        if any(name.chosen == "rfc822_name" and str(name.value).lower() == address.lower() for name in names):
            yield path, "is emailAddress, which is deprecated beside an rfc822Name"


def _addresses(case: Case) -> Iterator[tuple[str, str]]:
    if _EMAIL_ADDRESS in case.tbs.subject.to_der():
        for tag, place, part in parts_of_name(case.tbs.subject, "subject"):
            if tag == oid.EMAIL_ADDRESS:
                text = _text(part)
                if text is not None:
                    yield f"{case.path_of(place)}.value", text


# Those whose sentences are MUSTs, for names that stand elsewhere.
_ERRORS = tuple(rule for rule in RULES.values() if rule.id.startswith("rfc5280.name.") and rule.severity == "error")


def errors_of_name(name: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a name that stands elsewhere, with paths within it."""
    for tag, place, part in parts_of_name(name):
        for rule in _ERRORS:
            if tag in rule.about:
                for path, message in rule.judge(part):
                    yield joined(placed(place), path), message
