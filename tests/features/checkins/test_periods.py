"""Cadence periods and the closing of weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.checkins.periods import WEEK, closes_at, period_of, week_at

days = st.dates(date(2020, 1, 1), date(2050, 1, 1))


def test_periods_count_from_the_monday_of_the_start() -> None:
    thursday = date(2027, 1, 7)
    first = period_of(thursday, 2, thursday)
    assert (first.first_on, first.until_on) == (date(2027, 1, 4), date(2027, 1, 18))
    assert first.weeks == ["2027-W01", "2027-W02"]
    assert period_of(thursday, 2, date(2027, 1, 17)) == first
    assert period_of(thursday, 2, date(2027, 1, 18)).weeks == ["2027-W03", "2027-W04"]


@given(days, st.integers(1, 13), days)
def test_every_day_lies_in_one_period_of_whole_weeks(starts_on: date, cadence: int, on: date) -> None:
    period = period_of(starts_on, cadence, on)
    assert on in period
    assert period.until_on - period.first_on == cadence * WEEK
    assert period.first_on.weekday() == 0
    assert period_of(starts_on, cadence, period.until_on).first_on == period.until_on
    assert period_of(starts_on, cadence, period.first_on) == period


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        ("2027-W01", datetime(2027, 1, 11, 12, tzinfo=UTC)),
        ("2026-W53", datetime(2027, 1, 4, 12, tzinfo=UTC)),
    ],
)
def test_a_week_closes_on_the_next_monday_at_noon(week: str, expected: datetime) -> None:
    assert closes_at(week) == expected


@given(st.integers(0, 10 * 365 * 24))
def test_what_is_answered_now_is_counted_in_a_week_that_is_still_open(hours: int) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    assert at < closes_at(week_at(at)) <= at + WEEK + timedelta(hours=12)
