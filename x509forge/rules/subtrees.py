"""Whether names keep an issuer's nameConstraints (RFC 5280 4.2.1.10, 6.1.3; RFC 9598 6)."""

from __future__ import annotations

from typing import NamedTuple

from .. import oid
from ..asn1 import Raw
from ..asn1.universal import IA5String, UTF8String
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.name_constraints import GeneralSubtree, NameConstraints
from ..x509.general_name import GeneralName, OtherName
from ..x509.name import Name
from ..x509.name_comparison import comparison_key
from . import rfc5280
from .alternative_names import authority_host, general_names
from .host import fault_of_host
from .rule import EVERYBODY, OPENSSL, Case, is_empty, items, parts_of_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

RULES = rfc5280.RULES
_ABOUT = ("constrained",)

NOT_PERMITTED, EXCLUDED, NOT_COMPARED = "not permitted", "excluded", "not compared"


class Broken(NamedTuple):
    """A name that does not keep a constraint: in which way, where it stands, and what is wrong with it."""

    way: str
    path: str
    message: str


class _Incomparable(Exception):
    """A name that a constraint cannot be compared with, or a constraint that nobody processes; the text says why."""


def broken_by(case: Case, constraints: NameConstraints) -> Iterator[Broken]:
    """Yield the names of a certificate that do not keep the constraints of a CA above it.

    A self-issued CA keeps none (RFC 5280 6.1.3: unless it is the last of its path, which this does not ask).
    Each name is told once, in the first of the ways; what cannot be read is passed over.
    """
    if case.is_ca() and case.is_self_issued():
        return
    permitted, excluded = (
        [each for each in items(listed) if isinstance(each, GeneralSubtree) and _is_read(each.base)]
        for listed in (constraints.permitted_subtrees, constraints.excluded_subtrees)
    )
    for path, name in _names(case):
        form = _form(name)
        within = [each for each in permitted if _form(each.base) == form]
        without = [each for each in excluded if _form(each.base) == form]
        if not within and not without:
            continue
        try:
            for each in (*within, *without):
                if each.maximum is not None or each.minimum != 0:
                    raise _Incomparable("is of a form whose constraint has a minimum or a maximum")
            if any(_keeps(name, each.base) or _may_be(name, each.base) for each in without):
                yield Broken(EXCLUDED, path, "is in an excluded subtree")
            elif within and not any(_keeps(name, each.base) for each in within):
                yield Broken(NOT_PERMITTED, path, "is in no permitted subtree")
        except _Incomparable as error:
            yield Broken(NOT_COMPARED, path, str(error))


def _is_read(name: object) -> bool:
    return isinstance(name, GeneralName) and not isinstance(name.value, Raw)


def _names(case: Case) -> Iterator[tuple[str, GeneralName]]:
    """Yield the names that constraints are about, with their paths: the subject, its addresses, the alternative ones.

    Addresses in the subject count always, as they do for OpenSSL: the RFC asks for it where there is no
    subjectAltName.
    """
    subject = case.tbs.subject
    if isinstance(subject, Name) and not is_empty(subject) and not isinstance(subject.rdn_sequence, Raw):
        yield case.path("subject"), GeneralName(directory_name=subject)
        for tag, place, part in parts_of_name(subject, "subject"):
            if tag == oid.EMAIL_ADDRESS and isinstance(part.value, IA5String) and isinstance(part.value.text, str):
                yield f"{case.path_of(place)}.value", GeneralName(rfc822_name=part.value.text)
    found = case.find(SubjectAlternativeName)
    if found is not None:
        for path, name in general_names(found[2].general_names, f"{found[0]}.extnValue"):
            if _is_read(name):
                yield path, name


def _form(name: GeneralName) -> str:
    """Return which constraints are about a name: mailboxes are one form, other names one for each type."""
    value: Any = name.value
    if isinstance(value, OtherName):
        # RFC 9598 6: both forms of mailboxes are constrained by rfc822Name.
        return "rfc822_name" if value.type_id == oid.SMTP_UTF8_MAILBOX else f"other_name {value.type_id}"
    return name.chosen


def _keeps(name: GeneralName, base: GeneralName) -> bool:
    """Return whether a name is at or below a base of its form; raises _Incomparable."""
    within = _WITHIN.get(base.chosen)
    if within is None:
        raise _Incomparable("is of a constrained form, for which nobody has a way of comparing")
    return within(name.value, base.value)


