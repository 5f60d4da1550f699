"""Whether names keep the constraints of the certificates above them, as OpenSSL 3.0 judges (RFC 5280 4.2.1.10)."""

from __future__ import annotations

from ..asn1 import Any
from ..later import pattern
from ..oid import EMAIL_ADDRESS
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.general_name import GeneralName, OtherName
from .issued import extension_of
from .name_hash import canonical
from .text.strings import as_they_stand, contents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any as Anything

    from ..x509.certificate import Certificate
    from ..x509.extensions.name_constraints import NameConstraints
    from ..x509.name import Name

# The numbers of OpenSSL's errors.
UNSPECIFIED, PERMITTED, EXCLUDED, MIN_MAX, CONSTRAINT_TYPE, NAME_SYNTAX = 1, 47, 48, 49, 51, 53
_SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9"
# NAME_CHECK_MAX of v3_ncons.c: so many comparisons and no more.
_MOST = 1 << 20


class _Unreadable(Exception):
    """A name that says nothing of itself; the number is that of the error."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def violation(certificate: Certificate, constraints: NameConstraints, *, is_leaf: bool) -> int | None:
    """Return the number of the error where a name breaks the constraints; None where none does."""
    try:
        names = list(_names(certificate, is_leaf=is_leaf))
    except _Unreadable as error:
        return error.number
    permitted, excluded = constraints.permitted_subtrees or (), constraints.excluded_subtrees or ()
    if len(names) * (len(permitted) + len(excluded)) > _MOST:
        return UNSPECIFIED
    try:
        for name in names:
            for trees, number in ((permitted, PERMITTED), (excluded, EXCLUDED)):
                alike = [tree for tree in trees if _is_for(tree.base, name)]
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
    for attribute in subject.attributes:
        if attribute.type == EMAIL_ADDRESS:
            if attribute.value.to_der()[:1] != b"\x16":
                raise _Unreadable(NAME_SYNTAX)
            address: Anything = Any(b"\x81" + attribute.value.to_der()[1:])
            yield GeneralName(rfc822_name=address)
    names = extension_of(certificate, SubjectAlternativeName)
    yield from names or ()
    if is_leaf and not any(name.chosen == "dns_name" for name in names or ()):
        for text in subject.values("commonName"):
            if _HOST.fullmatch(text):
                yield GeneralName(dns_name=text)


# Two labels or more, neither with a hyphen at its ends.
_HOST = pattern(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)+")


def _is_for(base: GeneralName, name: GeneralName) -> bool:
    """Return whether a constraint is for such a name: one of other names for those of its own type."""
    if isinstance(name.value, OtherName):
        if name.value.type_id == _SMTP_UTF8_MAILBOX:
            # RFC 8398 6: an address like others.
            return base.chosen == "rfc822_name"
        return isinstance(base.value, OtherName) and base.value.type_id == name.value.type_id
    return base.chosen == name.chosen


def _matches(name: GeneralName, base: GeneralName) -> bool:
    if isinstance(name.value, OtherName) and base.chosen == "rfc822_name":
        return _mailbox(name.value, as_they_stand(base.value))
    match = _MATCHERS.get(name.chosen)
    if match is None:
        raise _Unreadable(CONSTRAINT_TYPE)
    if name.chosen in _TEXTS:
        # One that is no ASCII is compared as well.
        return match(as_they_stand(name.value), as_they_stand(base.value))
    return match(name.value, base.value)


_TEXTS = frozenset({"dns_name", "rfc822_name", "uniform_resource_identifier"})


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


def _mailbox(name: OtherName, base: str) -> bool:
    """Compare an address in UTF-8 with a host, of which it has the U-labels."""
    der = name.value.to_der()
    at = contents(name.value).rfind(b"@")
    if "\0" in base or der[:1] != b"\x0c" or at < 0:
        raise _Unreadable(NAME_SYNTAX)
    host = contents(name.value)[at + 1 :].lower()
    try:
        wanted = ".".join(_u_label(label) for label in base.split(".")).lower().encode()
    except ValueError:
        raise _Unreadable(UNSPECIFIED) from None
    if base.startswith("."):
        # OpenSSL looks for a second dot before the first.
        wanted = b"." + wanted
        return len(contents(name.value)) > len(wanted) and contents(name.value).lower().endswith(wanted)
    return host == wanted


def _u_label(label: str) -> str:
    return label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label


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


_MATCHERS: dict[str, Callable[[Anything, Anything], bool]] = {
    "directory_name": _directory,
    "dns_name": _dns,
    "rfc822_name": _email,
    "uniform_resource_identifier": _uri,
    "ip_address": _address,
}
