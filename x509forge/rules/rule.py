"""What a rule is, what it finds, and what it may look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..asn1 import Raw, Undecoded
from ..x509.certificate import Certificate, TBSCertificate
from ..x509.extension import Extension
from ..x509.name import Name
from ..x509.time import Time, Validity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from ..x509.extension import ExtensionValue

    E = TypeVar("E", bound=ExtensionValue)
    # A rule's function yields the path of each place that breaks it, and what is wrong there.
    Judge = Callable[[Any], Iterator[tuple[str, str]]]

# Those whose verdicts were measured, as `refused_by` has them, and as people know them.
CLIENTS = {
    "openssl": "openssl verify",
    "openssl-strict": "openssl verify -x509_strict",
    "gnutls": "GnuTLS",
    "python-3.13": "Python's ssl from 3.13 on",
}


class Finding(NamedTuple):
    """One place that breaks one rule.

    `severity` is "error" (the standard's MUST, or nobody will accept it), "warning" or
    "notice"; `path` names the field; `offset` counts octets from the start of the
    certificate, where that is known. `refused_by` are those of `CLIENTS` that were seen
    to refuse a certificate which breaks this rule and no other.
    """

    id: str
    severity: str
    path: str
    message: str
    citation: str
    remedy: str
    offset: int | None = None
    refused_by: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return `[id] path: message (citation)`."""
        place = f"{self.path}: " if self.path else ""
        return f"[{self.id}] {place}{self.message} ({self.citation})"


class Rule(NamedTuple):
    """A declared rule: `says` is its one sentence, `remedy` what to do about a finding, `refused_by` as there."""

    id: str
    severity: str
    citation: str
    says: str
    remedy: str
    judge: Judge
    refused_by: tuple[str, ...] = ()

    def findings(self, case: Any) -> Iterator[Finding]:
        """Yield what the rule finds."""
        for path, message in self.judge(case):
            yield Finding(self.id, self.severity, path, message, self.citation, self.remedy, None, self.refused_by)


class Rules(dict[str, Rule]):
    """Rules by their ids, in the order of their declaration."""

    def rule(
        self, id: str, severity: str, citation: str, says: str, remedy: str, refused_by: tuple[str, ...] = ()
    ) -> Callable[[Judge], Judge]:
        """Declare a function over what is judged as a rule; raises ValueError for an id that there is already."""

        def declare(judge: Judge) -> Judge:
            if id in self:
                raise ValueError(f"two rules are called {id}")
            self[id] = Rule(id, severity, citation, says, remedy, judge, refused_by)
            return judge

        return declare


class Case:
    """What is judged, made easy to ask: a certificate or what will become one, its issuer, a host, a time."""

    __slots__ = ("at", "certificate", "extensions", "host", "issuer", "root", "tbs")

    def __init__(
        self,
        value: Certificate | TBSCertificate,
        issuer: Certificate | None = None,
        host: str | None = None,
        at: datetime.datetime | None = None,
    ) -> None:
        self.certificate = value if isinstance(value, Certificate) else None
        self.root = "" if self.certificate is None else "tbsCertificate."
        tbs: Any = value.tbs_certificate if isinstance(value, Certificate) else value
        self.tbs: TBSCertificate = TBSCertificate.from_der(tbs.to_der()) if isinstance(tbs, Raw) else tbs
        self.issuer = issuer
        self.host = host
        self.at = at
        # A field may hold a raw element in place of its value; the rules pass over what they cannot read.
        self.extensions: tuple[tuple[int, Extension], ...] = tuple(
            (at_, extension)
            for at_, extension in enumerate(items(self.tbs.extensions))
            if isinstance(extension, Extension) and isinstance(extension.extn_id, str)
        )

    def path(self, field: str) -> str:
        """Return the full path of a field of the TBSCertificate."""
        return self.root + field

    def find(self, wanted: type[E]) -> tuple[str, Extension, E] | None:
        """Return path, frame and value of the first extension of this type; None where it is absent or unreadable."""
        for at, extension in self.extensions:
            if extension.extn_id == wanted.oid and isinstance(extension.extn_value, wanted):
                return self.path(f"extensions[{at}]"), extension, extension.extn_value
        return None

    def value(self, wanted: type[E]) -> E | None:
        """Return the first value of this type, or None."""
        found = self.find(wanted)
        return None if found is None else found[2]

    def has(self, identifier: str) -> bool:
        """Return whether an extension with this identifier is there, readable or not."""
        return any(extension.extn_id == identifier for _, extension in self.extensions)

    def undecoded(self) -> Iterator[tuple[str, Undecoded]]:
        """Yield the extensions whose contents are not what their identifier says."""
        for at, extension in self.extensions:
            if isinstance(extension.extn_value, Undecoded):
                yield self.path(f"extensions[{at}].extnValue"), extension.extn_value

    def is_ca(self) -> bool:
        """Return whether basicConstraints says cA."""
        from ..x509.extensions.basic_constraints import BasicConstraints

        value = self.value(BasicConstraints)
        return value is not None and value.ca is True

    def is_unsigned(self) -> bool:
        """Return whether it says that nobody signed it (RFC 9925)."""
        from ..oid import ALG_UNSIGNED
        from ..x509.algorithm import AlgorithmIdentifier

        return isinstance(self.tbs.signature, AlgorithmIdentifier) and self.tbs.signature.algorithm == ALG_UNSIGNED

    def is_self_issued(self) -> bool:
        """Return whether subject and issuer are the same octets."""
        return self.tbs.subject == self.tbs.issuer


def items(value: object) -> tuple[Any, ...]:
    """Return the items of a list; none where a raw element stands in its place."""
    return value if isinstance(value, tuple) else ()


def is_empty(name: object) -> bool:
    """Return whether a value is a Name without levels."""
    return isinstance(name, Name) and name.rdn_sequence == ()


def times(validity: object) -> tuple[Time, Time] | None:
    """Return both ends of a validity, where they are times."""
    if isinstance(validity, Validity):
        ends = validity.not_before, validity.not_after
        if all(isinstance(end, Time) and isinstance(end.value, str) for end in ends):
            return ends
    return None
