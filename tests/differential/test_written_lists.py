"""Lists of revoked certificates that x509forge writes, as openssl and cryptography read them."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cryptography import x509 as pyca
from hypothesis import given
from hypothesis import strategies as st

import x509forge as xf
from tests.differential import extension_readings, readings, strategies
from tests.differential.readings import for_openssl, unmoved
from tests.differential.strategies import CRYPTOGRAPHY, OPENSSL, Judge, Moment
from x509forge.strategies import UNKNOWN_EXTENSION, serials

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles
    from tests.tools.programs import Program

REASONS = (
    *("unspecified", "key_compromise", "ca_compromise", "affiliation_changed", "superseded", "cessation_of_operation"),
    *("certificate_hold", "", "remove_from_crl", "privilege_withdrawn", "aa_compromise"),
)
OPENSSL_REASONS = (
    *("Unspecified", "Key Compromise", "CA Compromise", "Affiliation Changed", "Superseded", "Cessation Of Operation"),
    *("Certificate Hold", "", "Remove From CRL", "Privilege Withdrawn", "AA Compromise"),
)


class Entry(NamedTuple):
    """What an entry shall say."""

    serial_number: int
    moment: Moment
    extensions: list[xf.Extension]


class WantedList(NamedTuple):
    """What a list shall say."""

    issuer: xf.Name
    this_update: Moment
    next_update: Moment | None
    entries: list[Entry]
    extensions: list[xf.Extension]
    key_type: str
    hash_name: str

    def written(self, keys: KeyFiles) -> xf.CertificateList:
        """Return the list, written by x509forge and signed by a key that it loaded."""
        key = strategies.private_key(keys, self.key_type).with_hash(self.hash_name)
        revoked = tuple(
            xf.RevokedCertificate(
                user_certificate=each.serial_number,
                revocation_date=each.moment.time,
                crl_entry_extensions=tuple(each.extensions) or None,
            )
            for each in self.entries
        )
        tbs = xf.TBSCertList(
            signature=key.algorithm,
            issuer=self.issuer,
            this_update=self.this_update.time,
            next_update=self.next_update and self.next_update.time,
            revoked_certificates=revoked or None,
            crl_extensions=tuple(self.extensions) or None,
        )
        return xf.CertificateList.assemble(tbs, key.algorithm, key.sign(tbs.to_der()))


def _extensions(
    *values: st.SearchStrategy[xf.ExtensionValue],
) -> st.SearchStrategy[list[xf.Extension]]:
    """Lists of extensions, each type once, and one that nobody knows among them."""
    typed = st.builds(xf.Extension.of, st.one_of(values), st.none() | st.booleans())
    unknown = st.builds(
        xf.Extension,
        extn_id=st.just(UNKNOWN_EXTENSION),
        critical=st.booleans(),
        extn_value=st.binary(max_size=140),
    )
    return st.lists(typed | unknown, max_size=6, unique_by=lambda each: each.extn_id)


def _wanted(judge: Judge, issuers: st.SearchStrategy[xf.Name]) -> st.SearchStrategy[WantedList]:
    """Lists that a judge reads."""
    names = st.lists(judge.general_names, min_size=1, max_size=3).map(tuple)
    point = st.builds(lambda full: xf.DistributionPointName(full_name=full), names)
    reasons = st.lists(st.integers(1, 8), min_size=1, max_size=8).map(xf.ReasonFlags)
    only = st.sampled_from(["user", "ca", "attribute", ""])
    # One that says nothing cryptography refuses, and more than one "only" (RFC 5280 5.2.5).
    issuing = st.builds(
        lambda name, some, which, indirect: xf.IssuingDistributionPoint(
            distribution_point=name,
            only_contains_user_certs=which == "user",
            only_contains_ca_certs=which == "ca",
            only_some_reasons=some,
            indirect_crl=indirect,
            only_contains_attribute_certs=which == "attribute",
        ),
        point,
        st.none() | reasons,
        only,
        st.booleans(),
    )
    numbers = st.integers(0, 2**63) | st.integers(2**127, 2**159)
    entry = st.builds(
        Entry,
        serials(positive=True),
        strategies.moments(),
        _extensions(
            st.sampled_from([code for code, word in enumerate(REASONS) if word]).map(xf.CRLReason),
            strategies.moments().map(lambda each: xf.InvalidityDate(_generalized(each.moment))),
            names.map(xf.CertificateIssuer),
        ),
    )
    return st.builds(
        WantedList,
        issuer=issuers,
        this_update=strategies.moments(),
        next_update=st.none() | strategies.moments(),
        entries=st.lists(entry, max_size=4),
        extensions=_extensions(
            numbers.map(xf.CRLNumber),
            numbers.map(xf.DeltaCRLIndicator),
            names.map(xf.IssuerAlternativeName),
            st.builds(lambda octets: xf.AuthorityKeyIdentifier(key_identifier=octets), st.binary(min_size=1)),
            issuing,
        ),
        key_type=st.sampled_from(strategies.KEY_TYPES),
        hash_name=st.sampled_from(strategies.HASHES),
    )


def _generalized(moment: datetime.datetime) -> xf.GeneralizedTime:
    return xf.GeneralizedTime(f"{moment.year:04}{moment:%m%d%H%M%S}Z")


# --- cryptography ----------------------------------------------------------------------------------------------------


def _for_cryptography(extension: xf.Extension) -> object:
    value: Any = extension.extn_value
    if isinstance(value, xf.CRLNumber):
        return pyca.CRLNumber(value.number)
    if isinstance(value, xf.DeltaCRLIndicator):
        return pyca.DeltaCRLIndicator(value.number)
    if isinstance(value, xf.CRLReason):
        return pyca.CRLReason(pyca.ReasonFlags[REASONS[value.reason]])
    if isinstance(value, xf.InvalidityDate):
        moment = xf.Time(general_time=str(value.date)).datetime
        return pyca.InvalidityDate(moment.replace(tzinfo=None))
    if isinstance(value, xf.CertificateIssuer):
        return pyca.CertificateIssuer(_names(value.general_names))
    if isinstance(value, xf.IssuingDistributionPoint):
        reasons, point = value.only_some_reasons, value.distribution_point
        return pyca.IssuingDistributionPoint(
            full_name=_names((point and point.full_name) or ()),
            relative_name=None,
            only_contains_user_certs=value.only_contains_user_certs,
            only_contains_ca_certs=value.only_contains_ca_certs,
            only_some_reasons=None if reasons is None else frozenset(_FLAGS[bit] for bit in reasons.bits),
            indirect_crl=value.indirect_crl,
            only_contains_attribute_certs=value.only_contains_attribute_certs,
        )
    return extension_readings.for_cryptography(extension)


# The bits of ReasonFlags have other numbers than the codes of CRLReason (RFC 5280 4.2.1.13, 5.3.1).
_FLAGS = {
    bit: pyca.ReasonFlags[name]
    for bit, name in enumerate(
        (
            *("key_compromise", "ca_compromise", "affiliation_changed", "superseded", "cessation_of_operation"),
            *("certificate_hold", "privilege_withdrawn", "aa_compromise"),
        ),
        1,
    )
}


def _names(names: tuple[xf.GeneralName, ...]) -> list[pyca.GeneralName]:
    alternative = extension_readings.for_cryptography(xf.Extension.of(xf.SubjectAlternativeName(names)))
    assert isinstance(alternative, pyca.SubjectAlternativeName)
    return list(alternative)


def _found(extensions: pyca.Extensions) -> list[tuple[str, bool, object]]:
    return [(each.oid.dotted_string, each.critical, each.value) for each in extensions]


def _given(extensions: list[xf.Extension]) -> list[tuple[str, bool, object]]:
    return [(each.extn_id, each.critical, _for_cryptography(each)) for each in extensions]


@unmoved
@given(_wanted(CRYPTOGRAPHY, strategies.cryptography_names()))
def test_cryptography_reads_what_was_written(keys: KeyFiles, said: WantedList) -> None:
    written = said.written(keys)
    read = pyca.load_der_x509_crl(written.to_der())
    assert read.tbs_certlist_bytes == written.tbs_cert_list.to_der()
    assert readings.by_cryptography(read.issuer) == readings.given(said.issuer)
    assert read.last_update_utc == said.this_update.moment
    assert read.next_update_utc == (said.next_update and said.next_update.moment)
    assert _found(read.extensions) == _given(said.extensions)
    assert [(each.serial_number, each.revocation_date_utc) for each in read] == [
        (each.serial_number, each.moment.moment) for each in said.entries
    ]
    for revoked, entry in zip(read, said.entries, strict=True):
        assert _found(revoked.extensions) == _given(entry.extensions)
    key: Any = readings.public_key(keys, said.key_type, 0)
    assert read.is_signature_valid(key)


# --- openssl ---------------------------------------------------------------------------------------------------------


@for_openssl
@given(_wanted(OPENSSL, strategies.openssl_names()))
def test_openssl_reads_what_was_written(openssl: Program, keys: KeyFiles, said: WantedList) -> None:
    options = ("-text", "-lastupdate", "-nextupdate", "-issuer", "-nameopt", readings.OPENSSL_NAMEOPT)
    printed = openssl("crl", "-inform", "DER", "-noout", *options, data=said.written(keys).to_der())
    lines = dict(re.findall(rb"^(issuer|lastUpdate|nextUpdate)=(.*)\n", printed, re.MULTILINE))
    assert readings.by_openssl(lines[b"issuer"]) == readings.given(said.issuer)
    assert lines[b"lastUpdate"].decode() == _time(said.this_update)
    assert lines[b"nextUpdate"].decode() == (_time(said.next_update) if said.next_update else "NONE")
    assert b"        Version 2 (0x1)\n" in printed
    entries = re.findall(rb"^    Serial Number: ([0-9A-F]+)\n        Revocation Date: (.*)\n", printed, re.MULTILINE)
    assert [(int(number, 16), date.decode()) for number, date in entries] == [
        (each.serial_number, _time(each.moment)) for each in said.entries
    ]
    reasons = re.findall(rb"^            X509v3 CRL Reason Code: (?:critical)?\n *(.*)\n", printed, re.MULTILINE)
    assert [reason.decode() for reason in reasons] == [
        OPENSSL_REASONS[each.extn_value.reason]
        for entry in said.entries
        for each in entry.extensions
        if isinstance(each.extn_value, xf.CRLReason)
    ]


def _time(said: Moment) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{months[said.moment.month - 1]} {said.moment.day:2} {said.moment:%H:%M:%S} {said.moment.year} GMT"


# --- Its own reader --------------------------------------------------------------------------------------------------


@given(_wanted(CRYPTOGRAPHY, strategies.cryptography_names()))
def test_what_was_written_reads_as_the_same(keys: KeyFiles, said: WantedList) -> None:
    written = said.written(keys)
    read = xf.CertificateList.from_der(written.to_der())
    assert read == written
    assert eval(repr(read), {name: getattr(xf, name) for name in dir(xf)}).to_der() == written.to_der()
    assert xf.CertificateList.from_pem(written.to_pem()) == written
    for extension in said.extensions:
        if isinstance(extension.extn_value, xf.ExtensionValue):
            assert read.extension(type(extension.extn_value)) == extension.extn_value
