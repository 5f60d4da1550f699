"""subjectSignTool and issuerSignTool (order 795 of the FSB of Russia, of 27 December 2011)."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Named, UTF8String
from ..extension import ExtensionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Annotated


@asn1.typedef
class SubjectSignTool(ExtensionValue):
    """The tool with which the subject signs.

    SubjectSignTool ::= UTF8String (SIZE (1..200))
    """

    oid = oid.SUBJECT_SIGN_TOOL

    sign_tool: Annotated[str, UTF8String]


@asn1.sequence
class IssuerSignTool(ExtensionValue):
    """The tools of the issuer, and their certificates.

    IssuerSignTool ::= SEQUENCE {
        signTool      UTF8String (SIZE (1..200)),
        cATool        UTF8String (SIZE (1..200)),
        signToolCert  UTF8String (SIZE (1..100)),
        cAToolCert    UTF8String (SIZE (1..100)) }
    """

    oid = oid.ISSUER_SIGN_TOOL

    sign_tool: Annotated[str, UTF8String]
    ca_tool: Annotated[str, UTF8String, Named("cATool")]
    sign_tool_cert: Annotated[str, UTF8String]
    ca_tool_cert: Annotated[str, UTF8String, Named("cAToolCert")]
