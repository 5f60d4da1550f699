"""How the judges read what x509forge wrote, in one form for all: numbers of types and tags, texts, and levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import pytest
from asn1crypto import parser as asn1crypto_parser
from asn1crypto import x509 as asn1crypto_x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from hypothesis import settings

import x509forge as xf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from cryptography import x509 as pyca
    from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPublicKeyTypes

    from tests.tools.key_files import KeyFiles

Attribute: TypeAlias = "tuple[str, int, str]"
"""An attribute of a name: its type, its value's tag, its text."""
Levels: TypeAlias = "list[list[Attribute]]"
"""A name, the attributes of each level sorted: a SET has no order."""

# X.680 8.4.
TAGS = {
    xf.UTF8String: 12,
    xf.NumericString: 18,
    xf.PrintableString: 19,
    xf.TeletexString: 20,
    xf.IA5String: 22,
    xf.VisibleString: 26,
    xf.UniversalString: 28,
    xf.BMPString: 30,
}
ENCODINGS = {
    **dict.fromkeys(TAGS, "ascii"),
    xf.UTF8String: "utf-8",
    xf.TeletexString: "latin-1",
    xf.UniversalString: "utf-32-be",
    xf.BMPString: "utf-16-be",
}


def given(name: xf.Name) -> Levels:
    """Return what went into a name of strings."""
    return [
        sorted((str(each.type), TAGS[type(each.value)], str(each.value)) for each in level.attributes)  # type: ignore[index]
        for level in name.rdn_sequence
    ]


# --- Settings, algorithms, keys --------------------------------------------------------------------------------------

