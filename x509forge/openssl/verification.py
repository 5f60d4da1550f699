"""Chains as `openssl verify` of 3.0 builds and judges them: the same errors, with their numbers, in the same order.

Policies, revocation and the resources of RFC 3779 are not judged.
"""

from __future__ import annotations

from .. import oid
from ..errors import SignatureMismatch, SigningError, X509ForgeError
from ..rules import check
from ..rules.host import common_names, matches
from ..signing.verify import verify
from ..x509.algorithm import ECParameters
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_identifier import AuthorityKeyIdentifier, SubjectKeyIdentifier
from ..x509.extensions.key_usage import KeyUsage
from ..x509.extensions.name_constraints import NameConstraints
from ..x509.general_name import GeneralName
from .issued import extension_of, has_issued, has_loadable_key, is_self_issued, is_self_signed
from .name_constraints import violation
from .purposes import ca_kind, purpose_of
from .text.strings import as_they_stand

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ..x509.certificate import Certificate

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
    46: "RFC 3779 resource not subset of parent's resources",
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
    88: "Subject empty and Subject Alt Name extension not critical",
    89: "Basic Constraints of CA cert not marked critical",
    92: "CA cert does not include key usage extension",
    93: "Using cert extension requires at least X509v3",
    94: "Certificate public key has explicit ECC parameters",
}
# After these the program goes on, and fails in the end.
_GOES_ON = frozenset({10, 18, 25, 26, 34, *range(78, 94)})
# What our rules find, and the number that OpenSSL has for it.
_STRICT = {
    "rfc5280.basic_constraints.not_critical_in_ca": 89,
    "rfc5280.issuer.empty": 83,
    "rfc5280.subject_alternative_name.empty": 87,
    "rfc5280.signature.algorithms_differ": 78,
    "rfc5280.version.not_v3": 93,
}
_STRICT_ORDER = (80, 81, 89, 92, 82, 83, 84, 88, 87, 78, 85, 86, 93)
_LONGEST = 100


class Failure:
    """An error: its number, the depth of the certificate (0 is the leaf), and the certificate.

    `reason` is there where it is we who cannot judge, and not the certificate that is wrong.
    """

    __slots__ = ("certificate", "depth", "number", "reason")

    def __init__(self, number: int, depth: int, certificate: Certificate, reason: str | None = None) -> None:
        self.number = number
        self.depth = depth
        self.certificate = certificate
        self.reason = reason

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
            if not has_loadable_key(leaf):
                self._fail(result, 1, 0)
            self._check_signatures(result)
            self._check_name_constraints(result)
            self._check_resources(result)
        except _Stop:
            pass
        return result

    def _fail(self, result: Result, number: int, depth: int, reason: str | None = None) -> None:
        result.failures.append(Failure(number, depth, result.chain[depth], reason))
        if number not in _GOES_ON:
            raise _Stop

    def _build(self, result: Result) -> None:
        """Extend the chain, the trusted before the others, until it ends in one that is trusted."""
        chain, left, searches_trusted = result.chain, list(self.untrusted), False
        while len(chain) < _LONGEST:
            current = chain[-1]
            own = is_self_signed(current)
            issuer = self._issuer(current, self.trusted, chain)
            if issuer is not None and not has_loadable_key(current):
                self._fail(result, 1, len(chain) - 1)
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
            further = self._issuer(current, left, chain)
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

    def _issuer(
        self, certificate: Certificate, candidates: Sequence[Certificate], chain: Sequence[Certificate]
    ) -> Certificate | None:
        """Return the issuer: of several the first that is valid now, or else the one that lives longest."""
        found = [candidate for candidate in candidates if has_issued(candidate, certificate)]
        if len(chain) > 1 or not is_self_issued(certificate):
            # None stands in a chain twice.
            found = [candidate for candidate in found if candidate not in chain]
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
            suits = 1 if self.purpose is None else purpose_of(self.purpose, certificate, depth > 0)
            if suits == 0 or (suits != 1 and self.strict):
                self._fail(result, 26, depth)
            constraints = extension_of(certificate, BasicConstraints)
            most = None if constraints is None else constraints.path_len_constraint
            if depth > 1 and most is not None and length > most:
                self._fail(result, 25, depth)
            if depth > 0 and not is_self_issued(certificate):
                length += 1

    def _check_strictly(self, result: Result, depth: int) -> None:
        """Judge a certificate by our rules, those for which OpenSSL has a number, and by what it sees otherwise."""
        certificate = result.chain[depth]
        numbers = {_STRICT[finding.id] for finding in check(certificate) if finding.id in _STRICT}
        numbers |= _seen_otherwise(certificate, is_last=depth + 1 == len(result.chain))
        for number in _STRICT_ORDER:
            if number in numbers:
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
                usage = extension_of(issuer, KeyUsage)
                of_no_ca = certificate is issuer and ca_kind(issuer) == 0
                if usage is not None and "keyCertSign" not in usage and not of_no_ca:
                    self._fail(result, 32, depth + (certificate is not issuer))
                verified, reason = _verifies(certificate, issuer)
                if not verified:
                    self._fail(result, 7, depth, reason)
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

    def _check_resources(self, result: Result) -> None:
        """Refuse what OpenSSL judges by RFC 3779, and we do not."""
        for identifier in (oid.AUTONOMOUS_SYS_IDS, oid.IP_ADDR_BLOCKS):
            for depth, certificate in enumerate(result.chain):
                if any(known.extn_id == identifier for known in certificate.tbs_certificate.extensions or ()):
                    self._fail(result, 46, depth, "addresses and numbers of RFC 3779 are not judged here")

    def _check_name_constraints(self, result: Result) -> None:
        for depth in range(len(result.chain) - 1, -1, -1):
            certificate = result.chain[depth]
            if depth > 0 and is_self_issued(certificate):
                continue
            for above in reversed(result.chain[depth + 1 :]):
                constraints = extension_of(above, NameConstraints)
                number = None if constraints is None else violation(certificate, constraints, is_leaf=depth == 0)
                if number is not None:
                    self._fail(result, number, depth)


