"""Chains as `openssl verify` of 3.0 builds and judges them: the same errors, with their numbers, in the same order.

Policies, revocation and the resources of RFC 3779 are not judged.
"""

from __future__ import annotations

from .. import oid
from ..errors import DecodeError, SignatureMismatch, SigningError, X509ForgeError
from ..rules import check
from ..rules.host import common_names, matches
from ..signing.verify import verify
from ..x509.algorithm import ECParameters
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.extensions.name_constraints import NameConstraints
from ..x509.extensions.netscape import NetscapeCertType
from ..x509.general_name import GeneralName
from ..x509.name import Name
from .name_constraints import violation

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from ..x509.certificate import Certificate
    from ..x509.extension import ExtensionValue

    E = TypeVar("E", bound=ExtensionValue)

ERRORS = {
    1: "unspecified certificate verification error",
    2: "unable to get issuer certificate",
    7: "certificate signature failure",
    9: "certificate is not yet valid",
    10: "certificate has expired",
    18: "self-signed certificate",
    19: "self-signed certificate in certificate chain",
    20: "unable to get local issuer certificate",
    21: "unable to verify the first certificate",
    25: "path length constraint exceeded",
    26: "unsuitable certificate purpose",
    32: "key usage does not include certificate signing",
    34: "unhandled critical extension",
    40: "proxy certificates not allowed, please set the appropriate flag",
    47: "permitted subtree violation",
    48: "excluded subtree violation",
    49: "name constraints minimum and maximum not supported",
    51: "unsupported name constraint type",
    53: "unsupported or invalid name syntax",
    62: "hostname mismatch",
    63: "email address mismatch",
    64: "IP address mismatch",
    78: "cert info signature and signature algorithm mismatch",
    79: "invalid CA certificate",
    80: "Path length invalid for non-CA cert",
    81: "Path length given without key usage keyCertSign",
    82: "Key usage keyCertSign invalid for non-CA cert",
    83: "Issuer name empty",
    84: "Subject name empty",
    85: "Missing Authority Key Identifier",
    86: "Missing Subject Key Identifier",
    87: "Empty Subject Alternative Name extension",
    89: "Basic Constraints of CA cert not marked critical",
    92: "CA cert does not include key usage extension",
    93: "Using cert extension requires at least X509v3",
    94: "Certificate public key has explicit ECC parameters",
}
# After these the program goes on, and fails in the end.
_GOES_ON = frozenset({10, 18, 25, 26, 34, *range(78, 94)})
# What our rules find, and the number that OpenSSL has for it, in its order.
_STRICT = {
    "rfc5280.basic_constraints.not_critical_in_ca": 89,
    "rfc5280.key_usage.missing_in_ca": 92,
    "rfc5280.key_usage.cert_sign_without_ca": 82,
    "rfc5280.issuer.empty": 83,
    "rfc5280.subject.empty_ca": 84,
    "rfc5280.subject.empty_without_alternative_name": 84,
    "rfc5280.subject_alternative_name.empty": 87,
    "rfc5280.signature.algorithms_differ": 78,
    "rfc5280.authority_key_identifier.missing": 85,
    "rfc5280.subject_key_identifier.missing_in_ca": 86,
    "rfc5280.version.not_v3": 93,
}
_LONGEST = 100


class Failure:
    """An error: its number, the depth of the certificate (0 is the leaf), and the certificate."""

    __slots__ = ("certificate", "depth", "number")

    def __init__(self, number: int, depth: int, certificate: Certificate) -> None:
        self.number = number
        self.depth = depth
        self.certificate = certificate

    @property
    def text(self) -> str:
        """What OpenSSL says of it."""
        return ERRORS[self.number]


class Result:
    """The chain, leaf first; how many of it came from elsewhere than the trusted; and what is wrong."""

    __slots__ = ("chain", "failures", "untrusted")

    def __init__(self, chain: list[Certificate], untrusted: int, failures: list[Failure]) -> None:
        self.chain = chain
        self.untrusted = untrusted
        self.failures = failures


