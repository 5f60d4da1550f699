"""Extensions whose presence is all that they say: their value is NULL."""

from __future__ import annotations

from ... import asn1, oid
from ...asn1 import Null
from ..extension import ExtensionValue


@asn1.typedef
class OCSPNoCheck(ExtensionValue):
    """That the state of an OCSP responder's own certificate need not be asked for (RFC 6960 4.2.2.2.1).

    id-pkix-ocsp-nocheck: NULL
    """

    oid = oid.OCSP_NO_CHECK

    value: Null = Null()


@asn1.typedef
class NoRevAvail(ExtensionValue):
    """That no one says whether the certificate is revoked (RFC 9608 3).

    id-ce-noRevAvail: NULL
    """

    oid = oid.NO_REV_AVAIL

    value: Null = Null()


@asn1.typedef
class PrecertificatePoison(ExtensionValue):
    """That this is shown to logs alone, and is no certificate (RFC 6962 3.1).

    ctPrecertificatePoison: NULL
    """

    oid = oid.PRECERTIFICATE_POISON

    value: Null = Null()

    def default_critical(self) -> bool:
        """Return True (RFC 6962 3.1)."""
        return True
