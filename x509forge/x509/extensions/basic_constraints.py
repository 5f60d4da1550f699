"""basicConstraints (RFC 5280 4.2.1.9)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Default, Named
from ..extension import ExtensionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class BasicConstraints(ExtensionValue):
    """Whether the subject is a CA, and how many CA certificates may stand below it.

    BasicConstraints ::= SEQUENCE {
        cA                 BOOLEAN DEFAULT FALSE,
        pathLenConstraint  INTEGER (0..MAX) OPTIONAL }
    """

    oid = oid.BASIC_CONSTRAINTS

    ca: Annotated[bool, Default(False), Named("cA")] = False
    path_len_constraint: int | None = None

    def default_critical(self) -> bool:
        """Return whether this is a CA's: there it must be critical, elsewhere it may be (RFC 5280 4.2.1.9)."""
        return self.ca is True
