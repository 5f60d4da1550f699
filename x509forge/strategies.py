"""Strategies for Hypothesis: names, extensions, requests, certificates and chains, for whoever tests what reads them.

    from hypothesis import given
    import x509forge as xf

    @given(xf.strategies.certificates())
    def test_my_parser_reads_it(certificate):
        my_parser.load(certificate.to_der())

`pip install 'x509forge[hypothesis]'` brings Hypothesis. What is drawn is sound DER and holds whatever the types can: it
may break every rule of RFC 5280. `chains` are those that strict verifiers accept; `defective` certificates are wrong in
ways that have names, and need not be DER.
"""

from __future__ import annotations

from functools import cache

from .asn1 import (
    Any,
    BitString,
    BMPString,
    IA5String,
    Null,
    NumericString,
    PrintableString,
    String,
    TeletexString,
    Undecoded,
    UniversalString,
    UTF8String,
    Value,
    VisibleString,
)
from .forge import DEFECTS, Forged, apply
from .forge.good import Good, good
from .issuing import CertificationRequest, Issuer
from .oid import ObjectIdentifier
from .signing.keys import PrivateKey
from .x509.attribute_types import _TYPES
from .x509.extension import Extension
from .x509.extensions.alternative_name import IssuerAlternativeName, SubjectAlternativeName
from .x509.extensions.basic_constraints import BasicConstraints
from .x509.extensions.distribution_points import CRLDistributionPoints
from .x509.extensions.information_access import AuthorityInformationAccess
from .x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from .x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from .x509.extensions.policies import CertificatePolicies
from .x509.general_name import EDIPartyName, GeneralName, OtherName
from .x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName
from .x509.time import Time, Validity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType
    from typing import TypeVar

    from hypothesis.strategies import SearchStrategy

    from .signing.signer import Signer
    from .x509.certificate import Certificate

    T = TypeVar("T")

PRINTABLE = "ABCXYZabcxyz0189 '()+,-./:=?"
# With a weakness for what has a meaning in some text form of a name.
NASTY = ' #+,;<>="\\/\0\n\t\x1b\x7f\u00e9\u202e\u2028\u3000\U0001f600aB0'
KNOWN_TYPES = [known.oid for known in _TYPES]
_PRINCIPAL_NAME = "1.3.6.1.4.1.311.20.2.3"


def _hypothesis() -> ModuleType:
    try:
        from hypothesis import strategies
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise ModuleNotFoundError(
            "xf.strategies needs Hypothesis: pip install 'x509forge[hypothesis]'", name="hypothesis"
        ) from None
    return strategies


def _as(name: str, strategy: SearchStrategy[T]) -> SearchStrategy[T]:
    """Return a strategy that is shown under its name: Hypothesis shows others by all that they are made of."""

    def drawn(draw: Callable[[SearchStrategy[T]], T]) -> T:
        return draw(strategy)

    drawn.__name__ = name
    made: SearchStrategy[T] = _hypothesis().composite(drawn)()
    return made


# --- Names -----------------------------------------------------------------------------------------------------------


def _text(alphabet: str | None = None, max_codepoint: int = 0x10FFFF) -> SearchStrategy[str]:
    st = _hypothesis()
    characters = st.sampled_from(alphabet) if alphabet is not None else _characters(max_codepoint)
    drawn: SearchStrategy[str] = st.text(characters, max_size=12)
    return drawn


def _characters(max_codepoint: int) -> SearchStrategy[str]:
    st = _hypothesis()
    nasty = [character for character in NASTY if ord(character) <= max_codepoint]
    drawn: SearchStrategy[str] = st.sampled_from(nasty) | st.characters(
        exclude_categories=("Cs",), max_codepoint=max_codepoint
    )
    return drawn


@cache
def _strings() -> dict[type[String], SearchStrategy[String]]:
    st = _hypothesis()
    visible = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=12)
    return {
        UTF8String: _text().map(UTF8String),
        PrintableString: _text(PRINTABLE).map(PrintableString),
        IA5String: _text(max_codepoint=0x7F).map(IA5String),
        TeletexString: _text(max_codepoint=0xFF).map(TeletexString),
        BMPString: _text(max_codepoint=0xFFFF).map(BMPString),
        UniversalString: _text().map(UniversalString),
        NumericString: _text("0123456789 ").map(NumericString),
        VisibleString: visible.map(VisibleString),
    }


