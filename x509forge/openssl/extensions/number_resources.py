"""sbgp-ipAddrBlock and sbgp-autonomousSysNum, brought into canonical form (RFC 3779)."""

from __future__ import annotations

from ...asn1 import BitString, Null
from ...later import pattern
from ...x509.extensions.number_resources import (
    ASIdentifierChoice,
    ASIdentifiers,
    ASIdOrRange,
    ASRange,
    IPAddrBlocks,
    IPAddressChoice,
    IPAddressFamily,
    IPAddressOrRange,
    IPAddressRange,
)
from ..general_names import is_kind, parse_address
from ..wording import choice, quoted
from ..words import leading_unsigned, unsigned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...x509.extension import ExtensionValue
    from ..context import Context
    from ..value import Value
    from ..value_list import ListItem

# Address family, octets of an address, whether a subsequent family stands before the address (RFC 3779 2.2.3.3).
_FAMILIES = {"IPv4": (1, 4, False), "IPv6": (2, 16, False), "IPv4-SAFI": (1, 4, True), "IPv6-SAFI": (2, 16, True)}
_INHERIT = "inherit"
# First, last, and whether it is written as a range although it be one number.
Ranges = list[tuple[int, int, bool]]


class _Resources:
    """What belongs together: ranges, or that they are the issuer's."""

    def __init__(self) -> None:
        self.inherits = False
        self.ranges: Ranges = []

    def inherit(self, place: Value) -> None:
        if self.ranges:
            raise place.error("inherit does not stand beside others of its kind")
        self.inherits = True

    def add(self, place: Value, first: int, last: int, *, is_range: bool) -> None:
        if self.inherits:
            raise place.error("others of its kind are inherited")
        if first > last:
            raise place.error(f"{quoted(place)} ends before it begins")
        self.ranges.append((first, last, is_range))

    def canonical(self, place: Value) -> Ranges:
        """Return the ranges in order, neighbours joined; raises ConfigError where two overlap (RFC 3779 2.2.3.6)."""
        joined: Ranges = []
        for first, last, is_range in sorted(self.ranges):
            if joined and first <= joined[-1][1]:
                raise place.error(f"{quoted(place)} names something twice")
            if joined and first == joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], last, True)
            else:
                joined.append((first, last, is_range))
        return joined


def _ip_addr_blocks(value: Value, context: Context) -> IPAddrBlocks:
    families: dict[bytes, tuple[int, _Resources]] = {}
    for item in context.items(value):
        kind = next((name for name in _FAMILIES if is_kind(item.name, name)), None)
        if kind is None:
            raise item.error(f"{quoted(item.name)} is no family of addresses{choice(item.name, _FAMILIES)}")
        family, octets, has_subsequent = _FAMILIES[kind]
        text = item.needed()
        key = family.to_bytes(2, "big")
        if has_subsequent:
            number, text = _subsequent(text)
            key += bytes((number,))
        _, resources = families.setdefault(key, (octets, _Resources()))
        if text == _INHERIT:
            resources.inherit(text)
        else:
            resources.add(text, *_addresses(text, octets, context.subject.release), is_range=True)
    return IPAddrBlocks(
        tuple(
            IPAddressFamily(address_family=key, ip_address_choice=_address_choice(value, *families[key]))
            for key in sorted(families)
        )
    )


_COLON = pattern(r"[ \t]*:[ \t]*")


def _subsequent(text: Value) -> tuple[int, Value]:
    # Where no number stands, it is 0.
    number, end = leading_unsigned(text)
    colon = _COLON.match(text, end)
    if colon is not None and number <= 0xFF:
        return number, text.part(colon.end())
    raise text.error(f'{quoted(text)} has no subsequent family, from 0 to 255, before a colon: "1:192.0.2.0/24"')


_ADDRESSES = pattern(r"(?a)([0-9.:a-fA-F]*)[ \t]*(?:(/)[ \t\n\v\f\r]*([+-]?)([0-9]+)|(-)[ \t]*([0-9.:a-fA-F]+))?")


