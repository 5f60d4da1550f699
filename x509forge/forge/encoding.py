"""Whole certificates that are not DER: lengths, tags, and what stands where nothing is to stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..der import CONSTRUCTED, element, encode_length
from .defect import DEFECTS, STRUCTURE
from .element import BIT_STRING, NULL, SEQUENCE, Element, indefinite_length, long_length, octet_string

if TYPE_CHECKING:
    from collections.abc import Callable

    from .draft import Draft
    from .element import Form

_NULL = element(NULL, b"")
# What is asked for in each place: its name in ids, its path, and how it is found.
_PLACES: dict[str, tuple[str, str, Callable[[Draft], Element]]] = {
    "certificate": ("", "the certificate", lambda draft: draft.root),
    "tbs": ("tbsCertificate", "tbsCertificate", lambda draft: draft.tbs),
    "inner_algorithm": ("tbsCertificate.signature", "the inner algorithm", lambda draft: draft.field("signature")),
    "subject": ("tbsCertificate.subject", "the subject", lambda draft: draft.field("subject")),
    "key": (
        "tbsCertificate.subjectPublicKeyInfo",
        "the public key",
        lambda draft: draft.field("subjectPublicKeyInfo"),
    ),
    "extensions": ("tbsCertificate.extensions", "the list of extensions", lambda draft: draft.extensions),
    "outer_algorithm": ("signatureAlgorithm", "the outer algorithm", lambda draft: draft.outer_algorithm),
}


def _form(id: str, place: str, citation: str, says: str, form: Form, *, rules: str = "", refused_by: str = "") -> None:
    """Declare a way to write an element as a defect of the one at a place."""
    path, name, find = _PLACES[place]

    def make(draft: Draft) -> None:
        find(draft).form = form

    DEFECTS.defect(id, STRUCTURE, path, citation, says.format(name), rules=rules, refused_by=refused_by)(make)


def _extra(id: str, place: str, *, rules: str = "", refused_by: str = "") -> None:
    """Declare two elements behind those at a place as a defect: an algorithm may have room for one."""
    path, name, find = _PLACES[place]

    def make(draft: Draft) -> None:
        find(draft).add(_NULL + _NULL)

    says = f"Two NULLs stand behind the last element of {name}."
    DEFECTS.defect(id, STRUCTURE, path, "X.690 8.9.2", says, rules=rules, refused_by=refused_by)(make)


def _primitive(identifier_octets: bytes, contents: bytes) -> bytes:
    return element(bytes((identifier_octets[0] & ~CONSTRUCTED,)), contents)


def _high_tag(identifier_octets: bytes, contents: bytes) -> bytes:
    return element(bytes((identifier_octets[0] | 31, identifier_octets[0] & 31)), contents)


def _one_too_many(identifier_octets: bytes, contents: bytes) -> bytes:
    return identifier_octets + encode_length(len(contents) + 1) + contents


def _one_too_few(identifier_octets: bytes, contents: bytes) -> bytes:
    return identifier_octets + encode_length(len(contents) - 1) + contents


def _reserved_length(identifier_octets: bytes, contents: bytes) -> bytes:
    return identifier_octets + b"\xff" + contents


def _length_of_9_octets(identifier_octets: bytes, contents: bytes) -> bytes:
    return identifier_octets + b"\x89" + len(contents).to_bytes(9, "big") + contents


def _four_gigabytes(identifier_octets: bytes, contents: bytes) -> bytes:
    return identifier_octets + b"\x84\xff\xff\xff\xff" + contents


_LONG = "The length of {} takes more octets than it needs."
_OPEN = "The length of {} is indefinite."
_form(
    "encoding.certificate_long_length",
    "certificate",
    "X.690 10.1",
    _LONG,
    long_length,
    refused_by="x509forge cryptography",
)
_form(
    "encoding.tbs_long_length",
    "tbs",
    "X.690 10.1",
    _LONG,
    long_length,
    refused_by="x509forge cryptography",
)
_form(
    "encoding.inner_algorithm_long_length",
    "inner_algorithm",
    "X.690 10.1",
    _LONG,
    long_length,
    refused_by="x509forge cryptography",
)
_form(
    "encoding.subject_long_length",
    "subject",
    "X.690 10.1",
    _LONG,
    long_length,
    refused_by="x509forge cryptography",
)
_form(
    "encoding.key_long_length",
    "key",
    "X.690 10.1",
    _LONG,
    long_length,
    refused_by="x509forge cryptography",
)
_form(
    "encoding.extensions_long_length",
    "extensions",
    "X.690 10.1",
    _LONG,
    long_length,
    refused_by="x509forge cryptography",
)
_form(
    "encoding.outer_algorithm_long_length",
    "outer_algorithm",
    "X.690 10.1",
    _LONG,
    long_length,
    refused_by="x509forge cryptography",
)
_form(
    "encoding.certificate_indefinite",
    "certificate",
    "X.690 10.1",
    _OPEN,
    indefinite_length,
    refused_by="x509forge cryptography gnutls gnutls-verify",
)
_form(
    "encoding.tbs_indefinite",
    "tbs",
    "X.690 10.1",
    _OPEN,
    indefinite_length,
    refused_by="x509forge cryptography gnutls gnutls-verify",
)
_form(
    "encoding.extensions_indefinite",
    "extensions",
    "X.690 10.1",
    _OPEN,
    indefinite_length,
    refused_by="x509forge cryptography gnutls gnutls-verify",
)
_form(
    "encoding.subject_primitive",
    "subject",
    "X.690 8.9.1",
    "The tag of {} says that it is primitive.",
    _primitive,
    refused_by="x509forge cryptography asn1crypto gnutls gnutls-verify",
)
_form(
    "encoding.subject_high_tag",
    "subject",
    "X.690 8.1.2.2",
    "The tag of {} is in the form for numbers from 31 on.",
    _high_tag,
    refused_by="x509forge cryptography asn1crypto",
)
_form(
    "encoding.certificate_too_long",
    "certificate",
    "X.690 8.1.3",
    "The length of {} says one octet more than there is.",
    _one_too_many,
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_form(
    "encoding.tbs_too_long",
    "tbs",
    "X.690 8.1.3",
    "The length of {} reaches one octet into what stands behind it.",
    _one_too_many,
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_form(
    "encoding.extensions_too_short",
    "extensions",
    "X.690 8.1.3",
    "The length of {} leaves out its last octet.",
    _one_too_few,
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_form(
    "encoding.subject_reserved_length",
    "subject",
    "X.690 8.1.3.5",
    "The length of {} is FF, which is reserved.",
    _reserved_length,
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_form(
    "encoding.subject_length_9_octets",
    "subject",
    "X.690 10.1",
    "The length of {} takes nine octets, more than a 64-bit number.",
    _length_of_9_octets,
    refused_by="x509forge cryptography",
)
_form(
    "encoding.subject_4_gigabytes",
    "subject",
    "X.690 8.1.3",
    "The length of {} says 4 gigabytes.",
    _four_gigabytes,
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
_extra(
    "encoding.certificate_extra_element",
    "certificate",
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_extra(
    "encoding.tbs_extra_element",
    "tbs",
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_extra(
    "encoding.inner_algorithm_extra_element",
    "inner_algorithm",
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)
_extra(
    "encoding.outer_algorithm_extra_element",
    "outer_algorithm",
    refused_by="x509forge openssl cryptography gnutls openssl-verify gnutls-verify",
)


def _behind(id: str, says: str, octets: bytes, *, rules: str = "", refused_by: str = "") -> None:
    """Declare octets behind the certificate as a defect."""

    def make(draft: Draft) -> None:
        draft.behind += octets

    DEFECTS.defect(id, STRUCTURE, "", "X.690 8.1.1.1", says, rules=rules, refused_by=refused_by)(make)


_behind(
    "encoding.octet_behind",
    "A zero octet stands behind the certificate.",
    b"\x00",
    refused_by="x509forge cryptography asn1crypto gnutls gnutls-verify",
)
_behind(
    "encoding.element_behind",
    "A NULL stands behind the certificate.",
    _NULL,
    refused_by="x509forge cryptography asn1crypto gnutls gnutls-verify",
)


@DEFECTS.defect(
    "encoding.truncated",
    STRUCTURE,
    "",
    "X.690 8.1.3",
    "The last 16 octets are missing.",
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.root.form = lambda identifier_octets, contents: element(identifier_octets, contents)[:-16]


@DEFECTS.defect(
    "encoding.signature_constructed",
    STRUCTURE,
    "signatureValue",
    "X.690 10.2",
    "The BIT STRING of the signature is in two parts.",
    refused_by="x509forge cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    octets = draft.signature.contents
    parts = element(BIT_STRING, octets[:9]) + element(BIT_STRING, octets[:1] + octets[9:])
    draft.signature.become(element(bytes((BIT_STRING[0] | CONSTRUCTED,)), parts))


@DEFECTS.defect(
    "encoding.signature_octet_string",
    STRUCTURE,
    "signatureValue",
    "RFC 5280 4.1.1.3",
    "The signature is in an OCTET STRING.",
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.signature.become(octet_string(draft.signature.contents[1:]))


@DEFECTS.defect(
    "encoding.wrapped",
    STRUCTURE,
    "",
    "RFC 5280 4.1",
    "The certificate stands in a SEQUENCE of its own.",
    refused_by="x509forge openssl cryptography asn1crypto gnutls openssl-verify gnutls-verify",
)
def _(draft: Draft) -> None:
    draft.root.form = lambda identifier_octets, contents: element(SEQUENCE, element(identifier_octets, contents))
