"""From when to when: the one place that reads the clock, or what stands for it (RFC 5280 4.1.2.5)."""

from __future__ import annotations

import os
import time

from ..errors import ConfigError, EncodeError
from ..kept import Kept
from ..later import Later
from ..x509.time import Time, Validity

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
else:
    datetime = Later("datetime")

# https://reproducible-builds.org/specs/source-date-epoch/: seconds since 1970, to be taken for now.
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"
_LAST_SECOND = 253_402_300_799  # of the year 9999


def clock() -> datetime.datetime:
    """Return this moment, in UTC and whole seconds."""
    second = int(time.time())
    moment: datetime.datetime | None = _seconds.get(second)
    return moment or _seconds.keep(second, datetime.datetime.fromtimestamp(second, datetime.timezone.utc))


# Whoever issues thousands does so within the same seconds.
_seconds = Kept(4)


def now() -> datetime.datetime:
    """Return the moment at which is issued, in UTC and whole seconds: that of SOURCE_DATE_EPOCH, or this one.

    What others issued is judged by `clock`: whoever sets a variable must not make an expired certificate good.
    Raises ConfigError for a variable that is no whole number of seconds up to the year 9999.
    """
    text = os.environ.get(EPOCH_VARIABLE)
    if text is None:
        return clock()
    if not text.isascii() or not text.isdigit() or len(text) > 20 or int(text) > _LAST_SECOND:
        raise ConfigError(f"{EPOCH_VARIABLE} is not a number of whole seconds since 1970, up to the year 9999")
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=int(text))


def valid_for(days: int | None, not_before: datetime.datetime | str | None = None) -> Validity:
    """Return a validity of so many days of 86,400 seconds, from a moment or from now; nothing is backdated.

    Raises TypeError without `days`, EncodeError for an end that no time can name.
    """
    if days is None:
        raise TypeError("how long is it to be valid? give days= or validity=")
    start = Time.of(now() if not_before is None else not_before)
    asked = (days, start.value)
    validity: Validity | None = _made.get(asked)
    return validity or _made.keep(asked, _valid_for(days, start))


_made = Kept(64)


def _valid_for(days: int, start: Time) -> Validity:
    try:
        end = start.datetime + datetime.timedelta(days=days)
    except OverflowError:
        raise EncodeError(f"{days} days from {start} lead beyond the year 9999") from None
    return Validity(not_before=start, not_after=Time.of(end))
