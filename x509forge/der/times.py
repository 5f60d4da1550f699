"""Contents of UTCTime and GeneralizedTime (X.690 11.7, 11.8; X.680 46, 47)."""

from __future__ import annotations

from ..errors import DecodeError, EncodeError

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _fault(text: str, year_digits: int) -> str | None:
    """Return what is wrong with DER's form `YYMMDDhhmmssZ` (or `YYYY…`), or None."""
    if not (len(text) == year_digits + 11 and text.isascii() and text[:-1].isdigit() and text[-1] == "Z"):
        return f"is not {'YY' * (year_digits // 2)}MMDDhhmmssZ"
    # Digits of one width compare as the numbers do.
    month, day, time = text[-11:-9], text[-9:-7], text[-7:-1]
    if text[:-11] == "0000":
        return "has no year 0000"
    if not "01" <= month <= "12":
        return f"has no month {month}"
    if not "01" <= day <= "28" and not 1 <= int(day) <= _days(int(text[:-11]), year_digits, int(month)):
        return f"has no day {day} in month {month}"
    if time[:2] > "23" or time[2:4] > "59" or time[4:] > "59":
        return f"has no time {time[:2]}:{time[2:4]}:{time[4:]}"
    return None


def _days(year: int, year_digits: int, month: int) -> int:
    """Return how many days a month has."""
    if year_digits == 2:
        year += 1900 if year >= 50 else 2000
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + (month == 2 and leap)


def check_utc_time(text: str) -> None:
    """Raise EncodeError unless the text is a UTCTime in DER's form, `YYMMDDhhmmssZ` (X.690 11.8)."""
    if fault := _fault(text, 2):
        raise EncodeError(f"UTCTime {text!r} {fault}", citation="X.690 11.8")


def check_generalized_time(text: str) -> None:
    """Raise EncodeError unless the text is `YYYYMMDDhhmmssZ`.

    DER would allow fractions of a second (X.690 11.7.3); RFC 5280 4.1.2.5.2 does not.
    """
    if fault := _fault(text, 4):
        raise EncodeError(f"GeneralizedTime {text!r} {fault}", citation="RFC 5280 4.1.2.5.2")


def _decode(name: str, year_digits: int, citation: str, data: bytes, start: int, stop: int) -> str:
    # A longer one is at fault for its length alone: the message need not hold all of it.
    text = data[start : min(stop, start + 32)].decode("latin-1")
    if fault := _fault(text, year_digits):
        raise DecodeError(f"{name} {text!r} {fault}", offset=start, found=text, citation=citation)
    return text


def decode_utc_time(data: bytes, start: int, stop: int) -> str:
    """Return a UTCTime's text, `YYMMDDhhmmssZ`; raises DecodeError for any other form (X.690 11.8)."""
    return _decode("UTCTime", 2, "X.690 11.8", data, start, stop)


def decode_generalized_time(data: bytes, start: int, stop: int) -> str:
    """Return a GeneralizedTime's text, `YYYYMMDDhhmmssZ`; raises DecodeError for any other form (RFC 5280 4.1.2.5.2)."""  # noqa: E501
    return _decode("GeneralizedTime", 4, "RFC 5280 4.1.2.5.2", data, start, stop)
