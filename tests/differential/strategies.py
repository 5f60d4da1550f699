"""What certificates and requests say, drawn by Hypothesis: for each judge, what that judge can read.

What a judge cannot read is left out here, at the place where it is left out for what reason. Nothing that is
drawn is an expectation made by x509forge: it is what goes in, and comes back from the judges as it went in.
"""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from asn1crypto import x509 as asn1crypto_x509
from hypothesis import strategies as st

import x509forge as xf
from x509forge.asn1 import Any, Null, Value
from x509forge.strategies import (
    KNOWN_TYPES,
    PRINTABLE,
    UNKNOWN_EXTENSION,
    general_names,
    names,
    oids,
    serials,
    strings,
    unknown_oids,
)
from x509forge.strategies import extension_lists as lists_of

if TYPE_CHECKING:
    from tests.tools.key_files import KeyFiles

KEY_TYPES = ("rsa:2048", "ec:P-256", "ec:P-384", "ec:P-521")
HASHES = ("sha256", "sha384", "sha512")


# --- Names -----------------------------------------------------------------------------------------------------------


_ASCII = st.text(st.characters(max_codepoint=0x7F), max_size=12)


def openssl_strings() -> st.SearchStrategy[Value]:
    """Values that openssl reads in a name: its ASN1_PRINTABLE, which has every string type but VisibleString."""
    return strings(without=(xf.VisibleString,))


def cryptography_strings() -> st.SearchStrategy[Value]:
    """Values that cryptography reads in a name: it takes a TeletexString for UTF-8, so beyond ASCII for broken."""
    return strings(without=(xf.TeletexString,)) | _ASCII.map(xf.TeletexString)


def openssl_names() -> st.SearchStrategy[xf.Name]:
    """Names of all types and all strings that openssl reads, several attributes in a level."""
    return names(values=openssl_strings())


def cryptography_names() -> st.SearchStrategy[xf.Name]:
    """Names that cryptography reads: no two attributes of one level have the same type and text."""

    def distinct(name: xf.Name) -> bool:
        levels = [[(each.type, str(each.value)) for each in level.attributes] for level in name.rdn_sequence]
        return all(len(set(level)) == len(level) for level in levels)

    return names(values=cryptography_strings()).filter(distinct)


def _asn1crypto_attribute(oid: str) -> st.SearchStrategy[xf.AttributeTypeAndValue]:
    """Attributes of one type, with the strings that asn1crypto reads for this type."""
    spec = asn1crypto_x509.NameTypeAndValue._oid_specs.get(asn1crypto_x509.NameType.map(oid))
    if spec is asn1crypto_x509.DirectoryString:
        # RFC 5280's five and IA5String. It takes a TeletexString for Windows-1252, where the C1 controls of Latin-1
        # are other characters.
        teletex = st.text(st.characters(max_codepoint=0x7F) | st.characters(min_codepoint=0xA0, max_codepoint=0xFF))
        values = strings(without=(xf.NumericString, xf.VisibleString, xf.TeletexString)) | teletex.map(xf.TeletexString)
    elif spec is asn1crypto_x509.PrintableString:
        values = st.text(PRINTABLE, max_size=12).map(xf.PrintableString)
    elif spec in (asn1crypto_x509.EmailAddress, asn1crypto_x509.DNSName):
        # It shows A-labels as U-labels, and fails for what is no host name: so host names without A-labels.
        values = st.from_regex(r"\A[a-w]{1,8}(\.[a-w]{1,8}){0,2}\Z").map(xf.IA5String)
    else:
        # Of a type that it does not know it reads every string, a TeletexString as T.61, which is ASCII for letters.
        values = strings(without=(xf.TeletexString,)) | st.text("AZaz09 ", max_size=12).map(xf.TeletexString)
    return st.builds(xf.AttributeTypeAndValue, type=st.just(oid), value=values)


# Of x500UniqueIdentifier it reads what X.520 says, a BIT STRING, which is no character string.
_ASN1CRYPTO_TYPES = [oid for oid in KNOWN_TYPES if oid != "2.5.4.45"]


