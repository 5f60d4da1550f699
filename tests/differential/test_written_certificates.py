"""Certificates that x509forge writes, as openssl, cryptography and asn1crypto read them: what went in comes out."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import pytest
from asn1crypto import x509 as asn1crypto_x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given

import x509forge as xf
from tests.differential import extension_readings, readings, strategies
from tests.differential.readings import for_openssl, unmoved
from tests.differential.strategies import (
    ANYONE,
    ASN1CRYPTO,
    CRYPTOGRAPHY,
    EDGES,
    OPENSSL,
    Moment,
    Wanted,
)
from x509forge.asn1 import Value
from x509forge.strategies import NOT_POSITIVE, SERIALS, names

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

# --- asn1crypto ------------------------------------------------------------------------------------------------------


@given(strategies.wanted(ASN1CRYPTO, strategies.asn1crypto_names()))
def test_asn1crypto_reads_what_was_written(keys: KeyFiles, said: Wanted) -> None:
    read = asn1crypto_x509.Certificate.load(said.written(keys).to_der(), strict=True)
    tbs = read["tbs_certificate"]
    assert tbs["version"].native == "v3"
    assert tbs["serial_number"].native == said.serial_number
    for algorithm in tbs["signature"], read["signature_algorithm"]:
        assert algorithm["algorithm"].dotted == readings.signature(said.issuer_key_type, said.hash_name)[0]
    for field, moment in ("not_before", said.not_before), ("not_after", said.not_after):
        time = tbs["validity"][field]
        assert (time.chosen.tag, time.native) == (moment.tag, moment.moment)
    assert readings.by_asn1crypto(tbs["issuer"]) == readings.given(said.issuer)
    assert readings.by_asn1crypto(tbs["subject"]) == readings.given(said.subject)
    assert tbs["subject_public_key_info"].dump() == readings.public_der(keys, said.key_type, 1)
    found = [
        (extension["extn_id"].dotted, extension["critical"].native, extension_readings.by_asn1crypto(extension))
        for extension in tbs["extensions"]
    ]
    assert found == [(each.extn_id, each.critical, extension_readings.for_asn1crypto(each)) for each in said.extensions]


# --- cryptography ----------------------------------------------------------------------------------------------------


@unmoved
@given(strategies.wanted(CRYPTOGRAPHY, strategies.cryptography_names(), positive_serials=True))
def test_cryptography_reads_what_was_written(keys: KeyFiles, said: Wanted) -> None:
    certificate = said.written(keys)
    read = pyca.load_der_x509_certificate(certificate.to_der())
    assert read.version is pyca.Version.v3
    assert read.serial_number == said.serial_number
    assert read.signature_algorithm_oid.dotted_string == readings.signature(said.issuer_key_type, said.hash_name)[0]
    assert (read.not_valid_before_utc, read.not_valid_after_utc) == (said.not_before.moment, said.not_after.moment)
    assert readings.by_cryptography(read.issuer) == readings.given(said.issuer)
    assert readings.by_cryptography(read.subject) == readings.given(said.subject)
    assert read.public_key() == readings.public_key(keys, said.key_type, 1)
    assert read.tbs_certificate_bytes == certificate.tbs_certificate.to_der()
    assert [(each.oid.dotted_string, each.critical, each.value) for each in read.extensions] == [
        (each.extn_id, each.critical, extension_readings.for_cryptography(each)) for each in said.extensions
    ]
    readings.verify(readings.public_key(keys, said.issuer_key_type, 0), read)


# --- openssl ---------------------------------------------------------------------------------------------------------


@for_openssl
@given(strategies.wanted(OPENSSL, strategies.openssl_names()))
def test_openssl_reads_what_was_written(openssl: Program, keys: KeyFiles, said: Wanted) -> None:
    options = ("-text", "-serial", "-dates", "-issuer", "-subject", "-pubkey", "-nameopt", readings.OPENSSL_NAMEOPT)
    printed = openssl("x509", "-inform", "DER", "-noout", *options, data=said.written(keys).to_der())
    sign = "-" if said.serial_number < 0 else ""
    digits = f"{abs(said.serial_number):X}"
    lines = {
        name: re.search(rb"^" + name.encode() + rb"=(.*)\n", printed, re.MULTILINE)
        for name in ("serial", "notBefore", "notAfter", "issuer", "subject")
    }
    found = {name: line[1] for name, line in lines.items() if line}
    assert found["serial"].decode() == sign + digits.zfill(len(digits) + len(digits) % 2)
    assert found["notBefore"].decode() == _openssl_time(said.not_before.moment)
    assert found["notAfter"].decode() == _openssl_time(said.not_after.moment)
    assert readings.by_openssl(found["issuer"]) == readings.given(said.issuer)
    assert readings.by_openssl(found["subject"]) == readings.given(said.subject)
    key = readings.public_key(keys, said.key_type, 1).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert key in printed
    assert b"        Version: 3 (0x2)\n" in printed
    assert (
        printed.count(
            b"Signature Algorithm: " + readings.signature(said.issuer_key_type, said.hash_name)[1].encode() + b"\n"
        )
        == 2
    )
    assert extension_readings.printed_by_openssl(printed) == [
        line for extension in said.extensions for line in extension_readings.for_openssl(extension)
    ]


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _openssl_time(moment: datetime.datetime) -> str:
    return f"{_MONTHS[moment.month - 1]} {moment.day:2} {moment:%H:%M:%S} {moment.year} GMT"


# --- Edges -----------------------------------------------------------------------------------------------------------


def _plain(serial_number: int, not_before: Moment, not_after: Moment) -> Wanted:
    name = xf.Name.of(CN="edge")
    return Wanted(serial_number, not_before, not_after, name, name, [], "ec:P-256", "ec:P-256", "sha256")


@pytest.mark.parametrize("edge", EDGES, ids=str)
def test_times_at_the_edges_are_read_as_they_were_given(
    openssl: Program, keys: KeyFiles, edge: datetime.datetime
) -> None:
    for seconds in (-1, 0, 1):
        try:
            moment = edge + datetime.timedelta(seconds=seconds)
        except OverflowError:
            continue
        # RFC 5280 4.1.2.5: UTCTime through the year 2049; and before 1950 it cannot say the year.
        time = Moment(moment, xf.Time.of(moment), 23 if 1950 <= moment.year <= 2049 else 24)
        der = _plain(1, time, time).written(keys).to_der()
        validity = asn1crypto_x509.Certificate.load(der, strict=True)["tbs_certificate"]["validity"]
        for field in "not_before", "not_after":
            assert (validity[field].chosen.tag, validity[field].native) == (time.tag, moment)
        read = pyca.load_der_x509_certificate(der)
        assert (read.not_valid_before_utc, read.not_valid_after_utc) == (moment, moment)
        printed = openssl("x509", "-inform", "DER", "-noout", "-dates", data=der).decode()
        assert printed == f"notBefore={_openssl_time(moment)}\nnotAfter={_openssl_time(moment)}\n"


# Of numbers that are not positive cryptography warns, and reads them.
@pytest.mark.filterwarnings("ignore:Parsed a serial number")
@pytest.mark.parametrize("number", SERIALS + NOT_POSITIVE)
def test_serial_numbers_at_the_edges_are_read_as_they_were_given(openssl: Program, keys: KeyFiles, number: int) -> None:
    moment = Moment(EDGES[-1], xf.Time.of(EDGES[-1]), 24)
    der = _plain(number, moment, moment).written(keys).to_der()
    assert asn1crypto_x509.Certificate.load(der, strict=True).serial_number == number
    assert pyca.load_der_x509_certificate(der).serial_number == number
    printed = openssl("x509", "-inform", "DER", "-noout", "-serial", data=der).decode()
    assert int(printed.removeprefix("serial="), 16) == number


# --- Elements --------------------------------------------------------------------------------------------------------

_any_certificate = strategies.wanted(ANYONE, names())


@for_openssl
@given(_any_certificate)
def test_openssl_and_asn1crypto_find_the_same_elements_in_a_certificate(
    openssl: Program, keys: KeyFiles, said: Wanted
) -> None:
    certificate = said.written(keys).to_der()
    printed = openssl("asn1parse", "-inform", "DER", data=certificate)
    assert readings.lines_by_openssl(printed) == list(readings.lines_by_asn1crypto(certificate))


@for_openssl
@given(strategies.extension_lists(ANYONE))
def test_openssl_and_asn1crypto_find_the_same_elements_in_extensions(
    openssl: Program, extensions: list[xf.Extension]
) -> None:
    # In a certificate they stand in OCTET STRINGs, which asn1parse does not look into.
    values = [each.extn_value.to_der() for each in extensions if isinstance(each.extn_value, Value)]
    der = b"".join(values)
    printed = openssl("asn1parse", "-inform", "DER", data=der) if der else b""
    assert readings.lines_by_openssl(printed) == list(readings.lines_by_asn1crypto(der))
