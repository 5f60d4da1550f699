"""GeneralName and the alternative names: made from text, shown as source and as text."""

from __future__ import annotations

import ipaddress
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from x509forge.asn1 import Any, BMPString, Null, PrintableString, UTF8String
from x509forge.errors import EncodeError
from x509forge.oid import ObjectIdentifier
from x509forge.strategies import general_names
from x509forge.x509.extensions.alternative_name import IssuerAlternativeName, SubjectAlternativeName
from x509forge.x509.general_name import EDIPartyName, GeneralName, OtherName
from x509forge.x509.name import Name

NAMES = (
    *("GeneralName", "SubjectAlternativeName", "IssuerAlternativeName", "OtherName", "EDIPartyName", "Name"),
    *("RelativeDistinguishedName", "AttributeTypeAndValue", "Any", "Undecoded", "Null", "BitString"),
    *("UTF8String", "PrintableString", "IA5String", "TeletexString", "BMPString", "UniversalString"),
    *("NumericString", "VisibleString"),
)


def _evaluated(value: object) -> object:
    return eval(repr(value), {name: getattr(xf, name) for name in NAMES})


def test_every_name_of_a_repr_is_public() -> None:
    assert set(NAMES) <= set(dir(xf))


PRINCIPAL = OtherName(type_id=ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"), value=UTF8String("u@d"))


@pytest.mark.parametrize(
    ("given_text", "alternative", "value"),
    [
        ("a.example", "dns_name", "a.example"),
        ("*.mqtt.example", "dns_name", "*.mqtt.example"),
        ("w*.example", "dns_name", "w*.example"),
        ("a_b.example", "dns_name", "a_b.example"),
        ("-a-.example", "dns_name", "-a-.example"),
        ("localhost", "dns_name", "localhost"),
        ("xn--zz--.example", "dns_name", "xn--zz--.example"),
        ("XN--BCHER-KVA.Example", "dns_name", "XN--BCHER-KVA.Example"),
        ("bücher.example", "dns_name", "xn--bcher-kva.example"),
        ("BÜCHER.example", "dns_name", "xn--bcher-kva.example"),
        ("bücher。example", "dns_name", "xn--bcher-kva.example"),
        ("例え.テスト", "dns_name", "xn--r8jz45g.xn--zckzah"),  # IANA's test domains
        (".".join(["a" * 63] * 3 + ["b" * 61]), "dns_name", ".".join(["a" * 63] * 3 + ["b" * 61])),
        ("192.0.2.7", "ip_address", b"\xc0\x00\x02\x07"),
        ("2001:db8::1", "ip_address", bytes.fromhex("20010db8000000000000000000000001")),
        ("::ffff:192.0.2.7", "ip_address", bytes.fromhex("00000000000000000000ffffc0000207")),
        ("a@b.example", "rfc822_name", "a@b.example"),
        ('"a b@c"@d.example', "rfc822_name", '"a b@c"@d.example'),
        ("a@bücher.example", "rfc822_name", "a@xn--bcher-kva.example"),
        ("a@[192.0.2.7]", "rfc822_name", "a@[192.0.2.7]"),
        ("http://x", "uniform_resource_identifier", "http://x"),
        ("https://u@h:1/?a=b#c", "uniform_resource_identifier", "https://u@h:1/?a=b#c"),
        (Name.of(CN="x"), "directory_name", Name.of(CN="x")),
        (ObjectIdentifier("1.2.3"), "registered_id", "1.2.3"),
        (PRINCIPAL, "other_name", PRINCIPAL),
        (ipaddress.ip_address("192.0.2.7"), "ip_address", b"\xc0\x00\x02\x07"),
    ],
)
def test_a_name_is_what_it_looks_like(given_text: object, alternative: str, value: object) -> None:
    name = GeneralName.of(given_text)
    assert (name.chosen, name.value) == (alternative, value)
    assert GeneralName.of(name) is name


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        (" ", "is not for a host name"),
        ("a b", "is not for a host name"),
        ("*.*.x", "leftmost label"),
        ("a.*.x", "leftmost label"),
        ("a..b", "empty label"),
        ("a.", "empty label"),
        (".a", "empty label"),
        ("a" * 64, "label of 64 octets"),
        ("a." * 127 + "a", "255 characters"),
        ("ü" * 63, "no A-label"),
        ("a\0b.example", "is not for a host name"),
        ("a\0@b.example", "local part"),
        ("a\x1b.example", "is not for a host name"),
        ("a\u202eb.example", "no A-label"),
        ("\u2066a.example", "not for a host name"),
        ("℀.example", "no A-label"),  # it would turn into a/c
        ("①.example", "no A-label"),  # it would turn into 1
        ("faß.example", "depends on its version"),
        ("😀.example", "not for a host name"),
        ("192.0.2.300", "ends in a number"),
        ("192.0.2.07", "ends in a number"),
        ("host:8883", "a port is in no name"),
        ("10.0.0.0/8", "is not for a host name"),
        ("fe80::1%eth0", "is not for a host name"),
        ("a,DNS:b", "is not for a host name"),
        ("a@b@c", "local part"),
        ("@a", "no mailbox"),
        ("a@", "no mailbox"),
        ("a..b@c", "local part"),
        ("é@b.example", "SmtpUTF8Mailbox"),
        ("a@*.b", "no wildcard"),
        ("a@[x]", "no address"),
        ("a" * 65 + "@b", "64 octets"),
        ("mailto:a@b", "GeneralName.uri()"),
        ("://x", "no URI"),
        ("http://a b", "percent-encoding"),
        ("http://é", "percent-encoding"),
        ("1http://a", "no URI"),
    ],
)
def test_what_is_no_name_is_refused(text: str, reason: str) -> None:
    with pytest.raises(EncodeError) as caught:
        GeneralName.of(text)
    assert reason in str(caught.value)
    assert str(caught.value).isascii()
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("value", [None, 7, b"\xc0\x00\x02\x07", ["a"]])
def test_a_wrong_type_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError):
        GeneralName.of(value)