def strings(*, without: tuple[type[String], ...] = ()) -> SearchStrategy[Value]:
    """Values of each of the string types, but for those left out."""
    drawn: SearchStrategy[Value] = _hypothesis().one_of(
        [strategy for kind, strategy in _strings().items() if kind not in without]
    )
    return drawn


def others() -> SearchStrategy[Value]:
    """Values that are no strings, or broken ones."""
    drawn: SearchStrategy[Value] = _hypothesis().sampled_from(
        [
            Null(),
            BitString(b"\x05\x60", 5),
            Any(b"\x02\x01\x07"),
            Any(b"\x30\x03\x0c\x01a"),
            Undecoded(b"\x0c\x01\xff"),
            Undecoded(b"\x13\x02a@"),
        ]
    )
    return drawn


def oids() -> SearchStrategy[str]:
    """Attribute types: known ones for the most part."""
    drawn: SearchStrategy[str] = _hypothesis().sampled_from(KNOWN_TYPES) | unknown_oids()
    return drawn


def unknown_oids() -> SearchStrategy[str]:
    """Identifiers that nobody has a name for."""
    st = _hypothesis()
    drawn: SearchStrategy[str] = st.builds("1.2.{}.{}".format, st.integers(900, 2**70), st.integers(0, 2**70))
    return drawn


def names(
    types: SearchStrategy[str] | None = None, values: SearchStrategy[Value] | None = None
) -> SearchStrategy[Name]:
    """Names of up to four levels, with several attributes in a level, of all types and string types."""
    st = _hypothesis()
    attribute = st.builds(
        AttributeTypeAndValue,
        type=types if types is not None else oids(),
        value=values if values is not None else strings() | others(),
    )
    level = st.lists(attribute, min_size=1, max_size=3).map(lambda found: RelativeDistinguishedName(tuple(found)))
    drawn: SearchStrategy[Name] = st.lists(level, max_size=4).map(lambda found: Name(tuple(found)))
    return _as("names", drawn)


def general_names() -> SearchStrategy[GeneralName]:
    """General names of all nine alternatives, sound or odd."""
    st = _hypothesis()
    ascii_text = st.text(st.sampled_from('a.*-_:/@, "\\\x1b\0') | st.characters(max_codepoint=0x7F), max_size=20)
    directory_string = st.one_of(
        _text(PRINTABLE).map(PrintableString), _text().map(UTF8String), _text(max_codepoint=0xFFFF).map(BMPString)
    )
    other_name = st.builds(OtherName, type_id=oids(), value=strings() | others())
    # In an otherName of a user principal the type of the value is known; elsewhere it is whatever it is.
    principal = st.builds(OtherName, type_id=st.just(_PRINCIPAL_NAME), value=_text().map(UTF8String))
    party = st.builds(EDIPartyName, name_assigner=st.none() | directory_string, party_name=directory_string)
    drawn: SearchStrategy[GeneralName] = st.one_of(
        st.builds(GeneralName, other_name=other_name | principal),
        st.builds(GeneralName, rfc822_name=ascii_text | st.emails().filter(str.isascii)),
        st.builds(GeneralName, dns_name=ascii_text | hosts()),
        st.builds(
            GeneralName, x400_address=st.lists(others(), max_size=2).map(lambda raw: [Any(r.to_der()) for r in raw])
        ),
        st.builds(GeneralName, directory_name=names()),
        st.builds(GeneralName, edi_party_name=party),
        st.builds(GeneralName, uniform_resource_identifier=ascii_text | st.just("https://a.example/b?c=d#e")),
        st.builds(
            GeneralName,
            ip_address=st.sampled_from([0, 3, 4, 8, 16, 32]).flatmap(lambda n: st.binary(min_size=n, max_size=n)),
        ),
        st.builds(GeneralName, registered_id=oids()),
    )
    return _as("general_names", drawn)


def hosts() -> SearchStrategy[str]:
    """Host names, also with underscores and a wildcard."""
    drawn: SearchStrategy[str] = _hypothesis().from_regex(r"\A(\*\.)?[a-z0-9_-]{1,8}(\.[a-z]{2,8}){0,2}\Z")
    return drawn


# --- Numbers and times -----------------------------------------------------------------------------------------------

SERIALS = (1, 127, 128, 255, 256, 2**63, 2**64, 2**159 - 1, 2**159, 2**160 - 1, 2**160)
NOT_POSITIVE = (0, -1, -127, -128, -129, -(2**159), -(2**160))


