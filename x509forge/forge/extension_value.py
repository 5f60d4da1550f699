"""How an extension with a wrong value is declared as a defect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..x509.extension import Extension
from .defect import DEFECTS, RULE

if TYPE_CHECKING:
    from ..oid import ObjectIdentifier
    from ..x509.extension import ExtensionValue
    from .draft import Draft

LIST = "tbsCertificate.extensions"


def typed(
    id: str,
    citation: str,
    says: str,
    value: ExtensionValue,
    *,
    critical: bool | None = None,
    ca: bool = False,
    leaf: bool = False,
    issued: bool = False,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare an extension that decodes as a defect; in the certificate of a CA if that is how it is wrong.

    Of `leaf` and `issued` it is one in the certificate of no CA alone, and in one that is not self-signed.
    """

    def make(draft: Draft) -> None:
        if ca:
            draft.make_ca()
        if leaf:
            draft.require_leaf()
        if issued:
            draft.require_issuer()
        draft.put(value, critical)

    path = LIST if ca else f"{LIST}[{value.oid.name}]"
    DEFECTS.defect(id, RULE, path, citation, says, rules=rules, refused_by=refused_by)(make)


def raw(
    id: str,
    breaks: str,
    citation: str,
    says: str,
    number: ObjectIdentifier,
    octets: bytes,
    *,
    critical: bool = False,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare an extension whose OCTET STRING holds these octets as a defect."""

    def make(draft: Draft) -> None:
        draft.put_raw(number, octets, critical)

    DEFECTS.defect(id, breaks, f"{LIST}[{number.name}]", citation, says, rules=rules, refused_by=refused_by)(make)


def missing(
    id: str,
    citation: str,
    says: str,
    number: ObjectIdentifier,
    *,
    ca: bool = False,
    leaf: bool = False,
    issued: bool = False,
    rules: str = "",
    refused_by: str = "",
) -> None:
    """Declare that an extension is absent as a defect; `ca`, `leaf` and `issued` are as in `typed`."""

    def make(draft: Draft) -> None:
        if ca:
            draft.make_ca()
        if leaf:
            draft.require_leaf()
        if issued:
            draft.require_issuer()
        draft.remove(number)

    path = LIST if ca else f"{LIST}[{number.name}]"
    DEFECTS.defect(id, RULE, path, citation, says, rules=rules, refused_by=refused_by)(make)


def critical(id: str, citation: str, kind: type[ExtensionValue], *, rules: str = "", refused_by: str = "") -> None:
    """Declare that the extension that is there is critical as a defect."""

    def make(draft: Draft) -> None:
        value = draft.good.extension(kind)
        if value is not None:
            draft.put(Extension.of(value, critical=True))

    DEFECTS.defect(
        id, RULE, f"{LIST}[{kind.oid.name}]", citation, "It is critical.", rules=rules, refused_by=refused_by
    )(make)
