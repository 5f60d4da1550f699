"""The ways to say a value in Python, the plainest first: the first that gives the same octets is taken."""

from __future__ import annotations

import functools

from .. import oid
from ..asn1 import Any, BitString, Choice, NamedBits, Null, UTF8String, Value
from ..asn1.declare import TypedefCodec
from ..asn1.universal import String
from ..errors import X509ForgeError
from ..oid import ObjectIdentifier
from ..pkcs.pkcs8 import OneAsymmetricKey
from ..x509.attribute_types import attribute_type, default_string_type
from ..x509.certificate import Certificate
from ..x509.extension import Extension, ExtensionValue
from ..x509.extensions.alternative_name import IssuerAlternativeName, SubjectAlternativeName
from ..x509.extensions.distribution_points import CRLDistributionPoints, FreshestCRL
from ..x509.extensions.information_access import AuthorityInformationAccess, SubjectInformationAccess
from ..x509.extensions.key_usage import ExtendedKeyUsage
from ..x509.extensions.name_constraints import NameConstraints
from ..x509.extensions.policies import CertificatePolicies
from ..x509.extensions.transparency import SignedCertificateTimestamp, SignedCertificateTimestampList
from ..x509.general_name import GeneralName
from ..x509.general_name_text import format_ip_address
from ..x509.name import Name, RelativeDistinguishedName
from ..x509.time import Time, Validity
from .python_expressions import Call, Items, Literal, Method, Named, Octets, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any as Anything

    from ..asn1.schema import Field
    from .python_expressions import Expression

    Ways = Callable[[Anything], Iterator[Expression]]

# A value that is not what its class expects has no such attribute, or one of another type.
_NO_WAY = (AttributeError, IndexError, KeyError, TypeError, ValueError, X509ForgeError)

_NAMES = {value: f"xf.oid.{name}" for name, value in vars(oid).items() if isinstance(value, ObjectIdentifier)}


def expression_of(value: Anything) -> Expression:
    """Return the plainest expression that is worth this value: an ASN.1 value, or what a field of one holds."""
    if isinstance(value, Value):
        return _of_value(value)
    if isinstance(value, ObjectIdentifier):
        return Named(_NAMES[value], value) if value in _NAMES else Text(str(value))
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, bytes):
        return Octets(value)
    if isinstance(value, tuple):
        return Items(map(expression_of, value))
    return Literal(value)


def _of_value(value: Value) -> Expression:
    for ways in (*_ways_for(type(value)), _constructed):
        offered = ways(value)
        while (expression := _next(offered)) is not None:
            if _gives(expression, value.to_der()):
                return expression
    return call(Any, (Octets(value.to_der()),))


def _next(offered: Iterator[Expression]) -> Expression | None:
    """Return the next way; None after the last, and where there is none for what the value has."""
    try:
        return next(offered, None)
    except _NO_WAY:
        return None


def _gives(expression: Expression, der: bytes) -> bool:
    try:
        found: bytes = expression.value.to_der()
    except _NO_WAY:
        return False
    return found == der


def _ways_for(cls: type[Value]) -> Iterator[Ways]:
    for base in cls.__mro__:
        if base in _WAYS:
            yield _WAYS[base]


def call(
    cls: type,
    arguments: Sequence[Expression] = (),
    named: Mapping[str, Expression] | None = None,
    *,
    constructor: str = "",
    alias: str = "",
) -> Call:
    """Return the call of a public class, or of one of its constructors."""
    name = f"xf.{alias or cls.__name__}" + (f".{constructor}" if constructor else "")
    return Call(name, getattr(cls, constructor) if constructor else cls, arguments, named)


# --- What every value has ---------------------------------------------------------------------------------------------


def _constructed(value: Anything) -> Iterator[Expression]:
    """Offer the constructor, without what its arguments are by themselves."""
    cls = type(value)
    given = {
        field.name: _component(value, field)
        for field in cls._fields
        if not (field.name in cls._field_defaults and getattr(value, field.name) == cls._field_defaults[field.name])
    }
    if isinstance(cls._codec, TypedefCodec):
        yield call(cls, tuple(given.values()))
    else:
        yield call(cls, (), given, alias="PrivateKeyInfo" if cls is OneAsymmetricKey and value.version == 0 else "")