class _Stop(Exception):
    """After an error that nothing follows."""


class Verifier:
    """Whom to trust, and what is asked for: `at` is the time that counts, None for none."""

    def __init__(
        self,
        trusted: Sequence[Certificate],
        untrusted: Sequence[Certificate] = (),
        *,
        at: datetime.datetime | None = None,
        purpose: str | None = None,
        partial_chain: bool = False,
        strict: bool = False,
        check_own_signature: bool = False,
        host: str | None = None,
        ip: str | None = None,
        email: str | None = None,
    ) -> None:
        self.trusted = tuple(trusted)
        self.untrusted = tuple(untrusted)
        self.at = at
        self.purpose = purpose
        self.partial_chain = partial_chain
        self.strict = strict
        self.check_own_signature = check_own_signature
        self.host = host
        self.ip = ip
        self.email = email

    def verify(self, leaf: Certificate) -> Result:
        """Return the chain and what is wrong with it."""
        result = Result([leaf], 1, [])
        try:
            self._build(result)
            self._check_extensions(result)
            self._check_names(result)
            self._check_signatures(result)
            self._check_name_constraints(result)
        except _Stop:
            pass
        return result

    def _fail(self, result: Result, number: int, depth: int) -> None:
        result.failures.append(Failure(number, depth, result.chain[depth]))
        if number not in _GOES_ON:
            raise _Stop

    def _build(self, result: Result) -> None:
        """Extend the chain, the trusted before the others, until it ends in one that is trusted."""
        chain, left, searches_trusted = result.chain, list(self.untrusted), False
        while len(chain) < _LONGEST:
            current = chain[-1]
            own = is_self_signed(current)
            issuer = self._issuer(current, self.trusted)
            if issuer is not None and own:
                issuer = current if current in self.trusted else None
                if issuer is not None:
                    result.untrusted -= not searches_trusted
                    return
            elif issuer is not None:
                chain.append(issuer)
                searches_trusted = True
                if is_self_signed(issuer) or self.partial_chain:
                    return
                continue
            if searches_trusted or own:
                break
            further = self._issuer(current, left)
            if further is None:
                break
            left.remove(further)
            chain.append(further)
            result.untrusted += 1
        if self.partial_chain and chain[0] in self.trusted:
            del chain[1:]
            result.untrusted = 0
            return
        last = len(chain) - 1
        if is_self_signed(chain[-1]):
            self._fail(result, 18 if last == 0 else 19, last)
        else:
            self._fail(result, 2 if result.untrusted <= last else 20, last)

    def _issuer(self, certificate: Certificate, candidates: Sequence[Certificate]) -> Certificate | None:
        """Return the issuer: of several the first that is valid now, or else the one that lives longest."""
        found = [candidate for candidate in candidates if has_issued(candidate, certificate)]
        for candidate in found:
            validity = candidate.tbs_certificate.validity
            if self.at is None or validity.not_before.datetime <= self.at <= validity.not_after.datetime:
                return candidate
        return max(found, key=lambda one: one.tbs_certificate.validity.not_after.datetime, default=None)

    def _check_extensions(self, result: Result) -> None:
        length = 0
        for depth, certificate in enumerate(result.chain):
            extensions = certificate.tbs_certificate.extensions or ()
            if any(known.critical and str(known.extn_id) not in _HANDLED for known in extensions):
                self._fail(result, 34, depth)
            if any(known.extn_id == oid.PROXY_CERT_INFO for known in extensions):
                self._fail(result, 40, depth)
            kind = ca_kind(certificate)
            # What is no CA by its constraints may stand at the top alone.
            inner = depth + 1 < len(result.chain)
            if (depth > 0 and (kind == 0 or ((inner or self.strict) and kind != 1))) or (
                depth == 0 and self.strict and kind > 1
            ):
                self._fail(result, 79, depth)
            parameters = certificate.tbs_certificate.subject_public_key_info.algorithm.parameters
            explicit = isinstance(parameters, ECParameters) and parameters.chosen == "specified_curve"
            if len(result.chain) > 1 and explicit:
                self._fail(result, 94, depth)
            if self.strict and len(result.chain) > 1:
                self._check_strictly(result, depth)
            suits = 1 if self.purpose is None else PURPOSES[self.purpose](certificate, depth > 0)
            if suits == 0 or (suits > 1 and self.strict):
                self._fail(result, 26, depth)
            constraints = _extension(certificate, BasicConstraints)
            most = None if constraints is None else constraints.path_len_constraint
            if depth > 1 and most is not None and length > most:
                self._fail(result, 25, depth)
            tbs = certificate.tbs_certificate
            if depth > 0 and not tbs.subject.matches(tbs.issuer):
                length += 1

    def _check_strictly(self, result: Result, depth: int) -> None:
        """Judge a certificate by our rules, those for which OpenSSL has a number."""
        certificate = result.chain[depth]
        usage = _extension(certificate, KeyUsage)
        constraints = _extension(certificate, BasicConstraints)
        if constraints is not None and constraints.path_len_constraint is not None:
            # Two numbers of OpenSSL's, and one rule of ours.
            if not constraints.ca:
                self._fail(result, 80, depth)
            if usage is None or "keyCertSign" not in usage:
                self._fail(result, 81, depth)
        found = {finding.id for finding in check(certificate)}
        if usage is not None:
            # OpenSSL asks only whether there is one.
            found.discard("rfc5280.key_usage.missing_in_ca")
        if depth + 1 == len(result.chain):
            # Of the last in a chain nobody needs to know whose key signed it.
            found.discard("rfc5280.authority_key_identifier.missing")
        for rule, number in _STRICT.items():
            if rule in found:
                self._fail(result, number, depth)

    def _check_names(self, result: Result) -> None:
        for wanted, number in ((self.host, 62), (self.ip, 64)):
            if wanted is not None and not is_for(result.chain[0], wanted):
                self._fail(result, number, 0)
            if number == 62 and self.email is not None and not is_for_address(result.chain[0], self.email):
                self._fail(result, 63, 0)

    def _check_signatures(self, result: Result) -> None:
        depth = len(result.chain) - 1
        issuer = result.chain[depth]
        if not has_issued(issuer, issuer) and not self.partial_chain:
            if depth == 0:
                self._fail(result, 21, 0)
            depth -= 1
        certificate = result.chain[depth]
        while True:
            if certificate is not issuer or (self.check_own_signature and is_self_signed(issuer)):
                usage = _extension(issuer, KeyUsage)
                of_no_ca = certificate is issuer and ca_kind(issuer) == 0
                if usage is not None and "keyCertSign" not in usage and not of_no_ca:
                    self._fail(result, 32, depth + (certificate is not issuer))
                if not _verifies(certificate, issuer):
                    self._fail(result, 7, depth)
            if self.at is not None:
                validity = certificate.tbs_certificate.validity
                if validity.not_before.datetime > self.at:
                    self._fail(result, 9, depth)
                if validity.not_after.datetime < self.at:
                    self._fail(result, 10, depth)
            depth -= 1
            if depth < 0:
                return
            issuer, certificate = certificate, result.chain[depth]

    def _check_name_constraints(self, result: Result) -> None:
        for depth in range(len(result.chain) - 1, -1, -1):
            certificate = result.chain[depth]
            tbs = certificate.tbs_certificate
            if depth > 0 and tbs.subject.matches(tbs.issuer):
                continue
            for above in reversed(result.chain[depth + 1 :]):
                constraints = _extension(above, NameConstraints)
                number = None if constraints is None else violation(certificate, constraints, is_leaf=depth == 0)
                if number is not None:
                    self._fail(result, number, depth)


