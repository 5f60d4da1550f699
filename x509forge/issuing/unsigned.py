"""Unsigned certificates (RFC 9925): what is said of a subject, where nobody need believe it for its signature."""

from __future__ import annotations

from .. import oid
from ..asn1 import UTF8String
from ..rules import check
from ..x509.algorithm import AlgorithmIdentifier
from ..x509.certificate import Certificate
from ..x509.name import Name
from ..x509.public_key import SubjectPublicKeyInfo
from .issuer import describe_and_number
from .profile import Profile, profile_of
from .refusing import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable

    from ..x509.extension import Extension
    from ..x509.time import Validity
    from .serial import SerialNumber

# RFC 9925 3.1: the parameters are absent.
UNSIGNED = AlgorithmIdentifier(algorithm=oid.ALG_UNSIGNED)
# RFC 9925 3.2: the name of no issuer.
NO_ISSUER = Name.of((oid.RDNA_UNSIGNED, UTF8String("")))


def unsigned_certificate(
    public_key: SubjectPublicKeyInfo,
    subject: Name,
    *,
    days: int | None = None,
    validity: Validity | None = None,
    not_before: datetime.datetime | str | None = None,
    serial_number: SerialNumber | None = None,
    extensions: Iterable[Extension] = (),
    as_self_signed: bool = False,
    profile: Profile | str = "rfc5280",
    waive: Collection[str] = (),
) -> Certificate:
    """Return a certificate that nobody signed (RFC 9925), for any public key, also one that signs nothing.

    A trust anchor may be one, or a certificate that is known by its hash: for whoever verifies signatures, it has
    none, and `verify` refuses it. Its issuer is the placeholder of RFC 9925 3.2; with `as_self_signed` it is the
    subject, for those who expect that of an anchor, and look no further. The profile adds the subject's key identifier
    and none of an issuer. The other arguments are those of `Issuer.issue`. Raises RuleViolation, and ValueError for an
    empty subject that shall be the issuer.
    """
    if not isinstance(public_key, SubjectPublicKeyInfo):
        raise TypeError(f"public_key must be a SubjectPublicKeyInfo, not {type(public_key).__name__}")
    if as_self_signed and not subject.rdn_sequence:
        raise ValueError("an empty subject is no issuer (RFC 9925 3.2)")
    profile = profile_of(profile)
    tbs = describe_and_number(
        UNSIGNED,
        subject if as_self_signed else NO_ISSUER,
        public_key,
        subject,
        validity or profile.validity(days, not_before),
        serial_number,
        tuple(extensions),
        None,
        profile,
    )
    refuse(check(tbs, profile=profile), waive, profile)
    return Certificate.assemble(tbs, UNSIGNED, b"")
