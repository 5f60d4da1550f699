"""Extension: the frame around every certificate extension (RFC 5280 4.1.2.9, 4.2)."""

from __future__ import annotations

from .. import asn1, oid
from ..asn1 import Containing, Default, Named, Open, TypeTable, Value
from ..oid import ObjectIdentifier

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated, ClassVar

# Extension types register here under their own identifier; each module is imported when one is first met.
EXTENSIONS = TypeTable(
    {
        oid.SUBJECT_KEY_IDENTIFIER: "x509forge.x509.extensions.key_identifier:SubjectKeyIdentifier",
        oid.AUTHORITY_KEY_IDENTIFIER: "x509forge.x509.extensions.key_identifier:AuthorityKeyIdentifier",
        oid.KEY_USAGE: "x509forge.x509.extensions.key_usage:KeyUsage",
        oid.EXTENDED_KEY_USAGE: "x509forge.x509.extensions.key_usage:ExtendedKeyUsage",
        oid.BASIC_CONSTRAINTS: "x509forge.x509.extensions.basic_constraints:BasicConstraints",
        oid.SUBJECT_ALTERNATIVE_NAME: "x509forge.x509.extensions.alternative_name:SubjectAlternativeName",
        oid.ISSUER_ALTERNATIVE_NAME: "x509forge.x509.extensions.alternative_name:IssuerAlternativeName",
    }
)


class ExtensionValue(Value):
    """The base of types that stand in an extension: `oid` is the extension's, `critical` what the RFC says of it."""

    __slots__ = ()

    if TYPE_CHECKING:
        oid: ClassVar[ObjectIdentifier]

    def default_critical(self) -> bool:
        """Return whether RFC 5280 has this extension marked critical; most are not."""
        return False


@asn1.sequence
class Extension(asn1.Value):
    """An extension: its identifier, whether a reader that does not know it must refuse the certificate, its value.

        Extension ::= SEQUENCE {
            extnID     OBJECT IDENTIFIER,
            critical   BOOLEAN DEFAULT FALSE,
            extnValue  OCTET STRING }  -- contains the DER of the type that extnID tells

    `extn_value` is a typed value where the type is known, `bytes` (the contents of
    the OCTET STRING) where it is not, and `Undecoded` where the contents are not of that type.
    """

    extn_id: Annotated[ObjectIdentifier, Named("extnID")]
    critical: Annotated[bool, Default(False)] = False
    extn_value: Annotated[Value | bytes, Open("extn_id", EXTENSIONS), Containing()]

    @classmethod
    def of(cls, value: ExtensionValue, critical: bool | None = None) -> Extension:
        """Return the extension for a typed value; without `critical`, as RFC 5280 has it for that type."""
        return cls(
            extn_id=value.oid, critical=value.default_critical() if critical is None else critical, extn_value=value
        )
