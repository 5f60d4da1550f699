"""Extensions of revocation lists and of their entries (RFC 5280 5.2, 5.3)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Enumerated, GeneralizedTime
from ...oid import ObjectIdentifier
from ..extension import ExtensionValue
from ..general_name import GeneralName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.typedef
class CRLNumber(ExtensionValue):
    """Which in the row of its issuer's lists this one is (RFC 5280 5.2.3).

    CRLNumber ::= INTEGER (0..MAX)
    """

    oid = oid.CRL_NUMBER

    number: int


@asn1.typedef
class DeltaCRLIndicator(ExtensionValue):
    """That this list has only what changed since the list of that number (RFC 5280 5.2.4).

    BaseCRLNumber ::= CRLNumber  -- INTEGER (0..MAX)
    """

    oid = oid.DELTA_CRL_INDICATOR

    number: int

    def default_critical(self) -> bool:
        """Return True (RFC 5280 5.2.4)."""
        return True


@asn1.typedef
class CRLReason(ExtensionValue):
    """Why a certificate was revoked (RFC 5280 5.3.1).

    CRLReason ::= ENUMERATED {
        unspecified           (0),
        keyCompromise         (1),
        cACompromise          (2),
        affiliationChanged    (3),
        superseded            (4),
        cessationOfOperation  (5),
        certificateHold       (6),
        removeFromCRL         (8),
        privilegeWithdrawn    (9),
        aACompromise          (10) }
    """

    oid = oid.REASON_CODE

    reason: Annotated[int, Enumerated()]


@asn1.typedef
class HoldInstructionCode(ExtensionValue):
    """What to do with a certificate that is on hold (RFC 3280 5.3.2; RFC 5280 has it no more).

    HoldInstructionCode ::= OBJECT IDENTIFIER
    """

    oid = oid.HOLD_INSTRUCTION_CODE

    instruction: ObjectIdentifier


@asn1.typedef
class InvalidityDate(ExtensionValue):
    """Since when the key is known, or thought, to be another's too (RFC 5280 5.3.2).

    InvalidityDate ::= GeneralizedTime
    """

    oid = oid.INVALIDITY_DATE

    date: GeneralizedTime


@asn1.typedef
class CertificateIssuer(ExtensionValue):
    """Whose certificate an entry of an indirect list is about (RFC 5280 5.3.3).

    CertificateIssuer ::= GeneralNames
    """

    oid = oid.CERTIFICATE_ISSUER

    general_names: tuple[GeneralName, ...]

    def default_critical(self) -> bool:
        """Return True (RFC 5280 5.3.3)."""
        return True
