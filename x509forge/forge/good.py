"""A good certificate and its CA, where none is given."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from ..issuing import Issuer
from ..issuing.validity import now
from ..signing.keys import PrivateKey
from ..x509.extension import Extension
from ..x509.extensions.alternative_name import SubjectAlternativeName
from ..x509.extensions.basic_constraints import BasicConstraints
from ..x509.extensions.key_usage import ExtendedKeyUsage, KeyUsage
from ..x509.name import Name

if TYPE_CHECKING:
    from ..x509.certificate import Certificate

HOST = "a.example"
_KEY_TYPES = {"ec": "ec:P-256", "rsa": "rsa:2048"}
_CA_DAYS, _DAYS = 365, 90


class Good(NamedTuple):
    """A certificate in which nothing is wrong, its key, and the CA that signed it."""

    certificate: Certificate
    key: PrivateKey
    issuer: Issuer


def good(kind: str, ca_key: PrivateKey | None = None, key: PrivateKey | None = None) -> Good:
    """Return a server's certificate for `HOST`, valid since yesterday and for 90 days, signed by a CA with a new key.

    `kind` is that of the CA's key, "ec" or "rsa"; the server's own key is an EC key.
    """
    ca_key = ca_key or PrivateKey.generate(_KEY_TYPES[kind])
    key = key or PrivateKey.generate(_KEY_TYPES["ec"])
    yesterday = now() - datetime.timedelta(days=1)
    ca_name = Name.of(C="CN", O="ALI", CN=f"Test CA {kind}")
    issuer = Issuer.self_signed(ca_name, ca_key, days=_CA_DAYS, not_before=yesterday)
    certificate = issuer.issue(
        key.public_key,
        subject=Name.of(C="CN", O="ALI", CN=HOST),
        days=_DAYS,
        not_before=yesterday,
        extensions=(
            Extension.of(BasicConstraints(ca=False)),
            Extension.of(KeyUsage.of("digitalSignature")),
            Extension.of(ExtendedKeyUsage.of("serverAuth")),
            Extension.of(SubjectAlternativeName.of(HOST)),
        ),
    )
    return Good(certificate, key, issuer)
