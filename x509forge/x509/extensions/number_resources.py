"""Addresses and autonomous systems that a network may use (RFC 3779)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import BitString, Explicit, Named, Null
from ..extension import ExtensionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.sequence
class IPAddressRange(asn1.Value):
    """Addresses from one to another; trailing zeros of the first and ones of the last are left out (RFC 3779 2.2.3.9).

    IPAddressRange ::= SEQUENCE {
        min  IPAddress,  -- BIT STRING
        max  IPAddress }
    """

    min: BitString
    max: BitString


@asn1.choice
class IPAddressOrRange(asn1.Choice):
    """A prefix, or a range that is none.

    IPAddressOrRange ::= CHOICE {
        addressPrefix  IPAddress,  -- BIT STRING: the bits that all addresses have in common
        addressRange   IPAddressRange }
    """

    address_prefix: BitString | None = None
    address_range: IPAddressRange | None = None


@asn1.choice
class IPAddressChoice(asn1.Choice):
    """Addresses, or those of the issuer.

    IPAddressChoice ::= CHOICE {
        inherit            NULL,
        addressesOrRanges  SEQUENCE OF IPAddressOrRange }
    """

    inherit: Null | None = None
    addresses_or_ranges: tuple[IPAddressOrRange, ...] | None = None


@asn1.sequence
class IPAddressFamily(asn1.Value):
    """Addresses of one family: two octets for it (1 is IPv4, 2 is IPv6), and one for the subsequent family, if any.

    IPAddressFamily ::= SEQUENCE {
        addressFamily    OCTET STRING (SIZE (2..3)),
        ipAddressChoice  IPAddressChoice }
    """

    address_family: bytes
    ip_address_choice: IPAddressChoice


@asn1.typedef
class IPAddrBlocks(ExtensionValue):
    """The addresses that are the subject's (RFC 3779 2.2.3).

    IPAddrBlocks ::= SEQUENCE OF IPAddressFamily
    """

    oid = oid.IP_ADDR_BLOCKS

    address_families: tuple[IPAddressFamily, ...]

    def default_critical(self) -> bool:
        """Return True (RFC 3779 2.2.2)."""
        return True


@asn1.sequence
class ASRange(asn1.Value):
    """Numbers from one to another.

    ASRange ::= SEQUENCE {
        min  ASId,  -- INTEGER
        max  ASId }
    """

    min: int
    max: int


@asn1.choice
class ASIdOrRange(asn1.Choice):
    """A number, or a range.

    ASIdOrRange ::= CHOICE {
        id     ASId,
        range  ASRange }
    """

    id: int | None = None
    range: ASRange | None = None


@asn1.choice
class ASIdentifierChoice(asn1.Choice):
    """Numbers, or those of the issuer.

    ASIdentifierChoice ::= CHOICE {
        inherit        NULL,
        asIdsOrRanges  SEQUENCE OF ASIdOrRange }
    """

    inherit: Null | None = None
    as_ids_or_ranges: tuple[ASIdOrRange, ...] | None = None


@asn1.sequence
class ASIdentifiers(ExtensionValue):
    """The numbers of autonomous systems, and of routing domains, that are the subject's (RFC 3779 3.2.3).

    ASIdentifiers ::= SEQUENCE {
        asnum  [0] EXPLICIT ASIdentifierChoice OPTIONAL,
        rdi    [1] EXPLICIT ASIdentifierChoice OPTIONAL }
    """

    oid = oid.AUTONOMOUS_SYS_IDS

    asnum: Annotated[ASIdentifierChoice, Explicit(0), Named("asnum")] | None = None
    rdi: Annotated[ASIdentifierChoice, Explicit(1)] | None = None

    def default_critical(self) -> bool:
        """Return True (RFC 3779 3.2.2)."""
        return True
