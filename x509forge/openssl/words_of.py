"""The words that `x509v3_config(5)` has for typed values: what the functions in `extensions/` read, written.

Each gives ways to say a value, the plainest first; whoever asks tries them, and takes
the first that reads back as the same octets.
"""

from __future__ import annotations

from .. import oid
from ..asn1 import BMPString, UTF8String, VisibleString
from ..asn1.universal import CharacterString
from ..errors import EncodeError
from ..x509.extensions.alternative_name import IssuerAlternativeName, SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.distribution_points import CRLDistributionPoints, FreshestCRL, IssuingDistributionPoint
from ..x509.extensions.information_access import AuthorityInformationAccess, SubjectInformationAccess
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.extensions.markers import OCSPNoCheck, PrecertificatePoison
from ..x509.extensions.name_constraints import NameConstraints
from ..x509.extensions.netscape import (
    NetscapeBaseURL,
    NetscapeCAPolicyURL,
    NetscapeCARevocationURL,
    NetscapeCertRenewalURL,
    NetscapeCertType,
    NetscapeComment,
    NetscapeRevocationURL,
    NetscapeSSLServerName,
)
from ..x509.extensions.number_resources import ASIdentifiers, IPAddrBlocks
from ..x509.extensions.policies import (
    CertificatePolicies,
    InhibitAnyPolicy,
    PolicyConstraints,
    PolicyMappings,
    UserNotice,
)
from ..x509.extensions.proxy_cert_info import ProxyCertInfo
from ..x509.extensions.sign_tools import IssuerSignTool, SubjectSignTool
from ..x509.extensions.strong_extranet import SXNet
from ..x509.extensions.tls_feature import TLSFeature
from .asn1_words import asn1_words
from .objects import short_name
from .text.general_names import address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from ..x509.certificate import TBSCertificate
    from ..x509.general_name import GeneralName
    from ..x509.name import Name
    from .writing import Writer

    Way = Callable[[Writer], str]
    Ways = Callable[[Any, TBSCertificate], Iterable[Way]]


def name_entries(name: Name) -> dict[str, str]:
    """Return the entries of a section that is this name; numbers tell equal types apart."""
    entries: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for level in name.rdn_sequence:
        for at, attribute in enumerate(level.attributes):
            title = ("+" if at else "") + (short_name(attribute.type) or str(attribute.type))
            key = title
            # A dot, and what stands before it, is not part of the type.
            while key in entries or (key == title and "." in title):
                number = numbers.get(title, 0)
                numbers[title] = number + 1
                key = f"{number}.{title}"
            value = attribute.value
            # No configuration can have a NUL in it.
            text = value.text if isinstance(value, CharacterString) else "\0"
            entries[key] = value.to_der().hex() if "\0" in text else text
    return entries


def _number(number: int) -> str:
    """Return a number in digits, of which OpenSSL reads sixteen as well as ten."""
    return str(number) if number.bit_length() < 128 else f"{number:#x}"


def _object(identifier: str) -> str:
    return short_name(identifier) or str(identifier)


def _as(text: str) -> Iterator[Way]:
    yield lambda writer: text


def _items(title: str, items: Callable[[Writer], list[tuple[str, str | None]]]) -> Iterator[Way]:
    """Yield a list in one line, and then as a section."""
    yield lambda writer: ", ".join(name if value is None else f"{name}:{value}" for name, value in items(writer))

    def section(writer: Writer) -> str:
        entries: dict[str, str] = {}
        numbers: dict[str, int] = {}
        for name, value in items(writer):
            key = name
            while key in entries:
                numbers[name] = numbers.get(name, 1) + 1
                key = f"{name}.{numbers[name]}"
            entries[key] = value or ""
        return "@" + writer.new_section(title, entries)

    yield section


def _general_name(name: GeneralName, writer: Writer, *, masked: bool = False) -> tuple[str, str]:
    """Return the kind and the text of a name."""
    value: Any = name.value
    if name.chosen == "directory_name":
        return "dirName", writer.new_section("directory_name", name_entries(value))
    if name.chosen == "other_name":
        return "otherName", f"{_object(value.type_id)};{asn1_words(value.value.to_der(), writer)}"
    if name.chosen == "ip_address":
        half = len(value) // 2
        return "IP", f"{address(value[:half])}/{address(value[half:])}" if masked else address(value)
    if name.chosen == "registered_id":
        return "RID", str(value)
    if name.chosen not in _KINDS:
        raise EncodeError(f"the language has no words for {name.chosen}")
    return _KINDS[name.chosen], value if isinstance(value, str) else _octets(value)


