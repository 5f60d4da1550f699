"""tlsfeature (RFC 7633)."""

from __future__ import annotations

from ... import asn1, oid
from ..extension import ExtensionValue


@asn1.typedef
class TLSFeature(ExtensionValue):
    """Extensions of TLS that the server must answer with: 5 is status_request, called "must staple".

    Features ::= SEQUENCE OF INTEGER
    """

    oid = oid.TLS_FEATURE

    features: tuple[int, ...]
