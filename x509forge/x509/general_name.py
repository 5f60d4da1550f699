"""GeneralName: the forms that an alternative name has (RFC 5280 4.2.1.6)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import (
    BMPString,
    Explicit,
    IA5String,
    Implicit,
    Named,
    Open,
    PrintableString,
    TeletexString,
    TypeTable,
    UniversalString,
    UTF8String,
    Value,
)
from ..later import Later
from ..oid import SMTP_UTF8_MAILBOX, USER_PRINCIPAL_NAME, ObjectIdentifier
from .host_name import is_plain
from .name import Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated
    from typing import Any as Anything

    from . import general_name_text as _text
else:
    _text = Later("x509forge.x509.general_name_text")

# RFC 5280 appendix A.1: a CHOICE, so tags around it are explicit.
DirectoryString = TeletexString | PrintableString | UniversalString | UTF8String | BMPString

# RFC 9598 3 for the second.
OTHER_NAMES = TypeTable({USER_PRINCIPAL_NAME: UTF8String, SMTP_UTF8_MAILBOX: UTF8String})


@asn1.sequence
class OtherName(asn1.Value):
    """A name of a form that an object identifier tells.

    OtherName ::= SEQUENCE {
        type-id  OBJECT IDENTIFIER,
        value    [0] EXPLICIT ANY DEFINED BY type-id }
    """

    type_id: Annotated[ObjectIdentifier, Named("type-id")]
    value: Annotated[Value, Open("type_id", OTHER_NAMES), Explicit(0)]


@asn1.sequence
class EDIPartyName(asn1.Value):
    """A name in electronic data interchange.

    EDIPartyName ::= SEQUENCE {
        nameAssigner  [0] DirectoryString OPTIONAL,
        partyName     [1] DirectoryString }
    """

    name_assigner: Annotated[DirectoryString, Explicit(0)] | None = None
    party_name: Annotated[DirectoryString, Explicit(1)]


@asn1.choice
class GeneralName(asn1.Choice):
    """A name of one of nine forms.

        GeneralName ::= CHOICE {
            otherName                  [0] OtherName,
            rfc822Name                 [1] IA5String,
            dNSName                    [2] IA5String,
            x400Address                [3] ORAddress,
            directoryName              [4] Name,          -- a CHOICE, so EXPLICIT
            ediPartyName               [5] EDIPartyName,
            uniformResourceIdentifier  [6] IA5String,
            iPAddress                  [7] OCTET STRING,  -- 4 or 16 octets
            registeredID               [8] OBJECT IDENTIFIER }

    An ORAddress is kept as the elements of its SEQUENCE: X.400 is not modelled.
    """

    other_name: Annotated[OtherName, Implicit(0)] | None = None
    rfc822_name: Annotated[str, IA5String, Implicit(1)] | None = None
    dns_name: Annotated[str, IA5String, Implicit(2), Named("dNSName")] | None = None
    x400_address: Annotated[tuple[asn1.Any, ...], Implicit(3)] | None = None
    directory_name: Annotated[Name, Explicit(4)] | None = None
    edi_party_name: Annotated[EDIPartyName, Implicit(5)] | None = None
    uniform_resource_identifier: Annotated[str, IA5String, Implicit(6)] | None = None
    ip_address: Annotated[bytes, Implicit(7), Named("iPAddress")] | None = None
    registered_id: Annotated[ObjectIdentifier, Implicit(8), Named("registeredID")] | None = None

    @classmethod
    def of(cls, name: Anything) -> GeneralName:
        """Return the general name for a text, as it looks, or for a value, as its type says.

        A text with `://` is a URI, one that is an IPv4 or IPv6 address an iPAddress, one with
        `@` an rfc822Name, and any other a dNSName: see `uri`, `ip`, `email` and `dns` for
        what they refuse. A Name, an OtherName, an EDIPartyName, an ObjectIdentifier and an
        address of `ipaddress` stand for themselves, and a GeneralName is returned as it is.
        Raises EncodeError for a text that is none of these, TypeError for another value.
        """
        if name.__class__ is str and is_plain(name):
            return cls._made("dns_name", name)
        if isinstance(name, GeneralName):
            return name
        if isinstance(name, ObjectIdentifier):
            return cls(registered_id=name)
        if isinstance(name, str):
            return _from_text(cls, name)
        for kind, alternative in (Name, "directory_name"), (OtherName, "other_name"), (EDIPartyName, "edi_party_name"):
            if isinstance(name, kind):
                return cls(**{alternative: name})  # type: ignore[arg-type]
        packed = getattr(name, "packed", None)
        if isinstance(packed, bytes):
            return cls(ip_address=packed)
        raise TypeError(f"expected a text or a name, got {type(name).__name__}")

    @classmethod
    def _convert(cls, value: Anything) -> Anything:
        return value if isinstance(value, asn1.Raw) else cls.of(value)

    @classmethod
    def dns(cls, host: str) -> GeneralName:
        """Return a dNSName, with labels beyond ASCII as their A-labels (RFC 5280 7.2).

        Letters, digits, `-` and `_` make up labels of up to 63 octets, and a name has up
        to 253; `*` may stand in the leftmost label. Raises EncodeError for anything
        else: an address, a URI, blanks, an empty label. `GeneralName(dns_name=...)` writes
        any ASCII text, unchecked.
        """
        return cls(dns_name=_text.parse_dns_name(host))

    @classmethod
    def ip(cls, address: str) -> GeneralName:
        """Return an iPAddress of 4 or 16 octets.

        A network such as `10.0.0.0/8` gives its address and mask, 8 or 32 octets: the
        form that only name constraints have (RFC 5280 4.2.1.10). Raises EncodeError for
        a text that is neither, or a network with bits set behind its mask.
        """
        return cls(ip_address=_text.parse_ip_address(address))

    @classmethod
    def email(cls, mailbox: str) -> GeneralName:
        """Return an rfc822Name, its domain in ASCII as `dns` has it; raises EncodeError for what is no mailbox."""
        return cls(rfc822_name=_text.parse_email(mailbox))

    @classmethod
    def uri(cls, uri: str) -> GeneralName:
        """Return a uniformResourceIdentifier, unchanged.

        Raises EncodeError for a text without a scheme, or with a character that RFC 3986 does not have.
        """
        return cls(uniform_resource_identifier=_text.parse_uri(uri))

    @classmethod
    def directory(cls, name: Name) -> GeneralName:
        """Return a directoryName."""
        return cls(directory_name=name)

    @classmethod
    def registered(cls, identifier: str) -> GeneralName:
        """Return a registeredID, for an identifier's name or dotted decimals; raises EncodeError for neither."""
        return cls(registered_id=ObjectIdentifier.named(identifier))

    @classmethod
    def other(cls, type_id: str, value: Value | str) -> GeneralName:
        """Return an otherName, its form told by an identifier's name or dotted decimals; a `str` is a UTF8String."""
        inner = UTF8String(value) if isinstance(value, str) else value
        return cls(other_name=OtherName(type_id=ObjectIdentifier.named(type_id), value=inner))

    def __str__(self) -> str:
        """Return the name as OpenSSL 3.0 prints it, `DNS:a.example`, with nothing in it that a terminal acts on.

        A directoryName is `DirName:/C=CN/O=ALI`, and in RFC 4514's form if a part of it is no string.
        IPv6 addresses are those of RFC 5952. A value that could pass for two names
        (it has a comma), or with characters that cannot be seen, stands between quotes, with escapes.
        """
        return _text.format_general_name(self)


def _from_text(cls: type[GeneralName], text: str) -> GeneralName:
    kind = _text.kind_of_text(text)
    if kind == "dns_name":
        return cls(dns_name=_text.parse_dns_name(text))
    if kind == "ip_address":
        return cls.ip(text)
    return cls.email(text) if kind == "rfc822_name" else cls.uri(text)