def asn1crypto_names() -> st.SearchStrategy[xf.Name]:
    """Names that asn1crypto reads."""
    known = st.sampled_from(_ASN1CRYPTO_TYPES)
    attribute = (known | unknown_oids()).flatmap(_asn1crypto_attribute)
    level = st.lists(attribute, min_size=1, max_size=3).map(lambda found: xf.RelativeDistinguishedName(tuple(found)))
    return st.lists(level, max_size=4).map(lambda found: xf.Name(tuple(found)))


# --- General names ---------------------------------------------------------------------------------------------------

_HOST = st.from_regex(r"\A(\*\.)?[a-w0-9_]{1,8}(\.[a-w]{2,8}){0,3}\Z")
UNKNOWN_OIDS = unknown_oids()
# As they come out of asn1crypto, which writes them anew: without an empty query, or a port that goes without saying.
_URIS = st.builds("{}://{}/{}".format, st.sampled_from(["https", "ldap"]), _HOST, st.from_regex(r"\A[a-z.]{1,8}\Z"))


def _general_names(
    directory: st.SearchStrategy[xf.Name], *others: st.SearchStrategy[xf.GeneralName]
) -> st.SearchStrategy[xf.GeneralName]:
    """The alternatives that every judge reads, and others."""
    octets = st.binary(min_size=4, max_size=4) | st.binary(min_size=16, max_size=16)
    return st.one_of(
        st.builds(xf.GeneralName, dns_name=_HOST),
        st.builds(xf.GeneralName, rfc822_name=st.builds("{}@{}".format, st.from_regex(r"\A[a-z.+]{1,8}\Z"), _HOST)),
        st.builds(xf.GeneralName, uniform_resource_identifier=_URIS),
        st.builds(xf.GeneralName, ip_address=octets),
        st.builds(xf.GeneralName, registered_id=UNKNOWN_OIDS),
        st.builds(xf.GeneralName, directory_name=directory),
        *others,
    )


def _other_names(values: st.SearchStrategy[Value]) -> st.SearchStrategy[xf.GeneralName]:
    other = st.builds(xf.OtherName, type_id=UNKNOWN_OIDS, value=values)
    principal = st.builds(
        xf.OtherName, type_id=st.just("1.3.6.1.4.1.311.20.2.3"), value=st.text("aé@.", max_size=9).map(xf.UTF8String)
    )
    return st.builds(xf.GeneralName, other_name=other | principal)


def openssl_general_names() -> st.SearchStrategy[xf.GeneralName]:
    """General names that `openssl x509 -text` prints, without control characters: it prints texts as they are.

    It says `<unsupported>` of x400Address, ediPartyName and most otherNames, which the test expects. A directoryName
    is short enough for the 256 octets to which it cuts its line.
    """
    ascii_text = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=20)
    visible = st.text("aé, ", max_size=9).map(xf.UTF8String) | st.text("a, ", max_size=9).map(xf.IA5String)
    short = openssl_strings().filter(lambda value: len(str(value)) < 6)
    level = st.builds(xf.AttributeTypeAndValue, type=oids(), value=short).map(
        lambda each: xf.RelativeDistinguishedName((each,))
    )
    return _general_names(
        st.lists(level, max_size=2).map(lambda found: xf.Name(tuple(found))),
        st.builds(xf.GeneralName, dns_name=ascii_text),
        st.builds(xf.GeneralName, rfc822_name=ascii_text),
        st.builds(xf.GeneralName, uniform_resource_identifier=ascii_text),
        _other_names(visible | st.just(Null())),
        st.builds(xf.GeneralName, x400_address=st.just((Any(b"\x30\x00"),))),
        st.builds(
            xf.GeneralName,
            edi_party_name=st.builds(xf.EDIPartyName, party_name=st.text("aé", max_size=3).map(xf.UTF8String)),
        ),
        st.builds(xf.GeneralName, ip_address=st.binary(max_size=3)),
    )


def cryptography_general_names() -> st.SearchStrategy[xf.GeneralName]:
    """General names that cryptography reads: not x400Address nor ediPartyName, and in iPAddress addresses alone."""
    ascii_text = st.text(st.characters(max_codepoint=0x7F), max_size=20)
    return _general_names(
        cryptography_names(),
        st.builds(xf.GeneralName, dns_name=ascii_text),
        st.builds(xf.GeneralName, rfc822_name=ascii_text),
        st.builds(xf.GeneralName, uniform_resource_identifier=ascii_text),
        _other_names(strings() | st.just(Null())),
    )


