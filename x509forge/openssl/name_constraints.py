"""Whether names keep the constraints of the certificates above them, as OpenSSL 3.0 judges (RFC 5280 4.2.1.10)."""

from __future__ import annotations

import re

from ..errors import DecodeError
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.general_name import GeneralName
from .name_hash import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from ..x509.certificate import Certificate
    from ..x509.extensions.name_constraints import NameConstraints
    from ..x509.name import Name

# The numbers of OpenSSL's errors.
UNSPECIFIED, PERMITTED, EXCLUDED, MIN_MAX, CONSTRAINT_TYPE, NAME_SYNTAX = 1, 47, 48, 49, 51, 53
# NAME_CHECK_MAX of v3_ncons.c: so many comparisons and no more.
_MOST = 1 << 20


class _Unreadable(Exception):
    """A name that says nothing of itself; the number is that of the error."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def violation(certificate: Certificate, constraints: NameConstraints, *, is_leaf: bool) -> int | None:
    """Return the number of the error where a name breaks the constraints; None where none does."""
    names = list(_names(certificate, is_leaf=is_leaf))
    permitted, excluded = constraints.permitted_subtrees or (), constraints.excluded_subtrees or ()
    if len(names) * (len(permitted) + len(excluded)) > _MOST:
        return UNSPECIFIED
    try:
        for name in names:
            for trees, number in ((permitted, PERMITTED), (excluded, EXCLUDED)):
                alike = [tree for tree in trees if tree.base.chosen == name.chosen]
                if any(tree.minimum != 0 or tree.maximum is not None for tree in alike):
                    return MIN_MAX
                matched = any(_matches(name, tree.base) for tree in alike)
                if matched if number == EXCLUDED else alike and not matched:
                    return number
    except _Unreadable as error:
        return error.number
    return None


def _names(certificate: Certificate, *, is_leaf: bool) -> Iterator[GeneralName]:
    """Yield all names: the subject, its addresses, the alternative ones, and common names that look like hosts."""
    subject = certificate.tbs_certificate.subject
    if subject.rdn_sequence:
        yield GeneralName(directory_name=subject)
    for address in subject.values("emailAddress"):
        yield GeneralName(rfc822_name=address)
    try:
        names = certificate.extension(SubjectAlternativeName)
    except DecodeError:
        names = None
    yield from names or ()
    if is_leaf and (names is None or not names.dns_names):
        for text in subject.values("commonName"):
            if _HOST.fullmatch(text):
                yield GeneralName(dns_name=text)


# Two labels or more, neither with a hyphen at its ends.
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)+")


def _matches(name: GeneralName, base: GeneralName) -> bool:
    match = _MATCHERS.get(name.chosen)
    if match is None:
        raise _Unreadable(CONSTRAINT_TYPE)
    return match(name.value, base.value)


def _directory(name: Name, base: Name) -> bool:
    return canonical(name).startswith(canonical(base))


def _dns(name: str, base: str) -> bool:
    name, base = name.lower(), base.lower()
    if len(name) > len(base) > 0 and not base.startswith(".") and name[-len(base) - 1] != ".":
        return False
    return name.endswith(base)


def _email(name: str, base: str) -> bool:
    if "@" not in name:
        raise _Unreadable(NAME_SYNTAX)
    local, _, host = name.rpartition("@")
    if "@" not in base:
        if base.startswith("."):
            return len(name) > len(base) and name.lower().endswith(base.lower())
        return host.lower() == base.lower()
    wanted, _, base_host = base.rpartition("@")
    return wanted in ("", local) and host.lower() == base_host.lower()


def _uri(name: str, base: str) -> bool:
    _, colon, rest = name.partition(":")
    host = rest[2:]
    if not colon or not rest.startswith("//"):
        raise _Unreadable(NAME_SYNTAX)
    host = host.partition(":")[0] if ":" in host else host.partition("/")[0]
    if not host:
        raise _Unreadable(NAME_SYNTAX)
    host, base = host.lower(), base.lower()
    return (len(host) > len(base) and host.endswith(base)) if base.startswith(".") else host == base


def _address(name: bytes, base: bytes) -> bool:
    if len(name) not in (4, 16) or len(base) not in (8, 32):
        raise _Unreadable(NAME_SYNTAX)
    if 2 * len(name) != len(base):
        return False
    return all(one & mask == other & mask for one, other, mask in zip(name, base, base[len(name) :], strict=False))


_MATCHERS: dict[str, Callable[[Any, Any], bool]] = {
    "directory_name": _directory,
    "dns_name": _dns,
    "rfc822_name": _email,
    "uniform_resource_identifier": _uri,
    "ip_address": _address,
}
