"""keyUsage and extendedKeyUsage (RFC 5280 4.2.1.3, 4.2.1.12)."""

from __future__ import annotations

from ... import asn1, oid
from ...kept import Kept
from ...oid import ObjectIdentifier
from ..extension import ExtensionValue


class KeyUsage(asn1.NamedBits, ExtensionValue):
    """What the key may be used for (RFC 5280 4.2.1.3).

    KeyUsage ::= BIT STRING {
        digitalSignature  (0),
        nonRepudiation    (1),  -- also called contentCommitment
        keyEncipherment   (2),
        dataEncipherment  (3),
        keyAgreement      (4),
        keyCertSign       (5),
        cRLSign           (6),
        encipherOnly      (7),
        decipherOnly      (8) }
    """

    oid = oid.KEY_USAGE
    names = (
        "digitalSignature",
        "nonRepudiation",
        "keyEncipherment",
        "dataEncipherment",
        "keyAgreement",
        "keyCertSign",
        "cRLSign",
        "encipherOnly",
        "decipherOnly",
    )
    aliases = {"contentCommitment": "nonRepudiation"}  # noqa: RUF012

    def default_critical(self) -> bool:
        """Return True: conforming CAs mark it critical (RFC 5280 4.2.1.3)."""
        return True


@asn1.typedef
class ExtendedKeyUsage(ExtensionValue):
    """Purposes that the certificate is good for (RFC 5280 4.2.1.12).

    ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId  -- OBJECT IDENTIFIER
    """

    oid = oid.EXTENDED_KEY_USAGE

    key_purpose_ids: tuple[ObjectIdentifier, ...]

    @classmethod
    def of(cls, *purposes: str) -> ExtendedKeyUsage:
        """Return the value for purposes by name (`serverAuth`) or in dotted decimal; raises EncodeError for others."""
        kept: ExtendedKeyUsage | None = _purposes.get(purposes)
        return kept or _purposes.keep(purposes, cls(tuple(map(ObjectIdentifier.named, purposes))))


_purposes = Kept(64)
