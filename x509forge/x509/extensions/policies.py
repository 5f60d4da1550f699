"""certificatePolicies and what else is said of policies (RFC 5280 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import BMPString, IA5String, Implicit, Open, TypeTable, UTF8String, Value, VisibleString
from ...oid import ObjectIdentifier
from ..extension import ExtensionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

# RFC 5280 4.2.1.4: each of 1 to 200 characters.
DisplayText = IA5String | VisibleString | BMPString | UTF8String


@asn1.sequence
class NoticeReference(asn1.Value):
    """A text that an organization has written down under a number.

    NoticeReference ::= SEQUENCE {
        organization   DisplayText,
        noticeNumbers  SEQUENCE OF INTEGER }
    """

    organization: DisplayText
    notice_numbers: tuple[int, ...]


@asn1.sequence
class UserNotice(asn1.Value):
    """What is shown to whoever relies on the certificate.

    UserNotice ::= SEQUENCE {
        noticeRef     NoticeReference OPTIONAL,
        explicitText  DisplayText OPTIONAL }
    """

    notice_ref: NoticeReference | None = None
    explicit_text: DisplayText | None = None


QUALIFIERS = TypeTable({oid.CPS_QUALIFIER: IA5String, oid.USER_NOTICE_QUALIFIER: UserNotice})


@asn1.sequence
class PolicyQualifierInfo(asn1.Value):
    """What a policy says besides: where its practice statement is had, or a notice.

    PolicyQualifierInfo ::= SEQUENCE {
        policyQualifierId  OBJECT IDENTIFIER,
        qualifier          ANY DEFINED BY policyQualifierId }
    """

    policy_qualifier_id: ObjectIdentifier
    qualifier: Annotated[Value, Open("policy_qualifier_id", QUALIFIERS)]


@asn1.sequence
class PolicyInformation(asn1.Value):
    """A policy, and what it says besides.

    PolicyInformation ::= SEQUENCE {
        policyIdentifier  OBJECT IDENTIFIER,
        policyQualifiers  SEQUENCE SIZE (1..MAX) OF PolicyQualifierInfo OPTIONAL }
    """

    policy_identifier: ObjectIdentifier
    policy_qualifiers: tuple[PolicyQualifierInfo, ...] | None = None


@asn1.typedef
class CertificatePolicies(ExtensionValue):
    """The policies under which the certificate was issued, or may be used.

    CertificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation
    """

    oid = oid.CERTIFICATE_POLICIES

    policies: tuple[PolicyInformation, ...]

    @classmethod
    def of(cls, *policies: str) -> CertificatePolicies:
        """Return the value for policies without qualifiers, by name (`anyPolicy`) or number; raises EncodeError."""
        return cls(tuple(PolicyInformation(policy_identifier=ObjectIdentifier.named(policy)) for policy in policies))


@asn1.sequence
class PolicyMapping(asn1.Value):
    """That a policy of the issuer's stands for one of the subject's (RFC 5280 4.2.1.5).

    PolicyMapping ::= SEQUENCE {
        issuerDomainPolicy   OBJECT IDENTIFIER,
        subjectDomainPolicy  OBJECT IDENTIFIER }
    """

    issuer_domain_policy: ObjectIdentifier
    subject_domain_policy: ObjectIdentifier


@asn1.typedef
class PolicyMappings(ExtensionValue):
    """Which of the issuer's policies stand for which of the subject's (RFC 5280 4.2.1.5).

    PolicyMappings ::= SEQUENCE SIZE (1..MAX) OF PolicyMapping
    """

    oid = oid.POLICY_MAPPINGS

    mappings: tuple[PolicyMapping, ...]

    def default_critical(self) -> bool:
        """Return True: conforming CAs should mark it critical (RFC 5280 4.2.1.5)."""
        return True


@asn1.sequence
class PolicyConstraints(ExtensionValue):
    """After how many certificates a path needs a policy, and may map none (RFC 5280 4.2.1.11).

    PolicyConstraints ::= SEQUENCE {
        requireExplicitPolicy  [0] INTEGER (0..MAX) OPTIONAL,
        inhibitPolicyMapping   [1] INTEGER (0..MAX) OPTIONAL }
    """

    oid = oid.POLICY_CONSTRAINTS

    require_explicit_policy: Annotated[int, Implicit(0)] | None = None
    inhibit_policy_mapping: Annotated[int, Implicit(1)] | None = None

    def default_critical(self) -> bool:
        """Return True (RFC 5280 4.2.1.11)."""
        return True


@asn1.typedef
class InhibitAnyPolicy(ExtensionValue):
    """After how many certificates anyPolicy stands for no other (RFC 5280 4.2.1.14).

    InhibitAnyPolicy ::= INTEGER (0..MAX)  -- SkipCerts
    """

    oid = oid.INHIBIT_ANY_POLICY

    skip_certs: int

    def default_critical(self) -> bool:
        """Return True (RFC 5280 4.2.1.14)."""
        return True