def test_each_form_has_a_constructor() -> None:
    assert GeneralName.dns("a.example") == GeneralName(dns_name="a.example")
    assert GeneralName.ip("192.0.2.7") == GeneralName(ip_address=b"\xc0\x00\x02\x07")
    assert GeneralName.ip("10.0.0.0/8") == GeneralName(ip_address=b"\x0a\x00\x00\x00\xff\x00\x00\x00")
    assert GeneralName.ip("2001:db8::/32").value.hex() == "20010db8" + "0" * 24 + "ffffffff" + "0" * 24
    assert GeneralName.email("a@b") == GeneralName(rfc822_name="a@b")
    assert GeneralName.uri("urn:a:b") == GeneralName(uniform_resource_identifier="urn:a:b")
    assert GeneralName.directory(Name.of(CN="x")) == GeneralName(directory_name=Name.of(CN="x"))
    assert GeneralName.registered("serverAuth") == GeneralName(registered_id=ObjectIdentifier("1.3.6.1.5.5.7.3.1"))
    assert GeneralName.other("userPrincipalName", "u@d") == GeneralName(other_name=PRINCIPAL)
    assert GeneralName.other("1.2.3", Null()).value.value == Null()


@pytest.mark.parametrize("text", ["192.0.2.7", "::1", "http://x", "a@b"])
def test_an_explicit_dns_name_is_no_other(text: str) -> None:
    with pytest.raises(EncodeError):
        GeneralName.dns(text)
    with pytest.raises(EncodeError, match="no host name"):
        GeneralName.dns("192.0.2.7")


@pytest.mark.parametrize(
    "text", ["a", "", "10.0.0.1/8", "1.2.3.4/33", "1.2.3.4/a", "fe80::1%a", "1" * 1000, "1.2.3.4 "]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(EncodeError):
        GeneralName.ip(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (GeneralName.dns("a.example"), "DNS:a.example"),
        (GeneralName.ip("192.0.2.7"), "IP Address:192.0.2.7"),
        (GeneralName.ip("2001:db8::1"), "IP Address:2001:db8::1"),
        (GeneralName.ip("10.0.0.0/8"), "IP Address:10.0.0.0/255.0.0.0"),
        (GeneralName(ip_address=b"abc"), "IP Address:#616263"),
        (GeneralName.email("a@b"), "email:a@b"),
        (GeneralName.uri("http://x/"), "URI:http://x/"),
        (GeneralName.registered("1.2.3"), "Registered ID:1.2.3"),
        (GeneralName.directory(Name.of(C="CN", O="A")), "DirName:/C=CN/O=A"),
        (GeneralName.directory(Name.of(O="A, B")), 'DirName:"/O=A, B"'),
        (GeneralName.directory(Name.of([("CN", "a"), ("C", "CN")], ("1.2.3", "b"))), "DirName:/CN=a+C=CN/1.2.3=b"),
        (GeneralName.directory(Name.of(CN="a/O=b+c")), r"DirName:/CN=a\/O=b\+c"),
        # Were the backslash left alone, as OpenSSL does, this would be the text of CN=a/O=b.
        (GeneralName.directory(Name.of(CN="a\\", O="b")), r"DirName:/CN=a\\/O=b"),
        (GeneralName.directory(Name.of(CN="é\n")), r"DirName:/CN=\xC3\xA9\x0A"),
        (GeneralName.directory(Name.of(CN="a" * 200 + ",")), f"DirName:/CN={'a' * 200},"),
        (GeneralName.directory(Name.of(CN=Null(), O="/")), "DirName:O=/,CN=#0500"),
        (GeneralName.directory(Name.of()), "DirName:"),
        (GeneralName(other_name=PRINCIPAL), "othername: UPN::u@d"),
        (GeneralName.other("1.2.3", Null()), "othername: 1.2.3::#0500"),
        (GeneralName(x400_address=(Any(b"\x05\x00"),)), "X400Name:#0500"),
        (
            GeneralName(edi_party_name=EDIPartyName(name_assigner=BMPString("a"), party_name=PrintableString("b"))),
            "EdiPartyName:a/b",
        ),
        (GeneralName(dns_name="a, DNS:evil.example"), 'DNS:"a, DNS:evil.example"'),
        (GeneralName(dns_name='a"\\b'), r'DNS:"a\"\\b"'),
        (GeneralName(dns_name="a\\b"), r"DNS:a\b"),
        (GeneralName(dns_name="\x1b[2J\r\n\0"), r'DNS:"\x1b[2J\r\n\x00"'),
        (GeneralName(dns_name=""), "DNS:"),
        (GeneralName(dns_name=" a"), 'DNS:" a"'),
        (GeneralName.other("userPrincipalName", "\u202ea"), r'othername: UPN::"\u202ea"'),
        (GeneralName(dns_name=Any(b"\x82\x01\xff")), "DNS:#8201ff"),  # type: ignore[arg-type]
    ],
)
def test_the_text_of_a_name(name: GeneralName, text: str) -> None:
    assert str(name) == text


