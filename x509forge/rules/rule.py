"""What a rule is, what it finds, and what it may look at."""

from __future__ import annotations

from typing import NamedTuple

from .. import oid
from ..asn1 import Any as RawElement
from ..asn1 import BitString, Raw, Undecoded
from ..errors import DecodeError
from ..kept import Kept
from ..later import Later
from ..oid import ObjectIdentifier
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.certificate import Certificate, TBSCertificate
from ..x509.extension import EXTENSIONS, Extension
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import SubjectKeyIdentifier
from ..x509.extensions.key_usage import KeyUsage
from ..x509.general_name import GeneralName
from ..x509.name import AttributeTypeAndValue, Name, RelativeDistinguishedName
from ..x509.public_key import SubjectPublicKeyInfo
from ..x509.time import Time, Validity

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Container, Iterator
    from typing import Any, TypeVar

    from ..pkcs.pkcs10 import CertificationRequest
    from ..x509.extension import ExtensionValue

    E = TypeVar("E", bound=ExtensionValue)
    # A rule's function yields the path of each place that breaks it, and what is wrong there.
    Judge = Callable[[Any], Iterator[tuple[str, str]]]
    Quick = Callable[[Any], bool]
    # Where a part stands: the names of fields, and indexes.
    Place = tuple[str | int, ...]
else:
    datetime = Later("datetime")

# Those whose verdicts were measured, as `refused_by` has them, and as people know them.
CLIENTS = {
    "openssl": "openssl verify",
    "openssl-strict": "openssl verify -x509_strict",
    "python-3.13": "Python's ssl from 3.13 on",
    "node": "Node.js",
    "gnutls": "GnuTLS",
    "cryptography": "Python's cryptography",
    "go": "Go",
    "java": "Java",
    "nss": "NSS",
}
# Those who refuse what breaks a rule: seen, one by one, by tests/rules/test_refusals.py.
EVERYBODY = tuple(CLIENTS)
OPENSSL = EVERYBODY[:4]
STRICT = ("openssl-strict", "python-3.13")


ALTERNATIVE_NAMES = (oid.SUBJECT_ALTERNATIVE_NAME, oid.ISSUER_ALTERNATIVE_NAME)
# The extensions whose values differ from one certificate of an issuer to the next. So do the serial number, the
# validity, the subject and the key; that the subject is empty, or the issuer, does not count among that.
OWN = {each.oid: each for each in (SubjectAlternativeName, SubjectKeyIdentifier)}


DATES = "dates"


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
    `parts` alone is a function over one part (`Case.parts`), whatever stands around it, so that a part in which
    nothing was found need not be judged again. Only a rule that is `own` looks at what differs from one certificate
    of an issuer to the next (`Case.kind`), if at DATES then at nothing else of that; what the others have judged for
    one of a kind is so for all. `quick` is a test of what `judge` is given, true of most that keep the rule, and of
    none that breaks it: several rules may have one together.
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
    own: bool | str = True
    quick: Quick | None = None

    def findings(self, case: Any) -> Iterator[Finding]:
        """Yield what the rule finds."""
        if not self.parts:
            for path, message in self.judge(case):
                yield self.finding(path, message)
            return
        for tag, place, part in case.parts():
            if tag in self.about:
                for path, message in self.judge(part):
                    yield self.finding(joined(case.path_of(place), path), message)

    def finding(self, path: str, message: str) -> Finding:
        """Return a finding of this rule."""
        return Finding(self.id, self.severity, path, message, self.citation, self.remedy, None, self.refused_by)


class Rules(dict[str, Rule]):
    """Rules by their ids, in the order of their declaration; `own` is what they are where they do not say it."""

    def __init__(self, *, own: bool = True) -> None:
        self._own = own

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
        own: bool | str | None = None,
        quick: Quick | None = None,
    ) -> Callable[[Judge], Judge]:
        """Declare a function over what is judged as a rule; raises ValueError for an id that there is already."""
        is_own = self._own if own is None else own

        def declare(judge: Judge) -> Judge:
            if id in self:
                raise ValueError(f"two rules are called {id}")
            self[id] = Rule(id, severity, citation, says, remedy, judge, refused_by, about, parts, is_own, quick)
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
        *,
        own: bool | None = None,
        quick: Quick | None = None,
    ) -> Callable[[Judge], Judge]:
        """Declare a function over one part, an `Extension` say, as a rule; `about` says which parts it is given."""
        return self.rule(
            id, severity, citation, says, remedy, refused_by, about=about, parts=True, own=own, quick=quick
        )