def _component(value: Anything, field: Field) -> Expression:
    """Return the expression for a field: by way of what its octets hold, where that is known."""
    component = getattr(value, field.name)
    held = held_in(value, field)
    if held is not None:
        return call(BitString, (held,)) if isinstance(component, BitString) else held
    return expression_of(component)


def held_in(value: Anything, field: Field) -> Expression | None:
    """Return what the octets of a string are the DER of, as octets; None where that is not known, or not so."""
    component = getattr(value, field.name)
    if field.holds is None or not (isinstance(component, bytes) or getattr(component, "unused_bits", 1) == 0):
        return None
    key = functools.reduce(lambda owner, step: getattr(owner, step, None), field.holds.field.split("."), value)
    cls = field.holds.table.type(key) if isinstance(key, str) else None
    octets = component if isinstance(component, bytes) else component.octets
    if cls is None:
        return None
    try:
        held = cls.from_der(octets)
    except X509ForgeError:
        return None
    return Method(expression_of(held), "to_der")


def _choice(value: Choice) -> Iterator[Expression]:
    yield call(type(value), (), {value.chosen: expression_of(value.value)})


def _raw(value: Any) -> Iterator[Expression]:
    expression = call(type(value), (Octets(value.der),))
    error = getattr(value, "error", None)
    if error is not None:
        place = "" if error.offset is None else f"byte {error.offset}: "
        expression.comment = f"{place}{error.reason}" + (f" ({error.citation})" if error.citation else "")
    yield expression


def _null(value: Null) -> Iterator[Expression]:
    yield call(Null)


def _bit_string(value: BitString) -> Iterator[Expression]:
    unused = (Literal(value.unused_bits),) if value.unused_bits else ()
    yield call(BitString, (Octets(value.octets), *unused))


def _string(value: String) -> Iterator[Expression]:
    yield call(type(value), (Text(value.text),))


def _named_bits(value: NamedBits) -> Iterator[Expression]:
    bits = [Text(bit) if isinstance(bit, str) else Literal(bit) for bit in value]
    yield call(type(value), bits, constructor="of")


# --- Names ------------------------------------------------------------------------------------------------------------


def _name(value: Name) -> Iterator[Expression]:
    levels = [_level(level) for level in value.rdn_sequence]
    if all(len(level) == 1 for level in levels):
        named = {level[0][0]: level[0][1] for level in levels}
        if len(named) == len(levels) and all(name.isidentifier() for name in named):
            yield call(Name, (), named, constructor="of")
    arguments = [_pair(*level[0]) if len(level) == 1 else Items(_pair(*pair) for pair in level) for level in levels]
    yield call(Name, arguments, constructor="of")


def _level(level: RelativeDistinguishedName) -> list[tuple[str, Expression]]:
    pairs = []
    for attribute in level.attributes:
        known = attribute_type(attribute.type)
        plain = type(attribute.value) is default_string_type(attribute.type)
        value = attribute.value.text if plain else attribute.value  # type: ignore[union-attr]
        pairs.append((known.text_name if known else str(attribute.type), expression_of(value)))
    return pairs


def _pair(name: str, value: Expression) -> Items:
    return Items((Text(name), value), pair=True)


def _general_name(value: GeneralName) -> Iterator[Expression]:
    inner = value.value
    constructor = {
        "dns_name": "dns",
        "rfc822_name": "email",
        "uniform_resource_identifier": "uri",
        "ip_address": "ip",
        "directory_name": "directory",
        "registered_id": "registered",
    }.get(value.chosen)
    if value.chosen == "ip_address":
        if len(inner) in (8, 32):
            yield call(GeneralName, (Text(_network(inner)),), constructor="ip")
        inner = format_ip_address(inner)
    elif value.chosen == "registered_id":
        inner = inner.name or str(inner)
    elif value.chosen == "other_name":
        type_id = inner.type_id.name or str(inner.type_id)
        plain = Text(inner.value.text) if isinstance(inner.value, UTF8String) else expression_of(inner.value)
        yield call(GeneralName, (Text(type_id), plain), constructor="other")
    if constructor is not None:
        yield call(GeneralName, (expression_of(inner),), constructor=constructor)


def _network(octets: bytes) -> str:
    """Return an address and its mask as an address and how many bits of it count."""
    half = len(octets) // 2
    bits = int.from_bytes(octets[half:], "big").bit_count()
    return f"{format_ip_address(octets[:half])}/{bits}"


