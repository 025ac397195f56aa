"""When somebody is asked what they could show."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.prompts.rhythm import month_of, next_month, prompt_at
from bot.worktime import WorkWeek

ZONES = st.sampled_from(["UTC", "Europe/Lisbon", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu"])
WEEKS = st.builds(
    lambda zone, days, starts, length: WorkWeek(zone, frozenset(days), starts * 60, (starts + length) * 60),
    ZONES,
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 15),
    st.integers(1, 8),
)
INSTANTS = st.integers(0, 60 * 24 * 400).map(
    lambda minute: datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)
OFFICE = WorkWeek("Europe/Lisbon", frozenset(range(5)), 540, 1020)


@given(WEEKS, st.integers(0, 6), st.integers(0, 1439), INSTANTS)
def test_it_is_at_work_and_never_earlier_and_on_another_day_than_the_nudge(
    week: WorkWeek, nudge_day: int, minute: int, earliest: datetime
) -> None:
    at = prompt_at(week, nudge_day, minute, earliest)
    assert earliest <= at <= earliest + timedelta(days=15)
    assert week.is_working(at)
    assert week.local(at).weekday() != nudge_day or week.days == {nudge_day}


@given(WEEKS, INSTANTS)
def test_the_next_month_is_the_next_one(week: WorkWeek, at: datetime) -> None:
    begins = next_month(week, at)
    assert month_of(week, at) < month_of(week, begins)
    assert month_of(week, begins - timedelta(hours=2)) == month_of(week, at)


def test_the_minute_that_suits_for_nudges_suits_for_this() -> None:
    assert prompt_at(OFFICE, 1, 600, datetime(2027, 1, 4, 12, tzinfo=UTC)) == datetime(2027, 1, 6, 10, tzinfo=UTC)
