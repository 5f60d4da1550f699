"""How an EC key is written: the form of its point, whether the point is there, and that its curve is named."""

from __future__ import annotations

from .. import oid
from ..asn1 import BitString
from ..errors import X509ForgeError
from ..pkcs.sec1 import ECPrivateKey
from ..signing.keys import PrivateKey
from ..signing.kinds.ec import compressed
from .files import Refused
from .options import Option, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..x509.public_key import SubjectPublicKeyInfo
    from .options import Arguments

FORMS = ("compressed", "uncompressed", "hybrid")


def form_options(prefix: str = "") -> tuple[Option, Option]:
    """Return the two options, which `pkey` has with a prefix of its own."""
    return (
        Option(f"{prefix}conv_form", "FORM", "of an EC key's point: compressed, uncompressed or hybrid"),
        Option(f"{prefix}param_enc", "named_curve", "how the curve is written: by its name"),
    )


def check_curve(given: Arguments, prefix: str = "") -> None:
    """Raise UsageError for a curve that shall be written out, which RFC 5480 2.1.1 does not allow."""
    if given.text(f"{prefix}param_enc") not in (None, "named_curve"):
        raise UsageError(
            f"{given.written(prefix)}param_enc is named_curve: curves are not written out (RFC 5480 2.1.1)"
        )


def formed(
    given: Arguments, key: PrivateKey | SubjectPublicKeyInfo, prefix: str = ""
) -> PrivateKey | SubjectPublicKeyInfo:
    """Return the key with its point in the form that is asked for; raises UsageError, Refused."""
    check_curve(given, prefix)
    form = given.text(f"{prefix}conv_form")
    if form is None:
        return key
    if form not in FORMS:
        raise UsageError(f"{given.written(prefix)}conv_form is {', '.join(FORMS)}, not {form!r}")
    public = key.public_key if isinstance(key, PrivateKey) else key
    if public.algorithm.algorithm != oid.EC_PUBLIC_KEY:
        raise Refused("this is no EC key, and only those have a point")
    if not isinstance(key, PrivateKey):
        return public.replace(subject_public_key=BitString(_point(public.subject_public_key.octets, form)))
    info = key.private_key_info
    scalar = ECPrivateKey.from_der(info.private_key).replace(public_key=None)
    # Of the scalar alone, the backend makes the whole point.
    whole = PrivateKey(info.replace(private_key=scalar.to_der())).public_key.subject_public_key.octets
    changed = scalar.replace(public_key=BitString(_point(whole, form)))
    try:
        return PrivateKey(info.replace(private_key=changed.to_der()))
    except X509ForgeError:
        raise Refused(f"private keys with a {form} point are not supported") from None


def _point(octets: bytes, form: str) -> bytes:
    """Return a point in another form (SEC 1 version 2.0 2.3.3, X9.62 4.3.6 for the hybrid one)."""
    if octets[:1] in (b"\2", b"\3"):
        if form == "compressed":
            return octets
        raise Refused("a compressed point in a public key is not made whole again here")
    odd = octets[-1] % 2
    if form == "compressed":
        return compressed(octets)
    return bytes([6 + odd if form == "hybrid" else 4]) + octets[1:]