@given(general_names())
def test_a_general_name_is_its_source_and_its_octets(name: GeneralName) -> None:
    assert _evaluated(name) == name
    read = GeneralName.from_der(name.to_der())
    assert read == name
    assert _evaluated(read) == name
    assert str(name).isprintable()


@given(st.lists(general_names(), max_size=4), st.sampled_from([SubjectAlternativeName, IssuerAlternativeName]))
def test_alternative_names_are_their_source_and_their_octets(
    names: list[GeneralName], kind: type[SubjectAlternativeName]
) -> None:
    value = kind(tuple(names))
    assert _evaluated(value) == value == kind.from_der(value.to_der())
    assert list(value) == names
    assert _split(str(value)) == list(map(str, names))


def _split(text: str) -> list[str]:
    """Return the names in a list of them, as a reader would part it: at `, ` where no quote is open."""
    if not text:
        return []
    parts, quoted, at, start = [], False, 0, 0
    while at < len(text):
        if quoted and text[at] == "\\":
            at += 1
        elif text[at] == '"':
            quoted = not quoted
        elif not quoted and text.startswith(", ", at):
            parts.append(text[start:at])
            start = at + 2
        at += 1
    return [*parts, text[start:]]


def test_alternative_names_of_texts() -> None:
    names = SubjectAlternativeName.of("*.mqtt.example", "192.0.2.7", Name.of(CN="x"), GeneralName(dns_name="a b"))
    assert repr(names) == (
        "SubjectAlternativeName.of('*.mqtt.example', '192.0.2.7', Name.of(CN='x'), GeneralName(dns_name='a b'))"
    )
    assert names.dns_names == ("*.mqtt.example", "a b")
    assert names.ip_addresses == (b"\xc0\x00\x02\x07",)
    assert str(names) == "DNS:*.mqtt.example, IP Address:192.0.2.7, DirName:/CN=x, DNS:a b"
    assert IssuerAlternativeName.of("http://x") == IssuerAlternativeName((GeneralName.uri("http://x"),))
    assert SubjectAlternativeName.of() == SubjectAlternativeName(())


def test_raw_elements_may_stand_among_them() -> None:
    for names in (
        SubjectAlternativeName((Any(b"\x05\x00"), GeneralName.dns("a"))),  # type: ignore[arg-type]
        SubjectAlternativeName(Any(b"\x05\x00")),  # type: ignore[arg-type]
    ):
        assert _evaluated(names) == names
        assert names.dns_names in ((), ("a",))


@given(st.text(st.sampled_from('a.*@:/[]"\\% \0é\u202e。ß１例\U0001f600-_0x') | st.characters(), max_size=30))
def test_any_text_is_a_name_or_an_encode_error(text: str) -> None:
    try:
        name = GeneralName.of(text)
    except EncodeError:
        return
    if name.chosen != "ip_address":
        assert name.value.isascii()
        assert name.value.isprintable()
        assert GeneralName.of(name.value) == name


@pytest.mark.parametrize("part", ["a", ".", "é", "例", "1", ":", "@", "://", "\u0345", "a.", "\\", '"'])
def test_time_grows_with_the_text_alone(part: str) -> None:
    start = time.process_time()
    for text in (part * 500_000, "http://" + part * 500_000, f'"{part * 500_000}"@a', "xn--" + part * 500_000):
        try:
            GeneralName.of(text)
        except EncodeError as error:
            assert len(str(error)) < 700  # noqa: PT017
    assert time.process_time() - start < 10
