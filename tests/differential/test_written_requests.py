"""Certification requests that x509forge writes, as openssl, cryptography and asn1crypto read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from asn1crypto import core as asn1crypto_core
from asn1crypto import csr as asn1crypto_csr
from cryptography import x509 as pyca
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from tests.differential import extension_readings, readings, strategies
from tests.differential.readings import for_openssl, unmoved
from tests.differential.strategies import (
    ANYONE,
    ASN1CRYPTO,
    CHALLENGE_PASSWORD,
    CRYPTOGRAPHY,
    OPENSSL,
    UNKNOWN_OIDS,
    UNSTRUCTURED_NAME,
    WantedRequest,
)
from x509forge.strategies import names, others, strings

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

TYPES = st.sampled_from([CHALLENGE_PASSWORD, UNSTRUCTURED_NAME]) | UNKNOWN_OIDS
EXTENSION_REQUEST = "1.2.840.113549.1.9.14"


# --- asn1crypto ------------------------------------------------------------------------------------------------------

# A challengePassword it reads as RFC 2985 5.4.1 has it, a DirectoryString.
_asn1crypto_attributes = strategies.attributes(
    st.just(CHALLENGE_PASSWORD), strings(without=(xf.NumericString, xf.VisibleString, xf.TeletexString))
) | strategies.attributes(st.just(UNSTRUCTURED_NAME) | UNKNOWN_OIDS, strings() | others())


@given(strategies.wanted_requests(ASN1CRYPTO, strategies.asn1crypto_names(), _asn1crypto_attributes))
def test_asn1crypto_reads_what_was_written(keys: KeyFiles, said: WantedRequest) -> None:
    request = asn1crypto_csr.CertificationRequest.load(said.written(keys).to_der(), strict=True)
    info = request["certification_request_info"]
    assert info["version"].native == "v1"
    assert request["signature_algorithm"]["algorithm"].dotted == readings.signature(said.key_type, said.hash_name)[0]
    assert readings.by_asn1crypto(info["subject"]) == readings.given(said.subject)
    assert info["subject_pk_info"].dump() == readings.public_der(keys, said.key_type, 1)
    found = {each["type"].dotted: each["values"] for each in info["attributes"]}
    assert len(found) == len(info["attributes"])
    asked = found.pop(EXTENSION_REQUEST, None)
    assert (asked is not None) == bool(said.extensions)
    if asked is not None:
        ((*extensions,),) = asked
        assert [
            (each["extn_id"].dotted, each["critical"].native, extension_readings.by_asn1crypto(each))
            for each in extensions
        ] == [(each.extn_id, each.critical, extension_readings.for_asn1crypto(each)) for each in said.extensions]
    if CHALLENGE_PASSWORD in found:
        (given_ones,) = (each.values for each in said.attributes if each.type == CHALLENGE_PASSWORD)
        read = [(each.chosen.tag, each.chosen.native) for each in found[CHALLENGE_PASSWORD]]
        assert sorted(read) == sorted((readings.TAGS[type(each)], str(each)) for each in given_ones)  # type: ignore[index]
    # Of the others it knows no type: their elements as they are.
    octets = {
        oid: sorted(each.dump() for each in asn1crypto_core.SetOf.load(values.dump(), spec=asn1crypto_core.Any))
        for oid, values in found.items()
    }
    assert octets == {each.type: sorted(value.to_der() for value in each.values) for each in said.attributes}


# --- cryptography ----------------------------------------------------------------------------------------------------

# It reads attributes of one value, whose octets it gives.
_cryptography_attributes = strategies.attributes(TYPES, strings(), most=1)


@unmoved
@given(strategies.wanted_requests(CRYPTOGRAPHY, strategies.cryptography_names(), _cryptography_attributes))
def test_cryptography_reads_what_was_written(keys: KeyFiles, said: WantedRequest) -> None:
    request = said.written(keys)
    read = pyca.load_der_x509_csr(request.to_der())
    assert read.is_signature_valid
    assert read.signature_algorithm_oid.dotted_string == readings.signature(said.key_type, said.hash_name)[0]
    assert readings.by_cryptography(read.subject) == readings.given(said.subject)
    assert read.public_key() == readings.public_key(keys, said.key_type, 1)
    assert read.tbs_certrequest_bytes == request.certification_request_info.to_der()
    assert [(each.oid.dotted_string, each.critical, each.value) for each in read.extensions] == [
        (each.extn_id, each.critical, extension_readings.for_cryptography(each)) for each in said.extensions
    ]
    found = {each.oid.dotted_string: (each._type, each.value) for each in read.attributes}
    found.pop(EXTENSION_REQUEST, None)
    assert found == {
        each.type: (
            readings.TAGS[type(value)],  # type: ignore[index]
            str(value).encode(readings.ENCODINGS[type(value)]),  # type: ignore[index]
        )
        for each in said.attributes
        for value in each.values
    }


# --- openssl ---------------------------------------------------------------------------------------------------------

# It prints the octets of these strings as they are, and of the others that it cannot print them.
_openssl_text = st.text("aé ,:#", max_size=9)
_openssl_ascii = st.text("az ,:", max_size=9)
_openssl_attributes = strategies.attributes(
    TYPES,
    st.one_of(
        _openssl_text.map(xf.UTF8String),
        _openssl_ascii.map(xf.PrintableString),
        _openssl_ascii.map(xf.TeletexString),
        _openssl_ascii.map(xf.IA5String),
        st.text("09 ", max_size=9).map(xf.NumericString),
        _openssl_text.map(xf.BMPString),
        _openssl_text.map(xf.UniversalString),
        st.just(xf.Null()),
    ),
)
_UNPRINTED = (xf.BMPString, xf.UniversalString, xf.Null)
_OPENSSL_NAMES = {CHALLENGE_PASSWORD: "challengePassword", UNSTRUCTURED_NAME: "unstructuredName"}


@for_openssl
@given(strategies.wanted_requests(OPENSSL, strategies.openssl_names(), _openssl_attributes))
def test_openssl_reads_what_was_written(openssl: Program, keys: KeyFiles, said: WantedRequest) -> None:
    options = ("-verify", "-text", "-subject", "-pubkey", "-nameopt", readings.OPENSSL_NAMEOPT)
    result = openssl.run("req", "-inform", "DER", "-noout", *options, data=said.written(keys).to_der())
    printed = result.stdout
    assert result.returncode == 0
    # 3.0 says so on standard error, and exits with 0 for a request that it does not verify, too.
    assert b"Certificate request self-signature verify OK\n" in result.stderr + printed
    subject = re.search(rb"^subject=(.*)\n", printed, re.MULTILINE)
    assert subject
    assert readings.by_openssl(subject[1]) == readings.given(said.subject)
    key = readings.public_key(keys, said.key_type, 1).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert key in printed
    assert b"        Version: 1 (0x0)\n" in printed
    algorithm = readings.signature(said.key_type, said.hash_name)[1]
    assert f"    Signature Algorithm: {algorithm}\n".encode() in printed
    assert sorted(_attributes_by_openssl(printed)) == sorted(
        (
            _OPENSSL_NAMES.get(each.type, each.type),
            "unable to print attribute" if isinstance(value, _UNPRINTED) else str(value),
        )
        for each in said.attributes
        for value in each.values
    )
    assert extension_readings.printed_by_openssl(printed, b"            Requested Extensions:\n") == [
        line for extension in said.extensions for line in extension_readings.for_openssl(extension)
    ]


def _attributes_by_openssl(printed: bytes) -> list[tuple[str, str]]:
    """The attributes in what openssl prints: a second value of one stands on a line without the name."""
    _, _, rest = printed.partition(b"        Attributes:\n")
    lines = rest.partition(b"            Requested Extensions:\n")[0].partition(b"    Signature Algorithm:")[0]
    found: list[tuple[str, str]] = []
    for line in lines.decode().split("\n")[:-1]:
        if line != "            (none)":
            name, _, text = line.partition(":")
            found.append((name.strip(" ") or found[-1][0], text))
    return found


@for_openssl
@given(strategies.wanted_requests(ANYONE, names(), strategies.attributes(TYPES, strings() | others())))
def test_openssl_and_asn1crypto_find_the_same_elements(openssl: Program, keys: KeyFiles, said: WantedRequest) -> None:
    request = said.written(keys).to_der()
    printed = openssl("asn1parse", "-inform", "DER", data=request)
    assert readings.lines_by_openssl(printed) == list(readings.lines_by_asn1crypto(request))
