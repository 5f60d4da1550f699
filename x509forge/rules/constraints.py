"""Rules for nameConstraints (RFC 5280 4.2.1.10, RFC 9549 2.2)."""

from __future__ import annotations

from .. import oid
from ..x509.extensions.name_constraints import GeneralSubtree, NameConstraints
from ..x509.general_name import GeneralName
from . import rfc5280
from .alternative_names import fault_of_mailbox
from .host import fault_of_host
from .rule import OPENSSL, Case, items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..x509.extension import Extension

RULES = rfc5280.RULES
_ABOUT = (oid.NAME_CONSTRAINTS,)


def _subtrees(extension: Extension) -> Iterator[tuple[str, GeneralSubtree]]:
    value: Any = extension.extn_value
    for field, listed in (
        ("permittedSubtrees", value.permitted_subtrees),
        ("excludedSubtrees", value.excluded_subtrees),
    ):
        for at, subtree in enumerate(items(listed)):
            if isinstance(subtree, GeneralSubtree):
                yield f"extnValue.{field}[{at}]", subtree


def _bases(extension: Extension, *chosen: str) -> Iterator[tuple[str, Any]]:
    for path, subtree in _subtrees(extension):
        if isinstance(subtree.base, GeneralName) and subtree.base.chosen in chosen:
            yield f"{path}.base", subtree.base.value


@RULES.rule(
    "rfc5280.name_constraints.not_in_ca",
    "error",
    "RFC 5280 4.2.1.10",
    "Only a CA's certificate has nameConstraints.",
    "Leave nameConstraints out.",
    ("cryptography",),
    about=_ABOUT,
)
def _not_in_ca(case: Case) -> Iterator[tuple[str, str]]:
    found = case.find(NameConstraints)
    if found is not None and not case.is_ca():
        yield found[0], "is nameConstraints, and this is no CA"


@RULES.part(
    _ABOUT,
    "rfc5280.name_constraints.empty",
    "error",
    "RFC 5280 4.2.1.10",
    "A nameConstraints permits or excludes something, and neither list is empty.",
    "Leave nameConstraints, or the empty list, out.",
    ("cryptography", "go"),
)
def _empty(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if value.permitted_subtrees is None and value.excluded_subtrees is None:
        yield "extnValue", "has neither permittedSubtrees nor excludedSubtrees"
    if value.permitted_subtrees == ():
        yield "extnValue.permittedSubtrees", "is empty"
    if value.excluded_subtrees == ():
        yield "extnValue.excludedSubtrees", "is empty"


@RULES.part(
    _ABOUT,
    "rfc5280.name_constraints.minimum_or_maximum",
    "error",
    "RFC 5280 4.2.1.10",
    "Of a subtree the minimum is 0, and there is no maximum.",
    "Leave minimum and maximum out.",
    OPENSSL,
)
def _distances(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, subtree in _subtrees(extension):
        if isinstance(subtree.minimum, int) and subtree.minimum != 0:
            yield f"{path}.minimum", "is not 0"
        if subtree.maximum is not None:
            yield f"{path}.maximum", "is there"


@RULES.part(
    _ABOUT,
    "rfc5280.name_constraints.ip_address",
    "error",
    "RFC 5280 4.2.1.10 (RFC 4632)",
    "An iPAddress is an address and its mask, 8 octets or 32, and the mask is ones, then zeros.",
    "Use GeneralName.ip with a network, as 192.0.2.0/24.",
    ("gnutls", "go"),
)
def _addresses(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, octets in _bases(extension, "ip_address"):
        if not isinstance(octets, bytes):
            continue
        if len(octets) not in (8, 32):
            yield f"{path}.iPAddress", f"has {len(octets)} octets"
            continue
        bits = 4 * len(octets)
        mask = int.from_bytes(octets[len(octets) // 2 :], "big")
        zeros = (1 << bits) - 1 - mask
        if zeros & (zeros + 1):
            yield f"{path}.iPAddress", "has a mask that is not ones, then zeros"


@RULES.part(
    _ABOUT,
    "rfc5280.name_constraints.host_bits",
    "warning",
    "RFC 5280 4.2.1.10 (RFC 4632 3.1)",
    "The address of an iPAddress has no bits beyond its mask.",
    "Use GeneralName.ip with a network, as 192.0.2.0/24.",
)
def _host_bits(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, octets in _bases(extension, "ip_address"):
        if isinstance(octets, bytes) and len(octets) in (8, 32):
            half = len(octets) // 2
            if any(octet & ~mask for octet, mask in zip(octets[:half], octets[half:], strict=True)):
                yield f"{path}.iPAddress", "has bits beyond its mask"


@RULES.part(
    _ABOUT,
    "rfc5280.name_constraints.uri",
    "error",
    "RFC 5280 4.2.1.10",
    "A uniformResourceIdentifier is a fully qualified domain name, or a dot and one.",
    "Write the host or the domain alone.",
    ("java",),
)
def _uris(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _bases(extension, "uniform_resource_identifier"):
        if isinstance(text, str):
            fault = fault_of_host(text[1:] if text.startswith(".") else text)
            if fault is None and "." not in text:
                fault = "is not fully qualified"
            if fault is not None:
                yield f"{path}.uniformResourceIdentifier", fault


@RULES.part(
    _ABOUT,
    "rfc5280.name_constraints.dns_name",
    "error",
    "RFC 5280 4.2.1.10",
    "A dNSName is a domain name without a dot before it, or empty for all.",
    "Write the domain alone: names below it are meant, too.",
    ("cryptography",),
)
def _dns_names(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _bases(extension, "dns_name"):
        if isinstance(text, str) and text:
            fault = fault_of_host(text)
            if fault is not None:
                yield f"{path}.dNSName", fault


@RULES.part(
    _ABOUT,
    "rfc5280.name_constraints.mailbox",
    "error",
    "RFC 5280 4.2.1.10 (RFC 9549 2.2)",
    "An rfc822Name is a host, a dot and a domain, or a mailbox.",
    "Write the host or the domain alone.",
)
def _mailboxes(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _bases(extension, "rfc822_name"):
        if isinstance(text, str) and text:
            host = text[1:] if text.startswith(".") else text
            fault = fault_of_mailbox(text) if "@" in text else fault_of_host(host)
            if fault is not None:
                yield f"{path}.rfc822Name", fault


@RULES.part(
    _ABOUT,
    "rfc9598.name_constraints.particular_mailbox",
    "warning",
    "RFC 9598 6, RFC 9549 2.2",
    "An rfc822Name has no local part: readers need not know what to do with one.",
    "Write the host alone.",
)
def _particular_mailbox(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, text in _bases(extension, "rfc822_name"):
        if isinstance(text, str) and "@" in text:
            yield f"{path}.rfc822Name", "is one mailbox"


@RULES.part(
    _ABOUT,
    "rfc5280.name_constraints.unsupported_form",
    "warning",
    "RFC 5280 4.2.1.10",
    "No constraint is on the forms x400Address, ediPartyName and registeredID.",
    "Leave the constraint out.",
    ("gnutls", "go"),
)
def _forms(extension: Extension) -> Iterator[tuple[str, str]]:
    for path, _ in _bases(extension, "x400_address", "edi_party_name", "registered_id"):
        yield path, "is of a form that is not constrained"
