"""Values that files hold as PEM blocks."""

from __future__ import annotations

from .value import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

    from typing_extensions import Self


class PEMValue(Value):
    """A value with a label of its own in PEM (RFC 7468)."""

    __slots__ = ()

    if TYPE_CHECKING:
        pem_label: ClassVar[str]

    def to_pem(self) -> str:
        """Return the value as one PEM block, lines of 64 characters."""
        from .. import pem

        return pem.encode(self.pem_label, self.to_der())

    @classmethod
    def from_pem(cls, data: bytes | str) -> Self:
        """Return the value in the first block of its label; raises PEMError, or DecodeError for the contents."""
        from .. import pem

        return cls.from_der(pem.one(data, cls.pem_label).data)
