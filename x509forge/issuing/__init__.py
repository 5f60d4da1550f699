"""Issuing: serial numbers, validity, key identifiers, and the one call of the signer.

The only layer that reads the clock and draws random numbers for a certificate.
"""

from __future__ import annotations

from ..pkcs.pkcs10 import CertificationRequest
from .issuer import Issuer, same_key
from .profile import Profile
from .request import create_request, verify_request
from .resigning import resign
from .unsigned import unsigned_certificate

# The public methods of lower layers that need this one are bound here, and nowhere else.
CertificationRequest.create = staticmethod(create_request)  # type: ignore[method-assign]
CertificationRequest.verify = verify_request  # type: ignore[assignment, method-assign]

__all__ = [
    "CertificationRequest",
    "Issuer",
    "Profile",
    "create_request",
    "resign",
    "same_key",
    "unsigned_certificate",
    "verify_request",
]
