"""Name: made from pairs, shown as source, compared as chains compare."""

from __future__ import annotations

import enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge.asn1 import Any, BMPString, IA5String, NumericString, PrintableString, UTF8String
from x509forge.errors import EncodeError
from x509forge.strategies import names, oids, strings
from x509forge.x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName


def _evaluated(value: object) -> object:
    return eval(repr(value), {name: getattr(xf, name) for name in NAMES})


NAMES = (
    *("Name", "RelativeDistinguishedName", "AttributeTypeAndValue", "Any", "Undecoded", "Null", "BitString"),
    *("UTF8String", "PrintableString", "IA5String", "TeletexString", "BMPString", "UniversalString"),
    *("NumericString", "VisibleString"),
)


def test_every_name_of_a_repr_is_public() -> None:
    assert set(NAMES) <= set(dir(xf))


# The octets are those that `openssl req -new -subj` of 3.0.19 wrote for the same attributes.
@pytest.mark.parametrize(
    ("name", "der"),
    [
        (Name.of(), "3000"),
        (
            Name.of(C="CN", O="ALI", CN="mqtt-test.example"),
            "3037310b300906035504061302434e310c300a060355040a0c03414c49311a301806035504030c116d7174742d746573742e6578616d706c65",
        ),
        (
            Name.of(("emailAddress", "a@b"), ("DC", "x"), ("serialNumber", "1")),
            "30333112301006092a864886f70d01090116036140623111300f060a0992268993f22c640119160178310a30080603550405130131",
        ),
    ],
    ids=["empty", "of the procedure", "not UTF-8"],
)
def test_a_name_is_these_octets(name: Name, der: str) -> None:
    assert name.to_der().hex() == der
    assert Name.from_der(bytes.fromhex(der)) == name


@pytest.mark.parametrize(
    ("given_name", "string_type"),
    [
        *((each, PrintableString) for each in ("C", "countryName", "c", "2.5.4.6", "serialNumber", "dnQualifier")),
        ("jurisdictionCountryName", PrintableString),
        *((each, IA5String) for each in ("emailAddress", "E", "email", "DC", "domainComponent")),
        *((each, UTF8String) for each in ("CN", "O", "OU", "L", "ST", "STREET", "UID", "title", "surname", "1.2.3.4")),
    ],
)
def test_a_text_has_the_string_type_of_its_attribute(given_name: str, string_type: type) -> None:
    (attribute,) = Name.of((given_name, "12")).attributes
    assert type(attribute.value) is string_type


def test_a_value_is_taken_as_it_is() -> None:
    values = [PrintableString("x"), BMPString("x"), Any(b"\x05\x00")]
    assert [each.value for each in Name.of(*(("O", value) for value in values)).attributes] == values


def test_order_repetition_and_levels_are_kept() -> None:
    assert [str(each.type) for each in Name.of(O="a", CN="b", C="CN").attributes] == ["2.5.4.10", "2.5.4.3", "2.5.4.6"]
    assert Name.of(("OU", "a"), ("OU", "b")).values("OU") == ("a", "b")
    assert Name.of(("C", "CN"), CN="x") == Name.of(C="CN", CN="x")
    two = Name.of(("C", "CN"), [("O", "ALI"), ("CN", "x")])
    assert [len(level.attributes) for level in two.rdn_sequence] == [1, 2]
    # X.690 11.6: a SET OF has no order of its own.
    assert two == Name.of(("C", "CN"), [("CN", "x"), ("O", "ALI")])
    level = two.rdn_sequence[1]
    assert Name.of(("C", "CN"), level) == two


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ([("C", "É")], r"countryName: PrintableString cannot hold"),
        ([("emailAddress", "é@x")], r"emailAddress: IA5String cannot hold"),
        ([("comonName", "x")], r"'comonName' is neither .*did you mean commonName"),
        ([("x" * 10**6, "x")], r"is too long for the name of an attribute type"),
        ([("1." * 10**6, "x")], r"is too long"),
        ([("", "x")], r"neither the name"),
    ],
)
def test_what_cannot_be_is_refused_by_name(pairs: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(EncodeError, match=message) as caught:
        Name.of(*pairs)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("pairs", [["CN"], [("CN",)], [("CN", 7)], [7], [[("CN", "x"), 7]], [("CN", None)]])
def test_a_wrong_type_is_a_type_error(pairs: list[object]) -> None:
    with pytest.raises(TypeError):
        Name.of(*pairs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (Name.of(), "Name.of()"),
        (Name.of(C="CN", O="ALI"), "Name.of(C='CN', O='ALI')"),
        (Name.of(C="CN", O=PrintableString("ALI")), "Name.of(C='CN', O=PrintableString('ALI'))"),
        (Name.of(("OU", "a"), ("OU", "b")), "Name.of(('OU', 'a'), ('OU', 'b'))"),
        (Name.of([("O", "a"), ("CN", "b")]), "Name.of([('O', 'a'), ('CN', 'b')])"),
        (Name.of(("1.2.3", "a")), "Name.of(('1.2.3', 'a'))"),
        (Name.of([]), "Name.of([])"),
        (Name(Any(b"\x05\x00")), "Name(Any(b'\\x05\\x00'))"),  # type: ignore[arg-type]
        (Name((Any(b"\x05\x00"),)), "Name((Any(b'\\x05\\x00'),))"),  # type: ignore[arg-type]
    ],
)
def test_the_source_of_a_name_is_short(name: Name, source: str) -> None:
    assert repr(name) == source
    assert _evaluated(name) == name