def serials(*, positive: bool = False) -> SearchStrategy[int]:
    """Serial numbers of up to 21 octets, and with a weakness for those where a sign octet comes in."""
    st = _hypothesis()
    drawn: SearchStrategy[int]
    if positive:
        drawn = st.sampled_from(SERIALS) | st.integers(1, 2**160)
    else:
        drawn = st.sampled_from(SERIALS + NOT_POSITIVE) | st.integers(-(2**160), 2**160)
    return drawn


def times() -> SearchStrategy[Time]:
    """Times of the years 1 to 9999, as RFC 5280 has them written, and with a GeneralizedTime before 2050."""
    import datetime

    st = _hypothesis()
    edges = ("1949-12-31T23:59:59Z", "1950-01-01", "2000-02-29", "2049-12-31T23:59:59Z", "2050-01-01")
    moments = st.datetimes(timezones=st.just(datetime.timezone.utc)).map(lambda moment: moment.replace(microsecond=0))
    sound = (st.sampled_from([*edges, "9999-12-31T23:59:59Z"]) | moments).map(Time.of)
    drawn: SearchStrategy[Time] = sound | sound.map(_general)
    return drawn


def _general(time: Time) -> Time:
    return Time(general_time=time.datetime.isoformat()[:19].replace("-", "").replace(":", "").replace("T", "") + "Z")


def validities() -> SearchStrategy[Validity]:
    """Validities between any two times, in any order."""
    st = _hypothesis()
    drawn: SearchStrategy[Validity] = st.builds(Validity, not_before=times(), not_after=times())
    return _as("validities", drawn)


# --- Extensions ------------------------------------------------------------------------------------------------------

UNKNOWN_EXTENSION = ObjectIdentifier("1.3.6.1.4.1.99999.1")
PURPOSES = (
    *("serverAuth", "clientAuth", "codeSigning", "emailProtection", "timeStamping", "OCSPSigning"),
    "anyExtendedKeyUsage",
)


def extensions(general: SearchStrategy[GeneralName] | None = None) -> SearchStrategy[Extension]:
    """Extensions of ten types that are in every certificate, and one that nobody knows; critical or not."""
    st = _hypothesis()
    general = general_names() if general is None else general
    several = st.lists(general, max_size=3).map(tuple)
    purposes = st.lists(st.sampled_from(PURPOSES) | unknown_oids(), max_size=4)
    values = st.one_of(
        st.builds(BasicConstraints, ca=st.booleans(), path_len_constraint=st.none() | st.integers(-1, 2**31)),
        st.lists(st.integers(0, 20), max_size=9).map(KeyUsage),
        purposes.map(lambda found: ExtendedKeyUsage.of(*found)),
        st.binary(max_size=64).map(SubjectKeyIdentifier),
        st.builds(
            AuthorityKeyIdentifier,
            key_identifier=st.none() | st.binary(max_size=20),
            authority_cert_issuer=st.none() | several,
            authority_cert_serial_number=st.none() | serials(),
        ),
        several.map(SubjectAlternativeName),
        several.map(IssuerAlternativeName),
        st.lists(unknown_oids(), max_size=3).map(lambda found: CertificatePolicies.of(*found)),
        several.map(lambda found: CRLDistributionPoints.of(*found)),
        several.map(lambda found: AuthorityInformationAccess.of(*(("ocsp", each) for each in found))),
    )
    typed = st.builds(Extension.of, values, st.none() | st.booleans())
    contents = st.binary(max_size=140)
    unknown = st.builds(Extension, extn_id=st.just(UNKNOWN_EXTENSION), critical=st.booleans(), extn_value=contents)
    drawn: SearchStrategy[Extension] = typed | unknown
    return _as("extensions", drawn)


def extension_lists(each: SearchStrategy[Extension] | None = None) -> SearchStrategy[list[Extension]]:
    """Lists of extensions, each type once."""
    drawn: SearchStrategy[list[Extension]] = _hypothesis().lists(
        extensions() if each is None else each, max_size=8, unique_by=lambda found: found.extn_id
    )
    return drawn


# --- What is signed --------------------------------------------------------------------------------------------------


@cache
def _key(which: int) -> PrivateKey:
    """Return a key for whoever brings none; they last as long as the process."""
    return PrivateKey.generate("ec:P-256")


