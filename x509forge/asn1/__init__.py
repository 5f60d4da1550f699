"""ASN.1 types declared as Python classes: a class body is the ASN.1 (X.680).

    @asn1.sequence
    class Validity(asn1.Value):
        not_before: Time
        not_after: Time

From that one declaration come the constructor, `to_der()`, `from_der()`, equality,
`repr`, and the field names that errors and explanations print.

| ASN.1 | declared as |
| --- | --- |
| SEQUENCE, CHOICE, `A ::= B` | `@sequence`, `@choice`, `@typedef` on a class that derives from `Value` |
| BOOLEAN, INTEGER, OCTET STRING | `bool`, `int`, `bytes` |
| OBJECT IDENTIFIER | `ObjectIdentifier`, which is a `str` |
| a string or time type | its class, or `Annotated[str, IA5String]` for a plain `str` |
| BIT STRING, NULL, ANY | `BitString` or a `NamedBits` subclass, `Null`, `Any` |
| SEQUENCE OF T, SET OF T | `tuple[T, ...]`, `Annotated[tuple[T, ...], SetOf()]` |
| OPTIONAL | `T \\| None = None` |
| DEFAULT, `[0]`, ENUMERATED | `Annotated[T, Default(...)]`, `Explicit(0)`, `Implicit(0)`, `Enumerated()` |
| ANY DEFINED BY | `Annotated[Value, Open("algorithm", TABLE)]`, in an OCTET STRING with `Containing()` behind it |
| a CHOICE of types without tags | `UTF8String \\| PrintableString` |

Annotations are read when a class is first used, in its module's own namespace.
"""

from __future__ import annotations

from ..oid import ObjectIdentifier
from .declare import choice, sequence, typedef
from .markers import (
    Cited,
    Containing,
    Default,
    Enumerated,
    Explicit,
    Holds,
    Implicit,
    Named,
    Open,
    OrUndecoded,
    Secret,
    SetOf,
)
from .pem_value import PEMValue
from .types import TypeTable
from .universal import (
    Any,
    BitString,
    BMPString,
    GeneralizedTime,
    IA5String,
    NamedBits,
    Null,
    NumericString,
    PrintableString,
    String,
    TeletexString,
    Undecoded,
    UniversalString,
    UTCTime,
    UTF8String,
    VisibleString,
)
from .value import Choice, Raw, Value

__all__ = [
    "Any",
    "BMPString",
    "BitString",
    "Choice",
    "Cited",
    "Containing",
    "Default",
    "Enumerated",
    "Explicit",
    "GeneralizedTime",
    "Holds",
    "IA5String",
    "Implicit",
    "Named",
    "NamedBits",
    "Null",
    "NumericString",
    "ObjectIdentifier",
    "Open",
    "OrUndecoded",
    "PEMValue",
    "PrintableString",
    "Raw",
    "Secret",
    "SetOf",
    "String",
    "TeletexString",
    "TypeTable",
    "UTCTime",
    "UTF8String",
    "Undecoded",
    "UniversalString",
    "Value",
    "VisibleString",
    "choice",
    "sequence",
    "typedef",
]
