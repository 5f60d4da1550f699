"""Moments: two that a datetime holds to be equal where clocks are set back are two hours of UTC (PEP 495)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import x509forge as xf
from x509forge.issuing.validity import valid_for
from x509forge.rules.rule import Case

CERTIFICATE = Path(__file__).resolve().parents[2] / "docs" / "anatomy" / "server.crt"


class _Warsaw(datetime.tzinfo):
    """Central European time around the last Sunday of October 2026, without a database of time zones."""

    def utcoffset(self, moment: datetime.datetime | None) -> datetime.timedelta:
        assert moment is not None
        is_summer = moment.replace(tzinfo=None) < datetime.datetime(2026, 10, 25, 2) or (
            moment.replace(tzinfo=None) < datetime.datetime(2026, 10, 25, 3) and not moment.fold
        )
        return datetime.timedelta(hours=2 if is_summer else 1)

    def tzname(self, moment: datetime.datetime | None) -> str:
        return "Warsaw"

    def dst(self, moment: datetime.datetime | None) -> datetime.timedelta:
        return self.utcoffset(moment) - datetime.timedelta(hours=1)


BEFORE = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=_Warsaw())
AFTER = BEFORE.replace(fold=1)


def test_a_time() -> None:
    assert BEFORE == AFTER
    assert [str(xf.Time.of(moment)) for moment in (BEFORE, AFTER, BEFORE)] == [
        "2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z",
        "2026-10-25T00:30:00Z",
    ]


def test_a_validity() -> None:
    ends = [str(valid_for(1, moment).not_after) for moment in (BEFORE, AFTER)]
    assert ends == ["2026-10-26T00:30:00Z", "2026-10-26T01:30:00Z"]


def test_a_moment_of_judgement() -> None:
    certificate = xf.Certificate.from_pem(CERTIFICATE.read_bytes())
    assert [Case(certificate, at=moment).now for moment in (BEFORE, AFTER)] == ["20261025003000", "20261025013000"]


@given(st.text("0123456789-T:Zz. ٣", max_size=21) | st.datetimes().map(lambda moment: moment.isoformat()[:19] + "Z"))
@example("2026-11-24")
@example("2026-02-29")
@example("2026-11-24T23:59:60Z")
@example("2026-11-24T24:00:00Z")
@example("0000-01-01")
@example("٢٠٢٦-11-24")
def test_texts_name_the_moments_that_datetime_says(text: str) -> None:
    iso = text[:-1] + "+00:00" if text.endswith(("Z", "z")) else text
    try:
        moment = datetime.datetime.fromisoformat(iso)
        moment = moment.replace(tzinfo=datetime.timezone.utc) if len(text) == 10 else moment
        expected = xf.Time.of(moment)
    except ValueError:
        with pytest.raises(xf.EncodeError):
            xf.Time.of(text)
    else:
        assert xf.Time.of(text) == expected