def requests(signer: Signer | None = None) -> SearchStrategy[CertificationRequest]:
    """Certification requests, signed by this key or by one that is made."""
    st = _hypothesis()
    key = _key(0) if signer is None else signer
    drawn: SearchStrategy[CertificationRequest] = st.builds(
        lambda subject, wanted: CertificationRequest.create(subject, key, extensions=wanted), names(), extension_lists()
    )
    return _as("requests", drawn)


def certificates(
    signer: Signer | None = None,
    *,
    subjects: SearchStrategy[Name] | None = None,
    extensions: SearchStrategy[list[Extension]] | None = None,
) -> SearchStrategy[Certificate]:
    """Certificates that say anything, for one key, signed by this key or by one that is made."""
    st = _hypothesis()
    key = _key(0) if signer is None else signer
    subjects = names() if subjects is None else subjects

    def written(issuer: Name, subject: Name, number: int, validity: Validity, said: list[Extension]) -> Certificate:
        always = Validity.of("1950-01-01", "9999-12-31T23:59:59Z")
        authority = Issuer.self_signed(issuer, key, validity=always, extensions=(), profile="none")
        return authority.issue(
            _key(1).public_key,
            subject=subject,
            serial_number=number,
            validity=validity,
            extensions=said,
            profile="none",
        )

    drawn: SearchStrategy[Certificate] = st.builds(
        written, subjects, subjects, serials(), validities(), extension_lists() if extensions is None else extensions
    )
    return _as("certificates", drawn)


def chains(*, max_size: int = 4) -> SearchStrategy[tuple[Certificate, ...]]:
    """Chains that a strict verifier accepts, of a server with these hosts to a root: the leaf first, two at least."""
    st = _hypothesis()
    host = st.from_regex(r"\A(\*\.)?[a-z0-9]{1,8}(\.[a-z]{2,8}){1,2}\Z")
    common_name = st.text("abc xyz \u00e9\u65e5", min_size=1, max_size=20).filter(lambda text: text.strip() == text)
    cas = st.lists(common_name, min_size=1, max_size=max(1, max_size - 1), unique=True)
    validity = Validity.of("2020-01-01", "2049-12-31T23:59:59Z")
    leaf_validity = Validity.of("2025-01-01", "2025-12-31")

    def written(called: list[str], served: list[str]) -> tuple[Certificate, ...]:
        issuer = Issuer.self_signed(Name.of(O="CA", CN=called[0]), _key(0), validity=validity, profile="ca")
        chain = [issuer.certificate]
        for level, name in enumerate(called[1:], 1):
            certificate = issuer.issue(
                _key(level).public_key, subject=Name.of(O="CA", CN=name), validity=validity, profile="ca"
            )
            issuer = Issuer(certificate, _key(level))
            chain.append(certificate)
        leaf = issuer.issue(
            _key(len(called)).public_key,
            subject=Name.of(CN=served[0]),
            validity=leaf_validity,
            extensions=[Extension.of(SubjectAlternativeName.of(*served))],
            profile="mqtt-server",
        )
        return (leaf, *reversed(chain))

    drawn: SearchStrategy[tuple[Certificate, ...]] = st.builds(written, cas, st.lists(host, min_size=1, max_size=3))
    return _as("chains", drawn)


def defective(*ids: str, max_size: int = 3) -> SearchStrategy[Forged]:
    """Certificates with up to so many of the defects of `xf.forge.DEFECTS`, or of these: signed by a sound CA's key.

    What is drawn is a `Forged`: `ids` says what is wrong, `to_der()` are the octets, which need not be DER.
    """
    st = _hypothesis()
    wanted = st.lists(st.sampled_from(ids or tuple(DEFECTS)), min_size=1, max_size=max_size, unique=True)

    def made(chosen: list[str]) -> Forged | None:
        # Of those that want different keys, or lie in one place, the first is made alone.
        for several in (chosen, chosen[:1]):
            sound = _sound(DEFECTS[several[0]].needs or "ec")
            try:
                return apply(several, sound.certificate, sound.issuer.signer)
            except ValueError:
                continue
        return None

    drawn: SearchStrategy[Forged] = st.builds(made, wanted).filter(lambda forged: forged is not None)
    return _as("defective", drawn)


@cache
def _sound(kind: str) -> Good:
    """Return a certificate in which nothing is wrong; it lasts as long as the process, as its keys do."""
    return good(kind)