_KINDS = {"rfc822_name": "email", "dns_name": "DNS", "uniform_resource_identifier": "URI"}


def _octets(value: Any) -> str:
    from .text.strings import contents

    return contents(value).decode("utf-8", "surrogateescape")


def _basic_constraints(value: BasicConstraints, described: TBSCertificate) -> Iterator[Way]:
    length = "" if value.path_len_constraint is None else f", pathlen:{_number(value.path_len_constraint)}"
    return _as(f"CA:{'TRUE' if value.ca else 'FALSE'}{length}")


def _bits(value: Any, described: TBSCertificate) -> Iterator[Way]:
    return _as(", ".join(map(str, value)))


def _extended_key_usage(value: ExtendedKeyUsage, described: TBSCertificate) -> Iterator[Way]:
    return _as(", ".join(map(_object, value.key_purpose_ids)))


def _subject_key_identifier(value: SubjectKeyIdentifier, described: TBSCertificate) -> Iterator[Way]:
    yield lambda writer: "hash"
    yield lambda writer: value.key_identifier.hex(":").upper() or "none"


def _authority_key_identifier(value: AuthorityKeyIdentifier, described: TBSCertificate) -> Iterator[Way]:
    for text in ("keyid", "issuer", "keyid, issuer:always", "keyid:always", "keyid:always, issuer:always"):
        yield from _as(text)


def _alternative_names(title: str) -> Ways:
    return lambda value, described: _items(
        title, lambda writer: [_general_name(name, writer) for name in value.general_names]
    )


def _information_access(title: str) -> Ways:
    def items(value: Any, writer: Writer) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        for description in value.access_descriptions:
            kind, text = _general_name(description.access_location, writer)
            found.append((f"{_object(description.access_method)};{kind}", text))
        return found

    return lambda value, described: _items(title, lambda writer: items(value, writer))


def _name_constraints(value: NameConstraints, described: TBSCertificate) -> Iterator[Way]:
    def items(writer: Writer) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        for word, trees in (("permitted", value.permitted_subtrees), ("excluded", value.excluded_subtrees)):
            for tree in trees or ():
                kind, text = _general_name(tree.base, writer, masked=True)
                found.append((f"{word};{kind}", text))
        return found

    return _items("name_constraints", items)


def _reasons(value: Any) -> str:
    return ", ".join(str(reason).replace("cAC", "CAC").replace("aAC", "AAC") for reason in value)


def _names_section(names: Iterable[GeneralName], writer: Writer) -> str:
    entries: dict[str, str] = {}
    for name in names:
        kind, text = _general_name(name, writer)
        entries[f"{kind}.{len(entries) + 1}"] = text
    return "@" + writer.new_section("names", entries)


def _point_name(name: Any, writer: Writer) -> dict[str, str]:
    if name.chosen == "full_name":
        return {"fullname": _names_section(name.value, writer)}
    from ..x509.name import Name

    return {"relativename": writer.new_section("relative_name", name_entries(Name((name.value,))))}


def _distribution_points(value: Any, described: TBSCertificate) -> Iterator[Way]:
    def plain(writer: Writer) -> str:
        names = [point.distribution_point.value[0] for point in value.distribution_points]
        return ", ".join(":".join(_general_name(name, writer)) for name in names)

    def sections(writer: Writer) -> str:
        points = []
        for point in value.distribution_points:
            entries = {} if point.distribution_point is None else _point_name(point.distribution_point, writer)
            if point.reasons is not None:
                entries["reasons"] = _reasons(point.reasons)
            if point.crl_issuer is not None:
                entries["CRLissuer"] = _names_section(point.crl_issuer, writer)
            points.append(writer.new_section("distribution_point", entries))
        return ", ".join(points)

    if all(
        point.distribution_point is not None and point.distribution_point.chosen == "full_name"
        for point in value.distribution_points
    ):
        yield plain
    yield sections


