"""The preflight: chain, signatures, key, host and dates of what a TLS server will show, judged before it does."""

from __future__ import annotations

from .. import pem
from ..errors import ChainError, KeyFormatError, PasswordRequired, SignatureMismatch, SigningError, X509ForgeError
from ..rules import check, rules_of
from ..rules.rule import EVERYBODY, Case, Rules
from ..rules.subtrees import broken_by
from ..signing.keys import PrivateKey
from ..signing.public_keys import key_type
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.name_constraints import NameConstraints
from ..x509.name_comparison import comparison_key
from .chain import is_self_issued, verify_link

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from ..rules import Finding, JudgesBy
    from ..x509.certificate import Certificate

RULES = Rules()
rule = RULES.rule


def preflight(
    chain: Sequence[Certificate],
    *,
    key: bytes | None = None,
    host: str | None = None,
    anchors: Sequence[Certificate] = (),
    at: datetime.datetime | None = None,
    profile: JudgesBy | str = "rfc5280",
) -> list[Finding]:
    """Return what is wrong with a chain file, and with the key file that goes with it.

    `chain` is in the order of its file, which should be the leaf first (RFC 8446 4.4.2);
    `key` is what the key file holds. `host` is what clients connect to, `anchors` are the CAs
    that they trust, `at` is an aware datetime: without it, no date is judged. Each certificate
    is judged by the rules too, together with its issuer; paths say which one it is:
    `chain[0].tbsCertificate.extensions[2]`. The profile is that of the leaf; the others are judged by "rfc5280",
    or by "none" where the leaf is. Raises ChainError for a chain of none.
    """
    if not chain:
        raise ChainError("there is no certificate")
    case = Handover(chain, key, anchors)
    others = "rfc5280" if rules_of(profile) else "none"
    found = [finding for rule in RULES.values() for finding in rule.findings(case)]
    for position, certificate in enumerate(chain):
        issuer = case.issuer_of(position)
        by = others if position else profile
        for finding in check(certificate, profile=by, issuer=issuer, host=None if position else host, at=at):
            # Of an issuer that is in the chain itself, its own findings say so.
            if finding.id == "rfc5280.path.issuer_not_valid" and issuer in chain:
                continue
            # The last certificate of a path is not counted, though it be a CA's (RFC 5280 4.2.1.9).
            if finding.id == "rfc5280.path.too_long" and position == 0:
                continue
            found.append(finding._replace(path=f"chain[{position}].{finding.path}"))
    return found


class Handover:
    """What is handed in: a chain, its key, and the CAs that its clients trust."""

    def __init__(self, chain: Sequence[Certificate], key: bytes | None, anchors: Sequence[Certificate]) -> None:
        self.chain = chain
        self.anchors = anchors
        self.key_file = key
        self.key: PrivateKey | None = None
        self.key_error: X509ForgeError | None = None
        if key is not None:
            try:
                self.key = PrivateKey.from_bytes(key)
            except X509ForgeError as error:
                self.key_error = error

    def issuer_of(self, position: int) -> Certificate | None:
        """Return who issued a certificate of the chain: the next one by its name, or an anchor; of a root, itself."""
        certificate = self.chain[position]
        if is_root(certificate):
            return certificate
        return self._above(certificate, self.chain[position + 1 : position + 2])

    def above(self, position: int) -> Iterator[Certificate]:
        """Yield who stands above a certificate of the chain, its issuer first."""
        certificate, met = self.chain[position], [self.chain[position]]
        issuer = self.issuer_of(position)
        while issuer is not None and issuer not in met:
            yield issuer
            met.append(issuer)
            certificate = issuer
            following = self.chain.index(certificate) + 1 if certificate in self.chain else len(self.chain)
            issuer = None if is_root(certificate) else self._above(certificate, self.chain[following : following + 1])

    def _above(self, certificate: Certificate, first: Sequence[Certificate]) -> Certificate | None:
        for candidate in (*first, *self.anchors, *self.chain):
            if candidate != certificate and _names(certificate, candidate):
                return candidate
        return None


def is_root(certificate: Certificate) -> bool:
    """Return whether a certificate is its own issuer: by its name, and not by the key of another (RFC 5280 3.2)."""
    if not is_self_issued(certificate):
        return False
    case = Case(certificate)
    own, issuer = case.value(SubjectKeyIdentifier), case.value(AuthorityKeyIdentifier)
    return own is None or issuer is None or issuer.key_identifier in (None, own.key_identifier)


