"""Names of numbers, `INTEGER { v1(0), v2(1) }`: read from the ASN.1 in a type's docstring, where they are declared."""

from __future__ import annotations

from ..later import pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.value import ValueType

_NAMED = pattern(r"(?:([\w-]+)[ \t]+(?:\[\d+\] )?(?:EXPLICIT |IMPLICIT )?|::= )(?:INTEGER|ENUMERATED) \{([^{}]*)\}")
_ITEM = pattern(r"([\w-]+)\s*\((\d+)\)")
_KNOWN: dict[ValueType, dict[str, dict[int, str]]] = {}


def names_in(cls: ValueType) -> dict[str, dict[int, str]]:
    """Return for each field of a type, by its ASN.1 name, which numbers have which names; under "" for the type itself."""  # noqa: E501
    found = _KNOWN.get(cls)
    if found is None:
        found = _KNOWN[cls] = {
            declared[1] or "": {int(number): name for name, number in _ITEM.findall(declared[2])}
            for declared in _NAMED.finditer(cls.__doc__ or "")
        }
    return found