_FLAGS = {
    "onlyuser": "only_contains_user_certs",
    "onlyCA": "only_contains_ca_certs",
    "onlyAA": "only_contains_attribute_certs",
    "indirectCRL": "indirect_crl",
}


def _issuing_distribution_point(value: IssuingDistributionPoint, described: TBSCertificate) -> Iterator[Way]:
    def section(writer: Writer) -> str:
        entries = {} if value.distribution_point is None else _point_name(value.distribution_point, writer)
        entries |= {word: "TRUE" for word, field in _FLAGS.items() if getattr(value, field)}
        if value.only_some_reasons is not None:
            entries["onlysomereasons"] = _reasons(value.only_some_reasons)
        return "@" + writer.new_section("issuing_distribution_point", entries or {"onlyuser": "FALSE"})

    yield section


_TEXT_PREFIXES: dict[type, str] = {VisibleString: "", UTF8String: "UTF8:", BMPString: "BMP:"}


def _certificate_policies(value: CertificatePolicies, described: TBSCertificate) -> Iterator[Way]:
    def say(writer: Writer) -> str:
        return ", ".join(
            _object(policy.policy_identifier) if policy.policy_qualifiers is None else "@" + _policy(policy, writer)
            for policy in value.policies
        )

    yield say
    yield lambda writer: f"ia5org, {say(writer)}"


def _policy(policy: Any, writer: Writer) -> str:
    entries = {"policyIdentifier": _object(policy.policy_identifier)}
    for number, qualifier in enumerate(policy.policy_qualifiers, 1):
        if qualifier.policy_qualifier_id == oid.CPS_QUALIFIER:
            entries[f"CPS.{number}"] = str(qualifier.qualifier)
        elif isinstance(qualifier.qualifier, UserNotice):
            entries[f"userNotice.{number}"] = "@" + writer.new_section("notice", _notice(qualifier.qualifier))
    return writer.new_section("policy", entries)


def _notice(notice: UserNotice) -> dict[str, str]:
    entries = {}
    if notice.explicit_text is not None:
        entries["explicitText"] = _TEXT_PREFIXES.get(type(notice.explicit_text), "") + str(notice.explicit_text)
    if notice.notice_ref is not None:
        entries["organization"] = str(notice.notice_ref.organization)
        if notice.notice_ref.notice_numbers:
            entries["noticeNumbers"] = ", ".join(map(_number, notice.notice_ref.notice_numbers))
    return entries


def _policy_mappings(value: PolicyMappings, described: TBSCertificate) -> Iterator[Way]:
    return _as(
        ", ".join(f"{_object(one.issuer_domain_policy)}:{_object(one.subject_domain_policy)}" for one in value.mappings)
    )


def _policy_constraints(value: PolicyConstraints, described: TBSCertificate) -> Iterator[Way]:
    items = {
        "requireExplicitPolicy": value.require_explicit_policy,
        "inhibitPolicyMapping": value.inhibit_policy_mapping,
    }
    return _as(", ".join(f"{word}:{_number(number)}" for word, number in items.items() if number is not None))


def _inhibit_any_policy(value: InhibitAnyPolicy, described: TBSCertificate) -> Iterator[Way]:
    return _as(_number(value.skip_certs))


def _marker(text: str) -> Ways:
    return lambda value, described: _as(text)


def _text(value: Any, described: TBSCertificate) -> Iterator[Way]:
    return _as(getattr(value, value._field_names[0]))


def _tls_feature(value: TLSFeature, described: TBSCertificate) -> Iterator[Way]:
    known = {5: "status_request", 17: "status_request_v2"}
    return _as(", ".join(known.get(number) or _number(number) for number in value.features))


def _proxy_cert_info(value: ProxyCertInfo, described: TBSCertificate) -> Iterator[Way]:
    parts = [f"language:{_object(value.proxy_policy.policy_language)}"]
    if value.pc_path_len_constraint is not None:
        parts.append(f"pathlen:{_number(value.pc_path_len_constraint)}")
    policy = value.proxy_policy.policy
    if policy is None:
        return _as(", ".join(parts))
    ways = [f"policy:text:{policy.decode('utf-8', 'surrogateescape')}", f"policy:hex:{policy.hex()}"]
    return (lambda writer, way=way: ", ".join([*parts, way]) for way in ways)  # type: ignore[misc]


