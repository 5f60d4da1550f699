"""Time and Validity (RFC 5280 4.1.2.5)."""

from __future__ import annotations

from .. import asn1
from ..asn1 import GeneralizedTime, UTCTime
from ..der import check_generalized_time
from ..errors import EncodeError
from ..kept import Kept
from ..later import Later

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    import datetime as _datetime
    from typing import Annotated
    from typing import Any as Anything
else:
    _datetime = Later("datetime")


@asn1.choice
class Time(asn1.Choice):
    """A moment in UTC, in whole seconds.

    Time ::= CHOICE {
        utcTime      UTCTime,            -- YYMMDDhhmmssZ, 1950 to 2049
        generalTime  GeneralizedTime }   -- YYYYMMDDhhmmssZ
    """

    utc_time: Annotated[str, UTCTime] | None = None
    general_time: Annotated[str, GeneralizedTime] | None = None

    @classmethod
    def of(cls, moment: datetime.datetime | str) -> Time:
        """Return a moment as RFC 5280 4.1.2.5 has it written: UTCTime for 1950 to 2049, else GeneralizedTime.

        `moment` is an aware datetime of whole seconds (other zones are turned into
        UTC), or text in ISO 8601: `2026-11-24T00:00:00Z`, `2026-11-24`. Raises
        EncodeError for a moment without a zone, with a fraction of a second, or for other text.
        """
        # Of other time zones two moments may be equal where clocks are set back (PEP 495).
        if not isinstance(moment, str) and moment.tzinfo is not _datetime.timezone.utc:
            return cls._of(moment)
        # Midnights, and ends of issuers, come again.
        kept: Time | None = _times.get(moment)
        return kept or _times.keep(moment, cls._of(moment))

    @classmethod
    def _of(cls, moment: datetime.datetime | str) -> Time:
        if isinstance(moment, str):
            if text := _plain(moment):
                return cls._written(text)
            moment = _parse(moment)
        if moment.tzinfo is None:
            raise EncodeError("Time: a datetime without a time zone names no moment; give tzinfo=timezone.utc")
        if moment.microsecond:
            raise EncodeError("Time: a fraction of a second cannot be written", citation="RFC 5280 4.1.2.5.2")
        if moment.tzinfo is not _datetime.timezone.utc:
            moment = moment.astimezone(_datetime.timezone.utc)
        # strftime("%Y") does not pad years below 1000 on every system.
        return cls._written("{:04}{:02}{:02}{:02}{:02}{:02}Z".format(*moment.timetuple()[:6]))

    @classmethod
    def _written(cls, text: str) -> Time:
        if "1950" <= text[:4] < "2050":
            return cls(utc_time=text[2:])
        return cls(general_time=text)

    @classmethod
    def _convert(cls, value: Anything) -> Anything:
        return cls.of(value) if isinstance(value, str) or hasattr(value, "tzinfo") else value

    @property
    def datetime(self) -> datetime.datetime:
        """The moment, as an aware datetime in UTC; raises EncodeError where a raw element stands for the time."""
        text = self.value
        if not isinstance(text, str):
            raise EncodeError("Time: a raw element names no moment")
        if self.chosen == "utc_time":
            # RFC 5280 4.1.2.5.1: YY from 50 is 19YY.
            text = ("19" if text[:2] >= "50" else "20") + text
        year, rest = int(text[:4]), text[4:]
        month, day, hour, minute, second = (int(rest[at : at + 2]) for at in range(0, 10, 2))
        return _datetime.datetime(year, month, day, hour, minute, second, tzinfo=_datetime.timezone.utc)

    def __str__(self) -> str:
        """Return the moment as ISO 8601, `2026-11-24T00:00:00Z`."""
        return self.datetime.isoformat().replace("+00:00", "Z")


_times = Kept(256)


def _plain(text: str) -> str | None:
    """Return `2026-11-24` or `2026-11-24T00:00:00Z` as a GeneralizedTime has it, None for other texts.

    Those are for `datetime`, which takes longer to load than to describe a certificate.
    """
    whole = text + "T00:00:00Z" if len(text) == 10 else text
    if len(whole) != 20 or whole[4::3] != "--T::Z":
        return None
    digits = "".join((whole[:4], *(whole[at : at + 2] for at in range(5, 20, 3)), "Z"))
    try:
        check_generalized_time(digits)
    except EncodeError:
        return None
    return digits


def _parse(text: str) -> datetime.datetime:
    # Python 3.10 does not know the Z.
    iso = text[:-1] + "+00:00" if text.endswith(("Z", "z")) else text
    try:
        moment = _datetime.datetime.fromisoformat(iso)
    except ValueError:
        raise EncodeError(f"Time: {text!r} is not a moment such as 2026-11-24T00:00:00Z") from None
    if len(text) == 10:
        moment = moment.replace(tzinfo=_datetime.timezone.utc)
    return moment


@asn1.sequence
class Validity(asn1.Value):
    """From when to when a certificate is valid, both seconds included.

    Validity ::= SEQUENCE {
        notBefore  Time,
        notAfter   Time }
    """

    not_before: Time
    not_after: Time

    @classmethod
    def of(cls, not_before: datetime.datetime | str, not_after: datetime.datetime | str) -> Validity:
        """Return a validity between two moments, each as `Time.of` takes them."""
        return cls(not_before=Time.of(not_before), not_after=Time.of(not_after))