class Case:
    """What is judged, made easy to ask: a certificate or what will become one, its issuer, a host, a time."""

    __slots__ = (
        *(
            "_ends",
            "_extensions",
            "_first",
            "_is_ca",
            "_of_issuer",
            "_own",
            "at",
            "certificate",
            "host",
            "issuer",
            "now",
            "role",
            "root",
            "tbs",
        ),
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
        self.certificate: Certificate | None = None
        self.root = ""
        tbs: Any = value
        if isinstance(value, Certificate):
            self.certificate, self.root, tbs = value, "tbsCertificate.", value.tbs_certificate
        # Of a class with a metaclass, to be one exactly is told at once, and to be none takes long.
        exact = type(tbs) is TBSCertificate or not isinstance(tbs, Raw)
        self.tbs: TBSCertificate = tbs if exact else TBSCertificate.from_der(tbs.to_der())
        self.issuer = issuer
        self.host = host
        self.at = at
        self.now = None if at is None else moment_of(at)
        self._extensions: list[tuple[int, Extension]] | None = None
        self._first: dict[str, tuple[int, Extension]] | None = None
        self._own: tuple[tuple[int, Extension], ...] | None = None
        self._is_ca: bool | None = None
        self._of_issuer: Case | None = None
        self.role = ""  # what a profile takes it for
        self._ends: tuple[str, str] | bool | None = False

    @property
    def extensions(self) -> list[tuple[int, Extension]]:
        """The extensions that can be read, each with its index."""
        if self._extensions is None:
            # A field may hold a raw element in place of its value; the rules pass over what they cannot read.
            self._extensions = [
                (at, _as_read(extension))
                for at, extension in enumerate(items(self.tbs.extensions))
                if isinstance(extension, Extension) and isinstance(extension.extn_id, str)
            ]
        return self._extensions

    @property
    def first(self) -> dict[str, tuple[int, Extension]]:
        """The first extension of each type, with its index."""
        if self._first is None:
            # Whole before others see it: an issuer's case is shared by threads.
            first: dict[str, tuple[int, Extension]] = {}
            for entry in self.extensions:
                first.setdefault(entry[1].extn_id, entry)
            usage = first.get(oid.KEY_USAGE)
            if usage is not None and isinstance(usage[1].extn_value, Undecoded):
                asserted = _asserted(usage[1].extn_value)
                if asserted is not None:
                    first[oid.KEY_USAGE] = (usage[0], usage[1].replace(extn_value=asserted))
            self._first = first
        return self._first

    @property
    def own(self) -> tuple[tuple[int, Extension], ...]:
        """The extensions that are in `OWN` and can be read, each with its index; none where this is of no `kind`."""
        if self._own is None:
            self.kind()
        return self._own or ()

    @property
    def of_issuer(self) -> Case:
        """The issuer's certificate, made easy to ask; raises ValueError where none is known."""
        if self._of_issuer is None:
            if self.issuer is None:
                raise ValueError("no issuer is known")
            self._of_issuer = _case_of_issuer(self.issuer)
        return self._of_issuer

    @property
    def ends(self) -> tuple[str, str] | None:
        """Both ends of the validity, as texts that sort as moments do; None where they cannot be read."""
        if self._ends is False:
            found = times(self.tbs.validity)
            self._ends = None if found is None else (moment(found[0]), moment(found[1]))
        return self._ends  # type: ignore[return-value]

    def tags(self) -> Iterator[str]:
        """Yield what the case has: its extensions by their identifiers, and which questions are asked."""
        yield from self.first
        if self.is_request:
            yield "request"
        if self.issuer is not None:
            yield "issuer"
            if self.of_issuer.has(oid.NAME_CONSTRAINTS):
                yield "constrained"
        if self.at is not None:
            yield "at"
        if self.host is not None:
            yield "host"

    def kind(self) -> tuple[object, ...] | None:
        """Return what this has in common with other certificates of its issuer, as a key; None where it cannot be told.

        That is all but the numbers, dates and names in `OWN`, of which it only says what is there.
        """
        tbs = self.tbs
        subject, key, extensions = tbs.subject, tbs.subject_public_key_info, tbs.extensions
        if (
            type(subject) is not Name
            or type(key) is not SubjectPublicKeyInfo
            or type(key.algorithm) is not AlgorithmIdentifier
            or type(tbs.signature) is not AlgorithmIdentifier
            or type(tbs.issuer) is not Name
            or type(tbs.version) is not int
            or (type(extensions) is not tuple and extensions is not None)
        ):
            return None
        subject_der, issuer_der = subject.to_der(), tbs.issuer.to_der()
        kind: list[object] = [
            self.issuer and self.issuer.to_der(),
            self.at is None,
            self.host is None,
            self.is_request,
            tbs.version,
            tbs.signature.to_der(),
            issuer_der,
            subject.rdn_sequence == (),
            subject_der == issuer_der,
            key.algorithm.to_der(),
            tbs.issuer_unique_id is None,
            tbs.subject_unique_id is None,
            extensions is None,
        ]
        own: list[tuple[int, Extension]] = []
        types: list[str] = []
        for entry in enumerate(extensions or ()):
            extension = entry[1]
            if type(extension) is not Extension or type(extension.extn_id) is not ObjectIdentifier:
                return None
            # Of octets that stand for a value a rule that is not `own` says whether they are DER.
            if OWN.get(extension.extn_id) is type(extension.extn_value):
                kind += (extension.extn_id, extension.critical, type(extension.extn_value))
                if extension.extn_id in types:
                    return None
                types.append(extension.extn_id)
                own.append(entry)
            else:
                kind += (type(extension.extn_value), extension.to_der())
        self._own = tuple(own)
        return tuple(kind)

    def common(self) -> tuple[object, ...]:
        """Return the values behind `kind`."""
        tbs = self.tbs
        own = self.own
        others = [entry[1] for entry in self.extensions if entry not in own]
        return (self.issuer, tbs.signature, tbs.issuer, tbs.subject_public_key_info.algorithm, *others)

    def parts(self, *, own: bool = False, known: Container[object] = ()) -> Iterator[tuple[str, Place, Any]]:
        """Yield tag, place and value of the parts that can be read: an `Extension`, a level of a name and the like.

        Attributes and keys come a second time, by their types and algorithms. With `own` there are only those that
        are not common to others of the `kind`; levels of a name whose DER is `known` are left out.
        """
        tbs = self.tbs
        if not own:
            yield from parts_of_name(tbs.issuer, "issuer", known)
            if isinstance(tbs.signature, AlgorithmIdentifier):
                yield "signature", ("signature",), tbs.signature
        yield from parts_of_name(tbs.subject, "subject", known)
        if isinstance(tbs.subject_public_key_info, SubjectPublicKeyInfo):
            key = tbs.subject_public_key_info
            yield "key", _KEY, key
            if isinstance(key.algorithm, AlgorithmIdentifier) and isinstance(key.algorithm.algorithm, str):
                yield key.algorithm.algorithm, _KEY, key
        for at, extension in self.own if own else self.first.values():
            if own or not isinstance(extension.extn_value, (Raw, bytes)):
                yield extension.extn_id, ("extensions", at), extension
                if extension.extn_id in ALTERNATIVE_NAMES:
                    names: Any = extension.extn_value
                    for which, name in enumerate(items(names.general_names)):
                        if isinstance(name, GeneralName):
                            yield name.chosen, ("extensions", at, ".extnValue", which), name

    def path(self, field: str) -> str:
        """Return the full path of a field of the TBSCertificate."""
        return self.root + field

    def path_of(self, place: Place) -> str:
        """Return the full path of a part."""
        return self.path(placed(place))

    def find(self, wanted: type[E]) -> tuple[str, Extension, E] | None:
        """Return path, frame and value of the first extension of this type; None where it is absent or unreadable."""
        if wanted.oid in self.first:
            at, extension = self.first[wanted.oid]
            if isinstance(extension.extn_value, wanted):
                return self.path(f"extensions[{at}]"), extension, extension.extn_value
        return None

    def frame(self, identifier: str) -> tuple[str, Extension] | None:
        """Return path and frame of the first extension with this identifier, whether its value can be read or not."""
        if identifier not in self.first:
            return None
        at, extension = self.first[identifier]
        return self.path(f"extensions[{at}]"), extension

    def value(self, wanted: type[E]) -> E | None:
        """Return the value of the first extension of this type, or None."""
        if wanted.oid in self.first:
            value = self.first[wanted.oid][1].extn_value
            if isinstance(value, wanted):
                return value
        return None

    def has(self, identifier: str) -> bool:
        """Return whether an extension with this identifier is there, readable or not."""
        return identifier in self.first

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
        first = field.partition(".")[0].partition("[")[0]
        return _IN_REQUESTS.get(first, "certificationRequestInfo") + field[len(first) :]


def _as_read(extension: Extension) -> Extension:
    """Return an extension as a reader has it: another type's value under its identifier may be given, and not read."""
    value = extension.extn_value
    if isinstance(value, (bytes, Raw)):
        return extension
    due = EXTENSIONS.type(extension.extn_id)
    if due is None or isinstance(value, due):
        return extension
    framed = Extension(extn_id=extension.extn_id, critical=False, extn_value=value)
    return extension.replace(extn_value=Extension.from_der(framed.to_der()).extn_value)


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


def parts_of_name(name: object, place: str = "", known: Container[object] = ()) -> Iterator[tuple[str, Place, Any]]:
    """Yield the attributes of a name that can be read, as such and by their types, and behind them their level."""
    for at, level in enumerate(items(name.rdn_sequence) if isinstance(name, Name) else ()):
        if isinstance(level, RelativeDistinguishedName) and level.to_der() not in known:
            for which, attribute in enumerate(items(level.attributes)):
                if isinstance(attribute, AttributeTypeAndValue) and isinstance(attribute.type, str):
                    inner = (place, at, which)
                    yield "attribute", inner, attribute
                    yield attribute.type, inner, attribute
            yield "level", (place, at), level


_KEY: Place = ("subjectPublicKeyInfo",)


def placed(place: Place) -> str:
    """Return a place as a path."""
    return "".join([step if isinstance(step, str) else f"[{step}]" for step in place])


_issuers = Kept(16)


def _case_of_issuer(issuer: Certificate) -> Case:
    """Return an issuer's certificate, made easy to ask: it comes again with each certificate that it issues."""
    case: Case | None = _issuers.get(issuer)
    # What has a raw element in it may have the same octets.
    if case is None or case.certificate is not issuer:
        case = _issuers.keep(issuer, Case(issuer))
    return case


def joined(place: str, path: str) -> str:
    """Return the path of a place within a part."""
    return place + path if not path or path[0] == "[" else f"{place}.{path}"


def called(identifier: object) -> str:
    """Return the name of an object identifier, its number where it has none; of a raw element, that it is one."""
    return identifier.name or str(identifier) if isinstance(identifier, ObjectIdentifier) else "a raw element"


def items(value: object) -> tuple[Any, ...]:
    """Return the items of a list; none where a raw element stands in its place."""
    return value if isinstance(value, tuple) else ()


def is_unknown_and_critical(extension: Extension) -> bool:
    """Return whether an extension is critical whose identifier has no name."""
    return extension.critical is True and isinstance(extension.extn_value, bytes) and not extension.extn_id.name


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
    if at.tzinfo is not datetime.timezone.utc:
        at = at.astimezone(datetime.timezone.utc)
    # Many are judged within one second.
    kept: str | None = _moments.get(at)
    return kept or _moments.keep(at, _in_digits(at))


_moments = Kept(16)


def _in_digits(at: datetime.datetime) -> str:
    text = f"{at.year:04}{at.month:02}{at.day:02}{at.hour:02}{at.minute:02}{at.second:02}"
    return f"{text}.{at.microsecond:06}" if at.microsecond else text
