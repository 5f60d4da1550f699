"""nameConstraints (RFC 5280 4.2.1.10)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Default, Implicit
from ..extension import ExtensionValue
from ..general_name import GeneralName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Annotated
    from typing import Any as Anything


@asn1.sequence
class GeneralSubtree(asn1.Value):
    """All names at and below one.

        GeneralSubtree ::= SEQUENCE {
            base     GeneralName,
            minimum  [0] INTEGER (0..MAX) DEFAULT 0,
            maximum  [1] INTEGER (0..MAX) OPTIONAL }

    The base of addresses is an address and its mask, of 8 or 32 octets. RFC 5280 uses neither minimum nor maximum.
    """

    base: GeneralName
    minimum: Annotated[int, Implicit(0), Default(0)] = 0
    maximum: Annotated[int, Implicit(1)] | None = None


@asn1.sequence
class NameConstraints(ExtensionValue):
    """Which names certificates below this CA may hold, and which they may not.

    NameConstraints ::= SEQUENCE {
        permittedSubtrees  [0] GeneralSubtrees OPTIONAL,
        excludedSubtrees   [1] GeneralSubtrees OPTIONAL }

    GeneralSubtrees ::= SEQUENCE SIZE (1..MAX) OF GeneralSubtree
    """

    oid = oid.NAME_CONSTRAINTS

    permitted_subtrees: Annotated[tuple[GeneralSubtree, ...], Implicit(0)] | None = None
    excluded_subtrees: Annotated[tuple[GeneralSubtree, ...], Implicit(1)] | None = None

    @classmethod
    def of(cls, *, permitted: Iterable[Anything] = (), excluded: Iterable[Anything] = ()) -> NameConstraints:
        """Return the value for names as `GeneralName.of` takes them; raises EncodeError."""
        return cls(permitted_subtrees=_subtrees(permitted), excluded_subtrees=_subtrees(excluded))

    def default_critical(self) -> bool:
        """Return True (RFC 5280 4.2.1.10)."""
        return True


def _subtrees(names: Iterable[Anything]) -> tuple[GeneralSubtree, ...] | None:
    return tuple(GeneralSubtree(base=GeneralName.of(name)) for name in names) or None
