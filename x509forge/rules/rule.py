"""What a rule is, what it finds, and what it may look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .. import oid
from ..asn1 import Any as RawElement
from ..asn1 import BitString, Raw, Undecoded
from ..errors import DecodeError
from ..oid import ObjectIdentifier
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.certificate import Certificate, TBSCertificate
from ..x509.extension import Extension
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_usage import KeyUsage
from ..x509.name import Name
from ..x509.public_key import SubjectPublicKeyInfo
from ..x509.time import Time, Validity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator
    from typing import Any, TypeVar

    from ..pkcs.pkcs10 import CertificationRequest
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
    to refuse a certificate which breaks this rule and no other. `value` is what stands at
    the path, as a text of bounded length; empty where nothing does.
    """

    id: str
    severity: str
    path: str
    message: str
    citation: str
    remedy: str
    offset: int | None = None
    refused_by: tuple[str, ...] = ()
    value: str = ""

    def __str__(self) -> str:
        """Return `[id] path: message (citation)`."""
        place = f"{self.path}: " if self.path else ""
        return f"[{self.id}] {place}{self.message} ({self.citation})"


class Rule(NamedTuple):
    """A declared rule: `says` is its one sentence, `remedy` what to do about a finding, `refused_by` as there.

    `about` are tags of a case (`Case.tags`): where it has none of them, there is nothing to judge. A rule about
    `parts` alone is a function over one part, whatever stands around it, so that a part in which nothing
    was found need not be judged again.
    """

    id: str
    severity: str
    citation: str
    says: str
    remedy: str
    judge: Judge
    refused_by: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    parts: bool = False

    def findings(self, case: Any) -> Iterator[Finding]:
        """Yield what the rule finds."""
        if not self.parts:
            for path, message in self.judge(case):
                yield self.finding(path, message)
            return
        for tag in self.about:
            for place, part in case.parts(tag):
                for path, message in self.judge(part):
                    yield self.finding(joined(place, path), message)

    def finding(self, path: str, message: str) -> Finding:
        """Return a finding of this rule."""
        return Finding(self.id, self.severity, path, message, self.citation, self.remedy, None, self.refused_by)


class Rules(dict[str, Rule]):
    """Rules by their ids, in the order of their declaration."""

    def rule(
        self,
        id: str,
        severity: str,
        citation: str,
        says: str,
        remedy: str,
        refused_by: tuple[str, ...] = (),
        *,
        about: tuple[str, ...] = (),
        parts: bool = False,
    ) -> Callable[[Judge], Judge]:
        """Declare a function over what is judged as a rule; raises ValueError for an id that there is already."""

        def declare(judge: Judge) -> Judge:
            if id in self:
                raise ValueError(f"two rules are called {id}")
            self[id] = Rule(id, severity, citation, says, remedy, judge, refused_by, about, parts)
            return judge

        return declare

    def part(
        self,
        about: tuple[str, ...],
        id: str,
        severity: str,
        citation: str,
        says: str,
        remedy: str,
        refused_by: tuple[str, ...] = (),
    ) -> Callable[[Judge], Judge]:
        """Declare a function over one part, an `Extension` say, as a rule; `about` says which parts it is given."""
        return self.rule(id, severity, citation, says, remedy, refused_by, about=about, parts=True)


