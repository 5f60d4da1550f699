"""Names as openssl, cryptography and asn1crypto read and write them."""

from __future__ import annotations

import ctypes
import ctypes.util
import ipaddress
import re
from typing import TYPE_CHECKING

import pytest
from asn1crypto import x509 as asn1crypto_x509
from cryptography import x509 as pyca
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.differential import readings
from tests.differential.readings import for_openssl, unmoved
from tests.differential.strategies import asn1crypto_names, cryptography_names, openssl_names, openssl_strings
from tests.x509.test_name import MATCHING
from x509forge.asn1 import (
    BMPString,
    IA5String,
    NumericString,
    PrintableString,
    TeletexString,
    UniversalString,
    UTF8String,
    Value,
    VisibleString,
)
from x509forge.errors import EncodeError
from x509forge.oid import ObjectIdentifier
from x509forge.openssl import objects
from x509forge.strategies import KNOWN_TYPES, names
from x509forge.x509.attribute_types import attribute_type, default_string_type, openssl_attribute_oid
from x509forge.x509.certificate import Certificate
from x509forge.x509.extension import Extension
from x509forge.x509.extensions.alternative_name import SubjectAlternativeName
from x509forge.x509.general_name import GeneralName
from x509forge.x509.name import AttributeTypeAndValue, Name

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program


@pytest.fixture(scope="module")
def certificate(openssl: Program, keys: KeyFiles) -> Certificate:
    """Any certificate, to put names into: what follows does not verify its signature."""
    made = openssl(
        "req", "-x509", "-new", "-key", keys("ec:P-256"), "-subj", "/CN=x", "-config", "/dev/null", "-outform", "DER"
    )
    return Certificate.from_der(made)


def _bearing(certificate: Certificate, name: Name) -> bytes:
    """The certificate with this name for its subject."""
    described = certificate.tbs_certificate.replace(subject=name)
    return Certificate.assemble(described, certificate.signature_algorithm, b"\x30\x00").to_der()


def _printed(openssl: Program, certificate: Certificate, name: Name, options: str) -> bytes:
    """The name as `openssl x509 -nameopt` prints it."""
    der = _bearing(certificate, name)
    printed = openssl("x509", "-inform", "DER", "-noout", "-subject", "-nameopt", options, data=der)
    return printed.removeprefix(b"subject=").removesuffix(b"\n")


# --- Names as they are written ---------------------------------------------------------------------------------------


@for_openssl
@given(name=openssl_names())
def test_openssl_reads_the_same_name(openssl: Program, certificate: Certificate, name: Name) -> None:
    assert readings.by_openssl(_printed(openssl, certificate, name, readings.OPENSSL_NAMEOPT)) == readings.given(name)


@unmoved
@given(name=cryptography_names())
def test_cryptography_reads_the_same_name(certificate: Certificate, name: Name) -> None:
    read = pyca.load_der_x509_certificate(_bearing(certificate, name)).subject
    assert readings.by_cryptography(read) == readings.given(name)
    assert read.public_bytes() == name.to_der()


@given(name=asn1crypto_names())
def test_asn1crypto_reads_the_same_name(certificate: Certificate, name: Name) -> None:
    assert readings.by_asn1crypto(asn1crypto_x509.Name.load(name.to_der(), strict=True)) == readings.given(name)
    read = asn1crypto_x509.Certificate.load(_bearing(certificate, name)).subject
    assert readings.by_asn1crypto(read) == readings.given(name)


# --- Text of a name --------------------------------------------------------------------------------------------------


def _texts(*, controls: bool) -> st.SearchStrategy[str]:
    """Texts without what this package, and no other, escapes: what a terminal acts on, beyond ASCII."""
    special = st.sampled_from(' #+,;<>="\\/aB0é例\U0001f600')
    others = st.characters(codec="utf-8")
    characters = special | others.filter(lambda each: each.isprintable() or (controls and each < "\x80"))
    # Of a # that is the whole text openssl forgets the escape, which it needs (RFC 4514 2.4).
    return st.text(characters, min_size=1, max_size=12).filter(lambda text: text != "#")


