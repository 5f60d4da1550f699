"""Where the standards have a field or a type: from its declaration, or from the docstring of its class or module."""

from __future__ import annotations

import re
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..asn1.schema import Field
    from ..asn1.value import ValueType

# The first one counts: `(RFC 5280 4.2.1.9)`, `(X.690 8.1.3)`, `(SEC 1 version 2.0 C.4)`.
_CITATION = re.compile(r"\(((?:RFC \d+|X\.\d+|SEC 1 version 2\.0)(?: [A-Z0-9][\d.]*| appendix [A-Z][\d.]*)?)[,;)]")
_KNOWN: dict[ValueType, str] = {}


def citation_of(field: Field | None, cls: ValueType | None) -> str:
    """Return the citation of a field, or else of its type; empty where neither has one."""
    if field is not None and field.citation:
        return field.citation
    if cls is None:
        return ""
    known = _KNOWN.get(cls)
    if known is None:
        module = sys.modules[cls.__module__]
        known = _KNOWN[cls] = _in(cls.__doc__) or _in(module.__doc__)
    return known


def _in(text: str | None) -> str:
    found = _CITATION.search((text or "").partition("\n")[0])
    return found.group(1) if found else ""