def asn1crypto_general_names() -> st.SearchStrategy[xf.GeneralName]:
    """General names that asn1crypto reads: not ediPartyName, whose choice it tags implicitly, and fails."""
    return _general_names(
        asn1crypto_names(),
        _other_names(strings() | st.just(Null())),
        # An ORAddress without any attributes.
        st.builds(xf.GeneralName, x400_address=st.just((Any(b"\x30\x00"),))),
    )


# --- Extensions ------------------------------------------------------------------------------------------------------


class Purpose(NamedTuple):
    """A purpose of extendedKeyUsage, in everyone's words."""

    oid: str
    name: str
    openssl: str
    asn1crypto: str


PURPOSES = (
    Purpose("1.3.6.1.5.5.7.3.1", "serverAuth", "TLS Web Server Authentication", "server_auth"),
    Purpose("1.3.6.1.5.5.7.3.2", "clientAuth", "TLS Web Client Authentication", "client_auth"),
    Purpose("1.3.6.1.5.5.7.3.3", "codeSigning", "Code Signing", "code_signing"),
    Purpose("1.3.6.1.5.5.7.3.4", "emailProtection", "E-mail Protection", "email_protection"),
    Purpose("1.3.6.1.5.5.7.3.8", "timeStamping", "Time Stamping", "time_stamping"),
    Purpose("1.3.6.1.5.5.7.3.9", "OCSPSigning", "OCSP Signing", "ocsp_signing"),
    Purpose("2.5.29.37.0", "anyExtendedKeyUsage", "Any Extended Key Usage", "any_extended_key_usage"),
)


class Judge(NamedTuple):
    """What one judge reads in an extension."""

    name: str
    general_names: st.SearchStrategy[xf.GeneralName]
    path_lengths: st.SearchStrategy[int]
    path_length_without_ca: bool
    """Whether a pathLenConstraint is read where cA is false."""
    bits: st.SearchStrategy[list[int]]
    """What stands in a keyUsage."""
    half_an_issuer: bool
    """Whether authorityCertIssuer is read without authorityCertSerialNumber, or this without that."""
    key_serials: st.SearchStrategy[int]
    """What authorityCertSerialNumber may be."""
    emptiness: int
    """How few things a list may have."""

    def __repr__(self) -> str:
        """Return the name: Hypothesis shows strategies by what they are made of, and these are made of much."""
        return self.name


_BITS = st.lists(st.integers(0, 8), min_size=1, max_size=9)

OPENSSL = Judge(
    "openssl",
    openssl_general_names(),
    # 128 bits and more it prints in hexadecimal.
    st.integers(-(2**63), 2**127 - 1),
    path_length_without_ca=True,
    # Without any bit it prints the octets.
    bits=_BITS,
    half_an_issuer=True,
    # It prints no sign.
    key_serials=serials(positive=True),
    # Of an empty list it prints the octets, or <EMPTY>.
    emptiness=1,
)
CRYPTOGRAPHY = Judge(
    "cryptography",
    cryptography_general_names(),
    st.integers(0, 2**31),
    path_length_without_ca=False,
    # encipherOnly and decipherOnly mean nothing without keyAgreement (RFC 5280 4.2.1.3), and it refuses them.
    bits=st.lists(st.integers(0, 8), max_size=9).map(lambda bits: [*bits, 4] if {7, 8} & {*bits} else bits),
    half_an_issuer=False,
    # It warns of others, as of a certificate's own serial number.
    key_serials=serials(positive=True),
    # RFC 5280 has SIZE (1..MAX), and so has it for extendedKeyUsage.
    emptiness=1,
)
ASN1CRYPTO = Judge(
    "asn1crypto",
    asn1crypto_general_names(),
    st.integers(-(2**63), 2**140),
    path_length_without_ca=True,
    bits=st.lists(st.integers(0, 20), max_size=9),
    half_an_issuer=True,
    key_serials=serials(),
    emptiness=0,
)
# Whoever reads elements alone reads all.
ANYONE = ASN1CRYPTO._replace(name="anyone", general_names=general_names())


