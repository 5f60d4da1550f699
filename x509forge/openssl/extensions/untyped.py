"""Extensions that have words and no type of their own: one of OCSP, and since 3.4 those of attribute certificates."""

from __future__ import annotations

from ...der import element, encode_boolean, encode_integer, read_header
from ...x509.extensions.distribution_points import DistributionPoint, DistributionPointName
from ..general_names import parse_general_name
from ..wording import quoted
from ..words import parse_hex
from .alternative_names import PARSERS as _ALTERNATIVE_NAMES
from .basic import PARSERS as _BASIC
from .distribution_points import take_name_or_reasons

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..context import Context
    from ..value import Value

_BOOLEAN, _INTEGER, _OCTET_STRING, _NULL, _SEQUENCE = b"\x01", b"\x02", b"\x04", b"\x05", b"\x30"


def _marker(value: Value, context: Context) -> bytes:
    # Whatever stands there counts for nothing.
    return element(_NULL, b"")


def _identifiers(value: Value, context: Context) -> bytes:
    return _BASIC["extendedKeyUsage"](value, context).to_der()


def _name_constraints(value: Value, context: Context) -> bytes:
    return _ALTERNATIVE_NAMES["nameConstraints"](value, context).to_der()


def _octets(value: Value, context: Context) -> bytes:
    return element(_OCTET_STRING, parse_hex(value))


def _attribute_constraints(value: Value, context: Context) -> bytes:
    """Return BasicAttConstraintsSyntax (X.509 17.1.2.1): whether there is an authority, how far it delegates."""
    authority, length = False, b""
    for item in context.items(value):
        if item.name == "authority":
            authority = item.boolean()
        elif item.name == "pathlen":
            length = element(_INTEGER, encode_integer(item.integer()))
        else:
            raise item.error(f"{quoted(item.name)} is nothing that it has; authority and pathlen are")
    return element(_SEQUENCE, (element(_BOOLEAN, encode_boolean(True)) if authority else b"") + length)


# What may be said of the certificates that a list is about, and what holds where nothing is said.
_SCOPES = {
    "indirectCRL": (b"\x82", False),
    "containsUserAttributeCerts": (b"\x83", True),
    "containsAACerts": (b"\x84", True),
    "containsSOAPublicKeyCerts": (b"\x85", True),
}


def _authority_point(value: Value, context: Context) -> bytes:
    """Return AAIssuingDistPointSyntax (X.509 17.2.2.4); of several names OpenSSL takes the first."""
    item = context.items(value)[0]
    fields: dict[str, Any] = {}
    scopes: dict[str, bool] = {}
    if item.value is not None:
        fields["distribution_point"] = DistributionPointName(full_name=(parse_general_name(item, context),))
    else:
        for entry in context.section_items(item.name):
            if entry.name in _SCOPES:
                scopes[entry.name] = entry.boolean()
            else:
                take_name_or_reasons(fields, entry, context)
    # The same two fields as those of a DistributionPoint begin it.
    point = DistributionPoint(**fields).to_der()
    start, stop = read_header(point, 0, len(point))
    others = (
        element(tag, encode_boolean(scopes[name]))
        for name, (tag, default) in _SCOPES.items()
        if scopes.get(name, default) is not default
    )
    return element(_SEQUENCE, point[start:stop] + b"".join(others))


Parsers = dict[str, "Callable[[Value, Context], bytes]"]
UNTYPED_PARSERS: Parsers = {"acceptableResponses": _identifiers}
NEWER_UNTYPED_PARSERS: Parsers = {
    "aAissuingDistributionPoint": _authority_point,
    "ac-auditIdentity": _octets,
    "acceptableCertPolicies": _identifiers,
    "acceptablePrivPolicies": _identifiers,
    "basicAttConstraints": _attribute_constraints,
    "delegatedNameConstraints": _name_constraints,
    "groupAC": _marker,
    "holderNameConstraints": _name_constraints,
    "indirectIssuer": _marker,
    "noAssertion": _marker,
    "sOAIdentifier": _marker,
    "singleUse": _marker,
}
