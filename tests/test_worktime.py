"""People's time, over every zone there is: gaps, folds, midnights that don't exist, days that never were."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.worktime import DAY, WorkWeek, instant, iso_week, monday_of, monday_of_week, next_common

ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
REGIONS: dict[str, list[str]] = {}
for _zone in ZONES:
    REGIONS.setdefault(_zone.rpartition("/")[0].partition("/")[0] or "elsewhere", []).append(_zone)
"""Some hundred zones in a few tests: each test has a price of its own."""
each_region = pytest.mark.parametrize("zones", REGIONS.values(), ids=list(REGIONS))
OFFICE = frozenset({0, 1, 2, 3, 4})
START_AT = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, WEEKS = date(2026, 1, 1), 5 * 52
SOME_MINUTES = (0, 30, 60, 90, 120, 150, 180, 9 * 60, 23 * 60 + 59, 24 * 60)


@cache
def turning_days(zone: str) -> list[date]:
    """The days of five years on which the zone's offset changes (found week by week, then day by day)."""
    weeks = [FIRST + n * 7 * DAY for n in range(WEEKS)]
    turning = [week for week in weeks if _offset(zone, week) != _offset(zone, week + 7 * DAY)]
    days = [week + n * DAY for week in turning for n in range(7)]
    return [day for day in days if _offset(zone, day) != _offset(zone, day + DAY)]


def _offset(zone: str, on: date) -> timedelta | None:
    return datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone)).utcoffset()


def assert_first_instant(on: date, minute: int, zone: str) -> None:
    """The rule, said in another way: the first instant at which clocks there show this time, or a later one."""
    tz = ZoneInfo(zone)
    wall = datetime.combine(on, time()) + timedelta(minutes=minute)
    at = instant(on, minute, tz)
    assert at.tzinfo is UTC
    assert at.astimezone(tz).replace(tzinfo=None) >= wall
    for before in (timedelta(seconds=1), *(timedelta(minutes=15 * n) for n in range(1, 17))):
        assert (at - before).astimezone(tz).replace(tzinfo=None) < wall


@each_region
def test_instants_around_every_change(zones: Sequence[str]) -> None:
    for zone in zones:
        for day in turning_days(zone):
            for on in (day - DAY, day, day + DAY):
                for minute in SOME_MINUTES:
                    assert_first_instant(on, minute, zone)


@given(
    st.sampled_from(ZONES), st.dates(date(1990, 1, 1), date(2035, 12, 31)), st.integers(min_value=0, max_value=1440)
)
def test_instants_of_any_day(zone: str, on: date, minute: int) -> None:
    assert_first_instant(on, minute, zone)


@pytest.mark.parametrize(
    ("zone", "on", "minute", "expected"),
    [
        ("Europe/Berlin", date(2027, 3, 28), 150, datetime(2027, 3, 28, 1, tzinfo=UTC)),  # gap 2:00 to 3:00
        ("Europe/Berlin", date(2027, 10, 31), 150, datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # the first 2:30
        ("Australia/Lord_Howe", date(2027, 10, 3), 135, datetime(2027, 10, 2, 15, 30, tzinfo=UTC)),  # half an hour
        ("Pacific/Apia", date(2011, 12, 30), 600, datetime(2011, 12, 30, 10, tzinfo=UTC)),  # a day that never was
    ],
)
def test_known_gaps_and_folds(zone: str, on: date, minute: int, expected: datetime) -> None:
    assert instant(on, minute, ZoneInfo(zone)) == expected


@each_region
def test_a_nudge_comes_at_the_hour_asked_for_in_every_zone(zones: Sequence[str]) -> None:
    """Every week with a change of clocks and the weeks beside it: the same weekday, the same wall clock."""
    for zone in zones:
        assert_hour_asked_for(zone)


def assert_hour_asked_for(zone: str) -> None:
    week = WorkWeek(zone, OFFICE, 9 * 60, 17 * 60)
    mondays = {monday_of(day) + n * 7 * DAY for day in turning_days(zone) for n in (-1, 0, 1)}
    for monday in mondays | {date(2026, 1, 5), date(2027, 12, 27)}:
        due_at, ends_at = week.nudge_window(monday, weekday=1, minute=10 * 60)
        local = week.local(due_at)
        assert (local.date(), local.hour, local.minute) == (monday + DAY, 10, 0)
        assert week.local(ends_at).hour == 17
        assert iso_week(local.date()) == iso_week(monday)


moments = st.integers(0, 5 * 365 * 24 * 3600).map(lambda seconds: START_AT + timedelta(seconds=seconds))
hours = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda pair: pair[0] < pair[1])


@st.composite
def work_weeks(draw: st.DrawFn) -> WorkWeek:
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    return WorkWeek(draw(st.sampled_from(ZONES)), days, *draw(hours))


