"""From when to when: the one place that reads the clock (RFC 5280 4.1.2.5)."""

from __future__ import annotations

from ..errors import EncodeError
from ..x509.time import Time, Validity

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime


def now() -> datetime.datetime:
    """Return this moment, in UTC and whole seconds."""
    import datetime

    return datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def valid_for(days: int | None, not_before: datetime.datetime | str | None = None) -> Validity:
    """Return a validity of so many days of 86,400 seconds, from a moment or from now; nothing is backdated.

    Raises TypeError without `days`, EncodeError for an end that no time can name.
    """
    import datetime

    if days is None:
        raise TypeError("how long is it to be valid? give days= or validity=")
    start = Time.of(now() if not_before is None else not_before)
    try:
        end = start.datetime + datetime.timedelta(days=days)
    except OverflowError:
        raise EncodeError(f"{days} days from {start} lead beyond the year 9999") from None
    return Validity(not_before=start, not_after=Time.of(end))
