"""The Baseline Requirements for subjects that were validated (BR 7.1.2.7, 7.1.4.2), and the guidelines for EV (EVG).

EVG is version 2 of the CA/Browser Forum's Guidelines for the Issuance and Management of Extended Validation
Certificates, https://github.com/cabforum/servercert.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .. import oid
from ..asn1.universal import String
from ..der.tlv import read_header
from ..errors import DecodeError
from . import webpki_extensions
from .rule import called
from .webpki import EVERY_ROLE, attributes_of, rule
from .webpki_extensions import (
    CABF_ORGANIZATION_IDENTIFIER,
    DOMAIN_VALIDATED,
    RESERVED_POLICIES,
    asserted_policies,
    named_hosts,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..oid import ObjectIdentifier
    from .rule import Case

    Places = Iterator[tuple[str, str]]

RULES = webpki_extensions.RULES
_ORGANIZATION_VALIDATED, _INDIVIDUAL_VALIDATED, _EXTENDED = "2.23.140.1.2.2", "2.23.140.1.2.3", "2.23.140.1.1"
_NEEDED: dict[str, tuple[ObjectIdentifier, ...]] = {
    _ORGANIZATION_VALIDATED: (oid.COUNTRY_NAME, oid.ORGANIZATION_NAME),
    _INDIVIDUAL_VALIDATED: (oid.COUNTRY_NAME, oid.SURNAME, oid.GIVEN_NAME),
    # EVG 7.1.4.2.1, .3 to .6
    _EXTENDED: (
        *(oid.COUNTRY_NAME, oid.ORGANIZATION_NAME, oid.BUSINESS_CATEGORY, oid.JURISDICTION_COUNTRY_NAME),
        oid.SERIAL_NUMBER,
    ),
}
_PLACES = (oid.STATE_OR_PROVINCE_NAME, oid.LOCALITY_NAME)
_ADDRESS = (*_PLACES, oid.STREET_ADDRESS, oid.POSTAL_CODE)
_NAMES = {oid.ORGANIZATION_NAME, oid.SURNAME, oid.GIVEN_NAME}
# EVG 7.1.4.2.9: no others.
_OF_EXTENDED = {
    *_NEEDED[_EXTENDED],
    *_PLACES,
    *(oid.COMMON_NAME, oid.STREET_ADDRESS, oid.POSTAL_CODE, oid.ORGANIZATION_IDENTIFIER),
    *(oid.JURISDICTION_LOCALITY_NAME, oid.JURISDICTION_STATE_OR_PROVINCE_NAME, oid.ORGANIZATIONAL_UNIT_NAME),
}


def _texts(case: Case) -> Iterator[tuple[str, str, str]]:
    for path, attribute in attributes_of(case.tbs.subject):
        if isinstance(attribute.value, String) and isinstance(attribute.value.text, str):
            yield case.path(path), attribute.type, attribute.value.text


@rule(
    "subject.lacks_what_was_validated",
    "error",
    "7.1.2.7.3, 7.1.2.7.4, 7.1.2.7.5 (EVG 7.1.4.2)",
    "The subject has what its policy says was validated: of an organization C, O, and ST or L; of a person C, SN, GN, "
    "and ST or L; by extended validation serialNumber, businessCategory and jurisdictionC, too.",
    "Add what is missing, or assert the policy 2.23.140.1.2.1 (domain validated).",
)
def _lacks(case: Case) -> Places:
    types = {attribute.type for _, attribute in attributes_of(case.tbs.subject)}
    policies = [policy for policy in asserted_policies(case) if policy in RESERVED_POLICIES]
    if not policies and not types.isdisjoint(_NAMES):
        # Without a policy, what is named tells what must have been validated.
        policies = [_INDIVIDUAL_VALIDATED if oid.ORGANIZATION_NAME not in types else _ORGANIZATION_VALIDATED]
        if oid.JURISDICTION_COUNTRY_NAME in types:
            policies = [_EXTENDED]
    for policy in policies:
        if policy in _NEEDED:
            missing = [called(each) for each in _NEEDED[policy] if each not in types]
            if types.isdisjoint(_PLACES):
                missing.append("stateOrProvinceName or localityName")
            if missing:
                yield case.path("subject"), f"has no {', no '.join(missing)}, which go with the policy {policy}"


@rule(
    "subject.attribute_not_validated",
    "error",
    "7.1.2.7.4 (EVG 7.1.4.2.9)",
    "The subject of an organization names no person, and by extended validation it has no attributes but those listed; "
    "where nobody is named, there is no address.",
    "Leave the attribute out.",
)
def _not_validated(case: Case) -> Places:
    policies = asserted_policies(case)
    attributes = list(attributes_of(case.tbs.subject))
    nobody = DOMAIN_VALIDATED not in policies and _NAMES.isdisjoint(attribute.type for _, attribute in attributes)
    for path, attribute in attributes:
        if (_ORGANIZATION_VALIDATED in policies and attribute.type in (oid.SURNAME, oid.GIVEN_NAME)) or (
            _EXTENDED in policies and attribute.type not in _OF_EXTENDED
        ):
            yield case.path(path), f"is {called(attribute.type)}, which is not for this policy"
        elif nobody and attribute.type in _ADDRESS:
            yield case.path(path), f"is {called(attribute.type)}, and neither an organization nor a person is named"


@rule(
    "subject.organizational_unit",
    "error",
    "7.1.2.7.2, 7.1.2.7.3, 7.1.2.7.4 (EVG 7.1.4.2.7)",
    "A subject has no organizationalUnitName.",
    "Leave OU out.",
)
def _unit(case: Case) -> Places:
    # Of what was validated by domain alone, another rule says so.
    if DOMAIN_VALIDATED not in asserted_policies(case):
        for path, attribute in attributes_of(case.tbs.subject):
            if attribute.type == oid.ORGANIZATIONAL_UNIT_NAME:
                yield case.path(path), "is organizationalUnitName"


_BOUNDS: dict[str, int] = {
    oid.SURNAME: 64,
    oid.GIVEN_NAME: 64,
    oid.STREET_ADDRESS: 128,
    oid.POSTAL_CODE: 40,
    oid.BUSINESS_CATEGORY: 128,
}


@rule(
    "subject.length",
    "error",
    "7.1.4.2",
    "Surname and given name have 64 characters at most, street and kind of business 128, postal code 40.",
    "Shorten it.",
    of=EVERY_ROLE,
)
def _length(case: Case) -> Places:
    for path, type, text in _texts(case):
        if len(text) > _BOUNDS.get(type, len(text)):
            yield path, f"has {len(text)} characters, and {_BOUNDS[type]} is the most"


@rule(
    "subject.no_value",
    "error",
    "7.1.2.7.3, 7.1.2.7.4, 7.1.2.7.5",
    "No attribute of the subject is of dots, hyphens and other signs alone, to say that there is none.",
    "Leave the attribute out.",
)
def _no_value(case: Case) -> Places:
    for path, _, text in _texts(case):
        if text and not any(map(str.isalnum, text)):
            yield path, f"is {text[:20]!a}, which says nothing"


_ENTITY = re.compile(r"&(#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z]+);")
_OF_LANGUAGES = frozenset('=:{}[];"|\\')


@rule(
    "subject.damaged_text",
    "warning",
    "7.1.2.7.4 (3.2.2.1)",
    "The subject is written as people write it: no blanks around it, no entities of HTML, no UTF-8 that was read as "
    "Latin-1, and in a state or a locality none of the characters that programs put around text.",
    "Write the name again, from its source.",
    of=EVERY_ROLE,
)
def _damaged(case: Case) -> Places:
    for path, type, text in _texts(case):
        if (entity := _ENTITY.search(text)) is not None:
            yield path, f"has the entity {entity.group()!a} in it"
        elif text != text.strip():
            yield path, f"has blanks around it: {text[:40]!a}"
        elif not text.isascii() and _was_utf8(text):
            yield path, f"is UTF-8 that was read as Latin-1: {text[:40]!a}"
        elif type in _PLACES and not _OF_LANGUAGES.isdisjoint(text):
            yield path, f"has {min(_OF_LANGUAGES.intersection(text))!a} in it"


def _was_utf8(text: str) -> bool:
    try:
        text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True


# ISO 3166-1, and XX for what has none there (BR 7.1.2.7.4).
_COUNTRIES = (
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZ"
    "DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJM"
    "JOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONP"
    "NRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTO"
    "TRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSXXYEYTZAZMZW"
)


@rule(
    "subject.country",
    "error",
    "7.1.2.7.2, 7.1.2.7.3, 7.1.2.7.4, 7.1.2.10.2 (ISO 3166-1)",
    "countryName is a code of ISO 3166-1 in capital letters, or XX.",
    "Write the code of the country, as CN.",
    of=EVERY_ROLE,
)
def _country(case: Case) -> Places:
    for path, type, text in _texts(case):
        if type in (oid.COUNTRY_NAME, oid.JURISDICTION_COUNTRY_NAME) and not _is_country(text):
            yield path, f"is {text[:20]!a}, which is no code of a country"


def _is_country(text: str) -> bool:
    at = _COUNTRIES.find(text)
    while at % 2 and at > 0:
        at = _COUNTRIES.find(text, at + 1)
    return len(text) == 2 and at >= 0


_KINDS_OF_BUSINESS = ("Private Organization", "Government Entity", "Business Entity", "Non-Commercial Entity")


@rule(
    "subject.business_category",
    "error",
    "7.1.2.7.5 (EVG 7.1.4.2.3)",
    "A businessCategory by extended validation is one of four: Private Organization, Government Entity, Business "
    "Entity, Non-Commercial Entity.",
    "Write it as it stands there.",
)
def _business(case: Case) -> Places:
    if _EXTENDED in asserted_policies(case):
        for path, type, text in _texts(case):
            if type == oid.BUSINESS_CATEGORY and text not in _KINDS_OF_BUSINESS:
                yield path, f"is {text[:40]!a}"


@rule(
    "subject.jurisdiction",
    "warning",
    "7.1.2.7.5 (EVG 7.1.4.2.4)",
    "A jurisdiction at the level of a locality has its state or province, too, where that regulates registration.",
    "Add jurisdictionST.",
)
def _jurisdiction(case: Case) -> Places:
    types = {attribute.type for _, attribute in attributes_of(case.tbs.subject)}
    if oid.JURISDICTION_LOCALITY_NAME in types and oid.JURISDICTION_STATE_OR_PROVINCE_NAME not in types:
        yield case.path("subject"), "has a jurisdictionLocalityName, and no jurisdictionStateOrProvinceName"


@rule(
    "alternative_name.extended_validation",
    "error",
    "7.1.2.7.5 (EVG 7.1.2.1)",
    "Extended validation is of host names: of no IP address, and of no wildcard but below .onion.",
    "Name the hosts, or assert another policy.",
)
def _of_hosts(case: Case) -> Places:
    if _EXTENDED in asserted_policies(case):
        for path, name in named_hosts(case):
            if name.chosen == "ip_address":
                yield path, "is an IP address"
            elif isinstance(name.value, str) and name.value.startswith("*.") and not name.value.endswith(".onion"):
                yield path, "is a wildcard"


# --- Identifiers of organizations ------------------------------------------------------------------------------------

_REFERENCE = re.compile(r"(?s)([A-Z]{3})([A-Z]{2})(?:\+([A-Za-z0-9]{1,3}))?-(.+)")


class Registration(NamedTuple):
    """Where an organization is registered, and under what."""

    scheme: str
    country: str
    state: str
    reference: str

    def fault(self) -> str | None:
        """Return what is wrong with it, or None (EVG 7.1.4.2.8, appendix H)."""
        if self.scheme not in ("NTR", "VAT", "PSD"):
            return f"has the scheme {self.scheme!a}, which is none of NTR, VAT and PSD"
        # Taxes go by the European Union's codes, which has EL for Greece.
        if not _is_country(self.country) and self.country != "XG" and (self.scheme, self.country) != ("VAT", "EL"):
            return f"has the country {self.country!a}, which is none"
        if self.state and self.scheme != "NTR":
            return "has a state, which goes with NTR alone"
        return None

    def is_of(self, other: Registration) -> bool:
        """Return whether it says the same; of PSD, the authority may stand before the reference."""
        if self[:3] != other[:3]:
            return False
        references = {self.reference, self.reference.partition("-")[2]} if self.scheme == "PSD" else {self.reference}
        return other.reference in references


def _in_subject(case: Case) -> Iterator[tuple[str, Registration | None]]:
    for path, type, text in _texts(case):
        if type == oid.ORGANIZATION_IDENTIFIER:
            found = _REFERENCE.fullmatch(text)
            yield path, None if found is None else Registration(*(group or "" for group in found.groups()))


# The tags of its fields: PrintableString, [0] and UTF8String.
_CODES, _STATE, _REGISTERED = 0x13, 0x80, 0x0C


def _in_extension(contents: object) -> Registration | None:
    """Return what a cabfOrganizationIdentifier says, None where it does not decode (EVG 7.1.2.2)."""
    if not isinstance(contents, bytes):
        return None
    fields: dict[int, list[str]] = {}
    try:
        at, end = read_header(contents, 0, len(contents))
        while at < end:
            start, stop = read_header(contents, at, end)
            fields.setdefault(contents[at], []).append(contents[start:stop].decode())
            at = stop
    except (DecodeError, UnicodeError):
        return None
    codes, registered = fields.get(_CODES, []), fields.get(_REGISTERED, [])
    if len(codes) != 2 or len(registered) != 1:
        return None
    return Registration(codes[0], codes[1], "".join(fields.get(_STATE, [])), registered[0])


@rule(
    "subject.organization_identifier",
    "error",
    "7.1.2.7.5 (EVG 7.1.4.2.8, appendix H)",
    "An organizationIdentifier by extended validation is a scheme (NTR, VAT, PSD), a country, of NTR perhaps + and a "
    "state, a hyphen and the reference: NTRGB-12345678.",
    "Write it in this form, or leave it out.",
)
def _identifier(case: Case) -> Places:
    if _EXTENDED in asserted_policies(case):
        for path, registration in _in_subject(case):
            fault = "is not of this form" if registration is None else registration.fault()
            if fault is not None:
                yield path, fault


@rule(
    "organization_identifier.extension",
    "error",
    "7.1.2.7.5 (EVG 7.1.2.2)",
    "Where the subject has an organizationIdentifier, cabfOrganizationIdentifier is there and says the same.",
    "Add the extension 2.23.140.3.1, made of the same registration.",
)
def _identifier_again(case: Case) -> Places:
    if _EXTENDED not in asserted_policies(case):
        return
    # What is wrong in the subject, the rule before this one says.
    named = [each for _, each in _in_subject(case) if each is not None and each.fault() is None]
    found = case.frame(CABF_ORGANIZATION_IDENTIFIER)
    if found is None:
        if named:
            yield case.path("extensions"), "have no cabfOrganizationIdentifier, and the subject an identifier"
        return
    registration = _in_extension(found[1].extn_value)
    if registration is None:
        yield f"{found[0]}.extnValue", "is no cabfOrganizationIdentifier"
        return
    fault = registration.fault()
    if fault is not None:
        yield f"{found[0]}.extnValue", fault
    elif named and not any(each.is_of(registration) for each in named):
        yield f"{found[0]}.extnValue", "does not say what organizationIdentifier in the subject says"
