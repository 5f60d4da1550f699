"""Extensions in text, each by its type (`X509V3_EXT_print(3)`)."""

from __future__ import annotations

import datetime

from ... import oid
from ...asn1 import IA5String
from ...errors import DecodeError
from ...ocsp import ArchiveCutoff, CrlID, ResponseTimestampList, ServiceLocator
from ...x509.extensions.admission import AdmissionSyntax
from ...x509.extensions.alternative_name import IssuerAlternativeName, SubjectAlternativeName
from ...x509.extensions.basic_constraints import BasicConstraints
from ...x509.extensions.crl_extensions import (
    CertificateIssuer,
    CRLNumber,
    CRLReason,
    DeltaCRLIndicator,
    HoldInstructionCode,
    InvalidityDate,
)
from ...x509.extensions.distribution_points import CRLDistributionPoints, FreshestCRL, IssuingDistributionPoint
from ...x509.extensions.information_access import AuthorityInformationAccess, SubjectInformationAccess
from ...x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ...x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ...x509.extensions.markers import OCSPNoCheck, PrecertificatePoison
from ...x509.extensions.name_constraints import NameConstraints
from ...x509.extensions.netscape import (
    NetscapeBaseURL,
    NetscapeCAPolicyURL,
    NetscapeCARevocationURL,
    NetscapeCertRenewalURL,
    NetscapeCertType,
    NetscapeComment,
    NetscapeRevocationURL,
    NetscapeSSLServerName,
)
from ...x509.extensions.number_resources import ASIdentifiers, IPAddrBlocks
from ...x509.extensions.policies import (
    CertificatePolicies,
    InhibitAnyPolicy,
    PolicyConstraints,
    PolicyMappings,
    UserNotice,
)
from ...x509.extensions.private_key_usage_period import PrivateKeyUsagePeriod
from ...x509.extensions.proxy_cert_info import ProxyCertInfo
from ...x509.extensions.sign_tools import IssuerSignTool, SubjectSignTool
from ...x509.extensions.strong_extranet import SXNet
from ...x509.extensions.tls_feature import TLSFeature
from ...x509.extensions.transparency import SignedCertificateTimestamp, SignedCertificateTimestampList
from ..objects import long_name
from .general_names import NotPrintable, address, alone, in_list
from .lenient import leniently, octets_of
from .names import ONELINE, name_text
from .ocsp_extensions import Nonce, archive_cutoff, crl_id, nonce, ocsp_value, service_locator
from .strings import (
    as_they_stand,
    colons,
    contents,
    hexadecimal,
    integer,
    object_name,
    printable,
    time,
    until_nul,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from ...x509.extension import Extension
    from ...x509.general_name import GeneralName
    from ...x509.name import RelativeDistinguishedName

    Printer = Callable[[Any, int], str]


def extensions_text(extensions: Iterable[Extension], indent: int, flags: frozenset[str] = frozenset()) -> str:
    """Return the lines of extensions, names indented so far and values four further."""
    parts = []
    for extension in extensions:
        critical = "critical" if extension.critical else ""
        parts.append(f"{' ' * indent}{object_name(extension.extn_id)}: {critical}\n")
        parts.append(extension_value(extension, indent + 4, flags) + "\n")
    return "".join(parts)


def extension_value(extension: Extension, indent: int, flags: frozenset[str] = frozenset()) -> str:
    """Return the value of an extension; one that is not known, or not what it should be, as the flags have it."""
    octets = octets_of(extension)
    text = _printed(ocsp_value(str(extension.extn_id), octets) or extension.extn_value, indent)
    if text is None or text.endswith(_GIVEN_UP):
        # A part may not be what it should be, and may yet be read as OpenSSL reads it.
        again = _printed(leniently(extension, octets), indent)
        text = text if again is None else again
    if text is not None:
        return text.replace(_GIVEN_UP, " " * indent + printable(octets))
    if flags:
        if "ext_error" in flags:
            supported = extension.extn_id in _SUPPORTED
            return " " * indent + ("<Parse Error>" if supported else "<Not Supported>")
        if "ext_parse" in flags:
            from .asn1parse import parse_lines

            lines, whole = parse_lines(octets, indent=indent, dump_limit=-1)
            # Behind what could be parsed come all of the octets.
            return "".join(lines) + ("" if whole else " " * indent + printable(octets))
        if "ext_dump" in flags:
            from .dumps import dump_lines

            return "".join(dump_lines(octets, indent)) or " " * indent
    return " " * indent + printable(octets)


# Stands where a printer noticed that there is nothing that it prints; no text of Latin-1 has it.
_GIVEN_UP = "\uffff"


def _printed(value: Any, indent: int) -> str | None:
    """Return a value in text, None for one that no printer is for."""
    printer = PRINTERS.get(type(value))
    if printer is None:
        return None
    try:
        return printer(value, indent)
    except NotPrintable as error:
        return error.before + _GIVEN_UP
    except DecodeError:
        return None


def _list(items: Sequence[str], indent: int) -> str:
    """Return items in a line; a list without any is nothing that OpenSSL prints."""
    if not items:
        raise NotPrintable
    return " " * indent + ", ".join(items)


def _lines(items: Sequence[str], indent: int) -> str:
    """Return a line for each item."""
    if not items:
        raise NotPrintable
    return "\n".join(" " * indent + item for item in items)


def _empty(indent: int) -> str:
    return " " * indent + "<EMPTY>\n"


def _bits(long_names: Sequence[str]) -> Printer:
    return lambda value, indent: _list([long_names[bit] for bit in value.bits if bit < len(long_names)], indent)


def _names(names: Iterable[GeneralName]) -> list[str]:
    return [":".join(in_list(name)) for name in names]


def _general_names(value: Any, indent: int) -> str:
    return _list(_names(value.general_names), indent) if value.general_names else _empty(indent)


def _basic_constraints(value: BasicConstraints, indent: int) -> str:
    items = [f"CA:{'TRUE' if value.ca else 'FALSE'}"]
    if value.path_len_constraint is not None:
        items.append(f"pathlen:{integer(value.path_len_constraint)}")
    return _list(items, indent)


def _subject_key_identifier(value: SubjectKeyIdentifier, indent: int) -> str:
    return " " * indent + colons(value.key_identifier)


def _authority_key_identifier(value: AuthorityKeyIdentifier, indent: int) -> str:
    items = []
    if value.key_identifier is not None:
        more = value.authority_cert_issuer is not None or value.authority_cert_serial_number is not None
        items.append(("keyid:" if more else "") + colons(value.key_identifier))
    items += _names(value.authority_cert_issuer or ())
    number = value.authority_cert_serial_number
    if number is not None:
        items.append(f"serial:{colons(magnitude(number))}")
    return _lines(items, indent)


def magnitude(number: int) -> bytes:
    """Return the octets of a number without its sign, at least one."""
    return abs(number).to_bytes(max((abs(number).bit_length() + 7) // 8, 1), "big")


def _short_name(identifier: str) -> str:
    """Return the name of an object, or what of it fits into OpenSSL's 80 octets."""
    return object_name(identifier)[:79]


def _extended_key_usage(value: ExtendedKeyUsage, indent: int) -> str:
    return _list([_short_name(purpose) for purpose in value.key_purpose_ids], indent)


def _text(value: Any, indent: int) -> str:
    text = as_they_stand(getattr(value, value._field_names[0]))
    if not text:
        raise NotPrintable
    return " " * indent + text.partition("\0")[0]


def _number(value: Any, indent: int) -> str:
    return " " * indent + integer(getattr(value, value._field_names[0]))


def _information_access(value: Any, indent: int) -> str:
    items = []
    for description in value.access_descriptions:
        kind, name = in_list(description.access_location)
        items.append(f"{_short_name(description.access_method)} - {kind}:{name}")
    return _lines(items, indent) if items else _empty(indent)


_REASONS = (
    *("Unused", "Key Compromise", "CA Compromise", "Affiliation Changed", "Superseded", "Cessation Of Operation"),
    *("Certificate Hold", "Privilege Withdrawn", "AA Compromise"),
)


def _reasons(title: str, value: Any, indent: int) -> str:
    names = [_REASONS[bit] for bit in value.bits if bit < len(_REASONS)]
    return f"{' ' * indent}{title}:\n{' ' * (indent + 2)}{', '.join(names) if names else '<EMPTY>'}\n"


def _point_names(names: Iterable[GeneralName], indent: int) -> str:
    return "\n".join(" " * (indent + 2) + alone(name) for name in names)


def _point_name(name: Any, indent: int) -> str:
    if name.chosen == "full_name":
        return f"{' ' * indent}Full Name:\n{_point_names(name.value, indent)}"
    return f"{' ' * indent}Relative Name:\n{' ' * (indent + 2)}{_relative_name(name.value)}\n"


def _relative_name(level: RelativeDistinguishedName) -> str:
    from ...x509.name import Name

    return name_text(Name((level,)), ONELINE)


def _distribution_points(value: Any, indent: int) -> str:
    points = []
    for point in value.distribution_points:
        text = ""
        if point.distribution_point is not None:
            text += _point_name(point.distribution_point, indent)
        if point.reasons is not None:
            text += _reasons("Reasons", point.reasons, indent)
        if point.crl_issuer is not None:
            text += f"{' ' * indent}CRL Issuer:\n{_point_names(point.crl_issuer, indent)}"
        points.append(text)
    return "\n".join(points)


def _issuing_distribution_point(value: IssuingDistributionPoint, indent: int) -> str:
    pad = " " * indent
    text = "" if value.distribution_point is None else _point_name(value.distribution_point, indent)
    if value.only_contains_user_certs:
        text += f"{pad}Only User Certificates\n"
    if value.only_contains_ca_certs:
        text += f"{pad}Only CA Certificates\n"
    if value.indirect_crl:
        text += f"{pad}Indirect CRL\n"
    if value.only_some_reasons is not None:
        text += _reasons("Only Some Reasons", value.only_some_reasons, indent)
    if value.only_contains_attribute_certs:
        text += f"{pad}Only Attribute Certificates\n"
    return text or _empty(indent)


def _certificate_policies(value: CertificatePolicies, indent: int) -> str:
    policies = []
    for policy in value.policies:
        text = f"{' ' * indent}Policy: {object_name(policy.policy_identifier)}"
        if policy.policy_qualifiers is not None:
            text += "\n" + "\n".join(_qualifier(qualifier, indent + 2) for qualifier in policy.policy_qualifiers)
        policies.append(text)
    return "\n".join(policies)


def _qualifier(qualifier: Any, indent: int) -> str:
    value = qualifier.qualifier
    if qualifier.policy_qualifier_id == oid.CPS_QUALIFIER:
        if not isinstance(value, IA5String) and value.to_der()[:1] != b"\x16":
            raise NotPrintable
        return f"{' ' * indent}CPS: {until_nul(value)}"
    if qualifier.policy_qualifier_id == oid.USER_NOTICE_QUALIFIER:
        if not isinstance(value, UserNotice):
            raise NotPrintable
        return f"{' ' * indent}User Notice:\n{_notice(value, indent + 2)}"
    return f"{' ' * (indent + 2)}Unknown Qualifier: {object_name(qualifier.policy_qualifier_id)}"


def _notice(notice: UserNotice, indent: int) -> str:
    pad = " " * indent
    text = ""
    reference = notice.notice_ref
    if reference is not None:
        numbers = ", ".join(map(integer, reference.notice_numbers))
        plural = "s" if len(reference.notice_numbers) > 1 else ""
        text = f"{pad}Organization: {until_nul(reference.organization)}\n{pad}Number{plural}: {numbers}"
        if notice.explicit_text is not None:
            text += "\n"
    if notice.explicit_text is not None:
        text += f"{pad}Explicit Text: {until_nul(notice.explicit_text)}"
    return text


def _policy_mappings(value: PolicyMappings, indent: int) -> str:
    return _list(
        [
            f"{_short_name(mapping.issuer_domain_policy)}:{_short_name(mapping.subject_domain_policy)}"
            for mapping in value.mappings
        ],
        indent,
    )


def _policy_constraints(value: PolicyConstraints, indent: int) -> str:
    items = []
    for title, number in (
        ("Require Explicit Policy", value.require_explicit_policy),
        ("Inhibit Policy Mapping", value.inhibit_policy_mapping),
    ):
        if number is not None:
            items.append(f"{title}:{integer(number)}")
    return _list(items, indent)


def _name_constraints(value: NameConstraints, indent: int) -> str:
    return "\n".join(
        f"{' ' * indent}{title}:\n" + "\n".join(" " * (indent + 2) + _subtree(tree.base) for tree in trees)
        if trees
        else ""
        for title, trees in (("Permitted", value.permitted_subtrees), ("Excluded", value.excluded_subtrees))
        if trees is not None
    )


def _subtree(name: GeneralName) -> str:
    if name.chosen != "ip_address":
        return alone(name)
    octets: bytes = name.value
    size = 16 if len(octets) >= 16 else min(len(octets), 4)
    return f"IP:{address(octets[:size])}/{address(octets[size:])}"


_FEATURES = {5: "status_request", 17: "status_request_v2"}


def _tls_feature(value: TLSFeature, indent: int) -> str:
    return _list([_FEATURES.get(number) or integer(number) for number in value.features], indent)


def _period(value: PrivateKeyUsagePeriod, indent: int) -> str:
    items = [
        f"{title}: {time(moment)}"
        for title, moment in (("Not Before", value.not_before), ("Not After", value.not_after))
        if moment is not None
    ]
    return " " * indent + ", ".join(items)


def _proxy_cert_info(value: ProxyCertInfo, indent: int) -> str:
    pad = " " * indent
    length = "infinite" if value.pc_path_len_constraint is None else hexadecimal(value.pc_path_len_constraint)
    policy = value.proxy_policy
    text = f"{pad}Path Length Constraint: {length}\n{pad}Policy Language: {object_name(policy.policy_language)}"
    if policy.policy is not None:
        text += f"\n{pad}Policy Text: {policy.policy.decode('latin-1').partition(chr(0))[0]}"
    return text


_LONG = (1 << 64) - 1


def _strong_extranet(value: SXNet, indent: int) -> str:
    version = value.version
    is_long = -(1 << 63) <= version < (1 << 63) - 1
    text = f"{' ' * indent}Version: {f'{version + 1} (0x{version & _LONG:X})' if is_long else '<unsupported>'}"
    for identifier in value.ids:
        text += f"\n{' ' * indent}Zone: {integer(identifier.zone)}, User: {printable(identifier.user)}"
    return text


def _issuer_sign_tool(value: IssuerSignTool, indent: int) -> str:
    tools = (
        ("signTool    ", value.sign_tool),
        ("cATool      ", value.ca_tool),
        ("signToolCert", value.sign_tool_cert),
        ("cAToolCert  ", value.ca_tool_cert),
    )
    return "\n".join(f"{' ' * indent}{title}: {_utf8(text)}" for title, text in tools)


def _subject_sign_tool(value: SubjectSignTool, indent: int) -> str:
    text = _utf8(value.sign_tool)
    if not text:
        raise NotPrintable
    return " " * indent + text


def _utf8(text: Any) -> str:
    """Return the octets of a UTF8String, be it read or raw."""
    return text.encode().decode("latin-1") if isinstance(text, str) else as_they_stand(text)


_AFIS = {1: ("IPv4", 4), 2: ("IPv6", 16)}
_SAFIS = {
    1: "Unicast",
    2: "Multicast",
    3: "Unicast/Multicast",
    4: "MPLS",
    64: "Tunnel",
    65: "VPLS",
    66: "BGP MDT",
    128: "MPLS-labeled VPN",
}


def _ip_addr_blocks(value: IPAddrBlocks, indent: int) -> str:
    text = ""
    for family in value.address_families:
        key = family.address_family
        number = int.from_bytes(key[:2], "big")
        title, _ = _AFIS.get(number, (f"Unknown AFI {number}", 0))
        if len(key) > 2:
            title += f" ({_SAFIS.get(key[2], f'Unknown SAFI {key[2]}')})"
        choice = family.ip_address_choice
        if choice.chosen == "inherit":
            text += f"{' ' * indent}{title}: inherit\n"
            continue
        text += f"{' ' * indent}{title}:\n"
        for item in choice.value:
            if item.chosen == "address_prefix":
                bits = 8 * len(item.value.octets) - item.value.unused_bits
                shown = f"{_address(number, item.value, 0)}/{bits}"
            else:
                shown = f"{_address(number, item.value.min, 0)}-{_address(number, item.value.max, 0xFF)}"
            text += f"{' ' * (indent + 2)}{shown}\n"
    return text


def _address(family: int, bits: Any, fill: int) -> str:
    octets = bytearray(bits.octets)
    if family not in _AFIS:
        return f"{octets.hex(':')}[{bits.unused_bits}]"
    size = _AFIS[family][1]
    if len(octets) > size:
        raise NotPrintable
    if fill and octets:
        octets[-1] |= (1 << bits.unused_bits) - 1
    octets += bytes([fill]) * (size - len(octets))
    if size == 4:
        return ".".join(map(str, octets))
    stop = 16
    while stop > 1 and octets[stop - 1] == octets[stop - 2] == 0:
        stop -= 2
    groups = "".join(f"{octets[at] << 8 | octets[at + 1]:x}{':' if at < 14 else ''}" for at in range(0, stop, 2))
    return groups + (":" if stop < 16 else "") + (":" if stop == 0 else "")


def _as_identifiers(value: ASIdentifiers, indent: int) -> str:
    text = ""
    for title, choice in (("Autonomous System Numbers", value.asnum), ("Routing Domain Identifiers", value.rdi)):
        if choice is None:
            continue
        text += f"{' ' * indent}{title}:\n"
        items: Any = ["inherit"] if choice.chosen == "inherit" else choice.value
        for item in items:
            shown = item
            if not isinstance(item, str):
                number = item.value
                shown = integer(number) if item.chosen == "id" else f"{integer(number.min)}-{integer(number.max)}"
            text += f"{' ' * (indent + 2)}{shown}\n"
    return text


# Hash and signature, by the numbers of RFC 5246 7.4.1.4.1: only these are allowed (RFC 6962 2.1.4).
_LOG_SIGNATURES = {(4, 3): "ecdsa-with-SHA256", (4, 1): "sha256WithRSAEncryption"}


def _timestamps(value: SignedCertificateTimestampList, indent: int) -> str:
    return "\n".join(_timestamp(octets, indent) for octets in value.serialized_timestamps)


def _timestamp(octets: bytes, indent: int) -> str:
    pad, inner = " " * indent, " " * (indent + 4)
    text = f"{pad}Signed Certificate Timestamp:\n{inner}Version   : "
    if octets[:1] != b"\0":
        return f"{text}unknown\n{' ' * (indent + 16)}{_hex_rows(octets, indent + 16)}"
    found = SignedCertificateTimestamp.read(octets)
    kind = _LOG_SIGNATURES.get((found.hash_algorithm, found.signature_algorithm))
    if kind is None:
        raise NotPrintable
    days, milliseconds = divmod(found.timestamp, 86_400_000)
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(days=days, milliseconds=milliseconds)
    shown = f"{moment:%b} {moment.day:2} {moment:%H:%M:%S}.{milliseconds % 1000:03} {moment.year} GMT"
    return (
        f"{text}v1 (0x0)\n"
        f"{inner}Log ID    : {_hex_rows(found.log_id, indent + 16)}\n"
        f"{inner}Timestamp : {shown}\n"
        f"{inner}Extensions: {_hex_rows(found.extensions, indent + 16) if found.extensions else 'none'}\n"
        f"{inner}Signature : {kind}\n"
        f"{inner}            {_hex_rows(found.signature, indent + 16)}"
    )


def _hex_rows(octets: bytes, indent: int) -> str:
    rows = [octets[at : at + 16].hex(":").upper() for at in range(0, len(octets), 16)]
    return (":\n" + " " * indent).join(rows)


_CRL_REASONS = {
    0: "Unspecified",
    1: "Key Compromise",
    2: "CA Compromise",
    3: "Affiliation Changed",
    4: "Superseded",
    5: "Cessation Of Operation",
    6: "Certificate Hold",
    8: "Remove From CRL",
    9: "Privilege Withdrawn",
    10: "AA Compromise",
}


def _crl_reason(value: CRLReason, indent: int) -> str:
    return " " * indent + (_CRL_REASONS.get(value.reason) or integer(value.reason))


def _invalidity_date(value: InvalidityDate, indent: int) -> str:
    return " " * indent + time(value.date)


def _hold_instruction(value: HoldInstructionCode, indent: int) -> str:
    return " " * indent + object_name(value.instruction)


def _admission(value: AdmissionSyntax, indent: int) -> str:
    pad = " " * indent
    text = ""
    if value.admission_authority is not None:
        text += f"{pad}admissionAuthority:\n{pad}  {alone(value.admission_authority)}\n"
    for number, entry in enumerate(value.contents_of_admissions, 1):
        text += f"{pad}Entry {number}:\n"
        if entry.admission_authority is not None:
            text += f"{pad}  admissionAuthority:\n{pad}    {alone(entry.admission_authority)}\n"
        if entry.naming_authority is not None:
            text += _naming_authority(entry.naming_authority, indent + 2, text)
        for index, profession in enumerate(entry.profession_infos, 1):
            text += f"{pad}  Profession Info Entry {index}:\n"
            if profession.registration_number is not None:
                text += f"{pad}    registrationNumber: {printable(contents(profession.registration_number))}\n"
            if profession.naming_authority is not None:
                text += _naming_authority(profession.naming_authority, indent + 4, text)
            text += f"{pad}    Info Entries:\n"
            text += "".join(f"{pad}      {printable(contents(item))}\n" for item in profession.profession_items)
            if profession.profession_oids is not None:
                text += f"{pad}    Profession OIDs:\n"
                text += "".join(f"{pad}      {_both_names(item)}\n" for item in profession.profession_oids)
    return text


def _naming_authority(value: Any, indent: int, before: str) -> str:
    if all(getattr(value, name) is None for name in value._field_names):
        raise NotPrintable(before)
    pad = " " * indent
    text = f"{pad}namingAuthority:\n"
    if value.naming_authority_id is not None:
        text += f"{pad}  namingAuthorityId: {_both_names(value.naming_authority_id)}\n"
    if value.naming_authority_text is not None:
        text += f"{pad}  namingAuthorityText: {printable(contents(value.naming_authority_text))}\n"
    if value.naming_authority_url is not None:
        text += f"{pad}  namingAuthorityUrl: {printable(contents(value.naming_authority_url))}\n"
    return text


def _both_names(identifier: str) -> str:
    # An object without a name has OpenSSL's name for that.
    return f"{long_name(identifier) or 'undefined'} ({identifier})"


def _nothing(value: Any, indent: int) -> str:
    return ""


def _poison(value: Any, indent: int) -> str:
    return " " * indent + "NULL"


PRINTERS: dict[type, Printer] = {
    AdmissionSyntax: _admission,
    ArchiveCutoff: archive_cutoff,
    ASIdentifiers: _as_identifiers,
    AuthorityInformationAccess: _information_access,
    AuthorityKeyIdentifier: _authority_key_identifier,
    BasicConstraints: _basic_constraints,
    CertificateIssuer: _general_names,
    CertificatePolicies: _certificate_policies,
    CRLDistributionPoints: _distribution_points,
    CrlID: crl_id,
    CRLNumber: _number,
    CRLReason: _crl_reason,
    DeltaCRLIndicator: _number,
    ExtendedKeyUsage: _extended_key_usage,
    FreshestCRL: _distribution_points,
    HoldInstructionCode: _hold_instruction,
    InhibitAnyPolicy: _number,
    InvalidityDate: _invalidity_date,
    IPAddrBlocks: _ip_addr_blocks,
    IssuerAlternativeName: _general_names,
    IssuerSignTool: _issuer_sign_tool,
    IssuingDistributionPoint: _issuing_distribution_point,
    KeyUsage: _bits(
        (
            *("Digital Signature", "Non Repudiation", "Key Encipherment", "Data Encipherment", "Key Agreement"),
            *("Certificate Sign", "CRL Sign", "Encipher Only", "Decipher Only"),
        )
    ),
    NameConstraints: _name_constraints,
    NetscapeBaseURL: _text,
    NetscapeCAPolicyURL: _text,
    NetscapeCARevocationURL: _text,
    NetscapeCertRenewalURL: _text,
    NetscapeCertType: _bits(
        ("SSL Client", "SSL Server", "S/MIME", "Object Signing", "Unused", "SSL CA", "S/MIME CA", "Object Signing CA")
    ),
    NetscapeComment: _text,
    NetscapeRevocationURL: _text,
    NetscapeSSLServerName: _text,
    Nonce: nonce,
    OCSPNoCheck: _nothing,
    PolicyConstraints: _policy_constraints,
    PolicyMappings: _policy_mappings,
    PrecertificatePoison: _poison,
    PrivateKeyUsagePeriod: _period,
    ProxyCertInfo: _proxy_cert_info,
    ResponseTimestampList: lambda value, indent: _timestamps(value.timestamps, indent),
    ServiceLocator: service_locator,
    SignedCertificateTimestampList: _timestamps,
    SubjectAlternativeName: _general_names,
    SubjectInformationAccess: _information_access,
    SubjectKeyIdentifier: _subject_key_identifier,
    SubjectSignTool: _subject_sign_tool,
    SXNet: _strong_extranet,
    TLSFeature: _tls_feature,
}
_SUPPORTED = {str(kind.oid) for kind in PRINTERS}  # type: ignore[attr-defined]
