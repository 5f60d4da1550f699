"""Curves that are written out, number by number (SEC 1 C.2), in text."""

from __future__ import annotations

from ... import asn1
from ...asn1 import BitString, Named
from ...errors import DecodeError
from ...oid import ObjectIdentifier
from .strings import labelled_number, labelled_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated

    from ...x509.algorithm import ECParameters

_PRIME_FIELD = "1.2.840.10045.1.1"
_FORMS = {2: "compressed", 3: "compressed", 4: "uncompressed", 6: "hybrid", 7: "hybrid"}


@asn1.sequence
class PrimeField(asn1.Value):
    """The numbers modulo a prime.

    FieldID ::= SEQUENCE {
        fieldType   OBJECT IDENTIFIER,  -- prime-field
        parameters  INTEGER }
    """

    field_type: ObjectIdentifier
    parameters: int


@asn1.sequence
class Curve(asn1.Value):
    """The coefficients, and what they were made from.

    Curve ::= SEQUENCE {
        a     OCTET STRING,
        b     OCTET STRING,
        seed  BIT STRING OPTIONAL }
    """

    a: bytes
    b: bytes
    seed: BitString | None = None


@asn1.sequence
class SpecifiedECDomain(asn1.Value):
    """A curve over a prime field, and a point on it.

    SpecifiedECDomain ::= SEQUENCE {
        version   INTEGER,
        fieldID   FieldID,
        curve     Curve,
        base      OCTET STRING,
        order     INTEGER,
        cofactor  INTEGER OPTIONAL }
    """

    version: int
    field_id: Annotated[PrimeField, Named("fieldID")]
    curve: Curve
    base: bytes
    order: int
    cofactor: int | None = None


def explicit_lines(parameters: ECParameters) -> list[str] | None:
    """Return the lines of a curve, that of the key's size first; None for one that is not over a prime field."""
    try:
        domain = SpecifiedECDomain.from_der(parameters.to_der())
    except DecodeError:
        return None
    form = _FORMS.get(domain.base[0] if domain.base else 0)
    if domain.field_id.field_type != _PRIME_FIELD or form is None:
        return None
    lines = [
        f"Public-Key: ({domain.order.bit_length()} bit)",
        "Field Type: prime-field",
        *labelled_number("Prime:", domain.field_id.parameters),
        *labelled_number("A:   ", int.from_bytes(domain.curve.a, "big")),
        *labelled_number("B:   ", int.from_bytes(domain.curve.b, "big")),
        *labelled_octets(f"Generator ({form}):", domain.base),
        *labelled_number("Order: ", domain.order),
    ]
    if domain.cofactor is not None:
        lines += labelled_number("Cofactor: ", domain.cofactor)
    if domain.curve.seed is not None:
        lines += labelled_octets("Seed:", domain.curve.seed.octets)
    return lines