class Case:
    """What is judged, made easy to ask: a certificate or what will become one, its issuer, a host, a time."""

    __slots__ = (
        *("_first", "_is_ca", "_of_issuer", "at", "certificate", "extensions", "host", "issuer", "now", "root", "tbs"),
    )
    is_request = False
    if TYPE_CHECKING:
        request: Any  # what a request says; only a `RequestCase` has it

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
        self.now = None if at is None else moment_of(at)
        # A field may hold a raw element in place of its value; the rules pass over what they cannot read.
        self.extensions: tuple[tuple[int, Extension], ...] = tuple(
            [
                (at_, extension)
                for at_, extension in enumerate(items(self.tbs.extensions))
                if isinstance(extension, Extension) and isinstance(extension.extn_id, str)
            ]
        )
        self._is_ca: bool | None = None
        self._of_issuer: Case | None = None
        self._first: dict[str, tuple[int, Extension]] = {
            extension.extn_id: (at_, extension) for at_, extension in reversed(self.extensions)
        }
        usage = self._first.get(oid.KEY_USAGE)
        if usage is not None and isinstance(usage[1].extn_value, Undecoded):
            asserted = _asserted(usage[1].extn_value)
            if asserted is not None:
                self._first[oid.KEY_USAGE] = (usage[0], usage[1].replace(extn_value=asserted))

    @property
    def of_issuer(self) -> Case:
        """The issuer's certificate, made easy to ask; raises ValueError where none is known."""
        if self._of_issuer is None:
            if self.issuer is None:
                raise ValueError("no issuer is known")
            self._of_issuer = Case(self.issuer)
        return self._of_issuer

    def tags(self) -> Iterator[str]:
        """Yield what the case has: its extensions by their identifiers, and which of the other parts and questions."""
        yield from self._first
        yield from ("name", "signature", "key")
        if self.is_request:
            yield "request"
        if self.issuer is not None:
            yield "issuer"
        if self.at is not None:
            yield "at"
        if self.host is not None:
            yield "host"

    def parts(self, tag: str) -> Iterator[tuple[str, Any]]:
        """Yield path and value of the parts with a tag that can be read: an `Extension`, a `Name` and the like."""
        tbs = self.tbs
        if tag == "name":
            for field, name in (("issuer", tbs.issuer), ("subject", tbs.subject)):
                if isinstance(name, Name):
                    yield self.path(field), name
        elif tag == "signature":
            if isinstance(tbs.signature, AlgorithmIdentifier):
                yield self.path("signature"), tbs.signature
        elif tag == "key":
            if isinstance(tbs.subject_public_key_info, SubjectPublicKeyInfo):
                yield self.path("subjectPublicKeyInfo"), tbs.subject_public_key_info
        elif tag in self._first:
            at, extension = self._first[tag]
            if not isinstance(extension.extn_value, (Raw, bytes)):
                yield self.path(f"extensions[{at}]"), extension

    def path(self, field: str) -> str:
        """Return the full path of a field of the TBSCertificate."""
        return self.root + field

    def find(self, wanted: type[E]) -> tuple[str, Extension, E] | None:
        """Return path, frame and value of the first extension of this type; None where it is absent or unreadable."""
        if wanted.oid in self._first:
            at, extension = self._first[wanted.oid]
            if isinstance(extension.extn_value, wanted):
                return self.path(f"extensions[{at}]"), extension, extension.extn_value
        return None

    def frame(self, identifier: str) -> tuple[str, Extension] | None:
        """Return path and frame of the first extension with this identifier, whether its value can be read or not."""
        if identifier not in self._first:
            return None
        at, extension = self._first[identifier]
        return self.path(f"extensions[{at}]"), extension

    def value(self, wanted: type[E]) -> E | None:
        """Return the value of the first extension of this type, or None."""
        if wanted.oid in self._first:
            value = self._first[wanted.oid][1].extn_value
            if isinstance(value, wanted):
                return value
        return None

    def has(self, identifier: str) -> bool:
        """Return whether an extension with this identifier is there, readable or not."""
        return identifier in self._first

    def undecoded(self) -> Iterator[tuple[str, Undecoded]]:
        """Yield the extensions whose contents are not what their identifier says."""
        for at, extension in self.extensions:
            if isinstance(extension.extn_value, Undecoded):
                yield self.path(f"extensions[{at}].extnValue"), extension.extn_value

    def is_ca(self) -> bool:
        """Return whether basicConstraints says cA."""
        if self._is_ca is None:
            value = self.value(BasicConstraints)
            self._is_ca = value is not None and value.ca is True
        return self._is_ca

    def is_unsigned(self) -> bool:
        """Return whether it says that nobody signed it (RFC 9925)."""
        return isinstance(self.tbs.signature, AlgorithmIdentifier) and self.tbs.signature.algorithm == oid.ALG_UNSIGNED

    def is_self_issued(self) -> bool:
        """Return whether subject and issuer are the same octets."""
        return self.tbs.subject == self.tbs.issuer


