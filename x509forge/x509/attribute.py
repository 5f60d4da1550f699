"""Attribute: what directories, requests and private keys say besides (RFC 5280 appendix A.1, RFC 2986 4.1)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import Open, SetOf, TypeTable, Value
from ..oid import ObjectIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

ATTRIBUTES = TypeTable({oid.EXTENSION_REQUEST: "x509forge.pkcs.pkcs10:ExtensionRequest"})


@asn1.sequence
class Attribute(asn1.Value):
    """A kind of information, and its values.

    Attribute ::= SEQUENCE {
        type    OBJECT IDENTIFIER,
        values  SET SIZE (1..MAX) OF ANY DEFINED BY type }
    """

    type: ObjectIdentifier
    values: Annotated[tuple[Annotated[Value, Open("type", ATTRIBUTES)], ...], SetOf()]
