"""Where revocation lists are had, and what a list is good for (RFC 5280 4.2.1.13, 4.2.1.15, 5.2.5)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Default, Explicit, Implicit, Named
from ..extension import ExtensionValue
from ..general_name import GeneralName
from ..name import RelativeDistinguishedName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated
    from typing import Any as Anything

    from typing_extensions import Self


class ReasonFlags(asn1.NamedBits):
    """Reasons of revocation.

    ReasonFlags ::= BIT STRING {
        unused                (0),
        keyCompromise         (1),
        cACompromise          (2),
        affiliationChanged    (3),
        superseded            (4),
        cessationOfOperation  (5),
        certificateHold       (6),
        privilegeWithdrawn    (7),
        aACompromise          (8) }
    """

    names = (
        "unused",
        "keyCompromise",
        "cACompromise",
        "affiliationChanged",
        "superseded",
        "cessationOfOperation",
        "certificateHold",
        "privilegeWithdrawn",
        "aACompromise",
    )


@asn1.choice
class DistributionPointName(asn1.Choice):
    """The names of a point, in full or as the last level below the name of its issuer.

    DistributionPointName ::= CHOICE {
        fullName                 [0] GeneralNames,
        nameRelativeToCRLIssuer  [1] RelativeDistinguishedName }
    """

    full_name: Annotated[tuple[GeneralName, ...], Implicit(0)] | None = None
    name_relative_to_crl_issuer: (
        Annotated[RelativeDistinguishedName, Implicit(1), Named("nameRelativeToCRLIssuer")] | None
    ) = None


@asn1.sequence
class DistributionPoint(asn1.Value):
    """A place where a list is had, for which reasons, and who signs it.

    DistributionPoint ::= SEQUENCE {
        distributionPoint  [0] DistributionPointName OPTIONAL,  -- a CHOICE, so EXPLICIT
        reasons            [1] ReasonFlags OPTIONAL,
        cRLIssuer          [2] GeneralNames OPTIONAL }
    """

    distribution_point: Annotated[DistributionPointName, Explicit(0)] | None = None
    reasons: Annotated[ReasonFlags, Implicit(1)] | None = None
    crl_issuer: Annotated[tuple[GeneralName, ...], Implicit(2), Named("cRLIssuer")] | None = None


class _DistributionPoints(ExtensionValue):
    __slots__ = ()

    if TYPE_CHECKING:
        distribution_points: tuple[DistributionPoint, ...]

    @classmethod
    def of(cls, *names: Anything) -> Self:
        """Return the value with a point for each name, which is what `GeneralName.of` takes; raises EncodeError."""
        return cls(
            tuple(
                DistributionPoint(distribution_point=DistributionPointName(full_name=(GeneralName.of(name),)))
                for name in names
            )
        )


@asn1.typedef
class CRLDistributionPoints(_DistributionPoints):
    """Where the lists are had that would name this certificate (RFC 5280 4.2.1.13).

    CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint
    """

    oid = oid.CRL_DISTRIBUTION_POINTS

    distribution_points: tuple[DistributionPoint, ...]


@asn1.typedef
class FreshestCRL(_DistributionPoints):
    """Where the deltas to those lists are had (RFC 5280 4.2.1.15).

    FreshestCRL ::= CRLDistributionPoints
    """

    oid = oid.FRESHEST_CRL

    distribution_points: tuple[DistributionPoint, ...]


@asn1.sequence
class IssuingDistributionPoint(ExtensionValue):
    """What a list is about, and where it is had (RFC 5280 5.2.5).

    IssuingDistributionPoint ::= SEQUENCE {
        distributionPoint           [0] DistributionPointName OPTIONAL,
        onlyContainsUserCerts       [1] BOOLEAN DEFAULT FALSE,
        onlyContainsCACerts         [2] BOOLEAN DEFAULT FALSE,
        onlySomeReasons             [3] ReasonFlags OPTIONAL,
        indirectCRL                 [4] BOOLEAN DEFAULT FALSE,
        onlyContainsAttributeCerts  [5] BOOLEAN DEFAULT FALSE }
    """

    oid = oid.ISSUING_DISTRIBUTION_POINT

    distribution_point: Annotated[DistributionPointName, Explicit(0)] | None = None
    only_contains_user_certs: Annotated[bool, Implicit(1), Default(False)] = False
    only_contains_ca_certs: Annotated[bool, Implicit(2), Default(False), Named("onlyContainsCACerts")] = False
    only_some_reasons: Annotated[ReasonFlags, Implicit(3)] | None = None
    indirect_crl: Annotated[bool, Implicit(4), Default(False), Named("indirectCRL")] = False
    only_contains_attribute_certs: Annotated[bool, Implicit(5), Default(False)] = False

    def default_critical(self) -> bool:
        """Return True (RFC 5280 5.2.5)."""
        return True