@st.composite
def turning_weeks(draw: st.DrawFn) -> tuple[WorkWeek, date]:
    """A working week, and the Monday of a week in which the clocks change there, if they ever do."""
    week = draw(work_weeks())
    days = turning_days(week.timezone) or [date(2027, 1, 4)]
    return week, monday_of(draw(st.sampled_from(days)))


@given(turning_weeks(), st.integers(0, 6), st.integers(0, 1439))
def test_a_nudge_window_lies_in_working_hours_of_its_iso_week(
    case: tuple[WorkWeek, date], weekday: int, minute: int
) -> None:
    week, monday = case
    due_at, ends_at = week.nudge_window(monday, weekday, minute)
    assert due_at <= ends_at
    if due_at < ends_at:
        assert week.is_working(due_at)
        assert week.is_working(ends_at - timedelta(microseconds=1))
        assert not week.is_working(ends_at) or week.ends == 1440
        local = week.local(due_at).date()
        assert monday_of(local) == monday
        worked = [day for day in week.days if week.window(monday + day * DAY)]
        assert local.weekday() == min(worked, key=lambda day: (abs(day - weekday), day))


@given(turning_weeks(), st.integers(0, 7 * 24 * 60 * 60))
def test_next_working_is_the_first_working_instant(case: tuple[WorkWeek, date], seconds: int) -> None:
    week, monday = case
    now = datetime(monday.year, monday.month, monday.day, tzinfo=UTC) + timedelta(seconds=seconds)
    at = week.next_working(now)
    assert at >= now
    assert week.is_working(at)
    steps = int((at - now) / timedelta(minutes=7))
    assert not any(week.is_working(now + n * timedelta(minutes=7)) for n in range(min(steps, 300)))


def test_hours_that_a_gap_swallows_are_not_worked() -> None:
    """Somebody who works on Sundays from 2:00 to 3:00, on the Sunday that has no such hour."""
    week = WorkWeek("Europe/Berlin", frozenset({6}), 120, 180)
    saturday = datetime(2027, 3, 27, tzinfo=UTC)
    assert week.window(date(2027, 3, 28)) is None
    assert week.next_working(saturday) == datetime(2027, 4, 4, 0, tzinfo=UTC)


@given(work_weeks(), work_weeks(), moments)
def test_next_common_is_when_both_work(first: WorkWeek, second: WorkWeek, now: datetime) -> None:
    at = next_common(first, second, now)
    assert at >= now
    assert first.is_working(at)
    sampled = (now + n * timedelta(minutes=29) for n in range(6 * 24 * 2))
    common = next((t for t in sampled if first.is_working(t) and second.is_working(t)), None)
    if common:
        assert second.is_working(at)
        assert at <= common


def test_next_common_of_people_who_never_work_together() -> None:
    early = WorkWeek("UTC", OFFICE, 0, 60)
    late = WorkWeek("UTC", OFFICE, 120, 180)
    now = datetime(2027, 1, 4, 10, tzinfo=UTC)
    assert next_common(early, late, now) == datetime(2027, 1, 5, 0, tzinfo=UTC)


@given(work_weeks(), moments, st.integers(1, 10))
def test_after_working_days_counts_working_days(week: WorkWeek, now: datetime, count: int) -> None:
    end = week.after_working_days(now, count)
    today = week.local(now).date()
    # The last instant of the end's day, which may be the next midnight.
    last = week.local(end - timedelta(microseconds=1)).date()
    between = [today + n * DAY for n in range(1, (last - today).days + 1)]
    assert sum(day.weekday() in week.days for day in between) == count


def test_a_zone_that_this_machine_does_not_know_is_utc() -> None:
    assert WorkWeek("Mars/Olympus", OFFICE, 540, 1020).zone == ZoneInfo("UTC")


@pytest.mark.parametrize(("days", "starts", "ends"), [((), 540, 1020), ((0,), 600, 600), ((0,), 0, 1441)])
def test_a_working_week_needs_working_hours(days: tuple[int, ...], starts: int, ends: int) -> None:
    with pytest.raises(ValueError, match="working week"):
        WorkWeek("UTC", frozenset(days), starts, ends)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_iso_weeks_there_and_back(on: date) -> None:
    assert monday_of_week(iso_week(on)) == monday_of(on)


def test_a_nudge_avoids_the_day_whose_hours_the_clocks_skip() -> None:
    """Who works from two to three at night is asked on Saturday, not never, where Sunday has no such hour."""
    nights = WorkWeek("America/New_York", frozenset(range(7)), 2 * 60, 3 * 60)
    at, until = nights.nudge_window(date(2027, 3, 8), 6, 2 * 60)
    assert at == datetime(2027, 3, 13, 7, tzinfo=UTC) and until == at + timedelta(hours=1)
