"""Timestamps of certificate transparency (RFC 6962 3.3)."""

from __future__ import annotations

from ... import asn1, oid
from ...errors import DecodeError
from ..extension import ExtensionValue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class SignedCertificateTimestamp:
    """What a log promises: that it has the certificate, since when, and its signature (RFC 6962 3.2).

    `timestamp` is in milliseconds since 1970 (UTC). `hash_algorithm` and
    `signature_algorithm` are numbers of RFC 5246 7.4.1.4.1: 4 is SHA-256; 1 RSA, 3 ECDSA.
    """

    __slots__ = (
        "extensions",
        "hash_algorithm",
        "log_id",
        "signature",
        "signature_algorithm",
        "timestamp",
        "version",
    )

    def __init__(
        self,
        version: int,
        log_id: bytes,
        timestamp: int,
        extensions: bytes,
        hash_algorithm: int,
        signature_algorithm: int,
        signature: bytes,
    ) -> None:
        self.version = version
        self.log_id = log_id
        self.timestamp = timestamp
        self.extensions = extensions
        self.hash_algorithm = hash_algorithm
        self.signature_algorithm = signature_algorithm
        self.signature = signature

    @classmethod
    def read(cls, data: bytes) -> SignedCertificateTimestamp:
        """Return the timestamp of the octets of one; raises DecodeError, also for other versions than 1."""
        octets = _Octets(data)
        version = octets.number(1)
        if version != 0:
            raise DecodeError(f"a timestamp of version {version + 1}; 1 is known", offset=0, citation="RFC 6962 3.2")
        found = cls(
            version,
            octets.take(32),
            octets.number(8),
            octets.opaque(),
            octets.number(1),
            octets.number(1),
            octets.opaque(),
        )
        octets.end()
        return found

    def serialize(self) -> bytes:
        """Return the structure of RFC 6962 3.2, without the length before it."""
        return b"".join(
            (
                bytes((self.version,)),
                self.log_id,
                self.timestamp.to_bytes(8, "big"),
                _opaque(self.extensions),
                bytes((self.hash_algorithm, self.signature_algorithm)),
                _opaque(self.signature),
            )
        )


def _opaque(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data


@asn1.typedef
class SignedCertificateTimestampList(ExtensionValue):
    """The timestamps of logs that know the certificate.

    SignedCertificateTimestampList ::= OCTET STRING  -- of RFC 5246's presentation language

    The octets are kept as they are; `timestamps` reads them.
    """

    oid = oid.SIGNED_CERTIFICATE_TIMESTAMP_LIST

    serialized: bytes

    @classmethod
    def of(cls, *timestamps: SignedCertificateTimestamp) -> SignedCertificateTimestampList:
        """Return the list of these timestamps."""
        return cls(_opaque(b"".join(_opaque(timestamp.serialize()) for timestamp in timestamps)))

    @property
    def timestamps(self) -> tuple[SignedCertificateTimestamp, ...]:
        """The timestamps in order; raises DecodeError for octets that are none, or are of another version."""
        return tuple(SignedCertificateTimestamp.read(data) for data in self.serialized_timestamps)

    @property
    def serialized_timestamps(self) -> tuple[bytes, ...]:
        """The octets of each timestamp, of whatever version; raises DecodeError."""
        octets = _Octets(self.serialized)
        inner = _Octets(octets.opaque())
        octets.end()
        return tuple(inner.opaques())


class _Octets:
    """What is left to be read."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> bytes:
        if self._at + count > len(self._data):
            raise DecodeError(
                f"{count} octets are due, {len(self._data) - self._at} are left",
                offset=self._at,
                citation="RFC 6962 3.3",
            )
        self._at += count
        return self._data[self._at - count : self._at]

    def number(self, octets: int) -> int:
        return int.from_bytes(self.take(octets), "big")

    def opaque(self) -> bytes:
        return self.take(self.number(2))

    def opaques(self) -> Iterator[bytes]:
        while self._at < len(self._data):
            yield self.opaque()

    def end(self) -> None:
        if self._at < len(self._data):
            left = len(self._data) - self._at
            raise DecodeError(f"{left} octets too many", offset=self._at, citation="RFC 6962 3.3")
