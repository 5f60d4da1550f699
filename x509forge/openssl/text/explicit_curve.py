"""Curves that are written out, number by number (SEC 1 C.2), in text."""

from __future__ import annotations

from ...x509.algorithm import PrimeP, SpecifiedECDomain
from .strings import labelled_number, labelled_octets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...x509.algorithm import ECParameters

_FORMS = {2: "compressed", 3: "compressed", 4: "uncompressed", 6: "hybrid", 7: "hybrid"}


def explicit_lines(parameters: ECParameters) -> list[str] | None:
    """Return the lines of a curve, that of the key's size first; None for one that is not over a prime field."""
    domain = parameters.specified_curve
    # OpenSSL does not know the hash.
    if not isinstance(domain, SpecifiedECDomain) or domain.hash is not None:
        return None
    prime = domain.field_id.parameters
    form = _FORMS.get(domain.base[0] if domain.base else 0)
    if not isinstance(prime, PrimeP) or form is None:
        return None
    lines = [
        f"Public-Key: ({domain.order.bit_length()} bit)",
        "Field Type: prime-field",
        *labelled_number("Prime:", prime.p),
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
