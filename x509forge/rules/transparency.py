"""Rules for certificate transparency (RFC 6962 3)."""

from __future__ import annotations

from .. import oid
from ..errors import DecodeError
from ..x509.extensions.transparency import SignedCertificateTimestamp
from . import rfc5280
from .rule import EVERYBODY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..x509.extension import Extension
    from .rule import Case

RULES = rfc5280.RULES
_LIST, _POISON = (oid.SIGNED_CERTIFICATE_TIMESTAMP_LIST,), (oid.PRECERTIFICATE_POISON,)


@RULES.part(
    _LIST,
    "rfc6962.timestamps.malformed",
    "error",
    "RFC 6962 3.2, 3.3",
    "A list of timestamps holds one at least, each with its length before it, and each is whole.",
    "Use SignedCertificateTimestampList.of.",
)
def _malformed(extension: Extension) -> Iterator[tuple[str, str]]:
    value: Any = extension.extn_value
    if isinstance(value.serialized, bytes):
        try:
            timestamps = value.serialized_timestamps
        except DecodeError as error:
            yield "extnValue", f"is no list: {error}"
            return
        if not timestamps:
            yield "extnValue", "holds no timestamp"
        for at, timestamp in enumerate(timestamps):
            # Of other versions nothing is known.
            if timestamp[:1] in (b"", b"\0"):
                try:
                    SignedCertificateTimestamp.read(timestamp)
                except DecodeError as error:
                    yield "extnValue", f"holds a timestamp, number {at}, that is none: {error}"


@RULES.part(
    _POISON,
    "rfc6962.poison.not_critical",
    "error",
    "RFC 6962 3.1",
    "The poison of a precertificate is critical, so that nobody takes it for a certificate.",
    "Mark it critical.",
)
def _harmless(extension: Extension) -> Iterator[tuple[str, str]]:
    if extension.critical is False:
        yield "critical", "is FALSE"


@RULES.rule(
    "rfc6962.poison.with_timestamps",
    "error",
    "RFC 6962 3.1, 3.3",
    "A precertificate has no timestamps: logs give them for it.",
    "Take the poison out of the certificate, or the timestamps out of the precertificate.",
    EVERYBODY,
    about=_POISON,
)
def _both(case: Case) -> Iterator[tuple[str, str]]:
    for at, extension in case.extensions:
        if extension.extn_id == oid.SIGNED_CERTIFICATE_TIMESTAMP_LIST:
            yield case.path(f"extensions[{at}]"), "is a list of timestamps, and there is the poison"
