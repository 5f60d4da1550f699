"""Names for Hypothesis: all string types, several attributes in a level, what is no string, what is broken."""

from __future__ import annotations

from hypothesis import strategies as st

from x509forge.asn1 import (
    Any,
    BitString,
    BMPString,
    IA5String,
    Null,
    NumericString,
    PrintableString,
    String,
    TeletexString,
    Undecoded,
    UniversalString,
    UTF8String,
    Value,
    VisibleString,
)
from x509forge.x509.attribute_types import _TYPES
from x509forge.x509.general_name import EDIPartyName, GeneralName, OtherName
from x509forge.x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName

PRINTABLE = "ABCXYZabcxyz0189 '()+,-./:=?"
# With a weakness for what has a meaning in some text form of a name.
NASTY = ' #+,;<>="\\/\0\n\t\x1b\x7f\u00e9\u202e\u2028\u3000\U0001f600aB0'


def _text(alphabet: str | None = None, **limits: int) -> st.SearchStrategy[str]:
    if alphabet is not None:
        return st.text(alphabet, max_size=12)
    characters = st.characters(exclude_categories=("Cs",), max_codepoint=limits.get("max_codepoint"))  # type: ignore[arg-type]
    nasty = [character for character in NASTY if ord(character) <= limits.get("max_codepoint", 0x10FFFF)]
    return st.text(st.sampled_from(nasty) | characters, max_size=12)


_STRINGS: dict[type[String], st.SearchStrategy[String]] = {
    UTF8String: _text().map(UTF8String),
    PrintableString: _text(PRINTABLE).map(PrintableString),
    IA5String: _text(max_codepoint=0x7F).map(IA5String),
    TeletexString: _text(max_codepoint=0xFF).map(TeletexString),
    BMPString: _text(max_codepoint=0xFFFF).map(BMPString),
    UniversalString: _text().map(UniversalString),
    NumericString: _text("0123456789 ").map(NumericString),
    VisibleString: st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12).map(VisibleString),
}


def strings(*, without: tuple[type[String], ...] = ()) -> st.SearchStrategy[Value]:
    """Values of each of the string types, but for those left out."""
    return st.one_of([strategy for kind, strategy in _STRINGS.items() if kind not in without])


def others() -> st.SearchStrategy[Value]:
    """Values that are no strings, or broken ones."""
    return st.sampled_from(
        [
            Null(),
            BitString(b"\x05\x60", 5),
            Any(b"\x02\x01\x07"),
            Any(b"\x30\x03\x0c\x01a"),
            Undecoded(b"\x0c\x01\xff"),
            Undecoded(b"\x13\x02a@"),
        ]
    )


KNOWN_TYPES = [known.oid for known in _TYPES]


def oids() -> st.SearchStrategy[str]:
    """Attribute types: known ones for the most part."""
    return st.sampled_from(KNOWN_TYPES) | unknown_oids()


def unknown_oids() -> st.SearchStrategy[str]:
    """Identifiers that nobody has a name for."""
    return st.builds("1.2.{}.{}".format, st.integers(900, 2**70), st.integers(0, 2**70))


def names(
    types: st.SearchStrategy[str] | None = None, values: st.SearchStrategy[Value] | None = None
) -> st.SearchStrategy[Name]:
    """Names of up to four levels."""
    attribute = st.builds(
        AttributeTypeAndValue,
        type=types if types is not None else oids(),
        value=values if values is not None else strings() | others(),
    )
    level = st.lists(attribute, min_size=1, max_size=3).map(lambda found: RelativeDistinguishedName(tuple(found)))
    return st.lists(level, max_size=4).map(lambda found: Name(tuple(found)))


def general_names() -> st.SearchStrategy[GeneralName]:
    """General names of all nine alternatives, sound or odd."""
    ascii_text = st.text(st.sampled_from('a.*-_:/@, "\\\x1b\0') | st.characters(max_codepoint=0x7F), max_size=20)
    directory_string = st.one_of(
        _text(PRINTABLE).map(PrintableString), _text().map(UTF8String), _text(max_codepoint=0xFFFF).map(BMPString)
    )
    other_name = st.builds(OtherName, type_id=oids(), value=strings() | others())
    # In an otherName of a user principal the type of the value is known; elsewhere it is whatever it is.
    principal = st.builds(OtherName, type_id=st.just("1.3.6.1.4.1.311.20.2.3"), value=_text().map(UTF8String))
    party = st.builds(EDIPartyName, name_assigner=st.none() | directory_string, party_name=directory_string)
    return st.one_of(
        st.builds(GeneralName, other_name=other_name | principal),
        st.builds(GeneralName, rfc822_name=ascii_text | st.emails().filter(str.isascii)),
        st.builds(GeneralName, dns_name=ascii_text | st.from_regex(r"\A(\*\.)?[a-z0-9_-]{1,8}(\.[a-z]{2,8}){0,2}\Z")),
        st.builds(
            GeneralName, x400_address=st.lists(others(), max_size=2).map(lambda raw: [Any(r.to_der()) for r in raw])
        ),
        st.builds(GeneralName, directory_name=names()),
        st.builds(GeneralName, edi_party_name=party),
        st.builds(GeneralName, uniform_resource_identifier=ascii_text | st.just("https://a.example/b?c=d#e")),
        st.builds(
            GeneralName,
            ip_address=st.sampled_from([0, 3, 4, 8, 16, 32]).flatmap(lambda n: st.binary(min_size=n, max_size=n)),
        ),
        st.builds(GeneralName, registered_id=oids()),
    )
