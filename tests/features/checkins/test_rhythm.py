"""The rules of time of the nudge, over a year of somebody's life, in every zone there is."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import example, given
from hypothesis import strategies as st

from bot.features.checkins.rhythm import Rhythm
from bot.worktime import WorkWeek, iso_week

ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=371)


@st.composite
def rhythms(draw: st.DrawFn) -> Rhythm:
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    starts = draw(st.integers(0, 1300))
    ends = draw(st.integers(starts + 121, 1440))  # longer than any gap of spring: no day of work is swallowed whole
    zone = draw(st.sampled_from(ZONES))
    return Rhythm(WorkWeek(zone, days, starts, ends), draw(st.integers(0, 6)), draw(st.integers(0, 1439)))


@st.composite
def moves(draw: st.DrawFn) -> list[tuple[datetime, Rhythm]]:
    """From when on somebody lives by which rhythm."""
    first = draw(rhythms())
    later = draw(st.lists(st.tuples(st.integers(1, 370 * 24 * 60), rhythms()), max_size=6))
    changes = [(NEW_YEAR + timedelta(minutes=minutes), rhythm) for minutes, rhythm in later]
    return [(NEW_YEAR, first), *sorted(changes, key=lambda change: change[0])]


@dataclass(frozen=True)
class Asked:
    at: datetime
    week: str
    rhythm: Rhythm


def year_of(changes: list[tuple[datetime, Rhythm]]) -> list[Asked]:
    """The planner's loop with a bot that is always up: plan anew at each change, ask when due, once a week."""
    asked: dict[str, Asked] = {}
    ends = [at for at, _ in changes[1:]] + [NEW_YEAR + YEAR]
    for (now, rhythm), until in zip(changes, ends, strict=True):
        at = rhythm.first(now)
        while (sent_at := max(at, now)) < until:
            if sent_at < rhythm.until(at):
                week = rhythm.week_of(at)
                asked.setdefault(week, Asked(sent_at, week, rhythm))
            at = rhythm.after(at, sent_at)
    return list(asked.values())


@given(moves())
def test_nobody_is_asked_outside_their_working_hours(changes: list[tuple[datetime, Rhythm]]) -> None:
    for asked in year_of(changes):
        assert asked.rhythm.week.is_working(asked.at)
        assert asked.week == iso_week(asked.rhythm.week.local(asked.at).date())


@given(rhythms())
@example(Rhythm(WorkWeek("Asia/Nicosia", frozenset({6}), 0, 181), 0, 180))  # spring begins in their last minute
def test_who_stays_where_they_are_is_asked_once_every_week(rhythm: Rhythm) -> None:
    """Over every change of the clocks: once an ISO week, the first one aside (it may be over at the start)."""
    weeks = Counter(asked.week for asked in year_of([(NEW_YEAR, rhythm)]))
    local = [rhythm.week.local(NEW_YEAR + n * timedelta(weeks=1)).date() for n in range(1, 52)]
    assert {iso_week(on) for on in local} <= set(weeks)
    assert set(weeks.values()) == {1}


@given(moves())
def test_a_week_is_only_missed_by_who_changes_their_hours_in_it(changes: list[tuple[datetime, Rhythm]]) -> None:
    asked = {one.week for one in year_of(changes)}
    ends = [at for at, _ in changes[1:]] + [NEW_YEAR + YEAR]
    for (begins, rhythm), until in zip(changes, ends, strict=True):
        monday = begins + timedelta(weeks=1)
        while monday + timedelta(weeks=1) < until - timedelta(weeks=1):
            assert iso_week(rhythm.week.local(monday).date()) in asked
            monday += timedelta(weeks=1)


office = Rhythm(WorkWeek("America/Los_Angeles", frozenset(range(5)), 540, 1020), 0, 540)


def test_who_flew_past_their_hour_is_asked_on_the_next_working_day_of_the_week() -> None:
    """Monday 8:00 in Los Angeles is Tuesday 5:00 in Auckland: Monday's hour is over there."""
    moved = Rhythm(WorkWeek("Pacific/Auckland", frozenset(range(5)), 540, 1020), 0, 540)
    now = datetime(2027, 1, 11, 16, tzinfo=UTC)
    assert moved.week.local(moved.first(now)) == datetime(2027, 1, 13, 9, tzinfo=moved.week.zone)


def test_a_plan_in_the_middle_of_the_hours_is_due_at_once() -> None:
    now = datetime(2027, 1, 11, 20, tzinfo=UTC)  # Monday noon
    assert office.first(now) < now < office.until(office.first(now))


def test_after_a_week_of_darkness_the_next_hour_is_this_weeks() -> None:
    planned = datetime(2027, 1, 11, 17, tzinfo=UTC)
    back = datetime(2027, 1, 24, 12, tzinfo=UTC)  # Sunday, two weeks later
    assert office.after(planned, back) == datetime(2027, 1, 25, 17, tzinfo=UTC)