_HANDLED = frozenset(
    str(identifier)
    for identifier in (
        *(oid.NETSCAPE_CERT_TYPE, oid.KEY_USAGE, oid.SUBJECT_ALTERNATIVE_NAME, oid.BASIC_CONSTRAINTS),
        *(oid.CERTIFICATE_POLICIES, oid.CRL_DISTRIBUTION_POINTS, oid.EXTENDED_KEY_USAGE, oid.POLICY_CONSTRAINTS),
        *(oid.PROXY_CERT_INFO, oid.NAME_CONSTRAINTS, oid.POLICY_MAPPINGS, oid.INHIBIT_ANY_POLICY),
        *(oid.IP_ADDR_BLOCKS, oid.AUTONOMOUS_SYS_IDS),
    )
)


def _extension(certificate: Certificate, kind: type[E]) -> E | None:
    """Return an extension, or None for none and for one that is not what it should be."""
    try:
        return certificate.extension(kind)
    except DecodeError:
        return None


def has_issued(issuer: Certificate, certificate: Certificate) -> bool:
    """Return whether names and key identifiers say so; no signature is looked at (`X509_check_issued(3)`)."""
    tbs, parent = certificate.tbs_certificate, issuer.tbs_certificate
    if not tbs.issuer.matches(parent.subject):
        return False
    named = _extension(certificate, AuthorityKeyIdentifier)
    if named is None:
        return True
    known = _extension(issuer, SubjectKeyIdentifier)
    if named.key_identifier is not None and known is not None and named.key_identifier != known.key_identifier:
        return False
    if named.authority_cert_serial_number not in (None, parent.serial_number):
        return False
    names = [name.value for name in named.authority_cert_issuer or () if isinstance(name.value, Name)]
    return not names or names[0].matches(parent.issuer)


