"""Whether a certificate is for a host: by its alternative names alone (RFC 9525 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import oid
from ..asn1.universal import CharacterString
from ..errors import EncodeError
from ..x509.general_name import GeneralName
from ..x509.name import AttributeTypeAndValue, RelativeDistinguishedName
from .rule import items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..x509.extensions.alternative_name import SubjectAlternativeName
    from ..x509.name import Name


def matches(host: str, names: SubjectAlternativeName) -> bool:
    """Return whether one of the names is this host: a DNS name, also in Unicode, or an IP address.

    A wildcard is a whole leftmost label and stands for one label (RFC 9525 6.3);
    letters count without their case. What is no host matches nothing.
    """
    try:
        wanted = GeneralName.of(host)
    except EncodeError:
        return False
    if wanted.chosen == "ip_address":
        return wanted.value in names.ip_addresses
    if wanted.chosen != "dns_name" or not isinstance(wanted.value, str):
        return False
    name = wanted.value.lower().rstrip(".")
    _, _, parent = name.partition(".")
    wildcard = f"*.{parent}" if parent else None
    return any(candidate.lower() in (name, wildcard) for candidate in names.dns_names)


def common_names(subject: Name) -> Iterator[str]:
    """Yield the texts of the common names."""
    for level in items(subject.rdn_sequence):
        for attribute in items(level.attributes) if isinstance(level, RelativeDistinguishedName) else ():
            if isinstance(attribute, AttributeTypeAndValue) and attribute.type == oid.COMMON_NAME:
                value = attribute.value
                if isinstance(value, CharacterString) and isinstance(value.text, str):
                    yield value.text