def _plain_names(types: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[Name]:
    """Names of these types, each with its texts as a value of its usual string type."""
    attribute = st.sampled_from(sorted(types)).flatmap(lambda name: st.tuples(st.just(name), types[name]))
    level = st.lists(attribute, min_size=1, max_size=3, unique_by=lambda pair: pair[0])
    return st.lists(level, max_size=4).map(lambda levels: Name.of(*levels))


def _types(*texts: str, controls: bool) -> dict[str, st.SearchStrategy[str]]:
    return {
        **dict.fromkeys(texts, _texts(controls=controls)),
        "C": st.sampled_from(["CN", "DE"]),
        "DC": st.text("abc+, ", min_size=1, max_size=9),
    }


# Types that have one name in RFC 4514's text here and with openssl: it writes `street`, `SN`, `GN` and numbers where
# this package has RFC 4514's STREET, and the names of the standards.
@for_openssl
@given(name=_plain_names(_types("CN", "O", "OU", "L", "ST", "UID", "title", "pseudonym", controls=True)))
def test_the_text_of_a_name_is_openssls(openssl: Program, certificate: Certificate, name: Name) -> None:
    printed = _printed(openssl, certificate, name, "RFC2253,-esc_msb").decode()
    # The order within a level is that of its octets there, and that of its texts here.
    assert _levels(str(name)) == [sorted(level) for level in _levels(printed)]


def _levels(text: str) -> list[list[str]]:
    """Part a text of RFC 4514 at each `,` and `+` without an escape."""
    return [
        re.findall(r"(?:\\.|[^\\+])+", level, re.DOTALL) for level in re.findall(r"(?:\\.|[^\\,])+", text, re.DOTALL)
    ]


# Of others it gives the number, as RFC 4514 2.3 asks, and this package the name.
_RFC4514_TYPES = _types("CN", "L", "ST", "O", "OU", "STREET", "UID", controls=False)


@unmoved
@given(name=_plain_names(_RFC4514_TYPES))
def test_the_text_of_a_name_is_cryptographys(certificate: Certificate, name: Name) -> None:
    read = pyca.load_der_x509_certificate(_bearing(certificate, name)).subject
    # The order within a level is that of its octets there, and that of its texts here.
    levels = (sorted(each.rfc4514_string() for each in level) for level in reversed(read.rdns))
    assert str(name) == ",".join("+".join(level) for level in levels)
    assert Name.from_rfc4514(read.rfc4514_string()) == name


@unmoved
@given(name=_plain_names(_RFC4514_TYPES))
def test_cryptography_reads_the_text_of_a_name(name: Name) -> None:
    read = pyca.Name.from_rfc4514_string(str(name))
    assert [[(oid, text) for oid, _, text in level] for level in readings.by_cryptography(read)] == [
        [(oid, text) for oid, _, text in level] for level in readings.given(name)
    ]


# --- The -subj form --------------------------------------------------------------------------------------------------

SUBJECTS = [
    *("/C=CN/O=ALI/CN=mqtt-test.example", "/", "/CN=", "/CN=+OU=x", "/O=a/CN=+OU=x", "/foo=1/CN=x", "/O=a+foo=1+CN=b"),
    *(
        r"/CN=a\/b\+c\\d",
        "/CN=a+OU=b",
        "/C=CHN",
        "/C=C",
        "CN=a",
        "/CN",
        "/CN=a/",
        "/CN=a//O=b",
        r"/C\N=a",
        "/1.2.3.4=a",
    ),
    *("/2.5.4.3=a", "/CN=a\\", "/commonName=a", "/cn=a", "/ CN=a", "/CN = a", "/CN=a/b", "/E=a@b", "/CN=a+", "/CN=a=b"),
    *("/emailAddress=a@b/DC=x/serialNumber=1/dnQualifier=2/jurisdictionC=CN/UID=u/street=s/title=t/GN=g/SN=s",),
    *("/CN=é", "/C=é1", "/emailAddress=é", "/CN=" + "x" * 64, "/CN=" + "x" * 65, "/CN=" + "é" * 64, "/INN=1", "/INN=a"),
    *("/mail=a", "/c3=CHN", "/n3=156", "/dnsName=a", "/unstructuredName=a", "/friendlyName=a", "/businessCategory=b"),
    *("/O=a+CN=b/O=a+CN=b", "/postalCode=1+telephoneNumber=2/organizationIdentifier=3/pseudonym=4/name=5/initials=6"),
    *("/generationQualifier=1/x500UniqueIdentifier=2/description=3/surname=4/givenName=5/role=6", "/CN=a\tb", "/=a"),
]


def _openssl_subject(openssl: Program, key: Path, subject: str, *options: str) -> tuple[bytes | None, list[str]]:
    """Return the name that `openssl req` makes of a text, None if it refuses; and what it warns of."""
    arguments: tuple[str | Path, ...] = (
        "req",
        "-new",
        "-key",
        key,
        "-subj",
        subject,
        "-config",
        "/dev/null",
        "-outform",
        "DER",
        *options,
    )
    result = openssl.run(*arguments)
    notes = [
        line.partition(": ")[2]
        for line in result.stderr.decode().splitlines()
        if line.startswith(("req warning: ", "req hint: "))
    ]
    if result.returncode:
        return None, notes
    from x509forge.pkcs.pkcs10 import CertificationRequest

    return CertificationRequest.from_der(result.stdout).certification_request_info.subject.to_der(), notes


def _our_subject(text: str, *, utf8: bool) -> tuple[bytes | None, list[str]]:
    skipped: list[str] = []
    try:
        return Name.from_openssl(text, utf8=utf8, skipped=skipped).to_der(), skipped
    except EncodeError:
        return None, skipped


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("utf8", [False, True], ids=["Latin-1", "UTF-8"])
def test_a_subject_is_what_openssl_makes_of_it(openssl: Program, keys: KeyFiles, subject: str, utf8: bool) -> None:
    expected = _openssl_subject(openssl, keys("ec:P-256"), subject, *(["-utf8"] if utf8 else []))
    assert _our_subject(subject, utf8=utf8) == expected


@given(
    st.lists(
        st.sampled_from(["/", "+", "\\", "=", "CN", "C", "emailAddress", "x", "CN=a", "é", "2.5.4.10"]), max_size=10
    )
    # In notes, names of more than 60 characters are cut short here.
    .filter(lambda parts: len("".join(parts)) <= 60)
)
def test_any_subject_is_what_openssl_makes_of_it(openssl: Program, keys: KeyFiles, parts: list[str]) -> None:
    subject = "/" + "".join(parts)
    assert _our_subject(subject, utf8=True) == _openssl_subject(openssl, keys("ec:P-256"), subject, "-utf8")


_ESCAPED = str.maketrans({character: "\\" + character for character in "/+\\"})
# No control characters: openssl prints what it skips, and parts of names in its errors, as they are.
_SUBJECT_TEXT = st.text(
    st.sampled_from(" /+\\=,#aé例\U0001f600") | st.characters(exclude_categories=("Cs", "Cc")), max_size=9
)


@for_openssl
@given(
    st.lists(
        st.tuples(
            st.sampled_from("/+"),
            st.sampled_from(["CN", "O", "OU", "emailAddress", "C", "DC", "street", "serialNumber", "2.5.4.10", "none"]),
            _SUBJECT_TEXT | st.sampled_from(["CN", "a", "a@b"]),
        ),
        max_size=5,
    )
)
def test_a_subject_of_any_texts_is_what_openssl_makes_of_it(
    openssl: Program, keys: KeyFiles, parts: list[tuple[str, str, str]]
) -> None:
    subject = "/" + "".join(f"{joint}{name}={text.translate(_ESCAPED)}" for joint, name, text in parts)[1:]
    assert _our_subject(subject, utf8=True) == _openssl_subject(openssl, keys("ec:P-256"), subject, "-utf8")


# --- The table of attribute types ------------------------------------------------------------------------------------


class _StringTable(ctypes.Structure):
    _fields_ = (
        *(("nid", ctypes.c_int), ("minimum", ctypes.c_long), ("maximum", ctypes.c_long)),
        *(("mask", ctypes.c_ulong), ("flags", ctypes.c_ulong)),
    )


# B_ASN1_* of openssl/asn1.h.
BITS = {
    NumericString: 0x1,
    PrintableString: 0x2,
    TeletexString: 0x4,
    IA5String: 0x10,
    UniversalString: 0x100,
    VisibleString: 0x40,
    BMPString: 0x800,
    UTF8String: 0x2000,
}
# The rest of the table is of no names and no requests: a cryptographic provider of Microsoft's, an otherName.
NOT_ATTRIBUTES = {"1.3.6.1.4.1.311.17.1", "1.3.6.1.5.5.7.8.9"}


def _string_tables() -> dict[str, _StringTable]:
    found = ctypes.util.find_library("crypto")
    assert found is not None
    library = ctypes.CDLL(found)
    library.ASN1_STRING_TABLE_get.restype = ctypes.POINTER(_StringTable)
    library.OBJ_nid2obj.restype = ctypes.c_void_p
    library.OBJ_obj2txt.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
    tables = {}
    for nid in range(1, library.OBJ_new_nid(0)):
        table = library.ASN1_STRING_TABLE_get(nid)
        if table:
            buffer = ctypes.create_string_buffer(200)
            library.OBJ_obj2txt(buffer, len(buffer), library.OBJ_nid2obj(nid), 1)
            tables[buffer.value.decode()] = table.contents
    return tables


def test_string_types_and_sizes_are_libcryptos() -> None:
    tables = _string_tables()
    assert {oid for oid in tables if attribute_type(oid) is None} == NOT_ATTRIBUTES
    for oid in KNOWN_TYPES:
        known = attribute_type(oid)
        assert known is not None
        table = tables.get(oid)
        mask = sum(BITS[each] for each in known.strings)
        bounds = tuple(-1 if each is None else each for each in (known.minimum, known.maximum))
        if table is None:
            assert (mask, bounds) == (0x2806, (-1, -1)), oid
        else:
            # A bound of 0 is none.
            assert (table.mask, table.minimum or -1, table.maximum) == (mask, *bounds), oid
            assert bool(table.flags & 2) == (len(known.strings) == 1), oid
            assert (default_string_type(oid) is UTF8String) == bool(mask & 0x2000), oid


def test_names_of_attribute_types_are_openssls() -> None:
    for oid in KNOWN_TYPES:
        known = attribute_type(oid)
        assert known is not None
        assert (known.short_name, known.long_name) == (objects.short_name(oid), objects.long_name(oid))
        for name in (known.short_name, known.long_name, oid):
            assert openssl_attribute_oid(name) == objects.to_oid(name) == oid
        named = ObjectIdentifier(oid).name
        assert named is None or named == known.long_name


# --- Names in chains -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("subject", "issuer", "expected"), MATCHING)
def test_names_match_as_openssl_finds_issuers(
    openssl: Program, keys: KeyFiles, tmp_path: Path, subject: Name, issuer: Name, expected: bool
) -> None:
    key = keys("ec:P-256")
    made = openssl("req", "-x509", "-new", "-key", key, "-subj", "/CN=x", "-config", "/dev/null", "-outform", "DER")
    authority = Certificate.from_der(made)
    tbs = authority.tbs_certificate.replace(extensions=None, version=0)

    def signed(**names: Name) -> bytes:
        described = tbs.replace(**names)
        (tmp_path / "tbs").write_bytes(described.to_der())
        signature = openssl("dgst", "-sha256", "-sign", key, tmp_path / "tbs")
        return Certificate.assemble(described, authority.signature_algorithm, signature).to_pem().encode()

    (tmp_path / "ca.pem").write_bytes(signed(subject=subject, issuer=subject))
    (tmp_path / "leaf.pem").write_bytes(signed(subject=Name.of(CN="leaf"), issuer=issuer))
    result = openssl.run("verify", "-CAfile", tmp_path / "ca.pem", tmp_path / "leaf.pem")
    found = b"unable to get local issuer certificate" not in result.stderr
    assert found is expected, result.stderr
    assert subject.matches(issuer) is found


# --- General names ---------------------------------------------------------------------------------------------------


def _with_alternative_names(certificate: Certificate, names: SubjectAlternativeName) -> bytes:
    tbs = certificate.tbs_certificate.replace(extensions=(Extension.of(names),))
    return Certificate.assemble(tbs, certificate.signature_algorithm, b"\x30\x00").to_der()


ALTERNATIVE_NAMES = SubjectAlternativeName.of(
    *("*.mqtt.example", "bücher.example", "192.0.2.7", "a@b.example", "https://x.example/?a=b"),
    GeneralName.registered("1.2.3.4"),
    GeneralName.directory(Name.of(C="CN", O="ALI")),
    GeneralName.other("userPrincipalName", "u@d"),
    "2001:db8::1",
)


def _listed_by_openssl(openssl: Program, certificate: Certificate, names: SubjectAlternativeName) -> str:
    der = _with_alternative_names(certificate, names)
    printed = openssl("x509", "-inform", "DER", "-noout", "-ext", "subjectAltName", data=der).decode()
    heading, _, line = printed.partition("\n    ")
    assert heading == "X509v3 Subject Alternative Name: "
    return line.removesuffix("\n")


def test_openssl_lists_the_same_alternative_names(openssl: Program, certificate: Certificate) -> None:
    names = SubjectAlternativeName.of(
        *("*.mqtt.example", "192.0.2.7", "a@b.example", "https://x.example/?a=b"),
        GeneralName.registered("1.2.3.4"),
        Name.of(C="CN", O="ALI"),
        Name.of([("CN", "a/b+c"), ("C", "CN")], ("O", "é"), ("street", "s"), ("1.2.3", "x"), ("SN", "y")),
        GeneralName.other("userPrincipalName", "u@d"),
        GeneralName.other("1.2.3", "x"),
        GeneralName.other("1.2.3", IA5String("x")),
    )
    assert str(names) == _listed_by_openssl(openssl, certificate, names)
    # RFC 5952 is not followed there.
    address = SubjectAlternativeName.of("2001:db8::1")
    assert str(address) == "IP Address:2001:db8::1"
    assert _listed_by_openssl(openssl, certificate, address) == "IP Address:2001:DB8:0:0:0:0:0:1"


def _safe(value: Value) -> bool:
    """Whether a text has nothing that stands in quotes or is escaped here, and with openssl does not."""
    octets = str(value).encode(readings.ENCODINGS[type(value)])  # type: ignore[index]
    return {*b'\\"'}.isdisjoint(octets) and b", " not in octets and not octets.endswith(b" ") and len(octets) < 30


# Up to some 200 octets: openssl cuts its line after 256, or before.
@for_openssl
@given(name=names(values=openssl_strings().filter(_safe)).filter(lambda name: len(name.attributes) < 5))
def test_openssl_prints_the_same_directory_name(openssl: Program, certificate: Certificate, name: Name) -> None:
    value = SubjectAlternativeName.of(name, "after.example")
    assume(len(str(value)) < 220)
    assert str(value) == _listed_by_openssl(openssl, certificate, value)


def test_cryptography_and_asn1crypto_read_the_same_alternative_names(certificate: Certificate) -> None:
    der = _with_alternative_names(certificate, ALTERNATIVE_NAMES)
    read = pyca.load_der_x509_certificate(der).extensions.get_extension_for_class(pyca.SubjectAlternativeName).value
    assert read.get_values_for_type(pyca.DNSName) == list(ALTERNATIVE_NAMES.dns_names)
    assert read.get_values_for_type(pyca.IPAddress) == [
        ipaddress.ip_address("192.0.2.7"),
        ipaddress.ip_address("2001:db8::1"),
    ]
    assert [each.packed for each in read.get_values_for_type(pyca.IPAddress)] == list(ALTERNATIVE_NAMES.ip_addresses)  # type: ignore[union-attr]  # an address, not a network
    assert read.get_values_for_type(pyca.RFC822Name) == ["a@b.example"]
    assert read.get_values_for_type(pyca.UniformResourceIdentifier) == ["https://x.example/?a=b"]
    assert read.get_values_for_type(pyca.RegisteredID) == [pyca.ObjectIdentifier("1.2.3.4")]
    assert [each.rfc4514_string() for each in read.get_values_for_type(pyca.DirectoryName)] == ["O=ALI,C=CN"]
    assert read.get_values_for_type(pyca.OtherName) == [
        pyca.OtherName(pyca.ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"), b"\x0c\x03u@d")
    ]
    loaded = asn1crypto_x509.Certificate.load(der, strict=True).subject_alt_name_value
    assert [each.name for each in loaded] == [
        *("dns_name", "dns_name", "ip_address", "rfc822_name", "uniform_resource_identifier", "registered_id"),
        *("directory_name", "other_name", "ip_address"),
    ]
    # It shows U-labels.
    assert loaded[1].native == "bücher.example"


@given(st.text(st.characters(categories=("Ll", "Lo", "Lu"), max_codepoint=0x2000), min_size=1, max_size=8))
def test_a_labels_are_those_of_asn1crypto(label: str) -> None:
    try:
        name = GeneralName.dns(f"{label}.example")
    except EncodeError:
        return
    other = asn1crypto_x509.GeneralName("dns_name", asn1crypto_x509.DNSName(f"{label}.example"))
    # It leaves ASCII as it stands, as we do, and else has IDNA 2003, which folds to lower case.
    assert other.dump().lower() == name.to_der().lower()


def test_an_attribute_is_read_alone() -> None:
    (attribute,) = Name.of(CN="x").attributes
    assert AttributeTypeAndValue.from_der(attribute.to_der()) == attribute