def is_self_signed(certificate: Certificate) -> bool:
    """Return whether a certificate says that it is its own issuer."""
    return has_issued(certificate, certificate)


def _verifies(certificate: Certificate, issuer: Certificate) -> bool:
    tbs = certificate.tbs_certificate
    key = issuer.tbs_certificate.subject_public_key_info
    try:
        verify(key, certificate.signature_algorithm, certificate.signature_value.octets, tbs.to_der())
    except (SignatureMismatch, SigningError):
        return False
    return True


def ca_kind(certificate: Certificate) -> int:
    """Return 0 for no CA, 1 for one by its constraints, 3 for a root of version 1, 4 and 5 for one by other signs."""
    usage = _extension(certificate, KeyUsage)
    if usage is not None and "keyCertSign" not in usage:
        return 0
    constraints = _extension(certificate, BasicConstraints)
    if constraints is not None:
        return 1 if constraints.ca else 0
    if certificate.tbs_certificate.version == 0 and is_self_signed(certificate):
        return 3
    if usage is not None:
        return 4
    netscape = _extension(certificate, NetscapeCertType)
    if netscape is not None and any(bit in netscape for bit in ("sslCA", "emailCA", "objCA")):
        return 5
    return 0


def is_for(certificate: Certificate, host: str) -> bool:
    """Return whether a certificate is for a host or an address; common names count where there is no DNS name."""
    names = _extension(certificate, SubjectAlternativeName)
    address = GeneralName.of(host).chosen == "ip_address"
    if names is not None and (address or names.dns_names):
        return matches(host, names)
    if address:
        return False
    common = [name for name in common_names(certificate.tbs_certificate.subject) if name.isascii()]
    try:
        return bool(common) and matches(host, SubjectAlternativeName.of(*common))
    except X509ForgeError:
        return False


def is_for_address(certificate: Certificate, address: str) -> bool:
    """Return whether a certificate is for an e-mail address: the subject's count where no alternative name is one."""
    names = _extension(certificate, SubjectAlternativeName)
    found = [name.value for name in names or () if name.chosen == "rfc822_name" and isinstance(name.value, str)]
    return any(
        _address(one) == _address(address)
        for one in found or certificate.tbs_certificate.subject.values("emailAddress")
    )


