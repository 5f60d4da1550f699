"""Name: distinguished names, their attributes and their string types (RFC 5280 4.1.2.4, appendix A.1)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import Any, Named, OrUndecoded, SetOf
from ..asn1.universal import CharacterString
from ..later import Later
from ..oid import ObjectIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Annotated, TypeAlias

    from . import name_text as _text

    Pair: TypeAlias = "tuple[str, str | asn1.Value]"
    Level: TypeAlias = "Pair | Sequence[Pair | AttributeTypeAndValue] | RelativeDistinguishedName"
else:
    _text = Later("x509forge.x509.name_text")


@asn1.sequence
class AttributeTypeAndValue(asn1.Value):
    """One attribute of a name.

        AttributeTypeAndValue ::= SEQUENCE {
            type   AttributeType,
            value  AttributeValue }  -- ANY DEFINED BY AttributeType

    A value of a string type is an instance of that type's class, any other element
    is `Any`, and a string with octets that its type cannot hold is `Undecoded`.
    """

    type: ObjectIdentifier
    value: Annotated[CharacterString | Any, OrUndecoded()]


@asn1.typedef
class RelativeDistinguishedName(asn1.Value):
    """One level of a name; of one attribute as a rule.

    RelativeDistinguishedName ::= SET SIZE (1..MAX) OF AttributeTypeAndValue
    """

    attributes: Annotated[tuple[AttributeTypeAndValue, ...], SetOf()]
    # Country and organization of one name are those of the next.
    _recalled = (64, 40)


@asn1.typedef
class Name(asn1.Value):
    """A distinguished name, in the order in which it was given.

    Name ::= CHOICE { rdnSequence SEQUENCE OF RelativeDistinguishedName }
    """

    rdn_sequence: Annotated[tuple[RelativeDistinguishedName, ...], Named("rdnSequence")]
    # The issuer of one certificate is that of the next, or its subject.
    _recalled = (16, 512)

    @classmethod
    def of(cls, /, *pairs: Level, **attributes: str | asn1.Value) -> Name:
        """Return the name with these attributes, in this order.

            Name.of(C="CN", O="ALI", CN="mqtt-test.example")
            Name.of(("OU", "a"), ("OU", "b"))                     # one type twice
            Name.of(("C", "CN"), [("O", "ALI"), ("CN", "x")])     # two attributes in one level

        A type is a name (`CN`, `commonName`, `E`, in whatever case) or dotted decimal.
        A `str` becomes a PrintableString for countryName, serialNumber, dnQualifier and
        the like, an IA5String for emailAddress and domainComponent, and else a
        UTF8String (RFC 5280 4.1.2.4, appendix A.1); any other value is taken as it is.
        Sizes are not judged here.

        Raises EncodeError for an unknown type, and for a text that the string type
        cannot hold, naming the attribute.
        """
        return _text.name_of(pairs, attributes)

    @classmethod
    def from_rfc4514(cls, text: str) -> Name:
        """Return the name of a text such as `CN=mqtt-test.example,O=ALI,C=CN` (RFC 4514): the last level first.

        The text does not tell string types: they are those of `Name.of`. Only the
        form `#hex`, which is the DER of the value, is exact. Blanks around
        separators count for nothing (RFC 2253 4). Raises EncodeError, naming the column.
        """
        return _text.parse_rfc4514(text)

    @classmethod
    def from_openssl(
        cls,
        text: str,
        *,
        utf8: bool = True,
        skipped: list[str] | None = None,
        resolve: Callable[[str], str | None] | None = None,
    ) -> Name:
        """Return the name of a text such as `/C=CN/O=ALI`: what `openssl req -subj` of 3.0 makes of it.

        `\\` escapes the next character, and `+` in place of `/` adds to the same level. As
        OpenSSL does, this skips an attribute without a value, and one of an unknown
        type; notes about that, in its words, go into `skipped`. Sizes are bounded as there
        (RFC 5280 appendix A.1: a countryName has 2 characters, a commonName up to 64).

        With `utf8=False` each octet of the text's UTF-8 is a character of Latin-1: so
        OpenSSL reads its command line without the option `-utf8`. Types are known by the names of
        attribute types; to go by another table, give `resolve`, which returns the
        identifier for a name, or None. Raises EncodeError.
        """
        from .name_openssl import parse_openssl

        return parse_openssl(text, utf8=utf8, skipped=skipped, resolve=resolve)

    def to_openssl(self) -> str:
        """Return the name as `openssl x509 -subject` of 3.0 prints it: `C = CN, O = ALI`.

        In the order of the levels; octets beyond printable ASCII are escaped, `\\C3\\A9`.
        It is for reading: `from_openssl` takes the other form.
        """
        from .name_openssl import format_openssl

        return format_openssl(self)

    def values(self, type: str) -> tuple[str, ...]:
        """Return the texts of the attributes of a type (`CN`, `commonName`, `2.5.4.3`), in order; a value may be no string.

        Raises EncodeError for an unknown name of a type.
        """  # noqa: E501
        from .attribute_types import attribute_oid

        oid = attribute_oid(type)
        return tuple(
            attribute.value.text
            for attribute in self.attributes
            if attribute.type == oid and isinstance(attribute.value, CharacterString)
        )

    @property
    def attributes(self) -> tuple[AttributeTypeAndValue, ...]:
        """The attributes of all levels, in order; what is kept as a raw element left out."""
        if isinstance(self.rdn_sequence, asn1.Raw):
            return ()
        return tuple(
            attribute
            for level in self.rdn_sequence
            if isinstance(level, RelativeDistinguishedName) and not isinstance(level.attributes, asn1.Raw)
            for attribute in level.attributes
            if isinstance(attribute, AttributeTypeAndValue)
        )

    def matches(self, other: Name) -> bool:
        """Return whether this is the same name as the other, as those see it who build chains (RFC 5280 7.1).

        The case of ASCII letters, blanks at the ends or in a row, and the string types do not
        count; the order of levels does.
        """
        from .name_comparison import comparison_key

        return self == other or comparison_key(self) == comparison_key(other)

    def __str__(self) -> str:
        """Return the text of RFC 4514: last level first, escaped, with nothing in it that a terminal acts on.

        `Name.from_rfc4514` gives an equal name, string types apart. `#hex` stands for a value
        that is no string, or that the type's default string type cannot hold, or whose type
        is not known. A level without attributes, which only a forger writes, has no text.
        """
        return _text.format_rfc4514(self)

    def __repr__(self) -> str:
        arguments = _text.name_source(self)
        return super().__repr__() if arguments is None else f"Name.of({', '.join(arguments)})"