def _addresses(text: Value, octets: int, release: str) -> tuple[int, int]:
    """Return the first and the last address of `192.0.2.7`, `192.0.2.0/24` or `192.0.2.1-192.0.2.9`."""
    found = _ADDRESSES.fullmatch(text)
    if found is None:
        raise text.error(f"{quoted(text)} is no address, prefix (address/bits) or range (address-address)")
    address, slash, sign, digits, hyphen, _ = found.groups()
    first = _address(text, text.part(0, len(address)), octets, release)
    if slash:
        bits = 8 * octets
        length = unsigned(sign, digits)
        if length > bits:
            raise text.part(found.start(3)).error(f"a prefix has from 0 to {bits} bits")
        spread = (1 << bits - length) - 1
        # Bits of the address beyond the prefix count for nothing.
        return first & ~spread, first | spread
    return first, _address(text, text.part(found.start(6)), octets, release) if hyphen else first


def _address(whole: Value, text: Value, octets: int, release: str) -> int:
    found = parse_address(text, release)
    if len(found) != octets:
        raise whole.error(f"{quoted(text)} is no address of IPv{'4' if octets == 4 else '6'}")
    return int.from_bytes(found, "big")


def _address_choice(value: Value, octets: int, resources: _Resources) -> IPAddressChoice:
    if resources.inherits:
        return IPAddressChoice(inherit=Null())
    bits = 8 * octets
    return IPAddressChoice(
        addresses_or_ranges=tuple(_prefix_or_range(first, last, bits) for first, last, _ in resources.canonical(value))
    )


def _prefix_or_range(first: int, last: int, bits: int) -> IPAddressOrRange:
    spread = first ^ last
    if spread & spread + 1 == 0 and first & spread == 0:  # RFC 3779 2.2.3.7: what is a prefix is written as one
        return IPAddressOrRange(address_prefix=_leading_bits(first, bits, bits - spread.bit_length()))
    zeros = (first & -first).bit_length() - 1 if first else bits
    ones = (~last & last + 1).bit_length() - 1
    return IPAddressOrRange(
        address_range=IPAddressRange(
            min=_leading_bits(first, bits, bits - zeros), max=_leading_bits(last, bits, bits - ones)
        )
    )


def _leading_bits(number: int, bits: int, count: int) -> BitString:
    octets = (count + 7) // 8
    unused = 8 * octets - count
    return BitString((number >> bits - count << unused).to_bytes(octets, "big"), unused)


def _as_identifiers(value: Value, context: Context) -> ASIdentifiers:
    found = {"AS": _Resources(), "RDI": _Resources()}
    for item in context.items(value):
        kind = next((name for name in found if is_kind(item.name, name)), None)
        if kind is None:
            raise item.error(f'{quoted(item.name)} is neither "AS" nor "RDI"')
        _take_numbers(item, found[kind])
    return ASIdentifiers(asnum=_number_choice(value, found["AS"]), rdi=_number_choice(value, found["RDI"]))


_NUMBERS = pattern(r"(?a)([0-9]+)(?:[ \t]*-[ \t]*([0-9]+))?")


def _take_numbers(item: ListItem, resources: _Resources) -> None:
    text = item.needed()
    if text == _INHERIT:
        resources.inherit(text)
        return
    found = _NUMBERS.fullmatch(text) if len(text) <= 2000 else None
    if found is None:
        raise text.error(f"{quoted(text)} is no number, range (number-number) or inherit")
    first = int(found[1])
    is_range = found[2] is not None
    resources.add(text, first, int(found[2]) if is_range else first, is_range=is_range)


def _number_choice(value: Value, resources: _Resources) -> ASIdentifierChoice | None:
    if resources.inherits:
        return ASIdentifierChoice(inherit=Null())
    if not resources.ranges:
        return None
    return ASIdentifierChoice(
        as_ids_or_ranges=tuple(
            ASIdOrRange(range=ASRange(min=first, max=last)) if is_range else ASIdOrRange(id=first)
            for first, last, is_range in resources.canonical(value)
        )
    )


PARSERS: dict[str, Callable[[Value, Context], ExtensionValue]] = {
    "sbgp-autonomousSysNum": _as_identifiers,
    "sbgp-ipAddrBlock": _ip_addr_blocks,
}