@given(names())
def test_a_name_is_its_source_and_its_octets(name: Name) -> None:
    assert _evaluated(name) == name
    read = Name.from_der(name.to_der())
    assert read == name
    assert _evaluated(read) == name
    for level in name.rdn_sequence:
        assert _evaluated(level) == level
        assert RelativeDistinguishedName.from_der(level.to_der()) == level
        for attribute in level.attributes:
            assert _evaluated(attribute) == attribute
            assert AttributeTypeAndValue.from_der(attribute.to_der()) == attribute


def test_values_are_the_texts_of_a_type() -> None:
    name = Name.of(("CN", "a"), [("CN", BMPString("b")), ("O", "c")], ("CN", Any(b"\x05\x00")))
    assert name.values("CN") == name.values("commonName") == name.values("2.5.4.3") == ("a", "b")
    assert name.values("OU") == ()
    assert Name(Any(b"\x05\x00")).values("CN") == ()  # type: ignore[arg-type]
    with pytest.raises(EncodeError):
        name.values("nonsense")


MATCHING = [
    (Name.of(CN="Test CA"), Name.of(CN="test ca"), True),
    (Name.of(CN="Test CA"), Name.of(CN=PrintableString("TEST  CA ")), True),
    (Name.of(CN="Test CA"), Name.of(CN=BMPString(" Test\tCA")), True),
    (Name.of(CN="Test CA"), Name.of(CN="TestCA"), False),
    (Name.of(CN="É"), Name.of(CN="é"), False),
    (Name.of(CN="a\u00a0b"), Name.of(CN="a b"), False),
    (Name.of(CN="1"), Name.of(CN=NumericString("1")), False),
    (Name.of(CN=NumericString("1  1")), Name.of(CN=NumericString("1 1")), False),
    (Name.of(C="CN", O="a"), Name.of(O="a", C="CN"), False),
    (Name.of([("O", "B"), ("CN", "a")]), Name.of([("CN", "A"), ("O", "b")]), True),
    (Name.of([("O", "b"), ("CN", "a")]), Name.of(("O", "b"), ("CN", "a")), False),
    (Name.of(CN="a"), Name.of(O="a"), False),
]


@pytest.mark.parametrize(("one", "other", "expected"), MATCHING)
def test_names_match_as_in_chains(one: Name, other: Name, expected: bool) -> None:
    assert one.matches(other) is other.matches(one) is expected


@given(names(oids(), strings()), st.booleans())
def test_a_name_matches_itself_in_another_case_and_type(name: Name, upper: bool) -> None:
    assert name.matches(Name.from_der(name.to_der()))
    table = {number: chr(number - 32) for number in range(97, 123)}
    changed = Name(
        tuple(
            RelativeDistinguishedName(
                tuple(
                    AttributeTypeAndValue(type=each.type, value=each.value)
                    if isinstance(each.value, NumericString)
                    else AttributeTypeAndValue(
                        type=each.type,
                        value=UTF8String(f" {str(each.value).translate(table) if upper else each.value}\n"),
                    )
                    for each in level.attributes
                )
            )
            for level in name.rdn_sequence
        )
    )
    assert name.matches(changed)


class Word(str, enum.Enum):
    """Text of which `str()` makes something else."""

    ALI = "ALI"


def test_a_text_of_a_class_of_its_own_is_the_text_that_it_holds() -> None:
    assert xf.UTF8String(Word.ALI).text == "ALI"
    for _ in range(2):
        assert xf.Name.of(O=Word.ALI).to_der() == xf.Name.of(O="ALI").to_der()
