"""Policies of certificates, of paths, and of proxies."""

from __future__ import annotations

from ... import oid
from ...asn1 import BMPString, IA5String, UTF8String, VisibleString
from ...x509.extensions.policies import (
    CertificatePolicies,
    InhibitAnyPolicy,
    NoticeReference,
    PolicyConstraints,
    PolicyInformation,
    PolicyMapping,
    PolicyMappings,
    PolicyQualifierInfo,
    UserNotice,
)
from ...x509.extensions.proxy_cert_info import ProxyCertInfo, ProxyPolicy
from ..general_names import is_kind
from ..included_files import read_octets
from ..value_list import parse_list
from ..wording import choice, quoted
from ..words import parse_hex, parse_integer, string_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ...asn1.universal import String
    from ...x509.extension import ExtensionValue
    from ..context import Context
    from ..value import Value
    from ..value_list import ListItem

_DISPLAY_TEXTS: dict[str, type[String]] = {
    "UTF8": UTF8String,
    "UTF8String": UTF8String,
    "BMP": BMPString,
    "BMPSTRING": BMPString,
    "VISIBLE": VisibleString,
    "VISIBLESTRING": VisibleString,
}


def _certificate_policies(value: Value, context: Context) -> CertificatePolicies:
    organization: type[String] = VisibleString
    policies = []
    for item in parse_list(value):
        if item.value is not None:
            raise item.error(f'"{item.name}:" has no place here: a policy is an identifier, or @section')
        if item.name == "ia5org":
            organization = IA5String
        elif item.name.startswith("@"):
            policies.append(_policy(item.name.part(1), context, organization))
        else:
            policies.append(PolicyInformation(policy_identifier=context.oid(item.name)))
    return CertificatePolicies(tuple(policies))


def _policy(section: Value, context: Context, organization: type[String]) -> PolicyInformation:
    identifier = None
    qualifiers = []
    for item in context.section_items(section):
        value = item.needed()
        if item.name == "policyIdentifier":
            identifier = context.oid(value)
        elif is_kind(item.name, "CPS"):
            text = string_of(IA5String, value)
            qualifiers.append(PolicyQualifierInfo(policy_qualifier_id=oid.CPS_QUALIFIER, qualifier=text))
        elif is_kind(item.name, "userNotice"):
            if not value.startswith("@"):
                raise value.error("userNotice names a section: userNotice = @section")
            notice = _notice(value.part(1), context, organization)
            qualifiers.append(PolicyQualifierInfo(policy_qualifier_id=oid.USER_NOTICE_QUALIFIER, qualifier=notice))
        else:
            known = ("policyIdentifier", "CPS", "userNotice")
            raise item.error(f"{quoted(item.name)} is nothing that a policy has{choice(item.name, known)}")
    if identifier is None:
        raise section.error(f"the section [{section}] has no policyIdentifier")
    return PolicyInformation(policy_identifier=identifier, policy_qualifiers=tuple(qualifiers) or None)


def _notice(section: Value, context: Context, organization: type[String]) -> UserNotice:
    fields: dict[str, Any] = {}
    reference: dict[str, Any] = {}
    for item in context.section_items(section):
        value = item.needed()
        if item.name == "explicitText":
            word, colon, _ = value.partition(":")
            kind = _DISPLAY_TEXTS.get(word) if colon else None
            fields["explicit_text"] = (
                string_of(VisibleString, value) if kind is None else string_of(kind, value.part(len(word) + 1))
            )
        elif item.name == "organization":
            reference["organization"] = string_of(organization, value)
        elif item.name == "noticeNumbers":
            reference["notice_numbers"] = tuple(parse_integer(number.name) for number in parse_list(value))
        else:
            known = ("explicitText", "organization", "noticeNumbers")
            raise item.error(f"{quoted(item.name)} is nothing that a notice has{choice(item.name, known)}")
    if "notice_numbers" in reference and "organization" not in reference:
        raise section.error(f"the section [{section}] has noticeNumbers without an organization that gave them")
    if reference:
        fields["notice_ref"] = NoticeReference(**{"notice_numbers": (), **reference})
    return UserNotice(**fields)


def _policy_mappings(value: Value, context: Context) -> PolicyMappings:
    return PolicyMappings(
        tuple(
            PolicyMapping(issuer_domain_policy=context.oid(item.name), subject_domain_policy=context.oid(item.needed()))
            for item in context.items(value)
        )
    )


_CONSTRAINTS = {
    "requireExplicitPolicy": "require_explicit_policy",
    "inhibitPolicyMapping": "inhibit_policy_mapping",
}


def _policy_constraints(value: Value, context: Context) -> PolicyConstraints:
    fields = {}
    for item in context.items(value):
        if item.name not in _CONSTRAINTS:
            raise item.error(f"{quoted(item.name)} is no constraint{choice(item.name, _CONSTRAINTS)}")
        fields[_CONSTRAINTS[item.name]] = item.integer()
    return PolicyConstraints(**fields)


def _inhibit_any_policy(value: Value, context: Context) -> InhibitAnyPolicy:
    return InhibitAnyPolicy(parse_integer(value))


def _proxy_cert_info(value: Value, context: Context) -> ProxyCertInfo:
    found = _ProxySettings()
    for item in parse_list(value):
        if item.name.startswith("@"):
            for entry in context.section_items(item.name.part(1)):
                found.take(entry, context)
        else:
            found.take(item, context)
    if found.language is None:
        raise value.error("a proxy's policy needs its language: language:id-ppl-inheritAll")
    if found.policy is not None and found.language in (oid.INHERIT_ALL, oid.INDEPENDENT):
        raise value.error("with id-ppl-inheritAll and id-ppl-independent there is no policy besides")
    policy = ProxyPolicy(policy_language=found.language, policy=found.policy)
    return ProxyCertInfo(pc_path_len_constraint=found.length, proxy_policy=policy)


class _ProxySettings:
    def __init__(self) -> None:
        self.language: Any = None
        self.length: int | None = None
        self.policy: bytes | None = None

    def take(self, item: ListItem, context: Context) -> None:
        """Take in what an item says; other names are passed over, as OpenSSL does."""
        value = item.needed()
        if item.name == "language":
            if self.language is not None:
                raise item.error("language stands there twice")
            self.language = context.oid(value)
        elif item.name == "pathlen":
            if self.length is not None:
                raise item.error("pathlen stands there twice")
            self.length = item.integer()
        elif item.name == "policy":
            # Parts of a policy are joined.
            self.policy = (self.policy or b"") + _proxy_policy(value)


def _proxy_policy(value: Value) -> bytes:
    word, colon, _ = value.partition(":")
    rest = value.part(len(word) + 1)
    if colon and word == "hex":
        return parse_hex(rest)
    if colon and word == "text":
        return rest.raw
    if colon and word == "file":
        try:
            return read_octets(rest)
        except (OSError, ValueError):
            raise rest.error(f"{quoted(rest)} cannot be read") from None
    raise value.error(f'{quoted(value)} is no policy: "hex:", "text:" or "file:", and what stands there')


PARSERS: dict[str, Callable[[Value, Context], ExtensionValue]] = {
    "certificatePolicies": _certificate_policies,
    "inhibitAnyPolicy": _inhibit_any_policy,
    "policyConstraints": _policy_constraints,
    "policyMappings": _policy_mappings,
    "proxyCertInfo": _proxy_cert_info,
}
