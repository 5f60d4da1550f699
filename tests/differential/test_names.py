"""Names as openssl, cryptography and asn1crypto read and write them."""

from __future__ import annotations

import ctypes
import ctypes.util
import ipaddress
from typing import TYPE_CHECKING

import pytest
from asn1crypto import x509 as asn1crypto_x509
from cryptography import x509 as pyca
from hypothesis import given
from hypothesis import strategies as st

from tests.x509.name_strategies import KNOWN_TYPES
from tests.x509.test_name import MATCHING
from x509forge.asn1 import (
    BMPString,
    IA5String,
    NumericString,
    PrintableString,
    TeletexString,
    UniversalString,
    UTF8String,
    VisibleString,
)
from x509forge.errors import EncodeError
from x509forge.oid import ObjectIdentifier
from x509forge.openssl import objects
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


# --- Text of a name --------------------------------------------------------------------------------------------------


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
)
def test_any_subject_is_what_openssl_makes_of_it(openssl: Program, keys: KeyFiles, parts: list[str]) -> None:
    subject = "/" + "".join(parts)
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
