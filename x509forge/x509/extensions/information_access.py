"""authorityInfoAccess and subjectInfoAccess (RFC 5280 4.2.2)."""

from __future__ import annotations

from ... import asn1, oid
from ...oid import ObjectIdentifier
from ..extension import ExtensionValue
from ..general_name import GeneralName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any as Anything

    from typing_extensions import Self


@asn1.sequence
class AccessDescription(asn1.Value):
    """Where a kind of information is had (RFC 5280 4.2.2.1).

    AccessDescription ::= SEQUENCE {
        accessMethod    OBJECT IDENTIFIER,
        accessLocation  GeneralName }
    """

    access_method: ObjectIdentifier
    access_location: GeneralName


class _InformationAccess(ExtensionValue):
    __slots__ = ()

    if TYPE_CHECKING:
        access_descriptions: tuple[AccessDescription, ...]

    @classmethod
    def of(cls, *descriptions: tuple[str, Anything]) -> Self:
        """Return the value for pairs of a method (`ocsp`, `caIssuers`, dotted decimal) and a location.

        The location is what `GeneralName.of` takes; raises EncodeError.
        """
        return cls(
            tuple(
                AccessDescription(
                    access_method=ObjectIdentifier.named(method), access_location=GeneralName.of(location)
                )
                for method, location in descriptions
            )
        )


@asn1.typedef
class AuthorityInformationAccess(_InformationAccess):
    """Where the issuer's certificate, and the state of this one, are had (RFC 5280 4.2.2.1).

    AuthorityInfoAccessSyntax ::= SEQUENCE SIZE (1..MAX) OF AccessDescription
    """

    oid = oid.AUTHORITY_INFORMATION_ACCESS

    access_descriptions: tuple[AccessDescription, ...]


@asn1.typedef
class SubjectInformationAccess(_InformationAccess):
    """Where what the subject offers is had (RFC 5280 4.2.2.2).

    SubjectInfoAccessSyntax ::= SEQUENCE SIZE (1..MAX) OF AccessDescription
    """

    oid = oid.SUBJECT_INFORMATION_ACCESS

    access_descriptions: tuple[AccessDescription, ...]