def _location(value: GeneralName) -> Expression:
    """Return what `GeneralName.of` makes this name of."""
    inner = value.value
    if isinstance(inner, Name):
        return expression_of(inner)
    if value.chosen == "ip_address" and isinstance(inner, bytes):
        inner = format_ip_address(inner)
    try:
        if isinstance(inner, str) and GeneralName.of(str(inner)) == value:
            return Text(str(inner))
    except X509ForgeError:
        pass
    return expression_of(value)


def _alternative_names(value: Anything) -> Iterator[Expression]:
    yield call(type(value), [_location(name) for name in value.general_names], constructor="of")


def _distribution_points(value: Anything) -> Iterator[Expression]:
    names = [point.distribution_point.value[0] for point in value.distribution_points]
    yield call(type(value), [_location(name) for name in names], constructor="of")


def _information_access(value: Anything) -> Iterator[Expression]:
    pairs = [
        _pair(each.access_method.name or str(each.access_method), _location(each.access_location))
        for each in value.access_descriptions
    ]
    yield call(type(value), pairs, constructor="of")


def _name_constraints(value: NameConstraints) -> Iterator[Expression]:
    trees = {"permitted": value.permitted_subtrees, "excluded": value.excluded_subtrees}
    named = {word: Items(_location(tree.base) for tree in found) for word, found in trees.items() if found is not None}
    yield call(NameConstraints, (), named, constructor="of")


# --- Times, purposes, frames ------------------------------------------------------------------------------------------


def _moment(value: Time) -> Text:
    return Text(str(value).removesuffix("T00:00:00Z"))


def _time(value: Time) -> Iterator[Expression]:
    yield call(Time, (_moment(value),), constructor="of")


def _validity(value: Validity) -> Iterator[Expression]:
    yield call(Validity, (_moment(value.not_before), _moment(value.not_after)), constructor="of")


def _purposes(value: ExtendedKeyUsage) -> Iterator[Expression]:
    names = [Text(purpose.name or str(purpose)) for purpose in value.key_purpose_ids]
    yield call(ExtendedKeyUsage, names, constructor="of")


def _policies(value: CertificatePolicies) -> Iterator[Expression]:
    identifiers = [policy.policy_identifier for policy in value.policies]
    yield call(CertificatePolicies, [Text(each.name or str(each)) for each in identifiers], constructor="of")


_TIMESTAMP = (
    *("version", "log_id", "timestamp", "extensions"),
    *("hash_algorithm", "signature_algorithm", "signature"),
)


def _timestamps(value: SignedCertificateTimestampList) -> Iterator[Expression]:
    timestamps = [
        call(
            SignedCertificateTimestamp,
            (),
            {name: expression_of(getattr(each, name)) for name in _TIMESTAMP},
        )
        for each in value.timestamps
    ]
    yield call(SignedCertificateTimestampList, timestamps, constructor="of")


def _certificate(value: Certificate) -> Iterator[Expression]:
    if value.signature_value.unused_bits == 0:
        (field,) = (each for each in Certificate._fields if each.name == "signature_value")
        named = {
            "tbs_certificate": expression_of(value.tbs_certificate),
            "signature_algorithm": expression_of(value.signature_algorithm),
            "signature": held_in(value, field) or Octets(value.signature_value.octets),
        }
        yield call(Certificate, (), named, constructor="assemble")


def _extension(value: Extension) -> Iterator[Expression]:
    if isinstance(value.extn_value, ExtensionValue):
        inner = expression_of(value.extn_value)
        yield call(Extension, (inner,), constructor="of")
        yield call(Extension, (inner,), {"critical": expression_of(value.critical)}, constructor="of")


_WAYS: dict[type, Ways] = {
    Any: _raw,
    AuthorityInformationAccess: _information_access,
    BitString: _bit_string,
    Certificate: _certificate,
    CertificatePolicies: _policies,
    Choice: _choice,
    CRLDistributionPoints: _distribution_points,
    ExtendedKeyUsage: _purposes,
    Extension: _extension,
    FreshestCRL: _distribution_points,
    GeneralName: _general_name,
    IssuerAlternativeName: _alternative_names,
    Name: _name,
    NameConstraints: _name_constraints,
    NamedBits: _named_bits,
    Null: _null,
    SignedCertificateTimestampList: _timestamps,
    String: _string,
    SubjectAlternativeName: _alternative_names,
    SubjectInformationAccess: _information_access,
    Time: _time,
    Validity: _validity,
}