class RequestCase(Case):
    """A certification request, as the certificate that it asks for: what it does not say is a raw element."""

    __slots__ = ("_places", "request")
    is_request = True

    def __init__(self, request: CertificationRequest) -> None:
        from ..pkcs.pkcs10 import CertificationRequestInfo, ExtensionRequest

        nothing: Any = RawElement(b"")
        info: Any = request.certification_request_info
        if isinstance(info, Raw):
            info = CertificationRequestInfo.from_der(info.to_der())
        self.request = info
        self._places: list[str] = []
        asked: list[Any] = []
        for at, attribute in enumerate(items(info.attributes)):
            for which, value in enumerate(items(getattr(attribute, "values", None))):
                if isinstance(value, ExtensionRequest):
                    extensions = items(value.extensions)
                    asked += extensions
                    place = f"certificationRequestInfo.attributes[{at}].values[{which}].extensions"
                    self._places += [f"{place}[{index}]" for index in range(len(extensions))]
        super().__init__(
            TBSCertificate(
                version=nothing,
                serial_number=nothing,
                signature=request.signature_algorithm,
                issuer=nothing,
                validity=nothing,
                subject=info.subject,
                subject_public_key_info=info.subject_pk_info,
                extensions=tuple(asked) or None,
            )
        )

    def path(self, field: str) -> str:
        """Return the full path, in the request, of a field of the certificate."""
        if field.startswith("extensions["):
            index, _, rest = field[len("extensions[") :].partition("]")
            return self._places[int(index)] + rest
        first, dot, rest = field.partition(".")
        return _IN_REQUESTS.get(first, "certificationRequestInfo") + dot + rest


def _asserted(usage: Undecoded) -> KeyUsage | None:
    """Return what a keyUsage asserts that is not DER for the zeros at its end alone (X.690 11.2.2), else None."""
    try:
        octets = BitString.from_der(usage.der).octets
    except DecodeError:
        return None
    return KeyUsage(bit for bit in range(8 * len(octets)) if octets[bit >> 3] << (bit & 7) & 0x80)


_IN_REQUESTS = {
    "subject": "certificationRequestInfo.subject",
    "subjectPublicKeyInfo": "certificationRequestInfo.subjectPKInfo",
    "signature": "signatureAlgorithm",
    "extensions": "certificationRequestInfo.attributes",
    "version": "certificationRequestInfo.version",
}


def joined(place: str, path: str) -> str:
    """Return the path of a place within a part."""
    return place + path if not path or path[0] == "[" else f"{place}.{path}"


def called(identifier: object) -> str:
    """Return the name of an object identifier, its number where it has none; of a raw element, that it is one."""
    return identifier.name or str(identifier) if isinstance(identifier, ObjectIdentifier) else "a raw element"


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


def moment(time: Time) -> str:
    """Return a time of `times` as text that sorts as moments do: YYYYMMDDhhmmss."""
    text: str = time.value[:-1]
    if time.chosen != "utc_time":
        return text
    # RFC 5280 4.1.2.5.1: YY from 50 is 19YY.
    return ("19" if text[:2] >= "50" else "20") + text


def moment_of(at: datetime.datetime) -> str:
    """Return an aware datetime as text that sorts among those of `moment`."""
    from datetime import timezone

    at = at.astimezone(timezone.utc)
    text = f"{at.year:04}{at.month:02}{at.day:02}{at.hour:02}{at.minute:02}{at.second:02}"
    return f"{text}.{at.microsecond:06}" if at.microsecond else text