def _names(certificate: Certificate, issuer: Certificate) -> bool:
    """Return whether a certificate says that this is its issuer."""
    own, other = certificate.tbs_certificate.issuer, issuer.tbs_certificate.subject
    return own == other or comparison_key(own) == comparison_key(other)


def _called(certificate: Certificate) -> str:
    return str(certificate.tbs_certificate.subject) or "a certificate without subject"


# Of what an anchor says of those below it, Java asks nothing.
_NOT_JAVA = tuple(client for client in EVERYBODY if client != "java")


@rule(
    "chain.order",
    "error",
    "RFC 5246 7.4.2",
    "A chain file has the leaf first, and each certificate followed by its issuer.",
    "x509forge chain FILE... -out CHAIN puts certificates in order.",
)
def _order(case: Handover) -> Iterator[tuple[str, str]]:
    for position, (certificate, following) in enumerate(zip(case.chain, case.chain[1:], strict=False)):
        if is_root(certificate):
            yield f"chain[{position + 1}]", f"follows the root {_called(certificate)}, where a chain ends"
        elif not _names(certificate, following):
            issuer = certificate.tbs_certificate.issuer
            yield (
                f"chain[{position + 1}]",
                f"is {_called(following)}, and the issuer of chain[{position}], {_called(certificate)}, is {issuer}",
            )


@rule(
    "chain.signature",
    "error",
    "RFC 5280 6.1.3",
    "Each certificate is signed by the key of its issuer.",
    "Take the issuer's certificate that belongs to the key which signed.",
    EVERYBODY,
)
def _signature(case: Handover) -> Iterator[tuple[str, str]]:
    for position, error in _broken_links(case):
        if isinstance(error, SignatureMismatch):
            yield f"chain[{position}].signatureValue", str(error)


@rule(
    "chain.unverifiable",
    "warning",
    "RFC 5280 6.1.3",
    "The algorithms of the signatures are known here.",
    "Verify the chain with a program that knows them.",
)
def _unverifiable(case: Handover) -> Iterator[tuple[str, str]]:
    for position, error in _broken_links(case):
        if not isinstance(error, SignatureMismatch):
            yield f"chain[{position}].signatureAlgorithm", str(error)


def _broken_links(case: Handover) -> Iterator[tuple[int, SigningError]]:
    for position, certificate in enumerate(case.chain):
        issuer = case.issuer_of(position)
        if issuer is not None:
            try:
                verify_link(certificate, issuer)
            except SigningError as error:
                yield position, error


@rule(
    "chain.incomplete",
    "warning",
    "RFC 5246 7.4.2",
    "The chain leads to a root.",
    "Add the certificates of the issuers, or say with --ca whom clients trust.",
)
def _incomplete(case: Handover) -> Iterator[tuple[str, str]]:
    for position, certificate in enumerate(case.chain):
        if not case.anchors and case.issuer_of(position) is None:
            issuer = certificate.tbs_certificate.issuer
            yield f"chain[{position}]", f"is {_called(certificate)}, and its issuer {issuer} is not in the file"


@rule(
    "chain.untrusted",
    "error",
    "RFC 5280 6.1.1",
    "The chain leads to a CA that clients trust.",
    "Issue from a CA that clients trust, or add the intermediate that is missing.",
    EVERYBODY,
)
def _untrusted(case: Handover) -> Iterator[tuple[str, str]]:
    if not case.anchors:
        return
    for certificate in case.chain:
        if certificate in case.anchors or any(_names(certificate, anchor) for anchor in case.anchors):
            return
    trusted = "; ".join(map(_called, case.anchors))
    yield f"chain[{len(case.chain) - 1}]", f"is not issued by a CA that clients trust, which is {trusted}"


@rule(
    "chain.names",
    "error",
    "RFC 5280 6.1.3",
    "All names keep the nameConstraints of all CAs above, and not of their issuer alone.",
    "Issue from a CA that may have the name, and that stands below none that may not.",
    _NOT_JAVA,
)
def _chain_names(case: Handover) -> Iterator[tuple[str, str]]:
    for position, certificate in enumerate(case.chain):
        # Of the issuer itself, the rules of a certificate say so.
        for ancestor in list(case.above(position))[1:]:
            constraints = Case(ancestor).value(NameConstraints)
            for broken in broken_by(Case(certificate), constraints) if constraints is not None else ():
                yield f"chain[{position}].{broken.path}", f"{broken.message} of {_called(ancestor)}"


