"""Names of object identifiers: ours, and asn1crypto's for formats that are not modelled here."""

from __future__ import annotations

from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..oid import ObjectIdentifier


def name_of(identifier: ObjectIdentifier) -> str:
    """Return the name of an object identifier; empty where nobody here knows one."""
    if identifier.name:
        return identifier.name
    from ..x509.attribute_types import attribute_type

    known = attribute_type(identifier)
    if known is not None:
        return known.long_name
    return _foreign().get(str(identifier), "")


def shown(identifier: ObjectIdentifier) -> str:
    """Return name and number, or the number alone."""
    name = name_of(identifier)
    return f"{name} ({identifier})" if name else str(identifier)


@cache
def _foreign() -> dict[str, str]:
    return dict(_asn1cryptos())


def _asn1cryptos() -> Iterator[tuple[str, str]]:
    from asn1crypto import cms, core, crl, csr, keys, ocsp, pkcs12, tsp, x509

    for module in (x509, crl, csr, keys, ocsp, pkcs12, tsp, cms):
        for cls in vars(module).values():
            if isinstance(cls, type) and issubclass(cls, core.ObjectIdentifier):
                table: dict[str, Any] = getattr(cls, "_map", None) or {}
                yield from ((number, name) for number, name in table.items() if number[:1].isdigit())
