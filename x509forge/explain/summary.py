"""What something is, for whom, until when: one screen for each object, from the tree, as far as it can be read."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from ..errors import X509ForgeError
from ..rules import check
from ..signing.public_keys import key_type
from ..x509.certificate import Certificate
from ..x509.public_key import SubjectPublicKeyInfo
from ..x509.time import Time
from .look import Look, painted, shown, wrapped
from .overlay import SEVERAL
from .text import finding_text, label

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

    from ..rules import Finding
    from .node import Node

    Says = Callable[[Node, datetime.datetime], str]

_PLAIN = Look()
# What the tree says, too, and where.
_UNDECODABLE = "rfc5280.extensions.undecodable"
_LABEL_WIDTH = 29
# Of names, and of findings.
_MOST_LINES = 12


def summary(root: Node, at: datetime.datetime, look: Look = _PLAIN) -> Iterator[str]:
    """Yield the lines for each object that is there, judged `at` a time; an empty line stands between two."""
    first = True
    # In lines that are narrow, what is said has at least half of them.
    margin = _LABEL_WIDTH if look.width is None else min(_LABEL_WIDTH, look.width // 2)
    waiting = [_objects(root)]
    while waiting:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            continue
        if not first:
            yield ""
        first = False
        behind: list[Node] = []
        for row in _rows(node, at, behind):
            kind, name, text = row
            spans = [("aside", f"{name + ' ':{margin}}"), (kind, shown(text))] if kind else [("name", shown(text))]
            for line in wrapped(spans, look.width, margin):
                yield painted(line, look.color)
        # Behind it, what is in it and is an object, too, and what a password opened of it.
        waiting.append(iter(behind))


def _objects(root: Node) -> Iterator[Node]:
    if root.members is None and root.piece != SEVERAL:
        yield root
        return
    for node in root.children:
        if node.piece == SEVERAL:
            yield from node.children
        elif node.piece != "text":
            yield node


def _rows(node: Node, at: datetime.datetime, behind: list[Node]) -> Iterator[tuple[str, str, str]]:
    """Yield rows of how they are painted, what they are about, and what they say."""
    size = len(node.encoded)
    yield "", "", f"{''.join(text for _, text in label(node))}, {size:,} octet{'s' * (size != 1)}"
    for name, path, says in _ROWS.get(node.declared, ()):
        try:
            text = says(node.at(path), at)
        except KeyError:
            # It is optional, or the structure is broken: then that is a finding.
            continue
        if text:
            yield "value", name, text
    if node.declared in _IDENTIFIED:
        for name in ("SHA-256", "SHA-1"):
            algorithm = name.replace("-", "").lower()
            yield "value", name, hashlib.new(algorithm, node.encoded, usedforsecurity=False).hexdigest()
    found = _Findings()
    entries = responses = 0
    within: Node | None = None
    for below in node.walk():
        if within is not None and below.document is within.document and below.offset < within.whole_stop:
            continue
        if below is not node and below.declared in _OBJECTS:
            # What it says is not said of what holds it.
            within = below
            behind.append(below)
            continue
        entries += below.declared == "RevokedCertificate"
        found.add(below.findings)
        decrypted = below.decrypted
        if decrypted is not None:
            behind.append(decrypted)
        if below.declared == "SingleResponse":
            responses += 1
            if responses <= _MOST_LINES:
                yield "value", "certificate", _response(below, at)
        extension = _EXTENSIONS.get(below.declared)
        if extension is not None and below.parent is not None:
            yield from _extension(below, *extension)
    if responses > _MOST_LINES:
        yield "aside", "", f"… and {responses - _MOST_LINES:,} more"
    if node.declared == "CertificateList":
        yield "value", "revoked", f"{entries:,} certificate{'s' * (entries != 1)}"
    if node.declared == "Certificate":
        # What the tree found is not said twice; what does not decode has findings there, which say why.
        known = {_UNDECODABLE, *found.ids}
        with suppress(X509ForgeError):
            judged = check(Certificate.from_der(node.encoded), at=at)
            found.add(finding for finding in judged if finding.id not in known)
    yield from found.rows()


class _Findings:
    def __init__(self) -> None:
        self.counts = {"error": 0, "warning": 0, "notice": 0}
        self.first: list[Finding] = []
        self.ids: set[str] = set()

    def add(self, findings: Iterable[Finding]) -> None:
        """Count findings, and keep the first of them."""
        for finding in findings:
            self.counts[finding.severity] += 1
            self.ids.add(finding.id)
            if len(self.first) < _MOST_LINES:
                self.first.append(finding)

    def rows(self) -> Iterator[tuple[str, str, str]]:
        counted = ", ".join(f"{count} {kind}{'s' * (count > 1)}" for kind, count in self.counts.items() if count)
        yield "finding" if counted else "value", "findings", counted or "none"
        yield from _listed("finding", "", [finding_text(finding) for finding in self.first], sum(self.counts.values()))


def _listed(kind: str, name: str, texts: list[str], total: int) -> Iterator[tuple[str, str, str]]:
    """Yield one row for each text, the name before the first."""
    for number, text in enumerate(texts):
        yield kind, "" if number else name, text
    if total > len(texts):
        yield "aside", "", f"… and {total - len(texts):,} more"


# What an extension says


def _extension(node: Node, name: str, says: Callable[[Node], list[str]]) -> Iterator[tuple[str, str, str]]:
    texts = says(node)
    extension = node.parent.parent if node.parent is not None else None
    if extension is not None and any(
        child.name == "critical" and child.value == "TRUE" for child in extension.children
    ):
        name += ", critical"
    yield from _listed("value", name, texts[:_MOST_LINES], len(texts))


def _itself(node: Node) -> list[str]:
    return [node.value]


def _values(node: Node) -> list[str]:
    return [", ".join(child.value for child in node.children)]


def _basic_constraints(node: Node) -> list[str]:
    said = {child.name: child.value for child in node.children}
    limit = said.get("pathLenConstraint")
    is_ca = "CA" if said.get("cA") == "TRUE" else "no CA"
    return [is_ca if limit is None else f"{is_ca}, {limit} below it at most"]


def _names(node: Node) -> list[str]:
    """Return each name between quotes, so that what is in one cannot pass for another."""
    return [f"{child.name} {_between_quotes(child.value or child.contents.hex())}" for child in node.children]


def _between_quotes(words: str) -> str:
    # What might be taken for more than it is has quotes already, and escapes for those within.
    if words.startswith('"'):
        return words
    name, blank, in_unicode = words.partition(" (")
    return f'"{name}"{blank}{in_unicode}'


def _encryption(node: Node) -> list[str]:
    return [child.value for child in node.children if child.name == "contentEncryptionAlgorithm"]


def _asked(node: Node) -> list[str]:
    return [_serial_number(child) for child in node.at("reqCert").children if child.name == "serialNumber"]


def _key_identifier(node: Node) -> list[str]:
    return [child.value for child in node.children if child.name == "keyIdentifier"]


_EXTENSIONS: dict[str, tuple[str, Callable[[Node], list[str]]]] = {
    "BasicConstraints": ("basic constraints", _basic_constraints),
    "KeyUsage": ("key usage", _itself),
    "ExtendedKeyUsage": ("for", _values),
    "SubjectAlternativeName": ("names", _names),
    "SubjectKeyIdentifier": ("key identifier", _itself),
    "AuthorityKeyIdentifier": ("issuer's key", _key_identifier),
    "EncryptedContentInfo": ("encrypted with", _encryption),
    "Request": ("asks about", _asked),
}


# What a field says


def _name(node: Node, at: datetime.datetime) -> str:
    return node.value or ("cannot be read" if node.length else "no name at all")


def _moment(node: Node) -> datetime.datetime | None:
    try:
        return Time.from_der(node.encoded).datetime
    except (X509ForgeError, ValueError):
        return None


def _time(node: Node, at: datetime.datetime) -> str:
    moment = _moment(node)
    return "cannot be read" if moment is None else moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _validity(node: Node, at: datetime.datetime) -> str:
    first, last = node.at("notBefore"), node.at("notAfter")
    start, end = _moment(first), _moment(last)
    text = f"{_time(first, at)} to {_time(last, at)}"
    if start is not None and at < start:
        return f"{text}: not before {_days(start - at)}"
    if end is not None and at > end:
        return f"{text}: expired {_days(at - end)} ago"
    return text if end is None else f"{text}: {_days(end - at)} left"


def _next_update(node: Node, at: datetime.datetime) -> str:
    end = _moment(node)
    if end is None:
        return _time(node, at)
    return f"{_time(node, at)}: {f'{_days(end - at)} left' if at <= end else f'due {_days(at - end)} ago'}"


def _days(span: datetime.timedelta) -> str:
    days = span.days
    if not days:
        return f"{span.seconds // 3600} h {span.seconds // 60 % 60} min"
    return f"{days:,} day{'s' * (days != 1)}"


def _serial(node: Node, at: datetime.datetime) -> str:
    return _serial_number(node)


def _serial_number(node: Node) -> str:
    octets = node.contents.hex(":")
    return octets if node.value.startswith("0x") else f"{octets} ({node.value})"


def _value(node: Node, at: datetime.datetime) -> str:
    return node.value


def _inner_value(node: Node, at: datetime.datetime) -> str:
    return ", ".join(child.value for child in node.children if child.value)


def _response(node: Node, at: datetime.datetime) -> str:
    """Return of which certificate a SingleResponse is, what it says of it, and for how long."""
    parts: list[str] = []
    for path, says in _RESPONSE:
        with suppress(KeyError):
            parts.append(says(node.at(path), at))
    return "; ".join(parts)


def _status(node: Node, at: datetime.datetime) -> str:
    # RFC 6960 4.2.1: good [0], revoked [1], unknown [2].
    status = dict(enumerate(("good", "revoked", "unknown"))).get(node.tag.number if node.tag else -1, "cannot be read")
    for child in node.children:
        if child.name == "revocationTime":
            status += f" {_time(child, at)}"
        elif child.name == "revocationReason":
            status += f", {_inner_value(child, at)}"
    return status


def _key(node: Node, at: datetime.datetime) -> str:
    try:
        return key_type(SubjectPublicKeyInfo.from_der(node.encoded))
    except X509ForgeError:
        return node.at("algorithm.algorithm").value


def _bits(node: Node, at: datetime.datetime) -> str:
    return f"{int.from_bytes(node.contents, 'big').bit_length():,} bits"


_RSA: tuple[tuple[str, str, Says], ...] = (("modulus", "modulus", _bits),)
# By declared type: what a row is about, the path of the node that says it, and how.
_ROWS: dict[str, tuple[tuple[str, str, Says], ...]] = {
    "Certificate": (
        ("subject", "tbsCertificate.subject", _name),
        ("issuer", "tbsCertificate.issuer", _name),
        ("serial number", "tbsCertificate.serialNumber", _serial),
        ("valid", "tbsCertificate.validity", _validity),
        ("key", "tbsCertificate.subjectPublicKeyInfo", _key),
        ("signed with", "signatureAlgorithm.algorithm", _value),
    ),
    "CertificationRequest": (
        ("subject", "certificationRequestInfo.subject", _name),
        ("key", "certificationRequestInfo.subjectPKInfo", _key),
        ("signed with", "signatureAlgorithm.algorithm", _value),
    ),
    "CertificateList": (
        ("issuer", "tbsCertList.issuer", _name),
        ("made", "tbsCertList.thisUpdate", _time),
        ("next one", "tbsCertList.nextUpdate", _next_update),
        ("signed with", "signatureAlgorithm.algorithm", _value),
    ),
    "SubjectPublicKeyInfo": (("key", "", _key),),
    "RSAPublicKey": _RSA,
    "RSAPrivateKey": _RSA,
    "ECPrivateKey": (("curve", "parameters", _inner_value),),
    "OneAsymmetricKey": (
        ("key", "privateKeyAlgorithm", _value),
        ("modulus", "privateKey.modulus", _bits),
    ),
    "EncryptedPrivateKeyInfo": (("encrypted with", "encryptionAlgorithm", _value),),
    "OCSPResponse": (
        ("status", "responseStatus", _value),
        ("by", "responseBytes.response.tbsResponseData.responderID", _inner_value),
        ("made", "responseBytes.response.tbsResponseData.producedAt", _time),
        ("signed with", "responseBytes.response.signatureAlgorithm.algorithm", _value),
    ),
}
_RESPONSE: tuple[tuple[str, Says], ...] = (
    ("certID.serialNumber", _serial),
    ("certStatus", _status),
    ("thisUpdate", lambda node, at: f"as of {_time(node, at)}"),
    ("nextUpdate.inner", lambda node, at: f"next answer {_next_update(node, at)}"),
)
# What has a screen of its own, wherever it is.
_OBJECTS = frozenset({"Certificate", "CertificateList", "EncryptedPrivateKeyInfo", "OneAsymmetricKey"})
_IDENTIFIED = ("Certificate", "CertificationRequest", "CertificateList", "SubjectPublicKeyInfo")