# A process of openssl takes 5 to 40 ms: of what it judges there are fewer examples.
for_openssl = settings(max_examples=max(10, settings().max_examples * 2 // 5))

# Of names of countries, and of texts that are too short or too long (RFC 5280 appendix A.1), cryptography warns.
unmoved = pytest.mark.filterwarnings("ignore:Country names:UserWarning", "ignore:Attribute's length:UserWarning")

# RFC 8017 appendix C, RFC 5758 3.2.
SIGNATURES = {
    ("rsa", "sha256"): ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("rsa", "sha384"): ("1.2.840.113549.1.1.12", "sha384WithRSAEncryption"),
    ("rsa", "sha512"): ("1.2.840.113549.1.1.13", "sha512WithRSAEncryption"),
    ("ec", "sha256"): ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
    ("ec", "sha384"): ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
    ("ec", "sha512"): ("1.2.840.10045.4.3.4", "ecdsa-with-SHA512"),
}


def signature(key_type: str, hash_name: str) -> tuple[str, str]:
    """The identifier of a signature's algorithm, and openssl's name for it."""
    return SIGNATURES[key_type.partition(":")[0], hash_name]


def public_key(keys: KeyFiles, key_type: str, which: int) -> CertificateIssuerPublicKeyTypes:
    """The public key of a file that openssl made, as cryptography has it."""
    key = load_pem_private_key(keys.pem(key_type, which), None).public_key()
    assert isinstance(key, (RSAPublicKey, EllipticCurvePublicKey))
    return key


def public_der(keys: KeyFiles, key_type: str, which: int) -> bytes:
    return public_key(keys, key_type, which).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def verify(key: CertificateIssuerPublicKeyTypes, read: pyca.Certificate) -> None:
    """Raise InvalidSignature unless the key made the signature."""
    parameters: Any = read.signature_algorithm_parameters
    assert read.signature_hash_algorithm is not None
    if isinstance(key, RSAPublicKey):
        key.verify(read.signature, read.tbs_certificate_bytes, parameters, read.signature_hash_algorithm)
    else:
        assert isinstance(key, EllipticCurvePublicKey)
        key.verify(read.signature, read.tbs_certificate_bytes, parameters)


# --- openssl ---------------------------------------------------------------------------------------------------------

OPENSSL_NAMEOPT = "utf8,esc_ctrl,esc_2253,show_type,oid,sep_comma_plus"
_OPENSSL_STRINGS = {
    "UTF8STRING": 12,
    "NUMERICSTRING": 18,
    "PRINTABLESTRING": 19,
    "T61STRING": 20,
    "IA5STRING": 22,
    "UNIVERSALSTRING": 28,
    "BMPSTRING": 30,
}
# A character with its escape, or one that is no separator.
_OPENSSL_VALUE = re.compile(rb"([\d.]+)=([A-Z0-9]+):((?:\\[0-9A-F]{2}|\\.|[^\\+,])*)([+,]|\Z)", re.DOTALL)
_OPENSSL_ESCAPE = re.compile(rb"\\(?:([0-9A-F]{2})|(.))", re.DOTALL)


def by_openssl(line: bytes) -> Levels:
    """Return the name in what openssl prints with OPENSSL_NAMEOPT."""
    levels: Levels = []
    at, separator = 0, b","
    while at < len(line):
        found = _OPENSSL_VALUE.match(line, at)
        assert found, line[at:]
        oid, string_type, escaped, following = found.groups()
        text = _OPENSSL_ESCAPE.sub(lambda each: bytes.fromhex(each[1].decode()) if each[1] else each[2], escaped)
        attribute = oid.decode(), _OPENSSL_STRINGS[string_type.decode()], text.decode()
        if separator == b",":
            levels.append([])
        levels[-1].append(attribute)
        at, separator = found.end(), following
    return [sorted(level) for level in levels]


# --- cryptography ----------------------------------------------------------------------------------------------------


def by_cryptography(name: pyca.Name) -> Levels:
    """Return a name that cryptography read."""
    return [
        sorted((each.oid.dotted_string, each._type.value, str(each.value)) for each in level) for level in name.rdns
    ]


# --- asn1crypto ------------------------------------------------------------------------------------------------------


def by_asn1crypto(name: asn1crypto_x509.Name) -> Levels:
    """Return a name that asn1crypto read."""
    return [sorted(_asn1crypto_attribute(each) for each in level) for level in name.chosen]


def _asn1crypto_attribute(attribute: Any) -> Attribute:
    value = attribute["value"]
    if isinstance(value, asn1crypto_x509.DirectoryString):
        value = value.chosen
    elif isinstance(value, asn1crypto_x509.Any):
        value = value.parse()
    return attribute["type"].dotted, value.tag, value.native


# --- Elements --------------------------------------------------------------------------------------------------------

Line: TypeAlias = "tuple[int, int, int, int, bool, int, int]"
"""An element: offset, depth, octets of its header, octets of its contents, constructed, class (0 to 3), tag number."""

_CLASSES = {"appl": 1, "cont": 2, "priv": 3}
_UNIVERSAL = {
    "EOC": 0,
    "BOOLEAN": 1,
    "INTEGER": 2,
    "BIT STRING": 3,
    "OCTET STRING": 4,
    "NULL": 5,
    "OBJECT": 6,
    "UTF8STRING": 12,
    "SEQUENCE": 16,
    "SET": 17,
    "NUMERICSTRING": 18,
    "PRINTABLESTRING": 19,
    "T61STRING": 20,
    "IA5STRING": 22,
    "UTCTIME": 23,
    "GENERALIZEDTIME": 24,
    "VISIBLESTRING": 26,
    "UNIVERSALSTRING": 28,
    "BMPSTRING": 30,
}
_OPENSSL_LINE = re.compile(
    rb"^ *(\d+):d=(\d+) +hl=(\d+) l= *(\d+) (cons|prim): (?:(appl|cont|priv) \[ (\d+) \]|([A-Z0-9]+(?: STRING)?))",
    re.MULTILINE,
)


def lines_by_openssl(printed: bytes) -> list[Line]:
    """Return the elements that `openssl asn1parse` lists."""
    return [
        (
            *(int(offset), int(depth), int(header), int(length), form == b"cons"),
            *((_CLASSES[tag_class.decode()], int(number)) if tag_class else (0, _UNIVERSAL[name.decode()])),
        )
        for offset, depth, header, length, form, tag_class, number, name in _OPENSSL_LINE.findall(printed)
    ]


def lines_by_asn1crypto(der: bytes, offset: int = 0, depth: int = 0) -> Iterator[Line]:
    """Yield the elements that asn1crypto finds in octets, each before those in it; and see that they are in DER.

    Lengths are in the fewest octets (X.690 10.1), and the elements of a SET OF, which all SETs of X.509 are,
    in the order of their octets (X.690 11.6).
    """
    while der:
        tag_class, constructed, tag, header, contents, trailer = asn1crypto_parser.parse(
            der[: asn1crypto_parser.peek(der)], strict=True
        )
        assert trailer == b"", "indefinite length"
        size = len(contents)
        assert len(header) == (2 if size < 128 else 2 + (size.bit_length() + 7) // 8)
        yield offset, depth, len(header), size, bool(constructed), tag_class, tag
        if constructed:
            yield from lines_by_asn1crypto(contents, offset + len(header), depth + 1)
        if (tag_class, tag) == (0, 17):
            elements = list(_elements(contents))
            assert elements == sorted(elements)
        der = der[len(header) + size :]
        offset += len(header) + size


def _elements(contents: bytes) -> Iterator[bytes]:
    while contents:
        size = asn1crypto_parser.peek(contents)
        yield contents[:size]
        contents = contents[size:]
