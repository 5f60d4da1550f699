"""RFC 4514 text and OpenSSL's -subj form, both from tables and by laws."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from x509forge.asn1 import Any, BMPString, PrintableString, TeletexString, UTF8String
from x509forge.asn1.universal import CharacterString
from x509forge.errors import EncodeError
from x509forge.strategies import NASTY, names
from x509forge.x509.attribute_types import attribute_string, attribute_type
from x509forge.x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName

# Text and name, both ways. Those marked so are RFC 4514's own examples (section 4).
TABLE = [
    ("", Name.of()),
    ("UID=jsmith,DC=example,DC=net", Name.of(("DC", "net"), ("DC", "example"), ("UID", "jsmith"))),  # RFC
    ("CN=J.  Smith+OU=Sales,DC=example", Name.of(("DC", "example"), [("OU", "Sales"), ("CN", "J.  Smith")])),
    ('CN=James \\"Jim\\" Smith\\, III,DC=net', Name.of(DC="net", CN='James "Jim" Smith, III')),  # RFC
    ("CN=Before\\0DAfter,DC=net", Name.of(DC="net", CN="Before\rAfter")),  # RFC
    ("1.3.6.1.4.1.1466.0=#04024869", Name.of(("1.3.6.1.4.1.1466.0", Any(b"\x04\x02Hi")))),  # RFC
    ("CN=Lučić", Name.of(CN="Lučić")),  # RFC, where it is escaped
    ("CN=", Name.of(CN="")),
    ("CN=\\ ", Name.of(CN=" ")),
    ("CN=\\ \\ ", Name.of(CN="  ")),
    ("CN=\\#a#", Name.of(CN="#a#")),
    ("CN=\\ a\\\\\\ ", Name.of(CN=" a\\ ")),
    ("CN=a\\+b=c\\;\\<\\>/d", Name.of(CN="a+b=c;<>/d")),
    ("CN=a\\00b", Name.of(CN="a\0b")),
    ("CN=\\1B[31m\\E2\\80\\AE", Name.of(CN="\x1b[31m\u202e")),
    ("emailAddress=a@b,C=CN", Name.of(C="CN", emailAddress="a@b")),
    ("1.2.3=#0c0161", Name.of(("1.2.3", "a"))),
    ("CN=#0500", Name.of(CN=Any(b"\x05\x00"))),
    # PrintableString cannot hold it, so that as text it could not be read back.
    ("C=#0c02c3a9", Name.of(C=UTF8String("é"))),
    ("CN=#0c01ff", Name.from_der(bytes.fromhex("300c310a300806035504030c01ff"))),
]


@pytest.mark.parametrize(("text", "name"), TABLE)
def test_text_and_name_are_each_other(text: str, name: Name) -> None:
    assert str(name) == text
    assert Name.from_rfc4514(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CN=Lu\\C4\\8Di\\C4\\87", Name.of(CN="Lučić")),  # RFC 4514 4
        ("cn=a, o = b  + ou =c", Name.of([("O", "b"), ("OU", "c")], ("CN", "a"))),
        ("  ", Name.of()),
        ("commonName=a,2.5.4.10=b,E=c@d,s=e", Name.of(ST="e", E="c@d", O="b", CN="a")),
        ("CN=a\\  ,O=b", Name.of(O="b", CN="a ")),
        ("CN=\\61\\=\\ \\#", Name.of(CN="a= #")),
        ("CN=#1301 61".replace(" ", ""), Name.of(CN=PrintableString("a"))),
        ("CN=#0C0161 ,O=b", Name.of(O="b", CN="a")),
    ],
)
def test_other_texts_are_read(text: str, name: Name) -> None:
    assert Name.from_rfc4514(text) == name


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("CN", 3, "no = behind the attribute type 'CN'"),
        ("a,CN=x", 2, "no = behind"),
        ("=x", 1, "type is missing"),
        (",CN=x", 1, "type is missing"),
        ("CN=x,", 6, "type is missing"),
        ("CN=x,,O=y", 6, "type is missing"),
        ("CN=x+", 6, "type is missing"),
        ("CN=a;O=b", 5, "';' stands here without an escape"),
        ('CN="a"', 4, "without an escape"),
        ("CN=a<", 5, "without an escape"),
        ("CN=a\0", 5, "without an escape"),
        ("O=x,foo=1", 5, "'foo' is neither"),
        ("O=x,1.2=1,3.4=x", 11, ""),
        ("CN=\\", 4, r"\ is followed by neither"),
        ("CN=a\\xy", 5, r"\ is followed by neither"),
        ("CN=a\\4", 5, r"\ is followed by neither"),
        ("CN=\\C4x", 4, "not UTF-8"),
        ("CN=\ud800", 4, "no Unicode character"),
        ("CN=#", 4, "pairs of hexadecimal digits"),
        ("CN=#0", 4, "pairs of hexadecimal digits"),
        ("CN=#0g", 4, "pairs of hexadecimal digits"),
        ("CN=#05 00", 4, "pairs of hexadecimal digits"),
        ("CN=#0c05", 4, "not one DER element"),
        ("CN=#050005", 4, "not one DER element"),
        ("O=x, C=é", 8, "countryName: PrintableString cannot hold 'é'"),
    ],
)
def test_bad_text_is_refused_at_its_column(text: str, column: int, reason: str) -> None:
    with pytest.raises(EncodeError) as caught:
        Name.from_rfc4514(text)
    assert str(caught.value).startswith(f"column {column}: ")
    assert reason in str(caught.value)


def _default_types(name: Name) -> Name:
    """Return the name with each text in the string type that `Name.of` gives it, where that can hold it."""
    return Name(
        tuple(
            RelativeDistinguishedName(tuple(map(_with_default_type, level.attributes))) for level in name.rdn_sequence
        )
    )


def _with_default_type(attribute: AttributeTypeAndValue) -> AttributeTypeAndValue:
    # What is no string, and what stands under an unknown type, goes as hexadecimal: exactly as it is.
    if attribute_type(attribute.type) is None or not isinstance(attribute.value, CharacterString):
        return attribute
    try:
        return attribute.replace(value=attribute_string(attribute.type, attribute.value.text))
    except EncodeError:
        return attribute


@given(names())
def test_a_text_gives_its_name_back_string_types_apart(name: Name) -> None:
    name = Name.from_der(name.to_der())
    text = str(name)
    assert text.isprintable()
    read = Name.from_rfc4514(text)
    assert read == _default_types(name)
    assert str(read) == text


@given(st.text(st.sampled_from(NASTY + "CN=,\\#0c15"), max_size=30))
def test_any_text_is_a_name_or_an_encode_error(text: str) -> None:
    try:
        name = Name.from_rfc4514(text)
    except EncodeError:
        return
    assert Name.from_rfc4514(str(name)) == name


@pytest.mark.parametrize(
    "text",
    [
        "CN=" + "\\C3\\A9" * 40_000,
        "CN=" + "é" * 200_000,
        "CN=a," * 10_000 + "CN=a",
        "CN=a+" * 10_000 + "CN=a",
        "CN=#0c83030d40" + "61" * 200_000,
        "CN=" + " " * 400_000 + "x",
        "CN=" + "\\" * 200_001,
        "x" * 1_000_000,
        "1." * 500_000 + "=x",
        "CN=#" + "0" * 1_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_time_grows_with_the_text_alone(text: str) -> None:
    start = time.process_time()
    for read in Name.from_rfc4514, lambda text: Name.from_openssl("/" + text.replace(",", "/")):
        try:
            str(read(text))
        except EncodeError as error:
            assert len(str(error)) < 400  # noqa: PT017
    # Some tenths of a second at worst; what is quadratic in 200,000 takes minutes.
    assert time.process_time() - start < 10


def test_forged_parts_have_a_text_that_is_no_name() -> None:
    raw = Any(b"\x05\x00")
    assert str(Name(raw)) == "#0500"  # type: ignore[arg-type]
    assert str(Name((raw,))) == "#0500"  # type: ignore[arg-type]
    assert str(Name((RelativeDistinguishedName((raw,)),))) == "#0500"  # type: ignore[arg-type]
    assert str(Name((RelativeDistinguishedName(raw),))) == "#0500"  # type: ignore[arg-type]
    assert str(Name.of([], ("CN", "a"))) == "CN=a,"


# OpenSSL's form: what openssl 3.0.19 printed for the same text, in the differential tests too.


def test_the_openssl_form_is_read() -> None:
    name = Name.from_openssl("/C=CN/O=A\\/L\\+I\\\\/CN=x+OU=y/")
    assert name == Name.of(("C", "CN"), ("O", "A/L+I\\"), [("CN", "x"), ("OU", "y")])
    assert Name.from_openssl("/") == Name.of()


def test_what_openssl_skips_is_told() -> None:
    skipped: list[str] = []
    name = Name.from_openssl("/O=a/CN=+OU=x/foo=1/1.2.3.4=x+C\x1b=y", skipped=skipped)
    assert name == Name.of([("O", "a"), ("OU", "x")])
    assert skipped == [
        'No value provided for subject name attribute "CN", skipped',
        'Skipping unknown subject name attribute "foo"',
        'Skipping unknown subject name attribute "1.2.3.4"',
        'Skipping unknown subject name attribute "C\\x1b"',
        "a '+' in a value string needs be escaped using '\\' else a new member of a multi-valued RDN is expected",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "begins with /"),
        ("CN=a", "begins with /"),
        ("/CN", "column 2: no = behind the attribute type 'CN'"),
        ("/CN=a/b", "column 7: no = behind the attribute type 'b'"),
        ("/CN=a\\", "column 6: the escape character"),
        ("/C=CHN", "countryName: 3 characters, more than the 2 that OpenSSL allows"),
        ("/C=C", "countryName: 1 characters, fewer than the 2"),
        ("/CN=" + "x" * 65, "commonName: 65 characters, more than the 64"),
        ("/C=é1", "countryName: PrintableString cannot hold 'é'"),
        ("/CN=\udcff", "column 5: the value is not UTF-8"),
    ],
)
def test_what_openssl_refuses_is_refused(text: str, reason: str) -> None:
    with pytest.raises(EncodeError) as caught:
        Name.from_openssl(text)
    assert str(caught.value).startswith(reason) or reason in str(caught.value)


def test_octets_are_latin_1_without_utf8() -> None:
    assert Name.from_openssl("/CN=é", utf8=False) == Name.of(CN="Ã©")
    assert Name.from_openssl("/CN=\udcff", utf8=False) == Name.of(CN="ÿ")


def test_another_table_of_types_can_be_given() -> None:
    table = {"mine": "1.2.3.4"}
    assert Name.from_openssl("/mine=a/CN=b", resolve=table.get) == Name.of(("1.2.3.4", "a"))


def test_strings_beyond_the_default_have_text_too() -> None:
    assert str(Name.of(CN=BMPString("é"), O=TeletexString("ü"))) == "O=ü,CN=é"
