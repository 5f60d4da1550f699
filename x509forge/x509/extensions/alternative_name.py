"""subjectAltName and issuerAltName (RFC 5280 4.2.1.6, 4.2.1.7)."""

from __future__ import annotations

from ... import asn1, oid
from ...errors import EncodeError
from ..extension import ExtensionValue
from ..general_name import GeneralName
from ..name import Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any as Anything

    from typing_extensions import Self


class _AlternativeName(ExtensionValue):
    """GeneralNames, and what is convenient about them."""

    __slots__ = ()

    if TYPE_CHECKING:
        general_names: tuple[GeneralName, ...]

        def __init__(self, general_names: Iterable[GeneralName]) -> None: ...

    @classmethod
    def of(cls, *names: Anything) -> Self:
        """Return the extension with these names, in this order: texts and values as `GeneralName.of` takes them."""
        return cls._made(tuple([GeneralName.of(name) for name in names]))

    @property
    def dns_names(self) -> tuple[str, ...]:
        """The dNSNames, as they stand."""
        return tuple([name.value for name in self if name.chosen == "dns_name" and isinstance(name.value, str)])

    @property
    def ip_addresses(self) -> tuple[bytes, ...]:
        """The iPAddresses, as octets: 4 for IPv4, 16 for IPv6, where they are sound."""
        return tuple(name.value for name in self if name.chosen == "ip_address" and isinstance(name.value, bytes))

    def __iter__(self) -> Iterator[GeneralName]:
        """Yield the names in order; what is kept as a raw element left out."""
        if isinstance(self.general_names, asn1.Raw):
            return iter(())
        return iter([name for name in self.general_names if isinstance(name, GeneralName)])

    def __str__(self) -> str:
        """Return the names as OpenSSL lists them, each as `str(name)`."""
        return ", ".join(map(str, self))

    def __repr__(self) -> str:
        if isinstance(self.general_names, asn1.Raw):
            return super().__repr__()
        if not all(isinstance(name, GeneralName) for name in self.general_names):
            return super().__repr__()
        return f"{type(self).__name__}.of({', '.join(map(_source, self.general_names))})"


def _source(name: GeneralName) -> str:
    """Return the shortest source code that `of` makes this name of."""
    text = name.value
    if isinstance(text, Name):
        return repr(text)
    if name.chosen == "ip_address" and isinstance(text, bytes) and len(text) in (4, 16):
        from ..general_name_text import format_ip_address

        text = format_ip_address(text)
    if isinstance(text, str) and name.chosen != "registered_id":
        try:
            if GeneralName.of(text) == name:
                return repr(text)
        except EncodeError:
            pass
    return repr(name)


@asn1.typedef
class SubjectAlternativeName(_AlternativeName):
    """Names of the subject, beside or instead of its distinguished name (RFC 5280 4.2.1.6).

    SubjectAltName ::= GeneralNames  -- SEQUENCE SIZE (1..MAX) OF GeneralName
    """

    oid = oid.SUBJECT_ALTERNATIVE_NAME

    general_names: tuple[GeneralName, ...]


@asn1.typedef
class IssuerAlternativeName(_AlternativeName):
    """Names of the issuer, beside its distinguished name (RFC 5280 4.2.1.7).

    IssuerAltName ::= GeneralNames  -- SEQUENCE SIZE (1..MAX) OF GeneralName
    """

    oid = oid.ISSUER_ALTERNATIVE_NAME

    general_names: tuple[GeneralName, ...]