def _ip_addr_blocks(value: IPAddrBlocks, described: TBSCertificate) -> Iterator[Way]:
    items = []
    for family in value.address_families:
        key = family.address_family
        octets = {b"\0\1": 4, b"\0\2": 16}.get(key[:2], 0)
        word = "IPv4" if octets == 4 else "IPv6"
        subsequent = f"{key[2]}:" if len(key) > 2 else ""
        word += "-SAFI" if subsequent else ""
        choice = family.ip_address_choice
        if choice.chosen == "inherit":
            items.append(f"{word}:{subsequent}inherit")
            continue
        for item in choice.value:
            if item.chosen == "address_prefix":
                bits = 8 * len(item.value.octets) - item.value.unused_bits
                text = f"{_filled(item.value, octets, 0)}/{bits}"
            else:
                text = f"{_filled(item.value.min, octets, 0)}-{_filled(item.value.max, octets, 1)}"
            items.append(f"{word}:{subsequent}{text}")
    return _as(", ".join(items))


def _filled(bits: Any, octets: int, fill: int) -> str:
    count = 8 * octets - (8 * len(bits.octets) - bits.unused_bits)
    number = int.from_bytes(bits.octets, "big") >> bits.unused_bits
    if count < 0:
        return "too long"
    return address(((number << count) | ((1 << count) - 1 if fill else 0)).to_bytes(octets, "big"))


def _as_identifiers(value: ASIdentifiers, described: TBSCertificate) -> Iterator[Way]:
    items = []
    for word, choice in (("AS", value.asnum), ("RDI", value.rdi)):
        if choice is None:
            continue
        if choice.chosen == "inherit":
            items.append(f"{word}:inherit")
            continue
        for item in choice.value:
            number = item.value
            if item.chosen == "id":
                items.append(f"{word}:{_number(number)}")
            else:
                items.append(f"{word}:{_number(number.min)}-{_number(number.max)}")
    return _as(", ".join(items))


def _strong_extranet(value: SXNet, described: TBSCertificate) -> Iterator[Way]:
    return _as(", ".join(f"{_number(one.zone)}:{one.user.decode('utf-8', 'surrogateescape')}" for one in value.ids))


def _issuer_sign_tool(value: IssuerSignTool, described: TBSCertificate) -> Iterator[Way]:
    words = {
        "signTool": value.sign_tool,
        "cATool": value.ca_tool,
        "signToolCert": value.sign_tool_cert,
        "cAToolCert": value.ca_tool_cert,
    }
    return _items("issuer_sign_tool", lambda writer: list(words.items()))


WORDS: dict[type, Ways] = {
    ASIdentifiers: _as_identifiers,
    AuthorityInformationAccess: _information_access("authority_information"),
    AuthorityKeyIdentifier: _authority_key_identifier,
    BasicConstraints: _basic_constraints,
    CertificatePolicies: _certificate_policies,
    CRLDistributionPoints: _distribution_points,
    ExtendedKeyUsage: _extended_key_usage,
    FreshestCRL: _distribution_points,
    InhibitAnyPolicy: _inhibit_any_policy,
    IPAddrBlocks: _ip_addr_blocks,
    IssuerAlternativeName: _alternative_names("issuer_names"),
    IssuerSignTool: _issuer_sign_tool,
    IssuingDistributionPoint: _issuing_distribution_point,
    KeyUsage: _bits,
    NameConstraints: _name_constraints,
    NetscapeBaseURL: _text,
    NetscapeCAPolicyURL: _text,
    NetscapeCARevocationURL: _text,
    NetscapeCertRenewalURL: _text,
    NetscapeCertType: _bits,
    NetscapeComment: _text,
    NetscapeRevocationURL: _text,
    NetscapeSSLServerName: _text,
    OCSPNoCheck: _marker("ignored"),
    PolicyConstraints: _policy_constraints,
    PolicyMappings: _policy_mappings,
    PrecertificatePoison: _marker("NULL"),
    ProxyCertInfo: _proxy_cert_info,
    SubjectAlternativeName: _alternative_names("subject_names"),
    SubjectInformationAccess: _information_access("subject_information"),
    SubjectKeyIdentifier: _subject_key_identifier,
    SubjectSignTool: _text,
    SXNet: _strong_extranet,
    TLSFeature: _tls_feature,
}