def extension_lists(judge: Judge) -> st.SearchStrategy[list[xf.Extension]]:
    """Lists of extensions, each type once: the seven that are typed, and one that nobody knows."""
    return lists_of(_any_extension(judge))


@st.composite
def _any_extension(draw: st.DrawFn, judge: Judge) -> xf.Extension:
    return draw(_extensions(judge))


@cache
def _extensions(judge: Judge) -> st.SearchStrategy[xf.Extension]:
    constraints = st.builds(
        xf.BasicConstraints, ca=st.booleans(), path_len_constraint=st.none() | judge.path_lengths
    ).filter(lambda each: judge.path_length_without_ca or each.ca or each.path_len_constraint is None)
    purpose = st.sampled_from([each.name for each in PURPOSES]) | UNKNOWN_OIDS
    issuers = st.none() | st.lists(judge.general_names, min_size=1, max_size=2).map(tuple)
    authority = st.builds(
        xf.AuthorityKeyIdentifier,
        key_identifier=st.none() | st.binary(min_size=1, max_size=20),
        authority_cert_issuer=issuers,
        authority_cert_serial_number=st.none() | judge.key_serials,
    ).filter(
        lambda each: (
            (
                judge.half_an_issuer
                or (each.authority_cert_issuer is None) == (each.authority_cert_serial_number is None)
            )
            # Of one that says nothing openssl prints the octets.
            and (judge.emptiness == 0 or each != xf.AuthorityKeyIdentifier())
        )
    )
    alternative = st.lists(judge.general_names, min_size=judge.emptiness, max_size=3).map(tuple)
    values: tuple[st.SearchStrategy[xf.ExtensionValue], ...] = (
        constraints,
        judge.bits.map(xf.KeyUsage),
        st.lists(purpose, min_size=judge.emptiness, max_size=4).map(lambda names: xf.ExtendedKeyUsage.of(*names)),
        st.binary(max_size=64).map(xf.SubjectKeyIdentifier),
        authority,
        alternative.map(xf.SubjectAlternativeName),
        alternative.map(xf.IssuerAlternativeName),
    )
    typed = st.builds(xf.Extension.of, st.one_of(values), st.none() | st.booleans())
    unknown = st.builds(
        xf.Extension, extn_id=st.just(UNKNOWN_EXTENSION), critical=st.booleans(), extn_value=st.binary(max_size=140)
    )
    return typed | unknown


# --- Times -----------------------------------------------------------------------------------------------------------


class Moment(NamedTuple):
    """A moment, how it is written, and the tag that it must have: 23 is UTCTime, 24 GeneralizedTime."""

    moment: datetime.datetime
    time: xf.Time
    tag: int


def _utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, second, tzinfo=datetime.timezone.utc)


EDGES = (
    *(
        _utc(1, 1, 1),
        _utc(1949, 12, 31, 23, 59, 59),
        _utc(1950, 1, 1),
        _utc(1970, 1, 1),
        _utc(1999, 12, 31, 23, 59, 59),
    ),
    *(_utc(2000, 2, 29), _utc(2038, 1, 19, 3, 14, 8), _utc(2049, 12, 31, 23, 59, 59), _utc(2050, 1, 1)),
    *(_utc(2100, 2, 28), _utc(9999, 12, 31, 23, 59, 59)),
)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """Moments at the edges, beside them and elsewhere; as RFC 5280 writes them, and with the choice forced."""
    if draw(st.booleans()):
        moment = draw(st.sampled_from(EDGES))
        beside = moment.timestamp() + draw(st.integers(-2, 2))
        if _utc(1, 1, 1).timestamp() <= beside <= EDGES[-1].timestamp():
            moment = _utc(1970, 1, 1) + datetime.timedelta(seconds=int(beside))
    else:
        moment = draw(st.datetimes()).replace(microsecond=0, tzinfo=datetime.timezone.utc)
    digits = f"{moment.year:04}{moment.month:02}{moment.day:02}{moment.hour:02}{moment.minute:02}{moment.second:02}Z"
    short = 1950 <= moment.year <= 2049
    form = draw(st.sampled_from(["of", "text", "zone", "utc", "general"]))
    if form == "general" or (form == "utc" and not short):
        return Moment(moment, xf.Time(general_time=digits), 24)
    if form == "utc":
        return Moment(moment, xf.Time(utc_time=digits[2:]), 23)
    tag = 23 if short else 24
    if form == "text":
        return Moment(moment, xf.Time.of(moment.isoformat()), tag)
    if form == "zone" and 1 < moment.year < 9999:
        hours = draw(st.integers(-12, 14))
        return Moment(moment, xf.Time.of(moment.astimezone(datetime.timezone(datetime.timedelta(hours=hours)))), tag)
    return Moment(moment, xf.Time.of(moment), tag)


