"""Where revocation lists are had: crlDistributionPoints, freshestCRL, issuingDistributionPoint."""

from __future__ import annotations

from ...x509.extensions.distribution_points import (
    CRLDistributionPoints,
    DistributionPoint,
    DistributionPointName,
    FreshestCRL,
    IssuingDistributionPoint,
    ReasonFlags,
)
from ..general_names import parse_general_name, parse_general_names
from ..release import DEFAULT
from ..value_list import parse_list
from ..wording import quoted, shown, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ...x509.extension import ExtensionValue
    from ..context import Context
    from ..value import Value
    from ..value_list import ListItem

# OpenSSL spells two of them otherwise.
_REASONS = {name.replace("cAC", "CAC").replace("aAC", "AAC"): name for name in ReasonFlags.names}


def _reasons(item: ListItem) -> ReasonFlags:
    found = []
    for reason in parse_list(item.needed()):
        if reason.name not in _REASONS:
            raise reason.error(f"{quoted(reason.name)} is no reason{suggestion(reason.name, _REASONS)}")
        found.append(_REASONS[reason.name])
    return ReasonFlags.of(*found)


def _point_name(item: ListItem, context: Context) -> DistributionPointName | None:
    """Return the name that an item gives; None for one that gives something else."""
    value = item.needed()
    if item.name == "fullname" or (context.subject.release != DEFAULT and item.name.startswith("fullname")):
        return DistributionPointName(full_name=parse_general_names(value, context))
    if item.name != "relativename":
        return None
    levels = context.spelling.name(context.config.section(value)).rdn_sequence
    if len(levels) != 1:
        raise value.error(f"the section [{value}] has {len(levels)} levels of a name; a relative one has one (use +)")
    return DistributionPointName(name_relative_to_crl_issuer=levels[0])


def _point(name: Value, context: Context) -> DistributionPoint:
    fields: dict[str, Any] = {}
    for item in context.section_items(name):
        if item.name == "CRLissuer":
            fields["crl_issuer"] = parse_general_names(item.needed(), context)
        else:
            take_name_or_reasons(fields, item, context)
    return DistributionPoint(**fields)


def take_name_or_reasons(fields: dict[str, Any], item: ListItem, context: Context) -> None:
    """Take in the name of a point, or its reasons; OpenSSL passes over what else stands there. Raises ConfigError."""
    found = _point_name(item, context)
    if found is not None:
        _set_name(fields, found, item)
    elif item.name == "reasons":
        fields["reasons"] = _reasons(item)


def _set_name(fields: dict[str, Any], name: DistributionPointName, item: ListItem) -> None:
    if "distribution_point" in fields:
        raise item.error("a distribution point has one name: fullname or relativename")
    fields["distribution_point"] = name


def _points(value: Value, context: Context) -> tuple[DistributionPoint, ...]:
    points = []
    for item in context.items(value):
        if item.value is None:
            if item.name not in context.config.sections:
                reason = f"there is no section [{shown(item.name)}] with a point, and a name has its kind before it"
                raise item.error(f"{reason}: URI:http://crl.example/ca.crl")
            points.append(_point(item.name, context))
        else:
            name = DistributionPointName(full_name=(parse_general_name(item, context),))
            points.append(DistributionPoint(distribution_point=name))
    return tuple(points)


def _crl_distribution_points(value: Value, context: Context) -> CRLDistributionPoints:
    return CRLDistributionPoints(_points(value, context))


def _freshest_crl(value: Value, context: Context) -> FreshestCRL:
    return FreshestCRL(_points(value, context))


_FLAGS = {
    "onlyuser": "only_contains_user_certs",
    "onlyCA": "only_contains_ca_certs",
    "onlyAA": "only_contains_attribute_certs",
    "indirectCRL": "indirect_crl",
}


def _issuing_distribution_point(value: Value, context: Context) -> IssuingDistributionPoint:
    fields: dict[str, Any] = {}
    for item in context.items(value):
        found = _point_name(item, context)
        if found is not None:
            _set_name(fields, found, item)
        elif item.name in _FLAGS:
            fields[_FLAGS[item.name]] = item.boolean()
        elif item.name == "onlysomereasons":
            if "only_some_reasons" in fields:
                raise item.error("onlysomereasons stands there twice")
            fields["only_some_reasons"] = _reasons(item)
        else:
            known = ("fullname", "relativename", *_FLAGS, "onlysomereasons")
            reason = f"{quoted(item.name)} is nothing that issuingDistributionPoint has{suggestion(item.name, known)}"
            raise item.error(f"{reason}; there are {', '.join(known)}")
    return IssuingDistributionPoint(**fields)


PARSERS: dict[str, Callable[[Value, Context], ExtensionValue]] = {
    "crlDistributionPoints": _crl_distribution_points,
    "freshestCRL": _freshest_crl,
    "issuingDistributionPoint": _issuing_distribution_point,
}