def _address(text: str) -> tuple[str, str]:
    """Return an address as it is compared: the case of its host does not count."""
    local, _, host = text.rpartition("@")
    return local, host.lower()


_SERVER_GATED = ("2.16.840.1.113730.4.1", "1.3.6.1.4.1.311.10.3.3")


def _extended(certificate: Certificate, *wanted: str) -> bool:
    found = _extension(certificate, ExtendedKeyUsage)
    return found is None or any(purpose in wanted for purpose in found.key_purpose_ids)


def _used(certificate: Certificate, *wanted: str) -> bool:
    found = _extension(certificate, KeyUsage)
    return found is None or any(bit in found for bit in wanted)


def _netscape(certificate: Certificate, *wanted: str) -> bool:
    found = _extension(certificate, NetscapeCertType)
    return found is None or any(bit in found for bit in wanted)


def _authority(certificate: Certificate, bit: str) -> int:
    kind = ca_kind(certificate)
    return kind if kind != 5 or _netscape(certificate, bit) else 0


def _ssl_client(certificate: Certificate, ca: bool) -> int:
    if not _extended(certificate, oid.CLIENT_AUTH):
        return False
    if ca:
        return _authority(certificate, "sslCA")
    return _used(certificate, "digitalSignature", "keyAgreement") and _netscape(certificate, "client")


def _ssl_server(certificate: Certificate, ca: bool) -> int:
    if not _extended(certificate, oid.SERVER_AUTH, *_SERVER_GATED):
        return False
    if ca:
        return _authority(certificate, "sslCA")
    usages = ("digitalSignature", "keyEncipherment", "keyAgreement")
    return _used(certificate, *usages) and _netscape(certificate, "server")


def _netscape_server(certificate: Certificate, ca: bool) -> int:
    found = _ssl_server(certificate, ca)
    return found if ca or _used(certificate, "keyEncipherment") else 0


def _smime(*usages: str) -> Callable[[Certificate, bool], int]:
    def purpose(certificate: Certificate, ca: bool) -> int:
        if not _extended(certificate, oid.EMAIL_PROTECTION):
            return False
        if ca:
            return _authority(certificate, "emailCA")
        if not _netscape(certificate, "email", "client") or not _used(certificate, *usages):
            return 0
        # A client's is taken for one, with a doubt.
        return 1 if _netscape(certificate, "email") else 2

    return purpose


def _crl_sign(certificate: Certificate, ca: bool) -> int:
    return ca_kind(certificate) if ca else _used(certificate, "cRLSign")


def _ocsp_helper(certificate: Certificate, ca: bool) -> int:
    return ca_kind(certificate) if ca else 1


def _timestamp(certificate: Certificate, ca: bool) -> int:
    if ca:
        return ca_kind(certificate)
    usage = _extension(certificate, KeyUsage)
    if usage is not None and (not usage.bits or not {*usage.bits} <= {0, 1}):
        return False
    return any(
        known.extn_id == oid.EXTENDED_KEY_USAGE
        and known.critical
        and known.extn_value == ExtendedKeyUsage((oid.TIME_STAMPING,))
        for known in certificate.tbs_certificate.extensions or ()
    )


def _any(certificate: Certificate, ca: bool) -> int:
    return 1


# 0 is no, 1 is yes; more is yes with a doubt, which -x509_strict does not give: what `ca_kind` says.
PURPOSES: dict[str, Callable[[Certificate, bool], int]] = {
    "sslclient": _ssl_client,
    "sslserver": _ssl_server,
    "nssslserver": _netscape_server,
    "smimesign": _smime("digitalSignature", "nonRepudiation"),
    "smimeencrypt": _smime("keyEncipherment"),
    "crlsign": _crl_sign,
    "any": _any,
    "ocsphelper": _ocsp_helper,
    "timestampsign": _timestamp,
}