# --- Certificates ----------------------------------------------------------------------------------------------------


class Wanted(NamedTuple):
    """What a certificate shall say."""

    serial_number: int
    not_before: Moment
    not_after: Moment
    issuer: xf.Name
    subject: xf.Name
    extensions: list[xf.Extension]
    key_type: str
    issuer_key_type: str
    hash_name: str

    def written(self, keys: KeyFiles) -> xf.Certificate:
        """Return the certificate, written and signed by x509forge."""
        authority = xf.Issuer.self_signed(
            self.issuer,
            private_key(keys, self.issuer_key_type, 0).with_hash(self.hash_name),
            validity=xf.Validity.of("2020-01-01", "9999-12-31"),
            profile="none",
        )
        return authority.issue(
            private_key(keys, self.key_type, 1).public_key,
            subject=self.subject,
            serial_number=self.serial_number,
            validity=xf.Validity(not_before=self.not_before.time, not_after=self.not_after.time),
            extensions=self.extensions,
            profile="none",
        )


def wanted(
    judge: Judge, subjects: st.SearchStrategy[xf.Name], *, positive_serials: bool = False
) -> st.SearchStrategy[Wanted]:
    """Certificates that a judge reads."""
    return st.builds(
        Wanted,
        serial_number=serials(positive=positive_serials),
        not_before=moments(),
        not_after=moments(),
        issuer=subjects,
        subject=subjects,
        extensions=extension_lists(judge),
        key_type=st.sampled_from(KEY_TYPES),
        issuer_key_type=st.sampled_from(KEY_TYPES),
        hash_name=st.sampled_from(HASHES),
    )


# --- Requests --------------------------------------------------------------------------------------------------------

CHALLENGE_PASSWORD, UNSTRUCTURED_NAME = "1.2.840.113549.1.9.7", "1.2.840.113549.1.9.2"


class WantedRequest(NamedTuple):
    """What a certification request shall say."""

    subject: xf.Name
    extensions: list[xf.Extension]
    attributes: list[xf.Attribute]
    key_type: str
    hash_name: str

    def written(self, keys: KeyFiles) -> xf.CertificationRequest:
        """Return the request, written and signed by x509forge."""
        key = private_key(keys, self.key_type, 1).with_hash(self.hash_name)
        return xf.CertificationRequest.create(self.subject, key, extensions=self.extensions, attributes=self.attributes)


def wanted_requests(
    judge: Judge, subjects: st.SearchStrategy[xf.Name], attributes: st.SearchStrategy[xf.Attribute]
) -> st.SearchStrategy[WantedRequest]:
    """Requests that a judge reads, each type of attribute once."""
    return st.builds(
        WantedRequest,
        subject=subjects,
        extensions=extension_lists(judge),
        attributes=st.lists(attributes, max_size=3, unique_by=lambda each: each.type),
        key_type=st.sampled_from(KEY_TYPES),
        hash_name=st.sampled_from(HASHES),
    )


def attributes(
    types: st.SearchStrategy[str], values: st.SearchStrategy[Value], *, most: int = 3
) -> st.SearchStrategy[xf.Attribute]:
    """Attributes of up to so many values; a SET OF has at least one."""
    several = st.lists(values, min_size=1, max_size=most).map(tuple)
    return st.builds(xf.Attribute, type=types, values=several)


# --- Keys ------------------------------------------------------------------------------------------------------------

_loaded: dict[str, xf.PrivateKey] = {}


def private_key(keys: KeyFiles, key_type: str, which: int = 0) -> xf.PrivateKey:
    """Return a key of these files, loaded once."""
    path = str(keys(key_type, which))
    if path not in _loaded:
        _loaded[path] = xf.PrivateKey.load(path)
    return _loaded[path]