@rule(
    "chain.path_length",
    "error",
    "RFC 5280 6.1.4",
    "No more CAs stand between a CA and the leaf than its pathLenConstraint says, self-issued ones excepted.",
    "Sign with a CA of a greater pathLenConstraint.",
    _NOT_JAVA,
)
def _chain_path_length(case: Handover) -> Iterator[tuple[str, str]]:
    between, follows_ca = 0, False
    for position, certificate in enumerate((case.chain[0], *case.above(0))):
        judged = Case(certificate)
        constraints = judged.value(BasicConstraints)
        limit = None if constraints is None else constraints.path_len_constraint
        # Of a CA right below one that allows none, the rules of a certificate say so.
        if isinstance(limit, int) and between > limit and (limit or not follows_ca):
            called = _called(certificate)
            yield "chain", f"has {between} CAs between {called}, whose pathLenConstraint is {limit}, and the leaf"
        follows_ca = not judged.is_self_issued()
        between += bool(position) and follows_ca


@rule(
    "key.mismatch",
    "error",
    "RFC 5246 7.4.2",
    "The key is that of the first certificate.",
    "Hand in the key that the request was made with.",
)
def _mismatch(case: Handover) -> Iterator[tuple[str, str]]:
    if case.key is None or case.key.matches(case.chain[0].tbs_certificate.subject_public_key_info):
        return
    for position, certificate in enumerate(case.chain):
        if case.key.matches(certificate.tbs_certificate.subject_public_key_info):
            yield "key", f"is that of chain[{position}], {_called(certificate)}, which should then be the first"
            return
    yield "key", f"is not that of chain[0], {_called(case.chain[0])}"


@rule(
    "key.encrypted",
    "error",
    "RFC 5958 3",
    "The key file has no password: a server starts without anybody to ask.",
    "x509forge pkcs8 -topk8 -nocrypt -in KEY -out NEW",
)
def _encrypted(case: Handover) -> Iterator[tuple[str, str]]:
    if isinstance(case.key_error, PasswordRequired):
        yield "key", "is encrypted"


@rule(
    "key.format",
    "error",
    "RFC 5958 2",
    "The key file is PKCS#8 in PEM, unencrypted: BEGIN PRIVATE KEY.",
    "x509forge pkcs8 -topk8 -nocrypt -in KEY -out NEW",
)
def _format(case: Handover) -> Iterator[tuple[str, str]]:
    if case.key_file is None or isinstance(case.key_error, PasswordRequired):
        return
    if case.key_error is not None and not _is_unsupported(case):
        yield "key", f"is no private key that can be read: {case.key_error}"
    elif not pem.looks_like_pem(case.key_file):
        yield "key", "is in DER, not in PEM"
    else:
        labels = [block.label for block in pem.decode(case.key_file) if block.label.endswith("PRIVATE KEY")]
        forms = {"RSA PRIVATE KEY": "PKCS#1", "EC PRIVATE KEY": "SEC 1"}
        if labels[:1] != ["PRIVATE KEY"]:
            yield "key", f"is {forms.get(labels[0], labels[0])}, not PKCS#8" if labels else "is not PKCS#8"


def _is_unsupported(case: Handover) -> bool:
    return isinstance(case.key_error, SigningError) and not isinstance(case.key_error, KeyFormatError)


@rule(
    "key.kind",
    "error",
    "RFC 8446 9.1",
    "The key is RSA or EC, which every TLS server takes.",
    "Make an RSA key of 2048 bits or an EC key on P-256.",
)
def _kind(case: Handover) -> Iterator[tuple[str, str]]:
    place = "chain[0].tbsCertificate.subjectPublicKeyInfo"
    try:
        found = key_type(case.chain[0].tbs_certificate.subject_public_key_info)
    except SigningError as error:
        yield place, str(error)
    else:
        if found.partition(":")[0] not in ("rsa", "ec"):
            yield place, f"is a key of the type {found}"
    if case.key is not None and case.key.key_type.partition(":")[0] not in ("rsa", "ec"):
        yield "key", f"is a key of the type {case.key.key_type}"
    elif _is_unsupported(case):
        yield "key", str(case.key_error)