_HANDLED = frozenset(
    str(identifier)
    for identifier in (
        *(oid.NETSCAPE_CERT_TYPE, oid.KEY_USAGE, oid.SUBJECT_ALTERNATIVE_NAME, oid.BASIC_CONSTRAINTS),
        *(oid.CERTIFICATE_POLICIES, oid.CRL_DISTRIBUTION_POINTS, oid.EXTENDED_KEY_USAGE, oid.POLICY_CONSTRAINTS),
        *(oid.PROXY_CERT_INFO, oid.NAME_CONSTRAINTS, oid.POLICY_MAPPINGS, oid.INHIBIT_ANY_POLICY),
        *(oid.IP_ADDR_BLOCKS, oid.AUTONOMOUS_SYS_IDS, oid.OCSP_NO_CHECK),
    )
)


def _seen_otherwise(certificate: Certificate, *, is_last: bool) -> set[int]:
    """Return the numbers where OpenSSL asks for something else than our rules do."""
    tbs = certificate.tbs_certificate
    usage = extension_of(certificate, KeyUsage)
    constraints = extension_of(certificate, BasicConstraints)
    names = extension_of(certificate, SubjectAlternativeName)
    named = extension_of(certificate, AuthorityKeyIdentifier)
    is_ca = constraints is not None and constraints.ca
    signs = usage is not None and "keyCertSign" in usage
    has_length = constraints is not None and constraints.path_len_constraint is not None
    nameless = not any(level.attributes for level in tbs.subject.rdn_sequence)
    signs_lists = usage is not None and "cRLSign" in usage
    loose_names = names is not None and not any(
        known.critical for known in tbs.extensions or () if known.extn_id == oid.SUBJECT_ALTERNATIVE_NAME
    )
    is_version_3 = tbs.version >= 2
    wrong = {
        80: has_length and not is_ca,
        81: has_length and not signs,
        82: signs and not is_ca,
        84: nameless and (is_ca or signs_lists or names is None),
        85: is_version_3 and not is_last and (named is None or named.key_identifier is None),
        86: is_version_3 and is_ca and extension_of(certificate, SubjectKeyIdentifier) is None,
        88: nameless and loose_names,
        92: is_ca and usage is None,
    }
    return {number for number, is_wrong in wrong.items() if is_wrong}


def _verifies(certificate: Certificate, issuer: Certificate) -> tuple[bool, str | None]:
    """Return whether the signature is right, and why that could not be judged, if so."""
    tbs = certificate.tbs_certificate
    # OpenSSL verifies nothing that names two algorithms.
    if tbs.signature != certificate.signature_algorithm:
        return False, None
    key = issuer.tbs_certificate.subject_public_key_info
    try:
        verify(key, certificate.signature_algorithm, certificate.signature_value.octets, tbs.to_der())
    except SignatureMismatch:
        return False, None
    except SigningError as error:
        return False, str(error)
    return True, None


def is_for(certificate: Certificate, host: str) -> bool:
    """Return whether a certificate is for a host or an address; common names count where there is no DNS name."""
    names = extension_of(certificate, SubjectAlternativeName)
    address = GeneralName.of(host).chosen == "ip_address"
    if names is not None and (address or any(name.chosen == "dns_name" for name in names)):
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
    names = extension_of(certificate, SubjectAlternativeName)
    found = [as_they_stand(name.value) for name in names or () if name.chosen == "rfc822_name"]
    return any(
        _address(one) == _address(address)
        for one in found or certificate.tbs_certificate.subject.values("emailAddress")
    )


def _address(text: str) -> tuple[str, str]:
    """Return an address as it is compared: the case of its host does not count."""
    local, _, host = text.rpartition("@")
    return local, host.lower()