def _may_be(name: GeneralName, base: GeneralName) -> bool:
    """Return whether a name is a wildcard, and one of the hosts that it stands for is at or below a base."""
    if name.chosen != "dns_name" or not name.value.startswith("*."):
        return False
    _, dot, parent = base.value.lower().partition(".")
    return bool(dot) and parent == name.value[2:].lower()


def _directory(name: Name, base: Name) -> bool:
    own, wanted = comparison_key(name), comparison_key(base)
    if isinstance(own, tuple) and isinstance(wanted, tuple):
        return own[: len(wanted)] == wanted
    return own == wanted


def _dns(name: str, base: str) -> bool:
    name, base = name.lower(), base.lower()
    # A dot before it is not the RFC's, but OpenSSL's: then only what is below is meant.
    return not base or name == base or name.endswith(base if base.startswith(".") else f".{base}")


def _host(host: str, base: str) -> bool:
    """Return whether a host is the base, or, where that begins with a dot, below it."""
    host, base = host.lower(), base.lower()
    return len(host) > len(base) and host.endswith(base) if base.startswith(".") else host == base


def _mailbox(name: Any, base: str) -> bool:
    beyond_ascii = isinstance(name, OtherName)
    if isinstance(name, OtherName):
        name = name.value.text if isinstance(name.value, UTF8String) else None
    if not isinstance(name, str) or "@" not in name:
        raise _Incomparable("is no mailbox, and there are constraints on mailboxes")
    local, _, host = name.rpartition("@")
    wanted, at, base_host = base.rpartition("@")
    # RFC 9598 6 takes the local part off before it compares. OpenSSL takes an empty one for any.
    return _host(host, base_host) and (not at or not wanted or wanted == local or beyond_ascii)


def _uri(name: str, base: str) -> bool:
    host = authority_host(name)
    # RFC 5280 4.2.1.10: one without a fully qualified host is refused where there is a constraint.
    if host is None or fault_of_host(host) is not None:
        raise _Incomparable("has no host that is a domain name, and there are constraints on URIs")
    return _host(host, base)


def _address(name: bytes, base: bytes) -> bool:
    if len(name) not in (4, 16) or len(base) not in (8, 32):
        raise _Incomparable("is no address, or its constraint is no address with a mask")
    return 2 * len(name) == len(base) and all(
        one & mask == other & mask for one, other, mask in zip(name, base, base[len(name) :], strict=False)
    )


_WITHIN: dict[str, Callable[[Any, Any], bool]] = {
    "directory_name": _directory,
    "dns_name": _dns,
    "rfc822_name": _mailbox,
    "uniform_resource_identifier": _uri,
    "ip_address": _address,
}


def _by_issuer(case: Case, way: str) -> Iterator[tuple[str, str]]:
    constraints = case.of_issuer.value(NameConstraints)
    if constraints is not None:
        for broken in broken_by(case, constraints):
            if broken.way == way:
                yield broken.path, f"{broken.message} of the issuer's nameConstraints"


@RULES.rule(
    "rfc5280.path.name_not_permitted",
    "error",
    "RFC 5280 6.1.3",
    "Of a form that the issuer's nameConstraints permit, all names are in a permitted subtree.",
    "Leave the name out, or issue from a CA that may have it.",
    EVERYBODY,
    about=_ABOUT,
    own=True,
)
def _not_permitted(case: Case) -> Iterator[tuple[str, str]]:
    return _by_issuer(case, NOT_PERMITTED)


@RULES.rule(
    "rfc5280.path.name_excluded",
    "error",
    "RFC 5280 6.1.3",
    "No name is in a subtree that the issuer's nameConstraints exclude, nor stands as a wildcard for one that is.",
    "Leave the name out, or issue from a CA that may have it.",
    EVERYBODY,
    about=_ABOUT,
    own=True,
)
def _excluded(case: Case) -> Iterator[tuple[str, str]]:
    return _by_issuer(case, EXCLUDED)


@RULES.rule(
    "rfc5280.path.name_not_compared",
    "error",
    "RFC 5280 4.2.1.10",
    "A name of a form that the issuer constrains can be compared with the constraint.",
    "Leave the name out: readers must refuse what they cannot compare.",
    (*OPENSSL, "java"),
    about=_ABOUT,
    own=True,
)
def _not_compared(case: Case) -> Iterator[tuple[str, str]]:
    return _by_issuer(case, NOT_COMPARED)
